"""Damaged files of every format: told as a mistake or taken in whole, never a bug, a hang or half of a file.

SITBOARD_FUZZ says how many in all; SITBOARD_FUZZ_FROM where to begin, to look at one again.
"""

from __future__ import annotations

import faulthandler
import os
import random
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from situation_board.core import times
from situation_board.core.gazetteer import Gazetteer
from situation_board.core.importing.examining import Examined
from situation_board.core.importing.importing import examine_file, prepare_file
from situation_board.core.importing.known_formats import FORMATS
from situation_board.core.importing.loading import load
from situation_board.core.importing.options import DateOrder, Options
from situation_board.core.importing.reporting import report_csv
from situation_board.core.importing.seeing import see_file
from situation_board.core.integrity import check
from situation_board.core.problems import Mistake, Trouble
from situation_board.core.store import Store
from tests.core.importing.importing import end_of, taken
from tests.core.importing.seeds import mutated, seeds

BUDGET = int(os.environ.get("SITBOARD_FUZZ", "1000"))
FIRST = int(os.environ.get("SITBOARD_FUZZ_FROM", "0"))
PATIENCE = 60
"""Seconds after which one file hangs: the run ends and says where."""
LOADED = 10
"""Of so many that could be taken in, one is."""


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[Gazetteer]:
    with Gazetteer() as opened:
        yield opened


def test_every_format_has_a_sound_seed(tmp_path: Path) -> None:
    read = set()
    for name, (file, content) in seeds().items():
        (tmp_path / file).write_bytes(content)
        found = taken(tmp_path / file, date_order=DateOrder.DAY_FIRST)
        assert found.format == name.partition(" ")[0] and found.rows, name
        read.add(found.format)
    assert read == {each.name for each in FORMATS}


@pytest.mark.timeout(0)  # each input has a limit of its own
@pytest.mark.parametrize("key", [None], ids=["plain"])
@pytest.mark.parametrize("name", sorted(seeds()))
def test_a_damaged_file_is_a_mistake_or_whole(
    name: str, tmp_path: Path, filled_store: Store, gazetteer: Gazetteer
) -> None:
    file, sound = seeds()[name]
    for number in range(FIRST, FIRST + max(BUDGET // len(seeds()), 1)):
        chance = random.Random(f"{name} {number}")
        path = tmp_path / chance.choice((file, "renamed.csv", "renamed.json"))
        path.write_bytes(mutated(sound, chance))
        faulthandler.dump_traceback_later(PATIENCE, exit=True)
        try:
            _take_in(filled_store, gazetteer, path, chance)
        except Exception as error:
            pytest.fail(f"{name}, number {number}: {type(error).__name__}: {error}")
        finally:
            faulthandler.cancel_dump_traceback_later()
    with filled_store.reading() as reading:
        assert not check(reading).found


def _take_in(store: Store, gazetteer: Gazetteer, path: Path, chance: random.Random) -> None:
    """As far as it goes. A problem that is told is as good as an end."""
    before = _counts(store)
    options = _options(store, chance)
    try:
        if chance.random() < 0.3:
            report_csv(end_of(see_file(store.reading, gazetteer, path, options))[1].examined)
        looked, examined = end_of(examine_file(store.reading, gazetteer, path, options))
        prepared, _ = end_of(prepare_file(store.reading, gazetteer, looked, options, examined))
    except (Mistake, Trouble):
        assert _counts(store) == before
        return
    assert _counts(store) == before, "nothing is kept before it is all there"
    if chance.randrange(LOADED):
        return
    try:
        store.do(load, gazetteer, prepared)
    except (Mistake, Trouble):
        assert _counts(store) == before
    else:
        _check_whole(store, examined, prepared.rows)


def _check_whole(store: Store, examined: Examined, rows: int) -> None:
    with store.reading() as reading:
        found = reading.one("SELECT id, rows FROM dataset ORDER BY rowid DESC LIMIT 1")
        if rows:
            assert found is not None and found[1] == rows <= examined.loadable
            assert reading.value("SELECT count(*) FROM event WHERE dataset = ?", found[0]) == rows


def _options(store: Store, chance: random.Random) -> Options:
    with store.reading() as reading:
        actor = reading.value("SELECT id FROM actor WHERE voided = 0 LIMIT 1")
        return Options(
            zone=reading.zone,
            now=reading.now,
            date_order=chance.choice((None, DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST)),
            as_of=times.exactly(reading.now - times.DAY) if chance.random() < 0.7 else None,
            actors={"Army": actor},
            source=chance.choice((None, "A source")),
        )


def _counts(store: Store) -> tuple[int, ...]:
    with store.reading() as reading:
        return tuple(int(reading.value(f"SELECT count(*) FROM {table}")) for table in ("log", "event", "content"))


def test_the_damage_is_the_same_each_time() -> None:
    file, sound = seeds()["table data.csv"]
    once, twice = (zlib.crc32(mutated(sound, random.Random("7"))) for _ in range(2))
    assert once == twice and file
