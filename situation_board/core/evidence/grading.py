"""Grades on the two axes of the NATO Admiralty code: a source's reliability and a piece of news' credibility.

The axes are rated apart and never made into one. F and 6 say that it cannot be judged: that is unknown and not worst,
so they stand in the middle when the better of two is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from situation_board.core.vocabulary import Credibility, Reliability, Word

UNRATED = "unrated"
RELIABILITY_ORDER = "ABCFDE"
CREDIBILITY_ORDER = "123645"
"""From better to worse."""


@dataclass(frozen=True, slots=True)
class Grade:
    """The reliability of who originated something, and the credibility of what is said. None is not rated."""

    reliability: Reliability | None = None
    credibility: Credibility | None = None

    @property
    def code(self) -> str | None:
        """ "B2"; "B-" where the news is not rated; "2" where the originator is not; None when neither is."""
        if not self.is_rated:
            return None
        if self.reliability is None:
            return str(self.credibility)  # not "-2", which reads as minus two
        return f"{self.reliability}{self.credibility or '-'}"

    @property
    def is_rated(self) -> bool:
        return self.reliability is not None or self.credibility is not None

    @property
    def words(self) -> str:
        """ "B2 (Usually reliable, Probably true)"."""
        if not self.is_rated:
            return UNRATED
        said = [_words(self.reliability) or "originator unrated", _words(self.credibility) or "credibility unrated"]
        return f"{self.code} ({', '.join(said)})"


def grade_of(code: str) -> Grade:
    """The grade that was written so."""
    letter, digit = code[:1], code[-1:]
    return Grade(
        Reliability(letter) if letter in RELIABILITY_ORDER else None,
        Credibility(digit) if digit in CREDIBILITY_ORDER else None,
    )


def _words(term: Word | None) -> str | None:
    """A term that a newer program added is shown as it is."""
    return None if term is None else getattr(term, "words", str(term))


def best(grades: Iterable[Grade]) -> Grade | None:
    """The best of the rated ones: by what is thought of the news, then of its originator. None when none is rated."""
    rated = [grade for grade in grades if grade.is_rated]
    return min(rated, key=_order, default=None)


def best_code(grades: Iterable[Grade]) -> str | None:
    found = best(grades)
    return found.code if found else None


def _order(grade: Grade) -> tuple[int, int, str]:
    """What is not rated is as unknown as what cannot be judged."""
    return (
        _place(CREDIBILITY_ORDER, grade.credibility, unknown="6"),
        _place(RELIABILITY_ORDER, grade.reliability, unknown="F"),
        grade.code or "",
    )


def _place(order: str, term: Word | None, *, unknown: str) -> int:
    code = unknown if term is None or str(term) not in order else str(term)
    return order.index(code)
