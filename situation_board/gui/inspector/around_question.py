"""What stands around a thing: what is asked about it, our people there, headcounts, and what was made of a message."""

from __future__ import annotations

import json
from dataclasses import dataclass

from situation_board.core.questions.footing import message_report_id
from situation_board.core.questions.presence import PresenceLine, presence_ids, presence_lines
from situation_board.core.questions.tasks import TaskFilter, TaskLine, task_ids, task_lines
from situation_board.core.rows import Card, PresenceStatus
from situation_board.core.store import Reading
from situation_board.gui.entry.clock import Clock, clock
from situation_board.gui.inspector.hanging import Hanging, hanging_on

MOST = 50


@dataclass(frozen=True)
class Around:
    """`place` is where the people are who are listed, "" of a thing that is no place."""

    clock: Clock
    tasks: tuple[TaskLine, ...] = ()
    place: str = ""
    people: tuple[PresenceLine, ...] = ()
    headcounts: tuple[PresenceStatus, ...] = ()
    made: tuple[Hanging, ...] = ()


def around(reading: Reading, table: str, thing: str) -> Around:
    """What is shown around a thing of that table. Of tasks also those that are settled, after those that are open."""
    tasks = task_lines(reading, task_ids(reading, TaskFilter(state=None, about=thing))[:MOST])
    place = _place(reading, table, thing)
    people = presence_lines(reading, presence_ids(reading, at=place)) if place else []
    return Around(
        clock=clock(reading),
        tasks=tuple(tasks),
        place=place,
        people=tuple(people),
        headcounts=_headcounts(reading, thing) if table == "presence" else (),
        made=hanging_on(reading, [message_report_id(thing)])[0] if table == "message" else (),
    )


def _place(reading: Reading, table: str, thing: str) -> str:
    if table == "location":
        return thing
    card = reading.row(Card, thing) if table == "card" else None
    return reading.main(card.location) if card is not None and card.location else ""


def _headcounts(reading: Reading, presence: str) -> tuple[PresenceStatus, ...]:
    """The latest first; struck ones stay, to be shown as such."""
    rows = reading.rows(
        PresenceStatus,
        "thing IN (SELECT value FROM json_each(?)) ORDER BY as_of_earliest DESC, lamport DESC LIMIT ?",
        json.dumps([presence]),
        MOST,
    )
    return tuple(row for row in rows if row.voided_why != "corrected")
