"""Layouts that publishers have used over the years: small made files, each with the oddity of one of them."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from situation_board.core import times
from situation_board.core.importing.incoming import GivenEvent, GivenLocation
from situation_board.core.importing.placing import Found
from situation_board.core.store import Store
from situation_board.core.vocabulary import LocationKind
from tests.core.importing.importing import ZONE, Taken, examined, taken, written


def events(found: Taken) -> list[GivenEvent]:
    return [row for row in found.rows if isinstance(row, GivenEvent)]


def numbers(found: Taken) -> list[tuple[str, str, int | None]]:
    return [(str(each.category), str(each.metric), each.low) for row in events(found) for each in row.figures]


def days(found: Taken) -> list[str]:
    return [times.in_words(row.starts, ZONE) for row in events(found)]


class TestHapi:
    EXCHANGE = (
        "Country ISO3,Admin 1 PCode,Admin 1 Name,Start Date,End Date,Event Type,Events,Fatalities\n"
        "#country+code,#adm1+code,#adm1+name,#date+start,#date+end,#event+type,#event+num,#fatality+num\n"
        "JOR,,,2025-01-01 00:00:00+00:00,2025-01-31 00:00:00+00:00,civilian_targeting,3,1\n"
        ",,,2025-01-01 00:00:00+00:00,2025-01-31 00:00:00+00:00,civilian_targeting,2,4\n"
    )

    def test_the_exchange_spells_its_headers_out_and_writes_days_as_midnights(self, tmp_path: Path) -> None:
        found = taken(written(tmp_path, "conflict.csv", self.EXCHANGE))
        assert found.format == "hdx-hapi"
        assert numbers(found) == [("killed", "flow", 1), ("killed", "flow", 4)]
        assert days(found) == ["1 Jan 2025"] * 2
        assert "rows that name no area: taken in without a place" in found.decided
        assert any("midnights in UTC" in what for what in found.decided)

    def test_a_country_is_found_by_its_code(self, tmp_path: Path, store: Store) -> None:
        found = examined(store, written(tmp_path, "conflict.csv", self.EXCHANGE))
        assert [placed.found for _, placed in found.places] == [Found.GAZETTEER]

    def test_rows_that_their_publisher_marked_as_wrong_are_left_out(self, tmp_path: Path) -> None:
        text = (
            "location_code,admin1_code,admin1_name,event_type,events,fatalities,reference_period_start,"
            "reference_period_end,warning,error\n"
            "SYR,SY02,Aleppo,political_violence,2,7,2024-11-01,2024-11-30,Odd name,\n"
            "SYR,SY02,Aleppo,political_violence,2,7,2024-11-01,2024-11-30,,Duplicate row\n"
        )
        found = taken(written(tmp_path, "conflict.csv", text))
        assert len(found.rows) == 1
        assert [each.column for each in found.notes.rejected] == ["error"]
        assert "rows to which their publisher added a warning" in found.decided

    def test_two_assessments_of_a_round_count_the_same_people(self, tmp_path: Path) -> None:
        text = (
            "location_code,admin1_name,reporting_round,assessment_type,population,reference_period_start,operation\n"
            "TCD,Lac,1,SA,61828,2017-09-30,x\nTCD,Lac,1,BA,61828,2017-09-30,x\nTCD,Lac,2,SA,42945,2018-02-28,x\n"
        )
        found = taken(written(tmp_path, "idps.csv", text))
        assert found.format == "hdx-hapi"
        assert [row.figures[0].role.value for row in events(found)] == ["triangulation", "recommended", "recommended"]

    def test_events_at_civilians_are_among_those_of_violence(self, tmp_path: Path) -> None:
        text = (
            "location_code,event_type,events,fatalities,reference_period_start,reference_period_end\n"
            "BGD,civilian_targeting,20,6,2025-01-01,2025-01-31\nBGD,political_violence,30,9,2025-01-01,2025-01-31\n"
            "IND,civilian_targeting,25,7,2025-01-01,2025-01-31\nBGD,demonstration,3,,2025-01-01,2025-01-31\n"
        )
        found = taken(written(tmp_path, "conflict.csv", text))
        roles = [figure.role.value for row in events(found) for figure in row.figures]
        assert roles == ["triangulation", "recommended", "recommended"]
        assert [each.rows for each in found.notes.decisions() if "among those" in each.what] == [1]


class TestGidd:
    DISASTERS = (
        "iso3,country_name,year,start_date,start_date_accuracy,end_date,end_date_accuracy,event_name,hazard_type_name,"
        "new_displacement,new_displacement_rounded,total_displacement,total_displacement_rounded\n"
        "#country+code,#country+name,#date+year,#date+start,#accuracy,#date+end,#accuracy,#event+name,#crisis+type,"
        "#affected+idps+ind+new+disaster,,#affected+idps+ind+total+disaster,\n"
        "SYR,Syria,2015,2015-03-03,Day,2015-03-01,Month,Slide,Mass Movement,120,120,,\n"
        "SYR,Syria,2017,2017-02-01,Week,2017-02-23,Week,Flood,Flood,3000,3000,,\n"
        "SYR,Syria,2017,2017-03-23,Day,2017-02-23,Day,Cold,Storm,7,10,,\n"
        "SYR,Syria,2017,2017-03-23,Day,2017-03-23,Day,Cold,Storm,8,10,,\n"
    )

    def test_of_the_number_and_the_rounded_one_the_number_counts(self, tmp_path: Path) -> None:
        found = taken(written(tmp_path, "disasters.csv", self.DISASTERS))
        assert found.format == "idmc-gidd"
        assert [low for _, _, low in numbers(found)] == [120, 3000, 7, 8]
        assert {metric for _, metric, _ in numbers(found)} == {"flow"}
        assert {figure.note for row in events(found) for figure in row.figures} == {"by disaster"}

    def test_weeks_and_months_are_no_days_and_an_end_before_the_beginning_is_none(self, tmp_path: Path) -> None:
        found = taken(written(tmp_path, "disasters.csv", self.DISASTERS))
        assert days(found) == ["3 Mar 2015", "30 Jan - 5 Feb 2017", "23 Mar 2017", "23 Mar 2017"]
        assert [row.ends is None for row in events(found)] == [False, False, True, False]
        assert len({row.key for row in events(found)}) == 4

    def test_stocks_and_movements_stand_without_a_cause_in_their_names(self, tmp_path: Path) -> None:
        text = (
            "iso3,country_name,year,new_displacement,total_displacement\n"
            "#country+code,#country+name,#date+year,#affected+new+conflict,#affected+total+conflict\n"
            "SYR,Syria,2022,32424,4393749\n"
        )
        found = taken(written(tmp_path, "idps.csv", text))
        assert numbers(found) == [("displaced", "flow", 32424), ("displaced", "stock", 4393749)]

    def test_new_displacements_are_movements_too(self, tmp_path: Path) -> None:
        text = (
            "ISO3,Name,Year,Conflict Stock Displacement,Conflict New Displacements,Disaster New Displacements\n"
            "#country+code,#country+name,#date+year,#affected+stock,#affected+newdisp+conflict,#affected+newdisp\n"
            "SYR,Syria,2020,6568000,1822000,25000\n"
        )
        found = taken(written(tmp_path, "gidd.csv", text))
        assert found.format == "idmc-gidd"
        assert numbers(found) == [
            ("displaced", "stock", 6_568_000),
            ("displaced", "flow", 1_822_000),
            ("displaced", "flow", 25_000),
        ]

    FIGURES = (
        "ID;ISO3;Country / Territory;Figure cause;Year;Figure category;Figure unit;Reported figures;Total figures;"
        "Start date;End date;Stock date;Event name;Locations coordinates;Locations names\n"
        "101;SYR;Syrian Arab Republic;Disaster;2023;Internal Displacements;Household;100;520;2023-02-06;2023-02-08;;"
        "Earthquake;36.2, 37.16;Aleppo, Syrian Arab Republic\n"
        "102;SYR;Syrian Arab Republic;Conflict;2023;IDPs;Person;1000;1000;;;2022-12-01;War;"
        '"36.2, 37.16; 34.7, 36.7";"Aleppo, Syrian Arab Republic; Homs, Syrian Arab Republic"\n'
        "103;SYR;Syrian Arab Republic;Conflict;2023;Else;Person;1;1;;;;War;;\n"
    )

    def test_figure_by_figure_each_has_its_place_and_metric(self, tmp_path: Path) -> None:
        found = taken(written(tmp_path, "figures.csv", self.FIGURES))
        assert found.format == "idmc-figures"
        one, several = events(found)
        assert one.place is not None and (one.place.name, one.place.latitude) == ("Aleppo", 36.2)
        assert [(each.metric.value, each.low, each.note) for each in one.figures] == [("flow", 520, "by disaster")]
        assert days(found) == ["6 Feb 2023", "2023"]
        assert several.place is not None and several.place.name == "Syrian Arab Republic"
        assert several.figures[0].role.value == "triangulation" and "Homs" in (several.text or "")
        assert [each.column for each in found.notes.rejected] == ["Figure category"]

    def test_sheets_that_are_not_read_are_named(self, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for row in (["ISO3", "Name", "Year", "Conflict Stock Displacement"], ["SYR", "Syria", 2023, 7]):
            sheet.append(row)
        other = book.create_sheet("3_IDPs_SADD_estimates")
        other.append(["ISO3", "Year", "Sex", "0-4"])
        other.append(["SYR", 2023, "Female", 5])
        book.save(tmp_path / "gidd.xlsx")
        assert "other sheets were not read: 3_IDPs_SADD_estimates" in taken(tmp_path / "gidd.xlsx").decided


class TestDtm:
    HEADERS = "id,admin0Name,admin1Name,numPresentIdpInd,reportingDate,roundNumber,displacementReason,assessmentType\n"

    def test_two_assessments_of_a_round_count_the_same_people(self, tmp_path: Path) -> None:
        text = self.HEADERS + (
            "1,Chad,Lac,61828,2017-09-30,1,,SA\n2,Chad,Lac,61900,2017-09-30,1,,BA\n3,Chad,Lac,42945,2018-02-28,2,,SA\n"
        )
        found = taken(written(tmp_path, "dtm.csv", text))
        assert [row.figures[0].role.value for row in events(found)] == ["triangulation", "recommended", "recommended"]
        assert [each.rows for each in found.notes.decisions() if "further assessment" in each.what] == [1]

    def test_rows_of_one_reason_stay_parts_whatever_their_assessment(self, tmp_path: Path) -> None:
        text = self.HEADERS + "1,Chad,Lac,5,2017-09-30,1,Conflict,BA\n2,Chad,Lac,6,2017-09-30,1,Disaster,BA\n"
        found = taken(written(tmp_path, "dtm.csv", text))
        assert {row.figures[0].role.value for row in events(found)} == {"triangulation"}
        assert [each.rows for each in found.notes.decisions() if "one origin or reason" in each.what] == [2]

    def test_without_ids_rows_of_several_origins_have_keys_of_their_own(self, tmp_path: Path) -> None:
        text = (
            "admin0Name,admin1Name,numPresentIdpInd,reportingDate,roundNumber,idpOriginAdmin1Name,assessmentType\n"
            "Chad,Lac,5,2017-09-30,1,Kanem,BA\nChad,Lac,6,2017-09-30,1,Guera,BA\nChad,Lac,6,2017-09-30,1,Guera,SA\n"
        )
        assert len({row.key for row in events(taken(written(tmp_path, "dtm.csv", text)))}) == 3

    def test_one_id_on_two_levels_is_two_rows_and_countries_have_three_letters(
        self, tmp_path: Path, store: Store
    ) -> None:
        text = (
            "id,admin0Name,admin0Pcode,admin1Name,admin1Pcode,adminLevel,numPresentIdpInd,reportingDate\n"
            "#id,#country+name,#country+code,#adm1+name,#adm1+code,#adm+level,#affected+idps,#date+reported\n"
            "7,Haiti,HTI,,,0,1068882,2010-11-30T00:00:00\n7,Haiti,HTI,Ouest,HT01,1,1059849,2010-11-30T00:00:00\n"
        )
        path = written(tmp_path, "dtm.csv", text)
        found = taken(path)
        assert found.format == "iom-dtm" and len({row.key for row in events(found)}) == 2
        country, area = (row.place for row in events(found))
        assert country is not None and (country.pcode, country.kind) == (None, LocationKind.COUNTRY)
        assert area is not None and (area.pcode, area.parent_pcode) == ("HT01", "HT")
        placed = {given.name: placed.found for given, placed in examined(store, path).places}
        assert placed["Haiti"] is Found.GAZETTEER


class TestAcled:
    def test_the_oldest_layout_writes_the_day_first(self, tmp_path: Path) -> None:
        text = (
            "GWNO,EVENT_ID_CNTY,EVENT_ID_NO_CNTY,EVENT_DATE,YEAR,TIME_PRECISION,EVENT_TYPE,ACTOR1,ALLY_ACTOR_1,"
            "COUNTRY,ADMIN1,LOCATION,LATITUDE,LONGITUDE,GEO_PRECISION,SOURCE,NOTES,FATALITIES\n"
            "652,1SYR,,18/04/2001,2001,1,Riots/Protests,A,,Syria,Homs,Homs,34.73,36.71,1,X,None,1\n"
        )
        found = taken(written(tmp_path, "acled.csv", text))
        assert found.format == "acled" and days(found) == ["18 Apr 2001"]

    def test_spreadsheets_of_half_of_europe_write_coordinates_with_a_comma(self, tmp_path: Path) -> None:
        text = (
            "event_id_cnty;event_date;event_type;fatalities;location;latitude;longitude\n"
            "S1;13 May 2022;Battles;3;Homs;34,7308;36,709\nS2;14 May 2022;Battles;0;Homs;34,7308;36,7\n"
        )
        found = taken(written(tmp_path, "acled.csv", text))
        points = [(row.place.latitude, row.place.longitude) for row in events(found) if row.place]
        assert points == [(34.7308, 36.709), (34.7308, 36.7)]
        said = {decision.what: decision.rows for decision in found.notes.decisions()}
        assert said["“latitude” is read with a decimal comma"] == 2

    @pytest.mark.parametrize("deaths", [True, False])
    def test_sums_by_month_stand_behind_a_sheet_of_terms(self, tmp_path: Path, deaths: bool) -> None:
        book = openpyxl.Workbook()
        terms = book.active
        assert terms is not None
        terms["A1"] = "Terms of use"
        sheet = book.create_sheet("Data")
        more = ["Fatalities"] if deaths else []
        sheet.append(["Country", "Admin1", "ISO3", "Admin1 Pcode", "Month", "Year", "Events", *more])
        sheet.append(["Syria", "Homs", "SYR", "SY04", "January", 2024, 5, *[7] * deaths])
        book.save(tmp_path / "monthly.xlsx")
        found = taken(tmp_path / "monthly.xlsx")
        assert found.format == "acled" and days(found) == ["Jan 2024"]
        assert numbers(found) == ([("killed", "flow", 7)] if deaths else [])
        assert events(found)[0].text == "5 events"


class TestGed:
    def test_early_versions_call_their_numbers_estimates(self, tmp_path: Path) -> None:
        text = (
            "id,type_of_violence,side_a,side_b,date_start,date_end,best_est,high_est,low_est\n"
            "1,1,A,B,1989-01-07,1989-01-07,2,3,1\n"
        )
        found = taken(written(tmp_path, "ged.csv", text))
        (figure,) = events(found)[0].figures
        assert found.format == "ucdp-ged" and (figure.low, figure.high, figure.number) == (1, 3, "2")

    def test_its_interface_calls_the_list_result(self, tmp_path: Path) -> None:
        row = {"id": 4, "type_of_violence": 1, "side_a": "A", "side_b": "B", "best": 6, "high": 6, "low": 6}
        row |= {"date_start": "2017-07-31T00:00:00", "date_end": "2017-07-31T00:00:00", "country": "Iraq"}
        text = json.dumps({"TotalCount": 1, "NextPageUrl": "", "Result": [row]})
        found = taken(written(tmp_path, "ged.json", text))
        assert found.format == "ucdp-ged" and days(found) == ["31 Jul 2017"]


class TestUnhcr:
    def test_the_reference_database_has_notes_above_and_a_row_for_each_category(self, tmp_path: Path) -> None:
        text = (
            '"Extracted from a reference database","An office"\n"Date extracted: 2016-09-15 00:00:00 +02:00"\n\n'
            '"Year","Country / territory of asylum/residence","Origin","Population type","Value"\n'
            '"2015","Jordan","Syrian Arab Rep.","Refugees (incl. refugee-like situations)","628223"\n'
            '"2015","Jordan","Various/Unknown","Asylum-seekers","*"\n'
            '"2015","Syrian Arab Rep.","Syrian Arab Rep.","Internally displaced persons","6563462"\n'
        )
        found = taken(written(tmp_path, "series.csv", text))
        assert found.format == "unhcr"
        assert numbers(found) == [("displaced", "stock", 628223), ("displaced", "stock", 6563462)]
        assert any("withholds" in what for what in found.decided)
        assert [row.destination is None for row in events(found)] == [False, True, True]

    def test_a_total_beside_its_parts_is_not_counted(self, tmp_path: Path) -> None:
        text = (
            "Year,Country / territory of asylum/residence,Origin,Refugees (incl. refugee-like situations),"
            "Asylum-seekers (pending cases),Internally displaced persons (IDPs),Total Population\n"
            "2015,Jordan,Syrian Arab Rep.,628223,5,,628228\n"
        )
        assert [low for _, _, low in numbers(taken(written(tmp_path, "wide.csv", text)))] == [628223, 5]

    def test_the_exchange_uses_codes_for_categories(self, tmp_path: Path, store: Store) -> None:
        text = (
            "Year,ISO3CoO,ISO3CoA,CoO_name,CoA_name,PopulationType,Value\n"
            "2019,SYR,JOR,Syrian Arab Republic,Jordan,REF,654692\n2019,SYR,JOR,Syrian Arab Republic,Jordan,RET,9\n"
        )
        path = written(tmp_path, "totals.csv", text)
        assert numbers(taken(path)) == [("displaced", "stock", 654692), ("returned", "flow", 9)]
        assert examined(store, path).count(Found.GAZETTEER) == 2


def test_codes_of_the_first_level_lie_in_the_country(tmp_path: Path) -> None:
    text = "Location,Admin Level,P-Code,Name,Parent P-Code\nAFG,1,AF01,Kabul,AFG\nAFG,2,AF0101,Kabul,AF01\n"
    found = taken(written(tmp_path, "codes.csv", text))
    assert [row.place.parent_pcode for row in found.rows if isinstance(row, GivenLocation)] == ["AF", "AF01"]
