"""The window on one situation."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from situation_board.core.actions import cards, records, situations
from situation_board.core.ids import new_id
from situation_board.core.problems import Problem, Trouble
from situation_board.core.questions.cards import card_ids
from situation_board.core.resources import resource_path
from situation_board.core.rows import Actor, Location, Status
from situation_board.core.store import Changes, Reading, Saved, Store
from situation_board.core.times import exactly
from situation_board.core.vocabulary import Column, HandlingLabel
from situation_board.gui.background import Errands
from situation_board.gui.main_window import BREATH, MainWindow
from situation_board.gui.reading_page import ReadingPage, help_pages
from situation_board.gui.settings import Settings
from situation_board.gui.shortcuts import ShortcutsDialog, keys_of
from tests.gui.fixtures import HERE, OpenWindow, close, delete_later_now, open_situation, press, write

OF_CORE = [f"situation_board.core.{name}" for name in ("sample", "importing", "exporting", "history")]
HEAVY = ("numpy", "pyqtgraph", "rapidfuzz", *OF_CORE)
FIRST_PAINT = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from situation_board.gui import app

class Watched(app.MainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print("painted with", [name for name in sys.argv[2:] if name in sys.modules])
        QTimer.singleShot(0, self.close)

app.MainWindow = Watched
sys.exit(app.run(Path(sys.argv[1])))
"""


def test_nothing_heavy_is_loaded_before_the_first_paint(filled_file: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, str(filled_file), *HEAVY],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines()[0] == "painted with []"


DRAGGED = """
import importlib.abc, sys, threading
from pathlib import Path
from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QApplication
from situation_board.gui import app

class Watch(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == "situation_board.core.importing.known_formats":
            is_window = threading.current_thread() is threading.main_thread()
            print("loaded by the window" if is_window else "loaded beside it", flush=True)
            QTimer.singleShot(0, QApplication.instance(), app.QApplication.closeAllWindows)

sys.meta_path.insert(0, Watch())

class Dragged(app.MainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, self.drag)

    def drag(self):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(sys.argv[1])])
        button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(self, QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, button, keys))

app.MainWindow = Dragged
sys.exit(app.run(Path(sys.argv[1])))
"""


def test_what_an_import_needs_is_loaded_beside_the_window_while_a_file_is_dragged(filled_file: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", DRAGGED, str(filled_file)], capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines() == ["loaded beside it"]


def test_the_title_says_which_situation_how_to_handle_it_and_when_it_was_closed(
    window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: "TLP" in window.windowTitle())
    assert window.windowTitle().startswith("Syria, December 2024 [TLP:AMBER] closed at")


def test_an_exercise_is_stamped(window: MainWindow, filled_file: Path, qtbot: QtBot) -> None:
    window.situation.do(
        lambda reading: situations.edit_situation(reading, exercise=True, label=HandlingLabel.RED, closed_at=None)
    )
    qtbot.waitUntil(lambda: window.windowTitle().startswith("Syria, December 2024 [TLP:RED] EXERCISE - "))


def test_undo_in_the_menu_says_what_it_would_undo(window: MainWindow, qtbot: QtBot) -> None:
    window.situation.do(records.add_record, Actor(id=new_id(), name="Red Crescent"))

    qtbot.waitUntil(lambda: "Red Crescent" in window.undoing.undo.text())
    window.undoing.undo.trigger()
    qtbot.waitUntil(lambda: "Red Crescent" in window.undoing.redo.text())
    assert window.undoing.redo.isEnabled()


def test_every_key_stands_for_one_thing(window: MainWindow) -> None:
    """An ambiguous key does nothing at all in Qt."""
    keys = [key for _, menu in keys_of(window) for _, said in menu for key in said.split(", ")]
    assert sorted(keys) == sorted(set(keys))


def test_the_list_of_keys_is_read_from_the_menus(window: MainWindow, qtbot: QtBot) -> None:
    window.show_keys()
    (dialog,) = window.findChildren(ShortcutsDialog)
    listed = {title: dict(keys) for title, keys in keys_of(window)}
    assert listed["Add"]["Card"] == "Ctrl+N"
    assert listed["Edit"]["Find"] == "Ctrl+F"
    dialog.close()
    delete_later_now()


def test_help_and_about_are_there_and_name_licences(window: MainWindow) -> None:
    window.show_help()
    window.show_about()
    pages = window.findChildren(ReadingPage)
    words = " ".join(page.text for shown in pages for page in shown._pages)
    for needed in ("First steps", "LGPL", "CC BY 4.0", "GeoNames", "Apache"):
        assert needed in words
    for page in pages:
        page.close()
    delete_later_now()


def test_help_comes_in_the_order_of_its_numbers() -> None:
    titles = [page.title for page in help_pages()]
    assert titles[0].startswith("First steps")
    assert titles.index("Events and figures") < titles.index("Finding things, what changed, handing over")
    numbers = [int(path.name.partition("-")[0]) for path in resource_path("help").glob("*.md")]
    assert min(numbers) == 1 and len(set(numbers)) == len(numbers) == len(titles), "each has a number of its own"


def test_search_finds_any_spelling_and_enter_goes_there(window: MainWindow, qtbot: QtBot) -> None:
    window.start_search()
    write(window.search, "حمص")
    qtbot.waitUntil(lambda: window.situation.is_quiet and window.search.results.count() > 0)
    rows = [window.search.results.item(row).text() for row in range(window.search.results.count())]
    card = next(row for row, text in enumerate(rows) if "Homs" in text and "Card" in text)
    for _ in range(card):
        press(window.search, Qt.Key.Key_Down)
    press(window.search, Qt.Key.Key_Return)

    board = window.centre.board
    qtbot.waitUntil(lambda: [board.mover.names([card]) for card in board.selected()] == [("Homs",)])
    assert not window.search.results.isVisible()


def test_enter_waits_for_what_was_typed_last(window: MainWindow, qtbot: QtBot) -> None:
    chosen: list[str] = []
    window.search.chosen.connect(lambda hit: chosen.append(hit.title))
    window.start_search()
    write(window.search, "Moadamiya")
    press(window.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(chosen))
    assert "Moadamiya" in chosen[0]


def test_search_that_finds_nothing_says_so(window: MainWindow, qtbot: QtBot) -> None:
    window.start_search()
    write(window.search, "xyzzy")
    qtbot.waitUntil(lambda: window.search.results.isVisible())
    assert "Nothing found" in window.search.results.item(0).text()
    press(window.search, Qt.Key.Key_Escape)
    assert not window.search.results.isVisible()


def test_the_layout_is_remembered_and_can_be_reset(
    open_window: OpenWindow, filled_file: Path, own_settings: Path, qtbot: QtBot
) -> None:
    first = open_window(filled_file)
    first.docks.inspector.hide()
    first.docks.history.show()
    close(qtbot, first)

    second = open_window(filled_file)
    assert not second.docks.inspector.isVisible()
    assert second.docks.history.isVisible()

    second.docks.reset()
    assert second.docks.inspector.isVisible()
    assert not second.docks.history.isVisible()


def test_a_layout_that_cannot_be_read_is_left_aside(open_window: OpenWindow, filled_file: Path) -> None:
    Settings().layout = (QByteArray(b"nonsense"), QByteArray(b"more nonsense"))
    window = open_window(filled_file)
    assert window.docks.inspector.isVisible()
    assert window.screen().availableGeometry().intersects(window.frameGeometry())


def test_conflicts_are_only_there_while_there_are_any(window: MainWindow, second_laptop: Store, qtbot: QtBot) -> None:
    assert not window.docks.conflicts.isVisible()
    assert not window.docks.conflicts.toggleViewAction().isEnabled()
    make_conflict(window, second_laptop, qtbot)

    qtbot.waitUntil(lambda: window.docks.conflicts.isVisible())
    assert "1 conflict" in window.bar.waiting_text
    window.show_conflicts()
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QPushButton))
    press(QApplication.focusWidget(), Qt.Key.Key_Space)

    qtbot.waitUntil(lambda: not window.docks.conflicts.isVisible())
    qtbot.waitUntil(lambda: "conflict" not in window.bar.waiting_text)


def make_conflict(window: MainWindow, second_laptop: Store, qtbot: QtBot) -> None:
    """Both laptops move Homs, to different columns, and meet."""
    with second_laptop.reading() as reading:
        (homs,) = card_ids(reading, Column.CONTESTED)
        now = exactly(reading.now)
    second_laptop.do(cards.move_cards, [homs], Column.HELD, as_of=now)
    window.situation.do(cards.move_cards, [homs], Column.FALLEN, as_of=now)
    window.exchange.merge(second_laptop.path, None)
    qtbot.waitUntil(lambda: "merged" in window.centre.banner.text)


def test_merging_says_first_what_would_come(window: MainWindow, second_laptop: Store, qtbot: QtBot) -> None:
    second_laptop.do(records.add_record, Actor(id=new_id(), name="Red Crescent"))
    window.exchange.preview(second_laptop.path)

    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    assert not window.situation.is_writing
    press(dialog, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: "New changes: 1." in window.centre.banner.text)
    window.exchange.preview(second_laptop.path)
    qtbot.waitUntil(lambda: "here already" in window.centre.banner.text)


def test_a_copy_is_one_clean_file(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    window.exchange.copy_to(folder / "copy.sitboard")

    qtbot.waitUntil(lambda: "A copy is in" in window.centre.banner.text)
    assert [path.name for path in folder.iterdir()] == ["copy.sitboard"]
    Store.open(folder / "copy.sitboard").close()


def test_a_copy_where_there_is_no_room_to_write_is_refused_in_words(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    window.exchange.copy_to(tmp_path / "nowhere" / "copy.sitboard")
    qtbot.waitUntil(lambda: window.centre.banner.problem is not None)


def test_a_window_stays_while_what_was_typed_cannot_be_saved(window: MainWindow, qtbot: QtBot) -> None:
    heard: list[Problem] = []

    def refuse(reading: Reading) -> Changes:
        raise Trouble("The disk is full.")

    window.situation.do(refuse, failed=heard.append)
    window.close()
    qtbot.waitUntil(lambda: bool(heard))
    qtbot.waitUntil(lambda: not window.situation.is_writing)
    assert window.isVisible()


def test_a_window_waits_for_what_is_being_saved_and_then_closes(
    window: MainWindow, filled_file: Path, qtbot: QtBot
) -> None:
    for number in range(20):
        window.situation.do(records.add_record, Actor(id=new_id(), name=f"Late {number}"))
    close(qtbot, window)
    with Store.open(filled_file) as store, store.reading() as reading:
        assert len([actor for actor in reading.rows(Actor) if (actor.name or "").startswith("Late")]) == 20


def test_a_window_that_closes_before_its_panels_are_made_makes_none(
    filled_file: Path, errands: Errands, qtbot: QtBot
) -> None:
    window = MainWindow(open_situation(filled_file, HERE), Settings(), errands)
    window.show()
    window.situation.write(lambda store: None)
    window.situation.quiet.emit()  # from now on the panels are due
    window.closed.connect(lambda _: time.sleep(2 * BREATH / 1000))
    window.close()  # once that is written
    qtbot.wait(2 * BREATH)
    assert "keeper" not in vars(window)


def test_a_card_that_was_just_added_is_selected_once_it_is_on_the_board(window: MainWindow, qtbot: QtBot) -> None:
    place = Location(id=new_id(), name="Place 1")
    added: list[str] = []

    def add(reading: Reading) -> Changes:
        made = records.add_record(reading, place)
        status = Status(id="", thing="", column=Column.HELD)
        return cards.add_card(reading, location=place.id, status=status, place_drafts=made.drafts)

    def select(saved: Saved) -> None:
        added.extend(saved.ids)
        window.centre.board.select(added)

    window.situation.do(add, done=select)
    qtbot.waitUntil(lambda: bool(added) and window.centre.board.selected() == added, timeout=10_000)


def test_a_list_shows_what_is_chosen_in_the_inspector(window: MainWindow, qtbot: QtBot) -> None:
    listed = window.show_list("actor")
    qtbot.waitUntil(lambda: listed.table.model().rowCount() > 0)
    listed.table.selectRow(0)
    with qtbot.waitSignal(window.inspector.shown, timeout=10_000):
        listed.show_action.trigger()
    assert window.docks.inspector.isVisible()
    close(qtbot, listed)
