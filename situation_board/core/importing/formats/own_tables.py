"""Our own tables, as CSV or workbook: read back exactly as they were written.

Rows of one event stand together, one a figure; its id is its key. What the situation has already is left out by who
imports (`importing.own`), as a format knows its file only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

from situation_board.core.exporting.cells import names_of_cell, parted
from situation_board.core.exporting.table import EXERCISE
from situation_board.core.importing.format import Format
from situation_board.core.importing.formats.own_cells import CellError, OwnCells
from situation_board.core.importing.formats.own_names import EVENT_HEADERS, LOCATION_HEADERS, OWN
from situation_board.core.importing.formats.own_rows import NOT_READ, ORDER, given_row, kind_of
from situation_board.core.importing.incoming import Given, GivenEvent, GivenLocation, GivenPlace, GivenThing
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.options import Options
from situation_board.core.importing.tables import TableRow, text_rows
from situation_board.core.importing.workbooks import is_workbook, sheet_rows
from situation_board.core.rows import Figure
from situation_board.core.times import Time
from situation_board.core.vocabulary import (
    Audience,
    Basis,
    Credibility,
    CrossBorder,
    EvacuationState,
    EventKind,
    FigureCategory,
    FigureGroup,
    FigureRole,
    FigureUnit,
    HandlingLabel,
    LocationKind,
    LocationPrecision,
    Metric,
    Phase,
    Quantifier,
    Voluntariness,
)

MOST_FIGURES = 500
"""Figures of one event; more are no event."""


@dataclass(frozen=True, slots=True)
class _OwnTable:
    """A table of ours: its first row is its headers, the second may be HXL tags."""

    headers: tuple[str, ...]
    rows: Callable[[Notes], Iterator[TableRow]]
    is_text: bool


def _tables(looked: Looked, kind: str) -> list[_OwnTable]:
    return [table for table in _candidates(looked) if _kind(table) == kind]


def _kind(table: _OwnTable) -> str | None:
    if set(table.headers) >= EVENT_HEADERS:
        return "events"
    return "locations" if set(table.headers) >= LOCATION_HEADERS else kind_of(table.headers)


def kinds_in(looked: Looked) -> frozenset[str]:
    """The kinds of our tables that the file holds."""
    return frozenset(kind for table in _candidates(looked) if (kind := _kind(table)) is not None)


def _candidates(looked: Looked) -> Iterator[_OwnTable]:
    """What the file may hold of ours, by the first row of each sheet or of the text."""
    file = looked.file
    if is_workbook(file):
        for name in [table.name for table in looked.tables]:
            yield from _headed(sheet_rows(file, name), is_text=False)
    elif file.start.partition(",")[0].strip('"') == "id" or file.start.partition(";")[0].strip('"') == "id":
        delimiter = "," if file.start.startswith(("id,", '"id",')) else ";"
        yield from _headed(partial(text_rows, file, delimiter), is_text=True)


def _headed(rows: Callable[[Notes], Iterator[TableRow]], *, is_text: bool) -> Iterator[_OwnTable]:
    first = next(rows(Notes()), None)
    if first is not None:
        yield _OwnTable(tuple(str(cell) for cell in first.cells), rows, is_text)


def _recognise(looked: Looked) -> str | None:
    known = kinds_in(looked)
    found = [kind for kind in ("locations", *ORDER, *NOT_READ) if kind in known]
    return f"has the columns of this program's own table of {' and '.join(found)}" if found else None


def _read(looked: Looked, options: Options, notes: Notes) -> Iterator[Given]:
    """Whatever the order of the sheets: what others refer to comes first."""
    for kind in ("locations", *ORDER):
        made = _location if kind == "locations" else partial(given_row, kind)
        for table in _tables(looked, kind):
            rows = _rows(table, options, notes)
            yield from _events(rows, notes) if kind == "events" else _each(rows, notes, made)
    for kind, why in NOT_READ.items():
        for table in _tables(looked, kind):
            rows_left_out = sum(1 for _ in _rows(table, options, notes))
            notes.decide(why, rows_left_out)


def _rows(table: _OwnTable, options: Options, notes: Notes) -> Iterator[OwnCells]:
    for number, row in enumerate(islice(table.rows(notes), 1, None)):
        if number == 0 and str(row.cells[0] if row.cells else "").startswith("#"):
            continue
        if not any(row.cells):
            continue
        notes.read += 1
        cells = dict(zip(table.headers, row.cells, strict=False))
        if cells.get("exercise") == EXERCISE:
            notes.decide("rows are of an exercise, not real")
        yield OwnCells(row.line, cells, options.zone, is_guarded=table.is_text)


def _each(rows: Iterator[OwnCells], notes: Notes, made: Callable[[OwnCells], Given]) -> Iterator[Given]:
    for cells in rows:
        try:
            yield made(cells)
        except CellError as error:
            notes.reject(cells.line, error.why, column=error.column)


# --- places


def _location(cells: OwnCells) -> GivenLocation:
    place = GivenPlace(
        name=cells.text("name"),
        names=names_of_cell(cells.text("names") or ""),
        kind=cells.word("kind", LocationKind),
        areas=tuple(parted(cells.text("areas") or "")),
        pcode=cells.text("pcode"),
        latitude=cells.degrees("latitude", 90),
        longitude=cells.degrees("longitude", 180),
        precision=cells.word("precision", LocationPrecision),
        id=cells.text("id"),
        gazetteer=cells.text("gazetteer"),
        parent_id=cells.text("parent_id"),
    )
    key = cells.text("id")
    if key is None or place.name is None:
        raise CellError("name", "the name or the id is missing")
    return GivenLocation(key=key, line=cells.line, place=place, note=cells.text("note"))


# --- events


def _events(rows: Iterator[OwnCells], notes: Notes) -> Iterator[Given]:
    """Rows that stand together and have one id are one event."""
    gathered: list[OwnCells] = []
    for cells in rows:
        if gathered and cells.text("id") != gathered[0].text("id"):
            yield from _event(gathered, notes)
            gathered = []
        if len(gathered) <= MOST_FIGURES:
            gathered.append(cells)
    if gathered:
        yield from _event(gathered, notes)


def _event(rows: list[OwnCells], notes: Notes) -> Iterator[GivenEvent]:
    try:
        key = rows[0].text("id")
        if key is None:
            raise CellError("id", "the id is missing")
        if len(rows) > MOST_FIGURES:
            raise CellError("id", f"more than {MOST_FIGURES} rows are of one event")
        figures = tuple(_figure(cells) for cells in rows if cells.text("category") is not None)
        for at, figure in enumerate(figures):
            _check(rows[0], at, figure, len(figures))
        yield _made(key, rows[0], figures)
    except CellError as error:
        notes.reject(rows[0].line, error.why, column=error.column)


def _check(cells: OwnCells, at: int, figure: Figure, count: int) -> None:
    """What the program itself would not let in."""
    if figure.low is not None and figure.high is not None and figure.low > figure.high:
        raise CellError("high", "the low end is above the high end")
    if figure.subset_of is not None and (figure.subset_of == at or not 0 <= figure.subset_of < count):
        raise CellError("part_of", "is no other figure of the event")
    _check_order("figure_ends", figure.starts, figure.ends)
    size = figure.household_size
    if size is not None and (figure.unit is not FigureUnit.HOUSEHOLD or size <= 0):
        raise CellError("household_size", "only households have a size, and it is more than nobody")


def _check_order(column: str, first: Time | None, last: Time | None) -> None:
    if first is not None and last is not None and last.latest < first.earliest:
        raise CellError(column, "ends before it begins")


def _made(key: str, cells: OwnCells, figures: tuple[Figure, ...]) -> GivenEvent:
    kind = cells.word("kind", EventKind)
    if kind is None:
        raise CellError("kind", "the kind is missing")
    starts, ends, actors = cells.time("starts"), cells.time("ends"), cells.text("actors")
    _check_order("ends", starts, ends)
    fields: dict[str, Any] = {
        "basis": cells.word("basis", Basis),
        "credibility": cells.word("credibility", Credibility),
        "label": cells.word("own_label", HandlingLabel),
        "evacuation_state": cells.word("state", EvacuationState),
        "voluntariness": cells.word("voluntariness", Voluntariness),
        "audience": cells.word("audience", Audience),
        "area": cells.text("advisory_area"),
        "level": cells.text("level"),
        "instruction": cells.text("instruction"),
        "issued": cells.time("issued"),
        "valid_until": cells.time("valid_until"),
        "lifted": cells.time("lifted"),
        "note": cells.text("event_note"),
    }
    return GivenEvent(
        key=key,
        line=cells.line,
        kind=kind,
        text=cells.text("text"),
        place=_place(cells, "place", ""),
        destination=_place(cells, "destination", "destination_"),
        starts=starts,
        ends=ends,
        figures=figures,
        actors=() if actors in {None, "nobody"} else tuple(parted(actors or "")),
        source=cells.text("source"),
        things=_things(cells),
        fields={name: value for name, value in fields.items() if value is not None},
    )


def _place(cells: OwnCells, name: str, prefix: str) -> GivenPlace | None:
    if cells.text(name) is None:
        return None
    return GivenPlace(
        name=cells.text(name),
        kind=cells.word(f"{name}_kind", LocationKind),
        areas=tuple(parted(cells.text(f"{name}_areas") or "")),
        pcode=cells.text(f"{prefix}pcode"),
        latitude=cells.degrees(f"{prefix}latitude", 90),
        longitude=cells.degrees(f"{prefix}longitude", 180),
        id=cells.text(f"{name}_id"),
    )


def _things(cells: OwnCells) -> dict[str, tuple[GivenThing, ...]]:
    """What the event refers to, where the table carries ids."""
    found: dict[str, tuple[GivenThing, ...]] = {}
    for name in ("source", "issuer", "report"):
        if (thing := cells.text(f"{name}_id")) is not None:
            found[name] = (GivenThing(id=thing, name=cells.text(name)),)
    actors = parted(cells.text("actors_id") or "")
    return found | ({"actors": tuple(GivenThing(id=actor, name=None) for actor in actors)} if actors else {})


def _figure(cells: OwnCells) -> Figure:
    part_of = cells.whole("part_of")
    return Figure(
        category=cells.word("category", FigureCategory) or FigureCategory.OTHER,
        group=cells.word("group", FigureGroup),
        cross_border=cells.word("cross_border", CrossBorder),
        phase=cells.word("phase", Phase),
        quantifier=cells.word("quantifier", Quantifier) or Quantifier.EXACT,
        low=cells.whole("low"),
        high=cells.whole("high"),
        number=cells.text("number"),
        unit=cells.word("unit", FigureUnit) or FigureUnit.PERSON,
        household_size=cells.number("household_size"),
        metric=cells.word("metric", Metric) or Metric.NOT_STATED,
        role=cells.word("role", FigureRole) or FigureRole.RECOMMENDED,
        subset_of=None if part_of is None else part_of - 1,
        starts=cells.time("figure_starts"),
        ends=cells.time("figure_ends"),
        expires=cells.time("figure_expires"),
        source=cells.text("figure_source"),
        report=cells.text("figure_report_id"),
        note=cells.text("figure_note"),
    )


FORMAT = Format(name=OWN, words="This program's own tables", recognise=_recognise, read=_read)
