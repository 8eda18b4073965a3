"""Every test of the window fails on a logged Qt warning, and starts from the fixtures of fixtures.py."""

from __future__ import annotations

import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # read when Qt is imported

import pytest

from tests.gui.boards import board, settle  # noqa: F401 - fixtures are found by name
from tests.gui.fixtures import (  # noqa: F401 - fixtures are found by name
    desk,
    errands,
    fail_on_warnings,
    filled_file,
    filled_store,
    inspector,
    nothing_left,
    open_window,
    qapp_cls,
    qtbot,
    sample_template,
    second_laptop,
    situation,
    window,
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    fail_on_warnings(items, Path(__file__).parent)
