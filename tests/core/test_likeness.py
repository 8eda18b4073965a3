"""Which events are suggested as one: same kind and place, overlapping time, a number or the source in common."""

from __future__ import annotations

from typing import Any

import pytest

from situation_board.core import times
from situation_board.core.actions import facts, records
from situation_board.core.figures import parse_figures
from situation_board.core.questions.likeness import events_like
from situation_board.core.rows import Event, Report, Source
from situation_board.core.store import Store
from situation_board.core.vocabulary import EventKind
from tests.core.filled import NOW, Filled

ZONE = times.zone_named("Asia/Damascus")


def event(filled: Filled, figures: str = "400 families displaced", *, on: str = "2024-12-05", **other: Any) -> Event:
    values = {"kind": EventKind.DISPLACEMENT, "location": filled.place["Palmyra"], "source": filled.source, **other}
    starts = times.parse(on, zone=ZONE, now=NOW) if on else None
    return Event(id="", thing="", starts=starts, figures=parse_figures(figures, ZONE), **values)


def like(store: Store, wanted: Event) -> tuple[str, ...]:
    with store.reading() as reading:
        return events_like(reading, wanted)


@pytest.fixture
def first(filled_store: Store, filled: Filled) -> str:
    filled_store.do(records.add_record, Source(id="other", name="Another agency"))
    return filled_store.do(facts.record_event, event(filled)).ids[0]


@pytest.mark.parametrize(
    "different",
    [
        {"figures": "12 killed"},  # of the same source
        {"source": "other"},  # with the same number
        {"source": None},
        {"on": "2024-12-04..2024-12-06", "figures": ""},
        {"on": "2024-12"},
        {"on": "2024-12-05 14:30"},
    ],
)
def test_an_event_like_one_that_is_there_is_found(
    filled_store: Store, filled: Filled, first: str, different: dict[str, Any]
) -> None:
    assert like(filled_store, event(filled, **different)) == (first,)


@pytest.mark.parametrize(
    "different",
    [
        {"kind": EventKind.RETURN},
        {"on": "2024-12-06"},
        {"on": ""},
        {"figures": "12 killed", "source": "other"},
        {"figures": "400 killed", "source": "other"},
        {"figures": "400 displaced people", "source": "other"},
        {"figures": "not available displaced", "source": None},
        {"location": None},
    ],
)
def test_what_differs_in_one_of_these_is_another(
    filled_store: Store, filled: Filled, first: str, different: dict[str, Any]
) -> None:
    assert like(filled_store, event(filled, **different)) == ()


def test_another_place_is_another_event(filled_store: Store, filled: Filled, first: str) -> None:
    assert like(filled_store, event(filled, location=filled.place["Homs"])) == ()


def test_two_that_lead_to_different_places_are_two(filled_store: Store, filled: Filled) -> None:
    to_homs = event(filled, destination=filled.place["Homs"])
    one = filled_store.do(facts.record_event, to_homs).ids[0]
    assert like(filled_store, event(filled, destination=filled.place["Hama"])) == ()
    assert like(filled_store, event(filled)) == like(filled_store, to_homs) == (one,)


def test_two_of_one_minute_are_alike(filled_store: Store, filled: Filled) -> None:
    at_a_minute = event(filled, on="2024-12-05 14:30")
    one = filled_store.do(facts.record_event, at_a_minute).ids[0]
    assert like(filled_store, at_a_minute) == (one,)
    assert like(filled_store, event(filled, on="2024-12-05 14:31")) == ()


def test_the_source_of_its_report_is_its_source(filled_store: Store, filled: Filled, first: str) -> None:
    filled_store.do(records.add_record, Report(id="r9", title="Flash", source=filled.source))
    assert like(filled_store, event(filled, "", source=None, report="r9")) == (first,)


def test_an_event_is_not_like_itself_nor_like_what_it_is_the_same_as(
    filled_store: Store, filled: Filled, first: str
) -> None:
    second = filled_store.do(facts.record_event, event(filled)).ids[0]
    with filled_store.reading() as reading:
        stored = reading.rows(Event, "thing = ?", second)[0]
    assert like(filled_store, stored) == (first,)
    filled_store.do(facts.same_as, first, second)
    assert like(filled_store, stored) == ()


def test_struck_and_corrected_ones_do_not_count(filled_store: Store, filled: Filled, first: str) -> None:
    filled_store.do(records.edit_thing, first, {"location": filled.place["Homs"]})
    assert like(filled_store, event(filled)) == ()
    assert like(filled_store, event(filled, location=filled.place["Homs"])) == (first,)
    filled_store.do(records.strike, first, why="entered twice")
    assert like(filled_store, event(filled, location=filled.place["Homs"])) == ()
