"""The words that the painting adds are there in every language of a sheet."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import situation_board.gui.printing as printing
from situation_board.core.snapshot.language import LANGUAGES, is_arabic
from situation_board.gui.printing.words import PHRASES, Voice, said, voices

FOLDER = Path(printing.__file__).parent


def phrases_said() -> set[str]:
    """The first text of every call of `say`, `said` and `Omission`."""
    found = set()
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in {"say", "said", "Omission"}:
                texts = [each.value for each in node.args if isinstance(each, ast.Constant)]
                found |= {text for text in texts if isinstance(text, str)}
    return found | {"stale", "no source"}  # said from a table of marks


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_every_phrase_is_there_in_arabic_and_none_is_there_in_vain() -> None:
    assert phrases_said() == set(PHRASES)
    assert all(is_arabic(words["ar"]) for words in PHRASES.values())


def test_places_for_values_are_the_same_in_each_language() -> None:
    for phrase, words in PHRASES.items():
        assert [place in phrase for place in ("%1", "%2")] == [place in words["ar"] for place in ("%1", "%2")]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_bilingual_text_is_said_line_by_line(code: str) -> None:
    lines = [voice.say("as of %1", "8 Dec\n8 كانون الأول") for voice in voices(tuple(code.split("+")))]
    if code == "en+ar":
        assert lines == ["as of 8 Dec", "حتى \u20688 كانون الأول\u2069"]


def test_what_has_one_line_is_the_same_in_all_languages() -> None:
    first, second = voices(("en", "ar"))
    assert first.of("OCHA") == second.of("OCHA") == "OCHA"
    assert (first.of("a\nb"), second.of("a\nb")) == ("a", "b")
    assert Voice("en", 0, 1).of("a\nb") == "a / b"


def test_what_was_entered_in_one_language_stands_once() -> None:
    first, second = voices(("en", "ar"))
    assert (first.once("Hezbollah has pulled out."), second.once("Hezbollah has pulled out.")) == (
        "Hezbollah has pulled out.",
        "",
    )
    assert (first.once("a\nb"), second.once("a\nb")) == ("a", "b")


def test_numbers_in_arabic_are_kept_apart() -> None:
    assert said("ar", "page %1 of %2", "1", "12") == "صفحة \u20681\u2069 من \u206812\u2069"
    assert said("en", "page %1 of %2", "1", "12") == "page 1 of 12"
