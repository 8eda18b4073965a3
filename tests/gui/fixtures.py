"""What tests of the window start from, and what every one of them must leave behind: nothing.

Windows are real, shown on a screen that is not there, on real files in the test's own folder.
"""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from situation_board.core.sample import create_sample
from situation_board.core.store import Identity, Store
from situation_board.gui.app import Desk, make_application
from situation_board.gui.application import Application
from situation_board.gui.background import Errands, Situation
from situation_board.gui.crash import unseen_reports
from situation_board.gui.inspector import Inspector
from situation_board.gui.main_window import MainWindow
from situation_board.gui.settings import Settings

PATIENCE = 30_000
"""Milliseconds."""
HERE = Identity("Homs-2 (ab12)", "field coord.")
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
THERE = Identity("Aleppo-1 (cd34)", "AB")


class PatientBot(QtBot):
    """Waits for as long as the slowest machine may need: only who waits in vain hears of it late. A test may ask for
    more, and for less only where nothing need come.
    """

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE) -> None:
        super().waitUntil(callback, timeout=max(timeout, PATIENCE))

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE, raising: bool | None = None, **said: Any) -> Any:
        patience = timeout if raising is False else max(timeout, PATIENCE)
        return super().waitSignal(signal, timeout=patience, raising=raising, **said)

    def waitSignals(self, signals: list[Any], *, timeout: int = PATIENCE, **said: Any) -> Any:
        return super().waitSignals(signals, timeout=max(timeout, PATIENCE), **said)

    def waitActive(self, widget: Any, *, timeout: int = PATIENCE) -> Any:
        return super().waitActive(widget, timeout=timeout)

    def waitExposed(self, widget: Any, *, timeout: int = PATIENCE) -> Any:
        return super().waitExposed(widget, timeout=timeout)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)


def show_active(bot: QtBot, widget: QWidget) -> None:
    """Show a window, and wait until it hears the keyboard."""
    with bot.waitActive(widget):
        widget.show()
        widget.activateWindow()


@pytest.fixture(scope="session")
def qapp_cls() -> type[Application]:
    return Application


@pytest.fixture(autouse=True)
def nothing_left(request: pytest.FixtureRequest, own_settings: Path) -> Iterator[None]:
    """No window stays open, no timer runs on, no bug was reported, no Qt warning logged."""
    yield
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        return
    left = [type(widget).__name__ for widget in application.topLevelWidgets() if widget.isVisible()]
    for widget in application.topLevelWidgets():
        widget.close()
    delete_later_now()
    assert not left, f"windows were left open: {left}"
    assert not running_timers(), "timers were left running"
    if not request.node.get_closest_marker("expects_a_report"):
        reports = [report.read_text(encoding="utf-8") for report in unseen_reports()]
        assert not reports, f"the program reported bugs: {reports}"


def delete_later_now() -> None:
    """What was told to go goes."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def running_timers() -> list[QTimer]:
    """Those of Python that nobody stopped; short ones without a parent are Qt's own business."""
    timers = [thing for thing in gc.get_objects() if type(thing) is QTimer]
    return [timer for timer in timers if isValid(timer) and timer.isActive() and not timer.isSingleShot()]


@pytest.fixture(scope="session")
def sample_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as one clean file, made once."""
    path = tmp_path_factory.mktemp("sample") / "syria.sitboard"
    create_sample(path, identity=HERE).close()
    return path


@pytest.fixture
def filled_file(tmp_path: Path, sample_template: Path) -> Path:
    """A file of this test with the reference situation."""
    path = tmp_path / "syria.sitboard"
    shutil.copyfile(sample_template, path)
    return path


@pytest.fixture
def filled_store(filled_file: Path) -> Iterator[Store]:
    """The reference situation, open."""
    with Store.open(filled_file, identity=HERE) as store:
        yield store


@pytest.fixture
def situation(qapp: QApplication, filled_file: Path) -> Iterator[Situation]:
    """The reference situation as the window holds it."""
    situation = open_situation(filled_file)
    yield situation
    situation.close()
    situation.deleteLater()
    delete_later_now()


def open_situation(path: Path, identity: Identity = HERE, key: bytes | None = None) -> Situation:
    reopen = partial(Store.open, path, identity=identity, key=key)
    return Situation(reopen(), reopen=reopen)


@pytest.fixture
def errands(qapp: QApplication) -> Iterator[Errands]:
    errands = Errands()
    yield errands
    errands.close()


class OpenWindow(Protocol):
    """Opens a window on a file, where it has one with its key."""

    def __call__(self, path: Path, identity: Identity = HERE, *, key: bytes | None = None) -> MainWindow: ...


@pytest.fixture
def open_window(qapp: QApplication, qtbot: QtBot, errands: Errands) -> Iterator[OpenWindow]:
    """Opens real windows on files, and closes them at the end."""
    windows: list[MainWindow] = []
    make_application()

    def open_one(path: Path, identity: Identity = HERE, *, key: bytes | None = None) -> MainWindow:
        window = MainWindow(open_situation(path, identity, key), Settings(), errands)
        windows.append(window)
        window.resize(1280, 720)
        with qtbot.waitSignal(window.centre.board.shown, timeout=10_000):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow, timeout=10_000)
        window.centre.board.setFocus()
        return window

    yield open_one
    for window in windows:
        if isValid(window):
            close(qtbot, window)


@pytest.fixture
def window(open_window: OpenWindow, filled_file: Path) -> MainWindow:
    """The real window on the reference situation, its board shown."""
    return open_window(filled_file)


@contextmanager
def running(application: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    """The program, with windows that are closed at its end as quitting closes them."""
    desk = Desk(application)
    yield desk
    desk.quit()
    qtbot.waitUntil(lambda: not desk.windows)
    desk.close()
    delete_later_now()


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """The program on a laptop where it never ran, without a window yet."""
    monkeypatch.setenv("HOME", str(tmp_path))
    with running(make_application(), qtbot) as desk:
        yield desk


@pytest.fixture
def second_laptop(tmp_path: Path, sample_template: Path) -> Iterator[Store]:
    """The same situation in another person's hands, on another laptop."""
    path = tmp_path / "second laptop" / "syria.sitboard"
    path.parent.mkdir()
    shutil.copyfile(sample_template, path)
    with Store.open(path, identity=THERE) as store:
        yield store


def press(widget: QWidget | None, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_MODIFIER) -> None:
    """Press a key on a widget that is there."""
    assert widget is not None
    QTest.keyClick(widget, key, modifier)


def write(widget: QWidget | None, text: str) -> None:
    """Type a text into a widget that is there. Qt's own helper knows only Latin letters."""
    assert widget is not None
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, NO_MODIFIER, letter))


def close(qtbot: QtBot, window: QWidget) -> None:
    """Close like a person does, and wait until it is gone."""
    window.close()
    qtbot.waitUntil(lambda: not isValid(window) or not window.isVisible(), timeout=10_000)
    delete_later_now()


@pytest.fixture
def inspector(qtbot: QtBot, situation: Situation) -> Iterator[Inspector]:
    """The inspector as a window of its own, with the keyboard in it."""
    inspector = Inspector(situation)
    inspector.resize(360, 900)
    show_active(qtbot, inspector)
    yield inspector
    inspector.close()
    inspector.deleteLater()


HARMLESS = (
    "This plugin does not support propagateSizeHints",  # the screen that is not there
    "This plugin does not support raise",
    "This plugin does not support grabbing the keyboard",
)


def fail_on_warnings(items: list[pytest.Item], folder: Path) -> None:
    """Every test below the folder fails on a logged Qt warning."""
    for item in items:
        if item.path.is_relative_to(folder):
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore(*HARMLESS, extend=True))
