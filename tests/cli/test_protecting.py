"""Protected files on the command line: secrets come from files, and everything works as with a plain file."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Command

PASSPHRASE, OTHER = "seven lanterns below the wide river", "copper window, distant thunder, bread"


@pytest.fixture
def first(tmp_path: Path) -> Path:
    file = tmp_path / "first.txt"
    file.write_text(PASSPHRASE + "\n", "utf-8")
    return file


@pytest.fixture
def second(tmp_path: Path) -> Path:
    file = tmp_path / "second.txt"
    file.write_text(OTHER, "utf-8")
    return file


def test_a_plain_file_gets_another_passphrase_and_loses_it(
    command: Command, sample: Path, first: Path, second: Path
) -> None:
    before = command("board", sample).out
    protected = command("protect", sample, "--passphrase-file", first)
    assert protected.code == 0 and "Nobody can open the file without the passphrase" in protected.out
    assert (command("board", sample).code, command("board", sample, "--passphrase-file", second).code) == (1, 1)
    assert command("board", sample, "--passphrase-file", first).out == before
    assert command("protect", sample, "--passphrase-file", first, "--new-passphrase-file", second).code == 0
    assert command("board", sample, "--passphrase-file", second).out == before
    assert command("protect", sample, "--passphrase-file", second, "--remove").code == 0
    assert command("board", sample).out == before


def test_a_wrong_passphrase_says_what_may_be_wrong_and_changes_nothing(
    command: Command, sample: Path, first: Path, second: Path
) -> None:
    command("protect", sample, "--passphrase-file", first)
    before = sample.read_bytes()
    ran = command("protect", sample, "--passphrase-file", second, "--remove")
    assert ran.code == 1
    assert "Wrong passphrase, or sample.sitboard is damaged" in ran.err
    assert sample.read_bytes() == before


def test_a_new_situation_is_protected_from_the_beginning(command: Command, tmp_path: Path, first: Path) -> None:
    path = tmp_path / "winter.sitboard"
    made = command("new", path, "--name", "Winter", "--timezone", "Asia/Damascus", "--passphrase-file", first)
    assert made.code == 0, made.err
    assert command("info", path).code == 1
    assert "Winter" in command("info", path, "--passphrase-file", first).out


def test_the_sheet_opens_the_file_until_the_passphrase_changes(
    command: Command, sample: Path, tmp_path: Path, first: Path, second: Path
) -> None:
    sheet, code = tmp_path / "sheet.txt", tmp_path / "code.txt"
    command("protect", sample, "--passphrase-file", first, "--recovery", sheet)
    code.write_text("".join(sheet.read_text("ascii").splitlines(keepends=True)[-4:]), "ascii")
    assert command("info", sample, "--passphrase-file", code).code == 0
    if sys.platform != "win32":
        assert stat.S_IMODE(sheet.stat().st_mode) == 0o600
    command("protect", sample, "--passphrase-file", code, "--new-passphrase-file", second)
    assert command("info", sample, "--passphrase-file", code).code == 1
    again = command("protect", sample, "--passphrase-file", second, "--recovery", sheet)
    assert again.code == 1 and "exists already" in again.err


def test_a_key_file_protects_as_well(command: Command, sample: Path, tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("ab" * 32)
    assert command("protect", sample, "--key-file", key).code == 0
    assert command("info", sample, "--key-file", key).code == 0


def test_another_laptops_file_under_the_same_passphrase_merges(
    command: Command, sample: Path, tmp_path: Path, first: Path
) -> None:
    other = tmp_path / "other.sitboard"
    other.write_bytes(sample.read_bytes())
    for path in (sample, other):
        command("protect", path, "--passphrase-file", first)
    command("move", other, "Homs", "fallen", "--passphrase-file", first)
    merged = command("merge", sample, other, "--passphrase-file", first, "--json")
    assert merged.code == 0, merged.err
    assert merged.json["new"] > 0


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "no passphrase"), (b"\xff\xfe\x00", "UTF-8"), (b"short", "too short")]
)
def test_what_is_no_passphrase_is_refused_and_the_file_stays(
    command: Command, sample: Path, tmp_path: Path, content: bytes, said: str
) -> None:
    file = tmp_path / "p"
    file.write_bytes(content)
    before = sample.read_bytes()
    ran = command("protect", sample, "--passphrase-file", file)
    assert ran.code == 1 and said in ran.err
    assert sample.read_bytes() == before


def test_without_a_terminal_nothing_is_asked(command: Command, sample: Path) -> None:
    ran = command("protect", sample)
    assert ran.code == 1 and "--new-passphrase-file" in ran.err


def test_a_passphrase_that_can_be_guessed_is_taken_with_a_word_of_warning(
    command: Command, sample: Path, tmp_path: Path
) -> None:
    file = tmp_path / "p"
    file.write_text("password2024")
    ran = command("protect", sample, "--new-passphrase-file", file)
    assert ran.code == 0 and "can be guessed" in ran.err
