"""Fields of the inspector, edited where they stand: every edit reaches the store and the log, once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from situation_board.core.actions.cards import edit_status, verify
from situation_board.core.actions.records import add_record
from situation_board.core.history import undo
from situation_board.core.ids import new_id
from situation_board.core.rows import Actor, Card
from situation_board.core.times import Precision
from situation_board.core.vocabulary import Basis, Column, StatusFlag
from situation_board.gui.background import Situation
from situation_board.gui.entry.suggesting_edit import SuggestingEdit
from situation_board.gui.inspector import Inspector
from situation_board.gui.inspector.card_pane import CardPane
from situation_board.gui.inspector.editors import TimeEditor
from situation_board.gui.inspector.names_editor import NamesEditor
from tests.gui.panels import (
    PATIENCE,
    actions_logged,
    answer,
    arrival,
    card_at,
    done,
    line,
    retype,
    row_of,
    settled,
    show,
    status_of,
    text,
    thing_id,
    type_text,
    waits_until_words,
    words,
)

Key = Qt.Key


@pytest.fixture
def homs(qtbot: QtBot, situation: Situation, inspector: Inspector) -> str:
    """The card of Homs, shown."""
    card = card_at(qtbot, situation, "Homs")
    show(qtbot, inspector, card, "Homs")
    return card


@pytest.mark.parametrize("key", [Key.Key_F2, Key.Key_Return, Key.Key_Space])
def test_a_field_becomes_an_editor_by_key(inspector: Inspector, homs: str, key: Qt.Key) -> None:
    row = row_of(inspector, "as_of")
    row.value.setFocus()
    QTest.keyClick(row.value, key)
    assert row.is_open
    assert line(row).hasFocus()


def test_a_field_becomes_an_editor_by_click(inspector: Inspector, homs: str) -> None:
    row = row_of(inspector, "note")
    QTest.mouseClick(row.value, Qt.MouseButton.LeftButton)
    assert row.is_open
    assert text(row).hasFocus()


def test_enter_saves_the_time_and_gives_the_keyboard_back(
    qtbot: QtBot, situation: Situation, inspector: Inspector, homs: str
) -> None:
    row = row_of(inspector, "as_of")
    row.open_editor()
    retype(line(row), "7-8 Dec 2024")
    QTest.keyClick(line(row), Key.Key_Return)
    waits_until_words(qtbot, row, "7-8 Dec 2024")
    qtbot.waitUntil(lambda: not row.is_open, timeout=PATIENCE)
    assert row.value.hasFocus()
    as_of = status_of(qtbot, situation, homs).as_of
    assert as_of is not None and as_of.precision is Precision.RANGE


def test_a_time_says_how_it_is_understood(inspector: Inspector, homs: str) -> None:
    row = row_of(inspector, "as_of")
    row.open_editor()
    retype(line(row), "6 dec")
    assert isinstance(row.editor, TimeEditor)
    assert "6 Dec 2024" in row.editor.understood.text()
    assert "day" in row.editor.understood.text()
    QTest.keyClick(line(row), Key.Key_Escape)


def test_escape_restores_and_saves_nothing(qtbot: QtBot, situation: Situation, inspector: Inspector, homs: str) -> None:
    before = arrival(qtbot, situation)
    row = row_of(inspector, "controllers")
    row.open_editor()
    retype(line(row), "Hezbollah")
    QTest.keyClick(line(row), Key.Key_Escape)
    if row.is_open:
        QTest.keyClick(line(row), Key.Key_Escape)
    assert not row.is_open
    settled(qtbot, situation)
    assert arrival(qtbot, situation) == before
    assert words(row) == "Syrian army"


def test_an_actor_in_arabic_is_understood(qtbot: QtBot, situation: Situation, inspector: Inspector, homs: str) -> None:
    row = row_of(inspector, "controllers")
    row.open_editor()
    retype(line(row), "الحكومة السورية")
    QTest.keyClick(line(row), Key.Key_Return)
    waits_until_words(qtbot, row, "Syrian government")
    government = thing_id(qtbot, situation, "Syrian government", "actor")
    assert status_of(qtbot, situation, homs).controllers == (government,)


def test_nobody_and_unknown_are_told_apart(qtbot: QtBot, situation: Situation, inspector: Inspector, homs: str) -> None:
    row = row_of(inspector, "controllers")
    row.open_editor()
    retype(line(row), "nobody")
    QTest.keyClick(line(row), Key.Key_Return)
    waits_until_words(qtbot, row, "nobody")
    assert status_of(qtbot, situation, homs).controllers == ()
    qtbot.waitUntil(lambda: not row.is_open, timeout=PATIENCE)
    row.open_editor()
    retype(line(row), "unknown")
    QTest.keyClick(line(row), Key.Key_Return)
    waits_until_words(qtbot, row, "unknown")
    assert status_of(qtbot, situation, homs).controllers is None


def test_several_actors_are_kept_in_order(qtbot: QtBot, situation: Situation, inspector: Inspector, homs: str) -> None:
    row = row_of(inspector, "moving")
    row.open_editor()
    retype(line(row), "Turkey, HTS")
    QTest.keyClick(line(row), Key.Key_Return)
    waits_until_words(qtbot, row, "Turkey, HTS")
    turkey, hts = (thing_id(qtbot, situation, name, "actor") for name in ("Turkey", "HTS"))
    assert status_of(qtbot, situation, homs).moving == (turkey, hts)


def test_a_mistake_stays_beside_the_field_and_leaves_the_store(
    qtbot: QtBot, situation: Situation, inspector: Inspector, homs: str
) -> None:
    before = arrival(qtbot, situation)
    row = row_of(inspector, "as_of")
    row.open_editor()
    retype(line(row), "the day after")
    QTest.keyClick(line(row), Key.Key_Return)
    qtbot.waitUntil(row.error.is_shown, timeout=PATIENCE)
    assert row.is_open
    assert line(row).text() == "the day after"
    assert arrival(qtbot, situation) == before
    retype(line(row), "7 Dec 2024")
    QTest.keyClick(line(row), Key.Key_Return)
    waits_until_words(qtbot, row, "7 Dec 2024")
    assert not row.error.is_shown()


def test_a_future_time_is_refused(qtbot: QtBot, situation: Situation, inspector: Inspector, homs: str) -> None:
    row = row_of(inspector, "as_of")
    row.open_editor()
    retype(line(row), "2030-01-01")
    QTest.keyClick(line(row), Key.Key_Return)
    qtbot.waitUntil(row.error.is_shown, timeout=PATIENCE)
    assert "future" in row.error.text()
    QTest.keyClick(line(row), Key.Key_Escape)


def test_leaving_a_field_saves_it_once(qtbot: QtBot, situation: Situation, inspector: Inspector, homs: str) -> None:
    before = actions_logged(qtbot, situation)
    row = row_of(inspector, "note")
    row.open_editor()
    text(row).setPlainText("Curfew from six.")
    QTest.keyClick(text(row), Key.Key_Tab)
    waits_until_words(qtbot, row, "Curfew from six.")
    qtbot.waitUntil(lambda: not row.is_open, timeout=PATIENCE)
    assert actions_logged(qtbot, situation) == before + 1


def test_two_idle_seconds_save_a_text_and_leaving_does_not_save_it_again(
    qtbot: QtBot, situation: Situation, inspector: Inspector, homs: str
) -> None:
    before = actions_logged(qtbot, situation)
    row = row_of(inspector, "note")
    row.open_editor()
    text(row).setPlainText("Bridges are intact.")
    row._idle.setInterval(1)
    row._idle.start()
    waits_until_words(qtbot, row, "Bridges are intact.")
    assert row.is_open
    QTest.keyClick(text(row), Key.Key_Tab)
    qtbot.waitUntil(lambda: not row.is_open, timeout=PATIENCE)
    settled(qtbot, situation)
    assert actions_logged(qtbot, situation) == before + 1


def test_escape_after_an_idle_save_goes_back_to_what_stood_there(
    qtbot: QtBot, situation: Situation, inspector: Inspector, homs: str
) -> None:
    row = row_of(inspector, "note")
    former = words(row)
    row.open_editor()
    text(row).setPlainText("Half a sentence")
    row._idle.setInterval(1)
    row._idle.start()
    waits_until_words(qtbot, row, "Half a sentence")
    QTest.keyClick(text(row), Key.Key_Escape)
    waits_until_words(qtbot, row, former)


def test_undo_restores_the_shown_value(qtbot: QtBot, situation: Situation, inspector: Inspector, homs: str) -> None:
    row = row_of(inspector, "basis")
    row.open_editor()
    assert row.editor is not None
    combo = row.editor.focusProxy()
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(combo.findText("confirmed"))
    combo.activated.emit(combo.currentIndex())
    waits_until_words(qtbot, row, "confirmed")
    assert status_of(qtbot, situation, homs).basis is Basis.CONFIRMED
    done(qtbot, situation, undo)
    waits_until_words(qtbot, row, "claimed")


def test_a_new_column_is_a_move_so_parties_follow(
    qtbot: QtBot, situation: Situation, inspector: Inspector, homs: str
) -> None:
    row = row_of(inspector, "column")
    row.open_editor()
    assert row.editor is not None
    row.editor.set_typed(Column.FALLEN)
    row.editor.done.emit()
    waits_until_words(qtbot, row, "fallen")
    assert words(row_of(inspector, "controllers")) == "HTS"
    assert words(row_of(inspector, "former")) == "Syrian army"
    assert row_of(inspector, "controllers").caption.text() == "Taken by"


def test_flags_ask_who_besieges(qtbot: QtBot, situation: Situation, inspector: Inspector, homs: str) -> None:
    assert row_of(inspector, "besieged_by").isHidden()
    row = row_of(inspector, "flags")
    row.open_editor()
    assert row.editor is not None
    row.editor.set_typed((StatusFlag.BESIEGED,))
    row.editor.done.emit()
    waits_until_words(qtbot, row, "besieged")
    assert not row_of(inspector, "besieged_by").isHidden()


def test_the_shelf_life_of_the_card_is_set_and_cleared(
    qtbot: QtBot, situation: Situation, inspector: Inspector, homs: str
) -> None:
    row = row_of(inspector, "shelf_life")
    assert words(row) == "24 h, as its column"
    row.open_editor()
    retype(line(row), "٦")
    QTest.keyClick(line(row), Key.Key_Return)
    waits_until_words(qtbot, row, "6 h")
    assert answer(qtbot, situation, lambda reading: reading.row(Card, homs)).shelf_life == 6


def test_an_open_editor_survives_news(qtbot: QtBot, situation: Situation, inspector: Inspector, homs: str) -> None:
    row = row_of(inspector, "note")
    row.open_editor()
    text(row).setPlainText("Half")
    done(qtbot, situation, verify, [homs], checked_with="radio")
    verified = row_of(inspector, "verified")
    qtbot.waitUntil(lambda: "radio" in words(verified), timeout=PATIENCE)
    assert row.is_open
    assert text(row).toPlainText() == "Half"
    QTest.keyClick(text(row), Key.Key_Escape)


def test_what_is_typed_is_saved_when_another_card_is_selected(
    qtbot: QtBot, situation: Situation, inspector: Inspector, homs: str
) -> None:
    damascus = card_at(qtbot, situation, "Damascus")
    row = row_of(inspector, "note")
    row.open_editor()
    text(row).setPlainText("For Homs only.")
    show(qtbot, inspector, damascus, "Damascus")
    settled(qtbot, situation)
    notes = answer(qtbot, situation, lambda reading: [reading.row(Card, card) for card in (homs, damascus)])
    assert notes[0] is not None and notes[0].note == "For Homs only."
    assert notes[1] is not None and notes[1].note != "For Homs only."
    assert not row.is_open


def test_what_cannot_be_saved_for_the_former_card_is_kept_in_words(
    qtbot: QtBot, situation: Situation, inspector: Inspector, homs: str
) -> None:
    row = row_of(inspector, "as_of")
    row.open_editor()
    retype(line(row), "someday")
    show(qtbot, inspector, card_at(qtbot, situation, "Damascus"), "Damascus")
    qtbot.waitUntil(inspector.error.is_shown, timeout=PATIENCE)
    assert "someday" in inspector.error.text()


def test_the_fields_are_walked_in_the_order_of_speech(inspector: Inspector, homs: str) -> None:
    row_of(inspector, "moving").value.setFocus()
    walked = []
    for _ in range(5):
        focused = QApplication.focusWidget()
        assert focused is not None
        walked.append(next(name for name in ROWS if row_of(inspector, name).value is focused))
        QTest.keyClick(focused, Key.Key_Tab)
    assert walked == ["moving", "controllers", "column", "as_of", "report"]


ROWS = ("moving", "controllers", "former", "column", "as_of", "report", "basis")


def test_an_actor_is_edited_like_a_card(qtbot: QtBot, situation: Situation, inspector: Inspector) -> None:
    hts = thing_id(qtbot, situation, "HTS", "actor")
    show(qtbot, inspector, hts, "Hayat Tahrir al-Sham")
    row = row_of(inspector, "colour")
    row.open_editor()
    retype(line(row), "#123456")
    QTest.keyClick(line(row), Key.Key_Return)
    waits_until_words(qtbot, row, "#123456")
    actor = answer(qtbot, situation, lambda reading: reading.row(Actor, hts))
    assert actor is not None and actor.colour == "#123456"


def test_a_wrong_colour_is_refused(qtbot: QtBot, situation: Situation, inspector: Inspector) -> None:
    show(qtbot, inspector, thing_id(qtbot, situation, "HTS", "actor"), "Hayat Tahrir al-Sham")
    row = row_of(inspector, "colour")
    row.open_editor()
    retype(line(row), "red")
    QTest.keyClick(line(row), Key.Key_Return)
    qtbot.waitUntil(row.error.is_shown, timeout=PATIENCE)
    QTest.keyClick(line(row), Key.Key_Escape)


def test_names_are_added_with_their_language(qtbot: QtBot, situation: Situation, inspector: Inspector) -> None:
    hamas = thing_id(qtbot, situation, "Hamas", "actor")
    show(qtbot, inspector, hamas, "Hamas")
    row = row_of(inspector, "names")
    row.open_editor()
    assert isinstance(row.editor, NamesEditor)
    last = row.editor.lines()[-1]
    last.language.setCurrentText("he")
    type_text(last.text, "חמאס")
    QTest.keyClick(last.text, Key.Key_Return)
    qtbot.waitUntil(lambda: "חמאס (he)" in words(row), timeout=PATIENCE)
    assert thing_id(qtbot, situation, "חמאס", "actor") == hamas


def test_the_inspector_of_a_card_is_a_card_pane(inspector: Inspector, homs: str) -> None:
    assert isinstance(inspector.pane(), CardPane)


def test_an_unknown_actor_is_offered_and_one_key_adds_it(
    qtbot: QtBot, situation: Situation, inspector: Inspector, homs: str
) -> None:
    row = row_of(inspector, "moving")
    row.open_editor()
    retype(line(row), "HTS, Local council")
    QTest.keyClick(line(row), Key.Key_Return)
    edit = line(row)
    assert isinstance(edit, SuggestingEdit)
    qtbot.waitUntil(edit.is_list_open, timeout=PATIENCE)
    assert row.error.is_shown()
    QTest.keyClick(edit, Key.Key_Return)
    QTest.keyClick(edit, Key.Key_Return)
    waits_until_words(qtbot, row, "HTS, Local council")
    hts, council = (thing_id(qtbot, situation, name, "actor") for name in ("HTS", "Local council"))
    assert status_of(qtbot, situation, homs).moving == (hts, council)


def test_two_actors_called_alike_stay_two(qtbot: QtBot, situation: Situation, inspector: Inspector, homs: str) -> None:
    twins = tuple(Actor(id=new_id(), name="Free Army", short_name="FA") for _ in range(2))
    for twin in twins:
        done(qtbot, situation, add_record, twin)
    done(qtbot, situation, edit_status, homs, {"moving": tuple(twin.id for twin in twins)})
    row = row_of(inspector, "moving")
    waits_until_words(qtbot, row, "FA, FA")
    row.open_editor()
    retype(line(row), "FA, FA, HTS")
    QTest.keyClick(line(row), Key.Key_Return)
    waits_until_words(qtbot, row, "FA, FA, HTS")
    hts = thing_id(qtbot, situation, "HTS", "actor")
    assert status_of(qtbot, situation, homs).moving == (*(twin.id for twin in twins), hts)
