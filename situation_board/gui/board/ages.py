"""Ages and times in words, never more precise than what is known."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from situation_board.core import times
from situation_board.core.times import DAY, HOUR, MINUTE, Precision, Time

translate = QCoreApplication.translate

LONGEST_IN_HOURS = 2 * DAY
LONGEST_IN_DAYS = 14 * DAY


def age(time: Time, *, now: int, zone: ZoneInfo) -> str:
    """How long ago, short: "3 h" where the minute is known, "8 Dec" where only the day is."""
    if time.precision is Precision.NOT_STATED:
        return translate("Age", "recorded %1").replace("%1", _clock_or_day(time.earliest, now, zone))
    if time.precision in {Precision.SECOND, Precision.MINUTE, Precision.HOUR}:
        return _since(time.earliest, now, zone)
    return _span(time, now, zone)


def _since(moment: int, now: int, zone: ZoneInfo) -> str:
    passed = now - moment
    if passed < 0 or passed >= LONGEST_IN_DAYS:
        return _day(times.at(moment, zone), now, zone)
    if passed < MINUTE:
        return translate("Age", "just now")
    if passed < HOUR:
        return translate("Age", "%1 min").replace("%1", str(passed // MINUTE))
    if passed < LONGEST_IN_HOURS:
        return translate("Age", "%1 h").replace("%1", str(passed // HOUR))
    return translate("Age", "%1 d").replace("%1", str(passed // DAY))


def _clock_or_day(moment: int, now: int, zone: ZoneInfo) -> str:
    when, today = times.at(moment, zone), times.at(now, zone)
    if when.date() == today.date():
        return f"{when:%H:%M}"
    return _day(when, now, zone)


def _span(time: Time, now: int, zone: ZoneInfo) -> str:
    start = times.at(time.earliest, zone)
    last = times.at(max(time.latest - 1, time.earliest), zone)
    if time.precision is Precision.YEAR:
        return str(start.year)
    if time.precision is Precision.MONTH:
        return f"{_month(start)} {start.year}"
    if start.date() == last.date():
        return _day(start, now, zone)
    if (start.year, start.month) == (last.year, last.month):
        return f"{start.day}–{_day(last, now, zone)}"
    return f"{_day(start, now, zone)} – {_day(last, now, zone)}"


def _day(when: datetime, now: int, zone: ZoneInfo) -> str:
    """The year is said where leaving it out could mislead: beyond half a year."""
    words = f"{when.day} {_month(when)}"
    return words if abs(times.at(now, zone) - when) < timedelta(days=183) else f"{words} {when.year}"


def _month(when: datetime) -> str:
    return translate("Month", times.MONTH_WORDS[when.month - 1])


def full(time: Time, zone: ZoneInfo) -> str:
    """The whole time with its zone, for tooltips and screen readers."""
    return f"{times.in_words(time, zone)} ({zone.key})"
