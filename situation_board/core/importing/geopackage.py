"""GeoPackage (OGC 12-128): layers in a SQLite file of others, which is read and never trusted.

It is opened read-only and immutable; nothing but plain tables is read, no view, trigger or virtual table of it runs,
and no function but `length`. Shapes are the well-known binary of ISO 13249 behind a header of their own.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from situation_board.core.importing.files import GivenFile
from situation_board.core.importing.geometry import Point, point_of
from situation_board.core.importing.projections import DEGREES, System, system_of_code, system_of_text
from situation_board.core.problems import Mistake
from situation_board.core.sqlite import Connection, DatabaseError, sqlite3

MOST_LAYERS = 100
MOST_COLUMNS = 500
LARGEST_CELL = 64 << 20
"""Bytes of a shape or text; larger ones are as if they were not there."""
STEPS_BETWEEN_LOOKS = 1_000_000
MOST_LOOKS = 20_000
"""Of so many million steps of SQLite one file may take: a country's boundaries take a few hundred."""
ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
ALLOWED = frozenset({19, 20, 21})  # PRAGMA, READ, SELECT
FUNCTION = 31
KINDS = {
    1: "Point",
    2: "LineString",
    3: "Polygon",
    4: "MultiPoint",
    5: "MultiLineString",
    6: "MultiPolygon",
    7: "GeometryCollection",
}
DEEPEST = 4
HEADER = 100
"""Bytes at the beginning of a database (sqlite.org/fileformat.html)."""


@dataclass(frozen=True, slots=True)
class Shapes:
    """A layer: its table, the column of its shapes, and their reference system; a mere table has no such column."""

    table: str
    column: str
    system: System


def layers_of(file: GivenFile) -> list[Shapes]:
    """The layers of a GeoPackage; [] when it is none."""
    connection = _open(file)
    try:
        if not _is_table(connection, "gpkg_contents") or not _is_table(connection, "gpkg_geometry_columns"):
            return []
        found = connection.execute(
            "SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns ORDER BY table_name LIMIT ?",
            (MOST_LAYERS,),
        ).fetchall()
        return [
            Shapes(str(name), str(column), _system(connection, srs))
            for name, column, srs in [*found, *_without_shapes(connection)]
            if _is_table(connection, str(name))
        ]
    except (DatabaseError, ValueError, TypeError, OverflowError) as error:
        raise _damaged(file) from error
    finally:
        connection.close()


def _without_shapes(connection: Connection) -> list[tuple[str, str, int]]:
    """The tables of attributes alone."""
    columns = {str(line[1]) for line in connection.execute("PRAGMA table_info(gpkg_contents)")}
    if not {"table_name", "data_type"} <= columns:
        return []
    found = connection.execute(
        "SELECT table_name FROM gpkg_contents WHERE data_type = 'attributes' ORDER BY table_name LIMIT ?",
        (MOST_LAYERS,),
    )
    return [(str(name), "", 4326) for (name,) in found]


def _system(connection: Connection, number: Any) -> System:
    """By the number of the registry, else by the description that the file holds of it."""
    own = system_of_code(number) if isinstance(number, int) else DEGREES
    if own.way is not None or not _is_table(connection, "gpkg_spatial_ref_sys"):
        return own
    said = connection.execute(
        f"SELECT {_bounded('definition')} FROM gpkg_spatial_ref_sys WHERE srs_id = ?", (number,)
    ).fetchone()
    described = system_of_text(said[0]) if said is not None and isinstance(said[0], str) else own
    return described if described.way is not None or len(described.name) > len(own.name) else own


def columns_of(file: GivenFile, table: str) -> list[str]:
    """The columns of a layer."""
    connection = _open(file)
    try:
        return [str(line[1]) for line in connection.execute(f"PRAGMA table_info({_quoted(table)})")][:MOST_COLUMNS]
    except DatabaseError as error:
        raise _damaged(file) from error
    finally:
        connection.close()


def rows_of(file: GivenFile, layer: Shapes) -> Iterator[tuple[Mapping[str, Any], object]]:
    """The rows of a layer: what stands in its columns, and its shape. Mistake when it is damaged."""
    names = [name for name in columns_of(file, layer.table) if name != layer.column]
    listed = ", ".join([_bounded(name) for name in names] + [_bounded(layer.column) if layer.column else "NULL"])
    connection = _open(file)
    try:
        for row in connection.execute(f"SELECT {listed} FROM {_quoted(layer.table)}"):
            plain = {name: None if isinstance(value, bytes) else value for name, value in zip(names, row, strict=False)}
            yield plain, row[-1]
    except (DatabaseError, ValueError, OverflowError) as error:
        raise _damaged(file) from error
    finally:
        connection.close()


def is_point(blob: object) -> bool:
    """Whether a shape is one point, as far as its first bytes say."""
    if not isinstance(blob, bytes) or blob[:2] != b"GP" or len(blob) < 8:
        return False
    at = 8 + ENVELOPES.get((blob[3] >> 1) & 7, 0)
    return blob[at : at + 3] in {b"\x01\x01\x00", b"\x00\x00\x00"} and blob[at + 3 : at + 5] in {
        b"\x00\x00",
        b"\x00\x01",
    }


def point_of_blob(blob: bytes, *, is_in_degrees: bool = True) -> Point | None:
    """The point that stands for a shape. ValueError when it is broken."""
    if blob[:2] != b"GP" or len(blob) < 8:
        raise ValueError("has a broken shape")
    flags = blob[3]
    envelope = ENVELOPES.get((flags >> 1) & 7)
    if envelope is None or flags & 0x20:
        raise ValueError("has a shape of a kind that is not read")
    if flags & 0x10:
        return None
    try:
        geometry, _ = _Binary(blob, 8 + envelope).geometry(0)
    except (struct.error, IndexError) as error:
        raise ValueError("has a broken shape") from error
    return point_of(geometry, is_in_degrees=is_in_degrees)


class _Binary:
    """Well-known binary, read from front to back. Counts are checked against what is left."""

    def __init__(self, blob: bytes, at: int) -> None:
        self._blob = blob
        self._at = at

    def geometry(self, depth: int) -> tuple[dict[str, Any], int]:
        """A GeoJSON geometry and how many numbers a point has."""
        if depth > DEEPEST:
            raise ValueError("has a shape that is nested too deep")
        order = "<" if self._blob[self._at] == 1 else ">"
        self._at += 1
        code = self._number(order)
        kind = KINDS.get((code & 0x0FFFFFFF) % 1000)
        if kind is None:
            raise ValueError("has a shape of a kind that is not read")
        width = _width(code)
        if code & 0x20000000:
            self._at += 4
        if kind in {"MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection"}:
            parts = [self.geometry(depth + 1)[0] for _ in range(self._count(order, 5))]
            if kind == "GeometryCollection":
                return {"type": kind, "geometries": parts}, width
            return {"type": kind, "coordinates": [part.get("coordinates") for part in parts]}, width
        return {"type": kind, "coordinates": self._coordinates(kind, order, width)}, width

    def _coordinates(self, kind: str, order: str, width: int) -> Any:
        match kind:
            case "Point":
                return self._points(order, width, 1)[0]
            case "LineString":
                return self._points(order, width, self._count(order, 8 * width))
            case _:
                rings = range(self._count(order, 4))
                return [self._points(order, width, self._count(order, 8 * width)) for _ in rings]

    def _points(self, order: str, width: int, count: int) -> list[tuple[float, ...]]:
        numbers = struct.unpack_from(f"{order}{count * width}d", self._blob, self._at)
        self._at += 8 * count * width
        return [numbers[at : at + 2] for at in range(0, count * width, width)]

    def _count(self, order: str, smallest: int) -> int:
        count = self._number(order)
        if count * smallest > len(self._blob) - self._at:
            raise ValueError("has a broken shape")
        return count

    def _number(self, order: str) -> int:
        (number,) = struct.unpack_from(f"{order}I", self._blob, self._at)
        self._at += 4
        return int(number)


def _width(code: int) -> int:
    """Numbers of a point: two, and height and measure where the kind has them (ISO and the older marks alike)."""
    thousands = (code & 0x0FFFFFFF) // 1000
    has_height = bool(code & 0x80000000) or thousands in {1, 3}
    has_measure = bool(code & 0x40000000) or thousands in {2, 3}
    return 2 + has_height + has_measure


def _check_whole(file: GivenFile) -> None:
    """Mistake when pages are missing at the end: what is left of them would be read as if it were all."""
    if len(file.head) < HEADER:
        raise _damaged(file)
    size = struct.unpack_from(">H", file.head, 16)[0]
    pages, changes, checked = (struct.unpack_from(">I", file.head, at)[0] for at in (28, 24, 92))
    if changes == checked and pages * (65_536 if size == 1 else size) > file.size:
        raise Mistake(
            f"{file.name} ends in the middle: it was not copied or received as a whole.",
            field="file",
            kept="Nothing was imported.",
            do="Get it once more.",
        )


def _open(file: GivenFile) -> Connection:
    _check_whole(file)
    address = f"{file.path.resolve().as_uri()}?mode=ro&immutable=1"
    connection: Connection = sqlite3.connect(address, uri=True)
    looks = 0

    def is_too_long() -> bool:
        nonlocal looks
        looks += 1
        return looks > MOST_LOOKS

    try:
        for pragma in ("query_only = ON", "trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0"):
            connection.execute(f"PRAGMA {pragma}")
    except DatabaseError as error:
        connection.close()
        raise _damaged(file) from error
    connection.text_factory = lambda text: text.decode("utf-8", "replace")
    connection.set_progress_handler(is_too_long, STEPS_BETWEEN_LOOKS)
    connection.set_authorizer(_may)
    return connection


def _may(action: int, first: str | None, second: str | None, *more: object) -> int:
    """Reading, and nothing else."""
    if action in ALLOWED or (action == FUNCTION and second == "length"):
        return int(sqlite3.SQLITE_OK)
    return int(sqlite3.SQLITE_DENY)


def _is_table(connection: Connection, name: str) -> bool:
    """A table of rows: no view, nothing virtual."""
    found = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (name,)).fetchone()
    return found is not None and not str(found[0]).lstrip().upper().startswith("CREATE VIRTUAL")


def _bounded(name: str) -> str:
    quoted = _quoted(name)
    return f"CASE WHEN length({quoted}) <= {LARGEST_CELL} THEN {quoted} END"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _damaged(file: GivenFile) -> Mistake:
    return Mistake(
        f"{file.name} is no GeoPackage that can be read: it is damaged or holds something else.",
        field="file",
        kept="Nothing was imported.",
    )
