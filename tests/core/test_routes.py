"""Which routes can be used, for whom and in which direction; how fresh that is; what to look at again after a move."""

from __future__ import annotations

from typing import Any

from situation_board.core.actions import cards, facts, records, situations
from situation_board.core.ids import new_id
from situation_board.core.questions.moments import KnownThen, TrueThen
from situation_board.core.questions.routes import RouteLine, route_lines, routes_through, routes_through_cards
from situation_board.core.rows import Location, Route, RouteStatus
from situation_board.core.store import Store
from situation_board.core.vocabulary import Column, RouteDirection, RouteKind, RouteState, RouteUse
from tests.core.filled import NOW, Filled, ago

HOUR = 3_600_000


def lines(store: Store, **asked: Any) -> list[RouteLine]:
    with store.reading() as reading:
        return route_lines(reading, **asked)


def say(store: Store, filled: Filled, state: RouteState, *, hours: float = 1, **values: Any) -> None:
    said = {"use": RouteUse.CIVILIAN, "direction": RouteDirection.BOTH, **values}
    store.do(facts.set_route_status, RouteStatus(id="", thing=filled.route, state=state, as_of=ago(hours), **said))


def test_each_use_and_direction_is_a_line_of_its_own(filled_store: Store, filled: Filled) -> None:
    say(filled_store, filled, RouteState.OPEN, use=RouteUse.HUMANITARIAN)
    say(filled_store, filled, RouteState.SEVERED, direction=RouteDirection.FORWARD)
    found = [(line.use, line.direction, line.state) for line in lines(filled_store) if line.route == filled.route]
    assert (RouteUse.HUMANITARIAN, RouteDirection.BOTH, RouteState.OPEN) in found
    assert (RouteUse.CIVILIAN, RouteDirection.FORWARD, RouteState.SEVERED) in found


def test_the_latest_state_of_a_use_counts_not_the_last_entered(filled_store: Store, filled: Filled) -> None:
    say(filled_store, filled, RouteState.SEVERED, hours=1, use=RouteUse.COMMERCIAL)
    say(filled_store, filled, RouteState.OPEN, hours=5, use=RouteUse.COMMERCIAL)
    assert [line.state for line in lines(filled_store) if line.use == RouteUse.COMMERCIAL] == [RouteState.SEVERED]


def test_a_route_of_which_nothing_was_said_has_a_line_without_a_state(filled_store: Store, filled: Filled) -> None:
    route = Route(id=new_id(), name="Bridge", kind=RouteKind.CROSSING)
    filled_store.do(records.add_record, route)
    found = next(line for line in lines(filled_store) if line.route == route.id)
    assert (found.state, found.status, found.stale) == (None, None, False)


def test_a_struck_route_is_not_shown(filled_store: Store, filled: Filled) -> None:
    filled_store.do(records.strike, filled.route, why="entered twice")
    assert filled.route not in {line.route for line in lines(filled_store)}


class TestStale:
    def test_after_twelve_hours(self, filled_store: Store, filled: Filled) -> None:
        say(filled_store, filled, RouteState.OPEN, hours=11.9, use=RouteUse.HUMANITARIAN)
        say(filled_store, filled, RouteState.OPEN, hours=12.1, use=RouteUse.COMMERCIAL)
        stale = {line.use: line.stale for line in lines(filled_store) if line.route == filled.route}
        assert (stale[RouteUse.HUMANITARIAN], stale[RouteUse.COMMERCIAL]) == (False, True)

    def test_a_verification_makes_it_fresh_again(self, filled_store: Store, filled: Filled) -> None:
        say(filled_store, filled, RouteState.OPEN, hours=30)
        filled_store.do(cards.verify, [filled.route], checked_with="the convoy desk", as_of=ago(2))
        found = [line for line in lines(filled_store) if line.use == RouteUse.CIVILIAN]
        assert [line.stale for line in found] == [False] * len(found)
        assert {line.checked_with for line in found} == {"the convoy desk"}

    def test_the_situation_may_set_another_shelf_life(self, filled_store: Store, filled: Filled) -> None:
        say(filled_store, filled, RouteState.OPEN, hours=3, use=RouteUse.HUMANITARIAN)
        filled_store.do(situations.edit_situation, shelf_life_route=2)
        assert [line.stale for line in lines(filled_store) if line.use == RouteUse.HUMANITARIAN] == [True]


class TestPast:
    def test_what_was_true_then_is_told_by_as_of(self, filled_store: Store, filled: Filled) -> None:
        say(filled_store, filled, RouteState.OPEN, hours=9, use=RouteUse.COMMERCIAL)
        say(filled_store, filled, RouteState.SEVERED, hours=2, use=RouteUse.COMMERCIAL)
        then = lines(filled_store, moment=TrueThen(NOW - 5 * HOUR))
        assert [line.state for line in then if line.use == RouteUse.COMMERCIAL] == [RouteState.OPEN]

    def test_what_we_knew_then_is_told_by_arrival(self, filled_store: Store, filled: Filled) -> None:
        with filled_store.reading() as reading:
            before = KnownThen(reading.arrival)
        say(filled_store, filled, RouteState.SEVERED, use=RouteUse.COMMERCIAL)
        assert RouteUse.COMMERCIAL not in {line.use for line in lines(filled_store, moment=before)}


class TestThrough:
    def test_a_route_runs_through_its_points_and_the_areas_they_lie_in(
        self, filled_store: Store, filled: Filled
    ) -> None:
        village = Location(id=new_id(), name="A village", parent=filled.place["Homs"])
        route = Route(id=new_id(), name="Track", via=(village.id,))
        filled_store.do(records.add_record, village)
        filled_store.do(records.add_record, route)
        with filled_store.reading() as reading:
            assert route.id in routes_through(reading, village.id)
            assert route.id in routes_through(reading, filled.place["Homs"])
            assert route.id not in routes_through(reading, filled.place["Tartus"])

    def test_a_move_names_the_routes_through_its_place(self, filled_store: Store, filled: Filled) -> None:
        route = Route(id=new_id(), name="Old road", via=(filled.place["Homs"], filled.place["Damascus"]))
        filled_store.do(records.add_record, route)
        filled_store.do(cards.move_cards, [filled.card["Homs"]], Column.FALLEN)
        with filled_store.reading() as reading:
            assert "Old road" in {line.name for line in routes_through_cards(reading, [filled.card["Homs"]])}
            assert "Old road" not in {line.name for line in routes_through_cards(reading, [filled.card["Aleppo"]])}
