"""The routes as Qt's views see them. There are hundreds at most, so all lines are held."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QGuiApplication

from situation_board.core.questions.routes import RouteLine
from situation_board.core.vocabulary import RouteState
from situation_board.gui.entry.wording import beginning_here
from situation_board.gui.look import icon
from situation_board.gui.routes.words import ICONS, cells, headings

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NO_INDEX = QModelIndex()
STATE = 1


class RoutesModel(QAbstractTableModel):
    """Lines in the order in which they were given, or sorted by a column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[RouteLine] = []
        self._zone = ZoneInfo("UTC")
        self._sorted_by: tuple[int, bool] | None = None
        self._bold = QFont()
        self._bold.setBold(True)

    def show_lines(self, lines: list[RouteLine], zone: ZoneInfo) -> None:
        self.beginResetModel()
        self._zone = zone
        self.lines = list(lines)
        if self._sorted_by is not None:
            self._order()
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(headings())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if role == Role.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return headings()[section]
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        line = self.lines[index.row()]
        text = cells(line, self._zone)[index.column()]
        match role:
            case Role.DisplayRole:
                return beginning_here(text, QGuiApplication.layoutDirection())
            case Role.ToolTipRole:
                return "\n".join(part for part in (text, line.note) if part) or None
            case Role.DecorationRole if index.column() == STATE:
                return icon("clock-stale" if line.stale else ICONS.get(line.state, "route-unknown"))
            case Role.FontRole if index.column() == STATE and line.state == RouteState.SEVERED:
                return self._bold
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.beginResetModel()
        self._sorted_by = (max(column, 0), order == Qt.SortOrder.DescendingOrder)
        self._order()
        self.endResetModel()

    def _order(self) -> None:
        assert self._sorted_by is not None
        column, descending = self._sorted_by
        times = {4: "as_of", 5: "verified_at"}

        def key(line: RouteLine) -> Any:
            if column in times:
                time = getattr(line, times[column])
                return time.earliest if time else 0
            return cells(line, self._zone)[column].casefold()

        self.lines.sort(key=key, reverse=descending)
