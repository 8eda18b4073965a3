"""Reading a damaged file: what SQLite still gives, page by page round the damage.

SQLite reads a table from any integer key on. Where that fails the next key that can be read is looked for, so that a
bad page costs its own rows and no others.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from situation_board.core.actions.situations import start_situation
from situation_board.core.sqlite import sqlite3
from situation_board.core.store import Store
from situation_board.core.store.connection import KEY_BYTES, connect_damaged
from situation_board.core.store.copying import copy_file

HEADER_BYTES, PAGE_BYTES, SALT_BYTES, SHA256_DIGITS = 100, 4096, 16, 64
PATIENCE = 512
STRIDES = ((PATIENCE, 1), (8 * PATIENCE, 8))
FARTHEST = 64
"""After so many unreadable keys in a row only each eighth is tried, and later each 64th: a page holds more rows."""
UNREADABLE = (sqlite3.Error, UnicodeDecodeError, OverflowError)


class Wreck:
    """A damaged file, opened again after each failure: an encrypted one answers nothing after its first."""

    def __init__(self, path: Path, key: bytes | None) -> None:
        self._path = path
        self._key = key
        self._connection = connect_damaged(self._path, self._key)

    def close(self) -> None:
        self._connection.close()

    @property
    def has_schema(self) -> bool:
        """Whether it can be read where its tables are."""
        return bool(self.value("SELECT count(*) FROM sqlite_schema WHERE name = 'log'") == 1)

    @property
    def hashes(self) -> int:
        """How many lines of the log end in what may be a SHA-256."""
        lines = self.lines("SELECT arrival, sha256 FROM log", "arrival", PATIENCE)
        return sum(isinstance(sha256, str) and len(sha256) == SHA256_DIGITS for _, sha256 in lines)

    def table(self, name: str, former: str) -> str:
        """How a table is called in this file: as it is now, or as it was formerly."""
        found = self.value("SELECT name FROM sqlite_schema WHERE type = 'table' AND name IN (?, ?)", name, former)
        return str(found or name)

    def value(self, sql: str, *parameters: object) -> Any:
        """The first column of the first line; None when there is none, or none to be read."""
        try:
            found = self._connection.execute(sql, parameters).fetchone()
        except UNREADABLE:
            self._again()
            return None
        return found[0] if found else None

    def lines(self, select: str, key: str, most: int) -> Iterator[tuple[Any, ...]]:
        """All lines that can be read, in the order of their integer key, which is the first column.

        `most` is the greatest key that the table can have.
        """
        at: int | None = 0
        while at is not None:
            try:
                for line in self._connection.execute(f"{select} WHERE {key} >= ? ORDER BY {key}", (at,)):
                    at = line[0] + 1
                    yield line
                return
            except UNREADABLE:  # the driver takes a step ahead: the line before the damage may be lost with it
                self._again()
                found, at = self._next_readable(f"{select} WHERE {key} = ?", at or 0, most)
                yield from found

    def write(self, sql: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql).fetchall()

    def _next_readable(self, sql: str, at: int, most: int) -> tuple[list[tuple[Any, ...]], int | None]:
        """The lines of the next keys that can be asked for, as far as there are any, and the key to go on with."""
        tried = 0
        while at <= most:
            found = self._asked_for(sql, at)
            if found is not None:
                passed_over = range(max(at - _stride(tried) + 1, 0), at)
                return [line for key in passed_over for line in self._asked_for(sql, key) or ()] + found, at + 1
            tried += 1
            at += _stride(tried)
        return [], None

    def _asked_for(self, sql: str, key: int) -> list[tuple[Any, ...]] | None:
        try:
            return self._connection.execute(sql, (key,)).fetchall()
        except UNREADABLE:
            self._again()
            return None

    def _again(self) -> None:
        if self._key is not None:
            self._connection.close()
            self._connection = connect_damaged(self._path, self._key)


def _stride(tried: int) -> int:
    return next((stride for misses, stride in STRIDES if tried < misses), FARTHEST)


def open_wreck(path: Path, key: bytes | None) -> Wreck | None:
    """A damaged file (a copy: it is changed). None when nothing in it can be read.

    Where the pages are damaged that say where its tables are, those of a new file take their place: tables begin at
    the same pages in every file. Of several such files the one counts with which most of the log can be read.
    """
    wreck = _opened(path, key)
    if wreck is not None:
        return wreck
    whole = path.read_bytes()
    best, most = whole, 0
    for patched in _patched(path, key, whole):
        path.write_bytes(patched)
        wreck = _opened(path, key)
        if wreck is not None:
            hashes = wreck.hashes
            wreck.close()
            best, most = (patched, hashes) if hashes > most else (best, most)
    path.write_bytes(best)
    return _opened(path, key) if most else None


def _opened(path: Path, key: bytes | None) -> Wreck | None:
    try:
        wreck = Wreck(path, key)
    except UNREADABLE:
        return None
    if wreck.has_schema:
        return wreck
    wreck.close()
    return None


def _patched(path: Path, key: bytes | None, whole: bytes) -> Iterator[bytes]:
    """The file with beginnings of new ones, as they are made and as they are copied.

    Encrypted pages need the file's own salt: where its first bytes are gone, so is everything.
    """
    if key is not None:
        key = key[:KEY_BYTES] + whole[:SALT_BYTES]
    for is_copy in (False, True):
        with tempfile.TemporaryDirectory(prefix=".salvage-", dir=path.parent) as folder:
            pages = _schema_pages(Path(folder), key, len(whole), is_copy=is_copy)
        if key is None:
            yield pages[1][:HEADER_BYTES] + whole[HEADER_BYTES:]
        yield pages[1] + whole[PAGE_BYTES:]
        patched = bytearray(whole)
        for page, content in pages.items():
            patched[(page - 1) * PAGE_BYTES : page * PAGE_BYTES] = content
        yield bytes(patched)


def _schema_pages(folder: Path, key: bytes | None, size: int, *, is_copy: bool) -> dict[int, bytes]:
    """The pages, from 1, in which a new file says where its tables are, and that it is at least that large."""
    made, copied = folder / "made.sitboard", folder / "copied.sitboard"
    Store.create(made, partial(start_situation, name="-", timezone="UTC"), key=key).close()
    if is_copy:
        copy_file(made, key, copied)
    path = copied if is_copy else made
    wreck = Wreck(path, key)
    try:
        pages = wreck.write("PRAGMA page_count")
        roots = {root for (root,) in wreck.write("SELECT rootpage FROM sqlite_schema")}
        wreck.write(f"INSERT INTO content VALUES ('-', 0, zeroblob({size}))")
        wreck.write("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        wreck.close()
    content = path.read_bytes()
    own = set(range(1, pages[0][0] + 1)) - roots
    return {page: content[(page - 1) * PAGE_BYTES : page * PAGE_BYTES] for page in sorted(own | {1})}
