"""The figures and marks of one imported file, or of what was entered by hand, as if there were no others."""

from __future__ import annotations

from situation_board.core.problems import Mistake
from situation_board.core.questions.figures_then import Then, everything_then
from situation_board.core.questions.moments import KnownThen, Moment
from situation_board.core.questions.origins import BY_HAND
from situation_board.core.series.lone import Standing
from situation_board.core.store import Reading
from situation_board.core.store.figure_lines import OF_ONE_COLUMNS
from situation_board.core.store.totals import counted_from

MOST_FIGURES = 300_000
"""More are not read one by one; charts of everything read sums instead."""
MARK = ("event", "position", "kind", "category", "source", "place", "destination", "stands", "day")


def figures_of_origin(reading: Reading, origin: str, moment: Moment) -> Then:
    """Nothing is taken from what is kept ready: that tells of all origins together.

    Mistake when there are more figures than can be read.
    """
    dataset = "" if origin == BY_HAND else origin
    if isinstance(moment, KnownThen) and moment.arrival < reading.arrival:
        return _known_then(reading, dataset, moment)
    count = int(reading.value("SELECT count(*) FROM figure WHERE dataset = ?", dataset))
    if count > MOST_FIGURES:
        raise Mistake(
            f"These are {count:,} figures: more than {MOST_FIGURES:,} are not drawn apart from the others.",
            field="dataset",
            do="Choose their source or an area instead.",
        )
    figures = reading.all(f"SELECT {OF_ONE_COLUMNS} FROM figure WHERE dataset = ?", dataset)
    marks = reading.all(f"SELECT {', '.join(MARK)} FROM mark WHERE dataset = ?", dataset)
    return Then(None, tuple(counted_from(line) for line in figures), tuple(Standing(*line) for line in marks))


def _known_then(reading: Reading, dataset: str, moment: KnownThen) -> Then:
    every = everything_then(reading, moment)
    lines = reading.all("SELECT thing FROM every_event WHERE coalesce(dataset, '') = ?", dataset)
    events = {thing for (thing,) in lines}
    figures = (one for one in every.figures if (one.dataset or "") == dataset)
    return Then(None, tuple(figures), tuple(mark for mark in every.marks if mark.event in events))
