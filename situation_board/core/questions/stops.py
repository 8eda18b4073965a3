"""Where the board changed: the moments that a slider stops at, and the next one before or after a moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo

from situation_board.core.problems import Mistake
from situation_board.core.questions.moments import KnownThen, Moment, TrueThen, now_at, parse_moment, time_of
from situation_board.core.store import Reading

Kind = Literal["true", "known"]
"""What was true then, or what we knew then."""

MOST_STOPS = 400
"""As many as can be told apart on a screen."""

BOARD_TABLES = ("situation", "actor", "location", "card", "status", "verification", "claim", "same_as")


@dataclass(frozen=True, slots=True)
class Stop:
    """A moment right after the board changed; `at` is when that was so or was learnt, in milliseconds since 1970.

    `changes` are those since the stop before: one or few, unless there are so many that they were drawn together.
    """

    moment: TrueThen | KnownThen
    at: int
    changes: int


@dataclass(frozen=True, slots=True)
class Stops:
    """In order. `now` is the live end, `zone` the incident's."""

    kind: Kind
    stops: tuple[Stop, ...]
    now: int
    zone: ZoneInfo


def board_stops(reading: Reading, kind: Kind, *, most: int = MOST_STOPS) -> Stops:
    """Every change of the board, where there are more than `most` the last of each of as many parts."""
    stops = _true_stops(reading, most) if kind == "true" else _known_stops(reading, most)
    return Stops(kind, tuple(stops), now_at(reading, None), reading.zone)


def _true_stops(reading: Reading, most: int) -> Iterable[Stop]:
    lines = reading.all(
        f"""WITH times AS (SELECT as_of_earliest AS at, count(*) AS changes FROM status s WHERE {_COUNTED} GROUP BY 1),
            parts AS (SELECT at, changes, ntile(?) OVER (ORDER BY at) AS part FROM times)
            SELECT max(at), sum(changes) FROM parts GROUP BY part ORDER BY 1""",
        reading.now,
        most,
    )
    return (Stop(TrueThen(at), at, changes) for at, changes in lines)


_COUNTED = """s.voided = 0 AND s.as_of_earliest <= ?
    AND EXISTS (SELECT 1 FROM card c WHERE c.id = s.thing AND c.voided = 0)"""


def _known_stops(reading: Reading, most: int) -> list[Stop]:
    lines = reading.all(
        f"""SELECT max(arrival), max(arrived_at), count(*) FROM (
              SELECT arrival, arrived_at, ntile(?) OVER (ORDER BY arrival) AS part FROM log WHERE {_TOUCHED})
            GROUP BY part ORDER BY 1""",
        most,
    )
    found: list[Stop] = []
    changes = 0
    for arrival, arrived_at, count in lines:
        changes += count
        if not found or arrival > _arrival(found[-1]):
            found.append(Stop(KnownThen(_end_of_deed(reading, arrival)), arrived_at, changes))
            changes = 0
    return found


def _arrival(stop: Stop) -> int:
    assert isinstance(stop.moment, KnownThen)
    return stop.moment.arrival


_TOUCHED = '"table" IN (' + ", ".join(f"'{table}'" for table in BOARD_TABLES) + ")"


def _end_of_deed(reading: Reading, arrival: int) -> int:
    """The last change of the action that a change belongs to; of a merge the last that came with it."""
    laptop, action, arrived_at = _deed(reading, arrival)
    if laptop == reading.identity.laptop:
        return int(reading.value("SELECT max(arrival) FROM log WHERE action = ?", action))
    after = reading.value("SELECT min(arrival) FROM log WHERE arrival > ? AND arrived_at <> ?", arrival, arrived_at)
    return int(after) - 1 if after is not None else reading.arrival


def _begin_of_deed(reading: Reading, arrival: int) -> int:
    laptop, action, arrived_at = _deed(reading, arrival)
    if laptop == reading.identity.laptop:
        return int(reading.value("SELECT min(arrival) FROM log WHERE action = ?", action))
    before = reading.value("SELECT max(arrival) FROM log WHERE arrival < ? AND arrived_at <> ?", arrival, arrived_at)
    return int(before or 0) + 1


def _deed(reading: Reading, arrival: int) -> tuple[str, str, int]:
    found = reading.one("SELECT laptop, action, arrived_at FROM log WHERE arrival = ?", arrival)
    assert found is not None
    return found[0], found[1], found[2]


# --- one step


def stop_beside(reading: Reading, kind: Kind, moment: Moment, step: int) -> Moment:
    """The next change after a moment (1) or the last one before it (-1).

    After the last change comes live, which is None; before the first there is nothing, and it stays the first.
    """
    beside = _true_beside if kind == "true" else _known_beside
    return beside(reading, moment, step)


def first_stop(reading: Reading, kind: Kind) -> Moment:
    """Right after the first change; live where there is none."""
    if kind == "true":
        return _true(reading.value(f"SELECT min(as_of_earliest) FROM status s WHERE {_COUNTED}", reading.now))
    return _known(reading, reading.value(f"SELECT min(arrival) FROM log WHERE {_TOUCHED}"))


def _true_beside(reading: Reading, moment: Moment, step: int) -> Moment:
    if moment is None:
        return None if step > 0 else _true(reading.value(_LAST_TIME, reading.now, reading.now))
    time = now_at(reading, moment)
    if step > 0:
        return _true(reading.value(f"{_FIRST_TIME} AND s.as_of_earliest > ?", reading.now, time))
    before = reading.value(_LAST_TIME, reading.now, time - 1)
    return _true(before) if before is not None else first_stop(reading, "true")


_FIRST_TIME = f"SELECT min(as_of_earliest) FROM status s WHERE {_COUNTED}"
_LAST_TIME = f"SELECT max(as_of_earliest) FROM status s WHERE {_COUNTED} AND s.as_of_earliest <= ?"


def _known_beside(reading: Reading, moment: Moment, step: int) -> Moment:
    arrival = moment.arrival if isinstance(moment, KnownThen) else reading.arrival
    if step > 0:
        return None if moment is None else _known(reading, _touched(reading, ">", arrival))
    latest = _touched(reading, "<=", arrival)
    if latest is None:
        return first_stop(reading, "known")
    end = _end_of_deed(reading, latest)
    if moment is None or end < arrival:
        return KnownThen(end)
    before = _touched(reading, "<", _begin_of_deed(reading, latest))
    return _known(reading, before) if before is not None else first_stop(reading, "known")


def _touched(reading: Reading, beyond: str, arrival: int) -> int | None:
    """The change of the board that is nearest on one side of an arrival."""
    way = "ASC" if beyond == ">" else "DESC"
    found = reading.value(
        f"SELECT arrival FROM log WHERE arrival {beyond} ? AND {_TOUCHED} ORDER BY arrival {way} LIMIT 1", arrival
    )
    return None if found is None else int(found)


def _true(time: int | None) -> Moment:
    return None if time is None else TrueThen(time)


def _known(reading: Reading, arrival: int | None) -> Moment:
    return None if arrival is None else KnownThen(_end_of_deed(reading, arrival))


def typed_moment(reading: Reading, text: str) -> Moment:
    """A moment as people type it. Mistake for what lies in the future: nobody knows what is true then."""
    moment = parse_moment(reading, text)
    if isinstance(moment, TrueThen) and moment.time > reading.now:
        raise Mistake(f"“{text}” lies in the future.", field="at", do="Give a time that is over, or go back to live.")
    return moment


def same_time(reading: Reading, moment: Moment, kind: Kind) -> Moment:
    """The moment of the other kind at the same time: what was known when it was so, or was true when it was learnt."""
    if kind == "true":
        return TrueThen(time_of(reading, moment)) if isinstance(moment, KnownThen) else moment
    if not isinstance(moment, TrueThen):
        return moment
    known = reading.value("SELECT max(arrival) FROM log WHERE arrived_at <= ?", moment.time)
    return KnownThen(int(known)) if known is not None else first_stop(reading, "known")
