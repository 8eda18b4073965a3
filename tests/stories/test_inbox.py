"""Messages come first: thirty are typed in, then made into moves, cards, claims, events and tasks, by keyboard alone.

All words in here are generated for the test; nobody said them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from situation_board.core.questions.messages import message_ids, message_lines
from situation_board.core.store import Reading
from situation_board.gui.entry.suggesting_edit import SuggestingEdit
from situation_board.gui.main_window import MainWindow
from tests.gui.fixtures import NO_MODIFIER, press
from tests.gui.panels import answer
from tests.stories.person import CTRL, SHIFT, Key, Person, situation_board

GOAL = 25
"""Keystrokes, besides the text, for a message that becomes a move with source and time."""
PLACES = ("Homs", "Damascus", "Daraa")
COLUMNS = {"f": "fallen", "c": "contested"}


@dataclass(frozen=True)
class Plan:
    """A message, and what becomes of it."""

    becomes: str
    sender: str
    text: str
    place: str
    column: str = "f"


def plans() -> list[Plan]:
    """Thirty: of every kind five."""
    kinds = ("move", "card", "claim", "event", "task", "nothing")
    made = []
    for number in range(30):
        place = PLACES[number // 6 % 3]
        made.append(
            Plan(
                becomes=kinds[number % 6],
                sender=("convoy desk", "night desk")[number % 2],
                text=f"generated {number}: word on {place}",
                place=place if number % 6 != 1 else f"generated depot {number}",
                column="fc"[number // 6 % 2],
            )
        )
    return made


class Typist(Person):
    """Counts the keys that are pressed; a chord is one."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        super().__init__(window, qtbot)
        self.strokes = 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        self.strokes += 1
        press(QApplication.focusWidget() or self.window, key, modifier)

    def name(self, text: str) -> None:
        """Type a name, and leave what may be meant by it aside."""
        self.write(text)
        focused = QApplication.focusWidget()
        assert isinstance(focused, SuggestingEdit)
        focused.close_list()


@pytest.fixture
def typist(window: MainWindow, qtbot: QtBot) -> Typist:
    return Typist(window, qtbot)


def test_thirty_messages_typed_and_triaged_by_keyboard_alone(typist: Typist) -> None:
    planned = plans()
    logging = log_all(typist, planned)
    go_to_inbox(typist)
    triaging = {plan.text: triage(typist, plan) for plan in reversed(planned)}
    typist.wait_until(lambda: not typist.window.intake.inbox.model.ids)
    typist.wait_until(lambda: "untriaged" not in typist.window.bar.waiting_text)

    moves = [logging[plan.text] + triaging[plan.text] for plan in planned if plan.becomes == "move"]
    assert max(moves) < GOAL
    told = json.loads(situation_board("info", typist.window.path, "--json"))["counts"]
    assert (told["message"], told["task"]) == (30, 5)
    assert_moved(typist, [plan for plan in planned if plan.becomes == "move"])
    assert_rested_on(typist, planned)


def log_all(typist: Typist, planned: list[Plan]) -> dict[str, int]:
    """Type in all messages, one after the other; strokes by text."""
    entry = None
    counted = {}
    for plan in planned:
        typist.strokes = 0
        if entry is None:
            typist.press(Key.Key_R, CTRL)
            entry = typist.window.intake.inbox.entry
            typist.wait_until(entry.whom.hasFocus)
        typist.name(plan.sender)
        typist.press(Key.Key_Return)
        typist.write(plan.text)
        typist.press(Key.Key_Return)
        counted[plan.text] = typist.strokes
    model = typist.window.intake.inbox.model
    typist.wait_until(lambda: len(model.ids) == len(planned))
    return counted


def go_to_inbox(typist: Typist) -> None:
    inbox = typist.window.intake.inbox
    typist.press(Key.Key_M, CTRL | SHIFT)
    typist.wait_until(lambda: inbox.view.hasFocus() and len(inbox.view.selected()) == 1)


def triage(typist: Typist, plan: Plan) -> int:
    """Make of the selected message what was planned, and mark it; returns the strokes."""
    inbox = typist.window.intake.inbox
    typist.wait_until(lambda: plan.text in text_of_current(typist))
    message = inbox.view.current()
    typist.strokes = 0
    make = {"move": move, "card": add_card, "claim": add_claim, "event": add_event, "task": add_task}
    if plan.becomes in make:
        make[plan.becomes](typist, plan)
        typist.wait_until(inbox.view.hasFocus)
        typist.press(Key.Key_Space)
    else:
        typist.press(Key.Key_Delete)
    typist.wait_until(lambda: message not in inbox.model.ids)
    return typist.strokes


def text_of_current(typist: Typist) -> str:
    inbox = typist.window.intake.inbox
    row = inbox.model.listed(inbox.model.row_of(inbox.view.current()))
    return row.tip if row is not None else ""


def move(typist: Typist, plan: Plan) -> None:
    line = typist.window.intake.inbox.move_line
    typist.press(Key.Key_M, CTRL)
    typist.wait_until(line.card.hasFocus)
    typist.name(plan.place)
    typist.press(Key.Key_Tab)
    typist.press({"f": Key.Key_F, "c": Key.Key_C}[plan.column])
    typist.press(Key.Key_Return)
    typist.wait_until(line.isHidden)


def add_card(typist: Typist, plan: Plan) -> None:
    entry = typist.window.centre.entry
    typist.press(Key.Key_N, CTRL)
    typist.wait_until(entry.where.hasFocus)
    typist.name(plan.place)
    typist.press(Key.Key_Return)
    typist.wait_until(entry.isHidden)


def add_claim(typist: Typist, plan: Plan) -> None:
    entry = typist.window.centre.claim_entry
    typist.press(Key.Key_L, CTRL)
    typist.wait_until(entry.about.hasFocus)
    typist.name(plan.place)
    while not entry.text.hasFocus():
        typist.press(Key.Key_Tab)
    typist.write("generated words")
    typist.press(Key.Key_Return)
    typist.wait_until(entry.isHidden)


def add_event(typist: Typist, plan: Plan) -> None:
    entry = typist.window.centre.event_entry
    typist.press(Key.Key_E, CTRL)
    typist.wait_until(entry.what.hasFocus)
    typist.write("inc")
    typist.press(Key.Key_Tab)
    typist.name(plan.place)
    typist.press(Key.Key_Return)
    typist.wait_until(entry.isHidden)


def add_task(typist: Typist, plan: Plan) -> None:
    entry = typist.window.centre.task_entry
    typist.press(Key.Key_T, CTRL)
    typist.wait_until(entry.what.hasFocus)
    typist.write("Ask again?")
    typist.press(Key.Key_Tab)
    typist.name("access officer")
    typist.press(Key.Key_Return)
    typist.wait_until(entry.isHidden)


# --- what another process reads from the file


def shown(typist: Typist, thing: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(situation_board("show", typist.window.path, thing, "--json"))
    return found


def assert_moved(typist: Typist, moves: list[Plan]) -> None:
    """Each place stands where the message said that was triaged last, with its source and time; the basis is kept."""
    last = {plan.place: plan for plan in reversed(moves)}
    for place, plan in last.items():
        card = shown(typist, place)
        status = card["facts"]["status"][0]
        assert status["column"] == COLUMNS[plan.column]
        assert plan.sender in status["report"]["name"]
        assert status["as_of"]["precision"] == "second"
        assert status["basis"] in {"claimed", "reported"}


def assert_rested_on(typist: Typist, planned: list[Plan]) -> None:
    """What was made of each message rests on its report: one thing of the kind that was planned, of some none."""
    told = answer(typist.qtbot, typist.window.situation, made_by_text)
    tables = {"move": "card", "nothing": None}
    for plan in planned:
        table = tables.get(plan.becomes, plan.becomes)
        assert told[plan.text] == (((table, 1),) if table else ())


def made_by_text(reading: Reading) -> dict[str, tuple[tuple[str, int], ...]]:
    lines = message_lines(reading, message_ids(reading))
    return {line.message.text or "": line.made for line in lines}
