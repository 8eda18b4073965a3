"""An exercise is stamped on whatever shows it or leaves the program; charts, events and sheets have their own tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QDialog, QInputDialog, QWidget
from pytestqt.qtbot import QtBot

from situation_board.core.actions.situations import edit_situation
from situation_board.core.questions.boards import board
from situation_board.core.store import Reading, Store
from situation_board.gui.board.clipboard import cards_as_text
from situation_board.gui.exercise import ExerciseBand
from situation_board.gui.lists.question import copied_table
from situation_board.gui.look import HALF
from situation_board.gui.main_window import MainWindow
from tests.gui.fixtures import HERE, OpenWindow
from tests.gui.panels import done


@pytest.fixture
def exercise_file(filled_file: Path) -> Path:
    with Store.open(filled_file, identity=HERE) as store:
        store.do(lambda reading: edit_situation(reading, exercise=True))
    return filled_file


@pytest.fixture
def exercise(open_window: OpenWindow, exercise_file: Path, qtbot: QtBot) -> MainWindow:
    window = open_window(exercise_file)
    qtbot.waitUntil(lambda: "EXERCISE" in window.windowTitle())
    return window


def bands(widget: QWidget) -> list[ExerciseBand]:
    return [band for band in widget.findChildren(ExerciseBand) if band.isVisible() and band.window() is widget]


def opened(qtbot: QtBot, kind: type[QWidget]) -> QWidget:
    """The window of that kind, when it has the keyboard."""

    def found() -> list[QWidget]:
        return [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    [widget] = found()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


def is_stamped(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.waitUntil(lambda: len(bands(widget)) == 1)
    band = bands(widget)[0]
    assert band.width() >= widget.width() // 2 and band.height() >= band.fontMetrics().height()
    assert "EXERCISE" in widget.windowTitle()


def test_the_window_is_stamped_and_its_picture_with_it(exercise: MainWindow, qtbot: QtBot) -> None:
    is_stamped(qtbot, exercise)
    band = bands(exercise)[0]
    picture = exercise.grab().toImage()
    corner = band.mapTo(exercise, QPoint(0, HALF))
    shades = {
        picture.pixelColor(corner.x() + x, corner.y() + y).lightness()
        for x in range(0, band.width(), 2)
        for y in range(band.height() - 2 * HALF)
    }
    assert min(shades) == 0 and max(shades) > 200


@pytest.mark.parametrize(
    "show",
    [
        lambda window: window.show_about(),
        lambda window: window.show_help(),
        lambda window: window.show_keys(),
        lambda window: window.overview.show_handover(),
        lambda window: window.show_list("actor"),
        lambda window: window.duty.ask(),
    ],
    ids=["about", "help", "keys", "handover", "list", "duty"],
)
def test_every_further_window_is_stamped(exercise: MainWindow, qtbot: QtBot, show: object) -> None:
    before = set(QApplication.topLevelWidgets())
    show(exercise)  # type: ignore[operator]
    qtbot.waitUntil(lambda: any(each.isVisible() for each in _windows(before)))
    [widget] = [each for each in _windows(before) if each.isVisible()]
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    is_stamped(qtbot, widget)
    widget.close()


def _windows(before: set[QWidget]) -> list[QWidget]:
    return [
        each for each in QApplication.topLevelWidgets() if each not in before and isinstance(each, QDialog | QWidget)
    ]


def test_what_is_real_has_no_stamp(window: MainWindow, qtbot: QtBot) -> None:
    window.duty.ask()
    dialog = opened(qtbot, QInputDialog)
    assert not bands(window) and not bands(dialog)
    assert "EXERCISE" not in window.windowTitle() + dialog.windowTitle()
    dialog.close()


def test_the_stamp_comes_and_goes_with_the_setting(window: MainWindow, qtbot: QtBot) -> None:
    done(qtbot, window.situation, edit_situation, exercise=True)
    qtbot.waitUntil(lambda: len(bands(window)) == 1)
    done(qtbot, window.situation, edit_situation, exercise=False)
    qtbot.waitUntil(lambda: not bands(window))


def test_what_is_copied_says_so(exercise_file: Path) -> None:
    with Store.open(exercise_file, identity=HERE) as store, store.reading() as reading:
        cards = [face.id for column in board(reading).columns for face in column.cards]
        assert "EXERCISE" in cards_as_text(reading, cards).splitlines()[0]
        table = copied_table(reading, "actor", _actors(reading))
        assert "EXERCISE" in table.plain.splitlines()[0] and "EXERCISE" in table.rich


def _actors(reading: Reading) -> list[str]:
    return [actor for (actor,) in reading.all("SELECT id FROM actor")]
