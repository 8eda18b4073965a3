"""Daily totals: made as work goes on, they equal what the rules make of all events, and are read through indexes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import given, settings

from situation_board.core import merging
from situation_board.core.integrity import check
from situation_board.core.questions.charts import EVERYTHING, SeriesFilter
from situation_board.core.questions.figures_then import everything_then
from situation_board.core.questions.moments import KnownThen, TrueThen
from situation_board.core.questions.series_rows import chart_from, series
from situation_board.core.questions.totals import without_events
from situation_board.core.series.building import Point, Series
from situation_board.core.store import Reading
from situation_board.core.vocabulary import Metric
from tests.core.random_work import Clock, Laptop, Work, event_works, settle

ALL = SeriesFilter()


@contextmanager
def laptops(count: int) -> Iterator[list[Laptop]]:
    with tempfile.TemporaryDirectory() as folder:
        made = [Laptop(Path(folder) / f"{number}.sitboard", f"laptop {number}", Clock()) for number in range(count)]
        try:
            yield made
        finally:
            for laptop in made:
                laptop.close()


def told(reading: Reading, filter: SeriesFilter = ALL) -> list[Series]:
    """The series that are drawn now, from daily totals and rows."""
    return [without_events(each) for each in series(reading, filter=filter).series]


def from_every_event(reading: Reading, filter: SeriesFilter = ALL) -> list[Series]:
    """The same through the rules alone: from all events that the file knows at its latest arrival."""
    moment = KnownThen(reading.arrival)
    every = everything_then(reading, moment)
    chart = chart_from(reading, every, filter=filter, moment=moment, limits=EVERYTHING)
    return [without_events(each) for each in chart.series]


@given(event_works(40))
@settings(deadline=None, max_examples=60)
def test_what_totals_and_rows_tell_is_what_the_rules_make_of_all_events(work: list[Work]) -> None:
    with laptops(1) as [own]:
        settle(own)
        for step in work:
            own.do(step)
        with own.store.reading() as reading:
            assert told(reading) == from_every_event(reading)
            assert check(reading).found == ()


@given(event_works(25))
@settings(deadline=None, max_examples=25)
def test_a_part_of_an_area_and_one_source_tell_the_same_through_totals_and_rules(work: list[Work]) -> None:
    with laptops(1) as [own]:
        settle(own)
        for step in work:
            own.do(step)
        with own.store.reading() as reading:
            places = [place for (place,) in reading.all("SELECT id FROM location")]
            sources = [source for (source,) in reading.all("SELECT id FROM source")]
            filters = [SeriesFilter(area=place, together=together) for place in places for together in (False, True)]
            filters += [SeriesFilter(source=source) for source in sources]
            for each in filters:
                assert told(reading, each) == from_every_event(reading, each)


@given(event_works(20), event_works(15), event_works(15))
@settings(deadline=None, max_examples=25)
def test_two_laptops_that_merge_tell_the_same_series(first: list[Work], here: list[Work], there: list[Work]) -> None:
    with laptops(2) as [one, other]:
        settle(one)
        for laptop, work in ((one, [*first, *here]), (other, there)):
            for step in work:
                laptop.do(step)
        merging.merge(one.store, other.path)
        merging.merge(other.store, one.path)
        one.clock.now = other.clock.now = max(one.clock.now, other.clock.now)
        with one.store.reading() as ours, other.store.reading() as theirs:
            assert told(ours) == told(theirs) == from_every_event(theirs)
            assert check(theirs).found == ()


@given(event_works(30))
@settings(deadline=None, max_examples=25)
def test_what_was_true_then_is_what_is_told_now_up_to_then(work: list[Work]) -> None:
    with laptops(1) as [own]:
        settle(own)
        for step in work:
            own.do(step)
        with own.store.reading() as reading:
            drawn = told(reading)
            for then in {_stands(each, point) for each in drawn for point in each.points}:
                chart = series(reading, moment=TrueThen(then))
                assert [without_events(each) for each in chart.series] == _up_to(drawn, then)


def _stands(each: Series, point: Point) -> int:
    is_stock = each.key.metric == Metric.STOCK
    return point.starts.earliest if is_stock or point.ends is None else point.ends.earliest


def _up_to(drawn: list[Series], then: int) -> list[Series]:
    kept = (Series(each.key, tuple(p for p in each.points if _stands(each, p) <= then)) for each in drawn)
    return [each for each in kept if each.points]
