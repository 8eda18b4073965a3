"""What the charts draw: series, lone marks, and why series are not added.

Days that may be summed come from the daily totals, all else from the figures of the series that are drawn; which these
are, and how many others there are, is kept ready. What this file knew at a moment differs from that by the events that
were changed since.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from situation_board.core import times
from situation_board.core.questions.charts import (
    ALL_FIGURES,
    EVERYTHING,
    NO_FIGURE,
    NO_METRIC,
    NO_TIME,
    Chart,
    Limits,
    Mark,
    SeriesFilter,
    Wanted,
)
from situation_board.core.questions.figures_of_origin import then_of_origin
from situation_board.core.questions.figures_then import SurroundingsThen, Then, then
from situation_board.core.questions.lone_marks import marks_and_crowds
from situation_board.core.questions.moments import KnownThen, Moment
from situation_board.core.questions.records import records
from situation_board.core.questions.series_chosen import chosen_series
from situation_board.core.rows import Event, Location, Source
from situation_board.core.series.building import Series
from situation_board.core.series.counting import NAMED, Place, place_at
from situation_board.core.series.reasons import Known
from situation_board.core.store import Reading
from situation_board.core.store.surroundings import SurroundingsNow
from situation_board.core.times import Time

__all__ = ["NO_FIGURE", "NO_METRIC", "NO_TIME", "Chart", "Mark", "SeriesFilter", "chart_from", "known", "series"]


def series(
    reading: Reading,
    *,
    filter: SeriesFilter = ALL_FIGURES,
    moment: Moment = None,
    limits: Limits = EVERYTHING,
) -> Chart:
    """What is drawn at a moment: everything, or as much as the limits let; the rest is counted."""
    known = then(reading, moment) if filter.origin is None else then_of_origin(reading, filter.origin, moment)
    return chart_from(reading, known, filter=filter, moment=moment, limits=limits)


def chart_from(reading: Reading, then: Then, *, filter: SeriesFilter, moment: Moment, limits: Limits) -> Chart:
    """The chart of what the tables hold and what was known otherwise."""
    wanted = Wanted.of(reading, filter, moment)
    drawn, others = chosen_series(reading, wanted, limits, then)
    marks, found = marks_and_crowds(reading, wanted, limits, then, moment)
    left_out = replace(found.left_out, series=others)
    return Chart(tuple(drawn), tuple(marks), known(reading, drawn, moment), tuple(found.crowds), left_out)


# --- words


def known(reading: Reading, drawn: Iterable[Series], moment: Moment = None) -> Known:
    """The names, places and dates with which series and reasons are told."""
    drawn = list(drawn)
    things = {each for one in drawn for each in (*_named_place(one), one.key.area) if each is not None}
    surroundings = (
        SurroundingsThen(reading, moment) if isinstance(moment, KnownThen) else SurroundingsNow(reading.connection)
    )
    places: dict[str, Place] = {thing: place_at(thing, surroundings) for thing in things}
    for place in list(places.values()):
        places |= {area: place_at(area, surroundings) for area in place.around if area not in places}
    rows = records(reading, Location, places, moment).values()
    plain = {row.id: row.name or row.id[:8] for row in rows}
    names = {row.id: _place_words(row) for row in rows}
    sources = {one.key.source for one in drawn if one.key.source is not None}
    names |= {row.id: row.name or row.id[:8] for row in records(reading, Source, sources, moment).values()}
    names |= _as_written(reading, (source for source in sources if source.startswith(NAMED)))
    return Known(names, places, plain, lambda moment: times.in_words(_day(reading, moment), reading.zone))


def _named_place(one: Series) -> tuple[str, ...]:
    """A series of several places is named for their area."""
    return one.places if len(one.places) == 1 else ()


def _place_words(place: Location) -> str:
    """Always with the admin level: Homs, town, is not Homs, governorate."""
    kind = getattr(place.kind, "words", place.kind)
    return f"{place.name or place.id[:8]} ({kind})" if kind else place.name or place.id[:8]


def _as_written(reading: Reading, sources: Iterable[str]) -> dict[str, str]:
    """The names of sources that are only named, as one of the figures has them."""
    written = {}
    for source in sources:
        line = reading.one("SELECT event, position FROM figure WHERE own_source = 1 AND source = ?", source)
        for event in _latest(reading, [line[0]] if line else []):
            written[source] = str(event.figures[line[1]].source) if line else source
    return written


def _latest(reading: Reading, things: Iterable[str]) -> list[Event]:
    """The version of each event that counts, without asking when it began."""
    rows = reading.rows(
        Event,
        "t.thing IN (SELECT value FROM json_each(?)) AND t.voided = 0 ORDER BY t.lamport, t.writer, t.seq",
        json.dumps(sorted(things)),
    )
    return list({row.thing: row for row in rows}.values())


def _day(reading: Reading, milliseconds: int) -> Time:
    return times.day(times.at(milliseconds, reading.zone).date(), reading.zone)
