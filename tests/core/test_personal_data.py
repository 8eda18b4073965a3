"""What looks like a phone number or an e-mail address, and what must not be taken for one."""

from __future__ import annotations

import pytest

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
