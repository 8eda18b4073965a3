"""Paints the cards of a view and remembers their layouts."""

from __future__ import annotations

import dataclasses
from collections import OrderedDict
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from situation_board.core.questions.cards import CardFace
from situation_board.gui.board.fonts import Fonts
from situation_board.gui.board.layout import CardLayout, Density, lay_out, row_height
from situation_board.gui.board.model import ColumnModel
from situation_board.gui.board.painting import CardState, paint_card, paint_placeholder
from situation_board.gui.board.words import card_words
from situation_board.gui.look import tones

MOST_LAYOUTS = 512


class CardDelegate(QStyledItemDelegate):
    """One for each view."""

    def __init__(self, model: ColumnModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self.density = Density.COMFORTABLE
        self.ground = QColor()
        self.fonts = Fonts(QFont())
        self._layouts: OrderedDict[str, tuple[CardFace, float, Density, ZoneInfo, CardLayout]] = OrderedDict()

    def set_font(self, font: QFont) -> None:
        self.fonts = Fonts(font)
        self._layouts.clear()

    @property
    def row_height(self) -> int:
        return row_height(self.density, self.fonts)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        asked: Any = option  # the stubs lack what it inherits
        painter.save()
        painter.fillRect(asked.rect, self.ground)  # over the band that the style paints for a selected row
        is_lit = self._model.is_lit(self._model.card(index.row()))
        state = dataclasses.replace(state_of(asked), is_lit=is_lit)
        self.paint_face(painter, QRectF(asked.rect), self._model.face(index.row()), asked.palette, state)
        painter.restore()

    def paint_face(
        self, painter: QPainter, row: QRectF, face: CardFace | None, palette: QPalette, state: CardState
    ) -> None:
        colours = tones(palette)
        if face is None:
            paint_placeholder(painter, row, colours, state)
        else:
            layout = self._layout(face, row.width())
            paint_card(painter, row, face, layout, fonts=self.fonts, tones=colours, state=state)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(240, self.row_height)

    def _layout(self, face: CardFace, width: float) -> CardLayout:
        kept = self._layouts.get(face.id)
        if kept and kept[0] is face and kept[1:4] == (width, self.density, self._model.zone):
            return kept[4]
        words = card_words(face, self._model.zone)
        layout = lay_out(face, words, width=width, density=self.density, measure=self.fonts)
        self._layouts[face.id] = (face, width, self.density, self._model.zone, layout)
        if len(self._layouts) > MOST_LAYOUTS:
            self._layouts.popitem(last=False)
        return layout


def state_of(option: Any) -> CardState:
    state = option.state
    return CardState(
        is_chosen=bool(state & QStyle.StateFlag.State_Selected),
        is_focused=bool(state & QStyle.StateFlag.State_HasFocus),
        is_hovered=bool(state & QStyle.StateFlag.State_MouseOver),
        is_mirrored=option.direction == Qt.LayoutDirection.RightToLeft,
    )
