"""Claims, events, the status of routes, and two ids that mean one thing."""

from __future__ import annotations

from typing import Any

import pytest

from situation_board.core.actions import cards, facts, records
from situation_board.core.ids import known_id, new_id
from situation_board.core.integrity import check
from situation_board.core.problems import Mistake
from situation_board.core.rows import (
    Actor,
    Claim,
    Event,
    Figure,
    Location,
    Route,
    RouteStatus,
    SameAs,
    Source,
    Status,
    fields_of,
)
from situation_board.core.store import Store
from situation_board.core.times import DAY, Precision, Time
from situation_board.core.vocabulary import (
    Audience,
    Basis,
    ClaimVerb,
    Column,
    Credibility,
    CrossBorder,
    EvacuationState,
    EventKind,
    FigureCategory,
    FigureGroup,
    FigureRole,
    FigureUnit,
    HandlingLabel,
    Metric,
    Phase,
    Quantifier,
    RouteDirection,
    RouteKind,
    RouteState,
    RouteUse,
    Stance,
    Voluntariness,
)
from tests.core.filled import NOW, Filled, ago
from tests.core.looking import columns, face, names

A_DAY = Time(NOW - DAY, NOW, Precision.DAY)


def only(store: Store, row_type: Any, thing: str) -> Any:
    with store.reading() as reading:
        [row] = reading.rows(row_type, "thing = ?", thing)
        return row


def a_claim(filled: Filled, **values: Any) -> Claim:
    given = {"about": filled.card["Hama"], "speaker": filled.actor["HTS"], **values}
    return Claim(id="", thing="", verb=ClaimVerb.CLAIMED, stance=Stance.SUPPORTS, text="It is ours.", **given)


class TestClaims:
    def test_every_field_is_kept(self, filled_store: Store, filled: Filled) -> None:
        claim = a_claim(
            filled,
            speaker_role="spokesman",
            said_at=A_DAY,
            publisher=filled.source,
            via="phone",
            report=filled.report,
            credibility=Credibility.THREE,
            label=HandlingLabel.AMBER,
        )
        assert all(getattr(claim, field.name) is not None for field in fields_of("claim"))
        thing = filled_store.do(facts.add_claim, claim).ids[0]
        found = only(filled_store, Claim, thing)
        assert {field.name: getattr(found, field.name) for field in fields_of("claim")} == {
            field.name: getattr(claim, field.name) for field in fields_of("claim")
        }
        assert (found.id, found.recorded_at, found.person) == (thing, NOW, "duty officer")

    @pytest.mark.parametrize("about", ["card", "event", "route", "actor"])
    def test_a_claim_can_be_about_a_card_an_event_a_route_or_an_actor(
        self, filled_store: Store, filled: Filled, about: str
    ) -> None:
        things = {
            "card": filled.card["Homs"],
            "event": filled.event[0],
            "route": filled.route,
            "actor": filled.actor["SNA"],
        }
        thing = filled_store.do(facts.add_claim, a_claim(filled, about=things[about])).ids[0]
        assert only(filled_store, Claim, thing).about == things[about]

    @pytest.mark.parametrize("who", ["speaker", "publisher", "report"])
    def test_one_of_speaker_publisher_and_report_is_enough(self, filled_store: Store, filled: Filled, who: str) -> None:
        known = {"speaker": filled.actor["HTS"], "publisher": filled.source, "report": filled.report}
        said = {"speaker": None, who: known[who]}
        assert filled_store.do(facts.add_claim, a_claim(filled, **said)).ids

    def test_a_claim_does_not_move_the_card(self, filled_store: Store, filled: Filled) -> None:
        """The column is our assessment, never the loudest claim."""
        before = columns(filled_store)
        for _ in range(5):
            filled_store.do(facts.add_claim, a_claim(filled, about=filled.card["Tartus"]))
        assert columns(filled_store) == before


class TestEvents:
    def test_all_that_is_said_of_an_event_and_of_its_figures_is_kept(self, filled_store: Store, filled: Filled) -> None:
        figure = Figure(
            category=FigureCategory.EVACUATED,
            group=FigureGroup.WOUNDED,
            cross_border=CrossBorder.NO,
            phase=Phase.PLANNED,
            quantifier=Quantifier.BETWEEN,
            low=0,
            high=400,
            number="up to four hundred",
            unit=FigureUnit.HOUSEHOLD,
            household_size=5.2,
            metric=Metric.FLOW,
            role=FigureRole.TRIANGULATION,
            subset_of=1,
            source=filled.source,
            note="from two lists",
        )
        values: dict[str, Any] = {
            "kind": EventKind.EVACUATION,
            "text": "Buses leave",
            "location": filled.place["Aleppo"],
            "destination": filled.place["Idlib"],
            "actors": (filled.actor["UN"], filled.actor["Gov"]),
            "starts": A_DAY,
            "ends": Time(NOW, NOW + DAY, Precision.DAY),
            "figures": (figure, Figure(low=800)),
            "basis": Basis.CONFIRMED,
            "source": filled.source,
            "report": filled.report,
            "label": HandlingLabel.AMBER_STRICT,
            "evacuation_state": EvacuationState.UNDER_WAY,
            "voluntariness": Voluntariness.DISPUTED,
            "audience": Audience.CITIZENS,
            "level": "4 Do not travel",
            "instruction": "Leave now",
            "valid_until": Time(NOW + 2 * DAY, NOW + 3 * DAY, Precision.DAY),
            "supersedes": filled.event[0],
            "note": "second convoy",
        }
        thing = filled_store.do(facts.record_event, Event(id="", thing="", **values)).ids[0]
        found = only(filled_store, Event, thing)
        assert {name: getattr(found, name) for name in values} == values

    def test_a_figure_keeps_its_wording_and_is_added_to_nothing(self, filled_store: Store, filled: Filled) -> None:
        [figure] = only(filled_store, Event, filled.event[0]).figures
        assert (figure.number, figure.low, figure.high) == ("more than 370,000", 370_000, None)

    def test_an_event_without_a_time_has_none(self, filled_store: Store) -> None:
        thing = filled_store.do(facts.record_event, Event(id="", thing="", kind=EventKind.OTHER)).ids[0]
        assert only(filled_store, Event, thing).starts is None


class TestRoutes:
    def status(self, filled: Filled, **values: Any) -> RouteStatus:
        return RouteStatus(
            id="",
            thing=filled.route,
            **{"use": RouteUse.CIVILIAN, "direction": RouteDirection.BOTH, "state": RouteState.OPEN, **values},
        )

    def test_every_field_is_kept(self, filled_store: Store, filled: Filled) -> None:
        status = self.status(
            filled, condition="curfew", basis=Basis.REPORTED, as_of=ago(1), report=filled.report, note="slow"
        )
        assert all(getattr(status, field.name) is not None for field in fields_of("route_status"))
        filled_store.do(facts.set_route_status, status)
        with filled_store.reading() as reading:
            found = reading.rows(RouteStatus, "thing = ? ORDER BY lamport DESC", filled.route)[0]
        assert all(getattr(found, f.name) == getattr(status, f.name) for f in fields_of("route_status"))

    def test_each_use_and_direction_is_a_side_of_its_own(self, filled_store: Store, filled: Filled) -> None:
        """Two laptops that speak of two uses of one road do not contradict each other."""
        filled_store.do(facts.set_route_status, self.status(filled, use=RouteUse.HUMANITARIAN))
        filled_store.do(facts.set_route_status, self.status(filled, direction=RouteDirection.FORWARD))
        with filled_store.reading() as reading:
            slots = reading.all("SELECT DISTINCT slot FROM log WHERE \"table\" = 'route_status' ORDER BY 1")
        assert [slot for (slot,) in slots] == [
            "route_status:civilian:both",
            "route_status:civilian:forward",
            "route_status:humanitarian:both",
        ]

    def test_without_a_time_it_is_recorded_now_and_not_stated(self, filled_store: Store, filled: Filled) -> None:
        filled_store.do(facts.set_route_status, self.status(filled))
        with filled_store.reading() as reading:
            found = reading.rows(RouteStatus, "thing = ? ORDER BY lamport DESC", filled.route)[0]
        assert found.as_of and found.as_of.precision == Precision.NOT_STATED

    def test_a_route_can_be_added_with_its_status(self, filled_store: Store, filled: Filled) -> None:
        route = Route(id="m4", name="M4", kind=RouteKind.ROAD, via=(filled.place["Aleppo"], filled.place["Latakia"]))
        saved = filled_store.do(facts.add_route, route, status=self.status(filled, state=RouteState.SEVERED))
        assert saved.tables == {"route", "route_status"}
        assert only(filled_store, RouteStatus, "m4").state == RouteState.SEVERED

    def test_the_order_of_points_is_kept_also_of_one_passed_twice(self, filled_store: Store, filled: Filled) -> None:
        via = tuple(filled.place[name] for name in ("Homs", "Hama", "Homs"))
        filled_store.do(records.add_record, Route(id="r", via=via))
        with filled_store.reading() as reading:
            found = reading.row(Route, "r")
        assert found and found.via == via


class TestTheSame:
    def test_the_id_that_an_authority_gives_stands_for_both(self, filled_store: Store, filled: Filled) -> None:
        own = filled_store.do(records.add_record, Actor(id=new_id(), name="Hayat Tahrir")).ids[0]
        known = filled.actor["HTS"]
        filled_store.do(facts.same_as, own, known)
        with filled_store.reading() as reading:
            assert reading.main(own) == reading.main(known) == known
            assert reading.aliases(own) == reading.aliases(known) == [known, own]

    def test_whichever_way_it_is_said_it_is_one_link(self, filled_store: Store, filled: Filled) -> None:
        a, b = filled.actor["HTS"], filled.actor["SNA"]
        link = filled_store.do(facts.same_as, b, a).ids[0]
        assert link == known_id("same_as", " ".join(sorted((a, b))))
        with pytest.raises(Mistake, match="one thing already"):
            filled_store.do(facts.same_as, a, b)

    def test_what_is_the_same_as_the_same_is_the_same(self, filled_store: Store, filled: Filled) -> None:
        a, b, c = (filled.actor[name] for name in ("HTS", "SNA", "SDF"))
        filled_store.do(facts.same_as, a, b)
        middle = filled_store.do(facts.same_as, b, c).ids[0]
        with filled_store.reading() as reading:
            assert len({reading.main(thing) for thing in (a, b, c)}) == 1
        filled_store.do(records.strike, middle)
        with filled_store.reading() as reading:
            assert reading.main(c) == c
            assert reading.main(a) == reading.main(b)

    def test_a_link_that_was_struck_can_be_made_again(self, filled_store: Store, filled: Filled) -> None:
        a, b = filled.actor["HTS"], filled.actor["SNA"]
        link = filled_store.do(facts.same_as, a, b).ids[0]
        filled_store.do(records.strike, link)
        filled_store.do(facts.same_as, a, b)
        with filled_store.reading() as reading:
            assert reading.main(a) == reading.main(b)
            found = reading.row(SameAs, link)
            assert found and not found.voided
            assert check(reading).clean

    @pytest.mark.parametrize("table", ["source", "event"])
    def test_sources_and_events_can_be_one(self, filled_store: Store, filled: Filled, table: str) -> None:
        second = Source(id=new_id(), name="Wire, The")
        pair = filled.event if table == "event" else [filled.source, filled_store.do(records.add_record, second).ids[0]]
        filled_store.do(facts.same_as, *pair)
        with filled_store.reading() as reading:
            assert reading.main(pair[0]) == reading.main(pair[1])

    def test_a_card_added_under_either_id_of_a_place_is_its_one_card(self, filled_store: Store, filled: Filled) -> None:
        other = filled_store.do(records.add_record, Location(id=new_id(), name="Hims")).ids[0]
        filled_store.do(facts.same_as, other, filled.place["Homs"])
        status = Status(id="", thing="", column=Column.HELD)
        with pytest.raises(Mistake, match="has a card") as caught:
            filled_store.do(cards.add_card, location=other, status=status)
        assert caught.value.candidates == (filled.card["Homs"],)

    def test_a_move_by_the_second_id_of_a_card_moves_the_card(self, filled_store: Store, filled: Filled) -> None:
        other = filled_store.do(records.add_record, Location(id=new_id(), name="Hims")).ids[0]
        second = filled_store.do(
            cards.add_card, location=other, status=Status(id="", thing="", column=Column.HELD, as_of=ago(9))
        ).ids[0]
        filled_store.do(facts.same_as, other, filled.place["Homs"])
        filled_store.do(cards.move_cards, [second], Column.FALLEN)
        found = face(filled_store, filled.card["Homs"])
        assert (found.column, names(found.actors)) == (Column.FALLEN, ["HTS"])
