"""What the words of a figure mean as numbers, and sums of such numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from situation_board.core.rows import Figure
from situation_board.core.vocabulary import Quantifier

MOST = 10_000_000_000
"""More people than there are: such a number is a mistake of whoever wrote it, and is taken as missing."""
AT_LEAST_THAT = frozenset({Quantifier.MORE_THAN, Quantifier.AT_LEAST})
AT_MOST_THAT = frozenset({Quantifier.LESS_THAN, Quantifier.UP_TO})


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between `low` and `high`; None is an open end. Both None is no number at all, which is not zero."""

    low: int | None
    high: int | None

    @property
    def missing(self) -> bool:
        return self.low is None and self.high is None


def bounds_of(figure: Figure) -> Bounds:
    """The numbers that a figure's quantifier and numbers mean, whichever of `low` and `high` were given."""
    low, high = _number(figure.low), _number(figure.high)
    if low is not None and high is not None and low > high:
        low, high = high, low
    if figure.quantifier in AT_LEAST_THAT:
        return Bounds(high if low is None else low, None)
    if figure.quantifier in AT_MOST_THAT:
        return Bounds(None, low if high is None else high)
    return Bounds(high if low is None else low, low if high is None else high)


def _number(value: Any) -> int | None:
    """A file that another program wrote may hold anything."""
    return value if type(value) is int and 0 <= value <= MOST else None


@dataclass(frozen=True, slots=True)
class Tally:
    """A sum of figures that may be summed: how many, their ends, how many ends are open, how many have no number.

    `quantifier` is the one that all of them share, else None. `low` and `high` add up the ends that are known.
    """

    count: int = 0
    low: int = 0
    high: int = 0
    open_below: int = 0
    open_above: int = 0
    missing: int = 0
    quantifier: str | None = None

    @property
    def bounds(self) -> Bounds:
        """Nobody counts less than nobody, so an open lower end adds nothing; an open upper end opens the sum."""
        low = None if self.open_below == self.count else self.low
        return Bounds(low, None if self.open_above or not self.count else self.high)

    @property
    def words(self) -> str | None:
        """The quantifier of the sum; None where there is no number."""
        if self.quantifier is not None or not self.count:
            return self.quantifier
        bounds = self.bounds
        if bounds.high is None:
            return Quantifier.AT_LEAST
        if bounds.low is None:
            return Quantifier.UP_TO
        return Quantifier.BETWEEN if bounds.low < bounds.high else Quantifier.APPROXIMATELY

    def __add__(self, other: Tally) -> Tally:
        if not self.count or not other.count:
            quantifier = self.quantifier if self.count else other.quantifier
        else:
            quantifier = self.quantifier if self.quantifier == other.quantifier else None
        return Tally(
            self.count + other.count,
            self.low + other.low,
            self.high + other.high,
            self.open_below + other.open_below,
            self.open_above + other.open_above,
            self.missing + other.missing,
            quantifier,
        )


def tally(figures: Iterable[Figure]) -> Tally:
    """The sum of figures. Whether they may be summed is for `adding` to say."""
    return sum((tally_of(bounds_of(figure), figure.quantifier) for figure in figures), Tally())


def tally_of(bounds: Bounds, quantifier: str) -> Tally:
    if bounds.missing:
        return Tally(missing=1)
    return Tally(
        1, bounds.low or 0, bounds.high or 0, int(bounds.low is None), int(bounds.high is None), 0, str(quantifier)
    )
