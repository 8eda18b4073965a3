"""A line of the changes: the name, and below it what is different, wrapped to the width that there is."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QTreeView

from situation_board.gui.look import HALF, SPACE

SAID = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
ICON = 16


class ChangesDelegate(QStyledItemDelegate):
    """Headings are painted as usual; a line has a name and below it what is said, in a quieter tone."""

    def sizeHint(self, option: Any, index: Index) -> QSize:
        said = index.data(SAID)
        if not said:
            return super().sizeHint(option, index) + QSize(0, HALF)
        width = self._text_width(option)
        name = _height(_bold(option.font), index.data(), width)
        return QSize(width, name + _height(option.font, said, width) + SPACE)

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        said = index.data(SAID)
        if not said:
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        name, option.text, option.icon = option.text, "", QIcon()
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        palette = option.palette
        loud = palette.highlightedText().color() if is_chosen else palette.text().color()
        quiet = loud if is_chosen else palette.placeholderText().color()
        whole = option.rect.adjusted(HALF, HALF, -HALF, -HALF)
        place = QStyle.visualRect(option.direction, whole, QRect(whole.left(), whole.top(), ICON, ICON))
        index.data(Qt.ItemDataRole.DecorationRole).paint(painter, place)
        left = whole.adjusted(ICON + SPACE, 0, 0, 0)
        area = QStyle.visualRect(option.direction, whole, left)
        bold = _bold(option.font)
        split = _height(bold, name, area.width())
        flags = int(QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)) | Qt.TextFlag.TextWordWrap
        painter.save()
        for text, font, colour, top in ((name, bold, loud, 0), (said, option.font, quiet, split)):
            painter.setFont(font)
            painter.setPen(colour)
            painter.drawText(area.adjusted(0, top, 0, 0), flags, text)
        painter.restore()

    def _text_width(self, option: Any) -> int:
        view = option.widget
        assert isinstance(view, QTreeView)
        return max(60, view.viewport().width() - 2 * view.indentation() - ICON - SPACE - 2 * HALF)


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold


def _height(font: QFont, text: str, width: int) -> int:
    return QFontMetrics(font).boundingRect(QRect(0, 0, width, 100_000), Qt.TextFlag.TextWordWrap, text).height()
