"""Whatever was done: looking only where something was touched finds every difference, and what it says is so."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from situation_board.core.history.between import everything
from situation_board.core.history.differences import differences, differences_among
from situation_board.core.merging import merge
from situation_board.core.questions.cards import CardFace, all_card_ids, card_faces
from situation_board.core.questions.moments import KnownThen, Moment, TrueThen
from situation_board.core.rows import Status
from situation_board.core.store import Reading
from tests.core.random_work import Clock, Laptop, Work

SEEDS = st.integers(0, 1_000_000)


def works(chance: random.Random, many: int) -> list[Work]:
    """Random work, and enough of it: lists that are drawn are mostly short, and then nothing meets."""
    return [
        (chance.randrange(200), chance.randrange(40), chance.randrange(40), chance.randrange(40)) for _ in range(many)
    ]


@contextmanager
def two_laptops() -> Iterator[tuple[Laptop, Laptop]]:
    with tempfile.TemporaryDirectory() as folder:
        own = Laptop(Path(folder) / "a.sitboard", "A", Clock())
        for step in works(random.Random(1), 50):
            own.do(step)
        own.store.copy_to(Path(folder) / "b.sitboard")
        other = Laptop(Path(folder) / "b.sitboard", "B", Clock(), create=False)
        try:
            yield own, other
        finally:
            own.close()
            other.close()


def work_and_merge(own: Laptop, other: Laptop, mine: list[Work], theirs: list[Work]) -> list[int]:
    """Work on both, take theirs in half-way through mine, and say after which arrivals something was done."""
    arrivals = [own.arrival()]
    for step in theirs:
        other.do(step)
    for number, step in enumerate(mine):
        if number == len(mine) // 2:
            merge(own.store, other.path)
            arrivals.append(own.arrival())
        if own.do(step):
            arrivals.append(own.arrival())
    return arrivals


def moments_of(reading: Reading, arrivals: list[int]) -> list[Moment]:
    known = [KnownThen(arrivals[position * (len(arrivals) - 1) // 3]) for position in range(4)]
    times = sorted({status.as_of.earliest for status in reading.rows(Status) if status.as_of})
    true = [TrueThen(times[position * (len(times) - 1) // 2]) for position in range(3)] if times else []
    return [*known, *true, None]


@given(SEEDS)
@settings(deadline=None, max_examples=25)
def test_looking_where_something_was_touched_finds_what_looking_everywhere_finds(seed: int) -> None:
    chance = random.Random(seed)
    with two_laptops() as (own, other):
        arrivals = work_and_merge(own, other, works(chance, 25), works(chance, 12))
        with own.store.reading() as reading:
            moments = moments_of(reading, arrivals)
            for first, last in [*pairwise(moments), (moments[0], moments[-1]), (moments[-1], moments[0])]:
                slow = differences_among(reading, everything(reading, first, last), first, last, with_background=True)
                assert differences(reading, first, last, with_background=True) == slow


@given(SEEDS)
@settings(deadline=None, max_examples=25)
def test_what_is_said_of_the_board_is_how_its_cards_differ(seed: int) -> None:
    with two_laptops() as (own, _):
        arrivals = [own.arrival()] + [own.arrival() for step in works(random.Random(seed), 25) if own.do(step)]
        with own.store.reading() as reading:
            for first, last in [(KnownThen(arrivals[0]), None), (KnownThen(arrivals[len(arrivals) // 2]), None)]:
                told = {
                    (each.kind, each.thing, each.before, each.after)
                    for each in differences(reading, first, last)
                    if each.kind in {"moved", "new_card", "gone_card"}
                    or (each.field == "basis" and each.table == "card")
                }
                assert {(kind, card) for kind, card, _, _ in told} == _board_differences(reading, first, last)


def _board_differences(reading: Reading, first: Moment, last: Moment) -> set[tuple[str, str]]:
    before, after = (_faces(reading, moment) for moment in (first, last))
    found = {("new_card", card) for card in after.keys() - before.keys()}
    found |= {("gone_card", card) for card in before.keys() - after.keys()}
    both = before.keys() & after.keys()
    found |= {("moved", card) for card in both if before[card].column != after[card].column}
    return found | {("changed", card) for card in both if before[card].basis != after[card].basis}


def _faces(reading: Reading, moment: Moment) -> dict[str, CardFace]:
    return {face.id: face for face in card_faces(reading, all_card_ids(reading, moment), moment=moment)}


@given(SEEDS)
@settings(deadline=None, max_examples=10)
def test_nothing_differs_between_a_moment_and_itself(seed: int) -> None:
    with two_laptops() as (own, _):
        for step in works(random.Random(seed), 20):
            own.do(step)
        with own.store.reading() as reading:
            now = KnownThen(reading.arrival)
            assert differences(reading, now, now, with_background=True) == []
            assert differences(reading, now, None, with_background=True) == []
