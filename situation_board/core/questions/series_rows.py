"""What the charts draw: series, lone marks, and why series are not added.

Days that may be summed come from the daily totals; everything else is read as rows and put through the rules of
`core.series`. What this file knew at a moment is read as rows altogether.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from situation_board.core import times
from situation_board.core.names import normalise
from situation_board.core.questions.events import (
    EventFace,
    EventFilter,
    event_faces,
    event_ids,
    versions_at,
)
from situation_board.core.questions.filtering import places_in
from situation_board.core.questions.moments import KnownThen, Moment, now_at
from situation_board.core.questions.records import AnyRecord, all_records, records
from situation_board.core.questions.sameness import mains_at
from situation_board.core.questions.totals import DailyFilter, daily_series
from situation_board.core.rows import Event, Figure, Location, Report, Source
from situation_board.core.series.building import Series, joined, series_of
from situation_board.core.series.counting import NAMED, Counted, Place, Surroundings, counted, one_of_each, place_at
from situation_board.core.series.keys import KINDS, SeriesKind, key_of, stands_from
from situation_board.core.series.reasons import Known
from situation_board.core.store import Reading
from situation_board.core.store.reading import TABLE_OF
from situation_board.core.store.surroundings import SurroundingsNow
from situation_board.core.store.totals import OF_ONE_COLUMNS, counted_from
from situation_board.core.times import Time
from situation_board.core.vocabulary import EventKind, FigureCategory

ON_THE_AXIS = (
    EventKind.DISPLACEMENT,
    EventKind.RETURN,
    EventKind.EVACUATION,
    EventKind.WITHDRAWAL,
    EventKind.SURRENDER,
    EventKind.DEFECTION,
    EventKind.RELEASE,
    EventKind.ADVISORY,
)
"""Events that are marks on the axis of time when they carry no figure that is drawn. No figure is not zero."""
NO_FIGURE = "no figure is given"
NO_METRIC = "whether it is a stock, a flow or cumulative is not stated: a lone mark, never summed"
NO_TIME = "its time is not stated"


@dataclass(frozen=True, slots=True)
class SeriesFilter:
    """Which figures to draw; None does not ask. `area` takes all that lies in it.

    `together` adds flows up over the first-level areas in `area`, level by level: these lie beside each other.
    """

    kinds: tuple[SeriesKind, ...] | None = None
    area: str | None = None
    source: str | None = None
    together: bool = False

    @property
    def categories(self) -> tuple[str, ...] | None:
        if self.kinds is None:
            return None
        known = {
            kind: {str(c) for c in FigureCategory if KINDS.get(c, SeriesKind.OTHER) == kind} for kind in self.kinds
        }
        return tuple(sorted({category for each in known.values() for category in each}))


@dataclass(frozen=True, slots=True)
class Mark:
    """An event on the axis that no series tells, or a figure that stands alone; `why` says so."""

    face: EventFace
    figure: Figure | None
    starts: Time | None
    ends: Time | None
    why: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Series in order, marks by time, and what the reasons need to be told in words."""

    series: tuple[Series, ...]
    marks: tuple[Mark, ...]
    known: Known


def series(
    reading: Reading,
    *,
    filter: SeriesFilter = SeriesFilter(),
    moment: Moment = None,
) -> Chart:
    """Everything that is drawn at a moment."""
    wanted = _Wanted.of(reading, filter, moment)
    if isinstance(moment, KnownThen):
        figures, totals = _figures_then(reading, wanted, moment), []
    else:
        figures, totals = _figures_now(reading, wanted), _totals(reading, wanted)
    drawn = joined([*totals, *series_of(wanted.placed(one) for one in figures)])
    alone = [one for one in figures if key_of(one) is None]
    marks = _marks(reading, alone, wanted, moment)
    return Chart(tuple(drawn), tuple(marks), known(reading, drawn, moment))


@dataclass(frozen=True)
class _Wanted:
    """A filter with what it asks for looked up; places and sources under all their ids."""

    filter: SeriesFilter
    now: int
    categories: tuple[str, ...] | None
    inside: frozenset[str] | None
    sources: frozenset[str] | None

    @classmethod
    def of(cls, reading: Reading, filter: SeriesFilter, moment: Moment) -> _Wanted:
        return cls(
            filter,
            now_at(reading, moment),
            filter.categories,
            None if filter.area is None else frozenset(places_in(reading, filter.area)),
            None if filter.source is None else frozenset(reading.aliases(filter.source)),
        )

    def takes(self, one: Counted) -> bool:
        stands = stands_from(one)
        return (
            (stands is None or stands <= self.now)
            and (self.categories is None or str(one.figure.category) in self.categories)
            and (self.inside is None or (one.place is not None and one.place.id in self.inside))
            and (self.sources is None or one.source in self.sources)
        )

    @property
    def area_of_all(self) -> str | None:
        return self.filter.area if self.filter.together else None

    def placed(self, one: Counted) -> Counted:
        """A figure in the area over which everything is added up, if that is asked for."""
        area, place = self.area_of_all, one.place
        if area is None or place is None or place.level == "" or place.area not in (self.inside or ()):
            return one
        return replace(one, place=replace(place, area=area))


# --- as it is now


def _totals(reading: Reading, wanted: _Wanted) -> list[Series]:
    asked = DailyFilter(wanted.now, wanted.categories, wanted.inside, wanted.sources)
    return daily_series(reading, asked, together_in=wanted.area_of_all)


def _figures_now(reading: Reading, wanted: _Wanted) -> list[Counted]:
    """The figures that no total tells, or none of the totals that are asked for."""
    return [one for line in _figure_lines(reading, wanted) if wanted.takes(one := counted_from(line))]


def _figure_lines(reading: Reading, wanted: _Wanted) -> list[tuple[Any, ...]]:
    asked = "" if wanted.categories is None else " AND category IN (SELECT value FROM json_each(?))"
    parameters = [] if wanted.categories is None else [json.dumps(wanted.categories)]
    found = reading.all(f"SELECT {OF_ONE_COLUMNS} FROM figure WHERE summed = 0{asked}", *parameters)
    return found + _summed_inside(reading, wanted.inside or ())


def _summed_inside(reading: Reading, inside: Collection[str]) -> list[tuple[Any, ...]]:
    """Figures of places in a part of a first-level area, whose totals tell more than is asked for."""
    places = json.dumps(sorted(inside))
    return reading.all(
        f"""SELECT {OF_ONE_COLUMNS} FROM figure
            WHERE summed = 1 AND place IN (SELECT value FROM json_each(?))
            AND area NOT IN (SELECT value FROM json_each(?))""",
        places,
        places,
    )


def _latest(reading: Reading, things: Iterable[str]) -> list[Event]:
    """The version of each event that counts, without asking when it began."""
    rows = reading.rows(
        Event,
        "t.thing IN (SELECT value FROM json_each(?)) AND t.voided = 0 ORDER BY t.lamport, t.writer, t.seq",
        json.dumps(sorted(things)),
    )
    return list({row.thing: row for row in rows}.values())


# --- as it was known


class _SurroundingsThen:
    """Places, sources and what is the same, as this file knew them after a change."""

    def __init__(self, reading: Reading, moment: Moment) -> None:
        self._mains = mains_at(reading, moment)
        self._places = {row.id: (row.kind, row.parent) for row in _every(reading, Location, moment)}
        self._reports = {row.id: row.source for row in _every(reading, Report, moment)}
        self._sources: dict[str, set[str]] = {}
        for row in all_records(reading, Source, moment).values():
            for name in (row.name, *(other.name for other in row.names)):
                self._sources.setdefault(normalise(name or ""), set()).add(self.main(row.id))
        self._known = {row.id for row in _every(reading, Source, moment)}

    def main(self, thing: str) -> str:
        return self._mains.get(thing, thing)

    def location(self, main: str) -> tuple[str | None, str | None] | None:
        return self._places.get(main)

    def source_named(self, text: str) -> str | None:
        if text in self._known:
            return self.main(text)
        found = self._sources.get(normalise(text), set())
        return next(iter(found)) if len(found) == 1 else None

    def source_of_report(self, report: str) -> str | None:
        return self._reports.get(report)


def _every(reading: Reading, row_type: type[AnyRecord], moment: Moment) -> Iterable[AnyRecord]:
    """The records of a table as they were known, struck ones too."""
    ids = [row_id for (row_id,) in reading.all(f'SELECT id FROM "{TABLE_OF[row_type]}"')]
    return records(reading, row_type, ids, moment).values()


def _figures_then(reading: Reading, wanted: _Wanted, moment: KnownThen) -> list[Counted]:
    surroundings = _SurroundingsThen(reading, moment)
    figures = (one for event in _counting_events(reading, surroundings, moment) for one in counted(event, surroundings))
    return [one for one in figures if wanted.takes(one)]


def _counting_events(reading: Reading, surroundings: Surroundings, moment: Moment) -> Iterable[Event]:
    """Of each event that is known at a moment the version that counts, and of those that are the same one."""
    things = [thing for (thing,) in reading.all("SELECT DISTINCT thing FROM event")]
    events = versions_at(reading, things, moment, also_future=True)
    groups: dict[str, list[Event]] = {}
    for thing in sorted(events):
        groups.setdefault(surroundings.main(thing), []).append(events[thing])
    return one_of_each(sorted(group, key=lambda event: event.thing != main) for main, group in groups.items())


# --- marks


def _marks(reading: Reading, alone: Sequence[Counted], wanted: _Wanted, moment: Moment) -> list[Mark]:
    """Figures that stand alone, then events without any."""
    faces = {face.id: face for face in event_faces(reading, sorted({one.event for one in alone}), moment=moment)}
    marks = [
        _lone_mark(one, faces[one.event])
        for one in sorted(alone, key=lambda one: (one.event, one.position))
        if one.event in faces
    ]
    marks += [
        Mark(face, None, face.event.starts, face.event.ends, NO_FIGURE)
        for face in event_faces(reading, _ids_on_the_axis(reading, wanted, moment), moment=moment)
        if not face.figures
    ]
    return sorted(marks, key=_mark_order)


def _lone_mark(one: Counted, face: EventFace) -> Mark:
    """With the figure as it was entered."""
    why = NO_TIME if one.starts is None else NO_METRIC
    return Mark(face, face.event.figures[one.position], one.starts, one.ends, why)


def _ids_on_the_axis(reading: Reading, wanted: _Wanted, moment: Moment) -> list[str]:
    asked = EventFilter(kinds=ON_THE_AXIS, area=wanted.filter.area, source=wanted.filter.source, has_figures=False)
    return event_ids(reading, filter=asked, moment=moment)


def _mark_order(mark: Mark) -> tuple[bool, int, str]:
    return (mark.starts is None, mark.starts.earliest if mark.starts else 0, mark.face.id)


# --- words


def known(reading: Reading, drawn: Iterable[Series], moment: Moment = None) -> Known:
    """The names, places and dates with which series and reasons are told."""
    drawn = list(drawn)
    things = {each for one in drawn for each in (*one.places, one.key.area) if each is not None}
    is_past = isinstance(moment, KnownThen)
    surroundings = _SurroundingsThen(reading, moment) if is_past else SurroundingsNow(reading.connection)
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


def _day(reading: Reading, milliseconds: int) -> Time:
    return times.day(times.at(milliseconds, reading.zone).date(), reading.zone)
