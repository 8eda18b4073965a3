"""Python's garbage is collected on the thread of the window alone.

Python collects on whichever thread happens to make the next thing. A part of a window that nobody holds any more would
then be destroyed by a thread that must not touch it, or in the middle of a call in which Qt holds a lock: the program
crashes, or stands still for ever.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimerEvent

BETWEEN_LOOKS = 500
"""Milliseconds; in between little comes together."""


class GarbageCollector(QObject):
    """Collects as often as Python would, as far as the thread that it was made on has come back to its events."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self.startTimer(BETWEEN_LOOKS)

    def timerEvent(self, event: QTimerEvent) -> None:
        counted = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [generation for generation, (count, most) in enumerate(counted) if count > most]
        if due:
            gc.collect(max(due))  # and what is younger
