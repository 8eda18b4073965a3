"""What the board shows: columns, order, the status that counts, staleness, claims, conflicts, the past."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from situation_board.core import merging
from situation_board.core.actions import cards, facts, records, situations
from situation_board.core.ids import card_id, new_id
from situation_board.core.questions.cards import card_faces, card_ids, shelf_life
from situation_board.core.questions.moments import KnownThen, TrueThen
from situation_board.core.rows import Claim, Location, Situation, Status
from situation_board.core.store import Store
from situation_board.core.times import DAY, HOUR
from situation_board.core.vocabulary import ClaimVerb, Column, Credibility, Stance
from tests.core.filled import CARDS, NOW, Filled, ago
from tests.core.looking import columns, face, from_elsewhere, latest_move, move_elsewhere, names, shown
from tests.core.random_work import Clock


class TestTheBoard:
    def test_every_card_is_in_the_column_of_its_status_the_latest_added_on_top(self, filled_store: Store) -> None:
        expected: dict[str, list[str]] = {column.value: [] for column in Column}
        for place, plan in CARDS.items():
            expected[plan.column.value].insert(0, place)
        assert columns(filled_store) == expected

    def test_the_columns_come_in_the_order_of_the_board(self, filled_store: Store) -> None:
        assert [column.status for column in shown(filled_store).columns] == list(Column)

    def test_an_empty_situation_shows_empty_columns(self, store: Store) -> None:
        found = shown(store)
        assert found.situation == "Winter offensive"
        assert found.as_of == NOW
        assert [column.cards for column in found.columns] == [(), (), (), ()]

    @pytest.mark.parametrize("place", CARDS)
    def test_a_card_shows_what_it_was_given(self, filled_store: Store, filled: Filled, place: str) -> None:
        plan, found = CARDS[place], face(filled_store, filled.card[place])
        assert (found.place, found.column, found.basis) == (place, plan.column, plan.basis)
        assert found.as_of == ago(plan.hours)
        assert found.number == str(list(CARDS).index(place) + 1)
        assert found.has_source is plan.report
        assert found.age == (1 if place == "Tartus" else plan.hours) * HOUR

    @pytest.mark.parametrize(
        ("place", "who", "whom"),
        [
            ("Damascus", ["HTS"], ["Gov"]),
            ("Rastan", ["HTS", "SNA"], ["Gov"]),
            ("Homs", ["HTS"], ["Gov"]),
            ("Palmyra", None, None),
            ("Tall Rifat", ["SNA"], ["SDF"]),
            ("Daraa", None, ["Gov"]),
            ("Tartus", ["Gov"], None),
            ("Sweida", [], None),
        ],
    )
    def test_a_card_shows_who_and_from_whom_as_its_column_reads(
        self, filled_store: Store, filled: Filled, place: str, who: list[str] | None, whom: list[str] | None
    ) -> None:
        found = face(filled_store, filled.card[place])
        assert (names(found.actors), names(found.from_actors)) == (who, whom)

    def test_a_card_shows_the_area_and_the_spellings_of_its_place(self, filled_store: Store, filled: Filled) -> None:
        found = face(filled_store, filled.card["Homs"])
        assert found.area == "Homs Governorate"
        assert found.names == (("ar", "حمص"), (None, "Hims"))

    def test_faces_come_in_the_order_asked_for_and_what_is_no_card_is_left_out(
        self, filled_store: Store, filled: Filled
    ) -> None:
        asked = [filled.card["Homs"], "nothing", filled.card["Aleppo"], filled.place["Homs"]]
        with filled_store.reading() as reading:
            assert [found.place for found in card_faces(reading, asked)] == ["Homs", "Aleppo"]

    def test_a_struck_card_is_off_the_board(self, filled_store: Store, filled: Filled) -> None:
        filled_store.do(records.strike, filled.card["Palmyra"])
        assert columns(filled_store)["contested"] == ["Homs"]

    def test_a_renamed_actor_and_place_show_their_new_names(self, filled_store: Store, filled: Filled) -> None:
        filled_store.do(records.edit_thing, filled.actor["HTS"], {"short_name": "HTS2"})
        filled_store.do(records.edit_thing, filled.place["Homs"], {"name": "Hims"})
        found = face(filled_store, filled.card["Homs"])
        assert (found.place, names(found.actors)) == ("Hims", ["HTS2"])


class TestTheStatusThatCounts:
    def test_the_latest_as_of_counts_and_not_the_latest_entered(self, filled_store: Store, filled: Filled) -> None:
        saved = filled_store.do(cards.move_cards, [filled.card["Homs"]], Column.HELD, as_of=ago(6))
        assert saved.notes == ("not_current",)
        assert face(filled_store, filled.card["Homs"]).column == Column.CONTESTED
        saved = filled_store.do(cards.move_cards, [filled.card["Homs"]], Column.FALLEN, as_of=ago(4))
        assert saved.notes == ()
        assert face(filled_store, filled.card["Homs"]).column == Column.FALLEN

    def test_of_two_with_one_time_the_later_entered_counts(self, filled_store: Store, filled: Filled) -> None:
        for column in (Column.FALLEN, Column.HELD):
            filled_store.do(cards.move_cards, [filled.card["Homs"]], column, as_of=ago(5))
            assert face(filled_store, filled.card["Homs"]).column == column

    def test_a_struck_status_does_not_count(self, filled_store: Store, filled: Filled) -> None:
        filled_store.do(cards.move_cards, [filled.card["Homs"]], Column.FALLEN)
        filled_store.do(records.strike, face(filled_store, filled.card["Homs"]).status, why="not so")
        assert face(filled_store, filled.card["Homs"]).column == Column.CONTESTED

    def test_a_status_from_a_laptop_whose_clock_is_ahead_does_not_count_before_its_time(
        self, filled_store: Store, filled: Filled, clock: Clock
    ) -> None:
        card = filled.card["Homs"]
        ahead = Status(id=new_id(), thing=card, column=Column.FALLEN, as_of=ago(-48))
        filled_store.take_in([from_elsewhere(ahead)])
        assert face(filled_store, card).column == Column.CONTESTED
        assert columns(filled_store)["contested"] == ["Palmyra", "Homs"]
        filled_store.do(cards.move_cards, [card], Column.ADVANCING)
        assert "Homs" in columns(filled_store)["advancing"]
        clock.now += 2 * DAY
        assert face(filled_store, card).column == Column.FALLEN
        assert "Homs" in columns(filled_store)["fallen"]

    def test_a_column_that_a_newer_program_added_does_no_harm(self, filled_store: Store, filled: Filled) -> None:
        change = from_elsewhere(Status(id=new_id(), thing=filled.card["Homs"], column=Column.FALLEN, as_of=ago(1)))
        change = replace(change, fields={**change.fields, "column": "encircled"})
        filled_store.take_in([replace(change, sha256=change.digest())])
        for moment in (None, TrueThen(NOW), KnownThen(10_000)):
            assert "Aleppo" in columns(filled_store, moment)["fallen"]


class TestStaleness:
    @pytest.mark.parametrize(
        ("column", "hours"), [(Column.ADVANCING, 12), (Column.CONTESTED, 24), (Column.FALLEN, 72), (Column.HELD, 168)]
    )
    def test_a_status_is_stale_after_the_shelf_life_of_its_column(
        self, filled_store: Store, filled: Filled, clock: Clock, column: Column, hours: int
    ) -> None:
        card = filled.card["Homs"]
        if column != Column.CONTESTED:
            filled_store.do(cards.move_cards, [card], column)
        else:
            filled_store.do(cards.edit_status, card, {"as_of": ago(0)})
        clock.now += hours * HOUR
        assert not face(filled_store, card).stale
        clock.now += 1
        assert face(filled_store, card).stale

    def test_the_situation_s_own_shelf_life_goes_before_that_of_the_column(
        self, filled_store: Store, filled: Filled
    ) -> None:
        assert not face(filled_store, filled.card["Homs"]).stale
        filled_store.do(situations.edit_situation, shelf_life_contested=4)
        assert face(filled_store, filled.card["Homs"]).stale
        assert shelf_life(Situation(id="s", shelf_life_contested=4), Column.CONTESTED) == 4

    def test_the_card_s_own_shelf_life_goes_before_all_others(self, filled_store: Store, filled: Filled) -> None:
        filled_store.do(situations.edit_situation, shelf_life_contested=4)
        filled_store.do(cards.edit_card, filled.card["Homs"], {"shelf_life": 6})
        assert not face(filled_store, filled.card["Homs"]).stale

    def test_what_was_verified_is_fresh_again_and_what_was_changed_stays(
        self, filled_store: Store, filled: Filled
    ) -> None:
        assert face(filled_store, filled.card["Palmyra"]).stale
        filled_store.do(cards.verify, [filled.card["Palmyra"]], checked_with="two shepherds", as_of=ago(2))
        found = face(filled_store, filled.card["Palmyra"])
        assert (found.stale, found.age, found.verified_at, found.as_of) == (False, 2 * HOUR, ago(2), ago(30))

    def test_a_struck_verification_makes_nothing_fresh(self, filled_store: Store, filled: Filled) -> None:
        with filled_store.reading() as reading:
            verification = reading.value("SELECT id FROM verification WHERE thing = ?", filled.card["Tartus"])
        assert not face(filled_store, filled.card["Tartus"]).stale
        filled_store.do(records.strike, verification)
        assert face(filled_store, filled.card["Tartus"]).stale

    def test_ages_in_a_closed_situation_are_those_at_its_close(
        self, filled_store: Store, path: Path, key: bytes | None, filled: Filled
    ) -> None:
        filled_store.do(situations.edit_situation, closed_at=ago(-3))
        filled_store.close()
        with Store.open(path, key=key) as closed:
            assert shown(closed).as_of == NOW + 3 * HOUR
            assert face(closed, filled.card["Homs"]).age == 8 * HOUR


class TestClaims:
    def test_claims_for_and_against_are_counted_apart_with_the_best_grade_of_each(
        self, filled_store: Store, filled: Filled
    ) -> None:
        found = face(filled_store, filled.card["Homs"])
        assert (found.claims_for, found.claims_against) == (2, 1)
        assert (found.best_for, found.best_against) == ("2", "5")

    def test_unrated_is_no_grade(self, filled_store: Store, filled: Filled) -> None:
        claim = Claim(
            id="",
            thing="",
            about=filled.card["Hama"],
            speaker=filled.actor["Gov"],
            verb=ClaimVerb.DENIED,
            stance=Stance.DENIES,
            text="No.",
        )
        filled_store.do(facts.add_claim, claim)
        found = face(filled_store, filled.card["Hama"])
        assert (found.claims_for, found.claims_against) == (0, 1)
        assert (found.best_for, found.best_against) == (None, None)

    def test_a_corrected_claim_counts_once_and_a_struck_one_not_at_all(
        self, filled_store: Store, filled: Filled
    ) -> None:
        filled_store.do(records.edit_thing, filled.claim[1], {"credibility": Credibility.ONE})
        found = face(filled_store, filled.card["Homs"])
        assert (found.claims_for, found.best_for) == (2, "1")
        filled_store.do(records.strike, filled.claim[1])
        found = face(filled_store, filled.card["Homs"])
        assert (found.claims_for, found.best_for) == (1, "2")


class TestTwoLaptops:
    def test_two_who_moved_one_card_without_sight_of_each_other_are_a_conflict_until_it_is_answered(
        self, filled_store: Store, filled: Filled
    ) -> None:
        card = filled.card["Homs"]
        seen = latest_move(filled_store, card)
        filled_store.do(cards.move_cards, [card], Column.FALLEN)
        move_elsewhere(filled_store, card, Column.HELD, seen=(seen,))
        assert face(filled_store, card).conflicts == 1
        with filled_store.reading() as reading:
            [conflict] = merging.conflicts(reading, subject=card)
        filled_store.do(merging.resolve, conflict.id, keep="held")
        found = face(filled_store, card)
        assert (found.conflicts, found.column) == (0, Column.HELD)

    def test_who_saw_the_other_s_move_is_in_no_conflict(self, filled_store: Store, filled: Filled) -> None:
        card = filled.card["Homs"]
        move_elsewhere(filled_store, card, Column.HELD, seen=(latest_move(filled_store, card),))
        assert face(filled_store, card).conflicts == 0
        filled_store.do(cards.move_cards, [card], Column.FALLEN)
        assert face(filled_store, card).conflicts == 0

    def test_places_that_are_one_have_one_card_with_all_that_hangs_on_both(
        self, filled_store: Store, filled: Filled
    ) -> None:
        filled_store.do(records.add_record, Location(id="hims", name="Hims"))
        status = Status(id="", thing="", column=Column.FALLEN, as_of=ago(0.5))
        second = filled_store.do(cards.add_card, location="hims", status=status).ids[0]
        claim = Claim(
            id="",
            thing="",
            about=second,
            speaker=filled.actor["UN"],
            verb=ClaimVerb.SAID,
            stance=Stance.SUPPORTS,
            text="All quiet.",
        )
        filled_store.do(facts.add_claim, claim)
        link = filled_store.do(facts.same_as, "hims", filled.place["Homs"]).ids[0]

        found = columns(filled_store)
        assert found["contested"] == ["Palmyra"]
        assert found["fallen"].count("Homs") + found["fallen"].count("Hims") == 1
        [one] = [card for card in shown(filled_store).columns[2].cards if card.place in {"Homs", "Hims"}]
        assert one.id == filled.card["Homs"] == card_id(filled.place["Homs"])
        assert one.claims_for == 3

        filled_store.do(records.strike, link)
        found = columns(filled_store)
        assert "Homs" in found["contested"] and "Hims" in found["fallen"]

    def test_actors_that_are_one_are_shown_once(self, filled_store: Store, filled: Filled) -> None:
        filled_store.do(facts.same_as, filled.actor["HTS"], filled.actor["SNA"])
        found = face(filled_store, filled.card["Rastan"])
        assert found.actors is not None and len(found.actors) == 1

    def test_numbers_that_two_laptops_gave_twice_get_letters(
        self, filled_store: Store, filled: Filled, path: Path, key: bytes | None, clock: Clock
    ) -> None:
        copy = path.with_name("second laptop.sitboard")
        filled_store.copy_to(copy)
        status = Status(id="", thing="", column=Column.HELD)
        added: list[str] = []
        with Store.open(copy, key=key, now=clock) as second:
            for store, place in ((filled_store, "Salamiyah"), (second, "Maskanah")):
                location = store.do(records.add_record, Location(id=new_id(), name=place)).ids[0]
                added += store.do(cards.add_card, location=location, status=status).ids
                assert face(store, added[-1]).number == "13"
        merging.merge(filled_store, copy, key=key)
        assert [face(filled_store, card).number for card in sorted(added)] == ["13a", "13b"]
        with filled_store.reading() as reading:
            assert len({found.number for found in card_faces(reading, [*filled.card.values(), *added])}) == 14


def test_only_ids_are_read_for_a_column(filled_store: Store) -> None:
    with filled_store.reading() as reading:
        assert all(isinstance(card, str) for card in card_ids(reading, Column.FALLEN))
