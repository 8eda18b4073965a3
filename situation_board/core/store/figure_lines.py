"""What the tables of figures and marks hold of an event: each figure in its context, in the columns of the table.

Figures of one place and source that differ in their times and numbers only share most of it: it is worked out once.
"""

from __future__ import annotations

from collections.abc import Hashable
from contextlib import suppress
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

from situation_board.core.rows import Event
from situation_board.core.series.bounds import bounds_of
from situation_board.core.series.counting import Counted, Place, Surroundings, counted, times_of
from situation_board.core.series.keys import SeriesKey, key_of, since_of, stands_at
from situation_board.core.series.lone import UNTIMED, Standing, midnight, seen_from, standing
from situation_board.core.sqlite import Connection
from situation_board.core.store.catalogue import INSERT_MARK, SHARED, Day, day_of, mark_line
from situation_board.core.store.figure_index import FigureIndex
from situation_board.core.times import Precision, Time, at, day
from situation_board.core.vocabulary import FigureRole, Metric

BY_HAND = ""
MOST_ALIKE = 50_000
"""Contexts that are remembered: places by sources by kinds of figures."""

Total = tuple[int, int]
"""A series, and the day of one of its totals."""

OF_ONE = (
    *("event", "position", *SHARED, "place", "metric", "role", "part"),
    *("starts_earliest", "starts_latest", "starts_precision", "ends_earliest", "ends_latest", "ends_precision"),
    *("expires_earliest", "expires_latest", "expires_precision", "low", "high", "quantifier"),
)
"""The columns of a figure that say what it is drawn as."""
OF_ONE_COLUMNS = ", ".join(f'"{name}"' for name in OF_ONE)
OF_FIGURE = ", ".join(f'f."{name}"' for name in OF_ONE)
"""The same of a figure that is called `f`."""
FIGURE_COLUMNS = f"{OF_ONE_COLUMNS}, stands, day, own_source, series"
INSERT_FIGURE = f"INSERT INTO every_figure ({FIGURE_COLUMNS}) VALUES ({', '.join('?' * (len(OF_ONE) + 4))})"


@dataclass
class Again:
    """What has to be counted again: series, some of their daily totals (or all, if `whole`), and days of marks."""

    whole: bool = False
    totals: set[Total] = field(default_factory=set)
    series: set[int] = field(default_factory=set)
    days: set[Day] = field(default_factory=set)

    def note(self, series: int | None, exact_day: int | None) -> None:
        if series is not None:
            self.series.add(series)
            if exact_day is not None and not self.whole:
                self.totals.add((series, exact_day))


@dataclass(frozen=True, slots=True)
class _Alike:
    """What the lines of figures share that differ in their numbers and times only: the columns SHARED and those after
    them up to the times, the series, and whether a daily total may hold them if their time is a day."""

    told: tuple[Any, ...]
    place: str
    series: int | None
    may_be_summed: bool
    own_source: int


_OF_ALIKE = attrgetter(
    *("category", "group", "cross_border", "phase", "unit", "household_size", "metric", "role", "subset_of"),
    *("source", "report"),
)
_CATEGORY, _SOURCE = SHARED.index("category"), SHARED.index("source")
_WHERE = attrgetter("location", "destination", "source", "report")


class Lines:
    """What the tables of figures and marks hold of events. For one piece of work in one transaction."""

    def __init__(self, surroundings: Surroundings, zone: ZoneInfo, *, whole: bool = False) -> None:
        """`whole` is for the rows of one dataset: all totals of its series are counted."""
        self._surroundings = surroundings
        self._zone = zone
        self._alike: dict[Hashable, _Alike] = {}
        self._places: dict[str, Place] = {}
        self._is_day: dict[tuple[int, int], bool] = {}
        self._midnights: dict[int, int] = {}
        self.figures: list[tuple[Any, ...]] = []
        self.index = FigureIndex()
        self.marks: list[tuple[Any, ...]] = []
        self.again = Again(whole)

    def add(self, event: Event, dataset: str | None) -> None:
        """The figures and marks of a version of an event."""
        where = _WHERE(event)
        for position, figure in enumerate(event.figures):
            starts, ends = times_of(event, figure)
            metric, number = figure.metric, bounds_of(figure)
            what = (where, dataset, _OF_ALIKE(figure), starts is None, since_of(metric, starts, ends))
            alike = self._known(what) or self._find_alike(event, position, dataset, what)
            exact_day = self._exact_day(starts, ends) if alike.may_be_summed else None
            stands = stands_at(metric, starts, ends)
            line = (
                *(event.thing, position),
                *alike.told,
                *_time_columns(starts),
                *_time_columns(ends),
                *_time_columns(figure.expires),
                *(number.low, number.high, str(figure.quantifier), stands, exact_day, alike.own_source, alike.series),
            )
            self.figures.append(line)
            found_by = (event.thing, position, dataset or BY_HAND)
            self.index.add(found_by, alike.place, stands, alike.series, is_summed=exact_day is not None)
            self.again.note(alike.series, exact_day)
            if alike.series is None:
                self._add_mark(event, position, alike, stands, dataset)
        if not event.figures:
            for mark in standing(event, (), self._surroundings, self._zone):
                self._mark(mark, dataset)

    def write(self, connection: Connection) -> None:
        """Write the lines that were added since the last time. Where they are found is written at once, but for whole
        series: of these it is once all are there, or so many that they should be."""
        connection.executemany(INSERT_FIGURE, self.figures)
        connection.executemany(INSERT_MARK, self.marks)
        self.figures.clear()
        self.marks.clear()
        if not self.again.whole:
            self.index.write(connection)

    def _add_mark(self, event: Event, position: int, alike: _Alike, stands: int | None, dataset: str | None) -> None:
        """A figure of no series stands alone."""
        seen = seen_from(event, stands)
        category, source = alike.told[_CATEGORY], alike.told[_SOURCE]
        kind, day = str(event.kind), UNTIMED if seen is None else self._midnight(seen)
        self._mark(Standing(event.thing, position, kind, category, source, alike.place, "", seen, day), dataset)

    def _mark(self, mark: Standing, dataset: str | None) -> None:
        self.marks.append(mark_line(mark, dataset or BY_HAND))
        self.again.days.add(day_of(mark, dataset or BY_HAND))

    def _midnight(self, moment: int) -> int:
        """Many marks are of few moments."""
        if moment not in self._midnights:
            if len(self._midnights) >= MOST_ALIKE:
                self._midnights.clear()
            self._midnights[moment] = midnight(moment, self._zone)
        return self._midnights[moment]

    def _known(self, what: Hashable) -> _Alike | None:
        try:
            return self._alike.get(what)
        except TypeError:  # a figure of a newer program may hold anything
            return None

    def _find_alike(self, event: Event, position: int, dataset: str | None, what: Hashable) -> _Alike:
        one = counted(event, self._surroundings, dataset, places=self._places)[position]
        key = key_of(one)
        place = one.place.id if one.place else ""
        alike = _Alike(
            told=(*_shared_values(one, key), place, str(one.figure.metric), str(one.figure.role), int(one.is_part)),
            place=place,
            series=None if key is None else key.id,
            may_be_summed=_may_be_summed(one),
            own_source=int(one.own_source),
        )
        if one.source is not None:  # else the event is in the key of its series
            if len(self._alike) >= MOST_ALIKE:
                self._alike.clear()
            with suppress(TypeError):
                self._alike[what] = alike
        return alike

    def _exact_day(self, starts: Time | None, ends: Time | None) -> int | None:
        """The midnight of a day in the incident's zone. Many figures are of few days."""
        if starts is None or ends is not None or starts.precision is not Precision.DAY:
            return None
        when = (starts.earliest, starts.latest)
        if when not in self._is_day:
            self._is_day[when] = is_exact_day(starts, self._zone)
        return starts.earliest if self._is_day[when] else None


def _shared_values(one: Counted, key: SeriesKey | None) -> tuple[Any, ...]:
    figure = one.figure
    category, source = str(figure.category), one.source or ""
    if key is None:
        area, level = one.place.id if one.place else "", ""
        dataset = one.dataset or BY_HAND
        return (category, str(figure.unit), 0.0, "", "", "", int(one.arriving), source, level, area, dataset)
    return (
        key.category,
        key.unit,
        key.household_size or 0.0,
        key.group or "",
        key.phase or "",
        key.cross_border or "",
        int(key.arriving),
        source,
        key.level,
        key.area or "",
        key.dataset or BY_HAND,
    )


def summable_day(one: Counted, zone: ZoneInfo) -> int | None:
    """The midnight of the exact day of a figure that a daily total may hold; None for all others."""
    if not _may_be_summed(one) or one.ends is not None or one.starts is None:
        return None
    is_day = one.starts.precision is Precision.DAY and is_exact_day(one.starts, zone)
    return one.starts.earliest if is_day else None


def _may_be_summed(one: Counted) -> bool:
    """If its time is a day."""
    figure = one.figure
    if figure.metric != Metric.FLOW or figure.role != FigureRole.RECOMMENDED or one.is_part:
        return False
    return one.source is not None and one.place is not None


def is_exact_day(time: Time, zone: ZoneInfo) -> bool:
    return time == day(at(time.earliest, zone).date(), zone)


def _time_columns(time: Time | None) -> tuple[Any, ...]:
    return (None, None, None) if time is None else (time.earliest, time.latest, time.precision.value)
