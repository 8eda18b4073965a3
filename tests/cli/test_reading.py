"""Commands that ask: what they print for people, and the shape of their JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command

CARD_KEYS = [
    "id",
    "location",
    "actors",
    "from_actors",
    "basis",
    "as_of",
    "verified_at",
    "stale",
    "claims_for",
    "claims_against",
    "conflicts",
    "note",
]
NIGHT = {"at": "2024-12-08", "precision": "day"}


def test_the_board_in_json_has_exactly_the_documented_keys(command: Command, sample: Path) -> None:
    answer = command("board", sample, "--json").json
    assert list(answer) == ["format", "situation", "as_of", "columns"]
    assert (answer["format"], answer["as_of"]) == (1, NIGHT)
    assert [column["status"] for column in answer["columns"]] == ["advancing", "contested", "fallen", "held"]
    for column in answer["columns"]:
        assert list(column) == ["status", "cards"]
        assert all(list(card) == CARD_KEYS for card in column["cards"])


def test_a_card_in_json_says_who_from_whom_and_null_for_what_is_not_known(command: Command, sample: Path) -> None:
    columns = {column["status"]: column["cards"] for column in command("board", sample, "--json").json["columns"]}
    [homs], tartus = columns["contested"], columns["held"][0]
    assert (homs["location"], homs["actors"], homs["from_actors"]) == (
        "Homs",
        ["Hayat Tahrir al-Sham"],
        ["Syrian army"],
    )
    assert (homs["basis"], homs["as_of"], homs["verified_at"], homs["note"]) == ("claimed", NIGHT, None, None)
    assert (homs["stale"], homs["claims_for"], homs["claims_against"], homs["conflicts"]) == (False, 3, 0, 0)
    assert tartus["from_actors"] is None


def test_one_column_can_be_asked_for(command: Command, sample: Path) -> None:
    answer = command("board", sample, "--column", "FALLEN", "--json").json
    assert [column["status"] for column in answer["columns"]] == ["fallen"]


def test_the_board_as_text_is_aligned_and_in_words(command: Command, sample: Path) -> None:
    out = command("board", sample).out
    assert out.startswith("Syria, December 2024   TLP:AMBER   as of 8 Dec 2024\n")
    assert "HTS, S. Op. Room moving on Syrian government" in out
    assert "Opposition, lost by Syrian army" in out
    fallen = [line for line in out.splitlines() if "lost by" in line]
    assert len({line.index("lost by") - len(line.split(", lost by")[0]) for line in fallen}) == 1
    assert len({line.rindex("reported") for line in fallen}) == 1


def test_the_board_of_an_earlier_arrival_and_of_an_earlier_time(command: Command, sample: Path) -> None:
    arrival = command("info", sample, "--json").json["arrival"]
    command("move", sample, "Homs", "fallen")
    now, then, before = (
        command("board", sample, "--json", "--column", "contested", *moment).json["columns"][0]["cards"]
        for moment in ((), ("--at", f"#{arrival}"), ("--at", "2024-12-01"))
    )
    assert ([len(now), len(then), len(before)]) == [0, 1, 0]


def test_show_a_card_with_all_that_hangs_on_it(command: Command, sample: Path) -> None:
    answer = command("show", sample, "Homs", "--json").json
    keys = ["format", "id", "table", "name", "detail", "fields", "card", "facts", "beside", "more", "conflicts"]
    assert list(answer) == keys
    assert list(answer["card"]) == CARD_KEYS
    assert list(answer["facts"]) == ["status"]
    assert set(answer["beside"]) == {"claim", "event", "route"}
    claim = answer["beside"]["claim"][0]
    assert claim["speaker"] == {"id": claim["speaker"]["id"], "name": "Hayat Tahrir al-Sham"}
    assert (claim["verb"], claim["stance"], claim["said_at"], claim["credibility"]) == (
        "announced",
        "supports",
        NIGHT,
        None,
    )


def test_show_an_event_with_its_figures(command: Command, sample: Path) -> None:
    [hit] = [hit for hit in command("search", sample, "displaced", "--json").json["hits"] if hit["table"] == "event"]
    event = command("show", sample, hit["id"], "--json").json["fields"]
    [figure] = event["figures"]
    keys = {"category", "group", "phase", "quantifier", "low", "high", "unit", "metric", "role"}
    assert keys <= figure.keys()
    assert (figure["quantifier"], figure["low"], figure["high"], figure["group"]) == ("more_than", 370000, None, None)
    assert {"id", "kind", "location", "destination", "actors", "starts", "ends", "source", "text"} <= event.keys()


@pytest.mark.parametrize("thing", ["actor:HTS", "location:Homs", "source:OCHA", "Damascus - Homs - Tartus", "#3"])
def test_show_tells_everything_there_is_in_words(command: Command, sample: Path, thing: str) -> None:
    ran = command("show", sample, thing)
    assert ran.code == 0
    assert "id " in ran.out


def test_show_at_an_arrival_at_which_the_thing_was_not_known(command: Command, sample: Path) -> None:
    assert command("show", sample, "Homs", "--at", "#3").code == 1


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--kind", "card"], {("card", "Homs"), ("card", "Tartus"), ("card", "Latakia")}),
        (["--kind", "cards", "--column", "contested"], {("card", "Homs")}),
        (["--kind", "card", "--area", "Homs"], {("card", "Homs")}),
        (
            ["--kind", "claim", "--actor", "HTS", "--grade", "unrated"],
            {("claim", "Its fighters stand at the gates of")},
        ),
        (["--stale"], set()),
        (["--conflict"], set()),
        (["--label", "red"], set()),
        (["--source", "AFP", "--newest"], {("event", "Hezbollah has pulled out of the Hom")}),
    ],
)
def test_a_search_is_narrowed(command: Command, sample: Path, options: list[str], found: set[tuple[str, str]]) -> None:
    hits = command("search", sample, "homs", *options, "--json").json["hits"]
    assert {(hit["table"], hit["title"][:35].strip()) for hit in hits} == found


@pytest.mark.parametrize("options", [["--kind", "boat"], ["--label", "blue"], ["--grade", "B2"], ["--actor", "Nobody"]])
def test_a_search_by_what_there_is_not_is_refused(command: Command, sample: Path, options: list[str]) -> None:
    assert command("search", sample, "homs", *options).code == 1


def test_search_finds_in_any_spelling(command: Command, sample: Path) -> None:
    answer = command("search", sample, "السويداء", "--json").json
    assert list(answer) == ["format", "hits"]
    assert all(list(hit) == ["id", "table", "title", "snippet"] for hit in answer["hits"])
    assert {hit["table"] for hit in answer["hits"]} == {"card", "location"}
    assert "Druze" in command("search", sample, "druze").out
    assert "Nothing was found" in command("search", sample, "zzzz").out


def test_info_tells_what_the_file_is(command: Command, sample: Path) -> None:
    answer = command("--person", "field coord.", "info", sample, "--json").json
    documented = {"name", "timezone", "closed_at", "counts", "schema", "laptop", "arrival", "label"}
    assert documented <= answer.keys()
    assert (answer["timezone"], answer["label"], answer["closed_at"]) == ("Asia/Damascus", "TLP:AMBER", NIGHT)
    assert (answer["counts"]["card"], answer["person"]) == (8, "field coord.")
    assert "8 cards" in command("info", sample).out


def test_the_history_tells_who_did_what_and_can_be_asked_of_one_thing(command: Command, sample: Path) -> None:
    arrival = command("info", sample, "--json").json["arrival"]
    command("move", sample, "Homs", "fallen", "--person", "night shift")
    command("move", sample, "Damascus", "contested")
    lines: list[dict[str, Any]] = command("history", sample, "--since", f"#{arrival}", "--json").json["history"]
    assert [line["action"] for line in lines] == ["move_card", "move_card"]
    assert [line["person"] for line in lines] == [None, "night shift"]
    assert set(lines[0]) == {
        "arrival",
        "change",
        "action",
        "words",
        "recorded_at",
        "arrived_at",
        "laptop",
        "person",
        "undone",
        "merged",
        "suspect_clock",
    }
    of_homs = command("history", sample, "--id", "Homs", "--since", f"#{arrival}").out
    assert "contested → fallen" in of_homs and "Damascus" not in of_homs


def test_the_difference_between_two_moments_names_moves_and_news(command: Command, sample: Path) -> None:
    arrival = command("info", sample, "--json").json["arrival"]
    command("move", sample, "Homs", "fallen")
    command("add", sample, "event", "kind=other", "text=A bridge is closed")
    later = command("info", sample, "--json").json["arrival"]
    answer = command("diff", sample, "--from", f"#{arrival}", "--to", f"#{later}", "--json").json
    assert list(answer) == ["format", "from", "to", "differences"]
    assert {difference["kind"] for difference in answer["differences"]} >= {"moved", "new_event"}
    assert "contested → fallen" in command("diff", sample, "--from", f"#{arrival}", "--to", f"#{later}").out


def test_check_finds_a_sound_file_in_order(command: Command, sample: Path) -> None:
    ran = command("check", sample, "--json")
    assert ran.code == 0
    assert ran.json["clean"] and ran.json["findings"] == []
    assert "in order" in command("check", sample).out
