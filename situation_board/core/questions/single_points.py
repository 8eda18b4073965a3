"""Figures that no total tells, as points, without going through the rules where these have nothing to say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, MutableMapping
from typing import Any

from situation_board.core.series.bounds import Bounds
from situation_board.core.series.building import Point
from situation_board.core.store.figure_lines import OF_ONE
from situation_board.core.times import MINUTE, Precision, Time
from situation_board.core.vocabulary import Metric

EVENT, PLACE, METRIC, LOW, HIGH, QUANTIFIER = (
    OF_ONE.index(name) + 1 for name in ("event", "place", "metric", "low", "high", "quantifier")
)
STARTS, ENDS, EXPIRES = (OF_ONE.index(f"{name}_earliest") + 1 for name in ("starts", "ends", "expires"))
"""Where those stand in a line, which has the series before the columns OF_ONE."""
STOCK = Metric.STOCK.value
Line = tuple[Any, ...]
Period = tuple[int, int, int]


def single_points(
    lines: Iterable[Line],
    number_of: Mapping[int, int],
    points: MutableMapping[int, list[Point]],
    *,
    without: Collection[int] = (),
) -> list[Line]:
    """Adds a point for each figure that is alone in its period in its series; returns the columns of all others.

    What is alone is summed with nothing and clashes with nothing. There may be very many. `without` are the numbers
    of series that have further figures, so that who is alone is not known here.
    """
    together: dict[Period, list[Line]] = defaultdict(list)
    for line in lines:
        together[_period(number_of[line[0]], line)].append(line)
    times: dict[tuple[Any, ...], Time] = {}
    for (number, _, _), found in together.items():
        if len(found) == 1 and number not in without:
            points.setdefault(number, []).append(_point(found[0], times))
    return [
        line[1:] for (number, _, _), found in together.items() if len(found) > 1 or number in without for line in found
    ]


def _period(number: int, line: Line) -> Period:
    """As `keys.period_of` has it."""
    starts, latest = line[STARTS], max(line[STARTS + 1], line[STARTS] + MINUTE)
    if line[ENDS] is not None and line[METRIC] != STOCK:
        latest = max(latest, line[ENDS + 1])
    return number, starts, latest


def _point(line: Line, times: dict[tuple[Any, ...], Time]) -> Point:
    low, high, place = line[LOW], line[HIGH], line[PLACE]
    is_missing = low is None and high is None
    ends = EXPIRES if line[METRIC] == STOCK else ENDS
    starts = _time(line[STARTS : STARTS + 3], times)
    assert starts is not None
    return Point(
        starts=starts,
        ends=_time(line[ends : ends + 3], times),
        bounds=Bounds(low, high),
        quantifier=None if is_missing else line[QUANTIFIER],
        figures=0 if is_missing else 1,
        missing=1 if is_missing else 0,
        place=place or None,
        events=(line[EVENT],),
    )


def _time(columns: tuple[Any, ...], times: dict[tuple[Any, ...], Time]) -> Time | None:
    """The same days come again and again."""
    if columns[0] is None:
        return None
    if columns not in times:
        earliest, latest, precision = columns
        times[columns] = Time(earliest, latest, Precision(precision))
    return times[columns]
