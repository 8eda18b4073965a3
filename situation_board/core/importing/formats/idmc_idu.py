"""IDMC Internal Displacement Updates: new displacements, as JSON or CSV.

A figure counts people, also where the text speaks of households. The service's days are midnights of the publisher's
own zone written as UTC (11:00Z or 12:00Z of the day before): the day is the next one, which is compared with
the day in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from situation_board.core import times
from situation_board.core.importing.cells import bounds, is_missing, plain, read_number, simple
from situation_board.core.importing.format import Format
from situation_board.core.importing.incoming import Given, GivenEvent, GivenPlace
from situation_board.core.importing.json_items import json_items
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.markup import plain_text
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.options import Options
from situation_board.core.rows import Figure
from situation_board.core.times import Time
from situation_board.core.vocabulary import (
    EventKind,
    FigureCategory,
    FigureGroup,
    FigureRole,
    LocationPrecision,
    Metric,
    Quantifier,
)

SIGNATURE = frozenset({"displacement_type", "figure", "displacement_date"})
QUALIFIERS = {
    "total": Quantifier.EXACT,
    "more than": Quantifier.MORE_THAN,
    "approximately": Quantifier.APPROXIMATELY,
    "at least": Quantifier.AT_LEAST,
    "up to": Quantifier.UP_TO,
    "less than": Quantifier.LESS_THAN,
    "nearly": Quantifier.NEARLY,
}
SHOWN_DAY = re.compile(r"displacements?\b[^,\n]{0,120},\s*(\d{1,2}) [A-Z][a-z]+")
MIDNIGHT_ELSEWHERE = (10, 11, 12, 13)
"""Hours in UTC at which the day begins where the publisher's clock stands."""
LATE = "days were midnights of another zone, written as UTC of the day before: the day in the text was taken"
UNCHECKED = "days were midnights of another zone, written as UTC: the next day was taken, no text says it"
HOUSEHOLDS = "the text speaks of households; the figure counts people, as the publisher says"


class _Refused(Exception):
    def __init__(self, column: str, why: str) -> None:
        super().__init__(why)
        self.column = column
        self.why = why


def _recognise(looked: Looked) -> str | None:
    first = looked.first_object
    if first is not None and set(first) >= SIGNATURE:
        return "its objects have the fields of IDMC IDU: displacement_type, figure, displacement_date"
    if looked.has_columns(*SIGNATURE):
        return "has the columns of IDMC IDU: displacement_type, figure, displacement_date"
    return None


def _read(looked: Looked, options: Options, notes: Notes) -> Iterator[Given]:
    for line, record in _records(looked, notes):
        notes.read += 1
        try:
            yield _event(line, record, options, notes)
        except _Refused as refused:
            notes.reject(line, refused.why, column=refused.column)


def _records(looked: Looked, notes: Notes) -> Iterator[tuple[int, Mapping[str, Any]]]:
    if looked.first_object is not None:
        for item in json_items(looked.file):
            yield item.number, item.value
        return
    table = next(table for table in looked.tables if table.simple_headers >= SIGNATURE)
    headers = [simple(header) for header in table.headers]
    for row in table.rows(notes):
        yield row.line, dict(zip(headers, row.cells, strict=True))


def _event(line: int, record: Mapping[str, Any], options: Options, notes: Notes) -> GivenEvent:
    text = plain_text(_said(record, "standard_popup_text") or _said(record, "standard_info_text"))
    starts = _day(record, "displacement_start_date", text, options, notes) or _day(
        record, "displacement_date", text, options, notes
    )
    ends = _day(record, "displacement_end_date", None, options, None) or starts
    if starts is None:
        raise _Refused("displacement_date", "the date is missing")
    if ends is not None and ends.latest < starts.latest:
        raise _Refused("displacement_end_date", "ends before it begins")
    return GivenEvent(
        key=_said(record, "id") or f"{line}",
        line=line,
        kind=EventKind.DISPLACEMENT,
        text=_summary(record, text),
        place=_place(record, notes),
        starts=starts,
        ends=ends,
        figures=(_figure(record, text, starts, ends, notes),),
        source=_said(record, "sources") or None,
        fields={"note": text} if text else {},
    )


def _said(record: Mapping[str, Any], name: str) -> str | None:
    value = record.get(name)
    return None if is_missing(value) or isinstance(value, list | dict) else plain(value)


def _summary(record: Mapping[str, Any], text: str | None) -> str:
    event = _said(record, "event_name")
    kind = (_said(record, "displacement_type") or "").casefold()
    if event:
        return f"displacement by {kind}: {event}" if kind else event
    return (text or "displacement").splitlines()[0]


def _day(record: Mapping[str, Any], name: str, text: str | None, options: Options, notes: Notes | None) -> Time | None:
    said = _said(record, name)
    if said is None:
        return None
    try:
        when = datetime.fromisoformat(said.replace("Z", "+00:00"))
    except ValueError as error:
        raise _Refused(name, f"“{said[:40]}” is no date") from error
    if len(said) <= 10 or when.tzinfo is None:
        return times.day(when.date(), options.zone)
    moment = when.astimezone(UTC)
    if moment.hour not in MIDNIGHT_ELSEWHERE or moment.minute:
        return times.day(moment.date(), options.zone)
    following = moment.date() + timedelta(days=1)
    if notes is not None:
        notes.decide(LATE if _is_said(text, following) else UNCHECKED)
    return times.day(following, options.zone)


def _is_said(text: str | None, day: date) -> bool:
    found = SHOWN_DAY.search(text or "")
    return found is not None and int(found[1]) == day.day


def _figure(record: Mapping[str, Any], text: str | None, starts: Time, ends: Time | None, notes: Notes) -> Figure:
    """New displacements in the period of the event: a flow of people."""
    try:
        number = read_number(record.get("figure"))
    except ValueError as error:
        raise _Refused("figure", f"“{plain(record.get('figure'))[:40]}” {error}") from error
    said = (_said(record, "qualifier") or "total").casefold()
    if said not in QUALIFIERS:
        notes.decide(f"the qualifier “{said}” is not known and was taken as approximately")
    if re.search(r"\b(?:households?|families)\b", text or "", re.IGNORECASE):
        notes.decide(HOUSEHOLDS)
    quantifier = QUALIFIERS.get(said, Quantifier.APPROXIMATELY)
    low, high = bounds(quantifier, number.low) if number is not None and number.low is not None else (None, None)
    role = (_said(record, "role") or "").casefold()
    return Figure(
        category=FigureCategory.DISPLACED,
        group=FigureGroup.IDP,
        quantifier=quantifier,
        low=low,
        high=high,
        number=number.text if number is not None else None,
        metric=Metric.FLOW,
        role=FigureRole.TRIANGULATION if "triangulation" in role else FigureRole.RECOMMENDED,
        starts=starts,
        ends=ends,
        note=text.splitlines()[0] if text else None,
    )


def _place(record: Mapping[str, Any], notes: Notes) -> GivenPlace:
    point = _point(record)
    name = _said(record, "locations_name") or _place_in_event_name(record, notes) or _said(record, "country")
    return GivenPlace(
        name=name,
        country=_said(record, "iso3") or _said(record, "country"),
        latitude=point[0] if point else None,
        longitude=point[1] if point else None,
        precision=LocationPrecision.AREA if point else None,
    )


def _point(record: Mapping[str, Any]) -> tuple[float, float] | None:
    """Latitude and longitude, else the centroid, which is a text such as "[10.44, 76.27]"."""
    pair = (record.get("latitude"), record.get("longitude"))
    if any(is_missing(value) for value in pair):
        found = re.findall(r"-?\d+(?:\.\d+)?", plain(record.get("centroid")))
        if len(found) != 2:
            return None
        pair = (found[0], found[1])
    try:
        north, east = float(pair[0]), float(pair[1])  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError) as error:
        raise _Refused("latitude", "the coordinates cannot be read") from error
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise _Refused("latitude", "the coordinates lie outside the earth")
    return (north, east) if (north, east) != (0, 0) else None


def _place_in_event_name(record: Mapping[str, Any], notes: Notes) -> str | None:
    """ "India: Flood - Kerala - 07/11/2023" names Kerala."""
    parts = (_said(record, "event_name") or "").split(" - ")
    if len(parts) < 3:
        return None
    notes.decide("the place's name was taken from the event's name")
    return parts[-2].strip() or None


FORMAT = Format(
    name="idmc-idu",
    words="IDMC Internal Displacement Updates",
    recognise=_recognise,
    read=_read,
    publisher="IDMC",
)
