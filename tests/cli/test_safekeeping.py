"""Backup, restore, salvage and expunge from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Command


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def test_a_backup_in_a_folder_is_verified_and_restores(command: Command, sample: Path, stick: Path) -> None:
    made = command("backup", sample, stick, "--json")
    assert made.code == 0
    backup = Path(made.json["backup"])
    assert backup.parent == stick and made.json["arrival"] == command("info", sample, "--json").json["arrival"]
    command("add", sample, "actor", "name=Later Guards")
    told = command("restore", sample, backup, "--dry-run").out
    assert "Later Guards" in told and "would be" in told
    assert command("search", sample, "Later Guards", "--json").json["hits"]
    restored = command("restore", sample, backup, "--json").json
    assert restored["lost"] == 1 and Path(restored["aside"]).exists()
    assert not command("search", sample, "Later Guards", "--json").json["hits"]
    assert command("merge", sample, restored["aside"]).code == 0
    assert command("search", sample, "Later Guards", "--json").json["hits"]


def test_a_backup_to_a_file_replaces_it_whole(command: Command, sample: Path, stick: Path) -> None:
    assert command("backup", sample, stick / "one.sitboard").code == 0
    assert command("check", stick / "one.sitboard").code == 0


def test_salvage_says_what_is_missing_and_merging_brings_it_back(
    command: Command, sample: Path, stick: Path, tmp_path: Path
) -> None:
    backup, out = stick / "one.sitboard", tmp_path / "out.sitboard"
    command("backup", sample, backup)
    content = bytearray(sample.read_bytes())
    of_log = [start for start in range(0, len(content), 4096) if b"add_card" in content[start : start + 4096]]
    for start in of_log[1:4]:
        content[start : start + 4096] = bytes(4096)
    sample.write_bytes(content)
    told = command("salvage", sample, out)
    assert told.code == 3 and "could not be read" in told.out
    assert command("merge", out, backup).code == 0
    assert command("check", out).code == 0


def test_salvage_of_a_sound_file_misses_nothing(command: Command, sample: Path, tmp_path: Path) -> None:
    told = command("salvage", sample, tmp_path / "out.sitboard", "--json")
    assert told.code == 0
    assert (told.json["lost_changes"], told.json["missing"]) == (0, [])


def test_a_folder_that_is_not_there_is_said(command: Command, sample: Path, stick: Path) -> None:
    told = command("backup", sample, stick / "gone" / "one.sitboard")
    assert told.code == 3
    assert "Traceback" not in told.err


def test_what_is_expunged_is_gone_and_where_else_it_stands_is_said(command: Command, sample: Path) -> None:
    added = command("add", sample, "actor", "name=Scouts", "note=led by Zahrawitness", "--json").json["ids"][0]
    other = command("add", sample, "actor", "name=Guards", "note=know Zahrawitness", "--json").json["ids"][0]
    why = ("--why", "endangers a person")
    done = command("expunge", sample, added, "note", "--text", "zahrawitness", *why, "--json")
    assert (done.code, done.json["changes"], done.json["elsewhere"]) == (0, 1, [other])
    assert "Zahrawitness" not in command("show", sample, added).out
    assert "note expunged (endangers a person)" in command("history", sample).out
    assert command("expunge", sample, other, "note", *why).code == 0
    assert b"Zahrawitness" not in sample.read_bytes()
    assert command("check", sample).code == 0
    assert command("undo", sample).code in {0, 1}
    assert "Zahrawitness" not in command("show", sample, added).out


def test_what_is_no_field_of_words_is_not_expunged(command: Command, sample: Path) -> None:
    told = command("expunge", sample, "Homs", "rank2", "--why", "x")
    assert told.code == 1 and "no field of words" in told.err


def test_a_protected_file_whose_first_page_is_damaged_is_salvaged_under_its_passphrase(
    command: Command, sample: Path, tmp_path: Path
) -> None:
    """The passphrase does not open the file any more, and is right all the same."""
    passphrase, out = tmp_path / "passphrase", tmp_path / "out.sitboard"
    passphrase.write_text("seven lanterns below the wide river", encoding="utf-8")
    assert command("protect", sample, "--passphrase-file", passphrase).code == 0
    content = bytearray(sample.read_bytes())
    content[100:4000] = bytes(3900)
    sample.write_bytes(content)
    assert command("info", sample, "--passphrase-file", passphrase).code == 1
    told = command("salvage", sample, out, "--passphrase-file", passphrase, "--json")
    assert told.code in (0, 3) and told.json["changes"] > 100
    assert command("info", out, "--passphrase-file", passphrase).code == 0
