"""The same numbers as a table, and why series are not added: for whoever rather reads, or cannot see the chart."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHeaderView, QTableView, QTabWidget, QWidget

from situation_board.core.exporting.cells import guarded
from situation_board.gui.charts.asking import Answer
from situation_board.gui.charts.drawing import Drawing
from situation_board.gui.charts.lines import headings, lines
from situation_board.gui.charts.words import as_of_words, isolated
from situation_board.gui.entry.wording import without_marks

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
ROWS_MEASURED = 50
"""From which columns take their width: a window that measures thousands stands still."""
DisplayRole = Qt.ItemDataRole.DisplayRole


class RowsModel(QAbstractTableModel):
    """Rows of words below headings."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._headings: tuple[str, ...] = ()
        self.rows: list[tuple[str, ...]] = []

    def show_rows(self, headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
        self.beginResetModel()
        self._headings, self.rows = headings, list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = DisplayRole) -> object:
        words = self.rows[index.row()][index.column()]
        if role == DisplayRole:
            return isolated(words)
        return words if role == Qt.ItemDataRole.ToolTipRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DisplayRole) -> object:
        if role == DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._headings[section]
        return None


class RowsTable(QTableView):
    """Rows that can be copied; whatever is copied says how it may be handed on."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.rows = RowsModel(self)
        self.head = ""
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.verticalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setResizeContentsPrecision(ROWS_MEASURED)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)

    def show_rows(self, headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
        self.rows.show_rows(headings, rows)
        self.resizeColumnsToContents()
        for column in range(len(headings)):
            self.setColumnWidth(column, min(self.columnWidth(column), 360))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """The chosen rows, or all, as text that a spreadsheet takes."""
        chosen = sorted({index.row() for index in self.selectedIndexes()}) or range(len(self.rows.rows))
        text = [
            "\t".join(guarded(without_marks(cell).replace("\t", " ")) for cell in self.rows.rows[row]) for row in chosen
        ]
        QGuiApplication.clipboard().setText("\n".join([self.head, *text]) + "\n")


class NumbersTable(QTabWidget):
    """Two tables behind tabs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self.numbers = RowsTable(self.tr("The numbers of the chart"))
        self.reasons = RowsTable(self.tr("Why series are not added"))
        self.addTab(self.numbers, self.tr("&Numbers"))
        self.addTab(self.reasons, self.tr("Not &added"))

    def show_answer(self, answer: Answer, drawing: Drawing) -> None:
        exercise = [self.tr("EXERCISE")] if answer.is_exercise else []
        head = " · ".join([answer.label.value, *exercise, answer.title, as_of_words(answer)])
        found = [(line.when, line.amount, line.what, line.source, line.note) for line in lines(answer, drawing)]
        self.numbers.show_rows(headings(), found)
        pairs = [(reason.a, reason.b, reason.why) for reason in answer.reasons]
        if answer.has_more_reasons:
            pairs.append(("…", "…", self.tr("There are more. Choose an area or a source to see fewer series.")))
        self.reasons.show_rows((self.tr("This series"), self.tr("and this one"), self.tr("Why not added")), pairs)
        for table in (self.numbers, self.reasons):
            table.head = head
