"""What a deleted file left beside it is never played into a new file of its name."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from situation_board.core.actions import records
from situation_board.core.ids import new_id
from situation_board.core.integrity import check
from situation_board.core.rows import Actor
from situation_board.core.sample import create_sample
from situation_board.core.store import Store
from tests.core.filled import DESK, NOW


@pytest.fixture
def left_behind(filled_store: Store, tmp_path: Path) -> Path:
    """The path of a file that was deleted while what it had not yet taken in lay beside it."""
    for number in range(30):
        filled_store.do(records.add_record, Actor(id=new_id(), name=f"Group {number}", note="x" * 2000))
    path = tmp_path / "deleted.sitboard"
    wal = filled_store.path.with_name(filled_store.path.name + "-wal")
    shutil.copyfile(wal, path.with_name(path.name + "-wal"))
    assert path.with_name(path.name + "-wal").stat().st_size > 0
    return path


def test_a_new_file_of_its_name_is_sound_and_the_leftover_is_kept(left_behind: Path) -> None:
    before = left_behind.with_name(left_behind.name + "-wal").read_bytes()
    with create_sample(left_behind, identity=DESK, now=lambda: NOW) as store, store.reading() as reading:
        assert check(reading).clean
    kept = [path for path in left_behind.parent.iterdir() if "left behind" in path.name]
    assert [path.read_bytes() for path in kept] == [before]


def test_a_copy_to_its_name_is_sound_and_the_leftover_is_kept(left_behind: Path, filled_store: Store) -> None:
    filled_store.copy_to(left_behind)
    key = filled_store._key
    with Store.open(left_behind, key=key, identity=DESK, now=lambda: NOW) as store, store.reading() as reading:
        assert check(reading).clean
    assert any("left behind" in path.name for path in left_behind.parent.iterdir())
