"""What tests of the inspector, the quick entry and the lists ask for again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from situation_board.core.actions.cards import current_status
from situation_board.core.questions.boards import board
from situation_board.core.questions.naming import find_one
from situation_board.core.rows import Status
from situation_board.core.store import Reading, Saved
from situation_board.gui.background import Situation
from situation_board.gui.inspector import Inspector
from situation_board.gui.inspector.card_pane import CardPane
from situation_board.gui.inspector.field_row import FieldRow
from situation_board.gui.inspector.thing_pane import ThingPane

Answer = TypeVar("Answer")
PATIENCE = 10_000


def answer(qtbot: QtBot, situation: Situation, question: Callable[..., Answer], *args: Any, **kwargs: Any) -> Answer:
    """Ask like the window does, and wait for the answer."""
    answers: list[Answer] = []
    situation.ask(question, *args, done=answers.append, **kwargs)
    qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE)
    return answers[0]


def done(qtbot: QtBot, situation: Situation, action: Callable[..., Any], *args: Any, **kwargs: Any) -> Saved:
    """Do like the window does, and wait until it is done and told."""
    saved: list[Saved] = []
    situation.do(action, *args, done=saved.append, **kwargs)
    qtbot.waitUntil(lambda: bool(saved), timeout=PATIENCE)
    return saved[0]


def settled(qtbot: QtBot, situation: Situation) -> None:
    """Wait until everything asked for so far was written."""
    qtbot.waitUntil(lambda: not situation.is_writing, timeout=PATIENCE)


def thing_id(qtbot: QtBot, situation: Situation, name: str, table: str) -> str:
    return answer(qtbot, situation, lambda reading: find_one(reading, name, [table]).id)


def card_at(qtbot: QtBot, situation: Situation, place: str) -> str:
    """The card of a place, by the name that the board shows."""

    def question(reading: Reading) -> str:
        return next(face.id for column in board(reading).columns for face in column.cards if face.place == place)

    return answer(qtbot, situation, question)


def status_of(qtbot: QtBot, situation: Situation, card: str) -> Status:
    return answer(qtbot, situation, current_status, card)


def arrival(qtbot: QtBot, situation: Situation) -> int:
    """How many changes the file knows: it grows with each that is logged."""
    return answer(qtbot, situation, _arrival)


def actions_logged(qtbot: QtBot, situation: Situation) -> int:

    def question(reading: Reading) -> int:
        return len(reading.all("SELECT DISTINCT action FROM log"))

    return answer(qtbot, situation, question)


def type_text(widget: QWidget, words: str) -> None:
    """Type in any script. (QTest knows Latin keys only.)"""
    for character in words:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, character)
            QCoreApplication.sendEvent(widget, event)


def show(qtbot: QtBot, inspector: Inspector, thing: str, title: str) -> None:
    inspector.show_things([thing])
    qtbot.waitUntil(lambda: shown_title(inspector) == title, timeout=PATIENCE)


def shown_title(inspector: Inspector) -> str:
    title = getattr(inspector.pane(), "title", None)
    return plain(title.name.text()) if title else ""


def row_of(inspector: Inspector, name: str) -> FieldRow:
    pane = inspector.pane()
    assert isinstance(pane, CardPane | ThingPane)
    return pane.rows.rows[name]


def words(row: FieldRow) -> str:
    return plain(row.value.text())


def plain(text: str) -> str:
    """A text without its marks of direction."""
    return text.translate(dict.fromkeys((0x200E, 0x200F, 0x2068, 0x2069)))


def line(row: FieldRow) -> QLineEdit:
    assert row.editor is not None
    proxy = row.editor.focusProxy()
    assert isinstance(proxy, QLineEdit)
    return proxy


def text(row: FieldRow) -> QPlainTextEdit:
    assert row.editor is not None
    proxy = row.editor.focusProxy()
    assert isinstance(proxy, QPlainTextEdit)
    return proxy


def retype(edit: QLineEdit, words: str) -> None:
    edit.selectAll()
    QTest.keyClick(edit, Qt.Key.Key_Delete)
    type_text(edit, words)


def waits_until_words(qtbot: QtBot, row: FieldRow, wanted: str) -> None:
    qtbot.waitUntil(lambda: words(row) == wanted, timeout=PATIENCE)


def _arrival(reading: Reading) -> int:
    return reading.arrival
