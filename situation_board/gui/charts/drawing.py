"""An answer as shapes on an axis of time: which bar, step or line each number is. Milliseconds and people, no pixels.

Nothing is added, joined over a gap, or given a number that nobody gave.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from situation_board.core.questions.charts import Crowd, Mark
from situation_board.core.series.bounds import Bounds
from situation_board.core.series.building import Point, Series, steps
from situation_board.core.series.keys import SeriesKey
from situation_board.core.store import Reading
from situation_board.core.times import DAY, Time
from situation_board.core.vocabulary import EventKind, Metric
from situation_board.gui.charts.asking import DISPLACEMENT, Answer, Subject, chart_answer

LANES = tuple(EventKind)
MOST_AT_FIRST = 8
Range = tuple[float, float]
MARGIN = 0.05
"""Of the whole time, left free on both sides."""


class Form(StrEnum):
    """How a metric is drawn."""

    BARS = "bars"
    STEPS = "steps"
    LINE = "line"


FORMS = {Metric.FLOW: Form.BARS, Metric.STOCK: Form.STEPS, Metric.CUMULATIVE: Form.LINE}


@dataclass(frozen=True, slots=True)
class Piece:
    """One number: from `begin` to `end` on the axis. Of a line it stands in the middle of those.

    `since` is from when a cumulative number counts. A piece that is `joined` is connected to the former one.
    """

    begin: int
    end: int
    bounds: Bounds
    point: Point
    since: int | None = None
    joined: bool = False

    @property
    def middle(self) -> float:
        return (self.begin + self.end) / 2

    @property
    def stated_end(self) -> int:
        """A stock of which nobody says how long it holds is drawn until now, but says nothing of now."""
        if self.point.ends is None and self.end > self.point.starts.latest:
            return self.point.starts.latest
        return self.end

    @property
    def level(self) -> int:
        """The height at which it is drawn first: its low end, where that is known."""
        low, high = self.bounds.low, self.bounds.high
        return low if low is not None else high or 0

    @property
    def top(self) -> int:
        return max(self.bounds.low or 0, self.bounds.high or 0)


@dataclass(frozen=True, eq=False)
class Drawn:
    """A series as it is drawn. `number` chooses its colour, line and mark; gaps are the points that are no piece."""

    series: Series
    name: str
    number: int
    form: Form
    pieces: tuple[Piece, ...]

    @property
    def key(self) -> SeriesKey:
        return self.series.key

    @cached_property
    def begins(self) -> list[int]:
        return [piece.begin for piece in self.pieces]

    @cached_property
    def longest(self) -> int:
        return max((piece.end - piece.begin for piece in self.pieces), default=0)

    @cached_property
    def top(self) -> int:
        return max((piece.top for piece in self.pieces), default=0)

    def between(self, first: float, last: float) -> tuple[int, int]:
        """Positions of the pieces that may be seen in a window of time, with one more at each side."""
        start = bisect_left(self.begins, first - self.longest) - 1
        return max(0, start), min(bisect_right(self.begins, last) + 1, len(self.pieces))


@dataclass(frozen=True, slots=True)
class Spot:
    """An event on the timeline, with its figures that stand alone. It stands in the middle of its beginning.

    A crowd has no marks: only their number is known, and between which days they lie.
    """

    begin: int
    end: int
    middle: float
    marks: tuple[Mark, ...]
    kind: str = ""
    crowd: int = 0

    @property
    def order(self) -> tuple[float, str]:
        return self.middle, self.marks[0].face.id if self.marks else ""


@dataclass(frozen=True)
class Lane:
    """The events of one kind."""

    kind: str
    spots: tuple[Spot, ...]

    @cached_property
    def crowds(self) -> tuple[Spot, ...]:
        return tuple(spot for spot in self.spots if spot.crowd)

    @cached_property
    def most(self) -> int:
        """The size of its greatest crowd."""
        return max((spot.crowd for spot in self.crowds), default=0)


@dataclass(frozen=True)
class Drawing:
    """`panes` are the series by unit: people and households never share a scale. `untimed` have no place in time."""

    series: tuple[Drawn, ...]
    lanes: tuple[Lane, ...]
    untimed: tuple[Mark, ...]

    @cached_property
    def units(self) -> tuple[str, ...]:
        """The scales, people first."""
        return tuple(sorted({drawn.key.unit for drawn in self.series}, key=lambda unit: (unit != "person", unit)))

    def pane(self, unit: str) -> tuple[Drawn, ...]:
        return tuple(drawn for drawn in self.series if drawn.key.unit == unit)

    def only(self, keys: Iterable[SeriesKey]) -> Drawing:
        """With those series only; marks stay."""
        kept = set(keys)
        return Drawing(tuple(drawn for drawn in self.series if drawn.key in kept), self.lanes, self.untimed)

    @cached_property
    def whole(self) -> tuple[float, float]:
        """The window of time in which everything is seen."""
        begins = [p.begin if p.since is None else p.since for d in self.series for p in d.pieces]
        ends = [piece.stated_end for drawn in self.series for piece in drawn.pieces]
        begins += [spot.begin for lane in self.lanes for spot in lane.spots]
        ends += [spot.end for lane in self.lanes for spot in lane.spots]
        if not begins:
            return 0.0, float(DAY)
        first, last = min(begins), max(ends)
        margin = max((last - first) * MARGIN, DAY / 4)
        return first - margin, last + margin

    def top(self, unit: str) -> int:
        return max((drawn.top for drawn in self.pane(unit)), default=0)


def drawn_answer(reading: Reading, subject: Subject = DISPLACEMENT) -> tuple[Answer, Drawing]:
    """The question of the window: also the shapes of very many numbers are made beside it."""
    answer = chart_answer(reading, subject)
    return answer, drawing_of(answer)


def drawing_of(answer: Answer) -> Drawing:
    chart = answer.chart
    drawn = tuple(_drawn(one, answer, number) for number, one in enumerate(chart.series))
    timed = [mark for mark in chart.marks if mark.starts is not None]
    return Drawing(
        drawn, tuple(_lanes(timed, chart.crowds)), tuple(mark for mark in chart.marks if mark.starts is None)
    )


def _drawn(one: Series, answer: Answer, number: int) -> Drawn:
    form = FORMS[Metric(one.key.metric)]
    pieces = {Form.BARS: _bars, Form.LINE: _line}[form](one) if form is not Form.STEPS else _steps(one, answer.now)
    return Drawn(one, answer.names[one.key], number, form, tuple(sorted(pieces, key=lambda piece: piece.begin)))


def _bars(series: Series) -> Iterator[Piece]:
    for point in series.points:
        if not point.bounds.missing:
            begin, end = point.span
            yield Piece(begin, max(end, begin + 1), point.bounds, point)


def _steps(series: Series, now: int) -> Iterator[Piece]:
    """As long as each number holds, which is the core's to say."""
    points = defaultdict(list)
    for point in series.points:
        points[point.starts.earliest, point.bounds].append(point)
    former_end: int | None = None
    for begin, end, bounds in steps(series, now=now):
        point = points[begin, bounds].pop(0) if len(points[begin, bounds]) > 1 else points[begin, bounds][0]
        yield Piece(begin, end, bounds, point, joined=former_end == begin and not point.clashes)
        former_end = end


def _line(series: Series) -> Iterator[Piece]:
    """A number that is missing ends the line; numbers that clash are joined to nothing."""
    follows = False
    for point in sorted(series.points, key=lambda point: _standing(point).earliest):
        if point.bounds.missing:
            follows = False
            continue
        stands = _standing(point)
        since = point.starts.earliest if point.ends is not None else None
        end = max(stands.latest, stands.earliest + 1)
        yield Piece(stands.earliest, end, point.bounds, point, since, joined=follows and not point.clashes)
        follows = not point.clashes


def _standing(point: Point) -> Time:
    """A cumulative number stands at the end of what it counts."""
    return point.ends or point.starts


def _lanes(marks: Sequence[Mark], crowds: Sequence[Crowd]) -> Iterator[Lane]:
    of_event: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        of_event[mark.face.id].append(mark)
    by_kind: dict[str, list[Spot]] = defaultdict(list)
    for spot in (*(_spot(tuple(same)) for same in of_event.values()), *map(_crowd_spot, crowds)):
        by_kind[spot.kind].append(spot)
    order = [str(kind) for kind in LANES]
    for kind in sorted(by_kind, key=lambda kind: (order.index(kind) if kind in order else len(order), kind)):
        yield Lane(kind, tuple(sorted(by_kind[kind], key=lambda spot: spot.order)))


def _crowd_spot(crowd: Crowd) -> Spot:
    return Spot(crowd.begin, crowd.end, (crowd.begin + crowd.end) / 2, (), crowd.kind, crowd.count)


def _spot(marks: tuple[Mark, ...]) -> Spot:
    first = marks[0]
    assert first.starts is not None
    event = first.face.event
    ends = [time.latest for time in (first.ends, event.lifted or event.valid_until) if time is not None]
    begin = first.starts.earliest
    end = max(first.starts.latest, begin + 1, *ends)
    return Spot(begin, end, (begin + first.starts.latest) / 2, marks, str(event.kind))


def most_told(series: Sequence[Drawn]) -> set[SeriesKey]:
    """The series with the most numbers, as many as can be told apart: what is shown before anybody chooses."""
    ordered = sorted(series, key=lambda drawn: (-len(drawn.pieces), drawn.number))
    return {drawn.key for drawn in ordered[:MOST_AT_FIRST]}
