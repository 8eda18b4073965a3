"""One program a person, one window a file: a second start hands its file to the first program and ends.

A start that brings a key or a person of its own is a program of its own; so is one that the first does not answer,
because it hangs. Windows of such programs still find each other when they show the same file.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal

from situation_board.gui.meeting import Door, call
from situation_board.gui.meeting_place import file_address, lock_path, program_address

PATIENCE = 2_000
"""Milliseconds: a busy window answers late, a stale socket at once."""
PATIENCE_WITH_PROGRAM = 5_000


class Start:
    """A program that starts: hands over, or listens. Of several that start at once one comes first."""

    def __init__(self) -> None:
        path = lock_path()
        self._address = program_address()
        self._lock = QLockFile(str(path)) if path else None
        if self._lock is not None:
            self._lock.setStaleLockTime(0)  # never by age; one of a dead program is free at once
            self._lock.tryLock(PATIENCE)

    def hand_over(self, path: Path | None) -> bool:
        """Let the program that runs open the file, or come to the front. False when there is none that answers."""
        if self._address is None or not call(self._address, path, patience=PATIENCE_WITH_PROGRAM):
            return False
        self._let_next()
        return True

    def listen(self, parent: QObject | None = None) -> Door | None:
        """From now on later starts are heard. None where programs cannot meet."""
        door = Door(self._address, parent) if self._address else None
        self._let_next()
        return door

    def _let_next(self) -> None:
        if self._lock is not None:
            self._lock.unlock()


def raise_other_window(path: Path) -> bool:
    """Ask the window that shows this file to come to the front. False when there is none."""
    address = file_address(path)
    return address is not None and call(address, None, patience=PATIENCE)


class Doorkeeper(QObject):
    """Listens for a second window on the file of this one."""

    knocked = Signal()

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        address = file_address(path)
        self._door = Door(address, self) if address else None
        if self._door is not None:
            self._door.called.connect(self.knocked)

    def close(self) -> None:
        if self._door is not None:
            self._door.close()
