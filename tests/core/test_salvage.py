"""Damage of every kind: never a crash, everything readable comes out, and what is lost is said.

SITBOARD_DAMAGE=1000 damages that many copies; without it a few.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest

from situation_board.core.integrity import check
from situation_board.core.merging import merge
from situation_board.core.problems import Mistake, Problem, Trouble
from situation_board.core.rows import TABLES
from situation_board.core.safekeeping.salvage import Salvaged, salvage, salvaging
from situation_board.core.safekeeping.wreck import open_wreck
from situation_board.core.store import Change, Store
from situation_board.core.store.log import SELECT_CHANGE, change_from
from tests.core.filled import DESK, NOW
from tests.core.random_work import Clock

PAGE = 4096
Log = set[tuple[str, int, str]]
COPIES = int(os.environ.get("SITBOARD_DAMAGE", "16"))


def flip_bytes(content: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice([1, 3, 30])):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def zero_pages(content: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice([1, 3, 20])):
        page = chance.randrange(len(content) // PAGE)
        content[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)


def write_noise(content: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice([1, 3, 20])):
        page = chance.randrange(len(content) // PAGE)
        content[page * PAGE : (page + 1) * PAGE] = chance.randbytes(PAGE)


def cut_tail(content: bytearray, chance: random.Random) -> None:
    del content[chance.randrange(len(content)) :]


def zero_header(content: bytearray, chance: random.Random) -> None:
    size = chance.choice([16, 100, PAGE])
    content[:size] = bytes(size)


KINDS: list[Callable[[bytearray, random.Random], None]] = [flip_bytes, zero_pages, write_noise, cut_tail, zero_header]


@pytest.fixture
def whole(path: Path, filled_store: Store) -> bytes:
    """The bytes of a filled file, which is closed."""
    filled_store.close()
    return path.read_bytes()


def brought_out(path: Path, out: Path, key: bytes | None) -> Salvaged | Problem:
    try:
        return salvage(path, out, key=key, identity=DESK)
    except Problem as problem:
        return problem


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.__name__))
def test_damage_is_never_a_crash_and_everything_readable_comes_out(
    path: Path, tmp_path: Path, key: bytes | None, whole: bytes, clock: Clock, kind: Callable[..., None]
) -> None:
    everything = log_of(path, key)
    for number in range(max(1, COPIES // len(KINDS) // 2)):
        chance = random.Random(f"{kind.__name__} {number} {key is None}")
        damaged = bytearray(whole)
        kind(damaged, chance)
        path.write_bytes(damaged)
        out = tmp_path / f"out {number}.sitboard"
        told = brought_out(path, out, key)
        assert path.read_bytes() == damaged
        if isinstance(told, Problem):
            assert readable_changes(damaged, tmp_path, key) == set()
            assert not out.exists()
            continue
        assert readable_changes(damaged, tmp_path, key, len(everything) + 2) & everything <= log_of(out, key)
        assert told.lost_changes or told.may_lack_latest or everything <= log_of(out, key)
        with Store.open(out, key=key, identity=DESK, now=clock) as store, store.reading() as reading:
            kinds = {found.kind for found in check(reading).found}
            assert kinds <= {"reference", "content", "dataset"}
        out.unlink()


def log_of(path: Path, key: bytes | None) -> Log:
    with Store.open(path, key=key) as store, store.reading() as reading:
        return set(reading.all("SELECT writer, seq, sha256 FROM log"))


def readable_changes(damaged: bytes | bytearray, tmp_path: Path, key: bytes | None, most: int = 200) -> Log:
    """What can be found by asking for each change alone."""
    copy = tmp_path / "asked one by one.sitboard"
    copy.write_bytes(damaged)
    wreck = open_wreck(copy, key)
    if wreck is None:
        return set()
    found = set()
    for arrival in range(1, most):
        line = next(
            wreck.lines(f"SELECT arrival, * FROM ({SELECT_CHANGE} WHERE arrival = {arrival})", "arrival", 0), None
        )
        if line is not None and (change := sound_change(line[1:])) is not None:
            found.add((change.writer, change.seq, change.sha256))
    wreck.close()
    return found


def sound_change(values: tuple[object, ...]) -> Change | None:
    try:
        change = change_from(values)
        return change if change.digest() == change.sha256 else None
    except (ValueError, TypeError, KeyError):
        return None


def test_a_sound_file_comes_out_whole(path: Path, tmp_path: Path, key: bytes | None, whole: bytes) -> None:
    out = tmp_path / "out.sitboard"
    told = salvage(path, out, key=key)
    assert told.is_complete
    assert log_of(out, key) == log_of(path, key)


def test_what_the_log_lost_is_taken_from_the_tables(
    path: Path, tmp_path: Path, key: bytes | None, filled_store: Store
) -> None:
    before = rows_of(filled_store)
    filled_store._connection.execute("DROP TRIGGER log_is_never_changed")
    filled_store._connection.execute("UPDATE log SET person = 'x' WHERE \"table\" IN ('claim', 'actor')")
    filled_store.close()
    told = salvage(path, tmp_path / "out.sitboard", key=key, identity=DESK)
    assert told.lost_changes > 0 and told.from_tables > 0
    with Store.open(tmp_path / "out.sitboard", key=key) as store:
        assert rows_of(store) == before


def rows_of(store: Store) -> dict[str, list[tuple[object, ...]]]:
    with store.reading() as reading:
        return {table: reading.all(f'SELECT id, voided FROM "{table}" ORDER BY id') for table in TABLES}


def test_what_came_out_merges_with_a_backup_and_then_nothing_is_missing(
    path: Path, tmp_path: Path, key: bytes | None, whole: bytes, clock: Clock
) -> None:
    backup = tmp_path / "backup.sitboard"
    backup.write_bytes(whole)
    everything = log_of(backup, key)
    damaged = bytearray(whole)
    for page in range(20, len(whole) // PAGE, 9):
        damaged[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    path.write_bytes(damaged)
    out = tmp_path / "out.sitboard"
    told = salvage(path, out, key=key, identity=DESK)
    assert told.lost_changes > 0 and told.is_same_situation
    with Store.open(out, key=key, identity=DESK, now=clock) as store:
        merge(store, backup, key=key)
        with store.reading() as reading:
            assert check(reading).clean
            assert not reading.all("SELECT * FROM conflict")
    assert everything <= log_of(out, key)


def test_a_plain_file_whose_first_page_is_gone_comes_out_whole(path: Path, tmp_path: Path) -> None:
    from tests.core.filled import create, fill

    with create(path, key=None, clock=Clock(NOW)) as store:
        fill(store)
    content = path.read_bytes()
    everything = log_of(path, None)
    path.write_bytes(bytes(PAGE) + content[PAGE:])
    salvage(path, tmp_path / "out.sitboard", key=None)
    assert everything == log_of(tmp_path / "out.sitboard", None)


def test_what_is_no_situation_is_said(path: Path, tmp_path: Path, key: bytes | None) -> None:
    path.write_bytes(random.Random(1).randbytes(40_000))
    with pytest.raises((Mistake, Trouble), match="Nothing can be read"):
        salvage(path, tmp_path / "out.sitboard", key=key)
    assert not (tmp_path / "out.sitboard").exists()


def test_nothing_is_replaced_and_nothing_left_beside(
    path: Path, tmp_path: Path, key: bytes | None, whole: bytes
) -> None:
    with pytest.raises(Mistake, match="exists"):
        salvage(path, path, key=key)
    salvage(path, tmp_path / "out.sitboard", key=key)
    assert {each.name for each in tmp_path.iterdir()} == {path.name, "out.sitboard"}


def test_stopped_at_any_step_nothing_is_kept(path: Path, tmp_path: Path, key: bytes | None, whole: bytes) -> None:
    number = 0
    while True:
        steps = salvaging(path, tmp_path / "out.sitboard", key=key)
        if len(list(islice(steps, number))) < number:
            break
        steps.close()
        assert {each.name for each in tmp_path.iterdir()} == {path.name}
        number += 1
    assert number > 5
    assert (tmp_path / "out.sitboard").exists()
