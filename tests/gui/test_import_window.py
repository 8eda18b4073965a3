"""Importing in the window: the report first, questions beside their fields, one step that undo takes back."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from situation_board.core.actions.records import strike
from situation_board.core.history import history
from situation_board.core.importing.examining import Progress
from situation_board.core.importing.options import DateOrder
from situation_board.core.vocabulary import Column
from situation_board.gui.entry.wording import without_marks
from situation_board.gui.importing.in_window import pasted_name, table_in
from situation_board.gui.importing.window import ImportWindow
from situation_board.gui.look import fitting
from situation_board.gui.main_window import MainWindow
from tests.gui.fixtures import OpenWindow, close, press

TABLE = "place,date,IDPs\nHoms,2023-10-01,1200\nNowhere,2023-10-02,plenty\nHama,2023-10-03,800\n"
OPEN_DATES = "place,date,IDPs\nHoms,03/04/2024,1200\nHama,05/06/2024,800\n"
CONTROL = "name,held by\nHoms,Blue flag\nHama,Blue flag\n"


def written(tmp_path: Path, text: str, name: str = "data.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def opened(qtbot: QtBot, window: MainWindow, path: Path) -> ImportWindow:
    """The report on a file, complete."""
    importing = window.importing.show_import(path)
    assert importing is not None
    settle(qtbot, importing)
    return importing


def settle(qtbot: QtBot, importing: ImportWindow) -> None:
    qtbot.waitUntil(lambda: importing.going.isHidden() and not importing._typing.isActive(), timeout=20_000)


def take_in(qtbot: QtBot, window: MainWindow, importing: ImportWindow) -> None:
    with qtbot.waitSignal(importing.imported, timeout=20_000):
        importing.import_button.click()
    qtbot.waitUntil(lambda: window.situation.is_quiet and window.undoing.undo.isEnabled(), timeout=10_000)


def choose(qtbot: QtBot, importing: ImportWindow, row: int, field: str) -> None:
    """What the column in that row is taken as, as a person chooses it."""
    choice = importing.columns.choice_of(row)
    assert choice.findData(field) >= 0
    choice.setCurrentIndex(choice.findData(field))
    choice.activated.emit(choice.currentIndex())
    settle(qtbot, importing)


def choose_part(qtbot: QtBot, importing: ImportWindow, row: int, part: str) -> None:
    box = importing.columns.part_of(row)
    assert box is not None
    line = box.lineEdit()
    assert line is not None
    line.setText(part)
    press(line, Qt.Key.Key_Return)
    settle(qtbot, importing)


def test_the_report_comes_first_and_nothing_is_kept_until_import(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    importing = opened(qtbot, window, written(tmp_path, TABLE))
    said = importing.report.toPlainText()
    assert "Rows: 3. Taken in: 2. Not taken in: 1. Of these: displacement 2." in said.translate(
        {0x2068: None, 0x2069: None}
    )
    assert "never a total" in said
    assert importing.left_out.table.rows.rows[0][0] == "3" and "plenty" in importing.left_out.table.rows.rows[0][2]
    assert {row[0] for row in importing.places.table.rows.rows} == {"Homs", "Hama"}
    importing.close()
    with window.situation._writing.store.reading() as reading:
        assert not reading.value("SELECT count(*) FROM dataset")


def test_an_import_is_told_with_undo_and_shown_in_the_events_table(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    importing = opened(qtbot, window, written(tmp_path, TABLE))
    take_in(qtbot, window, importing)
    banner = window.centre.banner
    assert "data.csv" in banner.text and not banner.undo.isHidden()
    qtbot.waitUntil(lambda: len(window.events.model.ids) == 2, timeout=10_000)
    banner.undo.click()
    qtbot.waitUntil(lambda: len(window.events.model.ids) == 0, timeout=10_000)
    assert banner.text == ""


def test_where_no_column_says_when_a_person_may_and_the_name_of_the_file_does(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    importing = opened(qtbot, window, written(tmp_path, "place,IDPs\nHoms,5\nHama,6\n", "sites_2024-12-05.csv"))
    assert importing.form.as_of.isVisible()
    said = importing.report.toPlainText().translate({0x2068: None, 0x2069: None})
    assert "5 Dec 2024" in said and "name of the file" in said
    assert said.index("name of the file") < said.index("is taken as"), "what touches rows comes first"
    importing.form.as_of.setText("1 Dec 2024")
    importing.look_again()
    settle(qtbot, importing)
    assert "1 Dec 2024" in importing.report.toPlainText() and importing.form.as_of.isVisible()
    dated = opened(qtbot, window, written(tmp_path, TABLE))
    assert not dated.form.as_of.isVisible()


def test_what_was_said_just_now_is_reported_before_it_is_taken_in(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    importing = opened(qtbot, window, written(tmp_path, "place,IDPs\nHoms,5\n", "sites_2024-12-05.csv"))
    importing.form.as_of.setText("1 Dec 2024")
    importing.form.as_of.textEdited.emit("1 Dec 2024")
    importing.import_button.click()
    assert not importing.import_button.isEnabled()
    settle(qtbot, importing)
    assert "1 Dec 2024" in importing.report.toPlainText()
    with window.situation._writing.store.reading() as reading:
        assert reading.value("SELECT count(*) FROM dataset") == 0
    take_in(qtbot, window, importing)


def test_an_open_question_stands_beside_its_field_and_holds_the_import(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    importing = opened(qtbot, window, written(tmp_path, OPEN_DATES))
    assert "03/04/2024" in importing.form.errors["date_order"].text()
    assert not importing.import_button.isEnabled()
    importing.form.date_order.setCurrentIndex(importing.form.date_order.findData(DateOrder.MONTH_FIRST))
    importing.form.date_order.activated.emit(importing.form.date_order.currentIndex())
    qtbot.waitUntil(importing.import_button.isEnabled, timeout=10_000)
    assert not importing.form.errors["date_order"].is_shown()
    importing.close()


def test_a_chosen_column_is_looked_at_again_and_remembered_for_such_files(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    text = "where to,date,how plenty\nHoms,2023-10-01,1200\n"
    importing = opened(qtbot, window, written(tmp_path, text))
    for row, field in ((0, "place"), (2, "displaced")):
        choose(qtbot, importing, row, field)
    assert importing._look is not None
    assert [figure.number for figure in importing._look.seen.examined.figures] == [1200]
    take_in(qtbot, window, importing)
    again = opened(qtbot, window, written(tmp_path, text.replace("1200", "700"), "other.csv"))
    assert again.columns.said() == {"place": "where to", "displaced": "how plenty"}
    assert again.recalled.isVisible(), "nothing is said again in silence"
    again.recalled.afresh.click()
    settle(qtbot, again)
    assert again.columns.said() == {} and again.recalled.isHidden()
    assert again.columns.choice_of(2).currentData() == ""
    again.close()
    afresh = opened(qtbot, window, written(tmp_path, text.replace("1200", "800"), "third.csv"))
    assert afresh.columns.said() == {} and afresh.recalled.isHidden()
    afresh.close()


def test_a_column_can_be_left_out(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    importing = opened(qtbot, window, written(tmp_path, TABLE))
    choose(qtbot, importing, 2, "")
    assert importing._look is not None and not importing._look.seen.examined.figures
    importing.close()


def test_a_column_can_count_a_part_of_whom_it_speaks(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    text = "place,date,Total displaced,Col F\nHoms,2024-12-01,2200,1200\nHama,2024-12-01,1350,700\n"
    importing = opened(qtbot, window, written(tmp_path, text))
    importing.tabs.setCurrentWidget(importing.columns)
    assert importing.columns.part_of(0) is None, "a place has no parts"
    choose(qtbot, importing, 3, "displaced")
    choose_part(qtbot, importing, 3, "women + girls")
    assert importing.columns.said() == {"displaced+women_girls": "Col F"}
    part, whole = importing.columns.part_of(3), importing.columns.choice_of(3)
    assert part is not None and part.currentText() == "women girls" and whole.currentData() == "displaced"
    assert importing.columns.choice_of(2).currentData() == "displaced", "the whole comes back to its column"
    assert numbers(importing) == [3550], "a part of the whole is not a figure beside it"
    choose_part(qtbot, importing, 3, "")
    assert importing.columns.said() == {"displaced": "Col F"}
    assert numbers(importing) == [1900]
    importing.close()


def numbers(importing: ImportWindow) -> list[int]:
    assert importing._look is not None
    return [figure.number for figure in importing._look.seen.examined.figures]


def test_a_part_that_a_header_names_is_shown_and_can_be_taken_away(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    importing = opened(qtbot, window, written(tmp_path, "place,date,IDPs women\nHoms,2024-12-01,1200\n"))
    part = importing.columns.part_of(2)
    assert part is not None and part.currentText() == "women"
    whole = importing.columns.choice_of(2).currentText()
    assert "displaced" in whole and "women" not in whole
    choose_part(qtbot, importing, 2, "")
    assert importing._look is not None
    assert [column.part for column in importing._look.seen.columns] == ["", "", ""]
    importing.close()


def test_lists_to_choose_from_are_made_for_the_columns_that_are_seen(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    headers = ",".join(["place", "date", "IDPs", *(f"question {number}" for number in range(1_500))])
    importing = opened(qtbot, window, written(tmp_path, f"{headers}\nHoms,2024-12-01,1200{',x' * 1_500}\n"))
    importing.tabs.setCurrentWidget(importing.columns)
    table = importing.columns.table
    qtbot.waitUntil(lambda: table.cellWidget(0, 1) is not None)
    made = sum(table.cellWidget(row, 1) is not None for row in range(table.rowCount()))
    assert table.rowCount() == 1_503 and made < 100
    table.scrollToBottom()
    assert table.cellWidget(1_502, 1) is not None
    importing.close()


def test_the_wheel_scrolls_the_columns_and_chooses_nothing(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    importing = opened(qtbot, window, written(tmp_path, TABLE))
    choice = importing.columns.choice_of(0)
    choice.setFocus()
    before, down = choice.currentIndex(), QPoint(0, -120)
    keys, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    button = Qt.MouseButton.NoButton
    QApplication.sendEvent(choice, QWheelEvent(QPointF(5, 5), QPointF(5, 5), down, down, button, keys, phase, False))
    assert choice.currentIndex() == before and importing.columns.said() == {}
    importing.close()


def test_who_is_meant_is_asked_and_an_unknown_actor_is_told_there(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    importing = opened(qtbot, window, written(tmp_path, CONTROL))
    importing.form.as_of.setText("7 Dec 2024")
    importing.form.as_of.textEdited.emit("7 Dec 2024")
    settle(qtbot, importing)
    line = importing.holders._lines["Blue flag"]
    line.setText("nobody of that name")
    importing.import_button.click()
    qtbot.waitUntil(importing.holders.error.is_shown, timeout=10_000)
    line.setText("HTS")
    take_in(qtbot, window, importing)
    assert "2" in window.centre.banner.text


def test_an_unreadable_time_is_told_beside_it(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    importing = opened(qtbot, window, written(tmp_path, CONTROL))
    importing.form.as_of.setText("the day before")
    importing.form.as_of.textEdited.emit("the day before")
    settle(qtbot, importing)
    assert importing.form.errors["as_of"].is_shown() and not importing.import_button.isEnabled()
    importing.close()


def test_cells_that_are_left_out_are_counted_beside_the_rows(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    text = "place,date,IDPs,Returnees\nHoms,2024-12-01,5,7\nHama,2024-12-01,6,plenty of them\n"
    importing = opened(qtbot, window, written(tmp_path, text))
    said = without_marks(importing.report.toPlainText())
    assert "Rows: 2. Taken in: 2. Not taken in: 0. Single cells left out: 1." in said
    assert "(1)" in without_marks(importing.tabs.tabText(4))
    importing.close()


def test_what_is_left_is_told_in_minutes_where_it_takes_long(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    going = opened(qtbot, window, written(tmp_path, TABLE)).going
    going.begin("Importing")
    for began, words in ((100, "about 100 s left"), (1_000, "about 17 min left")):
        going._began = time.monotonic() - began
        going.show_progress(Progress(500, 0.5))
        assert words in without_marks(going.words.text())
    for importing in window.findChildren(ImportWindow):
        importing.close()


def test_a_file_that_is_nothing_says_so_and_the_window_lives(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "picture.csv"
    path.write_bytes(bytes(range(256)) * 40)
    importing = opened(qtbot, window, path)
    assert importing.error.is_shown() and not importing.import_button.isEnabled()
    press(importing, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.findChildren(ImportWindow), timeout=10_000)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_pipe_is_told_to_be_no_file_and_the_window_does_not_wait_for_it(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    importing = window.importing.show_import(tmp_path / "pipe.csv")
    assert importing is not None
    qtbot.waitUntil(lambda: "is no file" in importing.error.text(), timeout=20_000)
    importing.close()


def test_the_keyboard_goes_from_what_is_said_to_the_pages_and_on_to_import(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    importing = opened(qtbot, window, written(tmp_path, TABLE))
    qtbot.waitUntil(importing.isActiveWindow, timeout=10_000)
    importing.form.personal.setFocus()
    passed = []
    for _ in range(4):
        focused = QApplication.focusWidget()
        passed.append(focused)
        press(focused, Qt.Key.Key_Tab)
    assert passed[:3] == [importing.form.personal, importing.tabs.tabBar(), importing.report]
    assert passed[3] is importing.save_button
    importing.close()


def test_stop_ends_the_reading_and_keeps_nothing(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "situation_board.core.importing.examining.STEP", 5
    )  # so that it takes long, however quick it is
    rows = "".join(f"Homs,2024-12-{1 + n % 28:02},{n}\n" for n in range(20_000))
    importing = window.importing.show_import(written(tmp_path, "place,date,IDPs\n" + rows))
    assert importing is not None
    qtbot.waitUntil(lambda: "a second" in importing.going.words.text(), timeout=20_000)
    importing.cancel_button.click()
    assert "Nothing was imported" in importing.error.text()
    assert importing.going.isHidden()
    importing.close()


def test_the_report_can_be_kept_and_holds_no_live_formula(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    importing = opened(qtbot, window, written(tmp_path, TABLE.replace("plenty", "=1+1")))
    out = tmp_path / "report.csv"
    importing.save_report(out)
    qtbot.waitUntil(out.exists, timeout=10_000)
    text = out.read_text(encoding="utf-8-sig")
    assert "not taken in,3,IDPs" in text and "\n=" not in text and ",=" not in text
    importing.close()


def test_a_file_dropped_on_the_window_is_reported(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(written(tmp_path, TABLE)))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, keys)
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, keys)
    assert window.importing.eventFilter(window, entered) and entered.isAccepted()
    assert window.importing.eventFilter(window, event)
    (importing,) = window.findChildren(ImportWindow)
    settle(qtbot, importing)
    assert importing.path.name == "data.csv" and event.isAccepted()
    importing.close()


def test_a_pasted_table_is_taken_in_like_a_file(qtbot: QtBot, window: MainWindow) -> None:
    QGuiApplication.clipboard().setText("place\tdate\tIDPs\nHoms\t2024-12-01\t1200\n")
    importing = window.importing.paste_table()
    assert importing is not None
    settle(qtbot, importing)
    assert importing._look is not None and importing._look.seen.examined.loadable == 1
    importing.close()
    QGuiApplication.clipboard().setText("no table")
    assert window.importing.paste_table() is None
    assert "no table" in window.centre.banner.text


def test_a_page_with_flags_is_pasted_with_its_markup() -> None:
    data = QMimeData()
    data.setText("Homs\nHama")
    data.setHtml("<table><tr><td>Homs<td><img alt='Flag of X.svg'></table>")
    assert (table_in(data) or "").startswith("<table")
    assert pasted_name("a,b\n1,2") == pasted_name("a,b\n3,4") != pasted_name("a,c\n1,2")


@pytest.mark.parametrize("name", ["event", "dataset"])
def test_what_came_with_a_file_names_it_and_cannot_be_edited(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, name: str
) -> None:
    importing = opened(qtbot, window, written(tmp_path, TABLE))
    take_in(qtbot, window, importing)
    qtbot.waitUntil(lambda: len(window.events.model.ids) == 2, timeout=10_000)
    if name == "event":
        window.show_thing(window.events.model.ids[0])
    qtbot.waitUntil(lambda: f"thing {name}" in window.inspector._panes, timeout=10_000)
    pane = window.inspector._panes[f"thing {name}"]
    if name == "event":
        qtbot.waitUntil(lambda: pane.imported.isVisibleTo(pane), timeout=10_000)  # type: ignore[attr-defined]
        pane.rows.rows["text"].open_editor()  # type: ignore[attr-defined]
        assert not pane.rows.rows["text"].is_open  # type: ignore[attr-defined]
        qtbot.waitUntil(window.inspector.error.is_shown, timeout=5_000)
    else:
        assert "contents" not in pane.rows.rows and "rows" in pane.rows.rows  # type: ignore[attr-defined]


def test_the_list_of_imported_files_strikes_one_with_all_its_rows(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    importing = opened(qtbot, window, written(tmp_path, TABLE))
    take_in(qtbot, window, importing)
    files = window.show_list("dataset")
    qtbot.waitUntil(lambda: len(files.model.ids) == 1, timeout=10_000)
    assert not files.add_action.isVisible()
    window.situation.do(strike, files.model.ids[0], why="superseded")
    qtbot.waitUntil(lambda: len(window.events.model.ids) == 0 and not files.model.ids, timeout=10_000)
    close(qtbot, files)


def test_a_situation_that_is_dropped_is_merged_not_imported(
    qtbot: QtBot, open_window: OpenWindow, filled_file: Path, tmp_path: Path
) -> None:
    window = open_window(filled_file)
    other = tmp_path / "other.sitboard"
    other.write_bytes(b"x" * 100)
    assert window.importing.show_import(other) is None
    qtbot.waitUntil(lambda: bool(window.centre.banner.text), timeout=10_000)


def test_history_names_the_file_not_each_of_its_places(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    records = [
        {
            "id": n,
            "displacement_type": "Conflict",
            "figure": 5,
            "displacement_date": "2024-12-01",
            "locations_name": f"Place {n}",
        }
        for n in range(3)
    ]
    importing = opened(qtbot, window, written(tmp_path, json.dumps(records), "idu.json"))
    take_in(qtbot, window, importing)
    with window.situation._writing.store.reading() as reading:
        assert history(reading, limit=1)[0].words == (
            "import: IDMC Internal Displacement Updates: idu.json, 3 rows, 3 locations, 1 source"
        )


class TestWhileRowsAreLoaded:
    @pytest.fixture(autouse=True)
    def in_small_steps(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("situation_board.core.importing.importing.FEW_ROWS", 0)
        monkeypatch.setattr("situation_board.core.importing.preparing.STEP", 2)

    def loading(self, qtbot: QtBot, window: MainWindow, tmp_path: Path) -> ImportWindow:
        """An import that is under way, with long to go."""
        rows = "".join(f"Homs,2024-11-{1 + n % 28:02},{n}\n" for n in range(6_000))
        importing = opened(qtbot, window, written(tmp_path, "place,date,IDPs\n" + rows))
        importing.import_button.click()
        qtbot.waitUntil(lambda: "a second" in importing.going.words.text(), timeout=20_000)
        return importing

    def test_a_card_is_moved_meanwhile(self, qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
        importing = self.loading(qtbot, window, tmp_path)
        board = window.centre.board
        card = board.views[Column.CONTESTED].cards.ids[0]
        board.mover.move([card], Column.FALLEN)
        qtbot.waitUntil(lambda: card in board.views[Column.FALLEN].cards.ids, timeout=10_000)
        assert importing._under_way is not None
        stop(qtbot, importing)
        importing.close()

    def test_stop_leaves_nothing_and_says_so(self, qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
        known = list(window.events.model.ids)
        importing = self.loading(qtbot, window, tmp_path)
        stop(qtbot, importing)
        assert "Nothing was imported" in importing.error.text()
        assert importing.import_button.isEnabled()
        qtbot.waitUntil(lambda: window.situation.is_quiet, timeout=10_000)
        assert window.events.model.ids == known
        importing.close()

    def test_closing_the_report_stops_it_first(self, qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
        known = list(window.events.model.ids)
        importing = self.loading(qtbot, window, tmp_path)
        assert not importing.close()
        qtbot.waitUntil(lambda: not window.findChildren(ImportWindow), timeout=10_000)
        qtbot.waitUntil(lambda: window.situation.is_quiet, timeout=10_000)
        assert window.events.model.ids == known

    def test_closing_everything_stops_it_and_then_closes(
        self, qtbot: QtBot, window: MainWindow, tmp_path: Path
    ) -> None:
        self.loading(qtbot, window, tmp_path)
        with qtbot.waitSignal(window.closed, timeout=10_000):
            assert not window.close()


def stop(qtbot: QtBot, importing: ImportWindow) -> None:
    importing.cancel_button.click()
    qtbot.waitUntil(lambda: importing._under_way is None, timeout=10_000)


def test_it_says_beforehand_what_an_import_takes_the_place_of(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    first = opened(qtbot, window, written(tmp_path, TABLE))
    assert first.former.isHidden()
    take_in(qtbot, window, first)
    again = opened(qtbot, window, written(tmp_path, TABLE.replace("1200", "1300")))
    qtbot.waitUntil(again.former.isVisible, timeout=10_000)
    assert "data.csv" in again.former.text() and "which is here with 2 rows" in without_marks(again.former.text())
    again.form.source.setText("A made publisher")
    again.form.source.textEdited.emit("A made publisher")
    qtbot.waitUntil(again.former.isHidden, timeout=10_000)
    again.close()


def test_it_says_why_import_waits(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    asked = opened(qtbot, window, written(tmp_path, OPEN_DATES))
    assert "waits for the answer" in asked.waits.text() and not asked.import_button.isEnabled()
    asked.close()
    nothing = opened(qtbot, window, written(tmp_path, "place,date,IDPs\nHoms,2024-12-01,plenty\n", "nothing.csv"))
    assert "Nothing in this file" in nothing.waits.text() and not nothing.import_button.isEnabled()
    nothing.close()
    fine = opened(qtbot, window, written(tmp_path, TABLE, "fine.csv"))
    assert not fine.waits.text() and fine.import_button.isEnabled()
    fine.close()


def test_of_very_many_bad_rows_the_first_are_listed_and_the_rest_is_counted(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    bad = "".join(f"Homs,2024-12-01,many {number}\n" for number in range(10_020))
    importing = opened(qtbot, window, written(tmp_path, "place,date,IDPs\nHoms,2024-12-01,5\n" + bad))
    assert "The first 10000 of 10020 are listed" in without_marks(importing.left_out.says.text()).replace(",", "")
    kept = tmp_path / "report.csv"
    importing.save_report(kept)
    qtbot.waitUntil(kept.exists, timeout=10_000)
    qtbot.waitUntil(lambda: 'only counted",20' in kept.read_text(encoding="utf-8-sig"), timeout=10_000)
    importing.close()


def test_of_very_many_holders_some_are_listed_at_a_time_and_known_ones_count(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    common = "".join(f"Place {number},Group {number % 120}\n" for number in range(240))
    importing = opened(qtbot, window, written(tmp_path, f"name,held by\n{common}Homs,HTS\n"))
    importing.tabs.setCurrentWidget(importing.holders)
    page = importing.holders
    assert len(page._lines) == 50 and page.more.isVisible()
    assert "50 of 121 names" in without_marks(page.more_words.text())
    assert "HTS" in page.said(), "an actor that is called just so needs no line"
    page.more.click()
    assert len(page._lines) == 100
    assert page._lines["Group 50"].hasFocus()
    page.more.click()
    assert len(page._lines) == 121 and page.more.isHidden() and page.more_words.isHidden()
    importing.close()


def test_it_opens_no_larger_than_the_screen(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    importing = opened(qtbot, window, written(tmp_path, TABLE))
    room = importing.screen().availableSize()
    assert fitting(importing, 20_000, 640) == QSize(room.width() - 16, min(640, room.height() - 48))
    assert importing.minimumSizeHint().height() < 480, "what 200 % leaves of a small laptop's screen, and its frame"
    importing.close()
