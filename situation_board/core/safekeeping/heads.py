"""How far a file has come: its latest change, and whether another file holds all of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from situation_board.core.problems import Mistake, Trouble
from situation_board.core.sqlite import Connection
from situation_board.core.store.connection import check_file, check_kind, connect, explained


@dataclass(frozen=True)
class Head:
    """The situation, how many changes the file knows, and the latest to arrive with its SHA-256."""

    situation: str
    changes: int
    arrival: int
    change: str
    sha256: str


@contextmanager
def opened(path: Path, key: bytes | None) -> Iterator[Connection]:
    """A file for reading only, and nothing written beside it. For files that no program has open."""
    check_file(path, key)
    connection = connect(path, key, query_only=True, immutable=True)
    try:
        with explained(path):
            check_kind(connection, path)
            yield connection
    finally:
        connection.close()


def head_of(connection: Connection) -> Head:
    """Mistake when there is no situation in it."""
    found = connection.execute("SELECT id FROM situation LIMIT 1").fetchone()
    latest = connection.execute("SELECT arrival, writer, seq, sha256 FROM log ORDER BY arrival DESC LIMIT 1").fetchone()
    if found is None or latest is None:
        raise Mistake("There is no situation in this file.", field="file")
    (count,) = connection.execute("SELECT count(*) FROM log").fetchone()
    arrival, writer, seq, sha256 = latest
    return Head(found[0], count, arrival, f"{writer}:{seq}", sha256)


def holds(connection: Connection, head: Head) -> bool:
    """Whether a file holds that head where the other has it, and not fewer changes up to there."""
    writer, _, seq = head.change.rpartition(":")
    found = connection.execute(
        "SELECT sha256 FROM log WHERE arrival = ? AND writer = ? AND seq = ?", (head.arrival, writer, int(seq))
    ).fetchone()
    (count,) = connection.execute("SELECT count(*) FROM log WHERE arrival <= ?", (head.arrival,)).fetchone()
    return found is not None and found[0] == head.sha256 and int(count) == head.changes


def check_sound(connection: Connection, path: Path) -> None:
    """Trouble when the file is damaged, as far as a quick check finds it."""
    for (said,) in connection.execute("PRAGMA quick_check(1)"):
        if said != "ok":
            raise Trouble(f"{path.name}: The file is damaged.", do="Use another one.")
