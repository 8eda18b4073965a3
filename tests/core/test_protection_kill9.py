"""The program is killed while a file gets, changes or loses its key: there is one complete file, and nothing beside."""

from __future__ import annotations

import os
import random
import select
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from situation_board.core.integrity import check
from situation_board.core.problems import Problem
from situation_board.core.protection.changing import change_protection
from situation_board.core.store import Store
from tests.core import children
from tests.core.children import HAS_FORK
from tests.core.filled import create, fill
from tests.core.random_work import Clock

KEYS: tuple[bytes | None, ...] = (None, bytes(range(32)), bytes(range(1, 49)))
KILLS_EACH = 25
LONGEST_LIFE = 0.15  # seconds: about one change of the key of so small a file
PATIENCE = 60  # seconds until one change must be done


@HAS_FORK
@pytest.mark.parametrize("series", range(2))
def test_a_program_killed_while_it_changes_the_key_leaves_one_complete_file(
    path: Path, clock: Clock, series: int
) -> None:
    with create(path, key=None, clock=clock) as store:
        fill(store)
    chance = random.Random(series)
    before, key = _log(path, None), KEYS[0]
    ended_in = set()
    for number in range(KILLS_EACH):
        _kill_while_changing(path, key, chance, heard_first=number == KILLS_EACH - 1)
        key = _opened_by(path)
        assert _log(path, key) == before
        assert [found.name for found in path.parent.iterdir()] == [path.name]
        ended_in.add(key)
    assert len(ended_in) > 1, "no change was ever finished"


def _kill_while_changing(path: Path, key: bytes | None, chance: random.Random, *, heard_first: bool) -> None:
    """On a busy machine each may be killed before it changed anything: the last is let do it once."""
    seed = chance.random()
    child = children.start(lambda say: _change_on_and_on(path, key, random.Random(seed), say))
    if heard_first:
        select.select([child.said], [], [], PATIENCE)
    time.sleep(chance.uniform(0.02, LONGEST_LIFE))
    os.kill(child.pid, signal.SIGKILL)
    said = child.read_all()
    assert child.wait() == -signal.SIGKILL, said


def _change_on_and_on(path: Path, key: bytes | None, chance: random.Random, say: Callable[[str], None]) -> None:
    while True:
        new_key = chance.choice([each for each in KEYS if each != key])
        change_protection(path, key=key, new_key=new_key)
        key = new_key
        say("changed")


def _opened_by(path: Path) -> bytes | None:
    """The one key that opens the file."""
    fitting = []
    for key in KEYS:
        try:
            Store.open(path, key=key).close()
        except Problem:
            continue
        fitting.append(key)
    assert len(fitting) == 1
    return fitting[0]


def _log(path: Path, key: bytes | None) -> list[tuple[object, ...]]:
    with Store.open(path, key=key) as store, store.reading() as reading:
        assert check(reading).found == ()
        return reading.all("SELECT * FROM log ORDER BY arrival")
