"""What the inspector says while there is nothing to show."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from situation_board.gui.look import SPACE, paint_icon, tones

SIDE = 48


class EmptyPane(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.words.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 6 * SPACE + SIDE, 3 * SPACE, 3 * SPACE)
        column.addWidget(self.words)
        column.addStretch(1)
        self.show_gone(False)

    def show_gone(self, is_gone: bool, *, is_past: bool = False) -> None:
        if is_gone and is_past:
            self.words.setText(self.tr("At the moment that is shown this was not there."))
        elif is_gone:
            self.words.setText(self.tr("What was shown here is not in the file any more."))
        else:
            self.words.setText(
                self.tr(
                    "Here stands all about the card that is selected: who holds the place, since when, who says so."
                    " Select a card on the board, or press Ctrl+N to add one."
                )
            )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF((self.width() - SIDE) / 2, 4 * SPACE, SIDE, SIDE)
        paint_icon(painter, "card", area, tones(self.palette()).muted)
        painter.end()
