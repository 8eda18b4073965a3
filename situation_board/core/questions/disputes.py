"""How many open conflicts a card has, now or as it was known."""

from __future__ import annotations

import json

from situation_board.core.questions.moments import KnownThen, Moment
from situation_board.core.rows import fields_of
from situation_board.core.store import NEW, Reading
from situation_board.core.store.derived import conflicting_sides
from situation_board.core.store.heads import can_clash


def conflicts_by_card(reading: Reading, group: dict[str, str], moment: Moment) -> dict[str, int]:
    """Open conflicts of each main card. `group` tells for every id of the asked cards its main one."""
    if isinstance(moment, KnownThen):
        disputed = _disputed(reading, group)
        return {card: _conflicts_then(reading, card, group, moment.arrival) for card in disputed}
    lines = reading.all(
        "SELECT subject, count(*) FROM conflict WHERE subject IN (SELECT value FROM json_each(?)) GROUP BY 1",
        json.dumps(list(group)),
    )
    return dict(lines)


def _disputed(reading: Reading, group: dict[str, str]) -> set[str]:
    """Cards that more than one writer has spoken of; no other was ever in conflict."""
    lines = reading.all(
        """SELECT value FROM json_each(?) WHERE (SELECT count(DISTINCT writer) FROM log WHERE subject = value) > 1""",
        json.dumps(list(group)),
    )
    return {group[card] for (card,) in lines} | {main for thing, main in group.items() if thing != main}


def _conflicts_then(reading: Reading, card: str, group: dict[str, str], arrival: int) -> int:
    """How many slots of a card had differing heads; of its other ids only the status speaks for it."""
    subjects = [thing for thing, main in group.items() if main == card]
    slots = {slot for (slot,) in reading.all("SELECT DISTINCT slot FROM log WHERE subject = ?", card)}
    asked = {slot for slot in slots if slot != NEW} | {field.name for field in fields_of("card")} | {"status"}
    return sum(
        len(conflicting_sides(reading.connection, subjects if slot == "status" else [card], slot, arrival)) > 1
        for slot in asked
        if can_clash("status" if slot == "status" else "card", slot) and slot != "verification"
    )
