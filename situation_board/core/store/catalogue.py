"""Which series there are and how much each has to tell; which marks there are and how many a day.

So that a chart reads only what it draws, and says how much it leaves out, without looking at every event.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from situation_board.core.series.keys import SeriesKey
from situation_board.core.series.lone import Standing
from situation_board.core.sqlite import Connection
from situation_board.core.vocabulary import Metric

SHARED = (
    "category",
    "unit",
    "household_size",
    "group",
    "phase",
    "cross_border",
    "arriving",
    "source",
    "level",
    "area",
    "dataset",
)
"""The columns of figures and series that say which series a figure belongs to."""
SHARED_COLUMNS = ", ".join(f'"{name}"' for name in SHARED)
OF_KEY = (*SHARED, "metric", "role", "part", "since", "alone")
KEY_COLUMNS = ", ".join(f'"{name}"' for name in OF_KEY)


def key_from(line: Sequence[Any]) -> SeriesKey:
    """The key of a series from its columns OF_KEY."""
    category, unit, size, group, phase, border, arriving, source, level, area, dataset, *rest = line
    metric, role, part, since, alone = rest
    return SeriesKey(
        category=category,
        group=group or None,
        cross_border=border or None,
        phase=phase or None,
        metric=metric,
        unit=unit,
        household_size=size or None,
        role=role,
        is_part=bool(part),
        source=source or None,
        area=area or None,
        level=level,
        arriving=bool(arriving),
        since=since,
        alone=alone or None,
        dataset=dataset or None,
    )


# --- series

KEY_OF_FIGURE = f"""{SHARED_COLUMNS}, metric, role, part,
    CASE WHEN metric = '{Metric.CUMULATIVE.value}' AND ends_earliest IS NOT NULL THEN starts_earliest END,
    CASE source WHEN '' THEN event ELSE '' END"""
_INSERT_SERIES = f"""INSERT INTO every_series (id, {KEY_COLUMNS}, points, first)
    VALUES ({", ".join("?" * (len(OF_KEY) + 3))})"""


def count_series(connection: Connection, series: Iterable[int]) -> None:
    """Make the lines of those series anew. Their figures and daily totals are already."""
    for each in sorted(series):
        forget = "DELETE FROM every_series WHERE id = ? RETURNING category, first, dataset"
        for gone in connection.execute(forget, (each,)).fetchall():
            _count_begun(connection, gone, -1)
        key = key_of_series(connection, each)
        if key is not None:
            points, first = _points(connection, each)
            connection.execute(_INSERT_SERIES, (each, *key, points, first))
            _count_begun(connection, (key[0], first, key[SHARED.index("dataset")]), 1)


def key_of_series(connection: Connection, series: int) -> tuple[Any, ...] | None:
    """The columns OF_KEY of a series, as its figures have them; None when it has none."""
    found = connection.execute(
        f"""SELECT {KEY_OF_FIGURE} FROM every_figure WHERE (event, position, dataset) = (
              SELECT event, position, dataset FROM figure_in_series WHERE series = ? LIMIT 1)""",
        (series,),
    )
    key: tuple[Any, ...] | None = found.fetchone()
    return key


def _count_begun(connection: Connection, begun: tuple[str, int, str], more: int) -> None:
    connection.execute(
        """INSERT INTO every_series_begun VALUES (?, ?, ?, ?)
           ON CONFLICT (category, first, dataset) DO UPDATE SET count = count + excluded.count""",
        (*begun, more),
    )
    where = "category = ? AND first = ? AND dataset = ? AND count = 0"
    connection.execute(f"DELETE FROM every_series_begun WHERE {where}", begun)


def _points(connection: Connection, series: int) -> tuple[int, int]:
    """How many points there are, and from when the first stands."""
    alone = connection.execute(
        "SELECT count(*), min(stands) FROM figure_in_series WHERE series = ? AND summed = 0", (series,)
    ).fetchone()
    has_summed = connection.execute("SELECT 1 FROM figure_in_series WHERE series = ? AND summed = 1 LIMIT 1", (series,))
    if has_summed.fetchone() is None:
        return alone[0], alone[1]
    days = connection.execute("SELECT count(*), min(day) FROM daily_total WHERE series = ?", (series,)).fetchone()
    begins = [first for first in (alone[1], days[1]) if first is not None]
    return alone[0] + days[0], min(begins, default=UNCOUNTED)


UNCOUNTED = 0
"""Of a file that is being loaded, days that are not added up yet: its series are counted again when they are."""


# --- marks

INSERT_MARK = f"INSERT INTO every_mark VALUES ({', '.join('?' * 10)})"
Day = tuple[str, str, int, str]
"""Kind and category of marks, their day, and the dataset that they are of."""


def mark_line(mark: Standing, dataset: str) -> tuple[Any, ...]:
    """The values of a mark for INSERT_MARK."""
    where = (mark.source, mark.place, mark.destination)
    return (mark.event, mark.position, dataset, mark.kind, mark.category, *where, mark.stands, mark.day)


def day_of(mark: Standing, dataset: str) -> Day:
    """What has to be counted again when that mark comes or goes."""
    return mark.kind, mark.category, mark.day, dataset


def forget_marks(connection: Connection, event: str) -> set[Day]:
    """Take the marks of an event away; returns the days that have to be counted again."""
    found = connection.execute("SELECT kind, category, day, dataset FROM every_mark WHERE event = ?", (event,))
    days = set(found.fetchall())
    if days:
        connection.execute("DELETE FROM every_mark WHERE event = ?", (event,))
    return days


def count_marks(connection: Connection, days: Iterable[Day]) -> None:
    where = "kind = ? AND category = ? AND day = ? AND dataset = ?"
    for each in sorted(days):
        connection.execute(f"DELETE FROM every_daily_marks WHERE {where}", each)
        connection.execute(
            f"""INSERT INTO every_daily_marks SELECT kind, category, day, dataset, count(*) FROM every_mark
                WHERE {where} GROUP BY 1, 2, 3, 4""",
            each,
        )
