"""The language of a sheet: its phrases, terms, names, numbers and dates.

A bilingual sheet says everything in each language, one line for each. What people entered is not translated.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from situation_board.core import times
from situation_board.core.problems import Mistake
from situation_board.core.rows import Name
from situation_board.core.snapshot.arabic import MONTHS, WORDS
from situation_board.core.times import DAY, HOUR, MINUTE, Precision, Time
from situation_board.core.vocabulary import Word

LANGUAGES = {"en": "English", "ar": "العربية", "en+ar": "English / العربية"}
"""The languages in which sheets can be made."""
ISOLATE, END_ISOLATE = "\u2068", "\u2069"
ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
LEFT_TO_RIGHT = frozenset({"L", "EN", "AN"})
RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
"""Unicode bidi classes of what stands apart in a sentence of the other direction; numbers do in Arabic."""
LONGEST_IN_HOURS = 2 * DAY
LONGEST_IN_DAYS = 14 * DAY


@dataclass(frozen=True)
class Tongue:
    """One language. `digits` are western or arabic; `months` standard or levantine, for Arabic only."""

    code: str
    digits: str = "western"
    months: str = "standard"

    def say(self, phrase: str, **values: object) -> str:
        """A phrase with its values; what runs in the other direction is kept apart from its neighbours."""
        return self._words(phrase).format(**{name: self.isolated(str(value)) for name, value in values.items()})

    def term(self, term: Word | str | None) -> str:
        """A term of the vocabulary. One that only a newer program knows is shown as it is."""
        return self._words(term.words if isinstance(term, Word) else str(term or ""))

    def _words(self, english: str) -> str:
        return WORDS.get(english, english) if self.code == "ar" else english

    def isolated(self, text: str) -> str:
        """A text that stands in a sentence: isolated where it is not of the sentence's direction alone."""
        if text.isascii() and self.code != "ar":
            return text
        other = LEFT_TO_RIGHT if self.code == "ar" else RIGHT_TO_LEFT
        return text if directions(text).isdisjoint(other) else f"{ISOLATE}{text}{END_ISOLATE}"

    def joined(self, parts: Iterable[str]) -> str:
        """Several things in a row."""
        return ("، " if self.code == "ar" else ", ").join(self.isolated(part) for part in parts if part)

    def name(self, name: str | None, names: Sequence[Name] = ()) -> str:
        """A name in this language; where there is none, the one that there is, in brackets."""
        own = next((each.name for each in names if (each.language or "").partition("-")[0] == self.code), None)
        if own or not name:
            return own or ""
        return name if is_arabic(name) == (self.code == "ar") else f"({name})"

    def number(self, number: int) -> str:
        return self.numerals(f"{number:,}")

    def numerals(self, text: str) -> str:
        return text.translate(ARABIC_INDIC) if self.code == "ar" and self.digits == "arabic" else text

    # --- times

    def time(self, time: Time | None, zone: ZoneInfo) -> str:
        """A whole time at the precision that is known."""
        if time is None:
            return self.say("time not stated")
        if self.code != "ar":
            return times.in_words(time, zone)
        return self.numerals(self._time(time, zone))

    def _time(self, time: Time, zone: ZoneInfo) -> str:
        start, last = times.at(time.earliest, zone), times.at(max(time.latest - 1, time.earliest), zone)
        match time.precision:
            case Precision.YEAR:
                return str(start.year)
            case Precision.MONTH:
                return f"{self._month(start)} {start.year}"
            case Precision.DAY | Precision.WEEK | Precision.RANGE:
                return self._days(start, last)
            case Precision.NOT_STATED:
                return self.say("recorded {when}, time not stated", when=f"{self._day(start)} {start:%H:%M}")
            case _:
                return f"{self._day(start)} {start:%H:%M}"

    def _days(self, start: datetime, last: datetime) -> str:
        if start.date() == last.date():
            return self._day(start)
        return self.say("from {first} to {last}", first=self._day(start), last=self._day(last))

    def _day(self, when: datetime) -> str:
        return f"{when.day} {self._month(when)} {when.year}"

    def _month(self, when: datetime) -> str:
        return self.month_names[when.month - 1]

    @property
    def month_names(self) -> tuple[str, ...]:
        """January first; short ones, where the language has them."""
        return MONTHS[self.months] if self.code == "ar" else times.MONTH_WORDS

    def age(self, time: Time, *, now: int, zone: ZoneInfo) -> str:
        """How long ago, short, and never more precise than what is known: "3 h", or "8 Dec" where only that is."""
        if time.precision is Precision.NOT_STATED:
            return self.say("recorded {when}", when=self.numerals(self._short_day(time.earliest, now, zone)))
        if time.precision in {Precision.SECOND, Precision.MINUTE, Precision.HOUR}:
            return self._since(time.earliest, now, zone)
        return self.numerals(self._span(time, now, zone))

    def _since(self, moment: int, now: int, zone: ZoneInfo) -> str:
        passed = now - moment
        if passed < 0 or passed >= LONGEST_IN_DAYS:
            return self.numerals(self._short_day(moment, now, zone))
        for longest, unit, phrase in AGES:
            if passed < longest:
                return self.say(phrase, count=self.numerals(str(passed // unit)))
        return self.say("{count} d", count=self.numerals(str(passed // DAY)))

    def _span(self, time: Time, now: int, zone: ZoneInfo) -> str:
        if time.precision in {Precision.YEAR, Precision.MONTH}:
            return self._time(time, zone) if self.code == "ar" else times.in_words(time, zone)
        first, last = (self._short_day(at, now, zone) for at in (time.earliest, max(time.latest - 1, time.earliest)))
        return first if first == last else f"{first} – {last}"

    def _short_day(self, moment: int, now: int, zone: ZoneInfo) -> str:
        """The year is said where leaving it out could mislead: beyond half a year."""
        when = times.at(moment, zone)
        words = f"{when.day} {self._month(when)}"
        return words if abs(times.at(now, zone) - when) < timedelta(days=183) else f"{words} {when.year}"


AGES = ((MINUTE, MINUTE, "just now"), (HOUR, MINUTE, "{count} min"), (LONGEST_IN_HOURS, HOUR, "{count} h"))


@dataclass(frozen=True)
class Language:
    """The language of a sheet: one tongue, or two of a bilingual one."""

    code: str
    tongues: tuple[Tongue, ...]

    @classmethod
    def named(cls, code: str, *, digits: str = "western", months: str = "standard") -> Language:
        """The language of a code; Mistake for one that sheets are not made in."""
        if code not in LANGUAGES:
            raise Mistake(f"Sheets are not made in “{code}”.", field="language", candidates=list(LANGUAGES))
        return cls(code, tuple(Tongue(each, digits, months) for each in code.split("+")))

    def each(self, words: Callable[[Tongue], str]) -> str:
        """What is said in each language, one line for each; what reads the same in all stands once."""
        return "\n".join(dict.fromkeys(said for tongue in self.tongues if (said := words(tongue))))

    def say(self, phrase: str, **values: object) -> str:
        return self.each(lambda tongue: tongue.say(phrase, **values))

    def term(self, term: Word | str | None) -> str:
        return self.each(lambda tongue: tongue.term(term))

    def name(self, name: str | None, names: Sequence[Name] = ()) -> str:
        """The name in each language; of a bilingual sheet one that is missing is simply not said."""
        said = dict.fromkeys(tongue.name(name, names) for tongue in self.tongues)
        known = [each for each in said if each and not each.startswith("(")]
        return "\n".join(known or list(said)[:1])

    def line(self, said: str, tongue: Tongue) -> str:
        """Of a text with a line for each language that of one; what reads the same in all has one line."""
        lines = said.split("\n")
        return lines[min(self.tongues.index(tongue), len(lines) - 1)]

    def time(self, time: Time | None, zone: ZoneInfo) -> str:
        return self.each(lambda tongue: tongue.time(time, zone))

    def age(self, time: Time, *, now: int, zone: ZoneInfo) -> str:
        return self.each(lambda tongue: tongue.age(time, now=now, zone=zone))


@lru_cache(maxsize=10_000)
def directions(text: str) -> frozenset[str]:
    """The Unicode bidi classes of a text's characters that have a direction."""
    return frozenset({unicodedata.bidirectional(character) for character in text} & {"L", "R", "AL", "EN", "AN"})


def is_arabic(text: str) -> bool:
    """Whether a text is written in a script that runs from right to left."""
    return bool(directions(text) & {"R", "AL"})
