"""Headers that come again among the rows of a table: of each printed page, or of another table below the first.

A table below another is one of its own, called by the title above it, else by its headers.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile
from operator import eq

from situation_board.core.importing.cells import Cell, is_missing, plain
from situation_board.core.importing.counted_columns import counting_of_header
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.tables import Table, TableRow, tables_of_rows

AGAIN = "headers that come again among the rows were left out"
ANOTHER = "another table begins in line {0}: it is a dataset of its own, read as the sheet “{1}”; rows not read"
LONGEST = 80
"""Characters of a header, and of the name of a table."""
MOST_BELOW = 50


@dataclass(frozen=True, slots=True)
class Begun:
    """Where another table begins, and what it is called."""

    line: int
    name: str


def until_next_table(
    rows: Iterable[TableRow], headers: Sequence[str], numbers: Sequence[int], notes: Notes
) -> Iterator[TableRow]:
    """The rows of a table, up to where another begins; how many are left then is told. `numbers` are the columns that
    count.
    """
    rest = iter(rows)
    above: TableRow | None = None
    first = numbers[0] if numbers else 0
    for row in rest:
        cell = row.cells[first]
        if any(map(eq, row.cells, headers)) or (type(cell) is str and cell[:1].isalpha()):
            if _says_again(row, headers):
                notes.decide(AGAIN)
                continue
            if _are_headers(row, headers, numbers):
                begun = Begun(row.line, _name(row, above))
                notes.below.append(begun.name)
                notes.decide(ANOTHER.format(begun.line, begun.name), sum(1 for _ in rest))
                return
        above = row
        yield row


def tables_below(table: Table, numbers: Sequence[int]) -> Iterator[Table]:
    """The tables below one, each by a name of its own. The file is read as far as they are asked for."""
    if table.raw is None:
        return
    names = {table.name}
    for begun in _all_begun(table, numbers):
        found = _from(table, begun)
        if found is not None and begun.name not in names:
            names.add(begun.name)
            yield found


def _all_begun(table: Table, numbers: Sequence[int]) -> Iterator[Begun]:
    headers: Sequence[str] = table.headers
    above: TableRow | None = None
    found = 0
    for row in table.rows(Notes()):
        if _are_headers(row, headers, numbers) and not _says_again(row, headers):
            yield Begun(row.line, _name(row, above))
            headers = [plain(cell) for cell in row.cells]
            found += 1
            if found == MOST_BELOW:
                return
        above = row


def _from(table: Table, begun: Begun) -> Table | None:
    raw = table.raw
    assert raw is not None, "it was looked at"

    def rows(notes: Notes) -> Iterator[TableRow]:
        return dropwhile(lambda row: row.line < begun.line, raw(notes))

    found = tables_of_rows(begun.name, rows)
    return None if found is None else dataclasses.replace(found, about=(*table.about[:1], begun.name))


def _name(row: TableRow, above: TableRow | None) -> str:
    """By the title above it, else by its headers."""
    title = [plain(cell) for cell in above.cells if not is_missing(cell)] if above is not None else []
    said = title if len(title) == 1 else [plain(cell) for cell in row.cells if not is_missing(cell)]
    return ", ".join(said)[:LONGEST]


def _says_again(row: TableRow, headers: Sequence[str]) -> bool:
    return all(cell == header for cell, header in zip(row.cells, headers, strict=False) if not is_missing(cell))


def _are_headers(row: TableRow, headers: Sequence[str], numbers: Sequence[int]) -> bool:
    """Whether nothing but words stands in it, and either half of them are those above, or one that stands where a
    number should says whom a column counts.
    """
    said = [plain(cell) for cell in row.cells if not is_missing(cell)]
    if len(said) < 2 or not all(map(_is_header, said)):
        return False
    counts = any(counting_of_header(plain(row.cells[at])) is not None for at in numbers if at < len(row.cells))
    return counts or 2 * sum(map(eq, row.cells, headers)) >= len(said)


def _is_header(text: Cell) -> bool:
    return len(text) <= LONGEST and text[:1].isalpha() and not any(sign.isdecimal() for sign in text)
