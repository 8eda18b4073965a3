"""Tables with several columns of numbers, or a row for each kind of people: each number says whom it counts."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from situation_board.core import times
from situation_board.core.gazetteer import Gazetteer
from situation_board.core.importing import next_table
from situation_board.core.importing.incoming import GivenEvent
from situation_board.core.importing.options import Options
from situation_board.core.importing.seeing import see_file
from situation_board.core.problems import Mistake
from situation_board.core.rows import Figure
from situation_board.core.store import Store
from situation_board.core.vocabulary import FigureRole, FigureUnit, Metric
from tests.core.importing.importing import ZONE, Taken, end_of, examined, imported, taken, written


def events(found: Taken) -> list[GivenEvent]:
    return [row for row in found.rows if isinstance(row, GivenEvent)]


def figures(found: Taken, row: int = 0) -> tuple[Figure, ...]:
    return events(found)[row].figures


def is_told(found: Taken, words: str) -> bool:
    return any(words in what for what in found.decided)


class TestParts:
    TEXT = "Camp,Date,IDPs men,IDPs women,IDPs total,IDP households\nA,2024-12-01,20,25,60,12\nB,2024-12-01,9,,,4\n"

    def test_each_column_is_a_figure_and_parts_are_told_as_parts(self, tmp_path: Path) -> None:
        found = taken(written(tmp_path, "camps.csv", self.TEXT))
        said = [(each.low, each.unit, each.note, each.subset_of, each.role) for each in figures(found)]
        assert said == [
            (60, FigureUnit.PERSON, None, None, FigureRole.RECOMMENDED),
            (12, FigureUnit.HOUSEHOLD, None, None, FigureRole.RECOMMENDED),
            (20, FigureUnit.PERSON, "men", 0, FigureRole.RECOMMENDED),
            (25, FigureUnit.PERSON, "women", 0, FigureRole.RECOMMENDED),
        ]
        assert is_told(found, "“IDPs men” is a part of “IDPs total”")

    def test_a_person_says_of_whom_a_column_counts_a_part(self, tmp_path: Path) -> None:
        text = "Camp,Date,IDPs total,F\nA,2024-12-01,60,25\n"
        said = {"displaced+women": "F"}
        found = figures(taken(written(tmp_path, "camps.csv", text), columns=said))
        assert [(each.low, each.note, each.subset_of) for each in found] == [(60, None, None), (25, "women", 0)]

    def test_a_part_without_its_whole_is_never_the_number_of_the_place(self, tmp_path: Path) -> None:
        found = taken(written(tmp_path, "camps.csv", self.TEXT))
        said = {each.note: (each.subset_of, each.role) for each in figures(found, 1)}
        assert said["men"] == (None, FigureRole.TRIANGULATION)

    def test_a_part_larger_than_its_whole_is_told(self, tmp_path: Path) -> None:
        found = taken(written(tmp_path, "camps.csv", "Camp,Date,IDPs,IDPs men\nA,2024-12-01,60,70\n"))
        assert figures(found)[1].role is FigureRole.TRIANGULATION and is_told(found, "larger than the whole")

    def test_two_columns_of_the_same_are_not_two_numbers_of_the_place(self, tmp_path: Path) -> None:
        found = taken(written(tmp_path, "camps.csv", "Camp,Date,IDPs,IDPs\nA,2024-12-01,60,70\n"))
        assert [(each.low, each.role.value) for each in figures(found)] == [(60, "recommended"), (70, "triangulation")]

    def test_nothing_is_added_to_what_it_is_a_part_of(self, tmp_path: Path, store: Store) -> None:
        path = written(tmp_path, "camps.csv", self.TEXT)
        persons = [each for each in examined(store, path).figures if each.unit == "person"]
        assert [(each.role, each.number, each.rows) for each in persons] == [
            *(("recommended", 60, 1), ("triangulation", 9, 1))
        ]
        imported(store, path)
        with store.reading() as reading:
            assert reading.value("SELECT count(*) FROM figure WHERE part = 1") == 2

    def test_low_and_high_belong_to_the_number_between_them(self, tmp_path: Path) -> None:
        text = "Camp,Date,IDPs low,IDPs best,IDPs high,Returnees min,Returnees max\nA,2024-12-01,50,60,80,5,9\n"
        found = taken(written(tmp_path, "camps.csv", text))
        assert [(each.low, each.high) for each in figures(found)] == [(50, 80), (5, 9)]

    def test_a_range_of_which_one_end_alone_is_stated_is_open(self, tmp_path: Path) -> None:
        text = "Camp,Date,IDPs min,IDPs max\nA,2024-12-01,5,\nB,2024-12-01,,9\nC,2024-12-01,5,9\nD,2024-12-01,5,5\n"
        found = taken(written(tmp_path, "camps.csv", text))
        said = [(each.low, each.high, each.quantifier.value) for row in events(found) for each in row.figures]
        assert said == [(5, None, "at_least"), (None, 9, "up_to"), (5, 9, "between"), (5, 5, "exact")]

    @pytest.mark.parametrize("numbers", ["100,120,", "5,,3", "500,100,200", "70,100,200", "60,90,80"])
    def test_a_range_in_which_its_number_does_not_lie_is_a_bad_row(self, tmp_path: Path, numbers: str) -> None:
        for headers in ("displaced,low,high", "IDPs best,IDPs low,IDPs high"):
            text = f"Camp,Date,{headers}\nA,2024-12-01,{numbers}\nB,2024-12-01,7,1,9\n"
            found = taken(written(tmp_path, "camps.csv", text))
            assert [each.line for each in found.notes.rejected] == [2]
            assert [(each.low, each.high, each.number) for each in figures(found)] == [(1, 9, "7")]


class TestTime:
    def test_stocks_flows_and_cumulative_counts_of_one_table(self, tmp_path: Path) -> None:
        text = "Area,As of,Displaced last week,Displaced total,Displaced since 27 Nov 2024\nHama,2024-12-08,4,12,9\n"
        found = taken(written(tmp_path, "data.csv", text))
        said = {each.metric: each for each in figures(found)}
        assert {metric: each.low for metric, each in said.items()} == {
            Metric.NOT_STATED: 12,
            Metric.FLOW: 4,
            Metric.CUMULATIVE: 9,
        }
        flow, since = said[Metric.FLOW], said[Metric.CUMULATIVE]
        assert times.in_words(flow.starts, ZONE) == "2 Dec 2024" and times.in_words(flow.ends, ZONE) == "8 Dec 2024"
        assert times.in_words(since.starts, ZONE) == "27 Nov 2024"
        assert is_told(found, "counts those of the 7 days")

    def test_a_week_in_which_the_clocks_change_has_seven_days(self, tmp_path: Path) -> None:
        text = "Area,As of,Displaced last week\nHama,2021-03-28,4\nHoms,2021-10-31,5\n"
        found = taken(written(tmp_path, "data.csv", text))
        first = [times.in_words(each.starts, ZONE) for row in events(found) for each in row.figures]
        assert first == ["22 Mar 2021", "25 Oct 2021"]

    def test_a_column_for_each_month(self, tmp_path: Path) -> None:
        found = taken(written(tmp_path, "data.csv", "Governorate,IDPs Oct 2024,IDPs Nov 2024\nHama,4,12\n"))
        assert [(each.low, times.in_words(each.starts, ZONE)) for each in figures(found)] == [
            *((4, "Oct 2024"), (12, "Nov 2024"))
        ]
        assert not is_told(found, "rows without a time")

    def test_the_day_in_a_title_is_taken_and_told(self, tmp_path: Path) -> None:
        text = "IDPs in camps - 8 December 2024,,\n,,\nCamp,IDPs,Remarks\nA,5,x\nB,6,y\n"
        found = taken(written(tmp_path, "camps.csv", text))
        assert [times.in_words(row.starts, ZONE) for row in events(found)] == ["8 Dec 2024"] * 2
        assert is_told(found, "in the title above the table")


class TestUnits:
    def test_thousands_in_a_header_are_multiplied_and_told(self, tmp_path: Path) -> None:
        found = taken(
            written(tmp_path, "data.csv", "Oblast,date,IDPs (thousand),% of IDPs\nKyivska,2024-12-01,398.5,12%\n")
        )
        assert [(each.low, each.number) for each in figures(found)] == [(398_500, "398.5")]
        assert is_told(found, "counts in 1,000") and is_told(found, "not taken: % of IDPs")

    def test_people_are_those_of_whom_the_file_speaks(self, tmp_path: Path) -> None:
        text = "Site,date,Families,Individuals\nA,2024-12-01,10,60\n"
        found = taken(written(tmp_path, "idp_master_list.csv", text))
        assert [(each.category, each.unit.value, each.low) for each in figures(found)] == [
            *(("displaced", "person", 60), ("displaced", "household", 10))
        ]
        unsaid = taken(written(tmp_path, "master_list.csv", text))
        assert [(each.category, each.metric, each.low) for each in figures(unsaid)] == [("other", "not_stated", 60)]
        assert is_told(unsaid, "nothing says of whom") and is_told(unsaid, "of whom were not taken: Families")
        undated = taken(written(tmp_path, "list.csv", "Site,Individuals\nA,60\n"))
        assert undated.rows and not events(undated), "a list of places stays one"

    def test_a_number_that_is_called_nothing_else_counts_whom_the_row_names(self, tmp_path: Path) -> None:
        text = "Country,ReportedLocation,Period,TotalTotal,DisplType\nChad,Lac,2015-04-30,18502.0,refugee\n"
        text += "Chad,Lac,2015-04-30,13380.0,idp\nChad,Lac,2015-04-30,12,asylum seekers\n"
        found = taken(written(tmp_path, "displaced.csv", text))
        said = [(row.figures[0].category.value, row.figures[0].group, row.figures[0].low) for row in events(found)]
        assert said == [("displaced", "refugee", 18502), ("displaced", "idp", 13380), ("displaced", None, 12)]
        assert {row.place.name for row in events(found) if row.place} == {"Lac"}

    def test_a_row_of_all_kinds_of_people_is_a_total(self, tmp_path: Path) -> None:
        text = "Country/territory of asylum,Type of population,date,Individuals\nBurundi,Refugees,2016-06-30,53\n"
        text += "Burundi,Returned IDPs,2016-06-30,-00\nBurundi,Total population of concern,2016-06-30,53\n"
        found = taken(written(tmp_path, "trends.csv", text))
        assert [[each.low for each in row.figures] for row in events(found)] == [[53], []]
        assert is_told(found, "rows of totals were left out")

    def test_a_header_that_only_narrows_speaks_of_the_same_people(self, tmp_path: Path) -> None:
        text = (
            "State,LGA,Published Months,IDP Category,Estimate HH Ward,Estimate IND Ward\nBorno,Bama,Jan 2025,x,10,50\n"
        )
        found = taken(written(tmp_path, "mobility.csv", text))
        assert [(each.unit.value, each.low) for each in figures(found)] == [("person", 50), ("household", 10)]
        assert times.in_words(events(found)[0].starts, ZONE) == "Jan 2025"

    def test_households_of_nobody_in_particular_are_not_taken(self, tmp_path: Path) -> None:
        text = "Camp,date,HHs,Individuals,IDPs,Refugees (Iraqi)\nA,2024-12-01,12,60,20,40\n"
        found = taken(written(tmp_path, "data.csv", text))
        assert [(each.unit.value, each.low) for each in figures(found)] == [("person", 20)]
        assert is_told(found, "not taken: HHs, Individuals, Refugees (Iraqi)")

    def test_no_households_beside_people_were_not_counted(self, tmp_path: Path) -> None:
        found = taken(written(tmp_path, "camps.csv", "Camp,IDPs,IDP households\nA,60,0\nB,0,0\nC,70,12\n"))
        assert [len(row.figures) for row in events(found)] == [1, 2, 2] and is_told(found, "nobody counted")

    def test_households_beside_people_are_theirs(self, tmp_path: Path) -> None:
        found = taken(written(tmp_path, "data.csv", "Site,date,HHs,IDPs,Population\nA,2024-12-01,10,60,900\n"))
        assert [(each.unit.value, each.low) for each in figures(found)] == [("person", 60), ("household", 10)]


class TestRows:
    LONG = (
        "Country of asylum,population_group,gender,date,individuals\nJOR,REF,all,2024-12-01,60\n"
        "JOR,REF,female,2024-12-01,30\nTUR,Returnees,all,2024-12-01,4\nTUR,Tourists,all,2024-12-01,9\n"
    )

    def test_a_row_says_whom_it_counts_and_which_part(self, tmp_path: Path, store: Store) -> None:
        path = written(tmp_path, "people.csv", self.LONG)
        found = taken(path)
        said = [
            (each.category.value, each.low, each.role.value, each.note) for row in events(found) for each in row.figures
        ]
        assert said == [
            ("displaced", 60, "recommended", None),
            ("displaced", 30, "triangulation", "female"),
            ("returned", 4, "recommended", None),
        ]
        assert [each.column for each in found.notes.rejected] == ["population_group"]
        assert [(each.role, each.number) for each in examined(store, path).figures] == [
            *(("recommended", 60), ("triangulation", 30), ("recommended", 4))
        ]

    @pytest.mark.parametrize("ending", ["csv", "xlsx"])
    def test_merged_areas_are_those_above(self, tmp_path: Path, ending: str) -> None:
        rows: list[list[object]] = [
            ["Governorate", "District", "IDPs"],
            ["Homs", "Tadmor", 1],
            [None, "Al-Qusayr", 2],
            [None, "Ar-Rastan", 3],
        ]
        rows += [["Total Homs", None, 6], ["Hama", "Hama", 4], [None, "Salamiyeh", 5]]
        path = tmp_path / f"data.{ending}"
        if ending == "csv":
            path.write_text("\n".join(",".join("" if cell is None else str(cell) for cell in row) for row in rows))
        else:
            book = openpyxl.Workbook()
            for row in rows:
                book.active.append(row)
            book.save(path)
        found = taken(path)
        areas = {row.place.name: row.place.areas for row in events(found) if row.place}
        assert areas["Ar-Rastan"] == ("Homs",) and areas["Salamiyeh"] == ("Hama",)
        assert is_told(found, "taken as merged")

    def test_a_place_beside_the_first_of_its_days_only(self, tmp_path: Path) -> None:
        text = "Camp,Date,IDPs\nA,2024-01-01,5\n,2024-02-01,6\n,2024-03-01,12\nB,2024-01-01,7\n,2024-02-01,9\n,,39\n"
        found = taken(written(tmp_path, "camps.csv", text))
        named = [(row.place.name if row.place else None, row.figures[0].low) for row in events(found)]
        assert named == [("A", 5), ("A", 6), ("A", 12), ("B", 7), ("B", 9)]
        assert is_told(found, "empty cells of “Camp” were taken as merged") and is_told(found, "left out as totals")

    def test_an_area_that_is_missing_now_and_then_is_missing(self, tmp_path: Path) -> None:
        text = "Governorate,District,IDPs\nHoms,Tadmor,1\nHoms,Al-Qusayr,2\n,Ar-Rastan,3\nHama,Hama,4\n,Salamiyeh,4\n"
        found = taken(written(tmp_path, "data.csv", text))
        assert not is_told(found, "taken as merged")

    def test_a_column_whose_values_say_otherwise_is_not_what_its_header_says(self, tmp_path: Path) -> None:
        text = "Camp,Site name,IDPs,Week\n1,A,4,x\n0,B,6,y\n1,C,6,z\n"
        found = taken(written(tmp_path, "data_2024-12-01.csv", text))
        assert [row.place.name for row in events(found) if row.place] == ["A", "B", "C"]
        assert is_told(found, "“Week” was not taken as date: its values are no dates")


class TestLayouts:
    def test_who_came_back_is_never_counted_where_they_left(self, tmp_path: Path) -> None:
        text = "Date,Country of departure,Daily returns\n2024-12-20,Lebanon,12\n2024-12-21,Lebanon,9\n"
        found = taken(written(tmp_path, "data.csv", text))
        assert [(row.place, row.fields["note"]) for row in events(found)] == [(None, "from: Lebanon")] * 2

    def test_from_where_and_to_where_on_several_levels(self, tmp_path: Path) -> None:
        text = (
            "Date of displacement,From Governorate,From District,To Governorate,To Sub-district,To Community,"
            "Number of Individuals,Number of families\n27/11/2024,Aleppo,Atareb,Idleb,Dana,Sarmada,5400,1080\n"
        )
        found = taken(written(tmp_path, "data.csv", text))
        (row,) = events(found)
        assert row.place is not None and (row.place.name, row.place.areas) == ("Sarmada", ("Dana", "Idleb"))
        assert [(each.category.value, each.low) for each in row.figures] == [("displaced", 5400), ("displaced", 1080)]
        assert row.fields["note"] == "from: Aleppo"

    def test_people_in_need_are_a_part_only_of_those_who_are_affected(self, tmp_path: Path) -> None:
        text = "District,Year,Population,PiN,Children PiN,% PiN\nTadmor,2024,500,300,150,60%\n"
        found = taken(written(tmp_path, "pin.csv", text))
        assert [(each.low, each.note, each.subset_of) for each in figures(found)] == [
            *((300, None, None), (150, "children", 0))
        ]
        assert is_told(found, "without saying of whom were not taken: Population")

    def test_words_for_people_below_a_group_make_two_rows_of_headers(self, tmp_path: Path) -> None:
        text = (
            "Province,NUMBER OF AFFECTED,,,NUMBER OF CENTRES,Date\n,Villages,Families,Persons,NOW,\n"
            'Albay,20,"1,000","4,000",3,2024-12-01\nBicol,9,10,50,1,2024-12-01\n'
        )
        found = taken(written(tmp_path, "data.csv", text))
        assert [(each.unit.value, each.low) for each in figures(found)] == [("person", 4000), ("household", 1000)]

    def test_objects_in_objects_of_a_list_are_columns(self, tmp_path: Path) -> None:
        text = (
            '[{"location":{"name":"Homs","lat":34.7,"lon":36.7},"date":"2024-12-08","figures":{"idps":5,"killed":1}}]'
        )
        (row,) = events(taken(written(tmp_path, "data.json", text)))
        assert row.place is not None and (row.place.name, row.place.latitude) == ("Homs", 34.7)
        assert [(each.category.value, each.low) for each in row.figures] == [("displaced", 5), ("killed", 1)]

    def test_days_that_a_workbook_shows_as_numbers_among_others(self, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        for line in (
            ["Location", "Date", "IDPs"],
            ["A", datetime(2024, 12, 8), 5],
            ["B", 45634, 6],
            ["C", "9 Dec 2024", 7],
        ):
            book.active.append(line)
        book.save(tmp_path / "data.xlsx")
        found = taken(tmp_path / "data.xlsx")
        days = [times.in_words(row.starts, ZONE) for row in events(found)]
        assert days == ["8 Dec 2024", "8 Dec 2024", "9 Dec 2024"] and is_told(found, "workbooks count days")

    @pytest.mark.parametrize(
        ("header", "cell", "words"),
        [
            ("Month", "Nov-24", "Nov 2024"),
            ("Week", "Week 50 2024", "9-15 Dec 2024"),
            ("Tag", "2024-12-08", "8 Dec 2024"),
        ],
    )
    def test_times_of_forms(self, tmp_path: Path, header: str, cell: str, words: str) -> None:
        found = taken(written(tmp_path, "data.csv", f"Community,{header},IDP Stock\nDana,{cell},5\n"))
        assert [times.in_words(row.starts, ZONE) for row in events(found)] == [words]
        assert [each.metric for each in figures(found)] == [Metric.STOCK]

    def test_marks_of_footnotes_are_no_part_of_a_name(self, tmp_path: Path) -> None:
        page = "<table><tr><th>Area</th><th>IDPs</th></tr><tr><td>Homs<sup>[1]</sup></td><td>5 [a]</td></tr></table>"
        found = taken(written(tmp_path, "data.html", page))
        assert [row.place.name for row in events(found) if row.place] == ["Homs"] and figures(found)[0].low == 5

    def test_rows_that_stand_there_twice_are_told(self, tmp_path: Path) -> None:
        row = "Dana,2024-12-01,5\n"
        found = taken(written(tmp_path, "data.csv", f"Community,Date,IDPs\n{row}{row}Sarmada,2024-12-01,5\n{row}"))
        assert len(found.rows) == 4
        assert [each.rows for each in found.notes.decisions() if "exactly what another row says" in each.what] == [2]

    def test_rows_that_differ_in_a_figure_below_zero_are_not_told_as_the_same(self, tmp_path: Path) -> None:
        rows = [{"Latitude": lat, "Longitude": 29.5, "Date": "2024-12-01", "IDPs": 5} for lat in (-1, -2, -1.0)]
        found = taken(written(tmp_path, "data.json", json.dumps(rows)))
        assert len(found.rows) == 3
        assert [each.rows for each in found.notes.decisions() if "exactly what another row says" in each.what] == [1]

    def test_what_has_not_come_yet_is_told(self, tmp_path: Path, store: Store) -> None:
        text = "Community,Date,IDPs\nDana,2094-12-01,5\nSarmada,2024-12-01,5\n"
        decisions = examined(store, written(tmp_path, "data.csv", text)).decisions
        assert [each.rows for each in decisions if "has not come yet" in each.what] == [1]

    def test_totals_in_any_column_of_areas_and_language_are_left_out(self, tmp_path: Path) -> None:
        names = ("Total", "Sub-total", "Overall", "Gesamt", "Total général", "Всього", "الإجمالي", "Totals")
        rows = "".join(f"{name},,9\n" for name in names)
        found = taken(written(tmp_path, "data.csv", f"Governorate,District,IDPs\nHoms,Tadmor,5\nHoms,Total,9\n{rows}"))
        assert [figure.low for row in events(found) for figure in row.figures] == [5]

    def test_a_row_of_units_below_the_headers_says_what_they_count(self, tmp_path: Path) -> None:
        text = "Location,Date,IDPs,Returnees\n,dd/mm/yyyy,individuals,families\nHoms,03/04/2024,5,6\n"
        found = taken(written(tmp_path, "data.csv", text))
        assert [(each.unit.value, each.low) for each in figures(found)] == [("person", 5), ("household", 6)]
        assert times.in_words(events(found)[0].starts, ZONE) == "3 Apr 2024"

    def test_another_table_below_is_not_read_as_the_first(self, tmp_path: Path) -> None:
        text = (
            "Displaced,,\nGovernorate,IDPs,Date\nHoms,5,2024-12-01\nGovernorate,IDPs,Date\nHama,6,2024-12-01\n"
            ",,\nReturnees by governorate,,\nGovernorate,Returnees,Date\nHoms,50,2024-12-01\nHama,60,2024-12-01\n"
        )
        found = taken(written(tmp_path, "data.csv", text))
        assert [(row.place.name, row.figures[0].low) for row in events(found) if row.place] == [
            ("Homs", 5),
            ("Hama", 6),
        ]
        said = {each.what: each.rows for each in found.notes.decisions()}
        name = "Returnees by governorate"
        assert said[next_table.ANOTHER.format(8, name)] == 2
        assert said["headers that come again among the rows were left out"] == 1
        assert said["rows that say nothing but a name were left out"] == 1

    BELOW = (
        "Displaced,,\nGovernorate,IDPs,Date\nHoms,5,2024-12-01\nHama,6,2024-12-01\n\nReturnees by governorate,,\n"
        "Governorate,Returnees,Date\nHoms,50,2024-12-01\nHama,60,2024-12-01\n\nDistrict,Killed\nTadmor,7\n"
    )

    @pytest.mark.parametrize("ending", ["csv", "xlsx"])
    def test_a_table_below_is_a_dataset_of_its_own(self, tmp_path: Path, store: Store, ending: str) -> None:
        path = tmp_path / f"data.{ending}"
        if ending == "csv":
            path.write_text(self.BELOW, encoding="utf-8")
        else:
            book = openpyxl.Workbook()
            for line in self.BELOW.splitlines():
                book.active.append([int(cell) if cell.isdecimal() else cell or None for cell in line.split(",")])
            book.save(path)
        imported(store, path)
        imported(store, path, sheet="Returnees by governorate")
        _, replaced = imported(store, path, sheet="District, Killed")
        assert replaced is None, "three datasets"
        with store.reading() as reading:
            assert reading.value("SELECT count(*) FROM dataset WHERE voided = 0") == 3
        found = taken(path, sheet="Returnees by governorate")
        assert [(row.kind.value, row.figures[0].low) for row in events(found)] == [("return", 50), ("return", 60)]

    def test_a_table_below_is_offered_by_its_name(self, tmp_path: Path, store: Store) -> None:
        path = written(tmp_path, "data.csv", self.BELOW)
        with store.reading() as reading, Gazetteer() as gazetteer:
            chosen = Options(zone=reading.zone, now=reading.now)
            _, seen = end_of(see_file(store.reading, gazetteer, path, chosen))
        assert seen.sheets == ("data.csv", "Returnees by governorate", "District, Killed") and seen.sheet == "data.csv"
        with pytest.raises(Mistake, match="no table"):
            taken(path, sheet="Something else")

    def test_what_stands_where_a_number_should_may_be_a_header(self, tmp_path: Path) -> None:
        text = "Governorate,IDPs\nHoms,5\nDistrict,Returnees\nTadmor,50\nHama,dozens\n"
        found = taken(written(tmp_path, "data.csv", text))
        assert [row.figures[0].low for row in events(found)] == [5]
        words = taken(written(tmp_path, "words.csv", "Governorate,IDPs\nHoms,5\nHama,dozens\nTartus,several\n"))
        assert len(words.rows) == 3, "numbers in words are no headers"

    def test_days_in_headers_are_read_like_one_another(self, tmp_path: Path) -> None:
        text = "Governorate;IDPs 30/11/2024;IDPs 07/12/2024\nHoms;5;6\n"
        found = taken(written(tmp_path, "data.csv", text))
        assert [times.in_words(each.starts, ZONE) for each in figures(found)] == ["30 Nov 2024", "7 Dec 2024"]

    def test_days_in_headers_with_points_are_day_first(self, tmp_path: Path) -> None:
        found = taken(written(tmp_path, "data.csv", "Governorate;IDPs 05.06.2024;IDPs 07.08.2024\nHoms;5;6\n"))
        assert [times.in_words(each.starts, ZONE) for each in figures(found)] == ["5 Jun 2024", "7 Aug 2024"]
        assert any("days in headers are read day first" in what for what in found.decided)


class TestColumnsThatMayMeanAnything:
    def test_codes_in_a_column_called_category_name_no_part_of_the_people(self, tmp_path: Path) -> None:
        text = "category,place,date,displaced\n1,Homs,2024-12-01,100\n2,Hama,2024-12-01,200\n3,Idlib,2024-12-01,9\n"
        found = taken(written(tmp_path, "data.csv", text))
        assert {each.role for row in events(found) for each in row.figures} == {FigureRole.RECOMMENDED}
        assert is_told(found, "“category” was not taken as sex: its values are mere numbers")

    def test_codes_that_come_again_with_each_date_name_no_rows(self, tmp_path: Path) -> None:
        rows = [f"SY{code:02},Place {code},2024-12-{day:02},5" for day in (1, 2, 3) for code in range(90)]
        found = taken(written(tmp_path, "data.csv", "code,place,date,displaced\n" + "\n".join(rows)))
        assert len({row.key for row in events(found)}) == len(rows)
        assert is_told(found, "“code” was not taken as key: its values come again")
        assert not is_told(found, "taken as key: its header")

    def test_a_key_that_somebody_gave_twice_by_mistake_is_told_before_the_import(
        self, store: Store, tmp_path: Path
    ) -> None:
        rows = [f"{key},Place {key},2024-12-01,5" for key in (*range(1, 30), 7)]
        path = written(tmp_path, "data.csv", "id,place,date,displaced\n" + "\n".join(rows))
        found = examined(store, path)
        assert found.loadable == 29 and [each.rows for each in found.figures] == [29]
        assert ("rows whose key another row of the file has already: left out", 1) in [
            (each.what, each.rows) for each in found.decisions
        ]
        imported(store, path)
        with store.reading() as reading:
            assert reading.value("SELECT count(*) FROM event") == 29
