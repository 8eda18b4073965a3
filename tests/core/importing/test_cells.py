"""Numbers, coordinates and dates as files write them."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from situation_board.core import times
from situation_board.core.importing.cells import is_missing, plain, read_coordinate, read_number, said, said_once
from situation_board.core.importing.dates import DateReader, date_order
from situation_board.core.importing.options import DateOrder
from situation_board.core.vocabulary import Quantifier
from tests.core.importing.importing import ZONE

EXACT, MORE, LEAST, UP_TO = Quantifier.EXACT, Quantifier.MORE_THAN, Quantifier.AT_LEAST, Quantifier.UP_TO
BETWEEN, ABOUT = Quantifier.BETWEEN, Quantifier.APPROXIMATELY


@pytest.mark.parametrize(
    ("cell", "low", "high", "quantifier"),
    [
        ("1,234", 1234, 1234, EXACT),
        ("1 234 567", 1_234_567, 1_234_567, EXACT),
        ("1\u2009234", 1234, 1234, EXACT),
        ("1'000", 1000, 1000, EXACT),
        ("12,34,567", 1_234_567, 1_234_567, EXACT),
        ("٣٧٠٬٠٠٠", 370_000, 370_000, EXACT),
        ("0", 0, 0, EXACT),
        (0, 0, 0, EXACT),
        (12.0, 12, 12, EXACT),
        ("1,000-2,000", 1000, 2000, BETWEEN),
        ("between 5 and 9", 5, 9, BETWEEN),
        ("more than 5,000", 5000, None, MORE),
        ("أكثر من 5000", 5000, None, MORE),
        ("> 20", 20, None, MORE),
        (">=20", 20, None, LEAST),
        ("5 000+", 5000, None, LEAST),
        ("up to 300", None, 300, UP_TO),
        ("~300", 300, 300, ABOUT),
        ("1.2 million", 1_200_000, 1_200_000, EXACT),
        ("10k", 10_000, 10_000, EXACT),
    ],
)
def test_a_number_is_read_as_it_was_meant(
    cell: object, low: int | None, high: int | None, quantifier: Quantifier
) -> None:
    number = read_number(cell)
    assert number is not None
    assert (number.low, number.high, number.quantifier) == (low, high, quantifier)


def test_the_best_of_a_range_is_kept_beside_the_range() -> None:
    number = read_number("5 (3-8)")
    assert number is not None
    assert (number.low, number.best, number.high) == (3, 5, 8)


@pytest.mark.parametrize("cell", ["", " ", "-", "NA", "n/a", "Not available", "..", "null", None, "غير متوفر"])
def test_what_is_not_stated_is_missing_and_not_zero(cell: object) -> None:
    assert is_missing(cell)
    assert read_number(cell) is None
    assert said(cell) is said_once(cell) is None


@pytest.mark.parametrize("cell", ["0", "  Homs ", "حمص ٥", "a" * 300, 0, 12.0, True, "not  available at all"])
def test_what_is_said_is_its_plain_text_however_often_it_comes(cell: object) -> None:
    assert [said(cell), said(cell), said_once(cell)] == [plain(cell)] * 3


@pytest.mark.parametrize("cell", ["abc", "3,5", "1.5", "12-3", "-4", True, float("nan"), float("inf"), "9" * 20, 2.5])
def test_what_is_no_number_of_people_is_refused(cell: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_number(cell)


def test_points_part_thousands_where_the_column_is_written_so() -> None:
    number = read_number("1.234", decimal_comma=True)
    assert number is not None and number.low == 1234
    with pytest.raises(ValueError, match="whole"):
        read_number("1.234")


@given(value=st.integers(min_value=0, max_value=10**11))
def test_every_grouped_number_is_the_number(value: int) -> None:
    for text in (f"{value}", f"{value:,}", f"{value:,}".replace(",", " "), f"{value:,}".replace(",", "\u202f")):
        number = read_number(text)
        assert number is not None and (number.low, number.high) == (value, value)


@given(text=st.text(max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    for read in (read_number, DateReader(ZONE).read):
        try:
            read(text)
        except ValueError as error:
            assert str(error)


@pytest.mark.parametrize(
    ("cell", "expected"), [("34.73", 34.73), ("34,73", None), ("33°30'30\"N", 33.508333), ("33.5 S", -33.5), ("", None)]
)
def test_coordinates(cell: str, expected: float | None) -> None:
    if cell == "34,73":
        assert read_coordinate(cell, limit=90, decimal_comma=True) == pytest.approx(34.73)
    elif expected is None:
        assert read_coordinate(cell, limit=90) is None
    else:
        assert read_coordinate(cell, limit=90) == pytest.approx(expected, abs=1e-5)


def test_a_coordinate_outside_the_earth_is_refused() -> None:
    with pytest.raises(ValueError, match="outside"):
        read_coordinate("134.2", limit=90)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("2024-12-08", "8 Dec 2024"),
        ("2024-12-08T00:00:00", "8 Dec 2024"),
        ("2024-12-08T11:00:00Z", "8 Dec 2024 14:00"),
        ("20241208", "8 Dec 2024"),
        ("13 May 2022", "13 May 2022"),
        ("13-May-22", "13 May 2022"),
        ("February 24, 2022", "24 Feb 2022"),
        ("Sunday, 8 December 2024", "8 Dec 2024"),
        ("24/2/2022", "24 Feb 2022"),
        ("2/24/22", "24 Feb 2022"),
        ("5 août 2023", "5 Aug 2023"),
        ("12 كانون الأول 2024", "12 Dec 2024"),
        ("8 ديسمبر 2024", "8 Dec 2024"),
        ("٢٠٢٤-١٢-٠٨", "8 Dec 2024"),
        ("Dec 2024", "Dec 2024"),
        ("2024-12", "Dec 2024"),
        ("2024", "2024"),
        ("1733659200000", "8 Dec 2024 15:00"),
        (datetime(2024, 12, 8), "8 Dec 2024"),
        (datetime(2024, 12, 8, 14, 30), "8 Dec 2024 14:30"),
    ],
)
def test_a_date_is_read_at_the_precision_that_it_has(cell: object, words: str) -> None:
    assert times.in_words(DateReader(ZONE).read(cell), ZONE) == words


@pytest.mark.parametrize("cell", ["31/02/2024", "0000-00-00", "soon", "2024-13-45", "1733-01-01", "9" * 13])
def test_what_is_no_day_of_the_calendar_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        DateReader(ZONE).read(cell)


class TestOrderOfDayAndMonth:
    def test_one_value_decides_for_its_column(self) -> None:
        assert date_order(["03/04/2024", "25/04/2024"]) is DateOrder.DAY_FIRST
        assert date_order(["03/04/2024", "04/25/2024"]) is DateOrder.MONTH_FIRST

    def test_nothing_is_decided_where_all_values_may_be_both_or_they_differ(self) -> None:
        assert date_order(["03/04/2024", "05/06/2024"]) is None
        assert date_order(["25/04/2024", "04/25/2024"]) is None

    def test_a_day_that_may_be_two_is_refused_until_somebody_says(self) -> None:
        with pytest.raises(ValueError, match="day or month first"):
            DateReader(ZONE).read("03/04/2024")
        first = DateReader(ZONE, DateOrder.DAY_FIRST).read("03/04/2024")
        assert times.in_words(first, ZONE) == "3 Apr 2024"
