"""What a person entered comes back the same from the log and from the tables, in every table and field."""

from __future__ import annotations

import json
import typing
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from situation_board.core import schema
from situation_board.core.encoding import (
    FACT_COLUMNS,
    columns_of,
    from_log,
    row_maker,
    set_values,
    to_columns,
    to_log,
    values_of,
)
from situation_board.core.rows import FACTS, TABLES, Event, Field, Figure, Kind, Name, Row, fields_of
from situation_board.core.sqlite import sqlite3
from situation_board.core.store.datasets import DatasetRow, packed, packed_lines
from situation_board.core.store.event_writing import EventWriter, part_line
from situation_board.core.store.log import canonical
from situation_board.core.times import Precision, Time

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
INTEGERS = st.integers(-(2**63), 2**63 - 1)
REALS = st.floats(allow_nan=False, allow_infinity=False)
IDS = st.uuids().map(str)
TIMES = st.builds(
    lambda earliest, length, precision: Time(earliest, earliest + length, precision),
    st.integers(-(10**14), 10**14),
    st.integers(0, 10**11),
    st.sampled_from(Precision),
)


def figures() -> st.SearchStrategy[Figure]:
    return st.builds(Figure, **{name: figure_values(hint) for name, hint in typing.get_type_hints(Figure).items()})


def figure_values(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a figure's field, by its type."""
    plain = {int: INTEGERS, float: REALS, str: TEXTS, Time: TIMES, type(None): st.none()}
    types = typing.get_args(hint) or (hint,)
    return st.one_of(*(plain[one] if one in plain else st.sampled_from(list(one)) for one in types))


def values(field: Field) -> st.SearchStrategy[Any]:
    """Any value that may stand in a field, also none."""
    match field.kind:
        case Kind.FLAG:
            return st.booleans()
        case Kind.NAMES:
            name = st.builds(Name, name=TEXTS, language=st.none() | st.sampled_from(["ar", "en", "ku"]))
            return st.lists(name, max_size=3).map(tuple)
        case Kind.FIGURES:
            return st.lists(figures(), max_size=2).map(tuple)
        case Kind.CHOICES:
            assert field.choices
            return st.lists(st.sampled_from(list(field.choices)), max_size=3).map(tuple)
        case Kind.CHOICE:
            assert field.choices
            return st.none() | st.sampled_from(list(field.choices))
        case Kind.THINGS:
            return st.none() | st.lists(IDS, max_size=3).map(tuple)
        case Kind.TIME:
            return st.none() | TIMES
    return st.none() | {Kind.INTEGER: INTEGERS, Kind.REAL: REALS, Kind.THING: IDS}.get(field.kind, TEXTS)


def rows(table: str) -> st.SearchStrategy[Row]:
    fields: dict[str, Any] = {field.name: values(field) for field in fields_of(table)}
    fields |= {"id": IDS, "voided": st.booleans(), "voided_why": st.none() | TEXTS}
    if table in FACTS:
        counted = st.integers(0, 2**62)
        fields |= {"thing": IDS, "writer": IDS, "person": st.none() | TEXTS}
        fields |= dict.fromkeys(("arrival", "lamport", "seq", "recorded_at"), counted)
    return st.builds(TABLES[table], **fields)


@pytest.mark.parametrize("table", TABLES)
@given(data=st.data())
def test_a_row_comes_back_from_the_log_as_it_was(table: str, data: st.DataObject) -> None:
    row = data.draw(rows(table))
    logged = json.loads(canonical(values_of(row)))
    for field in fields_of(table):
        value = getattr(row, field.name)
        assert from_log(field, logged[field.name]) == value
        assert to_log(field, from_log(field, logged[field.name])) == logged[field.name]


@pytest.mark.parametrize("table", TABLES)
def test_a_row_comes_back_from_its_table_as_it_was(table: str) -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute(schema.table_sql(table))
    columns = columns_of(table)
    names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))

    @given(rows(table))
    def comes_back(row: Row) -> None:
        logged = json.loads(canonical(values_of(row)))
        start = [row.id, int(row.voided), row.voided_why]
        start += [getattr(row, name) for name in FACT_COLUMNS] if table in FACTS else []
        connection.execute(f'DELETE FROM "{table}"')
        connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', start + to_columns(table, logged))
        stored = connection.execute(f'SELECT {names} FROM "{table}"').fetchone()
        assert row_maker(table)(stored) == row

    comes_back()
    connection.close()


@pytest.mark.parametrize("table", TABLES)
def test_the_columns_of_a_table_are_those_that_rows_are_written_to(table: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute(schema.table_sql(table))
    stored = [name for _, name, *_ in connection.execute(f'PRAGMA table_info("{table}")')]
    connection.close()
    beside = ["dataset"] if table == "event" else []  # rows of imported files are not written from the log
    assert stored == ["key", *columns_of(table), *beside]


def test_nobody_and_unknown_stay_two_things() -> None:
    [controllers] = [field for field in fields_of("status") if field.name == "controllers"]
    assert from_log(controllers, to_log(controllers, ())) == ()
    assert from_log(controllers, to_log(controllers, None)) is None


def test_zero_and_missing_stay_two_things() -> None:
    figures_field = next(field for field in fields_of("event") if field.kind is Kind.FIGURES)
    told = (Figure(low=0, high=0), Figure())
    assert from_log(figures_field, json.loads(canonical(to_log(figures_field, told)))) == told


def test_a_word_that_a_newer_program_added_is_kept_as_it_is() -> None:
    [column] = [field for field in fields_of("status") if field.name == "column"]
    assert from_log(column, "encircled") == "encircled"
    assert to_log(column, "encircled") == "encircled"


def test_a_precision_that_a_newer_program_added_does_not_hide_the_row() -> None:
    assert Time.from_list([1, 2, "quarter"]) == Time(1, 2, Precision.RANGE)


def test_a_figure_s_field_that_a_newer_program_added_is_left_out() -> None:
    figures_field = next(field for field in fields_of("event") if field.kind is Kind.FIGURES)
    [figure] = from_log(figures_field, [{"category": "displaced", "low": 5, "colour": "red"}])
    assert figure.low == 5


@given(st.lists(rows("event"), min_size=1, max_size=3))
def test_events_of_large_files_are_written_in_the_same_form(events: list[Event]) -> None:
    writer, lines = EventWriter(), []
    for number, event in enumerate([*events, *events]):
        columns, fields = writer.write(event)
        assert columns == to_columns("event", set_values(event))
        assert fields == canonical(set_values(event))
        lines.append(part_line(f"ä “{number}”", number, fields))
    keyed = [DatasetRow(f"ä “{number}”", number, set_values(event)) for number, event in enumerate([*events, *events])]
    assert packed_lines(lines) == packed(keyed)
