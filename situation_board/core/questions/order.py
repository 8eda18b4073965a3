"""Who stands beside whom in a column's manual order. Asks for neighbours only: a column may be long."""

from __future__ import annotations

import json
from collections.abc import Collection

from situation_board.core.questions.cards import card_ids, has_future
from situation_board.core.store import Reading
from situation_board.core.vocabulary import Column

Gap = tuple[str | None, str | None]
"""The ranks between which something is put; None is the open end."""


def gap_on_top(reading: Reading, column: Column, *, without: Collection[str]) -> Gap:
    """Above the first card of a column, apart from those that are on the move."""
    if has_future(reading):
        others = _others(reading, column, without)
        return None, _rank(reading, others[0]) if others else None
    return None, _next(reading, column, "ASC", without, after=("", ""))


def gap_beside(reading: Reading, column: Column, card: str, *, above: bool, without: Collection[str]) -> Gap | None:
    """Right above or below a card, apart from those that are on the move. None when it is not in that column."""
    if card in without:
        return None
    if has_future(reading):
        return _gap_among(reading, _others(reading, column, without), card, above=above)
    found = reading.one('SELECT rank FROM board WHERE card = ? AND "column" = ?', card, column.value)
    if found is None:
        return None
    rank = found[0]
    if above:
        return _next(reading, column, "DESC", without, after=(rank, card)), rank or None
    return rank or None, _next(reading, column, "ASC", without, after=(rank, card))


def _next(
    reading: Reading, column: Column, way: str, without: Collection[str], *, after: tuple[str, str]
) -> str | None:
    """The rank of the next card up (DESC) or down (ASC) the column."""
    beyond = "<" if way == "DESC" else ">"
    rank = reading.value(
        f"""SELECT rank FROM board WHERE "column" = ? AND (rank, card) {beyond} (?, ?)
            AND card NOT IN (SELECT value FROM json_each(?)) ORDER BY rank {way}, card {way} LIMIT 1""",
        column.value,
        *after,
        json.dumps(list(without)),
    )
    return rank or None


def _others(reading: Reading, column: Column, without: Collection[str]) -> list[str]:
    """The column card by card, for when the table of the board does not do."""
    return [card for card in card_ids(reading, column) if card not in without]


def _gap_among(reading: Reading, others: list[str], card: str, *, above: bool) -> Gap | None:
    if card not in others:
        return None
    position = others.index(card) + (0 if above else 1)
    low = _rank(reading, others[position - 1]) if position > 0 else None
    high = _rank(reading, others[position]) if position < len(others) else None
    return low, high


def _rank(reading: Reading, card: str) -> str | None:
    return reading.value("SELECT rank FROM card WHERE id = ?", card) or None
