"""IDMC Global Internal Displacement Database: by country and year, or by disaster, as CSV or workbook.

"Stock displacement" (total number of IDPs) is a stock at the end of the year, "internal displacements" are movements in
it: a flow, in which one person may be counted several times. The two are never added.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from situation_board.core.importing.columns import ColumnError, Written, look_through
from situation_board.core.importing.format import Format
from situation_board.core.importing.formats.shared import figure_of, year_in
from situation_board.core.importing.incoming import Given, GivenEvent, GivenPlace
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.options import Options
from situation_board.core.importing.tables import Table, TableRow, simple
from situation_board.core.rows import Figure
from situation_board.core.times import Time
from situation_board.core.vocabulary import EventKind, FigureCategory, FigureGroup, LocationKind, Metric

COUNTRY = ("country_territory", "name", "country", "geographical_area", "country_name")
DATE = ("date_of_event_start", "start_date", "event_start_date")
CAUSES = ("conflict", "disaster")


@dataclass(frozen=True, slots=True)
class _Columns:
    """The headers of what a row says; the last two only where the file is about single disasters."""

    year: str
    country: str
    code: str
    date: str | None
    event: str | None


def _table(looked: Looked) -> Table | None:
    return next((table for table in looked.tables if _is_gidd(table)), None)


def _is_gidd(table: Table) -> bool:
    return {"iso3", "year"} <= table.simple_headers and bool(_counted(table))


def _counted(table: Table) -> dict[str, tuple[str, Metric]]:
    """Header -> cause and metric. The rounded number is the published one; the raw one beside it is the same people."""
    found: dict[str, tuple[str, Metric]] = {}
    for header in table.headers:
        words = simple(header).split("_")
        cause = next((each for each in CAUSES if each in words), None)
        if cause is None or "raw" in words:
            continue
        if "stock" in words or ("total" in words and "idps" in words):
            found[header] = (cause, Metric.STOCK)
        elif "internal" in words and "displacements" in words:
            found[header] = (cause, Metric.FLOW)
    return found


def _recognise(looked: Looked) -> str | None:
    table = _table(looked)
    return f"has the columns of IDMC GIDD: {', '.join(_counted(table))}" if table is not None else None


def _read(looked: Looked, options: Options, notes: Notes) -> Iterator[Given]:
    table = _table(looked)
    assert table is not None, "it was recognised"
    counted = _counted(table)
    by_simple = {simple(header): header for header in table.headers}
    dates = [by_simple[name] for name in DATE if name in by_simple][:1]
    written = look_through(
        table, headers=table.headers, dates=dates, numbers=list(counted), options=options, notes=notes
    )
    country = next((by_simple[name] for name in COUNTRY if name in by_simple), by_simple["iso3"])
    columns = _Columns(
        year=by_simple["year"],
        country=country,
        code=by_simple["iso3"],
        date=next(iter(dates), None),
        event=by_simple.get("event_name"),
    )
    for row in table.rows(notes):
        notes.read += 1
        try:
            yield _event(written, row, columns, counted)
        except ColumnError as error:
            notes.reject(row.line, error.why, column=error.column)
    notes.decide("displacements are movements in a year, people displaced a stock at its end: never added", notes.read)


def _event(written: Written, row: TableRow, columns: _Columns, counted: dict[str, tuple[str, Metric]]) -> GivenEvent:
    year = year_in(written, row, columns.year, written.zone)
    when = (written.date(row, columns.date) if columns.date else None) or year
    place = _place(written, row, columns.country, columns.code)
    event = written.text(row, columns.event) if columns.event else None
    return GivenEvent(
        key=f"{place.country}:{written.text(row, columns.year)}" + (f":{event}:{row.line}" if event else ""),
        line=row.line,
        kind=EventKind.DISPLACEMENT,
        text=event or f"internal displacement: {place.name}",
        place=place,
        starts=when,
        figures=tuple(_figures(written, row, counted, year, when)),
    )


def _figures(
    written: Written, row: TableRow, counted: dict[str, tuple[str, Metric]], year: Time, when: Time
) -> Iterator[Figure]:
    for header, (cause, metric) in counted.items():
        number = written.number(row, header)
        if number is not None:
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
