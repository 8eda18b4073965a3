"""The sample never shows a claim as a fact: who says what, for and against, ungraded, in the verbs of the report."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from situation_board.core.questions.boards import board
from situation_board.core.questions.cards import CardFace, claims_about
from situation_board.core.questions.details import name_of
from situation_board.core.questions.grades import claim_grades
from situation_board.core.questions.weighing import weighed
from situation_board.core.sample import create_sample
from situation_board.core.store import Identity, Store
from situation_board.core.vocabulary import Basis

SAID = {
    "Damascus": [
        ("Hayat Tahrir al-Sham", "leader", "said", "supports"),
        ("Southern Operations Room", None, "announced", "supports"),
        ("Syrian state media", None, "insists", "denies"),
    ],
    "Homs": [
        ("Hayat Tahrir al-Sham", None, "announced", "supports"),
        (None, None, "reportedly", "supports"),
        (None, None, "reported", "supports"),
    ],
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("sample") / "sample.sitboard"
    with create_sample(path, identity=Identity("laptop", "test")) as store:
        yield store


@pytest.mark.parametrize("place", SAID)
def test_each_claim_is_attributed_and_keeps_its_verb(sample: Store, place: str) -> None:
    with sample.reading() as reading:
        claims = claims_about(reading, [_card(sample, place)])
        found = [
            (
                name_of(reading, "actor", claim.speaker),
                claim.speaker_role,
                str(claim.verb),
                str(claim.stance),
            )
            for claim in claims
        ]
        assert found == SAID[place]
        assert all(name_of(reading, "source", claim.publisher) for claim in claims)


@pytest.mark.parametrize("place", SAID)
def test_nothing_is_graded_and_the_basis_stays_claimed(sample: Store, place: str) -> None:
    [face] = [face for face in _faces(sample) if face.place == place]
    assert (face.basis, face.best_for, face.best_against) == (Basis.CLAIMED, None, None)
    with sample.reading() as reading:
        claims = claims_about(reading, [face.id])
        graded = claim_grades(reading, claims)
        assert {graded[claim.thing].grade.code for claim in claims} == {None}
        assert reading.value("SELECT count(*) FROM rating") == 0


def test_two_parties_that_say_the_same_bear_no_more_than_claimed(sample: Store) -> None:
    with sample.reading() as reading:
        found = weighed(reading, _card(sample, "Damascus"))
    assert found.proposal.basis == Basis.CLAIMED
    assert found.why == (
        "only parties to the conflict say so; says so: Hayat Tahrir al-Sham, Southern Operations Room; "
        "denies it: Syrian state media"
    )


def _faces(store: Store) -> list[CardFace]:
    with store.reading() as reading:
        return [face for column in board(reading).columns for face in column.cards]


def _card(store: Store, place: str) -> str:
    return next(face.id for face in _faces(store) if face.place == place)
