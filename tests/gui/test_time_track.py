"""Where moments lie on the slider, and which moment lies at a place."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from situation_board.core.questions.moments import KnownThen, TrueThen
from situation_board.core.questions.stops import Kind, Stop, Stops
from situation_board.core.times import DAY, HOUR, MINUTE
from situation_board.gui.time.track import LIVE, Track

START = 1_733_500_020_000
NEAR = 0.005


def track(*times: int, kind: Kind = "true", now: int = START + DAY) -> Track:
    moments = [TrueThen(at) if kind == "true" else KnownThen(number * 3 + 1) for number, at in enumerate(times)]
    stops = tuple(Stop(moment, at, 1) for moment, at in zip(moments, times, strict=True))
    return Track(Stops(kind, stops, now, ZoneInfo("UTC")))


def test_the_first_change_is_at_the_beginning_and_live_at_the_end() -> None:
    found = track(START, START + HOUR)
    assert found.place_of(TrueThen(START)) == 0.0
    assert found.place_of(None) == LIVE
    assert found.moment_at(0.0, near=NEAR) == TrueThen(START)
    assert found.moment_at(1.0, near=NEAR) is None


def test_one_old_entry_does_not_push_the_others_to_the_end() -> None:
    hours = [START + number * HOUR for number in range(10)]
    found = track(START - 4_000 * DAY, *hours)
    assert found.place_of(TrueThen(hours[-1])) - found.place_of(TrueThen(hours[0])) > 0.4


def test_between_two_changes_time_goes_on_by_whole_minutes() -> None:
    found = track(START, START + 10 * HOUR)
    place = (found.places[0] + found.places[1]) / 2
    moment = found.moment_at(place, near=NEAR)
    assert isinstance(moment, TrueThen)
    assert moment.time % MINUTE == 0 and abs(moment.time - START - 5 * HOUR) <= MINUTE


def test_a_change_draws_a_hand_that_is_near_to_itself() -> None:
    found = track(START, START + 10 * HOUR + 17)
    place = found.places[1] - NEAR / 2
    assert found.moment_at(place, near=NEAR) == TrueThen(START + 10 * HOUR + 17)


def test_of_what_we_knew_only_whole_changes_are_shown() -> None:
    found = track(START, START + HOUR, START + 2 * HOUR, kind="known")
    between = (found.places[1] + found.places[2]) / 2
    assert found.moment_at(between, near=NEAR) == found.stops[1].moment
    assert found.place_of(KnownThen(5)) == found.places[1]  # after change 4, before change 7


def test_a_moment_before_the_first_change_is_at_the_beginning() -> None:
    assert track(START).place_of(TrueThen(START - DAY)) == 0.0


def test_without_any_change_there_is_only_live() -> None:
    found = track()
    assert found.place_of(TrueThen(START)) == LIVE
    assert found.moment_at(0.2, near=NEAR) is None
    assert found.place_at(START) == LIVE


def test_clocks_that_were_set_back_do_not_turn_the_track_round() -> None:
    found = track(START + 2 * HOUR, START, START + HOUR, kind="known")
    assert found.places == sorted(found.places)


times_of_stops = st.lists(st.integers(0, 10_000 * HOUR), min_size=1, max_size=40, unique=True).map(sorted)


@given(times_of_stops, st.sampled_from(["true", "known"]))
def test_every_stop_is_found_where_it_lies(offsets: list[int], kind: Kind) -> None:
    found = track(*(START + offset for offset in offsets), kind=kind, now=START + 10_001 * HOUR)
    assert all(before < after for before, after in zip(found.places, found.places[1:], strict=False))
    for stop in found.stops:
        assert found.moment_at(found.place_of(stop.moment), near=1e-9) == stop.moment


@given(times_of_stops, st.integers(-HOUR, 10_002 * HOUR))
def test_later_is_never_further_left(offsets: list[int], offset: int) -> None:
    found = track(*(START + each for each in offsets), now=START + 10_001 * HOUR)
    one, other = found.place_of(TrueThen(START + offset)), found.place_of(TrueThen(START + offset + HOUR))
    assert 0.0 <= one <= other <= LIVE


@pytest.mark.parametrize("kind", ["true", "known"])
def test_changes_that_all_came_at_once_can_be_told_apart(kind: Kind) -> None:
    found = track(*[START] * 5, kind=kind, now=START)
    assert len(set(found.places)) == 6
