"""Which cards tell of the places of events."""

from __future__ import annotations

from typing import Any

import pytest

from situation_board.core import times
from situation_board.core.actions import facts, records
from situation_board.core.questions.event_cards import cards_with_events
from situation_board.core.questions.events import EventFilter, event_ids, shown_events
from situation_board.core.rows import Event, Location
from situation_board.core.store import Store
from situation_board.core.times import DAY
from situation_board.core.vocabulary import EventKind, LocationKind
from tests.core.filled import NOW, Filled, ago

TODAY = EventFilter(since=NOW - DAY // 2, until=NOW + DAY)


@pytest.fixture
def enter(filled_store: Store, filled: Filled) -> Any:
    def enter(**values: Any) -> str:
        values = {"starts": times.exactly(NOW), **values}
        return filled_store.do(facts.record_event, Event(id="", thing="", kind=EventKind.OTHER, **values)).ids[0]

    for event in filled.event:  # those of the situation itself would be pointed out too
        filled_store.do(records.strike, event)
    return enter


def lit(store: Store, filter: EventFilter = TODAY) -> list[str]:
    with store.reading() as reading:
        return cards_with_events(reading, filter)


def place(store: Store, name: str, parent: str) -> str:
    row = Location(id=name, name=name, kind=LocationKind.VILLAGE, parent=parent)
    return store.do(records.add_record, row).ids[0]


def test_the_card_of_each_place_an_event_leads_from_or_to(filled_store: Store, filled: Filled, enter: Any) -> None:
    enter(location=filled.place["Homs"], destination=filled.place["Tartus"])
    assert lit(filled_store) == sorted([filled.card["Homs"], filled.card["Tartus"]])


def test_only_of_events_in_that_time(filled_store: Store, filled: Filled, enter: Any) -> None:
    enter(location=filled.place["Homs"], starts=ago(72))
    assert lit(filled_store) == []


def test_a_place_without_a_card_belongs_to_the_nearest_area_with_one(
    filled_store: Store, filled: Filled, enter: Any
) -> None:
    quarter = place(filled_store, "quarter", place(filled_store, "district", filled.place["Hama"]))
    enter(location=quarter)
    assert lit(filled_store) == [filled.card["Hama"]]


def test_a_place_with_a_card_does_not_point_out_the_area_around_it(
    filled_store: Store, filled: Filled, enter: Any
) -> None:
    filled_store.do(records.edit_thing, filled.place["Rastan"], {"parent": filled.place["Homs"]})
    enter(location=filled.place["Rastan"])
    assert lit(filled_store) == [filled.card["Rastan"]]


def test_what_is_told_of_an_area_points_out_no_place_in_it(filled_store: Store, filled: Filled, enter: Any) -> None:
    with filled_store.reading() as reading:
        area = reading.value("SELECT parent FROM location WHERE id = ?", filled.place["Homs"])
    enter(location=area)
    assert lit(filled_store) == []


def test_a_corrected_place_counts_and_the_former_does_not(filled_store: Store, filled: Filled, enter: Any) -> None:
    event = enter(location=filled.place["Homs"])
    filled_store.do(records.edit_thing, event, {"location": filled.place["Tartus"]})
    assert lit(filled_store) == [filled.card["Tartus"]]


def test_another_spelling_is_the_same_place(filled_store: Store, filled: Filled, enter: Any) -> None:
    other = place(filled_store, "Hims", filled.place["Damascus"])
    filled_store.do(facts.same_as, other, filled.place["Homs"])
    enter(location=other)
    assert lit(filled_store) == [filled.card["Homs"]]


def test_areas_in_a_circle_are_not_followed_for_ever(filled_store: Store, filled: Filled, enter: Any) -> None:
    one = place(filled_store, "one", filled.place["Damascus"])
    other = place(filled_store, "other", one)
    filled_store.do(records.edit_thing, one, {"parent": other})
    enter(location=other)
    assert lit(filled_store) == []


def test_of_two_that_are_the_same_one_is_shown_and_found_by_what_the_other_says(
    filled_store: Store, filled: Filled, enter: Any
) -> None:
    first = enter(location=filled.place["Homs"], text="bridge closed", starts=ago(3))
    second = enter(location=filled.place["Homs"], text="crossing shut")
    third = enter(location=filled.place["Homs"], text="another matter", starts=ago(1))
    filled_store.do(facts.same_as, first, second)
    with filled_store.reading() as reading:
        [shown] = set(shown_events(reading, [first, second]).values())
        for text in ("bridge", "crossing"):
            assert event_ids(reading, filter=EventFilter(text=text)) == [shown]
        assert event_ids(reading, filter=TODAY) == ([first, third] if shown == first else [third, second])
        assert shown_events(reading, [third]) == {third: third}
