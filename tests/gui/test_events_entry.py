"""The quick entry of an event: one line, by keyboard alone, in any script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from situation_board.core.actions.drafting import latest_version
from situation_board.core.history import undo
from situation_board.core.questions.events import event_ids
from situation_board.core.rows import Event, Location, Source
from situation_board.core.times import Precision
from situation_board.core.vocabulary import Basis, EventKind, FigureCategory
from situation_board.gui.background import Situation
from situation_board.gui.entry.event_entering import SpokenEvent
from situation_board.gui.entry.event_entry import EventEntry
from tests.gui.fixtures import show_active
from tests.gui.panels import PATIENCE, actions_logged, answer, arrival, done, plain, settled, thing_id, type_text

Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier
SENTENCE = "23 killed, 51 injured, 400 families displaced, 1,000 still to be evacuated"


@dataclass
class Bar:
    """The line, and below it a plain input in place of the board."""

    entry: EventEntry
    board: QLineEdit
    added: list[str]
    details: list[SpokenEvent]


@pytest.fixture
def bar(qtbot: QtBot, situation: Situation) -> Iterator[Bar]:
    window = QWidget()
    window.resize(1000, 400)
    entry, below = EventEntry(situation, window), QLineEdit(window)
    column = QVBoxLayout(window)
    column.addWidget(entry)
    column.addWidget(below)
    column.addStretch(1)
    show_active(qtbot, window)
    below.setFocus()
    made = Bar(entry, below, [], [])
    entry.added.connect(made.added.append)
    entry.details_wanted.connect(made.details.append)
    entry.start()
    yield made
    window.close()
    window.deleteLater()


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def say(words: str, *, then: Qt.Key = Key.Key_Tab) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    type_text(focused, words)
    press(then)


def wait_until_added(qtbot: QtBot, bar: Bar, count: int = 1) -> str:
    qtbot.waitUntil(lambda: len(bar.added) == count, timeout=PATIENCE)
    return bar.added[-1]


def event_of(qtbot: QtBot, situation: Situation, thing: str) -> Event:
    found = answer(qtbot, situation, latest_version, Event, thing)
    assert isinstance(found, Event)
    return found


def test_an_event_is_spoken_by_keyboard_alone(qtbot: QtBot, situation: Situation, bar: Bar) -> None:
    actions = actions_logged(qtbot, situation)
    say("e")  # evacuation, by its first letter
    for words in ("Homs", "Damascus", "HTS", "more than 200 evacuated wounded, flow", "7 dec"):
        say(words)
    say("AFP", then=Key.Key_Return)
    event = event_of(qtbot, situation, wait_until_added(qtbot, bar))
    assert event.kind is EventKind.EVACUATION
    homs = answer(qtbot, situation, lambda reading: reading.row(Location, event.location))
    damascus = answer(qtbot, situation, lambda reading: reading.row(Location, event.destination))
    assert homs is not None and damascus is not None
    assert (homs.name, damascus.name) == ("Homs", "Damascus")
    assert event.actors == (thing_id(qtbot, situation, "HTS", "actor"),)
    assert [figure.category for figure in event.figures] == [FigureCategory.EVACUATED]
    assert event.starts is not None and event.starts.precision is Precision.DAY
    assert event.source == thing_id(qtbot, situation, "AFP", "source")
    assert event.basis is Basis.REPORTED
    assert bar.entry.isHidden()
    assert bar.board.hasFocus()
    assert actions_logged(qtbot, situation) == actions + 1


def test_a_sentence_with_several_figures_is_shown_as_understood(qtbot: QtBot, bar: Bar) -> None:
    qtbot.waitUntil(lambda: bar.entry._clock is not None, timeout=PATIENCE)
    bar.entry.figures.setText(SENTENCE)
    hint = plain(bar.entry.fields["figures"].hint_words())
    assert hint.startswith("4 figures: 23 killed people · 51 injured people · 400 displaced households")
    assert "1474" not in hint and "1,474" not in hint


def test_ctrl_enter_saves_and_goes_on_with_time_and_source_kept(qtbot: QtBot, situation: Situation, bar: Bar) -> None:
    bar.entry.where.setText("Homs")
    bar.entry.figures.setText("23 killed")
    bar.entry.when.setText("7 Dec 2024")
    bar.entry.says_so.setText("AFP")
    bar.entry.figures.setFocus()
    press(Key.Key_Return, Control)
    wait_until_added(qtbot, bar)
    assert bar.entry.isVisible()
    assert (bar.entry.where.text(), bar.entry.figures.text()) == ("", "")
    assert (bar.entry.when.text(), bar.entry.says_so.text()) == ("7 Dec 2024", "AFP")
    assert bar.entry.what.hasFocus()


def test_an_arabic_place_is_the_same_place(qtbot: QtBot, situation: Situation, bar: Bar) -> None:
    bar.entry.where.setFocus()
    say("حمص", then=Key.Key_Return)
    event = event_of(qtbot, situation, wait_until_added(qtbot, bar))
    assert event.location == answer(qtbot, situation, lambda reading: reading.main(event.location or ""))
    place = answer(qtbot, situation, lambda reading: reading.row(Location, event.location))
    assert place is not None and place.name == "Homs"


@pytest.mark.parametrize(
    ("input", "text", "words"),
    [
        ("figures", "10 flibber", "not understood"),
        ("when", "sometime", "not a time"),
        ("when", "2031-01-01", "future"),
        ("who", "Nobody Ever Heard", "not known"),
        ("says_so", "Foo Agency", "not known"),
        ("where", "", "Where was it"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(
    qtbot: QtBot, situation: Situation, bar: Bar, input: str, text: str, words: str
) -> None:
    before = arrival(qtbot, situation)
    if text:
        bar.entry.where.setText("Homs")
    edit = bar.entry.fields[input].input
    assert isinstance(edit, QLineEdit)
    edit.setText(text)
    bar.entry.save()
    qtbot.waitUntil(lambda: bar.entry.errors[input].is_shown(), timeout=PATIENCE)
    assert words in bar.entry.errors[input].text()
    assert edit.text() == text
    assert edit.hasFocus()
    assert arrival(qtbot, situation) == before


def test_an_unknown_source_is_added_by_enter_alone(qtbot: QtBot, situation: Situation, bar: Bar) -> None:
    bar.entry.where.setText("Homs")
    bar.entry.says_so.setFocus()
    type_text(bar.entry.says_so, "Foo Agency")
    bar.entry.says_so.close_list()
    press(Key.Key_Return)
    qtbot.waitUntil(bar.entry.says_so.is_list_open, timeout=PATIENCE)
    press(Key.Key_Return)
    press(Key.Key_Return)
    event = event_of(qtbot, situation, wait_until_added(qtbot, bar))
    source = answer(qtbot, situation, lambda reading: reading.row(Source, event.source))
    assert source is not None and source.name == "Foo Agency"


def test_a_report_brings_its_source_along(qtbot: QtBot, situation: Situation, bar: Bar) -> None:
    bar.entry.where.setText("Homs")
    bar.entry.says_so.setText("Situation overnight, 7-8 December 2024")
    bar.entry.save()
    event = event_of(qtbot, situation, wait_until_added(qtbot, bar))
    assert event.report is not None
    assert event.source is not None


def test_an_advisory_is_issued_by_whom_is_named(qtbot: QtBot, situation: Situation, bar: Bar) -> None:
    say("a", then=Key.Key_Tab)
    assert not bar.entry.to.isVisible()
    assert bar.entry.fields["who"].caption.text() == "Issued by"
    bar.entry.who.setText("Turkey")
    bar.entry.where.setText("Syria")
    bar.entry.save()
    event = event_of(qtbot, situation, wait_until_added(qtbot, bar))
    assert (event.kind, event.issuer) == (EventKind.ADVISORY, thing_id(qtbot, situation, "Turkey", "actor"))
    assert event.actors is None


def test_escape_closes_and_the_keyboard_goes_back(bar: Bar) -> None:
    bar.entry.figures.setFocus()
    press(Key.Key_Escape)
    assert bar.entry.isHidden()
    assert bar.board.hasFocus()


@pytest.mark.parametrize("input", ["what", "where", "figures", "says_so"])
def test_ctrl_d_hands_over_to_the_details_from_any_field(bar: Bar, input: str) -> None:
    bar.entry.where.setText("Homs")
    bar.entry.figures.setText(SENTENCE)
    bar.entry.fields[input].input.setFocus()
    press(Key.Key_D, Control)
    (spoken,) = bar.details
    assert (spoken.where.text, spoken.figures.text) == ("Homs", SENTENCE)
    assert bar.entry.isHidden()


def test_undo_takes_back_the_event_and_all_it_newly_named(qtbot: QtBot, situation: Situation, bar: Bar) -> None:
    before = answer(qtbot, situation, event_ids)
    bar.entry.where.setText("Nowhere In Particular")
    bar.entry.figures.setText("23 killed")
    bar.entry.save()
    wait_until_added(qtbot, bar)
    done(qtbot, situation, undo)
    settled(qtbot, situation)
    assert answer(qtbot, situation, event_ids) == before
    assert not answer(
        qtbot, situation, lambda reading: reading.rows(Location, "name = ? AND voided = 0", "Nowhere In Particular")
    )
