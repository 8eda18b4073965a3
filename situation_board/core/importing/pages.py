"""The tables of a page: Markdown, HTML and wikitext, as they are copied from the web. Each goes by its heading."""

from __future__ import annotations

import dataclasses
import html
import re
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from itertools import chain, islice
from urllib.parse import unquote

from situation_board.core.importing.cell_grid import Grid, Spanning
from situation_board.core.importing.files import GivenFile
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.tables import MOST_COLUMNS, Table, TableRow, table_with_header, tables_of_rows
from situation_board.core.importing.wikitext import tables_of_wikitext

MOST_TABLES = 500
LARGEST_PAGE = 64 << 20
RULE = re.compile(r"\s*+\|?\s*+:?-{2,}+:?\s*+(?:\|\s*+:?-{2,}+:?\s*+)*+\|?\s*+")
LONGEST_HEADING = 500
LOOKED_AT = 4_096
"""Characters in which the first element of a page has to stand."""
HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*\s*")
LINK = re.compile(r"!?\[([^\[\]]*+)\]\([^()]*+\)")
EMPHASIS = re.compile(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)")
NOTE_MARK = re.compile(r"\s?\[(?:\d{1,3}|[a-z]|note \d{1,3})\](?=\s|$|\[)")
"""The mark of a footnote."""
THUMB = re.compile(r"^\d+px-")
EDIT = re.compile(r"\s*\[\s*edit[^\]]*\]\s*$", re.IGNORECASE)
WIKI_TABLE = re.compile(r"^\{\|", re.MULTILINE)
FIRST_ELEMENT = re.compile(r"(?:<!--.*?-->|<![^>]*>|\s)*+<([a-z0-9]+)", re.IGNORECASE | re.DOTALL)
OF_PAGES = frozenset(
    {
        "html",
        "head",
        "body",
        "table",
        "tbody",
        "tr",
        "div",
        "span",
        "p",
        "meta",
        "h1",
        "h2",
        "h3",
        "h4",
        "section",
        "main",
    }
)
CELL = re.compile(r"(?<!\\)\|")

Rows = list[TableRow]


def tables_of_page(file: GivenFile) -> list[Table]:
    """The tables of a Markdown or HTML page that have headers, in their order."""
    if file.size > LARGEST_PAGE:
        return []
    if is_wikitext(file):
        numbered = enumerate(file.lines(Notes()), start=1)
        return _with_headers(islice(tables_of_wikitext(numbered), MOST_TABLES))
    return _with_headers(_html_tables(file)) if file.start.startswith("<") else list(_markdown_tables(file))


def is_wikitext(file: GivenFile) -> bool:
    """Whether a table begins as wikis write it. Pages begin with braces too, and are no JSON."""
    return WIKI_TABLE.search(file.start) is not None


def is_page(file: GivenFile) -> bool:
    """Whether it is written as a page: by its first element, a wiki's table, or the rule below headers in Markdown."""
    if file.start.startswith("<"):
        root = FIRST_ELEMENT.match(file.start[:LOOKED_AT])
        return root is not None and root[1].lower() in OF_PAGES
    lines = file.start.splitlines()
    return is_wikitext(file) or any("|" in line and RULE.fullmatch(line) for line in lines)


def _with_headers(found: Iterable[tuple[str, Rows]]) -> list[Table]:
    tables = [tables_of_rows(heading, _again(rows)) for heading, rows in found]
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
            title = HEADING.fullmatch(text) if len(text) <= LONGEST_HEADING else None
            heading = plain_markdown(title[1]) if title else heading


def _cells(line: str) -> list[str]:
    stripped = line.strip()
    stripped = stripped[1:] if stripped.startswith("|") else stripped
    stripped = stripped[:-1] if stripped.endswith("|") and not stripped.endswith("\\|") else stripped
    return [plain_markdown(cell) for cell in CELL.split(stripped)[:MOST_COLUMNS]]


def plain_markdown(text: str) -> str:
    """Text without links, pictures and emphasis."""
    bare = EMPHASIS.sub("", LINK.sub(r"\1", LINK.sub(r"\1", text))).replace("\\|", "|")
    return " ".join(html.unescape(bare).split())


# --- HTML


def _html_tables(file: GivenFile) -> Iterator[tuple[str, Rows]]:
    reader = _TableReader()
    for line in file.lines(Notes()):
        reader.feed(line)
    reader.close()
    yield from reader.tables[:MOST_TABLES]


class _TableReader(HTMLParser):
    """Collects the cells of outermost tables, repeated where they span rows. Scripts and hidden text are left."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[tuple[str, Rows]] = []
        self._heading = ""
        self._depth = 0
        self._grid = Grid()
        self._cell: Spanning | None = None
        self._text: list[str] | None = None
        self._picture = ""
        self._silent: list[str] = []
        self._in_heading = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        said = dict(attributes)
        if tag in {"script", "style"} or (tag in {"sup", "span"} and (self._silent or _is_hidden(said))):
            self._silent.append(tag)
        match tag:
            case "table":
                self._depth += 1
                if self._depth == 1:
                    self._grid = Grid()
            case "tr" if self._depth == 1:
                self._end_cell()
                self._grid.begin_row(self.getpos()[0])
            case "td" | "th" if self._depth == 1:
                self._end_cell()
                self._text, self._picture = [], ""
                self._cell = Spanning("", _small(said.get("colspan")), _small(said.get("rowspan")))
            case "h1" | "h2" | "h3" | "h4" | "caption" if self._depth == 0 or tag == "caption":
                self._in_heading, self._heading = True, ""
            case "img" if self._text is not None:
                self._text.append(f" {said.get('alt') or ''} ")
                self._picture = THUMB.sub("", unquote((said.get("src") or "").rpartition("/")[2]))
            case "br" | "p" | "li" if self._text is not None and "".join(self._text).strip():
                self._text.append(" / ")

    def handle_endtag(self, tag: str) -> None:
        if self._silent and self._silent[-1] == tag:
            self._silent.pop()
        match tag:
            case "table":
                if self._depth == 1:
                    self._end_cell()
                    rows = self._grid.rows()
                    if rows:
                        self.tables.append((EDIT.sub("", " ".join(self._heading.split())), rows))
                self._depth = max(0, self._depth - 1)
            case "td" | "th" if self._depth == 1:
                self._end_cell()
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
        """A cell that shows a picture and says nothing is called by it."""
        if self._text is None or self._cell is None:
            return
        text = NOTE_MARK.sub("", " ".join("".join(self._text).split())).removesuffix(" /").strip()
        self._grid.add(self.getpos()[0], dataclasses.replace(self._cell, text=text or self._picture))
        self._text = None


def _is_hidden(said: dict[str, str | None]) -> bool:
    """Notes and keys for sorting."""
    return "reference" in (said.get("class") or "") or "display:none" in (said.get("style") or "").replace(" ", "")


def _small(text: str | None) -> int:
    return max(1, min(int(text), 1_000)) if text and text.isdecimal() and len(text) < 6 else 1
