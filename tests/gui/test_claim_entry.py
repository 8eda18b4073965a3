"""The line for a claim: about what, who says so, how, in which words, carried by whom; by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from situation_board.core.actions.drafting import latest_version
from situation_board.core.rows import Claim
from situation_board.core.vocabulary import ClaimVerb, Credibility, Stance
from situation_board.gui.background import Situation
from situation_board.gui.entry.claim_entry import ClaimEntry
from situation_board.gui.main_window import MainWindow
from tests.gui.fixtures import show_active
from tests.gui.panels import PATIENCE, answer, card_at, plain, thing_id, type_text

Key = Qt.Key


@dataclass
class Bar:
    entry: ClaimEntry
    board: QLineEdit
    added: list[str]
    noted: list[str]


@pytest.fixture
def bar(qtbot: QtBot, situation: Situation) -> Iterator[Bar]:
    window = QWidget()
    window.resize(1000, 400)
    entry, below = ClaimEntry(situation, window), QLineEdit(window)
    column = QVBoxLayout(window)
    column.addWidget(entry)
    column.addWidget(below)
    column.addStretch(1)
    show_active(qtbot, window)
    below.setFocus()
    made = Bar(entry, below, [], [])
    entry.added.connect(made.added.append)
    entry.noted.connect(made.noted.append)
    yield made
    window.close()
    window.deleteLater()


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def say(words: str, *, then: Qt.Key = Key.Key_Tab) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    type_text(focused, words)
    press(then)


def saved(qtbot: QtBot, situation: Situation, bar: Bar, count: int = 1) -> Claim:
    qtbot.waitUntil(lambda: len(bar.added) == count, timeout=PATIENCE)
    found = answer(qtbot, situation, latest_version, Claim, bar.added[-1])
    assert isinstance(found, Claim)
    return found


def test_a_claim_is_said_in_one_line_by_keyboard_alone(qtbot: QtBot, situation: Situation, bar: Bar) -> None:
    bar.entry.start()
    say("حمص")
    say("HTS")
    say("leader")
    say("ins")  # the verb, by its first letters
    press(Key.Key_Tab)
    say("The old town is ours.")
    say("8 Dec 2024")
    say("AFP")
    say("phone")
    press(Key.Key_2)
    press(Key.Key_Return)
    claim = saved(qtbot, situation, bar)
    assert claim.about == card_at(qtbot, situation, "Homs")
    assert claim.speaker == thing_id(qtbot, situation, "HTS", "actor")
    assert claim.publisher == thing_id(qtbot, situation, "AFP", "source")
    assert (claim.verb, claim.stance, claim.speaker_role, claim.via) == (
        ClaimVerb.INSISTS,
        Stance.SUPPORTS,
        "leader",
        "phone",
    )
    assert (claim.text, claim.credibility) == ("The old town is ours.", Credibility.TWO)
    assert bar.board.hasFocus() and not bar.entry.isVisible()


def test_what_is_selected_is_what_it_is_about(qtbot: QtBot, situation: Situation, bar: Bar) -> None:
    card = card_at(qtbot, situation, "Damascus")
    bar.entry.start(about=card)
    qtbot.waitUntil(lambda: bar.entry.about.text() == "Damascus", timeout=PATIENCE)
    assert bar.entry.speaker.hasFocus()
    say("Syrian army")
    bar.entry.text.setText("All is quiet.")
    bar.entry.save()
    assert saved(qtbot, situation, bar).about == card


def test_what_nothing_can_be_claimed_about_is_not_taken(qtbot: QtBot, situation: Situation, bar: Bar) -> None:
    bar.entry.start(about=thing_id(qtbot, situation, "AFP", "source"))
    qtbot.waitUntil(bar.entry.about.hasFocus, timeout=PATIENCE)
    assert bar.entry.about.text() == ""


def test_a_denial_speaks_against_it(bar: Bar) -> None:
    bar.entry.verb.setCurrentIndex(list(ClaimVerb).index(ClaimVerb.DENIED))
    assert bar.entry.spoken().stance is Stance.DENIES


@pytest.mark.parametrize(
    ("about", "speaker", "text", "field"),
    [("", "HTS", "So it is.", "about"), ("Homs", "HTS", "", "text"), ("Homs", "", "So it is.", "speaker")],
)
def test_what_is_missing_is_said_beside_it_and_nothing_is_lost(
    qtbot: QtBot, bar: Bar, about: str, speaker: str, text: str, field: str
) -> None:
    bar.entry.start()
    bar.entry.about.setText(about)
    bar.entry.speaker.setText(speaker)
    bar.entry.text.setText(text)
    bar.entry.save()
    qtbot.waitUntil(bar.entry.errors[field].is_shown, timeout=PATIENCE)
    assert bar.entry.fields[field].input.hasFocus()
    assert (bar.entry.about.text(), bar.entry.speaker.text(), bar.entry.text.text()) == (about, speaker, text)
    bar.entry.close_bar()


def test_the_next_claim_is_about_the_same_and_carried_by_the_same(qtbot: QtBot, situation: Situation, bar: Bar) -> None:
    bar.entry.start()
    bar.entry.about.setText("Homs")
    bar.entry.speaker.setText("HTS")
    bar.entry.text.setText("It is ours.")
    bar.entry.carried_by.setText("AFP")
    bar.entry.save_and_stay()
    saved(qtbot, situation, bar)
    spoken = bar.entry.spoken()
    assert (spoken.about.text, spoken.speaker.text, spoken.text, spoken.carried_by.text) == ("Homs", "", "", "AFP")
    assert bar.entry.speaker.hasFocus()
    bar.entry.close_bar()


def test_confirmed_by_others_without_another_is_saved_and_said(qtbot: QtBot, situation: Situation, bar: Bar) -> None:
    bar.entry.start()
    bar.entry.about.setText("Sweida")
    bar.entry.speaker.setText("OCHA")
    bar.entry.text.setText("It has fallen.")
    bar.entry.credibility.setCurrentIndex(1)
    bar.entry.save()
    assert saved(qtbot, situation, bar).credibility == Credibility.ONE
    assert [plain(words) for words in bar.noted] == [
        "It is rated as confirmed by others, but no independent source says the same."
    ]


def test_what_looks_like_a_phone_number_is_pointed_out_and_not_refused(
    qtbot: QtBot, situation: Situation, bar: Bar
) -> None:
    bar.entry.start()
    assert not bar.entry.privacy.isVisible()
    bar.entry.about.setText("Homs")
    bar.entry.speaker.setText("HTS")
    bar.entry.text.setText("Ask +963 11 555 0100 about it")
    assert "+963 11 555 0100" in plain(bar.entry.privacy.text())
    bar.entry.save()
    saved(qtbot, situation, bar)


def test_in_the_window_it_is_about_the_card_that_is_chosen(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(window.isActiveWindow, timeout=PATIENCE)
    card = card_at(qtbot, window.situation, "Homs")
    window.centre.board.select([card])
    window.centre.board.setFocus()
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    entry = window.centre.claim_entry
    qtbot.waitUntil(lambda: entry.about.text() == "Homs", timeout=PATIENCE)
    entry.speaker.setText("HTS")
    entry.text.setText("The station is ours.")
    entry.save()
    qtbot.waitUntil(
        lambda: any(face.id == card and face.claims_for == 4 for face in _faces(qtbot, window.situation, card)),
        timeout=PATIENCE,
    )


def _faces(qtbot: QtBot, situation: Situation, card: str) -> list:  # type: ignore[type-arg]
    from situation_board.core.questions.cards import card_faces

    return answer(qtbot, situation, card_faces, [card])
