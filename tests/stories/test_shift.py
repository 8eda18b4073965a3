"""A story of a shift, by keyboard alone: what changed, who hands over, who takes over, and finding a place again."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QInputDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from situation_board.core.rows import Handover
from situation_board.gui.changes.question import Since
from situation_board.gui.handover.window import HandoverWindow
from situation_board.gui.main_window import MainWindow
from tests.gui.fixtures import press
from tests.gui.panels import answer
from tests.stories.person import CTRL, SHIFT, Key, Person, plain


@pytest.fixture
def person(window: MainWindow, qtbot: QtBot) -> Person:
    """Somebody whose window has all its panels."""
    window.furnish()
    return Person(window, qtbot)


def opened(person: Person, kind: type[QWidget]) -> QWidget:
    """The window of that kind, with the keyboard in it."""
    person.wait_until(
        lambda: any(isinstance(each, kind) and each.isVisible() for each in QApplication.topLevelWidgets())
    )
    [found] = [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]
    found.activateWindow()
    person.wait_until(found.isActiveWindow)
    return found


def press_button(person: Person, button: QPushButton) -> None:
    person.wait_until(button.isEnabled)
    button.setFocus()
    person.press(Key.Key_Space)


def test_i_see_what_changed_hand_over_and_the_next_one_takes_over(person: Person, qtbot: QtBot) -> None:
    person.go_to("Homs")
    person.press(Key.Key_Right, CTRL)
    person.reads_in_strip("Syrian army → HTS")

    person.press(Key.Key_F5)
    panel = person.window.overview.changes
    person.wait_until(panel.since.hasFocus)
    assert Since(panel.since.currentData()) is Since.SHIFT
    person.wait_until(lambda: any("Homs" in about.words and "fallen" in about.words for about in panel.list.things()))

    press(person.window, Key.Key_O, CTRL | SHIFT)
    window = opened(person, HandoverWindow)
    assert isinstance(window, HandoverWindow)
    person.wait_until(lambda: "Homs: new card: fallen" in window.text.toPlainText())
    window.note.setFocus()
    person.write("radio 2 is weak")
    press_button(person, window.hand_over)
    person.wait_until(lambda: "Not yet taken over" in window.state.text())

    press_button(person, window.duty)
    dialog = opened(person, QInputDialog)
    person.write("night shift")
    press(dialog, Key.Key_Return)
    window.activateWindow()
    person.wait_until(window.isActiveWindow)
    press_button(person, window.take_over)
    person.wait_until(lambda: "Taken over by night shift" in plain(window.state.text()))
    window.close()

    [kept] = answer(qtbot, person.window.situation, lambda reading: reading.rows(Handover))
    assert (kept.outgoing, kept.incoming, kept.note) == ("field coord.", "night shift", "radio 2 is weak")


@pytest.mark.parametrize("text", ["sweid", "As-Suwayda", "السويداء"])
def test_i_find_a_place_in_any_spelling_and_stand_on_its_card(person: Person, text: str) -> None:
    press(person.window, Key.Key_F, CTRL)
    person.wait_until(person.window.search.hasFocus)
    person.write(text)
    person.press(Key.Key_Return)
    board = person.window.centre.board
    person.wait_until(lambda: board.mover.names(board.selected()) == ("Sweida",))
