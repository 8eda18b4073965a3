"""A long list of the report, with a line above it that says what it is and how much of it is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from situation_board.gui.charts.numbers_table import RowsTable
from situation_board.gui.look import HALF
from situation_board.gui.safekeeping.parts import wrapped


class ListedPage(QWidget):
    """Tab leads to the list; Ctrl+C takes it."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.says = wrapped("", self)
        self.table = RowsTable(name)
        self.setFocusProxy(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, HALF, 0, 0)
        column.setSpacing(HALF)
        column.addWidget(self.says)
        column.addWidget(self.table, 1)

    def show_list(self, headings: tuple[str, ...], rows: Sequence[tuple[str, ...]], says: str) -> None:
        self.table.show_rows(headings, rows)
        self.says.setText(says)
        self.says.setVisible(bool(says))
