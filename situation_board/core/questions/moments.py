"""Moments that questions can be asked about: now, what was true then, what we knew then."""

from __future__ import annotations

import json
from dataclasses import dataclass

from situation_board.core import times
from situation_board.core.problems import Mistake
from situation_board.core.store import Reading


@dataclass(frozen=True)
class TrueThen:
    """Facts by the time they are about, as we see them today; records show today's names."""

    time: int


@dataclass(frozen=True)
class KnownThen:
    """What this file held after its change of that arrival."""

    arrival: int


Moment = TrueThen | KnownThen | None
"""None is now."""

Condition = tuple[str, tuple[object, ...]]


def parse_moment(reading: Reading, text: str) -> TrueThen | KnownThen:
    """ "#N" is what this file knew at arrival N; anything else a time, meaning its beginning."""
    if text.startswith("#"):
        number = text[1:].translate(times.ARABIC_DIGITS)
        if not number.isdecimal():
            raise Mistake(f"“{text}” is not an arrival.", do="Write # and a number, as `info` shows it.")
        if int(number) > reading.arrival:
            raise Mistake(f"This file has come to #{reading.arrival}, not to {text}.", field="at")
        return KnownThen(int(number))
    return TrueThen(times.parse(text, zone=reading.zone, now=reading.now).earliest)


def now_at(reading: Reading, moment: Moment) -> int:
    """What counts as now at a moment, for ages and for what lies in the future."""
    match moment:
        case TrueThen(time):
            return time
        case KnownThen() if reading.situation.closed_at is None:
            return time_of(reading, moment)
        case _:
            return reading.now


def time_of(reading: Reading, moment: Moment) -> int:
    """When a moment is or was; of what we knew then, when this file learnt of its last change."""
    match moment:
        case TrueThen(time):
            return time
        case KnownThen(arrival):
            known = reading.value(
                "SELECT arrived_at FROM log WHERE arrival <= ? ORDER BY arrival DESC LIMIT 1", arrival
            )
            return int(known or 0)
    return reading.now


def counts(reading: Reading, moment: Moment, table: str, fact: str, time_column: str | None) -> Condition:
    """SQL saying whether the fact of a table with that alias counts at a moment: known, not struck, not in the future.

    Without a time column, or where the time is not stated, only the first two are asked.
    """
    conditions: list[str] = []
    parameters: list[object] = []
    if isinstance(moment, KnownThen):
        conditions.append(f"{fact}.arrival <= ? AND NOT {_struck_then(table, fact)}")
        parameters += [moment.arrival] * 3
        if table == "event":
            conditions[-1] = f"CASE WHEN {fact}.dataset IS NULL THEN {conditions[-1]} ELSE {_imported_then(fact)} END"
            parameters += [moment.arrival, _datasets_then(reading, moment), moment.arrival]
    else:
        conditions.append(f"{fact}.voided = 0")
    if time_column:
        conditions.append(f"coalesce({fact}.{time_column}, 0) <= ?")
        parameters.append(now_at(reading, moment))
    return " AND ".join(conditions), tuple(parameters)


def every(moment: Moment) -> str:
    """The table of events to ask at a moment: what stood then may not stand now."""
    return "every_event" if isinstance(moment, KnownThen) else "event"


def _imported_then(fact: str) -> str:
    """Rows of an imported file count while their dataset stood and nobody had struck them."""
    struck = f"EXISTS (SELECT 1 FROM log l WHERE l.subject = {fact}.thing AND l.slot LIKE 'voided:%')"
    return (
        f"{fact}.arrival <= ? AND {fact}.dataset IN (SELECT value FROM json_each(?))"
        f" AND (NOT {struck} OR NOT struck_import({fact}.thing, ?))"
    )


def _datasets_then(reading: Reading, moment: KnownThen) -> str:
    """The datasets that stood then, of several imports of one the latest, as JSON."""
    known = reading.all(
        """SELECT d.id, d.origin FROM dataset d
           JOIN log l ON l."row" = d.id AND l."table" = 'dataset' AND l.slot = 'new'
           WHERE l.arrival <= ? ORDER BY l.lamport, l.writer, l.seq""",
        moment.arrival,
    )
    struck = "SELECT struck_then('dataset', ?, ?)"
    standing = [(each, origin) for each, origin in known if not reading.value(struck, each, moment.arrival)]
    return json.dumps(list({origin or each: each for each, origin in standing}.values()))


def _struck_then(table: str, fact: str) -> str:
    """As it is now, unless the row was changed later: then the log is folded up to there."""
    changed_later = f'EXISTS (SELECT 1 FROM log l WHERE l."row" = {fact}.id AND l.arrival > ?)'
    return f"CASE WHEN {changed_later} THEN struck_then('{table}', {fact}.id, ?) ELSE {fact}.voided END"
