"""Quick entry, inspector and lists together in the real window, by keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from situation_board.gui.inspector.card_pane import CardPane
from situation_board.gui.main_window import MainWindow
from tests.gui.panels import (
    PATIENCE,
    card_at,
    retype,
    row_of,
    shown_title,
    status_of,
    text,
    thing_id,
    type_text,
    waits_until_words,
    words,
)

Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_a_card_is_added_by_keyboard_from_the_board(qtbot: QtBot, window: MainWindow) -> None:
    QTest.keyClick(focused(), Key.Key_N, Control)
    qtbot.waitUntil(window.centre.entry.where.hasFocus, timeout=PATIENCE)
    type_text(focused(), "حلب")
    QTest.keyClick(focused(), Key.Key_Tab)
    type_text(focused(), "HTS")
    QTest.keyClick(focused(), Key.Key_Return)
    qtbot.waitUntil(window.centre.entry.isHidden, timeout=PATIENCE)
    hts = thing_id(qtbot, window.situation, "HTS", "actor")
    card = card_at(qtbot, window.situation, "Aleppo")
    assert status_of(qtbot, window.situation, card).moving == (hts,)
    assert window.centre.isAncestorOf(focused())


def test_f2_on_the_board_edits_in_the_inspector_and_undo_takes_it_back(qtbot: QtBot, window: MainWindow) -> None:
    homs = card_at(qtbot, window.situation, "Homs")
    window.centre.board.select([homs])
    qtbot.waitUntil(lambda: shown_title(window.inspector) == "Homs", timeout=PATIENCE)
    row = row_of(window.inspector, "note")
    row.open_editor()
    text(row).setPlainText("Bridge blown up.")
    QTest.keyClick(text(row), Key.Key_Return)
    waits_until_words(qtbot, row, "Bridge blown up.")
    QTest.keyClick(focused(), Key.Key_Z, Control)
    qtbot.waitUntil(lambda: words(row) != "Bridge blown up.", timeout=PATIENCE)


def test_escape_in_an_editor_does_not_close_anything_else(qtbot: QtBot, window: MainWindow) -> None:
    window.centre.board.select([card_at(qtbot, window.situation, "Homs")])
    qtbot.waitUntil(lambda: shown_title(window.inspector) == "Homs", timeout=PATIENCE)
    assert isinstance(window.inspector.pane(), CardPane)
    row = row_of(window.inspector, "shelf_life")
    row.open_editor()
    editor = row.editor
    assert editor is not None
    proxy = editor.focusProxy()
    assert proxy is not None
    QTest.keyClick(proxy, Key.Key_Escape)
    assert not row.is_open
    assert row.value.hasFocus()
    assert window.isVisible()


def test_a_list_and_the_inspector_follow_each_other(qtbot: QtBot, window: MainWindow) -> None:
    actors = window.show_list("actor")
    qtbot.waitUntil(lambda: bool(actors.model.ids), timeout=PATIENCE)
    hts = thing_id(qtbot, window.situation, "HTS", "actor")
    actors.select([hts])
    qtbot.waitUntil(lambda: shown_title(actors.inspector) == "Hayat Tahrir al-Sham", timeout=PATIENCE)
    row = row_of(actors.inspector, "short_name")
    row.open_editor()
    proxy = row.editor.focusProxy() if row.editor is not None else None
    assert proxy is not None
    retype(proxy, "Tahrir")  # type: ignore[arg-type]
    QTest.keyClick(proxy, Key.Key_Return)
    window.centre.board.select([card_at(qtbot, window.situation, "Homs")])
    qtbot.waitUntil(lambda: shown_title(window.inspector) == "Homs", timeout=PATIENCE)
    waits_until_words(qtbot, row_of(window.inspector, "moving"), "Tahrir")
    actors.close()
