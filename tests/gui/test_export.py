"""Files for others, from the window."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from situation_board.core.actions.records import edit_thing
from situation_board.core.exporting.tables import EVERYTHING
from situation_board.core.extracts import extract_of
from situation_board.core.store import Store
from situation_board.core.vocabulary import HandlingLabel, SheetProfile
from situation_board.gui.exporting.choices import EXTRACT, WHOLE
from situation_board.gui.exporting.dialog import ExportDialog
from situation_board.gui.exporting.in_window import ask_export
from situation_board.gui.main_window import MainWindow
from tests.gui.fixtures import HERE

PATIENCE = 15_000


@pytest.fixture
def shown() -> list[QUrl]:
    return []


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, shown: list[QUrl]) -> Iterator[ExportDialog]:
    def show(url: QUrl) -> bool:
        shown.append(url)
        return True

    made = ask_export(window, show=show)
    qtbot.waitUntil(lambda: bool(made.says.text()), timeout=PATIENCE)
    yield made


def choose(dialog: ExportDialog, what: str, form: str | None = None) -> None:
    dialog.form.what.setCurrentIndex(dialog.form.what.findData(what))
    if form is not None:
        dialog.form.form.setCurrentIndex(dialog.form.form.findData(form))


def save(qtbot: QtBot, dialog: ExportDialog, path: Path) -> None:
    """Press Save, name the file, and wait until it is said that it is whole."""
    window = dialog.parent()
    assert isinstance(window, MainWindow)
    dialog.save.click()
    asked = dialog.findChild(QFileDialog)
    assert asked is not None
    asked.fileSelected.emit(str(path))
    asked.close()
    qtbot.waitUntil(lambda: path.name in window.centre.banner.text, timeout=PATIENCE)


def test_cards_are_written_and_the_folder_can_be_shown(
    qtbot: QtBot, dialog: ExportDialog, window: MainWindow, tmp_path: Path, shown: list[QUrl]
) -> None:
    assert "8" in dialog.says.text() and "TLP:AMBER" in dialog.says.text()
    save(qtbot, dialog, tmp_path / "cards.csv")
    text = (tmp_path / "cards.csv").read_text(encoding="utf-8-sig")
    assert {"Homs", "Damascus"} <= {row["place"] for row in csv.DictReader(text.splitlines())}
    [offer] = window.centre.banner.offers
    offer.click()
    assert [Path(url.toLocalFile()) for url in shown] == [tmp_path]


def test_only_the_forms_that_it_can_have_are_offered(dialog: ExportDialog) -> None:
    box = dialog.form.form

    def forms() -> list[str]:
        return [str(box.itemData(at)) for at in range(box.count())]

    assert forms() == [".csv", ".xlsx", ".geojson", ".kml"]
    choose(dialog, "actors", ".xlsx")
    assert forms() == [".csv", ".xlsx"] and dialog.form.choice.form == ".xlsx"
    choose(dialog, "events")
    assert dialog.form.choice.form == ".xlsx", "what was chosen stays"
    choose(dialog, "everything")
    assert forms() == [".xlsx"]
    choose(dialog, WHOLE)
    assert forms() == [".json"] and not dialog.form.label.isVisible() and dialog.form.attachments.isVisible()
    choose(dialog, EXTRACT)
    assert forms() == [".sitboard"] and dialog.form.profile.isVisible() and not dialog.form.hxl.isVisible()


def test_what_a_label_leaves_out_is_counted_before_it_is_written(
    qtbot: QtBot, dialog: ExportDialog, window: MainWindow, tmp_path: Path
) -> None:
    window.situation.do(edit_thing, _card(window), {"label": HandlingLabel.RED})
    choose(dialog, "cards", ".geojson")
    dialog.form.label.setCurrentIndex(dialog.form.label.findData("TLP:AMBER"))
    qtbot.waitUntil(lambda: "1" in dialog.says.text().partition("\n")[2], timeout=PATIENCE)
    save(qtbot, dialog, tmp_path / "cards.geojson")
    assert len(json.loads((tmp_path / "cards.geojson").read_text(encoding="utf-8"))["features"]) == 7


def test_what_is_left_out_wholly_is_counted_as_well(qtbot: QtBot, dialog: ExportDialog, window: MainWindow) -> None:
    with Store.open(window.path, identity=HERE) as store, store.reading() as reading:
        claims = [thing for (thing,) in reading.all("SELECT thing FROM claim WHERE voided = 0")]
    for claim in claims:
        window.situation.do(edit_thing, claim, {"label": HandlingLabel.RED})
    choose(dialog, EVERYTHING, ".xlsx")
    dialog.form.label.setCurrentIndex(dialog.form.label.findData("TLP:AMBER"))
    qtbot.waitUntil(lambda: "claims" in dialog.says.text().partition("\n")[2], timeout=PATIENCE)


def _card(window: MainWindow) -> str:
    with Store.open(window.path, identity=HERE) as store, store.reading() as reading:
        return str(reading.value("SELECT card FROM board WHERE place = 'homs'"))


def test_an_extract_is_made_under_a_passphrase_of_its_own(qtbot: QtBot, dialog: ExportDialog, tmp_path: Path) -> None:
    choose(dialog, EXTRACT)
    dialog.form.profile.setCurrentIndex(1)
    dialog.form.protect.setChecked(True)
    dialog.save.click()
    assert dialog.findChild(QFileDialog) is None, "without a passphrase nothing is asked"
    for line in (dialog.form.passphrase.first, dialog.form.passphrase.again):
        line.setText("five words of no meaning here")
    path = tmp_path / "out.sitboard"
    save(qtbot, dialog, path)
    from situation_board.core.protection.passphrase import key_of_passphrase

    key = key_of_passphrase(path, "five words of no meaning here")
    with Store.open(path, key=key) as store, store.reading() as reading:
        mark = extract_of(reading)
        assert mark is not None and mark.profile is SheetProfile.REDACTED


def test_the_whole_situation_is_merged_when_it_is_dropped_on_the_window(
    qtbot: QtBot, dialog: ExportDialog, window: MainWindow, tmp_path: Path
) -> None:
    choose(dialog, WHOLE)
    save(qtbot, dialog, tmp_path / "all.json")
    window.importing.show_import(tmp_path / "all.json")
    banner = window.centre.banner
    qtbot.waitUntil(lambda: "can be merged into this one" in banner.text, timeout=PATIENCE)
    next(offer for offer in banner.offers if "Merge" in offer.text()).click()
    qtbot.waitUntil(lambda: "is here already" in window.centre.banner.text, timeout=PATIENCE)


def test_the_file_itself_is_never_written_over(qtbot: QtBot, dialog: ExportDialog, window: MainWindow) -> None:
    choose(dialog, EXTRACT)
    before = window.path.read_bytes()
    dialog.begin(dialog.form.choice, window.path)
    assert dialog.error.is_shown() and window.path.read_bytes() == before


def test_a_place_that_cannot_be_written_to_is_told_in_the_dialog(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    dialog.begin(dialog.form.choice, tmp_path / "not there" / "x.csv")
    qtbot.waitUntil(dialog.error.is_shown, timeout=PATIENCE)
    assert dialog.isVisible() and dialog.save.isEnabled()


def test_stop_ends_the_writing_and_leaves_nothing(qtbot: QtBot, dialog: ExportDialog, tmp_path: Path) -> None:
    choose(dialog, EXTRACT)
    (tmp_path / "to").mkdir()
    dialog.begin(dialog.form.choice, tmp_path / "to" / "x.sitboard")
    dialog.reject()
    assert dialog.isVisible() and "Stopped" in dialog.error.text()
    qtbot.waitUntil(lambda: not list((tmp_path / "to").iterdir()), timeout=PATIENCE)


def test_on_a_laptop_at_risk_a_question_comes_first(window: MainWindow) -> None:
    window.settings.at_risk = True
    dialog = ask_export(window)
    box = window.findChild(QMessageBox)
    assert box is not None and not dialog.isVisible()
    box.reject()
