"""The first page, and what can be begun there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLineEdit, QListWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from situation_board.core.store import Store
from situation_board.gui.app import Desk
from situation_board.gui.new_situation import NewSituationDialog
from situation_board.gui.settings import Settings
from situation_board.gui.start_page import StartPage
from tests.gui.fixtures import delete_later_now, press, write


def start_page(desk: Desk) -> StartPage:
    desk.start(None)
    assert desk.start_page is not None
    return desk.start_page


def recent_list(page: StartPage) -> QListWidget:
    (found,) = page.findChildren(QListWidget)
    return found


def test_the_sample_opens_and_the_page_goes(desk: Desk, qtbot: QtBot) -> None:
    page = start_page(desk)
    page.sample_asked.emit()
    qtbot.waitUntil(lambda: len(desk.windows) == 1, timeout=20_000)
    assert desk.start_page is None
    assert desk.windows[0].path.name == "Syria, December 2024 (sample).sitboard"


def test_a_dropped_file_is_opened(desk: Desk, filled_file: Path, qtbot: QtBot) -> None:
    page = start_page(desk)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(filled_file))])
    drop = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(drop)
    qtbot.waitUntil(lambda: [window.path for window in desk.windows] == [filled_file])


def test_the_last_file_opens_by_itself_and_a_missing_one_leads_to_the_page(
    desk: Desk, filled_file: Path, qtbot: QtBot
) -> None:
    Settings().remember_file(filled_file)
    desk.start(None)
    qtbot.waitUntil(lambda: len(desk.windows) == 1)
    desk.windows[0].leave_to_start()
    qtbot.waitUntil(lambda: not desk.windows)
    assert desk.start_page is not None
    desk.start_page.close()

    filled_file.unlink()
    desk.start(None)
    qtbot.waitUntil(lambda: desk.start_page is not None)


def test_recent_files_that_are_gone_are_listed_as_not_found_and_cannot_be_chosen(
    desk: Desk, filled_file: Path, qtbot: QtBot
) -> None:
    Settings().remember_file(filled_file)
    Settings().remember_file(filled_file.with_name("gone.sitboard"))
    desk.show_start_page()
    assert desk.start_page is not None
    recent = recent_list(desk.start_page)
    qtbot.waitUntil(lambda: recent.count() == 2)

    gone, there = recent.item(0), recent.item(1)
    assert "not found" in gone.text()
    assert gone.flags() == Qt.ItemFlag.NoItemFlags
    assert "not found" not in there.text()
    recent.setCurrentItem(there)
    press(recent, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(desk.windows) == 1)


def test_a_file_that_is_no_situation_is_refused_in_words_on_the_page(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    other = tmp_path / "letter.sitboard"
    other.write_bytes(b"SQLite format 3\x00" + b"x" * 5000)
    page = start_page(desk)
    desk.open(other)
    qtbot.waitUntil(lambda: page.banner.problem is not None)
    assert "letter.sitboard" in page.banner.text


def test_a_new_situation_asks_for_name_zone_and_place(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    page = start_page(desk)
    page.new_asked.emit()
    (dialog,) = page.findChildren(NewSituationDialog)
    name, zone, path = dialog.findChildren(QLineEdit)[:3]
    write(name, "Floods, north")
    zone.setText("Asia/Dhaka")
    assert Path(path.text()).name == "Floods, north.sitboard"
    path.setText(str(tmp_path / "floods"))
    dialog.protect.setChecked(False)
    press(name, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: len(desk.windows) == 1)
    delete_later_now()
    assert not isValid(dialog)
    made = desk.windows[0].path
    assert made == tmp_path / "floods.sitboard"
    with Store.open(made) as store, store.reading() as reading:
        assert (reading.situation.name, reading.situation.timezone) == ("Floods, north", "Asia/Dhaka")


def test_a_wrong_zone_and_a_taken_name_are_said_beside_their_fields(
    desk: Desk, filled_file: Path, qtbot: QtBot
) -> None:
    page = start_page(desk)
    page.new_asked.emit()
    (dialog,) = page.findChildren(NewSituationDialog)
    name, zone, path = dialog.findChildren(QLineEdit)[:3]
    dialog.protect.setChecked(False)
    name.setText("Floods")
    zone.setText("Middle/Nowhere")
    dialog.accept()
    assert dialog.error_text("timezone") != ""
    zone.setText("Asia/Dhaka")
    path.setText(str(filled_file))
    dialog.accept()
    qtbot.waitUntil(lambda: "exists already" in dialog.error_text("file"))
    assert dialog.error_text("timezone") == ""
    dialog.reject()
