"""What may be summed: flows of one series, where periods or places do not overlap. Nothing else, ever."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from situation_board.core.series.bounds import Tally, tally
from situation_board.core.series.counting import Counted, Place
from situation_board.core.series.keys import key_of, numbers_of, period_of
from situation_board.core.vocabulary import Metric


def may_be_summed(figures: Sequence[Counted]) -> bool:
    """Whether the sum of those figures means anything: whether each two of them may be added."""
    return all(may_be_added(one, other) for one, other in combinations(figures, 2))


def may_be_added(one: Counted, other: Counted) -> bool:
    """Whether two figures count different people in the same way."""
    key = key_of(one)
    if key is None or key != key_of(other) or key.metric != Metric.FLOW:
        return False
    return not (_overlap_in_time(one, other) and _may_overlap_in_place(one.place, other.place))


def total_of(figures: Sequence[Counted]) -> Tally | None:
    """The sum of figures; None where there must be none."""
    return tally(one.figure for one in figures) if may_be_summed(figures) else None


def split_by_place(figures: Iterable[Counted]) -> tuple[list[Counted], list[Counted]]:
    """Of the figures of one flow series and one period: those to sum, and those that clash over a place.

    Two numbers for one place and one period are two answers to one question: both are shown, neither is summed.
    A figure without a number clashes with nothing.
    """
    by_place: dict[str | None, list[Counted]] = defaultdict(list)
    for one in figures:
        by_place[one.place.id if one.place else None].append(one)
    summed: list[Counted] = []
    clashing: list[Counted] = []
    for here in by_place.values():
        numbered = [one for one in here if not numbers_of(one).missing]
        clashing += numbered if len(numbered) > 1 else []
        summed += [one for one in here if len(numbered) <= 1 or one not in numbered]
    return summed, clashing


def _overlap_in_time(one: Counted, other: Counted) -> bool:
    (starts, ends), (others_starts, others_ends) = period_of(one), period_of(other)
    return starts < others_ends and others_starts < ends


def _may_overlap_in_place(one: Place | None, other: Place | None) -> bool:
    """Two places of one series are the same or beside each other; of no place nothing is known."""
    return one is None or other is None or one.id == other.id
