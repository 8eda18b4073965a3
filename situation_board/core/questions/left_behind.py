"""What people said about rows of an imported file that a newer file of the same dataset does not have any more.

It is kept and shows again when such a row comes back; until then nothing in lists or charts leads to it (architecture:
"references re-attach by key, those that can't are listed").
"""

from __future__ import annotations

from dataclasses import dataclass

from situation_board.core.store import Reading


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A claim, verification or link, by table and id, and the event that it is about with what that said."""

    table: str
    id: str
    event: str
    text: str | None


def left_behind(reading: Reading, dataset: str) -> list[LeftBehind]:
    """What is said about rows of a dataset that count no more, in whichever import."""
    return [LeftBehind(*line) for line in reading.all(_LEFT_BEHIND, dataset)]


_SAID = """SELECT 'claim' AS "table", id, about AS event, key FROM claim WHERE voided = 0
    UNION ALL SELECT 'verification', id, thing, key FROM verification WHERE voided = 0
    UNION ALL SELECT 'same_as', id, a, key FROM same_as WHERE voided = 0
    UNION ALL SELECT 'same_as', id, b, key FROM same_as WHERE voided = 0
    UNION ALL SELECT 'task', id, about, key FROM task WHERE voided = 0 AND about IS NOT NULL"""
_LEFT_BEHIND = f"""SELECT DISTINCT s."table", s.id, s.event, e.text FROM ({_SAID}) s
    JOIN every_event e ON e.thing = s.event AND e.dataset = ? AND e.voided = 0
    WHERE NOT EXISTS (SELECT 1 FROM event n WHERE n.thing = s.event) ORDER BY 1, s.key"""
