"""What was known of the figures and marks of one imported file, or of what was entered by hand, and of no other."""

from __future__ import annotations

from situation_board.core.questions.figures_then import AS_NOW, Then, everything_then
from situation_board.core.questions.moments import KnownThen, Moment
from situation_board.core.questions.origins import BY_HAND
from situation_board.core.store import Reading


def then_of_origin(reading: Reading, origin: str, moment: Moment) -> Then:
    """As it was known at a moment everything is made anew; now the tables tell it, where each line has its origin."""
    if not isinstance(moment, KnownThen) or moment.arrival >= reading.arrival:
        return AS_NOW
    dataset = "" if origin == BY_HAND else origin
    every = everything_then(reading, moment)
    lines = reading.all("SELECT thing FROM every_event WHERE coalesce(dataset, '') = ?", dataset)
    events = {thing for (thing,) in lines}
    figures = (one for one in every.figures if (one.dataset or "") == dataset)
    return Then(None, tuple(figures), tuple(mark for mark in every.marks if mark.event in events))
