"""What a view is told when a list became another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from situation_board.gui.board.differences import MOST_STEPS, Insert, Move, Remove, apply_step, steps_between

LISTS = st.lists(st.integers(0, 30).map(str), unique=True, max_size=30)
HUNDRED_THOUSAND = [f"card-{number:06}" for number in range(100_000)]


def result(old: list[str], new: list[str]) -> list[str]:
    steps = steps_between(old, new)
    assert steps is not None
    ids = list(old)
    for step in steps:
        apply_step(ids, step)
    return ids


@given(LISTS, LISTS)
def test_the_steps_lead_from_one_list_to_the_other(old: list[str], new: list[str]) -> None:
    assert result(old, new) == new


@given(LISTS, st.randoms(use_true_random=False))
def test_the_steps_lead_to_any_other_order(old: list[str], random: object) -> None:
    new = list(old)
    random.shuffle(new)  # type: ignore[attr-defined]
    assert result(old, new) == new


@given(st.integers(2, 40), st.data())
def test_a_card_that_went_elsewhere_is_one_move(length: int, data: st.DataObject) -> None:
    old = [str(number) for number in range(length)]
    first, to = data.draw(st.integers(0, length - 1)), data.draw(st.integers(0, length - 1))
    new = [card for card in old if card != old[first]]
    new.insert(to, old[first])
    steps = steps_between(old, new)
    assert steps is not None and len(steps) == (0 if first == to else 1)
    assert all(isinstance(step, Move) and step.count == 1 for step in steps)


def test_nothing_is_told_when_nothing_changed() -> None:
    assert steps_between(HUNDRED_THOUSAND, list(HUNDRED_THOUSAND)) == []


def test_one_card_of_a_hundred_thousand_is_one_step() -> None:
    without = HUNDRED_THOUSAND[:70_000] + HUNDRED_THOUSAND[70_001:]
    assert steps_between(HUNDRED_THOUSAND, without) == [Remove(70_000, 1)]
    assert steps_between(without, HUNDRED_THOUSAND) == [Insert(70_000, ("card-070000",))]
    to_the_end = [*HUNDRED_THOUSAND[:5], *HUNDRED_THOUSAND[6:-7], HUNDRED_THOUSAND[5], *HUNDRED_THOUSAND[-7:]]
    assert steps_between(HUNDRED_THOUSAND, to_the_end) == [Move(5, 1, 100_000 - 7)]


def test_cards_taken_out_here_and_there_are_as_many_steps() -> None:
    gone = {10, 11, 50_000, 99_999}
    rest = [card for row, card in enumerate(HUNDRED_THOUSAND) if row not in gone]
    assert steps_between(HUNDRED_THOUSAND, rest) == [Remove(99_999, 1), Remove(50_000, 1), Remove(10, 2)]


def test_a_list_in_another_order_begins_anew() -> None:
    assert steps_between(HUNDRED_THOUSAND, sorted(HUNDRED_THOUSAND, key=lambda card: card[::-1])) is None
    many = [str(number) for number in range(4 * MOST_STEPS)]
    assert steps_between(many, many[::2] + many[1::2]) is None
