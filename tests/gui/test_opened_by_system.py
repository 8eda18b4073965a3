"""Files that the system tells the program of: a double-click in the Finder, also one that started the program."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from situation_board.gui.app import Desk, make_application
from situation_board.gui.application import Application
from situation_board.gui.settings import Settings
from tests.gui.fixtures import running


@pytest.fixture
def application(qapp: QApplication) -> Iterator[Application]:
    """As it is when the program has just started: nobody has asked yet for files that were double-clicked."""
    application = make_application()
    assert isinstance(application, Application)
    application.stop_telling()
    yield application
    application.stop_telling()


@pytest.fixture
def desk(application: Application, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("HOME", str(tmp_path))
    with running(application, qtbot) as desk:
        yield desk


@pytest.fixture
def last_file(filled_file: Path) -> Path:
    """The file that was open when the program was closed."""
    path = filled_file.with_name("last.sitboard")
    shutil.copyfile(filled_file, path)
    settings = Settings()
    settings.remember_file(path)
    settings.save()
    return path


def double_click(application: Application, path: Path) -> None:
    assert QApplication.sendEvent(application, QFileOpenEvent(str(path)))


def shown(desk: Desk) -> list[str]:
    return [window.path.name for window in desk.windows]


def test_a_double_clicked_file_opens_in_the_program_that_runs(
    application: Application, desk: Desk, filled_file: Path, qtbot: QtBot
) -> None:
    desk.start(None)
    double_click(application, filled_file)
    qtbot.waitUntil(lambda: shown(desk) == [filled_file.name], timeout=20_000)
    assert desk.start_page is None


def test_a_double_click_before_there_is_a_window_opens_its_file_and_no_other(
    application: Application, desk: Desk, filled_file: Path, last_file: Path, qtbot: QtBot
) -> None:
    double_click(application, filled_file)
    desk.start(None)
    qtbot.waitUntil(lambda: bool(shown(desk)) and not desk.is_opening, timeout=20_000)
    assert shown(desk) == [filled_file.name]


def test_a_double_click_while_the_last_file_is_being_opened_takes_its_place(
    application: Application, desk: Desk, filled_file: Path, last_file: Path, qtbot: QtBot
) -> None:
    desk.start(None)
    double_click(application, filled_file)
    qtbot.waitUntil(lambda: bool(shown(desk)) and not desk.is_opening, timeout=20_000)
    assert shown(desk) == [filled_file.name]


def test_a_double_click_on_the_last_file_while_it_is_being_opened_opens_it_once(
    application: Application, desk: Desk, last_file: Path, qtbot: QtBot
) -> None:
    desk.start(None)
    double_click(application, last_file)
    qtbot.waitUntil(lambda: bool(shown(desk)) and not desk.is_opening, timeout=20_000)
    assert shown(desk) == [last_file.name]


def test_the_last_file_opens_by_itself_when_nothing_is_asked_for(desk: Desk, last_file: Path, qtbot: QtBot) -> None:
    desk.start(None)
    qtbot.waitUntil(lambda: shown(desk) == [last_file.name], timeout=20_000)


def test_an_address_is_no_file(application: Application, desk: Desk) -> None:
    desk.start(None)
    assert QApplication.sendEvent(application, QFileOpenEvent(QUrl("situation-board:anything")))
    assert desk.start_page is not None and shown(desk) == []
