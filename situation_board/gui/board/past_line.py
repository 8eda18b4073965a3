"""Says that the board is shown as it was, and leads back to now."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from situation_board.core import times
from situation_board.core.questions.moments import KnownThen, Moment
from situation_board.gui import look
from situation_board.gui.board.questions import BoardIds
from situation_board.gui.board.words import isolated
from situation_board.gui.look import HALF, SPACE


class PastLine(QFrame):
    """Hidden while the board is live."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = QLabel(self)
        back = QPushButton(look.icon("history"), self.tr("Back to now"), self)
        back.clicked.connect(self.left)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, HALF, 0, HALF)
        row.addWidget(self._words, 1)
        row.addWidget(back)
        self.hide()

    def show_moment(self, moment: Moment, answer: BoardIds) -> None:
        self.setVisible(moment is not None)
        if moment is None:
            return
        when = isolated(times.in_words(times.exactly(answer.now), answer.zone))
        if isinstance(moment, KnownThen):
            words = self.tr("What we knew then: after change %1, %2. The past is read-only.")
            self._words.setText(words.replace("%1", isolated(f"#{moment.arrival}")).replace("%2", when))
        else:
            self._words.setText(self.tr("What was true then: %1. The past is read-only.").replace("%1", when))
