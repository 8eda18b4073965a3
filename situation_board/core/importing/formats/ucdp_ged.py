"""UCDP Georeferenced Event Dataset: events of organised violence with deaths, as CSV or workbook, with or without HXL.

The number to show is `best`; `low` and `high` are the range round it (UCDP GED codebook). On the Humanitarian Data
Exchange the HXL tag #affected+killed stands on `high`: the tag is not followed.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from situation_board.core.importing.cells import Number, simple
from situation_board.core.importing.columns import ColumnError, Written, look_through
from situation_board.core.importing.format import Format
from situation_board.core.importing.formats.shared import in_order, readable_point, tell_others
from situation_board.core.importing.incoming import Given, GivenEvent, GivenPlace
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.options import Options
from situation_board.core.importing.tables import Table, TableRow
from situation_board.core.rows import Figure
from situation_board.core.times import Precision, Time
from situation_board.core.vocabulary import (
    EventKind,
    FigureCategory,
    FigureRole,
    LocationPrecision,
    Metric,
    Quantifier,
)

SIGNATURE = ("id", "type_of_violence", "side_a", "side_b", "date_start", "date_end", "best", "low", "high")
OLDER = {"best_est": "best", "low_est": "low", "high_est": "high", "event_id": "id"}
"""Headers of versions up to 5, and how later ones call them."""
TEXTS = ("conflict_name", "dyad_name", "source_headline", "source_office", "source_article", "where_coordinates")
PLACES = ("adm_1", "adm_2", "country", "latitude", "longitude", "where_prec", "date_prec", "deaths_civilians")
HEADERS = (*SIGNATURE, *TEXTS, *PLACES)
VIOLENCE = {"1": "state-based conflict", "2": "non-state conflict", "3": "one-sided violence"}
EXACT_PLACE = {"1": LocationPrecision.EXACT, "2": LocationPrecision.SETTLEMENT}


def _table(looked: Looked) -> Table | None:
    wanted = frozenset(SIGNATURE)
    for table in looked.tables:
        headers = tuple(OLDER.get(simple(header), header) for header in table.headers)
        named = table if "best" in table.simple_headers else dataclasses.replace(table, headers=headers)
        if wanted <= named.simple_headers:
            return named
    return None


def _recognise(looked: Looked) -> str | None:
    table = _table(looked)
    return "has the columns of UCDP GED: type_of_violence, side_a, side_b, best" if table else None


def _read(looked: Looked, options: Options, notes: Notes) -> Iterator[Given]:
    table = _table(looked)
    assert table is not None, "it was recognised"
    tell_others(looked, table, notes)
    written = look_through(
        table,
        headers=HEADERS,
        dates=("date_start", "date_end"),
        numbers=("best", "low", "high"),
        options=options,
        notes=notes,
    )
    for row in table.rows(notes):
        notes.read += 1
        try:
            yield _event(written, row, notes)
        except ColumnError as error:
            notes.reject(row.line, error.why, column=error.column)


def _event(written: Written, row: TableRow, notes: Notes) -> GivenEvent:
    key = written.text(row, "id")
    if key is None:
        raise ColumnError("id", "the publisher's id is missing")
    starts, ends = written.date(row, "date_start"), written.date(row, "date_end")
    ends = in_order(starts, ends, notes)
    sides = tuple(side for side in (written.text(row, "side_a"), written.text(row, "side_b")) if side)
    return GivenEvent(
        key=key,
        line=row.line,
        kind=EventKind.INCIDENT,
        text=_text(written, row, sides),
        place=_place(written, row, notes),
        starts=_span(written, row, starts, ends, notes),
        ends=ends,
        figures=_figures(written, row, starts, ends, notes),
        actors=tuple(side for side in sides if side.casefold() != "civilians"),
        source=written.text(row, "source_office"),
    )


def _text(written: Written, row: TableRow, sides: tuple[str, ...]) -> str:
    kind = VIOLENCE.get(written.text(row, "type_of_violence") or "", "violence")
    return f"{kind}: {' - '.join(sides)}" if sides else kind


def _span(written: Written, row: TableRow, starts: Time | None, ends: Time | None, notes: Notes) -> Time | None:
    """Date precision 2 to 5 of the codebook: only a range is known, which the two dates bound."""
    if starts is None or ends is None or written.text(row, "date_prec") in {None, "1"}:
        return starts
    notes.decide("the day is not known exactly (date_prec 2-5): taken as some time between the two dates")
    return Time(starts.earliest, max(ends.latest, starts.latest), Precision.RANGE)


def _place(written: Written, row: TableRow, notes: Notes) -> GivenPlace | None:
    areas = tuple(area for area in (written.text(row, "adm_2"), written.text(row, "adm_1")) if area)
    name = written.text(row, "where_coordinates") or next(iter(areas), None) or written.text(row, "country")
    point = readable_point(written, row, ("latitude", "longitude"), name, notes)
    if name is None and point is None:
        return None
    precision = EXACT_PLACE.get(written.text(row, "where_prec") or "", LocationPrecision.AREA)
    if point is not None and precision is LocationPrecision.AREA:
        notes.decide("the place is known only as an area (where_prec 3-7): the point stands for all of it")
    return GivenPlace(
        name=name,
        areas=tuple(area for area in areas if area != name),
        country=written.text(row, "country"),
        latitude=point[0] if point else None,
        longitude=point[1] if point else None,
        precision=precision if point else None,
    )


def _figures(
    written: Written, row: TableRow, starts: Time | None, ends: Time | None, notes: Notes
) -> tuple[Figure, ...]:
    """Deaths in the period of the event: a flow, with the range of the three estimates.

    Where one of them cannot be read, the others alone would say more than the publisher does.
    """
    try:
        best, low, high = (written.number(row, header) for header in ("best", "low", "high"))
    except ColumnError as error:
        notes.leave_out(row.line, error.why, column=error.column)
        return ()
    if best is None:
        return ()
    return (
        Figure(
            category=FigureCategory.KILLED,
            quantifier=Quantifier.EXACT if _agree(best, low, high) else Quantifier.BETWEEN,
            low=low.low if low is not None else best.low,
            high=high.high if high is not None else best.high,
            number=best.text,
            metric=Metric.FLOW,
            role=FigureRole.RECOMMENDED,
            starts=starts,
            ends=ends,
        ),
    )


def _agree(best: Number, low: Number | None, high: Number | None) -> bool:
    return all(other is None or other.low == best.low for other in (low, high))


FORMAT = Format(
    name="ucdp-ged",
    words="UCDP Georeferenced Event Dataset",
    recognise=_recognise,
    read=_read,
    publisher="UCDP",
)
