"""Help on fields, read from the one schema: what may stand in each and what it means."""

from __future__ import annotations

from collections.abc import Iterator

import click

from situation_board.core.entering import ENTERED
from situation_board.core.entry import entry_fields
from situation_board.core.figures import FORM
from situation_board.core.rows import Field, Kind

FORMS = {
    Kind.TEXT: "text",
    Kind.INTEGER: "whole number",
    Kind.REAL: "number",
    Kind.FLAG: "yes or no",
    Kind.TIME: "time: 2024-12-08, 2024-12-08 14:30, 14:30, 8 Dec 2024, 7-8 Dec 2024, yesterday",
    Kind.NAMES: "names: ar:دمشق; en:Damascus",
    Kind.FIGURES: f"figures: {FORM}; or JSON",
}


def fields_help(width: int) -> str:
    """The fields of every table that can be added, wrapped to a width."""
    return "\n" + "\n".join(line for table in (*ENTERED, "situation") for line in _table_help(table, width))


def _table_help(table: str, width: int) -> Iterator[str]:
    yield f"Fields of {table}{' (with “edit”)' if table == 'situation' else ''}:"
    rows = [(f"{field.name}{' *' if field.required else ''}", _field_help(field)) for field in entry_fields(table)]
    formatter = click.HelpFormatter(width=width)
    with formatter.indentation():
        formatter.write_dl(rows, col_max=24)
    yield formatter.getvalue()


def _field_help(field: Field) -> str:
    return f"{field.help} [{_form(field)}]"


def _form(field: Field) -> str:
    if field.choices is not None:
        listed = ", ".join(choice.value for choice in field.choices)
        return f"some of: {listed}" if field.kind is Kind.CHOICES else f"one of: {listed}"
    if field.kind is Kind.THING:
        return " or ".join(field.things)
    if field.kind is Kind.THINGS and field.things == ("actor",):
        return "actors, separated by commas; nobody; unknown"
    if field.kind is Kind.THINGS:
        return f"{field.things[0]}s, separated by semicolons"
    return FORMS[field.kind]
