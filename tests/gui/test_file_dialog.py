"""Choosing files beside an open situation, whose locks must not be lost for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QFileSystemModel, QLineEdit, QListView, QToolButton
from pytestqt.qtbot import QtBot

from situation_board.gui.choosing import choose_file
from situation_board.gui.file_dialog import FileDialog
from situation_board.gui.main_window import MainWindow
from situation_board.gui.print_dialog import PrintDialog
from tests.locks import NOT_ON_WINDOWS, unlocked

pytestmark = NOT_ON_WINDOWS


def wait_until_listed(dialog: QFileDialog, path: Path, qtbot: QtBot) -> None:
    """Until what lies in the folder of the file is shown with its icons."""
    dialog.setDirectory(str(path.parent))
    model, view = dialog.findChild(QFileSystemModel), dialog.findChild(QListView, "listView")
    assert model is not None and view is not None
    dialog.setNameFilter("*")
    qtbot.waitUntil(lambda: model.rowCount(model.index(str(path.parent))) >= 3)
    view.viewport().repaint()
    QTest.mouseMove(view.viewport(), QPoint(5, 5))


def choose(dialog: QFileDialog, path: Path) -> None:
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert name is not None
    name.setText(str(path))
    dialog.accept()


def test_a_list_of_files_costs_the_open_file_no_locks(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    assert unlocked(window.path) == ""
    chosen: list[Path] = []
    choose_file(window, "Import a file", chosen.append, filter="Every file (*)")
    dialog = window.findChild(FileDialog)
    assert dialog is not None
    wait_until_listed(dialog, window.path, qtbot)
    dialog.setViewMode(QFileDialog.ViewMode.Detail)
    assert unlocked(window.path) == ""
    choose(dialog, window.path)
    qtbot.waitUntil(lambda: chosen == [window.path])


def test_the_file_that_is_printed_into_is_chosen_in_the_same_dialog(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = PrintDialog(QPrinter(), window)
    browse, name = dialog.findChild(QToolButton, "fileBrowser"), dialog.findChild(QLineEdit, "filename")
    if browse is None or name is None:
        pytest.skip("the dialog of the system prints into no file")
    browse.click()
    choosing = dialog.findChild(FileDialog)
    assert choosing is not None
    wait_until_listed(choosing, window.path, qtbot)
    assert unlocked(window.path) == ""
    choose(choosing, tmp_path / "sheet.pdf")
    qtbot.waitUntil(lambda: name.text() == str(tmp_path / "sheet.pdf"))
    dialog.reject()
