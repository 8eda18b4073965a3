"""A whole situation that was exported as JSON: opened like a file, it becomes one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from situation_board.core.exporting.whole import write_whole
from situation_board.core.integrity import check
from situation_board.core.steps import end_of
from situation_board.core.store import Store, making_again
from situation_board.gui.app import Desk
from situation_board.gui.background import steps
from situation_board.gui.from_json import FromJsonDialog
from tests.gui.fixtures import press

PATIENCE = 20_000


@pytest.fixture
def exported(filled_file: Path, tmp_path: Path) -> Path:
    with Store.open(filled_file) as store:
        end_of(write_whole(store.reading, tmp_path / "whole.json"))
    return tmp_path / "whole.json"


def dialog_of(desk: Desk, qtbot: QtBot) -> FromJsonDialog:
    def shown() -> bool:
        return any(found.isVisible() for found in _dialogs(desk))

    qtbot.waitUntil(shown, timeout=PATIENCE)
    return _dialogs(desk)[0]


def _dialogs(desk: Desk) -> list[FromJsonDialog]:
    return desk.in_front().findChildren(FromJsonDialog)


def drop(desk: Desk, path: Path) -> None:
    desk.start(None)
    assert desk.start_page is not None
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    button, modifier = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    desk.start_page.dropEvent(QDropEvent(QPointF(10, 10), Qt.DropAction.CopyAction, mime, button, modifier))


def test_dropped_on_the_start_page_it_becomes_a_file_that_is_open(
    desk: Desk, exported: Path, filled_file: Path, qtbot: QtBot
) -> None:
    drop(desk, exported)
    dialog = dialog_of(desk, qtbot)
    assert Path(dialog.target.text()) == exported.with_name("whole.sitboard")
    dialog.protect.setChecked(False)
    press(dialog.target, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(desk.windows) == 1, timeout=PATIENCE)
    assert desk.windows[0].path == exported.with_name("whole.sitboard")
    assert desk.start_page is None
    log = "SELECT sha256 FROM log ORDER BY arrival"
    with Store.open(filled_file) as original, original.reading() as reading:
        wanted = reading.all(log)
    with Store.open(desk.windows[0].path) as made, made.reading() as reading:
        assert reading.all(log) == wanted
        assert check(reading).clean


def test_it_can_be_protected_at_once(desk: Desk, exported: Path, qtbot: QtBot) -> None:
    desk.start(exported)
    dialog = dialog_of(desk, qtbot)
    assert dialog.protect.isChecked()
    dialog.begin()
    assert dialog.isVisible() and dialog.make.isEnabled(), "without a passphrase nothing begins"
    for field in (dialog.passphrase.first, dialog.passphrase.again):
        field.setText("six made words of a passphrase")
    dialog.begin()
    qtbot.waitUntil(lambda: len(desk.windows) == 1, timeout=PATIENCE)
    assert not desk.windows[0].path.read_bytes().startswith(b"SQLite format 3")


def test_a_name_that_is_taken_is_said_and_nothing_is_overwritten(desk: Desk, exported: Path, qtbot: QtBot) -> None:
    desk.start(exported)
    dialog = dialog_of(desk, qtbot)
    dialog.protect.setChecked(False)
    taken = exported.with_name("taken.sitboard")
    taken.write_text("somebody's")
    dialog.target.setText(str(taken))
    dialog.begin()
    qtbot.waitUntil(lambda: "exists already" in dialog.error.text(), timeout=PATIENCE)
    assert taken.read_text() == "somebody's"
    assert dialog.make.isEnabled()
    dialog.reject()


@pytest.mark.parametrize("typed", ["", "  ", "/", "~nobody-of-that-name/x"])
def test_without_a_name_to_save_it_under_nothing_begins(desk: Desk, exported: Path, qtbot: QtBot, typed: str) -> None:
    desk.start(exported)
    dialog = dialog_of(desk, qtbot)
    dialog.protect.setChecked(False)
    dialog.target.setText(typed)
    dialog.begin()
    assert "where to save it" in dialog.error.text()
    assert dialog.make.isEnabled() and dialog.focusWidget() is dialog.target
    dialog.reject()


def test_what_is_broken_in_it_is_named_and_nothing_is_made(desk: Desk, exported: Path, qtbot: QtBot) -> None:
    exported.write_text(exported.read_text(encoding="utf-8")[:-400], encoding="utf-8")
    desk.start(exported)
    dialog = dialog_of(desk, qtbot)
    dialog.protect.setChecked(False)
    dialog.begin()
    qtbot.waitUntil(lambda: bool(dialog.error.text()), timeout=PATIENCE)
    assert not exported.with_name("whole.sitboard").exists()
    assert not list(exported.parent.glob("*.new"))
    dialog.reject()


def test_a_newer_programs_file_is_told_on_the_start_page(desk: Desk, exported: Path, qtbot: QtBot) -> None:
    exported.write_text(
        exported.read_text(encoding="utf-8").replace('"format": 1', '"format": 99', 1), encoding="utf-8"
    )
    drop(desk, exported)
    assert desk.start_page is not None
    banner = desk.start_page.banner
    qtbot.waitUntil(lambda: "newer version" in banner.text, timeout=PATIENCE)


def test_stopped_it_leaves_nothing(desk: Desk, exported: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making_again, "STEP", 1)
    monkeypatch.setattr(steps, "BREATH", 0.05)  # so that it takes long, however few changes there are
    desk.start(exported)
    dialog = dialog_of(desk, qtbot)
    dialog.protect.setChecked(False)
    dialog.begin()
    qtbot.waitUntil(lambda: dialog.bar.value() > 0, timeout=PATIENCE)
    dialog.reject()
    assert dialog.isVisible() and "Nothing was kept" in dialog.says.text()
    qtbot.waitUntil(lambda: not list(exported.parent.glob(".*.new*")), timeout=PATIENCE)
    assert not exported.with_name("whole.sitboard").exists()
    dialog.reject()
