"""Where the board changed: what a slider stops at, and what one step leads to."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from situation_board.core import merging
from situation_board.core.actions import cards, records
from situation_board.core.problems import Mistake
from situation_board.core.questions.moments import KnownThen, Moment, TrueThen
from situation_board.core.questions.stops import (
    Kind,
    Stops,
    board_stops,
    first_stop,
    same_time,
    stop_beside,
    typed_moment,
)
from situation_board.core.rows import Source, Status
from situation_board.core.store import Identity, Store
from situation_board.core.times import HOUR
from situation_board.core.vocabulary import Column
from tests.core.filled import NOW, Filled
from tests.core.looking import shown
from tests.core.random_work import Clock


def stops(store: Store, kind: Kind, most: int = 400) -> Stops:
    with store.reading() as reading:
        return board_stops(reading, kind, most=most)


def beside(store: Store, kind: Kind, moment: Moment, step: int) -> Moment:
    with store.reading() as reading:
        return stop_beside(reading, kind, moment, step)


def test_the_stops_of_what_was_true_are_the_times_of_the_statuses_that_count(filled_store: Store) -> None:
    with filled_store.reading() as reading:
        live = {card for (card,) in reading.all("SELECT id FROM card WHERE voided = 0")}
        counting = [row for row in reading.rows(Status, "voided = 0") if row.thing in live and row.as_of]
        times = sorted({row.as_of.earliest for row in counting if row.as_of and row.as_of.earliest <= NOW})
    found = stops(filled_store, "true")
    assert [stop.moment for stop in found.stops] == [TrueThen(time) for time in times]
    assert found.now == NOW


def test_a_status_in_the_future_is_no_stop_yet(filled_store: Store, filled: Filled, clock: Clock) -> None:
    clock.now = NOW + HOUR
    filled_store.do(cards.move_cards, [filled.card["Homs"]], Column.FALLEN)
    clock.now = NOW
    assert all(stop.at <= NOW for stop in stops(filled_store, "true").stops)


def test_a_stop_of_what_we_knew_is_the_end_of_an_action(filled_store: Store, filled: Filled) -> None:
    homs, hama = filled.card["Homs"], filled.card["Hama"]
    ends = [filled_store.do(cards.move_cards, [homs, hama], column).arrival for column in (Column.FALLEN, Column.HELD)]
    found = [stop.moment for stop in stops(filled_store, "known").stops]
    assert found[-2:] == [KnownThen(end) for end in ends]


def test_what_does_not_touch_the_board_is_no_stop(filled_store: Store) -> None:
    before = stops(filled_store, "known").stops
    filled_store.do(records.add_record, Source(id="agency", name="Agency"))
    assert stops(filled_store, "known").stops == before


def test_a_merge_is_one_stop(
    filled_store: Store, filled: Filled, tmp_path: Path, clock: Clock, key: bytes | None
) -> None:
    other = tmp_path / "other.sitboard"
    filled_store.copy_to(other)
    clock.now += HOUR
    with Store.open(other, identity=Identity("elsewhere", "x"), key=key, now=clock) as theirs:
        for column in (Column.FALLEN, Column.HELD, Column.CONTESTED):
            clock.now += 60_000
            theirs.do(cards.move_cards, [filled.card["Homs"]], column)
    before = stops(filled_store, "known").stops
    arrival = merging.merge(filled_store, other, key=key).arrival
    after = stops(filled_store, "known").stops
    assert after[: len(before)] == before
    assert [stop.moment for stop in after[len(before) :]] == [KnownThen(arrival)]
    assert beside(filled_store, "known", before[-1].moment, 1) == KnownThen(arrival)
    assert beside(filled_store, "known", KnownThen(arrival), -1) == before[-1].moment


@pytest.mark.parametrize("kind", ["true", "known"])
@pytest.mark.parametrize("most", [1, 2, 5])
def test_however_many_changes_there_are_only_so_many_stops(filled_store: Store, kind: Kind, most: int) -> None:
    every, few = stops(filled_store, kind).stops, stops(filled_store, kind, most).stops
    assert 0 < len(few) <= most
    assert set(few_moment := [stop.moment for stop in few]) <= {stop.moment for stop in every}
    assert few_moment[-1] == every[-1].moment
    assert sum(stop.changes for stop in few) == sum(stop.changes for stop in every)


@pytest.mark.parametrize("kind", ["true", "known"])
def test_steps_go_through_every_stop_to_live_and_back(filled_store: Store, kind: Kind) -> None:
    every = [stop.moment for stop in stops(filled_store, kind).stops]
    with filled_store.reading() as reading:
        assert first_stop(reading, kind) == every[0]
    forth: list[Moment] = [every[0]]
    while (moment := beside(filled_store, kind, forth[-1], 1)) is not None:
        forth.append(moment)
    assert forth == every
    back: list[Moment] = [beside(filled_store, kind, None, -1)]
    while (moment := beside(filled_store, kind, back[-1], -1)) != back[-1]:
        back.append(moment)
    assert back[::-1] == every


@pytest.mark.parametrize("kind", ["true", "known"])
def test_between_two_stops_nothing_on_the_board_moves(filled_store: Store, kind: Kind) -> None:
    every = stops(filled_store, kind).stops
    for stop, after in pairwise(every):
        late = TrueThen(after.at - 1) if kind == "true" else stop.moment
        assert _columns(filled_store, late) == _columns(filled_store, stop.moment)


def _columns(store: Store, moment: Moment) -> list[list[str]]:
    return [[face.id for face in column.cards] for column in shown(store, moment).columns]


def test_a_typed_moment_between_stops_goes_to_its_neighbours(filled_store: Store) -> None:
    every = stops(filled_store, "true").stops
    between = TrueThen(every[1].at + 1)
    assert beside(filled_store, "true", between, -1) == every[1].moment
    assert beside(filled_store, "true", between, 1) == every[2].moment


def test_a_time_in_the_future_is_no_moment(filled_store: Store) -> None:
    with filled_store.reading() as reading:
        assert typed_moment(reading, "#2") == KnownThen(2)
        assert typed_moment(reading, "now") == TrueThen(NOW)
        with pytest.raises(Mistake, match="future"):
            typed_moment(reading, "2031-05-01")


@pytest.mark.parametrize("kind", ["true", "known"])
def test_the_other_past_is_that_of_the_same_time(filled_store: Store, filled: Filled, clock: Clock, kind: Kind) -> None:
    clock.now += HOUR
    first = filled_store.do(cards.move_cards, [filled.card["Homs"]], Column.FALLEN).arrival
    clock.now += HOUR
    filled_store.do(cards.move_cards, [filled.card["Homs"]], Column.HELD)
    pair: dict[str, Moment] = {"known": KnownThen(first), "true": TrueThen(NOW + HOUR)}
    other = pair["known" if kind == "true" else "true"]
    with filled_store.reading() as reading:
        assert same_time(reading, other, kind) == pair[kind]
        assert same_time(reading, pair[kind], kind) == pair[kind]
        assert same_time(reading, None, kind) is None


def test_where_nothing_stands_there_are_no_stops(store: Store) -> None:
    assert stops(store, "true").stops == ()
    assert beside(store, "true", None, -1) is None
