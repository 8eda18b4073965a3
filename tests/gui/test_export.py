"""Files for others, from the window."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from situation_board.gui.background import Errands
from situation_board.gui.exporting import export
from situation_board.gui.main_window import MainWindow


def test_the_cards_are_written_and_it_is_said_when_they_are(
    qtbot: QtBot, window: MainWindow, errands: Errands, tmp_path: Path
) -> None:
    export(window, errands, "cards", tmp_path / "cards.csv")
    qtbot.waitUntil(lambda: "cards.csv" in window.centre.banner.text, timeout=10_000)
    text = (tmp_path / "cards.csv").read_text(encoding="utf-8-sig")
    assert {"Homs", "Damascus"} <= {row["place"] for row in csv.DictReader(text.splitlines())}


def test_a_place_that_cannot_be_written_to_is_told(
    qtbot: QtBot, window: MainWindow, errands: Errands, tmp_path: Path
) -> None:
    export(window, errands, "events", tmp_path / "not there" / "events.geojson")
    qtbot.waitUntil(lambda: window.centre.banner.problem is not None, timeout=10_000)


def test_the_menu_asks_where_to_and_the_chosen_form_is_written(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    window.importing.ask_export("events")
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "events.geojson"))
    dialog.close()
    qtbot.waitUntil(lambda: "events.geojson" in window.centre.banner.text, timeout=10_000)
    assert json.loads((tmp_path / "events.geojson").read_text(encoding="utf-8"))["features"]
