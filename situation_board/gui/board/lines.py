"""Lines that come up below the board and go again: a message, a question of one line. Never a dialog in the way."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QToolButton, QWidget

from situation_board.gui import look
from situation_board.gui.entry.privacy_line import PrivacyLine
from situation_board.gui.look import HALF, SPACE

SHOWN_MILLISECONDS = 12_000


class _Line(QFrame):
    """Icon, content, and a button that closes."""

    closed = Signal()

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(SPACE, HALF, HALF, HALF)
        self.row.setSpacing(SPACE)
        self.mark = QLabel(self)
        self.mark.setPixmap(look.icon(icon).pixmap(QSize(2 * SPACE, 2 * SPACE)))
        self.row.addWidget(self.mark)
        self._close = QToolButton(self)
        self._close.setAutoRaise(True)
        self._close.setIcon(look.icon("close"))
        self._close.setToolTip(self.tr("Close"))
        self._close.setAccessibleName(self.tr("Close"))
        self._close.clicked.connect(self.close_line)
        self.hide()

    def add(self, *widgets: QWidget) -> None:
        for widget in (*widgets, self._close):
            self.row.addWidget(widget)

    def close_line(self) -> None:
        self.closed.emit()  # before it hides: else Qt hands the focus to just anyone
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_line()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = look.tones(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colours.accent)
        painter.setBrush(colours.card)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), SPACE - 2, SPACE - 2)
        painter.end()


class MessageLine(_Line):
    """Says why something was refused, and goes away by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("warning", parent)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.add(self._words)
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MILLISECONDS)
        self._timer.timeout.connect(self.close_line)

    def say(self, words: str) -> None:
        self._words.setText(words)
        self.setAccessibleName(words)
        self.show()
        self._timer.start()

    def text(self) -> str:
        return self._words.text()


class QuestionLine(_Line):
    """Asks for one line; Enter answers, Escape leaves everything as it was."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("help", parent)
        self._question = QLabel(self)
        self.answer = QLineEdit(self)
        self._button = QPushButton(self)
        self._question.setBuddy(self.answer)
        self.answer.returnPressed.connect(self._finish)
        self._button.clicked.connect(self._finish)
        self.add(self._question, self.answer, self._button)
        self.row.setStretchFactor(self.answer, 1)
        self.warning = PrivacyLine(self)
        self.warning.watch(self.answer)
        self.row.addWidget(self.warning, 1)
        self._take: Callable[[str], None] = lambda _: None
        self._needs_answer = False

    def ask(
        self, question: str, *, hint: str, button: str, take: Callable[[str], None], needs_answer: bool, icon: str
    ) -> None:
        """`take` is called with what was answered; an empty answer only where none is needed."""
        self.mark.setPixmap(look.icon(icon).pixmap(QSize(2 * SPACE, 2 * SPACE)))
        self._question.setText(question)
        self.answer.setPlaceholderText(hint)
        self.answer.setAccessibleName(question)
        self.answer.clear()
        self._button.setText(button)
        self._take, self._needs_answer = take, needs_answer
        self.show()
        self.answer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _finish(self) -> None:
        said = self.answer.text().strip()
        if said or not self._needs_answer:
            take = self._take
            self.close_line()
            take(said)
