"""The whole situation as JSON: what stands, for reading; the log and the bytes that it names, for making it again.

Nothing is lost: a situation made from it answers every question as the original does, and merges with it. It is written
and read back row by row, so that a large situation needs no large memory. The form is told in the help ("Export").
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from situation_board.core import times
from situation_board.core.exporting.safely import not_as_written, written_safely
from situation_board.core.exporting.standing import STEP, standing
from situation_board.core.importing.examining import Progress
from situation_board.core.importing.files import GivenFile
from situation_board.core.importing.whole_situation import FORMAT, KIND, PIECE, WholeSituation
from situation_board.core.jsonform import row_json
from situation_board.core.problems import Mistake
from situation_board.core.questions.details import names_in
from situation_board.core.rows import TABLES, Row
from situation_board.core.snapshot.labels import strictest_held
from situation_board.core.store import Reading
from situation_board.core.store.log import SELECT_CHANGE, TRAVELLING, Change, change_from

Read = Callable[[], AbstractContextManager[Reading]]


@dataclass(frozen=True, slots=True)
class WholeWritten:
    """What a file holds that was written and read back. `left_out` are pictures, documents and pages without bytes."""

    path: Path
    changes: int
    rows: int
    contents: int
    left_out: int


@dataclass
class _Proof:
    """What was written, to be compared with what is read back."""

    changes: int = 0
    rows: int = 0
    log: Any = field(default_factory=hashlib.sha256)
    contents: Any = field(default_factory=hashlib.sha256)

    def add_change(self, change: Change) -> None:
        self.changes += 1
        self.log.update(f"{change.sha256} {change.arrived_at}\n".encode())

    def add_content(self, sha256: str) -> None:
        self.contents.update(sha256.encode())

    @property
    def digests(self) -> tuple[bytes, bytes]:
        return self.log.digest(), self.contents.digest()


def write_whole(read: Read, path: Path, *, with_attachments: bool = True) -> Generator[Progress, None, WholeWritten]:
    """Write the file, read it back and compare it; each yield is progress and a place to stop.

    Without attachments the bytes of pictures, documents and issued sheets are left out, and the file says so.
    """
    if path.suffix.lower() != ".json":
        raise Mistake(f"{path.name}: the whole situation is written as .json.", field="out")
    with written_safely(path) as unfinished:
        with read() as reading:
            writing = _Writing(reading, with_attachments)
            with unfinished.open("w", encoding="utf-8", newline="\n") as out:
                for done in writing.write(out):
                    yield Progress(done, done / max(2 * writing.expected, 1))
        yield from _compare(unfinished, path, writing.proof, writing.expected)
    proof = writing.proof
    return WholeWritten(path, proof.changes, proof.rows, len(writing.contents), writing.left_out)


def _compare(unfinished: Path, path: Path, written: _Proof, expected: int) -> Generator[Progress, None, None]:
    found, whole = _Proof(), WholeSituation(GivenFile(unfinished))
    for number, change in enumerate(whole.changes(), start=1):
        found.add_change(change)
        if number % STEP == 0:
            yield Progress(expected, 0.5 + number / max(2 * expected, 1))
    for sha256, _ in whole.contents():
        found.add_content(sha256)
        yield Progress(expected, None)
    if found.digests != written.digests or whole.counts != (written.changes, whole.counts[1]):
        raise not_as_written(path)


class _Writing:
    """One pass over a situation."""

    def __init__(self, reading: Reading, with_attachments: bool) -> None:
        self._reading = reading
        self.proof = _Proof()
        self.contents, self.left_out = _contents(reading, with_attachments)
        self.changes = int(reading.value("SELECT count(*) FROM log"))
        self.expected = self.changes + sum(int(reading.value(_COUNT.format(table))) for table in TABLES)

    def write(self, out: TextIO) -> Iterator[int]:
        """Yields how many rows are written."""
        out.write(f'{{"format": {FORMAT},\n"about": {_text(self._about())},\n"things": {{')
        for at, table in enumerate(TABLES):
            out.write(f'{"," if at else ""}\n"{table}": [')
            yield from self._write_things(out, table)
            out.write("]")
        out.write('},\n"log": [')
        yield from self._write_log(out)
        out.write('],\n"contents": [')
        yield from self._write_contents(out)
        out.write("]}\n")

    def _about(self) -> dict[str, Any]:
        situation, zone = self._reading.situation, self._reading.zone
        return {
            "kind": KIND,
            "situation": situation.id,
            "name": situation.name,
            "timezone": situation.timezone,
            "label": strictest_held(self._reading).value,
            "as_of": times.to_json(times.exactly(self._reading.now), zone),
            "exercise": situation.exercise,
            "changes": self.changes,
            "contents": len(self.contents),
            "contents_left_out": self.left_out,
        }

    def _write_things(self, out: TextIO, table: str) -> Iterator[int]:
        """What stands now: nothing struck, and of a claim or event its version that counts."""
        for number, row in enumerate(standing_rows(self._reading, table)):
            out.write(",\n" if number else "\n")
            out.write(_text(row))
            self.proof.rows += 1
            if self.proof.rows % STEP == 0:
                yield self.proof.rows

    def _write_log(self, out: TextIO) -> Iterator[int]:
        for line in self._reading.connection.execute(f"{SELECT_CHANGE} ORDER BY arrival"):
            change = change_from(line)
            out.write(",\n" if self.proof.changes else "\n")
            out.write(_text(change_json(change)))
            self.proof.add_change(change)
            if self.proof.changes % STEP == 0:
                yield self.proof.rows + self.proof.changes

    def _write_contents(self, out: TextIO) -> Iterator[int]:
        for number, sha256 in enumerate(self.contents):
            out.write(",\n" if number else "\n")
            content = bytes(self._reading.value("SELECT bytes FROM content WHERE sha256 = ?", sha256))
            out.write(",\n".join(_text(piece) for piece in _pieces(sha256, content)))
            self.proof.add_content(sha256)
            yield self.proof.rows + self.proof.changes


_COUNT = 'SELECT count(*) FROM "{}" WHERE voided = 0'


def standing_rows(reading: Reading, table: str) -> Iterator[dict[str, Any]]:
    """The rows of a table that stand, each as JSON."""
    for rows in standing(reading, table):
        names = names_in(reading, rows)
        origins = _datasets(reading, rows) if table == "event" else None
        for row in rows:
            more = {} if origins is None else {"dataset": origins.get(row.id)}
            yield {**_row_json(row, names, reading), **more}


def _datasets(reading: Reading, rows: list[Row]) -> dict[str, str]:
    """The imported files that events came with."""
    listed = json.dumps([row.id for row in rows])
    return dict(reading.all("SELECT id, dataset FROM event WHERE id IN (SELECT value FROM json_each(?))", listed))


def _row_json(row: Row, names: dict[str, str], reading: Reading) -> dict[str, Any]:
    told = row_json(row, names, reading.zone)
    return {name: value for name, value in told.items() if name not in {"voided", "voided_why"}}


def change_json(change: Change) -> dict[str, Any]:
    """A line of the log; times are milliseconds since 1970 (UTC), as the SHA-256 is made over them."""
    told = {name: getattr(change, name) for name in TRAVELLING}
    return {**told, "sha256": change.sha256, "arrived_at": change.arrived_at}


def _contents(reading: Reading, with_attachments: bool) -> tuple[list[str], int]:
    """The SHA-256 of the contents to be written, and how many are left out. Rows of imported files always go along."""
    every = [sha256 for (sha256,) in reading.all("SELECT sha256 FROM content ORDER BY 1")]
    if with_attachments:
        return every, 0
    parts = {sha256 for (sha256,) in reading.all(_PARTS)}
    kept = [sha256 for sha256 in every if sha256 in parts]
    return kept, len(every) - len(kept)


_PARTS = """SELECT DISTINCT p.value FROM dataset d,
    json_each(CASE WHEN json_valid(d.contents) THEN d.contents ELSE '[]' END) p"""


def _pieces(sha256: str, content: bytes) -> Iterator[dict[str, Any]]:
    """Bytes as base64, in pieces that any reader can hold."""
    for at in range(0, max(len(content), 1), PIECE):
        piece = base64.b64encode(content[at : at + PIECE]).decode()
        yield {"sha256": sha256, "size": len(content), "at": at, "base64": piece}


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
