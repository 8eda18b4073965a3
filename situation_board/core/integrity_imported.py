"""Is what is derived from the rows of imported files what the rows say? A thousand rows or one series at a time.

Rows that are the same as other events are told with these, and proved with these; what they add up to is proved here.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from situation_board.core.rows import Event
from situation_board.core.sqlite import Connection
from situation_board.core.store.catalogue import KEY_COLUMNS, OF_KEY, SHARED, key_of_series
from situation_board.core.store.dataset_rows import SAME, entry_of, mention_lines, rows_in_turn, searched_texts
from situation_board.core.store.figure_index import SAME_FIGURE, wrong_lines
from situation_board.core.store.figure_lines import BY_HAND, FIGURE_COLUMNS
from situation_board.core.store.totals import OfDay, lines_now, total_of

Lines = Iterable[Sequence[Any]]
OWN_ROWS = f"SELECT id FROM every_event WHERE dataset IS NOT NULL AND thing NOT IN ({SAME})"
"""The rows that are proved here; all others are proved together with what was entered by hand."""
HERE = "dataset IN (SELECT id FROM dataset)"
"""Not of files that are still being loaded: what is derived from these is made until they are all there."""
OF_OTHERS = f"dataset = '{BY_HAND}' OR ({HERE} AND event IN ({SAME}))"
"""Figures and marks that are proved elsewhere."""


def wrong_rows(connection: Connection) -> Iterator[str | None]:
    """What is wrong with the figures, marks, mentions and search entries of rows, in words. None is a step."""
    for dataset, name in _datasets(connection):
        lines, figures, marks = lines_now(connection, whole=True), 0, 0
        searched_up_to = connection.execute("SELECT after FROM unsearched WHERE dataset = ?", (dataset,)).fetchone()
        for events in rows_in_turn(connection, dataset):
            yield None
            for event in (event for event in events if not event.voided):
                lines.add(event, dataset)
            figures, marks = figures + len(lines.figures), marks + len(lines.marks)
            for what, told, stored in _told_and_stored(connection, dataset, events, lines.figures, lines.marks):
                if sorted(map(repr, told)) != sorted(map(repr, stored)):
                    yield f"{what} of rows of {name} are not what the rows say"
            if searched_up_to is None and _entries(events) != _stored_entries(connection, events):
                yield f"what is found by search of rows of {name} is not what the rows say"
            lines.figures.clear()
            lines.marks.clear()
        for table, expected in (("every_figure", figures), ("every_mark", marks)):
            sql = f"SELECT count(*) FROM {table} WHERE dataset = ? AND event NOT IN ({SAME})"
            (found,) = connection.execute(sql, (dataset,)).fetchone()
            if found != expected:
                yield f"{table}: {found} lines are of {name}, whose rows say {expected}"


def wrong_sums(connection: Connection) -> Iterator[str | None]:
    """What is wrong with totals, series and days of marks of imported files, in words. None is a step."""
    names = dict(_datasets(connection))
    begun: Counter[tuple[Any, ...]] = Counter()
    series = totals = 0
    every_series = f"SELECT DISTINCT series, dataset FROM figure_in_series WHERE {HERE} ORDER BY series"
    for number, dataset in connection.execute(every_series):
        yield None
        sums = _sums_of(connection, number)
        series, totals = series + 1, totals + len(sums.totals)
        begun[sums.line[1], sums.line[-1], dataset] += 1
        stored = connection.execute("SELECT * FROM daily_total WHERE series = ? ORDER BY day", (number,)).fetchall()
        if not sums.are_told_so or sums.totals != stored:
            yield f"daily totals of {names[dataset]} are not what its figures add up to"
        line = connection.execute(f"SELECT id, {KEY_COLUMNS}, points, first FROM every_series WHERE id = ?", (number,))
        if line.fetchone() != sums.line:
            yield f"a series of {names[dataset]} is not what its figures say"
    for table, expected in (("every_series", series), ("daily_total", totals)):
        if connection.execute(f"SELECT count(*) FROM {table} WHERE {HERE}").fetchone()[0] != expected:
            yield f"{table} has lines of which no figure says anything"
    yield from _wrong_counts(connection, begun)
    yield from wrong_lines(connection, HERE)


def _datasets(connection: Connection) -> list[tuple[str, str]]:
    return connection.execute("SELECT id, name FROM dataset ORDER BY id").fetchall()


# --- rows


def _told_and_stored(
    connection: Connection, dataset: str, events: Sequence[Event], figures: Lines, marks: Lines
) -> Iterator[tuple[str, Lines, Lines]]:
    """What the rows say, and what the tables hold of them."""
    things = json.dumps([event.thing for event in events])
    of_events = "dataset = ? AND event IN (SELECT value FROM json_each(?))"
    stored = connection.execute(f"SELECT {FIGURE_COLUMNS} FROM every_figure WHERE {of_events}", (dataset, things))
    yield "figures", figures, stored.fetchall()
    yield (
        "marks",
        marks,
        connection.execute(f"SELECT * FROM every_mark WHERE {of_events}", (dataset, things)).fetchall(),
    )
    mentions = connection.execute(
        'SELECT thing, "row", field FROM every_mention WHERE "row" IN (SELECT value FROM json_each(?))',
        (json.dumps([event.id for event in events]),),
    )
    yield "mentions", {line for event in events for line in mention_lines(event)}, mentions.fetchall()


def _entries(events: Sequence[Event]) -> set[tuple[str, str, str]]:
    found = (entry_of(event.id, searched_texts(event)) for event in events if not event.voided)
    return {entry for entry in found if entry is not None}


def _stored_entries(connection: Connection, events: Sequence[Event]) -> set[tuple[str, str, str]]:
    lines = connection.execute(
        """SELECT thing, title, text FROM search_entry
           WHERE "table" = 'event' AND thing IN (SELECT value FROM json_each(?))""",
        (json.dumps([event.id for event in events]),),
    )
    return set(lines.fetchall())


# --- what they add up to


_DATASET = SHARED.index("dataset")


@dataclass(frozen=True, slots=True)
class _Sums:
    """The lines of a series' daily totals, its own line, and whether its figures are told to be summed as they are."""

    totals: list[tuple[Any, ...]]
    line: tuple[Any, ...]
    are_told_so: bool


def _sums_of(connection: Connection, series: int) -> _Sums:
    lines = connection.execute(
        f"""SELECT f.day, i.stands, i.summed, f.place, f.low, f.high, f.quantifier
            FROM figure_in_series i CROSS JOIN every_figure f ON {SAME_FIGURE} WHERE i.series = ?""",
        (series,),
    )
    days: dict[int, list[tuple[bool, OfDay]]] = defaultdict(list)
    alone: list[int] = []
    are_told_so = True
    for day, stands, summed, *figure in lines:
        if day is not None:
            days[day].append((bool(summed), (figure[0], figure[1], figure[2], figure[3])))
        if not summed:
            alone.append(stands)
        are_told_so = are_told_so and (day is not None or not summed)
    key = key_of_series(connection, series) or ("",) * len(OF_KEY)
    totals = []
    for day, figures in sorted(days.items()):
        are_summed, columns = total_of([figure for _, figure in figures])
        are_told_so = are_told_so and are_summed == [told for told, _ in figures]
        totals += [(series, day, key[_DATASET], *columns)] if columns is not None else []
    first = min([*alone, *(total[1] for total in totals)], default=0)
    return _Sums(totals, (series, *key, len(alone) + len(totals), first), are_told_so)


def _wrong_counts(connection: Connection, begun: Counter[tuple[Any, ...]]) -> Iterator[str]:
    stored = connection.execute(f"SELECT category, first, dataset, count FROM every_series_begun WHERE {HERE}")
    if {tuple(key): count for *key, count in stored} != begun:
        yield "every_series_begun is not what the series say"
    marks = connection.execute(
        f"SELECT kind, category, day, dataset, count(*) FROM every_mark WHERE {HERE} GROUP BY 1, 2, 3, 4"
    )
    days = connection.execute(f"SELECT kind, category, day, dataset, count FROM every_daily_marks WHERE {HERE}")
    if set(marks.fetchall()) != set(days.fetchall()):
        yield "every_daily_marks is not what the marks say"
