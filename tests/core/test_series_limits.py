"""Charts that read only what they draw: what is told equals what the rules make of all events, the rest is counted."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from situation_board.core.events_json import series_json
from situation_board.core.integrity import check
from situation_board.core.questions.charts import ALL_FIGURES, EVERYTHING, Chart, Limits, Mark, SeriesFilter
from situation_board.core.questions.figures_then import AS_NOW, difference_then, everything_then
from situation_board.core.questions.lone_marks import MOST_CROWDS, Counts, sort_out
from situation_board.core.questions.moments import KnownThen, Moment, TrueThen
from situation_board.core.questions.series_rows import chart_from, series
from situation_board.core.questions.totals import without_events
from situation_board.core.series.building import Series
from situation_board.core.series.keys import SeriesKind
from situation_board.core.series.lone import UNTIMED, midnight
from situation_board.core.store import Reading, Store
from situation_board.core.times import DAY
from tests.core.random_work import Work, event_works, like_event_works, settle
from tests.core.test_totals import laptops
from tests.speed.generated import IDENTITY, NOW
from tests.speed.generated_events import make_events

FILTERS = st.sampled_from([ALL_FIGURES, SeriesFilter(kinds=(SeriesKind.DISPLACEMENT, SeriesKind.RETURN))])
LIMITS = st.builds(Limits, series=st.integers(1, 4), points=st.integers(1, 8), marks=st.integers(0, 4))


def from_every_event(reading: Reading, filter: SeriesFilter = ALL_FIGURES, arrival: int | None = None) -> Chart:
    """By the rules alone, without any table that is kept ready."""
    moment = KnownThen(reading.arrival if arrival is None else arrival)
    every = everything_then(reading, moment)
    return chart_from(reading, every, filter=filter, moment=moment, limits=EVERYTHING)


def told(chart: Chart) -> list[Series]:
    return [without_events(each) for each in chart.series]


def marked(chart: Chart) -> list[Mark]:
    """Marks with today's name of everything: what the state of an advisory is depends on when one looks."""
    return [replace(mark, face=replace(mark.face, state=None, stale=False)) for mark in chart.marks]


def every_filter(reading: Reading) -> list[SeriesFilter]:
    places = [place for (place,) in reading.all("SELECT id FROM location")]
    sources = [source for (source,) in reading.all("SELECT id FROM source")]
    return [
        ALL_FIGURES,
        *(SeriesFilter(area=place, together=together) for place in places for together in (False, True)),
        *(SeriesFilter(source=source) for source in sources),
    ]


@given(event_works(30))
@settings(deadline=None, max_examples=25)
def test_marks_are_those_that_the_rules_make_of_all_events(work: list[Work]) -> None:
    with laptops(1) as [own]:
        settle(own)
        for step in work:
            own.do(step)
        with own.store.reading() as reading:
            for each in every_filter(reading):
                assert marked(series(reading, filter=each)) == marked(from_every_event(reading, each))
            assert check(reading).found == ()


@given(like_event_works(6, 20), event_works(8) | like_event_works(4, 10), st.integers(0, 30))
@settings(deadline=None, max_examples=40)
def test_what_was_known_is_what_is_known_now_but_for_what_changed_since(
    before: list[Work], after: list[Work], back: int
) -> None:
    with laptops(1) as [own]:
        settle(own)
        for step in [*before, *after]:
            own.do(step)
        with own.store.reading() as reading:
            moment = KnownThen(max(1, reading.arrival - back))
            since = difference_then(reading, moment)
            for each in every_filter(reading):
                chart = chart_from(reading, since, filter=each, moment=moment, limits=EVERYTHING)
                plain = from_every_event(reading, each, moment.arrival)
                assert told(chart) == told(plain)
                assert chart.marks == plain.marks
                assert not chart.left_out and not plain.left_out


@given(like_event_works(8, 25), LIMITS, FILTERS, st.booleans(), st.integers(0, 20))
@settings(deadline=None, max_examples=50)
def test_what_is_told_within_limits_is_part_of_the_whole_and_the_rest_is_counted(
    work: list[Work], limits: Limits, asked: SeriesFilter, is_past: bool, back: int
) -> None:
    with laptops(1) as [own]:
        settle(own)
        for step in work:
            own.do(step)
        with own.store.reading() as reading:
            moment = KnownThen(max(1, reading.arrival - back)) if is_past else None
            since = difference_then(reading, moment) if moment else AS_NOW
            for each in (asked, *every_filter(reading)):
                whole = chart_from(reading, since, filter=each, moment=moment, limits=EVERYTHING)
                some = chart_from(reading, since, filter=each, moment=moment, limits=limits)
                _compare(whole, some, limits)


def _compare(whole: Chart, some: Chart, limits: Limits) -> None:
    by_key = {one.key: one for one in whole.series}
    assert all(by_key[one.key] == one for one in some.series)
    assert len(some.series) + some.left_out.series == len(whole.series)
    assert len(some.series) <= limits.series
    assert bool(some.series) == bool(whole.series)
    assert set(some.marks) <= set(whole.marks)
    assert len(some.marks) <= limits.marks
    assert len(some.marks) + some.left_out.crowded + some.left_out.untimed == len(whole.marks)
    assert some.left_out.crowded == sum(crowd.count for crowd in some.crowds)


@given(event_works(35), st.integers(0, 3), st.integers(-3, 3), st.integers(0, 2))
@settings(deadline=None, max_examples=25)
def test_in_a_span_marks_are_told_and_beside_it_they_are_counted(
    work: list[Work], most: int, first: int, days: int
) -> None:
    with laptops(1) as [own]:
        settle(own)
        for step in work:
            own.do(step)
        with own.store.reading() as reading:
            whole = series(reading)
            begin = midnight(reading.now, reading.zone) + first * DAY
            some = series(reading, limits=Limits(marks=most, span=(begin, begin + days * DAY)))
            _compare(whole, some, Limits(marks=most))
            of_kinds = Counter(str(mark.face.event.kind) for mark in some.marks if mark.starts is not None)
            for crowd in some.crowds:
                of_kinds[crowd.kind] += crowd.count
            assert of_kinds == Counter(str(mark.face.event.kind) for mark in whole.marks if mark.starts is not None)


def test_few_events_of_a_kind_are_not_crowded_out_by_many_of_another() -> None:
    counts: Counts = {"advisory": Counter({0: 2}), "displacement": Counter(dict.fromkeys(range(0, 90 * DAY, DAY), 50))}
    found = sort_out(counts, Limits(marks=10), None)
    assert found.days == [("advisory", UNTIMED + 1, 2**62)]
    assert {crowd.kind for crowd in found.crowds} == {"displacement"}
    assert found.left_out.crowded == 90 * 50


@pytest.mark.parametrize("days", [1, 2, 119, 120, 121, 1000, 4000])
def test_a_long_time_is_not_more_crowds_than_can_be_seen(days: int) -> None:
    counts: Counts = {"displacement": Counter(dict.fromkeys(range(0, days * DAY, DAY), 3))}
    crowds = sort_out(counts, Limits(marks=0), None).crowds
    assert len(crowds) <= MOST_CROWDS + 1
    assert sum(crowd.count for crowd in crowds) == 3 * days
    assert [crowd.begin for crowd in crowds] == sorted({crowd.begin for crowd in crowds})
    assert all(one.end <= other.begin for one, other in pairwise(crowds))


def test_a_span_with_few_marks_tells_them_and_counts_what_lies_before_and_after() -> None:
    counts: Counts = {"displacement": Counter({0: 50, 10 * DAY: 4, 20 * DAY: 60})}
    found = sort_out(counts, Limits(marks=10), (9 * DAY, 11 * DAY))
    assert found.days == [("displacement", 9 * DAY, 11 * DAY)]
    assert [crowd.count for crowd in found.crowds] == [50, 60]


# --- very many


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("generated") / "generated.sitboard"
    make_events(path, 2_000)
    return path


@pytest.mark.parametrize("moment", [None, TrueThen(NOW - 300 * DAY)], ids=["now", "true then"])
def test_what_a_chart_asks_looks_through_no_table_of_events(generated: Path, moment: Moment) -> None:
    asked: list[str] = []
    limits = Limits(series=20, points=500, marks=50, span=(NOW - 40 * DAY, NOW))
    with Store.open(generated, identity=IDENTITY, now=lambda: NOW) as store, store.reading() as reading:
        reading.connection.set_trace_callback(asked.append)
        chart = series(reading, filter=SeriesFilter(kinds=(SeriesKind.DISPLACEMENT,)), moment=moment, limits=limits)
        reading.connection.set_trace_callback(None)
        asked = [sql for sql in asked if 'FROM "situation"' not in sql]
        plans = [line[-1] for sql in asked for line in reading.all(f"EXPLAIN QUERY PLAN {sql}")]
    assert chart.series and chart.left_out
    assert any("SEARCH i USING PRIMARY KEY (series=?" in plan for plan in plans)
    assert [plan for plan in plans if re.match(r"SCAN (event|figure|mark|series|e|f|t|s|d|n)\b", plan)] == []


def test_a_situation_of_many_events_is_told_within_limits_as_without(generated: Path) -> None:
    with Store.open(generated, identity=IDENTITY, now=lambda: NOW) as store, store.reading() as reading:
        whole = series(reading)
        for limits in (Limits(series=30), Limits(points=200), Limits(marks=90), Limits(points=10**6, marks=10**6)):
            _compare(whole, series(reading, limits=limits), limits)


def test_the_json_says_what_is_left_out_and_is_as_ever_where_nothing_is(generated: Path) -> None:
    with Store.open(generated, identity=IDENTITY, now=lambda: NOW) as store, store.reading() as reading:
        some, whole = series(reading, limits=Limits(series=30, marks=90)), series(reading)
        said = series_json(some, reading.zone)
        assert "left_out" not in series_json(whole, reading.zone)
    counts = said["left_out"]
    assert counts == {
        "series": len(whole.series) - 30,
        "crowded_marks": len(whole.marks) - len(said["marks"]),
        "untimed_marks": 0,
    }
    assert sum(crowd["count"] for crowd in said["crowds"]) == counts["crowded_marks"]
    assert all(crowd["from"]["at"] <= crowd["to"]["at"] for crowd in said["crowds"])
