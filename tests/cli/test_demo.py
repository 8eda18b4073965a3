"""The demo's sample is always untouched, and never takes the place of somebody's work."""

from __future__ import annotations

from pathlib import Path

from situation_board.cli.demo import fresh_sample
from situation_board.cli.session import Session
from tests.cli.conftest import Command


def test_an_untouched_sample_is_used_again(tmp_path: Path) -> None:
    first = fresh_sample(Session(), tmp_path)
    assert first.name == "syria.sitboard"
    assert fresh_sample(Session(person="another"), tmp_path) == first


def test_a_sample_in_which_somebody_worked_is_left_alone(tmp_path: Path, command: Command) -> None:
    first = fresh_sample(Session(), tmp_path)
    command("move", first, "Homs", "fallen")
    second = fresh_sample(Session(), tmp_path)
    assert second.name == "syria-2.sitboard"
    assert "Homs" in [card["location"] for card in fallen(command, first)]
    assert "Homs" not in [card["location"] for card in fallen(command, second)]


def fallen(command: Command, path: Path) -> list[dict[str, object]]:
    answer = command("board", path, "--column", "fallen", "--json").json
    cards: list[dict[str, object]] = answer["columns"][0]["cards"]
    return cards


def test_a_file_of_another_kind_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "syria.sitboard").write_text("my notes on Syria, which are no situation")
    assert fresh_sample(Session(), tmp_path).name == "syria-2.sitboard"
    assert (tmp_path / "syria.sitboard").read_text().startswith("my notes")
