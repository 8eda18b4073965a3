"""What counts as now in a situation, and its time zone, for reading times as they are typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from situation_board.core import times
from situation_board.core.problems import Mistake
from situation_board.core.store import Reading
from situation_board.core.times import Precision, Time
from situation_board.gui.entry.wording import time_words, words_of


@dataclass(frozen=True)
class Clock:
    now: int
    zone: ZoneInfo


def clock(reading: Reading) -> Clock:
    return Clock(reading.now, reading.zone)


def understood_time(text: str, clock: Clock) -> str:
    """How a time is understood: "8 Dec 2024, day"; empty while it cannot be read."""
    if not text.strip():
        return ""
    try:
        time = times.parse(text, zone=clock.zone, now=clock.now)
    except Mistake:
        return ""
    return f"{time_words(time, clock.zone)}, {words_of(time.precision.value.replace('_', ' '))}"


def time_text(time: Time | None, zone: ZoneInfo) -> str:
    """A time as it could have been typed: reading it gives the same again, where that can be written."""
    if time is None or time.precision is Precision.NOT_STATED:
        return ""
    start = times.at(time.earliest, zone)
    last = times.at(time.latest, zone) - timedelta(milliseconds=1)
    match time.precision:
        case Precision.WEEK:
            year, week, _ = start.isocalendar()
            return f"{year}-W{week:02}"
        case Precision.RANGE:
            return f"{start:%Y-%m-%d}..{last:%Y-%m-%d}"
        case Precision.SECOND:
            return f"{start:%Y-%m-%d %H:%M:%S}"
        case Precision.MINUTE | Precision.HOUR:
            return f"{start:%Y-%m-%d %H:%M}"
    return times.in_words(time, zone)
