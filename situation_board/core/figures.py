"""Figures as people write them: "more than 370,000 displaced people, cumulative (OCHA)", and back.

The form is: how exact, the number, then in any order what is counted, who, in which unit, how it counts in time,
its phase, and in brackets who says so:

    more than 370,000 displaced people, cumulative (OCHA)
    between 200 and 250 evacuated wounded, flow, done so far
    300-350 households of 5 displaced, stock
    not available killed civilians

"since 2024-12-01", "until 2024-12-08", "on 2024-12-08" and "expires 2024-12-10" give the figure times of its own. What
is not said is not set: nothing is guessed. Several figures are separated by semicolons.
"""

from __future__ import annotations

import dataclasses
import json
import re
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from situation_board.core import times
from situation_board.core.encoding import figure_from_json
from situation_board.core.names import normalise
from situation_board.core.problems import Mistake
from situation_board.core.rows import FIGURE_TIMES, Figure, figure_fields
from situation_board.core.times import ARABIC_DIGITS, Precision, Time
from situation_board.core.vocabulary import (
    CrossBorder,
    FigureCategory,
    FigureGroup,
    FigureRole,
    FigureUnit,
    Metric,
    Phase,
    Quantifier,
    Word,
)

FORM = "more than 370,000 displaced people, cumulative (OCHA)"
NUMBER = r"\d+(?:[  ,.']\d{3})*"
AMOUNT = rf"(?:one|{NUMBER})(?:[.,]\d\d?(?=\s(?:thousand|million)))?(?:\s(?:thousand|million)s?)?"
SCALES = {"thousand": 1_000, "million": 1_000_000}
VAGUE = ("dozens", "hundreds", "thousands", "tens of thousands", "hundreds of thousands", "millions")
MISSING = ("not available", "none given", "na", "n/a", "-")

QUANTIFIERS = {
    "exactly": Quantifier.EXACT,
    "exact": Quantifier.EXACT,
    "approximately": Quantifier.APPROXIMATELY,
    "about": Quantifier.APPROXIMATELY,
    "around": Quantifier.APPROXIMATELY,
    "some": Quantifier.APPROXIMATELY,
    "more than": Quantifier.MORE_THAN,
    "over": Quantifier.MORE_THAN,
    "at least": Quantifier.AT_LEAST,
    "less than": Quantifier.LESS_THAN,
    "fewer than": Quantifier.LESS_THAN,
    "up to": Quantifier.UP_TO,
    "nearly": Quantifier.NEARLY,
    "almost": Quantifier.NEARLY,
    "between": Quantifier.BETWEEN,
}
_NUMBER_FOLLOWS = rf"(?=(?:(?:{'|'.join(QUANTIFIERS)})\s)?\d|(?:{'|'.join(VAGUE)})\b)"
SEPARATOR = re.compile(rf"[;؛]|[,،]\s+(?:and\s+)?{_NUMBER_FOLLOWS}|\s+and\s+{_NUMBER_FOLLOWS}", re.IGNORECASE)
"""A comma or "and" before a number begins another figure: "23 killed, 51 injured and 4 missing"."""
BETWEEN = re.compile(rf"\bbetween\s+(?:{AMOUNT})\s+and\s", re.IGNORECASE)
BORDER_WORDS = {CrossBorder.YES: "cross-border", CrossBorder.NO: "within the country"}
WORDS: dict[str, tuple[str, Word]] = {
    **{word: ("category", each) for each in FigureCategory for word in (each.value,)},
    **{word: ("group", each) for each in FigureGroup for word in (each.value, each.words, f"{each.value}s")},
    **{word: ("unit", each) for each in FigureUnit for word in (each.value, each.words, f"{each.value}s")},
    **{word: ("metric", each) for each in Metric for word in (each.value, each.words)},
    **{word: ("phase", each) for each in Phase for word in (each.value, each.words)},
    **{each.value: ("role", each) for each in FigureRole},
    **{words: ("cross_border", each) for each, words in BORDER_WORDS.items()},
    "families": ("unit", FigureUnit.HOUSEHOLD),
    "still to be": ("phase", Phase.REMAINING),
}
DAY_FIELDS = {"since": ("starts",), "until": ("ends",), "on": ("starts", "ends"), "expires": ("expires",)}
DAYS = re.compile(r",?\s*\b(since|until|on|expires) (\d{4}-\d{2}-\d{2})(?!\w)", re.IGNORECASE)


def parse_figures(text: str, zone: ZoneInfo) -> tuple[Figure, ...]:
    """The figures of a text, or of JSON. Its days are those of the zone. Mistake when it cannot be read."""
    text = text.strip()
    if text[:1] in {"[", "{"}:
        return _from_json(text, zone)
    return tuple(_figure(part, zone) for part in _parts(text) if part.strip(" ."))


def _parts(text: str) -> list[str]:
    """The text of each figure. The "and" of "between 200 and 250" separates nothing."""
    bounds = [span.span() for span in BETWEEN.finditer(text)]
    parts, begun = [], 0
    for found in SEPARATOR.finditer(text):
        if not any(first <= found.start() < last for first, last in bounds):
            parts.append(text[begun : found.start()])
            begun = found.end()
    return [*parts, text[begun:]]


def figure_words(figure: Figure, zone: ZoneInfo) -> str:
    """A figure as it would be entered; times that are no single days in words."""
    parts = [_amount_words(figure)]
    parts += [figure.category.words] if figure.category is not FigureCategory.OTHER else []
    parts += [figure.group.words] if figure.group is not None else []
    parts.append(_unit_words(figure))
    sentence = " ".join(parts)
    more = [str(figure.metric)] if figure.metric != Metric.NOT_STATED else []
    more += [_term(figure.phase)] if figure.phase is not None else []
    more += [BORDER_WORDS[figure.cross_border]] if figure.cross_border in BORDER_WORDS else []
    more += _time_words(figure, zone)
    more += ["triangulation"] if figure.role == FigureRole.TRIANGULATION else []
    source = f" ({figure.source})" if figure.source else ""
    return ", ".join([sentence, *more]) + source


def _amount_words(figure: Figure) -> str:
    low, high = figure.low, figure.high
    if low is None and high is None:
        return figure.number or "not available"
    if low is not None and high is not None and low != high:
        return f"between {low:,} and {high:,}"
    number = f"{low if low is not None else high:,}"
    exact = figure.quantifier in {Quantifier.EXACT, Quantifier.BETWEEN}
    return number if exact else f"{_term(figure.quantifier)} {number}"


def _time_words(figure: Figure, zone: ZoneInfo) -> list[str]:
    if figure.starts is not None and figure.starts == figure.ends:
        said = {"on": figure.starts, "expires": figure.expires}
    else:
        said = {"since": figure.starts, "until": figure.ends, "expires": figure.expires}
    return [f"{word} {_day_words(time, zone)}" for word, time in said.items() if time is not None]


def _day_words(time: Time, zone: ZoneInfo) -> str:
    is_day = time.precision is Precision.DAY
    return times.at(time.earliest, zone).date().isoformat() if is_day else times.in_words(time, zone)


def _unit_words(figure: Figure) -> str:
    size = f" of {figure.household_size:g}" if figure.household_size is not None else ""
    return f"{_term(figure.unit)}{size}"


def _term(word: Any) -> str:
    return word.words if isinstance(word, Word) else str(word)


# --- reading JSON


def _from_json(text: str, zone: ZoneInfo) -> tuple[Figure, ...]:
    try:
        given = json.loads(text)
    except ValueError as error:
        raise Mistake("The figures are not valid JSON.", field="figures", do=f"Write {FORM}, or correct it.") from error
    return tuple(_checked_json(each, zone) for each in (given if isinstance(given, list) else [given]))


def _checked_json(given: Any, zone: ZoneInfo) -> Figure:
    known = figure_fields()
    if not isinstance(given, dict) or given.keys() - known.keys():
        raise Mistake("A figure has other fields.", field="figures", do=f"Its fields are: {', '.join(known)}.")
    for name, choices in known.items():
        value = given.get(name)
        if choices is not None and value is not None and value not in set(choices):
            words = ", ".join(choice.value for choice in choices)
            raise Mistake(f"“{value}” is no {name} of a figure.", field="figures", do=f"One of: {words}.")
    _check_numbers(given)
    said = {name: value for name, value in given.items() if value is not None}
    for name in FIGURE_TIMES & said.keys():
        said[name] = _json_time(name, said[name], zone).to_list()
    return figure_from_json(said)


def _json_time(name: str, value: Any, zone: ZoneInfo) -> Time:
    """A time as this program writes it in JSON, or as a day."""
    text = value.get("at") if isinstance(value, dict) else value
    if not isinstance(text, str):
        raise Mistake(f"{name} of a figure is a time.", field="figures", do="Write it as 2024-12-08.")
    until = f"..{value['until']}" if isinstance(value, dict) and "until" in value else ""
    return times.parse(text + until, zone=zone, now=0)


def _check_numbers(given: dict[str, Any]) -> None:
    for name in ("low", "high", "subset_of"):
        value = given.get(name)
        if value is not None and (type(value) is not int or value < 0):
            raise Mistake(f"{name} of a figure is a whole number.", field="figures")
    low, high = given.get("low"), given.get("high")
    if low is not None and high is not None and low > high:
        raise Mistake("A figure's low end is above its high end.", field="figures")


# --- reading words


def _figure(text: str, zone: ZoneInfo) -> Figure:
    said, source = _source(" ".join(text.translate(ARABIC_DIGITS).split()).rstrip("."))
    quantifier, rest = _quantifier(said)
    figure, rest = _amount(quantifier, rest)
    rest, of_time = _times(rest, zone)
    found = _terms(rest, whole=said)
    return dataclasses.replace(figure, source=source, **of_time, **found)


def _times(text: str, zone: ZoneInfo) -> tuple[str, dict[str, Any]]:
    """The days in a figure's words, by field, and the words without them."""
    found: dict[str, Any] = {}
    for said in DAYS.finditer(text):
        day = times.day(_date(said[2]), zone)
        found.update(dict.fromkeys(DAY_FIELDS[said[1].lower()], day))
    return DAYS.sub("", text), found


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Mistake(f"“{text}” is not a day.", field="figures", do="Write it as 2024-12-08.") from error


def _source(text: str) -> tuple[str, str | None]:
    found = re.fullmatch(r"(.*?)\s*\(([^()]+)\)", text)
    return (found[1], found[2].strip()) if found else (text, None)


def _quantifier(text: str) -> tuple[Quantifier | None, str]:
    for words in sorted(QUANTIFIERS, key=len, reverse=True):
        if text.lower().startswith(words + " "):
            return QUANTIFIERS[words], text[len(words) :].strip()
    return None, text


def _amount(quantifier: Quantifier | None, text: str) -> tuple[Figure, str]:
    """The bounds that the number and its quantifier mean, the number as it was written, and the rest."""
    missing = _beginning(text, (*MISSING, *VAGUE))
    if missing:
        vague = Quantifier.APPROXIMATELY if missing.lower() in VAGUE else Quantifier.EXACT
        return Figure(quantifier=quantifier or vague, number=missing), text[len(missing) :]
    span = re.match(rf"({AMOUNT})\s*(?:-|–|and|to)\s*({AMOUNT})(?!\w)", text)
    if span:
        return _between(span), text[span.end() :]
    one = re.match(rf"({AMOUNT})(?!\w)", text)
    if one is None:
        raise Mistake(f"“{text}” does not begin with a number.", field="figures", do=f"Write it as: {FORM}.")
    number = _whole(one[1])
    low, high = _bounds(quantifier or Quantifier.EXACT, number)
    return Figure(quantifier=quantifier or Quantifier.EXACT, low=low, high=high, number=one[0]), text[one.end() :]


def _between(span: re.Match[str]) -> Figure:
    low, high = _whole(span[1]), _whole(span[2])
    scale = _scaled(span[2])[1]
    if low < 1000 and low * scale <= high and _scaled(span[1])[1] == 1:
        low *= scale  # "between 1 and 2 million" begins at a million
    if low > high:
        raise Mistake("A figure's low end is above its high end.", field="figures")
    return Figure(quantifier=Quantifier.BETWEEN, low=low, high=high, number=span[0])


def _bounds(quantifier: Quantifier, number: int) -> tuple[int | None, int | None]:
    match quantifier:
        case Quantifier.MORE_THAN | Quantifier.AT_LEAST:
            return number, None
        case Quantifier.LESS_THAN | Quantifier.UP_TO:
            return None, number
        case _:
            return number, number


def _whole(text: str) -> int:
    """The number of people: "370,000", "one million", "1.1 million"."""
    said, scale = _scaled(text)
    decimal = re.fullmatch(r"(\d+)[.,](\d\d?)", said)
    if decimal:
        return round(float(f"{decimal[1]}.{decimal[2]}") * scale)
    return int(re.sub(r"\D", "", said)) * scale


def _scaled(text: str) -> tuple[str, int]:
    said, *word = re.split(r"\s(?=thousand|million)", text.lower().replace("one", "1"))
    return said, SCALES[word[0].rstrip("s")] if word else 1


def _beginning(text: str, options: tuple[str, ...]) -> str | None:
    for option in sorted(options, key=len, reverse=True):
        if re.match(rf"{re.escape(option)}(?!\w)", text, re.IGNORECASE):
            return text[: len(option)]
    return None


def _terms(text: str, *, whole: str) -> dict[str, Any]:
    """What the words after the number say, each of one vocabulary."""
    found: dict[str, Any] = {}
    rest = text.strip(" ,")
    while rest:
        size = re.match(r"of (\d+(?:\.\d+)?)(?!\w)", rest)
        if size and found.get("unit") == FigureUnit.HOUSEHOLD:
            found["household_size"] = float(size[1])
            rest = rest[size.end() :].strip(" ,")
            continue
        term = _beginning(rest, tuple(WORDS))
        if term is None:
            raise _not_understood(rest, whole)
        name, value = WORDS[term.lower()]
        if found.setdefault(name, value) != value:
            raise Mistake(f"“{whole}” says two things of its {name}.", field="figures", do=f"Write it as: {FORM}.")
        rest = rest[len(term) :].strip(" ,")
    return found


def _not_understood(rest: str, whole: str) -> Mistake:
    word = rest.split()[0]
    near = sorted({term for term in WORDS if normalise(word)[:4] and normalise(term).startswith(normalise(word)[:4])})
    return Mistake(
        f"“{word}” in “{whole}” is not understood.",
        field="figures",
        candidates=near,
        do=f"Write it as: {FORM}. Words: {', '.join(WORDS)}.",
    )
