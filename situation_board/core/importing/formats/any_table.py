"""Any CSV or workbook with one row of headers: columns by HXL tag, by what a person said, or guessed and explained.

Rows with a time or figures are events; a list of places without either is taken in as places. What a number counts in
time is not stated unless a person says so: such numbers are shown and never summed (domain.md, "Figures").
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from situation_board.core.importing.cells import is_missing, plain
from situation_board.core.importing.chosen_table import best_table, most_understood, part_of
from situation_board.core.importing.columns import ColumnError, Written, look_through
from situation_board.core.importing.counted_columns import counting_of_header
from situation_board.core.importing.dates import MONTHS, day_in_name, month_in_name, year_of
from situation_board.core.importing.dates import month as month_of
from situation_board.core.importing.filled_down import filled_down, merged_columns
from situation_board.core.importing.format import Format
from situation_board.core.importing.formats.counted_figures import FigureColumn, RowFigures, figure_columns
from situation_board.core.importing.formats.counting import metric_of
from situation_board.core.importing.formats.people_by_row import PeopleByRow
from situation_board.core.importing.formats.shared import in_order, tell_others
from situation_board.core.importing.formats.table_places import TablePlaces
from situation_board.core.importing.guess import Guess
from situation_board.core.importing.incoming import Given, GivenEvent, GivenLocation, GivenPlace
from situation_board.core.importing.json_items import is_json, json_items
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.mapping import (
    ADMIN,
    ADMIN_CODES,
    Columns,
    mapping_of,
    unmapped,
    words_of_field,
)
from situation_board.core.importing.nameless_totals import LEFT_OUT, NamelessTotals
from situation_board.core.importing.next_table import until_next_table
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.options import Options
from situation_board.core.importing.repeated_rows import with_repeats_told
from situation_board.core.importing.seen_keys import SeenKeys
from situation_board.core.importing.tables import Table, TableRow
from situation_board.core.importing.words_in_cells import (
    is_note,
    is_word_for_total,
    kind_of_event,
)
from situation_board.core.problems import Mistake
from situation_board.core.rows import Figure
from situation_board.core.times import Time
from situation_board.core.vocabulary import (
    EventKind,
    FigureCategory,
)

DATES = ("date", "starts", "ends")
SAYS_MORE = frozenset({*DATES, "text", "kind", "actor", "note", "people"})
"""Fields of what happened, in a table without numbers; a year alone is that of a list of places."""
AREAS = ("country", "country_code", *ADMIN, *ADMIN_CODES)
FEW_MERGED, MOST_MERGED = 0.3, 0.5
"""Of the rows. A date may be missing; an area hardly ever is where the next smaller one is told."""
NO_KEY = "its values come again in other rows"
FROM_NAME = "no column says when: the {0} in the name of the file was taken"
FROM_TITLE = "no column says when: the {0} in the title above the table was taken"
FROM_PERSON = "no column says when: the time that was said was taken"
KIND_OF_FIGURE = {
    FigureCategory.DISPLACED: EventKind.DISPLACEMENT,
    FigureCategory.RETURNED: EventKind.RETURN,
    FigureCategory.EVACUATED: EventKind.EVACUATION,
    FigureCategory.KILLED: EventKind.INCIDENT,
    FigureCategory.INJURED: EventKind.INCIDENT,
    FigureCategory.MISSING: EventKind.INCIDENT,
}


@dataclass(frozen=True, slots=True)
class _Plan:
    """How the rows of one table are read."""

    table: Table
    written: Written
    columns: Mapping[str, str]
    figures: RowFigures
    places: TablePlaces
    by_row: PeopleByRow
    totals: NamelessTotals
    are_events: bool
    seen: SeenKeys = field(default_factory=SeenKeys)
    as_of: Time | None = None
    why_then: str = ""

    def text(self, row: TableRow, field: str) -> str | None:
        return self.written.text(row, self.columns[field]) if field in self.columns else None

    def text_once(self, row: TableRow, field: str) -> str | None:
        """The same of a column in which every row says something else."""
        return self.written.text_once(row, self.columns[field]) if field in self.columns else None


def _recognise(looked: Looked) -> str | None:
    table = most_understood(looked)
    if table is None:
        _tell_why(looked)
        return None
    tagged = sum(bool(tag) for tag in table.tags)
    return f"is a table with {len(table.headers)} columns" + (f", {tagged} with HXL tags" if tagged else "")


def _tell_why(looked: Looked) -> None:
    """Mistake when a text, or the objects in it, cannot be read: more helpful than that nobody knows it."""
    file = looked.file
    if file.is_zip or file.is_old_office or file.is_sqlite:
        return
    if file.encoding and is_json(file) and not looked.xml_root:
        next(json_items(file), None)


def _read(looked: Looked, options: Options, notes: Notes) -> Iterator[Given]:
    table = best_table(looked, options)
    if table is None:
        raise Mistake(f"{looked.file.name} holds no table.", field="file")
    tell_others(looked, table, notes)
    columns = mapping_of(table, options.columns)
    plan = _plan(table, columns.guesses, options, notes)
    _tell_mapping(table, columns if "key" in plan.columns else columns.without("key", NO_KEY), notes)
    if not _says_when(plan.columns):
        as_of, why = _as_of(table, plan, options)
        plan = dataclasses.replace(plan, as_of=as_of, why_then=why)
    rows = _rows(plan, notes)
    if plan.figures.columns:
        rows = with_repeats_told(until_next_table(rows, table.headers, plan.totals.counted, notes), notes)
    for row in rows:
        notes.read += 1
        try:
            given = _row(plan, row, notes)
        except ColumnError as error:
            notes.reject(row.line, error.why, column=error.column)
            continue
        if given is not None:
            yield given
    if plan.why_then:
        notes.decide(plan.why_then, notes.read)
    if len(plan.places.levels) > 1:
        notes.decide(f"rows stand on {len(plan.places.levels)} admin levels: kept apart, never added", notes.read)


def _rows(plan: _Plan, notes: Notes) -> Iterator[TableRow]:
    """The rows, with what merged cells left out."""
    named = [field for field in ("place", *reversed(ADMIN)) if field in plan.columns]
    rows, at = plan.table.rows(notes), plan.written.columns
    if not named:
        return rows
    inner = at[plan.columns[named[0]]]
    merged = []
    for fields, share in ((("date",), MOST_MERGED), (AREAS, FEW_MERGED)):
        columns = [at[plan.columns[field]] for field in fields if field in plan.columns]
        merged += merged_columns(plan.table.sample, columns, inner, share=share)
    is_total = plan.totals.holds
    rows = filled_down(rows, merged, inner, plan.table.headers, notes, is_total=is_total) if merged else rows
    return _with_places_of_days(plan, rows, inner, notes)


def _with_places_of_days(plan: _Plan, rows: Iterator[TableRow], place: int, notes: Notes) -> Iterator[TableRow]:
    """A place that stands beside the first of its days only, as where its cells are merged."""
    day = plan.written.columns[plan.columns["date"]] if "date" in plan.columns else None
    if day is None or not merged_columns(plan.table.sample, [place], day, share=MOST_MERGED):
        return rows

    def is_none_of_a_day(row: TableRow) -> bool:
        return is_missing(row.cells[day]) or plan.totals.holds(row)

    return filled_down(rows, [place], day, plan.table.headers, notes, is_total=is_none_of_a_day)


def _as_of(table: Table, plan: _Plan, options: Options) -> tuple[Time | None, str]:
    """Since when it is so where no column says it: as a person says, else as the name of the file or the titles do."""
    if options.as_of is not None:
        return options.as_of, FROM_PERSON
    if not plan.are_events:
        return None, ""
    own, *titles = table.about or ("",)
    for what, reader in (("day", day_in_name), ("month", month_in_name)):
        named = reader(own, options.zone)
        titled = {found for text in (table.name, *titles) if (found := reader(text, options.zone)) is not None}
        said = named or (titled.pop() if len(titled) == 1 else None)
        if said is not None:
            return said, (FROM_NAME if named else FROM_TITLE).format(what)
    return None, ""


def _says_when(columns: Mapping[str, str]) -> bool:
    return any(field in columns for field in (*DATES, "year"))


def _tell_mapping(table: Table, columns: Columns, notes: Notes) -> None:
    for guess in columns.guesses:
        notes.decide(f"“{guess.header}” is taken as {words_of_field(guess.field)}: {guess.why}", 0)
    for header, why in columns.refused:
        notes.decide(f"“{header}” was {why}", 0)
    left = unmapped(table, columns.guesses)
    if left:
        notes.decide(f"columns that were not taken: {', '.join(left)}", 0)
    vague = [header for header in left if (counting := counting_of_header(header)) and counting.category is None]
    if vague:
        notes.decide(f"columns that count people without saying of whom were not taken: {', '.join(vague)}", 0)


def _plan(table: Table, guesses: Sequence[Guess], options: Options, notes: Notes) -> _Plan:
    columns = {guess.field: guess.header for guess in guesses}
    figures = figure_columns(guesses, options, metric_of(options), notes)
    has_time = _says_when(columns)
    numbers = [columns[field] for field in ("low", "high", "latitude", "longitude") if field in columns]
    numbers += [header for figure in figures for header in figure.headers]
    written = look_through(
        table,
        headers=list(columns.values()),
        dates=[columns[field] for field in DATES if field in columns],
        numbers=numbers,
        key=columns.get("key") if "key" not in options.columns else None,
        options=options,
        notes=notes,
    )
    if not written.names_rows:
        del columns["key"]
    if not (figures or has_time or _names_places(columns)):
        raise Mistake(
            f"{table.name}: none of its columns is understood.",
            field="map",
            kept="Nothing was imported.",
            do="Say which column is what, such as place=…, date=…, displaced=….",
        )
    if len(figures) > 1 and not columns.keys().isdisjoint({"low", "high"}):
        notes.decide("“low” and “high” were not used: several columns count people, and they may belong to any", 0)
    are_events = bool(figures) or (has_time and not SAYS_MORE.isdisjoint(columns))
    read_figures = RowFigures(figures, written, (columns.get("low"), columns.get("high")))
    places, by_row = TablePlaces(written, columns), PeopleByRow(written, columns)
    named, dated = ([written.columns[columns[each]] for each in fields] for fields in _naming(columns))
    totals = NamelessTotals(table, written, named, dated, _scales(figures))
    return _Plan(table, written, columns, read_figures, places, by_row, totals, are_events)


def _naming(columns: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The fields that say where it was, in a table without places what it was, or when; and those that say when."""
    dated = [field for field in (*DATES, "year") if field in columns]
    named = [field for field in (*AREAS, "place", "pcode", "latitude", "longitude", "point") if field in columns]
    return named or [*dated, *(field for field in ("text",) if field in columns)], dated


def _scales(figures: Sequence[FigureColumn]) -> dict[str, int]:
    return {header: figure.counting.scale for figure in figures for header in figure.headers}


def _names_places(columns: Mapping[str, str]) -> bool:
    return any(field in columns for field in ("place", "pcode", "country", "country_code", *ADMIN, *ADMIN_CODES))


def _row(plan: _Plan, row: TableRow, notes: Notes) -> Given | None:
    if is_note(row.cells):
        notes.decide("remarks below or between the rows were left out")
        return None
    if _is_total(plan, row) or plan.by_row.are_totals(row):
        notes.decide("rows of totals were left out: they repeat the others")
        return None
    place = plan.places.place(row, notes)
    if place is None and plan.totals.holds(row):
        notes.decide(LEFT_OUT)
        return None
    if not plan.are_events:
        return _location(plan, row, place, notes)
    time = _time(plan, row) or plan.as_of
    starts = _date(plan, row, "starts") or time
    ends = in_order(starts, _end(plan, row, notes), notes)
    figures = plan.figures.figures(row, (starts, ends), notes)
    if figures and plan.by_row.says_anything:
        figures = plan.by_row.figures(row, figures, notes)
    if place is None and not figures and plan.text(row, "text") is None:
        notes.reject(row.line, "names no place, no number and says nothing")
        return None
    if not figures and plan.figures.columns and _says_one_thing(row):
        notes.decide("rows that say nothing but a name were left out")
        return None
    if starts is None and not any(figure.starts for figure in figures):
        notes.decide("rows without a time: no time is stated")
    if place is None and plan.text(row, "origin") is None and plan.text(row, "destination") is None:
        notes.decide("rows that name no place: taken in without one")
    actor = plan.text(row, "actor")
    place, destination, said = _moved(plan, row, place, came_back=any(map(_is_return, figures)))
    return GivenEvent(
        key=_key(plan, row),
        line=row.line,
        kind=_kind(plan, row, figures),
        text=plan.text_once(row, "text"),
        place=place,
        destination=destination,
        starts=starts,
        ends=ends,
        figures=figures,
        actors=(actor,) if actor else (),
        source=plan.text(row, "source"),
        fields={"note": note} if (note := _joined(plan.text_once(row, "note"), said)) else {},
    )


def _says_one_thing(row: TableRow) -> bool:
    """A heading among the rows, or a line that nobody filled in."""
    return sum(1 for cell in row.cells if cell is not None and cell != "") == 1


def _joined(*texts: str | None) -> str:
    return "\n".join([text for text in texts if text])


def _is_return(figure: Figure) -> bool:
    return figure.category is FigureCategory.RETURNED


def _moved(
    plan: _Plan, row: TableRow, place: GivenPlace | None, *, came_back: bool
) -> tuple[GivenPlace | None, GivenPlace | None, str | None]:
    """From where and to where. Where people are now is the place; where they came from is then kept in words.

    So it is of those who came back: they are counted where they returned to.
    """
    origin, destination = plan.text(row, "origin"), plan.text(row, "destination")
    to = GivenPlace(name=destination) if destination else None
    if origin is None:
        return (place, to, None) if place is not None else (to, None, None)
    if to is not None:
        return GivenPlace(name=origin), to, None
    if place is not None or came_back:
        return place, None, f"from: {origin}"
    return GivenPlace(name=origin), None, None


def _key(plan: _Plan, row: TableRow) -> str:
    """The publisher's id, else line and content."""
    own = plan.text_once(row, "key")
    if own is not None:
        return own
    content = "\x1f".join(plain(cell) for cell in row.cells)
    return f"{row.line}:{hashlib.sha256(content.encode()).hexdigest()[:12]}"


def _is_total(plan: _Plan, row: TableRow) -> bool:
    by_name = plan.places.are_totals(row)
    return is_word_for_total(next((plain(cell) for cell in row.cells if cell), "")) if by_name is None else by_name


def _date(plan: _Plan, row: TableRow, field: str) -> Time | None:
    return plan.written.date(row, plan.columns[field]) if field in plan.columns else None


def _end(plan: _Plan, row: TableRow, notes: Notes) -> Time | None:
    """An end that is no date, such as “ongoing”, costs itself only."""
    try:
        return _date(plan, row, "ends")
    except ColumnError as error:
        notes.leave_out(row.line, error.why, column=error.column)
        return None


def _time(plan: _Plan, row: TableRow) -> Time | None:
    """The row's date, else its year and month; a row that says neither has none."""
    date = _date(plan, row, "date")
    if date is not None or "year" not in plan.columns:
        return date
    year, month = plan.text(row, "year"), plan.text(row, "month")
    if year is None:
        return None
    try:
        if month is None:
            return year_of(int(year), plan.written.zone)
        number = int(month) if month.isdecimal() else MONTHS[month.casefold()]
        return month_of(int(year), number, plan.written.zone)
    except (ValueError, KeyError) as error:
        raise ColumnError(plan.columns["year"], f"“{year} {month or ''}” is no month") from error


def _location(plan: _Plan, row: TableRow, place: GivenPlace | None, notes: Notes) -> GivenLocation | None:
    if place is None or place.name is None:
        notes.reject(row.line, "names no place", column=plan.columns.get("place"))
        return None
    if _says_when(plan.columns) and not plan.seen.is_new(repr(place)):
        notes.decide("rows that name a place once more for another time: it was taken in once")
        return None
    if place.latitude is None:
        notes.decide("places without coordinates are unlocated")
    kind, note = plan.text(row, "place_kind"), plan.text(row, "note")
    said = " · ".join(text for text in (kind, note) if text)
    return GivenLocation(key=_key(plan, row), line=row.line, place=place, note=said or None)


def _kind(plan: _Plan, row: TableRow, figures: tuple[Figure, ...]) -> EventKind:
    said = plan.text(row, "kind")
    known = kind_of_event(said) if said is not None else None
    if known is not None:
        return known
    counted: list[FigureCategory | None] = [figure.category for figure in figures]
    counted = counted or [each.counting.category for each in plan.figures.columns]
    kinds = [KIND_OF_FIGURE[each] for each in counted if each is not None and each in KIND_OF_FIGURE]
    return kinds[0] if kinds else EventKind.OTHER


FORMAT = Format(name="table", words="Table (CSV or workbook)", recognise=_recognise, read=_read, part=part_of)
