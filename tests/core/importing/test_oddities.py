"""What files do to their readers, item by item: each made file has one oddity, and what was decided is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from situation_board.core import times
from situation_board.core.importing.incoming import GivenEvent, GivenLocation
from situation_board.core.importing.options import DateOrder
from situation_board.core.vocabulary import FigureGroup, FigureUnit, Metric, Quantifier
from tests.core.importing.importing import ZONE, Taken, taken, written


def events(found: Taken) -> list[GivenEvent]:
    return [row for row in found.rows if isinstance(row, GivenEvent)]


def days(found: Taken) -> list[str]:
    return [times.in_words(row.starts, ZONE) for row in events(found)]


def numbers(found: Taken) -> list[tuple[int | None, int | None]]:
    return [(each.low, each.high) for row in events(found) for each in row.figures]


def rows_of(found: Taken, words: str) -> int:
    """In how many rows something was decided so."""
    return sum(decision.rows for decision in found.notes.decisions() if words in decision.what)


class TestEncodings:
    LATIN = "place;date;killed\n" + "Usulután señor;2024-12-08;3\n" * 20
    ARABIC = "place,date,killed\n" + "مدينة حمص في سوريا,2024-12-08,3\nريف دمشق والمناطق,2024-12-07,4\n" * 20

    @pytest.mark.parametrize(
        "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"]
    )
    def test_latin_letters(self, tmp_path: Path, encoding: str) -> None:
        found = taken(written(tmp_path, "data.csv", self.LATIN, encoding))
        assert {row.place.name for row in events(found) if row.place} == {"Usulután señor"}

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1256"])
    def test_arabic_letters(self, tmp_path: Path, encoding: str) -> None:
        found = taken(written(tmp_path, "data.csv", self.ARABIC, encoding))
        assert events(found)[0].place.name == "مدينة حمص في سوريا"  # type: ignore[union-attr]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_sign_between_cells_is_found(tmp_path: Path, sign: str) -> None:
    lines = (("place", "date", "killed"), ("Homs", "2024-12-08", "3"), ("Hama", "2024-12-07", "4"))
    found = taken(written(tmp_path, "data.txt", "\n".join(sign.join(line) for line in lines)))
    assert numbers(found) == [(3, 3), (4, 4)]


class TestNumbers:
    @pytest.mark.parametrize(
        ("cell", "low", "high", "quantifier"),
        [
            *(("1 234", 1234, 1234, "exact"), ("1\u00a0234", 1234, 1234, "exact"), ("1\u202f234", 1234, 1234, "exact")),
            *(("1\u2009234", 1234, 1234, "exact"), ("١٬٢٣٤", 1234, 1234, "exact"), ("۱۲۳۴", 1234, 1234, "exact")),
            *(("1,000-2,000", 1000, 2000, "between"), ("1,000–2,000", 1000, 2000, "between")),
            *(("12 (10-15)", 10, 15, "between"), ("between 100 and 200", 100, 200, "between")),
            *(("more than 5,000", 5000, None, "more_than"), (">5000", 5000, None, "more_than")),
            *(("at least 40", 40, None, "at_least"), ("5,000+", 5000, None, "at_least"), ("≥ 5", 5, None, "at_least")),
            *(("up to 300", None, 300, "up_to"), ("< 300", None, 300, "less_than")),
            *(("~ 300", 300, 300, "approximately"), ("some 400", 400, 400, "approximately")),
            *(("around 3-4 thousand", 3000, 4000, "between"), ("500-2k", 500, 2000, "between")),
            *(("1.5-2k", 1500, 2000, "between"), ("10k-12k", 10_000, 12_000, "between")),
            *(("5k", 5000, 5000, "exact"), ("1.2 million", 1_200_000, 1_200_000, "exact")),
            *(("twenty-five", 25, 25, "exact"), ("two hundred and five people", 205, 205, "exact")),
            *(
                ("0", 0, 0, "exact"),
                ("dozens", None, None, "approximately"),
                ("hundreds of", None, None, "approximately"),
            ),
        ],
    )
    def test_a_number_however_it_is_said(
        self, tmp_path: Path, cell: str, low: int | None, high: int | None, quantifier: str
    ) -> None:
        found = taken(written(tmp_path, "data.csv", f'place,date,killed\nHoms,2024-12-08,"{cell}"\n'))
        (figure,) = events(found)[0].figures
        assert (figure.low, figure.high, figure.quantifier) == (low, high, Quantifier(quantifier))

    @pytest.mark.parametrize("cell", ["Not available", "NA", "N/A", "-", "", "#N/A", "null", "—", "لا يوجد"])
    def test_nothing_is_not_zero(self, tmp_path: Path, cell: str) -> None:
        found = taken(written(tmp_path, "data.csv", f"place,date,killed\nHoms,2024-12-08,{cell}\n"))
        assert numbers(found) == [] and rows_of(found, "not zero") == 1

    def test_words_are_kept_and_counted(self, tmp_path: Path) -> None:
        text = "place,date,killed\nHoms,2024-12-08,dozens\nHama,2024-12-08,several\nDaraa,2024-12-08,no idea\n"
        found = taken(written(tmp_path, "data.csv", text))
        assert [figure.number for row in events(found) for figure in row.figures] == ["dozens", "several"]
        assert rows_of(found, "only words stand for") == 2
        assert [each.line for each in found.notes.rejected] == [4]

    def test_a_cell_that_counts_families_is_believed_before_its_header(self, tmp_path: Path) -> None:
        text = "place,date,IDPs\nHoms,2024-12-08,40 families\nHama,2024-12-08,200\n"
        found = taken(written(tmp_path, "data.csv", text))
        units = [figure.unit for row in events(found) for figure in row.figures]
        assert units == [FigureUnit.HOUSEHOLD, FigureUnit.PERSON]
        assert rows_of(found, "taken as they say") == 1

    @pytest.mark.parametrize(
        ("header", "metric"),
        [
            *(("New IDPs", Metric.FLOW), ("Cumulative IDPs", Metric.CUMULATIVE), ("Current IDPs", Metric.STOCK)),
            ("IDPs", Metric.NOT_STATED),
        ],
    )
    def test_stock_flow_and_cumulative_are_told_apart_where_a_header_says_so(
        self, tmp_path: Path, header: str, metric: Metric
    ) -> None:
        found = taken(written(tmp_path, "data.csv", f"place,date,{header}\nHoms,2024-12-08,5\n"))
        assert [figure.metric for row in events(found) for figure in row.figures] == [metric]

    def test_decimal_commas_and_points_are_decided_for_the_column(self, tmp_path: Path) -> None:
        text = "place;date;IDPs;latitude;longitude\nA;2024-12-08;1.250;34,7308;36,7\nB;2024-12-08;2.000;34,7;36,71\n"
        found = taken(written(tmp_path, "data.csv", text))
        assert numbers(found) == [(1250, 1250), (2000, 2000)]
        assert [row.place.latitude for row in events(found) if row.place] == [34.7308, 34.7]
        assert rows_of(found, "parting thousands") == 2


class TestDates:
    @pytest.mark.parametrize(
        ("cell", "words"),
        [
            *(("13 May 2022", "13 May 2022"), ("February 24, 2022", "24 Feb 2022"), ("2/24/22", "24 Feb 2022")),
            *(
                ("8 грудня 2024", "8 Dec 2024"),
                ("8. Dezember 2024", "8 Dec 2024"),
                ("31-December-2016", "31 Dec 2016"),
                ("8 de diciembre de 2024", "8 Dec 2024"),
            ),
            *(("1er janvier 2024", "1 Jan 2024"), ("8 Dec 2024 14:30", "8 Dec 2024 14:30"), ("2024-1-5", "5 Jan 2024")),
            *(("December 2024", "Dec 2024"), ("12/2024", "Dec 2024"), ("2024-W49", "2-8 Dec 2024")),
            *(("Q4 2024", "1 Oct - 31 Dec 2024"), ("2024-Q3", "1 Jul - 30 Sep 2024"), ("7-8 Dec 2024", "7-8 Dec 2024")),
            *(("1733659200", "8 Dec 2024 15:00"), ("1733659200123", "8 Dec 2024 15:00"), ("2024", "2024")),
        ],
    )
    def test_a_date_however_it_is_written(self, tmp_path: Path, cell: str, words: str) -> None:
        found = taken(written(tmp_path, "data.csv", f'place,date,killed\nHoms,"{cell}",1\n'))
        assert [text.split(":00.")[0][: len(words)] for text in days(found)] == [words]

    @pytest.mark.parametrize(
        ("cells", "where"),
        [
            (("2024-12-08T00:00:00Z", "2024-12-09T00:00:00+00:00"), "UTC"),
            (("2024-12-07T21:00:00Z", "2024-12-08T21:00:00Z"), "Asia/Damascus"),
            (("1733616000000", "1733702400000"), "UTC"),
        ],
    )
    def test_midnights_are_days_of_where_they_are_midnights(
        self, tmp_path: Path, cells: tuple[str, str], where: str
    ) -> None:
        found = taken(written(tmp_path, "data.csv", f"place,date,killed\nHoms,{cells[0]},1\nHama,{cells[1]},2\n"))
        assert days(found) == ["8 Dec 2024", "9 Dec 2024"]
        assert rows_of(found, f"midnights in {where}") == 2

    def test_moments_among_them_stay_moments(self, tmp_path: Path) -> None:
        text = "place,date,killed\nHoms,2024-12-08T00:00:00Z,1\nHama,2024-12-08T11:30:00Z,2\n"
        assert days(taken(written(tmp_path, "data.csv", text))) == ["8 Dec 2024 03:00", "8 Dec 2024 14:30"]

    def test_a_header_may_say_which_comes_first(self, tmp_path: Path) -> None:
        found = taken(written(tmp_path, "data.csv", "place,Date (dd/mm/yyyy),killed\nHoms,03/04/2024,1\n"))
        assert days(found) == ["3 Apr 2024"] and rows_of(found, "as its header says") == 1

    def test_a_column_beside_it_may_say_which_comes_first(self, tmp_path: Path) -> None:
        text = "place,start date,end date,killed\nHoms,03/04/2024,13/04/2024,1\n"
        found = taken(written(tmp_path, "data.csv", text))
        assert days(found) == ["3 Apr 2024"] and found.notes.questions == []
        assert rows_of(found, "as “end date” beside it must be") == 1

    def test_otherwise_a_person_is_asked(self, tmp_path: Path) -> None:
        path = written(tmp_path, "data.csv", "place,date,killed\nHoms,03/04/2024,1\n")
        assert [each.option for each in taken(path).notes.questions] == ["date_order"]
        said = taken(path, date_order=DateOrder.DAY_FIRST)
        assert days(said) == ["3 Apr 2024"] and rows_of(said, "as was said") == 1

    def test_points_between_day_and_month_mean_day_first(self, tmp_path: Path) -> None:
        found = taken(written(tmp_path, "data.csv", "place,date,killed\nHoms,03.04.2024,1\nHama,4.4.24,2\n"))
        assert days(found) == ["3 Apr 2024", "4 Apr 2024"] and found.notes.questions == []
        assert rows_of(found, "dates with points are written everywhere") == 1

    def test_points_among_strokes_do_not(self, tmp_path: Path) -> None:
        path = written(tmp_path, "data.csv", "place,date,killed\nHoms,03.04.2024,1\nHama,04/05/2024,2\n")
        assert [each.option for each in taken(path).notes.questions] == ["date_order"]

    def test_what_can_be_nothing_else_and_what_a_person_says_come_before_points(self, tmp_path: Path) -> None:
        path = written(tmp_path, "data.csv", "place,date,killed\nHoms,03.04.2024,1\n")
        assert days(taken(path, date_order=DateOrder.MONTH_FIRST)) == ["4 Mar 2024"]
        path = written(tmp_path, "data.csv", "place,date,killed\nHoms,03.04.2024,1\nHoms,03.14.2024,1\n")
        assert days(taken(path)) == ["4 Mar 2024", "14 Mar 2024"]

    @pytest.mark.parametrize(
        "name", ["sites_2024-12-05.csv", "sites 20241205 v2.csv", "Sites_5_Dec_2024.csv", "sites_05.12.2024.csv"]
    )
    def test_a_day_in_the_name_of_the_file_is_taken_and_told(self, tmp_path: Path, name: str) -> None:
        found = taken(written(tmp_path, name, "place,IDPs\nHoms,5\nHama,6\n"))
        assert days(found) == ["5 Dec 2024"] * 2 and rows_of(found, "name of the file") == 2

    @pytest.mark.parametrize(
        "name", ["sites.csv", "sites_05-12-2024.csv", "2024-12-05_to_2024-12-09.csv", "20249999.csv"]
    )
    def test_a_name_that_says_no_one_day_says_none(self, tmp_path: Path, name: str) -> None:
        found = taken(written(tmp_path, name, "place,IDPs\nHoms,5\n"))
        assert [row.starts for row in events(found)] == [None] and rows_of(found, "no time is stated") == 1

    @pytest.mark.parametrize(
        "name", ["sites_November_2024.csv", "IDP movements Nov 2024.csv", "round 12, nov. 2024.csv"]
    )
    def test_a_month_in_the_name_of_the_file_is_taken_as_coarse_as_it_is(self, tmp_path: Path, name: str) -> None:
        found = taken(written(tmp_path, name, "place,IDPs\nHoms,5\n"))
        assert days(found) == ["Nov 2024"] and rows_of(found, "the month in the name of the file") == 1

    @pytest.mark.parametrize(
        "name",
        ["Oct-Nov 2024.csv", "October to November 2024.csv", "Oct 2024 and Nov 2024.csv", "14 & 15 Nov 2024.csv"],
    )
    def test_a_span_of_months_is_none(self, tmp_path: Path, name: str) -> None:
        found = taken(written(tmp_path, name, "place,IDPs\nHoms,5\n"))
        assert rows_of(found, "the month in") == 0

    def test_what_a_person_says_comes_before_the_name(self, tmp_path: Path) -> None:
        path = written(tmp_path, "sites_2024-12-05.csv", "place,IDPs\nHoms,5\n")
        assert days(taken(path, as_of=times.exactly(1_733_000_000_000))) != ["5 Dec 2024"]

    def test_an_end_before_its_beginning_is_left_out_and_told(self, tmp_path: Path) -> None:
        text = "place,start date,end date,killed\nHoms,2024-12-08,2024-12-01,1\n"
        found = taken(written(tmp_path, "data.csv", text))
        assert events(found)[0].ends is None and rows_of(found, "end was left out") == 1


class TestHeaders:
    def test_addresses_groups_of_forms_and_brackets(self, tmp_path: Path) -> None:
        text = "http://example.org/v#place,grp/date,site/pop_idp (individuals),_uuid\nHoms,2024-12-08,5,a\n"
        found = taken(written(tmp_path, "data.csv", text.replace("pop_idp", "idp")))
        (row,) = events(found)
        assert (row.key, row.place.name, row.figures[0].low) == ("a", "Homs", 5)  # type: ignore[union-attr]

    def test_a_form_says_when_it_was_filled_in_and_where(self, tmp_path: Path) -> None:
        text = (
            "start,end,today,site/site_name,site/gps,pop/hh_idp,_uuid,_submission_time\n"
            "2024-12-05T10:11:12.000+03:00,2024-12-06T10:00:00.000+03:00,2024-12-05,Camp A,34.7 36.7 500 4.5,12,a,x\n"
        )
        found = taken(written(tmp_path, "form.csv", text))
        (row,) = events(found)
        assert days(found) == ["5 Dec 2024"] and row.ends is None
        assert row.place is not None and (row.place.latitude, row.place.longitude) == (34.7, 36.7)
        assert row.figures[0].unit is FigureUnit.HOUSEHOLD

    @pytest.mark.parametrize("cell", ["34.7, 36.7", "(34.7;36.7)", "POINT (36.7 34.7)", "34.7 36.7 0 0"])
    def test_both_coordinates_in_one_cell(self, tmp_path: Path, cell: str) -> None:
        found = taken(written(tmp_path, "data.csv", f'place,coordinates\nCamp A,"{cell}"\n'))
        (row,) = found.rows
        assert isinstance(row, GivenLocation) and (row.place.latitude, row.place.longitude) == (34.7, 36.7)


class TestTags:
    def test_labels_of_a_form_stand_behind_their_groups(self, tmp_path: Path) -> None:
        headers = (
            "start,Site information/Name of the site,Site information/Date of visit,People/Number of IDP men/women,"
            "People/IDP individuals,People/Needs,People/Needs/Displaced people,_uuid,_submission_time"
        )
        row = "2024-12-05T10:11:12.000+03:00,Camp A,2024-12-04,x,60,Displaced people,1,a,2024-12-06T10:00:00"
        path = written(tmp_path, "form.csv", f"{headers}\n{row}\n")
        found = taken(path)
        (event,) = events(found)
        assert event.place is not None and event.place.name == "Camp A" and days(found) == ["4 Dec 2024"]
        assert [(figure.category.value, figure.low) for figure in event.figures] == [("displaced", 60)]
        said = taken(path, columns={"killed": "People/Needs/Displaced people"})
        assert {figure.category.value for figure in events(said)[0].figures} == {"killed", "displaced"}

    def test_strokes_of_other_tables_part_no_groups(self, tmp_path: Path) -> None:
        text = "Camp,Needs of all/Displaced people,Needs of all/Killed people,IDPs\nA,1,0,5\n"
        found = taken(written(tmp_path, "data.csv", text))
        assert [[figure.low for figure in row.figures] for row in events(found)] == [[5]]

    def test_columns_of_one_thing_begin_alike(self, tmp_path: Path) -> None:
        text = "admin1Name,marketName,marketLatitude,marketLongitude\nKabul,Mandawi,34.5,69.2\n"
        (row,) = taken(written(tmp_path, "markets.csv", text)).rows
        assert isinstance(row, GivenLocation) and (row.place.name, row.place.latitude) == ("Mandawi", 34.5)

    def test_words_that_are_written_together(self, tmp_path: Path) -> None:
        text = "ReportingDate,FlowMonitoringPoint,Total Headcount\n2024-01-10,Islam Qala,3633.9\n"
        (row,) = events(taken(written(tmp_path, "flow.csv", text)))
        assert row.place is not None and row.place.name == "Islam Qala" and row.figures[0].category.value == "other"

    @pytest.mark.parametrize(
        "headers", ["Country,ISO3,Dead", "Country,ISO3,Dead\n#country+name,#country+code,#affected+killed"]
    )
    def test_a_country_has_a_name_and_a_code(self, tmp_path: Path, headers: str) -> None:
        text = f"{headers}\nIran (Islamic Republic of),IRN,5\n"
        (row,) = events(taken(written(tmp_path, "countries.csv", text)))
        assert row.place is not None and (row.place.name, row.place.country) == ("Iran (Islamic Republic of)", "IRN")

    def test_a_code_alone_is_a_country_too(self, tmp_path: Path) -> None:
        (row,) = events(taken(written(tmp_path, "countries.csv", "ISO3,Dead\nSYR,5\n")))
        assert row.place is not None and (row.place.name, row.place.country) == ("SYR", "SYR")

    def test_regions_of_the_world_are_no_areas_of_a_country(self, tmp_path: Path) -> None:
        text = "Region,Country,Dead\nSouth-eastern Asia,Myanmar,1\nMediterranean,Libya,2\nMiddle East,Yemen,3\n"
        found = taken(written(tmp_path, "dead.csv", text))
        assert [row.place.name for row in events(found) if row.place] == ["Myanmar", "Libya", "Yemen"]
        assert "“Region” was not taken as admin1: its values are regions of the world" in found.decided

    def test_a_place_said_again_for_each_year_is_one(self, tmp_path: Path) -> None:
        text = "Name,Year,Budget\nArab World,2019,5\nArab World,2020,6\nHoms,2020,7\n"
        found = taken(written(tmp_path, "list.csv", text))
        assert len(found.rows) == 2 and rows_of(found, "once more for another time") == 1

    def test_a_tag_in_doubt_is_a_tag_and_a_lone_stroke_states_nothing(self, tmp_path: Path) -> None:
        text = "Country,what,Affected\n#country,#sector?,#affected\nMali,MAM,5\nMali,SAM,    _\n"
        found = taken(written(tmp_path, "needs.csv", text))
        assert [len(row.figures) for row in events(found)] == [1, 0] and rows_of(found, "part of the people") == 1

    def test_parts_of_the_people_are_not_taken_for_all(self, tmp_path: Path) -> None:
        text = (
            "Gov,Women,Children,IDPs,HH,Date\n"
            "#adm1+name,#affected+f+idps,#affected+idps+age_0_5,#affected+idps+ind,#affected+idps+hh,#date\n"
            "Homs,30,5,50,10,2024-12-01\n"
        )
        found = taken(written(tmp_path, "data.csv", text))
        figures = events(found)[0].figures
        assert [(each.low, each.note, each.subset_of) for each in figures] == [
            *((50, None, None), (10, None, None), (30, "f", 0), (5, "age_0_5", 0))
        ]
        assert any("“Women” is a part of “IDPs”" in what for what in found.decided)

    def test_from_where_and_to_where(self, tmp_path: Path) -> None:
        text = (
            "From,To,People,When\n#adm1+name+origin,#adm1+name+dest,#affected+displaced,#date\nHama,Homs,5,2024-12-01\n"
        )
        (row,) = events(taken(written(tmp_path, "data.csv", text)))
        assert row.place is not None and row.destination is not None
        assert (row.place.name, row.destination.name) == ("Hama", "Homs")

    def test_where_people_are_is_the_place_and_where_from_a_remark(self, tmp_path: Path) -> None:
        text = "Site,Origin,IDPs,When\n#loc,#adm1+name+origin,#affected+idps,#date\nCamp A,Hama,5,2024-12-01\n"
        (row,) = events(taken(written(tmp_path, "data.csv", text)))
        assert row.place is not None and row.place.name == "Camp A" and row.fields["note"] == "from: Hama"

    def test_tags_below_several_rows_of_headers(self, tmp_path: Path) -> None:
        text = (
            "About these data,,\n,,\nWhere,When,How many\n,,people\n#adm1,#date,#affected+killed\nHoms,2024-12-08,4\n"
        )
        found = taken(written(tmp_path, "data.csv", text))
        assert numbers(found) == [(4, 4)] and days(found) == ["8 Dec 2024"]

    @pytest.mark.parametrize(
        "text",
        [
            '[["Where","When","Dead"],["#adm1","#date","#affected+killed"],["Homs","2024-12-08",4],["Hama","2024-12-07",2]]',
            '[{"#adm1":"Homs","#date":"2024-12-08","#affected+killed":4},{"#adm1":"Hama","#date":"2024-12-07",'
            '"#affected+killed":"2"}]',
        ],
    )
    def test_services_write_lists_of_lists_or_tags_as_names(self, tmp_path: Path, text: str) -> None:
        found = taken(written(tmp_path, "data.json", text))
        assert numbers(found) == [(4, 4), (2, 2)] and days(found) == ["8 Dec 2024", "7 Dec 2024"]


class TestRows:
    @pytest.mark.parametrize("list_of", ["timeseries", "groups"])
    def test_what_stands_around_a_list_says_of_whom_it_counts(self, tmp_path: Path, list_of: str) -> None:
        rows = '[{"data_date": "2022-04-25", "individuals": 85000}, {"data_date": "2022-04-27", "individuals": 90000}]'
        text = f'{{"name": "Ukraine Refugee Situation", "made": "2024-01-01", "data": {{"{list_of}": {rows}}}, "n": 1}}'
        found = taken(written(tmp_path, "series.json", text))
        assert days(found) == ["25 Apr 2022", "27 Apr 2022"]
        assert {(row.figures[0].category.value, row.figures[0].group) for row in events(found)} == {
            ("displaced", FigureGroup.REFUGEE)
        }

    def test_lists_in_a_row_are_no_rows(self, tmp_path: Path) -> None:
        line = '{"place": "Homs", "killed": 5, "sources": [{"name": "A"}, {"name": "B"}]}\n'
        found = taken(written(tmp_path, "lines.json", line * 2))
        assert [row.figures[0].low for row in events(found)] == [5, 5]

    @pytest.mark.parametrize(
        "line",
        [
            '#{"source_key": "HCR", "source_date": 2017-02-17, "extract_date": 2017-03-28}',
            *("# Source: an office, read by hand, 3 pages", "sep=,", "// made by a program, version 3", "#! a,b,c"),
        ],
    )
    def test_lines_for_programs_are_no_headers(self, tmp_path: Path, line: str) -> None:
        found = taken(written(tmp_path, "data.csv", f"{line}\nGovernorate,IDPs\nHoms,5\nHama,6\n"))
        assert [row.figures[0].low for row in events(found)] == [5, 6]

    def test_a_header_may_begin_with_the_sign_of_a_number(self, tmp_path: Path) -> None:
        found = taken(written(tmp_path, "data.csv", "#,Governorate,# of IDPs\n1,Homs,5\n2,Hama,6\n"))
        assert [row.figures[0].low for row in events(found)] == [5, 6]

    def test_totals_and_remarks_around_the_rows(self, tmp_path: Path) -> None:
        text = (
            "Governorate,District,Date,IDPs\nHoms,Homs,2024-12-08,5\nTotal Homs,,,5\nHama,Hama,2024-12-08,6\n"
            "Grand total,,,11\nالمجموع,,,11\n* as reported by partners,,,\nSource: an agency,,,\n"
        )
        found = taken(written(tmp_path, "data.csv", text))
        assert numbers(found) == [(5, 5), (6, 6)]
        assert rows_of(found, "totals were left out") == 3 and rows_of(found, "remarks") == 2

    def test_the_same_people_on_three_levels_are_told(self, tmp_path: Path) -> None:
        text = (
            "admin0,admin1,admin2,date,IDPs\nSyria,,,2024-12-01,9\nSyria,Homs,,2024-12-01,9\n"
            "Syria,Homs,Homs,2024-12-01,9\n"
        )
        found = taken(written(tmp_path, "data.csv", text))
        assert rows_of(found, "3 admin levels") == 3
        kinds = [row.place.kind and row.place.kind.value for row in events(found) if row.place]
        assert kinds == ["country", "governorate", "district"]

    def test_quoted_line_breaks_and_ragged_rows_keep_their_lines(self, tmp_path: Path) -> None:
        text = 'place,date,killed,note\n"Ho\nms",2024-12-08,3,"a\nb"\nHama,2024-12-08\nTartus,2024-12-08,1,c,d,e\n'
        found = taken(written(tmp_path, "data.csv", text))
        assert [(row.line, row.place.name) for row in events(found) if row.place] == [(2, "Ho ms"), (5, "Hama")]
        assert rows_of(found, "fewer cells") == 1 and [each.line for each in found.notes.rejected] == [6]

    def test_tags_without_a_column_below_them_are_no_table(self, tmp_path: Path) -> None:
        with pytest.raises(StopIteration):
            taken(written(tmp_path, "data.csv", "\n#date,#adm1\n\n\nHoms,1\n\n\n\n\n"))
