"""Messages, tasks, presences and routes that came, went or changed; actors, places and the rest when asked for."""

from __future__ import annotations

from collections.abc import Iterator

from situation_board.core.history.between import Touched
from situation_board.core.history.difference import Difference, Group
from situation_board.core.history.wording import field_words, name_of
from situation_board.core.questions.moments import Moment, now_at
from situation_board.core.questions.records import records
from situation_board.core.rows import RECORDS, Message, Record, Task, fields_of
from situation_board.core.store import Reading

SHOWN = {
    "message": Group.MESSAGES,
    "task": Group.TASKS,
    "presence": Group.PRESENCE,
    "route": Group.ROUTES,
}
ELSEWHERE = frozenset({"card", "handover", "saved_search"})
"""Cards are compared with their statuses; the others are about the program and not about the situation."""
UNTOLD = frozenset({"rank", "number", "gazetteer", "sha256", "media_type", "size"})


def record_differences(
    reading: Reading, touched: Touched, first: Moment, last: Moment, *, with_background: bool
) -> Iterator[Difference]:
    for table, row_type in RECORDS.items():
        if table in ELSEWHERE or not (table in SHOWN or with_background):
            continue
        rows = sorted(touched.rows.get(table, ()))
        before, after = (_there(reading, row_type, rows, moment) for moment in (first, last))
        for row in rows:
            yield from _difference(reading, table, before.get(row), after.get(row))


def _there(reading: Reading, row_type: type[Record], rows: list[str], moment: Moment) -> dict[str, Record]:
    now = now_at(reading, moment)
    known = records(reading, row_type, rows, moment)
    return {row: record for row, record in known.items() if not record.voided and _came_in_by(record, now)}


def _came_in_by(record: Record, now: int) -> bool:
    received = record.received if isinstance(record, Message) else None
    return received is None or received.earliest <= now


def _difference(reading: Reading, table: str, before: Record | None, after: Record | None) -> Iterator[Difference]:
    group = SHOWN.get(table, Group.BACKGROUND)
    if before is None and after is not None:
        name = name_of(reading, after.id)
        yield Difference(
            f"new_{table}", after.id, name, None, None, _said(reading, after) or name, table=table, group=group
        )
    elif after is None and before is not None:
        name = name_of(reading, before.id)
        why = reading.value(f'SELECT voided_why FROM "{table}" WHERE id = ? AND voided = 1', before.id)
        said = _said(reading, before) or name
        yield Difference(f"struck_{table}", before.id, name, None, said, None, table=table, group=group, why=why)
    elif before is not None and after is not None:
        yield from _edits(reading, table, before, after, group)


def _edits(reading: Reading, table: str, before: Record, after: Record, group: Group) -> Iterator[Difference]:
    for field in fields_of(table):
        if field.name in UNTOLD or getattr(before, field.name) == getattr(after, field.name):
            continue
        words = field_words(reading, before, field.name), field_words(reading, after, field.name)
        name = name_of(reading, after.id)
        yield Difference(f"changed_{table}", after.id, name, field.name, *words, table=table, group=group)


def _said(reading: Reading, record: Record) -> str | None:
    """What tells it from others of its kind; None when the name says it all."""
    match record:
        case Message():
            told = [record.sender, field_words(reading, record, "medium"), field_words(reading, record, "priority")]
        case Task():
            due = field_words(reading, record, "due")
            told = [field_words(reading, record, "kind"), record.role, f"due {due}" if due else None]
        case _:
            return None
    return ", ".join(each for each in told if each) or None
