"""Short names of things, and the few words that tell one from another of the same name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from situation_board.core import times
from situation_board.core.rows import (
    Actor,
    Attachment,
    Card,
    Claim,
    Dataset,
    Event,
    Fact,
    Field,
    Handover,
    Kind,
    Link,
    Location,
    Message,
    Presence,
    PresenceStatus,
    Rating,
    Report,
    Route,
    RouteStatus,
    Row,
    SameAs,
    SavedSearch,
    Situation,
    Source,
    Status,
    Task,
    Verification,
    fields_of,
)
from situation_board.core.snapshot_row import Snapshot
from situation_board.core.store import Reading
from situation_board.core.store.reading import TABLE_OF
from situation_board.core.vocabulary import Word


@dataclass(frozen=True, slots=True)
class Detail:
    """What a thing is called in one line, and what tells it from its namesakes."""

    name: str
    detail: str


def details(reading: Reading, things: Iterable[tuple[str, str]]) -> dict[str, Detail]:
    """Id -> name and detail, for (table, id); what is not there is left out."""
    found: dict[str, Detail] = {}
    for table, thing in things:
        known = DESCRIBERS[table](reading, thing)
        if known is not None:
            found[thing] = known
    return found


def name_of(reading: Reading, table: str, thing: str | None) -> str | None:
    """The name of a thing; None when there is no such thing."""
    known = DESCRIBERS[table](reading, reading.main(thing)) if thing else None
    return known.name if known else None


def names_in(reading: Reading, rows: Iterable[Row]) -> dict[str, str]:
    """Id -> name of everything that rows refer to."""
    names: dict[str, str] = {}
    for row in rows:
        for field in fields_of(TABLE_OF[type(row)]):
            for thing in things_in(field, getattr(row, field.name)):
                if thing not in names:
                    names[thing] = _name_among(reading, field.things, thing)
    return names


def things_in(field: Field, value: Any) -> tuple[str, ...]:
    """The ids in a field's value; none unless the field refers to things."""
    if value is None or field.kind not in {Kind.THING, Kind.THINGS}:
        return ()
    return (value,) if field.kind is Kind.THING else tuple(value)


def _name_among(reading: Reading, tables: Iterable[str], thing: str) -> str:
    found = (name_of(reading, table, thing) for table in tables)
    return next((name for name in found if name), thing[:8])


def latest_fact(reading: Reading, row_type: type[Fact], thing: str) -> Fact | None:
    """The version of a claim or event that counts: the latest not struck, else the latest."""
    found = reading.rows(row_type, "thing = ? ORDER BY voided, lamport DESC, writer DESC, seq DESC LIMIT 1", thing)
    return found[0] if found else None


def _situation(reading: Reading, thing: str) -> Detail | None:
    row = reading.row(Situation, thing)
    return Detail(row.name or "", row.timezone or "") if row else None


def _actor(reading: Reading, thing: str) -> Detail | None:
    row = reading.row(Actor, thing)
    if row is None:
        return None
    part_of = name_of(reading, "actor", row.parent)
    return Detail(row.name or "", _joined(_words(row.kind) or "actor", part_of and f"part of {part_of}", _struck(row)))


def _location(reading: Reading, thing: str) -> Detail | None:
    row = reading.row(Location, thing)
    if row is None:
        return None
    areas = [area.name for area in areas_around(reading, row)]
    return Detail(row.name or "", _joined(_words(row.kind) or "place", *areas, _struck(row)))


def areas_around(reading: Reading, place: Location) -> list[Location]:
    """The areas that a place lies in, from the nearest to the country."""
    around: list[Location] = []
    parent = place.parent
    while parent is not None and len(around) < 10:
        area = reading.row(Location, reading.main(parent))
        if area is None or area in around:
            break
        around.append(area)
        parent = area.parent
    return around


def _card(reading: Reading, thing: str) -> Detail | None:
    row = reading.row(Card, thing)
    if row is None:
        return None
    place = _location(reading, reading.main(row.location)) if row.location else None
    column = reading.value('SELECT "column" FROM board WHERE card = ?', thing)
    number = f"#{row.number}" if row.number is not None else None
    return Detail(place.name if place else "", _joined(number, column, place.detail if place else None, _struck(row)))


def _source(reading: Reading, thing: str) -> Detail | None:
    row = reading.row(Source, thing)
    return Detail(row.name or "", _joined(_words(row.kind) or "source", _struck(row))) if row else None


def _report(reading: Reading, thing: str) -> Detail | None:
    row = reading.row(Report, thing)
    if row is None:
        return None
    when = times.in_words(row.published, reading.zone) if row.published else None
    return Detail(row.title or "", _joined(name_of(reading, "source", row.source), when, _struck(row)) or "report")


def _route(reading: Reading, thing: str) -> Detail | None:
    row = reading.row(Route, thing)
    return Detail(route_name(reading, row), _joined(_words(row.kind) or "route", _struck(row))) if row else None


def route_name(reading: Reading, route: Route) -> str:
    """A route's own name, else its points in order."""
    points = [name_of(reading, "location", point) or "?" for point in route.via or ()]
    return route.name or " - ".join(points) or "route"


def _link(reading: Reading, thing: str) -> Detail | None:
    row = reading.row(Link, thing)
    if row is None:
        return None
    actor, other = (name_of(reading, "actor", each) or "?" for each in (row.actor, row.other))
    return Detail(f"{actor} {_words(row.kind)} {other}", _joined("link", _struck(row)))


def _same_as(reading: Reading, thing: str) -> Detail | None:
    row = reading.row(SameAs, thing)
    return Detail(f"{(row.a or '')[:8]} is {(row.b or '')[:8]}", "same thing") if row else None


def _event(reading: Reading, thing: str) -> Detail | None:
    row = latest_fact(reading, Event, thing)
    if not isinstance(row, Event):
        return None
    when = times.in_words(row.starts, reading.zone) if row.starts else None
    place = name_of(reading, "location", row.location)
    return Detail(row.text or _words(row.kind) or "event", _joined(_words(row.kind), place, when, _struck(row)))


def _claim(reading: Reading, thing: str) -> Detail | None:
    row = latest_fact(reading, Claim, thing)
    if not isinstance(row, Claim):
        return None
    speaker = name_of(reading, "actor", row.speaker) or name_of(reading, "source", row.publisher)
    return Detail(
        row.text or "", _joined(speaker and f"{speaker} {_words(row.verb)}", _words(row.stance), _struck(row))
    )


def _status(reading: Reading, thing: str) -> Detail | None:
    row = reading.row(Status, thing)
    if row is None:
        return None
    place = name_of(reading, "card", row.thing)
    return Detail(f"{place}: {_words(row.column)}", _joined(times.in_words(row.as_of, reading.zone), _struck(row)))


def _verification(reading: Reading, thing: str) -> Detail | None:
    row = reading.row(Verification, thing)
    return Detail(f"checked with {row.checked_with}", times.in_words(row.as_of, reading.zone)) if row else None


def _route_status(reading: Reading, thing: str) -> Detail | None:
    row = reading.row(RouteStatus, thing)
    if row is None:
        return None
    route = name_of(reading, "route", row.thing)
    return Detail(f"{route}: {_words(row.state)}", _joined(times.in_words(row.as_of, reading.zone), _struck(row)))


def _message(reading: Reading, thing: str) -> Detail | None:
    row = reading.row(Message, thing)
    if row is None:
        return None
    when = times.in_words(row.received, reading.zone) if row.received else None
    sender = row.sender or name_of(reading, "source", row.source)
    number = f"M{row.number}" if row.number is not None else None
    return Detail(first_line(row.text), _joined(number, sender, when, _words(row.state), _struck(row)))


def first_line(text: str | None) -> str:
    """What a longer text is called by."""
    return next((line.strip() for line in (text or "").splitlines() if line.strip()), "")


def _task(reading: Reading, thing: str) -> Detail | None:
    row = reading.row(Task, thing)
    if row is None:
        return None
    due = f"due {times.in_words(row.due, reading.zone)}" if row.due else None
    return Detail(first_line(row.text), _joined(_words(row.kind), _words(row.state), row.role, due, _struck(row)))


def _presence(reading: Reading, thing: str) -> Detail | None:
    row = reading.row(Presence, thing)
    if row is None:
        return None
    organisation = name_of(reading, "actor", row.organisation) or "?"
    place = name_of(reading, "location", row.location)
    return Detail(row.name or f"{organisation}: {_words(row.kind)}", _joined(organisation, place, _struck(row)))


def _presence_status(reading: Reading, thing: str) -> Detail | None:
    row = reading.row(PresenceStatus, thing)
    if row is None:
        return None
    said = _joined(None if row.headcount is None else str(row.headcount), _words(row.posture)) or "not stated"
    presence = name_of(reading, "presence", row.thing)
    return Detail(f"{presence}: {said}", _joined(times.in_words(row.as_of, reading.zone), _struck(row)))


def _rating(reading: Reading, thing: str) -> Detail | None:
    row = reading.row(Rating, thing)
    if row is None:
        return None
    grade = f"{row.reliability} {_words(row.reliability)}" if row.reliability else "unrated"
    source = name_of(reading, "source", row.thing)
    return Detail(f"{source}: {grade}", _joined(times.in_words(row.as_of, reading.zone), _struck(row)))


def _attachment(reading: Reading, thing: str) -> Detail | None:
    row = reading.row(Attachment, thing)
    return Detail(row.name or "", _joined(row.media_type, _struck(row))) if row else None


def _dataset(reading: Reading, thing: str) -> Detail | None:
    row = reading.row(Dataset, thing)
    if row is None:
        return None
    rows = None if row.rows is None else f"{row.rows:,} rows"
    return Detail(row.name or "", _joined("dataset", name_of(reading, "source", row.source), rows, _struck(row)))


def _saved_search(reading: Reading, thing: str) -> Detail | None:
    row = reading.row(SavedSearch, thing)
    return Detail(row.name or "", _joined("saved search", _struck(row))) if row else None


def _handover(reading: Reading, thing: str) -> Detail | None:
    row = reading.row(Handover, thing)
    if row is None:
        return None
    return Detail(
        f"handover {times.in_words(row.until, reading.zone)}", _joined(row.outgoing, row.incoming, _struck(row))
    )


def _joined(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def _struck(row: object) -> str | None:
    return "struck" if getattr(row, "voided", False) else None


def _words(word: object) -> str | None:
    """Words of a term; a term that only a newer program knows is shown as it is."""
    return word.words if isinstance(word, Word) else None if word is None else str(word)


def _snapshot(reading: Reading, thing: str) -> Detail | None:
    row = latest_fact(reading, Snapshot, thing)
    if not isinstance(row, Snapshot):
        return None
    return Detail(row.number or row.title or "", _joined(_words(row.kind), _words(row.state), _struck(row)))


DESCRIBERS: dict[str, Callable[[Reading, str], Detail | None]] = {
    "situation": _situation,
    "actor": _actor,
    "link": _link,
    "location": _location,
    "route": _route,
    "card": _card,
    "source": _source,
    "report": _report,
    "same_as": _same_as,
    "status": _status,
    "verification": _verification,
    "claim": _claim,
    "event": _event,
    "route_status": _route_status,
    "rating": _rating,
    "presence_status": _presence_status,
    "message": _message,
    "task": _task,
    "presence": _presence,
    "attachment": _attachment,
    "dataset": _dataset,
    "saved_search": _saved_search,
    "handover": _handover,
    "snapshot": _snapshot,
}
