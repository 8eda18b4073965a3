"""The rows of imported files: kept in parts under their SHA-256, and made into events while their dataset stands.

An import is one change: the record of its dataset, which names the parts. So a merge brings the rows along as it brings
attachments, an undo makes them invisible, and what stands in the tables can be proved from the parts. Within a series
of imports of the same dataset (its origin) a row keeps its id by the publisher's key: what people said about it stays
with it when a newer file replaces the older one.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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
HIDDEN = "dataset"
"""Why rows are struck whose dataset does not stand."""


@dataclass(frozen=True, slots=True)
class DatasetRow:
    """A row: the publisher's key, its line in the file, and the fields of the event as the log would have them."""

    key: str
    line: int
    fields: dict[str, Json]


def packed(rows: Iterable[DatasetRow]) -> bytes:
    """A part. The same rows give the same bytes."""
    lines = (canonical([row.key, row.line, row.fields]) for row in rows)
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
    """The event that a row is, whichever import of the dataset brings it."""
    return known_id("imported", f"{origin}\n{key}")


def row_id(dataset: str, key: str) -> str:
    """The row of one import."""
    return known_id("imported row", f"{dataset}\n{key}")


def dataset_of(connection: Connection, event_row: str) -> str | None:
    """The dataset that a row of events came with; None when it was entered by hand."""
    found = connection.execute("SELECT dataset FROM event WHERE id = ?", (event_row,)).fetchone()
    return found[0] if found else None


def follow_datasets(connection: Connection, touched: Touched) -> None:
    """Bring the rows of datasets that were touched up to date, and note that they were touched too."""
    for dataset in sorted(touched.of("dataset")):
        rows = _rows_in_tables(connection, dataset)
        if not rows:
            rows = _unpack(connection, dataset)
        _show_or_hide(connection, dataset)
        touched.rows.update(("event", row) for row in rows)
    spoken_of = {subject for table, subject, _ in touched.slots if table == "event"}
    for row, dataset in _imported_rows_of(connection, spoken_of):
        _show_or_hide(connection, dataset, only=row)
        touched.rows.add(("event", row))


def _imported_rows_of(connection: Connection, things: Iterable[str]) -> list[tuple[str, str]]:
    """The rows that imports brought of those events: what is said of one import's row is said of the others' too."""
    lines = connection.execute(
        """SELECT id, dataset FROM event
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


def event_values(origin: str, dataset: str, row: DatasetRow, making: Change) -> list[Any]:
    """The values of a row in the order of `columns_of`, visible."""
    start = [row_id(dataset, row.key), 0, None, thing_of_row(origin, row.key)]
    start += [making.arrival, making.lamport, making.writer, making.seq, making.recorded_at, making.person]
    return start + to_columns("event", row.fields)


def making_of(connection: Connection, dataset: str) -> Change | None:
    """The change that brought a dataset."""
    found = changes_where(connection, "\"row\" = ? AND \"table\" = 'dataset' AND slot = 'new'", dataset)
    return found[0] if found else None


def _rows_in_tables(connection: Connection, dataset: str) -> list[str]:
    return [row for (row,) in connection.execute("SELECT id FROM event WHERE dataset = ?", (dataset,))]


def _unpack(connection: Connection, dataset: str) -> list[str]:
    found = connection.execute("SELECT origin FROM dataset WHERE id = ?", (dataset,)).fetchone()
    making = making_of(connection, dataset)
    if found is None or found[0] is None or making is None:
        return []
    columns = (*columns_of("event"), "dataset")
    names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
    sql = f"INSERT OR IGNORE INTO event ({names}) VALUES ({marks})"
    made: list[str] = []
    for row in rows_of(connection, dataset):
        values = [*event_values(found[0], dataset, row, making), dataset]
        connection.execute(sql, values)
        made.append(values[0])
    return made


def _show_or_hide(connection: Connection, dataset: str, *, only: str | None = None) -> None:
    """A row counts while its dataset stands and nobody struck it, in whichever import."""
    stands = connection.execute("SELECT 1 FROM dataset WHERE id = ? AND voided = 0", (dataset,)).fetchone() is not None
    where, values = ("AND id = ?", [only]) if only else ("", [])
    connection.execute(
        f"UPDATE event SET voided = ?, voided_why = ? WHERE dataset = ? {where}",
        [int(not stands), None if stands else HIDDEN, dataset, *values],
    )
    if stands:
        for row, thing in _struck_of_old(connection, dataset, where, values):
            struck = strike_of(connection, thing)
            if struck is not None:
                connection.execute(
                    "UPDATE event SET voided = 1, voided_why = ? WHERE id = ?", (struck.fields.get("voided_why"), row)
                )


def _struck_of_old(connection: Connection, dataset: str, where: str, values: Sequence[object]) -> list[tuple[str, str]]:
    """The rows that somebody ever struck."""
    lines = connection.execute(
        f"""SELECT id, thing FROM event WHERE dataset = ? {where}
            AND EXISTS (SELECT 1 FROM log l WHERE l.subject = event.thing AND l.slot LIKE '{VOIDED}:%')""",
        [dataset, *values],
    )
    return lines.fetchall()


def strike_of(connection: Connection, thing: str, arrival: int | None = None) -> Change | None:
    """The strike that stands on an imported event, if one does; with an arrival, as this file knew it then."""
    changes = changes_where(connection, "\"table\" = 'event' AND subject = ? AND arrival <= ?", thing, arrival or 2**62)
    withdrawn = withdrawn_ids(changes)
    standing = [change for change in changes if change.is_voiding and change.id not in withdrawn]
    return standing[-1] if standing and standing[-1].fields.get("voided") else None
