"""Rows that add up those above them and are called nothing: found by their numbers alone, which must agree exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from situation_board.core.importing.cells import Cell, is_missing, plain
from situation_board.core.importing.columns import ColumnError, Written
from situation_board.core.importing.next_table import until_next_table
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.tables import NUMERIC, Table, TableRow
from situation_board.core.importing.words_in_cells import is_word_for_total

FEWEST = 2
"""Rows that are added up: one alone may be a row that says the same number."""
MOST = 100_000
"""Such rows of one table that are remembered."""
LEFT_OUT = "rows without a name whose numbers are the sums of the rows above were left out as totals"


@dataclass(slots=True)
class NamelessTotals:
    """Those of one table. `named` are the columns that say of what a row tells, `dated` those that say when, `numbers`
    the headers that count, each with its scale.

    The table is read once more when the first row comes that may be one.
    """

    table: Table
    written: Written
    named: Sequence[int]
    dated: Sequence[int]
    numbers: Mapping[str, int]
    _lines: frozenset[int] | None = None

    @property
    def counted(self) -> list[int]:
        """The columns that count."""
        return [self.written.columns[header] for header in self.numbers]

    def holds(self, row: TableRow) -> bool:
        if not self._may_be_one(row):
            return False
        if self._lines is None:
            self._lines = frozenset(self._found())
        return row.line in self._lines

    def _may_be_one(self, row: TableRow) -> bool:
        """Whether a row says nothing but numbers, and not of what."""
        return (
            bool(self.named)
            and bool(self.numbers)
            and all(is_missing(row.cells[at]) for at in self.named)
            and all(_is_number(cell) for cell in row.cells)
        )

    def _found(self) -> Iterable[int]:
        all_above, since_last = _Sums(), _Sums()
        lines: list[int] = []
        above: TableRow | None = None
        for row in until_next_table(self.table.rows(Notes()), self.table.headers, self.counted, Notes()):
            values = self._values(row)
            is_of_then = above is not None and self._speaks_of_then(row, above)
            above = row
            if is_of_then and self._may_be_one(row) and (all_above.agree(values) or since_last.agree(values)):
                lines.append(row.line)
                since_last = _Sums()
            elif not any(is_word_for_total(plain(row.cells[at])) for at in self.named):
                all_above.add(values)
                since_last.add(values)
            if len(lines) == MOST:
                break
        return lines

    def _speaks_of_then(self, row: TableRow, above: TableRow) -> bool:
        """Another day than that of the row above is one row more of the same place."""
        return all(is_missing(row.cells[at]) or row.cells[at] == above.cells[at] for at in self.dated)

    def _values(self, row: TableRow) -> dict[str, int | None]:
        """The numbers of a row; None for one that is not exact."""
        values: dict[str, int | None] = {}
        for header, scale in self.numbers.items():
            try:
                number = self.written.number(row, header, scale=scale, rounds=True)
            except ColumnError:
                values[header] = None
                continue
            if number is not None:
                values[header] = number.low if number.low == number.high else None
        return values


@dataclass(slots=True)
class _Sums:
    """What the columns add up to; of a column with something inexact nobody knows."""

    rows: int = 0
    known: dict[str, int] = field(default_factory=dict)
    inexact: set[str] = field(default_factory=set)

    def add(self, values: Mapping[str, int | None]) -> None:
        self.rows += bool(values)
        for header, value in values.items():
            if value is None:
                self.inexact.add(header)
            else:
                self.known[header] = self.known.get(header, 0) + value

    def agree(self, values: Mapping[str, int | None]) -> bool:
        """Whether all numbers that can be compared are the sums, and one of them is not zero."""
        told = {header: value for header, value in values.items() if header not in self.inexact}
        return (
            self.rows >= FEWEST and any(told.values()) and all(self.known.get(each, 0) == told[each] for each in told)
        )


def _is_number(cell: Cell) -> bool:
    return is_missing(cell) or not isinstance(cell, str) or NUMERIC.fullmatch(plain(cell)) is not None
