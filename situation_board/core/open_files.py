"""Reading the bytes of files that SQLite may have open in this program.

Where POSIX rules, a program loses all its locks on a file as soon as it closes any handle on it: SQLite's as well. The
next program that closes the situation takes itself for the last one then, removes the write-ahead log under ours, and
the file is damaged (sqlite.org/howtocorrupt.html, section 2.2). So a handle on such a file is kept until the last
connection to it is closed, and used again.
"""

from __future__ import annotations

import io
import os
import shutil
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

Identity = tuple[int, int]
BESIDE = ("-wal", "-shm")
"""What SQLite puts beside a file, and locks as well."""
NO_HANDLE = -1


@dataclass(slots=True)
class _Held:
    """A file with connections. `spare` are handles on it, or on what lies beside it, that nobody uses at present."""

    connections: int = 0
    spare: dict[Identity, list[int]] = field(default_factory=dict)


_held: dict[Identity, _Held] = {}
_guard = threading.RLock()  # what is left unclosed is closed whenever Python finds it, inside it too


def identity_of(path: Path) -> Identity | None:
    """Which file lies at a path, whatever its content; None when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def note_connection(path: Path) -> Identity | None:
    """Say before it is made that there is one connection more; what is returned is given back when it is closed."""
    with _guard:
        identity = identity_of(path)
        if identity is not None:
            _held.setdefault(identity, _Held()).connections += 1
        return identity


def forget_connection(identity: Identity | None) -> None:
    """Say after it was closed that there is one connection less."""
    with _guard:
        if identity is None:
            return
        held = _held[identity]
        held.connections -= 1
        if held.connections == 0:
            del _held[identity]
            for handle in (each for spare in held.spare.values() for each in spare):
                os.close(handle)


def open_to_read(path: Path) -> BinaryIO:
    """As `path.open("rb")`, for every file that may be an open situation, or lie beside one."""
    if os.name == "nt" or not path.is_file():  # locks of Windows belong to a handle; the other is somebody's mistake
        return path.open("rb")
    return cast("BinaryIO", io.BufferedReader(_Bytes(path)))


def copy_bytes(source: Path, target: Path) -> None:
    """As `shutil.copyfile`, of such a file."""
    with open_to_read(source) as read, target.open("wb") as write:
        shutil.copyfileobj(read, write)


class _Bytes(io.RawIOBase):
    """The bytes of a file, through a handle that others used before and will use again."""

    def __init__(self, path: Path) -> None:
        self._at, self._handle = 0, NO_HANDLE
        self._situation = _situation_of(path)
        with _guard:
            held = _held.get(self._situation) if self._situation is not None else None
            spare = held.spare.get(identity, []) if held and (identity := identity_of(path)) is not None else []
            self._handle = spare.pop() if spare else os.open(path, os.O_RDONLY | os.O_CLOEXEC)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._handle

    def readinto(self, buffer: WriteableBuffer) -> int:
        room = memoryview(buffer).cast("B")
        got = os.pread(self._handle, len(room), self._at)
        room[: len(got)] = got
        self._at += len(got)
        return len(got)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: os.fstat(self._handle).st_size}[whence]
        if start + offset < 0:
            raise ValueError("before the beginning of the file")
        self._at = start + offset
        return self._at

    def tell(self) -> int:
        return self._at

    def close(self) -> None:
        if self._handle != NO_HANDLE:
            self._give_back()
            self._handle = NO_HANDLE
        super().close()

    def _give_back(self) -> None:
        with _guard:
            held = _held.get(self._situation) if self._situation is not None else None
            if held is None:
                os.close(self._handle)
                return
            found = os.fstat(self._handle)
            held.spare.setdefault((found.st_dev, found.st_ino), []).append(self._handle)


def _situation_of(path: Path) -> Identity | None:
    """The file itself, or the one beside which it lies."""
    end = next((end for end in BESIDE if path.name.endswith(end)), "")
    return identity_of(path.with_name(path.name.removesuffix(end)) if end else path)
