"""Events in lists: every order, every filter, every moment; advisories and evacuations; what cannot be meant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from situation_board.core.actions import cards, events, facts, records
from situation_board.core.ids import new_id
from situation_board.core.integrity import check
from situation_board.core.problems import Mistake
from situation_board.core.questions.events import SORTS, EventFace, EventFilter, event_faces, event_ids
from situation_board.core.questions.moments import KnownThen, Moment, TrueThen
from situation_board.core.rows import Event, Figure, Source
from situation_board.core.series.advisories import AdvisoryState
from situation_board.core.store import Store
from situation_board.core.times import DAY, HOUR, Precision, Time
from situation_board.core.vocabulary import (
    EvacuationState,
    EventKind,
    FigureCategory,
    FigureUnit,
    Metric,
    Voluntariness,
)
from tests.core.filled import NOW, Filled, ago


def record(store: Store, kind: EventKind = EventKind.OTHER, **more: Any) -> str:
    return store.do(facts.record_event, Event(id="", thing="", kind=kind, **more)).ids[0]


def ids(store: Store, moment: Moment = None, **asked: Any) -> list[str]:
    order = {name: asked.pop(name) for name in ("sort", "descending") if name in asked}
    with store.reading() as reading:
        return event_ids(reading, filter=EventFilter(**asked), moment=moment, **order)


def face(store: Store, event: str, moment: Moment = None) -> EventFace:
    with store.reading() as reading:
        [found] = event_faces(reading, [event], moment=moment)
    return found


def arrival(store: Store) -> KnownThen:
    with store.reading() as reading:
        return KnownThen(reading.arrival)


# --- which, in which order


def test_events_come_by_time_and_those_without_one_last(filled_store: Store, filled: Filled) -> None:
    timeless = record(filled_store)
    first = record(filled_store, starts=ago(1000))
    assert ids(filled_store) == [first, *filled.event, timeless]
    assert ids(filled_store, descending=True) == [*filled.event[::-1], first, timeless]


@pytest.mark.parametrize("sort", SORTS)
def test_each_column_sorts_and_has_what_is_empty_last_both_ways(filled_store: Store, filled: Filled, sort: str) -> None:
    everything = {**as_full(filled), "text": "Alpha"}
    full = record(filled_store, EventKind.DISPLACEMENT, **everything)
    empty = record(filled_store)
    up, down = ids(filled_store, sort=sort), ids(filled_store, sort=sort, descending=True)
    assert set(up) == set(down) == {full, empty, *filled.event}
    if sort not in {"kind", "recorded"}:
        assert up[-1] == down[-1] == empty or up.index(full) < up.index(empty)


def as_full(filled: Filled) -> dict[str, Any]:
    return {
        "location": filled.place["Aleppo"],
        "destination": filled.place["Idlib"],
        "actors": (filled.actor["UN"],),
        "source": filled.source,
        "starts": ago(10),
        "ends": ago(9),
        "figures": (Figure(low=5),),
        "evacuation_state": EvacuationState.AGREED,
    }


def test_places_sort_by_their_names(filled_store: Store, filled: Filled) -> None:
    here = [record(filled_store, location=filled.place[name]) for name in ("Hama", "Damascus")]
    assert [each for each in ids(filled_store, sort="location") if each in here] == here[::-1]


def test_filters_ask_for_kind_actor_area_source_time_and_text(filled_store: Store, filled: Filled) -> None:
    full = record(filled_store, EventKind.RETURN, **{**as_full(filled), "text": "Families come home"})
    displaced, withdrawn = filled.event
    assert ids(filled_store, kinds=(EventKind.RETURN,)) == [full]
    assert ids(filled_store, actor=filled.actor["Gov"]) == [withdrawn]
    assert ids(filled_store, area=filled.place["Idlib"]) == [displaced, full]
    assert ids(filled_store, source=filled.source) == [displaced, full]
    assert ids(filled_store, since=NOW - 50 * HOUR) == [withdrawn, full]
    assert ids(filled_store, until=NOW - 50 * HOUR) == [displaced]
    assert ids(filled_store, text="famil home") == []
    assert ids(filled_store, text="home famil") == [full]
    assert ids(filled_store, has_figures=True) == [displaced, full]
    assert ids(filled_store, has_figures=False) == [withdrawn]


def test_the_issuer_of_an_advisory_is_one_of_its_actors_for_the_filter(filled_store: Store, filled: Filled) -> None:
    advisory = record(filled_store, EventKind.ADVISORY, issuer=filled.actor["UN"])
    assert ids(filled_store, actor=filled.actor["UN"]) == [advisory]


# --- corrected, struck, the same, past


def test_a_corrected_event_is_one_event_and_the_former_version_is_what_was_known(filled_store: Store) -> None:
    event = record(filled_store, text="Ten buses", starts=ago(5))
    before = arrival(filled_store)
    filled_store.do(records.edit_thing, event, {"text": "Twelve buses"})
    assert ids(filled_store).count(event) == 1
    assert face(filled_store, event).event.text == "Twelve buses"
    assert face(filled_store, event, before).event.text == "Ten buses"


def test_a_struck_event_is_gone_now_and_there_in_what_was_known(filled_store: Store) -> None:
    event = record(filled_store, text="A rumour")
    before = arrival(filled_store)
    filled_store.do(records.edit_thing, event, {"text": "A worse rumour"})
    filled_store.do(records.strike, event, why="made up")
    assert event not in ids(filled_store)
    assert event in ids(filled_store, before)
    assert face(filled_store, event, before).event.text == "A rumour"


def test_an_event_is_not_there_before_it_began(filled_store: Store) -> None:
    event = record(filled_store, starts=ago(5))
    assert event not in ids(filled_store, TrueThen(NOW - 6 * HOUR))
    assert event in ids(filled_store, TrueThen(NOW - 5 * HOUR))
    filled_store.do(records.edit_thing, event, {"starts": ago(3)})
    assert event not in ids(filled_store, TrueThen(NOW - 4 * HOUR))


def test_events_that_are_the_same_are_one_line_with_the_figures_of_one(filled_store: Store) -> None:
    one = record(filled_store, text="Buses leave")
    other = record(filled_store, text="Green buses leave", figures=(Figure(low=40),))
    filled_store.do(facts.same_as, one, other)
    [shown] = [each for each in ids(filled_store) if each in (one, other)]
    assert face(filled_store, shown).also == ((one, other)[shown == one],)
    assert [figure.low for figure in face(filled_store, shown).figures] == [40]
    filled_store.do(records.strike, shown)
    assert [each for each in ids(filled_store) if each in (one, other)] == [(one, other)[shown == one]]


def test_names_are_those_of_the_main_ones(filled_store: Store, filled: Filled) -> None:
    other = Source(id=new_id(), name="Wire, The")
    filled_store.do(records.add_record, other)
    event = record(filled_store, source=other.id, actors=(), location=filled.place["Homs"])
    filled_store.do(facts.same_as, filled.source, other.id)
    found = face(filled_store, event)
    assert (found.source, found.actors, found.place, found.destination) == ("The Wire", (), "Homs", None)


# --- advisories and evacuations


def test_an_advisory_is_in_force_until_it_expires_is_lifted_or_replaced(filled_store: Store) -> None:
    until = Time(NOW - 10 * HOUR, NOW - 9 * HOUR, Precision.HOUR)
    advisory = record(filled_store, EventKind.ADVISORY, starts=ago(48), valid_until=until)
    assert face(filled_store, advisory, TrueThen(NOW - 20 * HOUR)).state == AdvisoryState.IN_FORCE
    assert face(filled_store, advisory).state == AdvisoryState.EXPIRED
    newer = record(filled_store, EventKind.ADVISORY, starts=ago(30), supersedes=advisory)
    assert face(filled_store, advisory).state == AdvisoryState.SUPERSEDED
    filled_store.do(records.strike, newer)
    assert face(filled_store, advisory).state == AdvisoryState.EXPIRED
    filled_store.do(events.lift_advisory, advisory, lifted=ago(20))
    assert face(filled_store, advisory).state == AdvisoryState.LIFTED
    assert face(filled_store, advisory, TrueThen(NOW - 25 * HOUR)).state == AdvisoryState.IN_FORCE


def test_an_advisory_that_nobody_looked_at_for_twelve_hours_is_stale(filled_store: Store) -> None:
    advisory = record(filled_store, EventKind.ADVISORY, issued=ago(13))
    assert face(filled_store, advisory).stale
    filled_store.do(cards.verify, [advisory], checked_with="embassy website", as_of=ago(1))
    assert not face(filled_store, advisory).stale


def test_only_an_advisory_in_force_can_be_lifted_once(filled_store: Store, filled: Filled) -> None:
    with pytest.raises(Mistake, match="Only an advisory"):
        filled_store.do(events.lift_advisory, filled.event[0])
    advisory = record(filled_store, EventKind.ADVISORY)
    filled_store.do(events.lift_advisory, advisory)
    with pytest.raises(Mistake, match="lifted already"):
        filled_store.do(events.lift_advisory, advisory)


def test_an_evacuation_has_a_state_and_says_whether_people_leave_of_their_own_will(filled_store: Store) -> None:
    event = record(filled_store, EventKind.EVACUATION, evacuation_state=EvacuationState.AGREED)
    change = {"evacuation_state": EvacuationState.SUSPENDED, "voluntariness": Voluntariness.DISPUTED}
    filled_store.do(records.edit_thing, event, change)
    found = face(filled_store, event)
    assert (found.state, found.event.voluntariness) == (EvacuationState.SUSPENDED, Voluntariness.DISPUTED)


# --- what cannot be meant

DISPLACED = Figure(category=FigureCategory.DISPLACED, low=5)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"starts": ago(1), "ends": ago(90)}, "ends"),
        ({"starts": Time(NOW + DAY, NOW + 2 * DAY, Precision.DAY)}, "starts"),
        ({"issued": ago(1), "valid_until": ago(90)}, "valid_until"),
        ({"issued": ago(1), "lifted": ago(90)}, "lifted"),
        ({"issued": Time(NOW + DAY, NOW + 2 * DAY, Precision.DAY)}, "issued"),
        ({"lifted": Time(NOW + DAY, NOW + 2 * DAY, Precision.DAY)}, "lifted"),
        ({"supersedes": "nothing"}, "supersedes"),
        ({"figures": (Figure(low=9, high=5),)}, "figures"),
        ({"figures": (Figure(low=-1),)}, "figures"),
        ({"figures": (Figure(low=10**11),)}, "figures"),
        ({"figures": (Figure(low=5, household_size=4.0),)}, "figures"),
        ({"figures": (Figure(low=5, unit=FigureUnit.HOUSEHOLD, household_size=0.0),)}, "figures"),
        ({"figures": (Figure(low=5, subset_of=0),)}, "figures"),
        ({"figures": (Figure(low=5, subset_of=1),)}, "figures"),
        ({"figures": (Figure(low=5, metric=Metric.FLOW, expires=ago(1)),)}, "figures"),
        ({"figures": (Figure(low=5, metric=Metric.STOCK, starts=ago(1), expires=ago(90)),)}, "figures"),
        ({"figures": (Figure(low=5, starts=ago(1), ends=ago(90)),)}, "figures"),
        ({"figures": (Figure(low=5, report="nothing"),)}, "figures"),
    ],
)
def test_what_contradicts_itself_is_refused_beside_its_field(
    filled_store: Store, values: dict[str, Any], field: str
) -> None:
    before = arrival(filled_store)
    with pytest.raises(Mistake) as refused:
        record(filled_store, EventKind.ADVISORY, **values)
    assert refused.value.field == field
    assert arrival(filled_store) == before


def test_an_advisory_does_not_replace_itself(filled_store: Store) -> None:
    advisory = record(filled_store, EventKind.ADVISORY)
    with pytest.raises(Mistake, match="does not replace itself"):
        filled_store.do(records.edit_thing, advisory, {"supersedes": advisory})


def test_a_figure_keeps_its_report_and_its_own_times(filled_store: Store, filled: Filled) -> None:
    figure = Figure(
        category=FigureCategory.DISPLACED,
        low=5,
        metric=Metric.STOCK,
        starts=ago(5),
        expires=ago(1),
        report=filled.report,
    )
    event = record(filled_store, EventKind.DISPLACEMENT, figures=(figure,))
    assert face(filled_store, event).figures == (figure,)
    with filled_store.reading() as reading:
        mentioned = reading.value("SELECT count(*) FROM mention WHERE thing = ? AND field = 'figures'", filled.report)
        assert mentioned == 1
        assert check(reading).found == ()


# --- indexes


def plan(store: Store, sql: str, *parameters: object) -> str:
    with store.reading() as reading:
        return "\n".join(line[-1] for line in reading.all(f"EXPLAIN QUERY PLAN {sql}", *parameters))


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        (
            "SELECT event FROM figure_in_series WHERE series IN (1, 2) AND summed = 0 AND stands <= 5",
            "PRIMARY KEY (series=? AND summed=? AND stands<?",
        ),
        ("SELECT id FROM series WHERE category = 'displaced' ORDER BY points DESC LIMIT 9", "series_by_points"),
        ("SELECT event FROM mark WHERE kind = 'return' AND category = '' AND day BETWEEN 1 AND 2", "mark_by_day"),
        ("SELECT 1 FROM event WHERE location = 'l' AND coalesce(ends_latest, starts_latest) > 5", "event_by_location"),
        ("SELECT event FROM figure WHERE own_source = 1 AND source = 's'", "figure_with_own_source"),
        ("SELECT event FROM figure_at_place WHERE place = 'p' AND stands <= 5", "PRIMARY KEY (place=? AND stands<?"),
        (
            "SELECT f.low FROM figure_at_place i CROSS JOIN figure f "
            "ON f.event = i.event AND f.position = i.position AND f.dataset = i.dataset WHERE i.place = 'p'",
            "SEARCH every_figure USING PRIMARY KEY (event=? AND position=? AND dataset=?",
        ),
        ("SELECT low FROM daily_total WHERE series = 1 AND day <= 5", "PRIMARY KEY (series=? AND day<?"),
        ("SELECT thing FROM event WHERE supersedes = 'x'", "event_by_superseded"),
        (
            "SELECT id FROM event e WHERE e.kind = 'advisory' AND e.voided = 0 AND e.figures IS NULL",
            "event_without_figures",
        ),
    ],
)
def test_what_is_asked_often_is_read_through_an_index(store: Store, sql: str, index: str) -> None:
    assert index in plan(store, sql)


def test_the_events_of_a_long_file_are_read_from_one_table_only(tmp_path: Path, filled_store: Store) -> None:
    """Sorting by time needs neither names nor figures."""
    asked: list[str] = []
    with filled_store.reading() as reading:
        reading.connection.set_trace_callback(asked.append)
        try:
            event_ids(reading)
        finally:
            reading.connection.set_trace_callback(None)
    [statement] = [sql for sql in asked if "FROM event e" in sql]
    assert "location" not in statement.partition("WHERE")[2] and "json_each" not in statement
