"""What models of lists share: all ids in memory, and the rows that are looked at, fetched page by page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Signal

from situation_board.gui.background import Situation

PAGE = 100
MOST_PAGES = 50
MOST_SINGLE_STEPS = 100
Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
Question = tuple[Callable[..., Any], tuple[object, ...]]
"""What is asked of a reading, with its further arguments."""
Listed = TypeVar("Listed")


class PagedIds(QAbstractTableModel, Generic[Listed]):
    """`shown` is emitted after each answer to `ask_again`; `fetched` when rows came that are seen."""

    shown = Signal()
    fetched = Signal()

    def __init__(self, situation: Situation, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._situation = situation
        self.ids: list[str] = []
        self._pages: dict[int, list[Listed] | None] = {}
        self._generation = 0

    def ids_question(self) -> Question:
        """The question for all ids, in their order."""
        raise NotImplementedError

    def rows_question(self, ids: list[str]) -> Question:
        """The question for the rows of those ids."""
        raise NotImplementedError

    def ask_again(self) -> None:
        """The older answer stays in view until the new one is there."""
        question, arguments = self.ids_question()
        self._situation.ask(question, *arguments, done=self._show, key=self, receiver=self)

    def row_of(self, thing: str) -> int:
        """-1 when it is not in the list."""
        return self.ids.index(thing) if thing in self.ids else -1

    def listed(self, row: int) -> Listed | None:
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
        question, arguments = self.rows_question(self.ids[number * PAGE : (number + 1) * PAGE])
        self._situation.ask(
            question,
            *arguments,
            done=lambda rows: self._take(number, generation, rows),
            key=(self, number),
            receiver=self,
        )

    def _take(self, number: int, generation: int, rows: list[Listed]) -> None:
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
