"""Tasks: one line to ask, the list, and how they are settled; asking somebody to look at a card."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from situation_board.core import times
from situation_board.core.actions.tasks import add_task
from situation_board.core.questions.tasks import TaskFilter, task_ids, task_lines
from situation_board.core.rows import Task
from situation_board.core.store import Reading
from situation_board.core.vocabulary import TaskKind, TaskState
from situation_board.gui.inspector.card_pane import CardPane
from situation_board.gui.inspector.thing_pane import ThingPane
from situation_board.gui.main_window import MainWindow
from situation_board.gui.tasks.panel import TasksPanel
from tests.gui.fixtures import press, write
from tests.gui.panels import PATIENCE, answer, card_at, done, plain

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def tasks(qtbot: QtBot, window: MainWindow) -> list[Task]:
    """All of them, open ones first."""

    def question(reading: Reading) -> list[Task]:
        return [line.task for line in task_lines(reading, task_ids(reading, TaskFilter(state=None)))]

    return answer(qtbot, window.situation, question)


@pytest.fixture
def panel(window: MainWindow, qtbot: QtBot) -> TasksPanel:
    """The list with two tasks in it, the overdue one first, the keyboard on it."""
    now = answer(qtbot, window.situation, lambda reading: reading.now)
    overdue = Task(id="", text="Ask the depot", role="night desk", due=times.exactly(now - times.HOUR))
    later = Task(id="", text="Ask the mill", kind=TaskKind.ACTION, role="access officer")
    for task in (later, overdue):
        done(qtbot, window.situation, add_task, task)
    window.intake.show_tasks()
    panel = window.intake.tasks
    qtbot.waitUntil(lambda: asked(panel) == ["Ask the depot", "Ask the mill"], timeout=PATIENCE)
    qtbot.waitUntil(lambda: panel.view.hasFocus() and len(panel.view.selected()) == 1, timeout=PATIENCE)
    return panel


def cell(panel: TasksPanel, row: int, column: int) -> str:
    listed = panel.model.listed(row)
    return plain(listed.cells[column]) if listed is not None else "…"


def asked(panel: TasksPanel) -> list[str]:
    return [cell(panel, row, 3) for row in range(len(panel.model.ids))]


class TestTheLine:
    def test_a_question_is_asked_by_keyboard_about_the_chosen_card(self, window: MainWindow, qtbot: QtBot) -> None:
        homs = card_at(qtbot, window.situation, "Homs")
        window.centre.board.select([homs])
        press(window.centre.board.columns.active, Key.Key_T, CTRL)
        entry = window.centre.task_entry
        qtbot.waitUntil(entry.what.hasFocus, timeout=PATIENCE)
        qtbot.waitUntil(lambda: entry.about.text() == "Homs", timeout=PATIENCE)
        for words in ("Is the bridge open?", "access officer", "18:00"):
            write(QApplication.focusWidget(), words)
            entry.who.close_list()
            press(QApplication.focusWidget(), Key.Key_Tab)
        qtbot.waitUntil(lambda: "18:00" in plain(entry.fields["due"].hint_words()), timeout=PATIENCE)
        press(QApplication.focusWidget(), Key.Key_Return)
        qtbot.waitUntil(lambda: not entry.isVisible(), timeout=PATIENCE)
        (task,) = tasks(qtbot, window)
        assert (task.text, task.role, task.about) == ("Is the bridge open?", "access officer", homs)
        assert (task.kind, task.state) == (TaskKind.QUESTION, TaskState.OPEN)
        assert task.due is not None

    def test_what_does_not_ask_is_something_to_do_unless_it_is_said(self, window: MainWindow, qtbot: QtBot) -> None:
        entry = window.centre.task_entry
        for kind, what in ((None, "Count again"), (TaskKind.CHECK, "Count again"), (None, "مفتوح؟")):
            entry.start()
            entry.what.setText(what)
            entry.kind.setCurrentIndex(max(entry.kind.findData(kind), 0) if kind else 0)
            entry.save()
            qtbot.waitUntil(lambda: not entry.isVisible(), timeout=PATIENCE)
        kinds = [task.kind for task in tasks(qtbot, window)]
        assert kinds == [TaskKind.ACTION, TaskKind.CHECK, TaskKind.QUESTION]

    @pytest.mark.parametrize(("name", "text"), [("due", "soonish"), ("about", "nowhere"), ("what", "")])
    def test_what_cannot_be_read_is_said_and_all_stays(
        self, window: MainWindow, qtbot: QtBot, name: str, text: str
    ) -> None:
        entry = window.centre.task_entry
        entry.start()
        entry.what.setText("Ask again")
        getattr(entry, name).setText(text)
        entry.save()
        qtbot.waitUntil(entry.error.is_shown, timeout=PATIENCE)
        assert getattr(entry, name).hasFocus() and entry.isVisible()
        assert tasks(qtbot, window) == []

    def test_a_phone_number_is_warned_of(self, window: MainWindow) -> None:
        entry = window.centre.task_entry
        entry.start()
        entry.what.setText("Call +44 20 0000 0000")
        assert entry.warning.isVisible() and "phone" in entry.warning.text()
        entry.what.setText("Call the depot")
        assert not entry.warning.isVisible()

    def test_ctrl_enter_stays_for_the_next_with_who_and_about(self, window: MainWindow, qtbot: QtBot) -> None:
        entry = window.centre.task_entry
        entry.start()
        entry.what.setText("Ask the depot")
        entry.who.setText("night desk")
        press(entry.what, Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda: entry.what.text() == "", timeout=PATIENCE)
        assert entry.isVisible() and entry.who.text() == "night desk"


class TestTheList:
    def test_an_overdue_task_is_marked_in_words_and_the_status_bar_counts_it(
        self, panel: TasksPanel, window: MainWindow, qtbot: QtBot
    ) -> None:
        assert cell(panel, 0, 0).startswith("overdue") and cell(panel, 1, 0) == ""
        qtbot.waitUntil(lambda: "1 task overdue" in window.bar.waiting_text, timeout=PATIENCE)

    def test_space_settles_with_what_came_of_it(self, panel: TasksPanel, window: MainWindow, qtbot: QtBot) -> None:
        press(panel.view, Key.Key_Space)
        write(QApplication.focusWidget(), "it works")
        press(QApplication.focusWidget(), Key.Key_Return)
        qtbot.waitUntil(lambda: asked(panel) == ["Ask the mill"], timeout=PATIENCE)
        assert panel.view.hasFocus()
        settled = tasks(qtbot, window)[-1]
        assert (settled.state, settled.outcome) == (TaskState.DONE, "it works")
        qtbot.waitUntil(lambda: "overdue" not in window.bar.waiting_text, timeout=PATIENCE)

    def test_what_is_dropped_can_be_opened_again(self, panel: TasksPanel, window: MainWindow, qtbot: QtBot) -> None:
        press(panel.view, Key.Key_Delete)
        press(QApplication.focusWidget(), Key.Key_Return)
        qtbot.waitUntil(lambda: asked(panel) == ["Ask the mill"], timeout=PATIENCE)
        panel.state.setCurrentIndex(panel.state.findData(TaskState.DROPPED))
        qtbot.waitUntil(lambda: asked(panel) == ["Ask the depot"], timeout=PATIENCE)
        panel.take_focus()
        qtbot.waitUntil(panel.reopen_action.isEnabled, timeout=PATIENCE)
        panel.reopen_action.trigger()
        qtbot.waitUntil(lambda: asked(panel) == [], timeout=PATIENCE)
        assert {task.state for task in tasks(qtbot, window)} == {TaskState.OPEN}

    def test_it_is_narrowed_to_a_role(self, panel: TasksPanel, qtbot: QtBot) -> None:
        qtbot.waitUntil(lambda: panel.role.count() == 3, timeout=PATIENCE)
        panel.role.setCurrentIndex(panel.role.findData("access officer"))
        qtbot.waitUntil(lambda: asked(panel) == ["Ask the mill"], timeout=PATIENCE)

    def test_without_tasks_it_says_what_belongs_there(self, window: MainWindow, qtbot: QtBot) -> None:
        window.intake.show_tasks()
        qtbot.waitUntil(lambda: "Ctrl+T" in window.intake.tasks.empty.text(), timeout=PATIENCE)


class TestAskingSomebodyToLook:
    def test_from_the_board_a_role_gets_a_task_about_the_card(self, window: MainWindow, qtbot: QtBot) -> None:
        board = window.centre.board
        homs = card_at(qtbot, window.situation, "Homs")
        board.select([homs])
        board.commands.actions["ask_to_look"].trigger()
        write(QApplication.focusWidget(), "access officer")
        press(QApplication.focusWidget(), Key.Key_Return)
        qtbot.waitUntil(lambda: len(tasks(qtbot, window)) == 1, timeout=PATIENCE)
        (task,) = tasks(qtbot, window)
        assert (task.kind, task.role, task.about) == (TaskKind.CHECK, "access officer", homs)

    def test_the_inspector_asks_and_shows_what_was_asked(self, window: MainWindow, qtbot: QtBot) -> None:
        homs = card_at(qtbot, window.situation, "Homs")
        window.inspector.show_things([homs])
        qtbot.waitUntil(lambda: isinstance(window.inspector.pane(), CardPane), timeout=PATIENCE)
        pane = window.inspector.pane()
        assert isinstance(pane, CardPane)
        pane.around.tasks.add_button.click()
        write(QApplication.focusWidget(), "access officer")
        press(QApplication.focusWidget(), Key.Key_Return)
        qtbot.waitUntil(lambda: len(pane.around.tasks.entries()) == 1, timeout=PATIENCE)
        assert "access officer" in plain(pane.around.tasks.entries()[0].text.aside)

    def test_a_task_is_shown_in_full(self, panel: TasksPanel, window: MainWindow, qtbot: QtBot) -> None:
        def shows_it() -> bool:
            pane = window.inspector.pane()
            return isinstance(pane, ThingPane) and plain(pane.title.name.text()) == "Ask the depot"

        qtbot.waitUntil(shows_it, timeout=PATIENCE)
