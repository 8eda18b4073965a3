"""A large file is taken in by a process of its own: the same window, stopped, closed, locked or killed meanwhile."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from situation_board.core.importing.options import DateOrder
from situation_board.core.protection.changing import change_protection
from situation_board.core.protection.passphrase import fresh_key, key_of_passphrase
from situation_board.core.store import Store
from situation_board.core.store.connection import begin_writing, connect
from situation_board.core.store.loading import tidy
from situation_board.core.vocabulary import Column
from situation_board.gui.app import Desk
from situation_board.gui.background import Situation
from situation_board.gui.background.child import Child
from situation_board.gui.importing.asking import Apart, Look, _has_come_in, is_large
from situation_board.gui.importing.choices import Choices
from situation_board.gui.importing.window import ImportWindow
from situation_board.gui.main_window import MainWindow
from situation_board.gui.protection.lock_page import LockPage
from tests.core.importing.importing import imported
from tests.gui.fixtures import HERE
from tests.locks import unlocked

PASSPHRASE = "seven lanterns below the wide river"
ROWS = 6_000
A_MOMENT = 0.3
"""Seconds; the window looks ten times a second whether who loads was told to stop."""


@pytest.fixture
def window(window: MainWindow) -> MainWindow:
    """The real window, to which every file is a large one."""
    window.importing.large = 0
    return window


def table(tmp_path: Path, rows: int) -> Path:
    path = tmp_path / "made.csv"
    lines = (f"Homs,2024-11-{1 + n % 28:02},{n}\n" for n in range(rows))
    path.write_text("place,date,IDPs\n" + "".join(lines), encoding="utf-8")
    return path


def opened(qtbot: QtBot, window: MainWindow, path: Path) -> ImportWindow:
    """The report on a file, complete."""
    importing = window.importing.show_import(path)
    assert importing is not None
    qtbot.waitUntil(importing.import_button.isEnabled, timeout=60_000)
    return importing


def child_of(importing: ImportWindow) -> Child:
    assert isinstance(importing._asking, Apart)
    return importing._asking._child


@contextmanager
def loading(qtbot: QtBot, window: MainWindow, tmp_path: Path, key: bytes | None = None) -> Iterator[ImportWindow]:
    """An import that is under way, with long to go; inside, it stands still."""
    importing = opened(qtbot, window, table(tmp_path, ROWS))
    importing.import_button.click()
    with standing_still(window.path, key):
        yield importing


@contextmanager
def standing_still(path: Path, key: bytes | None = None) -> Iterator[None]:
    """Wait for the first rows of a loading, then write to the file, so that the next rows wait. It takes a moment
    longer than what is done inside, so that who loads hears of that before it can go on."""
    with closing(connect(path, key)) as connection:
        give_up = time.monotonic() + 20
        while not connection.execute("SELECT 1 FROM loading WHERE beats > 0").fetchone():
            assert time.monotonic() < give_up, "nothing was loaded"
        begin_writing(connection)
        assert connection.execute("SELECT 1 FROM loading").fetchone(), "it was over too soon"
        yield
        time.sleep(A_MOMENT)
        connection.execute("ROLLBACK")


def nothing_came(qtbot: QtBot, window: MainWindow, known: list[str]) -> None:
    """What is seen is what was there, and what was loaded is swept."""
    qtbot.waitUntil(lambda: window.situation.is_quiet, timeout=10_000)
    assert window.events.model.ids == known
    nothing_in(window.path)


def nothing_in(path: Path, key: bytes | None = None) -> None:
    with Store.open(path, key=key) as store:
        tidy(store)
        with store.reading() as reading:
            assert reading.value("SELECT count(*) FROM every_event WHERE dataset IS NOT NULL") == 0
            assert reading.value("SELECT count(*) FROM dataset") == 0


def test_it_is_reported_taken_in_taken_back_and_its_process_ends(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    known = len(window.events.model.ids)
    importing = opened(qtbot, window, table(tmp_path, 2_500))
    child = child_of(importing)
    assert child.process_id is not None
    assert "Rows: 2500." in importing.report.toPlainText().translate({0x2068: None, 0x2069: None})
    board = window.centre.board
    card = board.views[Column.CONTESTED].cards.ids[0]
    with qtbot.waitSignal(importing.imported, timeout=60_000):
        importing.import_button.click()
        board.mover.move([card], Column.FALLEN)
    assert "made.csv" in window.centre.banner.text
    qtbot.waitUntil(lambda: len(window.events.model.ids) == known + 2_500, timeout=60_000)
    assert card in board.views[Column.FALLEN].cards.ids
    qtbot.waitUntil(lambda: child.process_id is None, timeout=60_000)
    with window.situation._writing.store.reading() as reading:
        who = reading.one("SELECT laptop, person FROM log WHERE label = 'import' ORDER BY arrival DESC")
        assert who == (HERE.laptop, HERE.person)
        assert reading.value("SELECT count(*) FROM unsearched") == 0, "made searchable before it ended"
    assert not window.situation._writing.leaves_tidying
    window.centre.banner.undo.click()
    qtbot.waitUntil(lambda: len(window.events.model.ids) == known, timeout=60_000)
    assert unlocked(window.path) == ""  # what the process closed is open here still


def test_a_choice_is_looked_at_by_the_same_process(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "made.csv"
    path.write_text("place,date,IDPs\nHoms,03/04/2024,1200\n", encoding="utf-8")
    importing = window.importing.show_import(path)
    assert importing is not None
    qtbot.waitUntil(importing.form.errors["date_order"].is_shown, timeout=60_000)
    before = child_of(importing).process_id
    importing.form.date_order.setCurrentIndex(importing.form.date_order.findData(DateOrder.MONTH_FIRST))
    importing.form.date_order.activated.emit(importing.form.date_order.currentIndex())
    qtbot.waitUntil(importing.import_button.isEnabled, timeout=60_000)
    assert before is not None and child_of(importing).process_id == before
    importing.close()


def test_stop_leaves_nothing_and_it_can_be_begun_again(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    known = list(window.events.model.ids)
    with loading(qtbot, window, tmp_path) as importing:
        importing.cancel_button.click()
    qtbot.waitUntil(lambda: "Nothing was imported" in importing.error.text(), timeout=60_000)
    nothing_came(qtbot, window, known)
    assert importing.import_button.isEnabled()
    importing.close()


def test_stop_ends_a_look_at_once(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    importing = window.importing.show_import(table(tmp_path, 60_000))
    assert importing is not None
    qtbot.waitUntil(lambda: child_of(importing).process_id is not None)
    importing.cancel_button.click()
    assert "Nothing was imported" in importing.error.text() and importing.going.isHidden()
    importing.close()


def test_closing_the_window_stops_it_first(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = window.path
    with loading(qtbot, window, tmp_path) as importing:
        child = child_of(importing)
        assert not window.close()
    qtbot.waitUntil(lambda: not isValid(window) or not window.isVisible())
    assert child.process_id is None
    nothing_in(path)


def test_a_situation_that_is_closed_under_it_leaves_nothing(qtbot: QtBot, situation: Situation, tmp_path: Path) -> None:
    apart, looks, reached = Apart(situation, table(tmp_path, ROWS)), list[Look](), list[object]()
    choices = Choices()
    situation.walk(partial(apart.look, choices=choices), progress=reached.append, done=looks.append)
    qtbot.waitUntil(lambda: bool(looks), timeout=60_000)
    reached.clear()
    taking = partial(apart.take_in, look=looks[0], choices=choices)
    situation.walk(taking, progress=reached.append, done=looks.append, writes=True)
    with standing_still(situation.path):
        pass  # a few rows are in, and far from all
    situation.close()
    assert apart._child.process_id is None and len(looks) == 1
    nothing_in(situation.path)


@pytest.mark.parametrize("is_saving", [False, True], ids=["looking", "saving"])
def test_a_process_that_was_killed_is_told_and_the_window_works_on(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, is_saving: bool
) -> None:
    known = list(window.events.model.ids)
    if is_saving:
        with loading(qtbot, window, tmp_path) as importing:
            child_of(importing).kill()
    else:
        shown = window.importing.show_import(table(tmp_path, 20_000))
        assert shown is not None
        importing = shown
        qtbot.waitUntil(lambda: child_of(importing).process_id is not None)
        child_of(importing).kill()
    qtbot.waitUntil(importing.error.is_shown, timeout=60_000)
    said = importing.error.text()
    assert "was ended" in said and "nothing was imported" in said and "again" in said
    qtbot.waitUntil(lambda: window.situation.is_quiet, timeout=10_000)
    assert window.events.model.ids == known
    importing.look_again()
    qtbot.waitUntil(importing.import_button.isEnabled, timeout=60_000)
    importing.close()


def test_killed_before_import_is_pressed_it_is_looked_at_once_more(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    importing = opened(qtbot, window, table(tmp_path, 50))
    first = child_of(importing).process_id
    child_of(importing).end()
    with qtbot.waitSignal(importing.imported, timeout=60_000):
        importing.import_button.click()
    assert first is not None and "50" in window.centre.banner.text


def test_whether_a_file_had_come_in_is_looked_up_and_never_guessed(filled_store: Store, tmp_path: Path) -> None:
    with filled_store.reading() as reading:
        before = reading.arrival
    path = table(tmp_path, 5)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    assert not _has_come_in(filled_store.reading, before, sha256)
    other = path.with_name("other.csv")
    other.write_text("place,date,IDPs\nHama,2024-12-01,7\n", encoding="utf-8")
    imported(filled_store, other)
    assert not _has_come_in(filled_store.reading, before, sha256), "another file came in meanwhile"
    imported(filled_store, path)
    assert _has_come_in(filled_store.reading, before, sha256)


def test_only_what_takes_long_gets_a_process(tmp_path: Path) -> None:
    path = tmp_path / "made.csv"
    path.write_bytes(b"x" * 2_000)
    packed = tmp_path / "made.xlsx"
    packed.write_bytes(b"PK" + b"x" * 398)
    assert [is_large(path, size) for size in (2_000, 2_001)] == [True, False]
    assert [is_large(packed, size) for size in (4_000, 4_001)] == [True, False]
    assert not is_large(tmp_path / "none.csv", 0)


class TestLocked:
    def test_the_lock_ends_it_and_its_key_is_gone_with_it(
        self, qtbot: QtBot, desk: Desk, filled_file: Path, tmp_path: Path
    ) -> None:
        change_protection(filled_file, key=None, new_key=fresh_key(PASSPHRASE))
        key = key_of_passphrase(filled_file, PASSPHRASE)
        desk.open(filled_file, key=key)
        qtbot.waitUntil(lambda: len(desk.windows) == 1, timeout=10_000)
        (window,) = desk.windows
        window.importing.large = 0
        with loading(qtbot, window, tmp_path, key) as importing:
            child = child_of(importing)
            window.protection.lock.lock()
        page = window.protection.lock.page
        assert isinstance(page, LockPage)
        qtbot.waitUntil(page.unlock.isEnabled, timeout=60_000)
        assert child.process_id is None
        nothing_in(filled_file, key)
        page.line.setText(PASSPHRASE)
        page.unlock.click()
        qtbot.waitUntil(importing.import_button.isEnabled, timeout=60_000)
        assert "Nothing was imported" in importing.error.text()
        with qtbot.waitSignal(importing.imported, timeout=60_000):
            importing.import_button.click()
