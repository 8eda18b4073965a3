"""What the panel asks: the changes since what was chosen, and what there is to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from situation_board.core import times
from situation_board.core.handover import shift_began
from situation_board.core.history.since import (
    Bookmark,
    known_at,
    known_at_bookmark,
    latest_sheet,
    learnt_since,
    true_since,
)
from situation_board.core.questions.moments import KnownThen, Moment
from situation_board.core.store import Reading
from situation_board.core.what_changed import WhatChanged, what_changed


class Since(Enum):
    """From when on."""

    CLOSED = "closed"
    SHEET = "sheet"
    SHIFT = "shift"
    TIME = "time"


@dataclass(frozen=True)
class Asked:
    """What a person chose. For Since.TIME `text` is from when on, and `until` up to when, "" being now."""

    since: Since = Since.SHIFT
    text: str = ""
    true_then: bool = False
    with_background: bool = False
    bookmark: Bookmark | None = None
    until: str = ""


@dataclass(frozen=True)
class Offered:
    """When each of the choices was, in words; None where there is none."""

    closed: str | None
    sheet: str | None
    shift: str


@dataclass(frozen=True)
class Page:
    """What changed, None where nothing can be asked yet, and what there is to choose."""

    asked: Asked
    offered: Offered
    changed: WhatChanged | None


def changes_page(reading: Reading, asked: Asked) -> Page:
    """Mistake when a time cannot be read."""
    return Page(asked, _offered(reading, asked.bookmark), _changed(reading, asked))


def _offered(reading: Reading, mark: Bookmark | None) -> Offered:
    sheet = latest_sheet(reading)
    return Offered(
        closed=_words(reading, mark.at) if mark else None,
        sheet=sheet.number or sheet.title if sheet else None,
        shift=_words(reading, shift_began(reading)),
    )


def _words(reading: Reading, time: int) -> str:
    return times.in_words(times.exactly(time), reading.zone)


def _changed(reading: Reading, asked: Asked) -> WhatChanged | None:
    first = _first(reading, asked)
    if first is None:
        return None
    last = _said(reading, asked.until, asked) if asked.since is Since.TIME and asked.until.strip() else None
    return what_changed(reading, first, last, with_background=asked.with_background)


def _said(reading: Reading, text: str, asked: Asked) -> Moment:
    """A time that a person wrote, as what was true then or what was known then."""
    return true_since(reading, text) if asked.true_then else learnt_since(reading, text)


def _first(reading: Reading, asked: Asked) -> Moment:
    """None where there is nothing yet to compare with."""
    if asked.since is Since.TIME:
        return _said(reading, asked.text, asked) if asked.text.strip() else None
    if asked.since is Since.CLOSED:
        return known_at_bookmark(reading, asked.bookmark) if asked.bookmark else None
    if asked.since is Since.SHEET:
        sheet = latest_sheet(reading)
        return KnownThen(sheet.arrival) if sheet else None
    return known_at(reading, shift_began(reading) + 1)
