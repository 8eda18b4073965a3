"""The board at a past moment: what was true then, as seen today, and what this file knew then."""

from __future__ import annotations

from functools import partial

import pytest

from situation_board.core.actions import cards, records
from situation_board.core.questions.boards import Board
from situation_board.core.questions.moments import KnownThen, TrueThen
from situation_board.core.rows import Report
from situation_board.core.store import Store
from situation_board.core.times import HOUR
from situation_board.core.vocabulary import Column, Credibility
from tests.core.filled import NOW, Filled, ago
from tests.core.looking import columns, face, latest_move, move_elsewhere, shown
from tests.core.random_work import Clock


def work(store: Store, filled: Filled, clock: Clock) -> list[tuple[int, int, Board]]:
    """Do one thing after the other; after each: the arrival, the time, and the board as it was."""
    card = filled.card
    report = partial(records.add_record, record=Report(id="r2", title="Noon", source=filled.source))
    steps = [
        partial(cards.move_cards, cards=[card["Homs"]], column=Column.FALLEN),
        partial(cards.move_cards, cards=[card["Tartus"], card["Idlib"]], column=Column.CONTESTED),
        partial(cards.order_cards, cards=[card["Daraa"]], before=card["Hama"]),
        partial(cards.change_controller, card=card["Hama"]),
        partial(cards.edit_card, card=card["Homs"], values={"note": "bridge blown", "shelf_life": 3}),
        partial(records.edit_thing, thing=filled.place["Homs"], values={"name": "Hims"}),
        partial(records.edit_thing, thing=filled.actor["HTS"], values={"colour": "#123456"}),
        report,
        partial(cards.verify, things=[card["Palmyra"]], checked_with="radio"),
        partial(records.strike, thing=filled.claim[0], why="withdrawn"),
        partial(records.edit_thing, thing=filled.claim[1], values={"credibility": Credibility.FOUR}),
        partial(records.strike, thing=card["Sweida"]),
        partial(cards.move_cards, cards=[card["Latakia"]], column=Column.ADVANCING, as_of=ago(0)),
    ]
    seen = []
    for step in steps:
        clock.now += 10 * 60_000
        saved = store.do(step)
        seen.append((saved.arrival, clock.now, shown(store)))
    return seen


def test_what_we_knew_then_is_the_board_as_it_was_shown(filled_store: Store, filled: Filled, clock: Clock) -> None:
    for arrival, _, then in work(filled_store, filled, clock):
        assert shown(filled_store, KnownThen(arrival)) == then


def test_what_we_knew_before_anything_is_nothing(filled_store: Store) -> None:
    assert set(map(tuple, columns(filled_store, KnownThen(1)).values())) == {()}


def test_what_was_true_then_takes_facts_by_their_time_and_names_of_today(
    filled_store: Store, filled: Filled, clock: Clock
) -> None:
    work(filled_store, filled, clock)
    then = columns(filled_store, TrueThen(NOW - 1))
    assert set(then["contested"]) == {"Palmyra", "Hims"}
    assert set(then["held"]) == {"Latakia", "Tartus", "Idlib"}
    assert columns(filled_store, TrueThen(NOW - 80 * HOUR))["fallen"] == ["Tall Rifat", "Aleppo"]


@pytest.mark.parametrize("hours", [0, 1, 4, 13, 29, 69, 150, 1_000])
def test_what_was_true_then_is_what_a_clock_set_back_shows(filled_store: Store, clock: Clock, hours: int) -> None:
    then = shown(filled_store, TrueThen(NOW - hours * HOUR))
    clock.now = NOW - hours * HOUR
    assert shown(filled_store) == then


def test_a_back_dated_entry_is_true_then_but_was_not_known_then(
    filled_store: Store, filled: Filled, clock: Clock
) -> None:
    with filled_store.reading() as reading:
        known = reading.arrival
    clock.now += HOUR
    filled_store.do(cards.move_cards, [filled.card["Homs"]], Column.HELD, as_of=ago(6))
    half_way = NOW - 5 * HOUR - 30 * 60_000
    assert "Homs" in columns(filled_store, TrueThen(half_way))["held"]
    assert "Homs" in columns(filled_store, KnownThen(known))["contested"]
    assert "Homs" in columns(filled_store)["contested"]


def test_a_conflict_is_known_from_its_arrival_on(filled_store: Store, filled: Filled) -> None:
    card = filled.card["Homs"]
    seen = latest_move(filled_store, card)
    before = filled_store.do(cards.move_cards, [card], Column.FALLEN).arrival
    move_elsewhere(filled_store, card, Column.HELD, seen=(seen,))
    assert face(filled_store, card, KnownThen(before)).conflicts == 0
    assert face(filled_store, card, KnownThen(before + 1)).conflicts == 1
