"""The quiet word on phone numbers and e-mail addresses, beside whatever is being typed."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from situation_board.gui.background import Situation
from situation_board.gui.board.lines import QuestionLine
from situation_board.gui.entry.event_entry import EventEntry
from situation_board.gui.entry.privacy_line import PrivacyLine
from situation_board.gui.entry.quick_entry import QuickEntry
from situation_board.gui.entry.understanding import Typed
from situation_board.gui.inspector.ask_line import AskLine
from situation_board.gui.inspector.editors import LineEditor, TextEditor, TimeEditor
from situation_board.gui.move_strip import MoveStrip
from tests.gui.panels import plain


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (("+44 20 0000 0000",), "a phone number: +44 20 0000 0000."),
        (("desk@mail.example.org",), "an e-mail address: desk@mail.example.org."),
        (
            ("desk@mail.example.org", "0944-000-000"),
            "phone numbers and addresses: desk@mail.example.org, 0944-000-000.",
        ),
    ],
)
def test_it_says_what_was_found(window: QWidget, texts: tuple[str, ...], said: str) -> None:
    line = PrivacyLine(window)
    line.look_at(*texts)
    assert not line.isHidden() and said in plain(line.text())
    line.look_at("370,000 people")
    assert line.isHidden()


def test_a_note_in_the_inspector_is_looked_at_while_it_is_typed(window: QWidget) -> None:
    editor = TextEditor(window)
    editor.set_typed(Typed("ask desk@mail.example.org"))
    assert not editor.warning.isHidden()
    assert editor.typed() == Typed("ask desk@mail.example.org")
    editor.set_typed(Typed("ask the desk"))
    assert editor.warning.isHidden()


NUMBER = "+44 20 0000 0000"


def warned(window: QWidget) -> bool:
    lines = [each for each in window.findChildren(PrivacyLine) if not each.isHidden()]
    return any(NUMBER in plain(each.text()) for each in lines)


def test_a_short_field_in_the_inspector_is_looked_at_and_a_time_is_not(window: QWidget) -> None:
    editor = LineEditor(window)
    editor.set_typed(Typed(NUMBER))
    assert warned(editor)
    assert not TimeEditor.may_be_personal


@pytest.mark.parametrize("name", ["where", "who", "figures", "says_so"])
def test_the_line_of_an_event_looks_at_each_of_its_inputs(situation: Situation, qtbot: QtBot, name: str) -> None:
    entry = EventEntry(situation)
    qtbot.addWidget(entry)
    getattr(entry, name).setText(f"ask {NUMBER}")
    assert warned(entry)
    entry.forget()
    assert not warned(entry)


@pytest.mark.parametrize("name", ["where", "who", "says_so"])
def test_the_line_of_a_card_looks_at_each_of_its_inputs(situation: Situation, qtbot: QtBot, name: str) -> None:
    entry = QuickEntry(situation)
    qtbot.addWidget(entry)
    getattr(entry, name).setText(f"ask {NUMBER}")
    assert warned(entry)
    entry.assessment.reasoning.setText(NUMBER)
    getattr(entry, name).clear()
    assert warned(entry)


def test_questions_in_one_line_look_at_the_answer(window: QWidget) -> None:
    for line, answer in ((AskLine(window), "input"), (QuestionLine(window), "answer")):
        getattr(line, answer).setText(f"called {NUMBER}")
        assert warned(line)
        getattr(line, answer).clear()
        assert not warned(line)


def test_the_strip_after_a_move_looks_at_its_source(situation: Situation, qtbot: QtBot) -> None:
    strip = MoveStrip(situation)
    qtbot.addWidget(strip)
    strip.ask_source()
    strip._entry.setText(f"driver {NUMBER}")
    assert warned(strip)
