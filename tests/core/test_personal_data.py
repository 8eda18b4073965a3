"""What looks like a phone number or an e-mail address, and what must not be taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from situation_board.core.personal_data import PersonalKind, personal_data


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("call +963 944 000 000 after dark", "+963 944 000 000"),
        ("0944-000-000", "0944-000-000"),
        ("(021) 000 0000", "(021) 000 0000"),
        ("00963944000000", "00963944000000"),
        ("رقمه ٠٩٤٤٠٠٠٠٠٠ مساء", "٠٩٤٤٠٠٠٠٠٠"),
        ("his number is 944000000.", "944000000"),
    ],
)
def test_telephone_numbers_are_found_in_any_digits(text: str, found: str) -> None:
    (data,) = personal_data(text)
    assert (data.kind, data.text) == (PersonalKind.PHONE, found)


def test_an_address_is_found_where_it_stands() -> None:
    found = personal_data("ask first.last+desk@mail.example.org, or +44 20 0000 0000")
    assert [(each.kind.value, each.text) for each in found] == [
        ("email", "first.last+desk@mail.example.org"),
        ("phone", "+44 20 0000 0000"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "370,000 people displaced since 27 November",
        "370000 people, 12 000 more on the road",
        "as of 2024-12-08 14:30",
        "08-12-2024 14:30, 7/12/2024",
        "33.5102, 36.2913",
        "33.510212345 36.291312345",
        "M5 closed between km 120 and km 135",
        "TLP:AMBER, sheet 7 rev 1",
        "Homs @ 14:30",
        "SY040100 and SY080301",
        "1500 1600 fighters",
    ],
)
def test_figures_dates_and_coordinates_are_none(text: str) -> None:
    assert personal_data(text) == []


DIGITS = some.text("0123456789", min_size=8, max_size=13)


@given(DIGITS, some.sampled_from(["call {}", "{} after dark", "رقم {}", "({})", "desk: {}."]))
def test_any_international_number_is_found_wherever_it_stands(digits: str, sentence: str) -> None:
    found = personal_data(sentence.format(f"+{digits}"))
    assert [(each.kind, each.text.strip("()")) for each in found] == [(PersonalKind.PHONE, f"+{digits}")]


@given(some.integers(min_value=0, max_value=99_999_999))
def test_no_count_of_people_is_taken_for_a_number_to_call(count: int) -> None:
    for written in (f"{count} people", f"{count:,} people", f"about {count}."):
        assert personal_data(written) == []
