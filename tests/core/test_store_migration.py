"""An upgrade: the file is copied first, then all or nothing; what the older program kept unread appears."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from situation_board.core import encoding, schema
from situation_board.core.actions import records
from situation_board.core.integrity import check
from situation_board.core.questions.boards import board
from situation_board.core.rows import Actor, Field, Kind, fields_of
from situation_board.core.store import Change, Store, folding
from tests.core.filled import DESK, Filled
from tests.core.random_work import Clock


def a_new_table(db: Database) -> None:
    db.execute("CREATE TABLE weather (key INTEGER PRIMARY KEY, sky TEXT) STRICT")


def a_column_for_strength(db: Database) -> None:
    db.execute("ALTER TABLE actor ADD COLUMN strength TEXT")


def a_migration_that_fails(db: Database) -> None:
    a_new_table(db)
    raise RuntimeError("a bug in the upgrade")


def upgrade(monkeypatch: pytest.MonkeyPatch, migration: schema.Migration) -> None:
    monkeypatch.setattr(schema, "MIGRATIONS", [*schema.MIGRATIONS, migration])


def copies(path: Path) -> list[Path]:
    return sorted(found for found in path.parent.iterdir() if "before version" in found.name)


def test_an_older_file_is_copied_and_then_upgraded(
    path: Path, key: bytes | None, filled_store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with filled_store.reading() as reading:
        before = board(reading)
    filled_store.close()
    older = path.read_bytes()
    upgrade(monkeypatch, a_new_table)

    with Store.open(path, key=key, now=clock) as store, store.reading() as reading:
        assert reading.value("PRAGMA user_version") == schema.version()
        assert reading.all("SELECT * FROM weather") == []
        assert board(reading) == before
        assert check(reading).clean
    [copy] = copies(path)
    assert copy.read_bytes() == older


def test_an_upgraded_file_is_not_upgraded_again(
    path: Path, key: bytes | None, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    upgrade(monkeypatch, a_new_table)
    for _ in range(2):
        Store.open(path, key=key).close()
    assert len(copies(path)) == 1


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(
    path: Path, key: bytes | None, filled_store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with filled_store.reading() as reading:
        before = board(reading)
    filled_store.close()
    with monkeypatch.context() as upgraded:
        upgrade(upgraded, a_migration_that_fails)
        with pytest.raises(RuntimeError, match="a bug in the upgrade"):
            Store.open(path, key=key)
    with Store.open(path, key=key, now=clock) as store, store.reading() as reading:
        assert reading.value("PRAGMA user_version") == schema.version()
        assert board(reading) == before
        assert check(reading).clean


def test_the_copy_holds_what_the_program_had_not_yet_written_into_the_file(
    path: Path, key: bytes | None, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a crash changes still lie in the -wal file."""
    store.do(records.add_record, Actor(id="late", name="Late"))
    crashed = path.with_name("crashed.sitboard")
    for end in ("", "-wal"):
        shutil.copyfile(path.with_name(path.name + end), crashed.with_name(crashed.name + end))
    with monkeypatch.context() as upgraded:
        upgrade(upgraded, a_new_table)
        Store.open(crashed, key=key).close()
    [copy] = copies(path)
    with Store.open(copy, key=key) as older, older.reading() as reading:
        assert reading.row(Actor, "late")


def unread_change(store: Store, *, table: str, row: str, slot: str, fields: dict[str, Any], seq: int) -> Change:
    """A change as a newer program on another laptop would have made it."""
    made = Change(
        writer="f" * 32,
        seq=seq,
        lamport=1_000 + seq,
        recorded_at=store.clock(),
        laptop="newer laptop",
        person=None,
        action="a" * 32,
        label="add_weather",
        undoes=None,
        table=table,
        row=row,
        subject=row,
        slot=slot,
        fields=fields,
    )
    return replace(made, sha256=made.digest())


def test_unknown_tables_fields_and_words_are_kept_and_do_no_harm(filled_store: Store, filled: Filled) -> None:
    actor = filled.actor["HTS"]
    with filled_store.reading() as reading:
        before = board(reading)
    unread = [
        unread_change(filled_store, table="weather", row="w1", slot="new", fields={"sky": "clear"}, seq=1),
        unread_change(filled_store, table="actor", row=actor, slot="strength", fields={"strength": 900}, seq=2),
        unread_change(filled_store, table="actor", row=actor, slot="kind", fields={"kind": "militia"}, seq=3),
    ]
    taken = filled_store.take_in(unread)
    assert (taken.new, taken.known) == (3, 0)
    with filled_store.reading() as reading:
        assert board(reading) == before
        assert check(reading).clean
        found = reading.row(Actor, actor)
        assert found is not None and str(found.kind) == "militia"
        assert reading.value("SELECT count(*) FROM log WHERE \"table\" = 'weather'") == 1


def test_what_was_kept_unread_is_folded_after_an_upgrade(
    path: Path, key: bytes | None, filled_store: Store, filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A field that this version does not know is written to its column once a version knows it."""
    actor = filled.actor["HTS"]
    fields = {"strength": "900 fighters"}
    filled_store.take_in([unread_change(filled_store, table="actor", row=actor, slot="strength", fields=fields, seq=1)])
    filled_store.close()

    newer = (*fields_of("actor"), Field(name="strength", kind=Kind.TEXT, help="how many"))
    upgrade(monkeypatch, a_column_for_strength)
    monkeypatch.setattr(encoding, "fields_of", lambda table: newer if table == "actor" else fields_of(table))
    for cached in (encoding.columns_of, encoding.row_maker, encoding._blank, folding.upsert):
        cached.cache_clear()
    try:
        store = Store.open(path, key=key, identity=DESK)
        connection = store._connection
        assert connection.execute("SELECT strength FROM actor WHERE id = ?", (actor,)).fetchone() == ("900 fighters",)
        store.close()
    finally:
        monkeypatch.undo()
        for cached in (encoding.columns_of, encoding.row_maker, encoding._blank, folding.upsert):
            cached.cache_clear()
