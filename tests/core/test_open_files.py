"""The bytes of a situation are read without SQLite losing its locks, which would damage the file."""

from __future__ import annotations

import gc
import os
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from situation_board.core import open_files
from situation_board.core.actions import cards
from situation_board.core.actions.attachments import prepared_file
from situation_board.core.importing.files import GivenFile
from situation_board.core.importing.whole_situation import is_whole_situation
from situation_board.core.integrity import check
from situation_board.core.merging.others import opened_other
from situation_board.core.open_files import copy_bytes, identity_of, open_to_read
from situation_board.core.problems import Problem
from situation_board.core.protection.passphrase import is_protected, key_of_passphrase
from situation_board.core.safekeeping.backup import back_up
from situation_board.core.safekeeping.restoring import restore
from situation_board.core.safekeeping.salvage import salvage
from situation_board.core.safekeeping.traces import traces
from situation_board.core.store import Store, read_key_file
from situation_board.core.store.copying import copy_before_upgrade, copy_file
from situation_board.core.vocabulary import Column
from tests.core.filled import DESK, NOW, Filled
from tests.locks import NOT_ON_WINDOWS, unlocked

resource = pytest.importorskip("resource", reason="Windows has none")
pytestmark = NOT_ON_WINDOWS

CHECKOUT = Path(__file__).parents[2]
PACKAGE = CHECKOUT / "situation_board"
MOVE_ONCE = """
import sys
from pathlib import Path
from situation_board.core.actions import cards
from situation_board.core.store import Store
from situation_board.core.vocabulary import Column

path, key, card, column, now = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]) or None, *sys.argv[3:5], int(sys.argv[5])
with Store.open(path, key=key, now=lambda: now) as store:
    store.do(cards.move_cards, [card], Column(column))
"""


def attach_itself(store: Store, folder: Path) -> None:
    prepared_file(store.path)


def open_again(store: Store, folder: Path) -> None:
    Store.open(store.path, identity=DESK, key=store.key).close()


def merge_itself(store: Store, folder: Path) -> None:
    with opened_other(store.path, store.key) as other:
        list(other.changes())


def look_at_it_as_a_file_to_import(store: Store, folder: Path) -> None:
    file = GivenFile(store.path)
    is_whole_situation(store.path)
    with file.open() as stream:
        stream.read(1)


def restore_beside(store: Store, folder: Path) -> None:
    stick = folder / "stick"
    stick.mkdir()
    made = back_up(store, stick, now=NOW)
    restore(store.path, made.backup.path, key=store.key, dry_run=True)


USES: list[Callable[[Store, Path], object]] = [
    open_again,
    merge_itself,
    attach_itself,
    look_at_it_as_a_file_to_import,
    restore_beside,
    lambda store, folder: is_protected(store.path),
    lambda store, folder: key_of_passphrase(store.path, "not the one"),
    lambda store, folder: read_key_file(store.path),
    lambda store, folder: traces(store, ["Homs"]),
    lambda store, folder: copy_file(store.path, store.key, folder / "copy.sitboard"),
    lambda store, folder: copy_before_upgrade(store.path, 99),
    lambda store, folder: salvage(store.path, folder / "salvaged.sitboard", key=store.key),
]


@pytest.mark.parametrize("use", USES)
def test_an_open_file_stays_locked(filled_store: Store, tmp_path: Path, use: Callable[[Store, Path], object]) -> None:
    assert unlocked(filled_store.path) == ""
    with suppress(Problem):  # some of it is refused
        use(filled_store, tmp_path)
    assert unlocked(filled_store.path) == ""


def test_the_look_from_outside_sees_a_lost_lock(filled_store: Store) -> None:
    filled_store.path.open("rb").close()
    assert filled_store.path.name in unlocked(filled_store.path)


def test_another_program_that_closes_the_file_leaves_the_log_of_this_one(
    path: Path, key: bytes | None, filled_store: Store, filled: Filled
) -> None:
    card, beside = filled.card["Homs"], path.with_name(f"{path.name}-wal")
    for here, there in ((Column.FALLEN, Column.HELD), (Column.ADVANCING, Column.CONTESTED)):
        filled_store.do(cards.move_cards, [card], here)
        for end in ("", "-wal", "-shm"):
            open_to_read(path.with_name(path.name + end)).close()
        log = open_to_read(beside)
        move = [sys.executable, "-c", MOVE_ONCE, str(path), (key or b"").hex(), card, there, str(NOW)]
        subprocess.run(move, cwd=CHECKOUT, check=True)
        assert os.fstat(log.fileno()).st_nlink == 1  # not removed
        log.close()
    filled_store.close()
    with Store.open(path, key=key, now=lambda: NOW) as again, again.reading() as reading:
        assert check(reading).found == ()
        assert reading.value("SELECT count(DISTINCT action) FROM log WHERE label = 'move_card'") == 4


READS_ITSELF = {
    "core/open_files.py",
    "core/portable.py",  # a mark beside the program
    "core/safekeeping/wreck.py",  # copies
    "cli/keys.py",  # before anything is opened
    "gui/self_check.py",  # a file of its own that is closed
}


def test_no_other_module_opens_files_that_may_be_open() -> None:
    sources = {str(path.relative_to(PACKAGE)): path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
    found = {name for name, text in sources.items() if re.search(r"""open\("rb"|read_bytes\(|O_RDONLY""", text)}
    assert found - READS_ITSELF == {"core/protection/changing.py", "core/safekeeping/backup.py"}  # folders


def handles() -> int:
    return len(list(Path("/dev/fd").iterdir()))


def test_handles_are_used_again_and_closed_with_the_last_connection(filled_store: Store) -> None:
    is_protected(filled_store.path)
    with filled_store.reading():
        before = handles()
    for _ in range(20):
        is_protected(filled_store.path)
        traces(filled_store, ["Homs"])
    assert handles() <= before + 2  # one for each of the files beside it
    identity = identity_of(filled_store.path)
    filled_store.close()
    assert identity not in open_files._held
    with open_to_read(filled_store.path) as file:
        assert file.read(1)
    assert handles() < before


def test_a_handle_in_use_while_the_last_connection_closes_is_closed_afterwards(filled_store: Store) -> None:
    before = handles()
    file = open_to_read(filled_store.path)
    filled_store.close()
    assert len(file.read(16)) == 16
    file.close()
    assert handles() < before


class TestBytes:
    def test_are_those_of_the_file(self, tmp_path: Path) -> None:
        path, other = tmp_path / "a", tmp_path / "b"
        path.write_bytes(bytes(range(256)) * 1_000)
        with open_to_read(path) as file:
            assert (file.read(3), file.tell()) == (b"\x00\x01\x02", 3)
            assert file.seek(-2, os.SEEK_END) == 255_998
            assert file.read() == b"\xfe\xff"
            file.seek(1)
            file.seek(1, os.SEEK_CUR)
            assert file.read(1) == b"\x02"
            with pytest.raises((ValueError, OSError)):
                file.seek(-1)
        copy_bytes(path, other)
        assert other.read_bytes() == path.read_bytes()

    def test_of_what_is_not_there_or_no_file_fail_as_usual(self, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError):
            open_to_read(tmp_path / "nowhere")
        with pytest.raises(IsADirectoryError):
            open_to_read(tmp_path)

    def test_that_cannot_be_opened_fail_as_usual(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"a")
        limits = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (3, limits[1]))
        try:
            with pytest.raises(OSError, match="Too many open files"):
                open_to_read(tmp_path / "a")
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, limits)
        gc.collect()  # what was begun of it says nothing when it goes

    def test_of_a_file_that_did_not_open_as_a_situation_are_not_kept(self, tmp_path: Path) -> None:
        path = tmp_path / "no.sitboard"
        path.write_bytes(b"SQLite format 3\x00" + b"no" * 3_000)
        with pytest.raises(Problem):
            Store.open(path)
        assert identity_of(path) not in open_files._held
