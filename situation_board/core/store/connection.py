"""Connections to a situation file: how it is opened, and what its failures mean to a person."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import quote

from situation_board.core.open_files import Identity, forget_connection, note_connection, open_to_read
from situation_board.core.problems import Mistake, Problem, Trouble
from situation_board.core.schema import APPLICATION_ID, version
from situation_board.core.sqlite import Connection, sqlite3
from situation_board.core.store.datasets import strike_of
from situation_board.core.store.log import changes_where, fold

BUSY_TIMEOUT = 10_000  # milliseconds
BETWEEN_LOOKS = ((0.1, 0.001), (1.0, 0.005), (float("inf"), 0.025))
"""Seconds between two looks whether another program still writes, until so many have passed."""
PAGES_AHEAD = 8_000
"""Pages that may lie in the write-ahead log before whoever writes brings them into the file, which takes a while. It is
done when nobody waits; loading a large file does it at half as many, so that it never falls to others."""
HEADER = b"SQLite format 3\x00"
KEY_BYTES = 32
SALTED_KEY_BYTES = KEY_BYTES + 16
"""A key with the salt that its file begins with, as a passphrase gives it: a new file begins with that salt."""
GARBLED = ("Could not decode to UTF-8", "malformed JSON")
FULL = "disk is full"
WORK_KEPT = "What was saved before is untouched."


def connect(path: Path, key: bytes | None, *, query_only: bool = False, immutable: bool = False) -> Connection:
    """An open, checked connection with the pragmas of every situation file.

    WAL with synchronous FULL, because NORMAL loses acknowledged commits when the power fails.
    """
    with explained(path):
        connection = _open(path, key, "immutable=1" if immutable else "")
        try:
            _prepare(connection, query_only=query_only)
        except BaseException:
            connection.close()
            raise
    return connection


class _Noted(Connection):
    """Says when it is closed: how the bytes of the file are read depends on it."""

    file: Identity | None = None

    def close(self) -> None:
        super().close()
        file, self.file = self.file, None
        forget_connection(file)


def _open(path: Path, key: bytes | None, options: str) -> Connection:
    mode = "mode=ro&" + options if options else "mode=rw"
    address = f"file:{quote(str(path.absolute()))}?{mode}"
    file = note_connection(path)
    try:
        connection = sqlite3.connect(
            address,
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=BUSY_TIMEOUT / 1000,
            factory=_Noted,
        )
    except BaseException:
        forget_connection(file)
        raise
    connection.file = file
    if key is not None:
        connection.execute("PRAGMA cipher_log_level = NONE")  # else it writes to stderr, beside what we say
        connection.execute(f"PRAGMA key = \"x'{checked_key(key).hex()}'\"")
    return connection


def file_of(connection: Connection) -> Identity | None:
    """Which file a connection was made to, whatever has its name now."""
    return connection.file if isinstance(connection, _Noted) else None


def connect_damaged(path: Path, key: bytes | None) -> Connection:
    """A connection that gives what it can of a damaged file, unchecked. Of a copy: it may be written to."""
    connection = _open(path, key, "")
    connection.execute("PRAGMA writable_schema = ON")  # else a file that was cut short is refused as a whole
    return connection


def checked_key(key: bytes) -> bytes:
    if len(key) not in (KEY_BYTES, SALTED_KEY_BYTES):
        raise Mistake("The key is not one of this program's keys.", do="Choose the key file of this situation.")
    return key


def _prepare(connection: Connection, *, query_only: bool) -> None:
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {PAGES_AHEAD}")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    connection.create_function("struck_then", 3, partial(_struck_then, connection))
    connection.create_function("struck_import", 2, partial(_struck_import, connection))
    if query_only:
        connection.execute("PRAGMA query_only = ON")


def _struck_then(connection: Connection, table: str, row: str, arrival: int) -> int:
    """For questions about the past: whether a row was struck as this file knew it after a change of that arrival."""
    folded = fold(changes_where(connection, '"row" = ? AND "table" = ? AND arrival <= ?', row, table, arrival))
    return int(folded is None or folded.voided)


def _struck_import(connection: Connection, thing: str, arrival: int) -> int:
    """The same for a row of an imported file, whichever import brought it."""
    return int(strike_of(connection, thing, arrival) is not None)


def begin_writing(connection: Connection) -> None:
    """Begin a transaction that writes, as soon as no other program does.

    SQLite waits longer and longer between two looks, and misses the moment between two steps of a program that loads
    a large file. This looks again at once, and seldom only when it takes long.
    """
    patience = int(connection.execute("PRAGMA busy_timeout").fetchone()[0])
    began = time.monotonic()
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        while not _has_begun(connection, is_last=(waited := time.monotonic() - began) * 1000 >= patience):
            time.sleep(next(pause for until, pause in BETWEEN_LOOKS if waited < until))
    finally:
        connection.execute(f"PRAGMA busy_timeout = {patience}")


def _has_begun(connection: Connection, *, is_last: bool) -> bool:
    """False when another program writes, unless this was the last time to look."""
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if is_last or not _error_name(error).startswith("SQLITE_BUSY"):
            raise
        return False
    return True


def memory_connection() -> Connection:
    """An empty database that lies in no file, for what is computed anew from a part of a situation."""
    connection: Connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    _prepare(connection, query_only=False)
    return connection


def create_connection(path: Path, key: bytes | None) -> Connection:
    """A connection to a file that does not exist yet."""
    with explained(path):
        path.touch(exist_ok=False)
        connection = _open(path, key, "")
        connection.execute("PRAGMA journal_mode = WAL")
        _prepare(connection, query_only=False)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    return connection


def read_key_file(path: Path) -> bytes:
    """The key in a key file: 32 bytes, or 64 hexadecimal digits."""
    try:
        with open_to_read(path) as file:
            content = file.read(1024)
    except OSError as error:
        raise Trouble(f"The key file {path.name} cannot be read: {error.strerror}.") from error
    if len(content) == KEY_BYTES:
        return content
    try:
        return checked_key(bytes.fromhex(content.decode("ascii").strip()))
    except ValueError as error:
        raise Mistake(f"{path.name} is not a key file.", do="A key file holds 64 hexadecimal digits.") from error


def check_file(path: Path, key: bytes | None) -> None:
    """Refuse what is not there, is not a file, or needs a key, before SQLite sees it."""
    if not path.exists():
        raise Mistake(f"There is no file {path}.", field="file", do="Check the name, or make it with “new”.")
    if not path.is_file():
        raise Mistake(f"{path} is not a file.", field="file")
    try:
        with open_to_read(path) as file:
            header = file.read(len(HEADER))
    except OSError as error:
        raise Trouble(f"{path.name} cannot be read: {error.strerror}.", kept=WORK_KEPT) from error
    if header != HEADER and key is None:
        if len(header) < len(HEADER):
            raise Mistake(f"{path.name} is not a situation: it is too short.", field="file")
        raise Mistake(f"{path.name} is protected, or is not a situation.", field="key", do="Give its key to open it.")


def check_kind(connection: Connection, path: Path) -> int:
    """The file's schema version. Refuses other programs' files and newer versions."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise Mistake(f"{path.name} is not a situation: another program made it.", field="file")
    found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if found > version():
        raise Mistake(
            f"{path.name} was written by a newer version of this program.",
            kept="It was not changed.",
            do="Update this program, or merge the file: merging takes what this version understands.",
        )
    return found


TROUBLES = {
    "SQLITE_FULL": ("The disk is full.", "Make room and do it again."),
    "SQLITE_READONLY": ("The file is read-only.", "Save a copy to a place that can be written to."),
    "SQLITE_PERM": ("The file may not be written to.", "Save a copy to a place that can be written to."),
    "SQLITE_BUSY": (
        "Another program holds the file for a long time.",
        "Close the other program and try again.",
    ),
    "SQLITE_LOCKED": (
        "Another program holds the file for a long time.",
        "Close the other program and try again.",
    ),
    "SQLITE_CORRUPT": ("The file is damaged.", "Keep the file, and go on from the latest backup."),
    "SQLITE_NOTADB": ("Wrong key, or the file is damaged.", "Check the key; keep the file."),
    "SQLITE_IOERR_SHMSIZE": ("The disk is full.", "Make room and do it again."),
    "SQLITE_IOERR": ("The disk does not answer.", "Put the stick or disk back in and try again."),
    "SQLITE_CANTOPEN": (
        "The file cannot be opened.",
        "Put the stick or disk back in, or check the folder's rights.",
    ),
    "SQLITE_NOMEM": ("There is not enough memory.", "Close other programs and try again."),
    "SQLITE_TOOBIG": ("A text is too long to be saved.", "Shorten it."),
}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn the machine's failures into Trouble; what is left is our bug."""
    try:
        yield
    except Problem:
        raise
    except FileExistsError as error:
        raise Mistake(f"{path.name} exists already.", field="file", kept="It was not changed.") from error
    except OSError as error:
        raise Trouble(f"{path.name}: {error.strerror or error}.", kept=WORK_KEPT) from error
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise trouble(error, path) from error


def trouble(error: Exception, path: Path) -> Exception:
    """The Trouble that a SQLite error means, or the error itself when it is our bug."""
    name = "SQLITE_CORRUPT" if is_damage(error) else _error_name(error)
    if FULL in str(error):  # SQLCipher's export hands on the words and not the code
        name = "SQLITE_FULL"
    for code, (happened, do) in TROUBLES.items():
        if name.startswith(code):
            return Trouble(f"{path.name}: {happened}", kept=WORK_KEPT, do=do)
    return error


def is_damage(error: BaseException) -> bool:
    """Whether what is in the file is not what was written. Of garbled texts the driver says so in words only."""
    is_garbled = isinstance(error, UnicodeDecodeError) or any(words in str(error) for words in GARBLED)
    return is_garbled or _error_name(error).startswith("SQLITE_CORRUPT")


def is_wrong_key(problem: Problem) -> bool:
    """Whether a file did not open for want of its key, or with a wrong one; where all is encrypted, damage of its
    first page looks the same."""
    asks = isinstance(problem, Mistake) and problem.field in ("key", "passphrase")
    return asks or _error_name(problem.__cause__).startswith("SQLITE_NOTADB")


def means_damage(problem: Problem) -> bool:
    """Whether a Problem says that the file is damaged, or may be."""
    cause = problem.__cause__
    return isinstance(problem, Trouble) and cause is not None and (is_damage(cause) or is_wrong_key(problem))


def is_refusal(error: Exception) -> bool:
    """Whether the machine refuses, whatever the file holds: disk full, locked, stick pulled."""
    return not is_damage(error) and _error_name(error).startswith(tuple(TROUBLES))


def _error_name(error: BaseException | None) -> str:
    return str(getattr(error, "sqlite_errorname", "") or "")
