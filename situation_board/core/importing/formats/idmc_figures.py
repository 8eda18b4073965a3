"""IDMC GIDD figure by figure, as workbook or GeoJSON: each with its cause, days, places and event.

"Internal Displacements" are movements between two days, "IDPs" a stock at the end of the reporting year. "Total
figures" are people whatever unit was reported. A figure of several places is told once, of the country: nobody says how
many of them each place has.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

from situation_board.core.importing.cells import simple
from situation_board.core.importing.columns import ColumnError, Written, look_through
from situation_board.core.importing.format import Format
from situation_board.core.importing.formats.shared import figure_of, in_order, tell_others, year_in
from situation_board.core.importing.incoming import Given, GivenEvent, GivenPlace
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.options import Options
from situation_board.core.importing.tables import Table, TableRow
from situation_board.core.rows import Figure
from situation_board.core.times import Time
from situation_board.core.vocabulary import (
    EventKind,
    FigureCategory,
    FigureGroup,
    FigureRole,
    LocationKind,
    LocationPrecision,
    Metric,
)

WANTED = frozenset({"iso3", "year", "figure_category", "total_figures"})
COUNTRY = ("country_territory", "country", "name", "country_name")
PLACES = ("locations_names", "locations_name", "location_name")
POINTS = ("locations_coordinates", "locations_coordinate", "location_coordinates")
KEY = ("id", "figure_id")
DATES = ("start_date", "end_date", "stock_date")
SEVERAL = "figures of several places were taken for the country: nobody says how many are in each"


def _table(looked: Looked) -> Table | None:
    return next((table for table in looked.tables if table.simple_headers >= WANTED), None)


def _recognise(looked: Looked) -> str | None:
    return "has the columns of IDMC GIDD: Figure category, Total figures" if _table(looked) is not None else None


def _read(looked: Looked, options: Options, notes: Notes) -> Iterator[Given]:
    table = _table(looked)
    assert table is not None, "it was recognised"
    tell_others(looked, table, notes)
    by_simple = {simple(header): header for header in reversed(table.headers)}
    dates = [by_simple[name] for name in DATES if name in by_simple]
    written = look_through(
        table,
        headers=table.headers,
        dates=dates,
        numbers=[by_simple["total_figures"]],
        options=options,
        notes=notes,
    )
    for row in table.rows(notes):
        notes.read += 1
        try:
            yield _event(written, row, by_simple, notes)
        except ColumnError as error:
            notes.reject(row.line, error.why, column=error.column)
    notes.decide(
        "displacements are movements in a period, people displaced a stock at its end: never added", notes.read
    )


def _event(written: Written, row: TableRow, headers: Mapping[str, str], notes: Notes) -> GivenEvent:
    year = year_in(written, row, headers["year"], written.zone)
    metric = _metric(written, row, headers)
    starts, ends = _period(written, row, headers, metric, year, notes)
    event = _text(written, row, headers, "event_name")
    cause = (_text(written, row, headers, "figure_cause", "cause") or "a cause that is not stated").casefold()
    place, named = _place(written, row, headers)
    if len(named) > 1:
        notes.decide(SEVERAL)
    return GivenEvent(
        key=_text(written, row, headers, *KEY) or f"line {row.line}",
        line=row.line,
        kind=EventKind.DISPLACEMENT,
        text=", ".join(each for each in (event, *named) if each) or None,
        place=place,
        starts=starts,
        ends=ends,
        figures=tuple(_figures(written, row, headers, (metric, starts, ends), cause, is_part=len(named) > 1)),
    )


def _metric(written: Written, row: TableRow, headers: Mapping[str, str]) -> Metric:
    said = (_text(written, row, headers, "figure_category") or "").casefold()
    if "displacement" in said:
        return Metric.FLOW
    if "idp" in said:
        return Metric.STOCK
    raise ColumnError(headers["figure_category"], f"“{said[:40]}” is neither displacements nor IDPs")


def _period(
    written: Written, row: TableRow, headers: Mapping[str, str], metric: Metric, year: Time, notes: Notes
) -> tuple[Time, Time | None]:
    """A stock counts for the year for which it is reported, however old it is."""
    if metric is Metric.STOCK:
        return year, None
    starts, ends = (written.date(row, headers[name]) if name in headers else None for name in DATES[:2])
    return starts or year, in_order(starts, ends, notes)


def _figures(
    written: Written,
    row: TableRow,
    headers: Mapping[str, str],
    when: tuple[Metric, Time, Time | None],
    cause: str,
    *,
    is_part: bool,
) -> Iterator[Figure]:
    """A stock of some places of a country is never the number of the country."""
    number = written.number(row, headers["total_figures"], rounds=True)
    metric, starts, ends = when
    if number is not None:
        figure = figure_of(
            FigureCategory.DISPLACED, number, metric, starts, ends=ends, group=FigureGroup.IDP, note=f"by {cause}"
        )
        is_aside = is_part and metric is Metric.STOCK
        yield dataclasses.replace(figure, role=FigureRole.TRIANGULATION) if is_aside else figure


def _place(written: Written, row: TableRow, headers: Mapping[str, str]) -> tuple[GivenPlace, list[str]]:
    """The one place of a figure, else its country with the names of all of them."""
    iso3 = _text(written, row, headers, "iso3")
    country = _text(written, row, headers, *COUNTRY) or iso3
    if country is None:
        raise ColumnError(headers["iso3"], "the country is missing")
    named = _parts(written, row, headers, *PLACES)
    points = _parts(written, row, headers, *POINTS)
    if len(named) != 1 or named == [country]:
        return GivenPlace(name=country, kind=LocationKind.COUNTRY, country=iso3), named
    name, *around = [part.strip() for part in named[0].split(",") if part.strip()]
    point = _point(points[0]) if len(points) == 1 else None
    return (
        GivenPlace(
            name=name,
            areas=tuple(each for each in around if each != country),
            country=iso3,
            latitude=point[0] if point else None,
            longitude=point[1] if point else None,
            precision=LocationPrecision.SETTLEMENT if point else None,
        ),
        [],
    )


def _point(text: str) -> tuple[float, float] | None:
    try:
        north, east = (float(each) for each in text.split(","))
    except ValueError:
        return None
    return (north, east) if -90 <= north <= 90 and -180 <= east <= 180 else None


def _parts(written: Written, row: TableRow, headers: Mapping[str, str], *names: str) -> list[str]:
    """What a cell lists, each once."""
    said = _text(written, row, headers, *names) or ""
    return list(dict.fromkeys(part.strip() for part in said.split(";") if part.strip()))


def _text(written: Written, row: TableRow, headers: Mapping[str, str], *names: str) -> str | None:
    return next((text for name in names if name in headers and (text := written.text(row, headers[name]))), None)


FORMAT = Format(
    name="idmc-figures",
    words="IDMC GIDD, figure by figure",
    recognise=_recognise,
    read=_read,
    publisher="IDMC",
)
