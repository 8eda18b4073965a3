"""The rules on evidence: grades, who is independent of whom, which basis claims bear."""

from __future__ import annotations

import dataclasses
import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from situation_board.core.evidence.confirming import Reason, Voice, lacks_second_source, proposed_basis, why_words
from situation_board.core.evidence.grading import UNRATED, Grade, best, best_code, grade_of
from situation_board.core.evidence.originators import Carriers, Originator, Parties
from situation_board.core.rows import Actor, Claim, Report, Source
from situation_board.core.vocabulary import (
    ActorKind,
    Basis,
    ClaimVerb,
    Credibility,
    Reliability,
    SourceKind,
    Stance,
)

MANY = settings(max_examples=200, deadline=None)

ACTORS = (
    Actor(id="army", name="Army", kind=ActorKind.STATE_FORCES, parent="state"),
    Actor(id="police", name="Police", kind=ActorKind.STATE_FORCES, parent="state"),
    Actor(id="state", name="State", kind=ActorKind.STATE),
    Actor(id="union", name="Union", kind=ActorKind.COALITION),
    Actor(id="north", name="North", kind=ActorKind.ARMED_GROUP, parent="union"),
    Actor(id="south", name="South", kind=ActorKind.ARMED_GROUP, parent="union"),
    Actor(id="un", name="UN", kind=ActorKind.UN_OR_NGO),
    Actor(id="office", name="UN office", kind=ActorKind.UN_OR_NGO, parent="un"),
    Actor(id="paper", name="A paper", kind=ActorKind.MEDIA),
    Actor(id="organ", name="The state's paper", kind=ActorKind.MEDIA, parent="state"),
    Actor(id="nameless", name="Somebody"),
)
SOURCES = (
    Source(id="witness", name="Somebody there", kind=SourceKind.WITNESS),
    Source(id="channel", name="A party's channel", kind=SourceKind.PARTY),
    Source(id="wire", name="The paper's wire", kind=SourceKind.WIRE_SERVICE, actor="paper"),
)
PARTIES = Parties.of(ACTORS, sources=SOURCES)
CLAIM = Claim(id="c", thing="c", about="card", verb=ClaimVerb.SAID, stance=Stance.SUPPORTS, text="So it is.")


def by(actor: str) -> Originator:
    return Originator("source" if actor in {"witness", "channel"} else "actor", actor)


EVERYBODY = tuple(by(each) for each in (*(actor.id for actor in ACTORS), "witness", "channel"))


# --- grades


@pytest.mark.parametrize(
    ("reliability", "credibility", "code"),
    [
        (Reliability.B, Credibility.TWO, "B2"),
        (Reliability.B, None, "B-"),
        (None, Credibility.TWO, "2"),
        (None, None, None),
        (Reliability.F, Credibility.SIX, "F6"),
    ],
)
def test_a_grade_is_written_as_the_field_writes_it(
    reliability: Reliability | None, credibility: Credibility | None, code: str | None
) -> None:
    assert Grade(reliability, credibility).code == code


def test_a_grade_has_its_words_beside_its_code() -> None:
    assert Grade(Reliability.B, Credibility.TWO).words == "B2 (Usually reliable, Probably true)"
    assert Grade(None, Credibility.FOUR).words == "4 (originator unrated, Doubtful)"
    assert Grade().words == UNRATED


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (["B2", "C2"], "B2"),
        (["A5", "E1"], "E1"),  # what is thought of the news goes before who says so
        (["F6", "E5"], "F6"),  # that it cannot be judged is not worse than improbable
        (["F6", "C3"], "C3"),
        (["B6", "F6"], "B6"),
        (["F2", "D2"], "F2"),
        (["", ""], None),
        (["", "E5"], "E5"),  # unrated is no grade at all
        (["B-", "F6"], "B-"),
    ],
)
def test_the_best_of_several_grades(codes: list[str], expected: str | None) -> None:
    grades = [_grade(code) for code in codes]
    assert best_code(grades) == expected
    assert best_code(reversed(grades)) == expected


def _grade(code: str) -> Grade:
    letter = next((each for each in code if each.isalpha()), None)
    digit = next((each for each in code if each.isdigit()), None)
    return Grade(Reliability(letter) if letter else None, Credibility(digit) if digit else None)


GRADES = st.builds(
    Grade, st.one_of(st.none(), st.sampled_from(Reliability)), st.one_of(st.none(), st.sampled_from(Credibility))
)


@MANY
@given(st.lists(GRADES, max_size=6))
def test_the_best_is_one_of_the_grades_and_never_made_of_several(grades: list[Grade]) -> None:
    found = best(grades)
    assert found in grades if any(grade.is_rated for grade in grades) else found is None
    assert all(best([*order]) == found for order in itertools.islice(itertools.permutations(grades), 24))


# --- originators


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"speaker": "army", "publisher": "wire"}, by("army")),
        ({"speaker": "army", "report": "r"}, by("army")),
        ({"publisher": "wire"}, by("paper")),
        ({"publisher": "witness"}, by("witness")),
        ({"report": "r"}, by("paper")),
        ({"publisher": "witness", "report": "r"}, by("witness")),
        ({"report": "nobody's"}, None),
        ({"report": "not known here"}, None),
        ({"speaker": "the other army"}, by("army")),
    ],
)
def test_who_a_claim_comes_from(values: dict[str, Any], expected: Originator | None) -> None:
    reports = {"r": Report(id="r", source="wire", title="News"), "nobody's": Report(id="nobody's", title="A leaf")}
    carriers = Carriers({source.id: source for source in SOURCES}, reports, {"the other army": "army"})
    assert carriers.originator(dataclasses.replace(CLAIM, **values)) == expected


@pytest.mark.parametrize(
    ("a", "b", "independent"),
    [
        ("army", "army", False),
        ("army", "state", False),
        ("army", "police", False),  # parts of one whole
        ("army", "north", True),
        ("north", "south", True),  # members of a coalition speak for themselves
        ("north", "union", False),  # but not independently of it
        ("un", "office", False),
        ("paper", "un", True),
        ("organ", "army", False),  # a paper that belongs to a party
        ("witness", "paper", True),
    ],
)
def test_who_is_independent_of_whom(a: str, b: str, independent: bool) -> None:
    assert PARTIES.are_independent(by(a), by(b)) is independent
    assert PARTIES.are_independent(by(b), by(a)) is independent


def test_a_link_part_of_makes_one_voice_and_actors_that_are_the_same_are_one() -> None:
    linked = Parties.of(ACTORS, part_of=[("paper", "state")], mains={"the organ": "organ"})
    assert not linked.are_independent(by("paper"), by("army"))
    assert not Parties.of([*ACTORS], part_of=[("north", "army2")], mains={"army2": "army"}).are_independent(
        by("north"), by("police")
    )


def test_actors_that_are_part_of_each_other_in_a_circle_are_one_voice() -> None:
    circle = Parties.of([Actor(id="a", name="A", parent="b"), Actor(id="b", name="B", parent="a")])
    assert not circle.are_independent(by("a"), by("b"))


def test_nobody_knows_whether_somebody_unknown_is_independent() -> None:
    assert not PARTIES.are_independent(None, by("un"))
    assert not PARTIES.are_independent(None, None)


@pytest.mark.parametrize(
    ("who", "is_party"),
    [
        ("army", True),
        ("union", True),
        ("un", False),
        ("paper", False),
        ("organ", True),
        ("witness", False),
        ("channel", True),
    ],
)
def test_who_is_a_party_to_the_conflict(who: str, is_party: bool) -> None:
    assert PARTIES.is_party(by(who)) is is_party


# --- confirming


def voices(*said: tuple[str, Stance, Credibility | None]) -> list[Voice]:
    return [Voice(str(number), stance, by(who), grade) for number, (who, stance, grade) in enumerate(said)]


FOR, AGAINST, ONE = Stance.SUPPORTS, Stance.DENIES, Credibility.ONE


@pytest.mark.parametrize(
    ("said", "basis", "reason"),
    [
        ([], None, Reason.NOBODY),
        ([("army", AGAINST, None)], None, Reason.NOBODY),
        ([("north", FOR, None)], Basis.CLAIMED, Reason.PARTIES),
        ([("north", FOR, None), ("south", FOR, None)], Basis.CLAIMED, Reason.PARTIES),
        ([("north", FOR, None), ("paper", FOR, None)], Basis.REPORTED, Reason.OBSERVER),
        ([("paper", FOR, None), ("un", FOR, None)], Basis.REPORTED, Reason.OBSERVER),
        ([("un", FOR, ONE)], Basis.REPORTED, Reason.ALONE),
        ([("un", FOR, ONE), ("office", FOR, ONE)], Basis.REPORTED, Reason.ALONE),
        ([("un", FOR, ONE), ("paper", FOR, None)], Basis.CONFIRMED, Reason.CONFIRMED),
        ([("un", FOR, ONE), ("paper", FOR, None), ("army", AGAINST, None)], Basis.REPORTED, Reason.DENIED),
    ],
)
def test_the_basis_that_claims_bear(
    said: list[tuple[str, Stance, Credibility | None]], basis: Basis | None, reason: Reason
) -> None:
    proposal = proposed_basis(voices(*said), PARTIES)
    assert (proposal.basis, proposal.reason) == (basis, reason)


def test_a_claim_of_nobody_known_is_reported_and_confirms_nothing() -> None:
    nobody = [Voice("a", FOR, None, ONE), Voice("b", FOR, None, ONE)]
    assert proposed_basis(nobody[:1], PARTIES).basis == Basis.REPORTED
    assert proposed_basis(nobody, PARTIES).reason == Reason.ALONE


def test_a_proposal_says_why_in_words() -> None:
    proposal = proposed_basis(voices(("north", FOR, None), ("north", FOR, None), ("army", AGAINST, None)), PARTIES)
    names = {actor.id: actor.name or "" for actor in ACTORS}
    assert why_words(proposal, names) == "only parties to the conflict say so; says so: North; denies it: Army"


VOICES = st.lists(
    st.builds(
        Voice,
        st.uuids().map(str),
        st.sampled_from(Stance),
        st.one_of(st.none(), st.sampled_from(EVERYBODY)),
        st.one_of(st.none(), st.sampled_from(Credibility)),
    ),
    max_size=7,
)


@MANY
@given(VOICES, st.data())
def test_a_party_that_repeats_itself_confirms_nothing(said: list[Voice], data: st.DataObject) -> None:
    if not said:
        return
    again = dataclasses.replace(data.draw(st.sampled_from(said)), claim="again")
    before, after = proposed_basis(said, PARTIES), proposed_basis([*said, again], PARTIES)
    assert (after.basis, after.reason, after.says, after.denies) == (
        before.basis,
        before.reason,
        before.says,
        before.denies,
    )
    assert all(
        lacks_second_source(voice.claim, [*said, again], PARTIES) == lacks_second_source(voice.claim, said, PARTIES)
        for voice in said
    )


@MANY
@given(VOICES)
def test_confirmed_needs_a_claim_rated_so_two_independent_originators_and_nobody_who_denies(said: list[Voice]) -> None:
    proposal = proposed_basis(said, PARTIES)
    supporting = [voice for voice in said if voice.stance == FOR]
    is_rated = any(voice.credibility == ONE for voice in supporting)
    pairs = itertools.combinations([voice.originator for voice in supporting], 2)
    has_two = any(PARTIES.are_independent(a, b) for a, b in pairs)
    is_denied = any(voice.stance == AGAINST for voice in said)
    assert (proposal.basis == Basis.CONFIRMED) is (is_rated and has_two and not is_denied)
    assert proposal.basis != Basis.ASSESSED


@MANY
@given(VOICES, st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_matter(said: list[Voice], random: Any) -> None:
    shuffled = list(said)
    random.shuffle(shuffled)
    one, other = proposed_basis(said, PARTIES), proposed_basis(shuffled, PARTIES)
    assert (one.basis, one.reason, set(one.says)) == (other.basis, other.reason, set(other.says))


@MANY
@given(st.sampled_from(EVERYBODY), st.sampled_from(EVERYBODY))
def test_independence_is_mutual_and_nobody_is_independent_of_themselves(a: Originator, b: Originator) -> None:
    assert PARTIES.are_independent(a, b) == PARTIES.are_independent(b, a)
    assert not PARTIES.are_independent(a, a)


@MANY
@given(VOICES)
def test_a_claim_rated_confirmed_is_alone_unless_somebody_independent_says_the_same(said: list[Voice]) -> None:
    for voice in said:
        beside = [other for other in said if other is not voice and other.stance == voice.stance]
        borne_out = any(PARTIES.are_independent(voice.originator, other.originator) for other in beside)
        assert lacks_second_source(voice.claim, said, PARTIES) is (voice.credibility == ONE and not borne_out)


@MANY
@given(GRADES)
def test_a_grade_is_read_from_how_it_is_written(grade: Grade) -> None:
    assert grade.code is None or grade_of(grade.code) == grade
