"""The table of events as Qt's views see it: all ids in memory, and the rows that are looked at."""

from __future__ import annotations

import dataclasses
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QGuiApplication

from situation_board.core.problems import Problem
from situation_board.gui.background import Situation
from situation_board.gui.entry.wording import beginning_here
from situation_board.gui.events.question import Asked, EventRow, Listed, event_rows, list_events
from situation_board.gui.events.words import COLUMNS, heading, translate
from situation_board.gui.look import icon, tones

BLOCK = 64
MOST_KEPT = 2_000
MOST_WAITING = 3
"""Blocks. Whoever scrolls past rows does not wait for them."""
MOST_SINGLE_STEPS = 100
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NO_INDEX = QModelIndex()
COLUMN_NAMES = tuple(COLUMNS)
SHOWN_ROLES = frozenset(
    int(role) for role in (Role.DisplayRole, Role.ToolTipRole, Role.FontRole, Role.ForegroundRole, Role.DecorationRole)
)


class EventsModel(QAbstractTableModel):
    """`about_to_change` and `shown` enclose each new answer; `shown` brings the rows of the wanted ids.

    `asking` says that an answer is waited for.
    """

    asking = Signal()
    about_to_change = Signal()
    shown = Signal(object)

    def __init__(self, situation: Situation, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._situation = situation
        self.asked = Asked()
        self.ids: list[str] = []
        self.wanted: Callable[[], frozenset[str]] = frozenset
        self._kept: OrderedDict[str, tuple[int, EventRow | None]] = OrderedDict()
        self._edition = 0
        self._waiting: OrderedDict[int, None] = OrderedDict()
        self._is_asking = False
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._ask_rows)
        self._struck_font = QFont()
        self._struck_font.setStrikeOut(True)

    # --- what is asked

    def ask(self, asked: Asked) -> None:
        if asked != self.asked:
            self.asked = asked
            self.ask_again()

    def ask_again(self) -> None:
        """Ask for the ids anew. The older answer stays in view until the new one is there."""
        self._situation.ask(list_events, self.asked, self.ids, self.wanted(), done=self._show, key=self, receiver=self)
        self.asking.emit()

    def event_row(self, row: int) -> EventRow | None:
        """The row as far as it is known; one that is missing or old is asked for."""
        thing = self.ids[row]
        edition, known = self._kept.get(thing, (-1, None))
        if edition != self._edition:
            self._want(row // BLOCK)
        return known

    def known_row(self, thing: str) -> EventRow | None:
        """The row if it is at hand; nothing is asked."""
        return self._kept.get(thing, (0, None))[1]

    # --- ids

    def _show(self, listed: Listed) -> None:
        self.about_to_change.emit()
        self._edition += 1
        self._follow(listed)
        if self.ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.ids) - 1, self.columnCount() - 1))
        self.shown.emit(listed.rows)

    def _follow(self, listed: Listed) -> None:
        """Remove and insert what differs, so that selection and scrolling survive."""
        if max(listed.removed, listed.inserted) > MOST_SINGLE_STEPS:
            self.beginResetModel()
            self.ids = listed.ids
            self.endResetModel()
            return
        first = listed.first
        if listed.removed:
            self.beginRemoveRows(NO_INDEX, first, first + listed.removed - 1)
            self.ids = self.ids[:first] + self.ids[first + listed.removed :]
            self.endRemoveRows()
        if listed.inserted:
            self.beginInsertRows(NO_INDEX, first, first + listed.inserted - 1)
            self.ids = listed.ids
            self.endInsertRows()

    # --- rows

    def _want(self, block: int) -> None:
        self._waiting[block] = None
        self._waiting.move_to_end(block)
        while len(self._waiting) > MOST_WAITING:
            self._waiting.popitem(last=False)
        if not self._is_asking and not self._timer.isActive():
            self._timer.start()

    def _ask_rows(self) -> None:
        if not self._waiting:
            return
        block = self._waiting.popitem()[0]
        ids = self.ids[block * BLOCK : (block + 1) * BLOCK]
        edition, moment = self._edition, self.asked.moment
        self._is_asking = True
        self._situation.ask(
            event_rows,
            ids,
            moment,
            done=lambda rows: self._take(edition, block, ids, rows),
            failed=self._give_up,
            receiver=self,
            looked_at=True,
        )

    def _take(self, edition: int, block: int, ids: list[str], rows: list[EventRow]) -> None:
        self._is_asking = False
        found = {row.id: row for row in rows}
        for thing in ids:
            self._kept[thing] = (edition, found.get(thing))
            self._kept.move_to_end(thing)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        last = min((block + 1) * BLOCK, len(self.ids)) - 1
        if last >= block * BLOCK:
            self.dataChanged.emit(self.index(block * BLOCK, 0), self.index(last, self.columnCount() - 1))
        if self._waiting:
            self._timer.start()

    def _give_up(self, problem: Problem) -> None:
        """The file cannot be read now. What is missing is asked for again when it is next painted."""
        self._is_asking = False
        self._waiting.clear()

    # --- Qt

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(COLUMN_NAMES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if role == Role.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return heading(COLUMN_NAMES[section])
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if role not in SHOWN_ROLES:
            return None
        row = self.event_row(index.row())
        if row is None:
            return "…" if role == Role.DisplayRole and index.column() == 0 else None
        column = index.column()
        match role:
            case Role.DisplayRole:
                return beginning_here(row.cells[column], QGuiApplication.layoutDirection())
            case Role.ToolTipRole:
                return _tip(row, column)
            case Role.FontRole:
                return self._struck_font if row.struck else None
            case Role.ForegroundRole:
                return tones(QGuiApplication.palette()).muted if row.struck else None
        is_stale = row.stale and COLUMN_NAMES[column] == "kind"
        return icon("clock-stale") if is_stale else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        name = COLUMN_NAMES[max(column, 0)]
        self.ask(dataclasses.replace(self.asked, sort=name, descending=order == Qt.SortOrder.DescendingOrder))


def _tip(row: EventRow, column: int) -> str | None:
    """The whole cell, as it may be cut; figures one below the other."""
    if row.struck:
        return translate("struck: {0}").format(row.why) if row.why else translate("struck")
    return row.cells[column].replace("; ", "\n") or None
