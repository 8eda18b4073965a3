"""What a machine does to a file, in the window: a clock that jumps, another computer's disk, a stick that goes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from situation_board.core.actions.records import add_record
from situation_board.core.ids import new_id
from situation_board.core.rows import Actor
from situation_board.core.safekeeping import places
from situation_board.core.safekeeping.backup import back_up, backups_in
from situation_board.core.store import wall_clock
from situation_board.core.times import DAY
from situation_board.gui.main_window import MainWindow
from tests.gui.fixtures import OpenWindow, close
from tests.gui.panels import PATIENCE, done


def test_a_file_on_another_computers_disk_is_warned_of_and_a_copy_offered(
    filled_file: Path, tmp_path: Path, open_window: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"server:/data {filled_file.parent} nfs4 rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(places, "MOUNTS", mounts)
    window = open_window(filled_file)
    banner = window.centre.banner
    qtbot.waitUntil(lambda: "on another computer" in banner.text, timeout=PATIENCE)
    [offer] = banner.offers
    offer.click()
    [asking] = window.findChildren(QFileDialog)
    assert asking.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    asking.reject()
    close(qtbot, window)


def test_a_backup_that_a_wrong_clock_dated_in_the_future_does_not_keep_the_next_one_away(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    qtbot.waitUntil(lambda: window.keeper.situation_id is not None, timeout=PATIENCE)
    window.situation.beside(lambda store: back_up(store, stick, now=wall_clock() + 300 * DAY))
    done(qtbot, window.situation, add_record, Actor(id=new_id(), name="Later"))
    window.settings.remember_backup_folder(str(window.keeper.situation_id), stick)
    window.keeper.look_again()
    qtbot.waitUntil(lambda: "backup 0 min ago" in window.bar.backup_text, timeout=PATIENCE)
    assert len(backups_in(stick)) == 2
