"""A new file that holds a given log as it was, with the arrivals and times that it had."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from itertools import islice
from pathlib import Path

from situation_board.core.problems import Mistake
from situation_board.core.sqlite import Connection
from situation_board.core.steps import end_of
from situation_board.core.store.connection import create_connection
from situation_board.core.store.contents import take_in_contents
from situation_board.core.store.log import Change
from situation_board.core.store.migrating import run_migrations
from situation_board.core.store.new_files import appearing
from situation_board.core.store.taking_in import TakenIn, take_in
from situation_board.core.times import zone_named

STEP = 1_000
"""Changes between two signs of progress."""
NOTHING_MADE = "No situation was made."


def make_again(
    path: Path, changes: Iterable[Change], contents: Iterable[tuple[str, bytes]], *, key: bytes | None = None
) -> TakenIn:
    """Make the file from the changes, in the order in which they arrived, and the bytes that they name.

    It appears under its name only when it is whole. Mistake when the log is not that of one situation, Trouble when a
    change in it is not what its writer wrote.
    """
    return end_of(making_again(path, changes, contents, key=key))


def making_again(
    path: Path, changes: Iterable[Change], contents: Iterable[tuple[str, bytes]], *, key: bytes | None = None
) -> Generator[int, None, TakenIn]:
    """The same in steps: each yield is how many changes are in, and a place to stop, where nothing stays."""
    with appearing(path) as unfinished:
        return (yield from _fill(create_connection(unfinished, key), changes, contents))


def _fill(
    connection: Connection, changes: Iterable[Change], contents: Iterable[tuple[str, bytes]]
) -> Generator[int, None, TakenIn]:
    try:
        connection.execute("BEGIN IMMEDIATE")
        run_migrations(connection, 0)
        for content in contents:
            take_in_contents(connection, [content])
            yield 0
        taken = yield from _take_in(connection, iter(changes))
        _check_one_situation(connection)
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
    return taken


def _take_in(connection: Connection, changes: Iterator[Change]) -> Generator[int, None, TakenIn]:
    taken = TakenIn(0, 0, frozenset(), 0)
    while some := list(islice(changes, STEP)):
        more = take_in(connection, some, None)
        taken = TakenIn(taken.new + more.new, taken.known + more.known, taken.tables | more.tables, more.arrival)
        yield taken.new
    return taken


def _check_one_situation(connection: Connection) -> None:
    found = connection.execute("SELECT timezone FROM situation").fetchall()
    if len(found) != 1:
        raise Mistake(f"There are {len(found)} situations in this log, where one belongs.", kept=NOTHING_MADE)
    zone_named(str(found[0][0]))
