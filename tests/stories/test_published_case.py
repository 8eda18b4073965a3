"""December 2024 as UNHCR and OCHA published it, entered in the window and on the command line, and drawn as told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from situation_board.gui.main_window import MainWindow
from tests.gui.fixtures import OpenWindow
from tests.gui.panels import plain
from tests.stories.person import CTRL, SHIFT, Key, Person, situation_board

SAID = {800_000, 1_000_000, 1_100_000, 664_000, 486_000}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "december.sitboard"
    situation_board("new", path, "--name", "Syria, Dec 2024", "--timezone", "Asia/Damascus")
    return path


@pytest.fixture
def person(open_window: OpenWindow, file: Path, qtbot: QtBot) -> Person:
    return Person(open_window(file), qtbot)


def test_two_sources_a_band_a_peak_and_returns_are_drawn_as_they_were_told(person: Person, tmp_path: Path) -> None:
    window, file = person.window, person.window.path
    speak_the_range(person)
    event = ("add", file, "event", "kind=displacement", "location=Syria")
    situation_board(*event, "source=UNHCR", "starts=2024-12-13", "figures=1.1 million displaced, cumulative")
    situation_board("add", file, "source", "name=OCHA")
    figures = "664,000 displaced, cumulative; 486,000 returned, cumulative"
    situation_board(*event, "source=OCHA", "starts=2024-12-31", f"figures={figures}")

    person.press(Key.Key_C, CTRL | SHIFT)
    person.wait_until(lambda: window.docks.charts.isVisible() and len(window.charts.drawing.series) == 3)
    assert drawn(window) == {
        "UNHCR displaced": [(800_000, 1_000_000), (1_100_000, 1_100_000)],
        "OCHA displaced": [(664_000, 664_000)],
        "OCHA returned": [(486_000, 486_000)],
    }
    assert plain(window.charts.why.label.text()).startswith("Not added: ")

    told = json.loads(situation_board("series", file, "--json"))
    assert {number for each in told["series"] for point in each["points"] for number in ends(point)} == SAID
    assert len(told["not_added"]) == 3
    assert any("different sources: OCHA and UNHCR" in pair["why"] for pair in told["not_added"])
    chart = tmp_path / "chart.csv"
    situation_board("chart", file, chart)
    rows = chart.read_text(encoding="utf-8-sig")
    assert all(str(number) in rows for number in SAID) and str(1_100_000 - 486_000) not in rows


def speak_the_range(person: Person) -> None:
    """By keyboard: what, where, (to, who,) how many, when, who says so; a new source is added by Enter."""
    entry = person.window.event_entry
    person.press(Key.Key_E, CTRL)
    person.wait_until(entry.what.hasFocus)
    for words in ("", "Syria", "", "", "between 800,000 and one million displaced, cumulative", "9 Dec 2024"):
        person.write(words)
        entry.where.close_list()
        person.press(Key.Key_Tab)
    person.write("UNHCR")
    person.wait_until(entry.says_so.is_list_open)
    person.press(Key.Key_Down)
    person.press(Key.Key_Return)
    person.wait_until(lambda: not entry.says_so.is_list_open())
    person.press(Key.Key_Return)
    person.wait_until(entry.isHidden)


def drawn(window: MainWindow) -> dict[str, list[tuple[int | None, int | None]]]:
    return {
        f"{window.charts.answer.chart.known.source(each.key)} {each.key.category}": [
            (piece.bounds.low, piece.bounds.high) for piece in each.pieces
        ]
        for each in window.charts.drawing.series
        if window.charts.answer is not None
    }


def ends(point: dict[str, Any]) -> tuple[int, int]:
    return point["low"], point["high"]
