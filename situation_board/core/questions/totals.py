"""Daily totals as series: what may be summed, without reading the events."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from situation_board.core import times
from situation_board.core.series.bounds import Tally
from situation_board.core.series.building import Point, Series, in_order
from situation_board.core.store import Reading
from situation_board.core.store.totals import SHARED, SHARED_COLUMNS, series_key
from situation_board.core.times import Time

VALUES = "day, count, low, high, open_below, open_above, missing, quantifier, place"
SUMS = """day, sum(count), sum(low), sum(high), sum(open_below), sum(open_above), sum(missing),
    CASE WHEN min(quantifier) FILTER (WHERE count > 0) = max(quantifier) FILTER (WHERE count > 0)
        THEN min(quantifier) FILTER (WHERE count > 0) ELSE '' END,
    CASE WHEN min(place) = max(place) THEN min(place) ELSE '' END"""
GROUPS = SHARED_COLUMNS.replace('"area"', "together") + ", day"


@dataclass(frozen=True, slots=True)
class DailyFilter:
    """Which daily totals to read: those up to a moment; None does not ask further."""

    until: int
    categories: Collection[str] | None = None
    areas: Collection[str] | None = None
    sources: Collection[str] | None = None

    @property
    def sql(self) -> tuple[str, list[object]]:
        conditions, parameters = ["day <= ?"], [self.until]
        chosen: list[object] = []
        for column, values in (("category", self.categories), ("area", self.areas), ("source", self.sources)):
            if values is not None:
                conditions.append(f'"{column}" IN (SELECT value FROM json_each(?))')
                chosen.append(json.dumps(sorted(values)))
        return " AND ".join(conditions), [*parameters, *chosen]


def daily_series(reading: Reading, asked: DailyFilter, *, together_in: str | None = None) -> list[Series]:
    """Daily totals, a series for each source, level and first-level area.

    With `together_in` they are added up over the first-level areas, as of that greater area: places of one level lie
    beside each other. Places of no level may overlap the others and stay alone.
    """
    where, parameters = asked.sql
    if together_in is None:
        lines = reading.all(f"SELECT {SHARED_COLUMNS}, {VALUES} FROM daily_total WHERE {where}", *parameters)
        return _series(reading, lines)
    area = "CASE level WHEN '' THEN area ELSE ? END"
    shared = SHARED_COLUMNS.replace('"area"', f"{area} AS together")
    lines = reading.all(
        f"SELECT {shared}, {SUMS} FROM daily_total WHERE {where} GROUP BY {GROUPS}", together_in, *parameters
    )
    return _series(reading, lines)


def _series(reading: Reading, lines: Iterable[tuple[Any, ...]]) -> list[Series]:
    points: dict[tuple[Any, ...], list[Point]] = defaultdict(list)
    days: dict[int, Time] = {}
    for line in lines:
        midnight = line[len(SHARED)]
        if midnight not in days:
            days[midnight] = times.day(times.at(midnight, reading.zone).date(), reading.zone)
        points[line[: len(SHARED)]].append(_point(days[midnight], line[len(SHARED) + 1 :]))
    made = (Series(series_key(shared), in_order(found)) for shared, found in points.items())
    return sorted(made, key=lambda series: series.key.order)


def _point(day: Time, line: tuple[Any, ...]) -> Point:
    """Of the events of a total nothing is known but how many they are."""
    count, low, high, open_below, open_above, missing, quantifier, place = line
    tally = Tally(count, low, high, open_below, open_above, missing, quantifier or None)
    return Point(
        starts=day,
        ends=None,
        bounds=tally.bounds,
        quantifier=tally.words,
        figures=count,
        missing=missing,
        place=place or None,
    )


def without_events(series: Series) -> Series:
    """A series as a total tells it."""
    return replace(series, points=in_order(replace(point, events=()) for point in series.points))
