"""The full editor of an event: what its kind needs, any number of figures, one step to undo."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from situation_board.core.actions.drafting import latest_version
from situation_board.core.actions.facts import record_event
from situation_board.core.actions.records import edit_thing
from situation_board.core.history import undo
from situation_board.core.questions.events import EventFilter, event_ids
from situation_board.core.questions.series_rows import series
from situation_board.core.rows import Event, Figure
from situation_board.core.vocabulary import (
    Audience,
    CrossBorder,
    EvacuationState,
    EventKind,
    FigureCategory,
    FigureGroup,
    FigureRole,
    FigureUnit,
    Metric,
    Phase,
    Quantifier,
    Voluntariness,
)
from situation_board.gui.background import Situation
from situation_board.gui.entry.event_entering import SpokenEvent
from situation_board.gui.entry.understanding import Typed
from situation_board.gui.events import EventEditor
from situation_board.gui.events.figure_editor import FigureEditor
from tests.gui.fixtures import show_active
from tests.gui.panels import PATIENCE, actions_logged, answer, arrival, done, plain, thing_id, type_text

Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier
SENTENCE = "23 killed, 51 injured, 400 families displaced, 1,000 still to be evacuated"


@pytest.fixture
def parent(qtbot: QtBot, situation: Situation) -> Iterator[QWidget]:
    parent = QWidget()
    yield parent
    for editor in parent.findChildren(EventEditor):
        editor._is_warned = True
        editor.close()
    parent.deleteLater()


def opened(qtbot: QtBot, editor: EventEditor) -> EventEditor:
    show_active(qtbot, editor)
    qtbot.waitUntil(editor.save_button.isEnabled, timeout=PATIENCE)
    return editor


def new(qtbot: QtBot, situation: Situation, parent: QWidget, spoken: SpokenEvent | None = None) -> EventEditor:
    return opened(qtbot, EventEditor.new(situation, parent, spoken))


def saved(qtbot: QtBot, editor: EventEditor) -> str:
    made: list[str] = []
    editor.saved.connect(made.append)
    editor.save()
    qtbot.waitUntil(lambda: bool(made), timeout=PATIENCE)
    return made[0]


def event_of(qtbot: QtBot, situation: Situation, thing: str) -> Event:
    found = answer(qtbot, situation, latest_version, Event, thing)
    assert isinstance(found, Event)
    return found


def put(editor: EventEditor, **typed: object) -> None:
    for name, value in typed.items():
        cell = editor.cells[name]
        cell.editor.set_typed(Typed(value) if isinstance(value, str) and not isinstance(value, EventKind) else value)
        cell.editor.edited.emit()


def kind(editor: EventEditor, chosen: EventKind) -> None:
    editor.cells["kind"].editor.set_typed(chosen)
    editor.cells["kind"].editor.edited.emit()


def shown(editor: EventEditor) -> set[str]:
    return {name for name, cell in editor.cells.items() if not cell.isHidden()}


def first_figure(editor: EventEditor) -> FigureEditor:
    assert editor.figures is not None
    return editor.figures.editors[0]


def choose(figure: FigureEditor, name: str, term: object) -> None:
    box = figure.choices[name]
    box.setCurrentIndex(box.findData(term))
    box.activated.emit(box.currentIndex())


def test_only_what_the_kind_needs_is_shown(qtbot: QtBot, situation: Situation, parent: QWidget) -> None:
    editor = new(qtbot, situation, parent)
    kind(editor, EventKind.INCIDENT)
    assert not shown(editor) & {"destination", "level", "evacuation_state"}
    assert not editor._right.isHidden()
    kind(editor, EventKind.EVACUATION)
    assert {"destination", "evacuation_state", "voluntariness"} <= shown(editor)
    kind(editor, EventKind.ADVISORY)
    advisory = {"issuer", "audience", "area", "level", "instruction", "issued", "valid_until", "lifted", "supersedes"}
    assert advisory <= shown(editor)
    assert not shown(editor) & {"actors", "destination", "evacuation_state"}
    assert editor._right.isHidden()


def test_what_says_something_already_stays_in_view_whatever_the_kind(
    qtbot: QtBot, situation: Situation, parent: QWidget
) -> None:
    editor = new(qtbot, situation, parent)
    kind(editor, EventKind.ADVISORY)
    put(editor, level="Level 4: Do not travel")
    kind(editor, EventKind.INCIDENT)
    assert "level" in shown(editor)


def test_what_was_spoken_so_far_stands_in_the_editor(qtbot: QtBot, situation: Situation, parent: QWidget) -> None:
    spoken = SpokenEvent(
        EventKind.INCIDENT, where=Typed("Homs"), figures=Typed(SENTENCE), when=Typed("7 dec"), says_so=Typed("AFP")
    )
    editor = new(qtbot, situation, parent, spoken)
    assert editor.figures is not None
    assert [plain(each.words.text()).strip() for each in editor.figures.editors] == [
        "23 killed people",
        "51 injured people",
        "400 displaced households",
        "1,000 evacuated people, remaining",
    ]
    event = event_of(qtbot, situation, saved(qtbot, editor))
    assert (event.kind, event.text, len(event.figures)) == (EventKind.INCIDENT, SENTENCE, 4)
    assert event.source == thing_id(qtbot, situation, "AFP", "source")
    assert event.starts is not None


def test_figures_of_one_event_are_in_no_series_together(qtbot: QtBot, situation: Situation, parent: QWidget) -> None:
    before = answer(qtbot, situation, series)
    spoken = SpokenEvent(EventKind.INCIDENT, where=Typed("Homs"), figures=Typed(SENTENCE), when=Typed("7 dec"))
    saved(qtbot, new(qtbot, situation, parent, spoken))
    after = answer(qtbot, situation, series)
    assert [one.points for one in after.series] == [one.points for one in before.series]


def test_what_could_not_be_read_in_the_line_stays_to_be_mended(
    qtbot: QtBot, situation: Situation, parent: QWidget
) -> None:
    editor = new(qtbot, situation, parent, SpokenEvent(EventKind.INCIDENT, figures=Typed("10 flibber")))
    assert editor.figures is not None
    before = arrival(qtbot, situation)
    editor.save()
    assert "flibber" in editor.figures.error.text()
    assert arrival(qtbot, situation) == before
    editor.figures.said.setText("10 killed")
    assert len(event_of(qtbot, situation, saved(qtbot, editor)).figures) == 1


def test_a_figure_says_everything_that_makes_it_honest(qtbot: QtBot, situation: Situation, parent: QWidget) -> None:
    editor = new(qtbot, situation, parent)
    kind(editor, EventKind.EVACUATION)
    assert editor.figures is not None
    editor.figures.said.setText("300 households; 50 people")
    editor.figures.add()
    figure = first_figure(editor)
    for name, term in (
        ("category", FigureCategory.EVACUATED),
        ("group", FigureGroup.CIVILIAN),
        ("cross_border", CrossBorder.NO),
        ("phase", Phase.DONE),
        ("quantifier", Quantifier.BETWEEN),
        ("metric", Metric.STOCK),
        ("role", FigureRole.TRIANGULATION),
    ):
        choose(figure, name, term)
    typed = {"low": "300", "high": "350", "size": "5.5", "starts": "2024-12-06", "expires": "2024-12-10"}
    for name, text in (typed | {"number": "some 300 to 350 families"}).items():
        figure.texts[name].setText(text)
        figure.texts[name].textEdited.emit(text)
    figure.source.setText("OCHA")
    figure.note.setText("counted at the crossing")
    second = editor.figures.editors[1]
    second.part_of.setCurrentIndex(second.part_of.findData(0))
    put(editor, location="Homs")
    read, part = event_of(qtbot, situation, saved(qtbot, editor)).figures
    assert (read.low, read.high, read.number) == (300, 350, "some 300 to 350 families")
    assert (read.unit, read.household_size) == (FigureUnit.HOUSEHOLD, 5.5)
    assert (read.category, read.group, read.phase) == (FigureCategory.EVACUATED, FigureGroup.CIVILIAN, Phase.DONE)
    assert (read.metric, read.role, read.cross_border) == (Metric.STOCK, FigureRole.TRIANGULATION, CrossBorder.NO)
    assert read.starts is not None and read.expires is not None
    assert (read.source, read.note) == ("OCHA", "counted at the crossing")
    assert part.subset_of == 0


def test_only_what_a_figure_needs_is_shown_until_more_is_wanted(
    qtbot: QtBot, situation: Situation, parent: QWidget
) -> None:
    editor = new(qtbot, situation, parent, SpokenEvent(EventKind.INCIDENT, figures=Typed("23 killed")))
    figure = first_figure(editor)
    hidden = {name for name, cell in figure.cells.items() if cell.isHidden()}
    assert {"high", "size", "expires", "role", "note", "part_of"} <= hidden
    assert not hidden & {"quantifier", "low", "category", "unit", "metric"}
    figure.more_button.setChecked(True)
    assert not figure.cells["note"].isHidden()
    choose(figure, "unit", FigureUnit.HOUSEHOLD)
    assert not figure.cells["size"].isHidden()
    choose(figure, "metric", Metric.STOCK)
    assert not figure.cells["expires"].isHidden()


def test_taking_a_figure_away_leaves_the_others_part_of_whom_they_were(
    qtbot: QtBot, situation: Situation, parent: QWidget
) -> None:
    figures = (Figure(low=1, high=1), Figure(low=100, high=100), Figure(low=20, high=20, subset_of=1))
    thing = done(qtbot, situation, record_event, Event(id="", thing="", kind=EventKind.INCIDENT, figures=figures)).ids[
        0
    ]
    editor = opened(qtbot, EventEditor.of(situation, parent, thing))
    QTest.mouseClick(first_figure(editor).remove_button, Qt.MouseButton.LeftButton)
    event = event_of(qtbot, situation, saved(qtbot, editor))
    assert [(figure.low, figure.subset_of) for figure in event.figures] == [(100, None), (20, 0)]


def test_an_advisory_keeps_its_words_and_replaces_an_earlier_one(
    qtbot: QtBot, situation: Situation, parent: QWidget
) -> None:
    earlier = answer(qtbot, situation, event_ids, filter=EventFilter(kinds=(EventKind.ADVISORY,)))[0]
    editor = new(qtbot, situation, parent, SpokenEvent(EventKind.ADVISORY, who=Typed("Turkey")))
    put(
        editor,
        level="Level 4: Do not travel",
        area="All of Syria, except the north-west",
        instruction="Leave while commercial options remain.",
        issued="2024-12-07",
        valid_until="2024-12-31",
    )
    editor.cells["audience"].editor.set_typed(Audience.CITIZENS)
    editor.cells["supersedes"].editor.set_typed(earlier)
    event = event_of(qtbot, situation, saved(qtbot, editor))
    assert (event.level, event.area) == ("Level 4: Do not travel", "All of Syria, except the north-west")
    assert event.instruction == "Leave while commercial options remain."
    assert event.issuer == thing_id(qtbot, situation, "Turkey", "actor")
    assert (event.audience, event.supersedes) == (Audience.CITIZENS, earlier)
    assert event.issued is not None and event.valid_until is not None and event.lifted is None


def test_an_evacuation_has_a_state_and_says_whether_people_want_to_go(
    qtbot: QtBot, situation: Situation, parent: QWidget
) -> None:
    editor = new(qtbot, situation, parent, SpokenEvent(EventKind.EVACUATION, where=Typed("Homs")))
    editor.cells["evacuation_state"].editor.set_typed(EvacuationState.ORDERED)
    editor.cells["voluntariness"].editor.set_typed(Voluntariness.DISPUTED)
    event = event_of(qtbot, situation, saved(qtbot, editor))
    assert (event.evacuation_state, event.voluntariness) == (EvacuationState.ORDERED, Voluntariness.DISPUTED)


def test_an_event_opened_again_and_saved_untouched_is_not_written(
    qtbot: QtBot, situation: Situation, parent: QWidget
) -> None:
    before = arrival(qtbot, situation)
    for thing in answer(qtbot, situation, event_ids):
        editor = opened(qtbot, EventEditor.of(situation, parent, thing))
        assert not editor.is_changed()
        saved(qtbot, editor)
    assert arrival(qtbot, situation) == before


def test_a_correction_is_one_step_and_leaves_what_another_changed_meanwhile(
    qtbot: QtBot, situation: Situation, parent: QWidget
) -> None:
    event = Event(id="", thing="", kind=EventKind.INCIDENT, text="before", figures=(Figure(low=10, high=10),))
    thing = done(qtbot, situation, record_event, event).ids[0]
    editor = opened(qtbot, EventEditor.of(situation, parent, thing))
    done(qtbot, situation, edit_thing, thing, {"note": "from another laptop"})
    actions = actions_logged(qtbot, situation)
    put(editor, text="after")
    first_figure(editor).texts["low"].setText("12")
    assert saved(qtbot, editor) == thing
    corrected = event_of(qtbot, situation, thing)
    assert (corrected.text, corrected.note, corrected.figures[0].low) == ("after", "from another laptop", 12)
    assert actions_logged(qtbot, situation) == actions + 1
    done(qtbot, situation, undo)
    former = event_of(qtbot, situation, thing)
    assert (former.text, former.figures[0].low) == ("before", 10)


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_saved(
    qtbot: QtBot, situation: Situation, parent: QWidget
) -> None:
    editor = new(qtbot, situation, parent, SpokenEvent(EventKind.INCIDENT, where=Typed("Homs")))
    before = arrival(qtbot, situation)
    put(editor, ends="whenever")
    editor.save()
    qtbot.waitUntil(lambda: editor.cells["ends"].error.is_shown(), timeout=PATIENCE)
    put(editor, ends="2024-12-01", starts="2024-12-05")
    editor.save()
    qtbot.waitUntil(lambda: "before it begins" in editor.cells["ends"].error.text(), timeout=PATIENCE)
    assert arrival(qtbot, situation) == before


def test_a_number_that_cannot_be_read_is_said_in_its_figure(
    qtbot: QtBot, situation: Situation, parent: QWidget
) -> None:
    editor = new(qtbot, situation, parent, SpokenEvent(EventKind.INCIDENT, figures=Typed("23 killed")))
    figure = first_figure(editor)
    figure.texts["low"].setText("many")
    editor.save()
    assert "whole number" in figure.error.text()
    assert figure.texts["low"].hasFocus()


def test_escape_throws_nothing_away_that_was_not_asked_twice(
    qtbot: QtBot, situation: Situation, parent: QWidget
) -> None:
    editor = new(qtbot, situation, parent)
    put(editor, text="half a sentence")
    editor.close()
    assert editor.isVisible()
    assert "Not saved yet" in editor.error.text()
    editor.close()
    qtbot.waitUntil(lambda: not isValid(editor) or not editor.isVisible(), timeout=PATIENCE)


def test_enter_goes_on_and_ctrl_enter_saves_from_anywhere(qtbot: QtBot, situation: Situation, parent: QWidget) -> None:
    editor = new(qtbot, situation, parent, SpokenEvent(EventKind.INCIDENT, where=Typed("Homs")))
    made: list[str] = []
    editor.saved.connect(made.append)
    text = editor.cells["text"].editor.focusProxy()
    assert text is not None and text.hasFocus()
    type_text(text, "A bridge was hit.")
    QTest.keyClick(text, Key.Key_Return)
    place = editor.cells["location"].editor.focusProxy()
    assert place is not None and place.hasFocus()
    assert editor.figures is not None
    editor.figures.said.setFocus()
    type_text(editor.figures.said, "3 injured")
    QTest.keyClick(editor.figures.said, Key.Key_Return)
    assert len(editor.figures.editors) == 1
    QTest.keyClick(first_figure(editor).texts["low"], Key.Key_Return, Control)
    qtbot.waitUntil(lambda: bool(made), timeout=PATIENCE)
    event = event_of(qtbot, situation, made[0])
    assert (event.text, event.figures[0].low) == ("A bridge was hit.", 3)


def test_in_a_narrow_window_the_figures_stand_below(qtbot: QtBot, situation: Situation, parent: QWidget) -> None:
    editor = new(qtbot, situation, parent)
    kind(editor, EventKind.INCIDENT)
    assert editor._right.x() > editor._left.x()
    editor.resize(500, 600)
    qtbot.waitUntil(lambda: editor._right.y() > editor._left.y(), timeout=PATIENCE)
