"""Stories of cards that are dragged with the mouse: real events, real drags, real files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from situation_board.core.integrity import check
from situation_board.core.questions.cards import card_faces, card_ids
from situation_board.core.store import Store
from situation_board.core.vocabulary import Column
from situation_board.gui.board import BoardWidget
from situation_board.gui.main_window import MainWindow
from tests.gui.fixtures import OpenWindow
from tests.stories.mouse import Hand, before_card, can_drag, click, on_card
from tests.stories.person import Person, board_json, situation_board

NEEDS_X = "a real drag needs an X display, which dev.py test starts"
ADVANCING, CONTESTED, FALLEN, HELD = Column


@pytest.fixture
def person(window: MainWindow, qtbot: QtBot) -> Person:
    if not can_drag():
        pytest.skip(NEEDS_X)
    person = Person(window, qtbot)
    for place, column in (("Homs", CONTESTED), ("Daraa", FALLEN), ("Damascus", ADVANCING)):
        person.sees(place, column)
    QApplication.processEvents()
    return person


@pytest.fixture
def hand(person: Person) -> Hand:
    return Hand(person.window)


def board_of(person: Person) -> BoardWidget:
    return person.window.centre.board


def ids(person: Person, column: Column) -> list[str]:
    return list(board_of(person).models[column].ids)


def everything(file: Path) -> dict[str, list[Any]]:
    """All that another program reads of the board."""
    with Store.open(file) as store, store.reading() as reading:
        return {column.value: list(card_faces(reading, card_ids(reading, column))) for column in Column}


def test_a_card_dragged_from_contested_to_fallen_is_moved_everywhere(
    person: Person, hand: Hand, open_window: OpenWindow, qtbot: QtBot
) -> None:
    """The store, the log, the other open views and another process agree; undo brings it back exactly."""
    file = person.window.path
    before = everything(file)
    other = Person(open_window(file), qtbot)
    other.sees("Homs", CONTESTED)
    person.window.raise_()
    person.window.activateWindow()
    homs = ids(person, CONTESTED)[0]
    views = board_of(person).views

    assert hand.drag(on_card(views[CONTESTED], 0), before_card(views[FALLEN], 1))

    person.sees("Homs", FALLEN)
    assert ids(person, FALLEN)[1] == homs
    other.sees("Homs", FALLEN)
    person.reads_in_strip("Homs")
    assert board_of(person).selected() == [homs]
    assert [card.id for card in everything(file)["fallen"]] == ids(person, FALLEN)
    assert board_json(file)["fallen"][1] == "Homs" and board_json(file)["contested"] == []
    assert history_of(file, homs)[0]["action"] == "move_card"

    person.wait_until(lambda: "Homs" in person.window.undoing.undo.text())
    person.window.undoing.undo.trigger()
    person.sees("Homs", CONTESTED)
    other.sees("Homs", CONTESTED)
    assert everything(file) == before


def history_of(file: Path, card: str) -> list[dict[str, Any]]:
    """The changes of a card, the latest first, as another process reads them."""
    lines: list[dict[str, Any]] = json.loads(situation_board("history", file, "--id", card, "--json"))["history"]
    return lines


def test_several_cards_are_dragged_together_and_undone_together(person: Person, hand: Hand) -> None:
    file, views = person.window.path, board_of(person).views
    before = everything(file)
    first, second = ids(person, FALLEN)[:2]
    click(person.window, on_card(views[FALLEN], 0))
    click(person.window, on_card(views[FALLEN], 1), [Qt.KeyboardModifier.ControlModifier])
    assert board_of(person).selected() == [first, second]

    assert hand.drag(on_card(views[FALLEN], 1), before_card(views[ADVANCING], 1))

    person.wait_until(lambda: ids(person, ADVANCING)[1:] == [first, second])
    assert [card.id for card in everything(file)["advancing"]][1:] == [first, second]
    person.wait_until(lambda: person.window.undoing.undo.isEnabled())
    person.window.undoing.undo.trigger()
    person.wait_until(lambda: ids(person, FALLEN)[:2] == [first, second])
    assert everything(file) == before


def test_dragging_within_a_column_puts_in_order(person: Person, hand: Hand) -> None:
    view = board_of(person).views[FALLEN]
    first, second, third, *rest = ids(person, FALLEN)

    assert hand.drag(on_card(view, 0), before_card(view, 2))

    person.wait_until(lambda: ids(person, FALLEN) == [second, first, third, *rest])
    assert [card.id for card in everything(person.window.path)["fallen"]] == [second, first, third, *rest]


def test_the_strip_opens_under_the_cards_and_takes_them(person: Person, hand: Hand) -> None:
    board = board_of(person)
    homs = ids(person, CONTESTED)[0]
    assert not board.strip.is_expanded
    heading = (board.strip, QPoint(200, 12))

    def waits_until_it_opens() -> None:
        person.wait_until(lambda: board.strip.is_expanded)

    assert hand.drag(on_card(board.views[CONTESTED], 0), heading, arrived=waits_until_it_opens)

    person.sees("Homs", HELD)
    assert homs in [card.id for card in everything(person.window.path)["held"]]


def test_escape_ends_a_drag_and_changes_nothing(person: Person, hand: Hand, qtbot: QtBot) -> None:
    board = board_of(person)
    before = everything(person.window.path)

    def escape() -> None:
        QTest.keyClick(person.window.windowHandle(), Qt.Key.Key_Escape)
        QTest.mouseRelease(person.window.windowHandle(), Qt.MouseButton.LeftButton)

    with qtbot.assertNotEmitted(person.window.centre.board.situation.changed, wait=300):
        hand.drag(on_card(board.views[CONTESTED], 0), before_card(board.views[FALLEN], 1), end=escape)
    assert everything(person.window.path) == before
    assert not board.views[FALLEN].is_target


def test_a_drop_that_the_store_refuses_leaves_everything_and_says_why(person: Person, hand: Hand) -> None:
    """While the card is on its way, another program strikes it."""
    board = board_of(person)

    def another_program_strikes_it() -> None:
        situation_board("strike", person.window.path, ids(person, CONTESTED)[0], "--why", "entered twice")

    hand.drag(
        on_card(board.views[CONTESTED], 0), before_card(board.views[FALLEN], 1), arrived=another_program_strikes_it
    )

    person.reads_on_board("no such card")
    assert "Homs" not in board_json(person.window.path)["fallen"]
    person.wait_until(lambda: ids(person, CONTESTED) == [])


def test_near_the_edge_the_column_scrolls_under_the_card(person: Person, hand: Hand) -> None:
    person.window.resize(1000, 480)
    view = board_of(person).views[FALLEN]
    person.wait_until(lambda: view.verticalScrollBar().maximum() > 0)
    last = ids(person, FALLEN)[-1]
    edge = (view.viewport(), QPoint(80, view.viewport().height() - 6))

    def waits_until_it_scrolled() -> None:
        bar = view.verticalScrollBar()
        person.wait_until(lambda: bar.value() == bar.maximum())

    assert hand.drag(on_card(board_of(person).views[CONTESTED], 0), edge, arrived=waits_until_it_scrolled)

    person.wait_until(lambda: len(ids(person, FALLEN)) == 5)
    assert ids(person, FALLEN)[-2:] in ([last, ids(person, FALLEN)[-1]], [ids(person, FALLEN)[-2], last])


def test_right_to_left_cards_are_dragged_just_so(person: Person, hand: Hand) -> None:
    person.window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QTest.qWait(1)
    views = board_of(person).views
    assert views[FALLEN].mapToGlobal(QPoint(0, 0)).x() < views[ADVANCING].mapToGlobal(QPoint(0, 0)).x()
    assert hand.drag(on_card(views[CONTESTED], 0), before_card(views[FALLEN], 0))
    person.wait_until(lambda: len(ids(person, FALLEN)) == 5)


def test_killed_right_after_the_drop_nothing_is_lost(filled_file: Path, qapp: QApplication) -> None:
    if not can_drag():
        pytest.skip(NEEDS_X)
    ran = subprocess.run(
        [sys.executable, "-m", "tests.stories.dropped_story", str(filled_file)],
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "xcb"},
    )
    assert (ran.returncode, ran.stdout) == (-9, "dropped\n"), ran.stderr
    assert board_json(filled_file)["fallen"][1] == "Homs"
    with Store.open(filled_file) as store, store.reading() as reading:
        assert check(reading).clean


def test_the_tests_are_on_the_screen_that_they_were_started_on(qapp: QApplication) -> None:
    """A module that takes the screen away when it is imported would have all tests with a real mouse passed over."""
    assert os.environ["SITBOARD_TEST_SCREEN"] in {"", QGuiApplication.platformName()}
