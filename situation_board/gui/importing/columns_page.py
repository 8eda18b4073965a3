"""The columns of a table and what each is taken for; a choice looks at the file again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QTableWidgetItem, QVBoxLayout, QWidget

from situation_board.core.importing.counted_columns import counting_of_field, with_part
from situation_board.core.importing.seeing import ColumnSeen
from situation_board.core.vocabulary import Metric
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.wording import isolated, words_of
from situation_board.gui.importing.columns_table import ColumnsTable, StillBox
from situation_board.gui.importing.field_words import fields_to_choose, parts_to_choose
from situation_board.gui.look import HALF
from situation_board.gui.safekeeping.parts import wrapped

METRIC = "metric"
"""What the numbers count in time: said for the whole table, not by a column."""
HEADER, TAKEN, PART, WHY, VALUES = range(5)
WIDTHS = (160, 215, 130, 190)


class ColumnsPage(QWidget):
    """`changed` tells that a person chose. What was guessed stays a guess: only choices are in `said`."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[ColumnSeen, ...] = ()
        self._said: dict[str, str] = {}
        self._fields = fields_to_choose()
        self.error = ErrorLine(self)
        self.counting = QComboBox(self)
        self.counting.setAccessibleName(self.tr("What the numbers count"))
        self.counting.addItem(self.tr("not stated: shown, never added"), "")
        for metric in (Metric.STOCK, Metric.FLOW, Metric.CUMULATIVE):
            self.counting.addItem(words_of(metric), f"={metric.value}")
        self.counting.activated.connect(self._choose_metric)
        headings = [self.tr("Column of the file"), self.tr("Taken as"), self.tr("Only a part"), self.tr("Why")]
        self.table = ColumnsTable([*headings, self.tr("Some of its values")], self._furnish, self)
        self.table.setAccessibleName(self.tr("Columns"))
        for at, width in enumerate(WIDTHS):
            self.table.setColumnWidth(at, width)
        column = QVBoxLayout(self)
        column.setSpacing(HALF)
        column.addWidget(wrapped(self.tr("What the numbers count in time:"), self))
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
        self._fields = fields_to_choose([column.whole for column in columns if column.whole])
        if self.table.rowCount() != len(columns):
            self.table.setRowCount(0)
            self.table.setRowCount(len(columns))
        for row, column in enumerate(columns):
            self._show_words(row, column)
            if isinstance(choice := self.table.cellWidget(row, TAKEN), QComboBox):
                self._show_choice(row, choice)
        self.table.furnish_seen()

    def choice_of(self, row: int) -> QComboBox:
        """What the column in that row is taken as."""
        self._furnish(row)
        choice = self.table.cellWidget(row, TAKEN)
        assert isinstance(choice, QComboBox)
        return choice

    def part_of(self, row: int) -> QComboBox | None:
        """Of whom alone the column in that row counts; None where it does not count people."""
        self._furnish(row)
        part = self.table.cellWidget(row, PART)
        return part if isinstance(part, QComboBox) else None

    # --- making

    def _show_words(self, row: int, column: ColumnSeen) -> None:
        tag = f" {column.tag}" if column.tag else ""
        samples = " · ".join(map(isolated, column.samples))
        cells = {HEADER: isolated(column.header) + tag, WHY: isolated(column.why), VALUES: samples}
        for at, words in cells.items():
            cell = QTableWidgetItem(words)
            cell.setToolTip(words)
            self.table.setItem(row, at, cell)

    def _furnish(self, row: int) -> None:
        """Once for each row that is seen."""
        if self.table.cellWidget(row, TAKEN) is None:
            choice = StillBox(self.table)
            choice.activated.connect(lambda _: self._choose(row))
            self.table.setCellWidget(row, TAKEN, choice)
            self._show_choice(row, choice)

    def _show_choice(self, row: int, choice: QComboBox) -> None:
        """Whoever stands in a list stays there while the file is looked at again."""
        column = self._columns[row]
        with QSignalBlocker(choice):
            choice.setModel(self._fields)
            choice.setCurrentIndex(max(choice.findData(column.whole or ""), 0))
        choice.setAccessibleName(self.tr("{0} is taken as").format(isolated(column.header)))
        part = self.table.cellWidget(row, PART)
        if counting_of_field(column.field or "") is None:
            self.table.removeCellWidget(row, PART)
        elif isinstance(part, QComboBox):
            if not part.hasFocus():  # where somebody goes on typing
                part.setCurrentText(column.part)
        else:
            self.table.setCellWidget(row, PART, self._made_part(row))

    def _made_part(self, row: int) -> QComboBox:
        """Free words: how a file parts people nobody can foresee."""
        column = self._columns[row]
        part = StillBox(self.table)
        part.setEditable(True)
        part.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        part.addItems(["", *parts_to_choose()])
        part.setCurrentText(column.part)
        line = part.lineEdit()
        assert line is not None
        line.setPlaceholderText(self.tr("all of them"))
        line.editingFinished.connect(lambda: self._choose_part(row))
        part.activated.connect(lambda _: self._choose_part(row))
        part.setAccessibleName(self.tr("{0} counts only").format(isolated(column.header)))
        return part

    # --- choosing

    def _choose(self, row: int) -> None:
        part = self.part_of(row)
        field = str(self.choice_of(row).currentData())
        self._say(row, with_part(field, part.currentText()) if part is not None else field)

    def _choose_part(self, row: int) -> None:
        part = self.part_of(row)
        assert part is not None
        if part.currentText().strip() != self._columns[row].part:
            self._choose(row)

    def _say(self, row: int, field: str) -> None:
        """Each field comes from one column; a column gives one field."""
        column = self._columns[row]
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
