"""The SQLite driver: sqlcipher3, checked, and in the place where sqlite-utils looks for it.

The standard library's SQLite differs from machine to machine and before 3.51.3 has the WAL-reset corruption bug.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import sqlcipher3
from sqlcipher3 import dbapi2

sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)
if getattr(sys, "frozen", False):  # a bundle holds one SQLite; sqlite-utils names Python's own without using it
    sys.modules.setdefault("sqlite3", dbapi2)

if TYPE_CHECKING:
    import sqlite3
    from sqlite3 import Connection, Cursor, DatabaseError, OperationalError, Row
else:
    sqlite3 = dbapi2
    Connection = dbapi2.Connection
    Cursor = dbapi2.Cursor
    DatabaseError = dbapi2.DatabaseError
    OperationalError = dbapi2.OperationalError
    Row = dbapi2.Row

OLDEST_SOUND_VERSION = (3, 51, 3)

if dbapi2.sqlite_version_info < OLDEST_SOUND_VERSION:
    raise ImportError(f"SQLite {dbapi2.sqlite_version} can damage files in WAL mode; 3.51.3 or newer is needed.")

dbapi2.register_adapter(type(None), {}.get)
"""The driver searches for how to adapt a None, a microsecond each, and most columns of most rows are None. This gives
None back, in C: rows of imported files are written four times as fast."""

__all__ = ["Connection", "Cursor", "DatabaseError", "OperationalError", "Row", "sqlite3"]
