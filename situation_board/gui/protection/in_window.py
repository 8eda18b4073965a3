"""Protection of one window: its lock and its dialogs, each made when it is first needed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from situation_board.gui.background import Errands

if TYPE_CHECKING:
    from situation_board.gui.main_window import MainWindow
    from situation_board.gui.protection.lock import Lock


class Protection(QObject):
    """Nothing of it is loaded while the file is plain and nobody asks."""

    def __init__(self, window: MainWindow, errands: Errands) -> None:
        super().__init__(window)
        self._window = window
        self._errands = errands

    @cached_property
    def lock(self) -> Lock:
        from situation_board.gui.protection.lock import Lock

        return Lock(self._window, self._errands)

    @property
    def is_locked(self) -> bool:
        return "lock" in self.__dict__ and self.lock.is_locked

    def watch(self) -> None:
        """From now on the window locks itself when nobody is there."""
        if self._window.situation.is_protected:
            self.lock.watch.begin()

    def ask(self) -> None:
        """File > Protection."""
        from situation_board.gui.protection.dialog import ProtectionDialog

        dialog = ProtectionDialog(self._window, self._errands)
        dialog.changed.connect(self.watch)
        dialog.open()

    def come_to_front(self) -> bool:
        """The page of the lock in place of the window; False when it is not locked."""
        if self.is_locked:
            self.lock.come_to_front()
        return self.is_locked

    def end(self) -> None:
        """The window is closed; the page of its lock goes with it."""
        if self.is_locked:
            self.lock.end()
