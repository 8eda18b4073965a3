"""What a person should know after doing something: codes, which the window and the command line tell in words."""

from __future__ import annotations

from situation_board.core.questions.resting import what_rests_on
from situation_board.core.questions.weighing import is_alone
from situation_board.core.rows import Claim, Report, Row
from situation_board.core.store import Reading
from situation_board.core.vocabulary import Credibility

CONFIRMED_ALONE = "confirmed_alone"
"""A claim is rated 1, "confirmed by other sources", and no independent one says the same."""
LEFT_WITHOUT_SOURCE = "left_without_source"
"""The only report that cards or routes rest on was struck."""


def notes_on_claim(reading: Reading, claim: Claim) -> tuple[str, ...]:
    """It may be rated so, and it is said that nobody independent is known."""
    if claim.credibility != Credibility.ONE or not is_alone(reading, claim):
        return ()
    return (CONFIRMED_ALONE,)


def notes_on_striking(reading: Reading, row: Row) -> tuple[str, ...]:
    if not isinstance(row, Report):
        return ()
    resting = what_rests_on(reading, row.id)
    return (LEFT_WITHOUT_SOURCE,) if resting.cards or resting.routes else ()
