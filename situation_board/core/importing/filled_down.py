"""Cells merged over several rows, as a saved sheet leaves them: the first has the value, the others nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from situation_board.core.importing.cells import Cell, is_missing, plain
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.tables import TableRow
from situation_board.core.importing.words_in_cells import is_word_for_total

FEWEST = 2
"""Cells left empty before it counts as a habit."""


def merged_columns(sample: Sequence[TableRow], columns: Sequence[int], inner: int, *, share: float) -> list[int]:
    """Those of the columns whose cells are merged: the first row says something, no row says the same as the one
    before, and at least that share of the rows that name something in the column `inner` leaves it out.
    """
    rows = [row for row in sample if not is_missing(row.cells[inner])]
    return [at for at in columns if at != inner and _is_merged([row.cells[at] for row in rows], share)]


def _is_merged(cells: Sequence[Cell], share: float) -> bool:
    if not cells or is_missing(cells[0]):
        return False
    empty = sum(map(is_missing, cells))
    said = [plain(cell) for cell in cells if not is_missing(cell)]
    repeats = any(one == other for one, other in pairwise(said))
    return empty >= max(FEWEST, share * len(cells)) and not repeats


def filled_down(
    rows: Iterable[TableRow],
    columns: Sequence[int],
    inner: int,
    headers: Sequence[str],
    notes: Notes,
    *,
    is_total: Callable[[TableRow], bool] = lambda _: False,
) -> Iterator[TableRow]:
    """The rows with what stands above in the empty cells of those columns; rows of totals as they are."""
    above: dict[int, Cell] = {}
    for row in rows:
        if is_word_for_total(plain(row.cells[inner])) or is_total(row):
            yield row
            continue
        cells = list(row.cells)
        for number, at in enumerate(columns):
            if not is_missing(cells[at]):
                above = {each: value for each, value in above.items() if each not in columns[number:]}
                above[at] = None if is_word_for_total(plain(cells[at])) else cells[at]
            elif above.get(at) is not None:
                cells[at] = above[at]
                notes.decide(f"empty cells of “{headers[at]}” were taken as merged with the one above")
        yield TableRow(row.line, cells)
