"""The core is whole without the packages of the window."""

from __future__ import annotations

import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import situation_board.core

CHECKOUT = Path(__file__).parents[2]
MODULES = sorted(found.name for found in pkgutil.walk_packages(situation_board.core.__path__, "situation_board.core."))


def without_window(code: str) -> str:
    """What a fresh Python without Qt prints."""
    asked = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "SITBOARD_NO_QT": "1"},
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 0, asked.stderr
    return asked.stdout.strip()


def test_qt_is_absent_in_these_tests() -> None:
    code = """
for name in ("PySide6", "PySide6.QtCore", "shiboken6", "pyqtgraph"):
    try:
        __import__(name)
    except ModuleNotFoundError as error:
        print(error.name)
"""
    assert without_window(code).split() == ["PySide6", "PySide6", "shiboken6", "pyqtgraph"]


def test_every_module_of_the_core_is_imported_without_qt() -> None:
    assert len(MODULES) > 30
    code = f"""
import importlib, sys
for name in {MODULES!r}:
    importlib.import_module(name)
print(sorted({{name.partition(".")[0] for name in sys.modules}} & {{"PySide6", "shiboken6", "pyqtgraph", "numpy"}}))
"""
    assert without_window(code) == "[]"


def test_the_store_does_not_load_what_only_some_work_needs() -> None:
    """Each import costs time at every start of the command line."""
    code = """
import sys
import situation_board.core.store
print(sorted(sys.modules.keys() & {"rapidfuzz", "numpy", "hypothesis", "situation_board.core.gazetteer"}))
"""
    assert without_window(code) == "[]"
