"""Exporting, in the window: the dialog, and what is said when the file is whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices

from situation_board.gui.entry.wording import isolated
from situation_board.gui.errors import Offer
from situation_board.gui.exporting.choices import EXTRACT, WHOLE, Choice, what_words
from situation_board.gui.exporting.dialog import ExportDialog
from situation_board.gui.protection.leaving import open_to_take_out

if TYPE_CHECKING:
    from situation_board.gui.main_window import MainWindow

Show = Callable[[QUrl], bool]


def ask_export(window: MainWindow, what: str = "cards", *, show: Show = QDesktopServices.openUrl) -> ExportDialog:
    """Open the dialog; on a laptop at risk only after a question. `show` opens a folder."""
    dialog = ExportDialog(window.situation, what, window)
    dialog.written.connect(lambda path, choice, rows: _tell(window, path, choice, rows, show))
    open_to_take_out(dialog)
    return dialog


def _tell(window: MainWindow, path: Path, choice: Choice, rows: int, show: Show) -> None:
    folder = QUrl.fromLocalFile(str(path.parent))
    offer = Offer(_said("Show in folder"), "open", lambda: show(folder))
    window.centre.banner.show_notice(_words(window, path, choice, rows), offers=[offer])


def _words(window: MainWindow, path: Path, choice: Choice, rows: int) -> str:
    number = isolated(window.locale().toString(rows))
    if choice.what == WHOLE:
        return _said("{0} was written and compared: {1} changes.").format(isolated(path.name), number)
    if choice.what == EXTRACT:
        return _said("{0} was made and compared: an extract of {1} rows.").format(isolated(path.name), number)
    words = _said("{0} was written and compared: {1}, {2} rows.")
    return words.format(isolated(path.name), what_words(choice.what), number)


def _said(words: str) -> str:
    return QCoreApplication.translate("Exporting", words)
