"""The one gate: all or nothing, nothing overwritten, news only of what is saved."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest

from situation_board.core.actions import cards, records, situations
from situation_board.core.encoding import columns_of
from situation_board.core.ids import new_id
from situation_board.core.integrity import check
from situation_board.core.problems import Mistake, Trouble
from situation_board.core.questions.boards import board
from situation_board.core.rows import TABLES, Actor
from situation_board.core.schema import DERIVED_TABLES
from situation_board.core.sqlite import DatabaseError
from situation_board.core.store import Changes, Reading, Saved, Store
from situation_board.core.store.connection import BUSY_TIMEOUT
from situation_board.core.vocabulary import Column
from tests.core.filled import DESK, Filled
from tests.core.random_work import Clock

START = partial(situations.start_situation, name="Winter", timezone="Asia/Damascus")


def add_actor(store: Store, name: str = "Somebody") -> str:
    return store.do(records.add_record, Actor(id=new_id(), name=name)).ids[0]


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def content(store: Store) -> dict[str, object]:
    """Everything that the file holds, but for local row numbers."""
    with store.reading() as reading:
        found: dict[str, object] = {"log": reading.all("SELECT * FROM log ORDER BY arrival")}
        for table in TABLES:
            names = ", ".join(f'"{name}"' for name in columns_of(table))
            found[table] = reading.all(f'SELECT {names} FROM "{table}" ORDER BY id')
        for table in DERIVED_TABLES:
            names = 'thing, "table", title, text' if table == "search_entry" else "*"
            found[table] = sorted(reading.all(f'SELECT {names} FROM "{table}"'), key=repr)
    return found


class TestCreating:
    def test_a_new_file_opens_with_what_it_was_started_with(self, path: Path, key: bytes | None) -> None:
        Store.create(path, START, key=key).close()
        with Store.open(path, key=key) as store, store.reading() as reading:
            assert reading.situation.name == "Winter"
            assert str(reading.zone) == "Asia/Damascus"
            assert check(reading).clean

    def test_a_file_that_exists_is_never_overwritten(self, path: Path, key: bytes | None) -> None:
        path.write_bytes(b"somebody's thesis")
        with pytest.raises(Mistake, match="exists already"):
            Store.create(path, START, key=key)
        assert path.read_bytes() == b"somebody's thesis"

    def test_a_file_that_appears_meanwhile_is_not_overwritten(self, path: Path, key: bytes | None) -> None:
        def start(reading: Reading) -> Changes:
            path.write_bytes(b"somebody was faster")
            return START(reading)

        with pytest.raises(Mistake, match="exists already"):
            Store.create(path, start, key=key)
        assert path.read_bytes() == b"somebody was faster"
        assert names_in(path.parent) == [path.name]

    @pytest.mark.parametrize("wrong", [{"name": "", "timezone": "Asia/Damascus"}, {"name": "X", "timezone": "Mars"}])
    def test_a_first_action_that_fails_leaves_no_file(
        self, path: Path, key: bytes | None, wrong: dict[str, str]
    ) -> None:
        with pytest.raises(Mistake):
            Store.create(path, partial(situations.start_situation, **wrong), key=key)  # type: ignore[arg-type]
        assert names_in(path.parent) == []

    def test_a_folder_that_is_not_there_is_explained(self, tmp_path: Path, key: bytes | None) -> None:
        with pytest.raises(Trouble):
            Store.create(tmp_path / "nowhere" / "winter.sitboard", START, key=key)
        assert names_in(tmp_path) == []

    def test_a_key_that_is_none_of_ours_is_refused(self, path: Path) -> None:
        with pytest.raises(Mistake, match="key"):
            Store.create(path, START, key=b"short")
        assert names_in(path.parent) == []

    def test_a_name_with_odd_characters_works(self, tmp_path: Path, key: bytes | None) -> None:
        path = tmp_path / "ح #1 100% ?mode=ro&x='y'.sitboard"
        Store.create(path, START, key=key).close()
        with Store.open(path, key=key) as store:
            add_actor(store)
        assert names_in(tmp_path) == [path.name]

    def test_a_protected_file_shows_nothing_of_its_content(self, path: Path, key: bytes | None) -> None:
        with Store.create(path, START, key=key) as store:
            add_actor(store, "Hidden Brigade")
        assert (b"Hidden Brigade" in path.read_bytes()) is (key is None)


class TestSaving:
    def test_what_is_saved_is_there_after_opening_again(self, path: Path, key: bytes | None, store: Store) -> None:
        actor = add_actor(store)
        store.close()
        with Store.open(path, key=key) as again, again.reading() as reading:
            found = reading.row(Actor, actor)
            assert found and found.name == "Somebody"

    def test_saved_says_what_was_made_and_where(self, store: Store) -> None:
        with store.reading() as reading:
            before = reading.arrival
        saved = store.do(records.add_record, Actor(id="a", name="A"))
        assert (saved.ids, saved.tables, saved.arrival) == (("a",), frozenset({"actor"}), before + 1)
        with store.reading() as reading:
            assert reading.all("SELECT DISTINCT action FROM log WHERE arrival > ?", before) == [(saved.change,)]

    def test_a_change_carries_who_did_it_and_when(self, store: Store, clock: Clock) -> None:
        clock.now += 5
        add_actor(store)
        with store.reading() as reading:
            line = reading.one("SELECT laptop, person, recorded_at, arrived_at, label FROM log ORDER BY arrival DESC")
        assert line == (DESK.laptop, DESK.person, clock.now, clock.now, "add_actor")

    def test_the_lamport_time_goes_up_whatever_the_clock_does(self, store: Store, clock: Clock) -> None:
        for _ in range(3):
            clock.now -= 10_000_000_000
            add_actor(store)
        with store.reading() as reading:
            stamps = [stamp for (stamp,) in reading.all("SELECT lamport FROM log ORDER BY arrival")]
        assert stamps == sorted(set(stamps))

    def test_two_openings_never_write_under_one_writer(self, path: Path, key: bytes | None, store: Store) -> None:
        add_actor(store)
        add_actor(store)
        store.close()
        with Store.open(path, key=key) as again:
            add_actor(again)
            with again.reading() as reading:
                writers = reading.all("SELECT writer, group_concat(seq) FROM log GROUP BY writer ORDER BY min(arrival)")
        assert [sequence for _, sequence in writers[-2:]] == ["1,2", "1"]

    def test_an_action_that_changes_nothing_writes_nothing_and_tells_nobody(
        self, filled_store: Store, filled: Filled
    ) -> None:
        news: list[Saved] = []
        filled_store.on_news(news.append)
        before = content(filled_store)
        saved = filled_store.do(records.edit_thing, filled.actor["HTS"], {"short_name": "HTS"})
        assert saved.change == ""
        assert (news, content(filled_store)) == ([], before)


class TestFailing:
    def test_a_refused_action_leaves_everything_as_it_was(self, filled_store: Store, filled: Filled) -> None:
        before = content(filled_store)
        with pytest.raises(Mistake):
            filled_store.do(cards.move_cards, [filled.card["Homs"], "nothing"], Column.FALLEN)
        assert content(filled_store) == before

    def test_an_action_that_breaks_half_way_leaves_everything_as_it_was(
        self, filled_store: Store, filled: Filled
    ) -> None:
        def breaks(reading: Reading) -> Changes:
            good = cards.move_cards(reading, list(filled.card.values()), Column.FALLEN)
            broken = [*good.drafts, *records.add_record(reading, Actor(id="x", name="X")).drafts, "no draft"]
            return Changes("broken", broken)  # type: ignore[arg-type]

        before = content(filled_store)
        with pytest.raises(AttributeError):
            filled_store.do(breaks)
        assert content(filled_store) == before
        filled_store.do(cards.move_cards, [filled.card["Homs"]], Column.FALLEN)

    def test_an_action_that_writes_on_its_own_and_fails_leaves_nothing(self, filled_store: Store) -> None:
        def writes(reading: Reading) -> NoReturn:
            reading.connection.execute("DELETE FROM board")
            raise RuntimeError("a bug")

        before = content(filled_store)
        with pytest.raises(RuntimeError, match="a bug"):
            filled_store.do(writes)
        assert content(filled_store) == before

    def test_the_next_action_works_after_one_that_failed(self, store: Store) -> None:
        with pytest.raises(Mistake):
            store.do(records.add_record, Actor(id="a"))
        saved = store.do(records.add_record, Actor(id="a", name="A"))
        with store.reading() as reading:
            assert reading.arrival == saved.arrival
            assert check(reading).clean


class TestNews:
    def test_news_comes_after_the_commit(self, store: Store) -> None:
        seen: list[str] = []

        def listener(saved: Saved) -> None:
            assert not store._connection.in_transaction
            reader = store.reader()
            with reader.reading() as reading:
                seen.extend(name for (name,) in reading.all("SELECT name FROM actor"))
            reader.close()

        store.on_news(listener)
        add_actor(store, "Seen")
        assert seen == ["Seen"]

    def test_a_failure_is_no_news(self, store: Store) -> None:
        news: list[Saved] = []
        store.on_news(news.append)
        with pytest.raises(Mistake):
            store.do(records.add_record, Actor(id="a"))
        assert news == []
        add_actor(store)
        assert [saved.tables for saved in news] == [frozenset({"actor"})]


class TestClosing:
    def test_closing_puts_everything_into_the_one_file_so_that_it_can_be_copied(
        self, path: Path, key: bytes | None, filled_store: Store, clock: Clock
    ) -> None:
        with filled_store.reading() as reading:
            before = board(reading)
        filled_store.close()
        assert names_in(path.parent) == [path.name]
        copy = path.with_name("on a stick.sitboard")
        shutil.copyfile(path, copy)
        with Store.open(copy, key=key, now=clock) as store, store.reading() as reading:
            assert board(reading) == before

    def test_closing_empties_what_lies_beside_the_file_also_while_somebody_reads(
        self, path: Path, store: Store
    ) -> None:
        add_actor(store)
        beside = path.with_name(path.name + "-wal")
        assert beside.stat().st_size > 0
        reader = store.reader()
        store.close()
        assert beside.stat().st_size == 0
        reader.close()

    def test_a_checkpoint_while_somebody_reads_loses_nothing(self, store: Store) -> None:
        reader = store.reader()
        with reader.reading() as reading:
            reading.value("SELECT count(*) FROM log")
            add_actor(store)
            store.checkpoint()
        with reader.reading() as reading:
            assert reading.value("SELECT count(*) FROM actor") == 1
        reader.close()

    def test_after_a_checkpoint_that_fails_who_writes_waits_for_others_as_long_as_before(self, store: Store) -> None:
        def patience() -> int:
            return int(store._connection.execute("PRAGMA busy_timeout").fetchone()[0])

        before = patience()
        with store.step() as connection:
            connection.execute("INSERT INTO loading VALUES ('x', 0)")
            store.checkpoint()  # SQLite refuses while something is being written
        assert patience() == before == BUSY_TIMEOUT

    def test_closing_twice_does_no_harm(self, store: Store) -> None:
        store.close()
        store.close()


class TestReading:
    def test_a_reader_cannot_write(self, store: Store) -> None:
        reader = store.reader()
        with reader.reading() as reading:
            for statement in ("DELETE FROM board", "CREATE TABLE x (y)", "DROP TABLE log"):
                with pytest.raises(DatabaseError, match="readonly"):
                    reading.connection.execute(statement)
        reader.close()

    def test_a_reader_sees_one_moment_until_it_asks_anew(self, filled_store: Store, filled: Filled) -> None:
        reader = filled_store.reader()
        with reader.reading() as reading:
            before = board(reading)
            filled_store.do(cards.move_cards, [filled.card["Homs"]], Column.FALLEN)
            assert board(reading) == before
        with reader.reading() as reading:
            assert board(reading) != before
        reader.close()

    def test_a_reader_notices_that_somebody_else_saved(self, store: Store) -> None:
        reader = store.reader()
        first = reader.data_version()
        assert reader.data_version() == first
        add_actor(store)
        assert reader.data_version() != first
        reader.close()

    def test_what_reads_inside_a_rehearsal_is_taken_back(self, filled_store: Store) -> None:
        before = content(filled_store)
        with filled_store.rehearsal([]) as (taken, reading):
            assert taken.new == 0
            assert board(reading).columns
        assert content(filled_store) == before


class TestSteps:
    @pytest.mark.parametrize("is_of_window", [False, True])
    def test_a_step_leaves_to_whoever_holds_the_store_when_to_bring_pages_into_the_file(
        self, store: Store, is_of_window: bool
    ) -> None:
        def usual() -> list[int]:
            names = ("synchronous", "wal_autocheckpoint")
            return [store._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names]

        if is_of_window:
            store.checkpoint_seldom()
        before = usual()
        with store.step():
            assert usual() != before
        assert usual() == before
