"""What is merged: another laptop's situation file, or one that was exported as JSON. It is only read, from a copy."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from situation_board.core.extracts import MARK, mark_in
from situation_board.core.importing.files import GivenFile
from situation_board.core.importing.whole_situation import WholeSituation, is_whole_situation
from situation_board.core.open_files import copy_bytes
from situation_board.core.problems import Mistake, Trouble
from situation_board.core.schema import APPLICATION_ID
from situation_board.core.sqlite import Connection
from situation_board.core.store import Change
from situation_board.core.store.connection import check_file, connect, explained
from situation_board.core.store.contents import missing_from
from situation_board.core.store.log import SELECT_CHANGE, change_from

LARGEST_LOG = 50_000_000
"""Changes: more than a decade of hard work; a file that claims more is not taken in."""
LARGEST_CONTENT = 64 * 2**20
"""Bytes: several times what may be attached."""
NOTHING = "Nothing was taken in."


@dataclass(frozen=True)
class Other:
    """`situation` is the id of what it holds, None when it holds none. Contents are those that are not known yet."""

    name: str
    situation: str | None
    is_extract: bool
    every_change: Callable[[], Iterator[Change]]
    contents: Callable[[set[str]], Iterable[tuple[str, bytes]]]

    def changes(self) -> Iterator[Change]:
        """Trouble when one of them would make a second situation."""
        for change in self.every_change():
            if change.table == "situation" and change.row != self.situation:
                raise Trouble(
                    f"{self.name} holds changes of two situations.",
                    kept=NOTHING,
                    do="Ask for the file again; keep this one for somebody who can look at it.",
                )
            yield change


@contextmanager
def opened_other(other: Path, key: bytes | None) -> Iterator[Other]:
    """Mistake when it is no situation, Trouble when it cannot be read."""
    with _copied(other) as copy:
        if is_whole_situation(copy):
            with _named(copy, other):
                yield _of_json(copy, other)
            return
        with _opened(copy, other, key) as connection:
            yield _of_file(connection, other)


@contextmanager
def _copied(other: Path) -> Iterator[Path]:
    """A copy with what lies beside it, so that a stick is not written to and may be pulled."""
    if not other.is_file():
        raise Mistake(f"There is no file {other}.", field="other")
    with tempfile.TemporaryDirectory(prefix="situation-board-") as folder, explained(other):
        copy = Path(folder) / "other.sitboard"
        copy_bytes(other, copy)
        beside = other.with_name(other.name + "-wal")
        if beside.exists():
            copy_bytes(beside, copy.with_name(copy.name + "-wal"))
        yield copy


@contextmanager
def _named(copy: Path, other: Path) -> Iterator[None]:
    """Problems name the file that was given."""
    try:
        yield
    except (Mistake, Trouble) as problem:
        happened = problem.happened.replace(copy.name, other.name)
        raise type(problem)(happened, kept=NOTHING, do=problem.do) from problem


# --- another laptop's file


@contextmanager
def _opened(copy: Path, other: Path, key: bytes | None) -> Iterator[Connection]:
    with _named(copy, other):
        check_file(copy, key)
        connection = connect(copy, key, query_only=True)
    try:
        with explained(other):
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise Mistake(f"{other.name} is not a situation: another program made it.", field="other")
            yield connection
    finally:
        connection.close()


def _of_file(connection: Connection, other: Path) -> Other:
    found = connection.execute('SELECT "row" FROM log WHERE "table" = \'situation\' LIMIT 1').fetchone()
    if connection.execute("SELECT count(*) FROM log").fetchone()[0] > LARGEST_LOG:
        raise Mistake(f"{other.name} holds more changes than a situation can have.", kept=NOTHING)
    return Other(
        name=other.name,
        situation=found[0] if found else None,
        is_extract=mark_in(connection) is not None,
        every_change=lambda: _changes(connection),
        contents=lambda known: _contents(connection, known),
    )


def _changes(connection: Connection) -> Iterator[Change]:
    for line in connection.execute(f"{SELECT_CHANGE} ORDER BY lamport, writer, seq"):
        yield change_from(line)


def _contents(connection: Connection, known: set[str]) -> Iterator[tuple[str, bytes]]:
    """The bytes that this file lacks. An older program's file has no place for any."""
    if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'content'").fetchone() is None:
        return
    for sha256 in missing_from(connection, known):
        (size,) = connection.execute("SELECT length(bytes) FROM content WHERE sha256 = ?", (sha256,)).fetchone()
        if size > LARGEST_CONTENT:
            raise Mistake(f"The other file holds a document of {size} bytes.", kept=NOTHING)
        (content,) = connection.execute("SELECT bytes FROM content WHERE sha256 = ?", (sha256,)).fetchone()
        yield sha256, bytes(content)


# --- JSON


def _of_json(copy: Path, other: Path) -> Other:
    whole = WholeSituation(GivenFile(copy))
    first = next((change for change in whole.changes() if change.table == "situation"), None)
    return Other(
        name=other.name,
        situation=first.row if first else None,
        is_extract=first is not None and MARK in first.fields,
        every_change=whole.changes,
        contents=whole.contents,
    )
