"""The command that makes an extract for others."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Command


def test_an_extract_is_made_and_says_what_it_is(command: Command, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "for others.sitboard"
    said = command("extract", sample, out, "--label", "tlp:amber", "--json").json
    assert said["told"]["card"] == 8 and said["label"] == "TLP:AMBER" and said["redacted"] is None
    told = command("info", out, "--json").json["extract"]
    assert (told["label"], told["profile"]) == ("TLP:AMBER", "full")
    assert "extract" in command("info", out).out
    assert command("check", out).code == 0
    ran = command("merge", sample, out)
    assert ran.code == 1 and "is an extract" in ran.err
    assert command("extract", sample, out).code == 1, "there is one of that name"


def test_a_dry_run_tells_and_makes_nothing(command: Command, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.sitboard"
    command("edit", sample, "Homs", "label=TLP:RED")
    said = command("extract", sample, out, "--dry-run", "--json").json
    assert said["dry_run"] and said["withheld"]["card"] == 1
    assert not out.exists()
    assert "Withheld: card 1" in command("extract", sample, out, "--dry-run").out


def test_a_redacted_extract_says_how_much_it_withholds(command: Command, sample: Path, tmp_path: Path) -> None:
    said = command("extract", sample, tmp_path / "x.sitboard", "--redact", "--json").json
    assert said["profile"] == "redacted" and said["redacted"]["texts"] > 10 and said["redacted"]["places"] > 5
    assert "Redacted: places" in command("extract", sample, tmp_path / "y.sitboard", "--redact").out
    columns = command("board", tmp_path / "x.sitboard", "--json").json["columns"]
    places = {card["location"] for column in columns for card in column["cards"]}
    assert "A place in Homs (governorate)" in places and not {"Homs", "Damascus", "Palmyra"} & places


def test_an_extract_can_have_a_passphrase_of_its_own(
    command: Command, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = tmp_path / "words.txt"
    words.write_text("five words of no meaning here\n")
    out = tmp_path / "x.sitboard"
    assert command("extract", sample, out, "--new-passphrase-file", words).code == 0
    assert command("info", out).code == 1
    assert command("info", out, "--passphrase-file", words).code == 0
