"""A table with a list to choose from in each row, made when its row is seen: a form may have two thousand columns."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableWidget, QWidget

LINES = 2
"""Of words in a row; what is longer is told by the tool tip."""


class StillBox(QComboBox):
    """The wheel scrolls the table over it and chooses nothing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ColumnsTable(QTableWidget):
    """`furnish` is called with each row that comes into sight, again and again."""

    def __init__(self, headings: list[str], furnish: Callable[[int], None], parent: QWidget) -> None:
        super().__init__(0, len(headings), parent)
        self._furnish = furnish
        self.setHorizontalHeaderLabels(headings)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(LINES * self.fontMetrics().lineSpacing() + 6)
        self.setVerticalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        self.verticalScrollBar().valueChanged.connect(lambda _: self.furnish_seen())

    def furnish_seen(self) -> None:
        """Make what stands in the rows that are seen."""
        first = max(self.rowAt(0), 0)
        in_sight = self.viewport().height() // self.verticalHeader().defaultSectionSize() + 2
        for row in range(first, min(first + in_sight, self.rowCount())):
            self._furnish(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.furnish_seen()
