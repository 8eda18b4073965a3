"""What goes into a file for others, as tables: a row a card, a row a figure of an event, a row a thing of any kind.

Only what may be told under the label is read, and all that is derived is made anew from it.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager
from pathlib import Path

from situation_board.core.exporting.card_rows import card_table
from situation_board.core.exporting.event_rows import event_table
from situation_board.core.exporting.kinds import KINDS, kind_table
from situation_board.core.exporting.table import ABOUT, Columns, ExportTable, Rows, about
from situation_board.core.exporting.writing import writing
from situation_board.core.importing.examining import Progress
from situation_board.core.problems import Mistake
from situation_board.core.questions.moments import Moment
from situation_board.core.snapshot.permitted import permitted
from situation_board.core.store import Reading
from situation_board.core.vocabulary import HandlingLabel

__all__ = ["ABOUT", "EVERYTHING", "WHAT", "ExportTable", "export_table", "export_tables", "exporting"]

Read = Callable[[], AbstractContextManager[Reading]]
MOST_ROWS = 1_000_000
"""More does not fit into a sheet of a workbook."""
EVERYTHING = "everything"
"""A workbook with a sheet a kind."""


def export_table(
    reading: Reading, what: str, *, label: HandlingLabel | None = None, moment: Moment = None
) -> ExportTable:
    """The rows of a kind that may be told under the label, else under the situation's own. Mistake for anything else.

    What is stricter is not there, as if nobody had ever entered it.
    """
    if what not in WHAT:
        raise Mistake(f"“{what}” cannot be exported.", field="what", do=f"One of: {', '.join(WHAT)}.")
    told = label or reading.situation.label or HandlingLabel.AMBER
    columns, rows = _content(reading, what, told, moment)
    if len(rows) > MOST_ROWS:
        raise Mistake(f"There are more than {MOST_ROWS:,} rows.", kept="Nothing was written.")
    every = about(reading, told, moment)
    title = reading.situation.name or "situation"
    return ExportTable(what, title, (*columns, *ABOUT), tuple((*row, *every) for row in rows))


def export_tables(
    reading: Reading, what: str, *, label: HandlingLabel | None = None, moment: Moment = None
) -> tuple[ExportTable, ...]:
    """The tables of a file: one, or for everything one of each kind of which there is something."""
    if what != EVERYTHING:
        return (export_table(reading, what, label=label, moment=moment),)
    tables = [export_table(reading, each, label=label, moment=moment) for each in WHAT]
    return tuple(table for table in tables if table.rows) or tuple(tables[:1])


def exporting(
    read: Read, path: Path, what: str, *, label: HandlingLabel | None = None, hxl: bool = False
) -> Generator[Progress, None, int]:
    """Write the tables of a file in steps, each a place to stop. Returns how many rows there are."""
    tables: list[ExportTable] = []
    kinds = WHAT if what == EVERYTHING else (what,)
    with read() as reading:
        for number, each in enumerate(kinds):
            tables.append(export_table(reading, each, label=label))
            yield Progress(sum(len(table.rows) for table in tables), (number + 1) / (2 * len(kinds)))
    filled = [table for table in tables if table.rows] or tables[:1]
    rows = sum(len(table.rows) for table in filled)
    for share in writing(path, filled, hxl=hxl):
        yield Progress(rows, 0.5 + share / 2)
    return rows


def _content(reading: Reading, what: str, label: HandlingLabel, moment: Moment) -> tuple[Columns, Rows]:
    if what in KINDS:
        return kind_table(reading, what, label, moment is None)
    with permitted(reading, label) as open_to_others:
        return DERIVED[what](open_to_others, moment)


DERIVED: dict[str, Callable[[Reading, Moment], tuple[Columns, Rows]]] = {"cards": card_table, "events": event_table}
WHAT = (*DERIVED, *KINDS)
