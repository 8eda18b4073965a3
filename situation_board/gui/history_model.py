"""The lines of the history for a list: two rows of words each, what was done above who did it and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate

from situation_board.core import times
from situation_board.core.history import HistoryLine, history
from situation_board.core.history.wording import name_of
from situation_board.core.store import Reading
from situation_board.core.times import Precision, Time
from situation_board.gui.look import HALF, SPACE

BELOW = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


@dataclass(frozen=True)
class HistoryPage:
    """The latest lines, with the zone in which their times are read; `has_more` when older ones were left out."""

    lines: tuple[HistoryLine, ...]
    zone: ZoneInfo
    has_more: bool
    thing: str | None
    name: str


def history_page(reading: Reading, *, limit: int, thing: str | None) -> HistoryPage:
    """Of one thing, or of everything."""
    lines = history(reading, thing=thing, limit=limit + 1)
    name = name_of(reading, thing) if thing else ""
    return HistoryPage(tuple(lines[:limit]), reading.zone, len(lines) > limit, thing, name)


class HistoryModel(QAbstractListModel):
    """Lines by action. New ones are inserted on top, so that selection and scroll survive."""

    more_wanted = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lines: tuple[HistoryLine, ...] = ()
        self._zone: ZoneInfo = ZoneInfo("UTC")
        self._has_more = False

    def show_page(self, page: HistoryPage) -> None:
        self._zone, self._has_more = page.zone, page.has_more
        new = self._count_new(page.lines)
        if new is None:
            self.beginResetModel()
            self._lines = page.lines
            self.endResetModel()
            return
        self._insert(page.lines[:new], at=0)
        self._fit_end(page.lines)
        self._lines = page.lines
        self.dataChanged.emit(self.index(0), self.index(len(self._lines) - 1))

    def line(self, index: Index) -> HistoryLine | None:
        return self._lines[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def canFetchMore(self, parent: Index) -> bool:
        return self._has_more

    def fetchMore(self, parent: Index) -> None:
        self._has_more = False
        self.more_wanted.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._what(line)
        if role == BELOW:
            return self._when_and_who(line)
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{self._what(line)}\n{self._when_and_who(line)}"
        if role == Qt.ItemDataRole.FontRole and line.undone:
            font = QFont()
            font.setStrikeOut(True)
            return font
        return None

    def _what(self, line: HistoryLine) -> str:
        return self.tr("{what} (undone)").format(what=line.words) if line.undone else line.words

    def _when_and_who(self, line: HistoryLine) -> str:
        minute = line.recorded_at - line.recorded_at % times.MINUTE
        when = times.in_words(Time(minute, minute + times.MINUTE, Precision.MINUTE), self._zone)
        if line.suspect_clock:
            when = self.tr("{time} (its clock was wrong)").format(time=when)
        who = [line.person or self.tr("nobody named"), line.laptop]
        return " · ".join(f"\u2068{part}\u2069" for part in (when, *who) if part)

    def _count_new(self, lines: tuple[HistoryLine, ...]) -> int | None:
        """How many new ones stand on top of those shown; None when they are others altogether."""
        actions = [line.action for line in lines]
        shown = [line.action for line in self._lines]
        if not shown or shown[0] not in actions:
            return None
        new = actions.index(shown[0])
        shared = min(len(actions) - new, len(shown))
        return new if actions[new : new + shared] == shown[:shared] else None

    def _insert(self, lines: tuple[HistoryLine, ...], *, at: int) -> None:
        if lines:
            self.beginInsertRows(ROOT, at, at + len(lines) - 1)
            self._lines = (*self._lines[:at], *lines, *self._lines[at:])
            self.endInsertRows()

    def _fit_end(self, lines: tuple[HistoryLine, ...]) -> None:
        """Older ones that came, or fell out of the page."""
        self._insert(lines[len(self._lines) :], at=len(self._lines))
        if len(self._lines) > len(lines):
            self.beginRemoveRows(ROOT, len(lines), len(self._lines) - 1)
            self._lines = self._lines[: len(lines)]
            self.endRemoveRows()


class HistoryDelegate(QStyledItemDelegate):
    """Two rows of words; the second in a quieter tone."""

    def sizeHint(self, option: Any, index: Index) -> QSize:
        return QSize(0, 2 * option.fontMetrics.height() + SPACE + HALF)

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        self.initStyleOption(option, index)
        what, option.text = option.text, ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        palette = option.palette
        loud = palette.highlightedText().color() if is_chosen else palette.text().color()
        quiet = loud if is_chosen else palette.placeholderText().color()
        area = option.rect.adjusted(SPACE, HALF, -SPACE, -HALF)
        half = area.height() // 2
        flags = Qt.AlignmentFlag.AlignVCenter | QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
        painter.save()
        for words, colour, font, line in (
            (what, loud, option.font, area.adjusted(0, 0, 0, -half)),
            (index.data(BELOW), quiet, option.widget.font(), area.adjusted(0, half, 0, 0)),
        ):
            painter.setPen(colour)
            painter.setFont(font)
            shown = option.fontMetrics.elidedText(words, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, flags, shown)
        painter.restore()
