"""Values between rows, the log's JSON and the columns of tables. One field, one or three columns (times)."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from situation_board.core import vocabulary as words
from situation_board.core.rows import (
    FACTS,
    FIGURE_TIMES,
    TABLES,
    Fact,
    Field,
    Figure,
    Kind,
    Name,
    Row,
    fields_of,
    figure_fields,
)
from situation_board.core.times import Precision, Time

Json = Any
FACT_COLUMNS = ("thing", "arrival", "lamport", "writer", "seq", "recorded_at", "person")
JSON_KINDS = {Kind.CHOICES, Kind.THINGS, Kind.NAMES, Kind.FIGURES}


def to_log(field: Field, value: object) -> Json:
    """The JSON value that the log keeps for a field."""
    if isinstance(value, tuple):
        if field.kind is Kind.NAMES:
            return [[name.language, name.name] for name in value]
        return [figure_to_json(item) if field.kind is Kind.FIGURES else str(item) for item in value]
    return _plain(value)


def figure_to_json(figure: Figure) -> dict[str, Json]:
    """A figure without the fields that are not set, in the order in which the log writes them."""
    return {name: _plain(value) for name in _FIGURE_FIELDS if (value := getattr(figure, name)) is not None}


_FIGURE_FIELDS = tuple(sorted(field.name for field in dataclasses.fields(Figure)))


def _plain(value: object) -> Json:
    if value is None or type(value) in _PLAIN:
        return value
    if isinstance(value, Time):
        return value.to_list()
    return value.value if isinstance(value, words.Word) else value


_PLAIN = frozenset({str, int, float, bool})


def from_log(field: Field, value: Json) -> Any:
    """The row's value for what the log keeps; words that a newer program added stay as they are."""
    if value is None:
        return () if field.kind in {Kind.CHOICES, Kind.NAMES, Kind.FIGURES} else None
    match field.kind:
        case Kind.TIME:
            return Time.from_list(value)
        case Kind.CHOICE:
            return _word(field.choices, value)
        case Kind.CHOICES:
            return tuple(_word(field.choices, item) for item in value)
        case Kind.THINGS:
            return tuple(value)
        case Kind.NAMES:
            return tuple(Name(name=name, language=language) for language, name in value)
        case Kind.FIGURES:
            return tuple(figure_from_json(item) for item in value)
        case Kind.FLAG:
            return bool(value)
        case _:
            return value


def figure_from_json(value: Mapping[str, Json]) -> Figure:
    """A figure from its JSON; fields of newer programs are left out here and kept in the log."""
    known = figure_fields()
    return Figure(**{name: _figure_value(name, item) for name, item in value.items() if name in known})


def _figure_value(name: str, value: Json) -> Any:
    return Time.from_list(value) if name in FIGURE_TIMES else _word(figure_fields()[name], value)


def _word(choices: type[words.Word] | None, value: Json) -> Any:
    if choices is None:
        return value
    try:
        return choices(value)
    except ValueError:
        return value


@cache
def columns_of(table: str) -> tuple[str, ...]:
    """The columns of a table in the order in which rows are written."""
    own = [column for field in fields_of(table) for column in columns_of_field(field)]
    return ("id", "voided", "voided_why", *(FACT_COLUMNS if table in FACTS else ()), *own)


@cache
def columns_of_field(field: Field) -> tuple[str, ...]:
    if field.kind is Kind.TIME:
        return (f"{field.name}_earliest", f"{field.name}_latest", f"{field.name}_precision")
    return (field.name,)


def to_columns(table: str, logged: Mapping[str, Json]) -> list[Json]:
    """The values of the fields' columns for what the log keeps, in the order of `columns_of`."""
    blank, placed = _blank(table)
    values = blank.copy()
    for name, value in logged.items():
        if name in placed and value is not None:
            field, position = placed[name]
            values[position : position + len(columns_of_field(field))] = _field_columns(field, value)
    return values


@cache
def _blank(table: str) -> tuple[list[Json], dict[str, tuple[Field, int]]]:
    """The columns of a row of which nothing is said, and where each field lies among them."""
    fields = fields_of(table)
    return [value for field in fields for value in _field_columns(field, None)], {
        field.name: (field, position) for field, position in _placed(fields)
    }


def _field_columns(field: Field, value: Json) -> Iterable[Json]:
    if field.kind is Kind.TIME:
        return value if value is not None else (None, None, None)
    if field.kind is Kind.FLAG:
        return (int(bool(value)),)
    if field.kind is Kind.REAL and value is not None:
        return (float(value),)
    if field.kind in JSON_KINDS and value is not None:
        return (json.dumps(value, ensure_ascii=False, separators=(",", ":")),)
    return (value,)


@cache
def row_maker(table: str) -> Callable[[tuple[Any, ...]], Row]:
    """A function that turns a tuple in the order of `columns_of` into the table's dataclass."""
    row_type = TABLES[table]
    fields = fields_of(table)
    is_fact = issubclass(row_type, Fact)
    absent = {field.name: from_log(field, None) for field in fields}
    placed = list(_placed(fields))

    def make(values: tuple[Any, ...]) -> Row:
        row_id, voided, why, *rest = values
        known: dict[str, Any] = {**absent, "id": row_id, "voided": bool(voided), "voided_why": why}
        if is_fact:
            known.update(zip(FACT_COLUMNS, rest, strict=False))
            rest = rest[len(FACT_COLUMNS) :]
        for field, position in placed:
            if rest[position] is not None:
                known[field.name] = _from_columns(field, rest, position)
        return row_type(**known)

    return make


def _placed(fields: Iterable[Field]) -> Iterator[tuple[Field, int]]:
    """Each field with the position of its first column."""
    position = 0
    for field in fields:
        yield field, position
        position += len(columns_of_field(field))


def _from_columns(field: Field, values: list[Any], position: int) -> Any:
    value = values[position]
    if field.kind is Kind.TIME:
        return Time(value, values[position + 1], Precision(values[position + 2]))
    return from_log(field, json.loads(value) if field.kind in JSON_KINDS else value)


def set_values(row: Row) -> dict[str, Json]:
    """The fields of a row that say something, as the log keeps them."""
    return {
        field.name: to_log(field, value)
        for field in fields_of(_TABLE_OF[type(row)])
        if (value := getattr(row, field.name)) is not None and value != ()
    }


_TABLE_OF = {row_type: table for table, row_type in TABLES.items()}


def values_of(row: Row) -> dict[str, Json]:
    """All fields of a row as the log keeps them."""
    return {field.name: to_log(field, getattr(row, field.name)) for field in fields_of(_TABLE_OF[type(row)])}
