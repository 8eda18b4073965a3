"""A list of things as Qt's views see it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QFont, QGuiApplication

from situation_board.gui.background import Situation
from situation_board.gui.entry.wording import beginning_here
from situation_board.gui.lists.kinds import ListKind, heading_of
from situation_board.gui.lists.question import Asked, ListRow, list_ids, list_rows
from situation_board.gui.paged_ids import NO_INDEX, Index, PagedIds, Question

Role = Qt.ItemDataRole


class ThingsModel(PagedIds[ListRow]):
    """The things of one kind, asked for again when something of that kind changed."""

    def __init__(self, situation: Situation, kind: ListKind, parent: QObject | None = None) -> None:
        super().__init__(situation, parent)
        self.kind = kind
        self.asked = Asked(kind.table)
        self._struck_font = QFont()
        self._struck_font.setStrikeOut(True)
        situation.changed.connect(self._news)

    def ask(self, asked: Asked) -> None:
        self.asked = asked
        self.ask_again()

    def ids_question(self) -> Question:
        return list_ids, (self.asked,)

    def rows_question(self, ids: list[str]) -> Question:
        return list_rows, (self.kind.table, ids)

    def _news(self, tables: object) -> None:
        if self.kind.shows(tables):
            self.ask_again()

    # --- Qt

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.kind.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if role == Role.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return heading_of(self.kind, self.kind.columns[section])
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if role not in {Role.DisplayRole, Role.ToolTipRole, Role.FontRole, Role.UserRole}:
            return None
        row = self.listed(index.row())
        if row is None:
            return "…" if role == Role.DisplayRole and index.column() == 0 else None
        if role == Role.UserRole:
            return row
        if role == Role.FontRole:
            return self._struck_font if row.voided else None
        return beginning_here(row.cells[index.column()], QGuiApplication.layoutDirection())

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        descending = order == Qt.SortOrder.DescendingOrder
        self.ask(Asked(self.kind.table, self.asked.text, max(column, 0), descending, self.asked.struck))
