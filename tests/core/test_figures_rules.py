"""What single figures mean: their bounds, gaps and zeros, stocks that expire, households, places and sources."""

from __future__ import annotations

import dataclasses
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from situation_board.core.figures import parse_figures
from situation_board.core.rows import Event, Figure
from situation_board.core.series.bounds import MOST, Bounds, Tally, bounds_of, tally
from situation_board.core.series.building import series_of, steps
from situation_board.core.series.counting import Counted, Place, counted, one_of_each, place_at
from situation_board.core.series.keys import SeriesKind, key_of
from situation_board.core.times import DAY, Precision, Time
from situation_board.core.vocabulary import (
    EventKind,
    FigureCategory,
    FigureUnit,
    LocationKind,
    Metric,
    Quantifier,
)

HOMS = Place("homs", ("governorate", "syria"), "governorate", "settlement")


def day(number: int) -> Time:
    return Time(number * DAY, (number + 1) * DAY, Precision.DAY)


def one(figure: Figure, *, on: int = 1, event: str = "e", place: Place | None = HOMS) -> Counted:
    return Counted(event, 0, figure, "ocha", place, False, day(on), None)


def displaced(low: int | None = None, high: int | None = None, **more: object) -> Figure:
    return Figure(category=FigureCategory.DISPLACED, low=low, high=high, **more)  # type: ignore[arg-type]


# --- numbers


@pytest.mark.parametrize(
    ("quantifier", "low", "high", "bounds"),
    [
        (Quantifier.EXACT, 5, 5, (5, 5)),
        (Quantifier.EXACT, 5, None, (5, 5)),
        (Quantifier.APPROXIMATELY, None, 5, (5, 5)),
        (Quantifier.NEARLY, 5, 5, (5, 5)),
        (Quantifier.BETWEEN, 3, 5, (3, 5)),
        (Quantifier.MORE_THAN, 370_000, None, (370_000, None)),
        (Quantifier.MORE_THAN, 370_000, 370_000, (370_000, None)),
        (Quantifier.AT_LEAST, None, 7, (7, None)),
        (Quantifier.LESS_THAN, None, 7, (None, 7)),
        (Quantifier.UP_TO, 7, None, (None, 7)),
        (Quantifier.EXACT, 0, 0, (0, 0)),
        (Quantifier.MORE_THAN, None, None, (None, None)),
    ],
)
def test_the_words_before_a_number_say_which_of_its_ends_are_open(
    quantifier: Quantifier, low: int | None, high: int | None, bounds: tuple[int | None, int | None]
) -> None:
    found = bounds_of(displaced(low, high, quantifier=quantifier))
    assert (found.low, found.high) == bounds


@pytest.mark.parametrize("odd", [-1, MOST + 1, 2**70, 1.5, "12", True])
def test_what_cannot_be_a_number_of_people_is_missing(odd: object) -> None:
    assert bounds_of(displaced(odd)).missing  # type: ignore[arg-type]


def test_zero_is_a_number_and_no_number_is_a_gap() -> None:
    zero, none = displaced(0, 0, metric=Metric.FLOW), displaced(number="not available", metric=Metric.FLOW)
    [series] = series_of([one(zero), one(none, on=2, event="f")])
    first, gap = series.points
    assert (first.bounds, first.figures, first.missing) == (Bounds(0, 0), 1, 0)
    assert (gap.bounds.missing, gap.figures, gap.missing, gap.quantifier) == (True, 0, 1, None)


def test_a_day_of_which_nobody_said_anything_has_no_point() -> None:
    [series] = series_of([one(displaced(5, 5, metric=Metric.FLOW), on=n, event=str(n)) for n in (1, 4)])
    assert [point.starts for point in series.points] == [day(1), day(4)]


def test_one_without_a_number_clashes_with_nothing() -> None:
    figures = [one(displaced(5, 5, metric=Metric.FLOW)), one(displaced(metric=Metric.FLOW), event="f")]
    [series] = series_of(figures)
    [point] = series.points
    assert (point.bounds, point.figures, point.missing, point.clashes) == (Bounds(5, 5), 1, 1, False)


def test_a_sum_with_an_open_figure_is_open_and_one_with_an_upper_bound_keeps_its_lower_end() -> None:
    more = displaced(100, quantifier=Quantifier.MORE_THAN)
    up_to = displaced(high=30, quantifier=Quantifier.UP_TO)
    exact = displaced(10, 10)
    assert tally([more, exact]).bounds == Bounds(110, None) and tally([more, exact]).words == "at_least"
    assert tally([up_to, exact]).bounds == Bounds(10, 40) and tally([up_to, exact]).words == "between"
    assert tally([up_to, up_to]).bounds == Bounds(None, 60) and tally([up_to, up_to]).words == "up_to"
    assert tally([more, more]).words == "more_than" and tally([exact, exact]).words == "exact"
    assert tally([]).words is None and tally([]).bounds.missing


amounts = st.builds(
    displaced,
    st.none() | st.integers(0, 99),
    st.none() | st.integers(100, 999),
    quantifier=st.sampled_from(Quantifier),
)


@given(st.lists(amounts, max_size=6).flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))))
def test_sums_do_not_depend_on_the_order(both: tuple[list[Figure], list[Figure]]) -> None:
    assert tally(both[0]) == tally(both[1])


@given(st.lists(amounts, max_size=4), st.lists(amounts, max_size=4))
def test_a_sum_of_sums_is_the_sum(some: list[Figure], others: list[Figure]) -> None:
    assert tally(some) + tally(others) == tally([*some, *others])
    assert tally(some) + Tally() == tally(some)


# --- stocks


def stock(low: int, *, on: int, expires: int | None = None, event: str = "") -> Counted:
    expiry = None if expires is None else day(expires)
    return one(displaced(low, low, metric=Metric.STOCK, expires=expiry), on=on, event=event or str(on))


def test_a_stock_holds_until_the_next_one_its_expiry_or_now() -> None:
    [series] = series_of([stock(100, on=1), stock(80, on=3, expires=5), stock(90, on=9)])
    held = [(start / DAY, end / DAY, bounds.low) for start, end, bounds in steps(series, now=12 * DAY)]
    assert held == [(1, 3, 100), (3, 5, 80), (9, 12, 90)]


def test_a_stock_without_a_number_ends_the_one_before() -> None:
    none = one(displaced(metric=Metric.STOCK), on=4, event="none")
    [series] = series_of([stock(100, on=1), none])
    assert [(start / DAY, end / DAY) for start, end, _ in steps(series, now=12 * DAY)] == [(1, 4)]


def test_two_stocks_of_one_place_and_date_clash_unless_they_say_the_same() -> None:
    [series] = series_of([stock(100, on=1, event="a"), stock(90, on=1, event="b")])
    assert [(point.bounds.low, point.clashes) for point in series.points] == [(90, True), (100, True)]
    [agreeing] = series_of([stock(100, on=1, event="a"), stock(100, on=1, event="b")])
    assert not any(point.clashes for point in agreeing.points)


def test_stocks_of_two_places_are_two_series() -> None:
    hama = dataclasses.replace(HOMS, id="hama")
    figures = [stock(100, on=1), dataclasses.replace(stock(50, on=1, event="b"), place=hama)]
    assert len(series_of(figures)) == 2


# --- cumulative


def test_cumulative_counts_since_one_date_are_one_line_and_since_another_are_another() -> None:
    def count(low: int, since: int, until: int) -> Counted:
        figure = displaced(low, low, metric=Metric.CUMULATIVE)
        return dataclasses.replace(one(figure, on=since, event=f"{since}{until}"), ends=day(until))

    first, other = series_of([count(100, 1, 3), count(150, 1, 5), count(30, 4, 5)])
    assert [point.bounds.low for point in first.points] == [100, 150]
    assert [point.bounds.low for point in other.points] == [30]
    assert (first.key.since, other.key.since) == (DAY, 4 * DAY)


# --- units and kinds


def test_households_with_and_without_a_stated_size_and_people_are_three_series() -> None:
    units: list[dict[str, object]] = [
        {"unit": FigureUnit.PERSON},
        {"unit": FigureUnit.HOUSEHOLD},
        {"unit": FigureUnit.HOUSEHOLD, "household_size": 5.0},
    ]
    figures = [one(displaced(9, 9, metric=Metric.FLOW, **unit), event=str(n)) for n, unit in enumerate(units)]
    made = series_of(figures)
    assert {(series.key.unit, series.key.household_size) for series in made} == {
        ("person", None),
        ("household", None),
        ("household", 5.0),
    }


@pytest.mark.parametrize(
    ("category", "kind"),
    [
        (FigureCategory.DISPLACED, SeriesKind.DISPLACEMENT),
        (FigureCategory.RETURNED, SeriesKind.RETURN),
        (FigureCategory.EVACUATED, SeriesKind.EVACUATION),
        (FigureCategory.KILLED, SeriesKind.CASUALTY),
        (FigureCategory.OTHER, SeriesKind.OTHER),
        (FigureCategory.AFFECTED, SeriesKind.OTHER),
    ],
)
def test_a_chart_shows_what_its_figures_count(category: FigureCategory, kind: SeriesKind) -> None:
    key = key_of(one(Figure(category=category, low=1, metric=Metric.FLOW)))
    assert key is not None and key.kind == kind


# --- context


PLACES: dict[str, tuple[LocationKind, str | None]] = {
    "syria": (LocationKind.COUNTRY, None),
    "homs governorate": (LocationKind.GOVERNORATE, "syria"),
    "homs": (LocationKind.TOWN, "homs governorate"),
    "old town": (LocationKind.VILLAGE, "homs"),
    "camp": (LocationKind.CAMP, "homs governorate"),
    "countryside": (LocationKind.AREA, "homs governorate"),
    "circle": (LocationKind.TOWN, "circle too"),
    "circle too": (LocationKind.TOWN, "circle"),
}


class Here:
    """A few places and sources."""

    def main(self, thing: str) -> str:
        return {"himş": "homs"}.get(thing, thing)

    def location(self, main: str) -> tuple[str | None, str | None] | None:
        return PLACES.get(main)

    def source_named(self, text: str) -> str | None:
        return "ocha" if text == "OCHA" else None

    def source_of_report(self, report: str) -> str | None:
        return "unhcr" if report == "flash update" else None


@pytest.mark.parametrize(
    ("place", "area", "level"),
    [
        ("syria", "syria", "country"),
        ("homs governorate", "homs governorate", "governorate"),
        ("homs", "homs governorate", "settlement"),
        ("old town", "homs governorate", "settlement 1"),
        ("camp", "homs governorate", "site"),
        ("countryside", "countryside", ""),
        ("circle", "circle", ""),
        ("nowhere", "nowhere", ""),
    ],
)
def test_places_of_one_area_and_level_lie_beside_each_other(place: str, area: str, level: str) -> None:
    found = place_at(place, Here())
    assert (found.area, found.level) == (area, level)


def event(**more: object) -> Event:
    figure = displaced(5, 5, metric=Metric.FLOW)
    values: dict[str, object] = {"kind": EventKind.DISPLACEMENT, "figures": (figure,), "starts": day(1), **more}
    return Event(id="1", thing="1", **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("figure", "of_event", "source"),
    [
        ({"source": "OCHA"}, {"source": "wire"}, "ocha"),
        ({"source": "A radio"}, {"source": "wire"}, "name:a radio"),
        ({"report": "flash update"}, {"source": "wire"}, "unhcr"),
        ({}, {"source": "wire", "report": "flash update"}, "wire"),
        ({}, {"report": "flash update"}, "unhcr"),
        ({}, {}, None),
    ],
)
def test_the_source_is_the_figures_own_else_its_reports_else_the_events(
    figure: dict[str, str], of_event: dict[str, str], source: str | None
) -> None:
    given_figure = displaced(5, 5, metric=Metric.FLOW, **figure)
    [found] = counted(event(figures=(given_figure,), **of_event), Here())
    assert found.source == source


def test_the_displaced_are_counted_where_they_left_and_the_returned_where_they_arrived() -> None:
    there_and_back = {"location": "himş", "destination": "camp"}
    [left] = counted(event(**there_and_back), Here())
    returned = Figure(category=FigureCategory.RETURNED, low=5, metric=Metric.FLOW)
    [came] = counted(event(figures=(returned,), **there_and_back), Here())
    [arrived] = counted(event(destination="camp"), Here())
    assert left.place and came.place and arrived.place
    assert [(one.place.id, one.arriving) for one in (left, came, arrived) if one.place] == [
        ("homs", False),
        ("camp", True),
        ("camp", True),
    ]


def test_a_figures_own_time_goes_before_the_events() -> None:
    own = displaced(5, 5, metric=Metric.CUMULATIVE, starts=day(3), ends=day(7))
    [found] = counted(event(figures=(own,)), Here())
    assert (found.starts, found.ends) == (day(3), day(7))


def test_a_time_that_is_only_that_of_entry_is_no_time() -> None:
    [found] = counted(event(starts=Time(5, 5, Precision.NOT_STATED)), Here())
    assert found.starts is None and key_of(found) is None


def test_of_events_that_are_the_same_one_counts_the_first_with_figures() -> None:
    without, first, second = event(figures=()), event(text="first"), event(text="second")
    assert list(one_of_each([[without, first, second], [without]])) == [first, without]


def test_words_of_newer_programs_are_kept_apart_and_never_summed() -> None:
    strange = Figure(low=5, high=5, metric="trend", category="uprooted", quantifier="roughly")  # type: ignore[arg-type]
    assert key_of(one(strange)) is None
    [series] = series_of([one(dataclasses.replace(strange, metric=Metric.FLOW))])
    assert (series.key.category, series.points[0].quantifier) == ("uprooted", "roughly")


# --- as people write them


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between 800,000 and one million displaced", 800_000, 1_000_000),
        ("between 1 and 2 million displaced", 1_000_000, 2_000_000),
        ("500-2 thousand displaced", 500, 2_000),
        ("1.1 million displaced", 1_100_000, 1_100_000),
        ("2,5 thousand displaced", 2_500, 2_500),
        ("more than one million displaced", 1_000_000, None),
        ("one displaced", 1, 1),
        ("370.000 displaced", 370_000, 370_000),
    ],
)
def test_numbers_in_words_are_read_as_published(text: str, low: int, high: int | None) -> None:
    [figure] = parse_figures(text, ZoneInfo("Asia/Damascus"))
    assert (figure.low, figure.high, figure.category) == (low, high, "displaced")


def test_a_sentence_gives_each_of_its_figures() -> None:
    said = "23 killed, 51 injured, 400 families displaced, more than 1,000 still to be evacuated"
    figures = parse_figures(said, ZoneInfo("Asia/Damascus"))
    assert [(figure.low, figure.category, figure.unit, figure.phase) for figure in figures] == [
        (23, "killed", "person", None),
        (51, "injured", "person", None),
        (400, "displaced", "household", None),
        (1_000, "evacuated", "person", "remaining"),
    ]
    assert {figure.metric for figure in figures} == {"not_stated"}
