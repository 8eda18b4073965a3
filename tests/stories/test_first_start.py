"""Stories of the first day."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from situation_board.core.vocabulary import Column
from situation_board.gui.app import Desk
from tests.stories.person import CTRL, SHIFT, Key, Person, board_json


def begin_with_sample(desk: Desk, qtbot: QtBot) -> Person:
    desk.start(None)
    page = desk.start_page
    assert page is not None
    page.activateWindow()
    qtbot.waitUntil(lambda: page.isActiveWindow() and QApplication.focusWidget() is not None)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Space)  # type: ignore[no-untyped-call]
    qtbot.waitUntil(lambda: len(desk.windows) == 1, timeout=20_000)
    person = Person(desk.windows[0], qtbot)
    person.sees("Homs", Column.CONTESTED)
    return person


def test_i_start_for_the_first_time_and_look_at_the_sample(desk: Desk, qtbot: QtBot) -> None:
    person = begin_with_sample(desk, qtbot)

    person.wait_until(lambda: person.places_in(Column.ADVANCING) == ["Damascus"])
    assert person.places_in(Column.CONTESTED) == ["Homs"]
    assert set(person.places_in(Column.FALLEN)) == {"Daraa", "Sweida", "Quneitra", "Moadamiya"}
    assert person.window.bar.state_text == "saved"
    assert desk.start_page is None


def test_i_move_a_card_undo_and_redo_by_keyboard_alone(desk: Desk, qtbot: QtBot) -> None:
    person = begin_with_sample(desk, qtbot)
    file = person.window.path

    person.go_to("Homs")
    person.press(Key.Key_Right, CTRL)
    person.sees("Homs", Column.FALLEN)
    person.reads_in_strip("Homs → fallen", "Syrian army → HTS", "time not stated", "no source")
    assert "Homs" in board_json(file)["fallen"]

    person.wait_until(person.window.undoing.undo.isEnabled)
    person.press(Key.Key_Z, CTRL)
    person.sees("Homs", Column.CONTESTED)
    person.wait_until(lambda: not person.window.centre.strip.isVisible())
    assert "Homs" in board_json(file)["contested"]

    person.wait_until(lambda: person.window.undoing.redo.isEnabled())
    person.press(Key.Key_Z, CTRL | SHIFT)
    person.sees("Homs", Column.FALLEN)


def test_i_leave_and_come_back_and_everything_is_as_i_left_it(desk: Desk, qtbot: QtBot) -> None:
    person = begin_with_sample(desk, qtbot)
    person.go_to("Homs")
    person.press(Key.Key_Right, CTRL)
    person.window.close()
    qtbot.waitUntil(lambda: not desk.windows, timeout=10_000)

    desk.start(None)
    qtbot.waitUntil(lambda: len(desk.windows) == 1, timeout=20_000)
    again = Person(desk.windows[0], qtbot)
    again.sees("Homs", Column.FALLEN)
    again.wait_until(lambda: "Homs" in again.window.undoing.undo.text())
