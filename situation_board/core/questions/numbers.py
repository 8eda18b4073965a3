"""The short numbers by which cards and messages are spoken of on the radio."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable

from situation_board.core.questions.moments import Moment
from situation_board.core.questions.records import records
from situation_board.core.rows import Card, Message
from situation_board.core.store import Reading


def shared_numbers(reading: Reading, cards: dict[str, Card], mains: dict[str, str], moment: Moment) -> dict[str, str]:
    """Numbers that two laptops gave twice get a letter, in the order of ids, so that none is spoken for two."""
    numbers = {card.number for card in cards.values() if card.number is not None}
    same: dict[int, list[str]] = defaultdict(list)
    for number, card in _numbered(reading, numbers, mains, moment):
        same[number].append(card)
    return {
        card: f"{number}{_letter(position)}"
        for number, sharing in same.items()
        for position, card in enumerate(sharing)
        if len(sharing) > 1
    }


def message_numbers(reading: Reading, messages: Iterable[Message]) -> dict[str, str]:
    """Message -> "M12", or "M12b" for the second of those that two laptops gave one number."""
    wanted = {message.id: message.number for message in messages if message.number is not None}
    same: dict[int, list[str]] = defaultdict(list)
    sql = "SELECT number, id FROM message WHERE number IN (SELECT value FROM json_each(?)) AND voided = 0 ORDER BY id"
    for number, message in reading.all(sql, json.dumps(sorted(set(wanted.values())))):
        same[number].append(message)
    return {message: f"M{number}{_letter_among(message, same[number])}" for message, number in wanted.items()}


def _letter_among(thing: str, sharing: list[str]) -> str:
    return _letter(sharing.index(thing)) if len(sharing) > 1 and thing in sharing else ""


def _numbered(reading: Reading, numbers: set[int], mains: dict[str, str], moment: Moment) -> Iterable[tuple[int, str]]:
    sql = "SELECT id FROM card WHERE number IN (SELECT value FROM json_each(?)) ORDER BY number, id"
    ids = [card for (card,) in reading.all(sql, json.dumps(sorted(numbers))) if card not in mains]
    found = records(reading, Card, ids, moment)
    numbered = ((card.number, card.id) for card in found.values() if not card.voided)
    return sorted((number, card) for number, card in numbered if number is not None)


def _letter(position: int) -> str:
    return chr(ord("a") + position) if position < 26 else f"-{position}"
