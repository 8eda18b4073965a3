"""Where figures are found: by the series that they belong to, and by their place.

Two tables of our own where others would have indexes. An index is written with each row, at random; these are written
in their order once many rows of a large file are there, so that a page is written once and not for every row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from situation_board.core.series.lone import UNTIMED
from situation_board.core.sqlite import Connection

SAME_FIGURE = "f.event = i.event AND f.position = i.position AND f.dataset = i.dataset"
"""Joins a line `i` of one of the two tables to its figure `f`."""
INSERT_IN_SERIES = "INSERT OR IGNORE INTO figure_in_series VALUES (?, ?, ?, ?, ?, ?)"
INSERT_AT_PLACE = "INSERT OR IGNORE INTO figure_at_place VALUES (?, ?, ?, ?, ?)"
"""A change by others may have written lines of rows that are still being loaded before: see `loading.take_up`."""
Line = tuple[Any, ...]


@dataclass(slots=True)
class FigureIndex:
    """Lines that are to be written."""

    in_series: list[Line] = field(default_factory=list)
    at_place: list[Line] = field(default_factory=list)

    def add(self, figure: Line, place: str, stands: int | None, series: int | None, *, is_summed: bool) -> None:
        """A figure by its event, position and dataset."""
        if series is not None:
            self.in_series.append((series, int(is_summed), stands, *figure))
        if place:
            self.at_place.append((place, UNTIMED if stands is None else stands, *figure))

    def __len__(self) -> int:
        return max(len(self.in_series), len(self.at_place))

    def taken(self) -> list[tuple[str, list[Line]]]:
        """The lines in their order, each with how they are written; none are left."""
        lines = [(INSERT_IN_SERIES, sorted(self.in_series)), (INSERT_AT_PLACE, sorted(self.at_place))]
        self.in_series, self.at_place = [], []
        return lines

    def write(self, connection: Connection) -> None:
        for sql, lines in self.taken():
            connection.executemany(sql, lines)


def forget_lines(connection: Connection, event: str, dataset: str | None = None) -> None:
    """Take away the lines of an event, or of one import of it, whose figures are still there."""
    found = connection.execute(
        """SELECT series, place, stands, position, dataset FROM every_figure
           WHERE event = ? AND dataset = coalesce(?, dataset)""",
        (event, dataset),
    )
    for series, place, stands, *figure in found.fetchall():
        if series is not None:
            connection.execute(_FORGET_IN_SERIES, (series, stands, event, *figure))
        connection.execute(_FORGET_AT_PLACE, (place, UNTIMED if stands is None else stands, event, *figure))


_FORGET_IN_SERIES = """DELETE FROM figure_in_series
    WHERE series = ? AND summed IN (0, 1) AND stands = ? AND event = ? AND position = ? AND dataset = ?"""
_FORGET_AT_PLACE = """DELETE FROM figure_at_place
    WHERE place = ? AND stands = ? AND event = ? AND position = ? AND dataset = ?"""


def say_summed(connection: Connection, series: int, stands: int, figures: Iterable[Line], *, is_summed: bool) -> None:
    """Say whether a daily total holds figures of one series and day, each by its event, position and dataset."""
    connection.executemany(
        """UPDATE figure_in_series SET summed = ?
           WHERE series = ? AND summed = ? AND stands = ? AND event = ? AND position = ? AND dataset = ?""",
        [(int(is_summed), series, int(not is_summed), stands, *figure) for figure in figures],
    )


def wrong_lines(connection: Connection, of: str) -> Iterator[str]:
    """What is wrong with the lines of figures `of` which that SQL is true, in words."""
    expected = {
        "figure_in_series": (
            "f.series IS NOT NULL",
            "i.series = f.series AND i.summed IN (0, 1) AND i.stands = f.stands",
        ),
        "figure_at_place": ("f.place <> ''", f"i.place = f.place AND i.stands = coalesce(f.stands, {UNTIMED})"),
    }
    for table, (has_line, same) in expected.items():
        lacking = connection.execute(
            f"""SELECT count(*), count(*) FILTER (WHERE NOT EXISTS (
                  SELECT 1 FROM {table} i WHERE {same} AND {SAME_FIGURE}))
                FROM every_figure f WHERE {has_line} AND {of}"""
        )
        figures, without = lacking.fetchone()
        (lines,) = connection.execute(f"SELECT count(*) FROM {table} WHERE {of}").fetchone()
        if without or lines != figures:
            yield f"{table} does not hold just the figures that there are"
