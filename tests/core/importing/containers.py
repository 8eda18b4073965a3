"""One table of texts in every kind of file that can hold it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path

import openpyxl
import shapefile

from situation_board.core.sqlite import sqlite3

MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
Rows = Sequence[Sequence[str]]
SPACES = "".join(
    f' xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"' for each in ("office", "table", "text")
)


def _csv(folder: Path, headers: Sequence[str], rows: Rows) -> Path:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([headers, *rows])
    return _written(folder / "data.csv", text.getvalue())


def _xlsx(folder: Path, headers: Sequence[str], rows: Rows) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (headers, *rows):
        sheet.append(list(row))
    book.save(folder / "data.xlsx")
    return folder / "data.xlsx"


def _ods(folder: Path, headers: Sequence[str], rows: Rows) -> Path:
    cell = '<table:table-cell office:value-type="string"><text:p>{0}</text:p></table:table-cell>'
    lines = ("".join(cell.format(escape(text)) for text in row) for row in (headers, *rows))
    table = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    content = (
        f'<office:document-content{SPACES}><office:body><office:spreadsheet><table:table table:name="S">{table}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(folder / "data.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
    return folder / "data.ods"


def _json(folder: Path, headers: Sequence[str], rows: Rows) -> Path:
    return _written(folder / "data.json", json.dumps([dict(zip(headers, row, strict=True)) for row in rows]))


def _lists(folder: Path, headers: Sequence[str], rows: Rows) -> Path:
    return _written(folder / "lists.json", json.dumps([headers, *rows]))


def _html(folder: Path, headers: Sequence[str], rows: Rows) -> Path:
    lines = ["".join(f"<th>{escape(each)}</th>" for each in headers)]
    lines += ["".join(f"<td>{escape(each)}</td>" for each in row) for row in rows]
    return _written(folder / "data.html", f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>")


def _markdown(folder: Path, headers: Sequence[str], rows: Rows) -> Path:
    lines = [" | ".join(row) for row in (headers, ["---"] * len(headers), *rows)]
    return _written(folder / "data.md", "".join(f"| {line} |\n" for line in lines))


def _wiki(folder: Path, headers: Sequence[str], rows: Rows) -> Path:
    lines = ["! " + " !! ".join(headers), *("| " + " || ".join(row) for row in rows)]
    return _written(folder / "data.txt", "{|\n" + "\n|-\n".join(lines) + "\n|}\n")


def _pasted(folder: Path, headers: Sequence[str], rows: Rows) -> Path:
    return _written(folder / "pasted.txt", "\n".join("\t".join(row) for row in (headers, *rows)))


def _kml(folder: Path, headers: Sequence[str], rows: Rows) -> Path:
    data = '<Data name="{0}"><value>{1}</value></Data>'
    marks = []
    for row in rows:
        fields = "".join(data.format(escape(name), escape(said)) for name, said in zip(headers, row, strict=True))
        marks.append(f"<Placemark><ExtendedData>{fields}</ExtendedData></Placemark>")
    space = 'xmlns="http://www.opengis.net/kml/2.2"'
    return _written(folder / "data.kml", f"<kml {space}><Document>{''.join(marks)}</Document></kml>")


def _geojson(folder: Path, headers: Sequence[str], rows: Rows) -> Path:
    features = [
        {"type": "Feature", "properties": dict(zip(headers, row, strict=True)), "geometry": None} for row in rows
    ]
    return _written(folder / "data.geojson", json.dumps({"type": "FeatureCollection", "features": features}))


def _sequence(folder: Path, headers: Sequence[str], rows: Rows) -> Path:
    """GeoJSON text sequences (RFC 8142)."""
    features = [
        {"type": "Feature", "properties": dict(zip(headers, row, strict=True)), "geometry": None} for row in rows
    ]
    return _written(folder / "sequence.geojsonl", "".join(f"\x1e{json.dumps(each)}\n" for each in features))


def _attributes(folder: Path, headers: Sequence[str], rows: Rows) -> Path:
    """A GeoPackage with a table that has no shapes."""
    connection = sqlite3.connect(str(folder / "attributes.gpkg"))
    connection.executescript(
        "CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT);"
        "CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);"
        "INSERT INTO gpkg_contents VALUES ('data', 'attributes');"
    )
    columns = ", ".join('"' + each + '"' for each in headers)
    connection.execute(f"CREATE TABLE data ({columns})")
    connection.executemany(f"INSERT INTO data VALUES ({', '.join('?' * len(headers))})", [list(row) for row in rows])
    connection.commit()
    connection.close()
    return folder / "attributes.gpkg"


def _shapes(folder: Path, headers: Sequence[str], rows: Rows) -> Path:
    parts = {ending: io.BytesIO() for ending in ("shp", "shx", "dbf")}
    with shapefile.Writer(**parts, shapeType=shapefile.NULL) as writer:
        for header in headers:
            writer.field(header.replace(" ", "_"), "C", 200)
        for row in rows:
            writer.null()
            writer.record(*row)
    with zipfile.ZipFile(folder / "shapes.zip", "w") as archive:
        for ending, part in parts.items():
            archive.writestr(f"data.{ending}", part.getvalue())
    return folder / "shapes.zip"


def _geopackage(folder: Path, headers: Sequence[str], rows: Rows) -> Path:
    connection = sqlite3.connect(str(folder / "data.gpkg"))
    connection.executescript(
        "CREATE TABLE gpkg_contents (table_name TEXT);"
        "CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);"
        "INSERT INTO gpkg_geometry_columns VALUES ('data', 'geom', 4326);"
    )
    columns = ", ".join('"' + each + '"' for each in headers)
    connection.execute(f"CREATE TABLE data (geom, {columns})")
    for row in rows:
        connection.execute(f"INSERT INTO data VALUES (NULL{', ?' * len(row)})", list(row))
    connection.commit()
    connection.close()
    return folder / "data.gpkg"


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


CONTAINERS: Mapping[str, Callable[[Path, Sequence[str], Rows], Path]] = {
    **{"csv": _csv, "xlsx": _xlsx, "ods": _ods, "json": _json, "json lists": _lists, "html": _html},
    **{"markdown": _markdown, "wiki": _wiki, "pasted": _pasted, "kml": _kml, "geojson": _geojson},
    **{"shapefile": _shapes, "geopackage": _geopackage, "sequence": _sequence, "attributes": _attributes},
}
