"""One window a file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from situation_board.gui.main_window import MainWindow
from situation_board.gui.single_instance import Doorkeeper, address, raise_other_window
from tests.gui.fixtures import OpenWindow, close

SECOND = """
import sys
from pathlib import Path
from situation_board.gui.app import run
sys.exit(run(Path(sys.argv[1])))
"""
KILLED = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from situation_board.gui.single_instance import Doorkeeper
app = QCoreApplication([])
keeper = Doorkeeper(Path(sys.argv[1]))
os.kill(os.getpid(), 9)
"""


def wait_for_end(program: subprocess.Popen[bytes], qtbot: QtBot) -> int | None:
    """Its exit code; None when it had to be ended."""
    try:
        qtbot.waitUntil(lambda: program.poll() is not None, timeout=30_000)
        return program.returncode
    finally:
        program.kill()
        program.wait()


def test_a_second_program_on_the_same_file_raises_the_first_and_ends(
    window: MainWindow, filled_file: Path, qtbot: QtBot
) -> None:
    window.showMinimized()
    second = subprocess.Popen([sys.executable, "-c", SECOND, str(filled_file)])
    assert wait_for_end(second, qtbot) == 0
    qtbot.waitUntil(lambda: not window.isMinimized())


def test_the_same_file_by_another_name_is_the_same_file(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    file = tmp_path / "a.sitboard"
    file.touch()
    assert address(file) == address(tmp_path / "folder" / ".." / "a.sitboard")
    assert address(file) != address(tmp_path / "b.sitboard")


def test_nobody_answers_for_a_file_that_is_not_open(filled_file: Path, qapp: QApplication) -> None:
    assert not raise_other_window(filled_file)


def test_a_closed_window_does_not_answer(open_window: OpenWindow, filled_file: Path, qtbot: QtBot) -> None:
    close(qtbot, open_window(filled_file))
    assert not raise_other_window(filled_file)


def test_what_a_killed_program_left_is_taken_over(filled_file: Path, qapp: QApplication, qtbot: QtBot) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(filled_file)], timeout=60, check=False)
    assert not raise_other_window(filled_file)

    keeper = Doorkeeper(filled_file)
    with qtbot.waitSignal(keeper.knocked, timeout=20_000):
        second = subprocess.Popen([sys.executable, "-c", SECOND, str(filled_file)])
    assert wait_for_end(second, qtbot) == 0
    keeper.close()
