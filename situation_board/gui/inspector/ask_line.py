"""One question in one line, where a reason is needed: never a dialog in the way."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from situation_board.core.problems import Problem
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.privacy_line import PrivacyLine
from situation_board.gui.look import HALF, SPACE, tones
from situation_board.gui.way_back import WayBack

Answered = Callable[[str], None]


class AskLine(QFrame):
    """Enter or the button answers, Escape gives up and puts the keyboard back where it was."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = QLabel(self)
        self.question.setWordWrap(True)
        self.question.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.input = QLineEdit(self)
        self.input.installEventFilter(self)
        self.button = QPushButton(self)
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._answer)
        self.error = ErrorLine(self)
        self._answered: Answered | None = None
        self._way_back = WayBack()
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(HALF)
        row.addWidget(self.input, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(HALF)
        column.addWidget(self.question)
        column.addLayout(row)
        column.addWidget(self.error)
        self.warning = PrivacyLine(self)
        self.warning.watch(self.input)
        column.addWidget(self.warning)

    def ask(self, question: str, *, button: str, placeholder: str, answered: Answered) -> None:
        self._way_back.remember()
        self._answered = answered
        self.question.setText(question)
        self.button.setText(button)
        self.input.setPlaceholderText(placeholder)
        self.input.setAccessibleName(question)
        self.input.setAccessibleDescription("")
        self.input.clear()
        self.error.clear()
        self.show()
        self.input.setFocus()

    def add_words(self, question: str, words: str) -> None:
        """Say more beside a question, if it is still the one that is asked."""
        if words and self.question.text() == question and self._answered is not None:
            self.question.setText(f"{question}\n{words}")
            self.input.setAccessibleDescription(words)

    def failed(self, problem: Problem) -> None:
        self.error.show_problem(problem)
        self.input.setFocus()

    def finish(self) -> None:
        """Go, and put the keyboard back."""
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        self.hide()
        if had_focus:
            self._way_back.go()
        self._way_back.forget()
        self._answered = None

    def _answer(self) -> None:
        if self._answered is not None:
            self._answered(self.input.text().strip())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
                self.finish()
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._answer()
                return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), tones(self.palette()).chosen)
        painter.end()
