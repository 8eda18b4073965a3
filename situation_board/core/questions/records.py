"""Records by id, as they are or as they were known."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TypeVar, cast

from situation_board.core.encoding import row_maker
from situation_board.core.questions.moments import KnownThen, Moment
from situation_board.core.rows import Record
from situation_board.core.store import Reading
from situation_board.core.store.folding import row_values
from situation_board.core.store.log import changes_where, fold
from situation_board.core.store.reading import TABLE_OF

AnyRecord = TypeVar("AnyRecord", bound=Record)


def records(
    reading: Reading, row_type: type[AnyRecord], ids: Iterable[str], moment: Moment = None
) -> dict[str, AnyRecord]:
    """The records of those ids. What this file did not know yet at a moment is missing."""
    ids = list(ids)
    found = reading.rows_by_id(row_type, ids)
    if isinstance(moment, KnownThen):
        for row_id in changed_after(reading, ids, moment.arrival):
            found.pop(row_id, None)
            then = record_then(reading, row_type, row_id, moment.arrival)
            if then is not None:
                found[row_id] = then
    return found


def changed_after(reading: Reading, ids: Iterable[str], arrival: int) -> list[str]:
    """Which of those rows have changes that arrived later."""
    lines = reading.all(
        """SELECT value FROM json_each(?)
           WHERE EXISTS (SELECT 1 FROM log WHERE "row" = value AND arrival > ?)""",
        json.dumps(list(ids)),
        arrival,
    )
    return [row_id for (row_id,) in lines]


def record_then(reading: Reading, row_type: type[AnyRecord], row_id: str, arrival: int) -> AnyRecord | None:
    """A record as this file knew it after a change of that arrival."""
    table = TABLE_OF[row_type]
    changes = changes_where(reading.connection, '"row" = ? AND "table" = ? AND arrival <= ?', row_id, table, arrival)
    folded = fold(changes)
    if folded is None:
        return None
    return cast(AnyRecord, row_maker(table)(tuple(row_values(table, row_id, folded))))


def all_records(reading: Reading, row_type: type[AnyRecord], moment: Moment = None) -> dict[str, AnyRecord]:
    """Every record of a table that is not struck, also at a past moment."""
    if not isinstance(moment, KnownThen):
        return {row.id: row for row in reading.rows(row_type, "voided = 0")}
    ids = [row_id for (row_id,) in reading.all(f'SELECT id FROM "{TABLE_OF[row_type]}"')]
    return {row.id: row for row in records(reading, row_type, ids, moment).values() if not row.voided}
