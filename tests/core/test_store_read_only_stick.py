"""A stick that cannot be written to, with what a killed program left on it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from situation_board.core.actions import cards, records
from situation_board.core.ids import new_id
from situation_board.core.problems import Trouble
from situation_board.core.questions.boards import board
from situation_board.core.rows import Location, Status
from situation_board.core.store import Store
from situation_board.core.vocabulary import Column
from tests.core.filled import DESK, create
from tests.core.random_work import Clock


@pytest.fixture
def stick(tmp_path: Path, key: bytes | None, clock: Clock) -> Iterator[Path]:
    """A situation as a killed program leaves it, its last work still in the -wal, on a disk mounted read-only."""
    folder = tmp_path / "stick"
    folder.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("a read-only disk can only be made by root on Linux")
    if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(folder)], check=False).returncode != 0:
        pytest.skip("no disk may be made in this container")
    try:
        _leave_unfinished(tmp_path / "work.sitboard", folder / "winter.sitboard", key, clock)
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        yield folder / "winter.sitboard"
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _leave_unfinished(path: Path, target: Path, key: bytes | None, clock: Clock) -> None:
    create(path, key=key, clock=clock).close()
    with Store.open(path, identity=DESK, key=key, now=clock) as store:
        place = Location(id=new_id(), name="Place 1")
        store.do(records.add_record, place)
        store.do(cards.add_card, location=place.id, status=Status(id="", thing="", column=Column.HELD))
        for end in ("", "-wal"):
            shutil.copyfile(f"{path}{end}", f"{target}{end}")


def test_what_was_saved_last_is_shown_and_nothing_can_be_written(stick: Path, key: bytes | None, clock: Clock) -> None:
    with Store.open(stick, identity=DESK, key=key, now=clock) as store:
        reader = store.reader()
        with reader.reading() as reading:
            places = [face.place for column in board(reading).columns for face in column.cards]
        reader.close()
        with pytest.raises(Trouble, match="read-only"):
            store.do(records.add_record, Location(id=new_id(), name="Place 2"))
    assert places == ["Place 1"]


def test_a_copy_of_it_has_what_was_saved_last(stick: Path, key: bytes | None, clock: Clock, tmp_path: Path) -> None:
    with Store.open(stick, identity=DESK, key=key, now=clock) as store:
        store.copy_to(tmp_path / "copy.sitboard")
    with Store.open(tmp_path / "copy.sitboard", identity=DESK, key=key, now=clock) as copy, copy.reading() as reading:
        assert reading.value("SELECT count(*) FROM board") == 1
