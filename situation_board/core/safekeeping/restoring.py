"""A backup takes the file's place. What the file held stays beside it, under another name, and can be merged back."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from situation_board.core.history.lines import action_words
from situation_board.core.open_files import copy_bytes
from situation_board.core.problems import Mistake, Problem, Trouble
from situation_board.core.protection.passphrase import is_protected
from situation_board.core.safekeeping.backup import STAMP, sync_folder
from situation_board.core.safekeeping.heads import Head, check_sound, head_of, opened
from situation_board.core.sqlite import Connection, sqlite3
from situation_board.core.store import Change, Identity, Reading, Store, wall_clock
from situation_board.core.store.connection import connect, explained
from situation_board.core.store.copying import copy_file
from situation_board.core.store.log import changes_where
from situation_board.core.store.tombstones import EXPUNGED

MOST_NAMED = 20
PATIENCE = 500  # milliseconds: a program that has the file open keeps it open
KEPT = "Nothing was changed."


@dataclass(frozen=True)
class Restored:
    """What a restore does, or in a dry run would do.

    `lost` is how many changes of the file the backup does not hold; None when the file cannot be read. `words` names
    the latest of these, the latest first. `aside` is where the former file is kept; None when there was none, and in
    a dry run.
    """

    backup: Path
    head: Head
    lost: int | None
    words: tuple[str, ...]
    aside: Path | None = None


def restore(
    path: Path, backup: Path, *, key: bytes | None, former_key: bytes | None = None, dry_run: bool = False
) -> Restored:
    """Put a backup in the file's place. The file may be damaged or gone, and must not be open anywhere.

    `former_key` opens the file where the backup has another key: its passphrase was changed in between.

    Mistake when the backup is of another situation, or a program has the file open; Trouble when the backup is
    damaged. Then nothing is changed. Killed at any moment there is one complete file.
    """
    path = path.resolve()
    with opened(backup, key) as connection:
        check_sound(connection, backup)
        head, known = head_of(connection), _change_ids(connection)
    former_key = _key_for(path, former_key if former_key is not None else key)
    lost, words, stones = _what_is_lost(path, former_key, head, known)
    if dry_run:
        return Restored(backup, head, lost, words)
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}.restoring")
    try:
        copy_file(backup, key, fresh)
        if stones:  # what was expunged since the backup stays expunged
            with Store.open(fresh, key=key) as store:
                store.take_in(stones)
        aside = _set_aside(path, former_key) if path.exists() else None
        with explained(path):
            fresh.replace(path)
            sync_folder(path.parent)
    finally:
        for end in ("", "-wal", "-shm"):
            fresh.with_name(fresh.name + end).unlink(missing_ok=True)
    return Restored(backup, head, lost, words, aside)


def _key_for(path: Path, key: bytes | None) -> bytes | None:
    """None for a file that is plain: it may have got its protection after the backup, or lost it."""
    return key if path.exists() and is_protected(path) else None


def _change_ids(connection: Connection) -> set[tuple[str, int]]:
    return set(connection.execute("SELECT writer, seq FROM log").fetchall())


def _what_is_lost(
    path: Path, key: bytes | None, head: Head, known: set[tuple[str, int]]
) -> tuple[int | None, tuple[str, ...], list[Change]]:
    if not path.exists():
        return None, (), []
    try:
        with _reading(path, key) as reading:
            if head_of(reading.connection).situation != head.situation:
                raise Mistake(
                    "The backup is of another situation.",
                    field="backup",
                    kept=KEPT,
                    do="Open the backup itself, or save a copy of it under a new name.",
                )
            latest = reading.all("SELECT writer, seq, action FROM log ORDER BY arrival DESC")
            missing = [(writer, action) for writer, seq, action in latest if (writer, seq) not in known]
            actions = list(dict.fromkeys(action for _, action in missing))
            told = tuple(action_words(reading, action) for action in actions[:MOST_NAMED])
            return len(missing), told, changes_where(reading.connection, '"table" = ?', EXPUNGED)
    except Trouble:  # damaged: nobody can say what is in it
        return None, (), []


@contextmanager
def _reading(path: Path, key: bytes | None) -> Iterator[Reading]:
    """The file as it is, with what a killed program left beside it."""
    connection = connect(path, key, query_only=True)
    try:
        with explained(path):
            yield Reading(connection, wall_clock(), Identity())
    finally:
        connection.close()


def _set_aside(path: Path, key: bytes | None) -> Path:
    """Keep the former file under another name as well; it goes from its own when the restored one takes its place."""
    _check_alone(path, key)
    stamp = datetime.fromtimestamp(wall_clock() / 1000, UTC).strftime(STAMP)
    aside = path.with_name(f"{path.stem} (before restoring {stamp}-{secrets.token_hex(2)}){path.suffix}")
    with explained(path):
        for end in ("", "-wal"):
            source = path.with_name(path.name + end)
            if source.exists():
                _also_called(source, aside.with_name(aside.name + end))
        for end in ("-wal", "-shm", "-journal"):  # these would be played into the restored file
            path.with_name(path.name + end).unlink(missing_ok=True)
    return aside


def _also_called(path: Path, other: Path) -> None:
    try:
        os.link(path, other)
    except OSError:  # sticks (FAT) know no hard links
        copy_bytes(path, other)
        with other.open("rb+") as file:
            os.fsync(file.fileno())


def _check_alone(path: Path, key: bytes | None) -> None:
    """Out of WAL mode goes only a file that no other program has open; then all that was saved is in the one file."""
    try:
        connection = connect(path, key)
    except Problem:  # damaged: no program can have it open and work
        return
    try:
        connection.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        if str(getattr(error, "sqlite_errorname", "")).startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise Mistake(
                f"{path.name} is open in another window or program.", field="file", kept=KEPT, do="Close it there."
            ) from error
    finally:
        connection.close()
