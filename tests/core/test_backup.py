"""Backups: verified before they count, thinned out, and never the only good one removed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from situation_board.core.actions import records
from situation_board.core.ids import new_id
from situation_board.core.problems import Mistake, Trouble
from situation_board.core.rows import Actor
from situation_board.core.safekeeping.backup import (
    back_up,
    back_up_if_due,
    backups_in,
    is_due,
    newest_head,
    superfluous,
    verified_head,
    write_verified,
)
from situation_board.core.safekeeping.heads import head_of, opened
from situation_board.core.store import Store
from situation_board.core.times import DAY, HOUR
from tests.core import children
from tests.core.children import HAS_FORK
from tests.core.filled import NOW, create
from tests.core.random_work import Clock


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def add_actor(store: Store) -> None:
    store.do(records.add_record, Actor(id=new_id(), name="Somebody"))


def situation_of(store: Store) -> str:
    with store.reading() as reading:
        return reading.situation.id


def test_a_backup_holds_everything_and_opens_with_the_same_key(
    filled_store: Store, stick: Path, key: bytes | None
) -> None:
    made = back_up(filled_store, stick, now=NOW)
    with filled_store.reading() as reading:
        assert made.head == head_of(reading.connection)
    with opened(made.backup.path, key) as connection:
        assert head_of(connection) == made.head
    assert made.backup.path.read_bytes().startswith(b"SQLite") == (key is None)
    assert [path.name for path in stick.iterdir()] == [made.backup.path.name]


def test_the_latest_backup_tells_how_far_it_goes(filled_store: Store, stick: Path, key: bytes | None) -> None:
    first = back_up(filled_store, stick, now=NOW - DAY)
    add_actor(filled_store)
    second = back_up(filled_store, stick, now=NOW)
    assert second.head.arrival > first.head.arrival
    assert newest_head(stick, second.head.situation, key) == (second.backup, second.head)
    assert backups_in(stick, second.head.situation) == [second.backup, first.backup]


def test_a_damaged_backup_does_not_count_as_the_latest(filled_store: Store, stick: Path, key: bytes | None) -> None:
    first = back_up(filled_store, stick, now=NOW - DAY)
    second = back_up(filled_store, stick, now=NOW)
    second.backup.path.write_bytes(b"x" * 50_000)
    assert newest_head(stick, first.head.situation, key) == (first.backup, first.head)


def test_a_copy_that_lacks_something_gets_no_name(
    filled_store: Store, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As of a disk that says that it wrote what it did not."""
    older = stick.parent / "older.sitboard"
    filled_store.copy_to(older)
    add_actor(filled_store)
    monkeypatch.setattr(filled_store, "copy_to", lambda target: shutil.copyfile(older, target))
    with pytest.raises(Trouble, match="not what is in the file"):
        back_up(filled_store, stick, now=NOW)
    assert list(stick.iterdir()) == []


def test_a_copy_that_is_cut_short_gets_no_name(
    filled_store: Store, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = stick.parent / "whole.sitboard"
    filled_store.copy_to(whole)
    monkeypatch.setattr(filled_store, "copy_to", lambda target: target.write_bytes(whole.read_bytes()[:-8192]))
    with pytest.raises(Trouble):
        back_up(filled_store, stick, now=NOW)
    assert list(stick.iterdir()) == []


class TestCopyUnderANameThatIsTaken:
    def refused(self, store: Store, target: Path) -> None:
        before = target.read_bytes()
        with pytest.raises(Mistake):
            write_verified(store, target)
        assert target.read_bytes() == before

    def test_replaces_an_earlier_copy(self, filled_store: Store, stick: Path) -> None:
        first = write_verified(filled_store, stick / "copy.sitboard")
        add_actor(filled_store)
        second = write_verified(filled_store, stick / "copy.sitboard")
        assert second.changes == first.changes + 1
        with opened(stick / "copy.sitboard", filled_store.key) as connection:
            assert head_of(connection) == second

    def test_never_takes_the_place_of_the_file_itself(self, filled_store: Store) -> None:
        self.refused(filled_store, filled_store.path)

    def test_never_takes_the_place_of_what_another_laptop_did(
        self, filled_store: Store, stick: Path, key: bytes | None
    ) -> None:
        other = stick / "copy.sitboard"
        write_verified(filled_store, other)
        with Store.open(other, key=key) as theirs:
            add_actor(theirs)
        add_actor(filled_store)
        self.refused(filled_store, other)

    def test_never_takes_the_place_of_a_file_that_is_open(
        self, filled_store: Store, stick: Path, key: bytes | None
    ) -> None:
        other = stick / "copy.sitboard"
        write_verified(filled_store, other)
        with Store.open(other, key=key) as theirs:
            add_actor(theirs)
            self.refused(filled_store, other)

    def test_never_takes_the_place_of_another_situation_or_something_else(
        self, filled_store: Store, stick: Path, key: bytes | None, clock: Clock
    ) -> None:
        create(stick / "other.sitboard", key=key, clock=clock).close()
        self.refused(filled_store, stick / "other.sitboard")
        (stick / "notes.txt").write_text("call the bakery")
        self.refused(filled_store, stick / "notes.txt")


def test_a_folder_that_is_gone_is_said_and_works_when_it_is_back(filled_store: Store, stick: Path) -> None:
    away = stick.with_name("away")
    stick.rename(away)
    with pytest.raises(Trouble, match="is not there") as caught:
        back_up(filled_store, stick, now=NOW)
    assert caught.value.do
    away.rename(stick)
    assert back_up(filled_store, stick, now=NOW).backup.path.exists()


def test_beside_the_file_is_no_second_place(filled_store: Store, path: Path) -> None:
    with pytest.raises(Mistake, match="lost with it"):
        back_up(filled_store, path.parent, now=NOW)


def test_of_many_backups_those_are_kept_that_the_rule_names(filled_store: Store, stick: Path) -> None:
    first = back_up(filled_store, stick, now=NOW - 3 * HOUR)
    back_up(filled_store, stick, now=NOW - 3 * HOUR + 60_000)
    last = back_up(filled_store, stick, now=NOW)
    assert last.removed == 0
    assert back_up(filled_store, stick, now=NOW + 70 * DAY).removed == 2
    assert first.backup not in backups_in(stick)


def test_files_of_others_and_of_other_situations_are_never_touched(filled_store: Store, stick: Path) -> None:
    made = back_up(filled_store, stick, now=NOW)
    other = stick / made.backup.path.name.replace(made.backup.situation, "0" * 8)
    shutil.copyfile(made.backup.path, other)
    photos = stick / "photos (1).sitboard"
    photos.write_bytes(b"photos")
    back_up(filled_store, stick, now=NOW + 100 * DAY)
    assert other.exists() and photos.exists() and not made.backup.path.exists()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 100 * DAY), min_size=1, max_size=60))
def test_the_rule_keeps_the_newest_and_one_for_each_span(ages: list[int]) -> None:
    newest = 200 * DAY
    times = {newest, *(newest - age for age in ages)}
    kept = times - superfluous(times, newest)
    assert newest in kept
    hours = {time // HOUR for time in times if newest - time <= DAY}
    assert {time // HOUR for time in kept if newest - time <= DAY} == hours
    weeks = {time // (7 * DAY) for time in times if newest - time <= 56 * DAY}
    assert {time // (7 * DAY) for time in kept if newest - time <= 56 * DAY} == weeks
    assert len(kept) <= 26 + 9 + 10
    assert all(newest - time <= 56 * DAY for time in kept)


def test_what_is_dated_in_the_future_is_kept() -> None:
    assert superfluous([100 * DAY, 300 * DAY], 200 * DAY) == {100 * DAY}


def test_a_backup_is_due_when_something_changed_and_an_hour_went_by() -> None:
    assert is_due(None, now=NOW, changed=True)
    assert is_due(NOW - HOUR, now=NOW, changed=True)
    assert is_due(NOW + DAY, now=NOW, changed=True)
    assert not is_due(NOW - HOUR + 1, now=NOW, changed=True)
    assert not is_due(NOW - DAY, now=NOW, changed=False)


@HAS_FORK
def test_a_full_stick_is_said_and_nothing_half_is_left(
    filled_store: Store, stick: Path, path: Path, key: bytes | None
) -> None:
    filled_store.close()

    def fill_up(say: Callable[[str], None]) -> None:
        import resource
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        with Store.open(path, key=key) as store:
            resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
            with pytest.raises(Trouble) as caught:
                back_up(store, stick, now=NOW)
            say(caught.value.happened)

    assert children.run(fill_up)
    assert list(stick.iterdir()) == []
    with Store.open(path, key=key) as store:
        assert back_up(store, stick, now=NOW).backup.path.exists()


def test_a_clock_that_jumped_ahead_and_back_costs_no_backup_and_makes_none_too_many(
    filled_store: Store, stick: Path
) -> None:
    back_up(filled_store, stick, now=NOW + 400 * DAY)  # the clock was wrong
    add_actor(filled_store)
    made = back_up_if_due(filled_store, stick, now=NOW)
    assert made == NOW and len(backups_in(stick)) == 2
    add_actor(filled_store)
    assert back_up_if_due(filled_store, stick, now=NOW + HOUR // 2) == NOW
    assert len(backups_in(stick)) == 2
    assert back_up_if_due(filled_store, stick, now=NOW + HOUR) == NOW + HOUR
    assert backups_in(stick)[0].made_at == NOW + 400 * DAY


def test_through_a_month_of_work_the_promised_backups_are_there_and_the_newest_holds_everything(
    filled_store: Store, stick: Path, key: bytes | None
) -> None:
    """Work every third hour of the day; looked at each half hour, as the window does."""
    now = NOW
    for step in range(2 * 24 * 12):
        if step % 6 == 0 and step % 48 < 32:
            add_actor(filled_store)
        now = NOW + step * HOUR // 2
        back_up_if_due(filled_store, stick, now=now)
    found = backups_in(stick)
    ages = [(now - backup.made_at) / DAY for backup in found]
    assert sum(age <= 1 for age in ages) >= 4
    assert all(any(day <= age <= day + 1.1 for age in ages) for day in range(7))
    assert max(ages) > 7 and len(found) < 25
    with filled_store.reading() as reading:
        assert verified_head(found[0].path, key) == head_of(reading.connection)
