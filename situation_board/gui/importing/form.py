"""What a person can say about a file: how it is read, who publishes it, which of two readings is meant."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from situation_board.core.importing.mapping import FIGURE_FIELDS
from situation_board.core.importing.notes import Question
from situation_board.core.importing.options import DateOrder
from situation_board.core.importing.seeing import FileSeen
from situation_board.core.problems import Problem
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.look import HALF


class ImportForm(QWidget):
    """`changed` asks for another look at the file. An open question stands beside the field that answers it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.format = QComboBox(self)
        self.sheet = QComboBox(self)
        self.source = QLineEdit(self)
        self.source.setPlaceholderText(self.tr("who publishes it, where the file does not say so"))
        self.date_order = QComboBox(self)
        self.date_order.addItem(self.tr("as the values show"), None)
        self.date_order.addItem(self.tr("day first: 03/04/2024 is 3 April"), DateOrder.DAY_FIRST)
        self.date_order.addItem(self.tr("month first: 03/04/2024 is 4 March"), DateOrder.MONTH_FIRST)
        self.as_of = QLineEdit(self)
        self.as_of.setPlaceholderText(self.tr("since when it is so, such as 8 Dec 2024"))
        self.personal = QCheckBox(self.tr("&Keep e-mail addresses and telephone numbers"), self)
        self.errors = {name: ErrorLine(self) for name in ("format", "sheet", "source", "date_order", "as_of")}
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setSpacing(HALF)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, words, field in self._fields():
            self._add(name, words, field)
        self._form.addRow("", self.personal)
        for name in ("format", "sheet", "date_order", "as_of"):
            self._show_row(name, False)
        self._connect()

    def _fields(self) -> Sequence[tuple[str, str, QWidget]]:
        return (
            ("format", self.tr("&Read as"), self.format),
            ("sheet", self.tr("S&heet"), self.sheet),
            ("source", self.tr("P&ublished by"), self.source),
            ("date_order", self.tr("&Dates"), self.date_order),
            ("as_of", self.tr("&As of"), self.as_of),
        )

    def _add(self, name: str, words: str, field: QWidget) -> None:
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(field)
        column.addWidget(self.errors[name])
        label = QLabel(words, self)
        label.setBuddy(field)
        field.setAccessibleName(words.replace("&", ""))
        self._form.addRow(label, holder)

    def _connect(self) -> None:
        for box in (self.format, self.sheet, self.date_order):
            box.activated.connect(lambda _: self.changed.emit())
        self.as_of.textEdited.connect(lambda _: self.changed.emit())
        self.personal.toggled.connect(lambda _: self.changed.emit())

    # --- what was said

    def chosen_format(self) -> str | None:
        return str(self.format.currentData()) if self.format.currentIndex() > 0 else None

    def chosen_sheet(self) -> str | None:
        """A person's choice; the sheet that was found by itself is the first line."""
        return str(self.sheet.currentData()) if self.sheet.currentIndex() > 0 else None

    def chosen_order(self) -> DateOrder | None:
        said = self.date_order.currentData()
        return DateOrder(said) if said else None

    # --- what is shown

    def show_seen(self, seen: FileSeen) -> None:
        found = self.tr("{0} (found by itself)").format(seen.examined.format.words)
        if self.chosen_format() is None:
            self._fill(self.format, [(found, ""), *((each.words, each.name) for each in seen.formats)])
        if self.chosen_sheet() is None:
            by_itself = self.tr("{0} (found by itself)").format(seen.sheet or "")
            self._fill(self.sheet, [(by_itself, ""), *((name, name) for name in seen.sheets)])
        self._show_row("format", True)
        self._show_row("sheet", len(seen.sheets) > 1)
        self._show_row("as_of", _lacks_a_time(seen) or bool(self.as_of.text()))
        publisher = seen.examined.format.publisher
        if publisher:
            self.source.setPlaceholderText(publisher)
        self.clear_errors()
        for question in seen.examined.questions:
            self._show_question(question)

    def show_problem(self, problem: Problem) -> bool:
        """Beside its field; False when it is about none of these."""
        name = getattr(problem, "field", "")
        if name not in self.errors:
            return False
        self._show_row(name, True)
        self.errors[name].show_problem(problem)
        return True

    def clear_errors(self) -> None:
        for line in self.errors.values():
            line.clear()

    def _show_question(self, question: Question) -> None:
        if question.option in self.errors:
            self._show_row(question.option, True)
            self.errors[question.option].show_words(f"{question.what}.")

    def _fill(self, box: QComboBox, lines: Sequence[tuple[str, str]]) -> None:
        with QSignalBlocker(box):
            box.clear()
            for words, value in lines:
                box.addItem(words, value)

    def _show_row(self, name: str, is_shown: bool) -> None:
        row = next(at for at, (each, _, _) in enumerate(self._fields()) if each == name)
        self._form.setRowVisible(row, is_shown)


def _lacks_a_time(seen: FileSeen) -> bool:
    """Whether the columns tell of events without saying when: then a person may."""
    said = {column.field for column in seen.columns}
    return bool(said & set(FIGURE_FIELDS)) and not said & {"date", "starts", "ends", "year"}
