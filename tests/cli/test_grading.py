"""Ratings, grades and assessments on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Command


def rate(command: Command, sample: Path, *pairs: str) -> None:
    ran = command("add", sample, "rating", "source=HTS statements", "why=compared with others", *pairs)
    assert ran.code == 0, ran.err


def test_a_rating_is_shown_in_words_with_its_reason_and_date(command: Command, sample: Path) -> None:
    rate(command, sample, "reliability=C", "as_of=2024-12-07", "rated_by=analyst")
    shown = command("show", sample, "source:HTS statements").out
    assert "reliability C Fairly reliable; as of 7 Dec 2024; compared with others; analyst" in shown


def test_a_card_tells_the_originator_s_grade_in_words_and_the_publisher_s_apart(command: Command, sample: Path) -> None:
    rate(command, sample, "reliability=C", "as_of=2024-12-07")
    claim = ["about=Homs", "speaker=HTS", "verb=announced", "stance=for", "text=It is ours", "credibility=3"]
    assert command("add", sample, "claim", *claim, "publisher=AFP").code == 0
    assert "4 for (best C3)" in command("board", sample).out
    shown = command("show", sample, "Homs").out
    assert "Hayat Tahrir al-Sham announced: It is ours" in shown
    assert "C3 (Fairly reliable, Possibly true)" in shown
    told = command("show", sample, "Homs", "--json").json["beside"]["claim"]
    assert [(each["grade"], each["publisher_reliability"]) for each in told if each["text"] == "It is ours"] == [
        ("C3", None)
    ]


def test_what_nobody_rated_says_so(command: Command, sample: Path) -> None:
    assert "2 for / 1 against, unrated" in command("board", sample).out


def test_an_earlier_moment_shows_the_rating_of_then(command: Command, sample: Path) -> None:
    arrival = command("info", sample, "--json").json["arrival"]
    rate(command, sample, "reliability=C", "as_of=2024-12-07")
    assert "best C-" in command("board", sample).out
    assert "best" not in command("board", sample, "--at", f"#{arrival}").out
    assert "best" not in command("board", sample, "--at", "2024-12-06").out


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        (("reliability=G",), "A (Completely reliable)"),
        (("reliability=B", "why="), "reason for the rating"),
    ],
)
def test_a_rating_that_cannot_be_is_refused(command: Command, sample: Path, pairs: tuple[str, ...], words: str) -> None:
    ran = command("add", sample, "rating", "source=AFP", *pairs)
    assert ran.code == 1 and words in ran.err


def test_confirmed_by_others_is_kept_and_doubted_while_nobody_else_says_so(command: Command, sample: Path) -> None:
    claim = ["about=Sweida", "speaker=OCHA", "verb=reported", "stance=for", "text=It has fallen", "credibility=1"]
    ran = command("add", sample, "claim", *claim)
    assert ran.code == 0 and "no independent source says the same" in ran.err


def test_assessed_asks_who_why_and_how_sure(command: Command, sample: Path) -> None:
    ran = command("edit", sample, "Homs", "basis=assessed", "assessed_by=analyst", "reasoning=quiet for a day")
    assert ran.code == 1 and "Low, moderate or high?" in ran.err
    told = ("basis=assessed", "assessed_by=analyst", "reasoning=quiet for a day", "confidence=low")
    assert command("edit", sample, "Homs", *told).code == 0


def test_striking_the_report_that_all_rests_on_says_what_it_leaves_behind(command: Command, sample: Path) -> None:
    ran = command("strike", sample, "report:Situation overnight, 7-8 December 2024", "--why", "a hoax")
    assert ran.code == 0 and "have no source now" in ran.err
    assert "no source" in command("board", sample).out
