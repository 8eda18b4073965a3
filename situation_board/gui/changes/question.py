"""What the panel asks: the changes since what was chosen, and what there is to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from situation_board.core import times
from situation_board.core.handover import shift_began
from situation_board.core.history.since import Bookmark, known_at, known_at_bookmark, latest_sheet
from situation_board.core.questions.moments import KnownThen, Moment
from situation_board.core.store import Reading
from situation_board.core.what_changed import WhatChanged, what_changed, what_changed_since


class Since(Enum):
    """From when on."""

    CLOSED = "closed"
    SHEET = "sheet"
    SHIFT = "shift"
    TIME = "time"


@dataclass(frozen=True)
class Asked:
    """What a person chose. `text` is the time for Since.TIME; `until` the moment that is looked at, None being now."""

    since: Since = Since.SHIFT
    text: str = ""
    true_then: bool = False
    with_background: bool = False
    bookmark: Bookmark | None = None
    until: Moment = None


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
    if asked.since is Since.TIME:
        if not asked.text.strip():
            return None
        return what_changed_since(
            reading,
            asked.text,
            true_then=asked.true_then,
            last=asked.until,
            with_background=asked.with_background,
        )
    first = _known_first(reading, asked)
    if first is None:
        return None
    return what_changed(reading, first, asked.until, with_background=asked.with_background)


def _known_first(reading: Reading, asked: Asked) -> KnownThen | None:
    if asked.since is Since.CLOSED:
        return known_at_bookmark(reading, asked.bookmark) if asked.bookmark else None
    if asked.since is Since.SHEET:
        sheet = latest_sheet(reading)
        return KnownThen(sheet.arrival) if sheet else None
    return known_at(reading, shift_began(reading) + 1)
