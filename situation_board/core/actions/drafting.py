"""The pieces that actions are made of: drafts of new records and facts, of edited fields and of strikes, checked."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping, Set
from typing import Any

from situation_board.core.actions.event_checks import check_event
from situation_board.core.encoding import to_log, values_of
from situation_board.core.problems import Mistake
from situation_board.core.rows import (
    FACTS,
    TABLES,
    Card,
    Claim,
    Event,
    Fact,
    Field,
    Kind,
    Record,
    RouteStatus,
    Row,
    fields_of,
)
from situation_board.core.store import NEW, UNDONE, VOIDED, Draft, Reading
from situation_board.core.store.reading import TABLE_OF
from situation_board.core.times import Time

LONGEST_TEXT = 100_000
EMPTY: tuple[object, ...] = (None, (), False)


def new_record(reading: Reading, record: Record, *, beside: Iterable[str] = ()) -> Draft:
    """A draft that makes a record. `beside` are ids that the same action makes, which may be referred to."""
    record = checked(reading, record, beside)
    table = TABLE_OF[type(record)]
    return Draft(table, record.id, record.id, NEW, _set_values(record))


def new_fact(reading: Reading, fact: Fact, *, beside: Iterable[str] = ()) -> Draft:
    """A draft that adds a fact, or a new version of one with the same `thing`."""
    fact = checked(reading, fact, beside)
    return Draft(TABLE_OF[type(fact)], fact.id, fact.thing, slot_of(fact), _set_values(fact))


def new_row_draft(row: Row) -> Draft:
    """A draft that makes a row again as it was, unchecked: what it refers to may be lost."""
    if isinstance(row, Fact):
        return Draft(TABLE_OF[type(row)], row.id, row.thing, slot_of(row), _set_values(row))
    return Draft(TABLE_OF[type(row)], row.id, row.id, NEW, _set_values(row))


def new_or_restored(reading: Reading, record: Record, *, beside: Iterable[str] = ()) -> list[Draft]:
    """Drafts that make a record with an id that is known beforehand, also when it was struck or undone earlier.

    A card that is taken up again keeps the number by which people know it.
    """
    known = reading.row(type(record), record.id)
    if known is None:
        return [new_record(reading, record, beside=beside)]
    if not known.voided:
        raise Mistake("It is there already.", candidates=[known.id])
    if isinstance(record, Card) and isinstance(known, Card):
        record = dataclasses.replace(record, number=known.number)
    made = new_record(reading, record, beside=beside)
    if known.voided_why == UNDONE:
        return [made]
    required = {field.name for field in fields_of(made.table) if field.required}
    values = {name: getattr(record, name) for name in values_of(record) if name not in required}
    only_required = {name: value for name, value in made.fields.items() if name in required}
    return [
        dataclasses.replace(made, fields=only_required),
        strike_row(known, None, voided=False),
        *edit_record(reading, known, values),
    ]


def slot_of(fact: Fact) -> str:
    """Which side of its thing a fact speaks for. A route has one status per use and direction."""
    table = TABLE_OF[type(fact)]
    if isinstance(fact, RouteStatus):
        return f"{table}:{fact.use}:{fact.direction}"
    return table


def edit_record(
    reading: Reading, record: Record, values: Mapping[str, Any], *, beside: Iterable[str] = ()
) -> list[Draft]:
    """One draft for each field that changes."""
    table = TABLE_OF[type(record)]
    edited = checked(reading, dataclasses.replace(record, **values), beside)
    return [
        Draft(table, record.id, record.id, field.name, {field.name: to_log(field, getattr(edited, field.name))})
        for field in fields_of(table)
        if field.name in values and getattr(edited, field.name) != getattr(record, field.name)
    ]


def strike_row(row: Row, why: str | None, *, voided: bool = True) -> Draft:
    """A draft that strikes a row, or takes the strike back. Rows are never deleted."""
    table = TABLE_OF[type(row)]
    fields = {"voided": voided, "voided_why": why}
    if isinstance(row, Fact):
        return Draft(table, row.id, row.thing, f"{VOIDED}:{slot_of(row)}:{row.id}", fields)
    return Draft(table, row.id, row.id, VOIDED, fields)


def _set_values(row: Row) -> dict[str, Any]:
    """The log's values of a new row: what is not set is left out, but "nobody" (an empty set of actors) is set."""
    said: dict[str, Any] = {}
    for field in fields_of(TABLE_OF[type(row)]):
        value = getattr(row, field.name)
        if value is not None and value is not False and (value != () or field.kind is Kind.THINGS):
            said[field.name] = to_log(field, value)
    return said


def checked(reading: Reading, row: Any, beside: Iterable[str] = ()) -> Any:
    """The row with tidy texts. Mistake when something required is missing, out of range or refers to nothing."""
    made = beside if isinstance(beside, Set) else frozenset(beside)
    tidied: dict[str, Any] = {}
    for field in fields_of(TABLE_OF[type(row)]):
        given = getattr(row, field.name)
        value = _tidy(field, given)
        if value != given:
            tidied[field.name] = value
        if value is not None or field.required:
            _check(reading, field, value, made)
    if tidied:
        row = dataclasses.replace(row, **tidied)
    if isinstance(row, Event):
        check_event(reading, row)
    return row


def _tidy(field: Field, value: Any) -> Any:
    if field.kind is Kind.TEXT and isinstance(value, str):
        tidy = value.replace("\x00", "").strip() or None
        return tidy if tidy is None or tidy.isascii() else tidy.encode("utf-8", "replace").decode()
    if field.kind is Kind.THINGS and value is not None:
        return tuple(dict.fromkeys(value)) if field.name != "via" else tuple(value)
    return value


_LIMITS = {"latitude": 90, "longitude": 180}


def _check(reading: Reading, field: Field, value: Any, made: Set[str]) -> None:
    if field.required and value in EMPTY:
        raise Mistake(f"{_words(field)} is missing.", field=field.name, do=f"Give it: {field.help}.")
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        raise Mistake(f"{_words(field)} is longer than {LONGEST_TEXT} characters.", field=field.name)
    limit = _LIMITS.get(field.name)
    if limit is not None and not -limit <= value <= limit:
        raise Mistake(f"{_words(field)} must lie between -{limit} and {limit}.", field=field.name)
    if field.name == "colour" and not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise Mistake("A colour is written #rrggbb.", field=field.name)
    if field.name.startswith("shelf_life") and not 0 < value <= 24 * 366:
        raise Mistake("A shelf life is between 1 hour and a year.", field=field.name)
    things = value if field.kind is Kind.THINGS else (value,) if field.kind is Kind.THING and value else ()
    for thing in things:
        if thing not in made:
            _check_thing(reading, field, thing)


def _check_thing(reading: Reading, field: Field, thing: str) -> None:
    for table in field.things:
        column = "thing" if table in FACTS else "id"
        if reading.value(f'SELECT 1 FROM "{table}" WHERE {column} = ?', thing) is not None:
            return
    raise Mistake(f"{_words(field)}: there is no {' or '.join(field.things)} {thing}.", field=field.name)


def _words(field: Field) -> str:
    return field.name.replace("_", " ").capitalize()


def not_in_future(reading: Reading, time: Time | None, field: str = "as_of") -> None:
    """A status cannot be known before it is so."""
    if time is not None and time.earliest > reading.now:
        raise Mistake("That time is in the future.", field=field, do="Give the time since when it is known to be so.")


def find_row(reading: Reading, thing: str) -> Row | None:
    """The row of an id in whichever table: a record, a fact, or the latest version of a claim or event."""
    for row_type in TABLES.values():
        row = reading.row(row_type, thing)
        if isinstance(row, Claim | Event):
            return latest_version(reading, type(row), row.thing)
        if row is not None:
            return row
    for versioned in (Claim, Event):
        row = latest_version(reading, versioned, thing)
        if row is not None:
            return row
    return None


def latest_version(reading: Reading, row_type: type[Fact], thing: str) -> Fact | None:
    """The version of a fact that counts: the latest not struck, else the latest."""
    rows = reading.rows(row_type, "thing = ? ORDER BY voided, lamport DESC, writer DESC, seq DESC LIMIT 1", thing)
    return rows[0] if rows else None


def get_row(reading: Reading, thing: str) -> Row:
    """As `find_row`; Mistake when there is nothing of that id."""
    row = find_row(reading, thing)
    if row is None:
        raise Mistake(f"There is nothing with the id {thing}.", field="id")
    return row
