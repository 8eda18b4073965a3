"""Undo and redo in the menu, saying what they would undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from situation_board.gui.background import Situation
from situation_board.gui.look import icon

if TYPE_CHECKING:
    from situation_board.core.history import Stack, Undoable

LONGEST = 60


class UndoActions(QObject):
    """Two actions. Where something newer stands on it, that is explained and nothing else happens."""

    def __init__(self, situation: Situation, parent: QObject) -> None:
        super().__init__(parent)
        self._situation = situation
        self.undo = QAction(icon("undo"), "", self)
        self.undo.setShortcut(QKeySequence.StandardKey.Undo)
        self.undo.triggered.connect(self._undo)
        self.redo = QAction(icon("redo"), "", self)
        self.redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        self.redo.triggered.connect(self._redo)
        situation.changed.connect(self.look_again)
        self._name(self.undo, self.tr("&Undo"), None)
        self._name(self.redo, self.tr("&Redo"), None)

    def look_again(self) -> None:
        """Ask what can be undone; the window does so once it is shown."""
        from situation_board.core.history import stack

        self._situation.ask(stack, done=self._show, key=(self, "stack"))

    def _undo(self) -> None:
        from situation_board.core.history import undo

        self._situation.do(undo)

    def _redo(self) -> None:
        from situation_board.core.history import redo

        self._situation.do(redo)

    def _show(self, found: Stack) -> None:
        self._name(self.undo, self.tr("&Undo"), found.undo)
        self._name(self.redo, self.tr("&Redo"), found.redo)

    def _name(self, action: QAction, verb: str, what: Undoable | None) -> None:
        action.setEnabled(what is not None)
        action.setText(f"{verb}: {_shortened(what.words)}" if what else verb)
        action.setIconText(verb.replace("&", ""))
        action.setToolTip(f"{verb.replace('&', '')}: {what.words}" if what else verb.replace("&", ""))


def _shortened(words: str) -> str:
    shown = words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
    return shown.replace("&", "&&")
