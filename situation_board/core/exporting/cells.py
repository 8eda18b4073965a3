"""What stands in one cell of a file for others, and how our own files are read back from it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from situation_board.core import times
from situation_board.core.rows import Name
from situation_board.core.times import Precision, Time

Cell = str | int | float | bool | None
LIVE = frozenset("=+-@\t\r\n")
"""Spreadsheets take a cell that begins so for a formula; in some languages also where the sign is wide or small."""
UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cf", "Cc"})
SEPARATOR = "; "
PART = re.compile(r"(?:[^;\\]|\\.)+", re.DOTALL)
NAMED = re.compile(r"([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*|):(.+)", re.DOTALL)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
CALENDAR = {
    Precision.DAY: DAY,
    Precision.MONTH: re.compile(r"\d{4}-\d{2}"),
    Precision.YEAR: re.compile(r"\d{4}"),
}


# --- no live formulas


def guarded(text: str) -> str:
    """A text that no spreadsheet runs: an apostrophe in front of what would be a formula, also behind apostrophes."""
    return f"'{text}" if _is_live(text) else text


def unguarded(text: str) -> str:
    """The text that was guarded."""
    return text[1:] if text.startswith("'") and _is_live(text) else text


def _is_live(text: str) -> bool:
    """Some of them pass over blanks, apostrophes and signs that cannot be seen in front of it."""
    if text[:1].isalnum():
        return False
    for sign in text:
        if sign in LIVE or unicodedata.normalize("NFKC", sign)[:1] in LIVE:
            return True
        if sign != "'" and unicodedata.category(sign) not in UNSEEN:
            return False
    return False


# --- several in one cell


def joined(names: Iterable[str]) -> str:
    return SEPARATOR.join(name.replace("\\", "\\\\").replace(";", "\\;") for name in names)


def parted(text: str) -> list[str]:
    parts = [part if at == 0 else part.removeprefix(" ") for at, part in enumerate(PART.findall(text))]
    return [re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL) for part in parts if part]


def names_cell(names: Iterable[Name]) -> str | None:
    """Other names, each with its language where that is known: "ar:حمص; Hims". A name that itself looks as if a
    language stood in front of it, or nothing, gets a colon in front: ":Al:Bab".
    """
    return joined(map(_named, names)) or None


def _named(name: Name) -> str:
    is_bare = not name.language and not NAMED.fullmatch(name.name)
    return name.name if is_bare else f"{name.language or ''}:{name.name}"


def names_of_cell(text: str) -> tuple[Name, ...]:
    found = []
    for part in parted(text):
        named = NAMED.fullmatch(part)
        found.append(Name(name=named[2], language=named[1] or None) if named else Name(name=part))
    return tuple(found)


# --- times


def time_cell(time: Time | None, zone: ZoneInfo) -> str | None:
    """ISO 8601: a day, month or year where only that is known, with offset where more is. A span is an interval, of
    days up to its last day.
    """
    if time is None:
        return None
    start, end = times.at(time.earliest, zone), times.at(time.latest, zone)
    simple = {
        Precision.DAY: start.date().isoformat(),
        Precision.MONTH: f"{start:%Y-%m}",
        Precision.YEAR: f"{start:%Y}",
    }.get(time.precision, _exact(start))
    days = f"{start.date().isoformat()}/{(end - timedelta(milliseconds=1)).date().isoformat()}"
    for cell in (simple, days):
        if time_of_cell(cell, time.precision, zone) == time:
            return cell
    return f"{_exact(start)}/{_exact(end)}"


def _exact(when: datetime) -> str:
    return when.isoformat(timespec="milliseconds" if when.microsecond else "seconds")


def time_of_cell(text: str, precision: Precision, zone: ZoneInfo) -> Time | None:
    """The time that a cell of ours says; None when it says none. ValueError when it is written otherwise."""
    if not text:
        return None
    first, is_span, last = text.partition("/")
    if is_span and DAY.fullmatch(first) and DAY.fullmatch(last):
        end = date.fromisoformat(last) + timedelta(days=1)
        return Time(_moment(first, zone), _moment(end.isoformat(), zone), precision)
    if is_span:
        return Time(_moment(first, zone), _moment(last, zone), precision)
    pattern = CALENDAR.get(precision)
    if pattern is not None and pattern.fullmatch(text):
        return times.parse(text, zone=zone, now=0)
    earliest = _moment(text, zone)
    length = {Precision.MINUTE: times.MINUTE, Precision.HOUR: times.HOUR}.get(precision, 0)
    return Time(earliest, earliest + length, precision)


def _moment(text: str, zone: ZoneInfo) -> int:
    when = datetime.fromisoformat(text)
    return times.moment(when if when.tzinfo is not None else when.replace(tzinfo=zone))
