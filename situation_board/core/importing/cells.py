"""What stands in one cell: a number with how exact it is, coordinates, or nothing.

Zero is a number; "", "-", "NA" and "Not available" are none (domain.md). Nothing here guesses: how a column writes its
decimals and its dates is decided once for all its cells (see `columns`).
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from situation_board.core.importing.number_words import is_vague, number_in_words
from situation_board.core.times import ARABIC_DIGITS
from situation_board.core.vocabulary import FigureUnit, Quantifier

Cell = Any
"""Text of a text file; text, number, date or truth of a workbook; None where there is none."""

MISSING = frozenset(
    {
        *(
            "",
            "-",
            "--",
            "_",
            "-00",
            "–",
            "—",
            ".",
            "..",
            "...",
            "*",
            "?",
            "na",
            "n/a",
            "#n/a",
            "n.a.",
            "n.a",
            "nan",
            "null",
            "nil",
        ),
        *("none", "not available", "not applicable", "unknown", "no data", "missing", "tbd", "لا يوجد", "غير متوفر"),
    }
)
QUANTIFIERS: dict[str, Quantifier] = {
    "more than": Quantifier.MORE_THAN,
    "over": Quantifier.MORE_THAN,
    ">": Quantifier.MORE_THAN,
    "plus de": Quantifier.MORE_THAN,
    "أكثر من": Quantifier.MORE_THAN,
    "at least": Quantifier.AT_LEAST,
    ">=": Quantifier.AT_LEAST,
    "≥": Quantifier.AT_LEAST,
    "au moins": Quantifier.AT_LEAST,
    "less than": Quantifier.LESS_THAN,
    "fewer than": Quantifier.LESS_THAN,
    "under": Quantifier.LESS_THAN,
    "<": Quantifier.LESS_THAN,
    "أقل من": Quantifier.LESS_THAN,
    "up to": Quantifier.UP_TO,
    "<=": Quantifier.UP_TO,
    "≤": Quantifier.UP_TO,
    "nearly": Quantifier.NEARLY,
    "almost": Quantifier.NEARLY,
    "approximately": Quantifier.APPROXIMATELY,
    "approx.": Quantifier.APPROXIMATELY,
    "approx": Quantifier.APPROXIMATELY,
    "about": Quantifier.APPROXIMATELY,
    "around": Quantifier.APPROXIMATELY,
    "some": Quantifier.APPROXIMATELY,
    "ca.": Quantifier.APPROXIMATELY,
    "~": Quantifier.APPROXIMATELY,
    "≈": Quantifier.APPROXIMATELY,
    "environ": Quantifier.APPROXIMATELY,
    "حوالي": Quantifier.APPROXIMATELY,
    "exactly": Quantifier.EXACT,
    "total": Quantifier.EXACT,
}
_QUANTIFIER = re.compile(
    "|".join(re.escape(word) for word in sorted(QUANTIFIERS, key=len, reverse=True)) + r"(?=[\s\d])?", re.IGNORECASE
)
SPACES = re.compile(r"[\s\u00a0\u2000-\u200f\u202f\u205f\u2066-\u2069\ufeff]+")
_PART = r"\d[\d ,.'’٬٫]*"
_SCALE = r"(?:\s?(?:thousand|million|mille|k|m)\b)?"
_NUMBER = re.compile(rf"({_PART}{_SCALE})(\+)?", re.IGNORECASE)
_RANGE = re.compile(rf"(?:between\s+)?({_PART}{_SCALE})\s*(?:-|–|—|to|and|à)\s*({_PART}{_SCALE})", re.IGNORECASE)
_BEST_OF_RANGE = re.compile(rf"({_PART})\s*[(\[]\s*({_PART})\s*(?:-|–|—|to)\s*({_PART})\s*[)\]]", re.IGNORECASE)
_UNIT = re.compile(
    r"\s+(?:(?P<people>people|persons?|individuals?|idps|displaced|civilians|killed|injured|deaths|returnees|شخص)"
    r"|(?P<households>households?|hhs?|families|family|عائلة|أسرة))$",
    re.IGNORECASE,
)
OWN_SCALE = re.compile(r"(thousand|million|mille|k|m)$", re.IGNORECASE)
_SCALES = {"thousand": 1_000, "mille": 1_000, "k": 1_000, "million": 1_000_000, "m": 1_000_000}
GROUPED = {sign: re.compile(rf"-?\d{{1,3}}(?:{re.escape(sign)}\d{{2,3}})*{re.escape(sign)}\d{{3}}") for sign in ",."}
"""Thousands, and the lakhs and crores of South Asia."""
LONGEST = 200
"""Characters of a number with its words."""
SHORT = 64
"""Characters of a cell that is likely to come again: what it says is remembered for a while."""
MOST_SAID = 50_000
LONGEST_WORD_FOR_NOTHING = max(map(len, MISSING))
LARGEST = 10**12
"""More than all people who ever lived: such a number is a mistake of the file."""
SMALLEST_ROUNDED = 100
"""From which on a fraction of a person comes from a calculation; below it the number may be a share or an average."""
MAY_BE_THOUSANDS = re.compile(r".*[.,]\d{3}")


class FractionError(ValueError):
    """A number that is not whole."""

    def __init__(self, value: float) -> None:
        super().__init__("is no whole number")
        self.value = value


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a cell gives it. An open end is None; `best` is the number to show of a range that names one.

    Both ends are None where only words stand for it ("dozens"). `counts` is the unit that the cell itself names.
    `is_rounded` says that the cell tells a fraction of a person.
    """

    low: int | None
    high: int | None
    quantifier: Quantifier
    text: str
    best: int | None = None
    counts: FigureUnit | None = None
    is_rounded: bool = False

    @property
    def is_in_words_only(self) -> bool:
        return self.low is None and self.high is None


def plain(cell: Cell) -> str:
    """A cell as text: unusual blanks made plain, Arabic and Persian digits made Western."""
    if type(cell) is str:
        return _plain_short(cell) if len(cell) <= SHORT else _plain_text(cell)
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53:
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return _plain_text(str(cell))


def _plain_text(text: str) -> str:
    if text.isascii() and "\n" not in text and "  " not in text and "\t" not in text:
        return text.strip()
    return SPACES.sub(" ", unicodedata.normalize("NFC", text).translate(ARABIC_DIGITS)).strip()


def simple(header: str) -> str:
    """A header for comparing: lower case, words joined by one underscore."""
    return re.sub(r"[\W_]+", "_", header.casefold(), flags=re.UNICODE).strip("_")


_plain_short = lru_cache(maxsize=20_000)(_plain_text)


@lru_cache(maxsize=20_000)
def _is_word_for_nothing(text: str) -> bool:
    return _plain_text(text).casefold() in MISSING


def is_missing(cell: Cell) -> bool:
    """Whether nothing is stated. Zero is something."""
    if type(cell) is str and len(cell) <= SHORT:
        return _is_word_for_nothing(cell)
    return cell is None or (isinstance(cell, str) and plain(cell).casefold() in MISSING)


class _Said(dict[str, str | None]):
    """Texts of cells as they were read before; most columns say the same few things again and again."""

    def __missing__(self, cell: str) -> str | None:
        text = None if _is_word_for_nothing(cell) else _plain_text(cell)
        if len(cell) <= SHORT:
            if len(self) >= MOST_SAID:
                self.clear()
            self[cell] = text
        return text


_said = _Said()


def said(cell: Cell) -> str | None:
    """The text of a cell; None when it states nothing."""
    if type(cell) is str:
        return _said[cell]
    return None if is_missing(cell) else plain(cell)


def said_once(cell: Cell) -> str | None:
    """The same of a column in which every row says something else."""
    if type(cell) is not str:
        return said(cell)
    text = _plain_text(cell)
    return None if len(text) <= LONGEST_WORD_FOR_NOTHING and text.casefold() in MISSING else text


def read_number(cell: Cell, *, decimal_comma: bool = False, scale: int = 1) -> Number | None:
    """The number of a cell, which counts in thousands where `scale` says so; None when it states none. ValueError when
    it holds something else.

    Understood besides plain numbers: "1,000-2,000", "best (low-high)", "more than 5,000", "5 000+", "1.2 million",
    "twenty-five", "40 families", and "dozens", which states no number.
    """
    if is_missing(cell):
        return None
    if isinstance(cell, bool):
        raise ValueError("is no number")
    if isinstance(cell, int | float):
        value = _whole(cell * scale)
        return Number(value, value, Quantifier.EXACT, plain(cell))
    text = plain(cell)
    if text.isdecimal() and len(text) < 13:
        value = int(text) * scale
        return Number(value, value, Quantifier.EXACT, text)
    if len(text) > LONGEST:
        raise ValueError("is no number")
    unit = _UNIT.search(text) if text[-1:].isalpha() else None
    if unit is None:
        return _spoken(text, decimal_comma, scale)
    number = _spoken(text[: unit.start()].strip(), decimal_comma, scale)
    counts = FigureUnit.HOUSEHOLD if unit["households"] else FigureUnit.PERSON
    return dataclasses.replace(number, text=text, counts=counts)


def read_people(cell: Cell, *, decimal_comma: bool = False, scale: int = 1) -> Number | None:
    """The same of a column of people: what somebody calculated with a fraction is an approximate whole number."""
    try:
        return read_number(cell, decimal_comma=decimal_comma, scale=scale)
    except FractionError as error:
        text = plain(cell)
        is_plain = not isinstance(cell, str) or (
            _NUMBER.fullmatch(text) is not None and not MAY_BE_THOUSANDS.fullmatch(text)
        )
        if not is_plain or error.value < SMALLEST_ROUNDED:
            raise
        whole = round(error.value)
        return Number(whole, whole, Quantifier.APPROXIMATELY, text, is_rounded=True)


def _spoken(text: str, decimal_comma: bool, scale: int) -> Number:
    best = _BEST_OF_RANGE.fullmatch(text)
    if best:
        shown, least, most = (_value(part, decimal_comma, scale) for part in best.groups())
        return _between(least, most, text, shown)
    word = _QUANTIFIER.match(text)
    rest = text[word.end() :].strip() if word else text
    span = _RANGE.fullmatch(rest)
    if span:
        return _between(*_span(span[1], span[2], decimal_comma, scale), text)
    one = _NUMBER.fullmatch(rest)
    if one is None:
        return _in_words(text, rest, QUANTIFIERS[word[0].casefold()] if word else Quantifier.EXACT, scale)
    value = _value(one[1], decimal_comma, scale)
    quantifier = QUANTIFIERS[word[0].casefold()] if word else Quantifier.AT_LEAST if one[2] else Quantifier.EXACT
    low, high = bounds(quantifier, value)
    return Number(low, high, quantifier, text)


def _span(first: str, last: str, decimal_comma: bool, scale: int) -> tuple[int, int]:
    """Both ends of a range: "3-4 thousand" begins at three thousand, "500-2k" at five hundred."""
    own = OWN_SCALE.search(last.strip())
    most = _value(last, decimal_comma, scale)
    if own is None or OWN_SCALE.search(first.strip()):
        return _value(first, decimal_comma, scale), most
    bare = [read_decimal(text, decimal_comma=decimal_comma) for text in (first, last.strip()[: own.start()])]
    if bare[0] <= bare[1]:
        return _value(first, decimal_comma, _SCALES[own[1].casefold()]), most
    return _value(first, decimal_comma, scale), most


def _in_words(text: str, rest: str, quantifier: Quantifier, scale: int) -> Number:
    if is_vague(text) or is_vague(rest):
        return Number(None, None, Quantifier.APPROXIMATELY, text)
    value = number_in_words(rest)
    if value is None:
        raise ValueError("is no number")
    low, high = bounds(quantifier, _whole(value * scale))
    return Number(low, high, quantifier, text)


def bounds(quantifier: Quantifier, value: int) -> tuple[int | None, int | None]:
    """What a number said in that way leaves open."""
    match quantifier:
        case Quantifier.MORE_THAN | Quantifier.AT_LEAST:
            return value, None
        case Quantifier.LESS_THAN | Quantifier.UP_TO:
            return None, value
        case _:
            return value, value


def _between(low: int, high: int, text: str, best: int | None = None) -> Number:
    if low > high or (best is not None and not low <= best <= high):
        raise ValueError("is a range whose ends are the wrong way round")
    return Number(low, high, Quantifier.BETWEEN if low != high else Quantifier.EXACT, text, best)


def _value(text: str, decimal_comma: bool, scale: int) -> int:
    """What a cell scales itself is not scaled again."""
    own = OWN_SCALE.search(text.strip())
    digits = text[: own.start()] if own else text
    factor = _SCALES[own[1].casefold()] if own else scale
    return _whole(read_decimal(digits, decimal_comma=decimal_comma) * factor)


def read_decimal(text: str, *, decimal_comma: bool = False) -> float:
    """A number with grouping signs. ValueError when the signs do not group thousands and are no decimals either."""
    cleaned = text.strip().replace("٬", ",").replace("٫", ".").replace(" ", "").replace("'", "").replace("’", "")
    decimal, group = (",", ".") if decimal_comma else (".", ",")
    whole, sign, fraction = cleaned.partition(decimal)
    if group in fraction:
        raise ValueError("is no number")
    if group in whole and not re.fullmatch(
        rf"-?\d{{1,3}}(?:{re.escape(group)}\d{{2,3}})*{re.escape(group)}\d{{3}}", whole
    ):
        raise ValueError("is no number")
    number = whole.replace(group, "") + (f".{fraction}" if sign else "")
    return float(number)


def _whole(value: float) -> int:
    if value != value or not -LARGEST < value < LARGEST:
        raise ValueError("is too large for a number of people")
    if value < 0:
        raise ValueError("is below zero")
    whole = round(value)
    if abs(whole - value) > 1e-6:
        raise FractionError(value)
    return whole


def read_coordinate(cell: Cell, *, limit: int, decimal_comma: bool = False) -> float | None:
    """Degrees; None when the cell states none. ValueError outside the limit."""
    if is_missing(cell):
        return None
    if isinstance(cell, bool):
        raise ValueError("is no coordinate")
    try:
        value = float(cell) if isinstance(cell, int | float) else _degrees(plain(cell), decimal_comma)
    except (ValueError, OverflowError) as error:
        raise ValueError("is no coordinate") from error
    if not -limit <= value <= limit:
        raise ValueError(f"lies outside -{limit} to {limit}")
    return value


def _degrees(text: str, decimal_comma: bool) -> float:
    dms = re.fullmatch(r"(\d{1,3})[°d]\s*(\d{1,2})['′m]\s*(?:(\d{1,2}(?:\.\d+)?)[\"″s])?\s*([NSEWnsew])?", text)
    if dms:
        value = int(dms[1]) + int(dms[2]) / 60 + float(dms[3] or 0) / 3600
        return -value if (dms[4] or "").upper() in {"S", "W"} else value
    sign = -1 if {text[-1:].upper(), text[:1].upper()} & {"S", "W"} else 1
    bare = text.rstrip("NSEWnsew° ").lstrip("NSEWnsew ")
    has_comma = decimal_comma or ("." not in bare and bare.count(",") == 1)
    return sign * float(bare.replace(",", ".") if has_comma else bare)
