"""What a column of numbers counts, as its header says: of whom, in which unit, in which time, all of them or a part.

A header that says anything which is not understood is no such column: it is told, never guessed. As a field it is
written category, unit and what narrows it: "displaced", "displaced_households", "displaced+women", "displaced+flow".
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from situation_board.core import times
from situation_board.core.importing.counting_words import (
    ASYLUM,
    BOUNDS,
    CATEGORIES,
    CODES,
    EVERYBODY,
    GROUPS,
    HAPPENED_TO_DISPLACED,
    HOUSEHOLDS,
    IGNORED,
    METRICS,
    PARTS,
    PEOPLE,
    PLACES_OF_PARTS,
    SCALES,
    SHARES,
    SINCE,
    WHERE,
)
from situation_board.core.importing.dates import MONTHS
from situation_board.core.importing.header_words import LONGEST, inner, words_of
from situation_board.core.vocabulary import FigureCategory, FigureGroup, FigureUnit, Metric

Meaning = tuple[FigureCategory, FigureGroup | None]
"""What of people, and of which of them."""
IN_HOUSEHOLDS = "_households"
_MONTH = "|".join(sorted({*MONTHS, *times.MONTHS}, key=len, reverse=True))
WHEN = re.compile(
    rf"(?<![\w])(?:\d{{4}}-\d{{1,2}}(?:-\d{{1,2}})?|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}"
    rf"|(?:\d{{1,2}}(?:st|nd|rd|th)?[ -])?(?:{_MONTH})\.?(?:[ ,\-/]+(?:\d{{1,2}}, )?(?:\d{{4}}|'?\d{{2}}))?"
    rf"|q[1-4][ -/]?\d{{4}}|\d{{4}}[ -/]?q[1-4]|(?:19|20)\d\d)(?![\w])",
    re.IGNORECASE,
)
HAS_YEAR = re.compile(r"\d{4}|'\d\d|[ \-/]\d\d$")
PERIOD = re.compile(
    r"\b(?:last|past|previous|this|prior|dernieres?|derniers?|ultimos?|ultimas?) (?:(\d{1,3}) ?)?"
    r"(hours?|hrs?|h|days?|weeks?|months?|jours?|semaines?|mois|dias?|semanas?|mes|heures?|horas?)\b"
    r"|\b(\d{1,3}) ?(?:derniers jours|derniere|h|hrs?|hours?)\b|\b(daily|weekly|monthly|yesterday|today)\b",
)
DAYS = {"h": 1 / 24, "d": 1, "j": 1, "w": 7, "s": 7, "m": 30}
BY_WORD = {"daily": 1, "yesterday": 1, "today": 1, "weekly": 7, "monthly": 30}
TO_DATE = re.compile(r"\bto date\b|\ba ce jour\b|\bhasta fecha\b")
LONGEST_PART = 60
JOINING = frozenset({"and", "or"})
"""Between two names of the same people they narrow nothing."""
COUNTED, IN_NEED = "counted", "in need"
OF_HOUSEHOLDS = re.compile(r"\(\s*(?:hhs?|households|families)\s*[x×*]\s*[\d.]+\s*\)", re.IGNORECASE)
"""How a number of people was worked out: "IDPs (HHs x 6)"."""
SAID_AGAIN = re.compile(r"\[YR\d{4}\]")
"""The year as the World Bank writes it behind the year: "2023 [YR2023]"."""
DOUBLED = re.compile(r"\s\((\d{1,3})\)$")


@dataclass(frozen=True, slots=True)
class Counting:
    """What a column counts. `category` is None where it counts people without saying what of them.

    `part` names those whom it counts when these are not all. `days` is how long a period is that ends at the time of
    the row; `since` and `when` are times as the header writes them. `bound` is "low", "high" or "best" of a range.
    `copy` is the number of a column that is called like another. `is_remark` says that `part` narrows only where there
    is another column of all of them.
    """

    category: FigureCategory | None
    unit: FigureUnit = FigureUnit.PERSON
    group: FigureGroup | None = None
    metric: Metric | None = None
    part: str = ""
    scale: int = 1
    days: int | None = None
    since: str = ""
    when: str = ""
    bound: str = ""
    copy: str = ""
    is_remark: bool = False

    @property
    def base(self) -> str:
        """The field of all of them."""
        return f"{self.category or COUNTED}{IN_HOUSEHOLDS if self.unit is FigureUnit.HOUSEHOLD else ''}"

    @property
    def field(self) -> str:
        """The field with everything that narrows it."""
        narrowed = [self.group, self.metric, self.days and f"{self.days}days", self.since and f"since {self.since}"]
        narrowed += [self.when, self.part, self.bound, self.copy]
        return "+".join([self.base, *(str(each).replace(" ", "_").casefold() for each in narrowed if each)])

    @property
    def words(self) -> str:
        """For people: "displaced households, men"."""
        return ", ".join([self.base.replace("_", " "), *([self.part] if self.part else [])])

    @property
    def series(self) -> tuple[object, ...]:
        """What is alike in columns of which one can be a part of the other."""
        return (self.category, self.unit, self.metric, self.days, self.since, self.when)


def counting_of_header(header: str) -> Counting | None:
    """None where the header speaks of something else, or says more than is understood."""
    return _counting(header) if len(header) <= LONGEST else None


@lru_cache(maxsize=20_000)
def _counting(header: str) -> Counting | None:
    if _names_two(header):
        return None
    text = SAID_AGAIN.sub("", OF_HOUSEHOLDS.sub("", inner(header)))
    if "%" in text:
        return None
    doubled = DOUBLED.search(text)
    text, time = _without_times(text[: doubled.start()] if doubled else text)
    joined = " ".join(words_of(text))
    period = PERIOD.search(joined)
    to_date = TO_DATE.search(joined)
    for found in (period, to_date):
        joined = joined.replace(found[0], " ") if found else joined
    counting = Counting(None) if time.get("when") and not joined.strip() else _of_words(joined.split())
    if counting is None:
        return None
    metric = Metric.FLOW if period else Metric.CUMULATIVE if to_date or time.get("is_since") else counting.metric
    return dataclasses.replace(
        counting,
        metric=metric,
        days=_days(period) if period else None,
        since=time.get("since", ""),
        when=time.get("when", ""),
        copy=doubled[1] if doubled else "",
    )


def named_in(text: str) -> set[Meaning]:
    """The categories and groups that a text speaks of."""
    words = words_of(text)
    if len(words) == 1 and words[0] in CODES:
        return {CODES[words[0]]}
    category = _category(words)
    if category is None and ASYLUM.issuperset(words) and words:
        return {CODES["asy"]}
    if category is False:
        return {(each, None) for each in CATEGORIES}
    return {(category, _group(words))} if category else set()


def part_in(text: str) -> str:
    """The part of the people that a cell names ("female", "0-4"); "" where it says all of them."""
    words = words_of(text)
    return "" if EVERYBODY.issuperset(words) else " ".join(text.split())[:LONGEST_PART]


def is_part(text: str) -> bool:
    """Whether a cell says nothing but a part of the people, or all of them."""
    return all(word in PARTS or word in EVERYBODY or word in PEOPLE or word.isdecimal() for word in words_of(text))


def counting_of_field(field: str) -> Counting | None:
    """What a field says that a person or a saved mapping names; None when it is no field of numbers."""
    base, *narrowed = field.split("+")
    category = base.removesuffix(IN_HOUSEHOLDS)
    if category not in {*FigureCategory, COUNTED}:
        return None
    unit = FigureUnit.HOUSEHOLD if base.endswith(IN_HOUSEHOLDS) else FigureUnit.PERSON
    group = next((FigureGroup(each) for each in narrowed if each in set(FigureGroup)), None)
    metric = next((Metric(each) for each in narrowed if each in set(Metric)), None)
    rest = [each for each in narrowed if each not in set(FigureGroup) | set(Metric)]
    named = FigureCategory(category) if category != COUNTED else None
    return Counting(named, unit, group, metric, " ".join(rest).replace("_", " "))


def of_all(counting: Counting) -> Counting:
    """What a person chooses: whom, in which unit and metric. What the header says of time is read from it again."""
    return Counting(counting.category, counting.unit, counting.group, counting.metric)


def with_part(field: str, part: str) -> str:
    """That field, of those alone whom `part` names; of all of them where it names nobody. Others stay as they are."""
    counting = counting_of_field(field)
    if counting is None:
        return field
    words = " ".join(part.replace("+", " ").split())[:LONGEST_PART]
    return dataclasses.replace(counting, part=words).field


def _names_two(header: str) -> bool:
    """ "IDPs/Returnees" counts both together; a group of a form has no such names."""
    named = [_category(words_of(part)) for part in header.split("/")] if "/" in header else []
    return len({each for each in named if each}) > 1


def _without_times(text: str) -> tuple[str, dict[str, str]]:
    """The header without the time in it, and that time: since when a count runs, or of when it is."""
    found = WHEN.search(text)
    if found is None:
        return text, {}
    before = words_of(text[: found.start()])
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    said = found[0] if HAS_YEAR.search(found[0]) else ""
    if before and before[-1] in SINCE:
        return rest, {"is_since": "yes", "since": said}
    return rest, {"when": said} if said else {}


def _days(period: re.Match[str]) -> int:
    if period[4]:
        return BY_WORD[period[4]]
    number, unit = (int(period[1] or 1), period[2]) if period[2] else (int(period[3]), "h")
    return max(1, round(number * DAYS[unit[0] if not unit.startswith("mo") else "m"]))


def _of_words(words: Sequence[str]) -> Counting | None:
    if not words or SHARES.intersection(words):
        return None
    category = _category(words)
    if category is False or not (category or HOUSEHOLDS.intersection(words) or PEOPLE.intersection(words)):
        return None
    parts = _part_words(words)
    if parts is None:
        return None
    metrics = {METRICS[word] for word in words if word in METRICS}
    return Counting(
        category=category or None,
        unit=FigureUnit.HOUSEHOLD if HOUSEHOLDS.intersection(words) else FigureUnit.PERSON,
        group=_group(words),
        metric=metrics.pop() if len(metrics) == 1 else None,
        part=" ".join(parts),
        scale=next((SCALES[word] for word in words if word in SCALES), 1),
        bound=next((BOUNDS[word] for word in words if word in BOUNDS), ""),
    )


def _group(words: Sequence[str]) -> FigureGroup | None:
    """Who it counts: those who returned are returnees, whatever they were before; refugees and asylum seekers together
    are neither.
    """
    named = [group for group, names in GROUPS.items() if names.intersection(words)]
    if ASYLUM.intersection(words) and FigureGroup.REFUGEE in named:
        return None
    return FigureGroup.RETURNEE if FigureGroup.RETURNEE in named else next(iter(named), None)


def _category(words: Sequence[str]) -> FigureCategory | Literal[False] | None:
    """The one category; False when the words name several, such as killed and injured together."""
    named = {category for category, names in CATEGORIES.items() if names.intersection(words)}
    if len(named) > 1:
        named &= HAPPENED_TO_DISPLACED
    if len(named) > 1:
        named -= {FigureCategory.AFFECTED}
    return False if len(named) > 1 else named.pop() if named else None


def _part_words(words: Sequence[str]) -> list[str] | None:
    """The words that narrow whom it counts; None when one of them is not understood."""
    is_somewhere = bool(WHERE.intersection(words))
    known = {*IGNORED, *HOUSEHOLDS, *PEOPLE, *METRICS, *SCALES, *BOUNDS, *SINCE, *WHERE}
    known.update(*CATEGORIES.values(), *GROUPS.values())
    known |= ASYLUM if GROUPS[FigureGroup.REFUGEE].intersection(words) else set()
    parts = []
    for word in words:
        is_part = word in PARTS or (word.isdecimal() and len(word) < 3) or (is_somewhere and word in PLACES_OF_PARTS)
        if is_part:
            parts.append(word)
        elif word not in known:
            return None
    if "need" in words and not {"people", "pin", "in"}.intersection(words):
        return None
    parts = [] if set(parts) <= JOINING else parts
    return [*parts, *([IN_NEED] if {"need", "pin"}.intersection(words) else [])]
