"""Merge: the union of two logs, in one transaction. Whatever the order, also twice, every laptop ends the same."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from situation_board.core.merging.conflicts import Conflict, conflicts
from situation_board.core.problems import Mistake, Trouble
from situation_board.core.schema import APPLICATION_ID
from situation_board.core.sqlite import Connection
from situation_board.core.store import Change, Store
from situation_board.core.store.connection import check_file, connect, explained
from situation_board.core.store.contents import known_contents, missing_from
from situation_board.core.store.log import SELECT_CHANGE, change_from
from situation_board.core.store.tombstones import gone_contents

LARGEST_LOG = 50_000_000
"""Changes: more than a decade of hard work; a file that claims more is not taken in."""
LARGEST_CONTENT = 64 * 2**20
"""Bytes: several times what may be attached."""


@dataclass(frozen=True)
class Merged:
    """What a merge brought, or in a dry run would bring. `conflicts` are those that are open afterwards and new."""

    other: str
    new: int
    known: int
    conflicts: tuple[Conflict, ...]
    arrival: int


def merge(store: Store, other: Path, *, key: bytes | None = None, dry_run: bool = False) -> Merged:
    """Take in the changes of another laptop's file or bundle. The other file is only read, from a copy.

    Mistake when it is another situation; Trouble when a change in it is not what its writer wrote. Then nothing is
    taken in. A file of a newer version is welcome: what this version does not understand is kept and passed on.
    """
    with _copied(other) as copy, _opened(copy, other, key) as connection:
        _check_same_situation(store, connection, other)
        if dry_run:
            return _tried(store, connection, other)
        before = _conflict_ids(store)
        taken = store.take_in(_changes(connection), _contents(connection, _known_contents(store)))
    with store.reading() as reading:
        found = tuple(conflict for conflict in conflicts(reading) if conflict.id not in before)
    return Merged(other.name, taken.new, taken.known, found, taken.arrival)


@contextmanager
def _copied(other: Path) -> Iterator[Path]:
    """A copy with what lies beside it, so that a stick is not written to and may be pulled."""
    if not other.is_file():
        raise Mistake(f"There is no file {other}.", field="other")
    with tempfile.TemporaryDirectory(prefix="situation-board-") as folder, explained(other):
        copy = Path(folder) / "other.sitboard"
        shutil.copyfile(other, copy)
        beside = other.with_name(other.name + "-wal")
        if beside.exists():
            shutil.copyfile(beside, copy.with_name(copy.name + "-wal"))
        yield copy


@contextmanager
def _opened(copy: Path, other: Path, key: bytes | None) -> Iterator[Connection]:
    try:
        check_file(copy, key)
        connection = connect(copy, key, query_only=True)
    except (Mistake, Trouble) as problem:
        happened = problem.happened.replace(copy.name, other.name)
        raise type(problem)(happened, kept="Nothing was taken in.", do=problem.do) from problem
    try:
        with explained(other):
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise Mistake(f"{other.name} is not a situation: another program made it.", field="other")
            yield connection
    finally:
        connection.close()


def _check_same_situation(store: Store, connection: Connection, other: Path) -> None:
    with store.reading() as reading:
        own = reading.situation
    theirs = connection.execute('SELECT "row" FROM log WHERE "table" = \'situation\' LIMIT 1').fetchone()
    if theirs is None or theirs[0] != own.id:
        raise Mistake(
            f"{other.name} is another situation than “{own.name}”.",
            kept="Nothing was taken in.",
            do="Merge files that began as copies of one situation.",
        )
    if connection.execute("SELECT count(*) FROM log").fetchone()[0] > LARGEST_LOG:
        raise Mistake(f"{other.name} holds more changes than a situation can have.", kept="Nothing was taken in.")


def _changes(connection: Connection) -> Iterator[Change]:
    for line in connection.execute(f"{SELECT_CHANGE} ORDER BY lamport, writer, seq"):
        yield change_from(line)


def _known_contents(store: Store) -> set[str]:
    """What need not be brought: what is here, and what was expunged."""
    with store.reading() as reading:
        return known_contents(reading.connection) | gone_contents(reading.connection)


def _contents(connection: Connection, known: set[str]) -> Iterator[tuple[str, bytes]]:
    """The bytes that this file lacks. An older program's file has no place for any."""
    if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'content'").fetchone() is None:
        return
    for sha256 in missing_from(connection, known):
        (size,) = connection.execute("SELECT length(bytes) FROM content WHERE sha256 = ?", (sha256,)).fetchone()
        if size > LARGEST_CONTENT:
            raise Mistake(f"The other file holds a document of {size} bytes.", kept="Nothing was taken in.")
        (content,) = connection.execute("SELECT bytes FROM content WHERE sha256 = ?", (sha256,)).fetchone()
        yield sha256, bytes(content)


def _conflict_ids(store: Store) -> set[str]:
    with store.reading() as reading:
        return {line[0] for line in reading.all("SELECT id FROM conflict")}


def _tried(store: Store, connection: Connection, other: Path) -> Merged:
    """What a merge would bring, found out by doing it and taking it back."""
    before = _conflict_ids(store)
    with store.rehearsal(_changes(connection)) as (taken, reading):
        found = tuple(conflict for conflict in conflicts(reading) if conflict.id not in before)
        return Merged(other.name, taken.new, taken.known, found, taken.arrival)
