"""Rows that say exactly what another row of the table says: taken in, and told, since they may count people twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from situation_board.core.importing.notes import Notes
from situation_board.core.importing.tables import TableRow

MOST = 200_000
"""Different rows that are remembered, by a number each."""
REPEATED = "rows that say exactly what another row says: taken in each, and perhaps counted twice"


def with_repeats_told(rows: Iterable[TableRow], notes: Notes) -> Iterator[TableRow]:
    seen: set[int] = set()
    for row in rows:
        mark = hash((tuple(row.cells), row.cells.count(-1)))  # the hashes of -1 and -2 are the same
        if mark in seen:
            notes.decide(REPEATED)
        elif len(seen) < MOST:
            seen.add(mark)
        yield row
