"""What every line of entry has: its keys, its place under the eyes, and the way back to where one came from."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QToolButton, QWidget

from situation_board.gui.look import icon, tones
from situation_board.gui.way_back import WayBack

ENTER_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class EntryBar(QFrame):
    """Enter saves and closes, Ctrl+Enter saves and stays for the next, Escape closes."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._way_back = WayBack()
        self.hide()

    def save(self) -> None:
        """Save and close."""
        self.send(stays=False)

    def save_and_stay(self) -> None:
        """Save and stay for the next."""
        self.send(stays=True)

    def send(self, *, stays: bool) -> None:
        raise NotImplementedError

    def forget(self) -> None:
        """Empty all inputs."""
        raise NotImplementedError

    def open_bar(self, first: QWidget) -> None:
        """Show the line and begin in its first input."""
        if not self.isVisible():
            self._way_back.remember()
        self.show()
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(first, QLineEdit):
            first.selectAll()

    def close_bar(self) -> None:
        """Close, empty what was typed, and put the keyboard back where it was."""
        self.forget()
        self.hide()
        self._way_back.go()
        self.closed.emit()

    # --- making

    def make_close_button(self) -> QToolButton:
        """Closes the line like Escape."""
        button = QToolButton(self)
        button.setIcon(icon("close"))
        button.setAutoRaise(True)
        button.setToolTip(self.tr("Close (Escape)"))
        button.setAccessibleName(self.tr("Close"))
        button.clicked.connect(self.close_bar)
        return button

    # --- Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Escape in inputs that know nothing of the line."""
        if not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        is_plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.type() == QEvent.Type.KeyPress and event.key() in ENTER_KEYS and is_plain:
            self.save()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save_and_stay()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tone = tones(self.palette())
        painter = QPainter(self)
        painter.fillRect(self.rect(), tone.card)
        painter.setPen(tone.border)
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()
