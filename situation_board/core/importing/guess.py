"""What a column of a table is taken for."""

from __future__ import annotations

from dataclasses import dataclass

from situation_board.core.importing.counted_columns import Counting


@dataclass(frozen=True, slots=True)
class Guess:
    """A column and what it is taken for; `counting` is what its numbers count. `why` is told to people."""

    field: str
    header: str
    why: str
    counting: Counting | None = None
