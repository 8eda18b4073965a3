"""What the dialog of expunging asks and does: beside the window, through the store."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from situation_board.core.history.wording import name_of
from situation_board.core.problems import Problem
from situation_board.core.safekeeping.backup import Backup, backups_in, replace_backups
from situation_board.core.safekeeping.expungeable import WouldGo, what_would_go
from situation_board.core.safekeeping.expunging import Expunged, expunge
from situation_board.core.safekeeping.traces import Traces, traces
from situation_board.core.store import Reading, Store, tombstones, wall_clock

MOST_NAMED = 8


@dataclass(frozen=True)
class Wanted:
    """A field of a thing, or only some words of it."""

    thing: str
    field: str
    text: str | None


@dataclass(frozen=True)
class Preview:
    """What would go, and the names of things that say the same words; or why nothing can."""

    would: WouldGo | None
    elsewhere: tuple[str, ...]
    problem: Problem | None = None


@dataclass(frozen=True)
class Outcome:
    """What was done, what a look for traces found, and the backups from before."""

    done: Expunged
    elsewhere: tuple[str, ...]
    is_erasing: bool
    traces: Traces
    backups: tuple[Backup, ...]


def preview(reading: Reading, wanted: Wanted) -> Preview:
    try:
        would = what_would_go(reading, wanted.thing, wanted.field, wanted.text)
    except Problem as problem:
        return Preview(None, (), problem)
    return Preview(would, names_of(reading, would.elsewhere))


def names_of(reading: Reading, things: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name_of(reading, thing) for thing in things[:MOST_NAMED])


def take_out(store: Store, wanted: Wanted, why: str) -> Expunged:
    """On the writing thread, as the file is built anew: whatever else is written waits so long."""
    return expunge(store, wanted.thing, wanted.field, why=why, text=wanted.text)


def look_for_traces(store: Store, done: Expunged, folder: Path | None) -> Outcome:
    """Whether all of it is gone, and which backups are from before. Reads beside the writing thread."""
    reader = store.reader()
    try:
        with reader.reading() as reading:
            elsewhere, situation = names_of(reading, done.elsewhere), reading.situation.id
            is_erasing = tombstones.is_erasing(reading.connection)
    finally:
        reader.close()
    return Outcome(done, elsewhere, is_erasing, traces(store, done.words), _older(folder, situation))


def renew_backups(store: Store, folder: Path) -> int:
    """A new backup without the words in place of all older ones. Returns how many were removed."""
    return replace_backups(store, folder, now=wall_clock()).removed


def _older(folder: Path | None, situation: str) -> tuple[Backup, ...]:
    try:
        return tuple(backups_in(folder, situation)) if folder is not None else ()
    except Problem:  # the stick is away: it is named in any case
        return ()
