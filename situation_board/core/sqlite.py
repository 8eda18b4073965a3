"""The SQLite driver: sqlcipher3, checked, and in the place where sqlite-utils looks for it.

The standard library's SQLite differs from machine to machine and before 3.51.3 has the WAL-reset corruption bug.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING

import sqlcipher3
from sqlcipher3 import dbapi2

sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)

if TYPE_CHECKING:
    import sqlite3
    from sqlite3 import Connection, Cursor, DatabaseError, OperationalError, Row

    from sqlite_utils import Database
else:
    sqlite3 = dbapi2
    Connection = dbapi2.Connection
    Cursor = dbapi2.Cursor
    DatabaseError = dbapi2.DatabaseError
    OperationalError = dbapi2.OperationalError
    Row = dbapi2.Row


def _sqlite_utils() -> ModuleType:
    """sqlite-utils on the driver above, without numpy: it would load it, a third of the start-up, for nothing here."""
    hidden = "numpy" not in sys.modules
    if hidden:
        sys.modules["numpy"] = None  # type: ignore[assignment]  # importing it fails, as where it is not installed
    try:
        return importlib.import_module("sqlite_utils")
    finally:
        if hidden:
            del sys.modules["numpy"]


if not TYPE_CHECKING:
    Database = _sqlite_utils().Database

OLDEST_SOUND_VERSION = (3, 51, 3)

if dbapi2.sqlite_version_info < OLDEST_SOUND_VERSION:
    raise ImportError(f"SQLite {dbapi2.sqlite_version} can damage files in WAL mode; 3.51.3 or newer is needed.")

__all__ = ["Connection", "Cursor", "Database", "DatabaseError", "OperationalError", "Row", "sqlite3"]
