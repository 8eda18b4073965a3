"""Every phrase and term that stands on a sheet is there in each language, with the same blanks."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from situation_board.core import snapshot, times
from situation_board.core.problems import Mistake
from situation_board.core.rows import Name
from situation_board.core.snapshot import (
    board_part,
    changes_part,
    charts_part,
    figures_part,
    header_part,
    highlights,
    leaving_out,
    other_sheets,
    sources_part,
)
from situation_board.core.snapshot.arabic import MONTHS, WORDS
from situation_board.core.snapshot.language import Language, Tongue
from situation_board.core.times import MINUTE, Precision, Time
from situation_board.core.vocabulary import (
    Audience,
    Basis,
    ClaimVerb,
    Column,
    Confidence,
    Credibility,
    EvacuationState,
    EventKind,
    FigureCategory,
    FigureGroup,
    FigureUnit,
    LocationKind,
    Phase,
    Quantifier,
    Reliability,
    RouteDirection,
    RouteKind,
    RouteState,
    RouteUse,
    SheetKind,
    SheetState,
    SourceKind,
    Stance,
    StatusFlag,
)

PRINTED = (
    *(Column, Basis, Confidence, StatusFlag, LocationKind, RouteKind, RouteUse, RouteDirection, RouteState, SourceKind),
    *(Reliability, Credibility, ClaimVerb, Stance, EventKind, EvacuationState, Audience, FigureCategory, FigureGroup),
    *(Phase, Quantifier, FigureUnit, SheetKind, SheetState),
)
FOLDER = Path(snapshot.__file__).parent
DAMASCUS = times.zone_named("Asia/Damascus")
NOON = 1_733_648_400_000
"""12:00 on 8 December 2024 in Damascus."""


def said_phrases() -> set[str]:
    """The phrases that the code says by themselves."""
    found: set[str] = set()
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in {
                "say",
                "said",
            }:
                found |= {
                    arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
                }
    return found


def listed_phrases() -> set[str]:
    """The phrases that it says from tables."""
    found = {phrase for patterns in board_part._PATTERNS.values() for phrase in patterns.values()}
    found |= set(board_part.HEADINGS.values()) | set(header_part.HEADINGS.values())
    found |= (
        set(header_part.WHEN_EMPTY.values())
        | set(header_part.MAY_BE_SHARED.values())
        | {header_part.DISCLAIMER, header_part.NOTHING_TOLD, header_part.NOT_COMPARED}
    )
    found |= {each for pair in highlights.PHRASES.values() for each in pair}
    found |= {*highlights.ROUTES, *highlights.EVACUATIONS, *highlights.ADVISORIES}
    found |= {heading for _, heading, _ in charts_part.SUBJECTS} | set(charts_part.WHY.values())
    found |= set(figures_part._METRIC_NOTES.values()) | set(figures_part._QUANTIFIER_NOTES.values())
    found |= set(changes_part.CARD_KINDS.values()) | set(leaving_out.ROOM.values())
    found |= (
        set(sources_part.SIGNS.values()) | set(sources_part.BASES.values()) | {words for _, words in sources_part.MARKS}
    )
    found |= {*other_sheets.FIELDS, *other_sheets.HOW, *(name for name, _ in other_sheets.CHOICES)}
    return found - {""}


@pytest.mark.parametrize("phrase", sorted(said_phrases() | listed_phrases()))
def test_a_phrase_is_there_in_arabic_with_the_same_blanks(phrase: str) -> None:
    assert phrase in WORDS
    assert sorted(re.findall(r"{\w+}", WORDS[phrase])) == sorted(re.findall(r"{\w+}", phrase))


def test_the_terms_that_are_printed_are_there_in_arabic() -> None:
    terms = [term for vocabulary in PRINTED for term in vocabulary]
    assert [term for term in terms if term.words not in WORDS] == []


def test_months_are_standard_or_levantine() -> None:
    assert {name: len(months) for name, months in MONTHS.items()} == {"standard": 12, "levantine": 12}


def test_what_runs_the_other_way_is_kept_apart_from_its_sentence() -> None:
    arabic, english = Tongue("ar"), Tongue("en")
    assert arabic.say("held by {who}", who="HTS") == "تحت سيطرة \u2068HTS\u2069"
    assert arabic.say("for {count}", count="50") == "مؤيِّد \u206850\u2069"
    assert english.say("held by {who}", who="حمص") == "held by \u2068حمص\u2069"
    assert english.say("held by {who}", who="HTS") == "held by HTS"


def test_a_name_that_is_missing_in_the_language_stands_in_brackets() -> None:
    names = (Name(name="حمص", language="ar"),)
    assert Tongue("ar").name("Homs", names) == "حمص"
    assert Tongue("ar").name("Homs") == "(Homs)"
    assert Tongue("en").name("حمص") == "(حمص)"
    both = Language.named("en+ar")
    assert both.name("Homs", names) == "Homs\nحمص"
    assert both.name("Homs") == "Homs"


@pytest.mark.parametrize(
    ("time", "english", "arabic"),
    [
        (Time(NOON, NOON + MINUTE, Precision.MINUTE), "2 h", "\u20682\u2069 س"),
        (times.parse("2024-12-08", zone=DAMASCUS, now=NOON), "8 Dec", "8 ديسمبر"),
        (times.parse("2013", zone=DAMASCUS, now=NOON), "2013", "2013"),
        (times.parse("7-8 Dec 2024", zone=DAMASCUS, now=NOON), "7 Dec – 8 Dec", "7 ديسمبر – 8 ديسمبر"),
    ],
)
def test_an_age_is_never_more_precise_than_what_is_known(time: Time, english: str, arabic: str) -> None:
    now = NOON + 2 * 60 * MINUTE
    assert Tongue("en").age(time, now=now, zone=DAMASCUS) == english
    assert Tongue("ar").age(time, now=now, zone=DAMASCUS) == arabic


def test_a_language_that_sheets_are_not_made_in_names_those_that_they_are() -> None:
    with pytest.raises(Mistake, match="not made in"):
        Language.named("fr")
