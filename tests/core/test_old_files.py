"""A file of every version that was ever released opens and shows what it showed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from situation_board.core import schema
from situation_board.core.actions import cards
from situation_board.core.integrity import check
from situation_board.core.store import Store
from situation_board.core.vocabulary import Column
from tests.core.filled import DESK, NOW, create
from tests.core.random_work import Clock
from tests.old_files.make import FOLDER, SAMPLE_KEY, describe

UNRELEASED = {1, 2, 3}
"""Versions whose schema may still change: take a version out of here when it is released."""

FILES = sorted(FOLDER.glob("*.sitboard"))


def test_there_is_a_file_of_every_version() -> None:
    versions = {f"version-{number}" for number in range(1, schema.version() + 1)}
    assert {path.stem.removesuffix("-protected") for path in FILES} == versions


@pytest.mark.parametrize("stored", FILES, ids=lambda path: path.stem)
def test_a_stored_file_shows_its_board_and_goes_on(stored: Path, tmp_path: Path) -> None:
    path = tmp_path / stored.name
    shutil.copyfile(stored, path)
    expected = json.loads(stored.with_suffix(".json").read_text(encoding="utf-8"))
    key = SAMPLE_KEY if "protected" in stored.stem else None
    if not has_the_tables_of_its_version(path, key):
        pytest.skip("schema 1 was changed before its release: run python3 -m tests.old_files.make")
    with Store.open(path, identity=DESK, key=key, now=Clock(NOW)) as store:
        assert json.loads(json.dumps(describe(store))) == expected
        with store.reading() as reading:
            assert check(reading).found == ()
            card = reading.value("SELECT card FROM board WHERE place = 'homs'")
        store.do(cards.move_cards, [card], Column.FALLEN)
        with store.reading() as reading:
            assert check(reading).found == ()
            assert reading.value("PRAGMA user_version") == schema.version()


def has_the_tables_of_its_version(path: Path, key: bytes | None) -> bool:
    """Whether the schema is still that of the file. Of a released version it is, for ever."""
    if schema.version() not in UNRELEASED:
        return True
    with Store.open(path, key=key) as stored, create(path.with_name("new"), key=None, clock=Clock(NOW)) as new:
        return _tables(stored) == _tables(new)


def _tables(store: Store) -> dict[str, str]:
    with store.reading() as reading:
        return dict(reading.all("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))
