"""A small sound file of each format, and what to do to it so that it is sound no more."""

from __future__ import annotations

import io
import json
import random
import struct
import zipfile
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import shapefile

from situation_board.core.exporting.cells import Cell
from situation_board.core.exporting.event_rows import EVENTS
from situation_board.core.exporting.table import ABOUT, ExportTable
from situation_board.core.exporting.writing import export_to
from situation_board.core.sqlite import sqlite3

Seed = tuple[str, bytes]
"""The name of a file and its content."""
ODD = (
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\x80\x81\x8d", b"\r", b"\n\n\n", b'"', b'"""', b"\t;|,", b"\\"),
    *(b"9" * 400, b"-1", b"1e999", b"NaN", b"Infinity", b"-0.0", b"0x7f", b"1_000", b"1,2,3.4.5", b"5-", b"9 - 2"),
    *("²".encode(), "٣٤".encode(), "𝟙𝟚".encode(), "\u202e\u2068".encode(), "½".encode(), b"\xed\xa0\x80"),
    *(b"=1+1", b"@x", b"[" * 3000, b"{" * 3000, b'{"a":' * 500, b"<a>" * 500, b"<!DOCTYPE a [<!ENTITY x 'y'>]>&x;"),
    *(b"0001-01-01", b"9999-12-31T23:59:59+14:00", b"31/31/2024", b"29/02/2023", b"13:99", b"253402300800000"),
    *(b"null", b"true", b'"\\ud800"', b"#date+x", b"| --- | --- |", b"Flag of .svg", b"; " * 3000),
)
TEXTS: dict[str, Seed] = {
    "table": ("data.csv", b"place,date,IDPs,low,high\nHoms,03/04/2024,1200,1000,1400\nHama,5 Dec 2024,>5000,,\n"),
    "control-table": (
        "page.md",
        b"## Homs Governorate\n\n| Name | Held by | As of |\n| --- | --- | --- |\n| Homs | Army | 8 Dec 2024 |\n",
    ),
    "control-table wiki": (
        "page.txt",
        b'== Homs Governorate ==\n{| class="wikitable"\n! Name !! Held by !! As of\n|-\n| [[Homs]] || rowspan="2" | '
        b"{{flagicon|Army}} || 8 Dec 2024<ref>x</ref>\n|-\n| [[Hama|Hamah]] || [[File:Flag of Army.svg|9px]]\n|}\n",
    ),
    "control-table html": (
        "page.html",
        b"<h2>Homs Governorate</h2><table><tr><th>Name</th><th>Held by</th><th>As of</th></tr><tr><td>Homs</td>"
        b'<td rowspan="2"><img src="Flag_of_Army.svg"></td><td>8 Dec 2024</td></tr><tr><td>Hama</td></tr></table>',
    ),
    "table groups": (
        "groups.csv",
        b"Governorate,IDPs,,Returnees,,As of\n,HH,Ind,HH,Ind,\nHoms,10,50 families,dozens,9,2024-12-01T00:00:00Z\n",
    ),
    "table form": (
        "form.csv",
        b"_uuid,today,site/site_name,site/gps,pop/ind_idp\na,45634,Camp A,34.7 36.7 500 4,12\nb,45635,Camp B,,9\n",
    ),
    "acled monthly": ("monthly.csv", b"Country,Admin1,Month,Year,Events,Fatalities\nSyria,Homs,January,2024,5,7\n"),
    "unhcr series": (
        "series.csv",
        b'"Extracted","An office"\n\nYear,Country / territory of asylum/residence,Origin,Population type,Value\n'
        b"2015,Jordan,Syrian Arab Rep.,Asylum-seekers,*\n2015,Jordan,Syrian Arab Rep.,Returned IDPs,9\n",
    ),
    "idmc-gidd disasters": (
        "disasters.csv",
        b"iso3,year,start_date,start_date_accuracy,end_date,event_name,hazard_type_name,new_displacement\n"
        b"SYR,2017,2017-02-01,Week,2017-01-01,Flood,Flood,3000\nSYR,2017,2017-02-01,Month,,Flood,Flood,12\n",
    ),
    "acled": (
        "acled.csv",
        b"event_id_cnty,event_date,time_precision,event_type,actor1,fatalities,location,latitude,longitude\n"
        b"A1,13 May 2022,1,Battles,X,0,Homs,34.7,36.7\nA2,14 May 2022,3,Battles,X,2,Homs,34.7,36.7\n",
    ),
    "ucdp-ged": (
        "ged.csv",
        b"id,type_of_violence,side_a,side_b,date_start,date_end,best,low,high,latitude,longitude\n"
        b"7,1,Army,Rebels,2018-01-01,2018-01-05,12,10,30,34.7,36.7\n",
    ),
    "unhcr": (
        "unhcr.csv",
        b"year,coo_name,coo_iso,coa_name,coa_iso,refugees,asylum_seekers,idps\n2023,Syria,SYR,Jordan,JOR,5,0,-\n",
    ),
    "idmc-gidd": (
        "gidd.csv",
        b"ISO3,Name,Year,Conflict Stock Displacement,Disaster Internal Displacements\nSYR,Syria,2023,72,4\n",
    ),
    "pcode-list": ("codes.csv", b"Location,Admin Level,P-Code,Name,Parent P-Code\nSYR,1,SY02,Aleppo,SYR\n"),
    "hdx-hapi": (
        "hapi.csv",
        b"location_code,admin1_name,admin1_code,reporting_round,assessment_type,population,reference_period_start\n"
        b"SYR,Aleppo,SY02,3,BA,1200,2024-11-01T00:00:00\n",
    ),
    "kml": (
        "places.kml",
        b'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>A</name>'
        b"<Point><coordinates>36.3,32.2,0</coordinates></Point></Placemark></Document></kml>",
    ),
    "kml-people": (
        "camps.kml",
        b'<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder><name>Camps</name><Placemark id="a"><name>A'
        b'</name><ExtendedData><Data name="IDPs"><value>12</value></Data><Data name="IDPs men"><value>5</value></Data>'
        b'<Data name="Date"><value>2024-12-01</value></Data></ExtendedData><Point><coordinates>36.3,32.2</coordinates>'
        b"</Point></Placemark></Folder><NetworkLink><Link/></NetworkLink></Document></kml>",
    ),
    "table people": (
        "people.csv",
        b"IDPs, 8 December 2024,,,,,,\nState,LGA,IDPs (thousand),IDPs men,IDPs last week,IDPs low,Individuals\n"
        b"Borno,Bama,1.5,700,4,1.2,9\n,Gwoza,2.5,800,>5,2,8\n,Monguno,-,,,,7\nTotal Borno,,4,1500,9,,\n",
    ),
    "table by row": (
        "by_row.csv",
        b"country,population_group,gender,age,date,individuals\nJOR,REF,all,all,2024-12-01,60\nJOR,IDPs,f,0-4,2024-12-01,5\n",
    ),
    "feed": (
        "updates.rss",
        b'<rss version="2.0"><channel><item><title>Flash update</title><link>x</link>'
        b"<pubDate>Sun, 08 Dec 2024 10:12:13 +0000</pubDate><description>&lt;p&gt;5&lt;/p&gt;</description></item>"
        b"</channel></rss>",
    ),
    "idmc-figures": (
        "figures.csv",
        b"ID,ISO3,Country,Figure cause,Year,Figure category,Total figures,Start date,Locations names\n"
        b"101,SYR,Syria,Disaster,2023,Internal Displacements,520,2023-02-06,Aleppo; Homs\n"
        b"102,SYR,Syria,Conflict,2023,IDPs,9,,\n",
    ),
    "gpx": ("points.gpx", b'<gpx version="1.1"><wpt lat="34.7" lon="36.7"><name>Depot</name></wpt></gpx>'),
    "cap": (
        "alert.xml",
        b'<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>1</identifier><sender>x</sender>'
        b"<sent>2024-12-08T10:00:00+02:00</sent><status>Actual</status><msgType>Alert</msgType><info>"
        b"<event>Flood</event><urgency>Immediate</urgency><expires>2024-12-09T10:00:00+02:00</expires>"
        b"<area><areaDesc>Coast</areaDesc><circle>35.1,35.9 10</circle></area></info></alert>",
    ),
}
RECORDS: dict[str, object] = {
    "idmc-idu": [
        {
            "id": 1,
            "displacement_type": "Disaster",
            "qualifier": "more than",
            "figure": 40,
            "displacement_date": "2023-11-06T11:00:00.000Z",
            "centroid": "[10.44, 76.27]",
            "event_name": "Land: Flood - Province - 07/11/2023",
            "standard_popup_text": "<b>40 displacements, 07 November</b>",
        }
    ],
    "iom-dtm": {"result": [{"admin0Name": "Syria", "numPresentIdpInd": 12, "reportingDate": "2024-12-01T00:00:00"}]},
    "ucdp-ged": {
        "TotalCount": 1,
        "Result": [
            {
                **{"id": 7, "type_of_violence": 1, "side_a": "A", "side_b": "B", "best": 12, "low": 10, "high": 30},
                **{"date_start": "2018-01-01T00:00:00", "date_end": "2018-01-05T00:00:00", "country": "Iraq"},
            }
        ],
    },
    "table rows": [["Where", "When", "Dead"], ["#adm1", "#date", "#affected+killed"], ["Homs", "2024-12-08", 4]],
    "table esri": {
        "spatialReference": {"wkid": 102100},
        "features": [
            {
                "attributes": {"Site_Name": "Camp", "IDPs": 4, "Survey_Date": 1733659200000},
                "geometry": {"rings": [[[4000000, 4100000], [4100000, 4100000], [4100000, 4200000]]]},
            }
        ],
    },
    "reliefweb": {"data": [{"id": "7", "fields": {"title": "T", "date": {"original": "2024-12-05T00:00:00+00:00"}}}]},
    "table": {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"name": "Camp", "IDPs": 4, "date": "2024-12-01"},
                "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]},
            }
        ],
    },
}


@cache
def seeds() -> Mapping[str, Seed]:
    """Sound files by the format that reads them and what kind of file it is."""
    found = {f"{name} {file}": (file, content) for name, (file, content) in TEXTS.items()}
    found |= {f"{name} json": (f"{name}.json", json.dumps(value).encode()) for name, value in RECORDS.items()}
    makers: dict[str, Callable[[], Seed]] = {
        "table xlsx": _workbook,
        "table zip": _zipped,
        "ocha-cod-ab shp": _shapes,
        "ocha-cod-ab gpkg": _geopackage,
        "kml kmz": _kmz,
        "situation-board csv": partial(_own, ".csv"),
        "situation-board xlsx": partial(_own, ".xlsx"),
    }
    return found | {name: make() for name, make in makers.items()}


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Something was done to it, once or several times."""
    for _ in range(chance.choice((1, 1, 2, 4, 12))):
        content = chance.choice(DAMAGES)(content, chance)
    return content[:200_000]


def _flip(content: bytes, chance: random.Random) -> bytes:
    if not content:
        return content
    at = chance.randrange(len(content))
    return content[:at] + bytes([content[at] ^ (1 << chance.randrange(8))]) + content[at + 1 :]


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _drop(content: bytes, chance: random.Random) -> bytes:
    first, last = _span(content, chance)
    return content[:first] + content[last:]


def _double(content: bytes, chance: random.Random) -> bytes:
    first, last = _span(content, chance)
    return content[:last] + content[first:last] * chance.choice((1, 2, 40)) + content[last:]


def _insert(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + chance.choice(ODD) + content[at:]


def _replace_word(content: bytes, chance: random.Random) -> bytes:
    """A whole cell or value becomes something odd."""
    ends = [at for at, sign in enumerate(content) if sign in b',;|"<>\n:'] or [0]
    at = chance.choice(ends) + 1
    end = next((each for each in ends if each >= at), len(content))
    return content[:at] + chance.choice(ODD) + content[end:]


def _encode_otherwise(content: bytes, chance: random.Random) -> bytes:
    return content.decode("latin-1").encode(chance.choice(("utf-16", "utf-16-le", "utf-32", "utf-8", "utf-7")))


def _swap_lines(content: bytes, chance: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    chance.shuffle(lines)
    return b"".join(lines)


def _span(content: bytes, chance: random.Random) -> tuple[int, int]:
    first = chance.randrange(len(content) + 1)
    return first, min(len(content), first + chance.choice((1, 3, 20, 400)))


DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    *(_flip, _cut, _drop, _double, _insert, _insert, _replace_word, _replace_word),
    *(_encode_otherwise, _swap_lines),
)


def _workbook() -> Seed:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Place", "Date", "Killed"], ["Homs", "2024-12-08", 3]):
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return "data.xlsx", content.getvalue()


def _own(ending: str) -> Seed:
    """A table of events as this program writes it."""
    said: dict[str, Cell] = {
        **{
            "id": "e-1",
            "kind": "displacement",
            "text": "People leave",
            "place": "Homs",
            "starts": "2024-12-01/2024-12-05",
        },
        **{"starts_precision": "range", "category": "displaced", "quantifier": "between"},
        **{
            "low": 1000,
            "high": 1400,
            "unit": "person",
            "metric": "flow",
            "role": "recommended",
            "issued": "2024-12-08T10:00:00+03:00",
        },
        **{"issued_precision": "second", "actors": "Army; Others", "own_label": "TLP:GREEN", "label": "TLP:AMBER"},
    }
    row = tuple(said.get(name) for name, _ in (*EVENTS, *ABOUT))
    part = tuple({**said, "part_of": 1, "low": 7, "high": 7}.get(name) for name, _ in (*EVENTS, *ABOUT))
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"events{ending}"
        export_to(path, ExportTable("events", "x", (*EVENTS, *ABOUT), (row, part)), hxl=ending == ".csv")
        return path.name, path.read_bytes()


def _kmz() -> Seed:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("doc.kml", TEXTS["kml"][1])
    return "places.kmz", content.getvalue()


def _zipped() -> Seed:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.csv", TEXTS["table"][1])
    return "data.zip", content.getvalue()


def _shapes() -> Seed:
    parts = {ending: io.BytesIO() for ending in ("shp", "shx", "dbf")}
    with shapefile.Writer(**parts) as writer:
        for name in ("ADM1_EN", "ADM1_PCODE", "ADM0_PCODE"):
            writer.field(name, "C")
        writer.poly([[[0, 0], [0, 4], [4, 4], [0, 0]]])
        writer.record("Homs", "SY04", "SY")
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for ending, part in parts.items():
            archive.writestr(f"syr_adm1.{ending}", part.getvalue())
    return "adm.zip", content.getvalue()


def _geopackage() -> Seed:
    shape = b"GP\x00\x01" + struct.pack("<i", 4326) + struct.pack("<BIdd", 1, 1, 36.7, 34.7)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "areas.gpkg"
        connection = sqlite3.connect(str(path))
        connection.executescript(
            """PRAGMA page_size = 512;
               CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT);
               CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);
               INSERT INTO gpkg_geometry_columns VALUES ('areas', 'geom', 4326);
               CREATE TABLE areas (fid INTEGER PRIMARY KEY, geom BLOB, ADM1_EN TEXT, ADM1_PCODE TEXT);"""
        )
        connection.execute("INSERT INTO areas VALUES (1, ?, 'Aleppo', 'SY02')", (shape,))
        connection.commit()
        connection.close()
        return "areas.gpkg", path.read_bytes()
