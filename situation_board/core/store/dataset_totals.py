"""The daily totals of an imported file, a series at a time: what `totals.add_up` makes of one day after another."""

from __future__ import annotations

from situation_board.core.sqlite import Connection

_HAS_NUMBER = "(low IS NOT NULL OR high IS NOT NULL)"
_OF_SERIES = "FROM every_figure WHERE series = ? AND summed = 1"
_TOLD_TWICE = f"SELECT day, place {_OF_SERIES} AND {_HAS_NUMBER} GROUP BY day, place HAVING count(*) > 1"
_CLASHING = f"""UPDATE every_figure SET summed = 0
    WHERE series = ? AND summed = 1 AND stands = ? AND place = ? AND {_HAS_NUMBER}"""
"""Two numbers for one place and day: neither is summed."""
_NUMBERS = f"FILTER (WHERE {_HAS_NUMBER})"
_TOTALS = f"""INSERT OR REPLACE INTO daily_total SELECT series, day, dataset, count(*) {_NUMBERS},
    coalesce(sum(low), 0), coalesce(sum(high), 0), count(*) FILTER (WHERE low IS NULL AND high IS NOT NULL),
    count(*) FILTER (WHERE high IS NULL AND low IS NOT NULL), count(*) FILTER (WHERE NOT {_HAS_NUMBER}),
    CASE WHEN min(quantifier) {_NUMBERS} = max(quantifier) {_NUMBERS} THEN min(quantifier) {_NUMBERS} ELSE '' END,
    CASE WHEN min(place) = max(place) THEN min(place) ELSE '' END
    {_OF_SERIES} GROUP BY day"""


def add_up_series(connection: Connection, series: int) -> None:
    """Make the totals of a series. Its figures are in the table, taken to be summed where nobody counted them yet."""
    told_twice = connection.execute(_TOLD_TWICE, (series,)).fetchall()
    connection.executemany(_CLASHING, [(series, day, place) for day, place in told_twice])
    connection.execute(_TOTALS, (series,))
