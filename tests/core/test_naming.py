"""Things are found by what people call them, and an ambiguous name never picks by itself."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from situation_board.core.actions import facts, records
from situation_board.core.ids import new_id
from situation_board.core.problems import Mistake
from situation_board.core.questions.naming import complete, find, find_one, near_names, short_id
from situation_board.core.rows import Actor, Location
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


def one(store: Store, text: str, tables: list[str] | None = None) -> tuple[str, str]:
    with store.reading() as reading:
        found = find_one(reading, text, tables)
    return found.table, found.name


@pytest.mark.parametrize("text", ["Homs", "homs", "حمص", "HOMS", "#2", "# 2", "#٢", "card:Homs", "card:#2"])
def test_a_card_is_found_by_its_place_in_any_spelling_and_by_its_number(sample: Store, text: str) -> None:
    assert one(sample, text) == ("card", "Homs")


def test_a_card_comes_before_its_place_and_a_governorates_card_before_the_town_in_it(sample: Store) -> None:
    assert one(sample, "Daraa") == ("card", "Daraa")
    assert one(sample, "location:Homs") == ("location", "Homs")


@pytest.mark.parametrize("text", ["HTS", "هيئة تحرير الشام", "Hayat Tahrir al-Sham", "tahrir al sham"])
def test_an_actor_is_found_by_any_of_its_names(sample: Store, text: str) -> None:
    assert one(sample, text) == ("actor", "Hayat Tahrir al-Sham")


def test_an_id_and_a_beginning_of_six_or_more_name_a_thing(sample: Store) -> None:
    hts = sample_id("actor:hts")
    assert one(sample, hts)[0] == one(sample, hts[:6])[0] == one(sample, hts.upper())[0] == "actor"
    with pytest.raises(Mistake):
        one(sample, hts[:5])


def test_the_short_id_names_one_thing_alone_even_when_ids_were_made_at_one_time(sample: Store) -> None:
    actors = [new_id() for _ in range(20)]
    for number, actor in enumerate(actors):
        sample.do(records.add_record, Actor(id=actor, name=f"Group {number}"))
    with sample.reading() as reading:
        for actor in actors:
            assert find_one(reading, short_id(reading, actor)).id == actor


def test_an_ambiguous_name_is_a_mistake_with_what_tells_the_candidates_apart(sample: Store) -> None:
    with pytest.raises(Mistake) as raised:
        one(sample, "OCHA")
    assert len(raised.value.candidates) == 2
    assert all(word in " ".join(raised.value.candidates) for word in ("source", "actor", "humanitarian agency"))
    assert one(sample, "source:OCHA") == ("source", "OCHA")
    assert one(sample, "OCHA", ["source"]) == ("source", "OCHA")


def test_two_places_of_one_name_are_not_preferred_over_each_other(sample: Store) -> None:
    for area in ("Homs", "Idlib"):
        sample.do(records.add_record, Location(id=new_id(), name="Twin", note=area))
    with sample.reading() as reading:
        assert len(find(reading, "Twin")) == 2
        with pytest.raises(Mistake):
            find_one(reading, "Twin")


def test_what_was_said_to_be_the_same_is_found_once(sample: Store) -> None:
    other = new_id()
    sample.do(records.add_record, Actor(id=other, name="HTS"))
    sample.do(facts.same_as, sample_id("actor:hts"), other)
    with sample.reading() as reading:
        assert [found.id for found in find(reading, "HTS")] == [sample_id("actor:hts")]
        assert find_one(reading, other).id == sample_id("actor:hts")


def test_reports_events_and_claims_are_found_by_their_text_and_routes_by_their_points(sample: Store) -> None:
    assert one(sample, "Situation overnight, 7-8 December 2024")[0] == "report"
    assert one(sample, "the president is in damascus")[0] == "claim"
    assert one(sample, "Hezbollah has pulled out of the Homs area.")[0] == "event"
    assert one(sample, "Damascus - Homs - Tartus")[0] == "route"


def test_a_name_of_nothing_says_what_is_called_nearly_so(sample: Store) -> None:
    with pytest.raises(Mistake) as raised:
        one(sample, "Hezbolah")
    assert raised.value.candidates == ("Hezbollah",)
    with sample.reading() as reading:
        assert near_names(reading, "zzzz") == []


@pytest.mark.parametrize(
    ("typed", "name"), [("hay", "Hayat Tahrir al-Sham"), ("حز", "Hezbollah"), ("room", "Southern Operations Room")]
)
def test_completion_finds_beginnings_of_names_and_of_later_words_in_any_script(
    sample: Store, typed: str, name: str
) -> None:
    with sample.reading() as reading:
        assert name in [found.name for found in complete(reading, typed, ["actor"])]


def test_completion_of_the_arabic_article_finds_what_begins_after_it(sample: Store) -> None:
    with sample.reading() as reading:
        assert "Sweida" in [found.name for found in complete(reading, "الس", ["location"])]


def test_completion_offers_each_card_once_by_its_own_name(sample: Store) -> None:
    with sample.reading() as reading:
        found = complete(reading, "da", ["card"])
    assert sorted(each.spelling for each in found) == ["Damascus", "Daraa"]
