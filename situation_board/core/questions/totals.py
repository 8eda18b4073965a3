"""Daily totals as series: what may be summed, without reading the events."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from situation_board.core import times
from situation_board.core.series.bounds import Tally
from situation_board.core.series.building import Point, Series, in_order
from situation_board.core.store import Reading
from situation_board.core.store.totals import SHARED, SHARED_COLUMNS, series_key
from situation_board.core.times import Time

SUMS = "sum(count), sum(low), sum(high), sum(open_below), sum(open_above), sum(missing)"
ONE_QUANTIFIER = "CASE WHEN min(quantifier) = max(quantifier) THEN min(quantifier) ELSE '' END"
ONE_PLACE = "CASE WHEN min(place) = max(place) THEN min(place) ELSE '' END"


def daily_series(
    reading: Reading,
    *,
    until: int,
    categories: Collection[str] | None = None,
    areas: Collection[str] | None = None,
    sources: Collection[str] | None = None,
) -> list[Series]:
    """The daily totals up to a moment, a series for each source, level and first-level area."""
    where, parameters = _where(until, categories, areas, sources)
    lines = reading.all(
        f"""SELECT {SHARED_COLUMNS}, day, count, low, high, open_below, open_above, missing, quantifier, place
            FROM daily_total WHERE {where}""",
        *parameters,
    )
    return _series(reading, lines)


def daily_series_within(
    reading: Reading,
    area: str,
    *,
    inside: Collection[str],
    until: int,
    categories: Collection[str] | None = None,
    sources: Collection[str] | None = None,
) -> list[Series]:
    """The same, added up over the first-level areas `inside` a greater one: places of one level lie beside each other.

    Places of no level are left out: they may overlap the others.
    """
    where, parameters = _where(until, categories, inside, sources)
    columns = SHARED_COLUMNS.replace('"area"', "?")
    groups = ", ".join(f'"{name}"' for name in SHARED if name != "area")
    lines = reading.all(
        f"""SELECT {columns}, day, {SUMS}, {ONE_QUANTIFIER}, {ONE_PLACE} FROM daily_total
            WHERE {where} AND level <> '' GROUP BY {groups}, day""",
        area,
        *parameters,
    )
    return _series(reading, lines)


def _where(
    until: int,
    categories: Collection[str] | None,
    areas: Collection[str] | None,
    sources: Collection[str] | None,
) -> tuple[str, list[object]]:
    conditions, parameters = ["day <= ?"], [until]
    chosen: list[object] = []
    for column, values in (("category", categories), ("area", areas), ("source", sources)):
        if values is not None:
            conditions.append(f'"{column}" IN (SELECT value FROM json_each(?))')
            chosen.append(json.dumps(sorted(values)))
    return " AND ".join(conditions), [*parameters, *chosen]


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
