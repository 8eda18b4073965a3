"""A story at whose each write the disk is full: the window says so where one types, nothing typed is lost, and with
room the same key does it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from situation_board.core.integrity import check
from situation_board.core.store import Store
from tests.gui.fixtures import OpenWindow
from tests.gui.panels import row_of, shown_title, text
from tests.stories.person import CTRL, Key, Person
from tests.stories.test_trouble import fill, small_disk  # noqa: F401 - a fixture is found by name


def begin_move(person: Person) -> None:
    person.go_to("Homs")


def begin_card(person: Person) -> None:
    person.press(Key.Key_N, CTRL)
    person.wait_until(person.window.centre.entry.where.hasFocus)
    person.write("Generated depot")


def begin_event(person: Person) -> None:
    person.press(Key.Key_E, CTRL)
    entry = person.window.centre.event_entry
    person.wait_until(entry.what.hasFocus)
    entry.figures.setFocus()
    person.write("23 killed, 400 families displaced")


def begin_message(person: Person) -> None:
    person.press(Key.Key_R, CTRL)
    person.wait_until(lambda: QApplication.focusWidget() is not None and person.window.intake.inbox.entry.isVisible())
    entry = person.window.intake.inbox.entry
    entry.text.setFocus()
    person.write("generated words on a road")


def begin_task(person: Person) -> None:
    person.press(Key.Key_T, CTRL)
    entry = person.window.centre.task_entry
    person.wait_until(entry.isVisible)
    entry.what.setFocus()
    person.write("Ask again?")


def begin_note(person: Person) -> None:
    person.go_to("Homs")
    window = person.window
    person.wait_until(lambda: shown_title(window.inspector) == "Homs")
    row = row_of(window.inspector, "note")
    row.open_editor()
    text(row).setPlainText("Bridge generated for the test.")
    text(row).setFocus()


WRITES: dict[str, tuple[Callable[[Person], None], Key]] = {
    "move": (begin_move, Key.Key_Right),
    "card": (begin_card, Key.Key_Return),
    "event": (begin_event, Key.Key_Return),
    "message": (begin_message, Key.Key_Return),
    "task": (begin_task, Key.Key_Return),
    "note": (begin_note, Key.Key_Return),
}


def changes_in(file: Path) -> int:
    with Store.open(file) as store, store.reading() as reading:
        return int(reading.value("SELECT count(*) FROM log"))


def says_full(person: Person) -> bool:
    labels = person.window.findChildren(QLabel)
    return any("disk is full" in label.text() for label in labels if label.isVisible())


@pytest.mark.parametrize("write", WRITES)
def test_each_write_of_the_story_says_that_the_disk_is_full_and_is_done_once_there_is_room(
    write: str,
    small_disk: Path,  # noqa: F811 - the fixture
    sample_template: Path,
    open_window: OpenWindow,
    qtbot: QtBot,
) -> None:
    file = Path(shutil.copy(sample_template, small_disk))
    before = changes_in(file)
    person = Person(open_window(file), qtbot)
    begin, key = WRITES[write]
    begin(person)
    filler = fill(small_disk)
    modifier = [CTRL] if write == "move" else []
    person.press(key, *modifier)
    person.wait_until(lambda: says_full(person))
    person.wait_until(lambda: not person.window.situation.is_writing)

    filler.unlink()
    person.press(key, *modifier)
    person.wait_until(lambda: not person.window.situation.is_writing)
    person.wait_until(lambda: changes_now(person) > before)
    person.window.close()
    person.wait_until(lambda: not file.with_name(file.name + "-wal").exists())
    with Store.open(file) as store, store.reading() as reading:
        assert check(reading).clean


def changes_now(person: Person) -> int:
    return person.window.situation.beside(lambda store: _count(store))


def _count(store: Store) -> int:
    with store.reading() as reading:
        return int(reading.value("SELECT count(*) FROM log"))
