"""A damaged file in the window: it is read-only and says so, what can be read comes out, what is lost is listed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from situation_board.core.integrity import check
from situation_board.core.protection.changing import change_protection
from situation_board.core.protection.passphrase import fresh_key, key_of_passphrase
from situation_board.core.store import Store
from situation_board.gui.app import Desk
from situation_board.gui.entry.wording import without_marks
from situation_board.gui.main_window import MainWindow
from situation_board.gui.protection.asking import PassphraseDialog
from situation_board.gui.safekeeping.salvage_dialog import SalvageDialog
from tests.gui.fixtures import OpenWindow, close, press
from tests.gui.panels import PATIENCE, plain

PAGE = 4096
PASSPHRASE = "seven lanterns below the wide river"


def damage(path: Path, *, last: int = 12) -> bytes:
    """The last pages become zeros: the file opens, and much of its history is gone."""
    content = bytearray(path.read_bytes())
    whole = len(content) // PAGE
    for page in range(whole - last, whole):
        content[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    path.write_bytes(content)
    return bytes(content)


def the(kind: type[QWidget], qtbot: QtBot) -> QWidget:
    def there() -> list[QWidget]:
        return [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]

    qtbot.waitUntil(lambda: len(there()) == 1, timeout=PATIENCE)
    return there()[0]


def salvage_dialog(qtbot: QtBot) -> SalvageDialog:
    found = the(SalvageDialog, qtbot)
    assert isinstance(found, SalvageDialog)
    qtbot.waitUntil(found.start.isEnabled, timeout=PATIENCE)
    return found


def bring_out(dialog: SalvageDialog, qtbot: QtBot) -> None:
    press(dialog.start, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: dialog.opener.isVisible() or dialog.error.is_shown(), timeout=PATIENCE)
    assert not dialog.error.text()


@pytest.fixture
def damaged_window(filled_file: Path, open_window: OpenWindow, qtbot: QtBot) -> MainWindow:
    """A window on a file of which some pages are gone."""
    damage(filled_file)
    window = open_window(filled_file)
    qtbot.waitUntil(lambda: bool(window.centre.banner.offers), timeout=PATIENCE)
    return window


def test_what_can_be_read_comes_out_of_a_file_that_says_it_is_damaged(
    damaged_window: MainWindow, filled_file: Path, qtbot: QtBot
) -> None:
    before = filled_file.read_bytes()
    window = damaged_window
    assert "read-only" in window.centre.banner.text and window.situation.is_read_only
    press(window.centre.banner.offers[1], Qt.Key.Key_Space)
    dialog = salvage_dialog(qtbot)
    assert dialog.file.text() == str(filled_file) and "salvaged" in dialog.target.text()
    bring_out(dialog, qtbot)
    assert "could not be read" in dialog.missing.toPlainText()
    assert "Brought out" in dialog.says.text() and "merge" in dialog.advice.text()
    with qtbot.waitSignal(window.safekeeping.open_wanted) as asked:
        press(dialog.opener, Qt.Key.Key_Space)
    out = filled_file.with_name("syria (salvaged).sitboard")
    assert asked.args == [out, None]
    assert filled_file.read_bytes() == before
    with Store.open(out) as store, store.reading() as reading:
        assert {found.kind for found in check(reading).found} <= {"reference", "content", "dataset"}
    close(qtbot, window)


def test_the_list_of_what_is_missing_is_saved_as_a_text(
    damaged_window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    damaged_window.safekeeping.salvage_this()
    dialog = salvage_dialog(qtbot)
    bring_out(dialog, qtbot)
    press(dialog.save, Qt.Key.Key_Space)
    saving = the(QFileDialog, qtbot)
    assert isinstance(saving, QFileDialog)
    saving.fileSelected.emit(str(tmp_path / "missing.txt"))
    saving.close()
    qtbot.waitUntil((tmp_path / "missing.txt").exists, timeout=PATIENCE)
    text = (tmp_path / "missing.txt").read_text(encoding="utf-8-sig")
    assert without_marks(dialog.missing.toPlainText()) in text
    dialog.close()
    close(qtbot, damaged_window)


def test_cancel_keeps_nothing_and_the_dialog_stays(damaged_window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    damaged_window.safekeeping.salvage_this()
    dialog = salvage_dialog(qtbot)
    dialog.begin()
    press(dialog.close_button, Qt.Key.Key_Space)
    assert dialog.isVisible() and "Nothing was kept" in dialog.says.text()
    qtbot.waitUntil(lambda: not list(tmp_path.glob(".*salvag*")), timeout=PATIENCE)
    assert not list(tmp_path.glob("*(salvaged)*"))
    dialog.close()
    close(qtbot, damaged_window)


def test_a_file_without_its_beginning_is_rescued_from_the_question_for_its_passphrase(
    desk: Desk, filled_file: Path, qtbot: QtBot
) -> None:
    """It looks like a protected one; nobody knows a passphrase, as there is none."""
    filled_file.write_bytes(bytes(PAGE) + filled_file.read_bytes()[PAGE:])
    desk.start(filled_file)
    asking = the(PassphraseDialog, qtbot)
    [damaged] = [each for each in asking.findChildren(QPushButton) if "damaged" in each.text()]
    press(damaged, Qt.Key.Key_Space)
    box = the(QMessageBox, qtbot)
    [out] = [each for each in box.findChildren(QPushButton) if "Bring out" in plain(each.text()).replace("&", "")]
    press(out, Qt.Key.Key_Space)
    dialog = salvage_dialog(qtbot)
    bring_out(dialog, qtbot)
    press(dialog.opener, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(desk.windows) == 1, timeout=PATIENCE)
    assert "salvaged" in desk.windows[0].path.name


def test_a_protected_file_is_salvaged_under_its_passphrase_and_the_new_file_has_the_same(
    desk: Desk, filled_file: Path, qtbot: QtBot
) -> None:
    change_protection(filled_file, key=None, new_key=fresh_key(PASSPHRASE))
    damage(filled_file)
    desk.start(None)
    assert desk.start_page is not None
    desk.start_page.rescue_asked.emit()
    choosing = the(QFileDialog, qtbot)
    assert isinstance(choosing, QFileDialog)
    choosing.fileSelected.emit(str(filled_file))
    choosing.close()
    box = the(QMessageBox, qtbot)
    [out] = [each for each in box.findChildren(QPushButton) if "Bring out" in each.text().replace("&", "")]
    press(out, Qt.Key.Key_Space)
    dialog = salvage_dialog(qtbot)
    assert dialog.passphrase.isVisible()
    dialog.passphrase.setText(PASSPHRASE)
    bring_out(dialog, qtbot)
    new = Path(dialog.target.text())
    press(dialog.opener, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(desk.windows) == 1, timeout=PATIENCE)
    assert desk.windows[0].situation.is_protected
    assert key_of_passphrase(new, PASSPHRASE)


def test_without_a_name_to_save_it_under_nothing_begins(damaged_window: MainWindow, qtbot: QtBot) -> None:
    damaged_window.safekeeping.salvage_this()
    dialog = salvage_dialog(qtbot)
    dialog.target.setText(" ")
    dialog.begin()
    assert "where to save it" in dialog.error.text()
    assert dialog.start.isEnabled() and dialog.focusWidget() is dialog.target
    dialog.close()
    close(qtbot, damaged_window)


def test_a_file_that_does_not_open_says_so_with_both_ways_out(desk: Desk, filled_file: Path, qtbot: QtBot) -> None:
    filled_file.write_bytes(filled_file.read_bytes()[:100] + bytes(40 * PAGE))
    desk.start(filled_file)
    qtbot.waitUntil(lambda: desk.start_page is not None and bool(desk.start_page.banner.offers), timeout=PATIENCE)
    assert desk.start_page is not None
    back, out = desk.start_page.banner.offers
    assert "backup" in back.text()
    press(out, Qt.Key.Key_Space)
    dialog = salvage_dialog(qtbot)
    dialog.begin()
    qtbot.waitUntil(dialog.error.is_shown, timeout=PATIENCE)
    assert "Nothing can be read" in dialog.error.text()
    dialog.close()
