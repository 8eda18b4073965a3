"""Which changes of one subject and slot stand: those that no later change has seen. More than one is a conflict.

Each change names the heads its writer saw. So the changes of a slot form a graph as in a version control system, and
clocks have no part in it. Struck facts do not stand, but what they had seen stays seen by what came after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from situation_board.core.rows import FACTS
from situation_board.core.sqlite import Connection
from situation_board.core.store.log import (
    NEW,
    VOIDED,
    WITHDRAWN,
    Change,
    Json,
    canonical,
    changes_where,
    fold,
    withdrawn_ids,
)

QUIET_FIELDS = {("card", "number"), ("card", "rank"), ("message", "number")}
LATEST = 2**62
EXCLUSIVE_FACTS = {"status", "claim", "event", "route_status", "rating", "presence_status"}
TELLING_FIELDS = {
    "status": ("column", "controllers", "former", "moving", "basis", "flags", "besieged_by"),
    "rating": ("reliability",),
    "presence_status": ("headcount", "posture"),
}
"""What two facts must differ in to disagree, where it is not all they say."""


def heads(changes: Sequence[Change], standing: Callable[[Change], bool] = lambda change: True) -> list[Change]:
    """The standing changes that no standing one has seen. `changes` are one slot's, in order.

    Whatever saw another has the greater lamport, so one pass from the latest backwards decides. Whether a change
    stands is only asked where no later one has seen it: of a long history, usually of the last change alone.
    """
    seen: set[str] = set()
    found: list[Change] = []
    for change in reversed(changes):
        if change.id not in seen:
            if not standing(change):
                continue
            found.append(change)
        seen.update(change.supersedes)
    return found[::-1]


def slot_changes(
    connection: Connection, subjects: Iterable[str], slot: str, arrival: int | None = None
) -> list[Change]:
    """The changes of a slot in order. New records count for each of their fields; subjects may be aliases.

    With an arrival: those that this file knew then.
    """
    found = [
        change
        for subject in subjects
        for change in changes_where(
            connection,
            "subject = ? AND slot IN (?, ?) AND arrival <= ?",
            subject,
            slot,
            NEW,
            arrival or LATEST,
        )
        if change.slot == slot or slot in change.fields
    ]
    return sorted(found, key=lambda change: change.order)


def standing_heads(
    connection: Connection, subjects: Iterable[str], slot: str, arrival: int | None = None
) -> list[Change]:
    """The heads of a slot, without struck facts and withdrawn changes."""
    changes = slot_changes(connection, subjects, slot, arrival)
    return heads(changes, lambda change: stands(connection, change, arrival))


def stands(connection: Connection, change: Change, arrival: int | None = None) -> bool:
    """Whether a change counts: not withdrawn, and if it adds a fact, that is not struck.

    From the log, not the tables: while changes are written, these may be behind.
    """
    of_row = changes_where(
        connection, '"row" = ? AND "table" = ? AND arrival <= ?', change.row, change.table, arrival or LATEST
    )
    if change.id in withdrawn_ids(of_row):
        return False
    if change.table in FACTS and not change.is_voiding:
        folded = fold(of_row)
        return folded is not None and not folded.voided
    return True


def content(change: Change, slot: str) -> str:
    """What two changes of a slot must differ in to be a conflict."""
    if change.table in TELLING_FIELDS:
        return canonical([change.fields.get(name) for name in TELLING_FIELDS[change.table]])
    if change.table in FACTS or change.is_voiding:
        return canonical(change.fields)
    return canonical(change.fields[slot])


def value(change: Change, slot: str) -> Json:
    """What a change says of its slot: a record's value, or a fact's fields."""
    return change.fields if change.table in FACTS or change.is_voiding else change.fields[slot]


def can_clash(table: str, slot: str) -> bool:
    """Whether two values of a slot exclude each other. Automatic fields and facts that stand side by side do not."""
    if slot.startswith(WITHDRAWN):
        return False
    if slot.startswith(VOIDED):
        return True
    return table in EXCLUSIVE_FACTS if table in FACTS else (table, slot) not in QUIET_FIELDS
