"""Taking a name out for good in the window: what goes, where it stays, a word that is typed, and a look for traces."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from situation_board.core.actions import records
from situation_board.core.ids import new_id
from situation_board.core.rows import Report
from situation_board.core.safekeeping.backup import back_up, backups_in
from situation_board.core.store import Store, wall_clock
from situation_board.gui.main_window import MainWindow
from situation_board.gui.safekeeping.expunge_dialog import ExpungeDialog
from tests.gui.fixtures import HERE, OpenWindow, close, press, write
from tests.gui.panels import PATIENCE

WITNESS = "Zahrawitness Qadri"
REPORT = new_id()


@pytest.fixture
def told_file(filled_file: Path) -> Path:
    """A report names a witness, and did so in other words before."""
    with Store.open(filled_file, identity=HERE) as store:
        store.do(records.add_record, Report(id=REPORT, title="Call from the mill", excerpt=f"Seen by {WITNESS}"))
        store.do(records.edit_thing, REPORT, {"excerpt": f"Seen twice, {WITNESS} says"})
    return filled_file


@pytest.fixture
def window(told_file: Path, open_window: OpenWindow, qtbot: QtBot) -> MainWindow:
    window = open_window(told_file)
    qtbot.waitUntil(lambda: window.keeper.situation_id is not None, timeout=PATIENCE)
    return window


def dialog_of(window: MainWindow, qtbot: QtBot, field: str = "excerpt") -> ExpungeDialog:
    window.take_out(REPORT, field)
    [dialog] = [each for each in QApplication.topLevelWidgets() if isinstance(each, ExpungeDialog) and each.isVisible()]
    qtbot.waitUntil(lambda: "Blacked out in" in dialog.preview.text(), timeout=PATIENCE)
    return dialog


def fill(dialog: ExpungeDialog, qtbot: QtBot, *, why: str = "endangers a person", typed: str = "for good") -> None:
    dialog.some.setChecked(True)
    write(dialog.words, WITNESS)
    write(dialog.why, why)
    write(dialog.confirmation, typed)
    qtbot.waitUntil(lambda: "2" in dialog.preview.text(), timeout=PATIENCE)


def do_it(dialog: ExpungeDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(dialog.take.isEnabled, timeout=PATIENCE)
    press(dialog.take, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: dialog.outcome.isVisible() or dialog.error.is_shown(), timeout=PATIENCE)


def bytes_on_disk(path: Path) -> bytes:
    return b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*")).lower()


def test_the_words_go_and_it_is_proved_that_they_are_nowhere(window: MainWindow, told_file: Path, qtbot: QtBot) -> None:
    assert b"zahrawitness" in bytes_on_disk(told_file)
    dialog = dialog_of(window, qtbot)
    assert any("until they merge" in label.text() for label in dialog.findChildren(QLabel))
    fill(dialog, qtbot)
    do_it(dialog, qtbot)
    assert "the words are nowhere in it" in dialog.outcome.text()
    assert not dialog.again.isVisible()
    assert b"zahrawitness" not in bytes_on_disk(told_file)
    dialog.close()
    close(qtbot, window)


def test_without_the_typed_word_or_a_reason_nothing_can_be_pressed(window: MainWindow, qtbot: QtBot) -> None:
    dialog = dialog_of(window, qtbot)
    fill(dialog, qtbot, typed="for goo")
    assert not dialog.take.isEnabled()
    write(dialog.confirmation, "d")
    qtbot.waitUntil(dialog.take.isEnabled, timeout=PATIENCE)
    dialog.why.clear()
    assert not dialog.take.isEnabled()
    dialog.close()
    close(qtbot, window)


def test_a_reason_that_says_the_words_is_refused_and_nothing_is_done(
    window: MainWindow, told_file: Path, qtbot: QtBot
) -> None:
    dialog = dialog_of(window, qtbot)
    fill(dialog, qtbot, why=f"{WITNESS} is in danger")
    do_it(dialog, qtbot)
    assert "reason says" in dialog.error.text() and dialog.why.hasFocus()
    dialog.close()
    close(qtbot, window)
    assert b"zahrawitness" in bytes_on_disk(told_file)


def test_another_program_that_reads_the_file_is_named_and_trying_again_ends_the_work(
    window: MainWindow, told_file: Path, qtbot: QtBot
) -> None:
    with Store.open(told_file, identity=HERE) as other:
        with other.reading() as reading:
            reading.value("SELECT count(*) FROM log")
            dialog = dialog_of(window, qtbot)
            fill(dialog, qtbot)
            qtbot.waitUntil(dialog.take.isEnabled, timeout=PATIENCE)
            press(dialog.take, Qt.Key.Key_Space)
            qtbot.waitUntil(lambda: dialog.outcome.isVisible(), timeout=6 * PATIENCE)
            assert "another program has it open" in dialog.outcome.text()
        press(dialog.again, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: "nowhere in it" in dialog.outcome.text(), timeout=6 * PATIENCE)
    assert b"zahrawitness" not in bytes_on_disk(told_file)
    dialog.close()
    close(qtbot, window)


def test_backups_from_before_are_counted_and_replaced_by_one_without_the_words(
    window: MainWindow, told_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    window.situation.beside(lambda store: back_up(store, stick, now=wall_clock() - 7_200_000))
    window.settings.remember_backup_folder(str(window.keeper.situation_id), stick)
    dialog = dialog_of(window, qtbot)
    fill(dialog, qtbot)
    do_it(dialog, qtbot)
    assert "still hold the words: \u20681\u2069" in dialog.outcome.text()
    press(dialog.backups, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "new backup was made" in dialog.outcome.text(), timeout=PATIENCE)
    [left] = backups_in(stick)
    assert b"zahrawitness" not in left.path.read_bytes().lower()
    dialog.close()
    close(qtbot, window)


def test_the_menu_of_a_field_in_the_inspector_leads_here(window: MainWindow, qtbot: QtBot) -> None:
    window.furnish()
    window.show_thing(REPORT)
    inspector = window.inspector
    qtbot.waitUntil(lambda: inspector._rows() is not None and "excerpt" in inspector._rows().rows, timeout=PATIENCE)  # type: ignore[union-attr]
    value = inspector._rows().rows["excerpt"].value  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: WITNESS in value.text(), timeout=PATIENCE)
    place = value.mapToGlobal(value.rect().center())
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, value.rect().center(), place)
    QApplication.sendEvent(value, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    [out] = [action for action in menu.actions() if "for &good" in action.text()]
    out.trigger()
    menu.close()
    [dialog] = [each for each in QApplication.topLevelWidgets() if isinstance(each, ExpungeDialog) and each.isVisible()]
    qtbot.waitUntil(lambda: dialog.field.currentData() == "excerpt", timeout=PATIENCE)
    assert WITNESS in dialog.now.text()
    dialog.close()
    close(qtbot, window)
