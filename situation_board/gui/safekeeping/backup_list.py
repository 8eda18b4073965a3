"""The backups that were found, each looked through: when it was made, how old it is, what it holds, is it good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QDateTime, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from situation_board.core.safekeeping.backup import Backup
from situation_board.core.safekeeping.heads import Head
from situation_board.core.times import DAY, HOUR, MINUTE
from situation_board.gui.entry.wording import isolated
from situation_board.gui.look import icon

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
Role = Qt.ItemDataRole


class State(StrEnum):
    """What a look through a backup found."""

    LOOKING = "looking"
    VERIFIED = "verified"
    OTHER_KEY = "other key"
    DAMAGED = "damaged"


PICTURES = {State.VERIFIED: "check", State.OTHER_KEY: "lock", State.DAMAGED: "warning", State.LOOKING: "clock"}


@dataclass(frozen=True)
class Found:
    """A backup and what a look through it found."""

    backup: Backup
    state: State = State.LOOKING
    head: Head | None = None
    key: bytes | None = None


class BackupsModel(QAbstractTableModel):
    """The latest first. A line is renewed when its backup was looked through."""

    def __init__(self, now: int, parent: QObject) -> None:
        super().__init__(parent)
        self._now = now
        self.found: list[Found] = []

    def show_backups(self, backups: Sequence[Backup]) -> None:
        self.beginResetModel()
        self.found = [Found(backup) for backup in backups]
        self.endResetModel()

    def renew(self, found: Found) -> None:
        for row, each in enumerate(self.found):
            if each.backup == found.backup:
                self.found[row] = found
                self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    def row_of(self, path: Path) -> int | None:
        return next((row for row, each in enumerate(self.found) if each.backup.path == path), None)

    # --- Qt

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.found)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._headings())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if role == Role.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._headings()[section]
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        found = self.found[index.row()]
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return isolated(self._words(found)[index.column()])
        if role == Role.DecorationRole and index.column() == 3:
            return icon(PICTURES[found.state])
        return str(found.backup.path) if role == Role.ToolTipRole else None

    def _headings(self) -> tuple[str, ...]:
        return (self.tr("Made"), self.tr("Age"), self.tr("Changes in it"), self.tr("Looked through"))

    def _words(self, found: Found) -> tuple[str, ...]:
        made = QDateTime.fromMSecsSinceEpoch(found.backup.made_at)
        changes = QLocale().toString(found.head.changes) if found.head is not None else ""
        return (
            QLocale().toString(made, QLocale.FormatType.ShortFormat),
            self._age(self._now - found.backup.made_at),
            changes,
            self._state(found.state),
        )

    def _age(self, age: int) -> str:
        if age < 0:
            return self.tr("dated in the future")
        for span, words in ((DAY, self.tr("%1 days")), (HOUR, self.tr("%1 h"))):
            if age >= 2 * span:
                return words.replace("%1", str(age // span))
        return self.tr("%1 min").replace("%1", str(age // MINUTE))

    def _state(self, state: State) -> str:
        return {
            State.LOOKING: self.tr("…"),
            State.VERIFIED: self.tr("whole, verified"),
            State.OTHER_KEY: self.tr("another passphrase, or damaged"),
            State.DAMAGED: self.tr("damaged"),
        }[state]


class BackupsView(QTableView):
    """One backup is chosen at a time; arrows go up and down, Tab leaves."""

    def __init__(self, model: BackupsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName(self.tr("Backups that were found"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        for column in range(model.columnCount() - 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)

    def choose(self, row: int) -> None:
        """Not Qt's `selectRow`, which finds no column from right to left."""
        self.setCurrentIndex(self.model().index(row, 0))
