"""Daily totals as points: what may be summed, without reading the events."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from situation_board.core import times
from situation_board.core.series.bounds import Bounds, Tally
from situation_board.core.series.building import Point, Series, in_order
from situation_board.core.store import Reading
from situation_board.core.times import Time

VALUES = "day, d.count, d.low, d.high, d.open_below, d.open_above, d.missing, d.quantifier, d.place"
SUMS = """day, sum(d.count), sum(d.low), sum(d.high), sum(d.open_below), sum(d.open_above), sum(d.missing),
    CASE WHEN min(d.quantifier) FILTER (WHERE d.count > 0) = max(d.quantifier) FILTER (WHERE d.count > 0)
        THEN min(d.quantifier) FILTER (WHERE d.count > 0) ELSE '' END,
    CASE WHEN min(d.place) = max(d.place) THEN min(d.place) ELSE '' END"""
Member = tuple[int, int]
"""The id of a series, and the number of the line that it is drawn in: several areas may be one line together."""
LineDay = tuple[int, int]


def daily_points(
    reading: Reading, members: Iterable[Member], *, until: int, together: bool, without: Collection[LineDay] = ()
) -> dict[int, list[Point]]:
    """The daily totals of series, by the number of their line, up to a moment.

    Of a line with several first-level areas they are added up day by day: places of one level lie beside each other.
    `without` are days of lines that are left out.
    """
    left_out = (
        "AND NOT EXISTS (SELECT 1 FROM json_each(?) x WHERE x.value->>0 = m.value->>1 AND x.value->>1 = d.day)"
        if without
        else ""
    )
    lines = reading.all(
        f"""SELECT m.value->>1, {SUMS if together else VALUES} FROM json_each(?) m
            CROSS JOIN daily_total d ON d.series = m.value->>0 AND d.day <= ? {left_out}
            {"GROUP BY 1, 2" if together else ""}""",
        json.dumps(list(members)),
        until,
        *([json.dumps(sorted(without))] if without else []),
    )
    return _points(reading, lines)


def _points(reading: Reading, lines: Iterable[Sequence[Any]]) -> dict[int, list[Point]]:
    points: dict[int, list[Point]] = defaultdict(list)
    days: dict[int, Time] = {}
    for number, midnight, *values in lines:
        day = days.get(midnight)
        if day is None:
            day = days[midnight] = times.day(times.at(midnight, reading.zone).date(), reading.zone)
        points[number].append(_point(day, values))
    return points


def _point(day: Time, values: Sequence[Any]) -> Point:
    """Of the events of a total nothing is known but how many they are."""
    count, low, high, open_below, open_above, missing, quantifier, place = values
    if count and quantifier and not open_below and not open_above:
        bounds, words = Bounds(low, high), quantifier
    else:
        tally = Tally(count, low, high, open_below, open_above, missing, quantifier or None)
        bounds, words = tally.bounds, tally.words
    return Point(
        starts=day,
        ends=None,
        bounds=bounds,
        quantifier=words,
        figures=count,
        missing=missing,
        place=place or None,
    )


def without_events(series: Series) -> Series:
    """A series as a total tells it."""
    return replace(series, points=in_order(replace(point, events=()) for point in series.points))
