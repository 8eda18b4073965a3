"""The stripes of actors on paper: the colours and patterns of the board, drawn as dashed lines.

That keeps files small. Patterns are left white in the colour, so that they are seen in grey too.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from situation_board.gui.look.stripes import Pattern, Stripe
from situation_board.gui.printing.paper import POINT

GAP = 1.2 * POINT
WHITE = QColor("#ffffff")
DASHES = {Pattern.DOTS: (1.5, 0.01, 3.2), Pattern.BARS: (None, 0.9, 3.3)}
"""Width in points (None: the whole stripe), dash and gap; in points as well."""
STEP = 4.2 * POINT


def paint_paper_stripes(painter: QPainter, area: QRectF, stripes: Sequence[Stripe]) -> None:
    """One below the other."""
    height = (area.height() - GAP * (len(stripes) - 1)) / len(stripes)
    for number, each in enumerate(stripes):
        _paint(painter, QRectF(area.left(), area.top() + number * (height + GAP), area.width(), height), each)


def _paint(painter: QPainter, area: QRectF, each: Stripe) -> None:
    if each.pattern in {Pattern.UNKNOWN, Pattern.NOBODY}:
        _paint_outline(painter, area, each)
        return
    painter.fillRect(area, QColor(each.colour))
    if each.pattern in DASHES:
        _paint_dashes(painter, area, each.pattern)
    elif each.pattern is not Pattern.SOLID:
        painter.strokePath(_lines(area, both=each.pattern is Pattern.CROSS), QPen(WHITE, 0.8 * POINT))


def _paint_outline(painter: QPainter, area: QRectF, each: Stripe) -> None:
    """Dashed where nobody knows who, whole where it is known to be nobody."""
    pen = QPen(QColor(each.colour), 0.8 * POINT)
    if each.pattern is Pattern.UNKNOWN:
        pen.setDashPattern([2.0, 2.0])
    painter.setPen(pen)
    inset = 0.4 * POINT
    painter.drawRect(area.adjusted(inset, inset, -inset, -inset))


def _paint_dashes(painter: QPainter, area: QRectF, pattern: Pattern) -> None:
    points, dash, gap = DASHES[pattern]
    width = area.width() if points is None else points * POINT
    pen = QPen(WHITE, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap if points is None else Qt.PenCapStyle.RoundCap)
    pen.setDashPattern([dash * POINT / width, gap * POINT / width])  # Qt counts in widths of the pen
    painter.setPen(pen)
    middle = area.center().x()
    painter.drawLine(QLineF(middle, area.top() + gap * POINT / 2, middle, area.bottom()))


def _lines(area: QRectF, *, both: bool) -> QPainterPath:
    """Slanted lines from side to side."""
    path, y = QPainterPath(), area.top() + area.width()
    while y <= area.bottom():
        path.moveTo(QPointF(area.left(), y))
        path.lineTo(QPointF(area.right(), y - area.width()))
        if both:
            path.moveTo(QPointF(area.right(), y))
            path.lineTo(QPointF(area.left(), y - area.width()))
        y += STEP
    return path
