"""Whether words that were expunged are gone: a look at every byte of a plain file, and at every row of any."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from situation_board.core.open_files import open_to_read
from situation_board.core.sqlite import Connection
from situation_board.core.store import Store
from situation_board.core.store.connection import explained
from situation_board.core.store.datasets import LARGEST_PART
from situation_board.core.store.log import canonical

BESIDE = ("", "-wal", "-journal")
CHUNK = 1 << 20
LEFT_BY_MARK = 1
"""Pages: where the mark stood that work was to be ended, after the file was built anew; it is zeros."""
SHORTEST = 6
"""Bytes: what is shorter turns up by chance among those of pictures."""


@dataclass(frozen=True)
class Traces:
    """`seen` bytes were looked at; `found` names the files, tables and unused pages in which words still stand."""

    seen: int
    found: tuple[str, ...]


def traces(store: Store, words: Iterable[str]) -> Traces:
    """Look for words in what lies on the disk and in what the file holds. May run beside the writing thread.

    Bytes of a protected file say nothing: there its rows are looked at, and that no page of it is unused.
    """
    needles = {needle for word in words for needle in _needles(word) if len(needle) >= SHORTEST}
    reader = store.reader()
    try:
        with reader.reading() as reading, explained(store.path):
            found = dict.fromkeys(_in_rows(reading.connection, needles))
    finally:
        reader.close()
    seen, in_files = 0, []
    with explained(store.path):
        for path in _files(store.path):
            seen += path.stat().st_size
            if not store.is_protected and _is_in_bytes(path, needles):
                in_files.append(path.name)
    return Traces(seen, (*in_files, *found))


def _needles(word: str) -> Iterator[bytes]:
    """A word as it may lie there: as it was written, in small and in capital letters, and as JSON has it."""
    for each in {word, word.lower(), word.upper(), word.casefold()}:
        yield each.encode()
        yield canonical(each)[1:-1].encode()


def _files(path: Path) -> Iterator[Path]:
    yield from (beside for end in BESIDE if (beside := path.with_name(path.name + end)).exists())


def _is_in_bytes(path: Path, needles: set[bytes]) -> bool:
    longest = max(map(len, needles), default=1)
    before = b""
    with open_to_read(path) as file:
        while chunk := file.read(CHUNK):
            window = before + chunk
            if _says(window, needles):
                return True
            before = window[-longest:]
    return False


def _in_rows(connection: Connection, needles: set[bytes]) -> Iterator[str]:
    """The tables whose rows say it; what is packed in them is unpacked."""
    if connection.execute("PRAGMA freelist_count").fetchone()[0] > LEFT_BY_MARK:
        yield "unused pages"
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    ).fetchall()
    for (table,) in tables:
        for row in connection.execute(f'SELECT * FROM "{table}"'):
            if any(_says(_bytes(value), needles) for value in row if isinstance(value, str | bytes)):
                yield table
                break


def _bytes(value: str | bytes) -> bytes:
    if isinstance(value, str):
        return value.encode("utf-8", "surrogatepass")
    try:
        return value + zlib.decompressobj().decompress(value, LARGEST_PART)
    except zlib.error:
        return value


def _says(content: bytes, needles: set[bytes]) -> bool:
    return any(needle in content for needle in needles)
