"""How fields of records went, change by change, as this file learnt of it."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from situation_board.core.rows import fields_of
from situation_board.core.store import NEW, Reading
from situation_board.core.store.log import VOIDED, WITHDRAWN, Change, Folded, changes_where, fold

State = tuple[Any, ...] | None
"""The values of the asked fields in order; None for what is struck or not there yet."""


@dataclass(frozen=True, slots=True)
class RecordCourse:
    """From each of these arrivals on the record was so, until the next."""

    arrivals: tuple[int, ...]
    states: tuple[State, ...]

    def at(self, arrival: int) -> State:
        if self.arrivals[-1] <= arrival:  # most were never changed again
            return self.states[-1]
        position = bisect_right(self.arrivals, arrival)
        return self.states[position - 1] if position else None


def record_courses(
    reading: Reading, table: str, fields: Sequence[str], *, with_struck: bool = False
) -> dict[str, RecordCourse]:
    """Record -> how those fields of it went. Only plain values: texts and numbers.

    What is struck has no state, or with `with_struck` the values that it had.
    """
    assert {field.name for field in fields_of(table)} >= set(fields)
    changed = _rows_changed_again(reading, table, fields)
    names = ", ".join(f't."{name}"' for name in fields)
    lines = reading.all(
        f"""SELECT t.id, l.arrival, {names} FROM "{table}" t JOIN log l ON l."row" = t.id AND l.slot = ?""", NEW
    )
    again = set(changed)
    courses = {row: RecordCourse((arrival,), (tuple(values),)) for row, arrival, *values in lines if row not in again}
    for row, changes in _changes_of(reading, table, changed):
        courses[row] = _course(changes, fields, with_struck)
    return courses


def _rows_changed_again(reading: Reading, table: str, fields: Sequence[str]) -> list[str]:
    """The rows of which the row itself does not tell how it went. Read from the index of the log alone."""
    return [
        row
        for (row,) in reading.all(
            f"""SELECT "row" FROM log l INDEXED BY log_by_row
                WHERE slot IN (SELECT value FROM json_each(?)) OR {voids_or_withdraws("l.slot")}
                GROUP BY "row" HAVING "row" IN (SELECT id FROM "{table}")
                UNION SELECT "row" FROM log l INDEXED BY log_by_row WHERE slot = ?
                GROUP BY "row" HAVING count(*) > 1 AND "row" IN (SELECT id FROM "{table}")""",
            json.dumps(list(fields)),
            NEW,
        )
    ]


def voids_or_withdraws(slot: str) -> str:
    """SQL for changes that strike, undo or redo."""
    return f"({slot} GLOB '{VOIDED}*' OR {slot} GLOB '{WITHDRAWN}*')"


def _changes_of(reading: Reading, table: str, rows: Iterable[str]) -> Iterator[tuple[str, list[Change]]]:
    """All changes of each of those rows, in the order everywhere."""
    found: dict[str, list[Change]] = defaultdict(list)
    where = '"row" IN (SELECT value FROM json_each(?)) AND "table" = ?'
    for change in changes_where(reading.connection, where, json.dumps(list(rows)), table):
        found[change.row].append(change)
    yield from found.items()


def _course(changes: Sequence[Change], fields: Sequence[str], with_struck: bool) -> RecordCourse:
    is_plain = _is_plain(changes)
    steps = _plain_steps(changes, fields) if is_plain else _folded_steps(changes, fields, with_struck=with_struck)
    arrivals: list[int] = []
    states: list[State] = []
    for arrival, state in steps:
        if not states or states[-1] != state:
            arrivals.append(arrival)
            states.append(state)
    return RecordCourse(tuple(arrivals), tuple(states))


def _is_plain(changes: Sequence[Change]) -> bool:
    """Whether each change just says more than the ones before, in the order in which they came."""
    arrivals = [change.arrival for change in changes]
    return (
        changes[0].slot == NEW
        and arrivals == sorted(arrivals)
        and not any(change.is_voiding or change.is_withdrawing for change in changes)
    )


def _plain_steps(changes: Sequence[Change], fields: Sequence[str]) -> Iterator[tuple[int, State]]:
    values: dict[str, Any] = {}
    for change in changes:
        values.update(change.fields)
        yield change.arrival, tuple(values.get(name) for name in fields)


def _folded_steps(
    changes: Sequence[Change], fields: Sequence[str], *, with_struck: bool = False
) -> Iterator[tuple[int, State]]:
    for arrival in sorted({change.arrival for change in changes}):
        folded = fold(change for change in changes if change.arrival <= arrival)
        yield arrival, _state(folded, fields, with_struck=with_struck)


def _state(folded: Folded | None, fields: Sequence[str], *, with_struck: bool) -> State:
    if folded is None or (folded.voided and not with_struck):
        return None
    return tuple(folded.fields.get(name) for name in fields)


def struck_spans(reading: Reading, table: str) -> dict[str, RecordCourse]:
    """Fact -> since when it counted and when not, for those that were ever struck: () counts, None does not."""
    rows = [
        row
        for (row,) in reading.all(
            f"""SELECT DISTINCT l."row" FROM log l INDEXED BY log_by_row
                WHERE {voids_or_withdraws("l.slot")} AND l."row" IN (SELECT id FROM "{table}")"""
        )
    ]
    return {row: _course(changes, (), with_struck=False) for row, changes in _changes_of(reading, table, rows)}
