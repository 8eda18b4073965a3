"""The actions behind a line of FIELD=VALUE texts: enter a thing, or change one. Each is one step to undo.

They read the texts inside the action, so that what a name means cannot change between reading it and saving.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from situation_board.core.actions import cards, facts, messages, presence, records, situations, sources, tasks
from situation_board.core.encoding import to_log
from situation_board.core.entry import Parsed, entry_field, parse_values, place_notes
from situation_board.core.gazetteer import Gazetteer
from situation_board.core.ids import new_id
from situation_board.core.locating import Located, locate
from situation_board.core.problems import Mistake
from situation_board.core.questions.naming import Found, candidate_line, find
from situation_board.core.rows import (
    RECORDS,
    TABLES,
    Claim,
    Event,
    Location,
    Message,
    Presence,
    PresenceStatus,
    Record,
    Route,
    RouteStatus,
    Status,
    Task,
    fields_of,
)
from situation_board.core.store import Changes, Reading
from situation_board.core.vocabulary import LocationPrecision, RouteDirection, RouteUse

ENTERED = (
    *("card", "event", "actor", "location", "route", "source", "report", "claim", "link"),
    *("message", "task", "presence", "rating"),
)
"""What can be added by its fields, in the order of the command line."""
UNIQUE_NAMES = ("actor", "source")
ABOUT_THE_PLACE = frozenset({"kind", "parent", "pcode", "latitude", "longitude", "precision", "gazetteer"})


def enter(reading: Reading, gazetteer: Gazetteer, table: str, texts: Mapping[str, str]) -> Changes:
    """Add a card, event, actor ... from what was typed for its fields."""
    parsed = parse_values(reading, table, texts, gazetteer)
    match table:
        case "card":
            changes = _enter_card(reading, parsed)
        case "event":
            event = Event(id="", thing="", **parsed.values)
            changes = facts.record_event(reading, event, place_drafts=parsed.drafts)
        case "claim":
            changes = facts.add_claim(reading, Claim(id="", thing="", **parsed.values), beside=parsed.drafts)
        case "route":
            changes = _enter_route(reading, parsed)
        case "location":
            changes = _enter_location(reading, gazetteer, parsed)
        case "message":
            changes = messages.log_message(reading, Message(id="", **parsed.values), beside=parsed.drafts)
        case "task":
            changes = tasks.add_task(reading, Task(id="", **parsed.values), beside=parsed.drafts)
        case "presence":
            changes = _enter_presence(reading, parsed)
        case "rating":
            changes = _enter_rating(reading, parsed)
        case _:
            changes = _enter_record(reading, table, parsed)
    return _with_notes(changes, parsed)


def change(reading: Reading, gazetteer: Gazetteer, table: str, thing: str, texts: Mapping[str, str]) -> Changes:
    """Change fields of a thing by what was typed for them."""
    parsed = parse_values(reading, table, texts, gazetteer)
    match table:
        case "card":
            _check_card_stays(parsed)
            changes = cards.edit_card(reading, thing, parsed.values, beside=parsed.drafts)
        case "route":
            changes = _change_route(reading, thing, parsed)
        case "presence":
            changes = _change_presence(reading, thing, parsed)
        case "message":
            changes = messages.edit_message(reading, thing, parsed.values, beside=parsed.drafts)
        case "rating" if "source" in parsed.values:
            raise Mistake("A rating stays with its source.", field="source", do="Strike it and rate the other one.")
        case "situation":
            changes = situations.edit_situation(reading, **parsed.values)
        case _:
            changes = records.edit_thing(reading, thing, parsed.values, beside=parsed.drafts)
    return _with_notes(changes, parsed)


def _with_notes(changes: Changes, parsed: Parsed) -> Changes:
    return dataclasses.replace(changes, notes=(*changes.notes, *parsed.notes))


def _enter_card(reading: Reading, parsed: Parsed) -> Changes:
    values = dict(parsed.values)
    location = values.pop("location", None)
    if location is None:
        raise Mistake("The place is missing.", field="location", do="Give it: location=NAME.")
    own = {name: values.pop(name) for name in ("note", "label", "shelf_life") if name in values}
    status = Status(id="", thing="", **values)
    return cards.add_card(reading, location=location, status=status, place_drafts=parsed.drafts, **own)


def _enter_rating(reading: Reading, parsed: Parsed) -> Changes:
    values = dict(parsed.values)
    source = values.pop("source", None)
    if source is None:
        raise Mistake("The source is missing.", field="source", do="Give it: source=NAME.")
    why = values.pop("why", None) or ""
    return sources.rate_source(reading, source, values.pop("reliability", None), why=why, **values)


def _check_card_stays(parsed: Parsed) -> None:
    if "location" in parsed.values:
        raise Mistake("A card stays at its place.", field="location", do="Add a card for the other place.")


def _enter_record(reading: Reading, table: str, parsed: Parsed) -> Changes:
    record_type = RECORDS[table]
    if table in UNIQUE_NAMES:
        _check_name_is_new(reading, table, parsed.values.get("name"))
    record: Record = record_type(id=new_id(), **parsed.values)
    return records.add_record(reading, record, place_drafts=parsed.drafts)


def _check_name_is_new(reading: Reading, table: str, name: str | None) -> None:
    """Two of one name could never be told apart by it."""
    known = find(reading, name, [table]) if name else []
    if known:
        raise _there_already(reading, known)


def _there_already(reading: Reading, known: list[Found]) -> Mistake:
    return Mistake(
        f"There is a {known[0].table} of that name already.",
        field="name",
        candidates=[candidate_line(reading, each) for each in known],
        do="Use it, change it with “edit”, or give another name.",
    )


def _enter_location(reading: Reading, gazetteer: Gazetteer, parsed: Parsed) -> Changes:
    """By its name a place is what the gazetteer knows; with anything about where it is, it is a place of one's own."""
    name = parsed.values.get("name")
    notes: tuple[str, ...] = ()
    if name and not ABOUT_THE_PLACE & parsed.values.keys():
        located = locate(reading, gazetteer, name, field="name")
        if not located.drafts:
            raise _there_already(reading, find(reading, located.id, ["location"]))
        if located.located:
            return _known_place(located, parsed)
        notes = place_notes(located)
    location = Location(id=new_id(), **{"precision": _precision(parsed.values), **parsed.values})
    return dataclasses.replace(records.add_record(reading, location, place_drafts=parsed.drafts), notes=notes)


def _known_place(located: Located, parsed: Parsed) -> Changes:
    """A place of the gazetteer, with the note and the further names that were typed."""
    *around, place = located.drafts
    said = {field.name: to_log(field, parsed.values.get(field.name)) for field in fields_of("location")}
    fields = {**place.fields, "names": [*place.fields.get("names", []), *(said["names"] or [])]}
    if said["note"]:
        fields["note"] = said["note"]
    return Changes("add_location", [*around, dataclasses.replace(place, fields=fields)], (located.id,))


def _precision(values: Mapping[str, Any]) -> LocationPrecision | None:
    located = values.get("latitude") is not None and values.get("longitude") is not None
    return None if located else LocationPrecision.UNLOCATED


def _enter_route(reading: Reading, parsed: Parsed) -> Changes:
    own, of_status = _split("route", parsed.values)
    route = Route(id=new_id(), **own)
    status = _route_status(route.id, None, of_status) if of_status else None
    return facts.add_route(reading, route, status=status, place_drafts=parsed.drafts)


def _change_route(reading: Reading, route: str, parsed: Parsed) -> Changes:
    """A route's own fields are changed; anything of its status is a new status, as of now unless said."""
    own, of_status = _split("route", parsed.values)
    changes = records.edit_thing(reading, route, own, beside=parsed.drafts)
    if not of_status:
        return changes
    former = _former_status(reading, route, of_status)
    set_now = facts.set_route_status(reading, _route_status(route, former, of_status))
    label = changes.label if changes.drafts else set_now.label
    return Changes(label, [*changes.drafts, *set_now.drafts], (route,))


def _split(table: str, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields of a record, and those of its status."""
    own = {field.name for field in fields_of(table)}
    return (
        {name: value for name, value in values.items() if name in own},
        {name: value for name, value in values.items() if name not in own},
    )


def _route_status(route: str, former: RouteStatus | None, values: Mapping[str, Any]) -> RouteStatus:
    """What was not said stays as it was, but its time and the report it rested on."""
    base = former or RouteStatus(id="", thing=route, use=RouteUse.ALL, direction=RouteDirection.BOTH)
    return dataclasses.replace(base, **{"id": "", "thing": route, "as_of": None, "report": None, **values})


def _former_status(reading: Reading, route: str, values: Mapping[str, Any]) -> RouteStatus | None:
    found = reading.rows(
        RouteStatus,
        "thing = ? AND voided = 0 AND use = ? AND direction = ? AND as_of_earliest <= ?"
        " ORDER BY as_of_earliest DESC, lamport DESC, writer DESC, seq DESC LIMIT 1",
        route,
        values.get("use", RouteUse.ALL),
        values.get("direction", RouteDirection.BOTH),
        reading.now,
    )
    return found[0] if found else None


def _enter_presence(reading: Reading, parsed: Parsed) -> Changes:
    own, of_status = _split("presence", parsed.values)
    status = PresenceStatus(id="", thing="", **of_status) if of_status else None
    return presence.add_presence(reading, Presence(id="", **own), status=status, place_drafts=parsed.drafts)


def _change_presence(reading: Reading, thing: str, parsed: Parsed) -> Changes:
    """Its own fields are changed; a headcount or posture is a new status, as of now unless said."""
    own, of_status = _split("presence", parsed.values)
    changes = records.edit_thing(reading, thing, own, beside=parsed.drafts)
    if not of_status:
        return changes
    set_now = presence.set_presence_status(reading, presence.status_after(reading, thing, of_status))
    label = changes.label if changes.drafts else set_now.label
    return Changes(label, [*changes.drafts, *set_now.drafts], (thing,))


def split_fields(table: str, pairs: list[str]) -> dict[str, str]:
    """["name=Homs", "kind=town"] as texts by field. Mistake for what is no FIELD=VALUE, or is given twice."""
    texts: dict[str, str] = {}
    for pair in pairs:
        name, separator, text = pair.partition("=")
        if not separator:
            raise Mistake(f"“{pair}” is not FIELD=VALUE.", field=pair, do="Write for example name=“Red Crescent”.")
        field = entry_field(table, name)
        if field.name in texts:
            raise Mistake(f"The field {field.name} is given twice.", field=field.name)
        texts[field.name] = text
    return texts


assert set(ENTERED) <= set(TABLES)
