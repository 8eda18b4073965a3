"""Saving what was typed: understood and stored in one action, with whatever it newly names."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from situation_board.core import times
from situation_board.core.actions import messages
from situation_board.core.actions.cards import edit_card, edit_status, move_cards, verify
from situation_board.core.actions.drafting import get_row
from situation_board.core.actions.events import lift_advisory
from situation_board.core.actions.facts import add_claim, record_event, set_route_status
from situation_board.core.actions.presence import add_presence, set_presence_status
from situation_board.core.actions.records import add_record, edit_thing
from situation_board.core.actions.sources import rate_source
from situation_board.core.actions.tasks import add_task
from situation_board.core.gazetteer import Place
from situation_board.core.ids import new_id
from situation_board.core.locating import gazetteer_id, location_of, place_drafts
from situation_board.core.problems import Mistake
from situation_board.core.rows import (
    TABLES,
    Card,
    Claim,
    Event,
    Location,
    Message,
    Presence,
    PresenceStatus,
    Record,
    RouteStatus,
    Task,
    fields_of,
)
from situation_board.core.store import Changes, Reading
from situation_board.core.store.reading import TABLE_OF
from situation_board.core.vocabulary import LocationPrecision
from situation_board.gui.entry.coordinates import coordinate_pair
from situation_board.gui.entry.suggesting import NEW, gazetteer
from situation_board.gui.entry.understanding import Typed, Understood, understand

STATUS_NOTE = "status_note"
"""Card and status both have a note; the inspector shows both."""


def save_fields(reading: Reading, thing: str, typed: Mapping[str, object], *, resting_on: str | None = None) -> Changes:
    """Change fields of anything, as they were typed. A move of a card rests on that report or message."""
    row = get_row(reading, thing)
    if isinstance(row, Card):
        return _save_card(reading, row, typed, resting_on)
    understood = understand(reading, TABLE_OF[type(row)], _with_both_coordinates(typed))
    values = understood.values
    if (
        isinstance(row, Location)
        and row.precision == LocationPrecision.UNLOCATED
        and values.get("latitude") is not None
    ):
        values.setdefault("precision", None)
    if isinstance(row, Message):
        return messages.edit_message(reading, thing, values, beside=understood.drafts)
    return edit_thing(reading, thing, values, beside=understood.drafts)


def _with_both_coordinates(typed: Mapping[str, object]) -> Mapping[str, object]:
    """ "33.5, 36.3" pasted into one of the two inputs is for both."""
    for field in ("latitude", "longitude"):
        what = typed.get(field)
        pair = coordinate_pair(what.text) if isinstance(what, Typed) else None
        if pair is not None:
            return {**typed, "latitude": pair[0], "longitude": pair[1]}
    return typed


def _save_card(reading: Reading, card: Card, typed: Mapping[str, object], report: str | None) -> Changes:
    """A new column is a move, so that who holds and who lost the place follows; all else is an edit."""
    if "column" in typed and report is not None:
        return messages.resting_on(reading, report, move_cards, [card.id], typed["column"])
    if "column" in typed:
        return move_cards(reading, [card.id], typed["column"])  # type: ignore[arg-type]
    if STATUS_NOTE in typed:
        understood = understand(reading, "status", {"note": typed[STATUS_NOTE]})
        return edit_status(reading, card.id, understood.values)
    understood = understand(reading, "card", typed)
    if "as_of" in typed and understood.values["as_of"] is None:
        understood.values["as_of"] = times.not_stated(reading.now)
    return edit_card(reading, card.id, understood.values, beside=understood.drafts)


def add_thing(reading: Reading, table: str, typed: Mapping[str, object], presets: Mapping[str, Any]) -> Changes:
    """Add a record, claim, event or status of a route from what was typed. `presets` are values nobody typed."""
    understood = understand(reading, table, _with_both_coordinates(typed))
    values = {**understood.values, **presets}
    new = understood.drafts
    match table:
        case "location" if (place := _picked_place(typed)) is not None:
            return _add_known_place(reading, place, understood)
        case "claim":
            return add_claim(reading, Claim(id="", thing="", **values), beside=new)
        case "event":
            return record_event(reading, Event(id="", thing="", **values), place_drafts=new)
        case "rating":
            return _rate(reading, values)
        case "route_status":
            return set_route_status(reading, RouteStatus(id="", **values), beside=new)
        case "presence_status":
            return set_presence_status(reading, PresenceStatus(id="", **values), beside=new)
        case "presence":
            return _add_presence(reading, values, understood)
        case "task":
            return add_task(reading, Task(id="", **values), beside=new)
        case "message":
            return messages.log_message(reading, Message(id="", **values), beside=new)
    record = TABLES[table](id=new_id(), **values)
    assert isinstance(record, Record)
    return add_record(reading, record, place_drafts=new)


def _add_presence(reading: Reading, values: Mapping[str, Any], understood: Understood) -> Changes:
    """With how many are there, where that was typed; its own fields and those of its status are asked together."""
    own = {field.name for field in fields_of("presence")}
    said = {name: value for name, value in values.items() if name not in own and value is not None}
    status = PresenceStatus(id="", thing="", **said) if said.keys() & {"headcount", "posture"} else None
    presence = Presence(id="", **{name: value for name, value in values.items() if name in own})
    return add_presence(reading, presence, status=status, place_drafts=understood.drafts)


def _rate(reading: Reading, values: Mapping[str, Any]) -> Changes:
    said = dict(values)
    source, reliability, why = said.pop("thing"), said.pop("reliability", None), said.pop("why", None) or ""
    return rate_source(reading, source, reliability, why=why, **said)


def _picked_place(typed: Mapping[str, object]) -> Place | None:
    """The gazetteer's place, where its name was picked from the list. Mistake for one that is here already."""
    name = typed.get("name")
    pick = name.pick_of(name.text) if isinstance(name, Typed) else None
    if pick is None or pick == NEW:
        return None
    place = gazetteer().place(pick)
    if place is None:
        raise Mistake("This place is here already.", field="name", do="Edit it in the list.")
    return place


def _add_known_place(reading: Reading, place: Place, understood: Understood) -> Changes:
    """A place as the gazetteer knows it, with its one id; what was typed beside its name counts more."""
    known = reading.row(Location, gazetteer_id(place.code))
    if known is not None and not known.voided:
        raise Mistake("This place is here already.", field="name", do="Edit it in the list.")
    *areas, own = place_drafts(reading, gazetteer(), place)
    if known is not None:
        return Changes("add_location", [*areas, own], (known.id,))
    said = {name: value for name, value in understood.values.items() if name != "name" and value not in (None, ())}
    location = dataclasses.replace(location_of(place), **said)
    return add_record(reading, location, place_drafts=[*understood.drafts, *areas])


def verify_things(reading: Reading, things: Sequence[str], checked_with: str, **said: Any) -> Changes:
    """Looked at again and unchanged. Asked for with whom, because "verified" alone says nothing.

    `said` as for `verify`: its time and report.
    """
    if not checked_with.strip():
        raise Mistake("With whom, or how, was it checked?", field="checked_with", do="Say it in a few words.")
    return verify(reading, things, checked_with=checked_with.strip(), **said)


def lift_advisories(reading: Reading, advisories: Sequence[str], since: str) -> Changes:
    """They do not hold any more, since a time as people write times; where none is said, it is not stated."""
    said = since.strip()
    time = times.parse(said, zone=reading.zone, now=reading.now) if said else None
    done = [lift_advisory(reading, advisory, lifted=time) for advisory in advisories]
    return dataclasses.replace(
        done[0],
        drafts=[draft for changes in done for draft in changes.drafts],
        ids=tuple(advisories),
    )
