"""A list whose lines are ready words, as Qt's views see it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QFont, QGuiApplication

from situation_board.gui.background import Situation
from situation_board.gui.entry.wording import beginning_here
from situation_board.gui.look import icon, tones
from situation_board.gui.paged_ids import NO_INDEX, Index, PagedIds, Question

Role = Qt.ItemDataRole
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


class IdsModel(PagedIds[ListedRow]):
    """`list_ids(reading, *asked)` and `list_rows(reading, ids, *for_rows)` are the questions."""

    def __init__(
        self,
        situation: Situation,
        headings: Sequence[str],
        list_ids: Callable[..., list[str]],
        list_rows: Callable[..., list[ListedRow]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(situation, parent)
        self._headings = tuple(headings)
        self._list_ids = list_ids
        self._list_rows = list_rows
        self._asked: tuple[object, ...] = ()
        self._for_rows: tuple[object, ...] = ()
        self._loud = QFont()
        self._loud.setBold(True)

    def ask(self, *asked: object, for_rows: tuple[object, ...] = ()) -> None:
        self._asked, self._for_rows = asked, for_rows
        self.ask_again()

    def ids_question(self) -> Question:
        return self._list_ids, self._asked

    def rows_question(self, ids: list[str]) -> Question:
        return self._list_rows, (ids, *self._for_rows)

    # --- Qt

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
