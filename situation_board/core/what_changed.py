"""What changed since a moment, with what has to stand on it wherever it goes: label, exercise, from when to when."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from situation_board.core import times
from situation_board.core.history import Difference, differences, told
from situation_board.core.history.since import learnt_since, true_since
from situation_board.core.questions.moments import KnownThen, Moment, now_at
from situation_board.core.rows import FACTS
from situation_board.core.snapshot.labels import labels_of, strictest, usual_label
from situation_board.core.store import Reading
from situation_board.core.times import Time
from situation_board.core.vocabulary import HandlingLabel


@dataclass(frozen=True)
class Stamp:
    """What stands on everything that leaves the program. `zone` is the name of the incident's time zone."""

    situation: str
    label: HandlingLabel
    exercise: bool
    zone: str

    @property
    def words(self) -> str:
        return " · ".join([self.label.value, *(["EXERCISE"] if self.exercise else []), self.situation])


@dataclass(frozen=True)
class WhatChanged:
    """Differences between two moments. `since` and `until` say from when to when in words."""

    stamp: Stamp
    since: str
    until: str
    differences: tuple[Difference, ...]

    @property
    def text(self) -> str:
        """As plain text, to be read out or sent on."""
        head = f"{self.stamp.words}\nChanges from {self.since} to {self.until} ({self.stamp.zone})"
        return f"{head}\n\n{told(self.differences) or 'Nothing changed.'}\n"


def what_changed(reading: Reading, first: Moment, last: Moment = None, *, with_background: bool = False) -> WhatChanged:
    """Everything that is different at the later moment."""
    found = tuple(differences(reading, first, last, with_background=with_background))
    stamp = stamp_of(reading, things_in(found))
    return WhatChanged(stamp, moment_words(reading, first), _until_words(reading, first, last), found)


def things_in(found: Iterable[Difference]) -> list[tuple[str, str]]:
    """What differences are about, by table and id; a conflict is about its card."""
    return [("card" if each.table == "conflict" else each.table, each.thing) for each in found]


def what_changed_since(
    reading: Reading, said: str, *, true_then: bool = False, last: Moment = None, with_background: bool = False
) -> WhatChanged:
    """As `what_changed`, since a time that a person writes, such as "06:00", or "#N".

    What was learnt since then, or `true_then` what came to be so since then.
    """
    first: Moment = true_since(reading, said) if true_then else learnt_since(reading, said)
    return what_changed(reading, first, last, with_background=with_background)


def moment_words(reading: Reading, moment: Moment) -> str:
    """When a moment was, in words."""
    if isinstance(moment, KnownThen):
        arrived = reading.value(
            "SELECT arrived_at FROM log WHERE arrival <= ? ORDER BY arrival DESC LIMIT 1", moment.arrival
        )
        when = times.in_words(times.exactly(int(arrived)), reading.zone) if arrived else "the beginning"
        return f"{when} (#{moment.arrival})"
    return times.in_words(_now(reading) if moment is None else times.exactly(now_at(reading, moment)), reading.zone)


def _until_words(reading: Reading, first: Moment, last: Moment) -> str:
    """A situation that is closed is still worked on: what was learnt since goes up to its latest change."""
    is_closed = reading.situation.closed_at is not None
    if last is None and is_closed and isinstance(first, KnownThen):
        return moment_words(reading, KnownThen(reading.arrival))
    return moment_words(reading, last)


def _now(reading: Reading) -> Time:
    return reading.situation.closed_at or times.exactly(reading.now)


def stamp_of(reading: Reading, things: Iterable[tuple[str, str]]) -> Stamp:
    """The stamp for an output about those things, by table and id: it takes over the strictest label among them."""
    by_table: dict[str, set[str]] = defaultdict(set)
    for table, thing in things:
        by_table[table].add(thing)
    labels = [label for table, ids in by_table.items() for label in _labels(reading, table, ids)]
    situation = reading.situation
    usual = usual_label(reading)
    return Stamp(situation.name or "", strictest(labels, usual=usual), bool(situation.exercise), reading.zone.key)


def _labels(reading: Reading, table: str, things: set[str]) -> Iterable[HandlingLabel]:
    """Of facts about something, those of all that is said of it."""
    if table == "card":
        yield from labels_of(reading, "card", things).values()
        table = "status"
    if table in FACTS:
        sql = f'SELECT id FROM "{table}" WHERE thing IN (SELECT value FROM json_each(?))'
        things = {row for (row,) in reading.all(sql, json.dumps(sorted(things)))}
    if table not in NEVER_RESTRAINED:
        yield from labels_of(reading, table, things).values()


NEVER_RESTRAINED = frozenset({"handover", "saved_search"})
"""What is about the work with the program."""
