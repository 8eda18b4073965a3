"""Whether anybody is there: no key, no click and no move of the mouse for a time, or a laptop that slept."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

LOOK = 5_000  # milliseconds
SLEPT = 60.0
"""Seconds by which the clock may run ahead between two looks: more, and the laptop slept or somebody set the clock."""
Type = QEvent.Type
SIGNS_OF_LIFE = frozenset(
    {Type.KeyPress, Type.MouseButtonPress, Type.MouseMove, Type.Wheel, Type.TouchBegin, Type.TouchUpdate}
)


class IdleWatch(QObject):
    """`alone` is said when nobody has been there for as long as `patience` says, in seconds.

    It listens at the window that has the keyboard and at no other: a look at every event of the program would cost
    more than all of them.
    """

    alone = Signal()

    def __init__(
        self,
        patience: Callable[[], float],
        parent: QObject,
        *,
        steady: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._patience, self._steady, self._wall = patience, steady, wall
        self._listened: QWindow | None = None
        self._timer = QTimer(self, interval=LOOK, timerType=Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(self.look)
        QGuiApplication.instance().focusWindowChanged.connect(self._listen)  # type: ignore[union-attr]
        self.begin()

    def begin(self) -> None:
        """Somebody is there now."""
        self._last, self._looked = self._steady(), self._wall()
        self._listen(QGuiApplication.focusWindow())
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def look(self) -> None:
        """Whether it is time."""
        wall = self._wall()
        slept, self._looked = wall - self._looked > SLEPT, wall
        if slept or self._steady() - self._last >= self._patience():
            self.alone.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in SIGNS_OF_LIFE:
            self._last = self._steady()
        return False

    def _listen(self, window: QWindow | None) -> None:
        if self._listened is not None:
            self._listened.removeEventFilter(self)
        self._listened = window
        if window is not None:
            window.installEventFilter(self)
            window.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._listened = None
