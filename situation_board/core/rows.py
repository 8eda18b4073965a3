"""What the store holds: one frozen dataclass per table, and for each field its kind and its meaning.

This is the one schema: tables, the log's fields, the command line's fields and their help are all read from here.
The terms are those of the humanitarian information field (OCHA, IDMC, IFRC, FIRST, NATO grading).
"""

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


def _field(kind: Kind, help: str, **more: Any) -> Any:
    empty: object = () if kind in {Kind.CHOICES, Kind.NAMES, Kind.FIGURES} else None
    default = False if kind is Kind.FLAG else empty
    return dataclasses.field(default=default, metadata={"kind": kind, "help": help, **more})


def _text(help: str, *, required: bool = False) -> Any:
    return _field(Kind.TEXT, help, required=required)


def _choice(choices: type[words.Word], help: str, *, required: bool = False) -> Any:
    return _field(Kind.CHOICE, help, choices=choices, required=required)


def _thing(help: str, *tables: str, required: bool = False) -> Any:
    return _field(Kind.THING, help, things=tables, required=required)


def _things(help: str, *tables: str) -> Any:
    return _field(Kind.THINGS, help, things=tables)


def _time(help: str, *, required: bool = False) -> Any:
    return _field(Kind.TIME, help, required=required)


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
class Situation(Record):
    name: str | None = _text("what the situation is called", required=True)
    timezone: str | None = _text("the incident's time zone, fixed at creation", required=True)
    closed_at: Time | None = _time("when set, this is taken as now")
    label: words.HandlingLabel | None = _choice(words.HandlingLabel, "handling label of what carries none")
    exercise: bool = _field(Kind.FLAG, "an exercise, not real")
    heading_advancing: str | None = _text("own heading of the column advancing")
    heading_contested: str | None = _text("own heading of the column contested")
    heading_fallen: str | None = _text("own heading of the column fallen")
    heading_held: str | None = _text("own heading of the strip held")
    shelf_life_advancing: int | None = _field(Kind.INTEGER, "hours until a status is stale; 12 when not set")
    shelf_life_contested: int | None = _field(Kind.INTEGER, "hours until a status is stale; 24 when not set")
    shelf_life_fallen: int | None = _field(Kind.INTEGER, "hours until a status is stale; 72 when not set")
    shelf_life_held: int | None = _field(Kind.INTEGER, "hours until a status is stale; 168 when not set")
    note: str | None = _text("note")


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor(Record):
    """A party or organisation. People appear only as public office holders."""

    name: str | None = _text("full name", required=True)
    short_name: str | None = _text("what it is called on a card, such as HTS")
    names: tuple[Name, ...] = _field(Kind.NAMES, "other names, as language:name")
    kind: words.ActorKind | None = _choice(words.ActorKind, "kind of actor")
    parent: str | None = _thing("actor that it is part of", "actor")
    colour: str | None = _text("colour of its stripe, #rrggbb")
    note: str | None = _text("note")


@dataclass(frozen=True, kw_only=True, slots=True)
class Link(Record):
    """What one actor is to another."""

    actor: str | None = _thing("actor", "actor", required=True)
    kind: words.LinkKind | None = _choice(words.LinkKind, "what it is to the other", required=True)
    other: str | None = _thing("the other actor", "actor", required=True)
    since: Time | None = _time("since when")
    until: Time | None = _time("until when")
    basis: words.Basis | None = _choice(words.Basis, "kind of evidence")
    report: str | None = _thing("report that says so", "report")
    note: str | None = _text("note")


@dataclass(frozen=True, kw_only=True, slots=True)
class Location(Record):
    """A place; without coordinates it is unlocated, which is normal."""

    name: str | None = _text("name", required=True)
    names: tuple[Name, ...] = _field(Kind.NAMES, "other names, as language:name")
    kind: words.LocationKind | None = _choice(words.LocationKind, "admin level or kind of place")
    parent: str | None = _thing("area that it lies in", "location")
    pcode: str | None = _text("OCHA place code (P-code)")
    latitude: float | None = _field(Kind.REAL, "degrees north, WGS 84")
    longitude: float | None = _field(Kind.REAL, "degrees east, WGS 84")
    precision: words.LocationPrecision | None = _choice(words.LocationPrecision, "how well it is located")
    gazetteer: str | None = _text("code in the gazetteer")
    note: str | None = _text("note, off sheets by default")


@dataclass(frozen=True, kw_only=True, slots=True)
class Route(Record):
    """A road, crossing or airport."""

    name: str | None = _text("name; made from its points when not given")
    kind: words.RouteKind | None = _choice(words.RouteKind, "road, crossing or airport")
    via: tuple[str, ...] | None = _things("its points in order", "location")
    note: str | None = _text("note")


@dataclass(frozen=True, kw_only=True, slots=True)
class Card(Record):
    """Our assessment of one location; its status is a fact of its own."""

    location: str | None = _thing("the place; exactly one card a place", "location", required=True)
    number: int | None = _field(Kind.INTEGER, "short number to speak on the radio")
    rank: str | None = _text("manual order in its column")
    shelf_life: int | None = _field(Kind.INTEGER, "hours until its status is stale, when not its column's")
    label: words.HandlingLabel | None = _choice(words.HandlingLabel, "handling label")
    note: str | None = _text("note, printed")


@dataclass(frozen=True, kw_only=True, slots=True)
class Source(Record):
    """Who publishes. Its reliability is rated here, not on each report."""

    name: str | None = _text("name", required=True)
    names: tuple[Name, ...] = _field(Kind.NAMES, "other names, as language:name")
    kind: words.SourceKind | None = _choice(words.SourceKind, "kind of source")
    actor: str | None = _thing("the actor that publishes through it", "actor")
    note: str | None = _text("note")


@dataclass(frozen=True, kw_only=True, slots=True)
class Report(Record):
    """One item from a source."""

    source: str | None = _thing("who published it", "source")
    title: str | None = _text("title", required=True)
    reference: str | None = _text("where to find it again")
    published: Time | None = _time("when it was published")
    received: Time | None = _time("when it reached us")
    excerpt: str | None = _text("excerpt")
    label: words.HandlingLabel | None = _choice(words.HandlingLabel, "handling label")


@dataclass(frozen=True, kw_only=True, slots=True)
class SameAs(Record):
    """Two ids that mean one thing."""

    a: str | None = _thing("one", "location", "actor", "source", "event", required=True)
    b: str | None = _thing("the other", "location", "actor", "source", "event", required=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Status(Fact):
    """What we think of a card's place from `as_of` on.

    `controllers`: who holds it: one, several jointly, () nobody, None unknown; likewise `moving`, who is moving on
    it or fighting for it, and `former`, who lost it. When a place falls, who moved on it holds it and who held it
    lost it.
    """

    column: words.Column | None = _choice(words.Column, "column on the board", required=True)
    controllers: tuple[str, ...] | None = _things("who holds it", "actor")
    former: tuple[str, ...] | None = _things("who lost it", "actor")
    moving: tuple[str, ...] | None = _things("who is moving on it or fighting for it", "actor")
    basis: words.Basis | None = _choice(words.Basis, "kind of evidence")
    as_of: Time | None = _time("since when it is so", required=True)
    flags: tuple[words.StatusFlag, ...] = _field(Kind.CHOICES, "besides", choices=words.StatusFlag)
    besieged_by: tuple[str, ...] | None = _things("who besieges it", "actor")
    report: str | None = _thing("report it rests on", "report")
    assessed_by: str | None = _text("role of who assessed it")
    reasoning: str | None = _text("one line of reasoning")
    confidence: words.Confidence | None = _choice(words.Confidence, "confidence of the assessment")
    note: str | None = _text("note on this status")


@dataclass(frozen=True, kw_only=True, slots=True)
class Verification(Fact):
    """Looked at again and unchanged; `thing` is what was verified."""

    as_of: Time | None = _time("when it was checked", required=True)
    checked_with: str | None = _text("checked with whom, or how", required=True)
    report: str | None = _thing("report it rests on", "report")


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim(Fact):
    """What a speaker says about something, carried by a publisher."""

    about: str | None = _thing("what it is about", "card", "event", "route", "actor", required=True)
    speaker: str | None = _thing("who says so (the originator)", "actor")
    speaker_role: str | None = _text("office of who speaks for it, such as leader")
    verb: words.ClaimVerb | None = _choice(words.ClaimVerb, "how it was said", required=True)
    stance: words.Stance | None = _choice(words.Stance, "for or against what the thing says", required=True)
    text: str | None = _text("what is said", required=True)
    said_at: Time | None = _time("when it was said")
    publisher: str | None = _thing("who carries it", "source")
    via: str | None = _text("how it reached us")
    report: str | None = _thing("report it stands in", "report")
    credibility: words.Credibility | None = _choice(words.Credibility, "1-6; unrated when not set")


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Event(Fact):
    """Something that happened or was said, with any number of figures."""

    kind: words.EventKind | None = _choice(words.EventKind, "kind of event", required=True)
    text: str | None = _text("what happened, in one line")
    location: str | None = _thing("where, or from where", "location")
    destination: str | None = _thing("to where", "location")
    actors: tuple[str, ...] | None = _things("who", "actor")
    starts: Time | None = _time("when, or since when")
    ends: Time | None = _time("until when")
    figures: tuple[Figure, ...] = _field(Kind.FIGURES, "numbers of people")
    basis: words.Basis | None = _choice(words.Basis, "kind of evidence")
    source: str | None = _thing("who publishes it", "source")
    report: str | None = _thing("report it stands in", "report")
    label: words.HandlingLabel | None = _choice(words.HandlingLabel, "handling label")
    evacuation_state: words.EvacuationState | None = _choice(words.EvacuationState, "state of an evacuation")
    voluntariness: words.Voluntariness | None = _choice(words.Voluntariness, "whether people leave of their own will")
    issuer: str | None = _thing("who issues an advisory", "actor")
    audience: words.Audience | None = _choice(words.Audience, "whom an advisory speaks to")
    area: str | None = _text("area of an advisory, in its own words")
    level: str | None = _text("level of an advisory, verbatim")
    instruction: str | None = _text("what an advisory says to do")
    issued: Time | None = _time("when an advisory was issued")
    valid_until: Time | None = _time("until when an advisory holds")
    lifted: Time | None = _time("when an advisory was lifted")
    supersedes: str | None = _thing("the advisory that it replaces", "event")
    note: str | None = _text("note")


@dataclass(frozen=True, kw_only=True, slots=True)
class RouteStatus(Fact):
    """Whether a route can be used, per use and direction."""

    use: words.RouteUse | None = _choice(words.RouteUse, "for which use", required=True)
    direction: words.RouteDirection | None = _choice(words.RouteDirection, "in which direction", required=True)
    state: words.RouteState | None = _choice(words.RouteState, "open, restricted, severed or unknown", required=True)
    condition: str | None = _text("permit, curfew, checkpoint, mines")
    basis: words.Basis | None = _choice(words.Basis, "kind of evidence")
    as_of: Time | None = _time("since when it is so", required=True)
    report: str | None = _thing("report it rests on", "report")
    note: str | None = _text("note")


RECORDS: dict[str, type[Record]] = {
    "situation": Situation,
    "actor": Actor,
    "link": Link,
    "location": Location,
    "route": Route,
    "card": Card,
    "source": Source,
    "report": Report,
    "same_as": SameAs,
}
FACTS: dict[str, type[Fact]] = {
    "status": Status,
    "verification": Verification,
    "claim": Claim,
    "event": Event,
    "route_status": RouteStatus,
}
TABLES: dict[str, type[Row]] = {**RECORDS, **FACTS}


@cache
def fields_of(table: str) -> tuple[Field, ...]:
    """The fields of a table that people fill in; KeyError for an unknown table."""
    described = (field for field in dataclasses.fields(TABLES[table]) if "kind" in field.metadata)
    return tuple(_described(field) for field in described)


def _described(field: dataclasses.Field[Any]) -> Field:
    metadata = field.metadata
    return Field(
        name=field.name,
        kind=metadata["kind"],
        help=metadata["help"],
        required=metadata.get("required", False),
        things=metadata.get("things", ()),
        choices=metadata.get("choices"),
    )


@cache
def figure_fields() -> dict[str, type[words.Word] | None]:
    """The fields of a figure, with the vocabulary of those that have one."""
    hints = typing.get_type_hints(Figure)
    return {field.name: _word_type(hints[field.name]) for field in dataclasses.fields(Figure)}


def _word_type(hint: Any) -> type[words.Word] | None:
    options = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    return next((option for option in options if issubclass(option, words.Word)), None)
