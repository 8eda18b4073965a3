"""A clean copy of a situation in one file, made while others write. A key goes with it."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from pathlib import Path

from situation_board.core.open_files import copy_bytes
from situation_board.core.problems import Mistake
from situation_board.core.store.connection import connect, explained


def copy_file(path: Path, key: bytes | None, target: Path) -> None:
    """Write what was saved so far to `target`, replacing a file of that name only when the copy is whole."""
    if target.exists() and target.samefile(path):
        raise Mistake(
            "A copy cannot take the place of the file itself.", field="file", do="Give it another name or folder."
        )
    unfinished = target.with_name(f".{target.name}.{secrets.token_hex(4)}.new")
    try:
        with explained(target):
            _vacuum_into(path, key, unfinished)
            _make_whole(unfinished, key)
            set_aside_leftovers(target)
            unfinished.replace(target)
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            unfinished.with_name(unfinished.name + end).unlink(missing_ok=True)


def copy_before_upgrade(path: Path, version: int) -> None:
    """Keep the file as it was before a newer program brings it to its version; once, and whole or not at all."""
    copy = path.with_name(f"{path.stem} (before version {version}){path.suffix}")
    unfinished = copy.with_name(f".{copy.name}.part")
    if copy.exists():
        return
    try:
        copy_bytes(path, unfinished)
        shutil.copystat(path, unfinished)
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.replace(copy)
    finally:
        unfinished.unlink(missing_ok=True)


def set_aside_leftovers(path: Path) -> None:
    """Keep what an earlier file of that name left beside it under another name: it would be played into the new one."""
    for end in ("-wal", "-shm", "-journal"):
        leftover = path.with_name(path.name + end)
        if leftover.exists():
            leftover.rename(leftover.with_name(f"{leftover.name} (left behind {secrets.token_hex(3)})"))


def _vacuum_into(path: Path, key: bytes | None, unfinished: Path) -> None:
    connection = connect(path, key, immutable=not os.access(path.parent, os.W_OK))
    try:
        connection.execute("VACUUM INTO ?", (str(unfinished),))
    finally:
        connection.close()


def _make_whole(unfinished: Path, key: bytes | None) -> None:
    """WAL is a property of the file that VACUUM does not hand on."""
    connection = connect(unfinished, key)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()
    with unfinished.open("rb+") as file:
        os.fsync(file.fileno())


def copy_with_leftovers(path: Path) -> tempfile.TemporaryDirectory[str] | None:
    """A temporary folder with the file and its -wal, when a killed program left one on a medium that is read-only.

    There SQLite could only pass over the -wal, and what was saved last would be missing. None when there is none.
    """
    beside = path.with_name(path.name + "-wal")
    if not beside.exists() or beside.stat().st_size == 0:
        return None
    folder = tempfile.TemporaryDirectory(prefix="situation-board-")
    try:
        with explained(path):
            for file in (path, beside):
                copy_bytes(file, Path(folder.name) / file.name)
    except BaseException:
        folder.cleanup()
        raise
    return folder


def is_writable(path: Path) -> bool:
    """Whether a situation file can be written to: it and its folder, where SQLite puts what lies beside it."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def unfinished_copy(path: Path) -> Path:
    """Where a copy of the file under another key is made. Only who has the file for itself makes one."""
    return path.with_name(f".{path.name}.protecting")


def remove_unfinished(path: Path) -> None:
    """Remove what a program that was killed while it changed the file's key left beside it.

    Only beside an open connection in WAL mode, or by who has the file for itself: there SQLite's own journal, which
    a kill at the very beginning leaves, has had its say or never will have any.
    """
    path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
    unfinished = unfinished_copy(path)
    for end in ("", "-wal", "-shm", "-journal"):
        unfinished.with_name(unfinished.name + end).unlink(missing_ok=True)
