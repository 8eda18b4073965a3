"""ACLED: events of political violence and demonstrations in the old and the new layout, and weekly aggregates.

Fatalities are reported ones of the event; zero is a number. Dates stand as "13 May 2022" or 2022-05-13; where
time_precision is 2 or 3 only the week or the month is known (ACLED codebook).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from situation_board.core import times
from situation_board.core.importing.columns import ColumnError, Written, look_through
from situation_board.core.importing.dates import MONTHS, month
from situation_board.core.importing.format import Format
from situation_board.core.importing.formats.shared import readable_number, readable_point, tell_others
from situation_board.core.importing.incoming import Given, GivenEvent, GivenPlace
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.options import Options
from situation_board.core.importing.tables import Table, TableRow
from situation_board.core.rows import Figure
from situation_board.core.times import Precision, Time, at
from situation_board.core.vocabulary import EventKind, FigureCategory, LocationKind, LocationPrecision, Metric

EVENTS = frozenset({"event_id_cnty", "event_date", "event_type", "fatalities"})
AGGREGATE = frozenset({"week", "event_type", "events", "fatalities", "country"})
MONTHLY = frozenset({"country", "month", "year", "events"})
PLACE = ("country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision")
WORDS = ("sub_event_type", "actor1", "actor2", "source", "notes", "time_precision", "disorder_type")
CODES = ("admin2_pcode", "admin1_pcode")
OF_A_MONTH = frozenset({"admin1", "admin2", "iso3", "fatalities", *CODES})
CENTRE = ("centroid_latitude", "centroid_longitude", "id")
PRECISIONS = {"1": LocationPrecision.SETTLEMENT, "2": LocationPrecision.AREA, "3": LocationPrecision.AREA}


def _table(looked: Looked, wanted: frozenset[str]) -> Table | None:
    return next((table for table in looked.tables if table.simple_headers >= wanted), None)


def _recognise(looked: Looked) -> str | None:
    if _table(looked, EVENTS):
        return "has the columns of ACLED: event_id_cnty, event_date, event_type, fatalities"
    if _table(looked, AGGREGATE):
        return "has the columns of an ACLED aggregate: week, events, fatalities"
    return "has the columns of an ACLED aggregate: month, year, events" if _monthly(looked) else None


def _monthly(looked: Looked) -> Table | None:
    """Sums by month: nothing but an area, a month, and counts."""
    table = _table(looked, MONTHLY)
    return table if table is not None and table.simple_headers <= MONTHLY | OF_A_MONTH else None


def _read(looked: Looked, options: Options, notes: Notes) -> Iterator[Given]:
    ways = ((EVENTS, "event_date", _event), (AGGREGATE, "week", _week), (MONTHLY, None, _month))
    table, (wanted, date, read) = next((table, way) for way in ways if (table := _table(looked, way[0])) is not None)
    tell_others(looked, table, notes)
    headers = (*wanted, "fatalities", *PLACE, *CODES, *WORDS, *CENTRE)
    written = look_through(
        table,
        headers=headers,
        dates=(date,) if date else (),
        numbers=("fatalities", "events"),
        options=options,
        notes=notes,
    )
    for row in table.rows(notes):
        notes.read += 1
        try:
            yield read(written, row, notes)
        except ColumnError as error:
            notes.reject(row.line, error.why, column=error.column)


def _event(written: Written, row: TableRow, notes: Notes) -> GivenEvent:
    key, when = written.text(row, "event_id_cnty"), written.date(row, "event_date")
    if key is None:
        raise ColumnError("event_id_cnty", "the publisher's id is missing")
    if when is None:
        raise ColumnError("event_date", "the date is missing")
    kinds = (written.text(row, "event_type"), written.text(row, "sub_event_type"))
    time = _coarser(when, written, row, notes)
    return GivenEvent(
        key=key,
        line=row.line,
        kind=EventKind.INCIDENT,
        text=": ".join(dict.fromkeys(kind for kind in kinds if kind)) or None,
        place=_place(written, row, ("latitude", "longitude"), notes),
        starts=time,
        figures=_killed(written, row, time, notes),
        actors=tuple(actor for name in ("actor1", "actor2") if (actor := written.text(row, name))),
        source=written.text(row, "source"),
        fields={"note": note} if (note := written.text(row, "notes")) else {},
    )


def _coarser(when: Time, written: Written, row: TableRow, notes: Notes) -> Time:
    """The day stands for a week or a month where only that is known."""
    match written.text(row, "time_precision"):
        case "2":
            notes.decide("only the week is known (time_precision 2)")
            half = 3 * times.DAY
            return Time(when.earliest - half, when.latest + half, Precision.WEEK)
        case "3":
            notes.decide("only the month is known (time_precision 3)")
            day = at(when.earliest, written.zone)
            return month(day.year, day.month, written.zone)
    return when


def _week(written: Written, row: TableRow, notes: Notes) -> GivenEvent:
    """One line of an aggregate: so many events of a kind in an area in the week that begins on that day."""
    begins = written.date(row, "week")
    if begins is None:
        raise ColumnError("week", "the week is missing")
    week = Time(begins.earliest, begins.earliest + 7 * times.DAY, Precision.WEEK)
    events = readable_number(written, row, "events", notes)
    kinds = (written.text(row, "event_type"), written.text(row, "sub_event_type"))
    said = ": ".join(dict.fromkeys(kind for kind in kinds if kind))
    place = _place(written, row, ("centroid_latitude", "centroid_longitude"), notes)
    notes.decide("rows are sums of a week and an area, as the publisher made them")
    return GivenEvent(
        key=f"{written.text(row, 'week')}:{place.name}:{said}:{written.text(row, 'id') or row.line}",
        line=row.line,
        kind=EventKind.INCIDENT,
        text=f"{said} ({events.text} events)" if events is not None else said,
        place=place,
        starts=week,
        figures=_killed(written, row, week, notes),
        source="ACLED",
    )


def _month(written: Written, row: TableRow, notes: Notes) -> GivenEvent:
    """One line of a monthly aggregate. The files on demonstrations count no deaths."""
    said = ((written.text(row, "month") or "").casefold(), written.text(row, "year") or "")
    number = int(said[0]) if said[0].isdecimal() else MONTHS.get(said[0])
    if number is None or not said[1].isdecimal():
        raise ColumnError("month", f"“{' '.join(said)[:40]}” is no month")
    try:
        time = month(int(said[1]), number, written.zone)
    except ValueError as error:
        raise ColumnError("month", f"“{' '.join(said)[:40]}” {error}") from error
    events = readable_number(written, row, "events", notes)
    codes = [code for header in CODES if (code := written.text(row, header))]
    place = dataclasses.replace(_place(written, row, CENTRE[:2], notes), pcode=next(iter(codes), None))
    if not codes and not any(written.text(row, header) for header in PLACE[1:4]):
        place = dataclasses.replace(place, kind=LocationKind.COUNTRY)
    notes.decide("rows are sums of a month and an area, as the publisher made them")
    return GivenEvent(
        key=f"{said[1]}-{number:02}:{place.pcode or place.name}",
        line=row.line,
        kind=EventKind.INCIDENT,
        text=f"{events.text} events" if events is not None else None,
        place=place,
        starts=time,
        figures=_killed(written, row, time, notes),
        source="ACLED",
    )


def _killed(written: Written, row: TableRow, time: Time, notes: Notes) -> tuple[Figure, ...]:
    number = readable_number(written, row, "fatalities", notes)
    if number is None:
        return ()
    return (
        Figure(
            category=FigureCategory.KILLED,
            quantifier=number.quantifier,
            low=number.low,
            high=number.high,
            number=number.text,
            metric=Metric.FLOW,
            starts=time,
        ),
    )


def _place(written: Written, row: TableRow, coordinates: tuple[str, str], notes: Notes) -> GivenPlace:
    names = [written.text(row, header) for header in ("location", "admin3", "admin2", "admin1", "country")]
    known = list(dict.fromkeys(name for name in names if name))
    point = readable_point(written, row, coordinates, next(iter(known), None), notes)
    precision = PRECISIONS.get(written.text(row, "geo_precision") or "", LocationPrecision.AREA)
    return GivenPlace(
        name=known[0] if known else None,
        areas=tuple(known[1:-1]) if len(known) > 2 else (),
        country=written.text(row, "country"),
        latitude=point[0] if point else None,
        longitude=point[1] if point else None,
        precision=precision if point else None,
    )


FORMAT = Format(name="acled", words="ACLED", recognise=_recognise, read=_read, publisher="ACLED")
