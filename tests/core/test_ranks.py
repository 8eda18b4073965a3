"""Manual order: there is always room between two cards, and at both ends."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from situation_board.core.ranks import BASE, DIGITS, WIDTH, between


def test_the_first_rank_stands_in_the_middle() -> None:
    first = between(None, None)
    assert between(None, first) < first < between(first, None)


@given(st.lists(st.integers(0, 10_000), max_size=60))
def test_a_rank_put_anywhere_stands_where_it_was_put(places: list[int]) -> None:
    order: list[str] = []
    for number in places:
        position = number % (len(order) + 1)
        low = order[position - 1] if position > 0 else None
        high = order[position] if position < len(order) else None
        order.insert(position, between(low, high))
    assert order == sorted(set(order))
    assert all(set(rank) <= set(DIGITS) and not rank.endswith(DIGITS[0]) for rank in order)


RANKS = st.text(alphabet=DIGITS, min_size=WIDTH + 1, max_size=9).filter(lambda rank: not rank.endswith(DIGITS[0]))


@given(RANKS, RANKS)
def test_there_is_room_between_any_two_ranks(one: str, other: str) -> None:
    low, high = sorted((one, other))
    if low != high:
        assert low < between(low, high) < high


@given(RANKS, RANKS)
def test_no_rank_is_between_two_in_the_wrong_order(one: str, other: str) -> None:
    low, high = sorted((one, other))
    with pytest.raises(ValueError, match="no rank between"):
        between(high, low)


@pytest.mark.parametrize("on_top", [True, False])
def test_ranks_stay_short_where_cards_are_put_at_one_end(on_top: bool) -> None:
    rank = between(None, None)
    for _ in range(5_000):
        following = between(None, rank) if on_top else between(rank, None)
        assert (following < rank) is on_top
        rank = following
    assert len(rank) == WIDTH + 1


def test_ranks_grow_slowly_where_cards_are_always_put_into_one_gap() -> None:
    low, high = between(None, None), between(between(None, None), None)
    for _ in range(300):
        high = between(low, high)
    assert len(high) < WIDTH + 300 // 5 + 4


def test_ranks_put_at_random_stay_short() -> None:
    chance = random.Random(7)
    order = [between(None, None)]
    for _ in range(2_000):
        position = chance.randrange(len(order) + 1)
        low = order[position - 1] if position > 0 else None
        high = order[position] if position < len(order) else None
        order.insert(position, between(low, high))
    assert order == sorted(order)
    assert max(map(len, order)) < 12


def test_the_end_of_the_ranks_is_said_and_not_passed() -> None:
    with pytest.raises(ValueError, match="no room left"):
        between(None, DIGITS[0] * (WIDTH - 1) + DIGITS[1] * 2)
    with pytest.raises(ValueError, match="no room left"):
        between(DIGITS[-1] * (WIDTH + 1), None)
    assert len(set(DIGITS)) == BASE and sorted(DIGITS) == list(DIGITS)
