"""The first column of the list of actors: the stripe that cards show, then the name."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate

from situation_board.gui.lists.question import ListRow
from situation_board.gui.look import paint_stripes, stripe, tones

STRIPE_WIDTH = 8
ROOM = 18


class StripeDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        is_rtl = option.direction == Qt.LayoutDirection.RightToLeft
        room = QRect(option.rect)
        if is_rtl:
            option.rect = room.adjusted(0, 0, -ROOM, 0)
        else:
            option.rect = room.adjusted(ROOM, 0, 0, 0)
        super().paint(painter, option, index)
        row = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(row, ListRow):
            left = room.right() - ROOM + 5 if is_rtl else room.left() + 5
            area = QRectF(left, room.top() + 4, STRIPE_WIDTH, room.height() - 8)
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_stripes(painter, area, [stripe(row.id, row.colour)], tones(option.palette).card)
            painter.restore()
