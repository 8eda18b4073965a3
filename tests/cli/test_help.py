"""The help is complete: every command, every field, every choice - it is made from the one schema."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from situation_board.cli.fields import fields_help
from situation_board.cli.json_forms import CARD, FORMS
from situation_board.cli.main import COMMANDS, situation_board_command
from situation_board.core.entering import ENTERED
from situation_board.core.entry import entry_fields
from situation_board.core.rows import RECORDS, fields_of
from tests.cli.conftest import Command

README = Path(__file__).resolve().parents[2] / "README.md"

COMMAND_LINE = (
    *("open", "demo", "new", "info", "board", "show", "add", "edit", "order", "move", "verify", "strike"),
    *(
        "undo",
        "redo",
        "history",
        "diff",
        "search",
        "events",
        "series",
        "chart",
        "snapshot",
        "import",
        "export",
        "extract",
        "merge",
        "same",
        "resolve",
        "check",
        "protect",
        "backup",
        "restore",
        "salvage",
        "expunge",
    ),
)


def test_every_command_is_in_the_help_and_none_is_missing(command: Command) -> None:
    out = command("--help").out
    assert sorted(COMMANDS) == sorted(COMMAND_LINE)
    for name in COMMANDS:
        assert re.search(rf"^  {name} +\S", out, re.MULTILINE), name
    assert all(word in out for word in ("--person", "--key-file", "--passphrase-file", "--now", "THING", "Exit codes"))


@pytest.mark.parametrize("name", COMMAND_LINE)
def test_every_command_explains_itself_and_each_of_its_options(command: Command, name: str) -> None:
    ran = command(name, "--help")
    assert ran.code == 0
    found = situation_board_command.get_command(click.Context(situation_board_command), name)
    assert found is not None and found.help
    for parameter in found.params:
        shown = (
            parameter.opts[0] if isinstance(parameter, click.Option) else parameter.make_metavar(click.Context(found))
        )
        assert shown.strip("[].").split("...")[0] in ran.out, shown


@pytest.mark.parametrize("table", ENTERED)
def test_every_field_of_what_can_be_added_is_in_the_help_with_its_meaning(command: Command, table: str) -> None:
    out = " ".join(command("add", "--help").out.split())
    assert f"Fields of {table}:" in out
    part = out.partition(f"Fields of {table}:")[2].partition("Fields of ")[0]
    for field in entry_fields(table):
        assert field.name in part
        assert field.help in part, field.name
        for choice in field.choices or ():
            assert choice.value in part


MADE_BY_THE_PROGRAM = {"attachment", "dataset", "saved_search", "handover"}


def test_all_fields_of_records_can_be_entered_but_those_that_the_program_makes() -> None:
    made = {"card": {"rank", "number"}, "message": {"number"}}
    for table in (*ENTERED, "situation"):
        entered = {field.name for field in entry_fields(table)}
        assert {field.name for field in fields_of(table)} - entered == made.get(table, set())
    assert set(RECORDS) - {*ENTERED, "situation", "same_as"} == MADE_BY_THE_PROGRAM


def keys_of(answer: object) -> set[str]:
    """All keys in a JSON answer, but those of times, counts and the rows of `show`."""
    if isinstance(answer, list):
        return {key for each in answer for key in keys_of(each)}
    if not isinstance(answer, dict) or set(answer) in ({"at", "precision"}, {"at", "until", "precision"}):
        return set()
    skipped = {"counts", "fields", "facts", "beside"}
    return set(answer) | {key for name, value in answer.items() if name not in skipped for key in keys_of(value)}


@pytest.mark.parametrize(
    "arguments",
    [
        ("info",),
        ("board",),
        ("show", "Homs"),
        ("search", "Homs"),
        ("history",),
        ("diff", "--from", "#50", "--to", "#100"),
        ("check",),
        ("move", "Homs", "fallen"),
        ("add", "actor", "name=Scouts"),
    ],
)
def test_the_json_is_what_the_help_says(command: Command, sample: Path, arguments: tuple[str, ...]) -> None:
    name, *more = arguments
    said = FORMS[name].partition("; change")[0].partition(': "fields"')[0]
    answer = command(name, sample, *more, "--json").json
    told = keys_of(answer)
    documented = set(re.findall(r'"(\w+)"', said + (CARD if name == "show" else "")))
    empty = {key for key in ("kind", "what") if name == "check"}
    assert told == documented - empty
    assert "JSON: " in command(name, "--help").out


def test_every_command_that_knows_json_tells_its_form(command: Command) -> None:
    context = click.Context(situation_board_command)
    for name in COMMANDS:
        found = situation_board_command.get_command(context, name)
        assert found is not None
        assert any("--json" in option.opts for option in found.params) == (name in FORMS), name


def test_what_is_marked_as_needed_is_what_adding_asks_for() -> None:
    needed = {table: {field.name for field in entry_fields(table) if field.required} for table in ENTERED}
    assert needed["card"] == {"location", "column"}
    assert needed["event"] == {"kind"}
    assert needed["route"] == set()
    assert needed["claim"] == {"about", "verb", "stance", "text"}


def test_the_help_keeps_to_its_width() -> None:
    assert max(map(len, fields_help(80).splitlines())) <= 80


def test_the_commands_that_the_readme_shows_exist(command: Command) -> None:
    shown = re.findall(r"^ {4}situation-board (\w+)", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert shown
    assert set(shown) <= set(COMMANDS)
