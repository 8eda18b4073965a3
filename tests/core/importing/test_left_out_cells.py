"""A cell that cannot be read costs itself, and the report names it; the rest of its row is taken in."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from situation_board.core.importing.incoming import GivenEvent, GivenLocation
from situation_board.core.importing.notes import CELLS
from situation_board.core.importing.reporting import report_csv
from situation_board.core.store import Store
from situation_board.core.vocabulary import FigureRole, Quantifier
from tests.core.importing.importing import Taken, examined, taken, written


def cells(found: Taken) -> list[tuple[int, str | None]]:
    return [(each.line, each.column) for each in found.notes.cells]


def rows_of(found: Taken, part: str) -> int:
    return sum(each.rows for each in found.notes.decisions() if part in each.what)


def test_one_number_of_several_costs_itself_only(tmp_path: Path) -> None:
    text = "place,killed,injured\nHoms,3,9\nHama,plenty,4\nTartus,2,see below\nIdlib,nobody counted,?\n"
    found = taken(written(tmp_path, "data.csv", text))
    told = [
        [(each.category.value, each.low) for each in row.figures] for row in found.rows if isinstance(row, GivenEvent)
    ]
    assert told == [[("killed", 3), ("injured", 9)], [("injured", 4)], [("killed", 2)]]
    assert cells(found) == [(3, "killed"), (4, "injured")] and rows_of(found, CELLS) == 2
    assert "“plenty”" in found.notes.cells[0].why
    assert [each.line for each in found.notes.rejected] == [5], "nothing else is told there"


def test_a_part_without_its_whole_is_no_number_of_the_place(tmp_path: Path) -> None:
    found = taken(written(tmp_path, "data.csv", "place,IDPs,IDPs women\nHoms,a lot of them,40\nHama,90,50\n"))
    (row, _) = found.rows
    assert isinstance(row, GivenEvent) and [each.role for each in row.figures] == [FigureRole.TRIANGULATION]


def test_coordinates_that_cannot_be_read_cost_a_named_place_these_only(tmp_path: Path) -> None:
    text = "place,latitude,longitude\nHoms,34.7,36.7\nHama,north,36.7\nTartus,134.7,36.7\n,x,36.7\n"
    found = taken(written(tmp_path, "data.csv", text))
    points = [row.place.latitude for row in found.rows if isinstance(row, GivenLocation)]
    assert points == [34.7, None, None] and cells(found) == [(3, "latitude"), (4, "latitude")]
    assert [(each.line, each.column) for each in found.notes.rejected] == [(5, "latitude")]


def test_an_end_in_words_costs_the_end(tmp_path: Path) -> None:
    text = "place,start date,end date,killed\nHoms,2024-12-01,ongoing,1\nHama,2024-12-01,2024-12-02,1\n"
    found = taken(written(tmp_path, "data.csv", text))
    assert [row.ends is None for row in found.rows if isinstance(row, GivenEvent)] == [True, False]
    assert cells(found) == [(2, "end date")]


def test_the_same_cells_are_told_in_each_row(tmp_path: Path) -> None:
    text = "place,latitude,longitude,killed,injured\n" + "Homs,34.7,36.7,1,2\n" + "Hama,north,36.7,plenty,4\n" * 3
    found = taken(written(tmp_path, "data.csv", text))
    assert cells(found) == [(line, column) for line in (3, 4, 5) for column in ("latitude", "killed")]


@pytest.mark.parametrize(
    ("cell", "low"),
    [("9873983.98", 9_873_984), ("1,234.5", 1_234), ("99.5", None), ("1234.567", None), ("100.5-200", None)],
)
def test_a_fraction_of_a_person_is_rounded_and_told(tmp_path: Path, cell: str, low: int | None) -> None:
    found = taken(written(tmp_path, "data.csv", f"place;killed;injured\nHoms;{cell};1\n"))
    (row,) = found.rows
    assert isinstance(row, GivenEvent)
    if low is None:
        assert cells(found) == [(2, "killed")] and len(row.figures) == 1
        return
    figure = row.figures[0]
    assert (figure.low, figure.high, figure.quantifier) == (low, low, Quantifier.APPROXIMATELY)
    assert figure.number == cell and rows_of(found, "fraction of a person") == 1


def test_the_report_names_them(tmp_path: Path, store: Store) -> None:
    found = examined(store, written(tmp_path, "data.csv", "place,killed,injured\nHama,plenty,4\n"))
    assert (found.loadable, found.rejected_rows) == (1, 0)
    rows = list(csv.reader(io.StringIO(report_csv(found).decode("utf-8-sig"))))
    assert ["cell not taken in", "2", "killed", "“plenty” is no number", ""] in rows


@pytest.mark.parametrize(
    ("format", "text", "left", "numbers"),
    [
        pytest.param(
            "acled",
            "event_id_cnty,event_date,event_type,fatalities,location,latitude,longitude\n"
            "SYR1,2024-05-13,Battles,see below,Homs,34.7,36.7\nSYR2,2024-05-13,Battles,2,Hama,north,36.7\n",
            [(2, "fatalities"), (3, "latitude")],
            [[], [2]],
            id="the event itself stays",
        ),
        pytest.param(
            "ucdp-ged",
            "id,type_of_violence,side_a,side_b,date_start,date_end,best,low,high,where_coordinates,latitude,longitude\n"
            "1,1,A,B,2024-05-13,2024-05-13,5,see below,9,Homs,34.7,36.7\n"
            "2,1,A,B,2024-05-13,2024-05-13,2,2,2,Hama,x,36.7\n",
            [(2, "low"), (3, "latitude")],
            [[], [2]],
            id="an estimate without its range would say too much",
        ),
        pytest.param(
            "unhcr",
            "Year,Country of origin,Country of asylum,Refugees under UNHCR's mandate,Asylum-seekers\n"
            "2023,Syria,Lebanon,see below,40\n2023,Syria,Jordan,see below,\n2023,Syria,Iraq,7,8\n",
            [(2, "Refugees under UNHCR's mandate")],
            [[40], [7, 8]],
            id="one of several numbers",
        ),
        pytest.param(
            "idmc-gidd",
            "ISO3,Name,Year,Conflict Stock Displacement,Disaster Internal Displacements\nSYR,Syria,2023,72,lots\n",
            [(2, "Disaster Internal Displacements")],
            [[72]],
            id="one of two movements",
        ),
        pytest.param(
            "iom-dtm",
            "id,admin0Name,admin1Name,numPresentIdpInd,numberMales,numberFemales,reportingDate,roundNumber\n"
            "1,Syria,Homs,90,see below,50,2024-05-13,1\n",
            [(2, "numbermales")],
            [[90, 50]],
            id="a part of the whole",
        ),
        pytest.param(
            "hdx-hapi",
            "location_code,admin1_code,admin1_name,event_type,events,fatalities,reference_period_start,"
            "reference_period_end\nSYR,SY04,Homs,political_violence,see below,12,2024-05-01,2024-05-31\n",
            [(2, "events")],
            [[12]],
            id="events beside the killed",
        ),
    ],
)
def test_so_it_is_with_what_publishers_count(
    tmp_path: Path, format: str, text: str, left: list[tuple[int, str]], numbers: list[list[int]]
) -> None:
    found = taken(written(tmp_path, "data.csv", text))
    assert found.format == format and cells(found) == left
    assert [[each.low for each in row.figures] for row in found.rows if isinstance(row, GivenEvent)] == numbers
