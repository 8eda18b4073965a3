"""Any CSV or workbook with one row of headers: columns by HXL tag, by what a person said, or guessed and explained.

Rows with a time or figures are events; a list of places without either is taken in as places. What a number counts in
time is not stated unless a person says so: such numbers are shown and never summed (domain.md, "Figures").
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from situation_board.core.importing.cells import Cell, Number, is_missing, plain
from situation_board.core.importing.columns import MOST_REMEMBERED, ColumnError, Written, look_through
from situation_board.core.importing.dates import MONTHS, day_in_name, year_of
from situation_board.core.importing.dates import month as month_of
from situation_board.core.importing.format import Format
from situation_board.core.importing.formats.counting import metric_of, quantifier_of, said_metric, unit_of
from situation_board.core.importing.formats.shared import in_order
from situation_board.core.importing.incoming import Given, GivenEvent, GivenLocation, GivenPlace
from situation_board.core.importing.json_items import json_items
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.mapping import (
    ADMIN,
    ADMIN_CODES,
    FIGURE_FIELDS,
    NAME_IN,
    Guess,
    figure_of_field,
    mapped,
    unmapped,
)
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.options import Options
from situation_board.core.importing.tables import Table, TableRow
from situation_board.core.importing.words_in_cells import (
    KINDS_OF_LEVELS,
    is_note,
    is_word_for_total,
    kind_of_event,
    kind_of_place,
)
from situation_board.core.problems import Mistake
from situation_board.core.rows import Figure, Name
from situation_board.core.times import Time
from situation_board.core.vocabulary import (
    EventKind,
    FigureCategory,
    FigureGroup,
    LocationKind,
    LocationPrecision,
    Metric,
)

DATES = ("date", "starts", "ends")
ARABIC = re.compile(r"[\u0600-\u06ff]")
"""A Latin name in a column of Arabic names is no Arabic name."""
UNSTATED = "nothing says whether the numbers are stocks, flows or cumulative: they will not be summed"
IN_WORDS = "numbers that only words stand for (such as “dozens”) were kept as words, without a number"
FROM_NAME = "no column says when: the day in the name of the file was taken"
FROM_PERSON = "no column says when: the time that was said was taken"
KIND_OF_FIGURE = {
    FigureCategory.DISPLACED: EventKind.DISPLACEMENT,
    FigureCategory.RETURNED: EventKind.RETURN,
    FigureCategory.EVACUATED: EventKind.EVACUATION,
    FigureCategory.KILLED: EventKind.INCIDENT,
    FigureCategory.INJURED: EventKind.INCIDENT,
    FigureCategory.MISSING: EventKind.INCIDENT,
}
GROUP_OF_FIGURE = {FigureCategory.RETURNED: FigureGroup.RETURNEE}


@dataclass(frozen=True, slots=True)
class _Plan:
    """How the rows of one table are read."""

    table: Table
    written: Written
    columns: Mapping[str, str]
    metrics: Mapping[str, Metric]
    are_events: bool
    as_of: Time | None
    levels: set[int]
    place_at: tuple[int, ...] = ()
    """The columns that say where it was."""
    places: dict[tuple[Cell, ...], GivenPlace | None] = dataclasses.field(default_factory=dict)
    """Places as they were read before."""

    def text(self, row: TableRow, field: str) -> str | None:
        return self.written.text(row, self.columns[field]) if field in self.columns else None


def best_table(looked: Looked, options: Options) -> Table | None:
    """The table that a person named, else the one of which most columns are understood."""
    if options.sheet is not None:
        found = next((table for table in looked.tables if table.name == options.sheet), None)
        if found is None:
            names = ", ".join(table.name for table in looked.tables)
            raise Mistake(f"There is no table “{options.sheet}”.", field="sheet", do=f"One of: {names}.")
        return found
    return max(looked.tables, key=lambda table: len(mapped(table, {})), default=None)


def _recognise(looked: Looked) -> str | None:
    table = max(looked.tables, key=lambda each: len(mapped(each, {})), default=None)
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
    if file.encoding and file.start[:1] in {"{", "["} and not looked.xml_root:
        next(json_items(file), None)


def _read(looked: Looked, options: Options, notes: Notes) -> Iterator[Given]:
    table = best_table(looked, options)
    if table is None:
        raise Mistake(f"{looked.file.name} holds no table.", field="file")
    others = [each.name for each in looked.tables if each is not table]
    if others:
        notes.decide(f"other sheets were not read: {', '.join(others)}", 0)
    guesses = mapped(table, options.columns)
    _tell_mapping(table, guesses, notes)
    plan = _plan(table, guesses, options, notes)
    if plan.as_of is None and not _says_when(plan.columns):
        named = day_in_name(looked.file.path.stem, options.zone) if plan.are_events else None
        plan = dataclasses.replace(plan, as_of=options.as_of or named)
    for row in table.rows(notes):
        notes.read += 1
        try:
            given = _row(plan, row, notes)
        except ColumnError as error:
            notes.reject(row.line, error.why, column=error.column)
            continue
        if given is not None:
            yield given
    if plan.as_of is not None:
        notes.decide(FROM_PERSON if options.as_of is not None else FROM_NAME, notes.read)
    if len(plan.levels) > 1:
        notes.decide(f"rows stand on {len(plan.levels)} admin levels: kept apart, never added", notes.read)


def _says_when(columns: Mapping[str, str]) -> bool:
    return any(field in columns for field in (*DATES, "year"))


def _tell_mapping(table: Table, guesses: list[Guess], notes: Notes) -> None:
    for guess in guesses:
        notes.decide(f"“{guess.header}” is taken as {guess.field.replace('_', ' ')}: {guess.why}", 0)
    left = unmapped(table, guesses)
    if left:
        notes.decide(f"columns that were not taken: {', '.join(left)}", 0)


def _plan(table: Table, guesses: list[Guess], options: Options, notes: Notes) -> _Plan:
    columns = {guess.field: guess.header for guess in guesses}
    figures = [field for field in FIGURE_FIELDS if field in columns]
    has_time = _says_when(columns)
    numbers = [columns[field] for field in (*figures, "low", "high", "latitude", "longitude") if field in columns]
    written = look_through(
        table,
        headers=list(columns.values()),
        dates=[columns[field] for field in DATES if field in columns],
        numbers=numbers,
        options=options,
        notes=notes,
    )
    if not (figures or has_time or _names_places(columns)):
        raise Mistake(
            f"{table.name}: none of its columns is understood.",
            field="map",
            kept="Nothing was imported.",
            do="Say which column is what, such as place=…, date=…, displaced=….",
        )
    metric = metric_of(options)
    metrics = {field: metric or said_metric(table, columns[field], notes) for field in figures}
    if Metric.NOT_STATED in metrics.values():
        notes.decide(UNSTATED, 0)
    place_at = _place_columns(columns, written)
    return _Plan(table, written, columns, metrics, bool(figures) or has_time, None, set(), place_at)


def _names_places(columns: Mapping[str, str]) -> bool:
    return any(field in columns for field in ("place", "pcode", "country", *ADMIN, *ADMIN_CODES))


def _row(plan: _Plan, row: TableRow, notes: Notes) -> Given | None:
    if is_note(row.cells):
        notes.decide("remarks below or between the rows were left out")
        return None
    if _is_total(plan, row):
        notes.decide("rows of totals were left out: they repeat the others")
        return None
    place = _known_place(plan, row)
    if not plan.are_events:
        return _location(plan, row, place, notes)
    time = _time(plan, row) or plan.as_of
    starts = _date(plan, row, "starts") or time
    ends = in_order(starts, _date(plan, row, "ends"), notes)
    figures = _figures(plan, row, starts, ends, notes)
    if place is None and not figures and plan.text(row, "text") is None:
        notes.reject(row.line, "names no place, no number and says nothing")
        return None
    if starts is None:
        notes.decide("rows without a time: no time is stated")
    actor = plan.text(row, "actor")
    place, destination, said = _moved(plan, row, place)
    return GivenEvent(
        key=_key(plan, row),
        line=row.line,
        kind=_kind(plan, row, figures),
        text=plan.text(row, "text"),
        place=place,
        destination=destination,
        starts=starts,
        ends=ends,
        figures=figures,
        actors=(actor,) if actor else (),
        source=plan.text(row, "source"),
        fields={"note": note} if (note := "\n".join(text for text in (plan.text(row, "note"), said) if text)) else {},
    )


def _moved(
    plan: _Plan, row: TableRow, place: GivenPlace | None
) -> tuple[GivenPlace | None, GivenPlace | None, str | None]:
    """From where and to where. Where people are now is the place; where they came from is then kept in words."""
    origin, destination = plan.text(row, "origin"), plan.text(row, "destination")
    to = GivenPlace(name=destination) if destination else None
    if origin is None:
        return (place, to, None) if place is not None else (to, None, None)
    if to is not None:
        return GivenPlace(name=origin), to, None
    return (place, None, f"from: {origin}") if place is not None else (GivenPlace(name=origin), None, None)


def _key(plan: _Plan, row: TableRow) -> str:
    """The publisher's id, else line and content."""
    own = plan.text(row, "key")
    if own is not None:
        return own
    content = "\x1f".join(plain(cell) for cell in row.cells)
    return f"{row.line}:{hashlib.sha256(content.encode()).hexdigest()[:12]}"


def _is_total(plan: _Plan, row: TableRow) -> bool:
    named = [plan.text(row, field) for field in ("place", *ADMIN, "country") if field in plan.columns]
    first = next((text for text in named if text), None) or next((plain(cell) for cell in row.cells if cell), "")
    return is_word_for_total(first)


def _date(plan: _Plan, row: TableRow, field: str) -> Time | None:
    return plan.written.date(row, plan.columns[field]) if field in plan.columns else None


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


PLACE_FIELDS = frozenset(
    {"place", "pcode", "place_kind", "country", "latitude", "longitude", "point", *ADMIN, *ADMIN_CODES}
)


def _known_place(plan: _Plan, row: TableRow) -> GivenPlace | None:
    """Many rows tell of few places: what the same cells said before is not read again."""
    cells = tuple([row.cells[at] for at in plan.place_at])
    if cells not in plan.places:
        if len(plan.places) >= MOST_REMEMBERED:
            plan.places.clear()
        plan.places[cells] = _place(plan, row)
    return plan.places[cells]


def _place_columns(columns: Mapping[str, str], written: Written) -> tuple[int, ...]:
    named = [header for name, header in columns.items() if name in PLACE_FIELDS or NAME_IN.fullmatch(name)]
    return tuple(written.columns[header] for header in named if header in written.columns)


def _place(plan: _Plan, row: TableRow) -> GivenPlace | None:
    own = plan.text(row, "place")
    admin = [(level, name) for level, field in enumerate(ADMIN) if (name := plan.text(row, field))]
    code = plan.text(row, "pcode")
    codes = [found for field in reversed(ADMIN_CODES) if (found := plan.text(row, field))]
    kind = kind_of_place(plan.text(row, "place_kind") or "")
    if own is None and admin:
        level, own = admin.pop()
        plan.levels.add(level)
        code = code or (codes[0] if codes else None)
        kind = kind or KINDS_OF_LEVELS[level]
    point = _point(plan, row)
    country = plan.text(row, "country")
    if own is None and code is None and point is None:
        if country is None:
            return None
        own, kind = country, LocationKind.COUNTRY
    return GivenPlace(
        name=own,
        names=_names(plan, row, own),
        kind=kind,
        areas=tuple(name for _, name in reversed(admin) if name != own),
        pcode=code,
        parent_pcode=next((each for each in codes if each != code), None),
        country=country,
        latitude=point[0] if point else None,
        longitude=point[1] if point else None,
        precision=LocationPrecision.SETTLEMENT if point else None,
    )


def _point(plan: _Plan, row: TableRow) -> tuple[float, float] | None:
    if "latitude" in plan.columns and "longitude" in plan.columns:
        return plan.written.point(row, plan.columns["latitude"], plan.columns["longitude"])
    return plan.written.pair(row, plan.columns["point"]) if "point" in plan.columns else None


def _names(plan: _Plan, row: TableRow, own: str | None) -> tuple[Name, ...]:
    """Names in other languages, byte for byte as they stand."""
    names = []
    for field in plan.columns:
        language = NAME_IN.fullmatch(field)
        said = plan.written.cell(row, plan.columns[field]) if language else None
        if language and isinstance(said, str) and not is_missing(said) and said.strip() != own:
            is_written_so = language[1] != "ar" or ARABIC.search(said) is not None
            names.append(Name(name=said.strip(), language=language[1] if is_written_so else None))
    return tuple(names)


def _location(plan: _Plan, row: TableRow, place: GivenPlace | None, notes: Notes) -> GivenLocation | None:
    if place is None or place.name is None:
        notes.reject(row.line, "names no place", column=plan.columns.get("place"))
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
    kinds = [KIND_OF_FIGURE[figure.category] for figure in figures if figure.category in KIND_OF_FIGURE]
    return kinds[0] if kinds else EventKind.OTHER


def _figures(plan: _Plan, row: TableRow, starts: Time | None, ends: Time | None, notes: Notes) -> tuple[Figure, ...]:
    found = []
    fields = [field for field in FIGURE_FIELDS if field in plan.columns]
    for field in fields:
        header = plan.columns[field]
        if is_missing(plan.written.cell(row, header)):
            continue
        number = plan.written.number(row, header)
        if number is not None:
            low, high = _range(plan, row, number, only=len(fields) == 1)
            category, unit = figure_of_field(field)
            unit = unit_of(number, unit, notes)
            if number.is_in_words_only:
                notes.decide(IN_WORDS)
            found.append(
                Figure(
                    category=category,
                    group=GROUP_OF_FIGURE.get(category),
                    quantifier=quantifier_of(number, low, high),
                    low=low,
                    high=high,
                    number=number.text if number.best is None else str(number.best),
                    unit=unit,
                    metric=plan.metrics[field],
                    starts=starts,
                    ends=ends or starts,
                )
            )
    if not found and fields:
        notes.decide("rows without a number: nothing was stated, which is not zero")
    return tuple(found)


def _range(plan: _Plan, row: TableRow, number: Number, *, only: bool) -> tuple[int | None, int | None]:
    """The range beside the one figure column; several columns would not say whose range it is."""
    if not only:
        return number.low, number.high
    low = plan.written.number(row, plan.columns["low"]) if "low" in plan.columns else None
    high = plan.written.number(row, plan.columns["high"]) if "high" in plan.columns else None
    return (low.low if low else number.low), (high.high if high else number.high)


FORMAT = Format(name="table", words="Table (CSV or workbook)", recognise=_recognise, read=_read)
