"""The few words that only the painting adds, in each language of a sheet. All others come with the sheet.

They do not follow the language of the window: a sheet in Arabic is printed from a window in English.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from situation_board.core.snapshot.language import END_ISOLATE, ISOLATE, Tongue
from situation_board.core.snapshot.sheet import Sheet
from situation_board.gui.printing.shaping import shaped
from situation_board.gui.printing.text import MARKS

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ckb"})
SHORT = 24
"""Characters that a line always has room for."""
PHRASES: dict[str, dict[str, str]] = {
    "page %1 of %2": {"ar": "صفحة %1 من %2"},
    "continued": {"ar": "تابع"},
    "as of %1": {"ar": "حتى %1"},
    "Not on this sheet": {"ar": "ما ليس في هذه النشرة"},
    "%1 earlier events": {"ar": "أحداث أقدم: %1"},
    "%1 further claims": {"ar": "ادعاءات أخرى: %1"},
    "%1 notes of events": {"ar": "ملاحظات الأحداث: %1"},
    "%1 further changes": {"ar": "تغييرات أخرى: %1"},
    "%1 reports of sources": {"ar": "تقارير المصادر: %1"},
    "%1 sources": {"ar": "المصادر: %1"},
    "%1 timelines of events": {"ar": "خطوط زمنية للأحداث: %1"},
    "Left out so that the sheet is one page": {"ar": "حُذفت لتبقى النشرة في صفحة واحدة"},
    "%1 more": {"ar": "%1 أخرى"},
    "content": {"ar": "المحتوى"},
    "via %1": {"ar": "عبر %1"},
    "unrated": {"ar": "غير مقيّم"},
    "verified %1": {"ar": "تم التحقق %1"},
    "until %1": {"ar": "حتى %1"},
    "stale": {"ar": "قديم"},
    "no source": {"ar": "بلا مصدر"},
    "issued %1": {"ar": "صدر %1"},
    "not joined: %1": {"ar": "لا تُجمع: %1"},
    "Time is not stated: %1": {"ar": "الوقت غير مذكور: %1"},
    "%1 replaces %2": {"ar": "%1 تحل محل %2"},
    "entered %1": {"ar": "أُدخل %1"},
    "struck: %1": {"ar": "شُطب: %1"},
    "due %1": {"ar": "الاستحقاق %1"},
    "overdue": {"ar": "متأخر"},
    "clashes with another number": {"ar": "يتعارض مع رقم آخر"},
}


def said(language: str, phrase: str, *values: str) -> str:
    """The phrase in that language, its %1, %2 replaced by values that keep their own direction."""
    words = phrase if language == "en" else PHRASES[phrase].get(language, phrase)
    for number, value in enumerate(values, start=1):
        words = words.replace(f"%{number}", isolated(value, language))
    return words


@dataclass(frozen=True)
class Voice:
    """One language of a sheet: of texts that have a line for each language it takes its own."""

    language: str
    number: int
    count: int

    def of(self, text: str | None) -> str:
        if not text or "\n" not in text:
            return text or ""
        lines = text.split("\n")
        return lines[self.number] if len(lines) == self.count else " / ".join(lines)

    def once(self, text: str | None) -> str:
        """What somebody entered in one language stands in a bilingual sheet once, with what the first one says."""
        return "" if self.number and "\n" not in (text or "") else self.of(text)

    def say(self, phrase: str, *values: str | None) -> str:
        return said(self.language, phrase, *(self.of(value) for value in values))

    def isolated(self, text: str) -> str:
        return isolated(text, self.language)

    def listed(self, parts: Iterable[str]) -> str:
        """Several things in a row, with the comma of the language."""
        return _tongue(self.language).joined(parts)

    @property
    def arrow(self) -> str:
        """From one to another, in the direction of reading."""
        return " ← " if self.language in RIGHT_TO_LEFT else " → "


@cache
def voices(languages: tuple[str, ...]) -> tuple[Voice, ...]:
    return tuple(Voice(language, number, len(languages)) for number, language in enumerate(languages))


def say(sheet: Sheet, phrase: str, *values: str) -> str:
    """In the sheet's language; of a bilingual sheet a line for each."""
    return "\n".join(voice.say(phrase, *values) for voice in voices(sheet.languages))


def isolated(text: str, language: str) -> str:
    """A value inside a sentence of that language, kept apart where it runs in the other direction."""
    return _tongue(language).isolated(text)


@cache
def _tongue(language: str) -> Tongue:
    return Tongue(language)


def on_one_line(text: str) -> str:
    """A text of several languages as one line."""
    return " / ".join(f"{ISOLATE}{line}{END_ISOLATE}" for line in text.split("\n")) if "\n" in text else text


def aged(as_of: str, age: str) -> str:
    """A time with its age behind it, where that says more than the time."""
    return as_of if not age or age in as_of else f"{as_of} ({age})"


def unbroken(text: str) -> str:
    """A short date or grade stays on one line."""
    return text.replace(" ", "\u00a0") if len(text) < SHORT else text


def in_one_piece(text: str) -> str:
    """For what is drawn as a whole and not as a paragraph: one line, letters joined, without marks of direction."""
    return shaped(MARKS.sub("", " / ".join(text.split("\n"))))
