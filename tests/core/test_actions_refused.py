"""What cannot be done is refused with a reason and leaves no trace."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from situation_board.core.actions import cards, facts, records, situations
from situation_board.core.problems import Mistake
from situation_board.core.rows import Actor, Claim, Event, Link, Location, Report, RouteStatus, Status
from situation_board.core.store import Changes, Reading, Store
from situation_board.core.vocabulary import (
    ClaimVerb,
    Column,
    EventKind,
    LinkKind,
    RouteDirection,
    RouteState,
    RouteUse,
    Stance,
)
from tests.core.filled import Filled, ago, known
from tests.core.looking import columns


def status(column: Column = Column.HELD, **values: Any) -> Status:
    return Status(id="", thing="", column=column, **values)


def on_card(name: str, action: Any, *args: Any, **values: Any) -> Any:
    return lambda filled: partial(_with_card, action, filled.card[name], args, values)


def _with_card(action: Any, card: str, args: Any, values: Any, reading: Reading) -> Changes:
    takes_many = action in {cards.move_cards, cards.order_cards, cards.verify}
    return action(reading, [card] if takes_many else card, *args, **values)  # type: ignore[no-any-return]


def adding(**values: Any) -> Any:
    return lambda filled: partial(_add, filled, values)


def _add(filled: Filled, values: Any, reading: Reading) -> Changes:
    place = filled.place[values.pop("place")] if "place" in values else "nowhere"
    return cards.add_card(reading, location=place, status=status(**values))


CARDS_REFUSED: dict[str, Any] = {
    "a second card for a place": adding(place="Homs"),
    "a card for no place": adding(),
    "a card for an area that is none": lambda filled: partial(
        cards.add_card, location=filled.actor["HTS"], status=status()
    ),
    "a new card with a time to come": adding(place="Homs Governorate", as_of=ago(-1)),
    "a new card with unknown actors": adding(place="Homs Governorate", controllers=("nobody we know",)),
    "a new card without a column": lambda filled: partial(
        cards.add_card, location=filled.place["Homs Governorate"], status=Status(id="", thing="")
    ),
    "no card to move": lambda filled: partial(cards.move_cards, cards=[], column=Column.FALLEN),
    "a card that is none": lambda filled: partial(cards.move_cards, cards=["x"], column=Column.FALLEN),
    "one card of several that is none": lambda filled: partial(
        cards.move_cards, cards=[filled.card["Homs"], "x"], column=Column.FALLEN
    ),
    "a move with a time to come": on_card("Homs", cards.move_cards, Column.FALLEN, as_of=ago(-0.01)),
    "a move by an actor that is none": on_card("Homs", cards.move_cards, Column.FALLEN, actors=("x",)),
    "a move with a report that is none": on_card("Homs", cards.move_cards, Column.FALLEN, report="x"),
    "a place beside a card of another column": lambda filled: partial(
        cards.move_cards, cards=[filled.card["Homs"]], column=Column.FALLEN, before=filled.card["Idlib"]
    ),
    "a place beside itself": lambda filled: partial(
        cards.order_cards, cards=[filled.card["Homs"]], before=filled.card["Homs"]
    ),
    "no card to order": lambda filled: partial(cards.order_cards, cards=[]),
    "hands changed where nobody is known to have taken it": on_card("Palmyra", cards.change_controller),
    "a note far too long": on_card("Homs", cards.edit_card, {"note": "x" * 100_001}),
    "a shelf life of nothing": on_card("Homs", cards.edit_card, {"shelf_life": 0}),
    "a time to come by an edit": on_card("Homs", cards.edit_status, {"as_of": ago(-1)}),
    "no column by an edit": on_card("Homs", cards.edit_status, {"column": None}),
    "verified with nobody": on_card("Homs", cards.verify, checked_with=" "),
    "nothing verified": lambda filled: partial(cards.verify, things=[], checked_with="radio"),
    "something unknown verified": lambda filled: partial(cards.verify, things=["x"], checked_with="radio"),
    "verified in the future": on_card("Homs", cards.verify, checked_with="radio", as_of=ago(-1)),
}


RECORDS_REFUSED: dict[str, Any] = {
    "an actor without a name": lambda filled: partial(records.add_record, record=Actor(id="a")),
    "an actor with a name of spaces": lambda filled: partial(records.add_record, record=Actor(id="a", name="  ")),
    "an actor that is there already": lambda filled: partial(
        records.add_record, record=Actor(id=filled.actor["HTS"], name="HTS")
    ),
    "a colour that is none": lambda filled: partial(
        records.add_record, record=Actor(id="a", name="A", colour="reddish")
    ),
    "an actor that is part of nothing known": lambda filled: partial(
        records.add_record, record=Actor(id="a", name="A", parent="x")
    ),
    "a parent of another kind": lambda filled: partial(
        records.add_record, record=Actor(id="a", name="A", parent=filled.place["Homs"])
    ),
    "a link of one": lambda filled: partial(
        records.add_record, record=Link(id="l", actor=filled.actor["HTS"], kind=LinkKind.BACKS)
    ),
    "a latitude beyond the pole": lambda filled: partial(
        records.add_record, record=Location(id="p", name="P", latitude=91.0, longitude=0.0)
    ),
    "a longitude beyond the date line": lambda filled: partial(
        records.add_record, record=Location(id="p", name="P", latitude=0.0, longitude=-180.5)
    ),
    "a report without a title": lambda filled: partial(records.add_record, record=Report(id="r")),
    "an edit of nothing known": lambda filled: partial(records.edit_thing, thing="x", values={"name": "X"}),
    "an edit that takes the name away": lambda filled: partial(
        records.edit_thing, thing=filled.actor["HTS"], values={"name": None}
    ),
    "a card at another place": lambda filled: partial(
        records.edit_thing, thing=filled.card["Homs"], values={"location": filled.place["Hama"]}
    ),
    "another time zone by an edit": lambda filled: partial(
        records.edit_thing, thing=known("situation"), values={"timezone": "Europe/Berlin"}
    ),
    "another time zone in the settings": lambda filled: (
        lambda reading: situations.edit_situation(reading, timezone="Europe/Berlin")
    ),
    "a situation without a name": lambda filled: lambda reading: situations.edit_situation(reading, name=""),
    "a strike of nothing known": lambda filled: partial(records.strike, thing="x"),
    "a strike of the situation": lambda filled: partial(records.strike, thing=known("situation")),
    "a claim of nobody": lambda filled: partial(facts.add_claim, claim=claim(about=filled.card["Homs"])),
    "a claim about nothing": lambda filled: partial(facts.add_claim, claim=claim(speaker=filled.actor["UN"])),
    "a claim about a place": lambda filled: partial(
        facts.add_claim, claim=claim(about=filled.place["Homs"], speaker=filled.actor["UN"])
    ),
    "a claim by a source": lambda filled: partial(
        facts.add_claim, claim=claim(about=filled.card["Homs"], speaker=filled.source)
    ),
    "a claim without words": lambda filled: partial(
        facts.add_claim, claim=replace(claim(about=filled.card["Homs"], speaker=filled.actor["UN"]), text="")
    ),
    "an event of no kind": lambda filled: partial(facts.record_event, event=Event(id="", thing="", text="x")),
    "an event still to come": lambda filled: partial(
        facts.record_event, event=Event(id="", thing="", kind=EventKind.RETURN, starts=ago(-1))
    ),
    "an event moved to a time to come": lambda filled: partial(
        records.edit_thing, thing=filled.event[0], values={"starts": ago(-1)}
    ),
    "an event at no place": lambda filled: partial(
        facts.record_event, event=Event(id="", thing="", kind=EventKind.RETURN, location="x")
    ),
    "a route status to come": lambda filled: partial(
        facts.set_route_status, status=route_status(filled.route, as_of=ago(-1))
    ),
    "a route status of no route's use": lambda filled: partial(
        facts.set_route_status, status=replace(route_status(filled.route), use=None)
    ),
    "a status of no known route": lambda filled: partial(facts.set_route_status, status=route_status("x")),
    "a thing the same as itself": lambda filled: partial(facts.same_as, a=filled.actor["UN"], b=filled.actor["UN"]),
    "a place the same as an actor": lambda filled: partial(facts.same_as, a=filled.actor["UN"], b=filled.place["Homs"]),
    "cards the same": lambda filled: partial(facts.same_as, a=filled.card["Homs"], b=filled.card["Hama"]),
    "something the same as nothing": lambda filled: partial(facts.same_as, a=filled.actor["UN"], b="x"),
}


def claim(about: str | None = None, speaker: str | None = None) -> Claim:
    return Claim(
        id="", thing="", about=about, speaker=speaker, verb=ClaimVerb.SAID, stance=Stance.SUPPORTS, text="So it is."
    )


def route_status(route: str, **values: Any) -> RouteStatus:
    return RouteStatus(
        id="",
        thing=route,
        use=RouteUse.ALL,
        direction=RouteDirection.BOTH,
        state=RouteState.OPEN,
        **values,
    )


REFUSED = {**CARDS_REFUSED, **RECORDS_REFUSED}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_done_is_refused_and_leaves_no_trace(filled_store: Store, filled: Filled, what: str) -> None:
    with filled_store.reading() as reading:
        before = reading.arrival, columns(filled_store)
    with pytest.raises(Mistake) as caught:
        filled_store.do(REFUSED[what](filled))
    assert caught.value.happened
    with filled_store.reading() as reading:
        assert (reading.arrival, columns(filled_store)) == before
