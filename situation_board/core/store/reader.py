"""Read-only connections for other threads than the one that writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from situation_board.core.sqlite import Connection
from situation_board.core.store.connection import explained
from situation_board.core.store.reading import Reading
from situation_board.core.store.soundness import told_from_damage

STEPS_BETWEEN_LOOKS = 100_000
"""Steps of SQLite, a few milliseconds, after which a long statement looks whether it is still wanted."""


class Reader:
    """A read-only connection. One thread at a time; `reading` gives one consistent snapshot."""

    def __init__(self, path: Path, connection: Connection, view: Callable[[Connection], Reading]) -> None:
        self.path = path
        self._connection = connection
        self._view = view
        self._is_interrupted = False
        connection.set_progress_handler(lambda: self._is_interrupted, STEPS_BETWEEN_LOOKS)

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        self._is_interrupted = False
        with explained(self.path), snapshot(self._connection), told_from_damage(self._connection, self.path):
            yield self._view(self._connection)

    def data_version(self) -> int:
        """Changes whenever another connection commits, also one of another program."""
        with explained(self.path):
            return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def interrupt(self) -> None:
        """Stop the reading that another thread is in: the statement that runs, and any after it that takes long."""
        self._is_interrupted = True
        self._connection.interrupt()

    def close(self) -> None:
        self._connection.close()


@contextmanager
def snapshot(connection: Connection) -> Iterator[None]:
    """One read transaction; inside a write transaction that one serves."""
    is_inside = connection.in_transaction
    if is_inside:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:  # not after some failures of the disk
            connection.execute("ROLLBACK")
