"""The lines of the history for a list: two rows of words each, what was done above who did it and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate

from situation_board.core import times
from situation_board.core.history import Fold, HistoryLine, folded, history
from situation_board.core.history.wording import name_of
from situation_board.core.store import Reading
from situation_board.core.times import Precision, Time
from situation_board.gui.board.differences import Insert, Move, Remove, Step, apply_step, steps_between
from situation_board.gui.history_words import line_words, run_words
from situation_board.gui.look import HALF, SPACE

BELOW = Qt.ItemDataRole.UserRole
IS_INSIDE = Qt.ItemDataRole.UserRole + 1
INDENT = 3 * SPACE
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


@dataclass(frozen=True)
class HistoryPage:
    """The latest lines, with the zone in which their times are read; `has_more` when older ones were left out."""

    folds: tuple[Fold, ...]
    zone: ZoneInfo
    has_more: bool
    thing: str | None
    name: str


def history_page(reading: Reading, *, limit: int, thing: str | None) -> HistoryPage:
    """Of one thing, or of everything."""
    lines = history(reading, thing=thing, limit=limit + 1)
    name = name_of(reading, thing) if thing else ""
    return HistoryPage(tuple(folded(lines[:limit])), reading.zone, len(lines) > limit, thing, name)


@dataclass(frozen=True)
class _Row:
    """A line of its own, the head of a run, or a line inside an open run."""

    key: str
    fold: Fold
    line: HistoryLine
    is_head: bool = False
    is_inside: bool = False


class HistoryModel(QAbstractListModel):
    """Runs of one kind are folded. New lines are inserted on top, so that selection and scroll survive."""

    more_wanted = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._folds: tuple[Fold, ...] = ()
        self._open: set[str] = set()
        self._rows: list[_Row] = []
        self._zone: ZoneInfo = ZoneInfo("UTC")
        self._has_more = False

    def show_page(self, page: HistoryPage) -> None:
        self._zone, self._has_more, self._folds = page.zone, page.has_more, page.folds
        self._lay_out_rows()

    def line(self, index: Index) -> HistoryLine | None:
        """The line there; None for the head of a run, which is several."""
        row = self._rows[index.row()] if index.isValid() else None
        return None if row is None or row.is_head else row.line

    def is_head(self, index: Index) -> bool:
        return index.isValid() and self._rows[index.row()].is_head

    def is_open(self, index: Index) -> bool:
        return self.is_head(index) and self._rows[index.row()].fold.key in self._open

    def set_open(self, index: Index, is_open: bool) -> None:
        """Show the lines of a run below its head, or fold them again."""
        key = self._rows[index.row()].fold.key
        self._open = self._open | {key} if is_open else self._open - {key}
        self._lay_out_rows()

    def head_of(self, index: Index) -> QModelIndex:
        """The head of the run that a line is inside of."""
        key = self._rows[index.row()].fold.key
        heads = [row for row, each in enumerate(self._rows) if each.is_head and each.fold.key == key]
        return self.index(heads[0]) if heads else QModelIndex()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def canFetchMore(self, parent: Index) -> bool:
        return self._has_more

    def fetchMore(self, parent: Index) -> None:
        self._has_more = False
        self.more_wanted.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._what(row)
        if role == BELOW:
            return self._when_and_who(row)
        if role == IS_INSIDE:
            return row.is_inside
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{self._what(row)}\n{self._when_and_who(row)}"
        if role == Qt.ItemDataRole.FontRole and not row.is_head and (row.line.undone or row.line.struck is not None):
            font = QFont()
            font.setStrikeOut(True)
            return font
        return None

    # --- in words

    def _what(self, row: _Row) -> str:
        if row.is_head:
            return f"{self._mark(row)} {run_words(row.fold)}"
        words = line_words(row.line)
        if row.line.undone:
            return self.tr("{what} (undone)").format(what=words)
        if row.line.struck is not None:
            why = f": \u2068{row.line.struck}\u2069" if row.line.struck else ""
            return self.tr("{what} (struck{why})").format(what=words, why=why)
        return words

    def _mark(self, row: _Row) -> str:
        if row.fold.key in self._open:
            return "▾"
        return "◂" if QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft else "▸"

    def _when_and_who(self, row: _Row) -> str:
        line = row.line
        when = self._when(line)
        if row.is_head and self._when(row.fold.lines[-1]) != when:
            first = self._when(row.fold.lines[-1])
            when = self.tr("{first} to {last}").format(first=f"\u2068{first}\u2069", last=f"\u2068{when}\u2069")
        who = [line.person or self.tr("nobody named"), line.laptop]
        return " · ".join(f"\u2068{part}\u2069" for part in (when, *who) if part)

    def _when(self, line: HistoryLine) -> str:
        minute = line.recorded_at - line.recorded_at % times.MINUTE
        when = times.in_words(Time(minute, minute + times.MINUTE, Precision.MINUTE), self._zone)
        return self.tr("{time} (its clock was wrong)").format(time=when) if line.suspect_clock else when

    # --- rows

    def _lay_out_rows(self) -> None:
        new = [row for fold in self._folds for row in self._rows_of(fold)]
        steps = steps_between([row.key for row in self._rows], [row.key for row in new])
        if steps is None:
            self.beginResetModel()
            self._rows = new
            self.endResetModel()
            return
        by_key = {row.key: row for row in new}
        for step in steps:
            self._take(step, by_key)
        self._rows = new
        if new:
            self.dataChanged.emit(self.index(0), self.index(len(new) - 1))

    def _rows_of(self, fold: Fold) -> list[_Row]:
        if not fold.is_run:
            return [_Row(fold.key, fold, fold.lines[0])]
        head = _Row(f"run {fold.key}", fold, fold.lines[0], is_head=True)
        inside = fold.lines if fold.key in self._open else ()
        return [head, *(_Row(line.action, fold, line, is_inside=True) for line in inside)]

    def _take(self, step: Step, rows: Mapping[str, _Row]) -> None:
        match step:
            case Insert(first, keys):
                self.beginInsertRows(ROOT, first, first + len(keys) - 1)
                self._rows[first:first] = [rows[key] for key in keys]
                self.endInsertRows()
            case Remove(first, count):
                self.beginRemoveRows(ROOT, first, first + count - 1)
                del self._rows[first : first + count]
                self.endRemoveRows()
            case Move(first, count, to):
                self.beginMoveRows(ROOT, first, first + count - 1, ROOT, to)
                apply_step(self._rows, step)
                self.endMoveRows()


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
        indent = INDENT if index.data(IS_INSIDE) else 0
        inside = option.rect.adjusted(SPACE + indent, HALF, -SPACE, -HALF)
        area = QStyle.visualRect(option.direction, option.rect, inside)
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
