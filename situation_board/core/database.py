"""sqlite-utils on the driver of `sqlite`, which must be in its place first."""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING

from situation_board.core import sqlite

if TYPE_CHECKING:
    from sqlite_utils import Database


def _sqlite_utils() -> ModuleType:
    """sqlite-utils without numpy: it would load it, a third of the start-up, for nothing here."""
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

assert sqlite.sqlite3 is sys.modules["pysqlite3.dbapi2"]
__all__ = ["Database"]
