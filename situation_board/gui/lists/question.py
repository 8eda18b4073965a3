"""What a list shows: the ids first, then the rows that are visible."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from situation_board.core import times
from situation_board.core.exporting.cells import guarded
from situation_board.core.names import normalise
from situation_board.core.questions.grades import ratings_in_force
from situation_board.core.questions.presence import PresenceLine, presence_lines
from situation_board.core.rows import TABLES, Field, Kind, Location, Record, fields_of
from situation_board.core.store import Reading
from situation_board.core.vocabulary import Column, HandlingLabel
from situation_board.gui.entry.clock import Clock, clock
from situation_board.gui.entry.wording import graded, isolated, time_words, without_marks, words_of
from situation_board.gui.inspector.lines import route_status_words
from situation_board.gui.inspector.question import current_route_statuses
from situation_board.gui.inspector.titles import names_of, title_of
from situation_board.gui.inspector.values import value_words
from situation_board.gui.lists.kinds import (
    AS_OF,
    CARD,
    COORDINATES,
    HEADCOUNT,
    IMPORTED,
    KINDS,
    POSTURE,
    RATING,
    STATUS,
    ListKind,
    heading_of,
)

SPELLED = "SELECT thing FROM spelling WHERE normalised LIKE ? ESCAPE '\\'"


@dataclass(frozen=True)
class Asked:
    """Which rows, and in which order."""

    table: str
    text: str = ""
    sort: int = 0
    descending: bool = False
    struck: bool = False


@dataclass(frozen=True)
class ListRow:
    """One line: its cells in words; `colour` is the actor's own."""

    id: str
    cells: tuple[str, ...]
    voided: bool
    colour: str | None = None


def list_ids(reading: Reading, asked: Asked) -> list[str]:
    """The ids in order. Things that are the same as another are left to that one."""
    kind = KINDS[asked.table]
    conditions = ["t.id NOT IN (SELECT thing FROM alias)"]
    conditions += [] if asked.struck else ["t.voided = 0"]
    parameters: list[object] = []
    if normalise(asked.text):
        condition, count = _TEXT[asked.table]
        conditions.append(condition)
        parameters = [_pattern(asked.text)] * count
    sort = kind.columns[asked.sort].sql
    way = "DESC" if asked.descending else "ASC"
    sql = (
        f'SELECT t.id FROM "{asked.table}" t WHERE {" AND ".join(conditions)}'
        f" ORDER BY {sort} IS NULL, {sort} COLLATE NOCASE {way}, t.id"
    )
    return [row_id for (row_id,) in reading.all(sql, *parameters)]


_TEXT = {
    "actor": (f"t.id IN ({SPELLED})", 1),
    "location": (f"(t.id IN ({SPELLED}) OR t.pcode LIKE ? ESCAPE '\\')", 2),
    "source": (f"t.id IN ({SPELLED})", 1),
    "link": (f"(t.actor IN ({SPELLED}) OR t.other IN ({SPELLED}))", 2),
    "route": (f"(t.id IN ({SPELLED}) OR EXISTS (SELECT 1 FROM json_each(t.via) v WHERE v.value IN ({SPELLED})))", 2),
    "presence": (
        f"(t.organisation IN ({SPELLED}) OR t.location IN ({SPELLED})"
        " OR t.id IN (SELECT thing FROM search_entry WHERE \"table\" = 'presence' AND text LIKE ? ESCAPE '\\'))",
        3,
    ),
    "dataset": ("(t.name LIKE ? ESCAPE '\\' OR t.file_name LIKE ? ESCAPE '\\')", 2),
    "report": (
        "t.id IN (SELECT thing FROM search_entry WHERE \"table\" = 'report' AND text LIKE ? ESCAPE '\\')",
        1,
    ),
}
"""SQL that finds a text in each table, and how often it takes the text."""


def _pattern(text: str) -> str:
    wanted = normalise(text)
    for special in ("\\", "%", "_"):
        wanted = wanted.replace(special, "\\" + special)
    return f"%{wanted}%"


def list_rows(reading: Reading, table: str, ids: Sequence[str]) -> list[ListRow]:
    """The rows of those ids, in that order."""
    row_type: Any = TABLES[table]
    found: dict[str, Record] = reading.rows_by_id(row_type, ids)
    names = names_of(reading, _referred(table, found.values()))
    now = clock(reading)
    if table == "presence":
        return [_presence_row(line, names, now) for line in presence_lines(reading, ids)]
    beside = _beside(reading, table, list(found))
    return [_list_row(reading, KINDS[table], found[row_id], names, now, beside) for row_id in ids if row_id in found]


def _beside(reading: Reading, table: str, ids: list[str]) -> dict[str, str]:
    """What a list shows that stands elsewhere: the column of a place's card, the rating of a source."""
    match table:
        case "location":
            return {place: words_of(Column(column)) for place, column in _columns_of_places(reading, ids).items()}
        case "source":
            return _ratings_of(reading, ids)
        case "dataset":
            return _imports_of(reading, ids)
    return {}


def _imports_of(reading: Reading, datasets: list[str]) -> dict[str, str]:
    """When and by whom files were taken in."""
    lines = reading.all(
        """SELECT "row", recorded_at, person, laptop FROM log
           WHERE "table" = 'dataset' AND slot = 'new' AND "row" IN (SELECT value FROM json_each(?))""",
        json.dumps(datasets),
    )
    return {
        row: f"{time_words(times.exactly(recorded_at), reading.zone)}, {isolated(person or laptop)}"
        for row, recorded_at, person, laptop in lines
    }


def _ratings_of(reading: Reading, sources: list[str]) -> dict[str, str]:
    ratings = ratings_in_force(reading, sources)
    letters = {source: rating.reliability for source, rating in ratings.items() if rating.reliability}
    unrated = QCoreApplication.translate("Lists", "unrated")
    return {source: graded(letters[source]) if source in letters else unrated for source in sources}


def _referred(table: str, rows: Any) -> list[str]:
    fields = [field for field in fields_of(table) if field.kind in {Kind.THING, Kind.THINGS}]
    values = [getattr(row, field.name) for row in rows for field in fields]
    return [thing for value in values for thing in (value if isinstance(value, tuple) else [value]) if thing]


def _columns_of_places(reading: Reading, places: list[str]) -> dict[str, str]:
    lines = reading.all(
        'SELECT location, "column" FROM board WHERE location IN (SELECT value FROM json_each(?))', json.dumps(places)
    )
    return dict(lines)


def _list_row(
    reading: Reading,
    kind: ListKind,
    row: Record,
    names: Mapping[str, str],
    now: Clock,
    beside: Mapping[str, str],
) -> ListRow:
    fields = {field.name: field for field in fields_of(kind.table)}
    cells = []
    for column in kind.columns:
        match column.name:
            case "name" if kind.table == "route":
                cells.append(title_of(reading, row))
            case name if name == STATUS:
                statuses = current_route_statuses(reading, row.id)
                cells.append("; ".join(route_status_words(status, now) for status in statuses))
            case name if name == COORDINATES:
                cells.append(coordinates_words(row))
            case name if name in {CARD, RATING, IMPORTED}:
                cells.append(beside.get(row.id, ""))
            case name:
                cells.append(_cell(fields[name], getattr(row, name), names, now))
    return ListRow(row.id, tuple(cells), row.voided, getattr(row, "colour", None))


def _presence_row(line: PresenceLine, names: Mapping[str, str], now: Clock) -> ListRow:
    """With what was last said of how many are there; the label is the one that counts."""
    fields = {field.name: field for field in fields_of("presence")}
    as_of = time_words(line.as_of, now.zone) if line.as_of else ""
    said = {
        HEADCOUNT: "" if line.headcount is None else isolated(str(line.headcount)),
        POSTURE: words_of(line.posture),
        AS_OF: QCoreApplication.translate("Lists", "{0}, stale").format(as_of) if line.stale else as_of,
        "label": line.label.value,
    }
    names_of_columns = [column.name for column in KINDS["presence"].columns]
    cells = (
        said[name] if name in said else _cell(fields[name], getattr(line.presence, name), names, now)
        for name in names_of_columns
    )
    return ListRow(line.id, tuple(cells), line.presence.voided)


def _cell(field: Field, value: Any, names: Mapping[str, str], now: Clock) -> str:
    return value_words(field, value, names=names, clock=now).replace("\n", " ")


def coordinates_words(row: Record) -> str:
    if not isinstance(row, Location) or row.latitude is None or row.longitude is None:
        return ""
    return isolated(f"{row.latitude:.4f}, {row.longitude:.4f}")


@dataclass(frozen=True)
class CopiedTable:
    """A table for the clipboard, for editors and for spreadsheets."""

    plain: str
    rich: str


def copied_table(reading: Reading, table: str, ids: Sequence[str]) -> CopiedTable:
    """Rows with their headings, and above them what every output carries: label, as-of, EXERCISE."""
    kind = KINDS[table]
    headings = [heading_of(kind, column) for column in kind.columns]
    rows = [[_plain(cell) for cell in row.cells] for row in list_rows(reading, table, ids)]
    above = _above(reading)
    lines = [above, "\t".join(headings), *("\t".join(row) for row in rows)]
    return CopiedTable("\n".join(lines) + "\n", _html(above, headings, rows))


def _plain(cell: str) -> str:
    """Without marks of direction, which other programs show as boxes, and without what would break a table or be run
    as a formula."""
    return guarded(" ".join(without_marks(cell).split()))


def _above(reading: Reading) -> str:
    situation = reading.situation
    label = situation.label or HandlingLabel.AMBER
    as_of = times.in_words(times.exactly(reading.now), reading.zone)
    said = QCoreApplication.translate("Lists", "as of {0}").format(as_of)
    exercise = [QCoreApplication.translate("Lists", "EXERCISE")] if situation.exercise else []
    return guarded(" · ".join([situation.name or "", label.value, said, *exercise]))


def _html(above: str, headings: list[str], rows: list[list[str]]) -> str:
    def line(cells: list[str], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in cells) + "</tr>"

    body = "".join(line(row, "td") for row in rows)
    return f"<p>{html.escape(above)}</p><table>{line(headings, 'th')}{body}</table>"
