"""The lines of a table, in whichever kind of file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from situation_board.core.exporting.cells import Cell
from situation_board.core.exporting.table import ExportTable

Tables = Sequence[ExportTable]
Line = list[Any]
Lines = Iterator[tuple[int, Line]]
"""The number of the table with each line of it, as it has to be read back."""


def typed_rows(table: ExportTable, hxl: bool) -> Iterator[tuple[Cell, ...]]:
    """Its headers, on wish its tags, and its rows."""
    yield table.names
    if hxl:
        yield tuple(tag for _, tag in table.columns)
    yield from table.rows


def plain(text: str) -> str:
    """Without the control signs that neither a workbook nor XML can hold."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if (sign >= " " or sign in "\t\n") and sign not in "\ufffe\uffff")
