"""What the store holds: one frozen dataclass per table, and for each field its kind and its meaning.

This is the one schema: tables, the log's fields, the command line's fields and their help are all read from here.
The terms are those of the humanitarian information field (OCHA, IDMC, IFRC, FIRST, NATO grading).
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cache
from typing import Any

from situation_board.core import vocabulary as words
from situation_board.core.fields import (
    FIGURE_TIMES,
    Fact,
    Field,
    Figure,
    Kind,
    Name,
    Record,
    Row,
    a_choice,
    a_field,
    a_text,
    a_thing,
    a_time,
    figure_fields,
    some_things,
)
from situation_board.core.snapshot_row import Snapshot
from situation_board.core.times import Time

__all__ = ["FIGURE_TIMES", "Fact", "Field", "Figure", "Kind", "Name", "Record", "Row", "figure_fields"]
"""Found here as well, with the rows that are made of them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Situation(Record):
    name: str | None = a_text("what the situation is called", required=True)
    timezone: str | None = a_text("the incident's time zone, fixed at creation", required=True)
    closed_at: Time | None = a_time("when set, this is taken as now")
    label: words.HandlingLabel | None = a_choice(words.HandlingLabel, "handling label of what carries none")
    exercise: bool = a_field(Kind.FLAG, "an exercise, not real")
    heading_advancing: str | None = a_text("own heading of the column advancing")
    heading_contested: str | None = a_text("own heading of the column contested")
    heading_fallen: str | None = a_text("own heading of the column fallen")
    heading_held: str | None = a_text("own heading of the strip held")
    shelf_life_advancing: int | None = a_field(Kind.INTEGER, "hours until a status is stale; 12 when not set")
    shelf_life_contested: int | None = a_field(Kind.INTEGER, "hours until a status is stale; 24 when not set")
    shelf_life_fallen: int | None = a_field(Kind.INTEGER, "hours until a status is stale; 72 when not set")
    shelf_life_held: int | None = a_field(Kind.INTEGER, "hours until a status is stale; 168 when not set")
    shelf_life_route: int | None = a_field(Kind.INTEGER, "hours until a route's state is stale; 12 when not set")
    shelf_life_advisory: int | None = a_field(Kind.INTEGER, "hours until an advisory is stale; 12 when not set")
    note: str | None = a_text("note")


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor(Record):
    """A party or organisation. People appear only as public office holders."""

    name: str | None = a_text("full name", required=True)
    short_name: str | None = a_text("what it is called on a card, such as HTS")
    names: tuple[Name, ...] = a_field(Kind.NAMES, "other names, as language:name")
    kind: words.ActorKind | None = a_choice(words.ActorKind, "kind of actor")
    parent: str | None = a_thing("actor that it is part of", "actor")
    colour: str | None = a_text("colour of its stripe, #rrggbb")
    note: str | None = a_text("note")


@dataclass(frozen=True, kw_only=True, slots=True)
class Link(Record):
    """What one actor is to another."""

    actor: str | None = a_thing("actor", "actor", required=True)
    kind: words.LinkKind | None = a_choice(words.LinkKind, "what it is to the other", required=True)
    other: str | None = a_thing("the other actor", "actor", required=True)
    since: Time | None = a_time("since when")
    until: Time | None = a_time("until when")
    basis: words.Basis | None = a_choice(words.Basis, "kind of evidence")
    report: str | None = a_thing("report that says so", "report")
    note: str | None = a_text("note")


@dataclass(frozen=True, kw_only=True, slots=True)
class Location(Record):
    """A place; without coordinates it is unlocated, which is normal."""

    name: str | None = a_text("name", required=True)
    names: tuple[Name, ...] = a_field(Kind.NAMES, "other names, as language:name")
    kind: words.LocationKind | None = a_choice(words.LocationKind, "admin level or kind of place")
    parent: str | None = a_thing("area that it lies in", "location")
    pcode: str | None = a_text("OCHA place code (P-code)")
    latitude: float | None = a_field(Kind.REAL, "degrees north, WGS 84")
    longitude: float | None = a_field(Kind.REAL, "degrees east, WGS 84")
    precision: words.LocationPrecision | None = a_choice(words.LocationPrecision, "how well it is located")
    gazetteer: str | None = a_text("code in the gazetteer")
    note: str | None = a_text("note, off sheets by default")


@dataclass(frozen=True, kw_only=True, slots=True)
class Route(Record):
    """A road, crossing or airport."""

    name: str | None = a_text("name; made from its points when not given")
    kind: words.RouteKind | None = a_choice(words.RouteKind, "road, crossing or airport")
    via: tuple[str, ...] | None = some_things("its points in order", "location")
    note: str | None = a_text("note")


@dataclass(frozen=True, kw_only=True, slots=True)
class Card(Record):
    """Our assessment of one location; its status is a fact of its own."""

    location: str | None = a_thing("the place; exactly one card a place", "location", required=True)
    number: int | None = a_field(Kind.INTEGER, "short number to speak on the radio")
    rank: str | None = a_text("manual order in its column")
    shelf_life: int | None = a_field(Kind.INTEGER, "hours until its status is stale, when not its column's")
    label: words.HandlingLabel | None = a_choice(words.HandlingLabel, "handling label")
    note: str | None = a_text("note, printed")


@dataclass(frozen=True, kw_only=True, slots=True)
class Source(Record):
    """Who publishes. Its reliability is rated by `Rating`, not on each report."""

    name: str | None = a_text("name", required=True)
    names: tuple[Name, ...] = a_field(Kind.NAMES, "other names, as language:name")
    kind: words.SourceKind | None = a_choice(words.SourceKind, "kind of source")
    actor: str | None = a_thing("the actor that publishes through it", "actor")
    note: str | None = a_text("note")


@dataclass(frozen=True, kw_only=True, slots=True)
class Report(Record):
    """One item from a source."""

    source: str | None = a_thing("who published it", "source")
    title: str | None = a_text("title", required=True)
    reference: str | None = a_text("where to find it again")
    published: Time | None = a_time("when it was published")
    received: Time | None = a_time("when it reached us")
    excerpt: str | None = a_text("excerpt")
    label: words.HandlingLabel | None = a_choice(words.HandlingLabel, "handling label")
    message: str | None = a_thing("the message that it came in as", "message")


@dataclass(frozen=True, kw_only=True, slots=True)
class Message(Record):
    """What came in, as it came in. Cards, claims and events are made from it, with its report attached."""

    received: Time | None = a_time("when it came in", required=True)
    sender: str | None = a_text("from whom: a call sign, a role, an office")
    source: str | None = a_thing("the source that it counts as", "source")
    medium: words.Medium | None = a_choice(words.Medium, "how it came in")
    text: str | None = a_text("what it says", required=True)
    priority: words.Priority | None = a_choice(words.Priority, "how urgent it is; routine when not set")
    number: int | None = a_field(Kind.INTEGER, "short number to speak on the radio")
    state: words.MessageState | None = a_choice(words.MessageState, "whether it was dealt with", required=True)
    label: words.HandlingLabel | None = a_choice(words.HandlingLabel, "handling label")
    note: str | None = a_text("note")


@dataclass(frozen=True, kw_only=True, slots=True)
class Task(Record):
    """An open question, or something to do."""

    text: str | None = a_text("what is to be found out or done", required=True)
    kind: words.TaskKind | None = a_choice(words.TaskKind, "question, action or another look", required=True)
    role: str | None = a_text("who looks after it, as a role")
    due: Time | None = a_time("until when")
    about: str | None = a_thing(
        "what it is about", "card", "event", "route", "actor", "location", "claim", "source", "message", "presence"
    )
    state: words.TaskState | None = a_choice(words.TaskState, "open, done or dropped", required=True)
    outcome: str | None = a_text("what came of it")
    report: str | None = a_thing("report that gave rise to it", "report")
    label: words.HandlingLabel | None = a_choice(words.HandlingLabel, "handling label")


@dataclass(frozen=True, kw_only=True, slots=True)
class Presence(Record):
    """Our own people and partners at a location. How many is a `PresenceStatus`; names are never kept."""

    organisation: str | None = a_thing("whose people", "actor", required=True)
    location: str | None = a_thing("where they are", "location", required=True)
    kind: words.PresenceKind | None = a_choice(words.PresenceKind, "office, site or convoy", required=True)
    name: str | None = a_text("what the office, site or convoy is called")
    label: words.HandlingLabel | None = a_choice(words.HandlingLabel, "handling label; TLP:AMBER+STRICT when not set")
    note: str | None = a_text("note")


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment(Record):
    """A picture or document of a report. Its bytes lie in the file under their SHA-256."""

    report: str | None = a_thing("the report that it belongs to", "report", required=True)
    name: str | None = a_text("file name", required=True)
    media_type: str | None = a_text("kind of file, such as image/jpeg", required=True)
    size: int | None = a_field(Kind.INTEGER, "bytes", required=True)
    sha256: str | None = a_text("SHA-256 of the bytes as stored", required=True)
    cleaned: bool = a_field(Kind.FLAG, "camera data and position were removed from the stored copy")
    note: str | None = a_text("note")


@dataclass(frozen=True, kw_only=True, slots=True)
class Dataset(Record):
    """One imported file. Its rows are visible while it stands; importing it again strikes the former one."""

    name: str | None = a_text("what it is called", required=True)
    origin: str | None = a_text("what the same dataset has in common each time that it is imported", required=True)
    format: str | None = a_text("format of the file", required=True)
    file_name: str | None = a_text("name of the file")
    file_sha256: str | None = a_text("SHA-256 of the file")
    options: str | None = a_text("how it was read, as JSON")
    source: str | None = a_thing("who publishes it", "source")
    contents: str | None = a_text("SHA-256 of the stored parts of its rows, as JSON", required=True)
    rows: int | None = a_field(Kind.INTEGER, "rows that were taken in")
    first: Time | None = a_time("from when on its rows speak")
    last: Time | None = a_time("until when")
    replaces: str | None = a_thing("the former import of the same dataset", "dataset")
    label: words.HandlingLabel | None = a_choice(words.HandlingLabel, "handling label of its rows")
    note: str | None = a_text("note")


@dataclass(frozen=True, kw_only=True, slots=True)
class SavedSearch(Record):
    """A search or filter to be used again."""

    name: str | None = a_text("what it is called", required=True)
    criteria: str | None = a_text("what is looked for, as JSON", required=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Handover(Record):
    """A shift handed over: the list of changes that both sides went through, and that they said so."""

    since: Time | None = a_time("from when on changes are listed", required=True)
    until: Time | None = a_time("up to when", required=True)
    arrival: int | None = a_field(Kind.INTEGER, "the last change of the file in which it was made")
    outgoing: str | None = a_text("role of who hands over")
    incoming: str | None = a_text("role of who takes over")
    outgoing_confirmed: Time | None = a_time("when the outgoing person confirmed")
    incoming_confirmed: Time | None = a_time("when the incoming person confirmed")
    listed: str | None = a_text("the list as both saw it")
    note: str | None = a_text("note")


@dataclass(frozen=True, kw_only=True, slots=True)
class SameAs(Record):
    """Two ids that mean one thing."""

    a: str | None = a_thing("one", "location", "actor", "source", "event", required=True)
    b: str | None = a_thing("the other", "location", "actor", "source", "event", required=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Status(Fact):
    """What we think of a card's place from `as_of` on.

    `controllers`: who holds it: one, several jointly, () nobody, None unknown; likewise `moving`, who is moving on
    it or fighting for it, and `former`, who lost it. When a place falls, who moved on it holds it and who held it
    lost it.
    """

    column: words.Column | None = a_choice(words.Column, "column on the board", required=True)
    controllers: tuple[str, ...] | None = some_things("who holds it", "actor")
    former: tuple[str, ...] | None = some_things("who lost it", "actor")
    moving: tuple[str, ...] | None = some_things("who is moving on it or fighting for it", "actor")
    basis: words.Basis | None = a_choice(words.Basis, "kind of evidence")
    as_of: Time | None = a_time("since when it is so", required=True)
    flags: tuple[words.StatusFlag, ...] = a_field(Kind.CHOICES, "besides", choices=words.StatusFlag)
    besieged_by: tuple[str, ...] | None = some_things("who besieges it", "actor")
    report: str | None = a_thing("report it rests on", "report")
    assessed_by: str | None = a_text("role of who assessed it")
    reasoning: str | None = a_text("one line of reasoning")
    confidence: words.Confidence | None = a_choice(words.Confidence, "confidence of the assessment")
    note: str | None = a_text("note on this status")


@dataclass(frozen=True, kw_only=True, slots=True)
class Verification(Fact):
    """Looked at again and unchanged; `thing` is what was verified."""

    as_of: Time | None = a_time("when it was checked", required=True)
    checked_with: str | None = a_text("checked with whom, or how", required=True)
    report: str | None = a_thing("report it rests on", "report")


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim(Fact):
    """What a speaker says about something, carried by a publisher."""

    about: str | None = a_thing("what it is about", "card", "event", "route", "actor", required=True)
    speaker: str | None = a_thing("who says so (the originator)", "actor")
    speaker_role: str | None = a_text("office of who speaks for it, such as leader")
    verb: words.ClaimVerb | None = a_choice(words.ClaimVerb, "how it was said", required=True)
    stance: words.Stance | None = a_choice(words.Stance, "for or against what the thing says", required=True)
    text: str | None = a_text("what is said", required=True)
    said_at: Time | None = a_time("when it was said")
    publisher: str | None = a_thing("who carries it", "source")
    via: str | None = a_text("how it reached us")
    report: str | None = a_thing("report it stands in", "report")
    credibility: words.Credibility | None = a_choice(words.Credibility, "1-6; unrated when not set")
    label: words.HandlingLabel | None = a_choice(words.HandlingLabel, "handling label")


@dataclass(frozen=True, kw_only=True, slots=True)
class Event(Fact):
    """Something that happened or was said, with any number of figures."""

    kind: words.EventKind | None = a_choice(words.EventKind, "kind of event", required=True)
    text: str | None = a_text("what happened, in one line")
    location: str | None = a_thing("where, or from where", "location")
    destination: str | None = a_thing("to where", "location")
    actors: tuple[str, ...] | None = some_things("who", "actor")
    starts: Time | None = a_time("when, or since when")
    ends: Time | None = a_time("until when")
    figures: tuple[Figure, ...] = a_field(Kind.FIGURES, "numbers of people")
    basis: words.Basis | None = a_choice(words.Basis, "kind of evidence")
    credibility: words.Credibility | None = a_choice(words.Credibility, "1-6; unrated when not set")
    source: str | None = a_thing("who publishes it", "source")
    report: str | None = a_thing("report it stands in", "report")
    label: words.HandlingLabel | None = a_choice(words.HandlingLabel, "handling label")
    evacuation_state: words.EvacuationState | None = a_choice(words.EvacuationState, "state of an evacuation")
    voluntariness: words.Voluntariness | None = a_choice(words.Voluntariness, "whether people leave of their own will")
    issuer: str | None = a_thing("who issues an advisory", "actor")
    audience: words.Audience | None = a_choice(words.Audience, "whom an advisory speaks to")
    area: str | None = a_text("area of an advisory, in its own words")
    level: str | None = a_text("level of an advisory, verbatim")
    instruction: str | None = a_text("what an advisory says to do")
    issued: Time | None = a_time("when an advisory was issued")
    valid_until: Time | None = a_time("until when an advisory holds")
    lifted: Time | None = a_time("when an advisory was lifted")
    supersedes: str | None = a_thing("the advisory that it replaces", "event")
    note: str | None = a_text("note")


@dataclass(frozen=True, kw_only=True, slots=True)
class RouteStatus(Fact):
    """Whether a route can be used, per use and direction."""

    use: words.RouteUse | None = a_choice(words.RouteUse, "for which use", required=True)
    direction: words.RouteDirection | None = a_choice(words.RouteDirection, "in which direction", required=True)
    state: words.RouteState | None = a_choice(words.RouteState, "open, restricted, severed or unknown", required=True)
    condition: str | None = a_text("permit, curfew, checkpoint, mines")
    basis: words.Basis | None = a_choice(words.Basis, "kind of evidence")
    as_of: Time | None = a_time("since when it is so", required=True)
    report: str | None = a_thing("report it rests on", "report")
    note: str | None = a_text("note")


@dataclass(frozen=True, kw_only=True, slots=True)
class Rating(Fact):
    """How reliable a source is, from a date on; `thing` is the source. An earlier rating stays true of its time."""

    reliability: words.Reliability | None = a_choice(words.Reliability, "A-F; unrated again when not set")
    as_of: Time | None = a_time("since when it is rated so", required=True)
    why: str | None = a_text("reason for the rating", required=True)
    rated_by: str | None = a_text("role of who rated it")


@dataclass(frozen=True, kw_only=True, slots=True)
class PresenceStatus(Fact):
    """How many people are at a presence and how they work; `thing` is the presence. A headcount, never names."""

    headcount: int | None = a_field(Kind.INTEGER, "how many people")
    posture: words.Posture | None = a_choice(words.Posture, "normal, restricted, hibernation, relocating, evacuated")
    as_of: Time | None = a_time("since when it is so", required=True)
    report: str | None = a_thing("report it rests on", "report")
    note: str | None = a_text("note")


RECORDS: dict[str, type[Record]] = {
    "situation": Situation,
    "actor": Actor,
    "link": Link,
    "location": Location,
    "route": Route,
    "card": Card,
    "source": Source,
    "report": Report,
    "message": Message,
    "task": Task,
    "presence": Presence,
    "attachment": Attachment,
    "dataset": Dataset,
    "saved_search": SavedSearch,
    "handover": Handover,
    "same_as": SameAs,
}
FACTS: dict[str, type[Fact]] = {
    "status": Status,
    "verification": Verification,
    "claim": Claim,
    "event": Event,
    "route_status": RouteStatus,
    "rating": Rating,
    "presence_status": PresenceStatus,
    "snapshot": Snapshot,
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
