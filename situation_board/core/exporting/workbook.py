"""A workbook with a sheet a table, written and read back row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from situation_board.core.exporting.cells import Cell
from situation_board.core.exporting.lines import Line, Lines, Tables, plain, typed_rows
from situation_board.core.exporting.table import ExportTable
from situation_board.core.problems import Mistake

MOST_ROWS = 1_048_576
"""Of a sheet."""
LONGEST_CELL = 32_000
"""Signs: a little less than a workbook takes."""


def write_workbook(path: Path, tables: Tables, hxl: bool) -> Lines:
    """Numbers as numbers, text as text, whatever it begins with. Mistake when a table has more rows than a sheet."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    try:
        for number, table in enumerate(tables):
            sheet = book.create_sheet(table.what)
            for at, row in enumerate(typed_rows(table, hxl), start=1):
                if at > MOST_ROWS:
                    raise _too_many(table)
                line = [_fitting(cell) for cell in row]
                sheet.append(_cells(sheet, line))
                yield number, line
        with path.open("wb") as out:
            book.save(out)
    finally:
        _forget(book.worksheets)


def _cells(sheet: Any, line: Line) -> list[Any]:
    """A text is said to be one: else "=1" were a formula, and "#N/A" an error."""
    from openpyxl.cell import WriteOnlyCell

    cells = list(line)
    for at, value in enumerate(line):
        if isinstance(value, str):
            cells[at] = WriteOnlyCell(sheet, value=value)
            cells[at].data_type = "s"
    return cells


def _forget(sheets: Iterable[Any]) -> None:
    """Nothing stays of a workbook that was stopped: openpyxl writes sheets into the folder of the system first."""
    for sheet in sheets:
        with suppress(OSError):
            if not sheet.closed:
                sheet.close()
            if Path(sheet._writer.out).exists():
                sheet._writer.cleanup()


def _too_many(table: ExportTable) -> Mistake:
    return Mistake(
        f"A sheet of a workbook holds {MOST_ROWS:,} rows; of {table.what} there are more.",
        field="out",
        kept="Nothing was written.",
        do="Take .csv, which has no end.",
    )


def _fitting(value: Cell) -> Cell:
    """As a cell can hold it: no control signs, one sign for the end of a line, not too long; "" is an empty cell."""
    if not isinstance(value, str):
        return value
    text = plain(value)
    return (text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…") or None


def read_workbook(path: Path, number: int, table: ExportTable) -> Iterator[Line]:
    import openpyxl

    with path.open("rb") as file:
        book = openpyxl.load_workbook(file, read_only=True)
        for row in book.worksheets[number].iter_rows(values_only=True):
            yield [*row, *[None] * (len(table.columns) - len(row))]
