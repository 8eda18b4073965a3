"""Undo and redo of one person on one laptop, as an ordinary change in the log."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from situation_board.core import history
from situation_board.core.actions import cards, facts, records
from situation_board.core.ids import new_id
from situation_board.core.problems import Mistake
from situation_board.core.questions.boards import board
from situation_board.core.rows import Actor, Claim, Location, Status
from situation_board.core.store import Identity, Store
from situation_board.core.vocabulary import ClaimVerb, Column, Stance
from tests.core.random_work import Clock, Laptop


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    made = Laptop(tmp_path / "own.sitboard", "Homs-2", Clock())
    yield made
    made.close()


@pytest.fixture
def card(laptop: Laptop) -> str:
    return add_card(laptop.store, "Place 1", Column.CONTESTED)


def add_card(store: Store, name: str, column: Column) -> str:
    place = Location(id=new_id(), name=name)
    store.do(records.add_record, place)
    status = Status(id="", thing="", column=column, controllers=(), moving=None)
    return store.do(cards.add_card, location=place.id, status=status).ids[0]


def column_of(laptop: Laptop, card: str) -> Column:
    with laptop.store.reading() as reading:
        faces = [face for column in board(reading).columns for face in column.cards]
    return next(face.column for face in faces if face.id == card)


def stack(laptop: Laptop) -> history.Stack:
    with laptop.store.reading() as reading:
        return history.stack(reading)


def test_undo_brings_a_moved_card_back_and_redo_moves_it_again(laptop: Laptop, card: str) -> None:
    before = laptop.board()
    laptop.store.do(cards.move_cards, [card], Column.FALLEN)
    after = laptop.board()
    laptop.store.do(history.undo)
    assert laptop.board() == before
    laptop.store.do(history.redo)
    assert laptop.board() == after


def test_the_menu_can_say_what_would_be_undone_and_redone(laptop: Laptop, card: str) -> None:
    laptop.store.do(cards.move_cards, [card], Column.FALLEN)
    undo = stack(laptop).undo
    assert undo is not None
    assert undo.label == "move_card"
    assert "Place 1: column contested → fallen" in undo.words
    laptop.store.do(history.undo)
    redo = stack(laptop).redo
    assert redo is not None
    assert redo.label == "move_card"


def test_undo_goes_on_after_a_restart(laptop: Laptop, card: str) -> None:
    laptop.store.do(cards.move_cards, [card], Column.FALLEN)
    laptop.close()
    laptop.store = Store.open(laptop.path, identity=laptop.identity, now=laptop.clock)
    laptop.store.do(history.undo)
    assert column_of(laptop, card) is Column.CONTESTED


def test_a_new_action_clears_redo(laptop: Laptop, card: str) -> None:
    laptop.store.do(cards.move_cards, [card], Column.FALLEN)
    laptop.store.do(history.undo)
    laptop.store.do(cards.move_cards, [card], Column.HELD)
    assert stack(laptop).redo is None
    with pytest.raises(Mistake, match="nothing to redo"):
        laptop.store.do(history.redo)


def test_another_person_on_the_same_laptop_undoes_only_their_own(laptop: Laptop, card: str) -> None:
    laptop.store.do(cards.move_cards, [card], Column.FALLEN)
    laptop.store.identity = Identity(laptop.identity.laptop, "night shift")
    assert stack(laptop).undo is None
    with pytest.raises(Mistake, match="nothing to undo"):
        laptop.store.do(history.undo)


def test_undo_is_refused_with_who_and_what_when_something_newer_stands_on_it(laptop: Laptop, card: str) -> None:
    laptop.store.do(cards.move_cards, [card], Column.FALLEN)
    own = laptop.store.identity
    laptop.store.identity = Identity(own.laptop, "night shift")
    laptop.store.do(cards.move_cards, [card], Column.HELD)
    laptop.store.identity = own
    before = laptop.arrival()
    with pytest.raises(Mistake, match=r"later night shift changed the same .*fallen → held"):
        laptop.store.do(history.undo)
    assert laptop.arrival() == before


def test_undo_works_again_when_what_stood_on_it_was_undone(laptop: Laptop, card: str) -> None:
    laptop.store.do(cards.move_cards, [card], Column.FALLEN)
    own = laptop.store.identity
    laptop.store.identity = Identity(own.laptop, "night shift")
    laptop.store.do(cards.move_cards, [card], Column.HELD)
    laptop.store.do(history.undo)
    laptop.store.identity = own
    laptop.store.do(history.undo)
    assert column_of(laptop, card) is Column.CONTESTED


def test_a_thing_that_is_used_since_cannot_be_undone_away(laptop: Laptop, card: str) -> None:
    laptop.store.identity = Identity("Homs-2", "information officer")
    actor = Actor(id=new_id(), name="Actor 1")
    laptop.store.do(records.add_record, actor)
    own = laptop.store.identity
    laptop.store.identity = Identity("Homs-2", "coordinator")
    laptop.store.do(cards.edit_status, card, {"controllers": (actor.id,)})
    laptop.store.identity = own
    with pytest.raises(Mistake, match="later coordinator"):
        laptop.store.do(history.undo)


def test_typing_into_one_field_is_undone_as_one(laptop: Laptop, card: str) -> None:
    for text in ("quiet", "quiet since", "quiet since noon"):
        laptop.clock.now += 30_000
        laptop.store.do(records.edit_thing, card, {"note": text})
    laptop.store.do(history.undo)
    assert note_of(laptop) is None
    laptop.store.do(history.redo)
    assert note_of(laptop) == "quiet since noon"


def test_a_pause_of_more_than_a_minute_ends_the_typing(laptop: Laptop, card: str) -> None:
    for text in ("quiet", "quiet since noon"):
        laptop.clock.now += 61_000
        laptop.store.do(records.edit_thing, card, {"note": text})
    laptop.store.do(history.undo)
    assert note_of(laptop) == "quiet"


def note_of(laptop: Laptop) -> str | None:
    with laptop.store.reading() as reading:
        return board(reading).columns[1].cards[0].note


def test_undoing_a_claim_strikes_it_and_keeps_it_in_the_history(laptop: Laptop, card: str) -> None:
    speaker = Actor(id=new_id(), name="Actor 1")
    laptop.store.do(records.add_record, speaker)
    claim = Claim(
        id="", thing="", about=card, speaker=speaker.id, verb=ClaimVerb.SAID, stance=Stance.SUPPORTS, text="entered"
    )
    made = laptop.store.do(facts.add_claim, claim).ids[0]
    laptop.store.do(history.undo)
    with laptop.store.reading() as reading:
        row = reading.row(Claim, made)
        lines = history.history(reading, thing=card)
    assert row is not None
    assert (row.voided, row.voided_why, row.text) == (True, "undone", "entered")
    assert [(line.label, line.undone) for line in lines[:2]] == [("undo", False), ("add_claim", True)]


def test_an_added_card_undone_and_added_again_is_there_once_with_its_number(laptop: Laptop) -> None:
    card = add_card(laptop.store, "Place 1", Column.HELD)
    laptop.store.do(history.undo)
    with laptop.store.reading() as reading:
        place = reading.value("SELECT location FROM card WHERE id = ?", card)
    status = Status(id="", thing="", column=Column.FALLEN)
    laptop.store.do(cards.add_card, location=place, status=status, note="again")
    with laptop.store.reading() as reading:
        faces = [face for column in board(reading).columns for face in column.cards]
    assert [(face.id, face.column, face.note, face.number) for face in faces] == [(card, Column.FALLEN, "again", "1")]


def test_a_struck_card_added_again_has_what_is_said_now(laptop: Laptop, card: str) -> None:
    laptop.store.do(records.edit_thing, card, {"note": "old"})
    laptop.store.do(records.strike, card, why="entered twice")
    with laptop.store.reading() as reading:
        place = reading.value("SELECT location FROM card WHERE id = ?", card)
    laptop.store.do(cards.add_card, location=place, status=Status(id="", thing="", column=Column.HELD))
    with laptop.store.reading() as reading:
        faces = [face for column in board(reading).columns for face in column.cards]
    assert [(face.column, face.note) for face in faces] == [(Column.HELD, None)]


def test_any_action_can_be_undone_from_the_history(laptop: Laptop, card: str) -> None:
    moved = laptop.store.do(cards.move_cards, [card], Column.FALLEN).change
    other = add_card(laptop.store, "Place 2", Column.HELD)
    laptop.store.do(history.undo_action, moved)
    assert column_of(laptop, card) is Column.CONTESTED
    assert column_of(laptop, other) is Column.HELD
    with pytest.raises(Mistake, match="undone already"):
        laptop.store.do(history.undo_action, moved)
