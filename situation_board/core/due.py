"""Until when: times as people say them of what is still to come."""

from __future__ import annotations

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

from situation_board.core import times
from situation_board.core.problems import Mistake
from situation_board.core.times import Precision, Time

IN_SO_LONG = re.compile(r"(?:in |\+ ?)(\d{1,4}) ?(min|minutes?|m|h|hours?|d|days?)")
UNITS = {"m": times.MINUTE, "h": times.HOUR, "d": times.DAY}


def parse_due(text: str, *, zone: ZoneInfo, now: int) -> Time:
    """As `times.parse`, but what could be either is to come: "18:00" is the next one, "8 Dec" the next 8 December.

    Also understood: in 3 h · +30 min · in 2 days · tomorrow. Raises Mistake for what cannot be read.
    """
    cleaned = " ".join(text.translate(times.ARABIC_DIGITS).split()).lower()
    if found := IN_SO_LONG.fullmatch(cleaned):
        return _minute(now + int(found[1]) * UNITS[found[2][0]])
    if cleaned == "tomorrow":
        return times.day(times.at(now, zone).date() + timedelta(days=1), zone)
    return _to_come(text, times.parse(text, zone=zone, now=now), zone, now)


def _minute(moment: int) -> Time:
    start = moment - moment % times.MINUTE
    return Time(start, start + times.MINUTE, Precision.MINUTE)


def _to_come(text: str, read: Time, zone: ZoneInfo, now: int) -> Time:
    """A clock time or a date without a year was read as the last one: the next is meant."""
    if read.latest > now or re.search(r"\d{4}", text) or re.search(r"now|today|yesterday", text.lower()):
        return read
    ahead = now + (times.DAY if re.match(r"\s*\S+[:h]", text) else 366 * times.DAY)
    try:
        return times.parse(text, zone=zone, now=ahead)
    except Mistake:
        return read
