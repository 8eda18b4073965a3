"""Which of the tables of a file is read: the one that a person named, else the one of which most is understood."""

from __future__ import annotations

from collections.abc import Iterator

from situation_board.core.importing.looked import Looked
from situation_board.core.importing.mapping import mapped
from situation_board.core.importing.next_table import tables_below
from situation_board.core.importing.options import Options
from situation_board.core.importing.tables import Table
from situation_board.core.problems import Mistake


def best_table(looked: Looked, options: Options) -> Table | None:
    """None where the file holds no table. Mistake where there is none of the name that a person gave."""
    if options.sheet is None:
        return most_understood(looked)
    found = next((table for table in (*looked.tables, *below(looked)) if table.name == options.sheet), None)
    if found is None:
        names = ", ".join(table.name for table in (*looked.tables, *below(looked)))
        raise Mistake(f"There is no table “{options.sheet}”.", field="sheet", do=f"One of: {names}.")
    return found


def part_of(looked: Looked, options: Options) -> str | None:
    """The name of the one of several tables that is read; None where it is the only one, or the first of its sheet."""
    table = best_table(looked, options) if len(looked.tables) > 1 or options.sheet is not None else None
    return None if table is None or [table.name] == [each.name for each in looked.tables] else table.name


def below(looked: Looked) -> Iterator[Table]:
    """The tables that stand below the first of each sheet; a page tells its tables apart by itself."""
    for table in looked.tables:
        yield from tables_below(table, counting_columns(table))


def counting_columns(table: Table) -> list[int]:
    """The columns whose headers or tags say that they count people."""
    return [table.headers.index(guess.header) for guess in mapped(table, {}) if guess.counting is not None]


def most_understood(looked: Looked) -> Table | None:
    """The one with the most columns that mean something."""
    return max(looked.tables, key=lambda table: len(mapped(table, {})), default=None)
