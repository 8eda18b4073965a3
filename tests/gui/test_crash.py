"""Bugs of ours, on the day and on the next start."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from situation_board.core.crash_report import report_text
from situation_board.core.sqlite import sqlite3
from situation_board.gui import crash
from situation_board.gui.app import Desk, make_application
from tests.gui.fixtures import OpenWindow

SECRET = "Abu Somebody, phone 0999"
KILLED = """
import os
from PySide6.QtCore import QCoreApplication
from situation_board.gui.crash import Run
app = QCoreApplication([])
run = Run()
assert not run.ended_badly
os.kill(os.getpid(), 9)
"""


def fail() -> None:
    person = SECRET
    try:
        dict[str, str]()[person]
    except KeyError as error:
        raise ValueError(f"no such person: {person}") from error


def text_of(failing: object) -> str:
    with pytest.raises(Exception) as caught:
        failing()  # type: ignore[operator]
    return report_text(caught.value, datetime(2024, 12, 8, tzinfo=UTC))


def test_a_report_says_where_and_what_kind_and_nothing_of_the_users() -> None:
    report = text_of(fail)
    assert "builtins.ValueError" in report
    assert "builtins.KeyError" in report
    assert "test_crash.py" in report
    assert "fail" in report
    assert SECRET not in report
    assert str(Path.home()) not in report


def test_a_report_on_the_store_names_the_code_and_not_the_statement() -> None:
    report = text_of(lambda: sqlite3.connect(":memory:").execute(f"SELECT '{SECRET}' FROM nothing"))
    assert "SQLITE_ERROR" in report
    assert SECRET not in report
    assert "SELECT" not in report


@pytest.mark.expects_a_report
def test_an_exception_on_the_windows_thread_is_shown_in_words_and_the_program_goes_on(
    open_window: OpenWindow, filled_file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(filled_file)
    desk = Desk(make_application())
    desk.windows.append(window)
    with capture_exceptions():
        monkeypatch.setattr(sys, "excepthook", sys.excepthook)
        monkeypatch.setattr(threading, "excepthook", threading.excepthook)
        crash.catch_everything(desk.show_bug_from_anywhere)

        QTimer.singleShot(0, fail)
        qtbot.waitUntil(lambda: isinstance(window.centre.banner.problem, crash.Bug))

    assert SECRET not in window.centre.banner.text
    (report,) = crash.unseen_reports()
    assert str(report) in window.centre.banner.text
    desk.windows.remove(window)
    desk.close()


@pytest.mark.expects_a_report
def test_an_exception_on_another_thread_is_reported_too(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[crash.Bug] = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    crash.catch_everything(shown.append)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()

    assert len(shown) == len(crash.unseen_reports()) == 1


@pytest.mark.expects_a_report
def test_the_next_start_tells_of_a_report_once() -> None:
    crash.reported(ValueError(SECRET))
    run = crash.Run()

    said = crash.words_for_next_start(run)

    assert said is not None
    assert said.report is not None
    assert said.report.exists()
    assert "saved is here" in said.kept
    assert crash.words_for_next_start(run) is None
    run.end()


def test_the_next_start_knows_that_the_program_was_killed_and_says_so_once(own_settings: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED], timeout=60, check=False)
    assert killed.returncode == -9

    run = crash.Run()
    assert run.ended_badly
    assert crash.words_for_next_start(run) is not None
    run.end()
    again = crash.Run()
    assert not again.ended_badly
    again.end()


def test_a_full_disk_does_not_stop_the_telling(own_settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_the_way = own_settings / "file"
    in_the_way.write_text("")
    monkeypatch.setenv("SITBOARD_CONFIG_DIR", str(in_the_way))
    assert crash.reported(ValueError()).report is None
