"""Times as people know them: an earliest and a latest moment, and how precisely it was said.

Moments are whole milliseconds since 1970 in UTC. A day is the day in the incident's time zone. `latest` is exclusive,
so a day lasts from its midnight to the next. Nothing here ever invents precision: "8 Dec" stays a day.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from enum import StrEnum
from zoneinfo import ZoneInfo

from situation_board.core.problems import Mistake

MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR


class Precision(StrEnum):
    """How precisely a time is known. *Not stated* means only the time of entry is known."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"
    NOT_STATED = "not_stated"

    @classmethod
    def _missing_(cls, value: object) -> Precision:
        """A precision that a newer program added: all that is sure is from when to when."""
        return cls.RANGE


@dataclass(frozen=True, slots=True, order=True)
class Time:
    """Something between `earliest` (inclusive) and `latest` (exclusive), in milliseconds since 1970, UTC."""

    earliest: int
    latest: int
    precision: Precision

    def __post_init__(self) -> None:
        if self.latest < self.earliest:
            raise ValueError("a time ends before it begins")

    def to_list(self) -> list[int | str]:
        """As kept in the log."""
        return [self.earliest, self.latest, self.precision.value]

    @classmethod
    def from_list(cls, value: list[int | str]) -> Time:
        earliest, latest, precision = value
        return cls(int(earliest), int(latest), Precision(str(precision)))


def moment(of: datetime) -> int:
    """Milliseconds since 1970 of an aware datetime."""
    return round(of.timestamp() * 1000)


def at(milliseconds: int, zone: ZoneInfo) -> datetime:
    """The wall-clock time of a moment in a zone. Moments outside the calendar are drawn to its ends."""
    first, last = -62_000_000_000_000, 253_300_000_000_000
    return datetime.fromtimestamp(min(max(milliseconds, first), last) / 1000, UTC).astimezone(zone)


def not_stated(now: int) -> Time:
    """Recorded now, time not stated."""
    return Time(now, now, Precision.NOT_STATED)


def exactly(milliseconds: int) -> Time:
    return Time(milliseconds, milliseconds, Precision.SECOND)


def day(of: date, zone: ZoneInfo) -> Time:
    return _days(of, of + timedelta(days=1), zone, Precision.DAY)


def _days(first: date, end: date, zone: ZoneInfo, precision: Precision) -> Time:
    return Time(_midnight(first, zone), _midnight(end, zone), precision)


def _midnight(of: date, zone: ZoneInfo) -> int:
    return moment(datetime(of.year, of.month, of.day, tzinfo=zone))


def to_json(time: Time | None, zone: ZoneInfo) -> dict[str, str] | None:
    """The form of the command line: {"at": ..., "precision": ...}, ranges with "until" (the last day)."""
    if time is None:
        return None
    return {**_json_moments(time, zone), "precision": time.precision.value}


def _json_moments(time: Time, zone: ZoneInfo) -> dict[str, str]:
    start, end = at(time.earliest, zone), at(time.latest, zone)
    match time.precision:
        case Precision.DAY:
            return {"at": start.date().isoformat()}
        case Precision.WEEK | Precision.RANGE:
            return {
                "at": start.date().isoformat(),
                "until": (end - timedelta(milliseconds=1)).date().isoformat(),
            }
        case Precision.MONTH:
            return {"at": f"{start:%Y-%m}"}
        case Precision.YEAR:
            return {"at": f"{start:%Y}"}
        case _:
            return {"at": start.isoformat(timespec="seconds")}


def in_words(time: Time | None, zone: ZoneInfo) -> str:
    """Short English words at the precision that is known: "8 Dec 2024", "7-8 Dec 2024", "8 Dec 2024 14:30"."""
    if time is None:
        return "time not stated"
    start, last = at(time.earliest, zone), at(max(time.latest - 1, time.earliest), zone)
    match time.precision:
        case Precision.DAY:
            return _date_words(start)
        case Precision.WEEK | Precision.RANGE:
            return _range_words(start, last)
        case Precision.MONTH:
            return f"{_month_word(start)} {start.year}"
        case Precision.YEAR:
            return str(start.year)
        case Precision.NOT_STATED:
            return f"recorded {_date_words(start)} {start:%H:%M}, time not stated"
        case Precision.HOUR:
            return f"{_date_words(start)} {start:%H}h"
        case _:
            return f"{_date_words(start)} {start:%H:%M}"


def _date_words(when: datetime) -> str:
    return f"{when.day} {_month_word(when)} {when.year}"


def _month_word(when: datetime) -> str:
    """Not strftime: Qt sets the process locale, and a log line must not change with it."""
    return MONTH_WORDS[when.month - 1]


def _range_words(start: datetime, last: datetime) -> str:
    if start.date() == last.date():
        return _date_words(start)
    if (start.year, start.month) == (last.year, last.month):
        return f"{start.day}-{_date_words(last)}"
    if start.year == last.year:
        return f"{start.day} {_month_word(start)} - {_date_words(last)}"
    return f"{_date_words(start)} - {_date_words(last)}"


MONTH_WORDS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG_MONTHS = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
MONTHS = {
    **{name: number for number, name in enumerate(LONG_MONTHS, start=1)},
    **{name[:3]: number for number, name in enumerate(LONG_MONTHS, start=1)},
    "sept": 9,
}
ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def parse(text: str, *, zone: ZoneInfo, now: int) -> Time:
    """Read a time as people type it, in the incident's zone.

    Understood: 2024-12-08 · 2024-12-08 14:30 (offset optional) · 14:30 · now · today · yesterday · 2024-12 · 2024-W49 ·
    2024 · 8 Dec 2024 · 8 Dec 14:30 · 7-8 Dec 2024 · Dec 2024 · FIRST..LAST. A bare clock time that would be in the
    future means yesterday's. Raises Mistake for anything else.
    """
    cleaned = " ".join(text.translate(ARABIC_DIGITS).split()).lower()
    for reader in (_words, _span, _clock, _iso, _parts, _named):
        time = _attempt(reader, cleaned, zone, now)
        if time is not None:
            return time
    raise Mistake(
        f"“{text}” is not a time that can be read.",
        field="time",
        do="Write it as 2024-12-08, 2024-12-08 14:30, 14:30, 8 Dec 2024 or 7-8 Dec 2024.",
    )


Reader = Callable[[str, ZoneInfo, int], "Time | None"]


def _attempt(reader: Reader, text: str, zone: ZoneInfo, now: int) -> Time | None:
    try:
        return reader(text, zone, now)
    except (ValueError, OverflowError):  # a number outside the calendar, such as 2024-13-45
        return None


def _words(text: str, zone: ZoneInfo, now: int) -> Time | None:
    today = at(now, zone).date()
    match text:
        case "now":
            return exactly(now)
        case "today":
            return day(today, zone)
        case "yesterday":
            return day(today - timedelta(days=1), zone)
    return None


def _span(text: str, zone: ZoneInfo, now: int) -> Time | None:
    first, separator, last = text.partition("..")
    if not separator or ".." in last:
        return None
    start, end = parse(first, zone=zone, now=now), parse(last, zone=zone, now=now)
    return Time(start.earliest, end.latest, Precision.RANGE) if start.earliest <= end.earliest else None


def _clock(text: str, zone: ZoneInfo, now: int) -> Time | None:
    found = re.fullmatch(r"(\d{1,2})[:h](\d{2})|(\d{2})(\d{2})(?:h|hrs)", text)
    if not found:
        return None
    hour, minute = (int(part) for part in found.groups() if part is not None)
    today = datetime.combine(at(now, zone), clock_time(hour, minute), zone)
    yesterday = today - timedelta(days=1)  # on the wall: not 24 hours, where the clocks changed
    return _minute(moment(today) if moment(today) <= now else moment(yesterday))


def _minute(when: int) -> Time:
    return Time(when, when + MINUTE, Precision.MINUTE)


def _iso(text: str, zone: ZoneInfo, now: int) -> Time | None:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return day(date.fromisoformat(text), zone)
    if not re.match(r"\d{4}-\d{2}-\d{2}[t ]\d", text):
        return None
    when = datetime.fromisoformat(text.upper().replace(" ", "T", 1).replace(" ", ""))
    milliseconds = moment(when if when.tzinfo else when.replace(tzinfo=zone))
    has_seconds = re.search(r"\d:\d{2}:\d{2}", text) is not None
    return exactly(milliseconds) if has_seconds else _minute(milliseconds)


def _parts(text: str, zone: ZoneInfo, now: int) -> Time | None:
    if found := re.fullmatch(r"(\d{4})-w(\d{1,2})", text):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return _days(monday, monday + timedelta(days=7), zone, Precision.WEEK)
    if found := re.fullmatch(r"(\d{4})-(\d{2})", text):
        return _month(int(found[1]), int(found[2]), zone)
    if found := re.fullmatch(r"(\d{4})", text):
        year = int(found[1])
        return _days(date(year, 1, 1), date(year + 1, 1, 1), zone, Precision.YEAR)
    return None


def _month(year: int, month: int, zone: ZoneInfo) -> Time:
    end = date(year + month // 12, month % 12 + 1, 1)
    return _days(date(year, month, 1), end, zone, Precision.MONTH)


def _named(text: str, zone: ZoneInfo, now: int) -> Time | None:
    found = re.fullmatch(
        r"(?:(\d{1,2})(?:\s?[-–]\s?(\d{1,2}))? )?([a-z]+)\.?(?: (\d{4}))?(?:,? (\d{1,2}):(\d{2}))?", text
    )
    if not found or found[3] not in MONTHS:
        return None
    month = MONTHS[found[3]]
    year = int(found[4]) if found[4] else _recent_year(month, int(found[1] or 1), zone, now)
    if found[1] is None:
        return _month(year, month, zone) if found[5] is None else None
    first = date(year, month, int(found[1]))
    if found[2] is not None:
        last = date(year, month, int(found[2]))
        if last < first:
            return None
        return _days(first, last + timedelta(days=1), zone, Precision.RANGE)
    if found[5] is not None:
        return _minute(moment(datetime(year, month, first.day, int(found[5]), int(found[6]), tzinfo=zone)))
    return day(first, zone)


def _recent_year(month: int, day_of_month: int, zone: ZoneInfo, now: int) -> int:
    """A date without a year means the last such date that is not in the future."""
    today = at(now, zone)
    return today.year if (month, day_of_month) <= (today.month, today.day) else today.year - 1


def zone_named(name: str) -> ZoneInfo:
    """The time zone of that name; Mistake when there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise Mistake(
            f"“{name}” is not a time zone.", field="timezone", do="Use a name such as Asia/Damascus."
        ) from error
