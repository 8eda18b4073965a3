"""How many open conflicts a card has, now or as it was known."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from situation_board.core.questions.moments import KnownThen, Moment
from situation_board.core.rows import fields_of
from situation_board.core.store import NEW, Reading
from situation_board.core.store.derived import conflicting_sides
from situation_board.core.store.heads import can_clash
from situation_board.core.store.log import WITHDRAWN


def conflicts_by_card(
    reading: Reading, group: dict[str, str], moment: Moment, *, disputed: Collection[str] | None = None
) -> dict[str, int]:
    """Open conflicts of each main card. `group` tells for every id of the asked cards its main one.

    `disputed` are the only cards that were ever in conflict, where that is known already.
    """
    if isinstance(moment, KnownThen):
        ever = disputed_cards(reading, list(group)) if disputed is None else disputed
        asked = {main for thing, main in group.items() if thing in ever or thing != main}
        return {card: conflicts_then(reading, card, group, moment.arrival) for card in asked}
    lines = reading.all(
        "SELECT subject, count(*) FROM conflict WHERE subject IN (SELECT value FROM json_each(?)) GROUP BY 1",
        json.dumps(list(group)),
    )
    return dict(lines)


def disputed_cards(reading: Reading, among: Iterable[str] | None = None) -> frozenset[str]:
    """Cards that may ever have been in conflict: those that somebody spoke of without sight of what came before.

    Where each change had seen the one before it, there is one latest word at any time, whatever was struck or undone.
    """
    cards = "SELECT id FROM card" if among is None else "SELECT value FROM json_each(?)"
    lines = reading.connection.execute(
        f"""SELECT subject, slot, writer || ':' || seq, supersedes, CASE slot WHEN '{NEW}' THEN fields END FROM log
            WHERE subject IN ({cards}) AND slot NOT GLOB '{WITHDRAWN}*' ORDER BY lamport, writer, seq""",
        () if among is None else (json.dumps(list(among)),),
    )
    latest: dict[tuple[str, str], str] = {}
    found: set[str] = set()
    for subject, slot, change, supersedes, fields in lines:
        for each in [slot] if fields is None else json.loads(fields):
            before = latest.get((subject, each))
            if before is not None and f'"{before}"' not in supersedes:
                found.add(subject)
            latest[subject, each] = change
    return frozenset(found)


def conflicts_then(reading: Reading, card: str, group: dict[str, str], arrival: int) -> int:
    """How many slots of a card had differing heads; of its other ids only the status speaks for it."""
    subjects = [thing for thing, main in group.items() if main == card]
    slots = {slot for (slot,) in reading.all("SELECT DISTINCT slot FROM log WHERE subject = ?", card)}
    asked = {slot for slot in slots if slot != NEW} | {field.name for field in fields_of("card")} | {"status"}
    return sum(
        len(conflicting_sides(reading.connection, subjects if slot == "status" else [card], slot, arrival)) > 1
        for slot in asked
        if can_clash("status" if slot == "status" else "card", slot) and slot != "verification"
    )
