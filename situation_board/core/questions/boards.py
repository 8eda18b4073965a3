"""The board as one answer, for the command line, prints and tests."""

from __future__ import annotations

from dataclasses import dataclass

from situation_board.core.questions.cards import (
    CardFace,
    CardFilter,
    card_faces,
    ids_by_column,
)
from situation_board.core.questions.moments import Moment, now_at
from situation_board.core.store import Reading
from situation_board.core.vocabulary import Column


@dataclass(frozen=True)
class BoardColumn:
    status: Column
    cards: tuple[CardFace, ...]


@dataclass(frozen=True)
class Board:
    situation: str
    as_of: int
    columns: tuple[BoardColumn, ...]


def board(
    reading: Reading,
    *,
    moment: Moment = None,
    filter: CardFilter = CardFilter(),  # noqa: B008 - frozen
    sort: str = "manual",
) -> Board:
    """Every column with its cards in order, at a moment."""
    ids = ids_by_column(reading, filter=filter, sorts=dict.fromkeys(Column, sort), moment=moment)
    columns = (BoardColumn(column, tuple(card_faces(reading, ids[column], moment=moment))) for column in Column)
    return Board(reading.situation.name or "", now_at(reading, moment), tuple(columns))
