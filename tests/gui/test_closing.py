"""What is under way when a window closes begins nothing more, leaves nothing open, and keeps no window from closing."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from situation_board.core.exporting.whole import write_whole
from situation_board.core.protection.changing import change_protection
from situation_board.core.protection.passphrase import fresh_key, key_of_passphrase
from situation_board.core.steps import end_of
from situation_board.core.store import Store
from situation_board.core.vocabulary import HandlingLabel
from situation_board.gui.app import Desk
from situation_board.gui.background import Errands
from situation_board.gui.exporting.choices import WHOLE
from situation_board.gui.exporting.dialog import ExportDialog
from situation_board.gui.files import NewSituation
from situation_board.gui.from_json import FromJsonDialog
from situation_board.gui.importing.window import ImportWindow
from situation_board.gui.main_window import MainWindow
from situation_board.gui.new_situation import NewSituationDialog
from situation_board.gui.protection.dialog import ProtectionDialog
from situation_board.gui.protection.lock_page import LockPage
from situation_board.gui.safekeeping.salvage_dialog import SalvageDialog
from tests.gui.fixtures import OpenWindow, delete_later_now

PASSPHRASE = "seven lanterns below the wide river"
PATIENCE = 20_000


def is_open_somewhere(path: Path) -> bool:
    """Beside an open file lies another one, which goes with whoever closes it last."""
    return path.with_name(path.name + "-wal").exists()


def test_no_timer_of_a_window_that_has_closed_fires_any_more(window: MainWindow, qtbot: QtBot) -> None:
    window.furnish()
    qtbot.waitUntil(lambda: window.situation.is_quiet, timeout=PATIENCE)
    running = [timer for timer in window.findChildren(QTimer) if timer.isActive()]
    assert running, "some look again each minute"
    window.close()
    assert not [timer for timer in running if timer.isActive()]
    delete_later_now()


def test_a_report_that_is_closed_while_something_is_typed_looks_no_more(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "table.csv"
    path.write_text("place,date,IDPs\nHoms,2024-12-01,5\n", encoding="utf-8")
    importing = window.importing.show_import(path)
    assert importing is not None
    qtbot.waitUntil(importing.import_button.isEnabled, timeout=PATIENCE)
    importing.form.as_of.textEdited.emit("1 Dec")
    assert importing._typing.isActive()
    importing.close()
    assert not importing._typing.isActive() and importing._under_way is None
    qtbot.waitUntil(lambda: not window.findChildren(ImportWindow), timeout=PATIENCE)


def test_an_answer_that_nobody_hears_is_dropped_in_order(errands: Errands, qtbot: QtBot) -> None:
    receiver, may_go_on, dropped = QObject(), threading.Event(), list[int]()
    errands.run(lambda: may_go_on.wait() and 7, done=print, failed=print, receiver=receiver, unheard=dropped.append)
    receiver.deleteLater()
    delete_later_now()
    may_go_on.set()
    qtbot.waitUntil(lambda: dropped == [7], timeout=PATIENCE)


def test_an_answer_that_is_on_its_way_when_all_ends_is_dropped_in_order(qtbot: QtBot) -> None:
    errands, dropped, heard = Errands(), list[int](), list[int]()
    errands.run(lambda: 7, done=heard.append, failed=print, unheard=dropped.append)
    errands.close()
    assert dropped == [7]
    qtbot.wait(1)
    assert heard == []


def test_the_window_closes_at_once_while_a_file_for_others_is_written(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = window.importing.ask_export(WHOLE)
    qtbot.waitUntil(lambda: bool(dialog.says.text()), timeout=PATIENCE)
    dialog.begin(dialog.form.choice, tmp_path / "whole.json")
    assert window.close(), "one press closes it"
    assert not list(tmp_path.glob(".*"))
    delete_later_now()


def test_a_dialog_that_makes_a_file_of_json_closes_at_once(desk: Desk, filled_file: Path, qtbot: QtBot) -> None:
    path = filled_file.with_name("whole.json")
    with Store.open(filled_file) as store:
        end_of(write_whole(store.reading, path))
    desk.start(path)
    qtbot.waitUntil(lambda: bool(desk.in_front().findChildren(FromJsonDialog)), timeout=PATIENCE)
    (dialog,) = desk.in_front().findChildren(FromJsonDialog)
    dialog.protect.setChecked(False)
    dialog.begin()
    assert dialog.close()
    qtbot.waitUntil(lambda: not list(path.parent.glob(".*.new*")), timeout=PATIENCE)
    assert not desk.windows


def test_a_salvage_that_is_closed_keeps_nothing(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    damaged = window.path.with_name("damaged.sitboard")
    window.situation.beside(lambda store: store.copy_to(damaged))
    dialog = SalvageDialog(window.importing._errands, window.situation.identity, window, path=damaged)
    dialog.show()
    qtbot.waitUntil(dialog.start.isEnabled, timeout=PATIENCE)
    out = Path(dialog.target.text())
    dialog.begin()
    assert dialog.close(), "one press closes it"
    qtbot.waitUntil(lambda: not [each for each in tmp_path.iterdir() if each.name.startswith(".")], timeout=PATIENCE)
    assert not out.exists()


def test_a_new_situation_that_is_given_up_while_it_is_made_leaves_no_file_open(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    desk.show_start_page()
    desk.ask_new()
    (dialog,) = desk.in_front().findChildren(NewSituationDialog)
    path = tmp_path / "new.sitboard"
    label = HandlingLabel.AMBER
    dialog.chosen.emit(NewSituation(path, "A new one", "Asia/Damascus", label, exercise=True, passphrase=PASSPHRASE))
    dialog.reject()
    delete_later_now()
    qtbot.waitUntil(path.exists, timeout=PATIENCE)
    desk.errands.close()
    assert not is_open_somewhere(path) and not desk.windows


def test_a_locked_window_that_closes_while_it_is_unlocked_leaves_its_file_closed(
    open_window: OpenWindow, filled_file: Path, errands: Errands, qtbot: QtBot
) -> None:
    change_protection(filled_file, key=None, new_key=fresh_key(PASSPHRASE))
    window = open_window(filled_file, key=key_of_passphrase(filled_file, PASSPHRASE))
    window.protection.lock.lock()
    page = window.protection.lock.page
    assert isinstance(page, LockPage)
    qtbot.waitUntil(page.unlock.isEnabled, timeout=PATIENCE)
    assert not is_open_somewhere(filled_file)
    page.line.setText(PASSPHRASE)
    page.unlock.click()
    page.close()
    delete_later_now()
    errands.close()
    assert not is_open_somewhere(filled_file)


def test_a_file_that_is_lost_while_it_is_protected_keeps_no_window_open(
    open_window: OpenWindow, filled_file: Path, qtbot: QtBot
) -> None:
    window = open_window(filled_file)
    window.protection.ask()
    (dialog,) = window.findChildren(ProtectionDialog)
    for line in (dialog.new.first, dialog.new.again):
        line.setText(PASSPHRASE)
    filled_file.unlink()
    dialog.change.click()
    qtbot.waitUntil(dialog.error.is_shown, timeout=PATIENCE)
    dialog.reject()
    assert dialog.isHidden()
    assert window.close()
    delete_later_now()


def test_an_export_can_still_be_stopped_without_closing_its_dialog(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = window.importing.ask_export(WHOLE)
    qtbot.waitUntil(lambda: bool(dialog.says.text()), timeout=PATIENCE)
    dialog.begin(dialog.form.choice, tmp_path / "whole.json")
    dialog.reject()
    assert "Stopped" in dialog.error.text() and dialog.isVisible()
    dialog.reject()
    qtbot.waitUntil(lambda: not window.findChildren(ExportDialog), timeout=PATIENCE)
