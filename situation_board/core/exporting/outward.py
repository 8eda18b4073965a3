"""Rows as an extract has them: in full, without what leads to something that is not told.

Numbers to speak and the manual order are made anew: a gap in them would count what is not told.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Protocol

from situation_board.core import ranks
from situation_board.core.exporting.selecting import Selection
from situation_board.core.rows import Event, Field, Figure, Kind, Row, fields_of
from situation_board.core.store.reading import TABLE_OF

REMARKS = {"actor": ("note",), "location": ("note",), "source": ("note",), "route": ("note",)}
"""What people wrote beside names, which carry no label."""
NOT_TOLD = "not told here"
"""Stands where a text is needed that is not told."""


class Outward(Protocol):
    """How rows go out. None is not told at all."""

    def row(self, row: Row) -> Row | None: ...
    def imported(self, event: Event, origin: str, key: str) -> Event: ...
    def extra(self) -> list[Row]: ...
    def tells(self, table: str) -> bool: ...


class InFull:
    """As they are, but for numbers and order."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        self._numbers = {table: _numbers(selection, table) for table in ("card", "message")}
        self._ranks = new_ranks(selection)

    def tells(self, table: str) -> bool:
        return True

    def extra(self) -> list[Row]:
        return []

    def row(self, row: Row) -> Row | None:
        table = TABLE_OF[type(row)]
        values = {field.name: self._value(field, getattr(row, field.name)) for field in fields_of(table)}
        if table in self._numbers:
            values["number"] = self._numbers[table].get(row.id)
        if table == "card":
            values["rank"] = self._ranks.get(row.id)
        if self._selection.is_weaker:
            values |= dict.fromkeys(REMARKS.get(table, ()))
            values |= {"why": NOT_TOLD, "rated_by": None} if table == "rating" else {}
        return None if lacks_what_it_is_about(row, values) else dataclasses.replace(row, **values)

    def imported(self, event: Event, origin: str, key: str) -> Event:
        told = self.row(event)
        assert isinstance(told, Event)
        return told

    def _value(self, field: Field, value: Any) -> Any:
        """Without what leads to nothing."""
        told = self._selection.is_told
        if field.kind is Kind.THING:
            return value if value is not None and told(value, field.things) else None
        if field.kind is Kind.THINGS and value is not None:
            return tuple(thing for thing in value if told(thing, field.things))
        if field.kind is Kind.FIGURES:
            return tuple(self._figure(figure) for figure in value)
        return value

    def _figure(self, figure: Figure) -> Figure:
        is_told = figure.report is None or self._selection.is_told(figure.report, ("report",))
        return figure if is_told else dataclasses.replace(figure, report=None)


def lacks_what_it_is_about(row: Row, values: Mapping[str, Any]) -> bool:
    """Whether a thing is gone that the row needs, such as what a claim is about."""
    needed = (field for field in fields_of(TABLE_OF[type(row)]) if field.required and field.kind is Kind.THING)
    return any(values[field.name] is None for field in needed)


def new_ranks(selection: Selection) -> dict[str, str]:
    """Ranks of the cards in the order that they have in their columns, as far as these are told."""
    columns = _columns(selection)
    lines = selection.reading.all("SELECT id, rank FROM card WHERE voided = 0")
    told = [(columns.get(row, ""), rank or "", row) for row, rank in lines if row in selection.rows["card"]]
    found: dict[str, str] = {}
    latest: str | None = None
    for _, _, row in sorted(told):
        latest = found[row] = ranks.between(latest, None)
    return found


def _columns(selection: Selection) -> dict[str, str]:
    """Card -> the column of its latest status that is told."""
    lines = selection.reading.all(
        """SELECT id, thing, "column" FROM status WHERE voided = 0 AND as_of_earliest <= ?
           ORDER BY as_of_earliest, lamport, writer, seq""",
        selection.reading.now,
    )
    return {card: column for row, card, column in lines if row in selection.rows["status"]}


def _numbers(selection: Selection, table: str) -> dict[str, int]:
    lines = selection.reading.all(f'SELECT id FROM "{table}" WHERE voided = 0 ORDER BY number IS NULL, number, id')
    told = [row for (row,) in lines if row in selection.rows[table]]
    return {row: number for number, row in enumerate(told, start=1)}
