"""The history beside the board."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from situation_board.core.actions import records
from situation_board.core.ids import new_id
from situation_board.core.rows import Actor
from situation_board.gui.history_model import BELOW, IS_INSIDE
from situation_board.gui.main_window import MainWindow
from tests.gui.fixtures import press
from tests.gui.panels import plain


@pytest.fixture
def window_with_history(window: MainWindow, qtbot: QtBot) -> MainWindow:
    window.docks.history.show()
    window.docks.history.raise_()
    qtbot.waitUntil(lambda: window.history.view.model().rowCount() > 0)
    return window


def lines(window: MainWindow) -> list[str]:
    model = window.history.view.model()
    return [plain(model.index(row, 0).data()) for row in range(model.rowCount())]


def add_actor(window: MainWindow, name: str, qtbot: QtBot) -> str:
    actor = Actor(id=new_id(), name=name)
    window.situation.do(records.add_record, actor)
    qtbot.waitUntil(lambda: name in lines(window)[0])
    return actor.id


def test_what_is_done_stands_on_top_and_the_chosen_line_stays_chosen(
    window_with_history: MainWindow, qtbot: QtBot
) -> None:
    window, view = window_with_history, window_with_history.history.view
    view.setCurrentIndex(view.model().index(3, 0))
    chosen = view.currentIndex().data()

    add_actor(window, "Red Crescent", qtbot)

    assert view.currentIndex().row() == 4
    assert view.currentIndex().data() == chosen
    assert "field coord." in view.model().index(0, 0).data(BELOW)


def test_any_line_can_be_undone_by_keyboard_and_says_so(window_with_history: MainWindow, qtbot: QtBot) -> None:
    window, view = window_with_history, window_with_history.history.view
    add_actor(window, "Red Crescent", qtbot)
    add_actor(window, "White Helmets", qtbot)
    view.setCurrentIndex(view.model().index(1, 0))
    view.setFocus()

    press(view, Qt.Key.Key_Delete)

    qtbot.waitUntil(lambda: any("Red Crescent" in line and line.endswith("(undone)") for line in lines(window)))
    assert not any("White Helmets" in line and "undone)" in line for line in lines(window))


def test_undoing_twice_is_refused_in_words(window_with_history: MainWindow, qtbot: QtBot) -> None:
    window, view = window_with_history, window_with_history.history.view
    add_actor(window, "Red Crescent", qtbot)
    view.setCurrentIndex(view.model().index(0, 0))
    window.history.undo_current()
    qtbot.waitUntil(lambda: any("(undone)" in line for line in lines(window)))
    window.history.undo_current()
    qtbot.waitUntil(lambda: window.centre.banner.problem is not None)


def test_it_can_show_one_thing_alone_and_all_again(window_with_history: MainWindow, qtbot: QtBot) -> None:
    window = window_with_history
    actor = add_actor(window, "Red Crescent", qtbot)
    window.history.show_thing(actor)
    qtbot.waitUntil(lambda: len(lines(window)) == 1)
    window.history.show_thing(None)
    qtbot.waitUntil(lambda: len(lines(window)) > 10)


def test_a_line_leads_to_the_thing_it_is_about(window_with_history: MainWindow, qtbot: QtBot) -> None:
    window, view = window_with_history, window_with_history.history.view
    actor = add_actor(window, "Red Crescent", qtbot)
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    press(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.inspector.ids() == [actor])


def heads(window: MainWindow) -> list[int]:
    return [row for row, line in enumerate(lines(window)) if line.startswith("▸")]


def test_runs_of_one_kind_are_folded_and_open_by_keyboard(window_with_history: MainWindow, qtbot: QtBot) -> None:
    window, view = window_with_history, window_with_history.history.view
    head = heads(window)[0]
    before = len(lines(window))
    view.setFocus()
    view.setCurrentIndex(view.model().index(head, 0))
    press(view, Qt.Key.Key_Return)
    opened = len(lines(window)) - before
    assert opened >= 3 and f"{opened} times" in lines(window)[head]
    assert view.model().index(head + 1, 0).data(IS_INSIDE)
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Left)
    assert view.currentIndex().row() == head
    assert len(lines(window)) == before
    press(view, Qt.Key.Key_Right)
    assert len(lines(window)) == before + opened


def test_a_run_is_opened_and_not_undone_as_a_whole(window_with_history: MainWindow, qtbot: QtBot) -> None:
    window, view = window_with_history, window_with_history.history.view
    head = heads(window)[0]
    before = len(lines(window))
    view.setCurrentIndex(view.model().index(head, 0))
    window.history.undo_current()
    assert len(lines(window)) > before
    assert not any("undone" in line for line in lines(window))


def test_a_line_inside_a_run_is_undone_from_there(window_with_history: MainWindow, qtbot: QtBot) -> None:
    window, view = window_with_history, window_with_history.history.view
    for name in ("Red Crescent", "White Helmets", "Mine Action", "Port Office"):
        add_actor(window, name, qtbot)
    assert lines(window)[0].startswith("▸")
    view.setCurrentIndex(view.model().index(0, 0))
    window.history.undo_current()
    row = next(row for row, line in enumerate(lines(window)) if line.startswith("Actor added: Mine Action"))
    view.setCurrentIndex(view.model().index(row, 0))
    window.history.undo_current()
    qtbot.waitUntil(lambda: any("Mine Action" in line and line.endswith("(undone)") for line in lines(window)))


def test_what_was_struck_is_struck_through_with_its_reason(window_with_history: MainWindow, qtbot: QtBot) -> None:
    window, view = window_with_history, window_with_history.history.view
    actor = add_actor(window, "Red Crescent", qtbot)
    window.situation.do(records.strike, actor, why="entered twice")
    qtbot.waitUntil(lambda: "entered twice" in lines(window)[0])
    made = view.model().index(1, 0)
    assert "Red Crescent" in made.data() and "entered twice" in made.data()
    assert made.data(Qt.ItemDataRole.FontRole).strikeOut()
