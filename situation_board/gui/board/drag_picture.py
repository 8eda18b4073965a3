"""The picture under the mouse while cards are dragged: the card, a second behind it, and how many there are."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QTableView

from situation_board.gui.board.card_delegate import CardDelegate
from situation_board.gui.board.model import ColumnModel
from situation_board.gui.board.painting import CardState
from situation_board.gui.look import SPACE, tones

OPACITY = 0.88


def drag_picture(view: QTableView, delegate: CardDelegate, count: int) -> tuple[QPixmap, QPoint]:
    """The picture and the point of it that lies under the mouse."""
    ratio = view.devicePixelRatioF()
    width, height = min(view.viewport().width(), 44 * SPACE), delegate.row_height
    picture = QPixmap(round((width + SPACE) * ratio), round((height + SPACE) * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setOpacity(OPACITY)
    _paint_cards(painter, view, delegate, QRectF(0, 0, width, height), count)
    if count > 1:
        _paint_count(painter, view, QRectF(width - 3 * SPACE, -2, 4 * SPACE, 3 * SPACE), count)
    painter.end()
    return picture, QPoint(3 * SPACE, 2 * SPACE)


def _paint_cards(painter: QPainter, view: QTableView, delegate: CardDelegate, row: QRectF, count: int) -> None:
    model = view.model()
    index = view.currentIndex()
    face = model.face(index.row()) if isinstance(model, ColumnModel) and index.isValid() else None
    state = CardState(is_mirrored=view.isRightToLeft())
    if count > 1:
        delegate.paint_face(painter, row.translated(6, 6), None, view.palette(), state)
    delegate.paint_face(painter, row, face, view.palette(), state)


def _paint_count(painter: QPainter, view: QTableView, area: QRectF, count: int) -> None:
    colours = tones(view.palette())
    font = QFont(view.font())
    font.setWeight(QFont.Weight.Bold)
    painter.setOpacity(1)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.accent)
    badge = area.adjusted(0, 3, -SPACE / 2, 0)
    painter.drawRoundedRect(badge, badge.height() / 2, badge.height() / 2)
    painter.setPen(QPen(colours.on_accent))
    painter.setFont(font)
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(count))
