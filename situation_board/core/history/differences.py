"""What changed between two moments, in the order in which a person reads it: moves first."""

from __future__ import annotations

from collections.abc import Iterable

from situation_board.core.history.between import Touched, touched_between
from situation_board.core.history.card_differences import card_differences
from situation_board.core.history.conflict_differences import conflict_differences
from situation_board.core.history.difference import GROUPS, Difference
from situation_board.core.history.fact_differences import fact_differences
from situation_board.core.history.record_differences import record_differences
from situation_board.core.names import normalise
from situation_board.core.questions.moments import Moment
from situation_board.core.store import Reading

__all__ = ["Difference", "differences", "differences_among"]


def differences(reading: Reading, first: Moment, last: Moment, *, with_background: bool = False) -> list[Difference]:
    """What is different at the later moment, group by group, place by place.

    Two moments of "true then" differ in what happened between those times, two of "known then" in what this file
    learnt between those changes; None is now. `with_background` tells new and changed actors, locations, sources,
    reports and links as well. Names are those of today.
    """
    return differences_among(
        reading, touched_between(reading, first, last), first, last, with_background=with_background
    )


def differences_among(
    reading: Reading, touched: Touched, first: Moment, last: Moment, *, with_background: bool = False
) -> list[Difference]:
    """As `differences`, where it is known what may differ."""
    return _ordered(
        [
            *card_differences(reading, touched, first, last),
            *conflict_differences(reading, touched, first, last),
            *record_differences(reading, touched, first, last, with_background=with_background),
            *fact_differences(reading, touched, first, last),
        ]
    )


def _ordered(found: Iterable[Difference]) -> list[Difference]:
    """Sorted within each group by name; what is said of one thing stays together, in its own order."""
    return sorted(found, key=lambda each: (GROUPS.index(each.group), normalise(each.name), each.thing))
