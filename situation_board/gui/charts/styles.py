"""How series are told apart: each has a colour, a kind of line, a mark and a pattern. Any one of them is enough."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPalette, QPolygonF

from situation_board.gui.look import is_dark, tones
from situation_board.gui.look.stripes import COLOURS

BRIGHT = ("#56b4e9", "#ff9b54", "#3ecf9f", "#e6a3cc", "#e0bf45", "#9ad7f7", "#bda4e0", "#b6bec8")
"""The same order of hues, for a dark ground."""
LINES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)
PATTERNS = (
    Qt.BrushStyle.SolidPattern,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.Dense4Pattern,
    Qt.BrushStyle.HorPattern,
    Qt.BrushStyle.FDiagPattern,
    Qt.BrushStyle.DiagCrossPattern,
)
MARKS = ("circle", "square", "triangle", "diamond", "down", "plus")
SHAPES = {
    "square": ((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)),
    "triangle": ((0.0, -1.1), (1.05, 0.8), (-1.05, 0.8)),
    "diamond": ((0.0, -1.2), (1.2, 0.0), (0.0, 1.2), (-1.2, 0.0)),
    "down": ((0.0, 1.1), (1.05, -0.8), (-1.05, -0.8)),
    "plus": (
        *((-0.4, -1.1), (0.4, -1.1), (0.4, -0.4), (1.1, -0.4), (1.1, 0.4), (0.4, 0.4)),
        *((0.4, 1.1), (-0.4, 1.1), (-0.4, 0.4), (-1.1, 0.4), (-1.1, -0.4), (-0.4, -0.4)),
    ),
}


@dataclass(frozen=True)
class Style:
    colour: QColor
    line: Qt.PenStyle
    pattern: Qt.BrushStyle
    mark: str


@dataclass(frozen=True)
class Ink:
    """The colours of a chart, from a palette."""

    ground: QColor
    text: QColor
    muted: QColor
    grid: QColor
    accent: QColor
    is_dark: bool

    @classmethod
    def of(cls, palette: QPalette) -> Ink:
        found = tones(palette)
        return cls(found.card, found.text, found.muted, found.placeholder, found.accent, is_dark(palette))

    def style(self, number: int) -> Style:
        """Neighbours differ in everything; the first two dozen differ in colour and line together."""
        colours = BRIGHT if self.is_dark else COLOURS
        turn, place = divmod(number, len(colours))
        return Style(
            QColor(colours[place]),
            LINES[(place + turn) % len(LINES)],
            PATTERNS[(place + turn) % len(PATTERNS)],
            MARKS[(place + turn) % len(MARKS)],
        )


def faded(colour: QColor, share: float) -> QColor:
    made = QColor(colour)
    made.setAlphaF(share)
    return made


def shape(mark: str, at: QPointF, size: float) -> QPolygonF:
    """The outline of a mark with corners."""
    return _outline(mark, size).translated(at)


@cache
def _outline(mark: str, size: float) -> QPolygonF:
    """Round the origin: there may be hundreds of a mark in a picture."""
    return QPolygonF([QPointF(x * size, y * size) for x, y in SHAPES[mark]])
