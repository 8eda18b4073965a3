"""A situation as somebody would know it who was told nothing stricter than a label.

Everything that may not be told is left out before anything is read, and all that is derived is made anew from the
rest: the board, counts, totals, conflicts, what changed. So nothing can be left of it, not even in a number.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from situation_board.core.rows import TABLES
from situation_board.core.snapshot.labels import forbidden_rows
from situation_board.core.sqlite import Connection
from situation_board.core.store import Reading
from situation_board.core.store.connection import memory_connection
from situation_board.core.store.derived import derive_everything
from situation_board.core.vocabulary import HandlingLabel

Rows = Mapping[str, set[str]]


@contextmanager
def permitted(reading: Reading, label: HandlingLabel | None) -> Iterator[Reading]:
    """What may be told under that label; None is everything. The copy lives in memory, and only as long as this."""
    forbidden = forbidden_rows(reading, label) if label is not None else {}
    if not forbidden:
        yield reading
        return
    copy = memory_connection()
    try:
        _copy_into(reading.connection, copy, forbidden)
        derive_everything(copy, with_search=False)
        yield replace(reading, connection=copy)
    finally:
        copy.close()


def _copy_into(connection: Connection, copy: Connection, forbidden: Rows) -> None:
    for (sql,) in connection.execute(_SCHEMA).fetchall():
        copy.execute(sql)
    copy.execute("BEGIN")
    for table in TABLES:
        left_out = json.dumps(sorted(forbidden.get(table, ())))
        where = "WHERE id NOT IN (SELECT value FROM json_each(?))"
        _insert(copy, table, connection.execute(f'SELECT * FROM "{table}" {where}', (left_out,)))
    _copy_log(connection, copy, forbidden)
    copy.execute("COMMIT")


_SCHEMA = """SELECT sql FROM sqlite_schema
    WHERE sql IS NOT NULL AND name NOT LIKE 'search_index_%' ORDER BY type = 'trigger', type = 'index'"""


def _insert(copy: Connection, table: str, lines: Any) -> None:
    marks = ", ".join("?" * len(lines.description))
    copy.executemany(f'INSERT INTO "{table}" VALUES ({marks})', lines)


def _copy_log(connection: Connection, copy: Connection, forbidden: Rows) -> None:
    """The changes of rows that are told. What they had seen of the others, they had seen of what those had seen:
    else two changes would seem to be made without sight of each other, and a conflict would tell of a third."""
    lines = connection.execute("SELECT * FROM log ORDER BY lamport, writer, seq")
    names = [name for name, *_ in lines.description]
    at = {name: names.index(name) for name in ("table", "row", "writer", "seq", "supersedes")}
    gone: dict[str, list[str]] = {}
    kept = []
    for line in lines:
        seen = _seen(json.loads(line[at["supersedes"]]), gone)
        if line[at["table"]] not in TABLES or line[at["row"]] in forbidden.get(line[at["table"]], ()):
            gone[f"{line[at['writer']]}:{line[at['seq']]}"] = seen
            continue
        values = list(line)
        values[at["supersedes"]] = json.dumps(seen)
        kept.append(values)
    marks = ", ".join("?" * len(names))
    copy.executemany(f"INSERT INTO log VALUES ({marks})", kept)


def _seen(supersedes: list[str], gone: Mapping[str, list[str]]) -> list[str]:
    """`gone` changes come earlier in the order, so what they had seen is resolved already."""
    found = [each for change in supersedes for each in gone.get(change, [change])]
    return list(dict.fromkeys(found))
