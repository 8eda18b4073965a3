"""Where cards stood at a moment is told without making faces: always as the faces themselves tell it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from situation_board.core import merging
from situation_board.core.actions import cards, records
from situation_board.core.questions.cards import SORTS, CardFilter, card_faces, card_ids, ids_by_column
from situation_board.core.questions.course import read_course
from situation_board.core.questions.disputes import conflicts_then
from situation_board.core.questions.moments import KnownThen, Moment, TrueThen
from situation_board.core.questions.sameness import ids_by_main, mains_at
from situation_board.core.questions.standing import standing_counts
from situation_board.core.rows import Status
from situation_board.core.store import Reading, Store
from situation_board.core.times import HOUR, Precision, Time
from situation_board.core.vocabulary import Basis, Column
from tests.core.filled import NOW, Filled
from tests.core.random_work import START, Clock, Laptop, Work, board_works, fill_board
from tests.core.slow_board import slow_counts, slow_ids

EVERY_SORT = [dict.fromkeys(Column, sort) for sort in SORTS]
MIXED = dict(zip(Column, SORTS, strict=True))
QUICK_FILTERS = (
    CardFilter(),
    CardFilter(stale=True),
    CardFilter(stale=False),
    CardFilter(conflict=True),
    CardFilter(conflict=False),
    CardFilter(no_source=True),
    CardFilter(basis=Basis.REPORTED),
    CardFilter(text="town 1"),
)


@contextmanager
def two_laptops(first: list[Work]) -> Iterator[list[Laptop]]:
    """Copies of one situation; the clock of one is a day ahead, so that some of its statuses lie in the future."""
    with tempfile.TemporaryDirectory() as folder:
        origin = Laptop(Path(folder) / "origin.sitboard", "origin", Clock())
        fill_board(origin)
        for step in first:
            origin.do(step)
        origin.close()
        made = []
        for number in range(2):
            path = Path(folder) / f"{number}.sitboard"
            shutil.copyfile(origin.path, path)
            clock = Clock(START + HOUR + number * 24 * HOUR)
            made.append(Laptop(path, f"laptop {number}", clock, create=False))
        try:
            yield made
        finally:
            for laptop in made:
                laptop.close()


@given(board_works(10), board_works(12), board_works(12), board_works(8))
@settings(deadline=None, max_examples=15)
def test_after_work_on_two_laptops_the_quick_way_tells_what_the_faces_tell(
    first: list[Work], ours: list[Work], theirs: list[Work], after: list[Work]
) -> None:
    with two_laptops(first) as (here, there):
        for laptop, work in ((here, ours), (there, theirs)):
            for step in work:
                laptop.do(step)
        merging.merge(here.store, there.path)
        for step in after:
            here.do(step)
        with here.store.reading() as reading:
            for moment in _moments(reading):
                _check(reading, moment)


def _moments(reading: Reading) -> list[Moment]:
    times = {status.as_of.earliest for status in reading.rows(Status) if status.as_of}
    some = sorted(times)[:: max(1, len(times) // 3)]
    arrivals = range(1, reading.arrival + 1, max(1, reading.arrival // 6))
    return [None, *(TrueThen(time) for time in some), TrueThen(min(some, default=1) - 1), *map(KnownThen, arrivals)]


def _check(reading: Reading, moment: Moment) -> None:
    course = read_course(reading)
    _check_faces(reading, moment)
    for sorts in (*EVERY_SORT, MIXED):
        slow = slow_ids(reading, filter=CardFilter(), sorts=sorts, moment=moment)
        assert ids_by_column(reading, sorts=sorts, moment=moment) == slow
        assert ids_by_column(reading, sorts=sorts, moment=moment, course=course) == slow
    for filter in (*QUICK_FILTERS, *_filters_of(reading)):
        slow = slow_ids(reading, filter=filter, sorts={}, moment=moment)
        assert ids_by_column(reading, filter=filter, moment=moment) == slow
        assert ids_by_column(reading, filter=filter, moment=moment, course=course) == slow
        counted = standing_counts(reading, moment, filter=filter, course=course)
        assert (counted.total, counted.stale) == slow_counts(reading, filter=filter, moment=moment)


def _check_faces(reading: Reading, moment: Moment) -> None:
    """A course makes the same faces; conflicts are those that every slot of every card tells."""
    ids = [card for found in ids_by_column(reading, moment=moment).values() for card in found]
    faces = card_faces(reading, ids, moment=moment)
    assert card_faces(reading, ids, moment=moment, course=read_course(reading)) == faces
    if isinstance(moment, KnownThen):
        others = ids_by_main(mains_at(reading, moment))
        group = {thing: card for card in ids for thing in (card, *others.get(card, ()))}
        told = {card: conflicts_then(reading, card, group, moment.arrival) for card in ids}
        assert {face.id: face.conflicts for face in faces} == told


def _filters_of(reading: Reading) -> list[CardFilter]:
    actors = reading.all("SELECT id FROM actor ORDER BY id LIMIT 1")
    areas = reading.all("SELECT parent FROM location WHERE parent IS NOT NULL ORDER BY id LIMIT 1")
    return [CardFilter(actor=actor) for (actor,) in actors] + [CardFilter(area=area) for (area,) in areas]


@given(st.lists(board_works(8), min_size=2, max_size=3))
@settings(deadline=None, max_examples=12)
def test_a_course_stays_right_for_what_was_known_whatever_comes_later(parts: list[list[Work]]) -> None:
    with two_laptops(parts[0]) as (here, there):
        with here.store.reading() as reading:
            course = read_course(reading)
        for laptop, work in ((here, parts[1]), (there, parts[-1])):
            for step in work:
                laptop.do(step)
        merging.merge(here.store, there.path)
        with here.store.reading() as reading:
            for arrival in range(1, course.arrival + 1, 3):
                slow = slow_ids(reading, filter=CardFilter(), sorts={}, moment=KnownThen(arrival))
                assert ids_by_column(reading, moment=KnownThen(arrival), course=course) == slow


def test_an_old_course_does_not_hide_what_was_entered_since(filled_store: Store, filled: Filled) -> None:
    with filled_store.reading() as reading:
        course = read_course(reading)
    as_of = Time(NOW - 5 * HOUR, NOW - 5 * HOUR, Precision.SECOND)
    known = filled_store.do(cards.move_cards, [filled.card["Tartus"]], Column.FALLEN, as_of=as_of).arrival
    with filled_store.reading() as reading:
        for moment in (TrueThen(NOW), KnownThen(known)):
            assert filled.card["Tartus"] in ids_by_column(reading, moment=moment, course=course)[Column.FALLEN]


def test_a_status_in_the_future_does_not_count_yet_in_any_order(filled_store: Store, filled: Filled) -> None:
    card = filled.card["Tartus"]
    filled_store.do(cards.move_cards, [card], Column.FALLEN)
    filled_store.do(records.strike, filled.card["Sweida"])
    with filled_store.reading() as reading:
        before = Reading(reading.connection, NOW - HOUR, reading.identity)
        assert card in card_ids(reading, Column.FALLEN)
        for sorts in EVERY_SORT:
            found = ids_by_column(before, sorts=sorts)
            assert card in found[Column.HELD]
            assert found == slow_ids(before, filter=CardFilter(), sorts=sorts, moment=None)
