"""What goes into a file for others, as tables: a row a card, a row a figure of an event, a row a thing of any kind.

Only what may be told under the label is read, and all that is derived is made anew from it.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, ExitStack
from functools import cached_property
from pathlib import Path

from situation_board.core.exporting.card_rows import CARDS, card_rows
from situation_board.core.exporting.event_rows import EVENTS, event_rows
from situation_board.core.exporting.kinds import KINDS, check_now, kind_columns, kind_rows
from situation_board.core.exporting.selecting import Selection, select
from situation_board.core.exporting.table import ABOUT, Columns, ExportTable, HeldTable, Rows, about
from situation_board.core.exporting.writing import Written, writing
from situation_board.core.importing.examining import Progress
from situation_board.core.problems import Mistake
from situation_board.core.questions.moments import Moment
from situation_board.core.snapshot.permitted import permitted
from situation_board.core.steps import end_of
from situation_board.core.store import Reading
from situation_board.core.vocabulary import HandlingLabel

__all__ = ["ABOUT", "EVERYTHING", "WHAT", "ExportTable", "export_table", "export_tables", "exporting"]

Read = Callable[[], AbstractContextManager[Reading]]
EVERYTHING = "everything"
"""A workbook with a sheet a kind."""
DERIVED: dict[str, tuple[Columns, Callable[[Reading, Moment], Rows]]] = {
    "cards": (CARDS, card_rows),
    "events": (EVENTS, event_rows),
}
WHAT = (*DERIVED, *KINDS)


def export_table(
    reading: Reading, what: str, *, label: HandlingLabel | None = None, moment: Moment = None
) -> HeldTable:
    """The rows of a kind that may be told under the label, else under the situation's own, all at once. Mistake for
    anything else.

    What is stricter is not there, as if nobody had ever entered it.
    """
    table = _Tables(reading, label, lambda _: moment).table(what)
    return HeldTable(table.what, table.title, table.columns, tuple(table.rows))


def export_tables(
    reading: Reading, what: str, *, label: HandlingLabel | None = None, moment: Moment = None
) -> tuple[HeldTable, ...]:
    """The tables of a file: one, or for everything one of each kind of which there is something."""
    if what != EVERYTHING:
        return (export_table(reading, what, label=label, moment=moment),)
    tables = [export_table(reading, each, label=label, moment=moment) for each in WHAT]
    return tuple(table for table in tables if table.rows) or tuple(tables[:1])


def exporting(
    read: Read,
    path: Path,
    what: str,
    *,
    label: HandlingLabel | None = None,
    hxl: bool = False,
    at: Callable[[Reading], Moment] = lambda reading: None,
) -> Generator[Progress, None, Written]:
    """Write the tables of a file while they are read, in steps, each a place to stop: however many rows there are, few
    are held. Returns what was written. `at` says of which moment."""
    with ExitStack() as until_read:
        tables = _Tables(until_read.enter_context(read()), label, at)
        asked = tables.asked(what)
        about_rows = max(sum(table.about_rows for table in asked), 1)
        with writing(path, asked, hxl=hxl) as steps:
            rows = 0
            for rows in steps.write():
                yield Progress(rows, min(rows / about_rows, 1) / 2)
            until_read.close()
            for compared in steps.compare():
                yield Progress(rows, 0.5 + min(compared / max(rows, 1), 1) / 2)
        return steps.written


class _Tables:
    """The tables of one file, read in one transaction."""

    def __init__(self, reading: Reading, label: HandlingLabel | None, at: Callable[[Reading], Moment]) -> None:
        self._reading, self._moment = reading, at(reading)
        self._label = label or reading.situation.label or HandlingLabel.AMBER

    def table(self, what: str) -> ExportTable:
        if what not in WHAT:
            raise Mistake(f"“{what}” cannot be exported.", field="what", do=f"One of: {', '.join(WHAT)}.")
        if what in KINDS:
            check_now(what, self._moment)
        columns = DERIVED[what][0] if what in DERIVED else kind_columns(what)
        title = self._reading.situation.name or "situation"
        return ExportTable(what, title, (*columns, *ABOUT), self._rows(what), self._count(what))

    def asked(self, what: str) -> list[ExportTable]:
        """Of everything what there is something of, else the first."""
        if what != EVERYTHING:
            return [self.table(what)]
        return [self.table(each) for each in WHAT if self.has_rows(each)] or [self.table(WHAT[0])]

    def has_rows(self, what: str) -> bool:
        return self._count(what) > 0 and next(self._rows(what), None) is not None

    def _rows(self, what: str) -> Rows:
        every = about(self._reading, self._label, self._moment)
        return ((*row, *every) for row in self._own_rows(what))

    def _own_rows(self, what: str) -> Rows:
        if what in KINDS:
            yield from kind_rows(self._selection, what)
            return
        with permitted(self._reading, self._label) as open_to_others:
            yield from DERIVED[what][1](open_to_others, self._moment)

    @cached_property
    def _selection(self) -> Selection:
        return end_of(select(self._reading, self._label))

    def _count(self, what: str) -> int:
        table = KINDS.get(what, what.removesuffix("s"))
        return int(self._reading.value(f'SELECT count(*) FROM "{table}" WHERE voided = 0'))
