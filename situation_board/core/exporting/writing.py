"""Writing a table for others: under another name first, read back and compared, and only then in its place."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from situation_board.core.exporting.tables import Cell, ExportTable
from situation_board.core.importing.reporting import harmless
from situation_board.core.problems import Mistake, Trouble
from situation_board.core.store.connection import explained

LONGEST_CELL = 32_000
"""Signs: a little less than a workbook takes."""
KML = "http://www.opengis.net/kml/2.2"


def export_to(path: Path, table: ExportTable, *, hxl: bool = False) -> None:
    """Write it in the form that the name ends in. Trouble when what stands on the disk is not what was written.

    What was there before stays until the new file is complete and compared.
    """
    ending = path.suffix.lower()
    if ending not in WRITERS:
        raise Mistake(
            f"{path.name}: the end of the name says what is written.", field="out", do=f"One of: {', '.join(WRITERS)}."
        )
    make, read = WRITERS[ending]
    unfinished = path.with_name(f".{path.name}.unfinished")
    with explained(path):
        try:
            unfinished.write_bytes(make(table, hxl))
            if read(unfinished.read_bytes()) != _expected(table, ending, hxl):
                raise Trouble(
                    f"{path.name} could not be read back as it was written.",
                    kept="The former file is as it was.",
                    do="Try again, or another disk.",
                )
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)


def _expected(table: ExportTable, ending: str, hxl: bool) -> list[list[Any]]:
    """The rows as they have to be read back."""
    if ending == ".csv":
        return _text_rows(table, hxl)
    if ending == ".xlsx":
        return [[_fitting(cell) for cell in row] for row in _typed_rows(table, hxl)]
    if ending == ".geojson":
        return [list(row) for row in table.rows]
    return [[_xml_text(cell) for cell in row] for row in table.rows]


# --- CSV


def _csv(table: ExportTable, hxl: bool) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(_text_rows(table, hxl))
    return text.getvalue().encode("utf-8-sig")


def _read_csv(content: bytes) -> list[list[Any]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def _text_rows(table: ExportTable, hxl: bool) -> list[list[Any]]:
    """No cell is a live formula; a number below zero stays a number."""
    rows = [list(row) for row in _typed_rows(table, hxl)]
    return [[harmless(cell) if isinstance(cell, str) else _text(cell) for cell in row] for row in rows]


def _typed_rows(table: ExportTable, hxl: bool) -> list[tuple[Cell, ...]]:
    tags = [tuple(tag for _, tag in table.columns)] if hxl else []
    return [table.names, *tags, *table.rows]


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return "" if cell is None else str(cell)


# --- workbook


def _workbook(table: ExportTable, hxl: bool) -> bytes:
    """Numbers as numbers, and text as text, whatever it begins with."""
    import openpyxl
    from openpyxl.cell import WriteOnlyCell

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(table.what)
    for row in _typed_rows(table, hxl):
        cells = []
        for value in row:
            fitting = _fitting(value)
            cell = WriteOnlyCell(sheet, value=fitting)
            if isinstance(fitting, str):
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _fitting(value: Cell) -> Cell:
    """As a cell can hold it: no control signs, one sign for the end of a line, not too long; "" is an empty cell."""
    if not isinstance(value, str):
        return value
    text = _plain(value)
    return (text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…") or None


def _plain(text: str) -> str:
    """Without the control signs that neither a workbook nor XML can hold."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign >= " " or sign in "\t\n")


def _read_workbook(content: bytes) -> list[list[Any]]:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    width = max(map(len, rows), default=0)
    return [[*row, *[None] * (width - len(row))] for row in rows]


# --- maps


def _geojson(table: ExportTable, hxl: bool) -> bytes:
    features = [_feature(dict(zip(table.names, row, strict=True))) for row in table.rows]
    document = {"type": "FeatureCollection", "name": table.title, "columns": list(table.names), "features": features}
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _feature(values: dict[str, Cell]) -> dict[str, Any]:
    """What has no coordinates is there without a geometry: an unlocated name is normal."""
    north, east = values.get("latitude"), values.get("longitude")
    is_located = north is not None and east is not None
    geometry = {"type": "Point", "coordinates": [east, north]} if is_located else None
    return {"type": "Feature", "geometry": geometry, "properties": values}


def _read_geojson(content: bytes) -> list[list[Any]]:
    found = json.loads(content)
    return [[feature["properties"][name] for name in found["columns"]] for feature in found["features"]]


def _kml(table: ExportTable, hxl: bool) -> bytes:
    ElementTree.register_namespace("", KML)
    root = ElementTree.Element(f"{{{KML}}}kml")
    document = ElementTree.SubElement(root, f"{{{KML}}}Document")
    ElementTree.SubElement(document, f"{{{KML}}}name").text = table.title
    for row in table.rows:
        _placemark(document, dict(zip(table.names, row, strict=True)))
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def _placemark(document: ElementTree.Element, values: dict[str, Cell]) -> None:
    mark = ElementTree.SubElement(document, f"{{{KML}}}Placemark")
    ElementTree.SubElement(mark, f"{{{KML}}}name").text = _xml_text(values.get("place") or values.get("text"))
    extended = ElementTree.SubElement(mark, f"{{{KML}}}ExtendedData")
    for name, value in values.items():
        data = ElementTree.SubElement(extended, f"{{{KML}}}Data", name=name)
        ElementTree.SubElement(data, f"{{{KML}}}value").text = _xml_text(value)
    north, east = values.get("latitude"), values.get("longitude")
    if north is not None and east is not None:
        point = ElementTree.SubElement(mark, f"{{{KML}}}Point")
        ElementTree.SubElement(point, f"{{{KML}}}coordinates").text = f"{east},{north}"


def _xml_text(cell: Cell) -> str:
    return _plain(_text(cell))


def _read_kml(content: bytes) -> list[list[Any]]:
    from defusedxml.ElementTree import fromstring

    marks = fromstring(content).iter(f"{{{KML}}}Placemark")
    return [[value.text or "" for value in mark.iter(f"{{{KML}}}value")] for mark in marks]


Make = Callable[[ExportTable, bool], bytes]
Read = Callable[[bytes], list[list[Any]]]
WRITERS: dict[str, tuple[Make, Read]] = {
    ".csv": (_csv, _read_csv),
    ".xlsx": (_workbook, _read_workbook),
    ".geojson": (_geojson, _read_geojson),
    ".kml": (_kml, _read_kml),
}
