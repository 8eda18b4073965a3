"""Names that are one name become one string; names that differ stay apart."""

from __future__ import annotations

import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from situation_board.core.names import normalise, same_name, words_for_search

EVERY_STRING = st.text(st.characters(exclude_categories=()))
NAME_LIKE = st.text(
    st.sampled_from(
        "aAlLsShdnrtzeEcİıſßöÅ 'ʿʾ’`´-._ \u0640\u064e\u0654\u0345\u200d\u202b\ud800\0ابلءأإآٱىةؤئکی٣۳ﻼ가がก้"
    ),
    max_size=20,
)


@pytest.mark.parametrize(
    ("spelling", "other"),
    [
        ("As-Suwayda", "Suwayda"),
        ("as Suwaydā’", "AS-SUWAYDA"),
        ("es-Suweyda", "Suweyda"),
        ("Al Bāb", "al-Bab"),
        ("El-Bab", "Bab"),
        ("Dar'a", "Dar‘ā"),
        ("Dar´a", "Darʿa"),
        ("Jisr ash-Shughur", "Jisr al-Shughūr"),
        ("Deir ez-Zor", "Deir al-Zor"),
        ("Aḑ Ḑumayr", "Dumayr"),
        ("Abū az̧ Z̧uhūr", "Abu al-Zuhur"),
        ("Al-Al-Bab", "Bab"),
        ("St. Louis", "St Louis"),
        ("Tel-Abyad", "  tel   abyad "),
        ("Diyarbakır", "DIYARBAKIR"),
        ("İzmir", "izmir"),
        ("Łódź", "Lodz"),
        ("Gießen", "GIESSEN"),
        ("ＨＯＭＳ", "Homs"),
    ],
)
def test_latin_spellings_of_one_name_are_the_same(spelling: str, other: str) -> None:
    assert same_name(spelling, other)


@pytest.mark.parametrize(
    ("spelling", "other"),
    [
        ("السويداء", "سويدا"),
        ("دِمَشْق", "دمشق"),
        ("حمـــص", "حمص"),
        ("إدلب", "ادلب"),
        ("أريحا", "اريحا"),
        ("آمد", "امد"),
        ("ٱلباب", "الباب"),
        ("نوى", "نوي"),
        ("الرقة", "الرقه"),
        ("کفرنبل", "كفرنبل"),
        ("سوریه", "سورية"),
        ("رؤوس", "رووس"),
        ("معرة النعمان", "معرة نعمان"),
        ("ال باب", "الباب"),
        ("ﺣﻤﺺ", "حمص"),
        ("\u202bحمص\u202c", "حمص"),
    ],
)
def test_arabic_spellings_of_one_name_are_the_same(spelling: str, other: str) -> None:
    assert same_name(spelling, other)


@pytest.mark.parametrize(
    "name", ["Aleppo", "Aley", "Arbin", "Ashara", "Albab", "Adra", "Anadan", "Atarib", "Azaz", "Elazig"]
)
def test_letters_that_only_look_like_an_article_stay(name: str) -> None:
    assert normalise(name) == name.lower()


def test_a_word_that_is_no_article_before_this_consonant_stays() -> None:
    assert normalise("Stadt an der Donau") == "stadt an der donau"
    assert normalise("An Nabk") == "nabk"


def test_a_glued_article_is_not_taken_off_because_it_may_be_part_of_the_word() -> None:
    assert not same_name("Albab", "Al Bab")


@pytest.mark.parametrize("name", ["Al", "el", "as", "ال", "al-al"])
def test_a_name_that_is_only_an_article_keeps_it(name: str) -> None:
    assert normalise(name) != ""


def test_a_short_arabic_word_keeps_its_letters() -> None:
    assert normalise("الف") == "الف"


def test_digits_of_every_script_are_ascii_digits() -> None:
    assert normalise("مخيم ٣") == normalise("مخيم ۳") == normalise("مخيم 3")


def test_vowel_signs_that_are_part_of_the_word_stay() -> None:
    assert not same_name("कि", "कु")
    assert not same_name("がく", "かく")


def test_names_without_letters_are_empty_and_the_same_as_nothing() -> None:
    assert normalise(" -'. ") == ""
    assert not same_name("-", "'")


def test_control_characters_separate_and_invisible_ones_do_not() -> None:
    assert normalise("Khan\0Shaykhun\n") == "khan shaykhun"
    assert normalise("Ho\u200bms\ufe0f") == "homs"


@given(EVERY_STRING | NAME_LIKE)
def test_a_normalised_name_normalises_to_itself(name: str) -> None:
    assert normalise(normalise(name)) == normalise(name)


@given(EVERY_STRING | NAME_LIKE)
def test_searched_text_folds_to_itself(text: str) -> None:
    assert words_for_search(words_for_search(text)) == words_for_search(text)


@given(EVERY_STRING | NAME_LIKE)
def test_spaces_are_single_and_never_outside(name: str) -> None:
    assert normalise(name) == " ".join(normalise(name).split())


def test_every_character_by_itself_and_before_a_letter_is_stable() -> None:
    for code in range(sys.maxunicode + 1):
        once = words_for_search(f"{chr(code)} a{chr(code)}")
        assert words_for_search(once) == once, hex(code)


def test_either_spelling_finds_the_other_in_running_text() -> None:
    report = words_for_search("Fighting near As-Suwayda and Al Bab; السويداء is quiet.")
    assert report == "fighting near suwayda and bab سويدا is quiet"
    for typed in ("Suwayda", "as-suwayda", "السويداء", "al-Bab", "bab"):
        assert words_for_search(typed) in report


def test_running_text_keeps_all_other_words() -> None:
    assert words_for_search("The army's loss, as of 7 Dec: no data") == "the army loss as of 7 dec no data"


def test_a_possessive_s_is_no_letter_of_a_name_but_that_of_ras_al_ayn_is() -> None:
    assert words_for_search("Syria’s Ra's al-‘Ayn") == "syria ras ayn"


def test_a_hundred_thousand_names_take_about_a_second() -> None:
    started = time.process_time()
    for number in range(100_000):
        normalise(f"Ma‘arrat an-Nu‘mān {number}")
    assert time.process_time() - started < 5  # measured 0.6 s; the bound leaves room for slow test machines
