"""A shift handed over at one laptop: the list, two people, and what was handed over before."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from situation_board.core.actions import cards
from situation_board.core.rows import Handover
from situation_board.core.vocabulary import Column, SheetKind
from situation_board.gui.handover.window import HandoverWindow
from situation_board.gui.main_window import MainWindow
from situation_board.gui.printing.window.dialog import PrintWindow
from tests.gui.fixtures import HERE, press, write
from tests.gui.panels import answer, card_at, done


@pytest.fixture
def handover(window: MainWindow, qtbot: QtBot) -> HandoverWindow:
    window.furnish()
    opened = window.overview.show_handover()
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    qtbot.waitUntil(lambda: opened.kept.count() == 1)
    return opened


def click(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def kept(window: MainWindow, qtbot: QtBot) -> list[Handover]:
    return answer(qtbot, window.situation, lambda reading: reading.rows(Handover))


def test_the_list_shows_what_changed_and_follows_the_work(
    window: MainWindow, handover: HandoverWindow, qtbot: QtBot
) -> None:
    assert handover.text.toPlainText().startswith("TLP:")
    assert "OPEN QUESTIONS" in handover.text.toPlainText()
    card = card_at(qtbot, window.situation, "Homs")
    done(qtbot, window.situation, cards.move_cards, [card], Column.FALLEN)
    qtbot.waitUntil(lambda: "Homs: new card: fallen" in handover.text.toPlainText())


def test_both_confirm_at_one_laptop(window: MainWindow, handover: HandoverWindow, qtbot: QtBot) -> None:
    listed = handover.text.toPlainText().strip()
    assert not handover.take_over.isEnabled()
    click(handover.hand_over)
    qtbot.waitUntil(lambda: handover.kept.count() == 2 and handover.kept.currentRow() == 1)
    assert not handover.hand_over.isEnabled() and not handover.take_over.isEnabled()
    assert "change who is on duty" in handover.state.text()
    window.duty.switch_to("night shift")
    qtbot.waitUntil(handover.take_over.isEnabled)
    click(handover.take_over)
    qtbot.waitUntil(lambda: "Taken over" in handover.state.text())
    [row] = kept(window, qtbot)
    assert (row.outgoing, row.incoming, row.listed) == (HERE.person, "night shift", listed)
    assert not handover.take_over.isEnabled()


def test_what_was_handed_over_is_read_again_as_it_was(
    window: MainWindow, handover: HandoverWindow, qtbot: QtBot
) -> None:
    write(handover.note, "radio 2 is weak")
    click(handover.hand_over)
    qtbot.waitUntil(lambda: handover.kept.count() == 2)
    card = card_at(qtbot, window.situation, "Homs")
    done(qtbot, window.situation, cards.move_cards, [card], Column.FALLEN)
    handover.kept.setCurrentRow(0)
    qtbot.waitUntil(lambda: "Homs: contested → fallen" in handover.text.toPlainText())
    assert not handover.note.text()
    handover.kept.setCurrentRow(1)
    assert "Homs: contested → fallen" not in handover.text.toPlainText()
    assert handover.text.toPlainText().endswith("radio 2 is weak")


def test_a_time_of_the_shift_and_of_the_next_sheet_can_be_given(handover: HandoverWindow, qtbot: QtBot) -> None:
    handover.next_sheet.setFocus()
    write(handover.next_sheet, "9 Dec 2099 06:00")
    press(handover.next_sheet, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "due 9 Dec 2099 06:00" in handover.text.toPlainText())
    handover.since.setFocus()
    write(handover.since, "yesteryear")
    press(handover.since, Qt.Key.Key_Return)
    qtbot.waitUntil(handover.error.is_shown)


def test_without_somebody_on_duty_nobody_can_hand_over(
    window: MainWindow, handover: HandoverWindow, qtbot: QtBot
) -> None:
    window.duty.switch_to(None)
    qtbot.waitUntil(lambda: not handover.hand_over.isEnabled())
    assert "who is on duty" in handover.state.text()


def test_the_list_can_be_copied(handover: HandoverWindow) -> None:
    click(handover.copy)
    assert QGuiApplication.clipboard().text() == handover.text.toPlainText()


def test_it_leads_to_the_sheet_of_a_handover(window: MainWindow, handover: HandoverWindow, qtbot: QtBot) -> None:
    click(handover.print)
    qtbot.waitUntil(lambda: bool(window.findChildren(PrintWindow)))
    [sheet] = window.findChildren(PrintWindow)
    qtbot.waitUntil(lambda: window.situation.is_quiet)
    assert sheet.isVisible()
    assert sheet.options.kind.currentData() == SheetKind.HANDOVER
    sheet.close()


def test_everything_is_reached_with_tab(handover: HandoverWindow) -> None:
    handover.kept.setFocus()
    reached = set()
    for _ in range(12):
        QTest.keyClick(QGuiApplication.focusWindow(), Qt.Key.Key_Tab)
        reached.add(handover.focusWidget())
    assert {handover.since, handover.text, handover.hand_over, handover.duty, handover.copy} <= reached
