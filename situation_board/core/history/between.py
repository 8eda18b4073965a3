"""What lies between two moments: which rows a change touched, and whose time came. Only there can anything differ.

A moment is a place in the log together with a now: "true then" looks at the whole log from an earlier now, "known
then" at its beginning. So a fact counts differently only where the log changed its row between the two places, or
where its own time lies between the two nows.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from situation_board.core.questions.moments import KnownThen, Moment, now_at
from situation_board.core.questions.sameness import mains_at
from situation_board.core.rows import FACTS, TABLES
from situation_board.core.store import Reading

TIMES = {
    "status": "as_of_earliest",
    "verification": "as_of_earliest",
    "claim": "said_at_earliest",
    "event": "starts_earliest",
    "route_status": "as_of_earliest",
    "rating": "as_of_earliest",
    "presence_status": "as_of_earliest",
    "snapshot": "as_of_earliest",
    "message": "received_earliest",
}
"""The column by which a row lies in the future of a moment."""


@dataclass(frozen=True)
class Touched:
    """Rows of records and things of facts, by table; `subjects` are what changes of the log were about.

    `mains_first` and `mains_last` tell which ids stood for one thing at the two moments.
    """

    rows: dict[str, set[str]]
    things: dict[str, set[str]]
    subjects: frozenset[str]
    mains_first: dict[str, str]
    mains_last: dict[str, str]

    @property
    def joined(self) -> frozenset[str]:
        """Every id that stood for the same as another at either moment."""
        return frozenset(
            each for mains in (self.mains_first, self.mains_last) for pair in mains.items() for each in pair
        )

    @property
    def joined_otherwise(self) -> frozenset[str]:
        """Those of them that stood for something else at the other moment."""
        differ = self.mains_first.items() ^ self.mains_last.items()
        return frozenset(each for pair in differ for each in pair)

    @property
    def cards(self) -> set[str]:
        """Every card that may stand elsewhere, by the ids that stood for it at either moment."""
        cards = self.rows["card"] | self.things["status"] | self.joined_otherwise
        return {mains.get(card, card) for card in cards for mains in (self.mains_first, self.mains_last)}


@dataclass
class _Found:
    rows: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    things: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    subjects: set[str] = field(default_factory=set)


def touched_between(reading: Reading, first: Moment, last: Moment) -> Touched:
    """What may differ between two moments, in either order."""
    found = _Found()
    _touched_by_log(reading, first, last, found)
    _touched_by_time(reading, first, last, found)
    before = mains_at(reading, first)
    is_same = not found.rows["same_as"] and not found.rows["card"]
    after = before if is_same else mains_at(reading, last)
    return Touched(found.rows, found.things, frozenset(found.subjects), before, after)


def everything(reading: Reading, first: Moment, last: Moment) -> Touched:
    """All there is: the slow way, by which the quick one is proved."""
    rows = {table: {row for (row,) in reading.all(f'SELECT id FROM "{table}"')} for table in TABLES}
    things = {table: {thing for (thing,) in reading.all(f'SELECT thing FROM "{table}"')} for table in FACTS}
    subjects = frozenset(subject for (subject,) in reading.all("SELECT DISTINCT subject FROM log"))
    things["status"] |= rows["card"]
    return Touched(rows, things, subjects, mains_at(reading, first), mains_at(reading, last))


def _touched_by_log(reading: Reading, first: Moment, last: Moment, found: _Found) -> None:
    earlier, later = sorted(_arrival(reading, moment) for moment in (first, last))
    lines = reading.all(
        'SELECT DISTINCT "table", "row", subject FROM log WHERE arrival > ? AND arrival <= ?', earlier, later
    )
    for table, row, subject in lines:
        found.rows[table].add(row)
        found.subjects.add(subject)
        if table in FACTS:
            found.things[table].add(subject)


def _touched_by_time(reading: Reading, first: Moment, last: Moment, found: _Found) -> None:
    """Rows whose time came in between. What is struck now counted then only if it was struck after both moments."""
    earlier, later = sorted(now_at(reading, moment) for moment in (first, last))
    if earlier == later:
        return
    for table, column in TIMES.items():
        what, into = ("thing", found.things) if table in FACTS else ("id", found.rows)
        lines = reading.all(
            f'SELECT DISTINCT {what} FROM "{table}" WHERE voided = 0 AND {column} > ? AND {column} <= ?', earlier, later
        )
        into[table].update(thing for (thing,) in lines)
    struck_since = reading.all(_STRUCK_SINCE, max(_arrival(reading, moment) for moment in (first, last)))
    for table, row, subject in struck_since:
        found.rows[table].add(row)
        found.things[table].add(subject)


_STRUCK_SINCE = """SELECT DISTINCT "table", "row", subject FROM log
    WHERE arrival > ? AND (slot LIKE 'voided%' OR slot LIKE 'withdrawn%')"""


def _arrival(reading: Reading, moment: Moment) -> int:
    return moment.arrival if isinstance(moment, KnownThen) else reading.arrival
