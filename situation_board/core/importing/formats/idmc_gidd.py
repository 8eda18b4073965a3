"""IDMC Global Internal Displacement Database: by country and year, or by disaster, as CSV or workbook.

"Stock displacement" (total number of IDPs) is a stock at the end of the year, "internal displacements" are movements in
it: a flow, in which one person may be counted several times. The two are never added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from situation_board.core.importing.cells import simple
from situation_board.core.importing.columns import ColumnError, Written, look_through
from situation_board.core.importing.dates import month, week, year_of
from situation_board.core.importing.format import Format
from situation_board.core.importing.formats.shared import figure_of, in_order, readable_numbers, tell_others, year_in
from situation_board.core.importing.incoming import Given, GivenEvent, GivenPlace
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.options import Options
from situation_board.core.importing.tables import Table, TableRow
from situation_board.core.rows import Figure
from situation_board.core.times import Time, at
from situation_board.core.vocabulary import EventKind, FigureCategory, FigureGroup, LocationKind, Metric

COUNTRY = ("country_territory", "name", "country", "geographical_area", "country_name")
DATE = ("date_of_event_start", "start_date", "event_start_date")
END = ("date_of_event_end", "end_date", "event_end_date")
CAUSES = ("conflict", "disaster")
NEW = frozenset({"new_displacement", "new_displacements"})
TOTAL = "total_displacement"
ACCURACY = "_accuracy"


@dataclass(frozen=True, slots=True)
class _Columns:
    """The headers of what a row says; the last three only where the file is about single disasters."""

    year: str
    country: str
    code: str
    starts: str | None
    ends: str | None
    event: str | None


def _table(looked: Looked) -> Table | None:
    return next((table for table in looked.tables if _is_gidd(table)), None)


def _is_gidd(table: Table) -> bool:
    return {"iso3", "year"} <= table.simple_headers and bool(_counted(table))


def _counted(table: Table) -> dict[str, tuple[str, Metric]]:
    """Header -> cause and metric. Of the raw and the rounded number of the same people the raw one is read."""
    every = _every_counted(table)
    raw = {meant for header, meant in every.items() if "raw" in simple(header).split("_")}
    return {header: meant for header, meant in every.items() if meant not in raw or "raw" in simple(header).split("_")}


def _every_counted(table: Table) -> dict[str, tuple[str, Metric]]:
    found: dict[str, tuple[str, Metric]] = {}
    for header, tag in zip(table.headers, table.tags, strict=True):
        name = simple(header)
        words = [*name.split("_"), *tag.split("+")]
        cause = next((each for each in CAUSES if each in words), None) or _cause_of(table)
        if "rounded" in words:
            continue
        if name in NEW:
            found[header] = (cause, Metric.FLOW)
        elif name == TOTAL:
            found[header] = (cause, Metric.STOCK)
        elif not any(each in name for each in CAUSES):
            continue
        elif "stock" in words or ("total" in words and "idps" in words):
            found[header] = (cause, Metric.STOCK)
        elif {"internal", "new"}.intersection(words) and "displacements" in words:
            found[header] = (cause, Metric.FLOW)
    return found


def _cause_of(table: Table) -> str:
    """Files whose columns name no cause are about disasters where they name hazards."""
    has_hazards = any(header.startswith("hazard") for header in table.simple_headers)
    return "disaster" if has_hazards else "a cause that is not stated"


def _recognise(looked: Looked) -> str | None:
    table = _table(looked)
    return f"has the columns of IDMC GIDD: {', '.join(_counted(table))}" if table is not None else None


def _read(looked: Looked, options: Options, notes: Notes) -> Iterator[Given]:
    table = _table(looked)
    assert table is not None, "it was recognised"
    tell_others(looked, table, notes)
    counted = _counted(table)
    if any("raw" in simple(header).split("_") for header in counted):
        notes.decide("of the raw and the rounded number of the same people the raw one was taken", 0)
    by_simple = {simple(header): header for header in table.headers}
    starts, ends = (next((by_simple[name] for name in names if name in by_simple), None) for names in (DATE, END))
    written = look_through(
        table,
        headers=table.headers,
        dates=[header for header in (starts, ends) if header],
        numbers=list(counted),
        options=options,
        notes=notes,
    )
    country = next((by_simple[name] for name in COUNTRY if name in by_simple), by_simple["iso3"])
    event = by_simple.get("event_name")
    columns = _Columns(by_simple["year"], country, by_simple["iso3"], starts, ends, event)
    keys: Counter[str] = Counter()
    for row in table.rows(notes):
        notes.read += 1
        try:
            yield _event(written, row, columns, counted, keys, notes)
        except ColumnError as error:
            notes.reject(row.line, error.why, column=error.column)
    notes.decide("displacements are movements in a year, people displaced a stock at its end: never added", notes.read)


def _event(
    written: Written,
    row: TableRow,
    columns: _Columns,
    counted: dict[str, tuple[str, Metric]],
    keys: Counter[str],
    notes: Notes,
) -> GivenEvent:
    year = year_in(written, row, columns.year, written.zone)
    when = _date(written, row, columns.starts, notes) or year
    place = _place(written, row, columns.country, columns.code)
    event = written.text(row, columns.event) if columns.event else None
    key = f"{place.country}:{written.text(row, columns.year)}"
    if columns.starts is not None:
        key += f":{written.text(row, columns.starts)}:{event}"
    keys[key] += 1
    return GivenEvent(
        key=key if keys[key] == 1 else f"{key}:{keys[key]}",
        line=row.line,
        kind=EventKind.DISPLACEMENT,
        text=event or f"internal displacement: {place.name}",
        place=place,
        starts=when,
        ends=in_order(when, _date(written, row, columns.ends, notes), notes),
        figures=tuple(_figures(written, row, counted, year, when, notes)),
    )


def _date(written: Written, row: TableRow, header: str | None, notes: Notes) -> Time | None:
    """A day, or the week or month that it stands for where the accuracy beside it says so."""
    day = written.date(row, header) if header else None
    if day is None or header is None:
        return None
    accuracy = (written.text(row, header + ACCURACY) or "day").casefold()
    if accuracy == "day":
        return day
    notes.decide("dates that are known to the week, month or year only: taken as such")
    first = at(day.earliest, written.zone).date()
    match accuracy:
        case "week":
            return week(*first.isocalendar()[:2], written.zone)
        case "month":
            return month(first.year, first.month, written.zone)
    return year_of(first.year, written.zone)


def _figures(
    written: Written, row: TableRow, counted: dict[str, tuple[str, Metric]], year: Time, when: Time, notes: Notes
) -> Iterator[Figure]:
    for header, number in readable_numbers(written, row, counted, notes).items():
        cause, metric = counted[header]
        starts = year if metric is Metric.STOCK else when
        yield figure_of(FigureCategory.DISPLACED, number, metric, starts, group=FigureGroup.IDP, note=f"by {cause}")


def _place(written: Written, row: TableRow, country: str, code: str) -> GivenPlace:
    name, iso3 = written.text(row, country), written.text(row, code)
    if name is None and iso3 is None:
        raise ColumnError(code, "the country is missing")
    return GivenPlace(name=name or iso3, kind=LocationKind.COUNTRY, country=iso3)


FORMAT = Format(
    name="idmc-gidd",
    words="IDMC Global Internal Displacement Database",
    recognise=_recognise,
    read=_read,
    publisher="IDMC",
)
