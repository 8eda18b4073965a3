"""One search finds everything, in any spelling, and shows why."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from situation_board.core.actions import records
from situation_board.core.questions.search import search
from situation_board.core.questions.show import show
from situation_board.core.questions.summary import summary
from situation_board.core.rows import Claim
from situation_board.core.sample import create_sample, sample_id
from situation_board.core.store import Identity, Store

ME = Identity("laptop", "test")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "sample.sitboard"
    create_sample(path, identity=ME).close()
    return path


@pytest.fixture
def sample(template: Path, tmp_path: Path) -> Iterator[Store]:
    with Store.open(Path(shutil.copy(template, tmp_path)), identity=ME) as store:
        yield store


def tables(store: Store, text: str) -> set[str]:
    with store.reading() as reading:
        return {hit.table for hit in search(reading, text)}


def test_a_place_is_found_with_its_card_and_what_speaks_of_it(sample: Store) -> None:
    assert tables(sample, "Homs") >= {"location", "card", "claim", "event"}


@pytest.mark.parametrize("text", ["السويداء", "As-Suwayda", "sweid", "SWEIDA"])
def test_every_spelling_finds_the_place(sample: Store, text: str) -> None:
    with sample.reading() as reading:
        assert "Sweida" in {hit.title for hit in search(reading, text)}


def test_notes_are_found_and_shown_as_they_were_written(sample: Store) -> None:
    with sample.reading() as reading:
        [hit] = search(reading, "druze")
    assert hit.table == "location"
    assert hit.snippet.startswith("The population is mostly Druze.")


def test_every_word_must_occur_and_the_last_may_be_unfinished(sample: Store) -> None:
    assert tables(sample, "sarin ghou") == {"event"}
    assert tables(sample, "sarin homs") == set()
    assert tables(sample, "  ") == set()
    assert tables(sample, '"zzz*(') == set()


def test_a_struck_thing_is_not_found(sample: Store) -> None:
    sample.do(records.strike, sample_id("claim:damascus:president"))
    with sample.reading() as reading:
        assert all(hit.id != sample_id("claim:damascus:president") for hit in search(reading, "president"))


def test_a_changed_claim_is_found_once_by_the_id_of_its_first_version(sample: Store) -> None:
    claim = sample_id("claim:homs:entered")
    sample.do(records.edit_thing, claim, {"text": "Its forces have entered the old city."})
    with sample.reading() as reading:
        assert [hit.id for hit in search(reading, "forces have entered")].count(claim) == 1
        shown = show(reading, claim)
    assert isinstance(shown.row, Claim)
    assert shown.row.text == "Its forces have entered the old city."
    assert len(shown.own[0].rows) == 2


def test_an_actor_is_shown_with_its_cards_claims_events_links_and_sources(sample: Store) -> None:
    with sample.reading() as reading:
        shown = show(reading, sample_id("actor:hts"))
    assert {group.table: len(group.rows) for group in shown.beside} == {"card": 2, "claim": 2, "event": 1, "source": 1}


def test_a_card_is_shown_with_its_claims_and_what_happened_at_its_place(sample: Store) -> None:
    with sample.reading() as reading:
        card = reading.value("SELECT id FROM card WHERE number = 2")
        shown = show(reading, card)
    assert [group.table for group in shown.own] == ["status"]
    assert {group.table for group in shown.beside} == {"claim", "event", "route"}
    assert shown.face is not None and shown.face.place == "Homs"


def test_an_actor_whose_place_was_left_no_longer_shows_the_card(sample: Store) -> None:
    from situation_board.core.actions import cards
    from situation_board.core.vocabulary import Column

    with sample.reading() as reading:
        card = reading.value("SELECT id FROM card WHERE number = 2")
    sample.do(cards.move_cards, [card], Column.HELD, actors=(sample_id("actor:army"),))
    with sample.reading() as reading:
        shown = show(reading, sample_id("actor:hts"))
    assert {group.table: len(group.rows) for group in shown.beside}["card"] == 1


def test_the_summary_counts_things_and_not_their_versions(sample: Store) -> None:
    sample.do(records.edit_thing, sample_id("claim:homs:entered"), {"text": "x"})
    with sample.reading() as reading:
        found = summary(reading)
    assert (found.counts["card"], found.counts["claim"], found.counts["event"]) == (8, 8, 17)
    assert found.arrival > 100
