"""Dates as files write them, each at the precision that it has: nothing invents a day.

Whether 03/04/2024 is in March or April is decided for a whole column: by a value that can be only one of them, else a
person is asked. What a column of moments means that are all midnights is decided so
too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from situation_board.core import times
from situation_board.core.importing.cells import Cell, is_missing, plain
from situation_board.core.importing.options import DateOrder
from situation_board.core.times import Precision, Time

FIRST_YEAR, LAST_YEAR = 1900, 2100
FIRST_SERIAL = date(1899, 12, 30)
LONGEST = 80
"""Characters of a date."""
EPOCH = re.compile(r"\d{9,10}|\d{12,13}")
_NUMERIC = re.compile(
    r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?:[ T,]+(\d{1,2}):(\d{2})(?::\d{2})?\s*([AaPp][Mm])?)?"
)
_YEAR_FIRST = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?:[ t]+(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?())?")
_ISO = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?", re.IGNORECASE
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_CLOCK = r"(?:[ ,]+(\d{1,2}):(\d{2})(?::\d{2})?\s*([ap]m)?)?"
_WORD = r"[^\W\d_]+(?: [^\W\d_]+)?"
_DAY_MONTH = re.compile(
    rf"(?:[^\W\d_]+,? )?(\d{{1,2}})(?:st|nd|rd|th|er|\.)?[ -](?:(?:of|de) )?({_WORD})\.?"
    rf"[ ,\-]+(?:de )?(\d{{4}}|\d{{2}}){_CLOCK}"
)
_MONTH_DAY = re.compile(rf"(?:[a-z]+day,? )?([^\W\d_]+)\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}}){_CLOCK}")
_DAYS_MONTH = re.compile(rf"(\d{{1,2}}) ?(?:-|–|—|to|and) ?(\d{{1,2}}) ({_WORD})\.?,? (\d{{4}})")
_MONTH_YEAR = re.compile(rf"({_WORD})\.?(?:[ ,/\-]+(?:de )?(\d{{4}}|'\d{{2}})|[-'](\d{{2}}))")
_YEAR_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})|(\d{1,2})[-/.](\d{4})")
_WEEK = re.compile(r"(\d{4})[- ]?w(?:eek)?[- ]?(\d{1,2})|w(?:eek)?[- ]?(\d{1,2})[- /,]{1,2}(\d{4})")
_QUARTER = re.compile(r"(\d{4})[-/ ]?q([1-4])|q([1-4])[-/ ]?(\d{4})")
_DAY_IN_NAME = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?:([-. ])\d{1,2}\1\d{1,2}|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?!\d)"
)
_DOTTED_DAY_IN_NAME = re.compile(r"(?<!\d)\d{1,2}\.\d{1,2}\.(?:19|20)\d\d(?!\d)")
_YEAR = re.compile(r"\d{4}")
FRENCH = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre"),
    "décembre",
)
SPANISH = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre"),
    *("noviembre", "diciembre"),
)
LEVANTINE = (
    *("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول"),
    *("تشرين الثاني", "كانون الأول"),
)
EGYPTIAN = (
    *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
)
UKRAINIAN = (
    *("січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня", "листопада"),
    "грудня",
)
RUSSIAN = (
    *("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября"),
    "декабря",
)
GERMAN = (
    *("januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november"),
    "dezember",
)
LANGUAGES = (FRENCH, SPANISH, LEVANTINE, EGYPTIAN, UKRAINIAN, RUSSIAN, GERMAN)
MONTHS = {
    **times.MONTHS,
    **{name: number for names in LANGUAGES for number, name in enumerate(names, 1)},
    **{"janv": 1, "févr": 2, "avr": 4, "juil": 7, "déc": 12, "ene": 1, "abr": 4, "ago": 8, "dic": 12},
}
_MONTHS = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY_IN_WORDS = re.compile(
    rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th|er)?[ -]?(?:(?:of|de) )?(?:{_MONTHS})\.?,?[ -]?(?:de )?(?:19|20)\d\d(?!\d)"
)
_MONTH_IN_WORDS = re.compile(rf"(?<![^\W\d_])({_MONTHS})\.?,?[ \-]?((?:19|20)\d\d)(?!\d)")
_ENDS_SPAN = re.compile(rf"(?:\d|(?<![^\W\d_])(?:{_MONTHS})\.?)\s*(?:[-–—/&]|to|and|until|through|au|bis)\s*$")
_END_OF_DAY = (23, 59, 59)
SERIALS = (20_000, 60_000)
"""Days since 1899-12-30, as workbooks count: from 1954 to 2064."""


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


def are_dotted(cell: Cell) -> bool:
    """Whether a date in figures parts day and month by a point, as nobody does who writes the month first."""
    text = plain(cell)
    found = _NUMERIC.fullmatch(text) if isinstance(cell, str) else None
    return found is None or text[found.end(1)] == "."


def midnights(cells: Iterable[Cell], zone: ZoneInfo) -> tzinfo | None:
    """Where all moments of a column are midnights: such a column holds days of that zone. None when it holds moments.

    A day that ends at 23:59:59 counts as one as well.
    """
    moments = [moment for cell in cells if (moment := _zoned(cell)) is not None]
    for at in (UTC, zone):
        if moments and all(_is_turn_of_day(moment.astimezone(at)) for moment in moments):
            return at
    return None


def _zoned(cell: Cell) -> datetime | None:
    """The moment of a text with a zone, or of a number of milliseconds or seconds since 1970."""
    text = plain(cell)
    try:
        if EPOCH.fullmatch(text):
            return datetime.fromtimestamp(_milliseconds(text) / 1000, UTC)
        if len(text) > 10 and _ISO.fullmatch(text):
            moment = _from_iso(text)
            return moment if moment.tzinfo is not None else None
    except (ValueError, OverflowError, OSError):
        return None
    return None


def _is_turn_of_day(moment: datetime) -> bool:
    return (moment.hour, moment.minute, moment.second) in {(0, 0, 0), _END_OF_DAY}


def are_serials(cells: Iterable[Cell]) -> bool:
    """Whether a column holds days as workbooks count them, without the form of a date: nothing but such numbers as
    texts, or such numbers among dates of a workbook.
    """
    said = [cell for cell in cells if not is_missing(cell)]
    numbers = [cell for cell in said if isinstance(cell, int | float) and not isinstance(cell, bool)]
    if numbers and len(numbers) < len(said):
        return all(_is_serial(cell) for cell in numbers)
    texts = [plain(cell) for cell in said]
    return bool(texts) and all(len(text) == 5 and text.isdecimal() and _is_serial(int(text)) for text in texts)


def _is_serial(number: float) -> bool:
    return SERIALS[0] <= number <= SERIALS[1] and number == int(number)


class DateReader:
    """Reads the dates of one column. The same text is read once.

    `days_of` is the zone whose midnights its moments are; `are_serials` says that it counts days as workbooks do.
    """

    def __init__(
        self,
        zone: ZoneInfo,
        order: DateOrder | None = None,
        *,
        days_of: tzinfo | None = None,
        are_serials: bool = False,
    ) -> None:
        self._zone = zone
        self._order = order
        self._days_of = days_of
        self._are_serials = are_serials
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
        if len(text) > LONGEST:
            raise ValueError("is no date")
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
        for reader in (self._iso, self._numeric, self._named, self._coarse, self._epoch, self._serial):
            time = reader(lowered)
            if time is not None:
                return time
        raise ValueError("is no date")

    def _iso(self, text: str) -> Time | None:
        if _ISO.fullmatch(text):
            when = _from_iso(text)
            if when.tzinfo is not None and self._days_of is not None:
                return times.day(_checked(when.astimezone(self._days_of).date()), self._zone)
            _checked(when.date())
            if len(text) == 10 or (when.tzinfo is None and _is_turn_of_day(when)):
                return times.day(when.date(), self._zone)
            return _minute(when, self._zone)
        found = _YEAR_FIRST.fullmatch(text)
        if found:
            return self._at_clock(_date(int(found[1]), int(found[2]), int(found[3])), found)
        found = _COMPACT.fullmatch(text)
        return times.day(_date(int(found[1]), int(found[2]), int(found[3])), self._zone) if found else None

    def _at_clock(self, of: date, found: re.Match[str]) -> Time:
        """A day with the clock time of its last three groups, if there is one; midnight is the day."""
        if found[4] is None or (int(found[4]), int(found[5])) == (0, 0):
            return times.day(of, self._zone)
        return _clock(of, found, self._zone)

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
        return self._at_clock(of, found)

    def _named(self, text: str) -> Time | None:
        found = _DAY_MONTH.fullmatch(text)
        if found and (name := found[2].removesuffix(" de")) in MONTHS:
            return self._at_clock(_date(_full_year(found[3]), MONTHS[name], int(found[1])), found)
        found = _MONTH_DAY.fullmatch(text)
        if found and found[1] in MONTHS:
            return self._at_clock(_date(int(found[3]), MONTHS[found[1]], int(found[2])), found)
        found = _DAYS_MONTH.fullmatch(text)
        if found and found[3] in MONTHS:
            first, last = (_date(int(found[4]), MONTHS[found[3]], int(found[each])) for each in (1, 2))
            return _days(first, last, self._zone, Precision.RANGE)
        return None

    def _coarse(self, text: str) -> Time | None:
        found = _MONTH_YEAR.fullmatch(text)
        if found and (name := found[1].removesuffix(" de")) in MONTHS:
            return month(_full_year((found[2] or found[3]).lstrip("'")), MONTHS[name], self._zone)
        found = _YEAR_MONTH.fullmatch(text)
        if found:
            return month(int(found[1] or found[4]), int(found[2] or found[3]), self._zone)
        found = _QUARTER.fullmatch(text)
        if found:
            return quarter(int(found[1] or found[4]), int(found[2] or found[3]), self._zone)
        found = _WEEK.fullmatch(text)
        if found:
            return week(int(found[1] or found[4]), int(found[2] or found[3]), self._zone)
        if _YEAR.fullmatch(text) and FIRST_YEAR <= int(text) <= LAST_YEAR:
            return year_of(int(text), self._zone)
        return None

    def _epoch(self, text: str) -> Time | None:
        """Milliseconds or seconds since 1970, as programs write them."""
        if not EPOCH.fullmatch(text):
            return None
        when = datetime.fromtimestamp(_milliseconds(text) / 1000, UTC)
        _checked(when.date())
        if self._days_of is not None:
            return times.day(when.astimezone(self._days_of).date(), self._zone)
        return times.exactly(_milliseconds(text))

    def _serial(self, text: str) -> Time | None:
        if not self._are_serials or not text.isdecimal():
            return None
        return times.day(_checked(FIRST_SERIAL + timedelta(days=int(text))), self._zone)


def _milliseconds(text: str) -> int:
    return int(text) if len(text) > 11 else int(text) * 1000


def _from_iso(text: str) -> datetime:
    bare = text.upper().replace(" ", "T", 1).replace(" ", "")
    hour = re.match(r"(.{10}T)(\d:.*)", bare)
    return datetime.fromisoformat(f"{hour[1]}0{hour[2]}" if hour else bare)


def day_in_name(name: str, zone: ZoneInfo) -> Time | None:
    """The one day that a name or title says: year first, with points, or with the month in letters. None when it says
    none.
    """
    cleaned = re.sub(r"[_\s]+", " ", plain(name).casefold())
    found = [*_DAY_IN_NAME.finditer(cleaned), *_DAY_IN_WORDS.finditer(cleaned)]
    dotted = {each[0] for each in _DOTTED_DAY_IN_NAME.finditer(cleaned)}
    try:
        read = {
            DateReader(zone).read(re.sub(r"[. ]", "-", each[0]) if each[0][:4].isdecimal() else each[0])
            for each in found
        } | {DateReader(zone, DateOrder.DAY_FIRST).read(each) for each in dotted}
    except ValueError:
        return None
    return read.pop() if len(read) == 1 else None


def month_in_name(name: str, zone: ZoneInfo) -> Time | None:
    """The one month with its year that a name or title says; None when it says none, several, or a span of them."""
    cleaned = re.sub(r"[_\s]+", " ", plain(name).casefold())
    found = [each for each in _MONTH_IN_WORDS.finditer(cleaned) if not _ENDS_SPAN.search(cleaned[: each.start()])]
    if len(found) != len(_MONTH_IN_WORDS.findall(cleaned)):
        return None
    said = {(int(each[2]), MONTHS[each[1]]) for each in found}
    return month(*said.pop(), zone) if len(said) == 1 else None


def week(year: int, number: int, zone: ZoneInfo) -> Time:
    """A week of ISO 8601, which begins on a Monday. ValueError outside the calendar."""
    first = _checked(date.fromisocalendar(year, number, 1))
    return _days(first, first + timedelta(days=6), zone, Precision.WEEK)


def quarter(year: int, number: int, zone: ZoneInfo) -> Time:
    """Three months as one time."""
    first, last = month(year, number * 3 - 2, zone), month(year, number * 3, zone)
    return Time(first.earliest, last.latest, Precision.RANGE)


def _days(first: date, last: date, zone: ZoneInfo, precision: Precision) -> Time:
    if last < first:
        raise ValueError("ends before it begins")
    return Time(times.day(first, zone).earliest, times.day(last, zone).latest, precision)


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
    except (ValueError, OverflowError) as error:
        raise ValueError("is no day of the calendar") from error


def _checked(of: date) -> date:
    if not FIRST_YEAR <= of.year <= LAST_YEAR:
        raise ValueError(f"is not between {FIRST_YEAR} and {LAST_YEAR}")
    return of
