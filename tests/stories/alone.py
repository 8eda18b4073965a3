"""What a story in a process of its own needs: an application and a window, without pytest."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEventLoop, QTimer

from situation_board.core.store import Identity, Store
from situation_board.gui.app import make_application
from situation_board.gui.background import Errands, Situation
from situation_board.gui.main_window import MainWindow
from situation_board.gui.settings import Settings

PATIENCE = 30_000
HERE = Identity("Homs-2 (ab12)", "field coord.")


def open_window(path: Path) -> MainWindow:
    make_application()
    reopen = partial(Store.open, path, identity=HERE)
    window = MainWindow(Situation(reopen(), reopen=reopen), Settings(), Errands())
    window.show()
    window.activateWindow()
    return window


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    """Let the window live until something is so; ends the process when it never is."""
    loop = QEventLoop()
    look = QTimer()
    look.timeout.connect(lambda: loop.quit() if is_so() else None)
    look.start(10)
    QTimer.singleShot(PATIENCE, loop, loop.quit)
    loop.exec()
    look.stop()
    if not is_so():
        sys.exit(f"never happened: {what}")
