"""Drafts of what tables of ours tell besides events and places: each row with the id that it has there."""

from __future__ import annotations

import dataclasses
import json
from collections import defaultdict
from collections.abc import Sequence

from situation_board.core import ranks
from situation_board.core.actions.drafting import new_row_draft, strike_row
from situation_board.core.importing.incoming import GivenRow
from situation_board.core.rows import Card, Message, Row
from situation_board.core.store import Draft, Reading

TOLD_WHOLE = "a table of statuses told it whole"


def make_others(reading: Reading, given: Sequence[GivenRow], drafts: list[Draft]) -> None:
    """What came here meanwhile by another way is not made again. Rows were checked already."""
    there = _there(reading, given)
    made = {each for draft in drafts for each in (draft.row, draft.subject)}
    numbers = _Numbers(reading)
    for each in given:
        row = each.row
        if row is None or row.id in there or row.id in made:
            continue
        draft = new_row_draft(numbers.given(row))
        drafts.append(draft)
        less = reading.row(type(row), each.instead_of) if each.instead_of is not None else None
        if less is not None and not less.voided:
            drafts.append(strike_row(less, TOLD_WHOLE))
        made |= {draft.row, draft.subject}


def _there(reading: Reading, given: Sequence[GivenRow]) -> set[str]:
    ids: dict[str, list[str]] = defaultdict(list)
    for each in given:
        if each.row is not None:
            ids[each.table].append(each.row.id)
    found: set[str] = set()
    for table, rows in ids.items():
        sql = f'SELECT id FROM "{table}" WHERE id IN (SELECT value FROM json_each(?))'
        found |= {row for (row,) in reading.all(sql, json.dumps(rows))}
    return found


class _Numbers:
    """Numbers to speak, which nothing else has here, and a place in the order: behind what is there."""

    def __init__(self, reading: Reading) -> None:
        self._taken = {
            table: {int(number) for (number,) in reading.all(f"SELECT number FROM {table} WHERE number IS NOT NULL")}
            for table in ("card", "message")
        }
        self._rank = reading.value("SELECT max(rank) FROM card")

    def given(self, row: Row) -> Row:
        if isinstance(row, Card):
            self._rank = ranks.between(self._rank or None, None)
            return dataclasses.replace(row, number=self._number("card", row.number), rank=self._rank)
        if isinstance(row, Message) and row.number is not None:
            return dataclasses.replace(row, number=self._number("message", row.number))
        return row

    def _number(self, table: str, wanted: int | None) -> int:
        taken = self._taken[table]
        number = wanted if wanted is not None and wanted not in taken else max(taken, default=0) + 1
        taken.add(number)
        return number
