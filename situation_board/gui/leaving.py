"""Closing a window with everything that belongs to it: what is being typed or saved comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDockWidget, QWidget

if TYPE_CHECKING:
    from situation_board.gui.background import Situation

LEAVING = "leaving"
"""The property of a window that does not close yet, but will by itself once what it does has ended."""


class Leaving(QObject):
    """What is being typed is saved, and what is being saved is waited for; if that fails the window stays."""

    def __init__(self, situation: Situation, window: QWidget) -> None:
        super().__init__(window)
        self._situation, self._window = situation, window
        self._is_waiting = False
        situation.not_saved.connect(self._stay)
        situation.busy.connect(self._go_on)

    def may_close(self) -> bool:
        """Whether nothing has to be waited for; else the window closes by itself afterwards, or stays."""
        if not _close_windows_beside(self._window):
            return False
        focused = QApplication.focusWidget()
        if focused is not None and self._window.isAncestorOf(focused):
            focused.clearFocus()
        self._is_waiting = self._situation.is_writing
        return not self._is_waiting

    def _go_on(self, is_busy: bool) -> None:
        if self._is_waiting and not is_busy:
            self._is_waiting = False
            self._window.close()

    def _stay(self) -> None:
        self._is_waiting = False


def stop_timers(window: QWidget) -> None:
    """Nothing of a window that has closed begins anything more, in the moment before it is gone."""
    for timer in window.findChildren(QTimer):
        timer.stop()


def _close_windows_beside(window: QWidget) -> bool:
    """Whether all of them closed. One that is leaving takes the window along when it does."""
    for beside in window.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if beside.isWindow() and not isinstance(beside, QDockWidget) and not beside.close():
            if beside.property(LEAVING):
                beside.destroyed.connect(window.close, Qt.ConnectionType.QueuedConnection)
            return False
    return True
