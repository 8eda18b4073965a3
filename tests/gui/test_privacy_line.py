"""The quiet word on phone numbers and e-mail addresses, beside whatever is being typed."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from situation_board.gui.entry.privacy_line import PrivacyLine
from situation_board.gui.entry.understanding import Typed
from situation_board.gui.inspector.editors import TextEditor
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
