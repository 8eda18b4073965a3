"""Each format on small files made for its oddities."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from situation_board.core import times
from situation_board.core.importing.formats.control_table import holders_of
from situation_board.core.importing.incoming import GivenControl, GivenEvent, GivenLocation
from situation_board.core.importing.options import DateOrder
from situation_board.core.problems import Mistake
from situation_board.core.vocabulary import EventKind, FigureCategory, FigureUnit, LocationPrecision, Metric, Quantifier
from tests.core.importing.importing import ZONE, Taken, taken, written


def days(found: Taken) -> list[str]:
    return [times.in_words(row.starts, ZONE) for row in found.rows if isinstance(row, GivenEvent)]


def figures(found: Taken) -> list[tuple[str, str, int | None, int | None]]:
    return [
        (str(figure.category), str(figure.unit), figure.low, figure.high)
        for row in found.rows
        if isinstance(row, GivenEvent)
        for figure in row.figures
    ]


class TestTables:
    def test_semicolons_decimal_commas_titles_above_and_totals_below(self, tmp_path: Path) -> None:
        text = (
            "Terms of use: cite us\n;;;\nGovernorate;Date;IDPs (individuals);Killed\n"
            "Homs;13/12/2024;1.250;3\nHama;14/12/2024;2.000-3.000;-\nTotal;;4.250;3\n"
        )
        found = taken(written(tmp_path, "data.csv", text))
        assert days(found) == ["13 Dec 2024", "14 Dec 2024"]
        assert figures(found) == [
            ("displaced", "person", 1250, 1250),
            ("killed", "person", 3, 3),
            ("displaced", "person", 2000, 3000),
        ]
        said = " | ".join(found.decided)
        for word in ("day first", "parting thousands", "totals were left out", "rows above the table"):
            assert word in said

    def test_what_a_number_counts_in_time_is_not_guessed(self, tmp_path: Path) -> None:
        text = "place,date,displaced\nHoms,2024-12-08,5\n"
        found = taken(written(tmp_path, "data.csv", text))
        assert [figure.metric for row in found.rows for figure in row.figures] == [Metric.NOT_STATED]  # type: ignore[union-attr]
        said = taken(tmp_path / "data.csv", columns={"metric": "=stock"})
        assert [figure.metric for row in said.rows for figure in row.figures] == [Metric.STOCK]  # type: ignore[union-attr]

    def test_households_and_people_are_told_apart(self, tmp_path: Path) -> None:
        text = "place,date,IDPs (households),IDPs (individuals)\nHoms,2024-12-08,5,26\n"
        assert figures(taken(written(tmp_path, "data.csv", text))) == [
            ("displaced", "person", 26, 26),
            ("displaced", "household", 5, 5),
        ]

    def test_zero_is_a_number_and_not_available_is_none(self, tmp_path: Path) -> None:
        text = "place,date,killed\nHoms,2024-12-08,0\nHama,2024-12-08,Not available\n"
        found = taken(written(tmp_path, "data.csv", text))
        assert figures(found) == [("killed", "person", 0, 0)]
        assert any("not zero" in what for what in found.decided)

    def test_a_sparse_row_of_tags_counts_and_says_what_columns_are(self, tmp_path: Path) -> None:
        text = "A,B,C,D\n,#adm1+name,#date,#affected+killed\nx,Homs,2024-12-08,4\n"
        found = taken(written(tmp_path, "data.csv", text))
        assert figures(found) == [("killed", "person", 4, 4)]
        assert found.rows[0].line == 3

    def test_a_date_that_may_be_two_is_asked_about_and_its_rows_wait(self, tmp_path: Path) -> None:
        path = written(tmp_path, "data.csv", "place,date,killed\nHoms,03/04/2024,1\nHama,05/06/2024,2\n")
        found = taken(path)
        assert [question.option for question in found.notes.questions] == ["date_order"]
        assert found.rows == [] and found.notes.rejected_rows == 2
        said = taken(path, date_order=DateOrder.MONTH_FIRST)
        assert days(said) == ["4 Mar 2024", "6 May 2024"] and not said.notes.questions

    def test_a_bad_cell_names_its_line_and_column_and_the_others_stay(self, tmp_path: Path) -> None:
        text = 'place,date,killed\nHoms,2024-12-08,3\n"Quoted\nname",2024-12-08,plenty\nHama,2024-99-01,1\n'
        found = taken(written(tmp_path, "data.csv", text))
        assert [(each.line, each.column) for each in found.notes.rejected] == [(3, "killed"), (5, "date")]
        assert "plenty" in found.notes.rejected[0].why
        assert len(found.rows) == 1

    def test_ragged_rows_and_doubled_and_empty_headers(self, tmp_path: Path) -> None:
        text = "place,date,killed,killed,\nHoms,2024-12-08,3,4,x\nHama,2024-12-08\nTartus,2024-12-08,1,2,y,z,z\n"
        found = taken(written(tmp_path, "data.csv", text))
        assert figures(found)[0] == ("killed", "person", 3, 3)
        assert [each.line for each in found.notes.rejected] == [4]
        assert any("fewer cells" in what for what in found.decided)

    def test_names_in_other_languages_stay_as_they_are(self, tmp_path: Path) -> None:
        text = "NAME_EN,NAME_AR,TYPE\nField hospital,المستشفى المغربي,Health\nField hospital,مستشفى آخر,Health\n"
        found = taken(written(tmp_path, "data.csv", text))
        assert [row.place.names[0].name for row in found.rows] == ["المستشفى المغربي", "مستشفى آخر"]  # type: ignore[union-attr]
        assert len({row.key for row in found.rows}) == 2

    def test_a_column_that_is_not_there_cannot_be_mapped(self, tmp_path: Path) -> None:
        path = written(tmp_path, "data.csv", "a,b\nHoms,5\n")
        with pytest.raises(Mistake, match="no column"):
            taken(path, columns={"place": "c"})
        with pytest.raises(Mistake, match="no field"):
            taken(path, columns={"colour": "a"})
        found = taken(path, columns={"place": "a", "displaced": "b"})
        assert figures(found) == [("displaced", "person", 5, 5)]

    def test_a_workbook_with_terms_of_use_first_and_a_pivot_beside_the_data(self, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        terms = book.active
        assert terms is not None
        terms["A1"] = "Terms of use: please cite the publisher of these data and do not change them."
        sheet = book.create_sheet("Data")
        sheet.append(["Place", "Date", "Killed", None, "Pivot", "Sum"])
        sheet.append(["Homs", times.at(1_733_659_200_000, ZONE).replace(tzinfo=None), 3, None, "All", 7])
        sheet.append(["Hama", "7 December 2024", "=1+3", None, None, None])
        sheet.append(["Tartus", "6 December 2024", 2, None, None, None])
        book.save(tmp_path / "data.xlsx")
        found = taken(tmp_path / "data.xlsx")
        assert figures(found) == [("killed", "person", 3, 3), ("killed", "person", 2, 2)]
        assert any("beside the table" in what for what in found.decided)

    def test_what_is_called_csv_and_is_a_workbook_is_read_as_what_it_is(self, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for row in (["Place", "Date", "Killed"], ["Homs", "2024-12-08", 3]):
            sheet.append(row)
        content = io.BytesIO()
        book.save(content)
        assert figures(taken(written(tmp_path, "data.csv", content.getvalue()))) == [("killed", "person", 3, 3)]

    def test_a_damaged_workbook_is_a_mistake(self, tmp_path: Path) -> None:
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            archive.writestr("xl/workbook.xml", "<workbook>")
        with pytest.raises(Mistake, match="workbook"):
            taken(written(tmp_path, "data.xlsx", content.getvalue()))


class TestPublishers:
    def test_idu_days_are_those_of_the_text_not_of_utc(self, tmp_path: Path) -> None:
        record = {
            "id": 1,
            "displacement_type": "Disaster",
            "qualifier": "more than",
            "figure": 40,
            "displacement_date": "2023-11-06T11:00:00.000Z",
            "displacement_start_date": "2023-11-06T11:00:00.000Z",
            "displacement_end_date": "2023-11-07T11:00:00.000Z",
            "centroid": "[10.44, 76.27]",
            "event_name": "Land: Flood - Province - 07/11/2023",
            "standard_popup_text": "<b>Land: 40 displacements (evacuated), 07 November - 08 November</b>"
            "<script>alert(1)</script> 8 households &amp; more",
        }
        found = taken(written(tmp_path, "idu.json", json.dumps([record])))
        (row,) = found.rows
        assert isinstance(row, GivenEvent) and found.format == "idmc-idu"
        assert days(found) == ["7 Nov 2023"] and times.in_words(row.ends, ZONE) == "8 Nov 2023"
        assert (row.figures[0].low, row.figures[0].high) == (40, None)
        assert (row.figures[0].unit, row.figures[0].metric) == (FigureUnit.PERSON, Metric.FLOW)
        assert row.place is not None and (row.place.name, row.place.latitude) == ("Province", 10.44)
        assert "<" not in row.fields["note"] and "alert" not in row.fields["note"]

    def test_dtm_numbers_are_stocks_and_levels_are_told_apart(self, tmp_path: Path) -> None:
        rows = [
            {
                "admin0Name": "Syria",
                "admin1Name": "Homs",
                "numPresentIdpInd": 1200,
                "reportingDate": "2024-12-01T00:00:00",
            },
            {
                "admin0Name": "Syria",
                "admin1Name": None,
                "numPresentIdpInd": 1200,
                "reportingDate": "2024-12-01T00:00:00",
            },
        ]
        found = taken(written(tmp_path, "dtm.json", json.dumps({"isSuccess": True, "result": rows})))
        assert found.format == "iom-dtm"
        assert {figure.metric for row in found.rows for figure in row.figures} == {Metric.STOCK}  # type: ignore[union-attr]
        assert any("2 admin levels" in what for what in found.decided)

    def test_acled_weeks_and_months_stay_as_coarse_as_they_are(self, tmp_path: Path) -> None:
        text = (
            "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,fatalities,location,admin1\n"
            "A1,13 May 2022,1,Battles,Armed clash,X,0,Homs,Homs\nA2,14 May 2022,3,Battles,Armed clash,X,2,Homs,Homs\n"
        )
        found = taken(written(tmp_path, "acled.csv", text))
        assert found.format == "acled"
        assert days(found) == ["13 May 2022", "May 2022"]
        assert figures(found) == [("killed", "person", 0, 0), ("killed", "person", 2, 2)]

    def test_ged_shows_the_best_estimate_and_keeps_the_range(self, tmp_path: Path) -> None:
        text = (
            "id,type_of_violence,side_a,side_b,date_start,date_end,best,low,high,date_prec,where_prec,latitude,longitude,"
            "where_coordinates\n,,,,#date+start,#date+end,,,#affected+killed,,,,,\n"
            "7,1,Army,Rebels,2018-01-01,2018-01-05,12,10,30,4,3,34.7,36.7,Somewhere\n"
        )
        found = taken(written(tmp_path, "ged.csv", text))
        (row,) = found.rows
        assert isinstance(row, GivenEvent) and found.format == "ucdp-ged"
        figure = row.figures[0]
        assert (figure.number, figure.low, figure.high, figure.quantifier) == ("12", 10, 30, Quantifier.BETWEEN)
        assert row.place is not None and row.place.precision is LocationPrecision.AREA
        assert days(found) == ["1-5 Jan 2018"]


ALERT = """<?xml version="1.0" encoding="ISO-8859-1"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>a</identifier><sender>s</sender>
<sent>2012-10-14T22:53:04+00:00</sent><status>{status}</status><msgType>Alert</msgType><info><event>Flood</event>
<urgency>{urgency}</urgency><severity>Severe</severity><certainty>Likely</certainty><headline>Usulután</headline>
<instruction>Go up</instruction>
<area><areaDesc>Usulután</areaDesc><circle>13.3,-88.4 20</circle></area></info></alert>"""


class TestAlerts:
    def alert(self, folder: Path, **values: str) -> Taken:
        text = ALERT.format(**{"status": "Actual", "urgency": "Immediate", **values})
        return taken(written(folder, "alert.cap", text, "iso-8859-1"))

    def test_an_alert_is_an_advisory_with_its_words_as_they_are(self, tmp_path: Path) -> None:
        (row,) = self.alert(tmp_path).rows
        assert isinstance(row, GivenEvent)
        assert (row.kind, row.text, row.fields["instruction"]) == (EventKind.ADVISORY, "Usulután", "Go up")
        assert "lifted" not in row.fields
        assert row.place is not None and (row.place.latitude, row.place.longitude) == (13.3, -88.4)

    def test_an_exercise_is_left_out(self, tmp_path: Path) -> None:
        found = self.alert(tmp_path, status="Exercise")
        assert found.rows == [] and "exercise" in found.notes.rejected[0].why

    def test_urgency_past_is_no_current_warning(self, tmp_path: Path) -> None:
        (row,) = self.alert(tmp_path, urgency="Past").rows
        assert isinstance(row, GivenEvent) and row.fields["lifted"] == row.fields["issued"]

    def test_entities_are_an_attack(self, tmp_path: Path) -> None:
        bomb = '<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;">]>'
        text = ALERT.format(status="Actual", urgency="Past").replace("<alert", f"{bomb}<alert", 1)
        with pytest.raises(Mistake, match="entities"):
            taken(written(tmp_path, "alert.cap", text, "iso-8859-1"))


PARTS = """<a:alert xmlns:a="urn:oasis:names:tc:emergency:cap:1.2"><a:identifier>2</a:identifier><a:sender>s</a:sender>
<a:sent>2024-12-08T10:00:00-00:00</a:sent><a:status>Actual</a:status><a:msgType>Update</a:msgType>
<a:references>s,1,2024-12-07T10:00:00-00:00</a:references>
<a:info><a:language>ar-SY</a:language><a:event>عاصفة</a:event><a:area><a:areaDesc>الساحل</a:areaDesc></a:area></a:info>
<a:info><a:language>en-GB</a:language><a:event>Storm</a:event><a:contact>+963 11 123 4567</a:contact>
<a:area><a:areaDesc>Hill</a:areaDesc></a:area><a:area><a:areaDesc>Coast</a:areaDesc>
<a:polygon>35.0,35.7 36.0,35.7 36.0,36.2 35.0,36.2 35.0,35.7</a:polygon></a:area></a:info>
<a:info><a:language>en-GB</a:language><a:event>Flood</a:event><a:area><a:areaDesc>Inland</a:areaDesc>
<a:polygon>95,35 96,35 96,36</a:polygon></a:area></a:info></a:alert>"""


class TestAlertsOfManyParts:
    def test_each_part_of_one_language_is_an_advisory(self, tmp_path: Path) -> None:
        found = taken(written(tmp_path, "alert.xml", PARTS))
        storm, flood = (row for row in found.rows if isinstance(row, GivenEvent))
        assert (storm.text, flood.text) == ("Storm", "Flood") and storm.key != flood.key
        assert storm.place is not None and (storm.place.name, storm.fields["area"]) == ("Hill", "Hill; Coast")
        assert storm.place.latitude == pytest.approx(35.5) and storm.place.longitude == pytest.approx(35.95)
        assert flood.place is not None and flood.place.latitude is None, "its shape lies outside the earth"
        assert storm.fields["note"] == "replaces: 1"
        for word in ("several languages", "several parts", "several areas", "update earlier ones", "cannot be read"):
            assert any(word in what for what in found.decided), word
        assert not any("963" in str(value) for value in storm.fields.values())

    @pytest.mark.parametrize("envelope", ["EDXLDistribution", "alerts"])
    def test_alerts_in_an_envelope_are_found(self, tmp_path: Path, envelope: str) -> None:
        text = f'<{envelope} xmlns="urn:x"><content>{PARTS}</content></{envelope}>'
        assert len(taken(written(tmp_path, "alert.xml", text)).rows) == 2

    def test_an_alert_without_its_namespace_is_known_by_what_it_must_say(self, tmp_path: Path) -> None:
        text = ALERT.format(status="Actual", urgency="Immediate").replace(
            ' xmlns="urn:oasis:names:tc:emergency:cap:1.2"', ""
        )
        assert taken(written(tmp_path, "alert.xml", text, "iso-8859-1")).format == "cap"

    def test_a_list_of_links_to_alerts_is_told_to_be_one(self, tmp_path: Path) -> None:
        text = (
            '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:cap="urn:oasis:names:tc:emergency:cap:1.2">'
            "<entry><cap:event>Flood</cap:event></entry></feed>"
        )
        with pytest.raises(Mistake, match="only lists alerts"):
            taken(written(tmp_path, "feed.xml", text))


KML = """<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<Placemark><name>Clinic</name><Point><coordinates>36.3,32.2,0</coordinates></Point></Placemark>
<Placemark><name>Yard</name><MultiGeometry><Polygon><outerBoundaryIs><LinearRing><coordinates>
0,0 10,0 10,10 9,10 9,1 0,1 0,0</coordinates></LinearRing></outerBoundaryIs></Polygon></MultiGeometry></Placemark>
<Placemark><name>Wrong</name><Point><coordinates>500,32.2</coordinates></Point></Placemark>
<NetworkLink><Link><href>http://localhost:9/never</href></Link></NetworkLink></Document></kml>"""


class TestPlaces:
    def test_longitude_comes_first_and_a_shape_gives_a_point_inside_it(self, tmp_path: Path) -> None:
        found = taken(written(tmp_path, "places.kml", KML))
        clinic, yard = (row.place for row in found.rows if isinstance(row, GivenLocation))
        assert (clinic.latitude, clinic.longitude) == (32.2, 36.3)
        assert yard.latitude is not None and yard.longitude is not None
        assert 9 < yard.longitude < 10 or 0 < yard.latitude < 1, "inside the L, where its middle is not"
        assert [each.column for each in found.notes.rejected] == ["coordinates"]

    def test_a_kmz_is_the_same_in_a_zip(self, tmp_path: Path) -> None:
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            archive.writestr("doc.kml", KML)
        assert len(taken(written(tmp_path, "places.kmz", content.getvalue())).rows) == 2

    def test_boundaries_give_names_in_all_languages_codes_and_parents(self, tmp_path: Path) -> None:
        features: list[dict[str, Any]] = [
            {
                "type": "Feature",
                "properties": {"ADM1_PCODE": "ZZ01", "ADM1_EN": "North", "ADM1_AR": "الشمال", "ADM0_EN": "Land"},
                "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]]},
            }
        ]
        text = json.dumps({"type": "FeatureCollection", "features": features})
        (row,) = taken(written(tmp_path, "adm1.geojson", text)).rows
        assert isinstance(row, GivenLocation)
        place = row.place
        assert (place.name, place.pcode, place.areas) == ("North", "ZZ01", ("Land",))
        assert [(name.language, name.name) for name in place.names] == [("ar", "الشمال")]
        assert place.latitude is not None and 0 < place.latitude < 4


class TestControl:
    @pytest.mark.parametrize(
        ("cell", "holders", "marks"),
        [
            ("y Flag of Syria.svg", ("Syria",), None),
            ("y Flag of Rojava.svgFlag of Syria.svg", ("Rojava", "Syria"), None),
            ("u Flag of A.svg~52%Flag of B.svg~27.5%", ("A", "B"), "~52% ~27.5%"),
            ("Flag_of_the_Land.svg", ("Land",), None),
            ("Army / Militia", ("Army", "Militia"), None),
            ("Army (most of it)", ("Army",), "(most of it)"),
            ("—", (), None),
        ],
    )
    def test_who_holds_it(self, cell: str, holders: tuple[str, ...], marks: str | None) -> None:
        assert holders_of(cell) == (holders, marks)

    def test_the_tables_of_a_page_are_read_with_their_headings(self, tmp_path: Path) -> None:
        page = (
            "## Homs Governorate\n\n| Name | District | Held by | |\n| --- | :---: | --- | --- |\n"
            "| Homs | Homs District | Army | See [there](http://localhost). |\n| Palmyra | | — | a | b |\n"
        )
        found = taken(written(tmp_path, "page.md", page))
        first, second = (row for row in found.rows if isinstance(row, GivenControl))
        assert (first.place.name, first.place.areas, first.holders) == ("Homs", ("Homs",), ("Army",))
        assert first.note == "See there." and second.holders == () and second.note == "a | b"
        assert [question.option for question in found.notes.questions] == ["as_of"]

    def test_a_page_of_html_does_as_well_and_its_script_does_nothing(self, tmp_path: Path) -> None:
        page = (
            "<html><script>var x = '<td>no</td>'</script><h2>North Governorate</h2><table><tr><th>City</th>"
            "<th>Controlled by</th><th>As of</th></tr><tr><td>Homs</td><td>Army</td><td>8 Dec 2024</td></tr></table>"
        )
        found = taken(written(tmp_path, "page.html", page))
        (row,) = found.rows
        assert isinstance(row, GivenControl) and not found.notes.questions
        assert (row.holders, times.in_words(row.as_of, ZONE)) == (("Army",), "8 Dec 2024")


def test_a_category_of_figures_has_a_field_of_its_own() -> None:
    from situation_board.core.importing.mapping import FIELDS

    assert {category.value for category in FigureCategory} <= set(FIELDS)
