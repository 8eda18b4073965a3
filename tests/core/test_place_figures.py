"""The latest figures of a card's place: which are shown, by whom, as of when. They are never added up."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from situation_board.core import times
from situation_board.core.actions import facts, records
from situation_board.core.figures import figure_words, parse_figures
from situation_board.core.questions.moments import KnownThen, Moment, TrueThen
from situation_board.core.questions.place_figures import PlaceFigures, latest_figures
from situation_board.core.questions.sameness import mains_at
from situation_board.core.rows import Event, Location, Report, Source
from situation_board.core.store import Store
from situation_board.core.times import DAY, Time
from situation_board.core.vocabulary import EventKind
from tests.core.filled import NOW, Filled, create
from tests.core.looking import face
from tests.core.random_work import Clock

ZONE = times.zone_named("Asia/Damascus")


def when(text: str) -> Time:
    return times.parse(text, zone=ZONE, now=NOW)


class Desk:
    """Enters events at a place and looks at what its card shows."""

    def __init__(self, store: Store, filled: Filled) -> None:
        self.store, self.filled = store, filled

    def enter(self, figures: str, *, place: str = "Palmyra", on: str = "2024-12-05", **more: Any) -> str:
        event = Event(
            id="",
            thing="",
            location=self.filled.place.get(place, place),
            starts=when(on) if on else None,
            figures=parse_figures(figures, ZONE),
            **{"kind": EventKind.DISPLACEMENT, "source": self.filled.source, **more},
        )
        return self.store.do(facts.record_event, event).ids[0]

    def figures(self, place: str = "Palmyra", moment: Moment = None) -> PlaceFigures:
        return face(self.store, self.filled.card[place], moment).figures

    def words(self, place: str = "Palmyra", moment: Moment = None) -> list[str]:
        return [figure_words(each.figure, ZONE) for each in self.figures(place, moment).told]


@pytest.fixture
def desk(filled_store: Store, filled: Filled) -> Desk:
    return Desk(filled_store, filled)


def test_a_place_that_nothing_is_told_of_has_none(desk: Desk) -> None:
    assert desk.figures() == PlaceFigures()


def test_the_latest_is_shown_as_it_was_entered_with_its_source_and_date(desk: Desk) -> None:
    desk.enter("more than 370,000 displaced people, cumulative", on="2024-12-05")
    desk.enter("200 displaced people, stock", on="2024-12-01")
    [told] = desk.figures().told
    assert desk.words() == ["more than 370,000 displaced people, cumulative"]
    assert (told.figure.low, told.figure.high) == (370_000, None)
    assert told.stands == when("2024-12-05")
    with desk.store.reading() as reading:
        source = reading.row(Source, desk.filled.source)
    assert source is not None and told.source == source.name


def test_the_date_of_a_period_is_its_end_and_of_a_stock_its_beginning(desk: Desk) -> None:
    desk.enter("100 displaced people, cumulative", on="2024-12-01", ends=when("2024-12-06"))
    desk.enter("90 displaced people, stock", on="2024-12-05", ends=when("2024-12-07"))
    assert [each.stands for each in desk.figures().told] == [when("2024-12-06")]


def test_figures_of_one_date_are_all_told_displacement_first_and_never_added(desk: Desk) -> None:
    desk.enter("23 killed, 51 injured, 400 families displaced, 1,000 still to be evacuated")
    desk.enter("380 displaced people", source=None)
    found = desk.figures()
    assert found.count == 5
    assert [(str(each.figure.category), each.figure.low) for each in found.told] == [
        ("displaced", 400),
        ("displaced", 380),
        ("evacuated", 1000),
        ("killed", 23),
        ("injured", 51),
    ]


@pytest.mark.parametrize(
    "not_shown",
    [
        "not available displaced people",
        "thousands other",
        "90 displaced people, triangulation",
        "90 displaced people, stock, on 2024-12-05, expires 2024-12-07",
    ],
)
def test_what_says_nothing_or_holds_no_more_is_not_shown(desk: Desk, not_shown: str) -> None:
    desk.enter("80 displaced people", on="2024-12-02")
    desk.enter(not_shown, on="2024-12-05")
    assert desk.words() == ["80 displaced people"]
    with desk.store.reading() as reading:
        then = latest_figures(
            reading, [desk.filled.place["Palmyra"]], mains_at(reading, None), KnownThen(reading.arrival)
        )
    assert [each.figure.low for figures in then.values() for each in figures.told] == [80]


def test_a_part_of_a_figure_is_not_shown_beside_the_whole(desk: Desk) -> None:
    desk.enter(
        '[{"category": "displaced", "low": 90, "high": 90}, {"category": "displaced", "low": 30, "high": 30,'
        ' "subset_of": 0}]'
    )
    assert [each.figure.low for each in desk.figures().told] == [90]


def test_a_number_in_words_is_shown_in_its_words(desk: Desk) -> None:
    desk.enter("tens of thousands displaced")
    assert [each.figure.number for each in desk.figures().told] == ["tens of thousands"]


def test_a_figure_without_any_time_is_shown_only_where_there_is_no_other(desk: Desk) -> None:
    desk.enter("70 displaced people", on="")
    assert [(each.figure.low, each.stands) for each in desk.figures().told] == [(70, None)]
    desk.enter("60 displaced people", on="2024-12-01")
    assert [each.figure.low for each in desk.figures().told] == [60]


def test_a_place_shows_nothing_of_what_lies_in_it_or_round_it(desk: Desk) -> None:
    desk.enter("500 displaced people", place="Rastan")
    area = desk.store.do(records.add_record, Location(id="area", name="East")).ids[0]
    desk.store.do(records.edit_thing, desk.filled.place["Palmyra"], {"parent": area})
    desk.enter("900 displaced people", place=area)
    assert desk.words("Homs") == [] and desk.words() == []


def test_who_returned_is_counted_where_they_came_to(desk: Desk) -> None:
    desk.enter("30 returned people", place="Rastan", destination=desk.filled.place["Palmyra"], kind=EventKind.RETURN)
    assert desk.words("Rastan") == [] and desk.words() == ["30 returned people"]


def test_a_figures_own_source_or_its_reports_comes_before_the_events(desk: Desk) -> None:
    unhcr = desk.store.do(records.add_record, Source(id="unhcr", name="UNHCR")).ids[0]
    report = desk.store.do(records.add_record, Report(id="r9", title="Flash", source=unhcr)).ids[0]
    desk.enter("40 displaced people (a Red Crescent branch)")
    assert [each.source for each in desk.figures().told] == ["a Red Crescent branch"]
    desk.enter(f'{{"category": "displaced", "low": 50, "high": 50, "report": "{report}"}}', on="2024-12-06")
    assert [each.source for each in desk.figures().told] == ["UNHCR"]


def test_events_that_are_the_same_are_told_once(desk: Desk) -> None:
    first, second = desk.enter("400 displaced people"), desk.enter("400 displaced people")
    assert desk.figures().count == 2
    arrival = desk.store.do(facts.same_as, first, second).arrival
    assert desk.figures().count == 1
    assert desk.figures(moment=KnownThen(arrival)).count == 1
    assert desk.figures(moment=KnownThen(arrival - 1)).count == 2


def test_two_spellings_of_one_place_share_their_figures(desk: Desk) -> None:
    other = desk.store.do(records.add_record, Location(id="tadmur", name="Tadmur")).ids[0]
    desk.enter("40 displaced people", place=other)
    desk.store.do(facts.same_as, other, desk.filled.place["Palmyra"])
    assert desk.words() == ["40 displaced people"]
    with desk.store.reading() as reading:
        now = reading.arrival
    assert desk.words(moment=KnownThen(now)) == ["40 displaced people"]


def test_at_a_moment_it_is_what_was_told_up_to_then(desk: Desk) -> None:
    desk.enter("100 displaced people", place="Tartus", on="2024-12-02")
    desk.enter("300 displaced people", place="Tartus", on="2024-12-06")
    assert desk.words("Tartus", TrueThen(NOW - 4 * DAY)) == ["100 displaced people"]
    with desk.store.reading() as reading:
        before = reading.arrival
    desk.enter("900 displaced people", place="Tartus", on="2024-12-07")
    assert desk.words("Tartus", KnownThen(before)) == ["300 displaced people"]
    assert desk.words("Tartus") == ["900 displaced people"]


ENTERED = st.lists(
    st.tuples(st.integers(1, 5), st.sampled_from(["displaced", "killed", "returned"]), st.integers(1, 999)), max_size=5
)


@settings(max_examples=15, deadline=None)
@given(ENTERED)
def test_what_is_known_now_is_what_is_shown_now_and_each_number_was_entered(
    entered: list[tuple[int, str, int]],
) -> None:
    """The index and the log tell the same, and nothing is made of several figures."""
    with tempfile.TemporaryDirectory() as folder, create(Path(folder) / "a", key=None, clock=Clock(NOW)) as store:
        store.do(records.add_record, Location(id="here", name="Here"))
        for day, category, number in entered:
            event = Event(
                id="",
                thing="",
                kind=EventKind.OTHER,
                location="here",
                starts=when(f"2024-12-0{day}"),
                figures=parse_figures(f"{number} {category} people", ZONE),
            )
            store.do(facts.record_event, event)
        with store.reading() as reading:
            now = latest_figures(reading, ["here"], {})
            known = latest_figures(reading, ["here"], {}, KnownThen(reading.arrival))
        assert now == known
        last = max((day for day, _, _ in entered), default=0)
        shown = sorted(each.figure.low or 0 for figures in now.values() for each in figures.told)
        assert shown == sorted(number for day, _, number in entered if day == last)
