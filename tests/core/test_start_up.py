"""Opening a file must not load what only charts need."""

from __future__ import annotations

import subprocess
import sys


def test_the_store_does_not_load_numpy_and_leaves_it_loadable() -> None:
    code = (
        "import sys\n"
        "import situation_board.core.store\n"
        "assert 'numpy' not in sys.modules, 'numpy was loaded'\n"
        "import importlib.util\n"
        "importlib.util.find_spec('numpy')\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_sqlite_utils_works_on_the_one_driver_and_not_on_the_standard_librarys() -> None:
    code = (
        "import situation_board.core.store\n"
        "import sqlcipher3\n"
        "import sqlite_utils.utils\n"
        "assert sqlite_utils.utils.sqlite3 is sqlcipher3, sqlite_utils.utils.sqlite3\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
