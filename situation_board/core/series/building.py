"""Series from figures, in whatever order these come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from situation_board.core.series.adding import split_by_place
from situation_board.core.series.bounds import Bounds, tally
from situation_board.core.series.counting import Counted
from situation_board.core.series.keys import SeriesKey, key_of, numbers_of, period_of
from situation_board.core.times import Time
from situation_board.core.vocabulary import Metric

FOREVER = 2**62


@dataclass(frozen=True, slots=True)
class Point:
    """A number of a series. Both ends None is a gap: somebody looked, and there was no number.

    A flow counts from `starts` to `ends`; a cumulative number stands at the end of that; a stock stands at `starts`,
    and `ends` is when it expires, None where nobody said. `figures` are summed in it and `missing` had no number.
    `clashes` marks one of several numbers for the same place and time. `place` is where, when it is one place.
    """

    starts: Time
    ends: Time | None
    bounds: Bounds
    quantifier: str | None
    figures: int = 1
    missing: int = 0
    clashes: bool = False
    place: str | None = None
    events: tuple[str, ...] = ()

    @property
    def span(self) -> tuple[int, int]:
        return self.starts.earliest, (self.ends or self.starts).latest


@dataclass(frozen=True)
class Series:
    key: SeriesKey
    points: tuple[Point, ...]

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The places it is known to be about."""
        return tuple(sorted({point.place for point in self.points if point.place is not None}))

    @cached_property
    def only_place(self) -> str | None:
        """The one place of all its points, where that is known."""
        is_known = len(self.places) == 1 and all(point.place is not None for point in self.points)
        return self.places[0] if is_known else None


def series_of(figures: Iterable[Counted]) -> list[Series]:
    """The series that figures form. What belongs to none (no metric, no time) is for marks."""
    by_key: dict[SeriesKey, list[Counted]] = defaultdict(list)
    for one in figures:
        key = key_of(one)
        if key is not None:
            by_key[key].append(one)
    return series_from({key: _points(key, found) for key, found in by_key.items()})


def series_from(points: Mapping[SeriesKey, Iterable[Point]]) -> list[Series]:
    """Series of those points, all in order."""
    made = (Series(key, in_order(found)) for key, found in points.items())
    return sorted(made, key=lambda series: series.key.order)


def in_order(points: Iterable[Point]) -> tuple[Point, ...]:
    return tuple(sorted(points, key=_point_order))


def _point_order(point: Point) -> tuple[int | str | tuple[str, ...], ...]:
    low, high = point.bounds.low, point.bounds.high
    return (
        point.starts.earliest,
        (point.ends or point.starts).latest,
        -1 if low is None else low,
        FOREVER if high is None else high,
        point.place or "",
        point.events,
    )


def _points(key: SeriesKey, figures: Sequence[Counted]) -> Iterator[Point]:
    by_period: dict[tuple[int, int], list[Counted]] = defaultdict(list)
    for one in figures:
        by_period[period_of(one)].append(one)
    for together in by_period.values():
        yield from _flow_points(together) if key.metric == Metric.FLOW else _lone_points(together)


def _flow_points(figures: Sequence[Counted]) -> Iterator[Point]:
    """One bar for a period; beside it, one each for what clashes."""
    summed, clashing = split_by_place(figures)
    if summed:
        yield _sum_point(summed)
    yield from (replace(_point(one), clashes=True) for one in clashing)


def _sum_point(figures: Sequence[Counted]) -> Point:
    total = tally(one.figure for one in figures)
    places = {one.place.id if one.place else None for one in figures}
    first = min(figures, key=lambda one: (one.event, one.position))
    assert first.starts is not None
    return Point(
        starts=first.starts,
        ends=first.ends,
        bounds=total.bounds,
        quantifier=total.words,
        figures=total.count,
        missing=total.missing,
        place=places.pop() if len(places) == 1 else None,
        events=tuple(sorted({one.event for one in figures})),
    )


def _lone_points(figures: Sequence[Counted]) -> Iterator[Point]:
    """Stocks and cumulative numbers of one place and time, each by itself. Different numbers clash."""
    numbers = {bounds for one in figures if not (bounds := numbers_of(one)).missing}
    for one in figures:
        yield replace(_point(one), clashes=len(numbers) > 1 and not numbers_of(one).missing)


def _point(one: Counted) -> Point:
    assert one.starts is not None
    bounds = numbers_of(one)
    is_stock = one.figure.metric == Metric.STOCK
    return Point(
        starts=one.starts,
        ends=one.figure.expires if is_stock else one.ends,
        bounds=bounds,
        quantifier=None if bounds.missing else str(one.figure.quantifier),
        figures=int(not bounds.missing),
        missing=int(bounds.missing),
        place=one.place.id if one.place else None,
        events=(one.event,),
    )


def steps(series: Series, *, now: int) -> list[tuple[int, int, Bounds]]:
    """A stock as steps: each number from its date until the next one, its expiry or now, whichever comes first.

    After an expiry there is a gap, and a date at which there was no number begins one.
    """
    dates = sorted({point.starts.earliest for point in series.points})
    following = dict(zip(dates, [*dates[1:], FOREVER], strict=True))
    made = []
    for point in series.points:
        starts = point.starts.earliest
        until = min(following[starts], point.ends.earliest if point.ends else FOREVER, max(now, point.starts.latest))
        if not point.bounds.missing and until > starts:
            made.append((starts, until, point.bounds))
    return made
