"""What somebody asks a sheet to hold, and how far it has come on its way to being issued."""

from __future__ import annotations

from dataclasses import dataclass

from situation_board.core.questions.moments import Moment
from situation_board.core.times import Time
from situation_board.core.vocabulary import EventKind, HandlingLabel, SheetKind, SheetPart, SheetProfile, SheetState


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The choices for a sheet. None leaves it to the sheet: the strictest label of its parts, the previous issue as
    the time since when changes are told, highlights as proposed, all parts."""

    kind: SheetKind = SheetKind.STATUS
    profile: SheetProfile = SheetProfile.FULL
    label: HandlingLabel | None = None
    language: str = "en"
    digits: str = "western"
    months: str = "standard"
    moment: Moment = None
    since: Moment = None
    parts: tuple[SheetPart, ...] | None = None
    title: str | None = None
    highlights: tuple[str, ...] | None = None
    next_issue: Time | None = None
    prepared_by: str | None = None
    contact: str | None = None
    distribution: str | None = None
    card: str | None = None
    """The card of a dossier."""
    event_kinds: tuple[EventKind, ...] | None = None
    numbers: tuple[str, ...] = ()
    """The reserved numbers of a capture form."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How far a sheet has come. A draft has no number yet."""

    state: SheetState = SheetState.DRAFT
    number: str | None = None
    replaces: str | None = None
    correction: str | None = None
    cleared_by: str | None = None
    issued_by: str | None = None
    issued_at: int | None = None


DRAFT = Standing()
EVERYTHING = Wanted()
STATUS_PARTS = tuple(SheetPart)
PARTS: dict[SheetKind, tuple[SheetPart, ...]] = {
    SheetKind.STATUS: STATUS_PARTS,
    SheetKind.HANDOVER: (SheetPart.HIGHLIGHTS, SheetPart.CHANGES, SheetPart.TASKS, SheetPart.BOARD, SheetPart.LEGEND),
    SheetKind.DOSSIER: (SheetPart.CLAIMS, SheetPart.EVENTS, SheetPart.SOURCES, SheetPart.LEGEND),
    SheetKind.EVENTS: (SheetPart.ADVISORIES, SheetPart.EVENTS, SheetPart.SOURCES),
    SheetKind.CAPTURE: (),
    SheetKind.REVERIFY: (SheetPart.LEGEND,),
}
"""What a sheet of each kind holds when nobody chooses."""


def parts_of(wanted: Wanted) -> tuple[SheetPart, ...]:
    """In the order in which they are printed."""
    chosen = PARTS[wanted.kind] if wanted.parts is None else wanted.parts
    return tuple(part for part in SheetPart if part in chosen)
