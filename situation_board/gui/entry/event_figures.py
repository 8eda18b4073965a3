"""How the figures that are typed in are understood."""

from __future__ import annotations

from dataclasses import dataclass

from situation_board.core.figures import figure_words, parse_figures
from situation_board.core.problems import Mistake
from situation_board.gui.entry.clock import Clock


@dataclass(frozen=True)
class FiguresUnderstood:
    """How figures are understood so far: each in words, or what is not understood yet."""

    words: tuple[str, ...] = ()
    problem: str = ""


def understood_figures(text: str, clock: Clock) -> FiguresUnderstood:
    try:
        figures = parse_figures(text, clock.zone)
    except Mistake as mistake:
        return FiguresUnderstood(problem=mistake.happened)
    return FiguresUnderstood(tuple(figure_words(figure, clock.zone) for figure in figures))
