"""Check this file, in the window: in the background, stopped at any moment, told in plain words."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from situation_board.core.actions.cards import move_cards
from situation_board.core.integrity import Finding, Findings
from situation_board.core.protection.changing import change_protection
from situation_board.core.protection.passphrase import fresh_key, key_of_passphrase
from situation_board.core.store import Store
from situation_board.core.vocabulary import Column
from situation_board.gui.main_window import MainWindow
from situation_board.gui.protection.lock_page import LockPage
from situation_board.gui.safekeeping.check_dialog import CheckDialog
from situation_board.gui.safekeeping.check_words import advice, finding_lines
from situation_board.gui.safekeeping.restore_dialog import RestoreDialog
from situation_board.gui.safekeeping.salvage_dialog import SalvageDialog
from tests.core.importing.importing import imported
from tests.gui.fixtures import HERE, OpenWindow, close, press
from tests.gui.panels import PATIENCE
from tests.gui.test_salvage_dialog import damage

PASSPHRASE = "seven lanterns below the wide river"
ROWS = 8_000
MARKS = dict.fromkeys((0x2068, 0x2069, 0x200E, 0x200F))


def said(dialog: CheckDialog) -> str:
    return dialog.says.text().translate(MARKS)


def over(dialog: CheckDialog, qtbot: QtBot) -> CheckDialog:
    qtbot.waitUntil(dialog.again.isVisible, timeout=60_000)
    return dialog


def put_wrong(path: Path, sql: str) -> None:
    """As a foreign program would: not through the gate."""
    with Store.open(path, identity=HERE) as store:
        for (name,) in store._connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            store._connection.execute(f'DROP TRIGGER "{name}"')
        assert store._connection.execute(sql).rowcount > 0


def with_many_rows(path: Path, folder: Path) -> None:
    """So many that a check takes a while."""
    table = folder / "many.csv"
    lines = (f"Homs,2024-11-{1 + n % 28:02},{n}\n" for n in range(ROWS))
    table.write_text("place,date,IDPs\n" + "".join(lines), encoding="utf-8")
    with Store.open(path, identity=HERE) as store:
        imported(store, table)


def going(window: MainWindow, qtbot: QtBot) -> CheckDialog:
    dialog = window.safekeeping.ask_check()
    qtbot.waitUntil(lambda: "of 7" in said(dialog), timeout=PATIENCE)
    return dialog


def test_a_file_in_order_is_told_so_and_the_keyboard_leads_there(window: MainWindow, qtbot: QtBot) -> None:
    press(window.centre.board, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    (dialog,) = window.findChildren(CheckDialog)
    assert window.safekeeping.ask_check() is dialog, "one at a time"
    over(dialog, qtbot)
    assert said(dialog).startswith("Everything in this file is in order. Changes that were looked at: ")
    assert dialog.list.isHidden() and dialog.salvage.isHidden() and dialog.bar.isHidden()
    dialog.again.click()
    assert dialog.again.isHidden() and dialog.bar.isVisible()
    over(dialog, qtbot)
    assert "in order" in said(dialog)
    press(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.findChildren(CheckDialog), timeout=PATIENCE)


def test_what_is_wrong_is_told_in_plain_words_with_the_ways_out(
    open_window: OpenWindow, filled_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    put_wrong(filled_file, "UPDATE actor SET name = 'Another' WHERE name LIKE 'Hayat%'")
    window = open_window(filled_file)
    dialog = over(window.safekeeping.ask_check(), qtbot)
    assert said(dialog).startswith("This file is not in order.")
    listed = dialog.list.toPlainText().translate(MARKS)
    assert "What is shown is not what the history says:\n  actor " in listed
    assert "Keep this file as it is" in dialog.advice.text()
    dialog.save.click()
    (asked,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, QFileDialog)]
    kept = tmp_path / "list.txt"
    asked.fileSelected.emit(str(kept))
    asked.reject()
    qtbot.waitUntil(kept.exists, timeout=PATIENCE)
    qtbot.waitUntil(lambda: "is not what the log says" in kept.read_text(encoding="utf-8-sig"), timeout=PATIENCE)
    dialog.restore.click()
    qtbot.waitUntil(lambda: len(window.findChildren(RestoreDialog)) == 1, timeout=PATIENCE)
    window.findChildren(RestoreDialog)[0].reject()
    dialog.salvage.click()
    qtbot.waitUntil(lambda: len(window.findChildren(SalvageDialog)) == 1, timeout=PATIENCE)
    window.findChildren(SalvageDialog)[0].reject()
    dialog.close()


def test_a_damaged_file_is_only_read_by_the_check(open_window: OpenWindow, filled_file: Path, qtbot: QtBot) -> None:
    window = open_window(filled_file)
    window.situation.write(lambda store: store.checkpoint(truncate=True))
    qtbot.waitUntil(lambda: window.situation.is_quiet, timeout=PATIENCE)
    damaged = damage(filled_file)
    dialog = over(window.safekeeping.ask_check(), qtbot)
    assert "The file is damaged:" in dialog.list.toPlainText()
    qtbot.waitUntil(lambda: "read-only from now on" in window.banner.text, timeout=PATIENCE)
    dialog.close()
    assert filled_file.read_bytes() == damaged


def test_cancel_ends_it_and_its_process_and_work_goes_on_meanwhile(
    open_window: OpenWindow, filled_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    with_many_rows(filled_file, tmp_path)
    window = open_window(filled_file)
    dialog = going(window, qtbot)
    assert dialog._checking is not None
    child = dialog._checking._child
    process = child.process_id
    board = window.centre.board
    card = board.models[Column.CONTESTED].ids[0]
    window.situation.do(move_cards, [card], Column.FALLEN)
    qtbot.waitUntil(lambda: card in board.models[Column.FALLEN].ids, timeout=PATIENCE)
    assert dialog.bar.isVisible(), "it goes on while a card is moved"
    press(dialog, Qt.Key.Key_Escape)
    assert "Stopped before the end" in said(dialog) and dialog.isVisible()
    qtbot.waitUntil(lambda: child.process_id is None, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not Path(f"/proc/{process}").exists(), timeout=PATIENCE)
    dialog.close()


def test_the_window_closes_in_the_middle_of_a_check(
    open_window: OpenWindow, filled_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    with_many_rows(filled_file, tmp_path)
    window = open_window(filled_file)
    dialog = going(window, qtbot)
    assert dialog._checking is not None
    child = dialog._checking._child
    close(qtbot, window)
    assert child.process_id is None


def test_the_lock_ends_it_and_says_so_when_it_is_unlocked(
    open_window: OpenWindow, filled_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    with_many_rows(filled_file, tmp_path)
    change_protection(filled_file, key=None, new_key=fresh_key(PASSPHRASE))
    key = key_of_passphrase(filled_file, PASSPHRASE)
    window = open_window(filled_file, key=key)
    dialog = going(window, qtbot)
    assert dialog._checking is not None
    child = dialog._checking._child
    window.protection.lock.lock()
    page = window.protection.lock.page
    assert isinstance(page, LockPage)
    qtbot.waitUntil(page.unlock.isEnabled, timeout=20_000)
    assert child.process_id is None
    page.line.setText(PASSPHRASE)
    page.unlock.click()
    qtbot.waitUntil(dialog.isVisible, timeout=20_000)
    assert "The file was closed meanwhile" in said(dialog) and dialog.again.isVisible()
    dialog.close()


def test_a_process_that_is_killed_is_told_and_it_can_be_checked_again(
    open_window: OpenWindow, filled_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    with_many_rows(filled_file, tmp_path)
    window = open_window(filled_file)
    dialog = going(window, qtbot)
    assert dialog._checking is not None
    dialog._checking._child.kill()
    over(dialog, qtbot)
    assert dialog.error.is_shown() and "check again" in dialog.error.text()
    dialog.again.click()
    over(dialog, qtbot)
    assert "Everything in this file is in order" in said(dialog) and not dialog.error.is_shown()
    dialog.close()


def test_a_part_of_a_merge_that_is_missing_has_an_advice_of_its_own() -> None:
    missing = Findings((Finding("reference", "claim 1: source 2 is not in this file"),), 3, 4)
    assert "merge the other laptop's file once more" in advice(missing)
    assert [*finding_lines(missing)][1] == "  claim 1: source 2 is not in this file"
    assert advice(Findings((), 3, 4)) == ""
