"""Up to where a person has seen a file: what came since is news to them when they open it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from situation_board.gui.background import Situation
from situation_board.gui.settings import Settings

if TYPE_CHECKING:
    from situation_board.core.history.since import Bookmark


class LastSeen(QObject):
    """`known` brings where the file was when it was last closed on this laptop. Begins with `look_again`."""

    known = Signal(object)

    def __init__(self, situation: Situation, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._situation = situation
        self._settings = settings
        self._now: Bookmark | None = None
        self.before: Bookmark | None = None
        situation.changed.connect(self.look_again)

    def look_again(self) -> None:
        """Ask where the file has come to."""
        from situation_board.core.history.since import bookmark

        self._situation.ask(bookmark, done=self._note, key=(self, "bookmark"))

    def remember(self) -> None:
        """The file is closed: what it holds has been seen."""
        if self._now is not None:
            self._settings.remember_bookmark(self._now)

    def _note(self, now: Bookmark) -> None:
        is_first, self._now = self._now is None, now
        if not is_first:
            return
        self.before = self._settings.bookmark(now.situation)
        if self.before is not None:
            self.known.emit(self.before)
