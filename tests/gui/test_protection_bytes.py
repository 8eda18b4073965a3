"""Locked, closed or killed: no byte in or around a protected file holds a word or a number of the situation."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from situation_board.core.crash_report import write_report
from situation_board.core.protection.changing import change_protection
from situation_board.core.protection.passphrase import fresh_key, key_of_passphrase
from situation_board.core.store import Store
from situation_board.gui.app import Desk, make_application
from situation_board.gui.protection.lock_page import LockPage
from tests.gui.fixtures import delete_later_now

PASSPHRASE = "seven lanterns below the wide river"
SHORTEST = 6
"""Characters: shorter words turn up by chance among encrypted bytes and in the program's own words."""
PROGRAMS_OWN = frozenset(
    {"Situation", "closed", "advancing", "contested", "fallen", "reported", "evacuation", "displacement"}
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
    desk = Desk(make_application())
    yield desk
    desk.quit()
    qtbot.waitUntil(lambda: not desk.windows, timeout=10_000)
    desk.close()
    delete_later_now()


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
