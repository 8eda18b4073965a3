"""What counts as now in a situation, and its time zone, for reading times as they are typed."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from situation_board.core import times
from situation_board.core.problems import Mistake
from situation_board.core.store import Reading
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
