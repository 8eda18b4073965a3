"""What several formats of numbers by area and year have in common."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from situation_board.core.importing.cells import Number
from situation_board.core.importing.columns import ColumnError, Written
from situation_board.core.importing.dates import FIRST_YEAR, LAST_YEAR, year_of
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.tables import Table, TableRow
from situation_board.core.rows import Figure
from situation_board.core.times import Time
from situation_board.core.vocabulary import CrossBorder, FigureCategory, FigureGroup, Metric

LONGEST_EXCERPT = 2_000


def table_with(looked: Looked, headers: frozenset[str]) -> Table | None:
    """The first table that has all these columns, by their simple names."""
    return next((table for table in looked.tables if table.simple_headers >= headers), None)


def beginning(text: str | None, notes: Notes) -> str | None:
    """Of a long text of a report what fits into an excerpt."""
    if text is None or len(text) <= LONGEST_EXCERPT:
        return text
    notes.decide("long texts are kept in their beginning; the link leads to the rest")
    return f"{text[: LONGEST_EXCERPT - 1]}…"


def tell_others(looked: Looked, table: Table, notes: Notes) -> None:
    """Name the sheets of a workbook that are not read."""
    others = [each.name for each in looked.tables if each.name != table.name]
    if others:
        notes.decide(f"other sheets were not read: {', '.join(others)}", 0)


def readable_number(written: Written, row: TableRow, header: str, notes: Notes) -> Number | None:
    """The number of a cell. One that cannot be read costs itself only, as its row tells more than this."""
    try:
        return written.number(row, header)
    except ColumnError as error:
        notes.leave_out(row.line, error.why, column=error.column)
        return None


def readable_numbers(written: Written, row: TableRow, headers: Iterable[str], notes: Notes) -> dict[str, Number]:
    """The numbers of a row that tells nothing else. ColumnError where none of them can be read."""
    found: dict[str, Number] = {}
    unreadable: list[ColumnError] = []
    for header in headers:
        try:
            number = written.number(row, header)
        except ColumnError as error:
            unreadable.append(error)
            continue
        if number is not None:
            found[header] = number
    if unreadable and not found:
        raise unreadable[0]
    for each in unreadable:
        notes.leave_out(row.line, each.why, column=each.column)
    return found


def readable_point(
    written: Written, row: TableRow, headers: tuple[str, str], name: str | None, notes: Notes
) -> tuple[float, float] | None:
    """The point of a place, which has its name where its coordinates cannot be read."""
    try:
        return written.point(row, *headers)
    except ColumnError as error:
        if name is None:
            raise
        notes.leave_out(row.line, error.why, column=error.column)
        return None


def span_of(written: Written, row: TableRow, begins: str, ends: str, notes: Notes) -> tuple[Time, Time | None]:
    """A period by its two columns. ColumnError when it has no beginning."""
    first = written.date(row, begins)
    if first is None:
        raise ColumnError(begins, "the date is missing")
    return first, in_order(first, written.date(row, ends), notes)


def in_order(starts: Time | None, ends: Time | None, notes: Notes) -> Time | None:
    """The end, where it does not lie before the beginning; what else the row says stays true."""
    if starts is None or ends is None or ends.latest >= starts.earliest:
        return ends
    notes.decide("the end lies before the beginning: the end was left out")
    return None


def year_in(written: Written, row: TableRow, header: str, zone: ZoneInfo) -> Time:
    """The year of a row as one time. ColumnError when it is none."""
    text = written.text(row, header) or ""
    if not text.isdecimal() or not FIRST_YEAR <= int(text) < LAST_YEAR:
        raise ColumnError(header, f"“{text[:20]}” is no year")
    return year_of(int(text), zone)


def figure_of(
    category: FigureCategory,
    number: Number,
    metric: Metric,
    starts: Time,
    *,
    ends: Time | None = None,
    group: FigureGroup | None = None,
    cross_border: CrossBorder | None = None,
    note: str | None = None,
) -> Figure:
    """A figure of people as a cell gives it."""
    return Figure(
        category=category,
        group=group,
        cross_border=cross_border,
        quantifier=number.quantifier,
        low=number.low,
        high=number.high,
        number=number.text,
        metric=metric,
        starts=starts,
        ends=ends,
        note=note,
    )
