"""Writing tables for others: under another name first, read back and compared, and only then in its place.

Row by row, so that a large table needs no second copy in memory.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from situation_board.core.exporting.cells import Cell, guarded
from situation_board.core.exporting.kinds import PLACED
from situation_board.core.exporting.safely import not_as_written, written_safely
from situation_board.core.exporting.table import ExportTable
from situation_board.core.problems import Mistake

STEP = 500
"""Rows between two signs of progress."""
LONGEST_CELL = 32_000
"""Signs: a little less than a workbook takes."""
KML = "http://www.opengis.net/kml/2.2"
LINE = re.compile(r"LINESTRING \((.+)\)")
Tables = Sequence[ExportTable]
Line = list[Any]


def export_to(path: Path, tables: ExportTable | Tables, *, hxl: bool = False) -> None:
    """Write it in the form that the name ends in. Trouble when what stands on the disk is not what was written.

    What was there before stays until the new file is complete and compared.
    """
    for _ in writing(path, tables, hxl=hxl):
        pass


def writing(path: Path, tables: ExportTable | Tables, *, hxl: bool = False) -> Iterator[float]:
    """The same in steps: each yield is how far it is, from 0 to 1, and a place to stop."""
    several = (tables,) if isinstance(tables, ExportTable) else tables
    ending = path.suffix.lower()
    _check(path, several, ending)
    write, read, expected = WRITERS[ending]
    whole = 2 * max(sum(len(table.rows) for table in several), 1)
    with written_safely(path) as unfinished:
        done = 0
        for done in _every(write(unfinished, several, hxl)):
            yield done / whole
        for number, table in enumerate(several):
            for found, wanted in zip_longest(read(unfinished, number, table), expected(table, hxl)):
                if found != wanted:
                    raise not_as_written(path)
                done += 1
                if done % STEP == 0:
                    yield min(done / whole, 1.0)


def _every(rows: Iterable[object]) -> Iterator[int]:
    """How many rows are written, every now and then; all of them are gone through."""
    for number, _ in enumerate(rows, start=1):
        if number % STEP == 0:
            yield number


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


def _typed_rows(table: ExportTable, hxl: bool) -> Iterator[tuple[Cell, ...]]:
    yield table.names
    if hxl:
        yield tuple(tag for _, tag in table.columns)
    yield from table.rows


# --- CSV


def _write_csv(path: Path, tables: Tables, hxl: bool) -> Iterator[None]:
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        for row in _text_rows(tables[0], hxl):
            yield writer.writerow(row)


def _read_csv(path: Path, number: int, table: ExportTable) -> Iterator[Line]:
    csv.field_size_limit(2**31 - 1)
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.reader(file)


def _text_rows(table: ExportTable, hxl: bool) -> Iterator[Line]:
    """No cell is a live formula; a number below zero stays a number."""
    for row in _typed_rows(table, hxl):
        yield [guarded(cell) if isinstance(cell, str) else _text(cell) for cell in row]


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return "" if cell is None else str(cell)


# --- workbook


def _write_workbook(path: Path, tables: Tables, hxl: bool) -> Iterator[None]:
    """A sheet a table; numbers as numbers, and text as text, whatever it begins with."""
    import openpyxl
    from openpyxl.cell import WriteOnlyCell

    book = openpyxl.Workbook(write_only=True)
    for table in tables:
        sheet = book.create_sheet(table.what)
        for row in _fitting_rows(table, hxl):
            cells = []
            for value in row:
                cell = WriteOnlyCell(sheet, value=value)
                if isinstance(value, str):
                    cell.data_type = "s"
                cells.append(cell)
            yield sheet.append(cells)
    with path.open("wb") as out:
        book.save(out)


def _fitting_rows(table: ExportTable, hxl: bool) -> Iterator[Line]:
    for row in _typed_rows(table, hxl):
        yield [_fitting(cell) for cell in row]


def _fitting(value: Cell) -> Cell:
    """As a cell can hold it: no control signs, one sign for the end of a line, not too long; "" is an empty cell."""
    if not isinstance(value, str):
        return value
    text = _plain(value)
    return (text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…") or None


def _plain(text: str) -> str:
    """Without the control signs that neither a workbook nor XML can hold."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if (sign >= " " or sign in "\t\n") and sign not in "\ufffe\uffff")


def _read_workbook(path: Path, number: int, table: ExportTable) -> Iterator[Line]:
    import openpyxl

    with path.open("rb") as file:
        book = openpyxl.load_workbook(file, read_only=True)
        for row in book.worksheets[number].iter_rows(values_only=True):
            yield [*row, *[None] * (len(table.columns) - len(row))]


# --- maps


def _write_geojson(path: Path, tables: Tables, hxl: bool) -> Iterator[int]:
    """One feature a line."""
    (table,) = tables
    head = {"type": "FeatureCollection", "name": table.title, "columns": list(table.names)}
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "features": [')
        for number, row in enumerate(table.rows):
            feature = _feature(dict(zip(table.names, row, strict=True)))
            yield out.write((",\n" if number else "\n") + json.dumps(feature, ensure_ascii=False))
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


def _write_kml(path: Path, tables: Tables, hxl: bool) -> Iterator[int]:
    (table,) = tables
    title = ElementTree.Element("name")
    title.text = _plain(table.title)
    with path.open("wb") as out:
        out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="{KML}"><Document>'.encode())
        out.write(ElementTree.tostring(title, encoding="utf-8"))
        for row in table.rows:
            mark = _placemark(dict(zip(table.names, row, strict=True)))
            yield out.write(b"\n" + ElementTree.tostring(mark, encoding="utf-8"))
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
    return _plain(_text(cell))


def _xml_rows(table: ExportTable, hxl: bool) -> Iterator[Line]:
    for row in table.rows:
        yield [_xml_text(cell) for cell in row]


def _read_kml(path: Path, number: int, table: ExportTable) -> Iterator[Line]:
    from defusedxml.ElementTree import iterparse

    for _, element in iterparse(path):
        if element.tag == f"{{{KML}}}Placemark":
            yield [value.text or "" for value in element.iter(f"{{{KML}}}value")]
            element.clear()


def _plain_rows(table: ExportTable, hxl: bool) -> Iterator[Line]:
    return (list(row) for row in table.rows)


Write = Callable[[Path, Tables, bool], Iterable[object]]
Read = Callable[[Path, int, ExportTable], Iterable[Line]]
Expected = Callable[[ExportTable, bool], Iterable[Line]]
WORKBOOK = ".xlsx"
MAPS = (".geojson", ".kml")
WRITERS: dict[str, tuple[Write, Read, Expected]] = {
    ".csv": (_write_csv, _read_csv, _text_rows),
    WORKBOOK: (_write_workbook, _read_workbook, _fitting_rows),
    ".geojson": (_write_geojson, _read_geojson, _plain_rows),
    ".kml": (_write_kml, _read_kml, _xml_rows),
}
"""Each writes the file row by row, reads back a table of it, and says how the rows have to be read back."""
