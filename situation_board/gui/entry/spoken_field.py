"""One input of the quick entry: its caption above, how it was understood below, what is wrong with it below that."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from situation_board.gui.entry.wording import beginning_here


class SpokenField(QWidget):
    """The hint is one line, cut where it is too long, so that nothing jumps while one types."""

    def __init__(self, caption: str, input: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.input = input
        self.caption = QLabel(caption, self)
        self.caption.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.caption.setBuddy(input)
        self.hint = QLabel(self)
        self.hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.hint.setMinimumWidth(1)
        self._words = ""
        input.setAccessibleName(caption)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for widget in (self.caption, input, self.hint):
            column.addWidget(widget)

    def set_caption(self, caption: str) -> None:
        self.caption.setText(caption)
        self.input.setAccessibleName(caption)

    def show_hint(self, words: str) -> None:
        self._words = words
        self.hint.setToolTip(words)
        self.input.setAccessibleDescription(words)
        self._fit()

    def hint_words(self) -> str:
        return self._words

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, max(self.width() - 4, 40))
        self.hint.setText(beginning_here(shown, self.layoutDirection()))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().event(event)
