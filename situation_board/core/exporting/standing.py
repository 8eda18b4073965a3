"""The rows that stand: nothing struck, and of a claim or event the version that counts; read some at a time."""

from __future__ import annotations

from collections.abc import Iterator

from situation_board.core.rows import TABLES, Row
from situation_board.core.store import Reading

STEP = 500
"""Rows that are read at a time."""
VERSIONED = frozenset({"claim", "event"})
NEWEST = """AND NOT EXISTS (SELECT 1 FROM "{table}" n WHERE n.thing = t.thing AND n.voided = 0
    AND (n.lamport, n.writer, n.seq) > (t.lamport, t.writer, t.seq))"""


def standing(reading: Reading, table: str, where: str = "1", *parameters: object) -> Iterator[list[Row]]:
    """The rows of a table that stand, in the order in which they came, in lists."""
    last = 0
    while keys := reading.all(_KEYS.format(table=table, where=where, newest=_newest(table)), last, *parameters):
        last = keys[-1][0]
        found = reading.rows_by_id(TABLES[table], [row for _, row in keys])
        yield [found[row] for _, row in keys]


def standing_ids(reading: Reading, table: str, where: str = "1") -> set[str]:
    sql = f'SELECT id FROM "{table}" t WHERE voided = 0 AND {where} {_newest(table)}'
    return {row for (row,) in reading.all(sql)}


def _newest(table: str) -> str:
    return NEWEST.format(table=table) if table in VERSIONED else ""


_KEYS = f"""SELECT key, id FROM "{{table}}" t WHERE key > ? AND voided = 0 AND {{where}} {{newest}}
    ORDER BY key LIMIT {STEP}"""
