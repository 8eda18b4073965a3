"""Stories of the command line beside an open window."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from situation_board.core.vocabulary import Column
from situation_board.gui.main_window import MainWindow
from tests.stories.person import CTRL, Key, Person, board_json, situation_board


def test_what_a_script_does_is_on_the_board_at_once(window: MainWindow, qtbot: QtBot) -> None:
    person = Person(window, qtbot)
    person.sees("Homs", Column.CONTESTED)
    situation_board("move", window.path, "Homs", "fallen")
    person.sees("Homs", Column.FALLEN)


def test_what_i_do_is_read_by_a_script_at_once(window: MainWindow, qtbot: QtBot) -> None:
    person = Person(window, qtbot)
    person.go_to("Homs")
    person.press(Key.Key_Right, CTRL)
    person.reads_in_strip("Homs")
    assert "Homs" in board_json(window.path)["fallen"]


def test_a_selection_survives_what_others_do(window: MainWindow, qtbot: QtBot) -> None:
    person = Person(window, qtbot)
    person.go_to("Damascus")
    chosen = window.centre.board.selected()
    situation_board("move", window.path, "Homs", "fallen")
    person.sees("Homs", Column.FALLEN)
    assert window.centre.board.selected() == chosen


def test_i_can_only_undo_what_i_did_myself(window: MainWindow, qtbot: QtBot) -> None:
    person = Person(window, qtbot)
    person.go_to("Homs")
    person.press(Key.Key_Right, CTRL)
    person.reads_in_strip("Homs")
    situation_board("--person", "somebody else", "move", window.path, "Homs", "held")
    person.sees("Homs", Column.HELD)

    person.wait_until(lambda: "Homs" in window.undoing.undo.text())
    window.undoing.undo.trigger()

    person.reads_in_banner("cannot be undone")
    person.sees("Homs", Column.HELD)
