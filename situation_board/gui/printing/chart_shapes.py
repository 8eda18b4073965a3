"""The chart of a sheet as the shapes that the window draws too, so that both say the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from situation_board.core.series.bounds import Bounds
from situation_board.core.series.building import Point, Series
from situation_board.core.series.keys import SeriesKey
from situation_board.core.snapshot.sheet import ChartMark, ChartPoint, ChartSeries, SheetChart
from situation_board.core.times import Precision, Time
from situation_board.core.vocabulary import EventKind
from situation_board.gui.charts.drawing import FORMS, Drawing, Drawn, Lane, Piece, Spot


def drawing_of(chart: SheetChart) -> Drawing:
    """Marks whose time is not stated have no place on an axis; they are named below it."""
    series = tuple(_drawn(each, number) for number, each in enumerate(chart.series))
    return Drawing(series, tuple(_lanes(chart.marks)), ())


def _drawn(series: ChartSeries, number: int) -> Drawn:
    key = SeriesKey(
        category="", group=None, cross_border=None, phase=None, metric=series.metric, unit=series.unit,
        household_size=None, role="", is_part=False, source=series.name, area=None, level="", arriving=False,
    )  # fmt: skip
    pieces = tuple(_piece(point) for point in series.points if not (point.low is None and point.high is None))
    return Drawn(Series(key, ()), series.name, number, FORMS[series.metric], pieces)


def _piece(point: ChartPoint) -> Piece:
    bounds = Bounds(point.low, point.high)
    starts = Time(point.begin, max(point.end, point.begin), Precision.RANGE)
    counted = Point(starts, None, bounds, point.quantifier, clashes=point.clashes)
    return Piece(point.begin, max(point.end, point.begin + 1), bounds, counted, point.since, point.joined)


def _lanes(marks: Sequence[ChartMark]) -> Iterator[Lane]:
    by_kind: dict[str, list[ChartMark]] = defaultdict(list)
    for mark in marks:
        if mark.begin is not None:
            by_kind[str(mark.kind)].append(mark)
    order = [str(kind) for kind in EventKind]
    for kind in sorted(by_kind, key=lambda kind: (order.index(kind) if kind in order else len(order), kind)):
        spots = [_spot(mark) for mark in by_kind[kind]]
        yield Lane(kind, tuple(sorted(spots, key=lambda spot: spot.middle)))


def _spot(mark: ChartMark) -> Spot:
    begin = mark.begin or 0
    end = max(mark.end or begin, begin + 1)
    return Spot(begin, end, (begin + end) / 2, ())
