"""The tables of a page: Markdown and HTML, as they are copied from the web. Each goes by the heading above it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from itertools import chain

from situation_board.core.importing.files import GivenFile
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.tables import MOST_COLUMNS, Table, TableRow, table_with_header, tables_of_rows

MOST_TABLES = 500
LARGEST_PAGE = 64 << 20
RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*\s*")
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
EMPHASIS = re.compile(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)")
CELL = re.compile(r"(?<!\\)\|")

Rows = list[TableRow]


def tables_of_page(file: GivenFile) -> list[Table]:
    """The tables of a Markdown or HTML page that have headers, in their order."""
    if file.size > LARGEST_PAGE:
        return []
    if not file.start.startswith("<"):
        return list(_markdown_tables(file))
    tables = [tables_of_rows(heading, _again(rows)) for heading, rows in _html_tables(file)]
    return [table for table in tables if table is not None]


def _again(rows: Rows) -> Callable[[Notes], Iterator[TableRow]]:
    return lambda notes: iter(rows)


# --- Markdown


def _markdown_tables(file: GivenFile) -> Iterator[Table]:
    """Runs of lines with bars. The line above the rule holds the headers; without words there it is a mere frame."""
    heading, header = "", None
    rows: Rows = []
    for number, line in enumerate(chain(file.lines(Notes()), [""]), start=1):
        text = line.rstrip("\r\n")
        if "|" in text and RULE.fullmatch(text) and header is None and rows:
            header = rows.pop()
            rows = []
        elif "|" in text:
            if not RULE.fullmatch(text):
                rows.append(TableRow(number, _cells(text)))
        else:
            if header is not None and sum(bool(cell) for cell in header.cells) > 1:
                yield table_with_header(heading, header, rows)
            rows, header = [], None
            title = HEADING.fullmatch(text)
            heading = plain_markdown(title[1]) if title else heading


def _cells(line: str) -> list[str]:
    stripped = line.strip()
    stripped = stripped[1:] if stripped.startswith("|") else stripped
    stripped = stripped[:-1] if stripped.endswith("|") and not stripped.endswith("\\|") else stripped
    return [plain_markdown(cell) for cell in CELL.split(stripped)[:MOST_COLUMNS]]


def plain_markdown(text: str) -> str:
    """Text without links, pictures and emphasis."""
    bare = EMPHASIS.sub("", LINK.sub(r"\1", text)).replace("\\|", "|")
    return " ".join(html.unescape(bare).split())


# --- HTML


def _html_tables(file: GivenFile) -> Iterator[tuple[str, Rows]]:
    reader = _TableReader()
    for line in file.lines(Notes()):
        reader.feed(line)
    reader.close()
    yield from reader.tables[:MOST_TABLES]


class _TableReader(HTMLParser):
    """Collects the cells of outermost tables, repeated where they span columns. Scripts and styles are passed over."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[tuple[str, Rows]] = []
        self._heading = ""
        self._depth = 0
        self._rows: Rows = []
        self._cells: list[str] | None = None
        self._text: list[str] | None = None
        self._span = 1
        self._silent = 0
        self._in_heading = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        said = dict(attributes)
        match tag:
            case "table":
                self._depth += 1
                if self._depth == 1:
                    self._rows = []
            case "tr" if self._depth == 1:
                self._end_row()
                self._cells = []
            case "td" | "th" if self._depth == 1:
                self._end_cell()
                self._text = []
                self._span = _small(said.get("colspan"))
            case "script" | "style":
                self._silent += 1
            case "h1" | "h2" | "h3" | "h4" | "caption" if self._depth == 0 or tag == "caption":
                self._in_heading, self._heading = True, ""
            case "img" if self._text is not None and said.get("alt"):
                self._text.append(f" {said['alt']} ")
            case "br" if self._text is not None:
                self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        match tag:
            case "table":
                if self._depth == 1:
                    self._end_row()
                    if self._rows:
                        self.tables.append((" ".join(self._heading.split()), self._rows))
                self._depth = max(0, self._depth - 1)
            case "tr" if self._depth == 1:
                self._end_row()
            case "td" | "th" if self._depth == 1:
                self._end_cell()
            case "script" | "style":
                self._silent = max(0, self._silent - 1)
            case "h1" | "h2" | "h3" | "h4" | "caption":
                self._in_heading = False

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._text is not None:
            self._text.append(data)
        elif self._in_heading:
            self._heading += data

    def _end_cell(self) -> None:
        if self._text is None:
            return
        text = " ".join("".join(self._text).split())
        self._text = None
        if self._cells is not None and len(self._cells) < MOST_COLUMNS:
            self._cells += [text] + [""] * (self._span - 1)

    def _end_row(self) -> None:
        self._end_cell()
        if self._cells:
            self._rows.append(TableRow(self.getpos()[0], self._cells))
        self._cells = None


def _small(text: str | None) -> int:
    return min(int(text), 100) if text and text.isdecimal() else 1
