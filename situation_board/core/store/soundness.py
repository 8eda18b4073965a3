"""Is an error our bug, or does the file hold what nobody wrote? A damaged page of a plain file may read as nonsense."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

from situation_board.core.encoding import columns_of
from situation_board.core.problems import Problem, Trouble
from situation_board.core.sqlite import Connection, sqlite3
from situation_board.core.store.folding import row_values
from situation_board.core.store.log import Change, every_change, fold, is_known

NONSENSE = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, AssertionError)
"""What comes of reading it; the errors of SQLite are explained already."""


@contextmanager
def told_from_damage(connection: Connection, path: Path) -> Iterator[None]:
    """Turn an error that comes of a damaged file into Trouble. Looks through the file, but only after an error."""
    try:
        yield
    except Problem:
        raise
    except NONSENSE as error:
        if not is_damaged(connection):
            raise
        raise Trouble(
            f"{path.name}: The file is damaged.",
            kept="Keep the file as it is.",
            do="Go on from the latest backup, or bring out what can be read with “salvage”.",
        ) from error


def is_damaged(connection: Connection) -> bool:
    """Whether pages, the log, or rows that are made of it are not what was written."""
    try:
        if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            return True
        by_row = groupby(every_change(connection), key=lambda change: (change.table, change.row))
        return not all(_is_as_written(connection, table, row, list(changes)) for (table, row), changes in by_row)
    except (*NONSENSE, sqlite3.Error, UnicodeDecodeError):
        return True


def _is_as_written(connection: Connection, table: str, row: str, changes: list[Change]) -> bool:
    if any(change.digest() != change.sha256 for change in changes):
        return False
    folded = fold(changes) if is_known(table) else None
    if folded is None:
        return True
    columns = ", ".join(f'"{column}"' for column in columns_of(table))
    stored = connection.execute(f'SELECT {columns} FROM "{table}" WHERE id = ?', (row,)).fetchone()
    return stored is not None and list(stored) == row_values(table, row, folded)
