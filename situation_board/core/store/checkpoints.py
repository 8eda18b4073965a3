"""When what was written moves from the -wal file into the file: SQLite does it after a commit that makes it long."""

from __future__ import annotations

from contextlib import suppress

from situation_board.core.sqlite import Connection, sqlite3
from situation_board.core.store.connection import BUSY_TIMEOUT

PATIENCE = 500
"""Milliseconds: closing does not wait for another program; what lies beside the file is as safe as what is in it."""
SELDOM = 16_000
"""Pages, 64 MB."""


def checkpoint(connection: Connection, *, truncate: bool) -> None:
    """A failure here loses nothing, and whoever writes next waits as long as ever."""
    with suppress(sqlite3.Error):
        try:
            connection.execute(f"PRAGMA busy_timeout = {PATIENCE}")
            connection.execute(f"PRAGMA wal_checkpoint({'TRUNCATE' if truncate else 'PASSIVE'})")
        finally:
            connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")


def checkpoint_seldom(connection: Connection) -> None:
    """For a program that does it when nobody waits. Whoever writes is not made to do it then, least of all for what
    another program wrote: on a busy disk that takes a second."""
    connection.execute(f"PRAGMA wal_autocheckpoint = {SELDOM}")
