"""Rows of our own tables of any kind but events and places: each field as it was written, references by id and name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from situation_board.core.exporting.card_rows import CARDS
from situation_board.core.exporting.cells import names_of_cell, parted
from situation_board.core.exporting.kinds import KINDS, column_names, written_fields
from situation_board.core.exporting.table import ABOUT
from situation_board.core.importing.formats.own_cells import CellError, OwnCells
from situation_board.core.importing.incoming import GivenPlace, GivenRow, GivenThing
from situation_board.core.rows import FACTS, Field, Kind
from situation_board.core.vocabulary import Basis, Column, HandlingLabel, LocationKind, LocationPrecision

ORDER = (
    *("actors", "sources", "messages", "reports", "links", "routes", "cards", "statuses", "presence"),
    *("route-statuses", "headcounts", "ratings", "events", "claims", "verifications", "tasks"),
)
"""In this order nothing refers to what comes after it, but within a table, and a report to its message."""
NOT_READ = {
    "attachments": "pictures and documents are not in a table: their rows were left out",
    "datasets": "of imported files only the list is in a table: their rows come with the table of events",
    "same-as": "what is the same under two ids is told by no table: join it again",
}
LEAST_ALIKE = 0.8
"""Part of the columns by which a table from which some were taken out, or to which some were added, is known."""


@cache
def _columns() -> dict[str, frozenset[str]]:
    own = {kind: frozenset(column_names(table)) for kind, table in KINDS.items() if kind != "locations"}
    return own | {"cards": frozenset(name for name, _ in CARDS)}


def kind_of(headers: tuple[str, ...]) -> str | None:
    """Which of our tables has such columns."""
    said = frozenset(headers) - {name for name, _ in ABOUT}
    if not {"as_of_file", "situation"} <= set(headers):
        return None
    alike = {kind: len(said & columns) / len(said | columns) for kind, columns in _columns().items()}
    best = max(alike, key=lambda kind: alike[kind])
    return best if alike[best] >= LEAST_ALIKE else None


def given_row(kind: str, cells: OwnCells) -> GivenRow:
    """A row of a kind, as it was written. CellError where a cell says what none of ours says."""
    if kind == "cards":
        return _card(cells)
    table = KINDS[kind]
    key = cells.text("id")
    if key is None:
        raise CellError("id", "the id is missing")
    fields: dict[str, Any] = {}
    things: dict[str, tuple[GivenThing, ...]] = {}
    for field in written_fields(table):
        if field.kind in {Kind.THING, Kind.THINGS}:
            things |= _things(field, cells)
        elif (value := _value(field, cells)) is not None:
            fields[field.name] = value
    is_about = table in FACTS and table != "claim"
    about = GivenThing(id=cells.text("about_id"), name=cells.text("about")) if is_about else None
    return GivenRow(key=key, line=cells.line, table=table, fields=fields, things=things, about=about)


def _things(field: Field, cells: OwnCells) -> Mapping[str, tuple[GivenThing, ...]]:
    """What a field refers to; () is nobody, and what is not stated is not there."""
    ids, names = cells.text(f"{field.name}_id"), cells.text(field.name)
    if ids is None and names is None:
        return {}
    if field.kind is Kind.THING:
        return {field.name: (GivenThing(id=ids, name=names),)}
    if names == "nobody" and ids is None:
        return {field.name: ()}
    return {field.name: tuple(_each(parted(ids or ""), parted(names or "")))}


def _each(ids: list[str], names: list[str]) -> Iterator[GivenThing]:
    """Where one of both was taken out, or does not fit, the other says it alone."""
    if len(ids) == len(names):
        yield from (GivenThing(id=one, name=name) for one, name in zip(ids, names, strict=True))
    elif ids:
        yield from (GivenThing(id=one, name=None) for one in ids)
    else:
        yield from (GivenThing(id=None, name=name) for name in names)


def _value(field: Field, cells: OwnCells) -> Any:
    name = "own_label" if field.name == "label" else field.name
    match field.kind:
        case Kind.TIME:
            return cells.time(name)
        case Kind.INTEGER:
            return cells.whole(name)
        case Kind.REAL:
            return cells.number(name)
        case Kind.FLAG:
            return cells.flag(name)
        case Kind.NAMES:
            return names_of_cell(cells.text(name) or "") or None
        case Kind.CHOICE if field.choices is not None:
            return cells.word(name, field.choices)
        case Kind.CHOICES if field.choices is not None:
            return cells.words(name, field.choices) or None
        case _:
            return cells.text(name)


def _card(cells: OwnCells) -> GivenRow:
    key, place = cells.text("id"), cells.text("place")
    if key is None or place is None:
        raise CellError("place", "the place or the id is missing")
    number = cells.text("number") or ""
    fields = {
        "column": cells.word("column", Column),
        "basis": cells.word("basis", Basis),
        "as_of": cells.time("as_of"),
        "note": cells.text("card_note"),
        "status_note": cells.text("status_note"),
        "label": cells.word("own_label", HandlingLabel),
        "shelf_life": cells.whole("shelf_life"),
        "status_id": cells.text("status_id"),
        "number": int(number) if number.isdecimal() and len(number) < 10 else None,
    }
    north, east = cells.degrees("latitude", 90), cells.degrees("longitude", 180)
    where = GivenPlace(
        name=place,
        kind=cells.word("place_kind", LocationKind),
        areas=tuple(parted(cells.text("place_areas") or "")),
        pcode=cells.text("pcode"),
        latitude=north,
        longitude=east,
        precision=LocationPrecision.UNLOCATED if north is None else LocationPrecision.EXACT,
        id=cells.text("place_id"),
    )
    things = {name: _named(cells.text(name)) for name in ("actors", "from_actors") if cells.text(name) is not None}
    said = {name: value for name, value in fields.items() if value is not None}
    return GivenRow(key=key, line=cells.line, table="card", fields=said, things=things, place=where)


def _named(text: str | None) -> tuple[GivenThing, ...]:
    return () if text in {None, "nobody"} else tuple(GivenThing(id=None, name=name) for name in parted(text or ""))
