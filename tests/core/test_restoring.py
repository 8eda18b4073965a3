"""A backup takes the file's place: what would be lost is said before, and nothing is lost for good."""

from __future__ import annotations

import shutil
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from situation_board.core.actions import records, situations
from situation_board.core.history import undo
from situation_board.core.ids import new_id
from situation_board.core.integrity import check
from situation_board.core.merging import merge
from situation_board.core.problems import Mistake, Trouble
from situation_board.core.protection.changing import change_protection
from situation_board.core.rows import Actor
from situation_board.core.safekeeping.backup import back_up, backups_in
from situation_board.core.safekeeping.restoring import restore
from situation_board.core.store import Store
from tests.core.conftest import Template
from tests.core.filled import DESK, NOW
from tests.core.random_work import Clock


@pytest.fixture
def backup(filled_store: Store, tmp_path: Path) -> Path:
    """A backup of the filled store, which goes on with one more actor and is closed."""
    stick = tmp_path / "stick"
    stick.mkdir()
    made = back_up(filled_store, stick, now=NOW)
    add_actor(filled_store, "Later Guards")
    filled_store.close()
    return made.backup.path


def add_actor(store: Store, name: str) -> None:
    store.do(records.add_record, Actor(id=new_id(), name=name))


def names(store: Store) -> set[str | None]:
    with store.reading() as reading:
        return {actor.name for actor in reading.rows(Actor)}


def test_what_would_be_lost_is_said_and_nothing_is_touched(backup: Path, path: Path, key: bytes | None) -> None:
    before = path.read_bytes()
    told = restore(path, backup, key=key, dry_run=True)
    assert told.lost == 1
    assert "Later Guards" in told.words[0]
    assert path.read_bytes() == before
    assert told.aside is None


def test_the_restored_file_and_the_newer_one_merge_without_loss(
    backup: Path, path: Path, key: bytes | None, clock: Clock
) -> None:
    told = restore(path, backup, key=key)
    assert told.aside is not None
    with Store.open(path, key=key, identity=DESK, now=clock) as store:
        assert "Later Guards" not in names(store)
        add_actor(store, "After The Restore")
        merge(store, told.aside, key=key)
        assert {"Later Guards", "After The Restore"} <= names(store)
        with store.reading() as reading:
            assert check(reading).clean


def test_a_file_that_is_gone_or_damaged_is_restored_as_well(backup: Path, path: Path, key: bytes | None) -> None:
    damaged = bytearray(path.read_bytes())
    damaged[4096:] = bytes(len(damaged) - 4096)
    path.write_bytes(damaged)
    told = restore(path, backup, key=key)
    assert told.aside is not None and told.aside.read_bytes() == damaged
    path.unlink()
    assert restore(path, backup, key=key).aside is None
    with Store.open(path, key=key) as store, store.reading() as reading:
        assert check(reading).clean


def test_what_lay_beside_the_former_file_goes_with_it(
    backup: Path, path: Path, key: bytes | None, clock: Clock
) -> None:
    """As after a crash: it must not be played into the restored file."""
    wal = path.with_name(path.name + "-wal")
    store = Store.open(path, key=key, identity=DESK, now=clock)
    add_actor(store, "In The Wal")
    kept = wal.read_bytes()
    store.close()
    wal.write_bytes(kept)
    told = restore(path, backup, key=key)
    with Store.open(path, key=key, now=clock) as store:
        assert "In The Wal" not in names(store)
    assert told.aside is not None
    with Store.open(told.aside, key=key, now=clock) as store:
        assert "In The Wal" in names(store)


def test_a_file_that_is_open_is_not_replaced(backup: Path, path: Path, key: bytes | None) -> None:
    with Store.open(path, key=key) as store:
        with pytest.raises(Mistake, match="is open"):
            restore(path, backup, key=key)
        assert "Later Guards" in names(store)


def test_a_damaged_backup_is_refused(backup: Path, path: Path, key: bytes | None) -> None:
    content = bytearray(backup.read_bytes())
    content[8192:] = b"\x77" * (len(content) - 8192)
    backup.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises((Trouble, Mistake)):
        restore(path, backup, key=key)
    assert path.read_bytes() == before


def test_a_backup_of_another_situation_is_refused(
    backup: Path, path: Path, key: bytes | None, tmp_path: Path, clock: Clock
) -> None:
    other = tmp_path / "other.sitboard"
    first = partial(situations.start_situation, name="Elsewhere", timezone="Asia/Damascus")
    Store.create(other, first, identity=DESK, key=key, now=clock).close()
    with pytest.raises(Mistake, match="another situation"):
        restore(path, other, key=key)


def test_a_backup_from_before_the_passphrase_was_changed_brings_its_own_key(
    backup: Path, path: Path, key: bytes | None
) -> None:
    other = bytes(range(7, 39))
    change_protection(path, key=key, new_key=other)
    told = restore(path, backup, key=key, former_key=other)
    assert told.lost == 1 and told.aside is not None
    with Store.open(path, key=key) as store:
        assert "Later Guards" not in names(store)
    with Store.open(told.aside, key=other) as former:
        assert "Later Guards" in names(former)


def test_a_protected_backup_of_a_file_that_is_plain_by_now_says_what_would_be_lost(
    backup: Path, path: Path, key: bytes | None
) -> None:
    if key is not None:
        change_protection(path, key=key, new_key=None)
    told = restore(path, backup, key=key, dry_run=True)
    assert told.lost == 1
    with Store.open(path), pytest.raises(Mistake, match="is open"):
        restore(path, backup, key=key)


work = st.lists(st.tuples(st.sampled_from("bruw"), st.integers(0, 99)), min_size=3, max_size=9)


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(work)
def test_whatever_is_backed_up_restored_and_worked_on_merging_the_former_files_loses_no_change(
    tmp_path_factory: pytest.TempPathFactory,
    templates: dict[tuple[bool, bytes | None], Template],
    deeds: list[tuple[str, int]],
) -> None:
    """b: back up, r: go back to one of the backups, u: undo, w: work. In the end every former file is merged."""
    folder, clock = tmp_path_factory.mktemp("restoring"), Clock(NOW)
    path, stick = folder / "s.sitboard", folder / "stick"
    stick.mkdir()
    shutil.copyfile(templates[True, None].path, path)
    ever, aside = set[object](), list[Path]()
    for number, (deed, chance) in enumerate(deeds):
        made = backups_in(stick)
        if deed == "r" and made:
            told = restore(path, made[chance % len(made)].path, key=None)
            assert told.aside is not None
            aside.append(told.aside)
            continue
        with Store.open(path, identity=DESK, now=clock) as store:
            if deed == "b":
                back_up(store, stick, now=NOW + number * 3_600_000)
            elif deed == "u":
                with suppress(Mistake):
                    store.do(undo)
            else:
                add_actor(store, f"Group {number}")
            ever |= changes_of(store)
    with Store.open(path, identity=DESK, now=clock) as store:
        for former in aside:
            merge(store, former)
        assert ever <= changes_of(store)
        with store.reading() as reading:
            assert check(reading).clean


def changes_of(store: Store) -> set[object]:
    with store.reading() as reading:
        return set(reading.all("SELECT writer, seq, sha256 FROM log"))
