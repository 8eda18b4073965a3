"""From when on a person wants to see what changed, as moments of what this file knew."""

from __future__ import annotations

from dataclasses import dataclass

from situation_board.core import times
from situation_board.core.problems import Mistake
from situation_board.core.questions.moments import KnownThen, TrueThen, parse_moment
from situation_board.core.snapshot_row import Snapshot
from situation_board.core.store import Reading
from situation_board.core.vocabulary import SheetState


def known_at(reading: Reading, time: int) -> KnownThen:
    """What this file knew at a time, by the clock of this laptop."""
    arrival = reading.value("SELECT arrival FROM log WHERE arrived_at < ? ORDER BY arrival DESC LIMIT 1", time)
    return KnownThen(int(arrival or 0))


def time_said(reading: Reading, text: str) -> int:
    """The beginning of a time such as "06:00", which is the last one before now, in the incident's zone.

    In a situation that is closed, now is when it was last worked on.
    """
    latest = reading.value("SELECT arrived_at FROM log ORDER BY arrival DESC LIMIT 1") or 0
    return times.parse(text, zone=reading.zone, now=max(reading.now, int(latest))).earliest


def learnt_since(reading: Reading, text: str) -> KnownThen:
    """What this file knew at a time that a person writes, or at "#N"."""
    if text.strip().startswith("#"):
        moment = parse_moment(reading, text.strip())
        assert isinstance(moment, KnownThen)
        return moment
    return known_at(reading, time_said(reading, text))


def true_since(reading: Reading, text: str) -> TrueThen:
    """What was true at a time that a person writes."""
    if text.strip().startswith("#"):
        raise Mistake(f"“{text}” is not a time.", field="time", do="Write it as 06:00, 7 Dec or 2024-12-07 18:00.")
    return TrueThen(time_said(reading, text))


def latest_sheet(reading: Reading) -> Snapshot | None:
    """The sheet that was issued last."""
    found = reading.rows(
        Snapshot,
        "state = ? AND voided = 0 ORDER BY as_of_earliest DESC, lamport DESC, writer DESC, seq DESC LIMIT 1",
        SheetState.ISSUED.value,
    )
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Bookmark:
    """Up to where somebody at this laptop has seen a file: its latest change, and when, in milliseconds since 1970.

    The change is named as well as its arrival: another copy of the same situation may have learnt of it elsewhere.
    """

    situation: str
    arrival: int
    change: str
    at: int


def bookmark(reading: Reading) -> Bookmark:
    """Where the file has come to."""
    found = reading.one("SELECT arrival, writer, seq, arrived_at FROM log ORDER BY arrival DESC LIMIT 1")
    arrival, writer, seq, at = found or (0, "", 0, 0)
    return Bookmark(reading.situation.id, int(arrival), f"{writer}:{seq}", int(at))


def known_at_bookmark(reading: Reading, mark: Bookmark) -> KnownThen:
    """What was known there; where that change came at another place or never, what this file knew at the time."""
    writer, _, seq = mark.change.rpartition(":")
    found = reading.value("SELECT arrival FROM log WHERE writer = ? AND seq = ?", writer, int(seq or 0))
    return KnownThen(int(found)) if found is not None else known_at(reading, mark.at + 1)
