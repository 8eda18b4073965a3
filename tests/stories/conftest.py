"""Every story fails on a logged Qt warning, and starts from the fixtures of the window."""

from __future__ import annotations

import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # read when Qt is imported

import pytest

from tests.gui.fixtures import (  # noqa: F401 - fixtures are found by name
    errands,
    filled_file,
    filled_store,
    nothing_left,
    open_window,
    qapp_cls,
    sample_template,
    second_laptop,
    situation,
    window,
)

HARMLESS = (
    "This plugin does not support propagateSizeHints",  # the screen that is not there
    "This plugin does not support raise",
)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "expects_a_report: the program is made to fail, and to report it")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore(*HARMLESS, extend=True))
