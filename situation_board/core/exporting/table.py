"""A table that goes out, and what every row of it carries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from situation_board.core import times
from situation_board.core.exporting.cells import Cell, time_cell
from situation_board.core.questions.moments import Moment, now_at
from situation_board.core.store import Reading
from situation_board.core.vocabulary import HandlingLabel

Columns = tuple[tuple[str, str], ...]
Rows = Iterator[tuple[Cell, ...]]
PLACE: Columns = (
    *(("place", "#loc+name"), ("pcode", "#loc+code"), ("latitude", "#geo+lat"), ("longitude", "#geo+lon")),
)
ABOUT: Columns = (
    ("label", "#meta+label"),
    ("as_of_file", "#meta+date"),
    ("situation", "#meta+source"),
    ("exercise", "#meta+exercise"),
)
EXERCISE, REAL = "EXERCISE", "no"


@dataclass(frozen=True, slots=True)
class ExportTable:
    """`columns` are names with their HXL tags; each row ends in what every file carries. Rows that are read while they
    are written can be gone through once; `about_rows` is nearly how many there are."""

    what: str
    title: str
    columns: Columns
    rows: Iterable[tuple[Cell, ...]]
    about_rows: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.columns)


@dataclass(frozen=True, slots=True)
class HeldTable(ExportTable):
    """A table of which all rows are held."""

    rows: tuple[tuple[Cell, ...], ...]


def about(reading: Reading, label: HandlingLabel, moment: Moment) -> tuple[Cell, ...]:
    """The cells that every row ends in."""
    situation = reading.situation
    as_of = time_cell(times.exactly(now_at(reading, moment)), reading.zone)
    return (label.value, as_of, situation.name, EXERCISE if situation.exercise else REAL)
