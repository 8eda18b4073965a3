"""Rows that add up those above them without a name are told as totals, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from situation_board.core.importing.incoming import GivenEvent
from situation_board.core.importing.nameless_totals import LEFT_OUT
from tests.core.importing.importing import Taken, taken, written


def named(found: Taken) -> list[tuple[str | None, int | None]]:
    rows = [row for row in found.rows if isinstance(row, GivenEvent)]
    return [(row.place.name if row.place else None, row.figures[0].low) for row in rows]


def left_out(found: Taken) -> int:
    return sum(each.rows for each in found.notes.decisions() if each.what == LEFT_OUT)


def test_totals_of_all_rows_and_of_those_since_the_last_one(tmp_path: Path) -> None:
    text = (
        "Governorate,District,IDPs,Households,Date\nHoms,Homs,100,20,2024-12-01\nHoms,Tadmor,50,10,2024-12-01\n"
        ",,150,30,2024-12-01\nHama,Hama,40,8,2024-12-01\nHama,Salamiya,60,12,2024-12-01\n,,100,20,\n,,250,50,\n"
    )
    found = taken(written(tmp_path, "data.csv", text))
    assert named(found) == [("Homs", 100), ("Tadmor", 50), ("Hama", 40), ("Salamiya", 60)]
    assert left_out(found) == 3


def test_merged_areas_do_not_name_a_total(tmp_path: Path) -> None:
    text = "Governorate;District;IDPs\nHoms;Homs;1.100\n;Tadmor;50\n;Qusayr;50\nHama;Hama;40\n;Salamiya;60\n;;1.300\n"
    found = taken(written(tmp_path, "data.csv", text))
    assert len(named(found)) == 5 and left_out(found) == 1


def test_a_table_of_months_has_totals_too(tmp_path: Path) -> None:
    found = taken(written(tmp_path, "data.csv", "Month,Killed,Injured\n2024-01,5,6\n2024-02,7,\n,12,6\n"))
    assert [number for _, number in named(found)] == [5, 7] and left_out(found) == 1


def test_a_total_in_words_is_not_added_up_again(tmp_path: Path) -> None:
    text = "Place,IDPs\nHoms,5\nHama,6\nTotal,11\nTartus,1\n,12\n"
    assert left_out(taken(written(tmp_path, "data.csv", text))) == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Place,IDPs\nHoms,5\nHama,6\n,12\n", "another number"),
        ("Place,IDPs,Killed\nHoms,5,1\nHama,6,2\n,11,4\n", "one of two numbers"),
        ("Place,IDPs\nHoms,5\n,5\n", "one row alone"),
        ("Place,IDPs,Shelter\nHoms,5,camp\nHama,6,camp\n,11,rented\n", "it says something else as well"),
        ("Place,Date,IDPs\nHoms,2024-01-01,5\n,2024-02-01,6\n,2024-03-01,11\n", "the next day of the same place"),
        ("Place,IDPs\nHoms,0\nHama,0\n,0\n", "nothing but zero"),
        ("Place,Latitude,Longitude,IDPs\nHoms,34,36,5\nHama,35,36,6\n,35.1,36.2,11\n", "it has coordinates"),
    ],
)
def test_what_may_be_a_row_is_one(tmp_path: Path, text: str, why: str) -> None:
    found = taken(written(tmp_path, "data.csv", text))
    assert left_out(found) == 0 and len(found.rows) == found.notes.read, why


def test_of_a_column_with_words_nobody_knows_the_sum_and_the_others_decide(tmp_path: Path) -> None:
    text = "Place,IDPs,Killed\nHoms,5,dozens\nHama,6,2\n,11,40\n"
    assert left_out(taken(written(tmp_path, "data.csv", text))) == 1
