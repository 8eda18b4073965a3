"""Choosing a file that is there, and the key file of a protected one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from situation_board.core.problems import Problem
from situation_board.core.store import read_key_file
from situation_board.gui.background import Errands
from situation_board.gui.file_dialog import FileDialog
from situation_board.gui.files import file_filter


def choose_file(parent: QWidget, title: str, chosen: Callable[[Path], None], *, filter: str = "") -> None:
    """Ask for a file that is there, beside the work."""
    dialog = FileDialog(parent, title, "", filter or file_filter())
    dialog.setFileMode(FileDialog.FileMode.ExistingFile)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.open()


def choose_key(
    parent: QWidget, errands: Errands, chosen: Callable[[bytes], None], failed: Callable[[Problem], None]
) -> None:
    """Ask for the key file of a protected situation."""

    def read(path: Path) -> None:
        errands.run(lambda: read_key_file(path), done=chosen, failed=failed, receiver=parent)

    tr = QCoreApplication.translate
    title, every = tr("files", "The file is protected: choose its key file"), tr("files", "All files")
    choose_file(parent, title, read, filter=f"{every} (*)")
