"""What is said about a move right after it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from situation_board.core.actions import cards, corrections, records, situations
from situation_board.core.history import undo_action
from situation_board.core.ids import new_id
from situation_board.core.problems import Mistake
from situation_board.core.questions.cards import CardFace, card_faces
from situation_board.core.questions.moves import moves_of, statuses_made
from situation_board.core.rows import Actor, Location, Report, Status
from situation_board.core.store import Store
from situation_board.core.times import DAY, in_words
from situation_board.core.vocabulary import Column

NOW = 1_733_650_000_000


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    first = partial(situations.start_situation, name="Syria", timezone="Asia/Damascus")
    with Store.create(tmp_path / "a.sitboard", first, now=lambda: NOW) as store:
        for actor in (Actor(id="rebels", name="Rebels"), Actor(id="army", name="Army")):
            store.do(records.add_record, actor)
        yield store


def contested(store: Store, name: str) -> str:
    place = Location(id=new_id(), name=name)
    store.do(records.add_record, place)
    status = Status(id="", thing="", column=Column.CONTESTED, controllers=("army",), moving=("rebels",), as_of=None)
    return store.do(cards.add_card, location=place.id, status=status).ids[0]


def face(store: Store, card: str) -> CardFace:
    with store.reading() as reading:
        return card_faces(reading, [card])[0]


def parties(store: Store, card: str) -> tuple[list[str] | None, list[str] | None]:
    shown = face(store, card)
    return tuple(None if faces is None else [a.id for a in faces] for faces in (shown.actors, shown.from_actors))  # type: ignore[return-value]


def test_parties_of_several_moved_cards_are_swapped_as_one_action(store: Store) -> None:
    moved = [contested(store, "Homs"), contested(store, "Hama")]
    move = store.do(cards.move_cards, moved, Column.FALLEN)

    swapped = store.do(corrections.swap_parties_of_move, move.change)

    assert [parties(store, card) for card in moved] == [(["army"], ["rebels"])] * 2
    store.do(undo_action, swapped.change)
    assert [parties(store, card) for card in moved] == [(["rebels"], ["army"])] * 2


def test_who_took_a_place_can_be_unknown(store: Store) -> None:
    card = contested(store, "Homs")
    move = store.do(cards.move_cards, [card], Column.FALLEN)

    store.do(corrections.forget_party_of_move, move.change)

    assert parties(store, card) == (None, ["army"])


def test_a_move_gets_its_time_in_words_and_says_when_the_card_has_a_newer_status(store: Store) -> None:
    card = contested(store, "Homs")
    store.do(cards.edit_card, card, {"note": "n"})
    move = store.do(cards.move_cards, [card], Column.FALLEN)

    back_dated = store.do(corrections.time_move, move.change, text="7 Dec 2024")

    assert back_dated.notes == ("not_current",)
    assert face(store, card).column is Column.CONTESTED
    again = store.do(corrections.time_move, back_dated.change, text="now")
    assert again.notes == ()
    with store.reading() as reading:
        assert in_words(face(store, card).as_of, reading.zone) == "8 Dec 2024 12:26"


def test_a_move_cannot_lie_in_the_future(store: Store) -> None:
    move = store.do(cards.move_cards, [contested(store, "Homs")], Column.FALLEN)

    with pytest.raises(Mistake, match="future"):
        store.do(corrections.time_move, move.change, text="2031-01-01")


def test_citing_takes_the_known_report_of_that_title_or_makes_one(store: Store) -> None:
    first = store.do(cards.move_cards, [contested(store, "Homs")], Column.FALLEN)
    second = store.do(cards.move_cards, [contested(store, "Hama")], Column.FALLEN)

    store.do(corrections.cite_for_move, first.change, title="Radio bulletin")
    store.do(corrections.cite_for_move, second.change, title="radio  bulletin")

    with store.reading() as reading:
        (report,) = reading.rows(Report)
        cited = [status.report for status in reading.rows(Status, 'voided = 0 AND "column" = ?', "fallen")]
    assert cited == [report.id, report.id]


def test_a_move_that_was_undone_cannot_be_corrected(store: Store) -> None:
    move = store.do(cards.move_cards, [contested(store, "Homs")], Column.FALLEN)
    store.do(undo_action, move.change)

    with pytest.raises(Mistake, match="undone"):
        store.do(corrections.time_move, move.change, text="now")


def test_days_are_those_of_the_incident(store: Store) -> None:
    move = store.do(cards.move_cards, [contested(store, "Homs")], Column.FALLEN)
    dated = store.do(corrections.time_move, move.change, text="2024-12-08")

    with store.reading() as reading:
        (status,) = statuses_made(reading, dated.change)
    assert status.as_of is not None
    assert status.as_of.latest - status.as_of.earliest == DAY


def test_what_a_move_said_is_told_card_by_card(store: Store) -> None:
    moved = [contested(store, "Homs"), contested(store, "Hama")]
    move = store.do(cards.move_cards, moved, Column.FALLEN)

    with store.reading() as reading:
        told = moves_of(reading, move.change).moves
    assert [(m.place, m.who, m.from_whom, m.as_of, m.source) for m in told] == [
        ("Homs", ("Rebels",), ("Army",), None, None),
        ("Hama", ("Rebels",), ("Army",), None, None),
    ]
