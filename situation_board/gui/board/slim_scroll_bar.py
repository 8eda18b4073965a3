"""A scroll bar that is only as wide as the gap beside the cards, and only seen where there is something to scroll."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollBar, QStyle, QStyleOptionSlider, QWidget

from situation_board.gui.look import SPACE, tones

WIDTH = 10


class SlimScrollBar(QScrollBar):
    """Always there, so that cards keep their width when there come to be too many."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, False)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 10 * SPACE)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.maximum() == self.minimum():
            return
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ScrollBarSlider
        handle = QRectF(self.style().subControlRect(QStyle.ComplexControl.CC_ScrollBar, option, part, self))
        colours = tones(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.text)
        painter.setOpacity(1.0 if colours.high_contrast else 0.5 if self.underMouse() or self.isSliderDown() else 0.3)
        painter.drawRoundedRect(handle.adjusted(3, 1, -2, -1), 2.5, 2.5)
        painter.end()
