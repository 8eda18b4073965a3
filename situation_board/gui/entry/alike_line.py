"""Says of an event that is being entered that it may be told already. A person says whether it is the same."""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from situation_board.gui.entry.event_entering import Like
from situation_board.gui.entry.wording import beginning_here, isolated
from situation_board.gui.look import SPACE, icon


class AlikeLine(QWidget):
    """Hidden while nothing is like it. The button stays pressed: what is then added is the same event."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._like: Like | None = None
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.words.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.button = QPushButton(icon("link"), self.tr("Same event"), self)
        self.button.setCheckable(True)
        self.button.setAutoDefault(False)
        self.button.setToolTip(self.tr("Both stay and count as one; undo makes them two again"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        self.hide()

    def show_like(self, like: Like | None) -> None:
        """Another one has to be said to be the same anew."""
        if like != self._like:
            self._like = like
            self.button.setChecked(False)
        self.setVisible(like is not None)
        if like is not None:
            words = self.tr("There is one like it: {0}").format(isolated(like.words))
            self.words.setText(beginning_here(words, self.layoutDirection()))
            self.button.setAccessibleDescription(words)

    def same(self) -> str | None:
        """The event that the person said it is."""
        return self._like.id if self._like is not None and self.button.isChecked() else None
