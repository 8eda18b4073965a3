"""Backups in the window: a second place is chosen once, the age is said, and a stick that is gone is tried again."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from situation_board.core.safekeeping.backup import backups_in
from situation_board.gui.main_window import MainWindow
from tests.gui.fixtures import OpenWindow, close
from tests.gui.panels import PATIENCE


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def wait_for(qtbot: QtBot, window: MainWindow, words: str) -> None:
    qtbot.waitUntil(lambda: words in window.bar.backup_text, timeout=PATIENCE)


def test_without_a_second_place_that_is_said(window: MainWindow, qtbot: QtBot) -> None:
    wait_for(qtbot, window, "no backup")


def test_a_chosen_folder_gets_a_backup_and_the_age_is_said(window: MainWindow, qtbot: QtBot, stick: Path) -> None:
    wait_for(qtbot, window, "no backup")
    window.keeper.choose_folder(stick)
    wait_for(qtbot, window, "backup 0 min ago")
    assert len(backups_in(stick)) == 1
    window.keeper.look_again()
    qtbot.waitUntil(lambda: not window.keeper._is_working, timeout=PATIENCE)
    assert len(backups_in(stick)) == 1


def test_a_stick_that_is_gone_is_said_and_tried_again(window: MainWindow, qtbot: QtBot, stick: Path) -> None:
    wait_for(qtbot, window, "no backup")
    away = stick.with_name("away")
    stick.rename(away)
    window.keeper.choose_folder(stick)
    wait_for(qtbot, window, "backup failed")
    away.rename(stick)
    window.keeper.look_again()
    wait_for(qtbot, window, "backup 0 min ago")


def test_a_damaged_file_is_read_only_and_says_so(filled_file: Path, open_window: OpenWindow, qtbot: QtBot) -> None:
    content = bytearray(filled_file.read_bytes())
    page = len(content) // 4096 - 1
    content[page * 4096 : (page + 1) * 4096] = b"\x77" * 4096
    filled_file.write_bytes(content)
    window = open_window(filled_file)
    qtbot.waitUntil(lambda: window.situation.is_read_only, timeout=PATIENCE)
    qtbot.waitUntil(lambda: "damaged" in window.centre.banner.text, timeout=PATIENCE)
    close(qtbot, window)


def test_a_file_in_a_sync_folder_is_warned_of(
    filled_file: Path, tmp_path: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    window = open_window(filled_file.rename(folder / filled_file.name))
    qtbot.waitUntil(lambda: "keeps copying" in window.centre.banner.text, timeout=PATIENCE)
    assert "Save a copy" in window.centre.banner.text
    close(qtbot, window)
