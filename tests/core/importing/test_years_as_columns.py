"""A column for each year, and another that says whom a row counts."""

from pathlib import Path

import pytest

from situation_board.core import times
from situation_board.core.importing.incoming import GivenEvent
from tests.core.importing.importing import ZONE, taken, written

LONG = '"Internally displaced persons, total displaced by conflict and violence (number of people)"'


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Country,Population type,2021,2022,2023\nChad,Refugees,100,,130\nChad,IDPs,10,20,30\n", id="years"
        ),
        pytest.param("Country,Population type,2023,2022,2021\nChad,Refugees,130,,100\nChad,IDPs,30,20,10\n", id="back"),
        pytest.param(
            "Data Source,World Development Indicators,\n"
            "Country Name,Country Code,Indicator Name,Indicator Code,1960,1961,2021,2022,2023\n"
            "Chad,TCD,Refugee population,SM.POP.REFG,,,100,,130\n"
            f"Chad,TCD,{LONG},VC.IDP.TOCV,,,10,20,30\n",
            id="World Bank",
        ),
    ],
)
def test_each_number_is_of_its_year(tmp_path: Path, text: str) -> None:
    told = [
        {times.in_words(figure.starts, ZONE): figure.low for figure in row.figures}
        for row in taken(written(tmp_path, "people.csv", text)).rows
        if isinstance(row, GivenEvent)
    ]
    assert told == [{"2021": 100, "2023": 130}, {"2021": 10, "2022": 20, "2023": 30}]


@pytest.mark.parametrize(
    ("headers", "times_of_them"),
    [
        (("30/06/2023", "31/12/2023"), ["30 Jun 2023", "31 Dec 2023"]),
        (("30.06.2023", "31.12.2023"), ["30 Jun 2023", "31 Dec 2023"]),
        (("2024-01-01", "2024-02-01"), ["1 Jan 2024", "1 Feb 2024"]),
        (("2024-01", "2024-02"), ["Jan 2024", "Feb 2024"]),
        (("Jan-24", "Feb-24"), ["Jan 2024", "Feb 2024"]),
        (("2021 [YR2021]", "2022 [YR2022]"), ["2021", "2022"]),
    ],
)
def test_headers_may_be_days_and_months(tmp_path: Path, headers: tuple[str, str], times_of_them: list[str]) -> None:
    text = f"Country,Category,{','.join(headers)}\nChad,Refugees,1,2\nNiger,IDPs,3,4\n"
    rows = [row for row in taken(written(tmp_path, "data.csv", text)).rows if isinstance(row, GivenEvent)]
    told = [[times.in_words(figure.starts, ZONE) for figure in row.figures] for row in rows]
    assert told == [times_of_them, times_of_them]
    assert [[figure.low for figure in row.figures] for row in rows] == [[1, 2], [3, 4]]


def test_years_in_a_row_of_values_are_no_headers(tmp_path: Path) -> None:
    text = "place,killed,from,to\nHoms,3,2021,2022\nHama,4,2022,2023\nHoms,5,2023,2024\n"
    found = taken(written(tmp_path, "data.csv", text))
    assert [row.figures[0].low for row in found.rows if isinstance(row, GivenEvent)] == [3, 4, 5]


def test_an_indicator_that_counts_nobody_is_told(tmp_path: Path) -> None:
    text = "Country,Indicator,2021,2022\nChad,Refugees,100,130\nChad,Rainfall in mm,800,900\n"
    found = taken(written(tmp_path, "data.csv", text))
    assert len(found.rows) == 1 and [(each.line, each.column) for each in found.notes.rejected] == [(3, "Indicator")]
