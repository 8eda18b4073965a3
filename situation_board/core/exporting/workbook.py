"""A workbook with a sheet a table, written and read back row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from xml.parsers import expat
from zipfile import ZipFile

from situation_board.core.exporting.cells import Cell
from situation_board.core.exporting.lines import Line, Lines, Tables, plain, typed_rows
from situation_board.core.exporting.table import ExportTable
from situation_board.core.problems import Mistake

MOST_ROWS = 1_048_576
"""Of a sheet."""
CHUNK = 1 << 16
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
    """By a reader of our own, which knows what stands in such a file and takes a quarter of the time."""
    with ZipFile(path) as book, book.open(f"xl/worksheets/sheet{number + 1}.xml") as sheet:
        reader = _SheetReader(len(table.columns))
        while some := sheet.read(CHUNK):
            yield from reader.rows(some)


class _SheetReader:
    """The rows of a sheet, piece by piece."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._done: list[Line] = []
        self._row: Line = []
        self._at, self._kind, self._is_told = 0, "", False
        self._text: list[str] = []
        self._columns: dict[str, int] = {}
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._say

    def rows(self, piece: bytes) -> list[Line]:
        self._parser.Parse(piece)
        done, self._done = self._done, []
        return done

    def _start(self, name: str, values: dict[str, str]) -> None:
        if name == "row":
            self._row = [None] * self._width
        elif name == "c":
            self._at, self._kind, self._text = self._column(values["r"].rstrip("0123456789")), values.get("t", "n"), []
        self._is_told = name in {"t", "v"}

    def _say(self, text: str) -> None:
        if self._is_told:
            self._text.append(text)

    def _end(self, name: str) -> None:
        self._is_told = False
        if name == "c":
            self._row[self._at] = _value("".join(self._text), self._kind)
        elif name == "row":
            self._done.append(self._row)

    def _column(self, letters: str) -> int:
        """A is 0, AA is 26."""
        if letters not in self._columns:
            number = 0
            for letter in letters:
                number = 26 * number + ord(letter) - ord("A") + 1
            self._columns[letters] = number - 1
        return self._columns[letters]


def _value(text: str, kind: str) -> Cell:
    match kind:
        case "inlineStr":
            return text or None
        case "b":
            return text == "1"
        case "n":
            return None if text == "" else int(text) if text.lstrip("-").isdecimal() else float(text)
    raise ValueError(f"a cell of the kind {kind} was not written")
