"""Stories of events: spoken, corrected and struck, by keyboard alone."""

from __future__ import annotations

import json

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from situation_board.gui.entry.event_entry import EventEntry
from situation_board.gui.events import EventEditor
from situation_board.gui.main_window import MainWindow
from tests.stories.person import CTRL, SHIFT, Key, Person, plain, situation_board

SENTENCE = "23 killed, 51 injured, 400 families displaced, 1,000 still to be evacuated"


@pytest.fixture
def person(window: MainWindow, qtbot: QtBot) -> Person:
    return Person(window, qtbot)


def begin_event(person: Person) -> EventEntry:
    person.press(Key.Key_E, CTRL)
    entry = person.window.centre.event_entry
    person.wait_until(entry.what.hasFocus)
    return entry


def series(person: Person) -> list[dict[str, object]]:
    """The series as the command line reads them."""
    return list(json.loads(situation_board("series", person.window.path, "--json"))["series"])


def events(person: Person) -> list[dict[str, object]]:
    return list(json.loads(situation_board("events", person.window.path, "--json"))["events"])


def numbers(figures: object) -> list[object]:
    assert isinstance(figures, list)
    return [figure["low"] for figure in figures]


def speak(person: Person) -> None:
    entry = begin_event(person)
    person.write("inc")
    for words in ("", "Homs", "", SENTENCE, "7 dec"):
        person.write(words)
        if QApplication.focusWidget() is entry.where:
            entry.where.close_list()
        person.press(Key.Key_Tab)
    person.write("AFP")
    entry.says_so.close_list()
    person.press(Key.Key_Return)
    person.wait_until(entry.isHidden)


def test_a_sentence_with_four_numbers_is_one_event_with_four_figures_that_never_add_up(person: Person) -> None:
    before, known = series(person), len(events(person))
    speak(person)
    (told,) = [event for event in events(person) if event["text"] == SENTENCE]
    assert numbers(told["figures"]) == [23, 51, 400, 1000]
    assert len(events(person)) == known + 1
    assert series(person) == before
    person.wait_until(person.window.undoing.undo.isEnabled)
    person.press(Key.Key_Z, CTRL)
    person.wait_until(lambda: len(events(person)) == known)


def test_i_see_it_in_the_table_correct_it_and_strike_it(person: Person) -> None:
    window = person.window
    person.press(Key.Key_E, CTRL | SHIFT)
    person.wait_until(lambda: window.docks.events.isVisible() and bool(window.events.model.ids))
    speak(person)
    person.wait_until(lambda: len(window.events.selected()) == 1)
    (told,) = window.events.selected()
    window.events.take_focus()
    person.press(Key.Key_F2)
    person.wait_until(lambda: bool(window.findChildren(EventEditor)))
    (editor,) = window.findChildren(EventEditor)
    person.wait_until(editor.save_button.isEnabled)
    assert editor.figures is not None
    editor.figures.editors[0].start()
    person.write("25")
    person.press(Key.Key_Return, CTRL)
    person.wait_until(lambda: not window.findChildren(EventEditor))
    (event,) = [event for event in events(person) if event["id"] == told]
    assert numbers(event["figures"]) == [25, 51, 400, 1000]

    window.activateWindow()
    window.events.take_focus()
    person.wait_until(window.events.view.hasFocus)
    person.press(Key.Key_Delete)
    person.write("a rumour")
    person.press(Key.Key_Return)
    person.wait_until(lambda: told not in window.events.model.ids)
    assert told not in [event["id"] for event in events(person)]


def test_what_i_began_in_the_line_goes_on_in_the_details(person: Person) -> None:
    entry = begin_event(person)
    person.write("evac")
    person.press(Key.Key_Tab)
    person.write("Homs")
    person.press(Key.Key_D, CTRL)
    person.wait_until(entry.isHidden)
    (editor,) = person.window.findChildren(EventEditor)
    person.wait_until(editor.save_button.isEnabled)
    assert "evacuation_state" in {name for name, cell in editor.cells.items() if not cell.isHidden()}
    person.press(Key.Key_Return, CTRL)
    person.wait_until(lambda: not person.window.findChildren(EventEditor))
    person.wait_until(lambda: len([event for event in events(person) if event["location"] == "Homs"]) >= 1)


def test_the_window_does_not_close_over_an_event_that_is_not_saved(person: Person) -> None:
    begin_event(person)
    person.press(Key.Key_D, CTRL)
    (editor,) = person.window.findChildren(EventEditor)
    person.wait_until(editor.save_button.isEnabled)
    person.write("A bridge was hit.")
    person.window.close()
    assert person.window.isVisible()
    assert "Not saved yet" in plain(editor.error.text())


def test_the_board_filters_the_events_with_it(person: Person) -> None:
    window = person.window
    person.press(Key.Key_E, CTRL | SHIFT)
    person.wait_until(lambda: bool(window.events.model.ids))
    everything = len(window.events.model.ids)
    window.centre.board.filter_bar.text.setFocus()
    person.write("Homs")
    person.wait_until(lambda: 0 < len(window.events.model.ids) < everything)
