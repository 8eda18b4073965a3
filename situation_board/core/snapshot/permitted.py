"""A situation as somebody would know it who was told nothing stricter than a label.

Everything that may not be told is left out before anything is read, and all that is derived from it is made anew: the
board, counts, totals, conflicts, what changed. So nothing can be left of it, not even in a number.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from situation_board.core.rows import TABLES
from situation_board.core.schema import DERIVED_TABLES, base_of
from situation_board.core.snapshot.labels import forbidden_rows
from situation_board.core.sqlite import Connection
from situation_board.core.store import Reading
from situation_board.core.store.connection import memory_connection
from situation_board.core.store.derived import Touched, derive
from situation_board.core.store.log import SELECT_CHANGE, change_from
from situation_board.core.vocabulary import HandlingLabel

Rows = Mapping[str, set[str]]

SEARCHED = "search_entry"
"""Nobody searches in the copy; what is found there would have to be made anew as well."""


@contextmanager
def permitted(reading: Reading, label: HandlingLabel | None) -> Iterator[Reading]:
    """What may be told under that label; None is everything. The copy lives in memory, and only as long as this."""
    forbidden = forbidden_rows(reading, label) if label is not None else {}
    if not forbidden:
        yield reading
        return
    copy = memory_connection()
    try:
        _copy_tables(reading.connection, copy)
        touched = _copy_log(reading.connection, copy, forbidden)
        _strike(copy, forbidden, touched)
        derive(copy, touched, with_search=False)
        _delete(copy, forbidden)
        yield replace(reading, connection=copy)
    finally:
        copy.close()


def _copy_tables(connection: Connection, copy: Connection) -> None:
    """Rows and what is derived from them; indexes last, which is quicker."""
    statements = connection.execute(_SCHEMA).fetchall()
    for kind, sql in statements:
        if kind == "table":
            copy.execute(sql)
    copy.execute("BEGIN")
    for table in (*map(base_of, TABLES), *(name for name in DERIVED_TABLES if name != SEARCHED)):
        _insert(copy, table, connection.execute(f'SELECT * FROM "{table}"'))
    copy.execute("COMMIT")
    for kind, sql in statements:
        if kind in {"index", "view"}:
            copy.execute(sql)


_SCHEMA = """SELECT type, sql FROM sqlite_schema
    WHERE sql IS NOT NULL AND name NOT LIKE 'search_index%' AND type IN ('table', 'index', 'view')"""


def _insert(copy: Connection, table: str, lines: Any) -> None:
    marks = ", ".join("?" * len(lines.description))
    copy.executemany(f'INSERT INTO "{table}" VALUES ({marks})', lines)


def _copy_log(connection: Connection, copy: Connection, forbidden: Rows) -> Touched:
    """The changes of rows that are told, and what those that are not touch.

    What changes had seen of the others, they had seen of what those had seen: else two would seem to be made without
    sight of each other, and a conflict would tell of a third.
    """
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
    copy.executemany(f"INSERT INTO log VALUES ({', '.join('?' * len(names))})", kept)
    return _touched(connection, gone)


def _seen(supersedes: list[str], gone: Mapping[str, list[str]]) -> list[str]:
    """`gone` changes come earlier in the order, so what they had seen is resolved already."""
    found = [each for change in supersedes for each in gone.get(change, [change])]
    return list(dict.fromkeys(found))


def _touched(connection: Connection, changes: Iterable[str]) -> Touched:
    """The rows and slots of which those changes speak."""
    touched = Touched()
    listed = json.dumps(list(changes))
    where = "writer || ':' || seq IN (SELECT value FROM json_each(?))"
    for line in connection.execute(f"{SELECT_CHANGE} WHERE {where}", (listed,)):
        touched.add(change_from(line))
    return touched


def _strike(copy: Connection, forbidden: Rows, touched: Touched) -> None:
    """For what is derived a struck row is as good as none. Rows of imported files have no part in the log."""
    for table, rows in forbidden.items():
        touched.rows.update((table, row) for row in rows)
        copy.execute(f'UPDATE "{base_of(table)}" SET voided = 1 WHERE {_LISTED}', (json.dumps(sorted(rows)),))
    imported = json.dumps(sorted(forbidden.get("event", ())))
    copy.execute(f"UPDATE every_event SET dataset = NULL WHERE {_LISTED}", (imported,))


def _delete(copy: Connection, forbidden: Rows) -> None:
    for table, rows in forbidden.items():
        listed = json.dumps(sorted(rows))
        copy.execute(f'DELETE FROM "{base_of(table)}" WHERE {_LISTED}', (listed,))
        copy.execute('DELETE FROM every_mention WHERE "row" IN (SELECT value FROM json_each(?))', (listed,))


_LISTED = "id IN (SELECT value FROM json_each(?))"
