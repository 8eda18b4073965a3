"""Series of a whole situation, as people enter it: the sample, the published case of December 2024, clashes, past."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from situation_board.core import times
from situation_board.core.actions import events, facts, records, situations
from situation_board.core.events_json import series_json
from situation_board.core.figures import parse_figures
from situation_board.core.integrity import check
from situation_board.core.questions.charts import Chart, SeriesFilter
from situation_board.core.questions.moments import KnownThen, Moment, TrueThen
from situation_board.core.questions.series_rows import series
from situation_board.core.rows import Event, Location, Source
from situation_board.core.sample import create_sample
from situation_board.core.series.advisories import AdvisoryState
from situation_board.core.series.keys import SeriesKind
from situation_board.core.series.reasons import not_added
from situation_board.core.store import Identity, Store
from situation_board.core.times import Time
from situation_board.core.vocabulary import EventKind, LocationKind

DESK = Identity("desk", "duty officer")
ZONE = times.zone_named("Asia/Damascus")


def when(text: str) -> Time:
    return times.parse(text, zone=ZONE, now=0)


class Situation:
    """A situation with a few places and sources, and the shortest way to enter events."""

    def __init__(self, store: Store) -> None:
        self.store = store
        for name, kind, parent in (
            ("Syria", LocationKind.COUNTRY, None),
            ("Homs governorate", LocationKind.GOVERNORATE, "Syria"),
            ("Hama governorate", LocationKind.GOVERNORATE, "Syria"),
            ("Homs", LocationKind.TOWN, "Homs governorate"),
            ("Rastan", LocationKind.TOWN, "Homs governorate"),
            ("Hama", LocationKind.TOWN, "Hama governorate"),
        ):
            place = Location(id=name, name=name, kind=kind, parent=parent)
            store.do(records.add_record, place)
        for name in ("OCHA", "UNHCR"):
            store.do(records.add_record, Source(id=name, name=name))

    def enter(self, figures: str, *, on: str = "2024-12-05", until: str = "", **more: Any) -> str:
        values = {"kind": EventKind.DISPLACEMENT, "location": "Homs", "source": "OCHA", **more}
        event = Event(
            id="",
            thing="",
            starts=when(on) if on else None,
            ends=when(until) if until else None,
            figures=parse_figures(figures, ZONE),
            **values,
        )
        return self.store.do(facts.record_event, event).ids[0]

    def chart(self, moment: Moment = None, **asked: Any) -> Chart:
        with self.store.reading() as reading:
            return series(reading, filter=SeriesFilter(**asked), moment=moment)

    def json(self, moment: Moment = None) -> Any:
        return series_json(self.chart(moment), ZONE)

    def reasons(self) -> list[str]:
        return [pair["why"] for pair in self.json()["not_added"]]

    def points(self) -> list[tuple[str, int | None, int | None]]:
        """Each point with the day it begins, in the order of the series."""
        return [
            (point["from"]["at"], point["low"], point["high"])
            for each in self.json()["series"]
            for point in each["points"]
        ]


@pytest.fixture
def situation(tmp_path: Path) -> Iterator[Situation]:
    start = partial(situations.start_situation, name="winter", timezone="Asia/Damascus")
    now = when("2025-01-15").earliest
    with Store.create(tmp_path / "winter.sitboard", start, identity=DESK, now=lambda: now) as store:
        yield Situation(store)
        with store.reading() as reading:
            assert check(reading).found == ()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with create_sample(tmp_path_factory.mktemp("sample") / "sample.sitboard", identity=DESK) as store:
        yield store


# --- the sample


def test_the_sample_has_one_series_open_above_by_ocha(sample: Store) -> None:
    with sample.reading() as reading:
        told = series_json(series(reading), reading.zone)
    [only] = told["series"]
    assert (only["kind"], only["metric"], only["unit"]) == ("displacement", "cumulative", "person")
    assert (only["source"], only["area"]) == ("OCHA", "Syria")
    [point] = only["points"]
    assert (point["low"], point["high"], point["quantifier"]) == (370_000, None, "more_than")
    assert point["from"] == {"at": "2024-12-01", "precision": "day"}
    assert point["to"] == {"at": "2024-12-08", "precision": "day"}
    assert told["not_added"] == []


def test_what_the_sample_gives_no_number_for_is_a_mark_and_not_zero(sample: Store) -> None:
    with sample.reading() as reading:
        told = series_json(series(reading), reading.zone)
    marks = {kind: [mark for mark in told["marks"] if mark["kind"] == kind] for kind in EventKind}
    assert len(marks[EventKind.EVACUATION]) == 1 and len(marks[EventKind.WITHDRAWAL]) == 2
    assert len(marks[EventKind.ADVISORY]) == 2
    for mark in (*marks[EventKind.EVACUATION], *marks[EventKind.WITHDRAWAL]):
        assert (mark["figure"], mark["why"]) == (None, "no figure is given")
    assert marks[EventKind.EVACUATION][0]["state"] == "under_way"


def test_crowds_and_the_dead_of_the_sample_are_in_no_series(sample: Store) -> None:
    with sample.reading() as reading:
        told = series_json(series(reading), reading.zone)
    lone = [mark["figure"]["category"] for mark in told["marks"] if mark["figure"]]
    assert sorted(lone) == ["killed", "killed", "other"]


# --- the published case


@pytest.fixture
def december(situation: Situation) -> Situation:
    """What UNHCR and OCHA published on Syria in December 2024."""
    whole = {"location": "Syria", "on": "2024-11-27"}
    situation.enter(
        "between 800,000 and one million displaced, cumulative", until="2024-12-09", source="UNHCR", **whole
    )
    situation.enter("1.1 million displaced, cumulative", until="2024-12-13", source="UNHCR", **whole)
    situation.enter("664,000 displaced, cumulative; 486,000 returned, cumulative", until="2024-12-31", **whole)
    return situation


def test_two_sources_are_two_series_with_a_band_a_peak_and_a_return_series(december: Situation) -> None:
    made = december.json()["series"]
    assert [(each["source"], each["kind"]) for each in made] == [
        ("OCHA", "displacement"),
        ("UNHCR", "displacement"),
        ("OCHA", "return"),
    ]
    ocha, unhcr, returned = ([(point["low"], point["high"]) for point in each["points"]] for each in made)
    assert unhcr == [(800_000, 1_000_000), (1_100_000, 1_100_000)]
    assert (ocha, returned) == ([(664_000, 664_000)], [(486_000, 486_000)])


def test_nothing_of_them_is_added_or_subtracted_and_the_reasons_are_told(december: Situation) -> None:
    said = {number for each in december.json()["series"] for p in each["points"] for number in (p["low"], p["high"])}
    assert said == {800_000, 1_000_000, 1_100_000, 664_000, 486_000}
    reasons = december.reasons()
    assert len(reasons) == 3
    assert "different sources: OCHA and UNHCR" in reasons[0]
    assert any("displaced and returned are different things" in reason for reason in reasons)


def test_cumulative_counts_that_do_not_say_since_when_are_told_apart_also_on_different_days(
    situation: Situation,
) -> None:
    """The later one may hold the earlier one: a reader must not take the one from the other."""
    situation.enter("1.1 million displaced, cumulative", on="2024-12-13", source="UNHCR")
    situation.enter("664,000 displaced, cumulative", on="2024-12-31")
    (reason,) = situation.reasons()
    assert "different sources: OCHA and UNHCR" in reason


# --- sentences and sums


def test_a_sentence_with_several_figures_is_one_event_that_adds_up_to_nothing(situation: Situation) -> None:
    said = "23 killed, 51 injured, 400 families displaced, 1,000 still to be evacuated"
    event = situation.enter(said, kind=EventKind.INCIDENT)
    told = situation.json()
    assert (told["series"], told["not_added"]) == ([], [])
    assert [mark["event"] for mark in told["marks"]] == [event] * 4
    assert [mark["figure"]["low"] for mark in told["marks"]] == [23, 51, 400, 1_000]


def test_the_same_sentence_with_its_metrics_is_four_series(situation: Situation) -> None:
    situation.enter(
        "23 killed, flow; 51 injured, flow; 400 households displaced, flow; 1,000 evacuated, remaining, flow"
    )
    assert sorted(low for _, low, _ in situation.points() if low) == [23, 51, 400, 1_000]
    assert any("exclude one another" in reason for reason in situation.reasons())


def test_flows_of_towns_are_added_by_day_and_a_clash_is_shown_beside(situation: Situation) -> None:
    situation.enter("120 displaced, flow")
    situation.enter("more than 80 displaced, flow", location="Rastan")
    situation.enter("50 displaced, flow", on="2024-12-06")
    assert situation.points() == [("2024-12-05", 200, None), ("2024-12-06", 50, 50)]
    situation.enter("130 displaced, flow")
    told = situation.json()["series"][0]["points"]
    assert [(point["low"], point["clashes"]) for point in told] == [(80, False), (120, True), (130, True), (50, False)]


def test_flows_of_two_governorates_are_not_told_as_not_added(situation: Situation) -> None:
    situation.enter("120 displaced, flow")
    situation.enter("30 displaced, flow", location="Hama")
    assert len(situation.json()["series"]) == 2
    assert situation.reasons() == []


@pytest.mark.parametrize(
    ("figures", "more", "why"),
    [
        ("10 displaced, flow", {"source": "UNHCR"}, "different sources: OCHA and UNHCR"),
        ("10 displaced, stock", {}, "a flow is not added to a stock"),
        (
            "10 displaced, flow",
            {"location": "Homs governorate"},
            "Homs (city or town) lies in Homs governorate (govern",
        ),
        ("10 displaced, flow", {"location": "Syria"}, "Homs (city or town) lies in Syria (country)"),
        ("10 households displaced, flow", {}, "households are not added to people"),
        ("10 displaced wounded, flow", {}, "different groups: not stated and wounded"),
        ("10 displaced, flow, planned", {}, "different phases: not stated and planned"),
        ("10 displaced, flow, cross-border", {}, "movement across a border"),
        ("10 displaced, flow, triangulation", {}, "one is recommended, the other triangulation"),
        ("10 returned, flow", {}, "displaced and returned are different things"),
        (
            "10 displaced, flow",
            {"location": None, "destination": "Rastan"},
            "where they left, the other where they arr",
        ),
        ("10 displaced, flow", {"location": None}, "where one of them was counted is not stated"),
        ("10 displaced, flow", {"source": None}, "the source of one is not stated"),
    ],
)
def test_two_series_are_not_added_for_a_reason_in_plain_words(
    situation: Situation, figures: str, more: dict[str, Any], why: str
) -> None:
    situation.enter("120 displaced, flow")
    situation.enter(figures, **more)
    [reason] = situation.reasons()
    assert why in reason


def test_towns_are_not_added_to_the_area_that_they_lie_in(situation: Situation) -> None:
    situation.enter("120 displaced, flow")
    situation.enter("30 displaced, flow", location="Rastan")
    situation.enter("500 displaced, flow", location="Homs governorate")
    [reason] = situation.reasons()
    assert reason == "towns and villages in Homs governorate (governorate) lie in Homs governorate (governorate)"
    assert {each["name"] for each in situation.json()["series"]} == {
        "displaced people, flow, towns and villages in Homs governorate (governorate), OCHA",
        "displaced people, flow, Homs governorate (governorate), OCHA",
    }


def test_an_area_without_a_level_may_overlap_what_lies_in_its_governorate_only(situation: Situation) -> None:
    area = Location(id="Countryside", name="Countryside", kind=LocationKind.AREA, parent="Homs governorate")
    situation.store.do(records.add_record, area)
    situation.enter("120 displaced, flow", location="Countryside")
    situation.enter("30 displaced, flow", location="Hama")
    assert situation.reasons() == []
    situation.enter("50 displaced, flow")
    assert situation.reasons() == ["whether Countryside (area) and Homs (city or town) overlap is not known"]


def test_of_very_many_pairs_a_thousand_are_told(situation: Situation) -> None:
    for number in range(46):
        situation.enter(f"{number} displaced, flow", source=None)
    told = situation.json()
    assert (len(told["series"]), len(told["not_added"]), told["more_not_added"]) == (46, 1000, True)


def test_counts_since_two_dates_are_not_added(situation: Situation) -> None:
    situation.enter("10 displaced, cumulative", on="2024-12-01", until="2024-12-09")
    situation.enter("20 displaced, cumulative", on="2024-12-03", until="2024-12-09")
    [reason] = situation.reasons()
    assert reason == "counted since different dates: 1 Dec 2024 and 3 Dec 2024; cumulative counts are not added up"


def test_a_source_that_a_figure_only_names_is_the_source_of_that_name(situation: Situation) -> None:
    situation.enter("120 displaced, flow (ocha)", source="UNHCR")
    situation.enter("30 displaced, flow", location="Rastan")
    situation.enter("7 displaced, flow (Radio Rastan)", location="Rastan")
    sources = {each["source"] for each in situation.json()["series"]}
    assert sources == {"OCHA", "Radio Rastan"}
    assert ("2024-12-05", 150, 150) in situation.points()


# --- the same, corrected, struck, moved


def test_the_figures_of_a_duplicate_never_count_twice(situation: Situation) -> None:
    one, other = situation.enter("120 displaced, flow"), situation.enter("120 displaced, flow")
    assert len(situation.points()) == 2
    situation.store.do(facts.same_as, one, other)
    assert situation.points() == [("2024-12-05", 120, 120)]


def test_a_corrected_figure_replaces_the_former_and_a_struck_one_is_gone(situation: Situation) -> None:
    event = situation.enter("120 displaced, flow")
    situation.store.do(records.edit_thing, event, {"figures": parse_figures("90 displaced, flow", ZONE)})
    assert situation.points() == [("2024-12-05", 90, 90)]
    situation.store.do(records.strike, event, why="a rumour")
    assert situation.points() == []


def test_a_town_that_turns_out_to_lie_elsewhere_takes_its_figures_along(situation: Situation) -> None:
    situation.enter("120 displaced, flow")
    situation.enter("30 displaced, flow", location="Rastan")
    assert situation.points() == [("2024-12-05", 150, 150)]
    situation.store.do(records.edit_thing, "Rastan", {"parent": "Hama governorate"})
    assert sorted(situation.points()) == [("2024-12-05", 30, 30), ("2024-12-05", 120, 120)]


def test_sources_that_are_the_same_are_one_series(situation: Situation) -> None:
    situation.enter("120 displaced, flow")
    situation.enter("30 displaced, flow", location="Rastan", source="UNHCR")
    situation.store.do(facts.same_as, "OCHA", "UNHCR")
    assert situation.points() == [("2024-12-05", 150, 150)]


# --- moments and filters


def test_a_number_is_told_from_the_end_of_its_period_on(situation: Situation) -> None:
    situation.enter("10 displaced, cumulative", on="2024-12-01", until="2024-12-09")
    situation.enter("120 displaced, flow")
    assert len(situation.chart(TrueThen(when("2024-12-08").earliest)).series) == 1
    assert len(situation.chart(TrueThen(when("2024-12-09").earliest)).series) == 2
    assert situation.chart(TrueThen(when("2024-12-04").earliest)).series == ()


def test_what_was_known_then_is_told_as_it_was(situation: Situation) -> None:
    event = situation.enter("120 displaced, flow")
    with situation.store.reading() as reading:
        then = KnownThen(reading.arrival)
    before = situation.chart()
    situation.store.do(records.edit_thing, event, {"figures": parse_figures("90 displaced, flow", ZONE)})
    situation.enter("5 displaced, flow", location="Rastan")
    [was] = situation.chart(then).series
    assert [point.bounds for point in was.points] == [point.bounds for point in before.series[0].points]


def test_charts_are_filtered_by_kind_area_and_source(situation: Situation) -> None:
    situation.enter("120 displaced, flow; 3 killed, flow")
    situation.enter("30 displaced, flow", location="Rastan")
    situation.enter("40 displaced, flow", location="Hama", source="UNHCR")

    def lows(**asked: Any) -> list[int]:
        return sorted(p.bounds.low or 0 for each in situation.chart(**asked).series for p in each.points)

    assert lows() == [3, 40, 150]
    assert lows(kinds=(SeriesKind.DISPLACEMENT,)) == [40, 150]
    assert lows(area="Homs governorate") == [3, 150]
    assert lows(area="Homs") == [3, 120]
    assert lows(source="UNHCR") == [40]


def test_flows_of_a_country_are_added_up_level_by_level_when_asked(situation: Situation) -> None:
    situation.enter("120 displaced, flow")
    situation.enter("30 displaced, flow", location="Hama")
    situation.enter("1,000 displaced, flow", location="Hama governorate")
    apart, together = situation.chart(area="Syria"), situation.chart(area="Syria", together=True)
    assert sorted(p.bounds.low or 0 for each in apart.series for p in each.points) == [30, 120, 1000]
    told = {(each.key.area, each.key.level, p.bounds.low) for each in together.series for p in each.points}
    assert [pair.why for pair in not_added(together.series, together.known)] == [
        "Hama governorate (governorate) lies in Syria (country)"
    ]
    assert told == {("Syria", "settlement", 150), ("Syria", "governorate", 1000)}
    situation.enter("2,000 displaced, flow", location="Homs governorate")
    together = situation.chart(area="Syria", together=True)
    assert [pair.why for pair in not_added(together.series, together.known)] == [
        "towns and villages in Syria (country) may lie in its governorates"
    ]


def test_a_superseded_advisory_is_a_mark_that_says_so(situation: Situation) -> None:
    advisory = {"kind": EventKind.ADVISORY, "location": "Syria"}
    old = situation.enter("", **advisory)
    new = situation.enter("", on="2024-12-07", supersedes=old, **advisory)
    states = {mark.face.id: mark.face.state for mark in situation.chart().marks}
    assert states == {old: AdvisoryState.SUPERSEDED, new: AdvisoryState.IN_FORCE}
    situation.store.do(events.lift_advisory, new)
    states = {mark.face.id: mark.face.state for mark in situation.chart().marks}
    assert states[new] == AdvisoryState.LIFTED
    then = {mark.face.id: mark.face.state for mark in situation.chart(TrueThen(when("2024-12-06").earliest)).marks}
    assert then == {old: AdvisoryState.IN_FORCE}
