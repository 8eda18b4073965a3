"""When what was written moves from the -wal file into the file: SQLite does it after a commit that makes it long."""

from __future__ import annotations

from situation_board.core.sqlite import Connection
from situation_board.core.store.connection import BUSY_TIMEOUT

PATIENCE = 500
"""Milliseconds: closing does not wait for another program; what lies beside the file is as safe as what is in it."""
SELDOM = 16_000
"""Pages, 64 MB."""


def checkpoint(connection: Connection, *, truncate: bool) -> None:
    """A failure here loses nothing."""
    try:
        connection.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        connection.execute(f"PRAGMA wal_checkpoint({'TRUNCATE' if truncate else 'PASSIVE'})")
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")
    except Exception as error:
        if "sqlite" not in type(error).__module__ and "sqlcipher" not in type(error).__module__:
            raise


def checkpoint_seldom(connection: Connection) -> None:
    """For a program that does it when nobody waits. Whoever writes is not made to do it then, least of all for what
    another program wrote: on a busy disk that takes a second."""
    connection.execute(f"PRAGMA wal_autocheckpoint = {SELDOM}")
