"""A list as Qt's views see it: all ids, and the rows that were looked at."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication

from situation_board.gui.background import Situation
from situation_board.gui.entry.wording import beginning_here
from situation_board.gui.lists.kinds import ListKind, heading_of
from situation_board.gui.lists.question import Asked, ListRow, list_ids, list_rows

PAGE = 100
MOST_PAGES = 50
MOST_SINGLE_STEPS = 100
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NO_INDEX = QModelIndex()


class ThingsModel(QAbstractTableModel):
    """`shown` is emitted after each answer."""

    shown = Signal()

    def __init__(self, situation: Situation, kind: ListKind, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._situation = situation
        self.kind = kind
        self.asked = Asked(kind.table)
        self.ids: list[str] = []
        self._pages: dict[int, list[ListRow] | None] = {}
        self._generation = 0
        self._struck_font = QFont()
        self._struck_font.setStrikeOut(True)
        situation.changed.connect(self._news)

    def ask(self, asked: Asked) -> None:
        self.asked = asked
        self.ask_again()

    def ask_again(self) -> None:
        self._situation.ask(list_ids, self.asked, done=self._show, key=self, receiver=self)

    def _news(self, tables: object) -> None:
        if self.kind.shows(tables):
            self.ask_again()

    def row_of(self, thing: str) -> int:
        """-1 when it is not in the list."""
        return self.ids.index(thing) if thing in self.ids else -1

    def list_row(self, row: int) -> ListRow | None:
        """The row, if it was fetched already; else it is asked for."""
        number, position = divmod(row, PAGE)
        if number not in self._pages:
            self._fetch(number)
        page = self._pages[number]
        return page[position] if page is not None and position < len(page) else None

    # --- answers

    def _show(self, ids: list[str]) -> None:
        self._pages.clear()
        self._generation += 1
        if ids != self.ids:
            self._follow(ids)
        if self.ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.ids) - 1, self.columnCount() - 1))
        self.shown.emit()

    def _follow(self, ids: list[str]) -> None:
        """Remove and insert what differs, so that selection and scrolling survive."""
        new, old = set(ids), set(self.ids)
        stays = [thing for thing in self.ids if thing in new]
        is_followable = stays == [thing for thing in ids if thing in old]
        if not is_followable or len(new ^ old) > MOST_SINGLE_STEPS:
            self.beginResetModel()
            self.ids = ids
            self.endResetModel()
            return
        for row in reversed([row for row, thing in enumerate(self.ids) if thing not in new]):
            self.beginRemoveRows(NO_INDEX, row, row)
            del self.ids[row]
            self.endRemoveRows()
        for row, thing in enumerate(ids):
            if thing not in old:
                self.beginInsertRows(NO_INDEX, row, row)
                self.ids.insert(row, thing)
                self.endInsertRows()

    def _fetch(self, number: int) -> None:
        if len(self._pages) > MOST_PAGES:
            self._pages.clear()
        self._pages[number] = None
        ids = self.ids[number * PAGE : (number + 1) * PAGE]
        generation = self._generation
        self._situation.ask(
            list_rows,
            self.kind.table,
            ids,
            done=lambda rows: self._fetched(number, generation, rows),
            key=(self, number),
            receiver=self,
        )

    def _fetched(self, number: int, generation: int, rows: list[ListRow]) -> None:
        if generation != self._generation:
            return
        self._pages[number] = rows
        first = number * PAGE
        last = min(first + PAGE, len(self.ids)) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))

    # --- Qt

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.kind.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if role == Role.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return heading_of(self.kind, self.kind.columns[section])
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if role not in {Role.DisplayRole, Role.ToolTipRole, Role.FontRole, Role.UserRole}:
            return None
        row = self.list_row(index.row())
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
