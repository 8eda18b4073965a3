"""Locked, closed or killed: no byte in or around a protected file holds a word or a number of the situation."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from situation_board.core.actions.attachments import attach_prepared
from situation_board.core.actions.records import add_record
from situation_board.core.crash_report import write_report
from situation_board.core.ids import new_id
from situation_board.core.pictures.cleaning import Prepared
from situation_board.core.protection.changing import change_protection
from situation_board.core.protection.passphrase import fresh_key, key_of_passphrase
from situation_board.core.rows import Report, SavedSearch
from situation_board.core.store import Store
from situation_board.gui.app import Desk, make_application
from situation_board.gui.attachments.viewing import Viewer
from situation_board.gui.printing.window.choices import Choices
from situation_board.gui.protection.lock_page import LockPage
from tests.gui.fixtures import running

PASSPHRASE = "seven lanterns below the wide river"
SHORTEST = 6
"""Characters: shorter words turn up by chance among encrypted bytes and in the program's own words."""
PROGRAMS_OWN = frozenset(
    {"Situation", "closed", "advancing", "contested", "fallen", "reported", "evacuation", "displacement", "without"}
)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where whatever the program puts aside would lie."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    monkeypatch.setenv("HOME", str(tmp_path))
    return folder


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, temporary: Path) -> Iterator[Desk]:
    with running(make_application(), qtbot) as desk:
        yield desk


@pytest.fixture
def file(filled_file: Path, tmp_path: Path) -> Path:
    """Under a name that says nothing, as the name of a file is no secret."""
    path = tmp_path / "work.sitboard"
    filled_file.rename(path)
    return path


def secrets_of(path: Path) -> set[bytes]:
    """Words and numbers of the file while it is plain, as they would lie in bytes."""
    with Store.open(path) as store, store.reading() as reading:
        texts = [text for (text,) in reading.all("SELECT fields FROM log")]
        texts += [text for (text,) in reading.all("SELECT id FROM card UNION SELECT id FROM event")]
    words = {word for text in texts for word in re.findall(r"[^\W_]+(?:-[^\W_]+)*", text) if len(word) >= SHORTEST}
    assert len(words) > 400
    return {word.encode() for word in words - PROGRAMS_OWN}


def leaks(folders: list[Path], secrets: set[bytes]) -> dict[str, list[bytes]]:
    """Which file holds which words, in UTF-8 or as Qt writes them."""
    found = {}
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        wide = content[::2] + content[1::2]
        held = [word for word in secrets if word in content or word in wide]
        if held:
            found[path.name] = held[:5]
    return found


def test_the_search_itself_finds_the_words_of_a_plain_file(file: Path, tmp_path: Path) -> None:
    secrets = secrets_of(file)
    found = leaks([tmp_path], secrets)
    assert len(found[file.name]) == 5


def test_a_locked_and_then_closed_situation_leaves_no_word_anywhere(
    desk: Desk, file: Path, tmp_path: Path, own_settings: Path, qtbot: QtBot
) -> None:
    secrets = secrets_of(file)
    change_protection(file, key=None, new_key=fresh_key(PASSPHRASE))
    desk.open(file, key=key_of_passphrase(file, PASSPHRASE))
    qtbot.waitUntil(lambda: len(desk.windows) == 1, timeout=10_000)
    window = desk.windows[0]
    window.furnish()
    window.show_list("actor")
    window.search.setText("Homs")
    qtbot.waitUntil(lambda: window.situation.is_quiet, timeout=10_000)
    report = write_report(ValueError("Homs fell to Hayat Tahrir al-Sham"))
    assert report is not None
    window.protection.lock.lock()
    page = next(each for each in QApplication.topLevelWidgets() if isinstance(each, LockPage))
    qtbot.waitUntil(page.unlock.isEnabled, timeout=10_000)
    desk.settings.save()
    assert leaks([tmp_path, own_settings], secrets) == {}
    assert not list(tmp_path.glob("*-wal"))
    page.close()
    qtbot.waitUntil(lambda: not desk.windows, timeout=10_000)
    desk.settings.save()
    assert leaks([tmp_path, own_settings], secrets) == {}
    report.unlink()


def test_pasted_tables_looked_at_attachments_and_what_was_chosen_leave_no_word_when_locked(
    desk: Desk, file: Path, tmp_path: Path, own_settings: Path, qtbot: QtBot
) -> None:
    """Each of them needs a plain copy or is remembered: of a protected situation nothing stays."""
    picture = attach_picture(file)
    secrets = secrets_of(file) | {b"Zahrawitness", b"0944000000", b"Umm-Khaldoun"}
    change_protection(file, key=None, new_key=fresh_key(PASSPHRASE))
    desk.open(file, key=key_of_passphrase(file, PASSPHRASE))
    qtbot.waitUntil(lambda: len(desk.windows) == 1, timeout=10_000)
    window = desk.windows[0]
    window.furnish()
    opened: list[QUrl] = []

    def note(url: QUrl) -> bool:
        opened.append(url)
        return True

    viewer = Viewer(window.situation, window.inspector, open_file=note)
    viewer.view(picture)
    qtbot.waitUntil(lambda: bool(opened), timeout=10_000)
    QGuiApplication.clipboard().setText("Place\tZahrawitness\nHoms\t3\nDaraa\t5\n")
    pasted = window.importing.paste_table()
    assert pasted is not None and pasted.path.exists()
    pasted.form.source.setText("Umm-Khaldoun")
    window.settings.printing = Choices(contact="0944000000").to_settings(words=not window.situation.is_protected)
    window.situation.do(add_record, SavedSearch(id=new_id(), name="Zahrawitness", criteria="{}"))
    qtbot.waitUntil(lambda: window.situation.is_quiet, timeout=10_000)
    assert b"Zahrawitness" in pasted.path.read_bytes()
    window.protection.lock.lock()
    page = next(each for each in QApplication.topLevelWidgets() if isinstance(each, LockPage))
    qtbot.waitUntil(page.unlock.isEnabled, timeout=10_000)
    desk.settings.save()
    assert leaks([tmp_path, own_settings], secrets) == {}
    assert not list(tmp_path.rglob("*.png"))
    page.close()
    qtbot.waitUntil(lambda: not desk.windows, timeout=10_000)
    desk.settings.save()
    assert leaks([tmp_path, own_settings], secrets) == {}


def attach_picture(file: Path) -> str:
    with Store.open(file) as store:
        report = store.do(add_record, Report(id=new_id(), title="Zahrawitness"))
        picture = Prepared("bridge.png", "image/png", b"\x89PNG\r\n\x1a\n Zahrawitness", cleaned=False)
        return store.do(attach_prepared, report.ids[0], picture).ids[0]


LOOKING = """
import sys
from pathlib import Path
from situation_board.gui.plain_copies import PlainCopies
copies = PlainCopies()
(copies.path / "bridge.png").write_bytes(b"Zahrawitness")
print(copies.path, flush=True)
sys.stdin.read()
"""


def test_plain_copies_of_a_program_that_was_killed_are_removed_at_the_next_start_and_no_others(
    desk: Desk, temporary: Path, qtbot: QtBot
) -> None:
    children = [
        subprocess.Popen(
            [sys.executable, "-c", LOOKING], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=dict(os.environ)
        )
        for _ in range(2)
    ]
    killed = children[0]
    try:
        left, kept = (Path((child.stdout or sys.stdin).readline().decode().strip()) for child in children)  # type: ignore[union-attr]
        assert left.exists() and kept.exists() and left.parent == temporary
        killed.kill()
        killed.wait()
        desk.start(None)
        desk.sweep()
        qtbot.waitUntil(lambda: not left.exists(), timeout=10_000)
        assert (kept / "bridge.png").exists()
    finally:
        for child in children:
            child.kill()
            child.communicate()


WORK = """
import sys
from pathlib import Path
from situation_board.core.actions import records
from situation_board.core.rows import Actor
from situation_board.core.ids import new_id
from situation_board.core.protection.passphrase import key_of_passphrase
from situation_board.core.store import Store
path = Path(sys.argv[1])
store = Store.open(path, key=key_of_passphrase(path, sys.stdin.readline().rstrip()))
for number in range(1_000_000):
    store.do(records.add_record, Actor(id=new_id(), name=f"Witness Umm Khaldoun {number}"))
    if number == 20:
        print("working", flush=True)
"""


def test_a_killed_program_leaves_no_word_in_the_file_or_its_wal(file: Path, temporary: Path, tmp_path: Path) -> None:
    secrets = secrets_of(file) | {b"Khaldoun", b"Witness"}
    change_protection(file, key=None, new_key=fresh_key(PASSPHRASE))
    child = subprocess.Popen(
        [sys.executable, "-c", WORK, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=dict(os.environ)
    )
    assert child.stdin is not None and child.stdout is not None
    with child.stdin, child.stdout:
        child.stdin.write(f"{PASSPHRASE}\n".encode())
        child.stdin.flush()
        assert child.stdout.readline() == b"working\n"
        child.kill()
        child.wait()
    wal = file.with_name(f"{file.name}-wal")
    assert wal.stat().st_size > 0
    assert leaks([tmp_path], secrets) == {}
    with Store.open(file, key=key_of_passphrase(file, PASSPHRASE)) as store, store.reading() as reading:
        assert reading.value("SELECT count(*) FROM actor WHERE name LIKE 'Witness%'") >= 20


WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from situation_board.core.protection.passphrase import key_of_passphrase
from situation_board.gui.app import Desk, make_application
path = Path(sys.argv[1])
application = make_application()
desk = Desk(application)
desk.open(path, key=key_of_passphrase(path, sys.stdin.readline().rstrip()))

def look():
    if not desk.windows or not desk.windows[0].situation.is_quiet:
        return
    timer.stop()
    window = desk.windows[0]
    window.furnish()
    window.show_list("actor")
    window.search.setText("Homs")
    window.centre.board.layout_state()
    desk.settings.save()
    QTimer.singleShot(800, lambda: print("working", flush=True))

timer = QTimer(interval=20)
timer.timeout.connect(look)
timer.start()
application.exec()
"""


def test_a_window_that_is_ended_leaves_no_word_in_files_settings_or_elsewhere(
    file: Path, temporary: Path, tmp_path: Path, own_settings: Path
) -> None:
    secrets = secrets_of(file)
    change_protection(file, key=None, new_key=fresh_key(PASSPHRASE))
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    child = subprocess.Popen(
        [sys.executable, "-c", WINDOW, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=variables
    )
    assert child.stdin is not None and child.stdout is not None
    with child.stdin, child.stdout:
        child.stdin.write(f"{PASSPHRASE}\n".encode())
        child.stdin.flush()
        assert child.stdout.readline() == b"working\n"
        child.kill()
        child.wait()
    assert leaks([tmp_path, own_settings], secrets) == {}
