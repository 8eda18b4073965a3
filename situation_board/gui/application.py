"""The one QApplication, and what the system tells it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import PySide6
from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from situation_board.gui.garbage import GarbageCollector


class Application(QApplication):
    """Hears which file was double-clicked, on systems that tell it to the program instead of starting another one."""

    file_opened = Signal(object)

    def __init__(self, arguments: list[str]) -> None:
        _tell_where_plugins_are()
        super().__init__(arguments)
        self._waiting: list[Path] | None = []
        GarbageCollector(self)

    def event(self, event: QEvent) -> bool:
        if not isinstance(event, QFileOpenEvent):
            return super().event(event)
        if event.file():  # an address is none of ours
            self._hear(Path(event.file()))
        return True

    def tell_files(self, open_file: Callable[[Path], None]) -> None:
        """From now on `open_file` hears of each, first of those that came before anybody listened."""
        self.file_opened.connect(open_file)
        waiting, self._waiting = self._waiting or [], None
        for path in waiting:
            open_file(path)

    def stop_telling(self) -> None:
        """Nobody listens any more: what comes now waits for who does."""
        if self._waiting is None:
            self.file_opened.disconnect()
            self._waiting = []

    def _hear(self, path: Path) -> None:
        if self._waiting is None:
            self.file_opened.emit(path)
        else:
            self._waiting.append(path)


def _tell_where_plugins_are() -> None:
    """PySide6 tells Qt by a text in which quotes, commas and backslashes of a folder's name mean something else."""
    package = Path(PySide6.__file__).parent
    for plugins in (package / "Qt" / "plugins", package / "plugins"):
        if plugins.is_dir():
            QCoreApplication.addLibraryPath(str(plugins))
