"""Plain copies that other programs or the reader of a file need: in a folder that is removed, also after a crash."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import QLockFile

PREFIX = "situation-board-plain-"
IN_USE = ".in-use"


class PlainCopies:
    """A folder that only this person can read. A lock says that its program runs: it goes with the program."""

    def __init__(self) -> None:
        sweep()
        self._folder = tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True)
        self._lock = _lock(self.path)
        self._lock.tryLock(0)

    @property
    def path(self) -> Path:
        return Path(self._folder.name)

    def remove(self) -> None:
        self._lock.unlock()
        self._folder.cleanup()


def sweep() -> None:
    """Remove what programs left behind that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        lock = _lock(folder)
        if lock.tryLock(0):
            lock.unlock()
            shutil.rmtree(folder, ignore_errors=True)


def _lock(folder: Path) -> QLockFile:
    lock = QLockFile(str(folder / IN_USE))
    lock.setStaleLockTime(0)  # never by age: a picture may be looked at for a day
    return lock
