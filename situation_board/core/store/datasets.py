"""The rows of imported files: kept in parts under their SHA-256, and made into events while their dataset stands.

An import is one change: the record of its dataset, which names the parts. So a merge brings the rows along as it brings
attachments, and what is in the tables can be proved from the parts. Rows count while their dataset stands (`standing`):
they are loaded before it does, in short steps, and an undo hides a million of them by one line. Within a series
of imports of the same dataset (its origin) a row keeps its id by the publisher's key: what people said about it stays
with it when a newer file replaces the older one.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from situation_board.core.encoding import columns_of, to_columns
from situation_board.core.ids import known_id
from situation_board.core.problems import Trouble
from situation_board.core.sqlite import Connection
from situation_board.core.store.log import VOIDED, Change, Json, canonical, changes_where, withdrawn_ids

if TYPE_CHECKING:
    from situation_board.core.store.derived import Touched

ROWS_IN_PART = 1_000
LARGEST_PART = 64 << 20
"""Bytes of a part when it is unpacked."""


@dataclass(frozen=True, slots=True)
class DatasetRow:
    """A row: the publisher's key, its line in the file, and the fields of the event as the log would have them."""

    key: str
    line: int
    fields: dict[str, Json]


def packed(rows: Iterable[DatasetRow]) -> bytes:
    """A part. The same rows give the same bytes."""
    return packed_lines(canonical([row.key, row.line, row.fields]) for row in rows)


def packed_lines(lines: Iterable[str]) -> bytes:
    """The same of rows as `event_writing.part_line` writes them."""
    return zlib.compress("\n".join(lines).encode(), 6)


def unpacked(part: bytes) -> Iterator[DatasetRow]:
    """The rows of a part. Trouble when it is none of ours."""
    try:
        unpacking = zlib.decompressobj()
        text = unpacking.decompress(part, LARGEST_PART)
        if unpacking.unconsumed_tail:
            raise ValueError("it is too large")
        for line in text.decode().split("\n"):
            key, number, fields = json.loads(line)
            yield DatasetRow(str(key), int(number), dict(fields))
    except (zlib.error, ValueError, TypeError) as error:
        raise Trouble(
            "The stored rows of an imported file cannot be read.",
            kept="Everything else is as it was.",
            do="Import the file again.",
        ) from error


def thing_of_row(origin: str, key: str) -> str:
    """The event that a row is, whichever import of the dataset brings it. Publishers number their rows: so do these."""
    hashed = known_id("imported", f"{origin}\n{key}")
    number = _LEADING_NUMBER.match(key)
    return f"{int(number[0]) % 2**32:08x}{hashed[8:]}" if number else hashed


_LEADING_NUMBER = re.compile(r"[0-9]{1,18}")


def row_id(dataset: str, key: str, line: int) -> str:
    """The row of one import. Its beginning rises with the line, so that indexes grow at their end."""
    hashed = known_id("imported row", f"{dataset}\n{key}")
    return f"{line % 2**32:08x}{hashed[8:]}"


def dataset_of(connection: Connection, event_row: str) -> str | None:
    """The dataset that a row of events came with; None when it was entered by hand."""
    found = connection.execute("SELECT dataset FROM every_event WHERE id = ?", (event_row,)).fetchone()
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Followed:
    """The datasets whose rows were made now, from which nothing is derived yet; and those that count, or count no more,
    from now on."""

    made: list[str]
    shown_or_hidden: set[str]


def follow_datasets(connection: Connection, touched: Touched) -> Followed:
    """Bring the rows of datasets that were touched up to date, and note the rows that were touched too."""
    new = [dataset for dataset in sorted(touched.of("dataset")) if not _has_rows(connection, dataset)]
    made = [dataset for dataset in new if _unpack(connection, dataset)]
    shown_or_hidden = derive_standing(connection)
    spoken_of = {subject for table, subject, _ in touched.slots if table == "event"}
    for row, thing in _imported_rows_of(connection, spoken_of):
        _strike_or_not(connection, row, thing)
        touched.rows.add(("event", row))
    for dataset in made:
        strike_rows(connection, dataset)
    for dataset in touched.loaded:
        touched.rows.update(("event", row) for row in strike_rows(connection, dataset))
    return Followed(made, shown_or_hidden)


def derive_standing(connection: Connection) -> set[str]:
    """Which datasets count: of several imports of one, the latest that is not withdrawn. Returns what changed."""
    before = {dataset for (dataset,) in connection.execute("SELECT dataset FROM standing")}
    now = {dataset for (dataset,) in connection.execute(_STANDING)}
    connection.executemany("DELETE FROM standing WHERE dataset = ?", [(each,) for each in before - now])
    connection.executemany("INSERT INTO standing VALUES (?)", [(each,) for each in sorted(now - before)])
    return before ^ now


_STANDING = """WITH made(id, origin, lamport, writer, seq) AS (
      SELECT d.id, d.origin, l.lamport, l.writer, l.seq FROM dataset d
      JOIN log l ON l."row" = d.id AND l.slot = 'new' AND l."table" = 'dataset' WHERE d.voided = 0)
    SELECT id FROM made d WHERE NOT EXISTS (SELECT 1 FROM made n WHERE n.origin = d.origin
      AND (n.lamport, n.writer, n.seq) > (d.lamport, d.writer, d.seq))"""


def _imported_rows_of(connection: Connection, things: Iterable[str]) -> list[tuple[str, str]]:
    """The rows that imports brought of those events: what is said of one import's row is said of the others' too."""
    lines = connection.execute(
        """SELECT id, thing FROM every_event
           WHERE dataset IS NOT NULL AND thing IN (SELECT value FROM json_each(?)) ORDER BY id""",
        (json.dumps(sorted(things)),),
    )
    return lines.fetchall()


def parts_of(connection: Connection, dataset: str) -> list[str]:
    """The SHA-256 of the parts of a dataset in order."""
    found = connection.execute("SELECT contents FROM dataset WHERE id = ?", (dataset,)).fetchone()
    try:
        return [str(each) for each in json.loads(found[0])] if found and found[0] else []
    except (ValueError, TypeError):
        return []


def rows_of(connection: Connection, dataset: str) -> Iterator[DatasetRow]:
    """The rows of a dataset as its parts have them; parts that this file does not hold are passed over."""
    for sha256 in parts_of(connection, dataset):
        found = connection.execute("SELECT bytes FROM content WHERE sha256 = ?", (sha256,)).fetchone()
        if found is not None and hashlib.sha256(bytes(found[0])).hexdigest() == sha256:
            yield from unpacked(bytes(found[0]))


def event_values(origin: str, dataset: str, row: DatasetRow, recorded_at: int, person: str | None) -> list[Any]:
    """The values of a row in the order of `columns_of`, not struck. Of several imports one stands: the order of changes
    decides which, and says nothing about their rows."""
    ids = (row_id(dataset, row.key, row.line), thing_of_row(origin, row.key))
    return [*unstruck(*ids, recorded_at, person), *to_columns("event", row.fields)]


def unstruck(row: str, thing: str, recorded_at: int, person: str | None) -> list[Any]:
    """The first values of a row, before those of its fields."""
    return [row, 0, None, thing, 0, 0, "", 0, recorded_at, person]


def making_of(connection: Connection, dataset: str) -> Change | None:
    """The change that brought a dataset."""
    found = changes_where(connection, "\"row\" = ? AND \"table\" = 'dataset' AND slot = 'new'", dataset)
    return found[0] if found else None


@cache
def insert_row_sql() -> str:
    """Takes the values of `event_values` and the dataset. A second row of one key is left out."""
    columns = (*columns_of("event"), "dataset")
    names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
    return f"INSERT OR IGNORE INTO every_event ({names}) VALUES ({marks})"


def _has_rows(connection: Connection, dataset: str) -> bool:
    found = connection.execute("SELECT 1 FROM every_event WHERE dataset = ? LIMIT 1", (dataset,))
    return found.fetchone() is not None


def _unpack(connection: Connection, dataset: str) -> bool:
    """Whether there are any rows."""
    found = connection.execute("SELECT origin FROM dataset WHERE id = ?", (dataset,)).fetchone()
    making = making_of(connection, dataset)
    if found is None or found[0] is None or making is None:
        return False
    origin, said = found[0], (making.recorded_at, making.person)
    values = ([*event_values(origin, dataset, row, *said), dataset] for row in rows_of(connection, dataset))
    connection.executemany(insert_row_sql(), values)
    return _has_rows(connection, dataset)


# --- rows that somebody struck


def strike_rows(connection: Connection, dataset: str) -> list[str]:
    """Strike the rows of a dataset that people struck in another import of it; returns them."""
    lines = connection.execute(
        f"""SELECT e.id, e.thing FROM (
              SELECT DISTINCT subject FROM log WHERE "table" = 'event' AND slot LIKE '{VOIDED}:%') s
            CROSS JOIN every_event e ON e.thing = s.subject WHERE +e.dataset = ?""",
        (dataset,),
    ).fetchall()
    for row, thing in lines:
        _strike_or_not(connection, row, thing)
    return [row for row, _ in lines]


def _strike_or_not(connection: Connection, row: str, thing: str) -> None:
    """A row counts while nobody struck it, in whichever import."""
    struck = strike_of(connection, thing)
    why = None if struck is None else struck.fields.get("voided_why")
    connection.execute(
        "UPDATE every_event SET voided = ?, voided_why = ? WHERE id = ?", (int(struck is not None), why, row)
    )


def strike_of(connection: Connection, thing: str, arrival: int | None = None) -> Change | None:
    """The strike that stands on an imported event, if one does; with an arrival, as this file knew it then."""
    changes = changes_where(connection, "\"table\" = 'event' AND subject = ? AND arrival <= ?", thing, arrival or 2**62)
    withdrawn = withdrawn_ids(changes)
    standing = [change for change in changes if change.is_voiding and change.id not in withdrawn]
    return standing[-1] if standing and standing[-1].fields.get("voided") else None
