"""Cells that span rows and columns, as pages have them: each place in the grid gets what spans it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from situation_board.core.importing.tables import MOST_COLUMNS, TableRow

MOST_SPANNED = 1_000
"""Rows that one cell may span."""


@dataclass(slots=True)
class Spanning:
    """The text of a cell, and how many columns and rows it takes."""

    text: str
    columns: int = 1
    rows: int = 1


class Grid:
    """Cells as they come, row by row."""

    def __init__(self) -> None:
        self._rows: list[tuple[int, list[Spanning]]] = []

    def begin_row(self, line: int) -> None:
        self._rows.append((line, []))

    def add(self, line: int, cell: Spanning) -> None:
        if not self._rows:
            self.begin_row(line)
        if len(self._rows[-1][1]) < MOST_COLUMNS:
            self._rows[-1][1].append(cell)

    def add_to_last(self, text: str) -> None:
        """More text of the cell that came last."""
        if self._rows and self._rows[-1][1]:
            self._rows[-1][1][-1].text += text

    def rows(self, plain: Callable[[str], str] = str.strip) -> list[TableRow]:
        """All rows that hold something, each cell under its column."""
        waiting: dict[int, tuple[str, int]] = {}
        found = []
        for line, cells in self._rows:
            if cells:
                found.append(TableRow(line, _placed(cells, waiting, plain)))
        return found


def _placed(cells: list[Spanning], waiting: dict[int, tuple[str, int]], plain: Callable[[str], str]) -> list[str]:
    """One row: its own cells in the places that no cell from above takes."""
    row: list[str] = []
    left = list(cells)
    while (left or any(at >= len(row) for at in waiting)) and len(row) < MOST_COLUMNS:
        at = len(row)
        if at in waiting:
            text, times = waiting.pop(at)
            row.append(text)
            if times > 1:
                waiting[at] = (text, times - 1)
        elif left:
            cell = left.pop(0)
            text = plain(cell.text)
            for offset in range(max(1, min(cell.columns, MOST_COLUMNS - at))):
                row.append(text if offset == 0 else "")
                if cell.rows > 1:
                    waiting[at + offset] = (row[-1], min(cell.rows, MOST_SPANNED) - 1)
        else:
            row.append("")
    return row
