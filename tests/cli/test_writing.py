"""Commands that change: what they change, what they say, and what undo brings back."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command

Cards = Callable[..., dict[str, list[dict[str, Any]]]]


def places(cards: list[dict[str, Any]]) -> list[str]:
    return [card["location"] for card in cards]


def test_a_write_returns_its_change_and_ids(command: Command, sample: Path) -> None:
    answer = command("move", sample, "Homs", "fallen", "--json").json
    assert list(answer) == ["format", "change", "ids"]
    assert answer["format"] == 1 and isinstance(answer["change"], str) and len(answer["ids"]) == 1


def test_a_moved_card_keeps_its_basis_and_its_parties_follow(command: Command, sample: Path, board: Cards) -> None:
    ran = command("move", sample, "حمص", "fallen")
    assert "contested → fallen" in ran.out
    homs = board()["fallen"][0]
    assert (homs["location"], homs["actors"], homs["from_actors"], homs["basis"]) == (
        "Homs",
        ["Hayat Tahrir al-Sham"],
        ["Syrian army"],
        "claimed",
    )
    assert homs["as_of"]["precision"] == "not_stated"


def test_a_move_can_say_who_from_whom_when_on_what_basis(command: Command, sample: Path, board: Cards) -> None:
    who = ("--by", "rebels, HTS", "--from", "unknown", "--basis", "reported", "--note", "Seen by two people")
    assert command("move", sample, "#1", "fallen", *who, "--as-of", "2024-12-07 21:30").code == 0
    assert places(board()["advancing"]) == ["Damascus"]  # its status of 8 December still counts
    assert command("undo", sample).code == 0
    assert command("move", sample, "#1", "fallen", *who, "--as-of", "8 Dec 2024").code == 0
    [damascus] = [card for card in board()["fallen"] if card["location"] == "Damascus"]
    assert (damascus["actors"], damascus["from_actors"]) == (["Opposition factions", "Hayat Tahrir al-Sham"], None)
    assert damascus["basis"] == "reported"
    assert damascus["note"].startswith("Seen by two people · HTS comes from the north")


def test_a_back_dated_move_that_changes_nothing_on_the_board_says_so(command: Command, sample: Path) -> None:
    assert "later status" in command("move", sample, "Homs", "held", "--as-of", "2024-12-01").err


def test_undo_and_redo_bring_back_exactly_what_was(command: Command, sample: Path, board: Cards) -> None:
    before = board()
    command("move", sample, "Homs", "fallen", "--by", "HTS")
    moved = board()
    assert "Undone:" in command("undo", sample).out
    assert board() == before
    assert "Done again:" in command("redo", sample).out
    assert board() == moved


def test_there_is_nothing_to_undo_where_one_has_done_nothing(command: Command, sample: Path) -> None:
    ran = command("undo", sample)
    assert (ran.code, ran.out) == (1, "")
    assert "nothing to undo" in ran.err


def test_a_card_is_put_in_front_of_another(command: Command, sample: Path, board: Cards) -> None:
    command("order", sample, "Moadamiya", "--before", "Sweida")
    assert places(board()["fallen"]) == ["Daraa", "Moadamiya", "Sweida", "Quneitra"]
    assert command("order", sample, "Homs", "--before", "Sweida").code == 1


def test_verified_is_not_changed(command: Command, sample: Path, board: Cards) -> None:
    before = board()["fallen"][0]
    assert command("verify", sample, "Daraa", "--with", "phone, partner").code == 0
    after = board()["fallen"][0]
    assert before["verified_at"] is None and after["verified_at"] is not None
    assert {**after, "verified_at": None} == before


@pytest.mark.parametrize(
    ("table", "pairs"),
    [
        ("card", ["location=Suran, Hama", "column=contested", "moving=HTS", "controllers=Syrian army", "note=Hills"]),
        ("event", ["kind=displacement", "location=Idlib", "figures=at least 500 displaced families; 20 killed"]),
        ("event", ["kind=advisory", "audience=citizens", "instruction=Leave now", "actors=India", "starts=2024-12-07"]),
        (
            "actor",
            ["name=Syrian Democratic Forces", "short_name=SDF", "names=ar:قوات سوريا الديمقراطية", "kind=coalition"],
        ),
        ("location", ["name=Tall Rifat"]),
        ("location", ["name=Depot 4", "parent=Homs", "latitude=34.71", "longitude=36.7", "kind=site"]),
        ("route", ["via=Homs, Tartus", "kind=road", "state=restricted", "condition=checkpoint"]),
        ("source", ["name=Radio", "kind=media"]),
        ("report", ["title=Morning call", "source=OCHA", "received=2024-12-07 06:00"]),
        ("claim", ["about=Homs", "speaker=Syrian army", "verb=denied", "stance=against", "text=We hold the city"]),
        ("link", ["actor=Turkey", "kind=opposes", "other=Hezbollah"]),
    ],
)
def test_everything_can_be_added_shown_struck_and_brought_back(
    command: Command, sample: Path, table: str, pairs: list[str]
) -> None:
    pairs = [pair.replace("displaced families", "households displaced") for pair in pairs]
    added = command("add", sample, table, *pairs, "--json")
    assert added.code == 0, added.err
    thing = added.json["ids"][0]
    shown = command("show", sample, thing, "--json").json
    assert shown["table"] == table
    assert command("strike", sample, thing, "--why", "a test").code == 0
    assert command("show", sample, thing, "--json").json["fields"]["voided_why"] == "a test"
    assert command("undo", sample).code == 0
    assert command("show", sample, thing, "--json").json == shown
    assert command("check", sample).code == 0


def test_a_field_is_changed_and_cleared(command: Command, sample: Path) -> None:
    assert "note" in command("edit", sample, "actor:HTS", "note=new name", "colour=#123456").out
    assert command("show", sample, "actor:HTS", "--json").json["fields"]["note"] == "new name"
    command("edit", sample, "actor:HTS", "note=")
    assert command("show", sample, "actor:HTS", "--json").json["fields"]["note"] is None
    assert "nothing to change" in command("edit", sample, "actor:HTS", "note=").out


def test_a_card_is_edited_together_with_its_status(command: Command, sample: Path, board: Cards) -> None:
    assert command("edit", sample, "Homs", "basis=confirmed", "note=Two calls", "controllers=nobody").code == 0
    homs = board()["contested"][0]
    assert (homs["basis"], homs["note"], homs["from_actors"]) == ("confirmed", "Two calls", [])


def test_the_situation_itself_is_edited(command: Command, sample: Path) -> None:
    assert command("edit", sample, "situation", "label=green", "exercise=yes", "heading_fallen=Changed hands").code == 0
    out = command("board", sample).out
    assert all(word in out for word in ("TLP:GREEN", "EXERCISE", "CHANGED HANDS"))
    assert command("edit", sample, "situation", "timezone=Europe/Paris").code == 1


def test_a_new_situation_is_empty_and_a_file_is_never_overwritten(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "حمص 2025.sitboard"
    assert command("new", path, "--name", "Floods", "--timezone", "Asia/Karachi").code == 0
    assert [column["cards"] for column in command("board", path, "--json").json["columns"]] == [[], [], [], []]
    ran = command("new", path, "--name", "Floods", "--timezone", "Asia/Karachi")
    assert ran.code == 1 and "exists already" in ran.err


def test_the_sample_is_made_as_a_new_situation_under_ones_own_name(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "own.sitboard"
    assert command("new", path, "--sample", "--name", "Training", "--json").json["name"] == "Training"
    assert command("new", tmp_path / "b.sitboard", "--sample", "--timezone", "Europe/Paris").code == 1


def test_a_given_time_counts_as_now(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "new.sitboard"
    command("--now", "2025-03-01 08:00", "new", path, "--name", "X", "--timezone", "Asia/Damascus")
    add = ("add", path, "card", "location=Homs", "column=held", "as_of=07:30")
    assert command(*add, "--now", "2025-03-01 08:00").code == 0
    card = command("board", path, "--column", "held", "--json", "--now", "2025-03-01 09:00").json["columns"][0][
        "cards"
    ][0]
    assert (card["as_of"]["at"], card["stale"]) == ("2025-03-01T07:30:00+03:00", False)
    later = command("board", path, "--column", "held", "--json", "--now", "2025-03-20").json
    assert later["columns"][0]["cards"][0]["stale"]
    assert later["as_of"]["at"].startswith("2025-03-20T00:00")


def test_a_protected_situation_needs_its_key_file(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, key = tmp_path / "safe.sitboard", tmp_path / "key"
    key.write_text("ab" * 32)
    new = ("new", path, "--name", "Safe", "--timezone", "UTC", "--key-file", key)
    assert command(*new).code == 0
    assert command("info", path).code == 1
    assert command("info", path, "--key-file", key).code == 0
    monkeypatch.setenv("SITBOARD_KEY_FILE", str(key))
    assert command("info", path).code == 0
    other = Path(shutil.copy(path, tmp_path / "copy.sitboard"))
    assert command("merge", path, other).code == 0


def test_two_laptops_that_disagree_are_merged_and_one_value_is_kept(
    command: Command, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, board: Cards
) -> None:
    other = Path(shutil.copy(sample, tmp_path / "other.sitboard"))
    command("move", sample, "Homs", "fallen")
    monkeypatch.setenv("SITBOARD_CONFIG_DIR", str(tmp_path / "second laptop"))
    command("move", other, "Homs", "held")
    tried = command("merge", sample, other, "--dry-run", "--json").json
    assert (tried["dry_run"], tried["new"], len(tried["conflicts"])) == (True, 2, 1)
    assert sum(card["conflicts"] for cards in board().values() for card in cards) == 0
    merged = command("merge", sample, other, "--json").json
    assert list(merged) == ["format", "other", "dry_run", "new", "known", "arrival", "conflicts"]
    [conflict] = merged["conflicts"]
    assert len(conflict["sides"]) == 2
    assert "CONFLICT" in command("board", sample).out
    assert conflict["id"] in command("show", sample, "Homs").out
    assert command("resolve", sample, conflict["id"][:8], "--keep", "nothing such").code == 1
    assert command("resolve", sample, conflict["id"][:8], "--keep", "fallen").code == 0
    assert "Homs" in places(board()["fallen"])
    assert sum(card["conflicts"] for cards in board().values() for card in cards) == 0
    assert command("merge", sample, other, "--json").json["new"] == 0
    assert command("check", sample).code == 0


def test_two_things_are_said_to_be_one(command: Command, sample: Path) -> None:
    thing = command("add", sample, "actor", "name=Hizbollah militia", "--json").json["ids"][0]
    assert command("same", sample, "Hezbollah", thing).code == 0
    assert command("show", sample, "Hizbollah militia", "--json").json["name"] == "Hezbollah"
    assert command("same", sample, "Hezbollah", "location:Homs").code == 1
    assert command("undo", sample).code == 0
    assert command("show", sample, "Hizbollah militia", "--json").json["id"] == thing
