"""Where headers stand in two rows, and where a row below them is one of data."""

from __future__ import annotations

from pathlib import Path

import pytest

from situation_board.core.importing.header_rows import are_two_rows, grouped
from situation_board.core.importing.incoming import GivenEvent, GivenLocation
from tests.core.importing.importing import taken, written

GROUPS = (
    (["Area", "IDPs", "", "Returnees", ""], ["", "HH", "Ind", "HH", "Ind"]),
    (["", "IDPs", "", "Returnees", ""], ["Area", "HH", "Ind", "HH", "Ind"]),
    (["Area", "IDPs", "", ""], ["", "Families", "Men", "Women"]),
)
NONE = (
    (["Name", "District", "Held by", ""], ["Homs", "Homs District", "Army", "See there"]),
    (["Title of the whole table", "", ""], ["Name", "Date", "Killed"]),
    (["Extracted from it", "By an office"], ["Year", "Origin"]),
    (["Area", "IDPs", ""], ["", "10", "50"]),
    (["Name", "Note", ""], ["Homs", "", ""]),
)


@pytest.mark.parametrize(("upper", "lower"), GROUPS)
def test_groups_over_several_columns_are_headers(upper: list[str], lower: list[str]) -> None:
    assert are_two_rows(upper, lower)


@pytest.mark.parametrize(("upper", "lower"), NONE)
def test_data_and_titles_are_none(upper: list[str], lower: list[str]) -> None:
    assert not are_two_rows(upper, lower)


def test_a_column_that_says_enough_alone_keeps_its_name() -> None:
    assert grouped(["Location", "", "IDPs", ""], ["District", "Site name", "HH", "Ind"], 4) == [
        *("District", "Site name", "IDPs HH", "IDPs Ind"),
    ]


def test_merged_headers_tell_households_from_people(tmp_path: Path) -> None:
    text = (
        "Governorate,IDPs,,Returnees,,As of\n,Households,Individuals,Households,Individuals,\n"
        "Homs,10,50,2,9,2024-12-01\nTotal,10,50,2,9,\n"
    )
    found = taken(written(tmp_path, "two.csv", text))
    (row,) = found.rows
    assert isinstance(row, GivenEvent)
    said = {(str(each.category), str(each.unit)): each.low for each in row.figures}
    assert said == {
        **{("displaced", "household"): 10, ("displaced", "person"): 50},
        **{("returned", "household"): 2, ("returned", "person"): 9},
    }
    assert any("two rows of headers" in what for what in found.decided)


def test_of_rows_of_headers_that_begin_later_the_last_one_counts(tmp_path: Path) -> None:
    text = (
        "Population in October,,,,\n,,People,Stressed,Crisis\nRegion,District,-2022,IPC 2,IPC 3\n"
        'Awdal,Baki,"57,897","14,070","10,260"\nAwdal,Borama,"377,952","70,090","45,730"\n'
    )
    rows = taken(written(tmp_path, "needs.csv", text)).rows
    assert [row.place.name for row in rows if isinstance(row, GivenLocation)] == ["Baki", "Borama"]


def test_slips_among_the_tags_do_not_make_them_a_row_of_data(tmp_path: Path) -> None:
    text = "place,lat,kind,killed,date\n#loc,geo+lat,total,#affected+killed,#date\nHoms,34.7,x,3,2024-12-01\n"
    found = taken(written(tmp_path, "tags.csv", text))
    assert len(found.rows) == 1 and not found.notes.rejected
    assert any("that are no tags" in what for what in found.decided)
