"""Files that mean harm: small ones that would grow, large ones without end, and what is no file at all."""

from __future__ import annotations

import io
import json
import os
import random
import string
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl

from situation_board.core.sqlite import sqlite3

MEGABYTE = 1 << 20
LAST_CELL = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
BEYOND = '<row r="4294967295"><c r="ZZZZZZ4294967295"><v>1</v></c></row>'
ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="S"><table:table-row table:number-rows-repeated="1000000">'
    '<table:table-cell office:value-type="string" table:number-columns-repeated="60"><text:p>x</text:p>'
    "</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
)
LONG_TEXTS = (
    ODS.replace("1000000", "1000").replace('"60"', '"1"').replace("<text:p>x", '<text:p>a<text:s text:c="900000"/>')
)
GEOPACKAGE = """CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT);
    CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);
    INSERT INTO gpkg_geometry_columns VALUES ('areas', 'geom', 4326);"""
WITHOUT_END = "(WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n FROM r)"
ROWS = "INSERT INTO areas VALUES (1, NULL, 'A', 'SY01');"
AREAS = "CREATE TABLE areas (fid, geom, ADM1_EN, ADM1_PCODE"
SCHEMAS = {
    "endless-view.gpkg": f"CREATE VIEW areas AS SELECT * FROM {WITHOUT_END}",
    "trigger.gpkg": f"{AREAS}); {ROWS} CREATE TRIGGER t AFTER INSERT ON areas BEGIN DELETE FROM areas; END;",
    "computed.gpkg": f"{AREAS}, big AS (zeroblob(900000000))); INSERT INTO areas VALUES (1, NULL, 'A', 'SY01');",
    "names.gpkg": f"{AREAS}, \"x\"\"); DROP TABLE areas; --\"); INSERT INTO areas VALUES (1, NULL, 'A', 'SY01', 2);",
    "virtual.gpkg": "CREATE VIRTUAL TABLE areas USING fts5(ADM1_EN, ADM1_PCODE)",
}
TEXTS = {
    "columns.csv": ("a," * 1_000_000 + "b\n") * 2,
    "semicolons.csv": (";" * 2_000_000 + "\n") * 2,
    "quotes.csv": 'place,date,killed\n"' + "x\n" * (6 * MEGABYTE),
    "digits.csv": f"place,date,killed\nHoms,2024-12-01,{'9' * 5000}\nHoms,{'9' * 5000},1\nHoms,2024-12-01,1e400\n",
    "spaces.csv": f"place,date,killed,remarks\nHoms,{'1 ' * 90_000},{'1 ' * 90_000}-,x\n",
    "addresses.csv": f"place,date,killed,remarks\nHoms,2024-12-01,1,{'+1-' * 200_000}{'a@' * 90_000}{'a.' * 90_000}@\n",
    "people.csv": "place,date,killed,remarks\nHoms,2024-12-01,1," + " ".join(f"a{at}@b.cc" for at in range(90_000)),
    "numbers.json": '[{"place":"Homs","date":"2024-12-01","killed":1e400},{"place":"A","killed":-1e400,"date":"2024"}]',
    "digits.json": f'[{{"place":"Homs","date":"2024-12-01","killed":{"9" * 5000}}}]',
    "deep.json": "[" * 2_000_000,
    "deep-objects.json": '{"a":' * 500_000,
    "keys.json": "[{" + ",".join(f'"k{at}":1' for at in range(200_000)) + "}]",
    "long-text.json": f'[{{"place":"{"x" * (70 * MEGABYTE)}"}}]',
    "deep.kml": "<kml>" + "<Folder>" * 100_000 + "</Folder>" * 100_000 + "</kml>",
    "deep-name.kml": f"<kml><Placemark><name>{'<b>' * 100_000}x{'</b>' * 100_000}</name></Placemark></kml>",
    "outside.kml": '<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]><kml><Placemark><name>&x;</name></Placemark></kml>',
    "elsewhere.kml": '<!DOCTYPE kml SYSTEM "http://127.0.0.1:9/x.dtd"><kml><Placemark><name>A</name></Placemark></kml>',
    "tables.html": "<table>" * 200_000,
    "spans.html": "<table><tr><th>Name</th><th>Held by</th></tr>" + '<tr><td rowspan="65534" colspan="999">A' * 300,
    "tags.html": "<table><tr><th>Name<th>Held by<tr><td>" + "<br" * 100_000 + "<td>x</table>",
    "templates.txt": "{|\n! Name !! Held by\n|-\n| " + "{{a|[[file:b|c|" * 50_000 + " || b\n|}\n",
    "notes.txt": "{|\n! Name !! Held by\n|-\n| " + "<ref" * 50_000 + "[//a " * 50_000 + " || b\n|}\n",
    "bars.md": "| Name | Held by |\n| --- | --- |\n"
    + " " * 300_000
    + "|\n"
    + "|" * 300_000
    + "\n"
    + "[" * 200_000
    + "|x\n",
    "flags.csv": "Name,Held by\nHoms," + "Flag of " * 100_000 + "\n",
}


def hostile_files(folder: Path) -> list[Path]:
    """All of them, made in the folder."""
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    for name in ("endless.csv", "endless.json", "endless.kml"):
        _sparse(folder / name)
    (folder / "far-cell.xlsx").write_bytes(_workbook(lambda sheet: _added(sheet, LAST_CELL)))
    (folder / "beyond.xlsx").write_bytes(_workbook(lambda sheet: _added(sheet, BEYOND)))
    (folder / "claimed.xlsx").write_bytes(_workbook(lambda sheet: sheet.replace('ref="A1:C2"', 'ref="A1:XFD1048576"')))
    (folder / "shared.xlsx").write_bytes(_sharing())
    (folder / "texts.ods").write_bytes(_zip({"content.xml": LONG_TEXTS}))
    (folder / "letter.docx").write_bytes(_zip({"word/document.xml": "<w/>", "[Content_Types].xml": "<t/>"}))
    (folder / "repeated.ods").write_bytes(_zip({"content.xml": ODS}))
    bomb = bytes(150 * MEGABYTE)
    (folder / "bomb.kmz").write_bytes(_zip({"doc.kml": bomb}))
    inner = _zip({"data.csv": bomb})
    (folder / "bomb.zip").write_bytes(inner)
    (folder / "nested.zip").write_bytes(_zip({"inner.zip": inner}))
    (folder / "many.zip").write_bytes(_zip({f"{at}.csv": "" for at in range(20_000)}))
    (folder / "outside.zip").write_bytes(_zip({"../../evil.csv": "a,b\n1,2\n"}))
    (folder / "shapes.zip").write_bytes(
        _zip({"a.dbf": struct.pack("<4BIHH20x", 3, 1, 1, 1, 2**32 - 1, 2**16 - 1, 2**16 - 1)})
    )
    for name, schema in SCHEMAS.items():
        connection = sqlite3.connect(str(folder / name))
        connection.executescript(GEOPACKAGE + schema)
        connection.close()
    return [*sorted(folder.iterdir()), *_no_files(folder)]


def _sparse(path: Path) -> None:
    """One line of two gigabytes that take no room on the disk."""
    with path.open("wb") as stream:
        stream.write(
            b"place,date\nHoms," if path.suffix == ".csv" else b'[{"a":"' if path.suffix == ".json" else b"<kml>"
        )
        stream.write(b"x" * 70_000)
        stream.truncate(2 << 30)


def _no_files(folder: Path) -> list[Path]:
    (folder / "round.csv").symlink_to(folder / "round.csv")
    (folder / "zeros.csv").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.csv")
    return [folder / name for name in ("round.csv", "zeros.csv", "pipe.csv")]


def _sharing() -> bytes:
    """One long text that is shown a thousand times."""
    rows = "".join(f'<row r="{at}"><c r="A{at}" t="s"><v>0</v></c></row>' for at in range(3, 1003))
    chance = random.Random(7)
    text = "".join(chance.choices(string.ascii_letters, k=1_000_000))
    return _workbook(
        lambda sheet: _added(sheet, rows),
        {"xl/sharedStrings.xml": f"<sst><si><t>{text}</t></si><si><t>b</t></si></sst>"},
    )


def _added(sheet: str, row: str) -> str:
    return sheet.replace("</sheetData>", f"{row}</sheetData>")


def _workbook(change: Callable[[str], str], more: Mapping[str, str] | None = None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["place", "date", "killed"], ["Homs", "2024-12-01", 3]):
        sheet.append(row)
    sound = io.BytesIO()
    book.save(sound)
    with zipfile.ZipFile(sound) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    return _zip(members | {name: change(members[name].decode()).encode()} | dict(more or {}))


def _zip(members: Mapping[str, str | bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return content.getvalue()


def said(output: str) -> dict[str, str]:
    """What the process printed of each file."""
    found: dict[str, str] = json.loads(output)
    return found
