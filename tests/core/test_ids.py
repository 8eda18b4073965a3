"""Ids that travel: new ones sort by time, known ones are the same on every laptop."""

from __future__ import annotations

import time
import uuid

from hypothesis import given
from hypothesis import strategies as st

from situation_board.core.ids import card_id, known_id, new_id


def test_a_new_id_is_a_uuid_of_version_7() -> None:
    made = uuid.UUID(new_id())
    assert made.version == 7
    assert made.variant == uuid.RFC_4122


def test_a_new_id_says_when_it_was_made() -> None:
    before = time.time_ns() // 1_000_000
    made = uuid.UUID(new_id()).int >> 80
    assert before <= made <= time.time_ns() // 1_000_000


def test_no_two_new_ids_are_equal() -> None:
    made = [new_id() for _ in range(5_000)]
    assert len(set(made)) == len(made)


def test_ids_made_a_moment_apart_sort_by_time() -> None:
    first = new_id()
    start = time.time_ns() // 1_000_000
    while time.time_ns() // 1_000_000 == start:
        pass
    assert first < new_id()


def test_a_known_id_is_the_same_everywhere_and_for_ever() -> None:
    assert known_id("gazetteer", "170017") == "e14d3859-f116-53ed-b132-a724e138fe91"
    assert uuid.UUID(card_id("x")).version == 5


@given(st.text(max_size=20), st.text(max_size=20))
def test_things_that_differ_have_ids_that_differ(one: str, other: str) -> None:
    assert (known_id("gazetteer", one) == known_id("gazetteer", other)) == (one == other)
    assert known_id("gazetteer", one) != known_id("pcode", one)
    assert (card_id(one) == card_id(other)) == (one == other)
