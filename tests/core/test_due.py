"""Until when: what could be either is to come."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from situation_board.core import times
from situation_board.core.due import parse_due
from situation_board.core.problems import Mistake

ZONE = ZoneInfo("Asia/Damascus")
NOW = times.parse("2024-12-08 15:00", zone=ZONE, now=0).earliest


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("18:00", "8 Dec 2024 18:00"),
        ("06:00", "9 Dec 2024 06:00"),
        ("٠٦:٠٠", "9 Dec 2024 06:00"),
        ("in 3 h", "8 Dec 2024 18:00"),
        ("+30 min", "8 Dec 2024 15:30"),
        ("in 2 days", "10 Dec 2024 15:00"),
        ("tomorrow", "9 Dec 2024"),
        ("today", "8 Dec 2024"),
        ("10 Dec", "10 Dec 2024"),
        ("7 Dec", "7 Dec 2025"),
        ("8 Dec", "8 Dec 2024"),
        ("7 Dec 2024", "7 Dec 2024"),
        ("2024-12-08 14:30", "8 Dec 2024 14:30"),
    ],
)
def test_a_time_that_could_be_either_is_the_next_one(text: str, words: str) -> None:
    assert times.in_words(parse_due(text, zone=ZONE, now=NOW), ZONE) == words


def test_what_cannot_be_read_is_said() -> None:
    with pytest.raises(Mistake):
        parse_due("soon", zone=ZONE, now=NOW)
