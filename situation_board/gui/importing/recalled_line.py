"""Says that what was said of such a file before is said again, and takes that back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from situation_board.gui.look import SPACE
from situation_board.gui.safekeeping.parts import button, wrapped


class RecalledLine(QWidget):
    """Hidden until something was recalled. `taken_back` when a person wants to begin afresh."""

    taken_back = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        words = self.tr("A file with these columns was taken in before: what was said of it then is said again.")
        self.afresh = button(self.tr("Be&gin afresh"), self.taken_back.emit, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(wrapped(words, self), 1)
        row.addWidget(self.afresh)
        self.hide()
