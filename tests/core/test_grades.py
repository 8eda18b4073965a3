"""Ratings of sources at a moment, grades of claims, cards and events, and what a person is told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from situation_board.core import history
from situation_board.core.actions import cards, facts, records, sources
from situation_board.core.actions.noting import CONFIRMED_ALONE, LEFT_WITHOUT_SOURCE
from situation_board.core.events_json import event_json
from situation_board.core.problems import Mistake
from situation_board.core.questions.events import event_faces
from situation_board.core.questions.grades import claim_grades, ratings_in_force
from situation_board.core.questions.moments import KnownThen, Moment, TrueThen
from situation_board.core.questions.resting import what_rests_on
from situation_board.core.questions.weighing import weighed
from situation_board.core.rows import Claim, Event, Link, Report, Source
from situation_board.core.store import Store
from situation_board.core.times import HOUR
from situation_board.core.vocabulary import (
    Basis,
    ClaimVerb,
    Column,
    Credibility,
    EventKind,
    LinkKind,
    Reliability,
    Stance,
)
from tests.core.filled import ASSESSMENT, NOW, Filled, ago
from tests.core.looking import face, shown


def rate(store: Store, source: str, letter: Reliability | None, hours: int = 0) -> None:
    store.do(sources.rate_source, source, letter, why="compared with others", as_of=ago(hours))


def rating(store: Store, source: str, moment: Moment = None) -> Reliability | None:
    with store.reading() as reading:
        found = ratings_in_force(reading, [source], moment).get(reading.main(source))
        return found.reliability if found else None


def own_source(store: Store, filled: Filled, actor: str, name: str = "Statements") -> str:
    row = Source(id=f"of {actor} {name}", name=name, actor=filled.actor[actor])
    return store.do(records.add_record, row).ids[0]


def grades(store: Store, filled: Filled, moment: Moment = None) -> list[tuple[str | None, Reliability | None]]:
    """Of the three claims on Homs: their grade, and apart from it the reliability of who carries them."""
    with store.reading() as reading:
        claims = [reading.rows(Claim, "thing = ? ORDER BY lamport DESC", thing)[0] for thing in filled.claim]
        found = claim_grades(reading, claims, moment)
        return [(found[claim.thing].grade.code, found[claim.thing].publisher) for claim in claims]


def add_claim(store: Store, filled: Filled, **values: Any) -> tuple[str, ...]:
    said: dict[str, Any] = {
        "about": filled.card["Hama"],
        "verb": ClaimVerb.SAID,
        "stance": Stance.SUPPORTS,
        "text": "It has fallen.",
    }
    return store.do(facts.add_claim, Claim(id="", thing="", **{**said, **values})).notes


class TestRatings:
    def test_a_source_is_unrated_until_somebody_rates_it(self, filled_store: Store, filled: Filled) -> None:
        assert rating(filled_store, filled.source) is None
        rate(filled_store, filled.source, Reliability.B)
        assert rating(filled_store, filled.source) == Reliability.B

    def test_a_rating_tells_its_reason_its_date_and_who_rated(self, filled_store: Store, filled: Filled) -> None:
        rate(filled_store, filled.source, Reliability.C, hours=3)
        with filled_store.reading() as reading:
            found = ratings_in_force(reading, [filled.source])[filled.source]
        assert (found.why, found.as_of, found.rated_by) == ("compared with others", ago(3), "duty officer")

    def test_a_later_rating_does_not_rewrite_what_was_thought_before(self, filled_store: Store, filled: Filled) -> None:
        rate(filled_store, filled.source, Reliability.B, hours=10)
        before = KnownThen(_arrival(filled_store))
        rate(filled_store, filled.source, Reliability.D, hours=2)
        assert rating(filled_store, filled.source) == Reliability.D
        assert rating(filled_store, filled.source, TrueThen(NOW - 5 * HOUR)) == Reliability.B
        assert rating(filled_store, filled.source, TrueThen(NOW - 20 * HOUR)) is None
        assert rating(filled_store, filled.source, before) == Reliability.B

    def test_a_source_can_be_unrated_again(self, filled_store: Store, filled: Filled) -> None:
        rate(filled_store, filled.source, Reliability.B, hours=10)
        rate(filled_store, filled.source, None, hours=1)
        assert rating(filled_store, filled.source) is None

    def test_a_rating_of_an_earlier_date_says_that_a_later_one_stands(
        self, filled_store: Store, filled: Filled
    ) -> None:
        rate(filled_store, filled.source, Reliability.B)
        saved = filled_store.do(sources.rate_source, filled.source, Reliability.E, why="old", as_of=ago(5))
        assert saved.notes == ("not_current",)
        assert rating(filled_store, filled.source) == Reliability.B

    def test_a_struck_rating_does_not_hold(self, filled_store: Store, filled: Filled) -> None:
        rate(filled_store, filled.source, Reliability.B, hours=9)
        rate(filled_store, filled.source, Reliability.E)
        with filled_store.reading() as reading:
            last = reading.value("SELECT id FROM rating WHERE reliability = 'E'")
        filled_store.do(records.strike, last, why="mixed up")
        assert rating(filled_store, filled.source) == Reliability.B

    def test_sources_that_are_the_same_share_their_ratings(self, filled_store: Store, filled: Filled) -> None:
        other = filled_store.do(records.add_record, Source(id="wire 2", name="Wire")).ids[0]
        rate(filled_store, other, Reliability.A)
        filled_store.do(facts.same_as, other, filled.source)
        assert rating(filled_store, filled.source) == rating(filled_store, other) == Reliability.A

    @pytest.mark.parametrize(("why", "as_of", "field"), [("", ago(1), "why"), ("so", ago(-1), "as_of")])
    def test_a_rating_without_a_reason_or_in_the_future_is_refused(
        self, filled_store: Store, filled: Filled, why: str, as_of: Any, field: str
    ) -> None:
        with pytest.raises(Mistake) as refused:
            filled_store.do(sources.rate_source, filled.source, Reliability.B, why=why, as_of=as_of)
        assert refused.value.field == field

    def test_what_is_no_source_cannot_be_rated(self, filled_store: Store, filled: Filled) -> None:
        with pytest.raises(Mistake):
            filled_store.do(sources.rate_source, filled.actor["UN"], Reliability.B, why="so")


def _arrival(store: Store) -> int:
    with store.reading() as reading:
        return reading.arrival


class TestClaims:
    def test_the_content_takes_the_originator_s_reliability_and_not_the_publisher_s(
        self, filled_store: Store, filled: Filled
    ) -> None:
        rate(filled_store, filled.source, Reliability.A)
        assert grades(filled_store, filled) == [("2", Reliability.A), (None, Reliability.A), ("5", Reliability.A)]
        rate(filled_store, own_source(filled_store, filled, "HTS"), Reliability.C)
        rate(filled_store, own_source(filled_store, filled, "UN"), Reliability.B)
        assert grades(filled_store, filled) == [("C2", Reliability.A), ("B-", Reliability.A), ("5", Reliability.A)]

    def test_without_a_speaker_the_publisher_speaks_for_itself(self, filled_store: Store, filled: Filled) -> None:
        rate(filled_store, filled.source, Reliability.B)
        report = filled_store.do(records.add_record, Report(id="r2", title="News", source=filled.source)).ids[0]
        add_claim(filled_store, filled, report=report, credibility=Credibility.THREE)
        assert face(filled_store, filled.card["Hama"]).best_for == "B3"

    def test_of_several_own_sources_the_one_that_carries_the_claim_counts_else_the_one_rated_last(
        self, filled_store: Store, filled: Filled
    ) -> None:
        old = own_source(filled_store, filled, "HTS", "Channel")
        new = own_source(filled_store, filled, "HTS", "Office")
        rate(filled_store, new, Reliability.D, hours=1)
        rate(filled_store, old, Reliability.B, hours=9)
        assert grades(filled_store, filled)[0][0] == "D2"
        filled_store.do(records.edit_thing, filled.claim[0], {"publisher": old})
        assert grades(filled_store, filled)[0][0] == "B2"

    def test_a_card_s_face_tells_the_best_of_each_side_as_rated_at_the_moment(
        self, filled_store: Store, filled: Filled
    ) -> None:
        hts = own_source(filled_store, filled, "HTS")
        rate(filled_store, hts, Reliability.C, hours=3)
        before = KnownThen(_arrival(filled_store))
        rate(filled_store, hts, Reliability.E)
        card = filled.card["Homs"]
        assert (face(filled_store, card).best_for, face(filled_store, card).best_against) == ("E2", "5")
        assert face(filled_store, card, before).best_for == "C2"
        assert face(filled_store, card, TrueThen(NOW - 2 * HOUR)).best_for == "C2"

    def test_what_the_source_belonged_to_then_is_what_counted_then(self, filled_store: Store, filled: Filled) -> None:
        source = own_source(filled_store, filled, "HTS")
        rate(filled_store, source, Reliability.C, hours=3)
        before = KnownThen(_arrival(filled_store))
        filled_store.do(records.edit_thing, source, {"actor": filled.actor["UN"]})
        assert [grade for grade, _ in grades(filled_store, filled)] == ["2", "C-", "5"]
        assert [grade for grade, _ in grades(filled_store, filled, before)] == ["C2", None, "5"]

    def test_the_verb_and_the_former_grade_stay_in_the_history(self, filled_store: Store, filled: Filled) -> None:
        filled_store.do(records.edit_thing, filled.claim[0], {"credibility": Credibility.SIX})
        with filled_store.reading() as reading:
            versions = reading.rows(Claim, "thing = ? ORDER BY lamport", filled.claim[0])
        assert [(each.verb, each.credibility) for each in versions] == [
            (ClaimVerb.ANNOUNCED, Credibility.TWO),
            (ClaimVerb.ANNOUNCED, Credibility.SIX),
        ]

    def test_confirmed_by_others_without_an_independent_other_is_kept_and_said(
        self, filled_store: Store, filled: Filled
    ) -> None:
        one = {"speaker": filled.actor["UN"], "credibility": Credibility.ONE}
        assert add_claim(filled_store, filled, **one) == (CONFIRMED_ALONE,)
        assert add_claim(filled_store, filled, **one) == (CONFIRMED_ALONE,)  # it repeats itself
        assert add_claim(filled_store, filled, speaker=filled.actor["Gov"]) == ()
        assert add_claim(filled_store, filled, **one) == ()
        assert face(filled_store, filled.card["Hama"]).best_for == "1"

    def test_a_claim_that_is_regraded_to_confirmed_is_looked_at_too(self, filled_store: Store, filled: Filled) -> None:
        add_claim(filled_store, filled, speaker=filled.actor["UN"])
        with filled_store.reading() as reading:
            thing = reading.value("SELECT thing FROM claim WHERE about = ?", filled.card["Hama"])
        saved = filled_store.do(records.edit_thing, thing, {"credibility": Credibility.ONE})
        assert saved.notes == (CONFIRMED_ALONE,)


class TestProposedBasis:
    def test_it_is_proposed_with_who_says_so_and_set_by_a_person(self, filled_store: Store, filled: Filled) -> None:
        with filled_store.reading() as reading:
            found = weighed(reading, filled.card["Homs"])
        assert found.proposal.basis == Basis.REPORTED
        assert found.why == (
            "somebody who is no party to the conflict says so; "
            "says so: Hayat Tahrir al-Sham, United Nations; denies it: Government forces"
        )
        assert face(filled_store, filled.card["Homs"]).basis == Basis.REPORTED

    def test_a_link_part_of_makes_two_actors_one_voice_while_it_holds(
        self, filled_store: Store, filled: Filled
    ) -> None:
        add_claim(filled_store, filled, speaker=filled.actor["UN"], credibility=Credibility.ONE)
        add_claim(filled_store, filled, speaker=filled.actor["Gov"])
        part_of = Link(id="l", actor=filled.actor["UN"], kind=LinkKind.PART_OF, other=filled.actor["Gov"])
        with filled_store.reading() as reading:
            assert weighed(reading, filled.card["Hama"]).proposal.basis == Basis.CONFIRMED
        filled_store.do(records.add_record, part_of)
        with filled_store.reading() as reading:
            assert weighed(reading, filled.card["Hama"]).proposal.basis == Basis.CLAIMED
        filled_store.do(records.edit_thing, "l", {"until": ago(2)})
        with filled_store.reading() as reading:
            assert weighed(reading, filled.card["Hama"]).proposal.basis == Basis.CONFIRMED


class TestAssessed:
    @pytest.mark.parametrize("missing", ["assessed_by", "reasoning", "confidence"])
    def test_an_assessment_asks_for_role_reasoning_and_confidence(
        self, filled_store: Store, filled: Filled, missing: str
    ) -> None:
        values = {"basis": Basis.ASSESSED, **{name: ASSESSMENT[name] for name in ASSESSMENT if name != missing}}
        with pytest.raises(Mistake) as refused:
            filled_store.do(cards.edit_card, filled.card["Homs"], values)
        assert refused.value.field == missing
        assert face(filled_store, filled.card["Homs"]).basis == Basis.REPORTED

    def test_a_move_that_claims_to_be_assessed_is_refused_and_a_drag_keeps_the_basis(
        self, filled_store: Store, filled: Filled
    ) -> None:
        with pytest.raises(Mistake):
            filled_store.do(cards.move_cards, [filled.card["Homs"]], Column.FALLEN, basis=Basis.ASSESSED)
        filled_store.do(cards.move_cards, [filled.card["Daraa"]], Column.CONTESTED)
        assert face(filled_store, filled.card["Daraa"]).basis == Basis.ASSESSED

    def test_what_is_missing_after_a_drag_is_filled_in_field_by_field(
        self, filled_store: Store, filled: Filled
    ) -> None:
        card = filled.card["Daraa"]
        filled_store.do(cards.move_cards, [card], Column.CONTESTED)
        filled_store.do(cards.edit_card, card, {"reasoning": "shots were heard"})
        filled_store.do(cards.edit_card, card, {"assessed_by": "analyst"})
        with pytest.raises(Mistake):
            filled_store.do(cards.edit_card, card, {"reasoning": None})


class TestEvents:
    def test_an_event_s_grade_is_its_source_s_reliability_with_its_own_credibility(
        self, filled_store: Store, filled: Filled
    ) -> None:
        row = Event(id="", thing="", kind=EventKind.RETURN, source=filled.source, credibility=Credibility.TWO)
        event = filled_store.do(facts.record_event, row).ids[0]
        before = KnownThen(_arrival(filled_store))
        rate(filled_store, filled.source, Reliability.B, hours=1)
        with filled_store.reading() as reading:
            now, then = event_faces(reading, [event])[0], event_faces(reading, [event], moment=before)[0]
            assert (now.grade.code, then.grade.code) == ("B2", "2")
            assert json.loads(json.dumps(event_json(now, reading.zone)))["grade"] == "B2"
            assert event_json(event_faces(reading, filled.event[1:])[0], reading.zone)["grade"] is None


class TestStruckReports:
    def test_a_status_whose_report_was_struck_has_no_source(self, filled_store: Store, filled: Filled) -> None:
        before = KnownThen(_arrival(filled_store))
        filled_store.do(records.strike, filled.report, why="a hoax")
        assert not face(filled_store, filled.card["Homs"]).has_source
        assert face(filled_store, filled.card["Homs"], before).has_source
        filled_store.do(history.undo)
        assert face(filled_store, filled.card["Homs"]).has_source

    def test_before_striking_it_can_be_seen_what_hangs_on_a_report(self, filled_store: Store, filled: Filled) -> None:
        add_claim(filled_store, filled, report=filled.report)
        with filled_store.reading() as reading:
            found = what_rests_on(reading, filled.report)
        rests = {filled.card[place] for place in ("Damascus", "Homs", "Aleppo")}
        assert (set(found.cards), found.routes, len(found.claims), found.events) == (rests, (), 1, ())

    def test_what_rested_on_it_formerly_does_not_count(self, filled_store: Store, filled: Filled) -> None:
        filled_store.do(cards.move_cards, [filled.card["Homs"]], Column.FALLEN)
        with filled_store.reading() as reading:
            assert filled.card["Homs"] not in what_rests_on(reading, filled.report).cards

    def test_after_striking_it_is_said_that_cards_are_left_without_a_source(
        self, filled_store: Store, filled: Filled
    ) -> None:
        assert LEFT_WITHOUT_SOURCE in filled_store.do(records.strike, filled.report).notes
        other = filled_store.do(records.add_record, Report(id="r2", title="Unused")).ids[0]
        assert LEFT_WITHOUT_SOURCE not in filled_store.do(records.strike, other).notes

    def test_the_board_and_its_filter_agree(self, filled_store: Store, filled: Filled) -> None:
        from situation_board.core.questions.cards import CardFilter, ids_by_column

        filled_store.do(records.strike, filled.report)
        with filled_store.reading() as reading:
            for moment in (None, TrueThen(NOW), KnownThen(reading.arrival)):
                found = ids_by_column(reading, filter=CardFilter(no_source=True), moment=moment)
                assert {card for ids in found.values() for card in ids} == {
                    each.id for column in shown(filled_store).columns for each in column.cards if not each.has_source
                }
