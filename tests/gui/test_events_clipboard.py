"""What stands in the clipboard when the program ends."""

from __future__ import annotations

import os
import subprocess
import sys

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from situation_board.gui.clipboard import put_table

PROGRAM = """
from PySide6.QtGui import QGuiApplication
from situation_board.gui.clipboard import put_table
application = QGuiApplication([])
put_table("plain", "<b>rich</b>")
print(QGuiApplication.clipboard().text())
"""


def test_a_table_is_text_and_html_and_nothing_else(qtbot: QtBot) -> None:
    put_table("plain", "<b>rich</b>")
    data = QGuiApplication.clipboard().mimeData()
    assert (data.text(), data.html()) == ("plain", "<b>rich</b>")
    assert sorted(data.formats()) == ["text/html", "text/plain"]


def test_a_program_that_copied_a_table_ends_well() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stdout.strip()) == (0, "plain"), ran.stderr
