"""What a card says."""

from __future__ import annotations

import pytest

from situation_board.core import times
from situation_board.core.rows import Situation
from situation_board.core.times import DAY, HOUR, MINUTE, Precision, Time
from situation_board.core.vocabulary import Column, LocationKind
from situation_board.gui.board import ages
from situation_board.gui.board.mime import Cards, from_mime, to_mime
from situation_board.gui.board.words import card_sentences, card_words, column_words, plain
from tests.gui.boards import FACES, GOVERNMENT, HTS, NOW, ROOM, ZONE, face, told


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (0, "just now"),
        (59 * MINUTE, "59 min"),
        (3 * HOUR, "3 h"),
        (47 * HOUR, "47 h"),
        (5 * DAY, "5 d"),
        (20 * DAY, "18 Nov"),
        (400 * DAY, "4 Nov 2023"),
        (-2 * DAY, "10 Dec"),
    ],
)
def test_an_exact_time_has_an_age(passed: int, words: str) -> None:
    assert ages.age(times.exactly(NOW - passed), now=NOW, zone=ZONE) == words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("2024-12-08", "8 Dec"),
        ("7-8 Dec 2024", "7–8 Dec"),
        ("30 Nov 2024..2 Dec 2024", "30 Nov – 2 Dec"),
        ("2024-W49", "2–8 Dec"),
        ("2024-12", "Dec 2024"),
        ("2023", "2023"),
        ("2023-03-01", "1 Mar 2023"),
    ],
)
def test_a_time_known_to_the_day_never_becomes_hours(said: str, words: str) -> None:
    assert ages.age(times.parse(said, zone=ZONE, now=NOW), now=NOW, zone=ZONE) == words


def test_a_time_that_nobody_stated_says_when_it_was_recorded() -> None:
    assert ages.age(times.not_stated(NOW - 2 * HOUR), now=NOW, zone=ZONE) == "recorded 07:40"
    assert ages.age(times.not_stated(NOW - 2 * DAY), now=NOW, zone=ZONE) == "recorded 6 Dec"


@pytest.mark.parametrize(
    ("different", "who", "others"),
    [
        ({"column": Column.ADVANCING, "actors": (HTS, ROOM)}, "HTS, S. Op. Room", "against government"),
        ({"column": Column.ADVANCING, "actors": None}, "who advances not stated", "held by government"),
        ({"column": Column.CONTESTED, "from_actors": None}, "HTS", "holder not stated"),
        ({"column": Column.CONTESTED, "from_actors": ()}, "HTS", "held by nobody"),
        ({"column": Column.FALLEN}, "HTS", "from government"),
        ({"column": Column.FALLEN, "actors": None}, "controller not stated", "from government"),
        ({"column": Column.FALLEN, "actors": (), "from_actors": None}, "nobody", "from whom not stated"),
        ({"column": Column.FALLEN, "from_actors": ()}, "HTS", "from nobody"),
        ({"column": Column.HELD, "actors": (GOVERNMENT,), "from_actors": None}, "government", ""),
        ({"column": Column.HELD, "actors": None, "from_actors": None}, "controller not stated", ""),
    ],
)
def test_parties_read_as_their_column_does(different: dict[str, object], who: str, others: str) -> None:
    words = card_words(face(**different), ZONE)
    assert (plain(words.who), plain(words.from_whom)) == (who, others)


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ((0, 0, None, None), ""),
        ((2, 1, None, None), "2 for · 1 against · unrated"),
        ((2, 1, "2", None), "2 for (best 2) · 1 against"),
        ((0, 1, None, "6"), "1 against (best 6)"),
    ],
)
def test_claims_are_never_made_into_one_grade(claims: tuple[int, int, str | None, str | None], words: str) -> None:
    count_for, count_against, best_for, best_against = claims
    said = card_words(
        face(claims_for=count_for, claims_against=count_against, best_for=best_for, best_against=best_against), ZONE
    )
    assert plain(said.claims) == words


def test_the_admin_level_is_always_said_and_an_area_that_says_nothing_is_not() -> None:
    assert card_words(face(place="Daraa", place_kind=LocationKind.GOVERNORATE), ZONE).level == "governorate"
    assert card_words(face(place="Homs", area="Homs"), ZONE).area == ""
    assert plain(card_words(face(area="Rif Dimashq"), ZONE).area) == "· Rif Dimashq"


def test_names_and_numbers_are_isolated() -> None:
    words = card_words(FACES["arabic"], ZONE)
    for text in (words.place, words.number, words.age, words.note):
        assert text.startswith("\u2068") and text.endswith("\u2069")
    assert "\u2068الجيش\u2069" in words.who


def test_a_card_is_said_in_whole_sentences() -> None:
    said = plain(". ".join(card_sentences(FACES["conflict"], ZONE, None)))
    assert said == (
        "Homs, city, Homs governorate, number 4: contested. "
        "Hayat Tahrir al-Sham, against Syrian government. "
        "claimed, 8 Dec 2024 06:40 (Asia/Damascus), stale, no source. "
        "last verified 8 Dec 2024 08:40 (Asia/Damascus). "
        "claims: 2 for (best 2: Probably true) · 1 against. "
        "2 conflicts between laptops to settle. "
        "Residents celebrate"
    )


@pytest.mark.parametrize("kind", FACES)
def test_every_kind_of_card_can_be_said(kind: str) -> None:
    assert all(card_sentences(FACES[kind], ZONE, None))


def test_a_column_has_the_heading_that_the_situation_gives_it() -> None:
    own = Situation(id="s", heading_fallen="control changed")
    assert column_words(Column.FALLEN, own) == "control changed"
    assert column_words(Column.HELD, own) == "held"


def test_only_cards_of_the_same_situation_are_taken() -> None:
    data = to_mime(Cards("here", ("a", "b")))
    assert from_mime(data, situation="here") == ("a", "b")
    assert from_mime(data, situation="there") == ()
    data.setData("application/x-situation-board-cards", b"[nonsense")
    assert from_mime(data, situation="here") == ()
    data.clear()
    data.setText("a")
    assert from_mime(data, situation="here") == ()


def test_a_time_says_its_zone_in_full() -> None:
    day = Time(NOW, NOW, Precision.SECOND)
    assert ages.full(day, ZONE) == "8 Dec 2024 09:40 (Asia/Damascus)"


@pytest.mark.parametrize(
    ("figures", "short"),
    [
        ("more than 370,000 displaced people, cumulative", "more than 370,000 displaced"),
        ("between 800,000 and one million displaced", "between 800,000 and 1,000,000 displaced"),
        ("400 families displaced", "400 households displaced"),
        ("23 killed, 51 injured", "23 killed +1"),
        ("1,000 still to be evacuated", "1,000 evacuated (remaining)"),
        ("tens of thousands displaced", "tens of thousands displaced"),
        ("0 displaced", "0 displaced"),
    ],
)
def test_the_latest_figure_is_said_with_how_exact_it_is(figures: str, short: str) -> None:
    assert plain(card_words(face(figures=told(figures)), ZONE).figure) == short


def test_a_figures_age_is_as_precise_as_its_date() -> None:
    assert plain(card_words(face(figures=told("90 displaced", on="2024-12-07")), ZONE).figure_age) == "7 Dec"
    assert plain(card_words(face(figures=told("90 displaced", on="2024-12-08 08:40")), ZONE).figure_age) == "1 h"
    assert card_words(face(figures=told("90 displaced", on="")), ZONE).figure_age == ""
    assert card_words(face(), ZONE).figure == ""


def test_in_full_a_figure_has_its_source_and_date_and_several_stand_side_by_side() -> None:
    sentences = [
        plain(each) for each in card_sentences(face(figures=told("more than 90 displaced, stock")), ZONE, None)
    ]
    assert "latest figure: more than 90 displaced people, at a date, OCHA, 7 Dec 2024 (Asia/Damascus)" in sentences
    several = told("90 displaced; 3 killed civilians, planned", source=None, on="")
    sentences = [plain(each) for each in card_sentences(face(figures=several), ZONE, None)]
    assert (
        "latest figures, side by side: 90 displaced people, source not stated, time not stated;"
        " 3 killed civilian people, planned, source not stated, time not stated"
    ) in sentences
