"""Numbers by area and year, lists of codes, reports, points and GeoPackages: small made files for each oddity."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest
import shapefile

from situation_board.core.gazetteer import Gazetteer
from situation_board.core.importing.geopackage import point_of_blob
from situation_board.core.importing.importing import examine_file
from situation_board.core.importing.incoming import GivenEvent, GivenLocation, GivenReport
from situation_board.core.importing.placing import Found
from situation_board.core.problems import Mistake
from situation_board.core.rows import Report
from situation_board.core.sqlite import sqlite3
from situation_board.core.store import Store
from situation_board.core.vocabulary import CrossBorder, FigureCategory, FigureGroup, LocationKind, Metric
from tests.core.importing.importing import Taken, end_of, examined, imported, options, taken, written


def figures(found: Taken) -> list[tuple[str, str, int | None]]:
    events = [row for row in found.rows if isinstance(row, GivenEvent)]
    return [(str(figure.category), str(figure.metric), figure.low) for row in events for figure in row.figures]


def idps(**more: object) -> dict[str, object]:
    return {
        "location_code": "SYR",
        "location_name": "Syrian Arab Republic",
        "admin1_code": "SY02",
        "admin1_name": "Aleppo",
        "admin2_code": None,
        "admin2_name": None,
        "reporting_round": 3,
        "assessment_type": "BA",
        "operation": "crisis",
        "population": 1200,
        "reference_period_start": "2024-11-01T00:00:00",
        "reference_period_end": "2024-11-30T23:59:59",
    } | more


class TestHapi:
    def test_displaced_people_are_a_stock_of_the_deepest_area(self, tmp_path: Path) -> None:
        rows = [idps(), idps(admin2_code="SY0201", admin2_name="Jebel Saman"), idps(admin1_code=None, admin1_name=None)]
        found = taken(written(tmp_path, "hapi.json", json.dumps({"data": rows})))
        assert found.format == "hdx-hapi"
        assert figures(found) == [("displaced", "stock", 1200)] * 3
        assert [row.place.pcode for row in found.rows] == ["SY02", "SY0201", None]  # type: ignore[union-attr]
        assert any("3 admin levels" in what for what in found.decided)
        assert len({row.key for row in found.rows}) == 3

    def test_conflict_rows_are_sums_of_a_month(self, tmp_path: Path) -> None:
        text = (
            "location_code,admin1_code,admin1_name,event_type,events,fatalities,"
            "reference_period_start,reference_period_end\n"
            "#country+code,#adm1+code,#adm1+name,#event+type,#event+num,#affected+killed,#date+start,#date+end\n"
            "SYR,SY02,Aleppo,political_violence,12,7,2024-11-01,2024-11-30\n"
            "SYR,SY02,Aleppo,demonstration,3,,2024-11-01,2024-10-30\n"
        )
        found = taken(written(tmp_path, "hapi.csv", text))
        assert figures(found) == [("killed", "flow", 7)]
        assert found.rows[0].text == "political violence (12 events)"  # type: ignore[union-attr]
        assert found.rows[1].ends is None  # type: ignore[union-attr]
        assert "the end lies before the beginning: the end was left out" in found.decided


class TestUnhcr:
    API = (
        "year,coo_name,coo_iso,coa_name,coa_iso,refugees,asylum_seekers,idps,returned_refugees,returned_idps,stateless\n"
        "2023,Syrian Arab Rep.,SYR,Türkiye,TUR,3214780,0,-,10,0,0\n"
        "2023,-,-,Türkiye,TUR,3251127,1,0,0,0,0\n"
    )

    def test_categories_stay_apart_and_missing_is_not_zero(self, tmp_path: Path) -> None:
        found = taken(written(tmp_path, "unhcr.csv", self.API))
        assert found.format == "unhcr"
        first = found.rows[0]
        assert isinstance(first, GivenEvent)
        said = [(figure.category, figure.group, figure.cross_border, figure.metric) for figure in first.figures]
        abroad, here = CrossBorder.YES, CrossBorder.NO
        assert said[0] == (FigureCategory.DISPLACED, FigureGroup.REFUGEE, abroad, Metric.STOCK)
        assert (FigureCategory.DISPLACED, FigureGroup.IDP, here, Metric.STOCK) not in said, "it says “-”"
        assert (FigureCategory.RETURNED, FigureGroup.RETURNEE, abroad, Metric.FLOW) in said
        assert first.place and first.destination and first.destination.country == "TUR"
        assert any("repeat the others" in what for what in found.decided)

    def test_the_report_adds_up_no_two_groups(self, filled_store: Store, tmp_path: Path) -> None:
        text = self.API.replace("3214780,0,-,", "3214780,5,700,")
        sums = examined(filled_store, written(tmp_path, "unhcr.csv", text)).figures
        displaced = {each.group: each.number for each in sums if each.category == "displaced"}
        assert displaced == {"refugee": 3_214_780 + 3_251_127, None: 6, "idp": 700}
        assert len({(each.category, each.group, each.metric, each.unit) for each in sums}) == len(sums)

    def test_the_download_has_its_own_headers_below_words(self, tmp_path: Path) -> None:
        text = (
            "Extracted from a finder of figures\n\n"
            "Year,Country of origin,Country of origin (ISO),Country of asylum,Country of asylum (ISO),"
            "Refugees under UNHCR's mandate,Asylum-seekers,IDPs of concern to UNHCR\n"
            "2022,Syrian Arab Rep.,SYR,Syrian Arab Rep.,SYR,0,0,6781000\n"
        )
        found = taken(written(tmp_path, "population.csv", text))
        assert found.format == "unhcr"
        assert ("displaced", "stock", 6781000) in figures(found)
        assert found.rows[0].destination is None  # type: ignore[union-attr]


class TestGidd:
    def test_stocks_and_movements_are_told_apart_by_cause(self, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append(
            [
                *("ISO3", "Name", "Year", "Conflict Stock Displacement", "Conflict Stock Displacement Raw"),
                *("Conflict Internal Displacements", "Disaster Internal Displacements"),
            ]
        )
        sheet.append(["SYR", "Syria", 2023, 7248000, 7247975, 174000, None])
        sheet.append(["SYR", "Syria", "last", 1, 1, 1, 1])
        book.save(tmp_path / "gidd.xlsx")
        found = taken(tmp_path / "gidd.xlsx")
        assert found.format == "idmc-gidd"
        assert figures(found) == [("displaced", "stock", 7247975), ("displaced", "flow", 174000)]
        assert "of the raw and the rounded number of the same people the raw one was taken" in found.decided
        assert [each.column for each in found.notes.rejected] == ["Year"]


class TestCodes:
    def test_a_workbook_of_levels_is_a_list_of_places(self, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        first = book.active
        assert first is not None
        first.append(["admin1Name_en", "admin1Name_ar", "admin1Pcode", "admin0Name_en", "admin0Pcode", "date"])
        first.append(["Aleppo", "حلب", "SY02", "Syria", "SY", "2022-01-01"])
        book.save(tmp_path / "codes.xlsx")
        found = taken(tmp_path / "codes.xlsx")
        assert found.format == "ocha-cod-ab"
        (row,) = found.rows
        assert isinstance(row, GivenLocation)
        assert (row.place.pcode, row.place.parent_pcode, row.place.kind) == ("SY02", "SY", LocationKind.GOVERNORATE)
        assert "حلب" in {name.name for name in row.place.names}

    def test_the_list_of_all_countries(self, tmp_path: Path) -> None:
        text = (
            "Location,Admin Level,P-Code,Name,Parent P-Code,Valid from date\n"
            "#country+code,#geo+admin_level,#adm+code,#adm+name,#adm+code+parent,#date+start\n"
            "SYR,1,SY02,Aleppo,SYR,2022-01-01\nSYR,x,SY03,Idleb,SYR,2022-01-01\n"
        )
        found = taken(written(tmp_path, "codes.csv", text))
        assert found.format == "pcode-list"
        assert [row.place.pcode for row in found.rows] == ["SY02"]  # type: ignore[union-attr]
        assert found.notes.rejected_rows == 1

    def test_numbers_by_coded_area_are_no_list_of_places(self, tmp_path: Path) -> None:
        text = "adm1_pcode,adm1_name,date,IDPs\nSY02,Aleppo,2024-11-01,5\n"
        assert taken(written(tmp_path, "numbers.csv", text)).format == "table"


class TestReports:
    def test_title_link_date_and_the_beginning_of_the_text(self, tmp_path: Path, filled_store: Store) -> None:
        with filled_store.reading() as reading:
            known = reading.value("SELECT name FROM source WHERE voided = 0 LIMIT 1")
        fields = {
            "title": "Flash update 1",
            "url": "https://example.org/1",
            "date": {"original": "2024-12-05T00:00:00+00:00", "created": "2024-12-06T10:00:00+00:00"},
            "source": [{"name": known}],
            "body": "<p>Mail me@example.org</p>" + "x" * 5000,
        }
        path = written(tmp_path, "reports.json", json.dumps({"data": [{"id": "7", "fields": fields}, {"id": "8"}]}))
        found = taken(path)
        (row,) = found.rows
        assert isinstance(row, GivenReport) and found.notes.rejected_rows == 1
        assert row.excerpt is not None and len(row.excerpt) < 2100
        imported(filled_store, path)
        with filled_store.reading() as reading:
            (report,) = reading.rows(Report, "title = ?", "Flash update 1")
            assert reading.value("SELECT name FROM source WHERE id = ?", report.source) == known
            assert "[withheld]" in (report.excerpt or "")


class TestFeeds:
    def test_items_are_reports_with_title_link_and_day(self, tmp_path: Path, store: Store) -> None:
        text = (
            '<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
            "<item><title>Flash update 3</title><link>https://example.org/3</link><author>An office</author>"
            "<pubDate>Sun, 08 Dec 2024 10:12:13 +0000</pubDate>"
            "<description>&lt;p&gt;Some 280,000 people.&lt;/p&gt;</description></item>"
            "<item><title>Another</title><pubDate>soon</pubDate></item><item><link>x</link></item></channel></rss>"
        )
        path = written(tmp_path, "updates.rss", text)
        found = taken(path)
        assert found.format == "feed" and found.notes.rejected_rows == 1
        first, second = (row for row in found.rows if isinstance(row, GivenReport))
        assert (first.title, first.reference, first.source) == ("Flash update 3", "https://example.org/3", "An office")
        assert first.excerpt == "Some 280,000 people." and first.published is not None and second.published is None
        imported(store, path)
        with store.reading() as reading:
            assert reading.value("SELECT count(*) FROM report WHERE title = 'Flash update 3'") == 1

    def test_atom_writes_its_link_as_an_attribute(self, tmp_path: Path) -> None:
        text = (
            '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Update</title><id>urn:1</id>'
            '<link href="https://example.org/1"/><updated>2024-12-08T10:00:00Z</updated></entry></feed>'
        )
        (report,) = taken(written(tmp_path, "updates.xml", text)).rows
        assert isinstance(report, GivenReport) and (report.key, report.reference) == ("urn:1", "https://example.org/1")
        assert report.published is not None


class TestPoints:
    def test_fields_in_a_table_of_a_description_are_fields(self, tmp_path: Path) -> None:
        rows = "<tr><td>SITE_ID</td><td>12</td></tr><tr><td>IDPs</td>\n<td>1,500</td></tr><tr><td>x</td></tr>"
        text = (
            '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>Camp A</name>'
            f"<description><![CDATA[<html><body><table>{rows}</table></body></html>]]></description>"
            "<Point><coordinates>36.71,34.73</coordinates></Point></Placemark></Document></kml>"
        )
        assert figures(taken(written(tmp_path, "sites.kml", text))) == [("displaced", "not_stated", 1500)]

    def test_named_points_are_places_and_tracks_are_not(self, tmp_path: Path) -> None:
        text = (
            '<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">'
            '<wpt lat="34.7" lon="36.7"><name>Depot</name><desc>closed</desc></wpt>'
            '<wpt lat="95" lon="36.7"><name>Nowhere</name></wpt>'
            '<rte><rtept lat="34.8" lon="36.8"><name>Gate</name></rtept><rtept lat="34.9" lon="36.9"/></rte>'
            '<trk><trkseg><trkpt lat="1" lon="2"/></trkseg></trk></gpx>'
        )
        found = taken(written(tmp_path, "points.gpx", text))
        assert found.format == "gpx"
        assert [row.place.name for row in found.rows] == ["Depot", "Gate"]  # type: ignore[union-attr]
        assert any("tracks" in what for what in found.decided) and found.notes.rejected_rows == 1


def feature(name: str, east: float, **more: object) -> dict[str, object]:
    geometry = {"type": "Point", "coordinates": [east, 34.7]}
    return {"type": "Feature", "properties": {"name": name, **more}, "geometry": geometry}


class TestGeojson:
    def test_features_of_any_kind_are_rows_with_coordinates(self, tmp_path: Path) -> None:
        features = [feature("Camp A", 36.7, IDPs=40, date="2024-12-01"), feature("Camp B", 36.9, IDPs="crowd")]
        path = written(tmp_path, "sites.geojson", json.dumps({"type": "FeatureCollection", "features": features}))
        found = taken(path)
        assert found.format == "table"
        assert figures(found) == [("displaced", "not_stated", 40)] and found.notes.rejected_rows == 1
        (row,) = found.rows
        assert row.place.latitude == pytest.approx(34.7)  # type: ignore[union-attr]

    def test_a_broken_shape_costs_the_coordinates_only(self, tmp_path: Path) -> None:
        broken = {"type": "Feature", "properties": {"name": "X"}, "geometry": {"type": "Point", "coordinates": ["a"]}}
        path = written(tmp_path, "sites.geojson", json.dumps({"features": [feature("Y", 36.7), broken]}))
        found = taken(path)
        assert [row.place.latitude for row in found.rows] == [pytest.approx(34.7), None]  # type: ignore[union-attr]


class TestOtherLayers:
    def test_servers_of_maps_write_attributes_and_epochs(self, tmp_path: Path) -> None:
        rows = [
            {"attributes": {"OBJECTID": 1, "Site_Name": "A", "IDPs": 4, "Survey_Date": 1733702400000}},
            {"attributes": {"OBJECTID": 2, "Site_Name": "B", "IDPs": 6, "Survey_Date": 1733616000000}},
        ]
        rows[0]["geometry"] = {"x": 36.7, "y": 34.7}
        text = json.dumps({"spatialReference": {"wkid": 4326}, "features": rows})
        found = taken(written(tmp_path, "layer.json", text))
        assert figures(found) == [("displaced", "not_stated", 4), ("displaced", "not_stated", 6)]
        assert [row.place.latitude for row in found.rows] == [34.7, None]  # type: ignore[union-attr]
        assert any("midnights in UTC" in what for what in found.decided)

    def test_metres_of_web_maps_become_degrees_and_others_are_told(self, tmp_path: Path) -> None:
        shape = {"rings": [[[4000000, 4100000], [4100000, 4100000], [4100000, 4200000], [4000000, 4100000]]]}
        row = {"attributes": {"Name": "A"}, "geometry": shape}
        for wkid, latitude in ((102100, 34.898), (22770, None)):
            text = json.dumps({"spatialReference": {"wkid": wkid}, "features": [row]})
            found = taken(written(tmp_path, "layer.json", text))
            place = found.rows[0].place  # type: ignore[union-attr]
            assert place is not None and place.latitude == (pytest.approx(latitude, abs=1e-3) if latitude else None)
        assert any("“EPSG:22770”, which is not read" in what for what in found.decided)

    def test_shapefiles_in_metres_are_told_by_what_lies_beside_them(self, tmp_path: Path) -> None:
        parts = {ending: io.BytesIO() for ending in ("shp", "shx", "dbf")}
        with shapefile.Writer(**parts) as writer:
            writer.field("ADM1_EN", "C")
            writer.field("ADM1_PCODE", "C")
            writer.poly([[[10, 10], [10, 40], [40, 40], [10, 10]]])
            writer.record("Homs", "SY04")
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            for ending, part in parts.items():
                archive.writestr(f"adm1.{ending}", part.getvalue())
            archive.writestr("adm1.prj", 'PROJCS["WGS_1984_UTM_Zone_37N",GEOGCS["GCS_WGS_1984"]]')
        found = taken(written(tmp_path, "adm.zip", content.getvalue()))
        assert found.rows[0].place.latitude is None  # type: ignore[union-attr]
        assert any("“WGS 1984 UTM Zone 37N”, which is not read" in what for what in found.decided)

    def test_names_of_fields_that_shapefiles_cut_are_known(self, tmp_path: Path) -> None:
        said = {"admin1Name": "North", "admin1Pcod": "ZZ01", "admin0Name": "Land", "admin0Pcod": "ZZ"}
        place = {"type": "Feature", "properties": {**said, "ADM1ALT1EN": "Northern"}, "geometry": None}
        found = taken(written(tmp_path, "adm.geojson", json.dumps({"features": [place]})))
        (row,) = found.rows
        assert isinstance(row, GivenLocation) and found.format == "ocha-cod-ab"
        assert (row.place.pcode, row.place.parent_pcode, row.place.areas) == ("ZZ01", "ZZ", ("Land",))
        assert [(name.name, name.language) for name in row.place.names] == [("Northern", "en")]

    def test_open_boundaries_say_their_level(self, tmp_path: Path) -> None:
        said = {"shapeName": "North", "shapeID": "1", "shapeGroup": "SYR", "shapeType": "ADM1"}
        place = {"type": "Feature", "properties": said, "geometry": None}
        (row,) = taken(written(tmp_path, "adm.geojson", json.dumps({"features": [place]}))).rows
        assert isinstance(row, GivenLocation)
        assert (row.place.name, row.place.kind) == ("North", LocationKind.GOVERNORATE)


def blob(*, wkb: bytes, flags: int = 1, envelope: bytes = b"") -> bytes:
    return b"GP\x00" + bytes([flags]) + struct.pack("<i", 4326) + envelope + wkb


POINT = struct.pack("<BIdd", 1, 1, 36.7, 34.7)
SQUARE = struct.pack("<BIII10d", 1, 3, 1, 5, 0, 0, 2, 0, 2, 2, 0, 2, 0, 0)


def geopackage(folder: Path, *, view: bool = False) -> Path:
    path = folder / "areas.gpkg"
    connection = sqlite3.connect(str(path))
    connection.executescript(
        """CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT);
           CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);
           INSERT INTO gpkg_contents VALUES ('areas', 'features');
           INSERT INTO gpkg_geometry_columns VALUES ('areas', 'geom', 4326);"""
    )
    table = "rows" if view else "areas"
    connection.execute(f"CREATE TABLE {table} (fid INTEGER PRIMARY KEY, geom BLOB, ADM1_EN TEXT, ADM1_PCODE TEXT)")
    connection.executemany(
        f"INSERT INTO {table} VALUES (?, ?, ?, ?)",
        [(1, blob(wkb=SQUARE), "Aleppo", "SY02"), (2, blob(wkb=POINT[:9]), "Idleb", "SY07")],
    )
    if view:
        connection.execute("CREATE VIEW areas AS SELECT * FROM rows, (SELECT load_extension('x'))")
    connection.commit()
    connection.close()
    return path


class TestGeopackage:
    def test_layers_give_codes_names_and_a_point_inside(self, tmp_path: Path) -> None:
        found = taken(geopackage(tmp_path))
        assert found.format == "ocha-cod-ab"
        assert [row.place.pcode for row in found.rows] == ["SY02", "SY07"]  # type: ignore[union-attr]
        assert found.rows[0].place.latitude == pytest.approx(1)  # type: ignore[union-attr]
        assert found.rows[1].place.latitude is None  # type: ignore[union-attr]
        assert any("broken shape" in what for what in found.decided)

    def test_views_of_a_stranger_are_not_run_and_nothing_is_written(self, tmp_path: Path, store: Store) -> None:
        path = geopackage(tmp_path, view=True)
        before = path.read_bytes()
        with pytest.raises(Mistake):
            examined(store, path)
        assert path.read_bytes() == before and {each.name for each in tmp_path.iterdir()} >= {"areas.gpkg"}
        assert not list(tmp_path.glob("areas.gpkg-*"))

    def test_a_cut_file_is_a_mistake(self, tmp_path: Path, store: Store) -> None:
        path = geopackage(tmp_path)
        path.write_bytes(path.read_bytes()[:5000])
        with pytest.raises(Mistake):
            examined(store, path)

    @pytest.mark.parametrize(
        "wrong",
        [
            *(b"", b"GP", blob(wkb=b""), blob(wkb=POINT[:-1])),
            *(blob(wkb=POINT, flags=0x21), blob(wkb=POINT, flags=0xF)),
            blob(wkb=struct.pack("<BII", 1, 2, 2**32 - 1)),
            blob(wkb=b"\x01\x07\x00\x00\x00\x01\x00\x00\x00" * 40),
        ],
    )
    def test_a_broken_shape_is_a_value_error_and_no_memory(self, wrong: bytes) -> None:
        with pytest.raises(ValueError, match="shape"):
            point_of_blob(wrong)

    def test_heights_measures_and_envelopes_are_passed_over(self) -> None:
        high = struct.pack("<BIddd", 1, 1001, 36.7, 34.7, 500.0)
        older = struct.pack("<BIdddd", 1, 0xC0000001, 36.7, 34.7, 500.0, 1.0)
        boxed = blob(wkb=POINT, flags=0b11, envelope=bytes(32))
        big = struct.pack(">BIdd", 0, 1, 36.7, 34.7)
        for each in (blob(wkb=high), blob(wkb=older), boxed, blob(wkb=big)):
            assert point_of_blob(each) == pytest.approx((36.7, 34.7))
        assert point_of_blob(blob(wkb=b"", flags=0x11)) is None


def test_a_format_that_is_said_and_is_not_it_is_a_mistake(tmp_path: Path, store: Store) -> None:
    path = written(tmp_path, "data.csv", "place,date\nHoms,2024-12-01\n")
    with Gazetteer() as gazetteer, pytest.raises(Mistake, match="is not"):
        end_of(examine_file(store.reading, gazetteer, path, options(), format="acled"))


def test_geojson_places_are_imported_whole(tmp_path: Path, filled_store: Store) -> None:
    path = written(tmp_path, "sites.geojson", json.dumps({"features": [feature("Camp A", 36.7), feature("B", 36.8)]}))
    found = examined(filled_store, path)
    assert found.count(Found.NEW) == 2
    saved, _ = imported(filled_store, path)
    assert saved.change
