"""Figures and marks as this file knew them after a change: those of the events that were changed since.

All others are as the tables have them now. Where less was known then than was changed since, nothing is taken from
the tables and everything that was known is made anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from situation_board.core.names import normalise
from situation_board.core.questions.events import datasets_of, versions_at
from situation_board.core.questions.moments import KnownThen, Moment
from situation_board.core.questions.records import all_records, records
from situation_board.core.questions.sameness import ids_by_main, mains_at
from situation_board.core.rows import Event, Location, Report, Source
from situation_board.core.series.counting import Counted, counted, one_of_each
from situation_board.core.series.lone import Standing, standing
from situation_board.core.store import Reading
from situation_board.core.store.derived import Touched
from situation_board.core.store.log import changes_where
from situation_board.core.store.totals import touched_events


@dataclass(frozen=True)
class Then:
    """What differs from the tables: `changed` are the events to leave out there, None is all of them."""

    changed: frozenset[str] | None = frozenset()
    figures: tuple[Counted, ...] = ()
    marks: tuple[Standing, ...] = ()

    @property
    def listed(self) -> str:
        """The events to leave out, for SQL."""
        return json.dumps(sorted(self.changed or ()))


AS_NOW = Then()


def then(reading: Reading, moment: Moment) -> Then:
    """What was known at a moment, as difference from what is known now."""
    if not isinstance(moment, KnownThen) or moment.arrival >= reading.arrival:
        return AS_NOW
    if moment.arrival <= reading.arrival - moment.arrival:
        return everything_then(reading, moment)
    return difference_then(reading, moment)


def difference_then(reading: Reading, moment: KnownThen) -> Then:
    """Of the events that were changed since."""
    changed = _changed_after(reading, moment.arrival)
    return _made(reading, changed, changed, moment)


def everything_then(reading: Reading, moment: KnownThen) -> Then:
    """From every event that was known, by the rules alone."""
    known = reading.all("SELECT DISTINCT thing FROM every_event WHERE arrival <= ?", moment.arrival)
    return _made(reading, None, (thing for (thing,) in known), moment)


def _changed_after(reading: Reading, arrival: int) -> frozenset[str]:
    """The events whose figures later changes touched, with those that are the same."""
    touched = Touched()
    for change in changes_where(reading.connection, "arrival > ?", arrival):
        touched.add(change)
    touched.rows.update(("event", row) for row in _rows_of_datasets(reading, touched.of("dataset")))
    events = touched_events(reading.connection, touched)
    mains = mains_at(reading, None)
    others = ids_by_main(mains)
    groups = (mains.get(event, event) for event in events)
    return frozenset(each for main in groups for each in (main, *others.get(main, ())))


def _rows_of_datasets(reading: Reading, datasets: Iterable[str]) -> list[str]:
    """The rows of imported files are not in the log; what happens to the file happens to them, and to those of other
    imports of the same dataset: which of them counts may be another one now."""
    lines = reading.all(_ROWS_OF_DATASETS, json.dumps(sorted(datasets)))
    return [row for (row,) in lines]


_ROWS_OF_DATASETS = """WITH asked(id, origin) AS (
      SELECT id, origin FROM dataset WHERE id IN (SELECT value FROM json_each(?)))
    SELECT id FROM every_event WHERE dataset IN (
      SELECT id FROM asked UNION SELECT id FROM dataset WHERE origin IN (SELECT origin FROM asked))"""


def _made(reading: Reading, changed: frozenset[str] | None, things: Iterable[str], moment: KnownThen) -> Then:
    surroundings = SurroundingsThen(reading, moment)
    figures: list[Counted] = []
    marks: list[Standing] = []
    counting = list(_counting(reading, things, surroundings, moment))
    imported = datasets_of(reading, counting)
    for event in counting:
        of_event = counted(event, surroundings, imported.get(event.id))
        figures += of_event
        marks += standing(event, of_event, surroundings, reading.zone)
    return Then(changed, tuple(figures), tuple(marks))


def _counting(
    reading: Reading, things: Iterable[str], surroundings: SurroundingsThen, moment: KnownThen
) -> Iterable[Event]:
    """Of each event the version that counted, and of those that were the same the one whose figures did."""
    events = versions_at(reading, things, moment, also_future=True)
    groups: dict[str, list[Event]] = {}
    for thing in sorted(events):
        groups.setdefault(surroundings.main(thing), []).append(events[thing])
    return one_of_each(sorted(group, key=lambda event: event.thing != main) for main, group in groups.items())


class SurroundingsThen:
    """Places, sources and what is the same, as this file knew them after a change. Each is looked up once."""

    def __init__(self, reading: Reading, moment: KnownThen) -> None:
        self._reading, self._moment = reading, moment
        self._mains = mains_at(reading, moment)
        self._places: dict[str, tuple[str | None, str | None] | None] = {}
        self._reports: dict[str, str | None] = {}
        self._sources: dict[str, set[str]] | None = None
        self._known: dict[str, bool] = {}

    def main(self, thing: str) -> str:
        return self._mains.get(thing, thing)

    def location(self, main: str) -> tuple[str | None, str | None] | None:
        if main not in self._places:
            row = records(self._reading, Location, [main], self._moment).get(main)
            self._places[main] = None if row is None else (row.kind, row.parent)
        return self._places[main]

    def source_named(self, text: str) -> str | None:
        if text not in self._known:
            self._known[text] = bool(records(self._reading, Source, [text], self._moment))
        if self._known[text]:
            return self.main(text)
        found = self._named().get(normalise(text), set())
        return next(iter(found)) if len(found) == 1 else None

    def source_of_report(self, report: str) -> str | None:
        if report not in self._reports:
            row = records(self._reading, Report, [report], self._moment).get(report)
            self._reports[report] = None if row is None else row.source
        return self._reports[report]

    def _named(self) -> dict[str, set[str]]:
        """Sources by each of their names."""
        if self._sources is None:
            self._sources = {}
            for row in all_records(self._reading, Source, self._moment).values():
                for name in (row.name, *(other.name for other in row.names)):
                    self._sources.setdefault(normalise(name or ""), set()).add(self.main(row.id))
        return self._sources
