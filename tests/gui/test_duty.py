"""Who is on duty."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from situation_board.core.actions import records
from situation_board.core.history import history
from situation_board.core.ids import new_id
from situation_board.core.laptop import person_on_duty
from situation_board.core.rows import Actor
from situation_board.core.store import Reading
from situation_board.gui.main_window import MainWindow
from situation_board.gui.settings import Settings
from tests.gui.fixtures import press, write


def last_person(reading: Reading) -> str | None:
    return history(reading, limit=1)[0].person


def person_who_adds_an_actor(window: MainWindow, qtbot: QtBot) -> str | None:
    heard: list[str | None] = []
    window.situation.do(
        records.add_record,
        Actor(id=new_id(), name="A"),
        done=lambda _: window.situation.ask(last_person, done=heard.append),
    )
    qtbot.waitUntil(lambda: len(heard) == 1)
    return heard[0]


def test_what_is_done_is_noted_as_theirs(window: MainWindow, qtbot: QtBot) -> None:
    assert window.duty.text() == "on duty: \u2068field coord.\u2069"
    assert person_who_adds_an_actor(window, qtbot) == "field coord."

    window.duty.switch_to("  AB ")
    assert person_who_adds_an_actor(window, qtbot) == "AB"
    window.duty.switch_to(None)
    assert person_who_adds_an_actor(window, qtbot) is None
    assert window.duty.text() == "nobody on duty"


def test_the_laptop_remembers_who_is_on_duty_and_who_was(window: MainWindow, qtbot: QtBot) -> None:
    window.duty.switch_to("AB")
    window.duty.switch_to("CD")
    qtbot.waitUntil(lambda: person_on_duty() == "CD")
    assert Settings().recent_people[:2] == ["CD", "AB"]


def test_undo_is_of_who_is_on_duty(window: MainWindow, qtbot: QtBot) -> None:
    window.situation.do(records.add_record, Actor(id=new_id(), name="Red Crescent"))
    qtbot.waitUntil(lambda: "Red Crescent" in window.undoing.undo.text())

    window.duty.switch_to("AB")

    qtbot.waitUntil(lambda: not window.undoing.undo.isEnabled())


def test_another_person_is_asked_for_by_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    press(QApplication.focusWidget(), Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QComboBox | QLineEdit))
    write(QApplication.focusWidget(), "night shift")
    press(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.duty.person == "night shift")
