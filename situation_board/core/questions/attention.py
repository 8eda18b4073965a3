"""What waits for somebody's attention."""

from __future__ import annotations

from dataclasses import dataclass

from situation_board.core.questions.cards import CardFilter, card_count
from situation_board.core.store import Reading
from situation_board.core.vocabulary import Column


@dataclass(frozen=True)
class Waiting:
    """What waits for attention."""

    stale: int
    conflicts: int


def what_waits(reading: Reading) -> Waiting:
    stale = CardFilter(stale=True)
    return Waiting(
        sum(card_count(reading, column, filter=stale) for column in Column),
        int(reading.value("SELECT count(*) FROM conflict")),
    )
