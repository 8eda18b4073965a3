"""The latest figure of a place on its card, in the real window."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from situation_board.core.actions import facts
from situation_board.core.figures import parse_figures
from situation_board.core.rows import Event
from situation_board.core.vocabulary import Column, EventKind
from situation_board.gui.board.words import card_words, plain
from situation_board.gui.main_window import MainWindow
from tests.gui.boards import ZONE, card_named


def test_an_event_with_a_figure_is_told_on_its_places_card_and_undone_with_it(window: MainWindow, qtbot: QtBot) -> None:
    board = window.centre.board
    homs = card_named(board, qtbot, "Homs")
    model = board.models[Column.CONTESTED]

    def told() -> str:
        model.face(list(model.ids).index(homs))
        face = model.known_face(homs)
        return plain(card_words(face, ZONE).figure) if face else "?"

    assert told() == ""
    place = face.location if (face := model.known_face(homs)) else ""
    event = Event(
        id="",
        thing="",
        kind=EventKind.DISPLACEMENT,
        location=place,
        figures=parse_figures("more than 2,000 displaced people, stock, on 2024-12-07 (OCHA)", ZONE),
    )
    window.situation.do(facts.record_event, event)
    qtbot.waitUntil(lambda: told() == "more than 2,000 displaced", timeout=10_000)
    index = model.index(list(model.ids).index(homs), 0)
    assert "OCHA, 7 Dec 2024 (Asia/Damascus)" in plain(str(model.data(index, 3)))  # the tooltip

    qtbot.waitUntil(window.undoing.undo.isEnabled, timeout=10_000)
    window.undoing.undo.trigger()
    qtbot.waitUntil(lambda: told() == "", timeout=10_000)
