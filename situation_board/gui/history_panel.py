"""What was done, by whom and when, the latest first; any of it can be undone from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QMenu,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from situation_board.core import times
from situation_board.core.history import HistoryLine, history, undo_action
from situation_board.core.history.lines import name_of
from situation_board.core.store import Reading
from situation_board.core.times import Precision, Time
from situation_board.gui.background import Situation
from situation_board.gui.look import icon

STEP = 200
WHEN, WHO, WHAT = range(3)
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


class HistoryPanel(QWidget):
    """`thing_chosen` names what a line is about."""

    thing_chosen = Signal(str)

    def __init__(self, situation: Situation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._situation = situation
        self._limit = STEP
        self._thing: str | None = None
        self._is_current = False
        self._model = HistoryModel(self)
        self._view = QTableView()
        self._empty = QLabel(self.tr("What is done on the board is listed here: who did what, when."))
        self._only = QPushButton(icon("close"), "")
        self._only.setFlat(True)
        self._only.setToolTip(self.tr("Show everything again"))
        self._only.clicked.connect(lambda: self.show_thing(None))
        self._only.hide()
        self._undo = QAction(icon("undo"), self.tr("&Undo this"), self)
        self._undo.setShortcut("Del")
        self._undo.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._undo.triggered.connect(self.undo_current)
        self._set_up_view()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._only, 0, Qt.AlignmentFlag.AlignLeading)
        layout.addWidget(self._empty)
        layout.addWidget(self._view, 1)
        self._empty.setWordWrap(True)
        situation.changed.connect(self._look_again)

    @property
    def view(self) -> QTableView:
        return self._view

    def show_thing(self, thing: str | None) -> None:
        """Only what was done with one thing; None shows everything."""
        self._thing, self._limit = thing, STEP
        self._ask()

    def undo_current(self) -> None:
        """Undo the chosen action; where something newer stands on it, that is explained and nothing happens."""
        line = self._model.line(self._view.currentIndex())
        if line is not None:
            self._situation.do(undo_action, line.action)

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if not self._is_current:
            self._ask()

    def _look_again(self) -> None:
        """A hidden panel asks when it is next shown."""
        self._is_current = False
        if self.isVisible():
            self._ask()

    def _ask(self) -> None:
        self._is_current = True
        self._situation.ask(history_page, limit=self._limit, thing=self._thing, done=self._show, key=(self, "page"))

    def _show(self, page: HistoryPage) -> None:
        self._model.show_page(page)
        self._empty.setVisible(not page.lines)
        self._only.setText(self.tr("Only {name}").format(name=f"\u2068{page.name}\u2069".replace("&", "&&")))
        self._only.setVisible(page.thing is not None)

    def _more(self) -> None:
        self._limit += STEP
        self._ask()

    def _set_up_view(self) -> None:
        view = self._view
        view.setModel(self._model)
        view.setAccessibleName(self.tr("History"))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setAlternatingRowColors(True)
        view.setTextElideMode(Qt.TextElideMode.ElideRight)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        letter = view.fontMetrics().averageCharWidth()
        view.setColumnWidth(WHEN, 20 * letter)
        view.setColumnWidth(WHO, 16 * letter)
        view.addAction(self._undo)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._open_menu)
        view.activated.connect(self._choose)
        self._model.more_wanted.connect(self._more)

    def _open_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self._undo)
        menu.popup(self._view.viewport().mapToGlobal(at))

    def _choose(self, index: QModelIndex) -> None:
        line = self._model.line(index)
        if line is not None and line.parts:
            self.thing_chosen.emit(line.parts[0].thing)


class HistoryModel(QAbstractTableModel):
    """Lines by action. New ones are inserted on top, so that selection and scroll survive."""

    more_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
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
        if self._lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, WHAT))

    def line(self, index: Index) -> HistoryLine | None:
        return self._lines[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else 3

    def canFetchMore(self, parent: Index) -> bool:
        return self._has_more

    def fetchMore(self, parent: Index) -> None:
        self._has_more = False
        self.more_wanted.emit()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("When"), self.tr("Who"), self.tr("What"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(line, index.column())
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(self._text(line, column) for column in (WHAT, WHO, WHEN))
            case Qt.ItemDataRole.FontRole if line.undone:
                font = QFont()
                font.setStrikeOut(index.column() == WHAT)
                return font
        return None

    def _text(self, line: HistoryLine, column: int) -> str:
        match column:
            case 0:
                return self._when(line)
            case 1:
                return f"{line.person} · {line.laptop}" if line.person else line.laptop
            case _:
                return self.tr("{what} (undone)").format(what=line.words) if line.undone else line.words

    def _when(self, line: HistoryLine) -> str:
        minute = line.recorded_at - line.recorded_at % times.MINUTE
        words = times.in_words(Time(minute, minute + times.MINUTE, Precision.MINUTE), self._zone)
        return self.tr("{time} (clock was wrong)").format(time=words) if line.suspect_clock else words

    def _count_new(self, lines: tuple[HistoryLine, ...]) -> int | None:
        """How many new ones stand on top of those shown; None when they are others altogether."""
        if not self._lines:
            return None
        actions = [line.action for line in lines]
        first = self._lines[0].action
        if first not in actions:
            return None
        new = actions.index(first)
        shared = min(len(lines) - new, len(self._lines))
        same = actions[new : new + shared] == [line.action for line in self._lines[:shared]]
        return new if same else None

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
