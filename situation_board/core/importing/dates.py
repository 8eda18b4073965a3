"""Dates as files write them, each at the precision that it has: nothing invents a day.

Whether 03/04/2024 is in March or April is decided for a whole column: by a value that can be only one of them, else a
person is asked. A moment in UTC that is a midnight somewhere is for the format to explain, not for this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from situation_board.core import times
from situation_board.core.importing.cells import Cell, is_missing, plain
from situation_board.core.importing.options import DateOrder
from situation_board.core.times import Precision, Time

FIRST_YEAR, LAST_YEAR = 1900, 2100
_NUMERIC = re.compile(
    r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?:[ T,]+(\d{1,2}):(\d{2})(?::\d{2})?\s*([AaPp][Mm])?)?"
)
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
_ISO = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?", re.IGNORECASE
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DAY_MONTH = re.compile(
    r"(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)?[ -]([a-zéûäç\u0600-\u06ff ]+?)\.?[ ,\-]+(\d{4}|\d{2})"
)
_MONTH_DAY = re.compile(r"(?:[a-z]+day,? )?([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_MONTH_YEAR = re.compile(r"([a-zéûäç\u0600-\u06ff ]+?)\.?[ ,/\-]+(\d{4})")
_YEAR_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})")
_YEAR = re.compile(r"\d{4}")
FRENCH = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre")
LEVANTINE = (
    *("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول"),
    *("تشرين الثاني", "كانون الأول"),
)
EGYPTIAN = (
    *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
)
MONTHS = {
    **times.MONTHS,
    **{name: number for names in ((*FRENCH, "décembre"), LEVANTINE, EGYPTIAN) for number, name in enumerate(names, 1)},
}


def date_order(cells: Iterable[Cell]) -> DateOrder | None:
    """Which part is the day, as far as the column itself says. None when every value could be both, or they differ."""
    firsts, seconds = 0, 0
    for cell in cells:
        found = _NUMERIC.fullmatch(plain(cell)) if isinstance(cell, str) else None
        if found:
            firsts = max(firsts, int(found[1]))
            seconds = max(seconds, int(found[2]))
    if firsts > 12 >= seconds:
        return DateOrder.DAY_FIRST
    if seconds > 12 >= firsts:
        return DateOrder.MONTH_FIRST
    return None


def needs_order(cell: Cell) -> bool:
    """Whether a value says another day when its parts are swapped."""
    found = _NUMERIC.fullmatch(plain(cell)) if isinstance(cell, str) else None
    return found is not None and found[1].lstrip("0") != found[2].lstrip("0")


class DateReader:
    """Reads the dates of one column. The same text is read once."""

    def __init__(self, zone: ZoneInfo, order: DateOrder | None = None) -> None:
        self._zone = zone
        self._order = order
        self._known: dict[str, Time | None] = {}

    def read(self, cell: Cell) -> Time | None:
        """The time of a cell; None when it states none. ValueError when it is no date, or may be two."""
        if is_missing(cell):
            return None
        if isinstance(cell, datetime):
            return self._of_workbook(cell)
        if isinstance(cell, date):
            return times.day(_checked(cell), self._zone)
        if isinstance(cell, bool) or not isinstance(cell, str | int | float):
            raise ValueError("is no date")
        text = plain(cell)
        if text not in self._known:
            if len(self._known) > 100_000:
                self._known.clear()
            self._known[text] = self._read(text)
        return self._known[text]

    def _of_workbook(self, cell: datetime) -> Time:
        """A workbook has no zones; what it says is meant where the incident is. Midnight is the day."""
        _checked(cell.date())
        if (cell.hour, cell.minute, cell.second) == (0, 0, 0):
            return times.day(cell.date(), self._zone)
        return _minute(cell, self._zone)

    def _read(self, text: str) -> Time:
        lowered = text.casefold()
        for reader in (self._iso, self._numeric, self._named, self._coarse, self._epoch):
            time = reader(lowered)
            if time is not None:
                return time
        raise ValueError("is no date")

    def _iso(self, text: str) -> Time | None:
        if _ISO.fullmatch(text):
            when = datetime.fromisoformat(text.upper().replace(" ", "T", 1).replace(" ", ""))
            _checked(when.date())
            is_midnight = when.tzinfo is None and (when.hour, when.minute, when.second) == (0, 0, 0)
            if len(text) == 10 or is_midnight:
                return times.day(when.date(), self._zone)
            return _minute(when, self._zone)
        found = _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text)
        return times.day(_date(int(found[1]), int(found[2]), int(found[3])), self._zone) if found else None

    def _numeric(self, text: str) -> Time | None:
        found = _NUMERIC.fullmatch(text)
        if not found:
            return None
        first, second, year = int(found[1]), int(found[2]), _full_year(found[3])
        if self._order is None and first != second and first <= 12 and second <= 12:
            raise ValueError("may be day or month first")
        is_day_first = first > 12 or (self._order is DateOrder.DAY_FIRST and second <= 12)
        day_of, month = (first, second) if is_day_first else (second, first)
        of = _date(year, month, day_of)
        return times.day(of, self._zone) if found[4] is None else _clock(of, found, self._zone)

    def _named(self, text: str) -> Time | None:
        found = _DAY_MONTH.fullmatch(text)
        if found and found[2] in MONTHS:
            return times.day(_date(_full_year(found[3]), MONTHS[found[2]], int(found[1])), self._zone)
        found = _MONTH_DAY.fullmatch(text)
        if found and found[1] in MONTHS:
            return times.day(_date(int(found[3]), MONTHS[found[1]], int(found[2])), self._zone)
        return None

    def _coarse(self, text: str) -> Time | None:
        found = _MONTH_YEAR.fullmatch(text)
        if found and found[1] in MONTHS:
            return month(int(found[2]), MONTHS[found[1]], self._zone)
        found = _YEAR_MONTH.fullmatch(text)
        if found:
            return month(int(found[1]), int(found[2]), self._zone)
        if _YEAR.fullmatch(text) and FIRST_YEAR <= int(text) <= LAST_YEAR:
            return year_of(int(text), self._zone)
        return None

    def _epoch(self, text: str) -> Time | None:
        """Milliseconds or seconds since 1970, as programs write them."""
        if not re.fullmatch(r"\d{9,10}|\d{12,13}", text):
            return None
        milliseconds = int(text) if len(text) > 10 else int(text) * 1000
        when = datetime.fromtimestamp(milliseconds / 1000, UTC)
        _checked(when.date())
        return times.exactly(milliseconds)


def month(year: int, number: int, zone: ZoneInfo) -> Time:
    """A month as one time. ValueError outside the calendar."""
    first = _date(year, number, 1)
    after = date(year + number // 12, number % 12 + 1, 1)
    return Time(times.day(first, zone).earliest, times.day(after, zone).earliest, Precision.MONTH)


def year_of(year: int, zone: ZoneInfo) -> Time:
    """A year as one time."""
    first, after = times.day(_date(year, 1, 1), zone), times.day(date(year + 1, 1, 1), zone)
    return Time(first.earliest, after.earliest, Precision.YEAR)


def last_day(of: Time, zone: ZoneInfo) -> date:
    """The last day that a time touches."""
    return times.at(max(of.latest - 1, of.earliest), zone).date()


def _clock(of: date, found: re.Match[str], zone: ZoneInfo) -> Time:
    hour, minute = int(found[4]), int(found[5])
    if found[6]:
        hour = hour % 12 + (12 if found[6].casefold() == "pm" else 0)
    return _minute(datetime(of.year, of.month, of.day, hour, minute), zone)


def _minute(when: datetime, zone: ZoneInfo) -> Time:
    milliseconds = times.moment(when if when.tzinfo else when.replace(tzinfo=zone))
    return Time(milliseconds, milliseconds + times.MINUTE, Precision.MINUTE)


def _full_year(text: str) -> int:
    """Two digits mean the century whose year is nearest: 24 is 2024, 98 is 1998."""
    if len(text) == 4:
        return int(text)
    return 2000 + int(text) if int(text) < 70 else 1900 + int(text)


def _date(year: int, month_number: int, day_number: int) -> date:
    try:
        return _checked(date(year, month_number, day_number))
    except ValueError as error:
        raise ValueError("is no day of the calendar") from error


def _checked(of: date) -> date:
    if not FIRST_YEAR <= of.year <= LAST_YEAR:
        raise ValueError(f"is not between {FIRST_YEAR} and {LAST_YEAR}")
    return of
