"""Ids that our own tables carry: each is of one thing, whichever table it stands in.

Somebody who adds rows by hand may number them in each table from one. A party and a place of one id would be told and
found as each other for good.
"""

from __future__ import annotations

from situation_board.core.store import Reading


def is_of_another_kind(reading: Reading, thing: str, table: str) -> bool:
    """Whether the situation has something of that id in another table."""
    return reading.value(_OF_ANOTHER_KIND, thing, table, thing, table, thing, thing) is not None


_OF_ANOTHER_KIND = """SELECT 1 FROM log WHERE "row" = ? AND "table" <> ?
    UNION ALL SELECT 1 FROM log WHERE subject = ? AND "table" IN ('claim', 'event') AND "table" <> ?
    UNION ALL SELECT 1 FROM every_event WHERE id = ? OR thing = ? LIMIT 1"""
"""Claims and events are named by their thing, all else by its row; rows of imported files are in no log."""
