"""Events that may be the one that is shown: a person says so, nothing is joined by itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from situation_board.core.actions.facts import same_as
from situation_board.core.problems import Problem
from situation_board.gui.background import Situation
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.inspector.section import Entry, EntryText
from situation_board.gui.look import HALF, SPACE, icon


class AlikeSection(QWidget):
    """Each with a button that makes the two one event; undo makes them two again. `opened` shows the other."""

    opened = Signal(str)

    def __init__(self, situation: Situation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._situation = situation
        self._event = ""
        self._texts: tuple[EntryText, ...] = ()
        self._lines: list[QWidget] = []
        self.buttons: list[QPushButton] = []
        self.explanation = QLabel(self.tr("This may be told already. Is it the same event?"), self)
        self.explanation.setWordWrap(True)
        self.explanation.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.explanation.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.error = ErrorLine(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(HALF)
        self._column.addWidget(self.explanation)
        self._column.addWidget(self.error)

    def show_alike(self, event: str, texts: Sequence[EntryText]) -> None:
        self.setVisible(bool(texts))
        if (event, tuple(texts)) == (self._event, self._texts):
            return
        self._event, self._texts = event, tuple(texts)
        self.error.clear()
        for line in self._lines:
            line.setParent(None)
            line.deleteLater()
        self.buttons = []
        self._lines = [self._line(text) for text in texts]

    def _line(self, text: EntryText) -> QWidget:
        line = QWidget(self)
        entry = Entry(text, line)
        entry.opened.connect(self.opened)
        button = QPushButton(icon("link"), self.tr("Same event"), line)
        button.setToolTip(self.tr("Both stay and count as one; undo makes them two again"))
        button.clicked.connect(lambda: self._join(text.key))
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(entry, 1)
        row.addWidget(button)
        self._column.addWidget(line)
        self.buttons.append(button)
        return line

    def _join(self, other: str) -> None:
        self._situation.do(same_as, self._event, other, failed=self._refused, receiver=self)

    def _refused(self, problem: Problem) -> None:
        self.error.show_problem(problem)
