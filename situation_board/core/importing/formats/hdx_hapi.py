"""HDX Humanitarian API, as JSON or CSV: people displaced inside a country, and sums of conflict events by area.

Displaced people are stocks of an assessment (their reference period says when). The same people stand there on several
admin levels, and in several rounds: never added. Conflict rows are sums of a month as their publisher made them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from situation_board.core.importing.cells import simple
from situation_board.core.importing.columns import ColumnError, Written, look_through
from situation_board.core.importing.country_codes import country_code
from situation_board.core.importing.format import Format
from situation_board.core.importing.formats.shared import figure_of, readable_number, span_of, tell_others
from situation_board.core.importing.incoming import Given, GivenEvent, GivenPlace
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.options import Options
from situation_board.core.importing.tables import Table, TableRow
from situation_board.core.rows import Figure
from situation_board.core.vocabulary import EventKind, FigureCategory, FigureGroup, FigureRole, LocationKind, Metric

IDPS = frozenset({"location_code", "reporting_round", "assessment_type", "population", "reference_period_start"})
CONFLICT = frozenset({"location_code", "event_type", "events", "reference_period_start"})
DATES = ("reference_period_start", "reference_period_end")
LEVELS = (
    ("location_name", "location_code", LocationKind.COUNTRY),
    ("admin1_name", "admin1_code", LocationKind.GOVERNORATE),
    ("admin2_name", "admin2_code", LocationKind.DISTRICT),
)
MORE = ("operation", "provider_admin1_name", "provider_admin2_name")
FLAWS = ("error", "warning")
AREA = tuple(each for level in LEVELS for each in level[:2])
BASELINE = "BA"
AGAIN = "rows of a further assessment of an area in one round: the same people once more, kept for triangulation"
VIOLENCE, AT_CIVILIANS = "political_violence", "civilian_targeting"
OVERLAPPING = "events that target civilians are among those of political violence: kept for triangulation, never added"
HEADERS = (*(each for level in LEVELS for each in level[:2]), *MORE, *DATES, *FLAWS)
SPELLED_OUT = {
    "country_iso3": "location_code",
    "country_name": "location_name",
    "admin_1_pcode": "admin1_code",
    "admin_1_name": "admin1_name",
    "admin_2_pcode": "admin2_code",
    "admin_2_name": "admin2_name",
    "provider_admin_1_name": "provider_admin1_name",
    "provider_admin_2_name": "provider_admin2_name",
    "start_date": "reference_period_start",
    "end_date": "reference_period_end",
    "idps": "population",
}
"""Headers of the files that the exchange makes of the same data, and how the interface calls them."""


def _table(looked: Looked, wanted: frozenset[str]) -> Table | None:
    """The table with these columns, under the names of the interface."""
    for table in looked.tables:
        headers = tuple(SPELLED_OUT.get(simple(header), header) for header in table.headers)
        named = dataclasses.replace(table, headers=headers)
        if named.simple_headers >= wanted:
            return named
    return None


def _recognise(looked: Looked) -> str | None:
    if _table(looked, IDPS):
        return "has the columns of HDX HAPI: reporting_round, assessment_type, population"
    return "has the columns of HDX HAPI: event_type, events, reference period" if _table(looked, CONFLICT) else None


def _read(looked: Looked, options: Options, notes: Notes) -> Iterator[Given]:
    idps = _table(looked, IDPS)
    table = idps or _table(looked, CONFLICT)
    assert table is not None, "it was recognised"
    tell_others(looked, table, notes)
    headers = (*HEADERS, *(IDPS if idps else (*CONFLICT, "fatalities")))
    numbers = ("population",) if idps else ("events", "fatalities")
    written = look_through(table, headers=headers, dates=DATES, numbers=numbers, options=options, notes=notes)
    overlaps = _Overlaps(written, "assessment_type" if idps else "event_type", is_of_rounds=bool(idps))
    overlaps.look(table)
    levels: set[LocationKind | None] = set()
    for row in table.rows(notes):
        notes.read += 1
        try:
            if flaw := written.text(row, "error"):
                raise ColumnError("error", f"its publisher marked it as wrong: {flaw[:100]}")
            event = _stock(written, row, notes) if idps else _month(written, row, notes)
            event = _beside(event, overlaps.why_aside(row), notes)
        except ColumnError as error:
            notes.reject(row.line, error.why, column=error.column)
            continue
        if written.text(row, "warning"):
            notes.decide("rows to which their publisher added a warning")
        if event.place is None:
            notes.decide("rows that name no area: taken in without a place")
        else:
            levels.add(event.place.kind)
        yield event
    if idps:
        notes.decide("each row is the number of displaced people of one assessment: a stock, never added", notes.read)
    else:
        notes.decide("rows are sums of a period and an area, as the publisher made them", notes.read)
    if len(levels) > 1:
        notes.decide(f"rows stand on {len(levels)} admin levels: kept apart, never added", notes.read)


def _beside(event: GivenEvent, why: str | None, notes: Notes) -> GivenEvent:
    """As the number of its place, or aside where another row counts the same."""
    if why is None or not event.figures:
        return event
    notes.decide(why)
    aside = tuple(dataclasses.replace(figure, role=FigureRole.TRIANGULATION) for figure in event.figures)
    return dataclasses.replace(event, figures=aside)


class _Overlaps:
    """Which areas have rows of one period that count the same: of several assessments, or of violence and that against
    civilians, which is a part of it (ACLED).
    """

    def __init__(self, written: Written, kind: str, *, is_of_rounds: bool) -> None:
        self._written, self._kind, self._is_of_rounds = written, kind, is_of_rounds
        self._headers = (*AREA, *DATES, *(("reporting_round", "operation") if is_of_rounds else ()))
        self._kinds: dict[tuple[str | None, ...], list[str | None]] = {}

    def look(self, table: Table) -> None:
        for row in table.rows(Notes()):
            kinds = self._kinds.setdefault(self._of(row), [])
            kind = self._written.text(row, self._kind)
            if kind not in kinds:
                kinds.append(kind)

    def why_aside(self, row: TableRow) -> str | None:
        kinds, kind = self._kinds[self._of(row)], self._written.text(row, self._kind)
        if self._is_of_rounds:
            return AGAIN if kind != (BASELINE if BASELINE in kinds else kinds[0]) else None
        return OVERLAPPING if kind == AT_CIVILIANS and VIOLENCE in kinds else None

    def _of(self, row: TableRow) -> tuple[str | None, ...]:
        return tuple(self._written.text(row, header) for header in self._headers)


def _stock(written: Written, row: TableRow, notes: Notes) -> GivenEvent:
    starts, ends = span_of(written, row, *DATES, notes)
    place = _place(written, row)
    people = written.number(row, "population")
    around, kind = written.text(row, "reporting_round"), written.text(row, "assessment_type")
    operation = written.text(row, "operation")
    said = [operation, around and f"round {around}", kind and f"assessment {kind}"]
    figures: tuple[Figure, ...] = ()
    if people is not None:
        figures = (figure_of(FigureCategory.DISPLACED, people, Metric.STOCK, ends or starts, group=FigureGroup.IDP),)
    return GivenEvent(
        key=_key(written, row, place, around, kind, operation),
        line=row.line,
        kind=EventKind.DISPLACEMENT,
        text=", ".join(each for each in said if each) or None,
        place=place,
        starts=starts,
        ends=ends,
        figures=figures,
    )


def _month(written: Written, row: TableRow, notes: Notes) -> GivenEvent:
    starts, ends = span_of(written, row, *DATES, notes)
    place = _place(written, row)
    kind = (written.text(row, "event_type") or "").replace("_", " ")
    events, killed = (readable_number(written, row, header, notes) for header in ("events", "fatalities"))
    return GivenEvent(
        key=_key(written, row, place, kind),
        line=row.line,
        kind=EventKind.INCIDENT,
        text=f"{kind} ({events.text} events)" if events is not None else kind or None,
        place=place,
        starts=starts,
        ends=ends,
        figures=() if killed is None else (figure_of(FigureCategory.KILLED, killed, Metric.FLOW, starts, ends=ends),),
    )


def _place(written: Written, row: TableRow) -> GivenPlace | None:
    """The deepest area that the row names; HAPI keeps the provider's own name where its code is not known."""
    found = [
        (name, code, kind)
        for (header, coded, kind), own in zip(LEVELS, (None, *MORE[1:]), strict=True)
        if (name := written.text(row, header) or (written.text(row, own) if own else None))
        for code in [written.text(row, coded)]
    ]
    if not found:
        country = written.text(row, "location_code")
        return None if country is None else GivenPlace(name=country, kind=LocationKind.COUNTRY, country=country)
    name, code, kind = found[-1]
    return GivenPlace(
        name=name,
        kind=kind,
        areas=tuple(each for each, _, _ in reversed(found[:-1]) if each != name),
        pcode=code if kind is not LocationKind.COUNTRY else None,
        parent_pcode=found[-2][1] if len(found) > 2 else country_code(written.text(row, "location_code")),
        country=written.text(row, "location_code"),
    )


def _key(written: Written, row: TableRow, place: GivenPlace | None, *said: str | None) -> str:
    period = [written.text(row, header) for header in DATES]
    where = (place.pcode or place.name) if place is not None else f"line {row.line}"
    return ":".join(text or "" for text in (where, *period, *said))


FORMAT = Format(
    name="hdx-hapi",
    words="HDX Humanitarian API",
    recognise=_recognise,
    read=_read,
    publisher="HDX HAPI",
)
