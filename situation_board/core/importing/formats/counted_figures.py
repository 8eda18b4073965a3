"""The figures of a row of a table with several columns of numbers: each its own, a part told as a part.

A column of a part is told as a subset where the row states the whole; else it stands for triangulation, since the
number of a part is never the number of the place. Nothing here is added up.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from situation_board.core import times
from situation_board.core.importing.cells import Cell, Number, is_missing
from situation_board.core.importing.columns import MOST_REMEMBERED, ColumnError, Written
from situation_board.core.importing.counted_columns import Counting
from situation_board.core.importing.dates import DateReader, are_dotted, date_order, needs_order
from situation_board.core.importing.formats.counting import quantifier_of, unit_of
from situation_board.core.importing.guess import Guess
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.options import DateOrder, Options
from situation_board.core.importing.tables import TableRow
from situation_board.core.rows import Figure
from situation_board.core.times import Precision, Time
from situation_board.core.vocabulary import (
    FigureCategory,
    FigureGroup,
    FigureRole,
    FigureUnit,
    Metric,
    Quantifier,
)

UNSTATED = "nothing says whether the numbers are stocks, flows or cumulative: they will not be summed"
IN_WORDS = "numbers that only words stand for (such as “dozens”) were kept as words, without a number"
ROUNDED = "numbers with a fraction of a person were rounded, and are told as approximate"
NO_HOUSEHOLDS = "no households beside people: nobody counted the households, which is not zero"
NO_NUMBER = "rows without a number: nothing was stated, which is not zero"
LARGER_PART = "a part is larger than the whole beside it: kept for triangulation"
GROUP_OF_FIGURE = {FigureCategory.RETURNED: FigureGroup.RETURNEE}
ORDER = list(FigureCategory)


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """A column of numbers. `whole` is the column (by its place in the list) of which it is a part.

    `is_aside` says that it is neither the number of the place nor a part of one that stands beside it. `low` and `high`
    are the headers of the ends of its range.
    """

    header: str
    counting: Counting
    metric: Metric
    when: Time | None = None
    since: Time | None = None
    whole: int | None = None
    is_aside: bool = False
    low: str | None = None
    high: str | None = None

    @property
    def headers(self) -> Iterator[str]:
        return (header for header in (self.header, self.low, self.high) if header is not None)

    def states_best(self, written: Written, row: TableRow) -> bool:
        """Whether a row states its number, and not only an end of its range."""
        return self.header not in {self.low, self.high} and not is_missing(written.cell(row, self.header))


def figure_columns(
    guesses: Sequence[Guess], options: Options, said_metric: Metric | None, notes: Notes
) -> tuple[FigureColumn, ...]:
    """The columns of numbers, wholes first, with how they stand to one another; what was decided is told."""
    counted = [(guess.header, guess.counting) for guess in guesses if guess.counting is not None]
    said = [text for _, each in counted for text in (each.when, each.since)]
    options = dataclasses.replace(options, date_order=_order_of_days(said, options, notes))
    columns = [_column(header, counting, options, said_metric, notes) for header, counting in _ranges(counted)]
    told = [column for column in columns if column is not None]
    told.sort(key=_order)
    related: list[FigureColumn] = []
    for column in told:
        related.append(_related(column, related, notes))
    if any(each.metric is Metric.NOT_STATED for each in related):
        notes.decide(UNSTATED, 0)
    return tuple(related)


def _order_of_days(headers: Sequence[str], options: Options, notes: Notes) -> DateOrder | None:
    """Which part of the days in headers is the day."""
    order = options.date_order or date_order(headers)
    if order is None and all(map(are_dotted, headers)) and any(map(needs_order, headers)):
        notes.decide("the days in headers are read day first: so dates with points are written everywhere", 0)
        return DateOrder.DAY_FIRST
    return order


def _order(column: FigureColumn) -> tuple[bool, bool, int, bool]:
    """Wholes before parts, and what counts everybody before what counts one group."""
    counting = column.counting
    category = ORDER.index(counting.category) if counting.category is not None else 0
    return (bool(counting.part), counting.unit is FigureUnit.HOUSEHOLD, category, counting.group is not None)


@dataclass(frozen=True, slots=True)
class _Ranged:
    counting: Counting
    low: str | None = None
    high: str | None = None


def _ranges(counted: Sequence[tuple[str, Counting]]) -> Iterator[tuple[str, _Ranged]]:
    """Columns of one number: the lowest and the highest belong to the one that they lie round."""
    ends: dict[tuple[object, ...], dict[str, str]] = {}
    for header, counting in counted:
        if counting.bound in {"low", "high"}:
            ends.setdefault(_same(counting), {}).setdefault(counting.bound, header)
    for header, counting in counted:
        if counting.bound not in {"low", "high"}:
            found = ends.pop(_same(counting), {})
            yield header, _Ranged(counting, found.get("low"), found.get("high"))
    for header, counting in counted:
        found = ends.pop(_same(counting), {})
        if found:
            yield header, _Ranged(counting, found.get("low"), found.get("high"))


def _same(counting: Counting) -> tuple[object, ...]:
    return (*counting.series, counting.group, counting.part)


def _column(header: str, ranged: _Ranged, options: Options, said: Metric | None, notes: Notes) -> FigureColumn | None:
    counting = ranged.counting
    metric = said or counting.metric or Metric.NOT_STATED
    if counting.metric is not None and said is None:
        notes.decide(f"“{header}” says what its numbers count in time: {counting.metric.words}", 0)
    if counting.scale > 1:
        notes.decide(f"“{header}” counts in {counting.scale:,}: its numbers were multiplied", 0)
    if counting.days is not None:
        days = f"{counting.days} days that end with the" if counting.days > 1 else "one"
        notes.decide(f"“{header}” counts those of the {days} day of the row", 0)
    try:
        when, since = (_time(text, options) for text in (counting.when, counting.since))
    except ValueError as error:
        notes.decide(f"“{header}” was not taken: the day in it {error}", 0)
        return None
    if when is not None:
        notes.decide(f"“{header}” says of when its numbers are: {counting.when}", 0)
    return FigureColumn(header, counting, metric, when, since, low=ranged.low, high=ranged.high)


def _time(text: str, options: Options) -> Time | None:
    return DateReader(options.zone, options.date_order).read(text) if text else None


def _related(column: FigureColumn, before: Sequence[FigureColumn], notes: Notes) -> FigureColumn:
    """As a part of a column before it, as one beside another of the same, or as the number of its kind."""
    own = column.counting
    alike = [(at, each) for at, each in enumerate(before) if _may_hold(each, column)]
    wholes = [at for at, each in alike if not each.counting.part and not each.is_aside]
    if own.part or (wholes and own.group is not None and before[wholes[0]].counting.group is None):
        if wholes:
            notes.decide(f"“{column.header}” is a part of “{before[wholes[0]].header}”: never added to it", 0)
            return dataclasses.replace(column, whole=wholes[0])
        notes.decide(f"“{column.header}” counts only a part of the people: kept for triangulation", 0)
        return dataclasses.replace(column, is_aside=True)
    if wholes:
        notes.decide(f"“{column.header}” counts the same as “{before[wholes[0]].header}”: kept for triangulation", 0)
        return dataclasses.replace(column, is_aside=True)
    return column


def _may_hold(whole: FigureColumn, part: FigureColumn) -> bool:
    """Whether the people of one column can be among those of another."""
    groups = (whole.counting.group, part.counting.group)
    return whole.counting.series == part.counting.series and (groups[0] in {None, groups[1]} or groups[1] is None)


# --- rows


@dataclass(slots=True)
class RowFigures:
    """Reads the numbers of the rows of one table. `ends` are the headers of the range of its one column of numbers."""

    columns: Sequence[FigureColumn]
    written: Written
    ends: tuple[str | None, str | None]
    _at: tuple[int, ...] = ()
    """The columns that decide what the figures of a row are; none where its time does too."""
    _known: dict[tuple[Cell, ...], tuple[Figure, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if all(each.when is None and each.since is None and each.counting.days is None for each in self.columns):
            headers = [*(header for each in self.columns for header in each.headers), *self.ends]
            self._at = tuple(self.written.columns[header] for header in headers if header in self.written.columns)

    def figures(self, row: TableRow, times_of_row: tuple[Time | None, Time | None], notes: Notes) -> tuple[Figure, ...]:
        """Many rows tell the same numbers: where nothing had to be decided, the same cells are not read again."""
        cells = tuple([row.cells[at] for at in self._at])
        known = self._known.get(cells) if self._at else None
        if known is not None:
            return known
        own = Notes()
        figures = figures_of(self.columns, self.written, row, times_of_row, self.ends, own)
        if own.decisions():
            notes.take_over(own)
        else:
            if len(self._known) >= MOST_REMEMBERED:
                self._known.clear()
            self._known[cells] = figures
        return figures


def figures_of(
    columns: Sequence[FigureColumn],
    written: Written,
    row: TableRow,
    times_of_row: tuple[Time | None, Time | None],
    ends: tuple[str | None, str | None],
    notes: Notes,
) -> tuple[Figure, ...]:
    """The figures of a row. `ends` are the headers of the range of a table with one column of numbers.

    A number that cannot be read costs itself only; ColumnError where nothing else is told.
    """
    found: dict[int, Figure] = {}
    places: dict[int, int] = {}
    unreadable: list[ColumnError] = []
    for at, column in enumerate(columns):
        try:
            figure = _figure(column, written, row, times_of_row, ends if len(columns) == 1 else (None, None), notes)
        except ColumnError as error:
            unreadable.append(error)
            continue
        if figure is not None and _counts_no_households(figure, found):
            notes.decide(NO_HOUSEHOLDS)
            continue
        if figure is not None:
            figure = _as_part(figure, column, found, places, notes)
            places[at] = len(found)
            found[at] = figure
    if unreadable and not found:
        raise unreadable[0]
    for each in unreadable:
        notes.leave_out(row.line, each.why, column=each.column)
    if not found and columns:
        notes.decide(NO_NUMBER)
    return tuple(found.values())


def _counts_no_households(figure: Figure, found: Mapping[int, Figure]) -> bool:
    """Whether it says that people who are counted beside it live in no household: nobody counted these."""
    if figure.unit is not FigureUnit.HOUSEHOLD or figure.high != 0:
        return False
    people = [each for each in found.values() if each.unit is FigureUnit.PERSON and each.category is figure.category]
    return any((each.low or 0) > 0 for each in people)


def _figure(
    column: FigureColumn,
    written: Written,
    row: TableRow,
    times_of_row: tuple[Time | None, Time | None],
    ends: tuple[str | None, str | None],
    notes: Notes,
) -> Figure | None:
    counting = column.counting
    number = _number(column, written, row)
    if number is None:
        return None
    is_best = column.states_best(written, row)
    low, high = _range(number, written, row, (column.low or ends[0], column.high or ends[1]), counting.scale, is_best)
    unit = unit_of(number, counting.unit, notes)
    if number.is_rounded:
        notes.decide(ROUNDED)
    if number.is_in_words_only:
        notes.decide(IN_WORDS)
    starts, last = _period(column, written, times_of_row)
    return Figure(
        category=counting.category or FigureCategory.OTHER,
        group=counting.group or GROUP_OF_FIGURE.get(counting.category or FigureCategory.OTHER),
        quantifier=_quantifier(number, low, high, is_best=is_best),
        low=low,
        high=high,
        number=number.text if number.best is None else str(number.best),
        unit=unit,
        metric=column.metric,
        role=FigureRole.TRIANGULATION if column.is_aside else FigureRole.RECOMMENDED,
        starts=starts,
        ends=last,
        note=counting.part or None,
    )


def _number(column: FigureColumn, written: Written, row: TableRow) -> Number | None:
    """A range whose best number nobody states is told by its ends."""
    for header in column.headers:
        if not is_missing(written.cell(row, header)):
            return written.number(row, header, scale=column.counting.scale, rounds=True)
    return None


def _quantifier(number: Number, low: int | None, high: int | None, *, is_best: bool) -> Quantifier:
    """Of a range of which one end alone is stated the other is open."""
    if is_best or (low is None) == (high is None):
        return quantifier_of(number, low, high)
    return Quantifier.AT_LEAST if high is None else Quantifier.UP_TO


def _range(
    number: Number,
    written: Written,
    row: TableRow,
    ends: tuple[str | None, str | None],
    scale: int,
    is_best: bool,
) -> tuple[int | None, int | None]:
    """Both ends; what nobody states is that of the number, where it is not an end itself."""
    low, high = (written.number(row, header, scale=scale, rounds=True) if header else None for header in ends)
    own = (number.low, number.high) if is_best else (None, None)
    least, most = low.low if low else own[0], high.high if high else own[1]
    if least is not None and most is not None and least > most:
        raise ColumnError(
            (ends[0] if low else ends[1]) or "", "lies on the wrong side of the other end, or of the number"
        )
    if number.low is not None and number.low == number.high and not (least or 0) <= number.low <= (most or number.low):
        raise ColumnError((ends[0] if low else ends[1]) or "", "is the end of a range in which the number does not lie")
    return least, most


def _period(
    column: FigureColumn, written: Written, times_of_row: tuple[Time | None, Time | None]
) -> tuple[Time | None, Time | None]:
    """The figure's own where it is not that of the row."""
    starts, ends = times_of_row
    if column.when is not None:
        return column.when, column.when
    if column.since is not None:
        return column.since, ends or starts
    until = ends or starts
    if column.counting.days is None or until is None or until.precision not in {Precision.DAY, Precision.MINUTE}:
        return None, None
    last = times.at(until.latest - 1, written.zone).date()
    return times.day(last - timedelta(days=column.counting.days - 1), written.zone), until


def _as_part(
    figure: Figure, column: FigureColumn, found: dict[int, Figure], places: dict[int, int], notes: Notes
) -> Figure:
    """A part of what the same row states; without that it stands aside."""
    if column.whole is None:
        return figure
    whole = found.get(column.whole)
    if whole is None or whole.unit is not figure.unit:
        return dataclasses.replace(figure, role=FigureRole.TRIANGULATION)
    if figure.low is not None and whole.high is not None and figure.low > whole.high:
        notes.decide(LARGER_PART)
        return dataclasses.replace(figure, role=FigureRole.TRIANGULATION)
    return dataclasses.replace(figure, subset_of=places[column.whole])
