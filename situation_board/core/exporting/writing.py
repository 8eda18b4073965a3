"""Writing tables for others: under another name first, read back and compared, and only then in its place.

Row by row, so that a large table needs no second copy in memory.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

from situation_board.core.exporting.cells import Cell, guarded
from situation_board.core.exporting.kinds import PLACED
from situation_board.core.exporting.lines import Line, Lines, Tables, plain, typed_rows
from situation_board.core.exporting.safely import not_as_written, written_safely
from situation_board.core.exporting.table import ExportTable
from situation_board.core.exporting.workbook import read_workbook, write_workbook
from situation_board.core.problems import Mistake

STEP = 500
"""Rows between two signs of progress."""
KML = "http://www.opengis.net/kml/2.2"
LINE = re.compile(r"LINESTRING \((.+)\)")


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a file, compared with what was to be written."""

    rows: int
    columns: tuple[tuple[str, ...], ...]


def export_to(path: Path, tables: ExportTable | Tables, *, hxl: bool = False) -> Written:
    """Write it in the form that the name ends in. Trouble when what stands on the disk is not what was written.

    What was there before stays until the new file is complete and compared.
    """
    several = (tables,) if isinstance(tables, ExportTable) else tables
    with writing(path, several, hxl=hxl) as steps:
        for work in (steps.write(), steps.compare()):
            for _ in work:
                pass
    return steps.written


@contextmanager
def writing(path: Path, tables: Tables, *, hxl: bool = False) -> Iterator[Writing]:
    """The same in steps: first `write`, then `compare`. At the end the file takes its place; else nothing is left."""
    ending = path.suffix.lower()
    _check(path, tables, ending)
    with written_safely(path) as unfinished:
        steps = Writing(path, unfinished, tables, WRITERS[ending], hxl=hxl)
        yield steps
        steps.check_done()


class Writing:
    """A file on its way. Of what is written only a sum is kept, with which that of what is read back is compared: so
    rows may be read while they are written."""

    def __init__(self, path: Path, unfinished: Path, tables: Tables, ways: Ways, *, hxl: bool) -> None:
        self._path, self._unfinished, self._tables, self._ways, self._hxl = path, unfinished, tables, ways, hxl
        self._sums = [_Sum() for _ in tables]
        self._is_compared = False

    @property
    def written(self) -> Written:
        heads = 1 + self._hxl if self._ways.has_heads else 0
        rows = sum(found.rows - heads for found in self._sums)
        return Written(rows, tuple(table.names for table in self._tables))

    def write(self) -> Iterator[int]:
        """Each yield is how many rows are written, and a place to stop."""
        for done, (number, line) in enumerate(self._ways.write(self._unfinished, self._tables, self._hxl), start=1):
            self._sums[number].add(line)
            if done % STEP == 0:
                yield done

    def compare(self) -> Iterator[int]:
        """Each yield is how many rows are read back. Trouble when they are not what was written."""
        done = 0
        for number, table in enumerate(self._tables):
            found = _Sum()
            for line in self._read(number, table):
                found.add(line)
                done += 1
                if done % STEP == 0:
                    yield done
            if found != self._sums[number]:
                raise not_as_written(self._path)
        self._is_compared = True

    def _read(self, number: int, table: ExportTable) -> Iterator[Line]:
        try:
            yield from self._ways.read(self._unfinished, number, table)
        except BROKEN as error:
            raise not_as_written(self._path) from error

    def check_done(self) -> None:
        assert self._is_compared, "a file takes its place when it was compared"


BROKEN = (
    *(ValueError, LookupError, EOFError, Mistake, csv.Error, ElementTree.ParseError),
    *(expat.ExpatError, zipfile.BadZipFile, zlib.error),
)
"""What comes of reading a file that is not as it was written."""


class _Sum:
    """Over the rows of a table: the same only when each cell is."""

    def __init__(self) -> None:
        self.rows = 0
        self._digest = hashlib.sha256()

    def add(self, line: Line) -> None:
        self.rows += 1
        self._digest.update(repr([_same(cell) for cell in line]).encode("utf-8", "surrogatepass"))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Sum) and (self.rows, self._digest.digest()) == (other.rows, other._digest.digest())

    __hash__ = None  # type: ignore[assignment]


def _same(cell: Any) -> Any:
    """A number is the same however it is written: 1, 1.0."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def _check(path: Path, tables: Tables, ending: str) -> None:
    if ending not in WRITERS:
        raise Mistake(
            f"{path.name}: the end of the name says what is written.", field="out", do=f"One of: {', '.join(WRITERS)}."
        )
    if len(tables) > 1 and ending != WORKBOOK:
        raise Mistake("Several tables fit into a workbook only.", field="out", do=f"Take {WORKBOOK}.")
    placeless = [table.what for table in tables if ending in MAPS and table.what not in PLACED]
    if placeless:
        raise Mistake(f"{placeless[0].capitalize()} have no place on a map.", field="out", do="Take .csv or .xlsx.")


# --- CSV


def _write_csv(path: Path, tables: Tables, hxl: bool) -> Lines:
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        for row in _text_rows(tables[0], hxl):
            writer.writerow(row)
            yield 0, row


def _read_csv(path: Path, number: int, table: ExportTable) -> Iterator[Line]:
    csv.field_size_limit(2**31 - 1)
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.reader(file)


def _text_rows(table: ExportTable, hxl: bool) -> Iterator[Line]:
    """No cell is a live formula; a number below zero stays a number."""
    for row in typed_rows(table, hxl):
        yield [guarded(cell) if isinstance(cell, str) else _text(cell) for cell in row]


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return "" if cell is None else str(cell)


# --- maps


def _write_geojson(path: Path, tables: Tables, hxl: bool) -> Lines:
    """One feature a line."""
    (table,) = tables
    head = {"type": "FeatureCollection", "name": table.title, "columns": list(table.names)}
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "features": [')
        for number, row in enumerate(table.rows):
            feature = _feature(dict(zip(table.names, row, strict=True)))
            out.write((",\n" if number else "\n") + json.dumps(feature, ensure_ascii=False))
            yield 0, list(row)
        out.write("\n]}\n")


def _feature(values: dict[str, Cell]) -> dict[str, Any]:
    """What has no coordinates is there without a geometry: an unlocated name is normal."""
    line, point = _line(values), _point(values)
    geometry: dict[str, Any] | None = None
    if line is not None:
        geometry = {"type": "LineString", "coordinates": line}
    elif point is not None:
        geometry = {"type": "Point", "coordinates": point}
    return {"type": "Feature", "geometry": geometry, "properties": values}


def _point(values: dict[str, Cell]) -> list[float] | None:
    north, east = values.get("latitude"), values.get("longitude")
    return [float(east), float(north)] if north is not None and east is not None else None


def _line(values: dict[str, Cell]) -> list[list[float]] | None:
    found = LINE.fullmatch(str(values.get("wkt") or ""))
    return [[float(number) for number in point.split()] for point in found[1].split(", ")] if found else None


def _read_geojson(path: Path, number: int, table: ExportTable) -> Iterator[Line]:
    from situation_board.core.importing.files import GivenFile
    from situation_board.core.importing.json_items import json_items

    for item in json_items(GivenFile(path)):
        yield [item.value["properties"][name] for name in table.names]


def _write_kml(path: Path, tables: Tables, hxl: bool) -> Lines:
    (table,) = tables
    title = ElementTree.Element("name")
    title.text = plain(table.title)
    with path.open("wb") as out:
        out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="{KML}"><Document>'.encode())
        out.write(ElementTree.tostring(title, encoding="utf-8"))
        for row in table.rows:
            mark = _placemark(dict(zip(table.names, row, strict=True)))
            out.write(b"\n" + ElementTree.tostring(mark, encoding="utf-8"))
            yield 0, [_xml_text(cell) for cell in row]
        out.write(b"\n</Document></kml>\n")


def _placemark(values: dict[str, Cell]) -> ElementTree.Element:
    mark = ElementTree.Element("Placemark")
    name = values.get("place") or values.get("name") or values.get("text")
    ElementTree.SubElement(mark, "name").text = _xml_text(name)
    extended = ElementTree.SubElement(mark, "ExtendedData")
    for key, value in values.items():
        data = ElementTree.SubElement(extended, "Data", name=key)
        ElementTree.SubElement(data, "value").text = _xml_text(value)
    line, point = _line(values), _point(values)
    if line is not None or point is not None:
        shape = ElementTree.SubElement(mark, "Point" if line is None else "LineString")
        points = [point] if line is None else line
        ElementTree.SubElement(shape, "coordinates").text = " ".join(
            ",".join(str(number) for number in each) for each in points if each is not None
        )
    return mark


def _xml_text(cell: Cell) -> str:
    return plain(_text(cell))


def _read_kml(path: Path, number: int, table: ExportTable) -> Iterator[Line]:
    from defusedxml.ElementTree import iterparse

    for _, element in iterparse(path):
        if element.tag == f"{{{KML}}}Placemark":
            yield [value.text or "" for value in element.iter(f"{{{KML}}}value")]
            element.clear()


@dataclass(frozen=True, slots=True)
class Ways:
    """How a kind of file is written, row by row, saying each line as it has to be read back; and how it is read."""

    write: Callable[[Path, Tables, bool], Lines]
    read: Callable[[Path, int, ExportTable], Iterable[Line]]
    has_heads: bool


WORKBOOK = ".xlsx"
MAPS = (".geojson", ".kml")
WRITERS = {
    ".csv": Ways(_write_csv, _read_csv, has_heads=True),
    WORKBOOK: Ways(write_workbook, read_workbook, has_heads=True),
    ".geojson": Ways(_write_geojson, _read_geojson, has_heads=False),
    ".kml": Ways(_write_kml, _read_kml, has_heads=False),
}
