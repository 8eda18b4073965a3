"""The charts of a sheet, as numbers on an axis of time."""

from __future__ import annotations

from dataclasses import dataclass

from situation_board.core.times import MONTH_WORDS
from situation_board.core.vocabulary import EventKind, FigureUnit, HandlingLabel, Metric, Quantifier


@dataclass(frozen=True, kw_only=True)
class ChartPoint:
    """A number of a series, from `begin` to `end` on the axis; both bounds None is a gap.

    A bar of a flow fills that time; a step of a stock holds for it; a cumulative number stands in its middle, counted
    from `since`. A point that is `joined` is connected to the one before. An open end is None.
    """

    begin: int
    end: int
    since: int | None
    low: int | None
    high: int | None
    quantifier: Quantifier | None
    joined: bool
    clashes: bool
    words: str
    when: str


@dataclass(frozen=True, kw_only=True)
class ChartSeries:
    """One source, category and metric: a FLOW is drawn as bars, a STOCK as steps, CUMULATIVE as a line."""

    name: str
    metric: Metric
    unit: FigureUnit
    unit_words: str
    points: tuple[ChartPoint, ...]


@dataclass(frozen=True, kw_only=True)
class ChartMark:
    """An event on the axis that no series tells, or a figure that stands alone; times are None when not stated."""

    kind: EventKind
    kind_words: str
    begin: int | None
    end: int | None
    text: str
    figure: str | None
    when: str
    why: str


@dataclass(frozen=True, kw_only=True)
class SheetChart:
    """`code` is displacement or evacuation; `not_added` says why series are not added. `now` ends what goes on.

    `months` are their names for the axis, January first, and `digits` what stands for 0 to 9 there.
    """

    code: str
    heading: str
    series: tuple[ChartSeries, ...]
    marks: tuple[ChartMark, ...]
    not_added: tuple[str, ...]
    now: int
    zone: str
    label: HandlingLabel
    when_empty: str
    months: tuple[str, ...] = MONTH_WORDS
    digits: str = "0123456789"
