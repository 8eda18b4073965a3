"""What the board shows: sorted, filtered, of the past, of a file that cannot be changed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from situation_board.core.history import stack
from situation_board.core.questions.cards import CardFilter
from situation_board.core.questions.moments import KnownThen
from situation_board.core.store import Store
from situation_board.core.vocabulary import Column
from situation_board.gui.background import Situation
from situation_board.gui.board import BoardWidget, Density
from situation_board.gui.board.questions import Choice, Choices
from tests.gui.boards import Settle, card_named, column_of, data_of, drop, focus, names
from tests.gui.fixtures import press, write

Key, Modifier = Qt.Key, Qt.KeyboardModifier


def test_sorting_by_place_sorts_names(board: BoardWidget, settle: Settle, qtbot: QtBot) -> None:
    card_named(board, qtbot, "Sweida")
    settle(lambda: board.set_sort(Column.FALLEN, "place"))
    assert names(board, Column.FALLEN) == ["Daraa", "Moadamiya", "Quneitra", "Sweida"]


def test_a_filter_says_what_it_hides_and_can_be_cleared(board: BoardWidget, settle: Settle, qtbot: QtBot) -> None:
    settle(lambda: write(board.filter_bar.text, "homs"))
    assert [len(model.ids) for model in board.models.values()] == [0, 1, 0, 2], "two notes speak of Homs"
    qtbot.waitUntil(lambda: "of" in board.filter_bar.answer(), timeout=10_000)
    assert board.filter_bar.answer() == "3 of 8 shown"
    settle(board.filter_bar.clear)
    assert sum(len(model.ids) for model in board.models.values()) == 8
    assert board.filter_bar.answer() == ""


def test_what_is_typed_stays_when_the_choices_come(board: BoardWidget, qtbot: QtBot) -> None:
    write(board.filter_bar.text, "ho")
    board.filter_bar.show_choices(Choices((Choice("hts", "HTS"),), ()))
    assert board.filter_bar.text.text() == "ho" and "hts" in board.filter_bar.offered_actors()


def test_the_arrow_leads_from_the_filter_down_to_the_cards(board: BoardWidget, qtbot: QtBot) -> None:
    board.filter_bar.text.setFocus()
    press(board.filter_bar.text, Key.Key_Down)
    qtbot.waitUntil(board.columns.active.hasFocus, timeout=10_000)


def test_the_filter_offers_the_actors_and_areas_of_the_board(board: BoardWidget, settle: Settle, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(board.filter_bar.offered_actors()) > 2, timeout=10_000)
    actor = next(id for id, name in board.filter_bar.offered_actors().items() if name == "HTS")
    settle(lambda: board.set_filter(CardFilter(actor=actor)))
    shown = {card for model in board.models.values() for card in model.ids}
    assert {card_named(board, qtbot, "Homs"), card_named(board, qtbot, "Damascus")} == shown
    assert board.filter_bar.filter() == CardFilter(actor=actor)


def test_an_empty_column_says_what_belongs_there(board: BoardWidget, settle: Settle) -> None:
    settle(lambda: board.set_filter(CardFilter(text="nothing is called so")))
    for column, view in board.views.items():
        assert view.cards.ids == []
        assert view.accessibleDescription() or column is Column.HELD
        assert view.empty_words.what and view.empty_words.how
    board.grab()


def test_the_closed_strip_names_its_places(board: BoardWidget, qtbot: QtBot) -> None:
    assert not board.strip.is_expanded
    qtbot.waitUntil(lambda: "Tartus" in board.strip.names(), timeout=10_000)
    assert "Latakia" in board.strip.names()


def test_density_and_strip_and_order_are_remembered(board: BoardWidget, settle: Settle, situation: Situation) -> None:
    roomy = board.views[Column.FALLEN].row_height
    press(
        focus(board, board.views[Column.FALLEN].cards.ids[0]),
        Key.Key_D,
        Modifier.ControlModifier | Modifier.ShiftModifier,
    )
    assert board.density is Density.DENSE and board.views[Column.FALLEN].row_height < roomy
    board.strip.expand(True)
    settle(lambda: board.set_sort(Column.FALLEN, "newest"))
    other = BoardWidget(situation)
    other.restore_layout(board.layout_state())
    assert other.layout_state() == board.layout_state()
    assert other.density is Density.DENSE and other.strip.is_expanded
    other.deleteLater()


def test_settings_that_a_board_does_not_understand_are_passed_over(situation: Situation) -> None:
    board = BoardWidget(situation)
    as_usual = board.layout_state()
    board.restore_layout({"density": "compact", "sorts": {"held": "name", "elsewhere": "place", "fallen": ["place"]}})
    board.restore_layout({"density": 7, "sorts": "place"})
    assert board.layout_state() == as_usual
    board.deleteLater()


def test_the_past_is_shown_and_cannot_be_changed(
    board: BoardWidget, settle: Settle, qtbot: QtBot, situation: Situation
) -> None:
    homs = card_named(board, qtbot, "Homs")
    with Store.open(situation.path) as other, other.reading() as reading:
        before = reading.arrival
    settle(lambda: board.mover.move([homs], Column.FALLEN))
    settle(lambda: board.set_moment(KnownThen(before)))
    assert column_of(board, homs) is Column.CONTESTED
    assert all(view.is_past for view in board.views.values())
    view = focus(board, homs)
    with qtbot.assertNotEmitted(situation.changed, wait=200):
        press(view, Key.Key_Right, Modifier.ControlModifier)
        assert not drop(board.views[Column.FALLEN], data_of(board, homs), 10).isAccepted()
    settle(lambda: board.set_moment(None))
    assert column_of(board, homs) is Column.FALLEN
    assert not any(view.is_past for view in board.views.values())


def test_undo_labels_know_what_was_done(board: BoardWidget, settle: Settle, qtbot: QtBot, situation: Situation) -> None:
    view = board.views[Column.FALLEN]
    focus(board, view.cards.ids[0])
    settle(lambda: press(view, Key.Key_Down, Modifier.AltModifier))
    with Store.open(situation.path, identity=situation.identity) as store, store.reading() as reading:
        found = stack(reading).undo
    assert found is not None and found.label == "order_card"


def test_a_board_on_a_read_only_file_offers_no_change(
    qapp: QApplication, qtbot: QtBot, filled_file: Path, tmp_path: Path
) -> None:
    store = Store.open(filled_file)
    store.read_only = True
    situation = Situation(store)
    board = BoardWidget(situation)
    with qtbot.waitSignal(board.shown, timeout=10_000):
        board.show()
    board.select([card_named(board, qtbot, "Homs")])
    assert not board.commands.actions["move_right"].isEnabled()
    assert board.commands.actions["copy"].isEnabled()
    board.close()
    situation.close()
    board.deleteLater()
    situation.deleteLater()


def test_cards_are_said_to_screen_readers(board: BoardWidget, qtbot: QtBot) -> None:
    homs = card_named(board, qtbot, "Homs")
    view = focus(board, homs)
    said = view.cards.data(view.currentIndex(), Qt.ItemDataRole.AccessibleTextRole)
    assert "Homs, city" in said.replace("\u2068", "").replace("\u2069", "")
    assert view.accessibleName() and board.panels[Column.FALLEN].heading.accessibleName()


def test_a_click_on_the_strip_opens_and_closes_it(board: BoardWidget, qtbot: QtBot) -> None:
    QTest.mouseClick(board.strip.toggle, Qt.MouseButton.LeftButton)
    assert board.strip.is_expanded
    QTest.mouseClick(board.strip.toggle, Qt.MouseButton.LeftButton)
    assert not board.strip.is_expanded


def test_cards_of_several_columns_can_be_selected_at_once(board: BoardWidget, qtbot: QtBot) -> None:
    wanted = [card_named(board, qtbot, name) for name in ("Damascus", "Homs", "Moadamiya")]
    board.select(wanted)
    assert sorted(board.selected()) == sorted(wanted)


def test_the_board_gives_the_keyboard_back_to_the_column_it_was_in(board: BoardWidget, qtbot: QtBot) -> None:
    homs = card_named(board, qtbot, "Homs")
    board.select([homs])
    board.filter_bar.text.setFocus()
    board.setFocus()
    qtbot.waitUntil(board.views[Column.CONTESTED].hasFocus)
    assert board.selected() == [homs]
