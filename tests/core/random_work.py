"""Random work of a person on a laptop: any action on anything, for the properties of log, undo, merge and past.

Places and names are made up by counting; nothing here is about the world.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from situation_board.core import history, times
from situation_board.core.actions import cards, facts, messages, records, situations
from situation_board.core.ids import known_id, new_id
from situation_board.core.problems import Mistake
from situation_board.core.questions.boards import board
from situation_board.core.questions.moments import Moment
from situation_board.core.rows import (
    Actor,
    Claim,
    Event,
    Figure,
    Location,
    Message,
    Name,
    Report,
    Route,
    RouteStatus,
    Source,
    Status,
)
from situation_board.core.store import Changes, Identity, Reading, Store
from situation_board.core.times import DAY, HOUR, Precision, Time
from situation_board.core.vocabulary import (
    Basis,
    ClaimVerb,
    Column,
    Credibility,
    EventKind,
    FigureCategory,
    FigureGroup,
    FigureRole,
    FigureUnit,
    LocationKind,
    MessageState,
    Metric,
    Phase,
    Quantifier,
    RouteDirection,
    RouteState,
    RouteUse,
    Stance,
)
from tests.core.filled import ASSESSMENT

START = 1_733_600_000_000
COLUMNS = list(Column)


class Clock:
    """A clock that only moves when told to; a laptop's may be years off."""

    def __init__(self, now: int = START) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now


class Laptop:
    """A store, its clock and its person, with actions chosen by numbers."""

    def __init__(self, path: Path, name: str, clock: Clock, *, create: bool = True) -> None:
        self.clock = clock
        self.path = path
        self.identity = Identity(name, f"person of {name}")
        if create:
            self.store = Store.create(path, _start, identity=self.identity, now=clock)
        else:
            self.store = Store.open(path, identity=self.identity, now=clock)

    def close(self) -> None:
        self.store.close()

    def do(self, work: Work) -> bool:
        """Do one random thing; False when it was refused, as it may be."""
        kind, a, b, c = work
        self.clock.now += 1 + (c % 7) * 10_000
        try:
            action = KINDS[kind % len(KINDS)](self, a, b, c)
            if action is None:
                return False
            self.store.do(action)
        except Mistake:
            return False
        return True

    def ids(self, sql: str) -> list[str]:
        with self.store.reading() as reading:
            return [line[0] for line in reading.all(sql)]

    def pick(self, sql: str, number: int) -> str | None:
        found = self.ids(sql)
        return found[number % len(found)] if found else None

    def board(self, moment: Moment = None) -> object:
        with self.store.reading() as reading:
            return board(reading, moment=moment).columns

    def arrival(self) -> int:
        with self.store.reading() as reading:
            return reading.arrival


Work = tuple[int, int, int, int]
Action = Callable[[Reading], Changes]


def works(most: int) -> st.SearchStrategy[list[Work]]:
    """Lists of random work."""
    number = st.integers(0, 40)
    return st.lists(st.tuples(st.integers(0, 200), number, number, number), max_size=most)


def _start(reading: Reading) -> Changes:
    return situations.start_situation(reading, name="generated", timezone="Asia/Damascus", id=known_id("test", "one"))


def _place(laptop: Laptop, a: int, b: int, c: int) -> Action:
    shared = a % 3 == 0
    place = Location(
        id=known_id("gazetteer", f"place-{b % 5}") if shared else new_id(),
        name=f"Place {b % 5}",
        kind=(None, *LocationKind)[(a + b) % 11],
        parent=laptop.pick("SELECT id FROM location", c) if c % 2 else None,
    )
    return lambda reading: records.add_record(reading, place)


def _actor(laptop: Laptop, a: int, b: int, c: int) -> Action:
    actor = Actor(id=new_id(), name=f"Actor {a}", names=(Name(name=f"الفاعل {b}", language="ar"),))
    return lambda reading: records.add_record(reading, actor)


def _card(laptop: Laptop, a: int, b: int, c: int) -> Action | None:
    place = laptop.pick("SELECT id FROM location", a)
    if place is None:
        return None
    status = Status(
        id="",
        thing="",
        column=COLUMNS[b % 4],
        controllers=_actors(laptop, b),
        moving=_actors(laptop, c),
        **_basis(c),
        as_of=_time(laptop, c),
    )
    return lambda reading: cards.add_card(reading, location=place, status=status)


def _basis(number: int) -> dict[str, Any]:
    basis = list(Basis)[number % 4]
    return {"basis": basis, **(ASSESSMENT if basis is Basis.ASSESSED else {})}


def _move(laptop: Laptop, a: int, b: int, c: int) -> Action | None:
    card = laptop.pick("SELECT card FROM board", a)
    other = laptop.pick(f"SELECT card FROM board WHERE \"column\" = '{COLUMNS[b % 4]}'", c)
    if card is None:
        return None
    neighbour: dict[str, Any] = {("before", "after")[c % 2]: other} if c % 3 == 0 and other != card else {}
    as_of = _time(laptop, c) if a % 2 else None
    return lambda reading: cards.move_cards(reading, [card], COLUMNS[b % 4], as_of=as_of, **neighbour)


def _retake(laptop: Laptop, a: int, b: int, c: int) -> Action | None:
    card = laptop.pick("SELECT card FROM board", a)
    return (lambda reading: cards.change_controller(reading, card)) if card else None


def _edit_card(laptop: Laptop, a: int, b: int, c: int) -> Action | None:
    card = laptop.pick("SELECT card FROM board", a)
    choices: list[dict[str, Any]] = [
        {"note": f"note {b}"},
        _basis(b),
        {"shelf_life": 1 + b, "note": None},
        {"as_of": _time(laptop, c)},
        {"controllers": _actors(laptop, c)},
    ]
    return (lambda reading: cards.edit_card(reading, card, choices[c % 5])) if card else None


def _edit_record(laptop: Laptop, a: int, b: int, c: int) -> Action | None:
    table = ("actor", "location", "source")[a % 3]
    row = laptop.pick(f"SELECT id FROM {table}", b)
    values: dict[str, Any] = {"name": f"{table} renamed {c % 4}"} if c % 2 else {"note": f"text {c}"}
    if table == "location" and c % 3 == 0:  # areas are redrawn, also in circles
        values = {"kind": list(LocationKind)[c % 10], "parent": laptop.pick("SELECT id FROM location", a + c)}
    return (lambda reading: records.edit_thing(reading, row, values)) if row else None


def _verify(laptop: Laptop, a: int, b: int, c: int) -> Action | None:
    card = laptop.pick("SELECT card FROM board", a)
    as_of = _time(laptop, b)
    return (lambda reading: cards.verify(reading, [card], checked_with="the duty phone", as_of=as_of)) if card else None


def _claim(laptop: Laptop, a: int, b: int, c: int) -> Action | None:
    card, speaker = laptop.pick("SELECT id FROM card", a), laptop.pick("SELECT id FROM actor", b)
    if card is None or speaker is None:
        return None
    stance = list(Stance)[c % 2]
    claim = Claim(id="", thing="", about=card, speaker=speaker, verb=ClaimVerb.SAID, stance=stance, text=f"said {c}")
    return lambda reading: facts.add_claim(reading, claim)


def _regrade(laptop: Laptop, a: int, b: int, c: int) -> Action | None:
    claim = laptop.pick("SELECT thing FROM claim", a)
    values = {"credibility": list(Credibility)[b % 6]}
    return (lambda reading: records.edit_thing(reading, claim, values)) if claim else None


def _source(laptop: Laptop, a: int, b: int, c: int) -> Action:
    if a % 3 == 0:
        report = Report(id=new_id(), title=f"Report {a}", source=laptop.pick("SELECT id FROM source", b))
        return lambda reading: records.add_record(reading, report)
    source = Source(id=new_id(), name=f"Source {b % 3}")
    return lambda reading: records.add_record(reading, source)


def _message(laptop: Laptop, a: int, b: int, c: int) -> Action:
    message = laptop.pick("SELECT id FROM message", b)
    if message is not None and a % 3 == 0:
        return lambda reading: messages.triage(reading, [message], list(MessageState)[c % 3])
    new = Message(id="", text=f"Message {c}", source=laptop.pick("SELECT id FROM source", b))
    return lambda reading: messages.log_message(reading, new)


def _by_message(laptop: Laptop, a: int, b: int, c: int) -> Action | None:
    """A move or a check that rests on a message: its report is made where it is not there yet."""
    card, message = laptop.pick("SELECT card FROM board", a), laptop.pick("SELECT id FROM message ORDER BY id", b)
    if card is None or message is None:
        return None
    if c % 2:
        return lambda reading: messages.resting_on(reading, message, cards.verify, [card], checked_with="the message")
    return lambda reading: messages.resting_on(reading, message, cards.move_cards, [card], COLUMNS[c % 4])


def _event(laptop: Laptop, a: int, b: int, c: int) -> Action:
    starts = _time(laptop, c) if c % 4 == 3 else _one_of_two_days(laptop, a)
    event = Event(
        id="",
        thing="",
        kind=list(EventKind)[b % 11],
        location=laptop.pick("SELECT id FROM location" + (" WHERE name LIKE 'Town %'" if c % 4 else ""), b),
        destination=laptop.pick("SELECT id FROM location", a) if b % 9 == 0 else None,
        starts=starts,
        ends=starts and Time(starts.earliest, starts.latest + (b % 3) * DAY, Precision.RANGE) if b % 7 == 6 else None,
        figures=_figures(laptop, a, b, c),
        source=laptop.pick("SELECT id FROM source ORDER BY name, id", c % 3) if a % 8 else None,
        report=laptop.pick("SELECT id FROM report", a) if c % 4 == 1 else None,
        supersedes=laptop.pick("SELECT thing FROM event", a) if b % 11 == 7 else None,
    )
    return lambda reading: facts.record_event(reading, event)


def _figures(laptop: Laptop, a: int, b: int, c: int) -> tuple[Figure, ...]:
    """None, one or two figures, most of them such as may be summed."""
    is_usual = (a + b + c) % 3 > 0
    figure = Figure(
        category=FigureCategory.DISPLACED if is_usual else list(FigureCategory)[a % 9],
        metric=Metric.FLOW if is_usual else list(Metric)[b % 4],
        group=None if is_usual else (None, *FigureGroup)[c % 9],
        phase=None if is_usual else (None, *Phase)[a % 4],
        quantifier=list(Quantifier)[c % 8],
        low=None if c % 7 == 0 else a * 10,
        high=a * 10 + b if c % 8 == 7 else None,
        unit=list(FigureUnit)[int(b % 9 == 0)],
        household_size=5.0 if b % 18 == 0 else None,
        role=list(FigureRole)[int(c % 11 == 1)],
        source=f"Source {c % 4}" if a % 6 == 0 else None,
        starts=_one_of_two_days(laptop, b) if c % 9 == 0 else None,
        report=laptop.pick("SELECT id FROM report", b) if c % 10 == 0 else None,
    )
    part = dataclasses.replace(figure, low=a, high=None, subset_of=0)
    return [(), (figure,), (figure,), (figure, part), (figure, figure)][(a + 2 * b + c) % 5]


def _one_of_two_days(laptop: Laptop, number: int) -> Time:
    with laptop.store.reading() as reading:
        return times.day(times.at(START - (1 + number % 2) * DAY, reading.zone).date(), reading.zone)


def _edit_event(laptop: Laptop, a: int, b: int, c: int) -> Action | None:
    event = laptop.pick("SELECT thing FROM event", a)
    choices: list[dict[str, Any]] = [
        {"text": f"text {b}"},
        {"figures": _figures(laptop, b, c, a)},
        {"location": laptop.pick("SELECT id FROM location", b)},
        {"source": laptop.pick("SELECT id FROM source", b)},
        {"starts": _one_of_two_days(laptop, b), "ends": None},
    ]
    return (lambda reading: records.edit_thing(reading, event, choices[c % 5])) if event else None


def _route(laptop: Laptop, a: int, b: int, c: int) -> Action | None:
    route = laptop.pick("SELECT id FROM route", a)
    if route is None or c % 4 == 0:
        places = laptop.ids("SELECT id FROM location")[:3]
        made = Route(id=new_id(), name=f"Route {b}", via=tuple(places))
        return lambda reading: records.add_record(reading, made)
    status = RouteStatus(
        id="",
        thing=route,
        use=list(RouteUse)[b % 2],
        direction=RouteDirection.BOTH,
        state=list(RouteState)[c % 4],
        as_of=_time(laptop, b),
    )
    return lambda reading: facts.set_route_status(reading, status)


def _strike(laptop: Laptop, a: int, b: int, c: int) -> Action | None:
    tables = ("card", "actor", "location", "claim", "event", "status", "same_as", "verification", "source", "report")
    table = tables[a % 10]
    row = laptop.pick(f"SELECT id FROM {table}", b)
    return (lambda reading: records.strike(reading, row, why=f"reason {c}")) if row else None


def _same(laptop: Laptop, a: int, b: int, c: int) -> Action | None:
    table = ("location", "actor", "event", "source")[c % 4]
    things = f"SELECT {'thing' if table == 'event' else 'id'} FROM {table}"
    one, other = laptop.pick(things, a), laptop.pick(things, b)
    return (lambda reading: facts.same_as(reading, one, other)) if one and other else None


def _settings(laptop: Laptop, a: int, b: int, c: int) -> Action:
    return lambda reading: situations.edit_situation(reading, shelf_life_fallen=1 + a)


def _undo(laptop: Laptop, a: int, b: int, c: int) -> Action:
    return history.undo


def _redo(laptop: Laptop, a: int, b: int, c: int) -> Action:
    return history.redo


def _undo_any(laptop: Laptop, a: int, b: int, c: int) -> Action | None:
    action = laptop.pick("SELECT DISTINCT action FROM log", a * 41 + b)
    return (lambda reading: history.undo_action(reading, action)) if action else None


def _resolve(laptop: Laptop, a: int, b: int, c: int) -> Action | None:
    from situation_board.core import merging

    with laptop.store.reading() as reading:
        found = merging.conflicts(reading)
    if not found:
        return None
    conflict = found[a % len(found)]
    side = conflict.sides[b % len(conflict.sides)]
    return lambda reading: merging.resolve(reading, conflict.id, keep=side.change)


def _actors(laptop: Laptop, number: int) -> tuple[str, ...] | None:
    actors = laptop.ids("SELECT id FROM actor ORDER BY id")
    return [None, (), tuple(actors[:1]), tuple(actors[-2:])][number % 4]


def _time(laptop: Laptop, number: int) -> Time | None:
    if number % 5 == 0:
        return None
    earliest = laptop.clock.now - number * 7 * HOUR
    return Time(earliest, earliest + DAY, Precision.DAY) if number % 2 else Time(earliest, earliest, Precision.SECOND)


KINDS: list[Callable[[Laptop, int, int, int], Action | None]] = [
    *[_card] * 4,
    *[_move] * 6,
    *[_undo] * 4,
    *[_redo] * 3,
    *[_place] * 3,
    *[_actor] * 2,
    _retake,
    *[_edit_card] * 2,
    *[_edit_record] * 2,
    _verify,
    _claim,
    _regrade,
    *[_event] * 4,
    _edit_event,
    _source,
    _route,
    *[_message] * 2,
    *[_by_message] * 2,
    *[_strike] * 2,
    *[_same] * 3,
    _settings,
    *[_undo_any] * 2,
    _resolve,
]
ABOUT_EVENTS = (_event, _event, _event, _edit_event, _source, _place, _same, _strike, _undo, _redo, _edit_record)

ABOUT_BOARDS = (
    *[_move] * 5,
    *[_card] * 2,
    *[_strike] * 3,
    *[_same] * 2,
    *[_undo] * 2,
    *[_undo_any] * 2,
    *(_place, _retake, _edit_card, _verify, _claim, _settings, _edit_record, _redo, _resolve),
)


def board_works(most: int) -> st.SearchStrategy[list[Work]]:
    """Lists of random work on cards, and on the places that they stand for."""
    number = st.integers(0, 40)
    kinds = st.sampled_from([KINDS.index(kind) for kind in ABOUT_BOARDS])
    return st.lists(st.tuples(kinds, number, number, number), min_size=most // 2, max_size=most)


def event_works(most: int) -> st.SearchStrategy[list[Work]]:
    """Lists of random work on events, and on the places and sources that they name."""
    number = st.integers(0, 40)
    kinds = st.sampled_from([KINDS.index(kind) for kind in ABOUT_EVENTS])
    return st.lists(st.tuples(kinds, number, number, number), max_size=most)


def fill_board(laptop: Laptop) -> None:
    """Towns with a card each, and two more names of towns with cards: so that random work often meets."""
    settle(laptop)
    for number in range(2):
        town = Location(id=known_id("test", f"other town {number}"), name=f"Town {number}", kind=LocationKind.TOWN)
        laptop.store.do(records.add_record, town)
    for number, town_id in enumerate(laptop.ids("SELECT id FROM location WHERE kind = 'town' ORDER BY id")):
        as_of = Time(laptop.clock.now - number * HOUR, laptop.clock.now - number * HOUR, Precision.SECOND)
        status = Status(id="", thing="", column=COLUMNS[number % 4], as_of=as_of)
        laptop.clock.now += 1_000
        laptop.store.do(cards.add_card, location=town_id, status=status)


def like_event_works(least: int, most: int) -> st.SearchStrategy[list[Work]]:
    """Work on events that are much alike, so that many are in one series and in one day's total."""
    kinds = (_event, _event, _event, _event, _edit_event, _edit_event, _strike, _same, _edit_record, _undo)
    indexes = st.sampled_from([KINDS.index(kind) for kind in kinds])
    work = st.tuples(indexes, st.integers(1, 4), st.integers(0, 5), st.sampled_from([1, 2, 5, 6]))
    return st.lists(work, min_size=least, max_size=most)


def settle(laptop: Laptop) -> None:
    """An area with three towns, and two sources: so that random events often meet."""
    area = Location(id=known_id("test", "area"), name="Area", kind=LocationKind.GOVERNORATE)
    laptop.store.do(records.add_record, area)
    for number in range(3):
        town = Location(
            id=known_id("test", f"town {number}"), name=f"Town {number}", kind=LocationKind.TOWN, parent=area.id
        )
        laptop.store.do(records.add_record, town)
    for number in range(2):
        laptop.store.do(records.add_record, Source(id=known_id("test", f"source {number}"), name=f"Source {number}"))
