"""The few fonts of a card, all made from the system's."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF

from situation_board.gui.board.layout import Font


class Fonts:
    """Measures texts for the layout, and gives the fonts for painting."""

    def __init__(self, base: QFont) -> None:
        self.fonts = {
            Font.PLACE: _changed(base, size=1.16, weight=QFont.Weight.DemiBold),
            Font.STRONG: _changed(base, size=1.0, weight=QFont.Weight.DemiBold),
            Font.BODY: QFont(base),
            Font.SMALL: _changed(base, size=0.9, weight=QFont.Weight.Normal),
        }
        self._metrics = {font: QFontMetricsF(made) for font, made in self.fonts.items()}
        self._heights = {font: float(round(metrics.height())) for font, metrics in self._metrics.items()}
        self.width = lru_cache(maxsize=4096)(self._width)

    def _width(self, text: str, font: Font) -> float:
        return self._metrics[font].horizontalAdvance(text) + 1

    def elided(self, text: str, font: Font, width: float) -> str:
        if not text or self.width(text, font) <= width:
            return text
        return self._metrics[font].elidedText(text, Qt.TextElideMode.ElideRight, width)

    def height(self, font: Font) -> float:
        return self._heights[font]


def _changed(base: QFont, *, size: float, weight: QFont.Weight) -> QFont:
    font = QFont(base)
    if base.pointSizeF() > 0:
        font.setPointSizeF(base.pointSizeF() * size)
    else:
        font.setPixelSize(round(base.pixelSize() * size))
    font.setWeight(weight)
    return font
