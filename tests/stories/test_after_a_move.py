"""Stories of the line that follows a move."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from situation_board.core.vocabulary import Column
from situation_board.gui.main_window import MainWindow
from tests.stories.person import ALT, CTRL, Key, Person


@pytest.fixture
def person(window: MainWindow, qtbot: QtBot) -> Person:
    """Somebody who has just moved Homs."""
    person = Person(window, qtbot)
    person.go_to("Homs")
    person.press(Key.Key_Right, CTRL)
    person.reads_in_strip("Syrian army → HTS")
    return person


def go_into_strip(person: Person) -> None:
    person.press(Key.Key_M, ALT)
    person.wait_until(lambda: person.window.centre.strip.has_focus)


def test_i_say_that_it_was_the_other_way_round(person: Person) -> None:
    go_into_strip(person)
    person.press(Key.Key_Space)
    person.reads_in_strip("HTS → Syrian army")


def test_i_say_that_it_is_not_known_who_took_it(person: Person) -> None:
    go_into_strip(person)
    person.press(Key.Key_Tab)
    person.press(Key.Key_Space)
    person.reads_in_strip("Syrian army → unknown")


def test_i_name_the_report_and_the_time_and_the_keyboard_comes_back_to_the_board(person: Person) -> None:
    strip = person.window.centre.strip
    go_into_strip(person)
    strip.ask_source()
    person.write("Radio, evening bulletin")
    person.press(Key.Key_Return)
    person.reads_in_strip("source: Radio, evening bulletin")

    strip.ask_time()
    person.write("7 Dec 2024 18:30")
    person.press(Key.Key_Return)
    person.reads_in_strip("7 Dec 2024 18:30", "source: Radio, evening bulletin")

    person.press(Key.Key_Escape)
    assert not strip.isVisible()
    person.wait_until(lambda: any(view.hasFocus() for view in person.window.centre.board.views.values()))


def test_a_time_that_cannot_be_read_is_said_there_and_what_i_typed_stays(person: Person) -> None:
    strip = person.window.centre.strip
    strip.ask_time()
    person.write("sometime soon")
    person.press(Key.Key_Return)
    person.wait_until(lambda: "not a time" in strip.problem_text)
    assert strip.entry_text == "sometime soon"


def test_a_time_before_what_is_known_says_that_the_board_keeps_the_newer(person: Person) -> None:
    strip = person.window.centre.strip
    strip.ask_time()
    person.write("1 Dec 2024")
    person.press(Key.Key_Return)
    person.reads_in_strip("1 Dec 2024", "Something newer is known")
    person.sees("Homs", Column.CONTESTED)


def test_i_take_the_move_back_there(person: Person) -> None:
    person.window.centre.strip.undo()
    person.sees("Homs", Column.CONTESTED)
    person.wait_until(lambda: not person.window.centre.strip.isVisible())


def test_it_tells_of_several_cards_at_once(window: MainWindow, qtbot: QtBot) -> None:
    person = Person(window, qtbot)
    board = window.centre.board
    person.wait_until(lambda: len(person.places_in(Column.FALLEN)) == 4)
    board.select(list(board.models[Column.FALLEN].ids[:2]))
    board.mover.move(board.selected(), Column.CONTESTED)
    person.reads_in_strip("Daraa, Sweida → contested", "parties differ")
    window.centre.strip.undo()
    person.wait_until(lambda: len(person.places_in(Column.FALLEN)) == 4)


def test_it_goes_by_itself(person: Person) -> None:
    strip = person.window.centre.strip
    strip.hurry(1)
    person.wait_until(lambda: not strip.isVisible())


def test_it_stays_while_i_am_in_it(person: Person, qtbot: QtBot) -> None:
    strip = person.window.centre.strip
    go_into_strip(person)
    strip.hurry(1)
    qtbot.wait(50)
    assert strip.isVisible()
