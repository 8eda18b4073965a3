"""The one place that writes to a situation file."""

from __future__ import annotations

import os
import secrets
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Concatenate, ParamSpec

from situation_board.core import schema
from situation_board.core.open_files import identity_of
from situation_board.core.problems import Trouble
from situation_board.core.sqlite import Connection
from situation_board.core.store.checkpoints import checkpoint, checkpoint_seldom
from situation_board.core.store.connection import (
    PAGES_AHEAD,
    begin_writing,
    check_file,
    check_kind,
    connect,
    create_connection,
    explained,
    file_of,
)
from situation_board.core.store.contents import take_in_contents
from situation_board.core.store.copying import (
    copy_before_upgrade,
    copy_file,
    copy_with_leftovers,
    is_writable,
    remove_unfinished,
)
from situation_board.core.store.log import Change, Changes
from situation_board.core.store.migrating import run_migrations
from situation_board.core.store.new_files import appearing
from situation_board.core.store.reader import Reader, snapshot
from situation_board.core.store.reading import Identity, Reading
from situation_board.core.store.soundness import told_from_damage
from situation_board.core.store.taking_in import TakenIn, take_in
from situation_board.core.store.tombstones import erase, is_erasing
from situation_board.core.store.writing import Beginning, Ready, last_numbers, make_ready, write_ready

Arguments = ParamSpec("Arguments")
Action = Callable[Concatenate[Reading, Arguments], Changes]
Clock = Callable[[], int]
News = Callable[["Saved"], None]


def wall_clock() -> int:
    return time.time_ns() // 1_000_000


@dataclass(frozen=True)
class Saved:
    """What was written: the action's id, what it made, things worth saying, the tables touched, the last arrival."""

    change: str
    ids: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    tables: frozenset[str] = frozenset()
    arrival: int = 0


class Store:
    """An open situation with its one writing connection. Use from one thread at a time; a lock keeps order.

    Raises Mistake for files that are not situations or need a key, Trouble when the machine refuses.
    """

    def __init__(
        self, path: Path, connection: Connection, *, key: bytes | None, identity: Identity, now: Clock | None
    ) -> None:
        self.path = path
        self.identity = identity
        self.read_only = False
        self._connection = connection
        self._key = key
        self._fixed_clock = now
        self._lock = threading.RLock()
        self._writer: str | None = None
        self._process = os.getpid()
        self._seq = 0
        self._listeners: list[News] = []
        self.loading: set[str] = set()
        """The datasets whose rows are being loaded here."""
        self._file = file_of(connection)
        self._source = path
        self._borrowed: tempfile.TemporaryDirectory[str] | None = None

    # --- opening and closing

    @classmethod
    def create(
        cls,
        path: Path,
        first: Callable[[Reading], Changes],
        *,
        identity: Identity = Identity(),  # noqa: B008 - frozen
        key: bytes | None = None,
        now: Clock | None = None,
    ) -> Store:
        """A new file whose first change is `first`. It appears under its name only when it is whole."""
        with appearing(path) as unfinished:
            _create_file(unfinished, key, first, identity, now)
        return cls.open(path, identity=identity, key=key, now=now)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        identity: Identity = Identity(),  # noqa: B008 - frozen
        key: bytes | None = None,
        now: Clock | None = None,
    ) -> Store:
        """Open a situation, migrating an older file after copying it. Read-only media open for reading only."""
        check_file(path, key)
        try:
            store = cls(path, connect(path, key), key=key, identity=identity, now=now)
        except Trouble:
            if is_writable(path):
                raise
            store = cls._open_read_only(path, key=key, identity=identity, now=now)
        try:
            store._settle()
        except BaseException:
            store._let_go()
            raise
        return store

    @classmethod
    def look_into(cls, path: Path, *, identity: Identity, key: bytes | None, now: Clock | None = None) -> Store:
        """A file that another program has open, for reading only: nothing is written to it or brought up to date."""
        check_file(path, key)
        try:
            store = cls(path, connect(path, key, query_only=True), key=key, identity=identity, now=now)
        except Trouble:
            if is_writable(path):
                raise
            return cls._open_read_only(path, key=key, identity=identity, now=now)
        store.read_only = True
        return store

    @classmethod
    def _open_read_only(cls, path: Path, *, key: bytes | None, identity: Identity, now: Clock | None) -> Store:
        """From a medium that cannot be written to. What a killed program left beside the file counts too."""
        borrowed = copy_with_leftovers(path)
        source = path if borrowed is None else Path(borrowed.name) / path.name
        try:
            connection = connect(source, key, query_only=True, immutable=borrowed is None)
        except BaseException:
            if borrowed is not None:
                borrowed.cleanup()
            raise
        store = cls(path, connection, key=key, identity=identity, now=now)
        store.read_only, store._source, store._borrowed = True, source, borrowed
        return store

    @property
    def is_protected(self) -> bool:
        """Whether the file was opened with a key. False once it is closed: the key is dropped then."""
        return self._key is not None

    def _let_go(self) -> None:
        self._key = None
        self._connection.close()
        if self._borrowed is not None:
            self._borrowed.cleanup()

    def _settle(self) -> None:
        with explained(self.path):
            found = check_kind(self._connection, self.path)
            if self.read_only:
                return
            self._check_still_there()  # else the log of another file that took its place would become ours
            if not os.access(self.path, os.W_OK):
                self.read_only = True
                self._connection.execute("PRAGMA query_only = ON")
                return
            if self._connection.execute("PRAGMA journal_mode = WAL").fetchone()[0] == "wal":
                remove_unfinished(self.path)  # beside an open connection nobody changes the key
            if found < schema.version():
                self._migrate(found)
            self.erase()

    def _migrate(self, found: int) -> None:
        """Copy the file, then bring it to this version in one transaction."""
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        copy_before_upgrade(self.path, schema.version())
        with self._transaction() as connection:
            run_migrations(connection, found)

    def close(self) -> None:
        """Write everything into the one file, so that it can be dragged to a stick."""
        with self._lock:
            if not self.read_only:
                self.checkpoint(truncate=True)
            self._let_go()

    def leave(self) -> None:
        """Close it where another program works on with it: what lies beside the file is left to that one."""
        with self._lock:
            self._let_go()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def checkpoint(self, *, truncate: bool = False) -> None:
        """Move what was written from the -wal file into the file. A failure here loses nothing."""
        with self._lock:
            checkpoint(self._connection, truncate=truncate)

    def checkpoint_seldom(self) -> None:
        """From now on only when it is asked for, or much was written."""
        with self._lock:
            checkpoint_seldom(self._connection)

    @property
    def fixed_now(self) -> int | None:
        """What counts as now where that was given; None to take the clock, or when the situation was closed."""
        return self._fixed_clock() if self._fixed_clock is not None else None

    @property
    def key(self) -> bytes | None:
        """What the file and every copy of it opens with."""
        return self._key

    def copy_to(self, target: Path) -> None:
        """Write a clean single file with everything saved so far. May run on another thread than the writing one."""
        copy_file(self._source, self._key, target)

    # --- reading

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """Read on the writing connection, in one transaction. For other threads use `reader`."""
        ours = self._connection
        with self._lock, snapshot(ours), explained(self.path), told_from_damage(ours, self.path):
            yield self._view()

    def reader(self) -> Reader:
        """A read-only connection of its own, for another thread."""
        immutable = self.read_only and not is_writable(self._source)
        connection = connect(self._source, self._key, query_only=True, immutable=immutable)
        return Reader(self.path, connection, self._view)

    def _view(self, connection: Connection | None = None) -> Reading:
        connection = connection or self._connection
        return Reading(connection, self._now(connection), self.identity)

    def _now(self, connection: Connection) -> int:
        """What counts as now: a given time, else when the situation was closed, else the clock."""
        if self._fixed_clock is not None:
            return self._fixed_clock()
        closed = connection.execute("SELECT closed_at_earliest FROM situation WHERE voided = 0").fetchone()
        return int(closed[0]) if closed and closed[0] is not None else wall_clock()

    def clock(self) -> int:
        """The time that changes are recorded at, in milliseconds since 1970."""
        return self._fixed_clock() if self._fixed_clock is not None else wall_clock()

    # --- writing

    def do(
        self,
        action: Callable[Concatenate[Reading, Arguments], Changes],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Saved:
        """The gate for what people do: the action reads and says what to save; all of it is written, or nothing.

        News goes to the listeners after the commit, and only then.
        """
        with self._transaction() as connection:
            changes = action(self._view(connection), *args, **kwargs)
            saved = self._write(connection, changes)
        self._tell(saved)
        self.erase()
        return saved

    def beginning(self) -> Beginning:
        """For making a large change ready on another thread."""
        with self.reading() as reading:
            return self._beginning(reading.connection)

    def do_ready(self, ready: Ready) -> Saved | None:
        """The same gate for changes that were made ready from a `beginning`. When somebody wrote meanwhile, nothing is
        written: None."""
        with self._transaction() as connection:
            if self._beginning(connection) != ready.beginning:
                return None
            saved = self._save(connection, ready)
        self._tell(saved)
        self.erase()
        return saved

    @contextmanager
    def step(self) -> Iterator[Connection]:
        """One short step of loading rows that count nowhere yet: no change, and no news. When the power fails such
        steps may be lost, never the change that makes the rows count."""
        (usual,) = self._connection.execute("PRAGMA wal_autocheckpoint").fetchone()
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.execute(f"PRAGMA wal_autocheckpoint = {PAGES_AHEAD // 2}")
        try:
            with self._transaction() as connection:
                yield connection
        finally:
            self._connection.execute(f"PRAGMA wal_autocheckpoint = {usual}")
            self._connection.execute("PRAGMA synchronous = FULL")

    def take_in(self, changes: Iterable[Change], contents: Iterable[tuple[str, bytes]] = ()) -> TakenIn:
        """The same gate for changes that other laptops made: those not known yet are added, in one transaction.

        `contents` are the bytes that they name, each with its SHA-256.
        """
        with self._transaction() as connection:
            take_in_contents(connection, contents)
            taken = take_in(connection, changes, self.clock())
        self._tell(Saved("", tables=taken.tables, arrival=taken.arrival))
        self.erase()
        return taken

    @property
    def is_erasing(self) -> bool:
        """Whether something was expunged of which traces stay until no other program has the file open."""
        with self.reading() as reading:
            return is_erasing(reading.connection)

    def erase(self) -> None:
        """What cannot be ended now, for want of room or because of another program, is at the next opening."""
        with suppress(Trouble), self._lock, explained(self.path):
            if is_erasing(self._connection):
                erase(self._connection)

    @contextmanager
    def rehearsal(self, changes: Iterable[Change]) -> Iterator[tuple[TakenIn, Reading]]:
        """Take changes in, look at the outcome, and take it all back: for saying beforehand what a merge brings."""
        with self._transaction(keep=False) as connection:
            taken = take_in(connection, changes, self.clock())
            yield taken, self._view(connection)

    def on_news(self, listener: News) -> None:
        """Call `listener` after each commit of this store, on the thread that wrote."""
        self._listeners.append(listener)

    def _tell(self, saved: Saved) -> None:
        if saved.tables:
            for listener in self._listeners:
                listener(saved)

    @contextmanager
    def _transaction(self, *, keep: bool = True) -> Iterator[Connection]:
        if self.read_only:
            raise Trouble(
                f"{self.path.name}: The file is read-only.",
                kept="Nothing was changed.",
                do="Save a copy to a place that can be written to.",
            )
        with self._lock, explained(self.path):
            self._check_still_there()
            begin_writing(self._connection)
            try:
                with told_from_damage(self._connection, self.path):
                    yield self._connection
                self._connection.execute("COMMIT" if keep else "ROLLBACK")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _check_still_there(self) -> None:
        """A file deleted, moved or replaced under an open connection would take writes that nobody ever sees again."""
        if identity_of(self.path) != self._file:
            raise Trouble(
                f"{self.path.name} is gone: the stick was pulled or the file was moved.",
                kept="What was saved is in that file.",
                do="Put it back and try again.",
            )

    def _write(self, connection: Connection, changes: Changes) -> Saved:
        if not changes.drafts:
            return Saved("", changes.ids, changes.notes)
        return self._save(connection, make_ready(connection, changes, self._beginning(connection)))

    def _save(self, connection: Connection, ready: Ready) -> Saved:
        drafts = len(ready.changes.drafts)
        self._seq += drafts
        tables = write_ready(connection, ready).tables
        arrival = ready.beginning.arrival + drafts
        return Saved(ready.stamp.action, ready.changes.ids, ready.changes.notes, tables, arrival)

    def _beginning(self, connection: Connection) -> Beginning:
        """As it would be if something were written now."""
        writer, (arrival, lamport) = self._current_writer(), last_numbers(connection)
        return Beginning(writer, self._seq, arrival, lamport, self.identity, self.clock())

    def _current_writer(self) -> str:
        """A fresh id per process and file, never reused, also not by a forked child or a restored copy."""
        if self._writer is None or self._process != os.getpid():
            self._writer, self._process, self._seq = secrets.token_hex(16), os.getpid(), 0
        return self._writer


def _create_file(
    path: Path, key: bytes | None, first: Callable[[Reading], Changes], identity: Identity, now: Clock | None
) -> None:
    store = Store(path, create_connection(path, key), key=key, identity=identity, now=now)
    try:
        with store._transaction() as connection:
            run_migrations(connection, 0)
            store._write(connection, first(store._view(connection)))
    except BaseException:
        store._connection.close()
        raise
    store.close()
