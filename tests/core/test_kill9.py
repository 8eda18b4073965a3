"""The program is killed at any moment: what it acknowledged is there, and the file is sound."""

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
from situation_board.core.store import Store
from tests.core import children
from tests.core.children import HAS_FORK
from tests.core.conftest import KEY
from tests.core.filled import create, fill
from tests.core.random_work import Clock, Laptop

KILLS_EACH = 20
LONGEST_LIFE = 0.05  # seconds: long enough to open, to do a dozen things, to close and to open again
PATIENCE = 60  # seconds until it must have done something


class Worker(Laptop):
    """Random work in a file that exists already."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store, self.clock, self.path, self.identity = store, clock, store.path, store.identity


@HAS_FORK
@pytest.mark.parametrize("key", [None, KEY], ids=["plain", "protected"])
@pytest.mark.parametrize("series", range(5))
def test_a_program_killed_at_any_moment_keeps_what_it_acknowledged(
    path: Path, key: bytes | None, clock: Clock, series: int
) -> None:
    with create(path, key=key, clock=clock) as store:
        fill(store)
    chance = random.Random(series + (100 if key else 0))
    acknowledged: set[str] = set()
    for number in range(KILLS_EACH):
        is_last = number == KILLS_EACH - 1
        acknowledged |= _killed(path, key, clock.now + number * 1_000_000, chance, heard_first=is_last)
        with Store.open(path, key=key, now=clock) as store, store.reading() as reading:
            kept = {action for (action,) in reading.all("SELECT DISTINCT action FROM log")}
            assert acknowledged <= kept
            assert check(reading).found == ()
    assert acknowledged


def _killed(path: Path, key: bytes | None, now: int, chance: random.Random, *, heard_first: bool) -> set[str]:
    """Start a program that works without end, kill it soon, and say what it had acknowledged.

    On a busy machine it may be killed before it did anything: the last is heard once first.
    """
    seed = chance.random()
    child = children.start(lambda say: _work(path, key, now, seed, say))
    if heard_first:
        select.select([child.said], [], [], PATIENCE)
    time.sleep(chance.uniform(0, LONGEST_LIFE))
    os.kill(child.pid, signal.SIGKILL)
    said = child.read_all()
    assert child.wait() == -signal.SIGKILL, said
    return set(said.split())


def _work(path: Path, key: bytes | None, now: int, seed: float, say: Callable[[str], None]) -> None:
    """Open, do some random things, close (which empties the -wal), again and again."""
    chance = random.Random(seed)
    while True:
        clock = Clock(now)
        with Store.open(path, key=key, now=clock) as store:
            store.on_news(lambda saved: say(saved.change))
            worker = Worker(store, clock)
            for _ in range(chance.randrange(1, 8)):
                a, b, c = (chance.randrange(40) for _ in range(3))
                worker.do((chance.randrange(200), a, b, c))
