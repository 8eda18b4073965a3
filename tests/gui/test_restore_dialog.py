"""Back to a backup in the window: what was found, what would be lost, what is kept; then the file is open again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from situation_board.core.actions import records
from situation_board.core.ids import new_id
from situation_board.core.rows import Actor
from situation_board.core.safekeeping.backup import back_up
from situation_board.core.store import Store, wall_clock
from situation_board.gui.exchange import MergeDialog
from situation_board.gui.main_window import MainWindow
from situation_board.gui.safekeeping.backup_list import State
from situation_board.gui.safekeeping.restore_dialog import RestoreDialog
from tests.gui.fixtures import HERE, OpenWindow, close, delete_later_now, press
from tests.gui.panels import PATIENCE, plain

HOUR = 3_600_000


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def add_actor(path: Path, name: str) -> None:
    with Store.open(path, identity=HERE) as store:
        store.do(records.add_record, Actor(id=new_id(), name=name))


def back_up_file(path: Path, stick: Path, age: int) -> Path:
    with Store.open(path, identity=HERE) as store:
        return back_up(store, stick, now=wall_clock() - age).backup.path


@pytest.fixture
def window(filled_file: Path, stick: Path, open_window: OpenWindow, qtbot: QtBot) -> MainWindow:
    """A file with two backups, one of them damaged, and an actor that came after both."""
    back_up_file(filled_file, stick, 3 * HOUR)
    add_actor(filled_file, "In The Newer Backup")
    newer = back_up_file(filled_file, stick, HOUR // 2)
    add_actor(filled_file, "Later Guards")
    content = bytearray(newer.read_bytes())
    content[-40960:] = bytes(40960)
    newer.write_bytes(content)
    window = open_window(filled_file)
    qtbot.waitUntil(lambda: window.keeper.situation_id is not None, timeout=PATIENCE)
    window.settings.remember_backup_folder(str(window.keeper.situation_id), stick)
    return window


def shown(window: MainWindow, qtbot: QtBot) -> RestoreDialog:
    """The dialog, when all backups were looked through."""
    window.safekeeping.ask_restore()
    [dialog] = [each for each in QApplication.topLevelWidgets() if isinstance(each, RestoreDialog)]
    qtbot.waitUntil(
        lambda: bool(dialog.model.found) and all(each.state is not State.LOOKING for each in dialog.model.found),
        timeout=PATIENCE,
    )
    return dialog


def cells(dialog: RestoreDialog, row: int) -> list[str]:
    return [plain(str(dialog.model.index(row, column).data())) for column in range(dialog.model.columnCount())]


def names(path: Path) -> set[str | None]:
    with Store.open(path) as store, store.reading() as reading:
        return {actor.name for actor in reading.rows(Actor)}


def choose_older(dialog: RestoreDialog, qtbot: QtBot) -> None:
    dialog.view.setFocus()
    press(dialog.view, Qt.Key.Key_Down)
    qtbot.waitUntil(dialog.restore.isEnabled, timeout=PATIENCE)


def test_each_backup_says_its_age_and_whether_it_is_whole(window: MainWindow, qtbot: QtBot) -> None:
    dialog = shown(window, qtbot)
    newer, older = cells(dialog, 0), cells(dialog, 1)
    assert newer[1] == "30 min" and newer[3] == "damaged"
    assert older[1] == "3 h" and older[3] == "whole, verified" and older[2] != ""
    assert not dialog.restore.isEnabled()
    dialog.close()
    close(qtbot, window)


def test_what_would_be_lost_is_said_before_anything_is_done(
    window: MainWindow, filled_file: Path, qtbot: QtBot
) -> None:
    dialog = shown(window, qtbot)
    choose_older(dialog, qtbot)
    assert "changes that this backup does not" in dialog.preview.text()
    assert "Later Guards" in dialog.lost.toPlainText() and "In The Newer Backup" in dialog.lost.toPlainText()
    assert "former file is kept" in dialog.kept.text()
    dialog.close()
    close(qtbot, window)
    assert "Later Guards" in names(filled_file)


def test_the_backup_takes_the_files_place_the_window_goes_on_and_the_former_file_is_merged(
    window: MainWindow, filled_file: Path, qtbot: QtBot
) -> None:
    dialog = shown(window, qtbot)
    choose_older(dialog, qtbot)
    press(dialog.restore, Qt.Key.Key_Space)
    qtbot.waitUntil(dialog.merge.isVisible, timeout=PATIENCE)
    assert "before restoring" in dialog.kept.text()
    assert not window.situation.is_resting
    [former] = filled_file.parent.glob("*before restoring*")
    press(dialog.merge, Qt.Key.Key_Space)
    qtbot.waitUntil(
        lambda: any(isinstance(each, MergeDialog) for each in QApplication.topLevelWidgets()), timeout=PATIENCE
    )
    [merging] = [each for each in QApplication.topLevelWidgets() if isinstance(each, MergeDialog)]
    merging.accept()
    qtbot.waitUntil(lambda: "was merged" in window.centre.banner.text, timeout=PATIENCE)
    close(qtbot, window)
    assert {"Later Guards", "In The Newer Backup"} <= names(filled_file)
    assert former.exists()


def test_a_file_that_another_program_has_open_stays_and_the_window_goes_on(
    window: MainWindow, filled_file: Path, qtbot: QtBot
) -> None:
    dialog = shown(window, qtbot)
    choose_older(dialog, qtbot)
    with Store.open(filled_file):
        press(dialog.restore, Qt.Key.Key_Space)
        qtbot.waitUntil(dialog.error.is_shown, timeout=PATIENCE)
    assert "is open" in dialog.error.text() and not window.situation.is_resting
    dialog.close()
    close(qtbot, window)
    assert "Later Guards" in names(filled_file)


def test_a_stick_that_is_pulled_with_both_files_keeps_no_window_open(
    window: MainWindow, filled_file: Path, stick: Path, qtbot: QtBot
) -> None:
    dialog = shown(window, qtbot)
    choose_older(dialog, qtbot)
    for path in (filled_file, *stick.iterdir()):
        path.unlink()
    dialog.begin()
    qtbot.waitUntil(dialog.error.is_shown, timeout=PATIENCE)
    dialog.reject()
    assert dialog.isHidden()
    assert window.close()
    delete_later_now()
