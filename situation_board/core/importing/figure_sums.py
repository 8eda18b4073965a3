"""What the numbers of a file add up to, kind by kind: a check against what its publisher says, never a total.

Parts of other figures are left out. What is there for triangulation is added on its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from situation_board.core.rows import Figure
from situation_board.core.vocabulary import Quantifier

Kind = tuple[str, str | None, str, str, str]
"""Category, group, metric, unit, role."""


@dataclass(slots=True)
class _Sum:
    number: int = 0
    low: int = 0
    high: int = 0
    rows: int = 0
    missing: int = 0


class FigureSums:
    """Filled figure by figure."""

    def __init__(self) -> None:
        self._sums: dict[Kind, _Sum] = {}

    def add(self, figure: Figure) -> None:
        if figure.subset_of is not None:
            return
        group = figure.group.value if figure.group is not None else None
        kind = (figure.category.value, group, figure.metric.value, figure.unit.value, figure.role.value)
        line = self._sums.setdefault(kind, _Sum())
        shown = number_to_show(figure)
        if shown is None:
            line.missing += 1
            return
        line.number += shown
        line.low += figure.low if figure.low is not None else 0
        line.high += figure.high if figure.high is not None else shown
        line.rows += 1

    def lines(self) -> Iterator[tuple[Kind, _Sum]]:
        yield from self._sums.items()


def number_to_show(figure: Figure) -> int | None:
    """The number that a figure is told by: of a range that names a best one, that; None when it states none."""
    if figure.quantifier is Quantifier.BETWEEN and (figure.number or "").isdecimal():
        return int(figure.number or 0)
    return figure.low if figure.low is not None else figure.high
