"""A person at the keyboard of the real window, for stories."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from situation_board.core.vocabulary import Column
from situation_board.gui.main_window import MainWindow
from tests.gui.fixtures import NO_MODIFIER, press, write

PATIENCE = 20_000
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key


class Person:
    """Presses keys where the keyboard is, and looks at the board until what is expected stands there."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self.qtbot = qtbot
        window.activateWindow()  # a screen without a window manager does not do it by itself
        self.wait_until(window.isActiveWindow)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        press(QApplication.focusWidget() or self.window, key, modifier)

    def write(self, text: str) -> None:
        write(QApplication.focusWidget(), text)

    def wait_until(self, is_so: Any) -> None:
        self.qtbot.waitUntil(is_so, timeout=PATIENCE)

    def go_to(self, place: str) -> None:
        """Type its name on the board, as one does."""
        board = self.window.centre.board
        board.setFocus()
        self.write(place)
        self.wait_until(lambda: board.mover.names(board.selected()) == (place,))

    def places_in(self, column: Column) -> list[str]:
        """What stands in a column of the board, as far as it is shown."""
        model = self.window.centre.board.models[column]
        faces = [model.face(row) for row in range(len(model.ids))]
        return [face.place for face in faces if face is not None]

    def sees(self, place: str, column: Column) -> None:
        self.wait_until(lambda: place in self.places_in(column))

    def reads_in_strip(self, *words: str) -> None:
        strip = self.window.centre.strip
        self.wait_until(lambda: strip.isVisible() and all(word in plain(strip.text) for word in words))

    def reads_in_banner(self, *words: str) -> None:
        banner = self.window.centre.banner
        self.wait_until(lambda: all(word in banner.text for word in words))

    def reads_on_board(self, *words: str) -> None:
        """In the line that the board itself answers with."""
        message = self.window.centre.board.message
        self.wait_until(lambda: message.isVisible() and all(word in message.text() for word in words))


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def situation_board(*arguments: str | Path) -> str:
    """Run the program's command line in a process of its own; returns what it prints."""
    command = [sys.executable, "-m", "situation_board", *map(str, arguments)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def board_json(file: Path) -> dict[str, list[str]]:
    """Column -> places, as another process reads them."""
    found = json.loads(situation_board("board", file, "--json"))
    return {column["status"]: [card["location"] for card in column["cards"]] for column in found["columns"]}
