"""What refers to a thing. A publisher may have a million rows, and a city: each part is read as far as is wanted."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from situation_board.core.schema import OWN_MENTIONS, STANDS
from situation_board.core.store import Reading

Mention = tuple[str, str, str]
"""Table, row and the field that refers."""
MOST_ROWS = 4_000
"""Rows of imported files that are looked at, the latest first: those of withdrawn files are passed over."""
TIME = "coalesce(ends_latest, starts_latest)"
ORDERS = {"location": TIME, "destination": TIME, "source": "key"}
"""As the index of each field has the rows, so that nothing is sorted."""
assert ORDERS.keys() == set(OWN_MENTIONS)


def mentions(reading: Reading, ids: Sequence[str], most: int) -> Iterator[Mention]:
    """The latest first, what was entered before rows of imported files; of each kind of reference at most so many."""
    things = json.dumps(list(ids))
    yield from reading.all(
        """SELECT "table", "row", field FROM every_mention
           WHERE thing IN (SELECT value FROM json_each(?)) AND "table" <> 'event'
           ORDER BY "table", "row" DESC LIMIT ?""",
        things,
        most * OTHER_KINDS,
    )
    for thing in ids:
        yield from reading.all(
            """SELECT "table", "row", field FROM every_mention
               WHERE thing = ? AND "table" = 'event' ORDER BY "row" DESC LIMIT ?""",
            thing,
            most,
        )
        for field in OWN_MENTIONS:
            yield from _in_rows(reading, field, thing, most)


OTHER_KINDS = 4
"""More of them than of events, for they are told table by table."""


def _in_rows(reading: Reading, field: str, thing: str, most: int) -> Iterator[Mention]:
    """Rows of imported files, which say it by a column of their own."""
    rows = reading.all(
        f"""SELECT id FROM (
              SELECT id, dataset FROM every_event WHERE {field} = ? AND dataset IS NOT NULL AND {field} IS NOT NULL
              ORDER BY {ORDERS[field]} DESC LIMIT ?)
            WHERE {STANDS} LIMIT ?""",
        thing,
        MOST_ROWS,
        most,
    )
    return (("event", row, field) for (row,) in rows)
