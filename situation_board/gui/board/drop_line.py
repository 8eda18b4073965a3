"""What is painted in a column beside its cards: where a drop would go, and what belongs into an empty one."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from situation_board.gui.look import HALF, SPACE, Tones, paint_icon


@dataclass(frozen=True)
class EmptyWords:
    """What belongs into an empty column, and how to add it."""

    what: str
    how: str
    icon: str = ""


def paint_drop_line(painter: QPainter, area: QRect, y: float, tones: Tones) -> None:
    """A line with a ring at its ends, so that it is not taken for a border."""
    painter.setPen(QPen(tones.accent, 2))
    painter.setBrush(tones.ground)
    left, right = area.left() + 5.0, area.right() - 5.0
    painter.drawLine(QPointF(left + 3, y), QPointF(right - 3, y))
    painter.drawEllipse(QPointF(left, y), 3, 3)
    painter.drawEllipse(QPointF(right, y), 3, 3)


def paint_whole_target(painter: QPainter, area: QRect, tones: Tones) -> None:
    """In a sorted column a card finds its place by itself: the column as a whole is the target."""
    painter.setPen(QPen(tones.accent, 2, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(area).adjusted(2, 2, -2, -2), SPACE, SPACE)


def paint_empty(painter: QPainter, area: QRect, words: EmptyWords, tones: Tones, font: QFont) -> None:
    box = QRectF(area).adjusted(2 * SPACE, 3 * SPACE, -2 * SPACE, -SPACE)
    if words.icon and box.height() > 100:
        side = 28.0
        paint_icon(painter, words.icon, QRectF(box.center().x() - side / 2, box.top(), side, side), tones.muted)
        box.setTop(box.top() + side + SPACE)
    strong = QFont(font)
    strong.setWeight(QFont.Weight.DemiBold)
    wrapped = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
    painter.setFont(strong)
    painter.setPen(tones.text)
    used = painter.drawText(box, wrapped, words.what)
    box.setTop(used.bottom() + HALF)
    painter.setFont(font)
    painter.setPen(tones.muted)
    painter.drawText(box, wrapped, words.how)
