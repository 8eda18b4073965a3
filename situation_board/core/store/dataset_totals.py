"""The daily totals of an imported file, a series at a time: what `totals.add_up` makes of one day after another."""

from __future__ import annotations

from situation_board.core.sqlite import Connection
from situation_board.core.store.figure_index import SAME_FIGURE, say_summed

_HAS_NUMBER = "(f.low IS NOT NULL OR f.high IS NOT NULL)"
_OF_SERIES = f"""FROM figure_in_series i CROSS JOIN every_figure f ON {SAME_FIGURE}
    WHERE i.series = ? AND i.summed = 1"""
_TOLD_TWICE = f"SELECT f.day, f.place {_OF_SERIES} AND {_HAS_NUMBER} GROUP BY 1, 2 HAVING count(*) > 1"
_CLASHING = f"SELECT i.event, i.position, i.dataset {_OF_SERIES} AND i.stands = ? AND f.place = ? AND {_HAS_NUMBER}"
"""Two numbers for one place and day: neither is summed."""
_NUMBERS = f"FILTER (WHERE {_HAS_NUMBER})"
_QUANTIFIER = f"min(f.quantifier) {_NUMBERS}"
_TOTALS = f"""INSERT OR REPLACE INTO daily_total SELECT i.series, f.day, i.dataset, count(*) {_NUMBERS},
    coalesce(sum(f.low), 0), coalesce(sum(f.high), 0), count(*) FILTER (WHERE f.low IS NULL AND f.high IS NOT NULL),
    count(*) FILTER (WHERE f.high IS NULL AND f.low IS NOT NULL), count(*) FILTER (WHERE NOT {_HAS_NUMBER}),
    CASE WHEN {_QUANTIFIER} = max(f.quantifier) {_NUMBERS} THEN {_QUANTIFIER} ELSE '' END,
    CASE WHEN min(f.place) = max(f.place) THEN min(f.place) ELSE '' END
    {_OF_SERIES} GROUP BY f.day"""


def add_up_series(connection: Connection, series: int) -> None:
    """Make the totals of a series. Its figures are in the tables, taken to be summed where nobody counted them yet."""
    for day, place in connection.execute(_TOLD_TWICE, (series,)).fetchall():
        clashing = connection.execute(_CLASHING, (series, day, place)).fetchall()
        say_summed(connection, series, day, clashing, is_summed=False)
    connection.execute(_TOTALS, (series,))
