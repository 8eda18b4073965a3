"""kill -9 at random moments while a file gets another key, is backed up, restored, upgraded or has words taken out.

There is always one complete file, and nothing that was acknowledged is lost. SITBOARD_KILLS=500 kills so often in each
kind of work; without it a few times.
"""

from __future__ import annotations

import os
import random
import select
import shutil
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlite_utils import Database

from situation_board.core import schema
from situation_board.core.actions import records
from situation_board.core.ids import new_id
from situation_board.core.integrity import check
from situation_board.core.problems import Problem
from situation_board.core.protection.changing import change_protection
from situation_board.core.rows import Actor
from situation_board.core.safekeeping.backup import back_up, backups_in, verified_head
from situation_board.core.safekeeping.expunging import expunge
from situation_board.core.safekeeping.restoring import restore
from situation_board.core.safekeeping.traces import traces
from situation_board.core.store import Store
from situation_board.core.store.log import changes_where
from situation_board.core.store.tombstones import EXPUNGED
from tests.core import children
from tests.core.children import HAS_FORK
from tests.core.conftest import KEY
from tests.core.filled import DESK, NOW, Filled, create, fill
from tests.core.random_work import Clock

pytestmark = HAS_FORK
KILLS = int(os.environ.get("SITBOARD_KILLS", "12"))
PATIENCE = 60  # seconds until the work must have begun, or ended once
WITNESS = "Zahrawitness Qadri"
OTHER_KEY = bytes(range(3, 51))
Said = set[str]
Log = list[tuple[object, ...]]


@dataclass(frozen=True)
class Place:
    """The file as it is before each kill: `template` is copied over it."""

    path: Path
    template: Path
    key: bytes | None
    filled: Filled

    def renew(self) -> None:
        for found in self.path.parent.iterdir():
            shutil.rmtree(found) if found.is_dir() else found.unlink()
        shutil.copyfile(self.template, self.path)


@pytest.fixture(params=[None, KEY], ids=["plain", "protected"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A filled file in which a report named a witness, in a folder of its own."""
    folder, template = tmp_path / "file", tmp_path / "template.sitboard"
    folder.mkdir()
    with create(template, key=request.param, clock=Clock(NOW)) as store:
        filled = fill(store)
        for note in (f"Seen by {WITNESS}", f"{WITNESS} again", "Seen at the mill"):
            store.do(records.edit_thing, filled.report, {"excerpt": note})
    return Place(folder / "s.sitboard", template, request.param, filled)


def killed(work: Callable[[Callable[[str], None]], None], chance: random.Random, longest: float) -> Said:
    """Start the work, kill it at a random moment after it began, and say what it had acknowledged."""

    def begun(say: Callable[[str], None]) -> None:
        say("begun")
        work(say)

    child = children.start(begun)
    select.select([child.said], [], [], PATIENCE)
    time.sleep(chance.uniform(0, longest))
    os.kill(child.pid, signal.SIGKILL)
    said = child.read_all()
    assert child.wait() in (-signal.SIGKILL, 0), said
    assert "Traceback" not in said, said
    return set(said.split())


class Tally:
    """How many kills met the work before it was done; printed, as a machine may be too slow or too quick."""

    def __init__(self, name: str) -> None:
        self._name, self.met, self.done = name, 0, 0

    def note(self, said: Said) -> Said:
        self.met, self.done = self.met + ("done" not in said), self.done + ("done" in said)
        return said

    def tell(self) -> None:
        print(f"{self._name}: {self.met} killed in the middle, {self.done} after the work was done")


def longest_life(work: Callable[[Callable[[str], None]], None]) -> float:
    """How long the work takes when it is let end, and a little more: so every moment of it can be met."""
    begun = time.monotonic()
    children.run(work)
    return 1.1 * (time.monotonic() - begun)


def chances(name: str) -> random.Random:
    return random.Random(f"{name} {os.environ.get('SITBOARD_KILLS_SEED', '')}")


def log_of(path: Path, key: bytes | None) -> Log:
    """The log of a file that is whole: its tables are what its log says."""
    with Store.open(path, key=key, identity=DESK, now=Clock(NOW)) as store, store.reading() as reading:
        assert check(reading).clean
        return reading.all("SELECT * FROM log ORDER BY arrival")


def only(path: Path) -> None:
    assert {found.name for found in path.parent.iterdir() if found.is_file()} == {path.name}


def test_changing_the_key(place: Place) -> None:
    def work(say: Callable[[str], None]) -> None:
        change_protection(place.path, key=place.key, new_key=OTHER_KEY)
        say("done")

    place.renew()
    before, longest, chance = log_of(place.path, place.key), longest_life(work), chances("key")
    tally = Tally("key")
    for _ in range(KILLS):
        place.renew()
        said = tally.note(killed(work, chance, longest))
        fitting = [key for key in (place.key, OTHER_KEY) if opens(place.path, key)]
        assert len(fitting) == 1 and ("done" not in said or fitting == [OTHER_KEY])
        assert log_of(place.path, fitting[0]) == before
        only(place.path)
    tally.tell()


def opens(path: Path, key: bytes | None) -> bool:
    try:
        Store.open(path, key=key).close()
    except Problem:
        return False
    return True


def test_backing_up(place: Place) -> None:
    """A backup that has its name is whole; the one from before stays until there is another."""
    stick = place.path.parent / "stick"

    def work(say: Callable[[str], None]) -> None:
        with Store.open(place.path, key=place.key, identity=DESK, now=Clock(NOW)) as store:
            say(store.do(records.add_record, Actor(id=new_id(), name="Later")).change)
            back_up(store, stick, now=NOW)
        say("done")

    def begin() -> None:
        place.renew()
        stick.mkdir()
        with Store.open(place.path, key=place.key, identity=DESK) as store:
            back_up(store, stick, now=NOW - 60_000)

    begin()
    longest, chance = longest_life(work), chances("backup")
    tally = Tally("backup")
    for _ in range(KILLS):
        begin()
        said = tally.note(killed(work, chance, longest))
        kept = {line[0] for line in actions_of(place.path, place.key)}
        assert said - {"begun", "done"} <= kept
        found = backups_in(stick)
        assert found and ("done" not in said or found[0].made_at == NOW)
        for backup in found:
            verified_head(backup.path, place.key)
        assert log_of(found[0].path, place.key)
    tally.tell()


def actions_of(path: Path, key: bytes | None) -> Log:
    log_of(path, key)
    with Store.open(path, key=key) as store, store.reading() as reading:
        return reading.all("SELECT DISTINCT action FROM log")


def test_going_back_to_a_backup(place: Place) -> None:
    """The file is the former one or the backup; if it is the backup, the former file is kept beside it."""
    stick = place.path.parent / "stick"

    def begin() -> Path:
        place.renew()
        stick.mkdir()
        with Store.open(place.path, key=place.key, identity=DESK, now=Clock(NOW)) as store:
            backup = back_up(store, stick, now=NOW).backup.path
            store.do(records.add_record, Actor(id=new_id(), name="Later"))
        return backup

    def work(say: Callable[[str], None]) -> None:
        [backup] = stick.glob("*.sitboard")
        restore(place.path, backup, key=place.key)
        say("done")

    begin()
    former = log_of(place.path, place.key)
    restored = former[:-1]
    longest, chance = longest_life(work), chances("restore")
    tally = Tally("restore")
    for _ in range(KILLS):
        backup = begin()
        was = log_of(place.path, place.key)
        said = tally.note(killed(work, chance, longest))
        found = log_of(place.path, place.key)
        assert found == was or len(found) == len(restored)
        assert "done" not in said or len(found) == len(restored)
        if found != was:
            [aside] = place.path.parent.glob("*before restoring*.sitboard")
            assert log_of(aside, place.key) == was
        assert log_of(backup, place.key) == found or found == was
    tally.tell()


def test_upgrading(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is of the older version or the newer one, its log as it was, and a copy of the older is whole."""

    def newer(db: Database) -> None:
        db.execute("CREATE TABLE weather (key INTEGER PRIMARY KEY, sky TEXT) STRICT")

    def work(say: Callable[[str], None]) -> None:
        schema.MIGRATIONS.append(newer)
        Store.open(place.path, key=place.key, now=Clock(NOW)).close()
        say("done")

    place.renew()
    before, longest, chance = log_of(place.path, place.key), longest_life(work), chances("upgrade")
    tally = Tally("upgrade")
    older = place.template.read_bytes()
    for _ in range(KILLS):
        place.renew()
        said = tally.note(killed(work, chance, longest))
        copies = list(place.path.parent.glob("*before version*.sitboard"))
        assert all(copy.read_bytes() == older for copy in copies if not copy.name.startswith("."))
        with monkeypatch.context() as upgraded:
            upgraded.setattr(schema, "MIGRATIONS", [*schema.MIGRATIONS, newer])
            version = schema.version()
            assert log_of(place.path, place.key) == before
            with Store.open(place.path, key=place.key) as store, store.reading() as reading:
                assert reading.value("PRAGMA user_version") == version
        assert copies or "done" not in said
    tally.tell()


def test_taking_out_for_good(place: Place) -> None:
    """All of it is gone or nothing is, and the next opening ends what was begun."""

    def work(say: Callable[[str], None]) -> None:
        with Store.open(place.path, key=place.key, now=Clock(NOW)) as store:
            expunge(store, place.filled.report, "excerpt", why="danger", text=WITNESS)
            say("done")

    place.renew()
    longest, chance = longest_life(work), chances("expunge")
    tally = Tally("expunge")
    for _ in range(KILLS):
        place.renew()
        said = tally.note(killed(work, chance, longest))
        log_of(place.path, place.key)
        with Store.open(place.path, key=place.key, now=Clock(NOW)) as store:
            with store.reading() as reading:
                is_done = bool(changes_where(reading.connection, '"table" = ?', EXPUNGED))
            assert not store.is_erasing and (is_done or "done" not in said)
            assert (traces(store, {WITNESS}).found == ()) == is_done
    tally.tell()
