"""What the machine does to us: full disk, locks, a pulled stick, damage. Explained, nothing acknowledged is lost."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from situation_board.core.actions import records
from situation_board.core.ids import new_id
from situation_board.core.integrity import check
from situation_board.core.problems import Problem, Trouble
from situation_board.core.protection.changing import change_protection
from situation_board.core.questions.boards import board
from situation_board.core.rows import Actor, Location, Status
from situation_board.core.store import Changes, Reading, Store
from situation_board.core.store.connection import connect
from tests.core import children
from tests.core.children import HAS_FORK
from tests.core.filled import DESK, create
from tests.core.random_work import Clock

LONG = "x" * 20_000
PAGE = 4096


def add_actor(store: Store, note: str | None = None) -> str:
    return store.do(records.add_record, Actor(id=new_id(), name="Somebody", note=note)).ids[0]


def actors_in(store: Store) -> set[str]:
    with store.reading() as reading:
        return {actor.id for actor in reading.rows(Actor)}


class TestFullDisk:
    @pytest.fixture
    def small_disk(self, tmp_path: Path) -> Iterator[Path]:
        """A disk of two megabytes."""
        folder = tmp_path / "stick"
        folder.mkdir()
        if sys.platform != "linux" or os.geteuid() != 0:
            pytest.skip("a small disk can only be made by root on Linux")
        mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
        if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
            pytest.skip("no disk may be made in this container")
        yield folder
        subprocess.run(["umount", "--lazy", str(folder)], check=True)

    def test_it_is_said_nothing_saved_is_lost_and_it_goes_on_when_there_is_room(
        self, small_disk: Path, key: bytes | None, clock: Clock
    ) -> None:
        filler = small_disk / "holiday photos"
        filler.write_bytes(bytes(500_000))
        path = small_disk / "winter.sitboard"
        with create(path, key=key, clock=clock) as store:
            saved = set()
            with pytest.raises(Trouble, match="disk is full") as caught:
                for _ in range(500):
                    saved.add(add_actor(store, LONG))
            assert caught.value.kept and caught.value.do
            assert actors_in(store) == saved
            with pytest.raises(Trouble, match="disk is full"):
                add_actor(store, LONG * 4)

            filler.unlink()
            saved.add(add_actor(store, LONG))
            assert actors_in(store) == saved
            with store.reading() as reading:
                assert check(reading).clean
        with Store.open(path, key=key) as again:
            assert actors_in(again) == saved

    def test_no_file_is_left_where_there_is_no_room_for_a_new_one(
        self, small_disk: Path, key: bytes | None, clock: Clock
    ) -> None:
        (small_disk / "holiday photos").write_bytes(bytes(1_900_000))
        with pytest.raises(Trouble, match="disk is full"):
            create(small_disk / "winter.sitboard", key=key, clock=clock)
        assert [path.name for path in small_disk.iterdir()] == ["holiday photos"]

    def test_closing_on_a_full_disk_loses_nothing(self, small_disk: Path, key: bytes | None, clock: Clock) -> None:
        path = small_disk / "winter.sitboard"
        store = create(path, key=key, clock=clock)
        saved = {add_actor(store, LONG) for _ in range(5)}
        filler = small_disk / "holiday photos"
        with filler.open("wb", buffering=0) as file, pytest.raises(OSError, match="space"):
            while True:
                file.write(bytes(4096))
        store.close()
        filler.unlink()
        with Store.open(path, key=key) as again:
            assert actors_in(again) == saved


@HAS_FORK
def test_a_limit_on_the_size_of_files_is_explained_and_loses_nothing(
    path: Path, key: bytes | None, store: Store
) -> None:
    store.close()

    def fill_up(say: Callable[[str], None]) -> None:
        import resource
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
        with Store.open(path, key=key, identity=DESK) as opened, pytest.raises(Trouble):
            for _ in range(200):
                say(add_actor(opened, LONG))

    said = set(children.run(fill_up).split())
    assert said
    with Store.open(path, key=key) as again:
        assert actors_in(again) == said
        add_actor(again)
        with again.reading() as reading:
            assert check(reading).clean


@HAS_FORK
def test_a_file_that_another_program_holds_is_explained_and_works_when_it_is_let_go(
    path: Path, key: bytes | None, store: Store
) -> None:
    store.close()
    hold, let_go = os.pipe()

    def hold_it(say: Callable[[str], None]) -> None:
        with Store.open(path, key=key) as other:
            other._connection.execute("BEGIN IMMEDIATE")
            say("held")
            os.read(hold, 1)
            other._connection.execute("ROLLBACK")

    child = children.start(hold_it)
    assert os.read(child.said, 100) == b"held\n"
    with Store.open(path, key=key, identity=DESK) as opened:
        opened._connection.execute("PRAGMA busy_timeout = 50")
        with pytest.raises(Trouble, match="Another program holds") as caught:
            add_actor(opened)
        assert "untouched" in caught.value.kept
        assert actors_in(opened) == set()
        os.write(let_go, b"!")
        assert child.wait() == 0
        saved = add_actor(opened)
        assert actors_in(opened) == {saved}
    for pipe in (hold, let_go, child.said):
        os.close(pipe)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let an open file be taken away")
class TestPulledStick:
    def test_a_file_that_is_gone_takes_no_writes_and_works_when_it_is_back(self, path: Path, store: Store) -> None:
        saved = add_actor(store)
        away = path.with_name("away")
        path.rename(away)
        with pytest.raises(Trouble, match="gone") as caught:
            add_actor(store)
        assert caught.value.do
        away.rename(path)
        saved_again = add_actor(store)
        assert actors_in(store) == {saved, saved_again}

    def test_another_file_of_that_name_takes_no_writes_meant_for_the_first(
        self, path: Path, key: bytes | None, store: Store, tmp_path: Path
    ) -> None:
        """A backup put in its place while it is open: what is written now would be in no file."""
        store.checkpoint(truncate=True)
        backup = tmp_path / "backup"
        shutil.copyfile(path, backup)
        backup.replace(path)
        with pytest.raises(Trouble, match="gone"):
            add_actor(store)
        with Store.open(path, key=key) as again:
            assert actors_in(again) == set()

    def test_a_file_whose_place_another_took_while_it_was_opened_is_not_worked_on(
        self, path: Path, key: bytes | None, store: Store, tmp_path: Path
    ) -> None:
        store.close()
        change_protection(path, key=key, new_key=key)  # as it is at rest, with no log beside it
        another = tmp_path / "another.sitboard"
        shutil.copyfile(path, another)
        first = connect(path, key)
        first.execute("PRAGMA journal_mode = DELETE")
        another.replace(path)
        with pytest.raises(Trouble, match="is gone"):
            Store(path, first, key=key, identity=DESK, now=None)._settle()
        first.close()
        assert not path.with_name(f"{path.name}-wal").exists()

    def test_a_folder_that_is_gone_is_explained(self, path: Path, store: Store) -> None:
        shutil.rmtree(path.parent)
        with pytest.raises(Trouble, match="gone"):
            add_actor(store)


class TestDamage:
    @pytest.mark.parametrize("kind", ["zeroes", "noise"])
    @pytest.mark.parametrize("first", range(4))
    def test_damaged_pages_are_explained_and_never_a_crash(
        self, path: Path, key: bytes | None, filled_store: Store, clock: Clock, kind: str, first: int
    ) -> None:
        """Each fourth page in turn, as after a bad sector or a write that power loss cut short."""
        filled_store.close()
        whole = path.read_bytes()
        chance = random.Random(first)
        for page in range(first, len(whole) // PAGE, 4):
            damaged = bytearray(whole)
            damaged[page * PAGE : (page + 1) * PAGE] = bytes(PAGE) if kind == "zeroes" else chance.randbytes(PAGE)
            path.write_bytes(damaged)
            self.use(path, key, clock)

    def use(self, path: Path, key: bytes | None, clock: Clock) -> None:
        """Whatever is tried is answered, or refused with an explanation."""
        try:
            store = Store.open(path, key=key, identity=DESK, now=clock)
        except Problem as problem:
            assert problem.happened
            return
        for use in (look, add_actor, look_at_everything):
            try:
                use(store)
            except Problem as problem:
                assert problem.happened
        store.close()

    def test_of_the_log_beside_it_while_it_is_read_is_explained(self, path: Path, filled_store: Store) -> None:
        filled_store.checkpoint(truncate=True)
        reader = filled_store.reader()
        add_actor(filled_store)
        with pytest.raises(Trouble), reader.reading() as reading:
            reading.value("SELECT 1 FROM situation")
            os.truncate(path.with_name(f"{path.name}-wal"), 0)
            reading.rows(Actor)
        reader.close()

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE card SET number = 7, shelf_life = -1, note = CAST(x'000000' AS TEXT)",
            "UPDATE status SET as_of_precision = 'dax'",
            "UPDATE location SET names = '[[1]]'",
        ],
    )
    def test_what_reads_as_nonsense_is_damage_and_no_bug_of_ours(self, filled_store: Store, statement: str) -> None:
        filled_store._connection.execute(statement)
        reader = filled_store.reader()
        for read in (filled_store.reading, reader.reading):
            with pytest.raises(Trouble, match="damaged"), read() as reading:
                for kind in (Location, Status):
                    reading.rows(kind)
                raise ValueError("what a question ends in that reads nonsense")
        reader.close()

    def test_a_bug_of_ours_in_a_sound_file_stays_one(self, filled_store: Store) -> None:
        with pytest.raises(KeyError), filled_store.reading():
            raise KeyError("bug")
        with pytest.raises(KeyError):
            filled_store.do(_buggy)
        add_actor(filled_store)

    def test_a_text_that_is_none_any_more_is_explained(self, store: Store) -> None:
        add_actor(store)
        store._connection.execute("UPDATE actor SET name = CAST(x'ff41' AS TEXT)")
        with pytest.raises(Trouble, match="damaged"):
            actors_in(store)


def look(store: Store) -> None:
    with store.reading() as reading:
        board(reading)


def look_at_everything(store: Store) -> None:
    with store.reading() as reading:
        check(reading)


def _buggy(reading: Reading) -> Changes:
    raise KeyError("bug")
