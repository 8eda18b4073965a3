"""What rows are made of: the kinds of field, and what records and facts have in common."""

from __future__ import annotations

import dataclasses
import types
import typing
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from situation_board.core import vocabulary as words
from situation_board.core.times import Time


class Kind(StrEnum):
    """How a field's value is kept."""

    TEXT = "text"
    INTEGER = "integer"
    REAL = "real"
    FLAG = "flag"
    TIME = "time"
    CHOICE = "choice"
    CHOICES = "choices"
    THING = "thing"
    THINGS = "things"
    NAMES = "names"
    FIGURES = "figures"


@dataclass(frozen=True)
class Field:
    """One field of a table: what may stand in it and what it means."""

    name: str
    kind: Kind
    help: str
    required: bool = False
    things: tuple[str, ...] = ()
    choices: type[words.Word] | None = None


def a_field(kind: Kind, help: str, **more: Any) -> Any:
    """A field that people fill in; what is left out is empty: (), False or None."""
    empty: object = () if kind in {Kind.CHOICES, Kind.NAMES, Kind.FIGURES} else None
    default = False if kind is Kind.FLAG else empty
    return dataclasses.field(default=default, metadata={"kind": kind, "help": help, **more})


def a_text(help: str, *, required: bool = False) -> Any:
    """Text that people write."""
    return a_field(Kind.TEXT, help, required=required)


def a_choice(choices: type[words.Word], help: str, *, required: bool = False) -> Any:
    """One term of a vocabulary."""
    return a_field(Kind.CHOICE, help, choices=choices, required=required)


def a_thing(help: str, *tables: str, required: bool = False) -> Any:
    """The id of a row of one of those tables."""
    return a_field(Kind.THING, help, things=tables, required=required)


def some_things(help: str, *tables: str) -> Any:
    """Ids in order, or as a set."""
    return a_field(Kind.THINGS, help, things=tables)


def a_time(help: str, *, required: bool = False) -> Any:
    """A time with its precision."""
    return a_field(Kind.TIME, help, required=required)


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """One spelling of a name; `language` is a BCP 47 tag or None."""

    name: str
    language: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """What every row has. Rows are struck (`voided`) with a reason, never deleted."""

    id: str
    voided: bool = False
    voided_why: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Record(Row):
    """Folded field by field from the log."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact(Row):
    """Added and voided, never edited: a new version of `thing` is a further row.

    `thing` is what the versions have in common (for a status its card); `arrival`, `lamport`, `writer` and `seq`
    are those of the change that brought it; `recorded_at` is that writer's clock in milliseconds since 1970.
    """

    thing: str
    arrival: int = 0
    lamport: int = 0
    writer: str = ""
    seq: int = 0
    recorded_at: int = 0
    person: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A number of people with everything that makes it honest (after IDMC Helix and IFRC GO).

    `low` and `high` bound the number; an open end is None. `number` is the wording's own, kept as given.
    `starts` and `ends` are the figure's own where they differ from the event's: the date of a stock, the period of
    a flow, since when and until when a cumulative count runs. `expires` is when a stock no longer holds. `subset_of`
    is the position, from 0, of the figure of the same event that this one is part of.
    """

    category: words.FigureCategory = words.FigureCategory.OTHER
    group: words.FigureGroup | None = None
    cross_border: words.CrossBorder | None = None
    phase: words.Phase | None = None
    quantifier: words.Quantifier = words.Quantifier.EXACT
    low: int | None = None
    high: int | None = None
    number: str | None = None
    unit: words.FigureUnit = words.FigureUnit.PERSON
    household_size: float | None = None
    metric: words.Metric = words.Metric.NOT_STATED
    role: words.FigureRole = words.FigureRole.RECOMMENDED
    subset_of: int | None = None
    starts: Time | None = None
    ends: Time | None = None
    expires: Time | None = None
    source: str | None = None
    report: str | None = None
    note: str | None = None


FIGURE_TIMES = frozenset({"starts", "ends", "expires"})


@cache
def figure_fields() -> dict[str, type[words.Word] | None]:
    """The fields of a figure, with the vocabulary of those that have one."""
    hints = typing.get_type_hints(Figure)
    return {field.name: _word_type(hints[field.name]) for field in dataclasses.fields(Figure)}


def _word_type(hint: Any) -> type[words.Word] | None:
    options = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    return next((option for option in options if issubclass(option, words.Word)), None)
