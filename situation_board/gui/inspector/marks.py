"""Small marks beside words: the shape of a basis, the stripes of actors."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from situation_board.gui.look import Stripe, paint_icon, paint_stripes, tones

SIDE = 18


class Mark(QWidget):
    """An icon or stripes, or room for one. What it says is also said in words beside it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = ""
        self._stripes: tuple[Stripe, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_icon(self, name: str) -> None:
        self._icon, self._stripes = name, ()
        self.updateGeometry()
        self.update()

    def show_stripes(self, stripes: Sequence[Stripe]) -> None:
        self._icon, self._stripes = "", tuple(stripes)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SIDE, max(SIDE, 12 * len(self._stripes)) + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        tone = tones(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._icon:
            paint_icon(painter, self._icon, QRectF(0, 3, SIDE - 2, SIDE - 2), tone.text)
        elif self._stripes:
            paint_stripes(painter, QRectF(4, 4, 8, self.height() - 6), self._stripes, tone.card)
        painter.end()
