"""Tables of any kind of thing, made from the one schema: a column a field, names with ids beside them.

Of names that carry no label (parties, places, sources, roads) those are left out that only something stricter names.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from situation_board.core.exporting.cells import Cell, joined, names_cell, time_cell
from situation_board.core.exporting.selecting import BY_THING, HANGS_ON, TOLD_BY_NAME, Selection
from situation_board.core.exporting.standing import standing
from situation_board.core.exporting.table import Columns, Rows
from situation_board.core.problems import Mistake
from situation_board.core.questions.details import areas_around, names_in, things_in
from situation_board.core.questions.moments import Moment
from situation_board.core.rows import FACTS, TABLES, Fact, Field, Kind, Location, Route, Row, fields_of
from situation_board.core.store import Reading

KINDS = {
    **{"actors": "actor", "links": "link", "locations": "location", "routes": "route"},
    **{"route-statuses": "route_status", "statuses": "status", "verifications": "verification", "claims": "claim"},
    **{"sources": "source", "ratings": "rating", "reports": "report", "attachments": "attachment"},
    **{"messages": "message", "tasks": "task", "presence": "presence", "headcounts": "presence_status"},
    **{"datasets": "dataset", "same-as": "same_as"},
}
"""What can be asked for -> the table that holds it."""
NOT_WRITTEN = frozenset({("dataset", "contents"), ("dataset", "options"), ("dataset", "origin"), ("card", "rank")})
"""What only the program reads."""
PLACED = frozenset({"cards", "events", "locations", "routes", "presence"})
"""What has a place on a map."""
TAGS = {
    **{"name": "#meta+name", "names": "#meta+name+other", "pcode": "#loc+code", "latitude": "#geo+lat"},
    **{"longitude": "#geo+lon", "text": "#description", "note": "#description+note", "kind": "#meta+type"},
    **{"actor": "#org+name", "location": "#loc+name", "organisation": "#org+name", "source": "#meta+origin"},
}


def kind_rows(selection: Selection, what: str) -> Rows:
    """The rows of a kind that may be told."""
    return (_row(selection.reading, row, names) for row, names in _told(selection, KINDS[what]))


def check_now(what: str, moment: Moment) -> None:
    """Mistake for a moment in the past."""
    if moment is not None:
        raise Mistake(
            f"“{what}” is written as it is now only.", field="at", do="Only cards and events are told of a moment."
        )


def kind_columns(what: str) -> Columns:
    return _columns(KINDS[what])


def _told(selection: Selection, table: str) -> Iterator[tuple[Row, dict[str, str]]]:
    """The rows with the names of what they refer to."""
    hidden = _hidden(selection, table) if table in TOLD_BY_NAME else None
    for rows in standing(selection.reading, table):
        told = [row for row in rows if (row.id in selection.rows[table] if hidden is None else row.id not in hidden)]
        names = names_in(selection.reading, told)
        about = _names_about(selection, told)
        yield from ((row, {**names, **about}) for row in told)


def _hidden(selection: Selection, table: str) -> set[str]:
    """Names that only something stricter than the label needs: that they are known would tell of it."""
    named: set[str] = set()
    for other, rows in selection.forbidden.items():
        named.update(thing for (thing,) in selection.reading.all(_NAMED_BY, json.dumps(sorted(rows))))
        if HANGS_ON.get(other) == table:
            about = f'SELECT thing FROM "{other}" WHERE id IN (SELECT value FROM json_each(?))'
            named.update(thing for (thing,) in selection.reading.all(about, json.dumps(sorted(rows))))
    return named - selection.rows[table]


_NAMED_BY = 'SELECT DISTINCT thing FROM mention WHERE "row" IN (SELECT value FROM json_each(?))'


def _names_about(selection: Selection, rows: list[Row]) -> dict[str, str]:
    """Names of what facts are about."""
    from situation_board.core.history.wording import name_of

    things = {row.thing for row in rows if isinstance(row, Fact)}
    return {thing: name_of(selection.reading, thing) for thing in things}


# --- columns and cells


def _columns(table: str) -> Columns:
    columns = [("id", "#meta+id")]
    if table in FACTS and table not in BY_THING:
        columns += [("about", "#meta+about"), ("about_id", "#meta+about+id")]
    for field in written_fields(table):
        columns += [(name, TAGS.get(name, f"#meta+{name}")) for name in _names(field)]
    if table in {"presence", "location"}:
        columns.append(("areas", "#adm+name"))
    if table == "presence":
        columns += [("latitude", "#geo+lat"), ("longitude", "#geo+lon")]
    if table == "route":
        columns.append(("wkt", "#geo+wkt"))
    return tuple(columns)


def column_names(table: str) -> tuple[str, ...]:
    return tuple(name for name, _ in _columns(table))


def written_fields(table: str) -> list[Field]:
    """The fields that are written of a table."""
    return [field for field in fields_of(table) if (table, field.name) not in NOT_WRITTEN]


def _names(field: Field) -> tuple[str, ...]:
    name = "own_label" if field.name == "label" else field.name
    if field.kind is Kind.TIME:
        return (name, f"{name}_precision")
    return (name, f"{name}_id") if field.kind in {Kind.THING, Kind.THINGS} else (name,)


def _row(reading: Reading, row: Row, names: dict[str, str]) -> tuple[Cell, ...]:
    table = next(table for table, row_type in TABLES.items() if type(row) is row_type)
    cells: list[Cell] = [row.id]
    if isinstance(row, Fact):
        cells = [row.thing] if table in BY_THING else [row.id, names.get(row.thing), row.thing]
    for field in written_fields(table):
        cells += _cells(field, getattr(row, field.name), names, reading)
    if isinstance(row, Location):
        cells.append(areas_cell(reading, row))
    if table == "presence":
        place = reading.row(Location, reading.main(getattr(row, "location", None) or ""))
        cells.append(areas_cell(reading, place) if place else None)
        cells += [place.latitude, place.longitude] if place else [None, None]
    if isinstance(row, Route):
        cells.append(_line(reading, row))
    return tuple(cells)


def areas_cell(reading: Reading, place: Location) -> str | None:
    """The areas that a place lies in, the nearest first."""
    return joined(area.name or "" for area in areas_around(reading, place)) or None


def _cells(field: Field, value: Any, names: dict[str, str], reading: Reading) -> list[Cell]:
    match field.kind:
        case Kind.TIME:
            return [time_cell(value, reading.zone), value.precision.value if value else None]
        case Kind.THING:
            return [names.get(value) if value else None, value]
        case Kind.THINGS:
            things = things_in(field, value)
            said = joined(names.get(thing, "") for thing in things) or ("nobody" if value is not None else None)
            return [said, joined(things) or None]
        case Kind.NAMES:
            return [names_cell(value)]
        case Kind.CHOICES:
            return [joined(value) or None]
        case Kind.CHOICE:
            return [None if value is None else str(value)]
        case _:
            return [value]


def _line(reading: Reading, route: Route) -> str | None:
    """The course of a route through the points of which the coordinates are known, as WKT."""
    places = [reading.row(Location, reading.main(thing)) for thing in route.via or ()]
    known = [place for place in places if place and place.latitude is not None and place.longitude is not None]
    if len(known) < 2:
        return None
    return f"LINESTRING ({', '.join(f'{place.longitude} {place.latitude}' for place in known)})"
