"""The daily totals of an imported file, a day at a time: what `totals.add_up` makes of one group after another."""

from __future__ import annotations

from situation_board.core.sqlite import Connection
from situation_board.core.store.catalogue import SHARED_COLUMNS

_HAS_NUMBER = "(low IS NOT NULL OR high IS NOT NULL)"
_OF_DAY = "FROM every_figure WHERE day = ? AND dataset = ?"
_CLASHING = f"""UPDATE every_figure SET summed = 0 WHERE (event, position, dataset) IN (
    SELECT event, position, dataset FROM (
      SELECT event, position, dataset, {_HAS_NUMBER} AS has_number,
        count(*) FILTER (WHERE {_HAS_NUMBER}) OVER (PARTITION BY {SHARED_COLUMNS}, place) AS numbers {_OF_DAY})
    WHERE has_number AND numbers > 1)"""
"""Two numbers for one place and day: neither is summed."""
_NUMBERS = f"FILTER (WHERE {_HAS_NUMBER})"
_TOTALS = f"""INSERT OR REPLACE INTO daily_total SELECT {SHARED_COLUMNS}, day, count(*) {_NUMBERS},
    coalesce(sum(low), 0), coalesce(sum(high), 0), count(*) FILTER (WHERE low IS NULL AND high IS NOT NULL),
    count(*) FILTER (WHERE high IS NULL AND low IS NOT NULL), count(*) FILTER (WHERE NOT {_HAS_NUMBER}),
    CASE WHEN min(quantifier) {_NUMBERS} = max(quantifier) {_NUMBERS} THEN min(quantifier) {_NUMBERS} ELSE '' END,
    CASE WHEN min(place) = max(place) THEN min(place) ELSE '' END
    {_OF_DAY} AND summed = 1 GROUP BY {SHARED_COLUMNS}"""


def add_up_day(connection: Connection, dataset: str, day: int) -> None:
    """Make the totals of a day. Its figures are in the table, taken to be summed where nobody counted them yet."""
    connection.execute(_CLASHING, (day, dataset))
    connection.execute(_TOTALS, (day, dataset))
