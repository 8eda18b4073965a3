"""Headers that come again among the rows of a table: of each printed page, or of another table below the first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import eq

from situation_board.core.importing.cells import Cell, is_missing, plain
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.tables import TableRow

AGAIN = "headers that come again among the rows were left out"
ANOTHER = "another table begins in line {0}: its rows were not read, since its headers are others"
LONGEST = 80
"""Characters of a header."""


def until_next_table(rows: Iterable[TableRow], headers: Sequence[str], notes: Notes) -> Iterator[TableRow]:
    """The rows of a table with numbers, up to where another begins; what is left of them is told."""
    rest = iter(rows)
    for row in rest:
        if any(map(eq, row.cells, headers)):
            if _says_again(row, headers):
                notes.decide(AGAIN)
                continue
            if _are_headers(row, headers):
                notes.decide(ANOTHER.format(row.line), sum(1 for _ in rest))
                return
        yield row


def _says_again(row: TableRow, headers: Sequence[str]) -> bool:
    return all(cell == header for cell, header in zip(row.cells, headers, strict=False) if not is_missing(cell))


def _are_headers(row: TableRow, headers: Sequence[str]) -> bool:
    """Whether nothing but words stands in it, and at least half of them are those above."""
    said = [plain(cell) for cell in row.cells if not is_missing(cell)]
    return len(said) > 1 and all(map(_is_header, said)) and 2 * sum(map(eq, row.cells, headers)) >= len(said)


def _is_header(text: Cell) -> bool:
    return len(text) <= LONGEST and text[:1].isalpha() and not any(sign.isdecimal() for sign in text)
