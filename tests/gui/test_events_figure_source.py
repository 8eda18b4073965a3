"""A figure's own source and report, in the editor of its event."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from situation_board.core.actions.drafting import latest_version
from situation_board.core.actions.facts import record_event
from situation_board.core.actions.records import add_record
from situation_board.core.figures import parse_figures
from situation_board.core.rows import Event, Figure, Report
from situation_board.core.vocabulary import EventKind
from situation_board.gui.background import Situation
from situation_board.gui.entry.understanding import Typed
from situation_board.gui.events import EventEditor
from situation_board.gui.events.figure_editor import FigureEditor
from tests.gui.boards import ZONE
from tests.gui.panels import PATIENCE, answer, done, thing_id


@pytest.fixture
def parent(qtbot: QtBot, situation: Situation) -> Iterator[QWidget]:
    parent = QWidget()
    yield parent
    for editor in parent.findChildren(EventEditor):
        editor._is_warned = True
        editor.close()
    parent.deleteLater()


@pytest.fixture
def event(qtbot: QtBot, situation: Situation) -> str:
    """One with two figures, the second with a report of its own."""
    ocha = thing_id(qtbot, situation, "OCHA", "source")
    done(qtbot, situation, add_record, Report(id="flash", title="Flash update 3", source=ocha))
    first, second = parse_figures("400 families displaced; 51 injured", ZONE)
    figures = (first, Figure(category=second.category, low=51, high=51, report="flash", source=ocha))
    made = done(qtbot, situation, record_event, Event(id="", thing="", kind=EventKind.DISPLACEMENT, figures=figures))
    return made.ids[0]


def opened(qtbot: QtBot, situation: Situation, parent: QWidget, event: str) -> EventEditor:
    editor = EventEditor.of(situation, parent, event)
    editor.show()
    qtbot.waitUntil(editor.save_button.isEnabled, timeout=PATIENCE)
    return editor


def figure(editor: EventEditor, position: int) -> FigureEditor:
    assert editor.figures is not None
    return editor.figures.editors[position]


def stored(qtbot: QtBot, situation: Situation, event: str) -> tuple[Figure, ...]:
    found = answer(qtbot, situation, latest_version, Event, event)
    assert isinstance(found, Event)
    return found.figures


def test_they_are_shown_by_name_and_stay_what_they_were(
    qtbot: QtBot, situation: Situation, parent: QWidget, event: str
) -> None:
    editor = opened(qtbot, situation, parent, event)
    second = figure(editor, 1)
    assert (second.report.text(), second.source.text()) == ("Flash update 3", "OCHA")
    assert not second.cells["report"].isHidden() and figure(editor, 0).cells["report"].isHidden()
    assert editor.figures is not None and editor.figures.figures() == stored(qtbot, situation, event)


def test_a_report_is_chosen_and_taken_away(qtbot: QtBot, situation: Situation, parent: QWidget, event: str) -> None:
    editor = opened(qtbot, situation, parent, event)
    figure(editor, 0).report.set_typed(Typed("Flash update 3", (("Flash update 3", "flash"),)))
    figure(editor, 1).report.set_typed(Typed(""))
    figure(editor, 1).source.set_typed(Typed("a local council"))
    saved: list[str] = []
    editor.saved.connect(saved.append)
    editor.save()
    qtbot.waitUntil(lambda: bool(saved), timeout=PATIENCE)
    first, second = stored(qtbot, situation, event)
    assert (first.report, second.report, second.source) == ("flash", None, "a local council")


def test_a_report_that_nobody_knows_is_refused_beside_the_figure(
    qtbot: QtBot, situation: Situation, parent: QWidget, event: str
) -> None:
    editor = opened(qtbot, situation, parent, event)
    figure(editor, 0).report.set_typed(Typed("Some report"))
    editor.save()
    assert editor.isVisible() and "Some report" in figure(editor, 0).error.text()
    assert stored(qtbot, situation, event)[0].report is None
