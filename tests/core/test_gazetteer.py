"""Names of the region lead to its places, and only exact ones do."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from situation_board.core.gazetteer import Gazetteer, Place
from situation_board.core.names import normalise
from situation_board.core.problems import Trouble
from situation_board.core.resources import resource_path
from situation_board.core.sqlite import sqlite3
from situation_board.core.vocabulary import LocationKind, LocationPrecision

EVERY_STRING = st.text(st.characters(exclude_categories=()))


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[Gazetteer]:
    with Gazetteer() as gazetteer:
        yield gazetteer


@pytest.fixture(scope="module")
def every_place(gazetteer: Gazetteer) -> list[Place]:
    connection = sqlite3.connect(str(resource_path("gazetteer", "places.sqlite")))
    codes = [code for (code,) in connection.execute("SELECT code FROM place")]
    connection.close()
    return [place for place in map(gazetteer.place, codes) if place is not None]


@pytest.mark.parametrize(
    ("code", "spellings"),
    [
        ("geonames:172408", "Sweida|As-Suwayda|Suwayda|السويداء|Es-Suweyda|as-Suwaydāʾ|سويداء"),
        ("geonames:170905", "Daraa|Dar'a|Deraa|درعا|Dar‘ā"),
        ("geonames:170654", "Damascus|دمشق|Dimashq|ash-Sham|Damas|الشام"),
        ("geonames:173334", "Quneitra|al-Qunaytirah|القنيطرة"),
        ("geonames:173576", "Latakia|Lattakia|al-Ladhiqiyah|اللاذقية"),
        ("geonames:163345", "Tartus|Tartous|طرطوس"),
        ("geonames:169577", "Homs|Hims|حمص|Ḩimş"),
        ("geonames:170017", "Hama|Hamah|حماة|حماه"),
        ("geonames:170063", "Aleppo|Halab|حلب"),
        ("geonames:170794", "Deir ez-Zor|Deir al-Zour|Deir Ezzor|دير الزور"),
        ("geonames:174018", "Al-Bab|Al Bab|Albab|الباب"),
        ("geonames:168325", "Khan Shaykhun|Khan Sheikhoun|خان شيخون"),
        ("geonames:172256", "Kobani|Kobane|Ayn al-Arab|عين العرب"),
        ("geonames:165509", "Ras al-Ayn|Ra's al-ʿAyn|Ras al-Ain|رأس العين"),
        ("geonames:163476", "Tall Rifat|Tel Rifaat|تل رفعت"),
        ("geonames:173377", "Qamishli|al-Qamishli|القامشلي"),
        ("geonames:167611", "Maarrat al-Numan|Ma'arrat an-Nu'man|معرة النعمان"),
        ("seed:moadamiyat-al-sham", "Moadamiya|Moadamiyat al-Sham|معضمية الشام|المعضمية"),
        ("seed:ghouta", "Ghouta|الغوطة"),
        ("seed:eastern-ghouta", "Eastern Ghouta|الغوطة الشرقية"),
        ("seed:khan-al-assal", "Khan al-Assal|خان العسل"),
        ("seed:tanf", "al-Tanf|التنف"),
        ("seed:jobar", "Jobar|جوبر"),
        ("seed:foua", "Foua|al-Fu'ah|الفوعة"),
        ("seed:kafriya", "Kafriya|كفريا"),
        ("seed:golan-heights", "Golan Heights|Golan|الجولان"),
        ("seed:bab-al-hawa", "Bab al-Hawa|باب الهوى"),
        ("seed:bab-al-salama", "Bab al-Salama|باب السلامة"),
        ("seed:nasib", "Nasib|معبر نصيب"),
        ("seed:masnaa", "Masnaa|المصنع"),
        ("seed:hmeimim", "Hmeimim|حميميم"),
        ("seed:zaatari", "Zaatari camp|الزعتري"),
        ("seed:rukban", "Rukban|الركبان"),
        ("seed:al-hol-camp", "Al-Hol camp|مخيم الهول"),
        ("geonames:166716", "Yarmouk|مخيم اليرموك"),
        ("geonames:163843", "Syria|سوريا|سورية|Syrian Arab Republic"),
    ],
)
def test_all_spellings_lead_to_the_place_that_is_meant(gazetteer: Gazetteer, code: str, spellings: str) -> None:
    for spelling in spellings.split("|"):
        meant = gazetteer.preferred(gazetteer.find(spelling))
        assert meant is not None, spelling
        assert meant.code == code, spelling


def test_a_city_comes_before_its_own_governorate_and_both_say_what_they_are(gazetteer: Gazetteer) -> None:
    city, governorate = gazetteer.find("Homs")
    assert (city.kind, governorate.kind) == ("town", "governorate")
    assert city.parent == governorate.code
    assert gazetteer.preferred((city, governorate)) == city


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Homs Governorate", "governorate"),
        ("محافظة حمص", "governorate"),
        ("Homs city", "town"),
        ("Homs, city", "town"),
        ("Daraa (governorate)", "governorate"),
        ("مدينة حمص", "town"),
    ],
)
def test_a_word_more_says_which_of_the_two(gazetteer: Gazetteer, name: str, kind: str) -> None:
    assert [place.kind for place in gazetteer.find(name)] == [kind]


def test_two_places_of_one_name_stay_two(gazetteer: Gazetteer) -> None:
    places = gazetteer.find("Suran")
    around = {gazetteer.ancestors(place.code)[0].name for place in places}
    assert around == {"Hama", "Aleppo"}
    assert gazetteer.preferred(places) is None


def test_no_place_is_preferred_among_none(gazetteer: Gazetteer) -> None:
    assert gazetteer.preferred(()) is None


def test_only_a_country_can_be_asked(gazetteer: Gazetteer) -> None:
    assert {place.country for place in gazetteer.find("Ariha")} == {"SY", "PS"}
    assert [place.country for place in gazetteer.find("Ariha", only_in="SY")] == ["SY"]


def test_a_near_name_is_not_found_but_suggested(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Khan Shikhun") == ()
    best = gazetteer.suggest("Khan Shikhun")[0]
    assert best.place.name == "Khan Shaykhun"
    assert 72 <= best.score < 100


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Moadamieh", "Moadamiya"),
        ("Khanshaykhoun", "Khan Shaykhun"),
        ("Shaykhun", "Khan Shaykhun"),
        ("Damascas", "Damascus"),
        ("Hmemim", "Hmeimim air base"),
        ("حمصص", "Homs"),
    ],
)
def test_the_first_suggestion_is_what_was_meant(gazetteer: Gazetteer, typed: str, meant: str) -> None:
    assert gazetteer.suggest(typed)[0].place.name == meant


def test_nothing_is_suggested_for_what_is_like_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.suggest("xyzzy") == ()
    assert gazetteer.suggest("-") == ()


def test_a_place_is_suggested_once_and_not_more_than_asked_for(gazetteer: Gazetteer) -> None:
    codes = [match.place.code for match in gazetteer.suggest("Kafr", limit=5)]
    assert len(codes) == len(set(codes)) <= 5


def test_the_country_of_an_unknown_code_is_unknown(gazetteer: Gazetteer) -> None:
    assert gazetteer.place("seed:nowhere") is None
    assert gazetteer.ancestors("seed:nowhere") == ()


def test_the_ancestors_go_from_the_nearest_to_the_country(gazetteer: Gazetteer) -> None:
    names = [place.name for place in gazetteer.ancestors("seed:eastern-ghouta")]
    assert names == ["Ghouta", "Rif Dimashq", "Syria"]


@pytest.mark.parametrize("typed", ["h", "Hom", "Ḩim", "حم", "al-hom", "homs"])
def test_completion_knows_every_spelling_and_script(gazetteer: Gazetteer, typed: str) -> None:
    found = [(match.place.name, match.place.kind) for match in gazetteer.complete(typed)]
    assert found.index(("Homs", "town")) < found.index(("Homs", "governorate"))


def test_completion_shows_the_spelling_that_begins_so(gazetteer: Gazetteer) -> None:
    for match in gazetteer.complete("kob"):
        assert normalise(match.spelling).startswith("kob")


def test_the_whole_name_comes_first_and_scores_full(gazetteer: Gazetteer) -> None:
    first, *rest = gazetteer.complete("Nubl")
    assert (first.place.name, first.score) == ("Nubl", 100.0)
    assert all(match.score < 100 for match in rest)


def test_an_arabic_article_may_be_half_typed(gazetteer: Gazetteer) -> None:
    for typed in ("الس", "السو", "السوي"):
        assert "Sweida" in [match.place.name for match in gazetteer.complete(typed, 30)]


def test_places_of_the_situation_s_country_can_come_first(gazetteer: Gazetteer) -> None:
    countries = [match.place.country for match in gazetteer.complete("su", first_in="SY")]
    assert countries == sorted(countries, key=lambda country: country != "SY")
    assert countries[0] == "SY"


@given(EVERY_STRING)
def test_any_text_may_be_asked_for(text: str) -> None:
    with Gazetteer() as gazetteer:
        gazetteer.find(text)
        assert len(gazetteer.complete(text, 3)) <= 3


@given(st.data())
def test_every_spelling_of_every_place_finds_and_completes_it(data: st.DataObject) -> None:
    with Gazetteer() as gazetteer:
        letter = data.draw(st.sampled_from("abdfhjkmnqrstyz"))
        match = data.draw(st.sampled_from(gazetteer.complete(letter, 200)))
        for name in match.place.names:
            assert match.place in gazetteer.find(name.name)
            assert match.place in [other.place for other in gazetteer.complete(name.name, 50)]


def test_every_place_is_well_formed(every_place: list[Place]) -> None:
    codes = {place.code for place in every_place}
    for place in every_place:
        LocationKind(place.kind)
        LocationPrecision(place.precision)
        assert (place.parent is None) == (place.kind == "country")
        assert place.parent is None or place.parent in codes
        assert (place.latitude is None) == (place.longitude is None) == (place.precision == "unlocated")
        assert place.name in {name.name for name in place.names}


def test_every_located_place_lies_where_its_country_is(every_place: list[Place]) -> None:
    for place in every_place:
        if place.country == "SY" and place.latitude is not None and place.longitude is not None:
            assert 32.3 < place.latitude < 37.4, place
            assert 35.6 < place.longitude < 42.4, place


def test_the_governorates_of_syria_are_fourteen_with_names_and_p_codes(every_place: list[Place]) -> None:
    governorates = [place for place in every_place if place.kind == "governorate"]
    assert sorted(place.p_code or "" for place in governorates) == [f"SY{n:02}" for n in range(1, 15)]
    assert all(place.name_in("ar") for place in governorates)


def test_every_syrian_settlement_lies_in_a_governorate(gazetteer: Gazetteer, every_place: list[Place]) -> None:
    for place in every_place:
        if place.country == "SY" and place.kind in ("town", "village"):
            assert "governorate" in {above.kind for above in gazetteer.ancestors(place.code)}, place


def test_arabic_names_can_be_printed(gazetteer: Gazetteer) -> None:
    for name, arabic in (("Sweida", "السويداء"), ("Idlib", "إدلب"), ("Amman", "عمان"), ("Moadamiya", "معضمية الشام")):
        assert gazetteer.find(name)[0].name_in("ar") == arabic
    assert gazetteer.find("Homs")[0].name_in("fr") is None


def test_several_threads_may_ask_one_gazetteer() -> None:
    def ask(number: int) -> tuple[str, str]:
        name = ("Homs", "حلب", "Daraa", "Jobar")[number % 4]
        return name, shared.find(name)[0].name + shared.suggest(name)[0].place.name

    with Gazetteer() as shared, ThreadPoolExecutor(8) as threads:
        answers = set(threads.map(ask, range(200)))
    assert len(answers) == 4


def test_a_closed_gazetteer_opens_again_at_the_next_question() -> None:
    gazetteer = Gazetteer()
    gazetteer.find("Homs")
    gazetteer.close()
    assert gazetteer.find("Homs")
    gazetteer.close()


def test_a_missing_or_damaged_file_is_the_machine_s_trouble(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged #1?.sqlite"
    damaged.write_bytes(b"no database" * 1000)
    for path in (tmp_path / "missing.sqlite", damaged):
        with Gazetteer(path) as gazetteer, pytest.raises(Trouble):
            gazetteer.find("Homs")


def test_a_folder_with_odd_characters_is_no_trouble(tmp_path: Path) -> None:
    odd = tmp_path / "100% ?#é حمص.sqlite"
    odd.write_bytes(resource_path("gazetteer", "places.sqlite").read_bytes())
    with Gazetteer(odd) as gazetteer:
        assert gazetteer.find("Homs")
    assert list(tmp_path.iterdir()) == [odd]


def test_finding_and_completing_load_neither_rapidfuzz_nor_qt() -> None:
    question = (
        "import sys; from situation_board.core.gazetteer import Gazetteer; g = Gazetteer();"
        "g.find('Homs'); g.complete('Hom'); g.close();"
        "print([m for m in sys.modules if m.startswith(('rapidfuzz', 'PySide6', 'sqlite_utils'))])"
    )
    done = subprocess.run([sys.executable, "-c", question], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.speed
def test_completion_answers_within_five_milliseconds(gazetteer: Gazetteer) -> None:
    for typed in "abcdefghijklmnopqrstuvwxyzحلدسم":
        started = time.perf_counter()
        gazetteer.complete(typed, first_in="SY")
        assert time.perf_counter() - started < 0.005, typed
