"""The commands events and series, on the sample and on what people enter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from situation_board.core.vocabulary import EventKind
from tests.cli.conftest import Command

DAMASCUS_DAY = "2024-12-06"


def event_of(command: Command, sample: Path, kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = command("events", sample, "--kind", kind, "--json").json["events"]
    return found


def enter(command: Command, sample: Path, *fields: str) -> str:
    ran = command("add", sample, "event", *fields, "--json")
    assert ran.code == 0, ran.err
    event: str = ran.json["ids"][0]
    return event


def test_every_event_of_the_sample_is_told_with_its_figures(command: Command, sample: Path) -> None:
    told = command("events", sample, "--json").json
    assert told["format"] == 1 and len(told["events"]) == 17
    [displaced] = event_of(command, sample, "displacement")
    assert (displaced["location"], displaced["source"], displaced["destination"]) == ("Syria", "OCHA", None)
    assert (displaced["grade"], displaced["dataset"], displaced["actors"]) == (None, None, None)
    assert displaced["starts"] == {"at": "2024-12-01", "precision": "day"}
    [figure] = displaced["figures"]
    said = {
        name: figure[name] for name in ("category", "group", "phase", "quantifier", "low", "high", "unit", "metric")
    }
    assert said == {
        "category": "displaced",
        "group": None,
        "phase": None,
        "quantifier": "more_than",
        "low": 370_000,
        "high": None,
        "unit": "person",
        "metric": "cumulative",
    }
    assert figure["role"] == "recommended"


@pytest.mark.parametrize("kind", EventKind)
def test_a_kind_gives_the_events_of_that_kind_only(command: Command, sample: Path, kind: EventKind) -> None:
    every = command("events", sample, "--json").json["events"]
    assert event_of(command, sample, kind.value) == [event for event in every if event["kind"] == kind]


def test_events_without_figures_have_none_and_not_zero(command: Command, sample: Path) -> None:
    for event in (*event_of(command, sample, "withdrawal"), *event_of(command, sample, "evacuation")):
        assert event["figures"] == []


def test_advisories_tell_their_issuer_and_state(command: Command, sample: Path) -> None:
    told = {event["advisory"]["issuer"]: event for event in event_of(command, sample, "advisory")}
    assert set(told) == {"US Embassy in Syria", "India"}
    assert {event["state"] for event in told.values()} == {"in_force"}
    assert told["India"]["advisory"]["instruction"] == "Do not travel to Syria."


def test_events_at_a_time_are_those_that_had_begun(command: Command, sample: Path) -> None:
    then = command("events", sample, "--at", "2024-12-05", "--json").json["events"]
    assert "advisory" not in {event["kind"] for event in then}
    assert "displacement" in {event["kind"] for event in then}


def test_events_at_an_arrival_are_those_that_were_known(command: Command, sample: Path) -> None:
    arrival = command("info", sample, "--json").json["arrival"]
    event = enter(command, sample, "kind=evacuation", "text=Buses leave", "starts=2024-12-07")
    then = command("events", sample, "--at", f"#{arrival}", "--json").json["events"]
    now = command("events", sample, "--json").json["events"]
    assert event in {each["id"] for each in now} and event not in {each["id"] for each in then}


def test_events_as_text_say_each_figure_in_words(command: Command, sample: Path) -> None:
    out = command("events", sample).out
    assert "more than 370,000 displaced people, cumulative" in out
    assert "evacuation, under way" in out and "time not stated" in out


def test_the_sample_has_one_series_and_marks(command: Command, sample: Path) -> None:
    told = command("series", sample, "--json").json
    [only] = told["series"]
    assert {name: only[name] for name in ("kind", "metric", "unit", "source", "area")} == {
        "kind": "displacement",
        "metric": "cumulative",
        "unit": "person",
        "source": "OCHA",
        "area": "Syria",
    }
    [point] = only["points"]
    assert (point["low"], point["high"], point["quantifier"]) == (370_000, None, "more_than")
    assert told["not_added"] == []
    assert "more than 370,000" in command("series", sample).out


def test_what_is_not_added_is_told_with_the_reason(command: Command, sample: Path) -> None:
    assert command("add", sample, "source", "name=UNHCR").code == 0
    fields = ("kind=displacement", "location=Syria", "source=UNHCR", "starts=2024-12-01", "ends=2024-12-07")
    enter(command, sample, *fields, "figures=between 300,000 and 350,000 displaced, cumulative")
    told = command("series", sample, "--json").json
    [pair] = told["not_added"]
    assert {pair["a"], pair["b"]} == {each["name"] for each in told["series"]}
    assert "different sources: OCHA and UNHCR" in pair["why"]
    out = command("series", sample).out
    assert "because: different sources: OCHA and UNHCR" in out and "between 300,000 and 350,000" in out


def test_a_sentence_with_several_figures_enters_as_one_event_and_adds_up_to_nothing(
    command: Command, sample: Path
) -> None:
    before = command("series", sample, "--json").json["series"]
    said = "figures=23 killed, 51 injured, 400 families displaced, 1,000 still to be evacuated"
    event = enter(command, sample, "kind=incident", "location=Homs", f"starts={DAMASCUS_DAY}", said)
    told = command("series", sample, "--json").json
    assert told["series"] == before
    assert [mark["figure"]["low"] for mark in told["marks"] if mark["event"] == event] == [23, 51, 400, 1_000]


def test_clashing_numbers_are_both_told_as_clashing(command: Command, sample: Path) -> None:
    for number in (120, 150):
        fields = ("kind=displacement", "location=Homs", "source=OCHA", f"starts={DAMASCUS_DAY}")
        enter(command, sample, *fields, f"figures={number} displaced, flow")
    [flow] = [each for each in command("series", sample, "--json").json["series"] if each["metric"] == "flow"]
    assert [(point["low"], point["clashes"]) for point in flow["points"]] == [(120, True), (150, True)]
    assert "clashes with another number" in command("series", sample).out


def test_a_duplicate_counts_once_and_undo_makes_it_count_again(command: Command, sample: Path) -> None:
    fields = ("kind=displacement", "location=Homs", "source=OCHA", f"starts={DAMASCUS_DAY}")
    one, other = (enter(command, sample, *fields, "figures=120 displaced, flow") for _ in range(2))

    def points() -> int:
        made = command("series", sample, "--json").json["series"]
        return sum(len(each["points"]) for each in made if each["metric"] == "flow")

    assert points() == 2
    assert command("same", sample, one, other).code == 0
    assert points() == 1
    assert command("undo", sample).code == 0
    assert points() == 2
    assert command("check", sample).code == 0


def test_an_unknown_kind_is_wrong_usage(command: Command, sample: Path) -> None:
    ran = command("events", sample, "--kind", "rumour")
    assert (ran.code, ran.out) == (2, "")
