"""The middle of the window: the board, with messages and quick entry above it and the line after a move at its foot."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from situation_board.gui.background import Situation
from situation_board.gui.board import BoardWidget
from situation_board.gui.entry import QuickEntry
from situation_board.gui.errors import Banner
from situation_board.gui.look import HALF, SPACE
from situation_board.gui.move_strip import MoveStrip


class Centre(QWidget):
    """Keeps the board where it is: the line after a move lies over its foot, above the held strip: nothing jumps."""

    def __init__(self, situation: Situation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.banner = Banner(self)
        self.entry = QuickEntry(situation, self)
        self.board = BoardWidget(situation, self)
        self.strip = MoveStrip(situation, self)
        self.strip.installEventFilter(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.banner)
        layout.addWidget(self.entry)
        layout.addWidget(self.board, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_strip()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.strip and event.type() in {QEvent.Type.Show, QEvent.Type.LayoutRequest}:
            self._place_strip()
        return super().eventFilter(watched, event)

    def _place_strip(self) -> None:
        width = self.width() - 2 * SPACE
        height = max(self.strip.heightForWidth(width), self.strip.sizeHint().height())
        foot = self.board.strip.mapTo(self, QPoint(0, 0)).y()
        self.strip.setGeometry(SPACE, foot - height - HALF, width, height)
        self.strip.raise_()
