"""A spoken sentence with several numbers of people, taken apart into figures: one each, and nothing added up.

"23 killed, 51 injured, 400 families displaced and 1,000 still to be evacuated" is four figures of one event.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from situation_board.core.figures import QUANTIFIERS, VAGUE, figure_words, parse_figures
from situation_board.core.problems import Mistake
from situation_board.core.rows import Figure
from situation_board.core.times import ARABIC_DIGITS
from situation_board.gui.entry.clock import Clock

_ALTERNATIVES = "|".join(re.escape(words) for words in sorted(QUANTIFIERS, key=len, reverse=True))
_VAGUE = "|".join(re.escape(words) for words in sorted(VAGUE, key=len, reverse=True))
BETWEEN_FIGURES = re.compile(
    rf"\s*[;؛]\s*|\s*(?:[,،]\s+(?:and\s+)?|\s+and\s+)(?=(?:(?:{_ALTERNATIVES})\s+)?\d|(?:{_VAGUE})\b)", re.IGNORECASE
)
"""A comma or "and" ends a figure only where a number follows: "1,000 evacuated, done so far" is one."""
BETWEEN_BOUNDS = re.compile(r"\b(between\s+[\d,.']+)\s+and\s+(?=\d)", re.IGNORECASE)
LARGE = re.compile(r"(?<![\d,.'])(\d+(?:\.\d+)?|one|two|three)\s+(thousand|million)\b", re.IGNORECASE)
SCALES = {"thousand": 1_000, "million": 1_000_000}
SMALL = {"one": "1", "two": "2", "three": "3"}
SPOKEN = (
    (re.compile(r"\bstill to be (\w+)", re.IGNORECASE), r"\1, remaining"),
    (re.compile(r"\bto be (\w+)", re.IGNORECASE), r"\1, planned"),
    (re.compile(r"\b(?:families|family)\b", re.IGNORECASE), "households"),
    (re.compile(r"\b(?:dead|deaths)\b", re.IGNORECASE), "killed"),
    (re.compile(r"\b(?:were|was|are|is|have been|has been)\s+", re.IGNORECASE), ""),
)
"""What people say, and the words of the figures for it."""


def spoken_figures(text: str, clock: Clock) -> tuple[Figure, ...]:
    """The figures of a sentence, or of the form that figures are written in. Mistake for what cannot be read."""
    said = " ".join(text.split())
    if said[:1] in {"[", "{"}:
        return parse_figures(said, clock.zone)
    said = LARGE.sub(_written_out, said.translate(ARABIC_DIGITS))
    said = BETWEEN_BOUNDS.sub(r"\1-", said)
    parts = [part.strip(" .") for part in BETWEEN_FIGURES.split(said)]
    return tuple(figure for part in parts if part for figure in parse_figures(_in_terms(part), clock.zone))


def _written_out(large: re.Match[str]) -> str:
    """ "1.1 million" as 1,100,000."""
    number = float(SMALL.get(large[1].lower(), large[1]))
    return f"{round(number * SCALES[large[2].lower()]):,}"


def _in_terms(said: str) -> str:
    for pattern, words in SPOKEN:
        said = pattern.sub(words, said)
    return said.replace("،", ",")


@dataclass(frozen=True)
class FiguresUnderstood:
    """How figures are understood so far: each in words, or what is not understood yet."""

    words: tuple[str, ...] = ()
    problem: str = ""


def understood_figures(text: str, clock: Clock) -> FiguresUnderstood:
    try:
        figures = spoken_figures(text, clock)
    except Mistake as mistake:
        return FiguresUnderstood(problem=mistake.happened)
    return FiguresUnderstood(tuple(figure_words(figure, clock.zone) for figure in figures))
