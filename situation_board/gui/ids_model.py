"""A list as Qt's views see it: all ids in memory, and the rows that were looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication

from situation_board.gui.background import Situation
from situation_board.gui.entry.wording import beginning_here
from situation_board.gui.look import icon, tones

PAGE = 100
MOST_PAGES = 50
MOST_SINGLE_STEPS = 100
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NO_INDEX = QModelIndex()
SHOWN_ROLES = frozenset(
    int(role) for role in (Role.DisplayRole, Role.ToolTipRole, Role.FontRole, Role.ForegroundRole, Role.DecorationRole)
)


@dataclass(frozen=True)
class ListedRow:
    """One line: its cells in words, and the icons of those that have one. `what` is the thing itself, for deeds."""

    id: str
    cells: tuple[str, ...]
    icons: tuple[str, ...] = ()
    tip: str = ""
    is_loud: bool = False
    is_quiet: bool = False
    what: Any = None


class IdsModel(QAbstractTableModel):
    """`shown` is emitted after each answer to `ask`; `fetched` when rows came that are seen.

    `list_ids(reading, *asked)` and `list_rows(reading, ids, *for_rows)` are the questions.
    """

    shown = Signal()
    fetched = Signal()

    def __init__(
        self,
        situation: Situation,
        headings: Sequence[str],
        list_ids: Callable[..., list[str]],
        list_rows: Callable[..., list[ListedRow]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._situation = situation
        self._headings = tuple(headings)
        self._list_ids = list_ids
        self._list_rows = list_rows
        self._asked: tuple[object, ...] = ()
        self._for_rows: tuple[object, ...] = ()
        self.ids: list[str] = []
        self._pages: dict[int, list[ListedRow] | None] = {}
        self._generation = 0
        self._loud = QFont()
        self._loud.setBold(True)

    def ask(self, *asked: object, for_rows: tuple[object, ...] = ()) -> None:
        self._asked, self._for_rows = asked, for_rows
        self.ask_again()

    def ask_again(self) -> None:
        """The older answer stays in view until the new one is there."""
        self._situation.ask(self._list_ids, *self._asked, done=self._show, key=self, receiver=self)

    def row_of(self, thing: str) -> int:
        """-1 when it is not in the list."""
        return self.ids.index(thing) if thing in self.ids else -1

    def listed(self, row: int) -> ListedRow | None:
        """The row, if it was fetched already; else it is asked for."""
        if not 0 <= row < len(self.ids):
            return None
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
        generation = self._generation
        self._situation.ask(
            self._list_rows,
            self.ids[number * PAGE : (number + 1) * PAGE],
            *self._for_rows,
            done=lambda rows: self._take(number, generation, rows),
            key=(self, number),
            receiver=self,
        )

    def _take(self, number: int, generation: int, rows: list[ListedRow]) -> None:
        if generation != self._generation:
            return
        self._pages[number] = rows
        last = min((number + 1) * PAGE, len(self.ids)) - 1
        if last >= number * PAGE:
            self.dataChanged.emit(self.index(number * PAGE, 0), self.index(last, self.columnCount() - 1))
        self.fetched.emit()

    # --- Qt

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if role == Role.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._headings[section]
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if role not in SHOWN_ROLES:
            return None
        row = self.listed(index.row())
        if row is None:
            return "…" if role == Role.DisplayRole and index.column() == 0 else None
        column = index.column()
        match role:
            case Role.DisplayRole:
                return beginning_here(row.cells[column], QGuiApplication.layoutDirection())
            case Role.ToolTipRole:
                return row.tip or row.cells[column] or None
            case Role.FontRole:
                return self._loud if row.is_loud else None
            case Role.ForegroundRole:
                return tones(QGuiApplication.palette()).muted if row.is_quiet else None
        picture = row.icons[column] if column < len(row.icons) else ""
        return icon(picture) if picture else None
