"""How the columns of a table are written: decided by all values of a column, before the first row is read.

A column that could be read in two ways is asked about; a column that decides itself is noted with its rows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from zoneinfo import ZoneInfo

from situation_board.core.importing.cells import (
    Cell,
    Number,
    is_missing,
    plain,
    read_coordinate,
    read_number,
    read_people,
    said,
    said_once,
    simple,
)
from situation_board.core.importing.dates import DateReader, are_dotted, are_serials, date_order, midnights, needs_order
from situation_board.core.importing.notes import Notes, Question
from situation_board.core.importing.options import DateOrder, Options
from situation_board.core.importing.seen_keys import SeenKeys
from situation_board.core.importing.tables import Table, TableRow
from situation_board.core.times import Time

COMMA_DECIMAL = re.compile(r"-?\d+(?:[. ]\d{3})*,\d{1,2}|-?\d{1,3}(?:\.\d{3})+,\d+|-?\d+,\d{4,}")
POINT_DECIMAL = re.compile(r"-?\d+(?:[, ]\d{3})*\.\d{1,2}|-?\d{1,3}(?:,\d{3})+\.\d+|-?\d+\.\d{4,}")
POINT_GROUPS = re.compile(r"\d{1,3}(?:\.\d{3})+")
ORDER_CHOICES = (
    (DateOrder.DAY_FIRST.value, "day first: 03/04/2024 is 3 April"),
    (DateOrder.MONTH_FIRST.value, "month first: 03/04/2024 is 4 March"),
)
DEGREES = frozenset(
    {"latitude", "longitude", "lat", "lon", "centroid_latitude", "centroid_longitude", "center_lat", "center_lon"}
)
PAIR = re.compile(r"[(\[]?\s*(-?\d{1,3}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)(?:[,; ]\s*-?[\d.]+){0,2}\s*[)\]]?")
WKT = re.compile(r"POINT\s*Z?\s*\(\s*(-?\d{1,3}(?:\.\d+)?) (-?\d{1,3}(?:\.\d+)?)(?: -?[\d.]+)?\s*\)", re.IGNORECASE)
ORDER_SAID = re.compile(r"\b([dm])[dm]?[/.\- ]+[dm]{1,2}[/.\- ]+y{2,4}\b", re.IGNORECASE)
MOST_REMEMBERED = 20_000
"""Different dates that are remembered as they were read."""
MOST_KEPT = 200_000
"""Different texts of one column that are kept for the decision; what decides is hardly ever later."""
MOST_AGAIN = 0.1
"""Share of the rows whose key another row has, up to which it is a slip: codes of places come again with each date."""


class ColumnError(Exception):
    """A cell that cannot be read: its column and why."""

    def __init__(self, column: str, why: str) -> None:
        super().__init__(why)
        self.column = column
        self.why = why


@dataclass(slots=True)
class Written:
    """How the columns are written. `columns` are positions by header."""

    columns: dict[str, int]
    zone: ZoneInfo
    dates: dict[str, DateReader] = field(default_factory=dict)
    comma: dict[str, bool] = field(default_factory=dict)
    names_rows: bool = True
    """Whether the column of keys that was asked about has a value of its own in nearly every row."""
    _known_dates: dict[tuple[str, str], Time | None] = field(default_factory=dict)

    def has(self, header: str) -> bool:
        return header in self.columns

    def cell(self, row: TableRow, header: str) -> Cell:
        """The cell as it stands; None where the table has no such column."""
        at = self.columns.get(header)
        return None if at is None else row.cells[at]

    def text(self, row: TableRow, header: str) -> str | None:
        """The text of a cell; None when it states nothing."""
        at = self.columns.get(header)
        return None if at is None else said(row.cells[at])

    def text_once(self, row: TableRow, header: str) -> str | None:
        """The same of a column in which every row says something else."""
        at = self.columns.get(header)
        return None if at is None else said_once(row.cells[at])

    def number(self, row: TableRow, header: str, *, scale: int = 1, rounds: bool = False) -> Number | None:
        """The number of a cell; `rounds` lets fractions of a person through as approximate."""
        cell = self.cell(row, header)
        read = read_people if rounds else read_number
        try:
            return read(cell, decimal_comma=self.comma.get(header, False), scale=scale)
        except ValueError as error:
            raise ColumnError(header, f"“{_short(cell)}” {error}") from error

    def date(self, row: TableRow, header: str) -> Time | None:
        cell = self.cell(row, header)
        if header not in self.dates:
            return None
        if type(cell) is not str or (known := (header, cell)) not in self._known_dates:
            return self._read_date(header, cell)
        return self._known_dates[known]

    def _read_date(self, header: str, cell: Cell) -> Time | None:
        """Rows of one day say it in the same letters."""
        try:
            date = self.dates[header].read(cell)
        except ValueError as error:
            raise ColumnError(header, f"“{_short(cell)}” {error}") from error
        if type(cell) is str and len(self._known_dates) < MOST_REMEMBERED:
            self._known_dates[header, cell] = date
        return date

    def point(self, row: TableRow, latitude: str, longitude: str) -> tuple[float, float] | None:
        """Both coordinates, or none; (0, 0) lies in the sea and means that nobody knew."""
        try:
            north = read_coordinate(self.cell(row, latitude), limit=90, decimal_comma=self.comma.get(latitude, False))
        except ValueError as error:
            raise ColumnError(latitude, f"“{_short(self.cell(row, latitude))}” {error}") from error
        try:
            east = read_coordinate(self.cell(row, longitude), limit=180, decimal_comma=self.comma.get(longitude, False))
        except ValueError as error:
            raise ColumnError(longitude, f"“{_short(self.cell(row, longitude))}” {error}") from error
        if north is None or east is None or (north, east) == (0, 0):
            return None
        return north, east

    def pair(self, row: TableRow, header: str) -> tuple[float, float] | None:
        """Both coordinates of one cell: "34.7, 36.7", as forms write it "34.7 36.7 500 4.5", or "POINT (36.7 34.7)"."""
        cell = self.cell(row, header)
        if is_missing(cell):
            return None
        text = plain(cell)
        found = PAIR.fullmatch(text) or WKT.fullmatch(text)
        if found is None:
            raise ColumnError(header, f"“{_short(cell)}” is no pair of coordinates")
        first, second = float(found[1]), float(found[2])
        north, east = (second, first) if WKT.fullmatch(text) else (first, second)
        if not (-90 <= north <= 90 and -180 <= east <= 180):
            raise ColumnError(header, f"“{_short(cell)}” lies outside the earth")
        return (north, east) if (north, east) != (0, 0) else None


def is_pair(cell: Cell) -> bool:
    """Whether a cell holds both coordinates."""
    text = plain(cell)
    return PAIR.fullmatch(text) is not None or WKT.fullmatch(text) is not None


def _short(cell: Cell) -> str:
    text = plain(cell)
    return text if len(text) <= 60 else f"{text[:57]}…"


def look_through(
    table: Table,
    *,
    headers: Sequence[str],
    dates: Sequence[str] = (),
    numbers: Sequence[str] = (),
    key: str | None = None,
    options: Options,
    notes: Notes,
) -> Written:
    """Read the whole table once to decide how its columns are written. `headers` are those that matter, `key` is the
    one that may name the rows.

    Columns that the table lacks are left out. What stays open is asked about in the notes.
    """
    columns = {header: at for header in headers if (at := table.column(header)) is not None}
    counted = dict.fromkeys([*numbers, *(header for header in headers if simple(header) in DEGREES)])
    kept: dict[str, dict[Cell, int]] = {header: {} for header in (*dates, *counted) if header in columns}
    keys = _Keys(columns[key]) if key in columns else None
    if kept or keys is not None:
        _keep_values(table, columns, kept, dates, keys)
    written = Written(columns, options.zone, names_rows=keys is None or keys.name_rows)
    beside = _decided([header for header in dates if header in columns], kept)
    for header in dates:
        if header in columns:
            written.dates[header] = _date_reader(header, kept[header], beside, options, notes)
    for header in counted:
        if header in columns:
            written.comma[header] = _is_comma(header, kept[header], notes)
    return written


class _Keys:
    """Counts the rows that a column names, and those that it calls as another row."""

    def __init__(self, column: int) -> None:
        self._column = column
        self._seen = SeenKeys()
        self._rows = self._again = 0

    def look(self, row: TableRow) -> None:
        key = said_once(row.cells[self._column])
        if key is not None:
            self._rows += 1
            self._again += not self._seen.is_new(key)

    @property
    def name_rows(self) -> bool:
        return self._again <= self._rows * MOST_AGAIN


def _keep_values(
    table: Table,
    columns: dict[str, int],
    kept: dict[str, dict[Cell, int]],
    dates: Sequence[str],
    keys: _Keys | None,
) -> None:
    """Count the different values of the columns that have to be decided; of numbers only those written as text."""
    looked_at = [(columns[header], seen, header in dates) for header, seen in kept.items()]
    for row in table.rows(Notes()):
        if keys is not None:
            keys.look(row)
        for at, seen, is_date in looked_at:
            cell = row.cells[at]
            if isinstance(cell, str) or (is_date and isinstance(cell, int | float) and not isinstance(cell, bool)):
                if cell in seen:
                    seen[cell] += 1
                elif len(seen) < MOST_KEPT:
                    seen[cell] = 1


def _decided(headers: Sequence[str], kept: Mapping[str, Mapping[Cell, int]]) -> tuple[str, DateOrder] | None:
    """A column whose values can be read in one way only, where no other says otherwise: its table is written so."""
    found = [(header, order) for header in headers if (order := date_order(kept[header])) is not None]
    return found[0] if len({order for _, order in found}) == 1 else None


def _date_reader(
    header: str, seen: Mapping[Cell, int], beside: tuple[str, DateOrder] | None, options: Options, notes: Notes
) -> DateReader:
    rows_in_doubt = sum(rows for cell, rows in seen.items() if needs_order(cell))
    order = _order(header, list(seen), rows_in_doubt, beside, options, notes)
    days_of = midnights(seen, options.zone)
    rows = sum(rows for cell, rows in seen.items() if not is_missing(cell))
    if days_of is not None:
        where = "UTC" if days_of is UTC else str(options.zone)
        notes.decide(f"“{header}” holds midnights in {where}: taken as the days that begin there", rows)
    has_serials = are_serials(seen)
    if has_serials:
        notes.decide(f"“{header}” holds the numbers by which workbooks count days", rows)
    return DateReader(options.zone, order, days_of=days_of, are_serials=has_serials)


def _order(
    header: str,
    cells: Sequence[Cell],
    rows: int,
    beside: tuple[str, DateOrder] | None,
    options: Options,
    notes: Notes,
) -> DateOrder | None:
    if not rows:
        return None
    own = date_order(cells)
    if own is not None:
        notes.decide(f"“{header}” is read {own.value.replace('-', ' ')}: some of its values can be nothing else", rows)
        return own
    named = _order_in(header)
    if named is not None:
        notes.decide(f"“{header}” is read {named.value.replace('-', ' ')}, as its header says", rows)
        return named
    if options.date_order is not None:
        notes.decide(f"“{header}” is read {options.date_order.value.replace('-', ' ')}, as was said", rows)
        return options.date_order
    if beside is not None:
        notes.decide(
            f"“{header}” is read {beside[1].value.replace('-', ' ')}, as “{beside[0]}” beside it must be", rows
        )
        return beside[1]
    if all(map(are_dotted, cells)):
        notes.decide(f"“{header}” is read day first: so dates with points are written everywhere", rows)
        return DateOrder.DAY_FIRST
    example = _short(next(cell for cell in cells if needs_order(cell)))
    what = f"“{header}” may be written day first or month first, such as “{example}”"
    notes.ask(Question("date_order", what, ORDER_CHOICES))
    return None


def _order_in(header: str) -> DateOrder | None:
    """ "Date (DD/MM/YYYY)" says which part is the day."""
    said = ORDER_SAID.search(header)
    return None if said is None else DateOrder.DAY_FIRST if said[1].casefold() == "d" else DateOrder.MONTH_FIRST


def _is_comma(header: str, seen: Mapping[Cell, int], notes: Notes) -> bool:
    """Whether the comma is the decimal sign, and the point parts thousands. `seen` counts the rows of each value."""
    rows = {plain(cell): times for cell, times in seen.items()}
    comma = sum(times for text, times in rows.items() if COMMA_DECIMAL.fullmatch(text))
    point = sum(times for text, times in rows.items() if POINT_DECIMAL.fullmatch(text))
    if comma and not point:
        notes.decide(f"“{header}” is read with a decimal comma", comma)
        return True
    groups = sum(times for text, times in rows.items() if POINT_GROUPS.fullmatch(text))
    if groups and not point and not comma and all(map(_fits_groups, rows)):
        notes.decide(f"the points in “{header}” are read as parting thousands", groups)
        return True
    return False


def _fits_groups(text: str) -> bool:
    return POINT_GROUPS.fullmatch(text) is not None or not text.isdecimal() or len(text) <= 3
