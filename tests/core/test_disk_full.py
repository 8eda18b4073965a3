"""The disk is full at each write of a story: that is said, nothing is lost, and with room the same is done.

A small disk in memory is mounted (only root may), and all but so many of its pages are filled: first none is left, then
one, then two, until the work succeeds. So each write of it meets the full disk once. Between the first pages and the
last some are passed over; SITBOARD_DISK=1 tries each.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from situation_board.core.actions import cards, records
from situation_board.core.history import undo
from situation_board.core.ids import new_id
from situation_board.core.integrity import check
from situation_board.core.merging import merge
from situation_board.core.problems import Trouble
from situation_board.core.protection.changing import change_protection
from situation_board.core.rows import Actor
from situation_board.core.safekeeping.backup import back_up, backups_in, verified_head
from situation_board.core.safekeeping.expunging import expunge
from situation_board.core.safekeeping.restoring import restore
from situation_board.core.safekeeping.salvage import salvage
from situation_board.core.store import Store
from situation_board.core.vocabulary import Column
from tests.core.conftest import KEY
from tests.core.filled import DESK, NOW, Filled, create, fill
from tests.core.importing.importing import imported, written
from tests.core.importing.test_loading import idu
from tests.core.random_work import Clock
from tests.core.test_contents import attach
from tests.core.test_snapshot_issuing import issue

PAGE = 4096
SIZE_MEGABYTES = 12
EACH_UP_TO, GROWTH = 3, 1.7
"""Pages: up to so many each is tried, then steps grow; unless each is wanted."""
TRIES_EACH = bool(os.environ.get("SITBOARD_DISK"))
Log = list[tuple[object, ...]]


@dataclass(frozen=True)
class Disk:
    """A small disk with a situation on it."""

    folder: Path
    path: Path
    key: bytes | None
    filled: Filled

    def open(self) -> Store:
        return Store.open(self.path, key=self.key, identity=DESK, now=Clock(NOW))

    def fill_but(self, pages: int) -> None:
        """All that is free but so many pages."""
        free = shutil.disk_usage(self.folder).free // PAGE - pages
        with (self.folder / "filler").open("wb") as filler:
            filler.write(bytes(max(0, free) * PAGE))

    def make_room(self) -> None:
        (self.folder / "filler").unlink(missing_ok=True)


@pytest.fixture(params=[None, KEY], ids=["plain", "protected"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE_MEGABYTES}m", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    with create(folder / "s.sitboard", key=request.param, clock=Clock(NOW)) as store:
        filled = fill(store)
    yield Disk(folder, folder / "s.sitboard", request.param, filled)
    subprocess.run(["umount", "-l", str(folder)], check=True)


def pages_left() -> Iterator[int]:
    pages = 0
    while True:
        yield pages
        pages = pages + 1 if TRIES_EACH or pages < EACH_UP_TO else int(pages * GROWTH) + 1


def log_of(store: Store) -> Log:
    with store.reading() as reading:
        return reading.all("SELECT * FROM log ORDER BY arrival")


Write = Callable[[Store, Disk], object]
STORY: dict[str, Write] = {
    "a card is moved": lambda store, disk: store.do(cards.move_cards, [disk.filled.card["Homs"]], Column.FALLEN),
    "an actor is added": lambda store, disk: store.do(records.add_record, Actor(id=new_id(), name="Later")),
    "a long note is written": lambda store, disk: store.do(
        records.edit_thing, disk.filled.report, {"excerpt": "what was said " * 3_000}
    ),
    "a picture is attached": lambda store, disk: attach(store, disk.filled),
    "a sheet is issued": lambda store, disk: issue(store),
    "a file is imported": lambda store, disk: imported(store, disk.folder.parent / "idu.json"),
    "the last is undone": lambda store, disk: store.do(undo),
    "words are taken out": lambda store, disk: expunge(store, disk.filled.report, "excerpt", why="x", text="was said"),
    "another laptop is merged": lambda store, disk: merge(store, disk.folder.parent / "other", key=disk.key),
}


def test_every_write_of_a_story_meets_a_full_disk(disk: Disk, tmp_path: Path) -> None:
    written(tmp_path, "idu.json", idu(*range(100, 160)))
    with disk.open() as store:
        store.copy_to(tmp_path / "other")
    with Store.open(tmp_path / "other", key=disk.key, identity=DESK, now=Clock(NOW)) as other:
        for number in range(40):
            other.do(records.add_record, Actor(id=new_id(), name=f"Group {number}", note="n" * 500))
    met = {name: meets_a_full_disk(disk, write) for name, write in STORY.items()}
    print(met)
    assert all(met.values())
    with disk.open() as store, store.reading() as reading:
        assert check(reading).clean


def meets_a_full_disk(disk: Disk, write: Write) -> int:
    """How often it met a full disk before there was room. Each time it is said, and nothing was changed.

    The file is opened and closed with the disk full as well: so what lies beside it is written into it as it may be.
    """
    for tried, pages in enumerate(pages_left()):
        store = disk.open()
        before = log_of(store)
        disk.fill_but(pages)
        try:
            write(store, disk)
        except Trouble as trouble:
            assert "full" in trouble.happened or "No space" in trouble.happened, trouble
            assert log_of(store) == before
            store.close()
        else:
            store.close()
            disk.make_room()
            with disk.open() as again:
                assert len(log_of(again)) > len(before)
                assert not again.is_erasing
            return tried
        disk.make_room()
        with disk.open() as again:
            assert log_of(again) == before
    raise AssertionError


def test_a_full_disk_while_work_goes_on_costs_nothing_and_the_same_program_goes_on(disk: Disk) -> None:
    """Without closing: the disk is full, then it is not."""
    with disk.open() as store:
        for number in range(20):
            disk.fill_but(number % 5)
            before = log_of(store)
            refused = 0
            for _ in range(40):
                try:
                    store.do(records.add_record, Actor(id=new_id(), name="x" * 400))
                except Trouble:
                    refused += 1
                    break
            disk.make_room()
            assert refused and log_of(store)[: len(before)] == before
            store.do(records.add_record, Actor(id=new_id(), name=f"With room {number}"))
        with store.reading() as reading:
            assert check(reading).clean


def names_in(disk: Disk) -> list[str]:
    """But for what SQLite puts beside an open file, and takes away when it is next closed."""
    return sorted(found.name for found in disk.folder.rglob("*") if not found.name.endswith(("sitboard-wal", "-shm")))


def whole_or_nothing(disk: Disk, work: Callable[[], object], is_done: Callable[[], bool]) -> int:
    """Work that writes a file of its own: it is refused and nothing of it is left, or it is done."""
    for tried, pages in enumerate(pages_left()):
        before = names_in(disk)
        disk.fill_but(pages)
        try:
            work()
        except Trouble:
            disk.make_room()
            assert names_in(disk) == before
            assert not is_done()
        else:
            disk.make_room()
            assert is_done()
            return tried
    raise AssertionError


def test_a_backup_on_a_full_stick(disk: Disk) -> None:
    stick = disk.folder / "stick"
    stick.mkdir()
    with disk.open() as store:
        assert whole_or_nothing(disk, lambda: back_up(store, stick, now=NOW), lambda: bool(backups_in(stick)))
    verified_head(backups_in(stick)[0].path, disk.key)


def test_going_back_to_a_backup_on_a_full_disk(disk: Disk, tmp_path: Path) -> None:
    with disk.open() as store:
        backup = back_up(store, tmp_path, now=NOW).backup.path
        store.do(records.add_record, Actor(id=new_id(), name="Later"))
        former = log_of(store)

    def is_restored() -> bool:
        with disk.open() as store:
            found = log_of(store)
        assert found in (former, former[:-1])
        return len(found) < len(former)

    assert whole_or_nothing(disk, lambda: restore(disk.path, backup, key=disk.key), is_restored)


def test_another_passphrase_on_a_full_disk(disk: Disk) -> None:
    other = bytes(range(3, 51))
    with disk.open() as store:
        former = log_of(store)

    def is_changed() -> bool:
        for key in (disk.key, other):
            try:
                with Store.open(disk.path, key=key) as store:
                    assert log_of(store) == former
                    return key == other
            except Trouble:
                continue
            except Exception as problem:
                assert "protected" in str(problem)
        raise AssertionError

    assert whole_or_nothing(disk, lambda: change_protection(disk.path, key=disk.key, new_key=other), is_changed)


def test_salvage_onto_a_full_disk(disk: Disk, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.sitboard"
    shutil.copyfile(disk.path, damaged)
    out = disk.folder / "out.sitboard"
    assert whole_or_nothing(disk, lambda: salvage(damaged, out, key=disk.key), out.exists)
