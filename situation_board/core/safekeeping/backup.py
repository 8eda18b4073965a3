"""Backups in a second place: each verified before it gets its name, older ones thinned out.

A backup is a clean copy, encrypted like the file and under the same key. It counts only after it was opened and held
the log of the file that it was made from. So what is removed afterwards is never the only good one.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Hashable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from situation_board.core.problems import Mistake, Problem, Trouble
from situation_board.core.safekeeping.heads import Head, check_sound, head_of, holds, opened
from situation_board.core.schema import EXTENSION
from situation_board.core.store import Store
from situation_board.core.store.connection import explained
from situation_board.core.times import DAY, HOUR

EVERY = HOUR
"""Milliseconds: while a file changes it is backed up so often."""
HOURLY_FOR, DAILY_FOR, WEEKLY_FOR = DAY, 7 * DAY, 56 * DAY
LEFT_OVER_AFTER = 3600.0
"""Seconds after which an unfinished copy is no other program's work any more."""
SITUATION_DIGITS = 8
STAMP = "%Y%m%d-%H%M%SZ"
NAME = re.compile(r"(?P<stem>.+) \((?P<situation>[0-9a-f]{8}) backup (?P<stamp>\d{8}-\d{6}Z)\)" + re.escape(EXTENSION))
KEPT = "What was saved is in the file itself."
OTHER_NAME = "Give the copy another name or folder."


@dataclass(frozen=True)
class Backup:
    """A backup by its name; it was verified before it got that. `made_at` is in milliseconds since 1970."""

    path: Path
    situation: str
    made_at: int


@dataclass(frozen=True)
class Made:
    """A backup that was just made and verified, and how many older ones were removed."""

    backup: Backup
    head: Head
    removed: int


def back_up(store: Store, folder: Path, *, now: int) -> Made:
    """Make a verified backup in a folder, then thin out the older ones of this situation there.

    Reads through connections of its own, so it may run beside the writing thread.
    """
    _check_folder(store.path, folder)
    head = _head(store)
    backup = Backup(folder / _name(store.path, head.situation, now), short(head.situation), now)
    _remove_left_over(folder)
    made = write_verified(store, backup.path)
    return Made(backup, made, _thin_out(folder, backup))


def back_up_if_due(store: Store, folder: Path, *, now: int, every: int = EVERY) -> int:
    """Make a backup when something changed and it is time. Returns when the latest was made."""
    _check_folder(store.path, folder)
    head = _head(store)
    found = newest_head(folder, head.situation, store.key, until=now)
    last = found[0].made_at if found is not None else None
    if last is None or is_due(last, now=now, changed=found is not None and found[1] != head, every=every):
        return back_up(store, folder, now=now).backup.made_at
    return last


def write_verified(store: Store, target: Path) -> Head:
    """Write a copy that gets its name only after it was opened and compared. Returns what it holds.

    Mistake when something is there already that is more than an earlier copy.
    """
    _check_replaceable(store, target)
    before = _head(store)
    unfinished = target.with_name(f".{target.name}.part")
    try:
        store.copy_to(unfinished)
        made = _verified(store, unfinished, before)
        with explained(target):
            unfinished.replace(target)
            sync_folder(target.parent)
    finally:
        with suppress(OSError):  # the stick is gone: the next backup removes what is left
            unfinished.unlink(missing_ok=True)
    return made


def backups_in(folder: Path, situation: str | None = None) -> list[Backup]:
    """The backups in a folder, of one situation (its id) or all; the latest first. Trouble when it is not there."""
    with explained(folder):
        found = [_named(path) for path in sorted(folder.iterdir())]
    wanted = [each for each in found if each is not None and (situation is None or each.situation == short(situation))]
    return sorted(wanted, key=lambda backup: backup.made_at, reverse=True)


def verified_head(backup: Path, key: bytes | None) -> Head:
    """What a backup holds, after a look through all of it. Trouble when it is damaged or has another key."""
    with opened(backup, key) as connection:
        check_sound(connection, backup)
        return head_of(connection)


def replace_backups(store: Store, folder: Path, *, now: int) -> Made:
    """Make a verified backup, then remove every older one of this situation there: they hold what was expunged."""
    made = back_up(store, folder, now=now)
    removed = made.removed
    for older in backups_in(folder, made.head.situation):
        if older.path != made.backup.path:
            with explained(older.path):
                older.path.unlink()
            removed += 1
    sync_folder(folder)
    return Made(made.backup, made.head, removed)


def newest_head(
    folder: Path, situation: str, key: bytes | None, *, until: int | None = None
) -> tuple[Backup, Head] | None:
    """The latest backup that opens, and what it holds; None when there is none. With `until` no later ones: what a
    wrong clock dated in the future would be the latest for ever."""
    for backup in backups_in(folder, situation):
        if until is not None and backup.made_at > until:
            continue
        try:
            with opened(backup.path, key) as connection:
                return backup, head_of(connection)
        except Problem:
            continue
    return None


def short(situation: str) -> str:
    """The part of a situation's id that is in the names of its backups: its random end."""
    return situation.replace("-", "")[-SITUATION_DIGITS:]


# --- making one


def _check_replaceable(store: Store, target: Path) -> None:
    """What another laptop, or another program, wrote into a file of that name is in no other."""
    if not target.exists():
        return
    if target.samefile(store.path):
        raise Mistake("A copy cannot take the place of the file itself.", field="file", do=OTHER_NAME)
    if not _is_earlier_copy(store, target):
        raise Mistake(
            f"{target.name} is there already, and is no earlier copy of this file.",
            field="file",
            kept="It was not changed.",
            do=f"If another laptop worked in it, merge it. {OTHER_NAME}",
        )


def _is_earlier_copy(store: Store, target: Path) -> bool:
    beside = target.with_name(f"{target.name}-wal")
    if beside.exists() and beside.stat().st_size > 0:  # a program works in it
        return False
    try:
        with opened(target, store.key) as connection:
            there = head_of(connection)
    except Problem:
        return False
    return _holds(store, there)


def _holds(store: Store, head: Head) -> bool:
    reader = store.reader()
    try:
        with reader.reading() as reading:
            return holds(reading.connection, head)
    finally:
        reader.close()


def _head(store: Store) -> Head:
    reader = store.reader()
    try:
        with reader.reading() as reading:
            return head_of(reading.connection)
    finally:
        reader.close()


def _verified(store: Store, copy: Path, before: Head) -> Head:
    """What the copy holds: at least what the file held when it was begun, and nothing that the file does not."""
    with opened(copy, store.key) as connection:
        check_sound(connection, copy)
        made, is_whole = head_of(connection), holds(connection, before)
    if not (is_whole and _holds(store, made)):
        raise Trouble("The copy is not what is in the file.", kept=KEPT, do="Choose another stick or disk for it.")
    return made


def _check_folder(path: Path, folder: Path) -> None:
    if not folder.is_dir():
        raise Trouble(
            f"The backup folder {folder} is not there.",
            kept=KEPT,
            do="Put the stick or disk back in; the backup is made then. Or choose another folder.",
        )
    if folder.samefile(path.parent):
        raise Mistake(
            "The backup would lie beside the file and be lost with it.",
            field="folder",
            do="Choose a folder on a stick or another disk.",
        )


def _name(path: Path, situation: str, now: int) -> str:
    stamp = datetime.fromtimestamp(now / 1000, UTC).strftime(STAMP)
    return f"{path.stem} ({short(situation)} backup {stamp}){EXTENSION}"


def _named(path: Path) -> Backup | None:
    found = NAME.fullmatch(path.name)
    if found is None:
        return None
    try:
        made = datetime.strptime(found["stamp"], STAMP).replace(tzinfo=UTC)
    except ValueError:  # digits that are no time
        return None
    return Backup(path, found["situation"], int(made.timestamp() * 1000))


def sync_folder(folder: Path) -> None:
    """Make a new name survive a power cut; Windows does so by itself."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network folders refuse
            os.fsync(handle)
    finally:
        os.close(handle)


# --- thinning out


def superfluous(times: Iterable[int], newest: int) -> set[int]:
    """Which times of backups are not kept: one an hour stays for a day, one a day for a week, one a week for eight.

    What is dated after the newest is kept: a clock that jumped back must not cost a backup.
    """
    kept: dict[Hashable, int] = {}
    older = sorted(time for time in set(times) if time <= newest)
    for each in older:
        for name, age, span in (("hour", HOURLY_FOR, HOUR), ("day", DAILY_FOR, DAY), ("week", WEEKLY_FOR, 7 * DAY)):
            if newest - each <= age:
                kept[name, each // span] = each  # of each span the latest
    return set(older) - set(kept.values()) - {newest}


def _thin_out(folder: Path, newest: Backup) -> int:
    """Remove what is not kept. What cannot be removed stays: that is no reason for alarm."""
    others = backups_in(folder, newest.situation)
    unwanted = superfluous((backup.made_at for backup in others), newest.made_at)
    removed = 0
    for backup in others:
        if backup.made_at in unwanted and backup.path != newest.path:
            with suppress(OSError):
                backup.path.unlink()
                removed += 1
    return removed


def _remove_left_over(folder: Path) -> None:
    """Unfinished copies of a program that was killed."""
    with suppress(OSError):
        for path in _unfinished(folder):
            if time.time() - path.stat().st_mtime > LEFT_OVER_AFTER:
                path.unlink()


def _unfinished(folder: Path) -> Iterator[Path]:
    yield from (path for path in folder.glob(".*.part*") if " backup " in path.name)
    yield from (path for path in folder.glob("..*.part.*.new*") if " backup " in path.name)


# --- when the next is due


def is_due(last_at: int | None, *, now: int, changed: bool, every: int = EVERY) -> bool:
    """Whether it is time: something changed since the last one, and that is an hour old, or dated in the future."""
    return changed and (last_at is None or not 0 <= now - last_at < every)
