"""What people do with cards: what each action saves, and what it refuses without a trace."""

from __future__ import annotations

import dataclasses
from itertools import product
from typing import Any

import pytest

from situation_board.core.actions import cards, records
from situation_board.core.actions.drafting import new_record
from situation_board.core.ids import card_id, new_id
from situation_board.core.problems import Mistake
from situation_board.core.questions.cards import card_ids
from situation_board.core.rows import Card, Location, Status, Verification
from situation_board.core.store import Changes, Reading, Store
from situation_board.core.times import Precision
from situation_board.core.vocabulary import Basis, Column, Confidence, HandlingLabel, StatusFlag
from tests.core.filled import ASSESSMENT, NOW, Filled, ago
from tests.core.looking import columns, face, names
from tests.core.random_work import Clock


def status_of(store: Store, card: str) -> Status:
    with store.reading() as reading:
        return cards.current_status(reading, card)


def status(column: Column = Column.HELD, **values: Any) -> Status:
    return Status(id="", thing="", column=column, **values)


class TestAddingACard:
    def test_it_gets_the_next_number_the_top_of_its_column_and_a_status(
        self, filled_store: Store, filled: Filled
    ) -> None:
        place = filled_store.do(records.add_record, Location(id=new_id(), name="Salamiyah")).ids[0]
        saved = filled_store.do(
            cards.add_card,
            location=place,
            status=status(Column.CONTESTED, moving=(filled.actor["HTS"],), basis=Basis.CLAIMED),
            note="on the road to Homs",
            label=HandlingLabel.GREEN,
            shelf_life=4,
        )
        assert saved.ids == (card_id(place),)
        found = face(filled_store, saved.ids[0])
        assert (found.number, found.note, found.label) == ("13", "on the road to Homs", HandlingLabel.GREEN)
        assert (found.basis, names(found.actors), names(found.from_actors)) == (Basis.CLAIMED, ["HTS"], None)
        assert columns(filled_store)["contested"][0] == "Salamiyah"

    def test_a_new_place_is_made_in_the_same_action(self, filled_store: Store) -> None:
        def add(reading: Reading) -> Changes:
            place = Location(id="new place", name="Khan Shaykhun")
            drafts = [new_record(reading, place)]
            return cards.add_card(reading, location=place.id, status=status(), place_drafts=drafts)

        saved = filled_store.do(add)
        assert face(filled_store, saved.ids[0]).place == "Khan Shaykhun"
        assert saved.tables == {"location", "card", "status"}

    def test_without_a_time_it_is_recorded_now_and_not_stated(self, filled_store: Store) -> None:
        place = filled_store.do(records.add_record, Location(id=new_id(), name="Salamiyah")).ids[0]
        card = filled_store.do(cards.add_card, location=place, status=status()).ids[0]
        as_of = status_of(filled_store, card).as_of
        assert as_of and (as_of.earliest, as_of.precision) == (NOW, Precision.NOT_STATED)

    def test_a_struck_card_is_taken_up_again_with_its_number(self, filled_store: Store, filled: Filled) -> None:
        card = filled.card["Homs"]
        filled_store.do(records.strike, card, why="entered twice")
        assert not any("Homs" in places for places in columns(filled_store).values())
        saved = filled_store.do(
            cards.add_card, location=filled.place["Homs"], status=status(Column.FALLEN), note="again"
        )
        assert saved.ids == (card,)
        found = face(filled_store, card)
        assert (found.number, found.column, found.note) == ("3", Column.FALLEN, "again")
        with filled_store.reading() as reading:
            assert reading.row(Card, card).voided_why is None  # type: ignore[union-attr]


STATUSES = [status(column, controllers=("gov",), former=("sdf",), moving=("hts",)) for column in Column]
Parties = tuple[str | None, str | None, str | None]
EVERY_MOVE = list(product(Column, Column))
EXPECTED_PARTIES: dict[tuple[Column, Column], Parties] = {
    # from, to: (who holds, who lost, who moves)
    (Column.ADVANCING, Column.ADVANCING): ("gov", "sdf", "hts"),
    (Column.ADVANCING, Column.CONTESTED): ("gov", None, "hts"),
    (Column.ADVANCING, Column.FALLEN): ("hts", "gov", None),
    (Column.ADVANCING, Column.HELD): ("gov", "sdf", None),
    (Column.CONTESTED, Column.ADVANCING): ("gov", None, "hts"),
    (Column.CONTESTED, Column.CONTESTED): ("gov", "sdf", "hts"),
    (Column.CONTESTED, Column.FALLEN): ("hts", "gov", None),
    (Column.CONTESTED, Column.HELD): ("gov", "sdf", None),
    (Column.FALLEN, Column.ADVANCING): ("gov", None, None),
    (Column.FALLEN, Column.CONTESTED): ("gov", None, None),
    (Column.FALLEN, Column.FALLEN): ("gov", "sdf", "hts"),
    (Column.FALLEN, Column.HELD): ("gov", "sdf", None),
    (Column.HELD, Column.ADVANCING): ("gov", None, None),
    (Column.HELD, Column.CONTESTED): ("gov", None, None),
    (Column.HELD, Column.FALLEN): ("hts", "gov", None),
    (Column.HELD, Column.HELD): ("gov", "sdf", "hts"),
}


class TestWhoHoldsAfterAMove:
    @pytest.mark.parametrize(("start", "to"), EVERY_MOVE)
    def test_it_follows_from_the_former_status_and_nobody_is_invented(self, start: Column, to: Column) -> None:
        current = next(status for status in STATUSES if status.column == start)
        controllers, former, moving = cards.parties_after(current, to)
        holds, lost, moves = EXPECTED_PARTIES[start, to]
        assert controllers == (None if holds is None else (holds,))
        assert moving == (None if moves is None else (moves,))
        if to in {Column.FALLEN, Column.HELD} or start == to:
            assert former == (None if lost is None else (lost,))

    @pytest.mark.parametrize(("start", "to"), EVERY_MOVE)
    def test_what_is_not_known_stays_unknown(self, start: Column, to: Column) -> None:
        assert cards.parties_after(status(start), to) == (None, None, None)

    def test_a_held_place_that_falls_has_an_unknown_holder_and_not_nobody(
        self, filled_store: Store, filled: Filled
    ) -> None:
        filled_store.do(cards.move_cards, [filled.card["Tartus"]], Column.FALLEN)
        found = face(filled_store, filled.card["Tartus"])
        assert (found.actors, names(found.from_actors)) == (None, ["Gov"])

    @pytest.mark.parametrize(
        ("to", "who", "whom"),
        [
            (Column.ADVANCING, ["SNA"], ["SDF"]),
            (Column.CONTESTED, ["SNA"], ["SDF"]),
            (Column.FALLEN, ["SNA"], ["SDF"]),
            (Column.HELD, ["SNA"], None),
        ],
    )
    def test_what_is_said_goes_before_what_follows(
        self, filled_store: Store, filled: Filled, to: Column, who: list[str], whom: list[str] | None
    ) -> None:
        filled_store.do(
            cards.move_cards,
            [filled.card["Homs"]],
            to,
            actors=(filled.actor["SNA"],),
            from_actors=(filled.actor["SDF"],),
        )
        found = face(filled_store, filled.card["Homs"])
        assert (names(found.actors), names(found.from_actors)) == (who, whom)

    def test_unknown_and_nobody_can_both_be_said(self, filled_store: Store, filled: Filled) -> None:
        filled_store.do(cards.move_cards, [filled.card["Homs"]], Column.FALLEN, actors=None, from_actors=())
        found = face(filled_store, filled.card["Homs"])
        assert (found.actors, found.from_actors) == (None, ())


class TestMoving:
    @pytest.mark.parametrize("basis", [None, *Basis])
    def test_a_drag_keeps_the_basis_because_it_is_no_evidence(
        self, filled_store: Store, filled: Filled, basis: Basis | None
    ) -> None:
        filled_store.do(cards.edit_card, filled.card["Homs"], {"basis": basis, **ASSESSMENT})
        filled_store.do(cards.move_cards, [filled.card["Homs"]], Column.FALLEN)
        assert face(filled_store, filled.card["Homs"]).basis == basis

    def test_a_drag_takes_no_report_along(self, filled_store: Store, filled: Filled) -> None:
        assert face(filled_store, filled.card["Homs"]).has_source
        filled_store.do(cards.move_cards, [filled.card["Homs"]], Column.FALLEN)
        assert not face(filled_store, filled.card["Homs"]).has_source

    def test_flags_hold_in_their_column_only(self, filled_store: Store, filled: Filled) -> None:
        card = filled.card["Homs"]
        flags = {"flags": (StatusFlag.BESIEGED,), "besieged_by": (filled.actor["HTS"],)}
        filled_store.do(cards.edit_status, card, flags)
        filled_store.do(cards.move_cards, [card], Column.CONTESTED, note="still")
        assert face(filled_store, card).flags == (StatusFlag.BESIEGED,)
        filled_store.do(cards.move_cards, [card], Column.FALLEN)
        assert (face(filled_store, card).flags, status_of(filled_store, card).besieged_by) == ((), None)

    def test_several_cards_move_in_one_action_and_keep_their_order(self, filled_store: Store, filled: Filled) -> None:
        moved = [filled.card[name] for name in ("Homs", "Tartus", "Palmyra")]
        saved = filled_store.do(cards.move_cards, moved, Column.FALLEN, before=filled.card["Hama"])
        assert columns(filled_store)["fallen"] == [
            "Daraa",
            "Tall Rifat",
            "Homs",
            "Tartus",
            "Palmyra",
            "Hama",
            "Aleppo",
        ]
        with filled_store.reading() as reading:
            assert {line for (line,) in reading.all("SELECT label FROM log WHERE action = ?", saved.change)} == {
                "move_card"
            }

    def test_within_its_column_a_card_only_changes_places(self, filled_store: Store, filled: Filled) -> None:
        before = status_of(filled_store, filled.card["Daraa"])
        saved = filled_store.do(cards.move_cards, [filled.card["Daraa"]], Column.FALLEN, after=filled.card["Aleppo"])
        assert columns(filled_store)["fallen"] == ["Tall Rifat", "Hama", "Aleppo", "Daraa"]
        assert status_of(filled_store, filled.card["Daraa"]) == before
        assert saved.tables == {"card"}

    def test_a_later_time_in_the_same_column_is_a_new_status(self, filled_store: Store, filled: Filled) -> None:
        filled_store.do(cards.move_cards, [filled.card["Homs"]], Column.CONTESTED, as_of=ago(1))
        assert status_of(filled_store, filled.card["Homs"]).as_of == ago(1)

    def test_a_moved_card_is_stamped_with_the_time_it_is_true_from(self, filled_store: Store, filled: Filled) -> None:
        filled_store.do(cards.move_cards, [filled.card["Homs"]], Column.FALLEN, as_of=ago(1), report=filled.report)
        found = face(filled_store, filled.card["Homs"])
        assert (found.as_of, found.has_source) == (ago(1), True)


class TestChangingHands:
    def test_without_a_name_who_lost_it_has_retaken_it(self, filled_store: Store, filled: Filled) -> None:
        for who, whom in ((["Gov"], ["HTS"]), (["HTS"], ["Gov"])):
            filled_store.do(cards.change_controller, filled.card["Hama"])
            found = face(filled_store, filled.card["Hama"])
            assert (found.column, names(found.actors), names(found.from_actors)) == (Column.FALLEN, who, whom)

    def test_who_moves_on_a_place_takes_it(self, filled_store: Store, filled: Filled) -> None:
        filled_store.do(cards.change_controller, filled.card["Homs"])
        found = face(filled_store, filled.card["Homs"])
        assert (found.column, names(found.actors), names(found.from_actors)) == (Column.FALLEN, ["HTS"], ["Gov"])

    def test_a_third_party_can_take_it(self, filled_store: Store, filled: Filled) -> None:
        filled_store.do(cards.change_controller, filled.card["Tall Rifat"], to=(filled.actor["HTS"],), as_of=ago(1))
        found = face(filled_store, filled.card["Tall Rifat"])
        assert (names(found.actors), names(found.from_actors)) == (["HTS"], ["SNA"])

    def test_it_has_a_name_of_its_own_in_the_history(self, filled_store: Store, filled: Filled) -> None:
        saved = filled_store.do(cards.change_controller, filled.card["Hama"])
        with filled_store.reading() as reading:
            assert reading.value("SELECT DISTINCT label FROM log WHERE action = ?", saved.change) == "change_controller"


class TestSwapping:
    @pytest.mark.parametrize("place", ["Homs", "Hama", "Damascus"])
    def test_swapped_parties_change_sides_at_the_same_time(
        self, filled_store: Store, filled: Filled, place: str
    ) -> None:
        before = face(filled_store, filled.card[place])
        filled_store.do(cards.swap_parties, filled.card[place])
        after = face(filled_store, filled.card[place])
        assert (after.actors, after.from_actors) == (before.from_actors, before.actors)
        assert (after.as_of, after.column, after.basis) == (before.as_of, before.column, before.basis)

    def test_swapped_twice_they_are_as_before(self, filled_store: Store, filled: Filled) -> None:
        before = face(filled_store, filled.card["Hama"])
        for _ in range(2):
            filled_store.do(cards.swap_parties, filled.card["Hama"])
        after = face(filled_store, filled.card["Hama"])
        assert dataclasses.replace(after, status=before.status) == before


class TestOrdering:
    @pytest.mark.parametrize(
        ("moved", "where", "expected"),
        [
            (["Aleppo"], {}, ["Aleppo", "Daraa", "Tall Rifat", "Hama"]),
            (["Aleppo"], {"before": "Hama"}, ["Daraa", "Tall Rifat", "Aleppo", "Hama"]),
            (["Daraa"], {"after": "Hama"}, ["Tall Rifat", "Hama", "Daraa", "Aleppo"]),
            (["Daraa"], {"after": "Aleppo"}, ["Tall Rifat", "Hama", "Aleppo", "Daraa"]),
            (["Hama", "Daraa"], {"before": "Tall Rifat"}, ["Hama", "Daraa", "Tall Rifat", "Aleppo"]),
            (["Daraa"], {"before": "Tall Rifat"}, ["Daraa", "Tall Rifat", "Hama", "Aleppo"]),
        ],
    )
    def test_cards_stand_where_they_were_put(
        self, filled_store: Store, filled: Filled, moved: list[str], where: dict[str, str], expected: list[str]
    ) -> None:
        beside = {side: filled.card[name] for side, name in where.items()}
        filled_store.do(cards.order_cards, [filled.card[name] for name in moved], **beside)
        assert columns(filled_store)["fallen"] == expected

    def test_the_order_among_others_of_one_time_holds_after_opening_again(
        self, filled_store: Store, filled: Filled, path: Any, key: bytes | None, clock: Clock
    ) -> None:
        for name in ("Hama", "Aleppo", "Tall Rifat"):
            filled_store.do(cards.order_cards, [filled.card[name]])
        filled_store.close()
        with Store.open(path, key=key, now=clock) as again:
            assert columns(again)["fallen"] == ["Tall Rifat", "Aleppo", "Hama", "Daraa"]


class TestEditing:
    def test_a_card_and_its_status_are_edited_in_one_action(self, filled_store: Store, filled: Filled) -> None:
        values = {"note": "printed", "shelf_life": 8, "basis": Basis.ASSESSED, **ASSESSMENT}
        saved = filled_store.do(cards.edit_card, filled.card["Homs"], values)
        assert saved.tables == {"card", "status"}
        found = face(filled_store, filled.card["Homs"])
        assert (found.note, found.basis) == ("printed", Basis.ASSESSED)
        assert status_of(filled_store, filled.card["Homs"]).confidence == Confidence.LOW

    def test_a_corrected_time_does_not_leave_the_wrong_one_behind(self, filled_store: Store, filled: Filled) -> None:
        filled_store.do(cards.edit_status, filled.card["Homs"], {"as_of": ago(9)})
        assert face(filled_store, filled.card["Homs"]).as_of == ago(9)

    def test_editing_nothing_saves_nothing(self, filled_store: Store, filled: Filled) -> None:
        assert filled_store.do(cards.edit_card, filled.card["Homs"], {"note": None}).change == ""
        assert filled_store.do(cards.edit_status, filled.card["Homs"], {"basis": Basis.REPORTED}).change == ""


class TestVerifying:
    def test_verified_is_not_changed(self, filled_store: Store, filled: Filled) -> None:
        both = [filled.card["Homs"], filled.route]
        saved = filled_store.do(cards.verify, both, checked_with="the governor's office", report=filled.report)
        assert saved.tables == {"verification"}
        found = face(filled_store, filled.card["Homs"])
        assert (found.as_of, found.verified_at and found.verified_at.earliest) == (ago(5), NOW)
        with filled_store.reading() as reading:
            [fact] = reading.rows(Verification, "thing = ?", filled.route)
            assert (fact.checked_with, fact.report) == ("the governor's office", filled.report)


def test_a_struck_card_is_not_moved(filled_store: Store, filled: Filled) -> None:
    filled_store.do(records.strike, filled.card["Homs"])
    with pytest.raises(Mistake, match="no such card"):
        filled_store.do(cards.move_cards, [filled.card["Homs"]], Column.FALLEN)


def test_every_card_keeps_a_rank_of_its_own(filled_store: Store, filled: Filled) -> None:
    for name in ("Homs", "Hama", "Homs", "Idlib", "Hama"):
        filled_store.do(cards.move_cards, [filled.card[name]], Column.FALLEN)
    with filled_store.reading() as reading:
        ids = card_ids(reading, Column.FALLEN)
        ranks = [card.rank for card in reading.rows_by_id(Card, ids).values()]
        assert len(set(ranks)) == len(ranks) == 6
