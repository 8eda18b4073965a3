"""The dialog in which files and folders are chosen. Every such dialog of ours is one of these.

What lists a folder looks into files whose kind it does not know, to find an icon for them: so Qt does, and GTK in its
stead. In our program that costs an open situation SQLite's locks (see `core/open_files.py`). This dialog looks into
none. On Windows and macOS the system's own is shown, which does no harm: there locks belong to handles, or it is a
program of its own.
"""

from __future__ import annotations

import sys
from typing import Any

from PySide6.QtCore import QCoreApplication, QFileInfo
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog, QFileIconProvider, QWidget


class _NamesOnly(QFileIconProvider):
    """Knows folders and files, and looks into none."""

    def icon(self, what: Any) -> QIcon:
        if not isinstance(what, QFileInfo):
            return super().icon(what)
        return super().icon(self.IconType.Folder if what.isDir() else self.IconType.File)

    def type(self, info: QFileInfo) -> str:
        return QCoreApplication.translate("FileDialog", "Folder") if info.isDir() else info.suffix()


class FileDialog(QFileDialog):
    def __init__(self, parent: QWidget | None = None, title: str = "", start: str = "", filter: str = "") -> None:
        super().__init__(parent, title, start, filter)
        if sys.platform not in {"win32", "darwin"}:
            self.setOption(QFileDialog.Option.DontUseNativeDialog)
            self._icons = _NamesOnly()
            self._icons.setOptions(QFileIconProvider.Option.DontUseCustomDirectoryIcons)
            self.setIconProvider(self._icons)
