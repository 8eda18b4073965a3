"""What waits for somebody's attention."""

from __future__ import annotations

from dataclasses import dataclass

from situation_board.core.questions.cards import CardFilter, counts_by_column
from situation_board.core.questions.messages import untriaged_count
from situation_board.core.questions.tasks import overdue_count
from situation_board.core.store import Reading


@dataclass(frozen=True)
class Waiting:
    """What waits for attention."""

    stale: int
    conflicts: int
    untriaged: int
    overdue: int


def what_waits(reading: Reading) -> Waiting:
    stale = CardFilter(stale=True)
    return Waiting(
        sum(counts_by_column(reading, filter=stale).values()),
        int(reading.value("SELECT count(*) FROM conflict")),
        untriaged_count(reading),
        overdue_count(reading),
    )
