"""One input of the quick entry: its caption above, how it was understood below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from situation_board.gui.entry.wording import beginning_here


class SpokenField(QWidget):
    """The hint is put in place by whoever holds the field: it may need more room than the input."""

    def __init__(self, caption: str, input: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.input = input
        self.caption = QLabel(caption, self)
        self.caption.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.caption.setBuddy(input)
        self.hint = Hint(parent)
        input.setAccessibleName(caption)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.caption)
        column.addWidget(input)

    def set_caption(self, caption: str) -> None:
        self.caption.setText(caption)
        self.input.setAccessibleName(caption)

    def show_hint(self, words: str) -> None:
        self.hint.show_words(words)
        self.input.setAccessibleDescription(words)

    def hint_words(self) -> str:
        return self.hint.words


class Hint(QLabel):
    """One line, cut where it is too long, so that nothing jumps while one types."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = ""
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.setMinimumWidth(1)

    def show_words(self, words: str) -> None:
        self.words = words
        self.setToolTip(words)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideRight, max(self.width(), 40))
        self.setText(beginning_here(shown, self.layoutDirection()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
