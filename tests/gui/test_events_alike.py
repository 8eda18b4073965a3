"""While an event is entered, one that tells of the same is pointed out; a person says whether it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from situation_board.core.history import undo
from situation_board.core.questions.events import event_faces, event_ids
from situation_board.gui.background import Situation
from situation_board.gui.entry.event_entry import EventEntry
from tests.gui.panels import PATIENCE, answer, done, plain


@pytest.fixture
def entry(qapp: QApplication, qtbot: QtBot, situation: Situation) -> Iterator[EventEntry]:
    entry = EventEntry(situation)
    entry.resize(1000, 200)
    entry.start()
    yield entry
    entry.close()
    entry.deleteLater()


def say(entry: EventEntry, figures: str, *, on: str = "7 Dec 2024") -> None:
    entry.where.setText("Homs")
    entry.figures.setText(figures)
    entry.when.setText(on)


def add(qtbot: QtBot, entry: EventEntry) -> str:
    with qtbot.waitSignal(entry.added, timeout=PATIENCE) as added:
        entry.save_and_stay()
    return str(added.args[0])


def test_one_that_is_like_it_is_pointed_out_and_nothing_is_joined_by_itself(
    qtbot: QtBot, situation: Situation, entry: EventEntry
) -> None:
    say(entry, "400 families displaced")
    add(qtbot, entry)
    assert not entry.alike.isVisible()
    say(entry, "400 families displaced, 3 killed")
    qtbot.waitUntil(entry.alike.isVisible, timeout=PATIENCE)
    assert "7 Dec 2024 · 400 displaced households" in plain(entry.alike.words.text())
    before = len(answer(qtbot, situation, event_ids))
    add(qtbot, entry)
    assert len(answer(qtbot, situation, event_ids)) == before + 1
    assert not entry.alike.isVisible()


def test_said_to_be_the_same_both_stay_and_count_as_one_and_one_undo_takes_it_back(
    qtbot: QtBot, situation: Situation, entry: EventEntry
) -> None:
    say(entry, "400 families displaced")
    first = add(qtbot, entry)
    say(entry, "400 families displaced")
    qtbot.waitUntil(entry.alike.isVisible, timeout=PATIENCE)
    entry.alike.button.click()
    second = add(qtbot, entry)
    ids = answer(qtbot, situation, event_ids)
    [shown] = {first, second} & set(ids)
    face = answer(qtbot, situation, lambda reading: event_faces(reading, [shown])[0])
    assert {face.id, *face.also} == {first, second}
    done(qtbot, situation, undo)
    ids = answer(qtbot, situation, event_ids)
    assert first in ids and second not in ids


def test_what_is_changed_so_that_it_is_another_is_not_pointed_out(
    qtbot: QtBot, situation: Situation, entry: EventEntry
) -> None:
    say(entry, "400 families displaced")
    add(qtbot, entry)
    say(entry, "400 families displaced")
    qtbot.waitUntil(entry.alike.isVisible, timeout=PATIENCE)
    entry.alike.button.click()
    entry.when.setText("5 Dec 2024")
    qtbot.waitUntil(lambda: not entry.alike.isVisible(), timeout=PATIENCE)
    assert entry.alike.same() is None


def test_half_said_it_is_like_nothing(qtbot: QtBot, situation: Situation, entry: EventEntry) -> None:
    say(entry, "400 families displaced")
    add(qtbot, entry)
    say(entry, "400 flibbers")
    qtbot.waitUntil(lambda: "flibber" in entry.fields["figures"].hint_words(), timeout=PATIENCE)
    entry._look_for_alike()
    qtbot.waitUntil(lambda: situation.is_quiet, timeout=PATIENCE)
    assert not entry.alike.isVisible()
