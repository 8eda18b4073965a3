"""The quick entry: a card in one line, by keyboard alone, in any script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from situation_board.core.history import undo
from situation_board.core.questions.boards import board
from situation_board.core.rows import Actor, Card, Location, Report, Source
from situation_board.core.times import Precision
from situation_board.core.vocabulary import Basis, Column, Confidence
from situation_board.gui.background import Situation
from situation_board.gui.entry.quick_entry import QuickEntry
from situation_board.gui.entry.suggesting import NEW
from situation_board.gui.entry.suggesting_edit import SuggestingEdit
from tests.gui.fixtures import delete_later_now, show_active
from tests.gui.panels import PATIENCE, answer, arrival, card_at, done, settled, status_of, thing_id, type_text

Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier


@dataclass
class Bar:
    """The entry under the board: here in place of the board one plain input, to see where the keyboard goes."""

    entry: QuickEntry
    board: QLineEdit
    added: list[str]


@pytest.fixture
def bar(qtbot: QtBot, situation: Situation) -> Iterator[Bar]:
    window = QWidget()
    window.resize(1000, 500)
    entry, below = QuickEntry(situation, window), QLineEdit(window)
    column = QVBoxLayout(window)
    column.addWidget(entry)
    column.addWidget(below)
    column.addStretch(1)
    show_active(qtbot, window)
    below.setFocus()
    added: list[str] = []
    entry.added.connect(added.append)
    entry.start("card")
    yield Bar(entry, below, added)
    window.close()
    window.deleteLater()


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key for whatever has the keyboard."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def say(words: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    type_text(focused, words)


def wait_for_lines(qtbot: QtBot, edit: SuggestingEdit, name: str) -> None:
    qtbot.waitUntil(lambda: name in [line.name for line in edit.shown_suggestions()], timeout=PATIENCE)


def wait_until_added(qtbot: QtBot, bar: Bar, count: int = 1) -> str:
    qtbot.waitUntil(lambda: len(bar.added) == count, timeout=PATIENCE)
    return bar.added[-1]


def test_a_card_is_spoken_by_keyboard_alone(qtbot: QtBot, situation: Situation, bar: Bar) -> None:
    for words in ("Aleppo", "HTS"):
        say(words)
        press(Key.Key_Tab)
    say("f")  # the column fallen, by its first letter
    press(Key.Key_Tab)
    say("government")
    wait_for_lines(qtbot, bar.entry.from_whom, "Syrian government")
    press(Key.Key_Down)
    press(Key.Key_Tab)
    say("7 dec")
    press(Key.Key_Tab)
    say("AFP")
    press(Key.Key_Return)
    status = status_of(qtbot, situation, wait_until_added(qtbot, bar))
    assert status.column is Column.FALLEN
    assert status.controllers == (thing_id(qtbot, situation, "HTS", "actor"),)
    assert status.former == (thing_id(qtbot, situation, "Syrian government", "actor"),)
    assert status.as_of is not None and status.as_of.precision is Precision.DAY
    assert status.basis is Basis.REPORTED
    report = answer(qtbot, situation, lambda reading: reading.row(Report, status.report))
    assert report is not None and report.source == thing_id(qtbot, situation, "AFP", "source")
    assert bar.entry.isHidden()
    assert bar.board.hasFocus()


def test_an_arabic_name_completes_to_the_place(qtbot: QtBot, situation: Situation, bar: Bar) -> None:
    say("حما")
    wait_for_lines(qtbot, bar.entry.where, "Hama")
    line = next(line for line in bar.entry.where.shown_suggestions() if line.name == "Hama")
    assert "Syria" in line.detail or "Hama" in line.detail
    while (chosen := bar.entry.where._list.chosen()) is None or chosen.name != "Hama":  # type: ignore[union-attr]
        press(Key.Key_Down)
    press(Key.Key_Return)
    assert bar.entry.where.text() == "Hama"
    press(Key.Key_Return)
    card = wait_until_added(qtbot, bar)
    place = answer(qtbot, situation, lambda reading: location_of(reading, card))
    assert place.latitude is not None
    assert place.parent is not None


def location_of(reading: object, card: str) -> Location:
    from situation_board.core.store import Reading

    assert isinstance(reading, Reading)
    found = reading.row(Card, card)
    assert found is not None
    place = reading.row(Location, found.location)
    assert place is not None
    return place


def test_an_unknown_place_is_taken_unlocated_and_says_so(qtbot: QtBot, situation: Situation, bar: Bar) -> None:
    say("Homss")
    qtbot.waitUntil(lambda: "not located" in bar.entry.fields["where"].hint_words(), timeout=PATIENCE)
    assert "Homs" in bar.entry.fields["where"].hint_words()
    bar.entry.where.close_list()
    press(Key.Key_Return)
    card = wait_until_added(qtbot, bar)
    place = answer(qtbot, situation, lambda reading: location_of(reading, card))
    assert (place.name, place.latitude) == ("Homss", None)


def test_near_names_are_only_suggested(qtbot: QtBot, situation: Situation, bar: Bar) -> None:
    say("Damaskuss")
    qtbot.waitUntil(lambda: bool(bar.entry.where.shown_suggestions()), timeout=PATIENCE)
    lines = bar.entry.where.shown_suggestions()
    assert all(line.near for line in lines[:-1])
    assert lines[-1].pick == NEW
    assert bar.entry.where.text() == "Damaskuss"


def test_an_unknown_actor_is_offered_and_one_key_adds_it(qtbot: QtBot, situation: Situation, bar: Bar) -> None:
    before = arrival(qtbot, situation)
    say("Raqqa")
    press(Key.Key_Tab)
    say("Local council")
    press(Key.Key_Return)
    qtbot.waitUntil(bar.entry.errors["who"].is_shown, timeout=PATIENCE)
    assert arrival(qtbot, situation) == before
    assert bar.entry.where.text() == "Raqqa"
    qtbot.waitUntil(bar.entry.who.is_list_open, timeout=PATIENCE)
    press(Key.Key_Return)  # takes the line that adds it
    press(Key.Key_Return)  # saves
    status = status_of(qtbot, situation, wait_until_added(qtbot, bar))
    assert status.moving == (thing_id(qtbot, situation, "Local council", "actor"),)


def test_the_card_its_place_and_its_actor_are_undone_together(qtbot: QtBot, situation: Situation, bar: Bar) -> None:
    say("Raqqa")
    press(Key.Key_Tab)
    say("Local council")
    press(Key.Key_Return)
    qtbot.waitUntil(bar.entry.who.is_list_open, timeout=PATIENCE)
    press(Key.Key_Return)
    press(Key.Key_Return)
    card = wait_until_added(qtbot, bar)
    actor = thing_id(qtbot, situation, "Local council", "actor")
    done(qtbot, situation, undo)
    faces = answer(qtbot, situation, board).columns
    assert card not in [face.id for column in faces for face in column.cards]
    found = answer(qtbot, situation, lambda reading: reading.row(Actor, actor))
    assert found is not None and found.voided


def test_ctrl_enter_stays_for_the_next_card_with_time_and_source(qtbot: QtBot, situation: Situation, bar: Bar) -> None:
    say("Aleppo")
    bar.entry.when.setText("7 Dec 2024")
    bar.entry.says_so.setText("AFP")
    press(Key.Key_Return, Control)
    wait_until_added(qtbot, bar)
    assert bar.entry.isVisible()
    assert bar.entry.where.hasFocus()
    assert (bar.entry.where.text(), bar.entry.who.text()) == ("", "")
    assert (bar.entry.when.text(), bar.entry.says_so.text()) == ("7 Dec 2024", "AFP")
    say("Raqqa")
    press(Key.Key_Return, Control)
    wait_until_added(qtbot, bar, 2)
    first, second = (status_of(qtbot, situation, card) for card in bar.added)
    assert first.report == second.report


def test_a_place_that_has_a_card_says_so_and_shows_it(qtbot: QtBot, situation: Situation, bar: Bar) -> None:
    wanted: list[str] = []
    bar.entry.card_wanted.connect(wanted.append)
    say("حمص")
    press(Key.Key_Return)
    qtbot.waitUntil(bar.entry.errors["where"].is_shown, timeout=PATIENCE)
    assert bar.entry.where.text() == "حمص"
    assert bar.entry.show_button.isVisible()
    bar.entry.show_button.click()
    assert wanted == [card_at(qtbot, situation, "Homs")]


def test_a_wrong_time_is_told_at_the_time(qtbot: QtBot, situation: Situation, bar: Bar) -> None:
    before = arrival(qtbot, situation)
    say("Aleppo")
    bar.entry.when.setText("whenever")
    press(Key.Key_Return)
    qtbot.waitUntil(bar.entry.errors["when"].is_shown, timeout=PATIENCE)
    assert bar.entry.when.hasFocus()
    assert arrival(qtbot, situation) == before


def test_the_time_shows_how_it_is_understood(qtbot: QtBot, bar: Bar) -> None:
    bar.entry.when.setText("8 dec")
    qtbot.waitUntil(lambda: "8 Dec 2024" in bar.entry.fields["when"].hint_words(), timeout=PATIENCE)
    assert "day" in bar.entry.fields["when"].hint_words()


def test_without_a_place_nothing_is_saved(qtbot: QtBot, situation: Situation, bar: Bar) -> None:
    press(Key.Key_Return)
    qtbot.waitUntil(bar.entry.errors["where"].is_shown, timeout=PATIENCE)
    settled(qtbot, situation)
    assert bar.added == []


def test_escape_closes_and_gives_the_keyboard_back(bar: Bar) -> None:
    say("Ale")
    press(Key.Key_Escape)
    if bar.entry.isVisible():
        press(Key.Key_Escape)
    assert bar.entry.isHidden()
    assert bar.board.hasFocus()
    bar.entry.start("card")
    assert bar.entry.where.text() == ""


def test_escape_closes_also_when_what_had_the_keyboard_is_gone(bar: Bar) -> None:
    bar.board.deleteLater()
    delete_later_now()
    bar.entry.close_bar()
    assert bar.entry.isHidden()


def test_a_new_source_is_added_with_its_report(qtbot: QtBot, situation: Situation, bar: Bar) -> None:
    say("Aleppo")
    bar.entry.says_so.setFocus()
    say("Radio Aleppo")
    press(Key.Key_Return)
    qtbot.waitUntil(bar.entry.says_so.is_list_open, timeout=PATIENCE)
    press(Key.Key_Return)
    assert [line.pick for line in bar.entry.says_so.shown_suggestions()] == []
    press(Key.Key_Return)
    status = status_of(qtbot, situation, wait_until_added(qtbot, bar))
    report = answer(qtbot, situation, lambda reading: reading.row(Report, status.report))
    assert report is not None
    source = answer(qtbot, situation, lambda reading: reading.row(Source, report.source))
    assert source is not None and source.name == "Radio Aleppo"


def test_captions_speak_the_words_of_the_column(bar: Bar) -> None:
    bar.entry.what.setCurrentIndex(list(Column).index(Column.FALLEN))
    assert bar.entry.fields["who"].caption.text() == "Taken by"
    assert bar.entry.fields["from_whom"].caption.text() == "Lost by"
    bar.entry.what.setCurrentIndex(list(Column).index(Column.HELD))
    assert bar.entry.fields["who"].caption.text() == "Held by"
    assert not bar.entry.from_whom.isEnabled()


def test_an_assessment_asks_for_role_reasoning_and_confidence_in_the_line(
    qtbot: QtBot, situation: Situation, bar: Bar
) -> None:
    assert not bar.entry.assessment.isVisible()
    bar.entry.where.setText("Palmyra")
    bar.entry.basis.setCurrentIndex(list(Basis).index(Basis.ASSESSED) + 1)
    assert bar.entry.assessment.isVisible()
    bar.entry.assessment.assessed_by.setText("analyst")
    bar.entry.save()
    qtbot.waitUntil(bar.entry.assessment.errors["reasoning"].is_shown, timeout=PATIENCE)
    assert bar.entry.assessment.reasoning.hasFocus()
    bar.entry.assessment.reasoning.setText("no shots for two days")
    bar.entry.assessment.confidence.setCurrentIndex(2)
    bar.entry.save()
    qtbot.waitUntil(lambda: len(bar.added) == 1, timeout=PATIENCE)
    status = status_of(qtbot, situation, bar.added[0])
    assert (status.basis, status.assessed_by, status.reasoning, status.confidence) == (
        Basis.ASSESSED,
        "analyst",
        "no shots for two days",
        Confidence.MODERATE,
    )
