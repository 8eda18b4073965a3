"""The rules of series, for any figures in any order: what is not alike never touches a sum."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from itertools import combinations
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from situation_board.core.rows import Figure
from situation_board.core.series.adding import may_be_added, may_be_summed, total_of
from situation_board.core.series.bounds import Tally, tally
from situation_board.core.series.building import Point, Series, series_of
from situation_board.core.series.counting import Counted, Place
from situation_board.core.series.keys import key_of
from situation_board.core.times import DAY, Precision, Time
from situation_board.core.vocabulary import (
    CrossBorder,
    FigureCategory,
    FigureGroup,
    FigureRole,
    FigureUnit,
    Metric,
    Phase,
    Quantifier,
    Word,
)

COUNTRY = Place("country", (), "country", "country")
AREAS = [Place(f"area {a}", ("country",), f"area {a}", "governorate") for a in range(2)]
DISTRICTS = [
    Place(f"district {a}{d}", (f"area {a}", "country"), f"area {a}", "district") for a in range(2) for d in range(2)
]
TOWNS = [
    Place(f"town {place.id[-2:]}{t}", (place.id, *place.around), place.area, "settlement")
    for place in DISTRICTS
    for t in range(2)
]
QUARTERS = [Place(f"quarter of {place.id}", (place.id, *place.around), place.area, "settlement 1") for place in TOWNS]
ADRIFT = [Place(f"adrift {n}", (), f"adrift {n}", "") for n in range(2)]
PLACES = [COUNTRY, *AREAS, *DISTRICTS, *TOWNS, *QUARTERS, *ADRIFT]


def day(number: int, length: int = 1) -> Time:
    precision = Precision.DAY if length == 1 else Precision.RANGE
    return Time(number * DAY, (number + length) * DAY, precision)


days = st.builds(day, st.integers(0, 2), st.sampled_from([1, 1, 1, 2]))
numbers = st.none() | st.integers(0, 5)


@st.composite
def figures(draw: st.DrawFn, category: FigureCategory | None = None) -> Figure:
    """Any figure, most of them alike, so that they meet."""

    def often(usual: Any, others: type[Word]) -> st.SearchStrategy[Any]:
        return st.one_of(st.just(usual), st.just(usual), st.just(usual), st.sampled_from(list(others)))

    unit = draw(often(FigureUnit.PERSON, FigureUnit))
    return Figure(
        category=category or draw(often(FigureCategory.DISPLACED, FigureCategory)),
        group=draw(often(None, FigureGroup)),
        cross_border=draw(often(None, CrossBorder)),
        phase=draw(often(None, Phase)),
        quantifier=draw(st.sampled_from(Quantifier)),
        low=draw(numbers),
        high=draw(numbers),
        unit=unit,
        household_size=draw(st.sampled_from([None, 5.0])) if unit == FigureUnit.HOUSEHOLD else None,
        metric=draw(often(Metric.FLOW, Metric)),
        role=draw(often(FigureRole.RECOMMENDED, FigureRole)),
        subset_of=draw(st.sampled_from([None, None, None, 0])),
        expires=draw(st.none() | days),
    )


@st.composite
def counted(draw: st.DrawFn) -> Counted:
    return Counted(
        event=draw(st.sampled_from([f"event {n}" for n in range(9)])),
        position=draw(st.integers(0, 2)),
        figure=draw(figures()),
        source=draw(st.sampled_from(["ocha", "ocha", "ocha", "unhcr", None])),
        place=draw(st.none() | st.sampled_from(TOWNS[:3]) | st.sampled_from(PLACES)),
        arriving=draw(st.sampled_from([False, False, True])),
        starts=draw(st.one_of(days, days, days, st.none())),
        ends=None,
    )


many = st.lists(counted(), max_size=8, unique_by=lambda one: (one.event, one.position))


def sums(made: Sequence[Series]) -> dict[object, Point]:
    """Every bar that is a sum, by its series and period."""
    return {
        (series.key, point.span): point
        for series in made
        for point in series.points
        if series.key.metric == Metric.FLOW and not point.clashes
    }


def flow(
    low: int | None = 10, *, at: Time | None = None, place: Place = TOWNS[0], event: str = "e", **more: object
) -> Counted:
    figure = Figure(category=FigureCategory.DISPLACED, metric=Metric.FLOW, low=low)
    return Counted(event, 0, figure, "ocha", place, False, at or day(1), None)


@given(many.flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))))
def test_the_order_of_entry_never_matters(both: tuple[list[Counted], list[Counted]]) -> None:
    entered, otherwise = both
    assert series_of(entered) == series_of(otherwise)


@given(many, counted())
def test_a_figure_of_another_series_changes_no_sum(entered: list[Counted], one: Counted) -> None:
    """Another source, category, group, phase, border, metric, unit, role or area: each is another series."""
    assume(key_of(one) not in {key_of(each) for each in entered})
    assume((one.event, one.position) not in {(each.event, each.position) for each in entered})
    before, after = sums(series_of(entered)), sums(series_of([*entered, one]))
    assert before == {key: point for key, point in after.items() if key in before}


CHANGES: list[dict[str, Any]] = [
    {"source": "another"},
    {"source": None},
    {"arriving": True},
    {"metric": Metric.STOCK},
    {"metric": Metric.CUMULATIVE},
    {"metric": Metric.NOT_STATED},
    {"unit": FigureUnit.HOUSEHOLD},
    {"unit": FigureUnit.HOUSEHOLD, "household_size": 5.0},
    {"category": FigureCategory.RETURNED},
    {"group": FigureGroup.CIVILIAN},
    {"phase": Phase.PLANNED},
    {"phase": Phase.REMAINING},
    {"cross_border": CrossBorder.YES},
    {"role": FigureRole.TRIANGULATION},
    {"subset_of": 0},
]


@given(st.sampled_from(CHANGES), counted())
def test_each_of_these_differences_keeps_a_row_out_of_every_sum(change: dict[str, Any], one: Counted) -> None:
    own = {name: value for name, value in change.items() if name in {"source", "arriving"}}
    of_figure = {name: value for name, value in change.items() if name not in own}
    other = dataclasses.replace(one, event="another", figure=dataclasses.replace(one.figure, **of_figure), **own)
    if other != dataclasses.replace(one, event="another"):
        assert not may_be_added(one, other)
        assert sums(series_of([one])).items() <= sums(series_of([one, other])).items()


NESTED = [(inner, outer) for inner in PLACES for outer in PLACES if outer.id in inner.around]


@given(st.sampled_from(NESTED), st.booleans(), many)
def test_a_nested_area_never_changes_a_sum_and_is_never_added(
    pair: tuple[Place, Place], turned: bool, entered: list[Counted]
) -> None:
    first, second = pair[::-1] if turned else pair
    here = dataclasses.replace(flow(place=first, event="here"), source="wfp")
    there = dataclasses.replace(flow(20, place=second, event="there"), source="wfp")
    assert not may_be_added(here, there)
    assert sums(series_of([*entered, here])).items() <= sums(series_of([*entered, here, there])).items()


@given(many)
def test_no_two_figures_that_lie_in_each_other_are_in_one_series_of_flows(entered: list[Counted]) -> None:
    for one, other in combinations(entered, 2):
        if one.place and other.place and key_of(one) == key_of(other) and key_of(one) is not None:
            assert one.place.id not in other.place.around and other.place.id not in one.place.around


@given(many)
def test_a_sum_equals_its_parts_and_is_only_made_where_the_rules_allow_it(entered: list[Counted]) -> None:
    by_id = {one.event: [each for each in entered if each.event == one.event] for one in entered}
    for series in series_of(entered):
        for point in series.points:
            parts = [
                one
                for event in point.events
                for one in by_id[event]
                if key_of(one) == series.key
                and one.starts is not None
                and (one.starts.earliest, one.starts.latest) == (point.starts.earliest, point.starts.latest)
            ]
            if point.figures > 1:
                numbered = [one for one in parts if tally([one.figure]).count]
                assert series.key.metric == Metric.FLOW
                assert may_be_summed(numbered)
                total = total_of(numbered)
                assert total is not None and total.bounds == point.bounds
                assert total == sum((tally([one.figure]) for one in numbered), Tally())


@given(many)
def test_there_is_a_sum_exactly_where_each_two_may_be_added(entered: list[Counted]) -> None:
    every_two = all(may_be_added(one, other) for one, other in combinations(entered, 2))
    assert (total_of(entered) is not None) == every_two


def test_flows_of_two_towns_on_one_day_are_one_bar() -> None:
    [series] = series_of([flow(10, event="a"), flow(20, place=TOWNS[1], event="b")])
    [bar] = series.points
    assert (bar.bounds.low, bar.bounds.high, bar.quantifier, bar.figures) == (30, 30, "exact", 2)
    assert bar.events == ("a", "b") and bar.place is None


def test_flows_of_two_days_are_two_bars_that_may_be_summed() -> None:
    one, other = flow(10, event="a"), flow(20, at=day(2), event="b")
    [series] = series_of([one, other])
    assert [point.bounds.low for point in series.points] == [10, 20]
    total = total_of([one, other])
    assert total is not None and total.bounds.low == 30


def test_a_week_is_not_added_to_a_day_in_it() -> None:
    one, week = flow(10, event="a"), flow(300, at=day(0, 7), event="b")
    assert total_of([one, week]) is None
    [series] = series_of([one, week])
    assert [(point.bounds.low, point.clashes) for point in series.points] == [(300, False), (10, False)]


def test_two_numbers_for_one_place_and_day_clash_and_both_show() -> None:
    figures = [flow(10, event="a"), flow(20, event="b"), flow(5, place=TOWNS[1], event="c")]
    [series] = series_of(figures)
    assert [(point.bounds.low, point.clashes) for point in series.points] == [(5, False), (10, True), (20, True)]
    assert total_of(figures) is None


def test_stocks_and_cumulative_counts_are_never_summed() -> None:
    for metric in (Metric.STOCK, Metric.CUMULATIVE, Metric.NOT_STATED):
        figures = [flow(10, event="a"), flow(20, at=day(2), event="b")]
        changed = [dataclasses.replace(one, figure=dataclasses.replace(one.figure, metric=metric)) for one in figures]
        assert total_of(changed) is None


def test_two_figures_of_which_nobody_said_who_gave_them_are_two_series() -> None:
    figures = [dataclasses.replace(flow(event=name, at=day(number)), source=None) for number, name in enumerate("ab")]
    assert len(series_of(figures)) == 2


def test_without_a_place_one_day_clashes_and_two_days_do_not() -> None:
    figures = [dataclasses.replace(flow(event=name), place=None) for name in "ab"]
    [series] = series_of(figures)
    assert [point.clashes for point in series.points] == [True, True]
    later = dataclasses.replace(figures[1], starts=day(5))
    assert may_be_added(figures[0], later)


def test_not_stated_is_in_no_series() -> None:
    lone = flow()
    assert (
        series_of([dataclasses.replace(lone, figure=dataclasses.replace(lone.figure, metric=Metric.NOT_STATED))]) == []
    )
    assert series_of([dataclasses.replace(lone, starts=None)]) == []
