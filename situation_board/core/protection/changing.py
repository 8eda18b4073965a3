"""A file gets a key, another one, or none: a copy is made, verified, and takes the file's place in one step.

Killed at any moment there is one complete file under the name, the former one or the new one.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from situation_board.core.problems import Mistake, Trouble
from situation_board.core.sqlite import Connection, sqlite3
from situation_board.core.store.connection import (
    check_file,
    check_kind,
    checked_key,
    connect,
    explained,
)
from situation_board.core.store.copying import is_writable, remove_unfinished, unfinished_copy

PATIENCE = 2_000  # milliseconds


def change_protection(path: Path, *, key: bytes | None, new_key: bytes | None) -> None:
    """Give the file another key; None is none. It must be open nowhere.

    Raises Mistake when a program has it open, Trouble when the disk refuses or the copy is not as the file; in any
    case the file is as it was.
    """
    path = path.resolve()
    check_file(path, key)
    if not is_writable(path):
        raise Trouble(f"{path.name}: The file is read-only.", kept="Nothing was changed.")
    with explained(path), _alone(path, key) as connection:
        check_kind(connection, path)
        copy = unfinished_copy(path)
        remove_unfinished(path)
        try:
            _copy_with(connection, copy, new_key)
            _verify(connection, copy, new_key, path)
            _take_place(connection, copy, path)
        except BaseException:
            remove_unfinished(path)
            raise


@contextmanager
def _alone(path: Path, key: bytes | None) -> Iterator[Connection]:
    """A connection beside which there is no other, and what was left beside the file is in it.

    Out of WAL mode nothing that belongs to the former file lies beside the new one when that takes its place; a store
    that opens the file puts it back.
    """
    connection = connect(path, key)
    opened = _identity(path)
    try:
        connection.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        _shut_others_out(connection, path)
        if _identity(path) != opened:
            raise _in_use(path)
        yield connection
    finally:
        connection.close()


def _shut_others_out(connection: Connection, path: Path) -> None:
    try:
        mode = connection.execute("PRAGMA main.journal_mode = DELETE").fetchone()[0]
        if mode != "delete":
            raise _in_use(path)
        connection.execute("PRAGMA main.locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")  # the lock stays until the connection is closed
    except sqlite3.OperationalError as error:
        if str(getattr(error, "sqlite_errorname", "")).startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise _in_use(path) from error
        raise


def _in_use(path: Path) -> Mistake:
    return Mistake(
        f"{path.name} is open in another window or program.",
        field="file",
        kept="Nothing was changed.",
        do="Close it there and try again.",
    )


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


def _copy_with(connection: Connection, copy: Path, new_key: bytes | None) -> None:
    """Everything, into a file of that key. It is brought to the disk as a whole, so it needs no journal."""
    words = "" if new_key is None else f"x'{checked_key(new_key).hex()}'"
    connection.execute("ATTACH ? AS fresh KEY ?", (str(copy), words))
    try:
        connection.execute("PRAGMA fresh.journal_mode = OFF")
        connection.execute("PRAGMA fresh.synchronous = OFF")
        connection.execute("SELECT sqlcipher_export('fresh')")
        for mark in ("application_id", "user_version"):
            value = int(connection.execute(f"PRAGMA main.{mark}").fetchone()[0])
            connection.execute(f"PRAGMA fresh.{mark} = {value}")
    finally:
        connection.execute("DETACH fresh")


def _verify(connection: Connection, copy: Path, new_key: bytes | None, path: Path) -> None:
    """Open the copy as it will be opened, and compare every row of every table."""
    fresh = connect(copy, new_key)
    try:
        fresh.execute("PRAGMA journal_mode = WAL")
        is_sound = [line[0] for line in fresh.execute("PRAGMA integrity_check")] == ["ok"]
        if not is_sound or _content(fresh) != _content(connection):
            raise Trouble(
                f"{path.name}: The copy under the new key is not as the file is.",
                kept="The file is as it was.",
                do="Check the file, and the disk it lies on.",
            )
    finally:
        fresh.close()


def _content(connection: Connection) -> str:
    """A digest of everything: marks, schema, and the rows of each table in their order."""
    digest = hashlib.sha256()
    for mark in ("application_id", "user_version"):
        digest.update(repr(connection.execute(f"PRAGMA {mark}").fetchone()).encode())
    schema = connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name").fetchall()
    digest.update(repr(schema).encode())
    for kind, name, sql in schema:
        if kind == "table" and not sql.startswith("CREATE VIRTUAL"):
            digest.update(name.encode())
            for row in connection.execute(f'SELECT * FROM "{name}"'):
                digest.update(repr(row).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _take_place(connection: Connection, copy: Path, path: Path) -> None:
    """Windows does not replace what is open; there nobody can come in between, as an open file is not replaced."""
    shutil.copymode(path, copy)
    with copy.open("rb+") as file:
        os.fsync(file.fileno())
    if os.name == "nt":
        connection.close()
    copy.replace(path)
    if os.name != "nt":
        _bring_to_disk(path.parent)


def _bring_to_disk(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
