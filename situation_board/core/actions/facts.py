"""Claims, events and the status of routes."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from situation_board.core import times
from situation_board.core.actions.drafting import new_fact, new_or_restored, not_in_future
from situation_board.core.actions.noting import notes_on_claim
from situation_board.core.actions.records import add_record
from situation_board.core.ids import known_id, new_id
from situation_board.core.problems import Mistake
from situation_board.core.rows import Claim, Event, Route, RouteStatus, SameAs
from situation_board.core.store import Changes, Draft, Reading


def add_claim(reading: Reading, claim: Claim, *, beside: Sequence[Draft] = ()) -> Changes:
    """What a speaker says about a card, event, route or actor. Ids are set here when they are empty.

    `beside` are drafts of what it newly names, such as its speaker.
    """
    if claim.speaker is None and claim.publisher is None and claim.report is None:
        raise Mistake(
            "A claim needs somebody who says so.", field="speaker", do="Give its speaker, publisher or report."
        )
    row_id = claim.id or new_id()
    claim = dataclasses.replace(claim, id=row_id, thing=row_id)
    made = [draft.row for draft in beside]
    drafts = [*beside, new_fact(reading, claim, beside=made)]
    return Changes("add_claim", drafts, (row_id,), notes=notes_on_claim(reading, claim))


def record_event(reading: Reading, event: Event, *, place_drafts: Sequence[Draft] = ()) -> Changes:
    """Something that happened or was said. Figures keep their own wording; nothing is added up here.

    `place_drafts` make the places that are new.
    """
    row_id = event.id or new_id()
    event = dataclasses.replace(event, id=row_id, thing=row_id)
    not_in_future(reading, event.starts, "starts")
    made = [draft.row for draft in place_drafts]
    return Changes("record_event", [*place_drafts, new_fact(reading, event, beside=made)], (row_id,))


def add_route(
    reading: Reading, route: Route, *, status: RouteStatus | None = None, place_drafts: Sequence[Draft] = ()
) -> Changes:
    """A route, with whether it can be used where that is known. `place_drafts` make the points that are new."""
    added = add_record(reading, route, place_drafts=place_drafts)
    if status is None:
        return added
    status = dataclasses.replace(
        status, id=status.id or new_id(), thing=route.id, as_of=status.as_of or times.not_stated(reading.now)
    )
    not_in_future(reading, status.as_of)
    return dataclasses.replace(added, drafts=[*added.drafts, new_fact(reading, status)])


def set_route_status(reading: Reading, status: RouteStatus, *, beside: Sequence[Draft] = ()) -> Changes:
    """Whether a route can be used, from a time on, per use and direction. `beside` as for claims."""
    status = dataclasses.replace(status, id=status.id or new_id(), as_of=status.as_of or times.not_stated(reading.now))
    not_in_future(reading, status.as_of)
    made = [draft.row for draft in beside]
    if status.thing not in made and reading.row(Route, status.thing) is None:
        raise Mistake("There is no such route.", field="route")
    return Changes("set_route_status", [*beside, new_fact(reading, status, beside=made)], (status.thing,))


MERGEABLE = ("location", "actor", "source", "event")


def same_as(reading: Reading, a: str, b: str) -> Changes:
    """Two ids mean one thing. Nothing is deleted: undo or strike the link, and they are two again."""
    if reading.main(a) == reading.main(b):
        raise Mistake("They are one thing already.")
    tables = {_table_of(reading, thing) for thing in (a, b)}
    if len(tables) != 1:
        raise Mistake("Only two things of one kind can be the same.", do=f"One of: {', '.join(MERGEABLE)}.")
    first, second = sorted((a, b))
    link = SameAs(id=known_id("same_as", f"{first} {second}"), a=first, b=second)
    return Changes("same_as", new_or_restored(reading, link), (link.id,))


def _table_of(reading: Reading, thing: str) -> str:
    for table in MERGEABLE:
        column = "thing" if table == "event" else "id"
        if reading.value(f'SELECT 1 FROM "{table}" WHERE {column} = ?', thing):
            return table
    raise Mistake("Only locations, actors, sources and events can be the same.")
