"""Where an axis has its ticks: round numbers, and round local times in the incident's zone."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from situation_board.core import times
from situation_board.core.times import DAY, HOUR

LABEL_WIDTH = 76
"""Pixels that a label of the axis of time needs, with air."""
LABEL_HEIGHT = 34
UNIT_HEIGHT = 26
HOURS = (1, 3, 6, 12)
DAYS = (1, 2, 7, 14)
MONTHS = (1, 3, 6)
MONTH, YEAR = 30.4 * DAY, 365.25 * DAY


@dataclass(frozen=True, slots=True)
class Tick:
    """`above` is written at the tick; `below`, such as the year, only where it changes."""

    at: float
    above: str
    below: str = ""


def number_ticks(top: float, height: float) -> list[Tick]:
    """From zero to nearly `top`: whole numbers, in steps of 1, 2 or 5. Above them stands what is counted."""
    least = max(top, 1) * LABEL_HEIGHT / max(height, 1)
    power = 10 ** math.floor(math.log10(max(least, 1)))
    step = next(int(each * power) for each in (1, 2, 5, 10) if each * power >= least)
    return [
        Tick(number, f"{number:,}")
        for number in range(0, int(top * (1 - UNIT_HEIGHT / max(height, UNIT_HEIGHT))) + 1, step)
    ]


def time_ticks(first: float, last: float, width: float, zone: ZoneInfo, months: Sequence[str]) -> list[Tick]:
    """Ticks between two moments that are that many pixels apart; `months` are their short names."""
    least = (last - first) * LABEL_WIDTH / max(width, 1)
    start, end = times.at(int(first), zone), times.at(int(last), zone)
    if hours := next((each for each in HOURS if each * HOUR >= least), None):
        found = list(_hours(start, end, hours, zone, months))
    elif days := next((each for each in DAYS if each * DAY >= least), None):
        found = list(_days(start.date(), end.date(), days, zone, months))
    elif step := next((each for each in MONTHS if each * MONTH >= least), None):
        found = list(_months(start, end, step, zone, months))
    else:
        found = list(_years(start.year, end.year, _round_years(least / YEAR), zone))
    return _changes(tick for tick in found if first <= tick.at <= last)


def _hours(start: datetime, end: datetime, step: int, zone: ZoneInfo, months: Sequence[str]) -> Iterator[Tick]:
    day = start.date()
    while day <= end.date():
        for hour in range(0, 24, step):
            when = datetime(day.year, day.month, day.day, hour, tzinfo=zone)
            yield Tick(times.moment(when), f"{hour:02}:00", f"{day.day} {months[day.month - 1]} {day.year}")
        day += timedelta(days=1)


def _days(first: date, last: date, step: int, zone: ZoneInfo, months: Sequence[str]) -> Iterator[Tick]:
    """Weeks begin on Monday; steps stay where they are while the axis moves."""
    number = first.toordinal() - (first.toordinal() - 1) % step
    for ordinal in range(max(number, 1), last.toordinal() + 1, step):
        day = date.fromordinal(ordinal)
        yield Tick(_midnight(day, zone), f"{day.day} {months[day.month - 1]}", str(day.year))


def _months(start: datetime, end: datetime, step: int, zone: ZoneInfo, months: Sequence[str]) -> Iterator[Tick]:
    for number in range(start.year * 12, end.year * 12 + end.month, step):
        year, month = divmod(number, 12)
        yield Tick(_midnight(date(year, month + 1, 1), zone), months[month], str(year))


def _years(first: int, last: int, step: int, zone: ZoneInfo) -> Iterator[Tick]:
    for year in range(max(first - first % step, step), last + 1, step):
        yield Tick(_midnight(date(year, 1, 1), zone), str(year))


def _round_years(least: float) -> int:
    power = 10 ** math.floor(math.log10(max(least, 1)))
    return next(int(each * power) for each in (1, 2, 5, 10) if each * power >= least)


def _midnight(day: date, zone: ZoneInfo) -> int:
    return times.moment(datetime(day.year, day.month, day.day, tzinfo=zone))


def _changes(ticks: Iterator[Tick]) -> list[Tick]:
    """The second line only where it differs from the one before."""
    shown: list[Tick] = []
    former = None
    for tick in ticks:
        shown.append(Tick(tick.at, tick.above, tick.below if tick.below != former else ""))
        former = tick.below
    return shown
