"""Passphrase and lock in the window: asked for, changed, and what a locked window shows: nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from situation_board.core.protection.changing import change_protection
from situation_board.core.protection.passphrase import fresh_key, is_protected, key_of_passphrase
from situation_board.core.store import Store
from situation_board.gui.app import Desk
from situation_board.gui.main_window import MainWindow
from situation_board.gui.new_situation import NewSituationDialog
from situation_board.gui.protection.asking import PassphraseDialog
from situation_board.gui.protection.dialog import ProtectionDialog
from situation_board.gui.protection.idle import IdleWatch
from situation_board.gui.protection.lock_page import LockPage
from situation_board.gui.protection.recovery_sheet import RecoverySheet
from situation_board.gui.settings import IDLE_AT_RISK, Settings
from tests.gui.fixtures import delete_later_now, press, write
from tests.gui.printed import print_into

PASSPHRASE, OTHER = "seven lanterns below the wide river", "copper window, distant thunder, bread"
Found = TypeVar("Found", bound=QWidget)


@pytest.fixture
def protected_file(filled_file: Path) -> Path:
    """The reference situation under PASSPHRASE."""
    change_protection(filled_file, key=None, new_key=fresh_key(PASSPHRASE))
    return filled_file


@pytest.fixture
def window(desk: Desk, protected_file: Path, qtbot: QtBot) -> MainWindow:
    """The protected situation in its window, its board shown."""
    desk.open(protected_file, key=key_of_passphrase(protected_file, PASSPHRASE))
    qtbot.waitUntil(lambda: len(desk.windows) == 1, timeout=10_000)
    window = desk.windows[0]
    qtbot.waitUntil(lambda: "Situation Board" in window.windowTitle() and window.centre.board.selected() is not None)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=10_000)
    window.furnish()
    qtbot.waitUntil(lambda: window.situation.is_quiet)
    return window


def the(kind: type[Found], qtbot: QtBot) -> Found:
    """The one window of that kind, when it is there."""

    def there() -> list[Found]:
        return [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]

    qtbot.waitUntil(lambda: bool(there()), timeout=10_000)
    (found,) = there()
    return found


def lock(window: MainWindow, qtbot: QtBot) -> LockPage:
    window.protection.lock.lock()
    page = the(LockPage, qtbot)
    qtbot.waitUntil(page.unlock.isEnabled, timeout=10_000)
    return page


def unlock(page: LockPage, passphrase: str = PASSPHRASE) -> None:
    page.line.setText(passphrase)
    press(page.line, Qt.Key.Key_Return)


def shown_words() -> str:
    """Every word that any window shows, its title, its tips and its names for screen readers."""
    words = []
    for top in QApplication.topLevelWidgets():
        if top.isVisible():
            for each in [top, *(child for child in top.findChildren(QWidget) if child.isVisible())]:
                words += [each.windowTitle(), each.toolTip(), each.accessibleName(), each.windowFilePath()]
                text = getattr(each, "text", None)
                words.append(str(text()) if callable(text) else "")
    return "\n".join(words)


class TestNew:
    def ask(self, desk: Desk, tmp_path: Path, qtbot: QtBot) -> NewSituationDialog:
        desk.start(None)
        assert desk.start_page is not None
        desk.start_page.new_asked.emit()
        dialog = the(NewSituationDialog, qtbot)
        name, zone, path = dialog.findChildren(QLineEdit)[:3]
        name.setText("Floods")
        zone.setText("Asia/Dhaka")
        path.setText(str(tmp_path / "floods.sitboard"))
        return dialog

    def test_a_passphrase_is_recommended_and_makes_a_protected_file(
        self, desk: Desk, tmp_path: Path, qtbot: QtBot
    ) -> None:
        dialog = self.ask(desk, tmp_path, qtbot)
        assert dialog.protect.isChecked()
        dialog.passphrase.first.setText(PASSPHRASE)
        dialog.passphrase.again.setText(PASSPHRASE)
        dialog.accept()
        qtbot.waitUntil(lambda: len(desk.windows) == 1, timeout=10_000)
        made = tmp_path / "floods.sitboard"
        assert is_protected(made)
        assert key_of_passphrase(made, PASSPHRASE)

    @pytest.mark.parametrize(("first", "again", "said"), [("", "", "too short"), (PASSPHRASE, OTHER, "not the same")])
    def test_what_is_wrong_is_said_beside_the_lines(
        self, desk: Desk, tmp_path: Path, qtbot: QtBot, first: str, again: str, said: str
    ) -> None:
        dialog = self.ask(desk, tmp_path, qtbot)
        dialog.passphrase.first.setText(first)
        dialog.passphrase.again.setText(again)
        dialog.accept()
        assert said in dialog.passphrase.error.text()
        dialog.reject()

    def test_its_strength_is_told_while_it_is_typed_in_words_and_marks(
        self, desk: Desk, tmp_path: Path, qtbot: QtBot
    ) -> None:
        dialog = self.ask(desk, tmp_path, qtbot)
        write(dialog.passphrase.first, "password")
        assert "can be guessed" in dialog.passphrase.hint.text()
        write(dialog.passphrase.first, " lantern river copper window bread")
        assert "▰▰▰ strong" in dialog.passphrase.hint.text()
        dialog.reject()


class TestOpening:
    def test_the_passphrase_is_asked_for_until_it_fits(self, desk: Desk, protected_file: Path, qtbot: QtBot) -> None:
        desk.show_start_page()
        desk.open(protected_file)
        dialog = the(PassphraseDialog, qtbot)
        dialog.line.setText(OTHER)
        press(dialog.line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: "Wrong passphrase" in dialog.error.text(), timeout=10_000)
        dialog.line.setText(PASSPHRASE)
        press(dialog.line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: len(desk.windows) == 1, timeout=10_000)
        assert desk.windows[0].situation.is_protected

    def test_at_the_start_the_last_file_asks_on_the_page(self, desk: Desk, protected_file: Path, qtbot: QtBot) -> None:
        desk.settings.remember_file(protected_file)
        desk.start(None)
        the(PassphraseDialog, qtbot).reject()
        assert desk.start_page is not None


class TestChanging:
    def change(self, window: MainWindow, qtbot: QtBot, *, now: str, new: str) -> ProtectionDialog:
        window.protection.ask()
        dialog = the(ProtectionDialog, qtbot)
        dialog.current.setText(now)
        dialog.new.first.setText(new)
        dialog.new.again.setText(new)
        dialog.change.click()
        return dialog

    def test_a_plain_file_is_protected_while_its_window_stays(
        self, desk: Desk, filled_file: Path, qtbot: QtBot
    ) -> None:
        desk.open(filled_file)
        qtbot.waitUntil(lambda: len(desk.windows) == 1, timeout=10_000)
        window = desk.windows[0]
        self.change(window, qtbot, now="", new=PASSPHRASE)
        qtbot.waitUntil(lambda: "protected by its new" in window.centre.banner.text, timeout=20_000)
        assert is_protected(filled_file)
        assert window.situation.is_protected
        unlock(lock(window, qtbot))
        qtbot.waitUntil(window.isVisible, timeout=10_000)

    def test_the_passphrase_is_changed(self, window: MainWindow, qtbot: QtBot) -> None:
        self.change(window, qtbot, now=PASSPHRASE, new=OTHER)
        qtbot.waitUntil(lambda: "protected by its new" in window.centre.banner.text, timeout=20_000)
        assert key_of_passphrase(window.path, OTHER)

    def test_a_wrong_one_is_said_beside_it_and_changes_nothing(self, window: MainWindow, qtbot: QtBot) -> None:
        dialog = self.change(window, qtbot, now=OTHER, new=OTHER)
        qtbot.waitUntil(lambda: "Wrong passphrase" in dialog.error.text(), timeout=10_000)
        assert key_of_passphrase(window.path, PASSPHRASE)
        dialog.reject()

    def test_a_file_that_is_open_elsewhere_is_told_and_work_goes_on(self, window: MainWindow, qtbot: QtBot) -> None:
        with Store.open(window.path, key=key_of_passphrase(window.path, PASSPHRASE)):
            dialog = self.change(window, qtbot, now=PASSPHRASE, new=OTHER)
            qtbot.waitUntil(lambda: "another window or program" in dialog.error.text(), timeout=20_000)
        assert not window.situation.is_resting
        dialog.reject()

    def test_the_sheet_shows_and_prints_the_code_that_opens_it(
        self, window: MainWindow, qtbot: QtBot, tmp_path: Path
    ) -> None:
        window.protection.ask()
        dialog = the(ProtectionDialog, qtbot)
        dialog.current.setText(PASSPHRASE)
        dialog.sheet.click()
        sheet = the(RecoverySheet, qtbot)
        assert key_of_passphrase(window.path, sheet.code.text())
        sheet.print_button.click()
        [page] = print_into(tmp_path / "sheet.pdf", sheet, qtbot)
        assert all(line in page for line in sheet.code.text().split("\n"))
        sheet.reject()
        dialog.reject()


class TestLock:
    def test_nothing_of_the_situation_is_shown_and_the_file_is_open_nowhere(
        self, window: MainWindow, qtbot: QtBot
    ) -> None:
        window.show_list("actor")
        qtbot.waitUntil(lambda: window.situation.is_quiet)
        lock(window, qtbot)
        words = shown_words()
        for word in ("Syria", "Homs", "December", "Hayat", "syria", window.path.stem):
            assert word not in words
        assert [type(each).__name__ for each in QApplication.topLevelWidgets() if each.isVisible()] == ["LockPage"]
        change_protection(window.path, key=key_of_passphrase(window.path, PASSPHRASE), new_key=fresh_key(OTHER))
        unlock(the(LockPage, qtbot), OTHER)
        qtbot.waitUntil(window.isVisible, timeout=10_000)

    def test_all_comes_back_as_it_was(self, window: MainWindow, qtbot: QtBot) -> None:
        cards = window.centre.board.selected()
        window.search.setText("half typ")
        listed = window.show_list("actor")
        page = lock(window, qtbot)
        assert not window.isVisible() and not listed.isVisible()
        unlock(page)
        qtbot.waitUntil(lambda: window.isVisible() and listed.isVisible(), timeout=10_000)
        assert window.search.text() == "half typ"
        assert window.centre.board.selected() == cards
        assert not isValid(page) or not page.isVisible()
        qtbot.waitUntil(lambda: window.situation.is_quiet, timeout=10_000)

    def test_a_wrong_passphrase_is_said_beside_the_line_and_all_stays_hidden(
        self, window: MainWindow, qtbot: QtBot
    ) -> None:
        page = lock(window, qtbot)
        unlock(page, OTHER)
        qtbot.waitUntil(lambda: "Wrong passphrase" in page.error.text(), timeout=10_000)
        assert not window.isVisible()
        page.close()

    def test_closing_the_locked_page_closes_the_window(self, desk: Desk, window: MainWindow, qtbot: QtBot) -> None:
        lock(window, qtbot).close()
        qtbot.waitUntil(lambda: not desk.windows, timeout=10_000)

    def test_a_second_start_raises_the_page_and_not_the_window(self, window: MainWindow, qtbot: QtBot) -> None:
        page = lock(window, qtbot)
        window.come_to_front()
        assert not window.isVisible() and page.isVisible()
        page.close()

    def test_a_plain_file_has_no_lock_and_that_is_said(self, desk: Desk, filled_file: Path, qtbot: QtBot) -> None:
        desk.open(filled_file)
        qtbot.waitUntil(lambda: len(desk.windows) == 1, timeout=10_000)
        window = desk.windows[0]
        window.protection.lock.lock()
        assert "no passphrase" in window.centre.banner.text
        assert window.isVisible()

    def test_nobody_there_for_the_time_locks_it(self, window: MainWindow, qtbot: QtBot) -> None:
        window.protection.lock.watch.alone.emit()
        the(LockPage, qtbot).close()


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class TestIdle:
    @pytest.fixture
    def watched(self, qapp: QApplication) -> Iterator[tuple[IdleWatch, Clock, Clock, list[str]]]:
        steady, wall, said = Clock(), Clock(), list[str]()
        parent = QObject()
        watch = IdleWatch(lambda: 300.0, parent, steady=steady, wall=wall)
        watch.alone.connect(lambda: said.append("alone"))
        yield watch, steady, wall, said
        watch.stop()
        parent.deleteLater()
        delete_later_now()

    def pass_time(self, clocks: tuple[Clock, ...], seconds: float, look: Callable[[], None]) -> None:
        for _ in range(int(seconds / 5)):
            for clock in clocks:
                clock.now += 5
            look()

    def test_it_is_said_after_the_time_and_not_before(self, watched: tuple[IdleWatch, Clock, Clock, list[str]]) -> None:
        watch, steady, wall, said = watched
        self.pass_time((steady, wall), 295, watch.look)
        assert said == []
        self.pass_time((steady, wall), 5, watch.look)
        assert said == ["alone"]

    def test_a_key_is_a_sign_of_life(self, watched: tuple[IdleWatch, Clock, Clock, list[str]]) -> None:
        watch, steady, wall, said = watched
        self.pass_time((steady, wall), 200, watch.look)
        key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier)
        assert watch.eventFilter(watch, key) is False
        self.pass_time((steady, wall), 200, watch.look)
        assert said == []

    def test_a_laptop_that_slept_is_alone_at_once(self, watched: tuple[IdleWatch, Clock, Clock, list[str]]) -> None:
        watch, _, wall, said = watched
        wall.now += 3_600
        watch.look()
        assert said == ["alone"]


class TestAtRisk:
    def test_nothing_that_was_opened_is_remembered(self, desk: Desk, filled_file: Path, qtbot: QtBot) -> None:
        desk.settings.remember_file(filled_file)
        desk.settings.remember_person("AB")
        desk.settings.printing = {"contact": "the office"}
        desk.settings.at_risk = True
        desk.settings.printing = {"contact": "the office"}
        desk.open(filled_file)
        qtbot.waitUntil(lambda: len(desk.windows) == 1, timeout=10_000)
        settings = Settings()
        assert (settings.recent_files, settings.recent_people, settings.printing) == ([], [], {})

    def test_the_lock_comes_sooner_and_the_former_time_comes_back(self) -> None:
        settings = Settings()
        settings.idle_minutes = 40
        settings.at_risk = True
        assert settings.idle_minutes == IDLE_AT_RISK
        settings.at_risk = False
        assert settings.idle_minutes == 40

    def test_a_new_situation_needs_a_passphrase(self, desk: Desk, qtbot: QtBot) -> None:
        desk.settings.at_risk = True
        desk.start(None)
        desk.ask_new()
        dialog = the(NewSituationDialog, qtbot)
        assert dialog.protect.isChecked() and not dialog.protect.isEnabled()
        dialog.reject()

    def test_a_question_comes_before_anything_leaves_the_program(self, window: MainWindow, qtbot: QtBot) -> None:
        window.exchange.ask_copy()
        the(QFileDialog, qtbot).reject()
        window.settings.at_risk = True
        window.exchange.ask_copy()
        box = the(QMessageBox, qtbot)
        assert "at risk" in box.text()
        assert not [
            each for each in QApplication.topLevelWidgets() if isinstance(each, QFileDialog) and each.isVisible()
        ]
        box.reject()
        window.exchange.ask_copy()
        the(QMessageBox, qtbot).buttons()[0].click()
        the(QFileDialog, qtbot).reject()

    def test_what_others_see_of_a_window_in_the_background_is_a_cover(self, window: MainWindow, qtbot: QtBot) -> None:
        listed = window.show_list("actor")
        window.protection.follow(Qt.ApplicationState.ApplicationInactive)
        assert not covers_of(window)
        window.settings.at_risk = True
        window.protection.follow(Qt.ApplicationState.ApplicationInactive)
        for each in (window, listed):
            (cover,) = covers_of(each)
            assert cover.geometry() == each.rect()
        window.protection.follow(Qt.ApplicationState.ApplicationActive)
        delete_later_now()
        assert not covers_of(window) and not covers_of(listed)

    def test_a_plain_file_is_told_of(self, desk: Desk, filled_file: Path, qtbot: QtBot) -> None:
        desk.settings.at_risk = True
        desk.open(filled_file)
        qtbot.waitUntil(lambda: len(desk.windows) == 1, timeout=10_000)
        qtbot.waitUntil(lambda: "not protected" in desk.windows[0].centre.banner.text, timeout=10_000)


def covers_of(window: QWidget) -> list[QWidget]:
    return [cover for cover in window.findChildren(QWidget, "cover") if cover.window() is window]


def test_plain_files_load_nothing_of_it_before_the_first_paint() -> None:
    code = (
        "import sys\n"
        "import situation_board.gui.app\n"
        "loaded = [name for name in sys.modules if name.startswith(('argon2', 'situation_board.core.protection'))]\n"
        "assert not loaded, loaded\n"
        "assert 'situation_board.gui.protection.lock' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
