"""Copies of a situation."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from situation_board.core.actions import records, situations
from situation_board.core.ids import new_id
from situation_board.core.problems import Mistake, Trouble
from situation_board.core.rows import Actor
from situation_board.core.store import Store

KEYS = pytest.mark.parametrize("key", [None, b"k" * 32], ids=["plain", "protected"])


@pytest.fixture
def store_with_key(tmp_path: Path, key: bytes | None) -> Store:
    first = partial(situations.start_situation, name="Flood", timezone="Asia/Dhaka")
    return Store.create(tmp_path / "flood.sitboard", first, key=key)


@KEYS
def test_a_copy_holds_what_was_saved_and_is_one_file(store_with_key: Store, key: bytes | None, tmp_path: Path) -> None:
    store_with_key.do(records.add_record, Actor(id=new_id(), name="Red Crescent"))
    target = tmp_path / "elsewhere" / "copy.sitboard"
    target.parent.mkdir()

    store_with_key.copy_to(target)

    assert [path.name for path in target.parent.iterdir()] == ["copy.sitboard"]
    with Store.open(target, key=key) as copy, copy.reading() as reading:
        assert [actor.name for actor in reading.rows(Actor)] == ["Red Crescent"]
        assert reading.value("PRAGMA journal_mode") == "wal"
    store_with_key.close()


@KEYS
def test_a_copy_of_a_protected_file_is_protected(store_with_key: Store, key: bytes | None, tmp_path: Path) -> None:
    store_with_key.copy_to(tmp_path / "copy.sitboard")

    starts_like_any_other = (tmp_path / "copy.sitboard").read_bytes().startswith(b"SQLite format 3")
    assert starts_like_any_other is (key is None)
    store_with_key.close()


@pytest.mark.parametrize("key", [None])
def test_a_copy_replaces_another_file_but_never_the_file_itself(
    store_with_key: Store, key: bytes | None, tmp_path: Path
) -> None:
    other = tmp_path / "other.sitboard"
    other.write_text("something else")

    store_with_key.copy_to(other)
    with pytest.raises(Mistake, match="the file itself"):
        store_with_key.copy_to(tmp_path / "flood.sitboard")

    Store.open(other).close()
    store_with_key.close()


@pytest.mark.parametrize("key", [None])
def test_a_copy_that_cannot_be_written_leaves_nothing_behind(
    store_with_key: Store, key: bytes | None, tmp_path: Path
) -> None:
    with pytest.raises(Trouble):
        store_with_key.copy_to(tmp_path / "no such folder" / "copy.sitboard")

    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".sitboard", ".sitboard-shm", ".sitboard-wal"]
    store_with_key.close()
