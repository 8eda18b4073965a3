"""What the inspector shows, and what can be done from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from situation_board.core.actions.cards import edit_card, move_cards
from situation_board.core.actions.facts import add_claim
from situation_board.core.actions.records import strike
from situation_board.core.history import undo
from situation_board.core.merging import merge
from situation_board.core.questions.cards import card_faces
from situation_board.core.rows import Claim, Location, RouteStatus
from situation_board.core.store import Reading, Store
from situation_board.core.vocabulary import ClaimVerb, Column, Credibility, RouteState, Stance
from situation_board.gui.background import Situation
from situation_board.gui.inspector import Inspector
from situation_board.gui.inspector.card_pane import CardPane
from situation_board.gui.inspector.empty_pane import EmptyPane
from situation_board.gui.inspector.section import Entry, Section
from situation_board.gui.inspector.several_pane import SeveralPane
from situation_board.gui.inspector.thing_pane import ThingPane
from tests.gui.panels import (
    PATIENCE,
    answer,
    arrival,
    card_at,
    done,
    line,
    plain,
    retype,
    row_of,
    show,
    shown_title,
    text,
    thing_id,
    type_text,
    waits_until_words,
    words,
)

Key = Qt.Key


@pytest.fixture
def damascus(qtbot: QtBot, situation: Situation, inspector: Inspector) -> str:
    card = card_at(qtbot, situation, "Damascus")
    show(qtbot, inspector, card, "Damascus")
    return card


def card_pane(inspector: Inspector) -> CardPane:
    pane = inspector.pane()
    assert isinstance(pane, CardPane)
    return pane


def texts(section: Section) -> list[str]:
    return [said(entry) for entry in section.entries()]


def said(entry: Entry) -> str:
    return plain(" | ".join(label.text() for label in entry.labels if label.text()))


def test_an_empty_inspector_says_what_belongs_there(inspector: Inspector) -> None:
    pane = inspector.pane()
    assert isinstance(pane, EmptyPane)
    assert "Ctrl+N" in pane.words.text()


def test_place_kind_area_and_all_names_are_shown(inspector: Inspector, damascus: str) -> None:
    title = card_pane(inspector).title
    assert plain(title.kind.text()) == "city or town, Damascus, Syria"
    assert "دمشق (ar)" in plain(title.others.text())
    title.more.click()
    assert "Damaskus" in title.others.text()
    assert title.more.isHidden()


def test_claim_and_counter_claim_stand_side_by_side_without_a_composite_grade(
    inspector: Inspector, damascus: str
) -> None:
    claims = card_pane(inspector).claims
    speaks_for, speaks_against = texts(claims.sides[Stance.SUPPORTS]), texts(claims.sides[Stance.DENIES])
    assert len(speaks_for) == 2
    assert len(speaks_against) == 1
    assert speaks_for[0].startswith("HTS (leader)")
    assert speaks_against[0].startswith("Syrian state media")
    assert all("unrated" in text for text in [*speaks_for, *speaks_against])
    assert "insists" in speaks_against[0]


def test_a_rated_claim_shows_code_and_words(
    qtbot: QtBot, situation: Situation, inspector: Inspector, damascus: str
) -> None:
    speaker = thing_id(qtbot, situation, "Russia", "actor")
    claim = Claim(
        id="",
        thing="",
        about=damascus,
        speaker=speaker,
        verb=ClaimVerb.DENIED,
        stance=Stance.DENIES,
        text="No base is given up.",
        credibility=Credibility.FOUR,
    )
    done(qtbot, situation, add_claim, claim)
    side = card_pane(inspector).claims.sides[Stance.DENIES]
    qtbot.waitUntil(lambda: len(side.entries()) == 2, timeout=PATIENCE)
    assert said(side.entries()[1]).endswith("4: Doubtful (who says so is unrated)")


def test_a_struck_claim_stays_struck_through_with_its_reason(
    qtbot: QtBot, situation: Situation, inspector: Inspector, damascus: str
) -> None:
    side = card_pane(inspector).claims.sides[Stance.DENIES]
    entry = side.entries()[0]
    entry.setFocus()
    QTest.keyClick(entry, Key.Key_Delete)
    assert inspector.asking.isVisible()
    type_text(inspector.asking.input, "heard twice")
    QTest.keyClick(inspector.asking.input, Key.Key_Return)
    qtbot.waitUntil(lambda: said(side.entries()[0]).endswith("struck: heard twice"), timeout=PATIENCE)
    assert side.entries()[0].labels[1].font().strikeOut()
    assert inspector.asking.isHidden()
    faces = answer(qtbot, situation, card_faces, [damascus])
    assert faces[0].claims_against == 0


def test_verifying_asks_with_whom(qtbot: QtBot, situation: Situation, inspector: Inspector, damascus: str) -> None:
    pane = card_pane(inspector)
    pane.verify_button.click()
    QTest.keyClick(inspector.asking.input, Key.Key_Return)
    qtbot.waitUntil(inspector.asking.error.is_shown, timeout=PATIENCE)
    type_text(inspector.asking.input, "field officer by phone")
    QTest.keyClick(inspector.asking.input, Key.Key_Return)
    row = row_of(inspector, "verified")
    qtbot.waitUntil(lambda: "with field officer by phone" in words(row), timeout=PATIENCE)


def test_escape_gives_up_a_question_and_gives_the_keyboard_back(inspector: Inspector, damascus: str) -> None:
    button = card_pane(inspector).verify_button
    button.setFocus()
    QTest.keyClick(button, Key.Key_Space)
    QTest.keyClick(inspector.asking.input, Key.Key_Escape)
    assert inspector.asking.isHidden()
    assert button.hasFocus()


def test_several_cards_are_summed_up_and_verified_together(
    qtbot: QtBot, situation: Situation, inspector: Inspector
) -> None:
    cards = [card_at(qtbot, situation, place) for place in ("Damascus", "Homs", "Tartus")]
    inspector.show_things(cards)
    qtbot.waitUntil(lambda: isinstance(inspector.pane(), SeveralPane), timeout=PATIENCE)
    pane = inspector.pane()
    assert isinstance(pane, SeveralPane)
    assert plain(pane.title.kind.text()) == "advancing 1, contested 1, held 1"
    pane.verify_button.click()
    type_text(inspector.asking.input, "morning round")
    before = arrival(qtbot, situation)
    QTest.keyClick(inspector.asking.input, Key.Key_Return)
    qtbot.waitUntil(inspector.asking.isHidden, timeout=PATIENCE)
    assert arrival(qtbot, situation) == before + 3
    assert all(face.verified_at for face in answer(qtbot, situation, card_faces, cards))


def test_the_history_is_newest_first_and_undone_lines_are_struck_through(
    qtbot: QtBot, situation: Situation, inspector: Inspector, damascus: str
) -> None:
    history = card_pane(inspector).history
    count = len(history.entries())
    done(qtbot, situation, move_cards, [damascus], Column.CONTESTED)
    qtbot.waitUntil(lambda: len(history.entries()) == count + 1, timeout=PATIENCE)
    assert "contested" in texts(history)[0]
    assert "field coord." in texts(history)[0]
    done(qtbot, situation, undo)
    qtbot.waitUntil(lambda: len(history.entries()) == count + 2, timeout=PATIENCE)
    assert texts(history)[0].startswith("Undone")
    assert history.entries()[1].labels[1].font().strikeOut()


def test_events_and_routes_of_the_place_are_listed(inspector: Inspector, damascus: str) -> None:
    pane = card_pane(inspector)
    assert any("Hezbollah" in text for text in texts(pane.events))
    assert [text.split(" | ")[0] for text in texts(pane.routes)] == [
        "Damascus – Homs – Tartus",
        "Damascus – Homs – Latakia",
    ]
    assert "severed" in texts(pane.routes)[0]


def test_links_lead_on_and_back_leads_back(
    qtbot: QtBot, situation: Situation, inspector: Inspector, damascus: str
) -> None:
    route = card_pane(inspector).routes.entries()[0]
    route.setFocus()
    QTest.keyClick(route, Key.Key_Return)
    qtbot.waitUntil(lambda: shown_title(inspector) == "Damascus – Homs – Tartus", timeout=PATIENCE)
    assert isinstance(inspector.pane(), ThingPane)
    inspector.back.click()
    qtbot.waitUntil(lambda: shown_title(inspector) == "Damascus", timeout=PATIENCE)
    assert inspector.back.isHidden()


def test_a_claim_is_added_from_the_card(
    qtbot: QtBot, situation: Situation, inspector: Inspector, damascus: str
) -> None:
    pane = card_pane(inspector)
    pane.claims.add_button.click()
    form = inspector.form()
    assert form is not None
    qtbot.waitUntil(lambda: bool(form.editors), timeout=PATIENCE)
    form.save()
    qtbot.waitUntil(form.errors["speaker"].is_shown, timeout=PATIENCE)
    form.editors["verb"].set_typed(ClaimVerb.SAID)
    type_text(form.editors["speaker"].input, "Russia")  # type: ignore[attr-defined]
    form.editors["text"].input.setPlainText("Nothing has changed.")  # type: ignore[attr-defined]
    QTest.keyClick(form.editors["text"].input, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)  # type: ignore[attr-defined]
    side = pane.claims.sides[Stance.SUPPORTS]
    qtbot.waitUntil(lambda: len(side.entries()) == 3, timeout=PATIENCE)
    assert said(side.entries()[2]).startswith("Russia | Nothing has changed.")
    assert inspector.form() is None


def test_the_status_of_a_route_is_set_per_use_and_direction(
    qtbot: QtBot, situation: Situation, inspector: Inspector, damascus: str
) -> None:
    route = card_pane(inspector).routes.entries()[0].text.key
    show(qtbot, inspector, route, "Damascus – Homs – Tartus")
    pane = inspector.pane()
    assert isinstance(pane, ThingPane)
    pane.statuses.add_button.click()
    form = inspector.form()
    assert form is not None
    qtbot.waitUntil(lambda: bool(form.editors), timeout=PATIENCE)
    for field, term in (("use", "humanitarian"), ("direction", "forward"), ("state", RouteState.RESTRICTED)):
        choices = form.editors[field]
        choices.set_typed(term)
    form.save()
    qtbot.waitUntil(lambda: len(pane.statuses.entries()) == 2, timeout=PATIENCE)
    assert any("humanitarian, in the order named" in text for text in texts(pane.statuses))
    rows = answer(qtbot, situation, lambda reading: reading.rows(RouteStatus, "thing = ?", route))
    assert len(rows) == 2


def test_coordinates_pasted_as_a_pair_fill_both(qtbot: QtBot, situation: Situation, inspector: Inspector) -> None:
    ghouta = thing_id(qtbot, situation, "Ghouta", "location")
    show(qtbot, inspector, ghouta, "Ghouta")
    row = row_of(inspector, "latitude")
    row.open_editor()
    retype(line(row), "33.5, 36.4")
    QTest.keyClick(line(row), Key.Key_Return)
    waits_until_words(qtbot, row, "33.5")
    assert words(row_of(inspector, "longitude")) == "36.4"
    place = answer(qtbot, situation, lambda reading: reading.row(Location, ghouta))
    assert place is not None and (place.latitude, place.longitude) == (33.5, 36.4)


def test_coordinates_outside_the_earth_are_refused(qtbot: QtBot, situation: Situation, inspector: Inspector) -> None:
    show(qtbot, inspector, thing_id(qtbot, situation, "Ghouta", "location"), "Ghouta")
    row = row_of(inspector, "latitude")
    row.open_editor()
    retype(line(row), "133.5")
    QTest.keyClick(line(row), Key.Key_Return)
    qtbot.waitUntil(row.error.is_shown, timeout=PATIENCE)
    QTest.keyClick(line(row), Key.Key_Escape)


def test_two_laptops_that_disagree_are_shown_and_answered(
    qtbot: QtBot, situation: Situation, inspector: Inspector, damascus: str, second_laptop: Store
) -> None:
    done(qtbot, situation, edit_card, damascus, {"note": "Quiet night."})
    second_laptop.do(edit_card, damascus, {"note": "Shelling at dawn."})
    merged: list[object] = []
    situation.write(lambda store: merge(store, second_laptop.path), done=merged.append)
    conflicts = card_pane(inspector).conflicts
    qtbot.waitUntil(conflicts.isVisible, timeout=PATIENCE)
    (section,) = conflicts.sections
    sides = {said(entry): entry for entry in section.entries()}
    chosen = next(entry for text, entry in sides.items() if text.startswith("Shelling"))
    chosen.setFocus()
    QTest.keyClick(chosen, Key.Key_Return)
    qtbot.waitUntil(conflicts.isHidden, timeout=PATIENCE)
    waits_until_words(qtbot, row_of(inspector, "note"), "Shelling at dawn.")


def test_a_card_struck_elsewhere_says_so(
    qtbot: QtBot, situation: Situation, inspector: Inspector, damascus: str
) -> None:
    done(qtbot, situation, strike, damascus, why="entered by mistake")
    qtbot.waitUntil(lambda: isinstance(inspector.pane(), ThingPane), timeout=PATIENCE)
    pane = inspector.pane()
    assert isinstance(pane, ThingPane)
    assert "struck: entered by mistake" in plain(pane.title.kind.text())


def test_news_keeps_the_place_scrolled_to(
    qtbot: QtBot, situation: Situation, inspector: Inspector, damascus: str
) -> None:
    inspector.resize(360, 400)
    bar = inspector.scroller.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 200, timeout=PATIENCE)
    bar.setValue(150)
    done(qtbot, situation, edit_card, damascus, {"note": "News."})
    waits_until_words(qtbot, row_of(inspector, "note"), "News.")
    assert bar.value() == 150


def test_right_to_left_begins_at_the_right(qtbot: QtBot, inspector: Inspector, damascus: str) -> None:
    inspector.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    row = row_of(inspector, "controllers")
    qtbot.waitUntil(lambda: row.caption.x() > row.value.x(), timeout=PATIENCE)


def test_every_kind_of_thing_can_be_shown(qtbot: QtBot, situation: Situation, inspector: Inspector) -> None:
    def one_of_each(reading: Reading) -> list[tuple[str, str]]:
        tables = ("actor", "link", "location", "route", "source", "report", "claim", "event")
        return [(table, reading.value(f'SELECT id FROM "{table}" LIMIT 1')) for table in tables]

    for table, thing in answer(qtbot, situation, one_of_each):
        inspector.show_things([thing])
        qtbot.waitUntil(
            lambda table=table: getattr(inspector.pane(), "table", "") == table,  # type: ignore[misc]
            timeout=PATIENCE,
        )
        pane = inspector.pane()
        assert isinstance(pane, ThingPane)
        qtbot.waitUntil(lambda pane=pane: bool(pane.history.entries()), timeout=PATIENCE)  # type: ignore[misc]


def test_what_is_not_there_says_so(qtbot: QtBot, inspector: Inspector, tmp_path: Path) -> None:
    inspector.show_things(["00000000-0000-7000-8000-000000000000"])
    qtbot.waitUntil(lambda: isinstance(inspector.pane(), EmptyPane), timeout=PATIENCE)
    pane = inspector.pane()
    assert isinstance(pane, EmptyPane)
    qtbot.waitUntil(lambda: "any more" in pane.words.text(), timeout=PATIENCE)


def test_a_claim_is_opened_and_edited_twice_and_stays_one_claim(
    qtbot: QtBot, situation: Situation, inspector: Inspector, damascus: str
) -> None:
    entry = card_pane(inspector).claims.sides[Stance.DENIES].entries()[0]
    entry.setFocus()
    QTest.keyClick(entry, Key.Key_Return)
    qtbot.waitUntil(lambda: shown_title(inspector) == "The president is in Damascus.", timeout=PATIENCE)
    row = row_of(inspector, "credibility")
    for grade in (Credibility.FIVE, Credibility.SIX):
        row.open_editor()
        assert row.editor is not None
        row.editor.set_typed(grade)
        row.editor.done.emit()
        waits_until_words(qtbot, row, f"{grade.value} {grade.words}")
        qtbot.waitUntil(lambda: not row.is_open, timeout=PATIENCE)
    retold = row_of(inspector, "text")
    retold.open_editor()
    text(retold).setPlainText("The president has not left.")
    QTest.keyClick(text(retold), Key.Key_Return)
    waits_until_words(qtbot, retold, "The president has not left.")
    assert words(row) == "6 Truth cannot be judged"
    inspector.back.click()
    qtbot.waitUntil(lambda: isinstance(inspector.pane(), CardPane), timeout=PATIENCE)
    side = card_pane(inspector).claims.sides[Stance.DENIES]
    qtbot.waitUntil(lambda: "The president has not left." in texts(side)[0], timeout=PATIENCE)
    assert len(side.entries()) == 1


def test_an_actor_is_shown_with_what_hangs_on_it(qtbot: QtBot, situation: Situation, inspector: Inspector) -> None:
    show(qtbot, inspector, thing_id(qtbot, situation, "HTS", "actor"), "Hayat Tahrir al-Sham")
    pane = inspector.pane()
    assert isinstance(pane, ThingPane)
    assert any("Homs | Status" in line for line in texts(pane.hanging))
    assert any("HTS statements | Source" in line for line in texts(pane.hanging))


def test_a_hidden_inspector_asks_when_it_is_shown(
    qtbot: QtBot, situation: Situation, inspector: Inspector, damascus: str
) -> None:
    inspector.hide()
    done(qtbot, situation, edit_card, damascus, {"note": "While nobody looked."})
    row = row_of(inspector, "note")
    inspector.show()
    waits_until_words(qtbot, row, "While nobody looked.")


def test_of_a_long_history_the_latest_are_shown_and_all_at_a_press(
    qtbot: QtBot, situation: Situation, inspector: Inspector, damascus: str
) -> None:
    for number in range(20):
        done(qtbot, situation, edit_card, damascus, {"note": f"Note {number}."})
    history = card_pane(inspector).history
    qtbot.waitUntil(lambda: bool(history.entries()) and "Note 19." in texts(history)[0], timeout=PATIENCE)
    few = len(history.entries())
    history.more.click()
    assert len(history.entries()) == few + 12
    assert history.entries()[few].hasFocus()
    assert history.more.isHidden()


def test_a_cleared_time_is_not_stated_and_nothing_is_invented(
    qtbot: QtBot, situation: Situation, inspector: Inspector, damascus: str
) -> None:
    row = row_of(inspector, "as_of")
    row.open_editor()
    retype(line(row), "")
    QTest.keyClick(line(row), Key.Key_Return)
    qtbot.waitUntil(lambda: "time not stated" in words(row), timeout=PATIENCE)


def test_a_field_is_copied_without_marks_of_direction(inspector: Inspector, damascus: str) -> None:
    row = row_of(inspector, "controllers")
    row.value.setFocus()
    QTest.keyClick(row.value, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Syrian government"
