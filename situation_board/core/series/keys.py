"""Which figures form a series: those that are alike in everything but their time and, for flows, their place."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields

from situation_board.core.series.bounds import Bounds, bounds_of
from situation_board.core.series.counting import Counted, unit_of
from situation_board.core.times import MINUTE, Time
from situation_board.core.vocabulary import FigureCategory, Metric, Word


class SeriesKind(Word):
    """What a chart is about."""

    DISPLACEMENT = "displacement"
    RETURN = "return"
    EVACUATION = "evacuation"
    CASUALTY = "casualty", "casualties"
    OTHER = "other"


KINDS = {
    FigureCategory.DISPLACED: SeriesKind.DISPLACEMENT,
    FigureCategory.RETURNED: SeriesKind.RETURN,
    FigureCategory.EVACUATED: SeriesKind.EVACUATION,
    FigureCategory.KILLED: SeriesKind.CASUALTY,
    FigureCategory.INJURED: SeriesKind.CASUALTY,
    FigureCategory.MISSING: SeriesKind.CASUALTY,
}
DRAWN = frozenset({Metric.STOCK, Metric.FLOW, Metric.CUMULATIVE})


@dataclass(frozen=True, slots=True)
class SeriesKey:
    """What all figures of a series share. None is "not stated".

    `area` and `level` say which places: of a flow those of one level in one first-level area, else one place alone
    (level ""). `since` is from when a cumulative count runs. `alone` is the event of a figure without a source: two
    such may be of different sources, so they share nothing. `dataset` is the imported file that told it: whether two
    files of one publisher tell of the same people nobody knows, so they share nothing either.
    """

    category: str
    group: str | None
    cross_border: str | None
    phase: str | None
    metric: str
    unit: str
    household_size: float | None
    role: str
    is_part: bool
    source: str | None
    area: str | None
    level: str
    arriving: bool
    since: int | None = None
    alone: str | None = None
    dataset: str | None = None

    @property
    def kind(self) -> SeriesKind:
        return KINDS.get(self.category, SeriesKind.OTHER)  # type: ignore[call-overload, no-any-return]

    @property
    def order(self) -> tuple[str, ...]:
        """Series are always listed in one order."""
        return tuple(_sortable(getattr(self, field.name)) for field in fields(self))

    @property
    def id(self) -> int:
        """A number for it, the same on every laptop: of a million series two alike are not to be expected."""
        return int.from_bytes(hashlib.sha256(json.dumps(self.order).encode()).digest()[:8], "big", signed=True)


def _sortable(value: object) -> str:
    return f"{value:025.3f}" if isinstance(value, int | float) else str(value or "")


def key_of(one: Counted) -> SeriesKey | None:
    """The series of a figure; None when it belongs to none, because its metric or its time is not stated."""
    figure = one.figure
    if figure.metric not in DRAWN or one.starts is None:
        return None
    unit, size = unit_of(figure)
    is_flow = figure.metric == Metric.FLOW
    place = one.place
    return SeriesKey(
        category=str(figure.category),
        group=_text(figure.group),
        cross_border=_text(figure.cross_border),
        phase=_text(figure.phase),
        metric=str(figure.metric),
        unit=unit,
        household_size=size or None,
        role=str(figure.role),
        is_part=one.is_part,
        source=one.source,
        area=None if place is None else place.area if is_flow else place.id,
        level=place.level if place is not None and is_flow else "",
        arriving=one.arriving,
        since=since_of(figure.metric, one.starts, one.ends),
        alone=None if one.source is not None else one.event,
        dataset=one.dataset,
    )


def _text(word: object) -> str | None:
    return None if word is None else str(word)


def period_of(one: Counted) -> tuple[int, int]:
    """From when until when a figure counts, in milliseconds. A stock is at its date."""
    assert one.starts is not None
    if one.figure.metric == Metric.STOCK or one.ends is None:
        return _period(one.starts, one.starts)
    return _period(one.starts, one.ends)


def stands_from(one: Counted) -> int | None:
    """From when a number can be known: the last day of its period, or the date of a stock. None: not stated."""
    return stands_at(one.figure.metric, one.starts, one.ends)


def stands_at(metric: str, starts: Time | None, ends: Time | None) -> int | None:
    if metric == Metric.STOCK or ends is None:
        return None if starts is None else starts.earliest
    return ends.earliest


def since_of(metric: str, starts: Time | None, ends: Time | None) -> int | None:
    """From when a cumulative count runs, where that is stated."""
    return starts.earliest if metric == Metric.CUMULATIVE and starts is not None and ends is not None else None


def _period(starts: Time, ends: Time) -> tuple[int, int]:
    """At least a minute, so that what happens at one moment overlaps itself."""
    return starts.earliest, max(ends.latest, starts.latest, starts.earliest + MINUTE)


def numbers_of(one: Counted) -> Bounds:
    return bounds_of(one.figure)
