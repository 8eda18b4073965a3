"""The daily totals of an imported file, a day at a time: what `totals.add_up` makes of one group after another."""

from __future__ import annotations

from situation_board.core.sqlite import Connection
from situation_board.core.store.catalogue import SHARED_COLUMNS

_HAS_NUMBER = "(low IS NOT NULL OR high IS NOT NULL)"
_OF_DAY = "FROM every_figure WHERE day = ? AND dataset = ?"
_TOLD_TWICE = f"""SELECT series, place {_OF_DAY} AND {_HAS_NUMBER} GROUP BY series, place HAVING count(*) > 1"""
_CLASHING = f"""UPDATE every_figure SET summed = 0
    WHERE day = ? AND dataset = ? AND series = ? AND place = ? AND {_HAS_NUMBER}"""
"""Two numbers for one place and day: neither is summed. What is summed shares all that makes a series."""
_NUMBERS = f"FILTER (WHERE {_HAS_NUMBER})"
_TOTALS = f"""INSERT OR REPLACE INTO daily_total SELECT {SHARED_COLUMNS}, day, count(*) {_NUMBERS},
    coalesce(sum(low), 0), coalesce(sum(high), 0), count(*) FILTER (WHERE low IS NULL AND high IS NOT NULL),
    count(*) FILTER (WHERE high IS NULL AND low IS NOT NULL), count(*) FILTER (WHERE NOT {_HAS_NUMBER}),
    CASE WHEN min(quantifier) {_NUMBERS} = max(quantifier) {_NUMBERS} THEN min(quantifier) {_NUMBERS} ELSE '' END,
    CASE WHEN min(place) = max(place) THEN min(place) ELSE '' END
    {_OF_DAY} AND summed = 1 GROUP BY series"""


def add_up_day(connection: Connection, dataset: str, day: int) -> None:
    """Make the totals of a day. Its figures are in the table, taken to be summed where nobody counted them yet."""
    told_twice = connection.execute(_TOLD_TWICE, (day, dataset)).fetchall()
    connection.executemany(_CLASHING, [(day, dataset, series, place) for series, place in told_twice])
    connection.execute(_TOTALS, (day, dataset))
