"""A workbook with a sheet a table, written and read back row by row.

Each row goes straight into the packed file: a library that gathers a sheet in a file of its own first would leave what
a protected situation holds in the folder of the system, and all of it when the program is killed.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import IO
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from situation_board.core.exporting.cells import Cell
from situation_board.core.exporting.lines import Line, Lines, Tables, plain, typed_rows
from situation_board.core.exporting.table import ExportTable
from situation_board.core.problems import Mistake

MOST_ROWS = 1_048_576
"""Of a sheet."""
MAY_BE_HUGE = 100_000
"""Rows from which a sheet may be larger than the 2 GB that an old zip holds."""
CHUNK = 1 << 16
LONGEST_CELL = 32_000
"""Signs: a little less than a workbook takes."""
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The parts of a workbook have times, which tell nobody anything."""
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def write_workbook(path: Path, tables: Tables, hxl: bool) -> Lines:
    """Numbers as numbers, text as text, whatever it begins with. Mistake when a table has more rows than a sheet."""
    with ZipFile(path, "w", ZIP_DEFLATED) as book:
        for name, text in _parts([table.what for table in tables]).items():
            book.writestr(_info(name), DECLARATION + text)
        for number, table in enumerate(tables):
            with book.open(_info(_sheet(number)), "w", force_zip64=table.about_rows > MAY_BE_HUGE) as sheet:
                yield from ((number, line) for line in _write_sheet(sheet, table, hxl))


def _write_sheet(sheet: IO[bytes], table: ExportTable, hxl: bool) -> Iterator[Line]:
    sheet.write(f'{DECLARATION}<worksheet xmlns="{MAIN}"><sheetData>'.encode())
    for at, row in enumerate(typed_rows(table, hxl), start=1):
        if at > MOST_ROWS:
            raise _too_many(table)
        line = [_fitting(cell) for cell in row]
        cells = "".join([_cell(f"{_letters(column)}{at}", value) for column, value in enumerate(line)])
        sheet.write(f'<row r="{at}">{cells}</row>'.encode())
        yield line
    sheet.write(b"</sheetData></worksheet>")


def _cell(place: str, value: Cell) -> str:
    """A text is said to be one: else "=1" were a formula, and "#N/A" an error."""
    match value:
        case None:
            return ""
        case bool():
            return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
        case str():
            return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
        case _:
            return f'<c r="{place}"><v>{value!r}</v></c>'


@cache
def _letters(column: int) -> str:
    """0 is A, 26 is AA."""
    before, last = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


# --- what holds the sheets together (ECMA-376, parts 1 and 2)


def _info(name: str) -> ZipInfo:
    info = ZipInfo(name, LONG_AGO)
    info.compress_type = ZIP_DEFLATED
    return info


def _sheet(number: int) -> str:
    return f"xl/worksheets/sheet{number + 1}.xml"


def _parts(names: list[str]) -> dict[str, str]:
    numbers = range(1, len(names) + 1)
    told = zip(names, numbers, strict=True)
    sheets = "".join(f'<sheet name={quoteattr(name)} sheetId="{at}" r:id="rId{at}"/>' for name, at in told)
    kinds = "".join(f'<Override PartName="/{_sheet(at - 1)}" ContentType="{KINDS}.worksheet+xml"/>' for at in numbers)
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{relations}"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KINDS}.sheet.main+xml"/>{kinds}</Types>',
        "_rels/.rels": _relations([_relation("rId1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(
            [_relation(f"rId{at}", "worksheet", f"worksheets/sheet{at}.xml") for at in numbers]
        ),
    }


def _relations(lead: list[str]) -> str:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(lead)}</Relationships>'


def _relation(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{RELATIONS}/{kind}" Target="{target}"/>'


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
    with ZipFile(path) as book, book.open(_sheet(number)) as sheet:
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
