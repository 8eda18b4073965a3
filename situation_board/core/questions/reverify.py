"""What is to be looked at again, the most urgent first: what is past its shelf life, what lost its source, and what
somebody was asked to check.

How urgent something is, is how many shelf lives have gone by since anybody looked, times one more than what hangs on
it. What lost its source or was handed to somebody counts as one shelf life at least. The queue is about now.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from situation_board.core.questions.cards import CardFilter, card_ids, shelf_life
from situation_board.core.questions.details import details
from situation_board.core.questions.events import EventFilter, event_faces, event_ids
from situation_board.core.questions.hanging import hanging_counts
from situation_board.core.questions.routes import route_lines, shelf_life_of_routes
from situation_board.core.questions.shelf_lives import shelf_life_of_advisories
from situation_board.core.rows import Task
from situation_board.core.store import Reading
from situation_board.core.times import HOUR, Precision, Time
from situation_board.core.vocabulary import Column, EventKind, TaskKind, TaskState, Word

MOST = 500
"""Nobody works through more; how many there are is told."""


class WhyAgain(Word):
    """Why something is to be looked at again."""

    STALE = "stale", "past its shelf life"
    SOURCE_STRUCK = "source_struck", "its only report was struck"
    ASKED = "asked", "handed to somebody to look at"


@dataclass(frozen=True, slots=True)
class ToVerify:
    """A line of the queue. `seen` is when it was last looked at, `life` its shelf life in hours.

    `hangs` counts what rests on it; `roles` are who was asked to look, `due` until when at the latest.
    """

    thing: str
    table: str
    why: tuple[WhyAgain, ...]
    seen: Time | None = None
    life: int | None = None
    place: str | None = None
    hangs: int = 0
    name: str = ""
    detail: str = ""
    roles: tuple[str, ...] = ()
    due: Time | None = None

    def overdue(self, now: int) -> int | None:
        """Milliseconds since it became stale; negative while it is not; None when that is not known."""
        return None if self.seen is None or self.life is None else now - self.seen.earliest - self.life * HOUR

    def urgency(self, now: int) -> float:
        age = 0.0 if self.seen is None or not self.life else (now - self.seen.earliest) / (self.life * HOUR)
        return max(age, 1.0) * (1 + self.hangs)


@dataclass(frozen=True, slots=True)
class Queue:
    """The first of them in order, how many there are in all, and what counts as now."""

    lines: tuple[ToVerify, ...]
    count: int
    now: int


def reverify_queue(reading: Reading, *, limit: int = MOST) -> Queue:
    """What is to be looked at again, the most urgent first."""
    ordered = _ordered(reading, _everything(reading, None))
    return Queue(tuple(_named(reading, ordered[:limit])), len(ordered), reading.now)


def queue_lines(reading: Reading, things: Sequence[str]) -> list[ToVerify]:
    """The lines of some of the queue in that order; what need not be looked at any more is left out."""
    lines = {line.thing: line for line in _ordered(reading, _everything(reading, frozenset(things)))}
    return _named(reading, [lines[thing] for thing in things if thing in lines])


def _everything(reading: Reading, only: frozenset[str] | None) -> Iterable[ToVerify]:
    every = (
        *_cards(reading, only),
        *_routes(reading, only),
        *_advisories(reading, only),
        *_asked(reading),
    )
    return (line for line in every if only is None or line.thing in only)


def _ordered(reading: Reading, lines: Iterable[ToVerify]) -> list[ToVerify]:
    """Each thing once, with all the reasons why, the most urgent first."""
    found: dict[str, ToVerify] = {}
    for line in lines:
        known = found.get(line.thing)
        found[line.thing] = line if known is None else _joined(known, line)
    wanted = [line for line in found.values() if line.why]
    weights = hanging_counts(reading, {line.thing: line.place for line in wanted})
    weighed = [replace(line, hangs=weights.get(line.thing, 0)) for line in wanted]
    return sorted(weighed, key=lambda line: (-line.urgency(reading.now), _since(line), line.thing))


def _since(line: ToVerify) -> int:
    return line.seen.earliest if line.seen is not None else 0


def _joined(one: ToVerify, other: ToVerify) -> ToVerify:
    return replace(
        one,
        why=tuple(dict.fromkeys((*one.why, *other.why))),
        roles=tuple(dict.fromkeys((*one.roles, *other.roles))),
        due=min((time for time in (one.due, other.due) if time is not None), default=None),
    )


def _named(reading: Reading, lines: Sequence[ToVerify]) -> list[ToVerify]:
    known = details(reading, [(line.table, line.thing) for line in lines])
    return [
        replace(line, name=known[line.thing].name, detail=known[line.thing].detail)
        for line in lines
        if line.thing in known
    ]


# --- cards


def _cards(reading: Reading, only: frozenset[str] | None) -> list[ToVerify]:
    unsourced = {card for (card,) in reading.all(_CARDS_WITH_STRUCK_REPORT)}
    wanted = only
    if wanted is None:
        stale = {card for column in Column for card in card_ids(reading, column, filter=CardFilter(stale=True))}
        asked = {reading.main(task.about) for task in _checks(reading) if task.about}
        wanted = frozenset({*stale, *unsourced, *asked})
    lines = reading.all(_CARDS, reading.now, json.dumps(sorted(wanted)))
    return [_card(reading, _Line._make(line), unsourced) for line in lines]


class _Line(NamedTuple):
    card: str
    column: str
    place: str
    own_life: int | None
    said: int
    said_latest: int
    said_precision: str
    verified: int | None
    verified_latest: int | None
    verified_precision: str | None

    @property
    def seen(self) -> Time:
        """When it was last looked at, as precisely as that is known."""
        if self.verified is None or self.verified_latest is None or self.verified <= self.said:
            return Time(self.said, self.said_latest, Precision(self.said_precision))
        return Time(self.verified, self.verified_latest, Precision(str(self.verified_precision)))


_CARDS_WITH_STRUCK_REPORT = """SELECT b.card FROM report r
    CROSS JOIN every_mention m ON m.thing = r.id AND m.field = 'report' AND m."table" = 'status'
    JOIN status s ON s.id = m."row" JOIN board b ON b.card = coalesce(
        (SELECT main FROM alias WHERE thing = s.thing), s.thing) AND b.status = s.id
    WHERE r.voided = 1"""
_CARDS = """SELECT b.card, b."column", b.location, k.shelf_life,
        s.as_of_earliest, s.as_of_latest, s.as_of_precision, v.as_of_earliest, v.as_of_latest, v.as_of_precision
    FROM board b JOIN card k ON k.id = b.card JOIN status s ON s.id = b.status
    LEFT JOIN verification v ON v.key = (SELECT v.key FROM verification v
        WHERE v.thing IN (SELECT b.card UNION ALL SELECT thing FROM alias WHERE main = b.card)
          AND v.voided = 0 AND v.as_of_earliest <= ? ORDER BY v.as_of_earliest DESC LIMIT 1)
    WHERE b.card IN (SELECT value FROM json_each(?))"""


def _card(reading: Reading, line: _Line, unsourced: set[str]) -> ToVerify:
    life = line.own_life if line.own_life is not None else shelf_life(reading.situation, Column(line.column))
    seen = line.seen
    why = [WhyAgain.STALE] if reading.now - seen.earliest > life * HOUR else []
    why += [WhyAgain.SOURCE_STRUCK] if line.card in unsourced else []
    return ToVerify(line.card, "card", tuple(why), seen, life, line.place)


# --- routes and advisories


def _routes(reading: Reading, only: frozenset[str] | None) -> list[ToVerify]:
    """A route is as old as the oldest of its states that are stale."""
    life = shelf_life_of_routes(reading.situation)
    unsourced = {status for (status,) in reading.all(_ROUTES_WITH_STRUCK_REPORT)}
    found: dict[str, ToVerify] = {}
    for line in route_lines(reading, routes=None if only is None else sorted(only)):
        why = [WhyAgain.STALE] if line.stale and line.status else []
        why += [WhyAgain.SOURCE_STRUCK] if line.status in unsourced else []
        if why:
            seen = max((time for time in (line.as_of, line.verified_at) if time is not None), default=None)
            new = ToVerify(line.route, "route", tuple(why), seen, life)
            known = found.get(line.route)
            oldest = min((time for time in (seen, known.seen if known else None) if time is not None), default=None)
            found[line.route] = replace(new if known is None else _joined(known, new), seen=oldest)
    return list(found.values())


_ROUTES_WITH_STRUCK_REPORT = """SELECT m."row" FROM report r
    CROSS JOIN every_mention m ON m.thing = r.id AND m.field = 'report' AND m."table" = 'route_status'
    WHERE r.voided = 1"""


def _advisories(reading: Reading, only: frozenset[str] | None) -> list[ToVerify]:
    life = shelf_life_of_advisories(reading.situation)
    advisories = EventFilter(kinds=(EventKind.ADVISORY,))
    ids = event_ids(reading, filter=advisories) if only is None else sorted(only)
    found = []
    for face in event_faces(reading, ids):
        if face.stale:
            found.append(ToVerify(face.id, "event", (WhyAgain.STALE,), face.seen, life))
    return found


# --- what was handed to somebody


def _checks(reading: Reading) -> list[Task]:
    open_ones = (TaskKind.CHECK.value, TaskState.OPEN.value)
    return reading.rows(Task, "kind = ? AND state = ? AND voided = 0 AND about IS NOT NULL ORDER BY id", *open_ones)


def _asked(reading: Reading) -> Iterable[ToVerify]:
    checks = _checks(reading)
    tables = _tables_of(reading, [task.about for task in checks if task.about])
    for task in checks:
        thing = reading.main(task.about or "")
        if thing in tables:
            roles = (task.role,) if task.role else ()
            yield ToVerify(thing, tables[thing], (WhyAgain.ASKED,), roles=roles, due=task.due)


def _tables_of(reading: Reading, things: Iterable[str]) -> Mapping[str, str]:
    """Main thing -> its table; what was struck is left out."""
    found: dict[str, str] = {}
    for thing in things:
        main = reading.main(thing)
        for table, column in _ABOUT.items():
            if reading.value(f'SELECT 1 FROM "{table}" WHERE {column} = ? AND voided = 0', main):
                found[main] = table
    return found


_ABOUT = {
    "card": "id",
    "event": "thing",
    "route": "id",
    "actor": "id",
    "location": "id",
    "claim": "thing",
    "source": "id",
    "presence": "id",
}
