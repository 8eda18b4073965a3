"""The rows of a list of ids: whole rows are selected, and the selection follows what stays."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from situation_board.gui.ids_model import IdsModel

ROW_PADDING = 10
Flag = QItemSelectionModel.SelectionFlag


class IdsView(QTableView):
    """`chosen` names the rows that are selected, whenever others are."""

    chosen = Signal(list)

    def __init__(self, model: IdsModel, widths: Sequence[int], parent: QWidget | None = None) -> None:
        """`widths` of the columns in characters; one of 0 takes what is left."""
        super().__init__(parent)
        self._model = model
        self._last_chosen: list[str] = []
        self._last_row = 0
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(rows.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + ROW_PADDING)
        rows.hide()
        header = self.horizontalHeader()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        character = self.fontMetrics().averageCharWidth()
        for number, width in enumerate(widths):
            self.setColumnWidth(number, width * character)
            if not width:
                header.setSectionResizeMode(number, header.ResizeMode.Stretch)
        self.selectionModel().selectionChanged.connect(self._tell)
        model.shown.connect(self._hold_on)

    def selected(self) -> list[str]:
        """The selected ids in the order of the list."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._model.ids[row] for row in rows if row < len(self._model.ids)]

    def current(self) -> str:
        """The one that has the keyboard, "" when there is none."""
        row = self.currentIndex().row()
        return self._model.ids[row] if 0 <= row < len(self._model.ids) else ""

    def select(self, things: Sequence[str]) -> None:
        """Select those that are in the list, the keyboard on the first."""
        rows = sorted(row for row in map(self._model.row_of, things) if row >= 0)
        self.clearSelection()
        for row in rows:
            self.selectionModel().select(self._model.index(row, 0), Flag.Select | Flag.Rows)
        if rows:
            self._go_to(rows[0], Flag.NoUpdate)

    def select_first(self) -> None:
        """Begin at the top, where nothing is selected."""
        if self._model.ids and not self.selected():
            self._go_to(0, Flag.ClearAndSelect | Flag.Rows)

    def _go_to(self, row: int, flags: QItemSelectionModel.SelectionFlag) -> None:
        index = self._model.index(row, 0)
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    def _hold_on(self) -> None:
        """What was selected left the list: the row that stands there now is next."""
        if self._last_chosen and not self.selected() and self._model.ids:
            known = [thing for thing in self._last_chosen if self._model.row_of(thing) >= 0]
            if known:
                self.select(known)
            else:
                self._go_to(min(self._last_row, len(self._model.ids) - 1), Flag.ClearAndSelect | Flag.Rows)

    def _tell(self) -> None:
        found = self.selected()
        if found:
            self._last_row = self._model.row_of(found[0])
        if found and found != self._last_chosen:
            self._last_chosen = found
            self.chosen.emit(found)
