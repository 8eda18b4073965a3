"""What each failure ends in: its exit code, words on stderr, nothing on stdout, and nothing lost."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from situation_board.cli import main
from tests.cli.conftest import Command


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "Nowhere"), "no thing called"),
        (("show", "OCHA"), "may mean 2 things"),
        (("move", "Hom", "fallen"), "no card called"),
        (("move", "Homs", "fallen", "--by", "Hezbolah"), "Hezbollah"),
        (("move", "Homs", "fallen", "--as-of", "2031-01-01"), "future"),
        (("move", "Homs", "fallen", "--as-of", "soon"), "not a time"),
        (("add", "card", "location=Suran", "column=held"), "Suran, Hama"),
        (("add", "card", "location=Homs", "column=held"), "has a card already"),
        (("add", "card", "location=Idlib"), "Column is missing"),
        (("add", "card", "column=held"), "place is missing"),
        (("add", "actor", "nam=x"), "short_name"),
        (("add", "actor", "x"), "FIELD=VALUE"),
        (("add", "actor", "name=x", "name=y"), "twice"),
        (("add", "claim", "about=Homs", "verb=said", "stance=for", "text=x"), "somebody who says so"),
        (("add", "actor", "name=x", "colour=red"), "#rrggbb"),
        (("edit", "Homs", "location=Idlib"), "stays at its place"),
        (("strike", "situation"), "cannot be struck"),
        (("board", "--at", "#x"), "not an arrival"),
        (("resolve", "abcdef", "--keep", "x"), "no open conflict"),
        (("merge", "missing.sitboard"), "no file"),
        (("same", "Homs", "Homs"), "one thing already"),
        (("redo",), "nothing to redo"),
    ],
)
def test_a_persons_mistake_exits_1_and_changes_nothing(
    command: Command, sample: Path, arguments: tuple[str, ...], said: str
) -> None:
    before = command("info", sample, "--json").json["arrival"]
    ran = command(arguments[0], sample, *arguments[1:])
    assert (ran.code, ran.out) == (1, ""), ran.err
    assert said.casefold() in ran.err.casefold()
    assert command("info", sample, "--json").json["arrival"] == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("fly",),
        ("board",),
        ("board", "x.sitboard", "--colour"),
        ("add", "x.sitboard", "wish", "a=b"),
        ("add", "x.sitboard", "actor"),
        ("move", "x.sitboard", "Homs", "lost"),
        ("verify", "x.sitboard", "Homs"),
        ("new", "x.sitboard", "--name", "x"),
        ("events", "x.sitboard", "--kind", "rumour"),
    ],
)
def test_wrong_usage_exits_2(command: Command, arguments: tuple[str, ...]) -> None:
    ran = command(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "Usage" in ran.err or "Missing" in ran.err


def test_what_is_no_situation_is_a_mistake(command: Command, tmp_path: Path) -> None:
    text = tmp_path / "notes.sitboard"
    text.write_text("This is not a situation at all, but long enough to be looked at.")
    for path in (text, tmp_path, tmp_path / "missing.sitboard"):
        assert command("info", path).code == 1


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_the_machines_trouble(command: Command, tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    ran = command("new", tmp_path / "a.sitboard", "--name", "X", "--timezone", "UTC")
    tmp_path.chmod(stat.S_IRWXU)
    assert ran.code == 3


def test_a_damaged_file_is_the_machines_trouble_and_check_says_so(command: Command, sample: Path) -> None:
    content = bytearray(sample.read_bytes())
    content[8192:40960] = os.urandom(32768)
    sample.write_bytes(content)
    ran = command("board", sample)
    assert ran.code == 3, ran.err
    assert "damaged" in ran.err
    assert command("check", sample).code == 3


def test_no_screen_is_the_machines_trouble(command: Command, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    for arguments in ((), ("open", sample)):
        ran = command(*arguments)
        assert ran.code == 3
        assert "no screen" in ran.err


def test_a_bug_of_ours_exits_4_and_its_report_holds_nothing_of_the_users(
    command: Command, sample: Path, monkeypatch: pytest.MonkeyPatch, own_settings: Path
) -> None:
    import situation_board.cli.reading as asked

    def fails(*arguments: object, **more: object) -> None:
        raise ValueError("secret name of a person")

    monkeypatch.setattr(asked, "board", fails)
    ran = command("board", sample)
    assert (ran.code, ran.out) == (4, "")
    assert "secret" not in ran.err and len(ran.err.splitlines()) == 1
    [report] = (own_settings / "reports").iterdir()
    text = report.read_text(encoding="utf-8")
    assert "ValueError" in text and "situation_board/cli/reading.py" in text
    assert "secret" not in text and sample.name not in text


def test_the_traceback_of_a_bug_is_shown_to_who_asks(
    command: Command, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import situation_board.cli.reading as asked

    monkeypatch.setattr(asked, "board", None)
    monkeypatch.setenv(main.DEBUG, "1")
    assert "Traceback" in command("board", sample).err


def test_a_file_alone_is_opened_and_a_mistyped_command_is_still_one(
    command: Command, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    ran = command(sample)
    assert ran.code == 3 and "no screen" in ran.err
    assert command("bord").code == 2
    assert command("bord", sample).code == 2
