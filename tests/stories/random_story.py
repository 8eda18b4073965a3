"""Somebody presses anything at all. Prints what goes wrong, if anything; on the standard error what was pressed.

Started as FILE SECONDS SEED. Whoever looks into a failure begins it again with the same seed: it presses nearly the
same, as far as the machine is as fast.
"""

from __future__ import annotations

import random
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from situation_board.core.laptop import settings_folder
from situation_board.gui.file_dialog import FileDialog
from situation_board.gui.main_window import MainWindow
from tests.locks import unlocked
from tests.stories.alone import open_window

Key = Qt.Key
LEAVING = ("Quit", "Close", "Start page", "Lock", "Protect")
"""Words of what ends the story, or asks for a passphrase that nobody knows afterwards."""
WORDS = (
    *("Homs", "حمص", "Syrian army", "fallen", "50 families", "150-200", "12", "-5", "08:15", "2024-12-07 21:00"),
    *("B2", "?", "\u202e", "=1+1", "x" * 300),
)
KEYS = (
    *(Key.Key_Return, Key.Key_Escape, Key.Key_Tab, Key.Key_Space, Key.Key_Delete, Key.Key_Backspace, Key.Key_F2),
    *(Key.Key_Up, Key.Key_Down, Key.Key_Left, Key.Key_Right, Key.Key_Home, Key.Key_End, Key.Key_Menu),
)
MODIFIERS = (
    *(Qt.KeyboardModifier.NoModifier,) * 5,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
PAUSES = (0, 0, 5, 20, 60)
"""Milliseconds between two things that are done."""


class RandomPerson:
    """Goes on until it is time to end, also while a dialog waits for an answer."""

    def __init__(self, window: MainWindow, seconds: float, seed: int) -> None:
        self._window = window
        self._until = time.monotonic() + seconds
        self._chance = random.Random(seed)
        self._next()

    def _next(self) -> None:
        QTimer.singleShot(self._chance.choice(PAUSES), self._step)

    def _step(self) -> None:
        if time.monotonic() > self._until:
            print(unlocked(self._window.path), end="", flush=True)
            end(self._window)
            return
        self._next()  # at once, as what is done now may open a dialog that waits
        try:
            self._do_something()
        except RuntimeError as error:  # what was to be pressed is gone by now
            if "already deleted" not in str(error):
                raise

    def _do_something(self) -> None:
        front = in_front()
        if isinstance(front, QMenu):
            self._choose_of(front)
        elif isinstance(front, FileDialog):
            self._choose_file(front)
        elif isinstance(front, MainWindow) and self._chance.random() < 0.25:
            self._choose(list(actions_of(front)))
        elif front is not None and self._chance.random() < 0.5:
            self._use_keyboard(front)
        elif front is not None:
            self._use_mouse(front)

    def _choose_of(self, menu: QMenu) -> None:
        actions = [action for action in menu.actions() if action.isEnabled() and not leaves(action.text())]
        if actions and self._chance.random() < 0.7:
            menu.setActiveAction(self._chance.choice(actions))
            QTest.keyClick(menu, Key.Key_Return)
        else:
            QTest.keyClick(menu, Key.Key_Escape)

    def _choose_file(self, dialog: FileDialog) -> None:
        name = dialog.findChild(QLineEdit, "fileNameEdit")
        if name is None or self._chance.random() < 0.5:
            dialog.reject()
            return
        told = self._chance.choice(["new.csv", "new.pdf", "new.json", "places.csv", "nowhere/x", "new.sitboard"])
        name.setText(str(self._window.path.parent / told))
        dialog.accept()

    def _choose(self, actions: list[QAction]) -> None:
        action = self._chance.choice(actions)
        say("menu", action.text())
        action.trigger()

    def _use_keyboard(self, front: QWidget) -> None:
        focused = QApplication.focusWidget()
        if focused is None or focused.window() is not front:
            return
        if self._chance.random() < 0.35:
            words = self._chance.choice(WORDS)
            say("types", words[:40])
            if isinstance(focused, QLineEdit):
                focused.insert(words)
            elif isinstance(focused, QTextEdit | QPlainTextEdit):
                focused.insertPlainText(words)
        else:
            key, modifier = self._chance.choice(KEYS), self._chance.choice(MODIFIERS)
            say("presses", str(modifier.name), str(key.name), "in", type(focused).__name__)
            QTest.keyClick(focused, key, modifier)

    def _use_mouse(self, front: QWidget) -> None:
        kind = QAbstractButton if self._chance.random() < 0.3 else QWidget
        seen = [part for part in front.findChildren(kind) if is_there(part) and not leaves(text_of(part))]
        if not seen:
            return
        part = self._chance.choice(seen)
        at = QPoint(self._chance.randrange(part.width()), self._chance.randrange(part.height()))
        say("clicks on", type(part).__name__, text_of(part))
        if self._chance.random() < 0.2:
            why = QContextMenuEvent.Reason.Mouse
            QApplication.postEvent(part, QContextMenuEvent(why, at, part.mapToGlobal(at)))
        elif self._chance.random() < 0.2:
            QTest.mouseDClick(part, Qt.MouseButton.LeftButton, pos=at)
        else:
            QTest.mouseClick(part, Qt.MouseButton.LeftButton, self._chance.choice(MODIFIERS), at)


def in_front() -> QWidget | None:
    return QApplication.activePopupWidget() or QApplication.activeModalWidget() or QApplication.activeWindow()


def actions_of(window: MainWindow) -> Iterator[QAction]:
    """What the menus offer now."""
    waiting = list(window.menuBar().actions())
    while waiting:
        action = waiting.pop()
        menu = action.menu()
        if isinstance(menu, QMenu):
            waiting += menu.actions()
        elif action.isEnabled() and action.isVisible() and not action.isSeparator() and not leaves(action.text()):
            yield action


def leaves(text: str) -> bool:
    return any(word in text.replace("&", "") for word in LEAVING)


def text_of(part: QWidget) -> str:
    return part.text() if isinstance(part, QAbstractButton) else ""


def is_there(part: QWidget) -> bool:
    return part.isVisible() and part.isEnabled() and part.width() > 3 and part.height() > 3


def say(*words: str) -> None:
    print(*words, file=sys.stderr, flush=True)


def end(window: MainWindow) -> None:
    """Close what is open, the window last; again where something waits to be saved."""
    for other in [popup] if (popup := QApplication.activePopupWidget()) else QApplication.topLevelWidgets():
        if other.isVisible() and other is not window:
            other.close()
    window.close()
    QTimer.singleShot(100, lambda: end(window) if window.isVisible() else None)


def report(kind: type[BaseException], error: BaseException, trace: object) -> None:
    print("".join(traceback.format_exception(error)), flush=True)


def main(file: Path, seconds: float, seed: int) -> None:
    window = open_window(file)
    sys.excepthook = report
    threading.excepthook = lambda failed: print(failed.exc_value, flush=True)
    (file.parent / "places.csv").write_text("date,place,displaced\n2024-12-07,Homs,1200\n", encoding="utf-8")
    QApplication.setQuitOnLastWindowClosed(True)
    person = RandomPerson(window, seconds, seed)
    QApplication.exec()
    del person
    for found in (settings_folder() / "reports").glob("crash-*"):  # what failed beside the window
        print(found.read_text(encoding="utf-8"), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]))
