"""Bringing a file to this version of the tables."""

from __future__ import annotations

from situation_board.core import schema
from situation_board.core.sqlite import Connection
from situation_board.core.store.derived import derive_everything
from situation_board.core.store.folding import refold


def run_migrations(connection: Connection, found: int) -> None:
    """Bring tables to this version, then make them from the log again, so that kept unknown fields appear."""
    from situation_board.core.database import Database  # takes a third of the store's import, and files are made rarely

    database = Database(connection, execute_plugins=False)
    for migration in schema.MIGRATIONS[found:]:
        migration(database)
    schema.make_derived(database)
    connection.execute(f"PRAGMA user_version = {schema.version()}")
    if found:
        for table, row in connection.execute('SELECT DISTINCT "table", "row" FROM log').fetchall():
            refold(connection, table, row)
        derive_everything(connection)
