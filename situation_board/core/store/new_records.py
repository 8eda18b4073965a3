"""Records that a file hears of for the first time, many of them at once.

Of what nobody spoke of before nothing has to be looked up, forgotten or compared: what the tables hold of it comes from
its one change. So it can be worked out before anything is written, and is written by a few statements.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from situation_board.core.encoding import columns_of
from situation_board.core.sqlite import Connection
from situation_board.core.store.derived import INSERT_MENTION, Touched, mention_lines, mentioning
from situation_board.core.store.folding import row_values, upsert
from situation_board.core.store.log import INSERT_LINE, NEW, Change, Draft, Folded, log_line
from situation_board.core.store.searching import (
    INSERT_SPELLING,
    NewEntry,
    found_in,
    spelling_lines,
    spellings_in,
)

ALONE = frozenset({"actor", "location", "report"})
"""Records whose making changes nothing but for those that speak of them. A source is none of these: figures name it."""


def unheard_of(connection: Connection, drafts: Sequence[Draft]) -> frozenset[str]:
    """The rows that a draft makes, that no other draft is about, and that nothing in this file speaks of.

    Rows of files that are still being loaded may speak of them: these were counted with what will be made.
    """
    made = {draft.row for draft in drafts if draft.table in ALONE and draft.slot == NEW and draft.row == draft.subject}
    if not made:
        return frozenset()
    about = Counter(each for draft in drafts for each in {draft.row, draft.subject})
    once = [row for row in made if about[row] == 1]
    return frozenset(row for (row,) in connection.execute(_UNHEARD_OF, (json.dumps(once),)))


_LOADING = """SELECT 1 FROM every_event e WHERE e.id = m."row" AND e.dataset IN (SELECT dataset FROM loading)"""
_LOADED_NOW = "SELECT dataset FROM loading"
_UNHEARD_OF = f"""SELECT v.value FROM json_each(?) v
    WHERE NOT EXISTS (SELECT 1 FROM log WHERE "row" = v.value)
      AND NOT EXISTS (SELECT 1 FROM log WHERE subject = v.value)
      AND NOT EXISTS (SELECT 1 FROM alias WHERE thing = v.value)
      AND NOT EXISTS (SELECT 1 FROM alias WHERE main = v.value)
      AND NOT EXISTS (SELECT 1 FROM every_mention m WHERE m.thing = v.value
        AND (m."table" <> 'event' OR NOT EXISTS ({_LOADING})))
      AND (NOT EXISTS (SELECT 1 FROM dataset WHERE id NOT IN ({_LOADED_NOW})) OR NOT EXISTS (
        SELECT 1 FROM every_event WHERE location = v.value AND dataset NOT IN ({_LOADED_NOW}) UNION ALL
        SELECT 1 FROM every_event WHERE destination = v.value AND dataset NOT IN ({_LOADED_NOW})))"""


@dataclass(slots=True)
class NewRecords:
    """What the tables hold of new records, in the order of their changes."""

    arrived_at: int
    log: list[list[Any]] = field(default_factory=list)
    rows: dict[str, list[list[Any]]] = field(default_factory=dict)
    mentions: list[tuple[str, str, str, str]] = field(default_factory=list)
    spellings: list[tuple[str, str, str, str]] = field(default_factory=list)
    entries: list[NewEntry] = field(default_factory=list)

    def add(self, change: Change, arrival: int) -> None:
        """The change that makes a record."""
        table, row = change.table, change.row
        self.log.append(log_line(change, arrival=arrival, arrived_at=self.arrived_at))
        values = row_values(table, row, Folded(dict(change.fields), voided=False, voided_why=None, first=change))
        self.rows.setdefault(table, []).append(values)
        spoken_of = [values[position] for position in _mentioning(table)]
        self.mentions += mention_lines(table, row, mentioning(table), spoken_of)
        self.spellings += spelling_lines(table, row, spellings_in(table, change.fields))
        self.entries.append(NewEntry(arrival, table, row, found_in(table, change.fields)))

    def write(self, connection: Connection, touched: Touched) -> None:
        connection.executemany(INSERT_LINE, self.log)
        for table, rows in self.rows.items():
            connection.executemany(upsert(table), rows)
        connection.executemany(INSERT_MENTION, self.mentions)
        connection.executemany(INSERT_SPELLING, self.spellings)
        touched.new += self.entries


@cache
def _mentioning(table: str) -> tuple[int, ...]:
    """Where the columns lie whose values speak of other things."""
    columns = columns_of(table)
    return tuple(columns.index(name) for name, _ in mentioning(table))
