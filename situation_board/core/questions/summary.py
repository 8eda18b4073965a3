"""What a file is about, in numbers: for `info` and the start page."""

from __future__ import annotations

from dataclasses import dataclass

from situation_board.core.extracts import Extract, extract_of
from situation_board.core.rows import TABLES, Situation
from situation_board.core.store import Identity, Reading

COUNTED = tuple(table for table in TABLES if table not in {"situation", "same_as"})
BY_THING = frozenset({"claim", "event", "snapshot"})


@dataclass(frozen=True, slots=True)
class Summary:
    """A situation, who looks at it, and how much is in it. `counts` are by table, without what is struck.

    `extract` says how it was made from another one; None when it was not.
    """

    situation: Situation
    counts: dict[str, int]
    conflicts: int
    arrival: int
    changed_at: int | None
    schema: int
    identity: Identity
    extract: Extract | None = None


def summary(reading: Reading) -> Summary:
    """What `info` prints. `changed_at` is when this file last learnt of a change, in milliseconds since 1970."""
    return Summary(
        situation=reading.situation,
        counts={table: _count(reading, table) for table in COUNTED},
        conflicts=int(reading.value("SELECT count(*) FROM conflict")),
        arrival=reading.arrival,
        changed_at=reading.value("SELECT arrived_at FROM log ORDER BY arrival DESC LIMIT 1"),
        schema=int(reading.value("PRAGMA user_version")),
        identity=reading.identity,
        extract=extract_of(reading),
    )


def _count(reading: Reading, table: str) -> int:
    """Things, not rows: versions of a claim or event count once."""
    what = "DISTINCT thing" if table in BY_THING else "*"
    return int(reading.value(f'SELECT count({what}) FROM "{table}" WHERE voided = 0'))
