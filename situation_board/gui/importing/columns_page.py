"""The columns of a table and what each is taken for; a choice looks at the file again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHeaderView, QLabel, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from situation_board.core.importing.mapping import FIELDS, NAME_IN
from situation_board.core.importing.seeing import ColumnSeen
from situation_board.core.vocabulary import Metric
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.wording import isolated, words_of
from situation_board.gui.look import HALF

METRIC = "metric"
"""What the numbers count in time: said for the whole table, not by a column."""
FIELD = Qt.ItemDataRole.UserRole


class ColumnsPage(QWidget):
    """`changed` tells that a person chose. What was guessed stays a guess: only choices are in `said`."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[ColumnSeen, ...] = ()
        self._said: dict[str, str] = {}
        self.error = ErrorLine(self)
        self.counting = QComboBox(self)
        self.counting.setAccessibleName(self.tr("What the numbers count"))
        self.counting.addItem(self.tr("not stated: shown, never added"), "")
        for metric in (Metric.STOCK, Metric.FLOW, Metric.CUMULATIVE):
            self.counting.addItem(words_of(metric), f"={metric.value}")
        self.counting.activated.connect(self._choose_metric)
        self.table = QTableWidget(0, 4, self)
        self.table.setHorizontalHeaderLabels(
            [self.tr("Column of the file"), self.tr("Taken as"), self.tr("Why"), self.tr("Some of its values")]
        )
        self.table.setAccessibleName(self.tr("Columns"))
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        column = QVBoxLayout(self)
        column.setSpacing(HALF)
        column.addWidget(QLabel(self.tr("What the numbers count in time:"), self))
        column.addWidget(self.counting)
        column.addWidget(self.error)
        column.addWidget(self.table, 1)

    def said(self) -> dict[str, str]:
        """Field -> column, as a person chose."""
        return dict(self._said)

    def begin(self, said: Mapping[str, str]) -> None:
        """Start from what was said of such a file before."""
        self._said = dict(said)

    def show_columns(self, columns: Sequence[ColumnSeen]) -> None:
        if tuple(columns) == self._columns:
            return
        self._columns = tuple(columns)
        with QSignalBlocker(self.counting):
            self.counting.setCurrentIndex(max(self.counting.findData(self._said.get(METRIC, "")), 0))
        self.table.setRowCount(len(columns))
        for row, column in enumerate(columns):
            self._show_column(row, column)
        for at, width in enumerate((180, 180, 220)):
            self.table.setColumnWidth(at, width)

    def _show_column(self, row: int, column: ColumnSeen) -> None:
        tag = f" {column.tag}" if column.tag else ""
        cells = {0: isolated(column.header) + tag, 2: column.why, 3: " · ".join(map(isolated, column.samples))}
        for at, words in cells.items():
            cell = QTableWidgetItem(words)
            cell.setToolTip(words)
            self.table.setItem(row, at, cell)
        choice = self.table.cellWidget(row, 1)
        if not isinstance(choice, QComboBox):
            choice = self._make_choice(row)
        with QSignalBlocker(choice):
            field = column.field or ""
            if field and choice.findData(field) < 0:
                choice.addItem(field_words(field), field)
            choice.setCurrentIndex(max(choice.findData(field), 0))
        choice.setAccessibleName(self.tr("{0} is taken as").format(isolated(column.header)))

    def _make_choice(self, row: int) -> QComboBox:
        choice = QComboBox(self.table)
        choice.addItem(self.tr("not taken"), "")
        for field in (*FIELDS, "name:ar", "name:en", "name:fr"):
            choice.addItem(field_words(field), field)
        choice.activated.connect(lambda _: self._choose(row))
        self.table.setCellWidget(row, 1, choice)
        return choice

    def _choose(self, row: int) -> None:
        """Each field comes from one column; a column gives one field."""
        choice = self.table.cellWidget(row, 1)
        assert isinstance(choice, QComboBox)
        column, field = self._columns[row], str(choice.currentData())
        self._said = {name: header for name, header in self._said.items() if header != column.header}
        if field:
            self._said[field] = column.header
        elif column.field is not None:
            self._said[column.field] = "="
        self.changed.emit()

    def _choose_metric(self) -> None:
        said = str(self.counting.currentData())
        self._said.pop(METRIC, None)
        if said:
            self._said[METRIC] = said
        self.changed.emit()


def field_words(field: str) -> str:
    """ "displaced households", "admin 1 P-code", "name in ar"."""
    language = NAME_IN.fullmatch(field)
    if language:
        return f"name in {language[1]}"
    return field.replace("_pcode", " P-code").replace("+", ", ").replace("_", " ")
