"""Another situation dropped on the board: what it is, and what can be done with it, right there."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from situation_board.core.actions import records
from situation_board.core.actions.situations import start_situation
from situation_board.core.exporting.whole import write_whole
from situation_board.core.ids import new_id
from situation_board.core.rows import Actor
from situation_board.core.steps import end_of
from situation_board.core.store import Store
from situation_board.core.vocabulary import Column
from situation_board.gui.exchange import MergeDialog
from situation_board.gui.main_window import MainWindow
from tests.gui.fixtures import THERE

PATIENCE = 20_000


def drop(window: MainWindow, path: Path) -> None:
    """On a column of the board, as the system delivers it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    button, keys, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    target = window.centre.board.panels[Column.CONTESTED].view.viewport()
    QApplication.sendEvent(target, QDragEnterEvent(QPoint(9, 9), copy, data, button, keys))
    event = QDropEvent(QPointF(9, 9), copy, data, button, keys)
    QApplication.sendEvent(target, event)
    assert event.isAccepted()


def said(window: MainWindow) -> str:
    return window.banner.text.translate({0x2068: None, 0x2069: None})


def press_offer(window: MainWindow, words: str) -> None:
    next(button for button in window.banner.offers if words in button.text()).click()


def exported(store: Store, path: Path) -> Path:
    end_of(write_whole(store.reading, path))
    return path


@pytest.fixture
def another(tmp_path: Path) -> Path:
    """A file of another situation."""
    path = tmp_path / "sudan.sitboard"
    first = partial(start_situation, name="Sudan, May 2025", timezone="Africa/Khartoum")
    Store.create(path, first, identity=THERE).close()
    return path


def test_json_of_the_same_situation_can_be_merged_from_the_message(
    window: MainWindow, second_laptop: Store, tmp_path: Path, qtbot: QtBot
) -> None:
    second_laptop.do(records.add_record, Actor(id=new_id(), name="Red Crescent"))
    drop(window, exported(second_laptop, tmp_path / "whole.json"))
    qtbot.waitUntil(lambda: "can be merged into this one" in said(window), timeout=PATIENCE)
    assert "whole.json is a whole situation as JSON: Syria, December 2024" in said(window)
    press_offer(window, "Merge it")
    qtbot.waitUntil(lambda: bool(window.findChildren(MergeDialog)), timeout=PATIENCE)
    window.findChildren(MergeDialog)[0].accept()
    qtbot.waitUntil(lambda: "New changes: 1." in said(window), timeout=PATIENCE)


def test_json_of_another_situation_can_be_opened_from_the_message(
    window: MainWindow, another: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    with Store.open(another, identity=THERE) as store:
        path = exported(store, tmp_path / "sudan.json")
    drop(window, path)
    qtbot.waitUntil(lambda: "another situation than this one" in said(window), timeout=PATIENCE)
    assert [button.text() for button in window.banner.offers] == ["&Open it…"]
    with qtbot.waitSignal(window.file_chosen, timeout=PATIENCE) as chosen:
        press_offer(window, "Open it")
    assert chosen.args == [path]


def test_a_file_of_another_situation_can_be_opened_from_the_message(
    window: MainWindow, another: Path, qtbot: QtBot
) -> None:
    drop(window, another)
    qtbot.waitUntil(lambda: "is another situation than" in said(window), timeout=PATIENCE)
    with qtbot.waitSignal(window.file_chosen, timeout=PATIENCE) as chosen:
        press_offer(window, "Open it")
    assert chosen.args == [another]


def test_json_that_is_broken_is_told_and_nothing_is_offered(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "broken.json"
    path.write_text(
        '{"format": 1, "about": {"kind": "situation-board/whole-situation", "situation": ', encoding="utf-8"
    )
    drop(window, path)
    qtbot.waitUntil(lambda: window.banner.problem is not None, timeout=PATIENCE)
    assert "broken.json" in said(window) and not window.banner.offers
