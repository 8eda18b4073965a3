"""The model of a column: ids in order, faces of those that are looked at."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from situation_board.core.actions import cards
from situation_board.core.questions.cards import CardFilter
from situation_board.core.times import MINUTE
from situation_board.core.vocabulary import Column
from situation_board.gui.background import Situation
from situation_board.gui.board import faces as faces_module
from situation_board.gui.board.model import ColumnModel
from situation_board.gui.board.questions import BoardIds, board_ids
from tests.gui.boards import PLAIN

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
Role = Qt.ItemDataRole


@pytest.fixture
def model(situation: Situation) -> ColumnModel:
    return ColumnModel(situation, Column.FALLEN, situation)


def asked_ids(situation: Situation, qtbot: QtBot) -> BoardIds:
    answers: list[BoardIds] = []
    situation.ask(board_ids, CardFilter(), {}, done=answers.append, receiver=situation)
    qtbot.waitUntil(lambda: bool(answers), timeout=10_000)
    return answers[0]


@settings(max_examples=30)
@given(orders=st.lists(st.lists(st.integers(0, 25).map(str), unique=True), min_size=1, max_size=8))
def test_any_sequence_of_news_keeps_to_the_rules_of_models(
    model: ColumnModel, orders: list[list[str]], qapp: QApplication
) -> None:
    model.show_ids([])
    tester = QAbstractItemModelTester(model, FATAL)
    for ids in orders:
        model.show_ids(list(ids))
        assert list(model.ids) == ids and model.rowCount() == len(ids)
    tester.deleteLater()


@given(before=st.permutations(list("abcdefghij")), after=st.permutations(list("abcdefghij")), kept=st.integers(1, 10))
def test_whoever_holds_on_to_a_card_holds_on_to_the_same_card(
    model: ColumnModel, before: list[str], after: list[str], kept: int
) -> None:
    model.show_ids(list(before))
    held = {card: QPersistentModelIndex(model.index(row, 0)) for row, card in enumerate(before)}
    model.show_ids(after[:kept])
    for card, index in held.items():
        assert index.isValid() == (card in after[:kept])
        assert not index.isValid() or model.card(index.row()) == card


def test_a_face_is_fetched_when_it_is_looked_at(model: ColumnModel, situation: Situation, qtbot: QtBot) -> None:
    answer = asked_ids(situation, qtbot)
    model.settings, model.zone = answer.situation, answer.zone
    model.show_ids(list(answer.columns[Column.FALLEN]))
    assert model.data(model.index(0, 0), Role.DisplayRole) == ""
    with qtbot.waitSignal(model.dataChanged, timeout=10_000):
        pass
    face = model.face(0)
    assert face is not None
    assert model.data(model.index(0, 0), Role.DisplayRole) == face.place
    assert face.place in model.data(model.index(0, 0), Role.AccessibleTextRole)
    assert "\n" in model.data(model.index(0, 0), Role.ToolTipRole)


def test_only_what_is_looked_at_is_fetched(model: ColumnModel, situation: Situation, qtbot: QtBot) -> None:
    ids = asked_ids(situation, qtbot).columns[Column.FALLEN]
    model.show_ids(list(ids))
    with qtbot.waitSignal(model.dataChanged, timeout=10_000):
        model.face(1)
    assert model.known_face(ids[1]) is not None
    assert model.known_face(ids[0]) is None


def test_news_are_fetched_while_the_old_face_stays(model: ColumnModel, situation: Situation, qtbot: QtBot) -> None:
    ids = asked_ids(situation, qtbot).columns[Column.FALLEN]
    model.show_ids(list(ids))
    model.face(0)
    qtbot.waitUntil(lambda: model.known_face(ids[0]) is not None, timeout=10_000)
    with qtbot.waitSignal(situation.changed, timeout=10_000):
        situation.do(cards.edit_card, ids[0], {"note": "new note"})
    model.refresh()
    assert model.face(0) is not None

    def shows_news() -> bool:
        face = model.face(0)
        return face is not None and face.note == "new note"

    qtbot.waitUntil(shows_news, timeout=10_000)


def test_after_news_only_rows_that_look_otherwise_are_painted_again(
    model: ColumnModel, situation: Situation, qtbot: QtBot
) -> None:
    ids = asked_ids(situation, qtbot).columns[Column.FALLEN]
    model.show_ids(list(ids))
    model.refresh(ids)
    qtbot.waitUntil(lambda: all(model.known_face(card) is not None for card in ids), timeout=10_000)
    before = {card: model.known_face(card) for card in ids}
    with qtbot.waitSignal(situation.changed, timeout=10_000):
        situation.do(cards.edit_card, ids[1], {"note": "new note"})
    painted: list[int] = []
    model.dataChanged.connect(lambda first, last: painted.extend(range(first.row(), last.row() + 1)))
    model.refresh(ids)
    assert painted == []
    qtbot.waitUntil(lambda: bool(painted), timeout=10_000)
    qtbot.waitUntil(lambda: situation.is_quiet, timeout=10_000)
    assert painted == [1]
    assert [card for card in ids if model.known_face(card) is not before[card]] == [ids[1]]


def test_other_settings_of_the_situation_are_painted_at_once_the_same_are_not(
    model: ColumnModel, situation: Situation, qtbot: QtBot
) -> None:
    answer = asked_ids(situation, qtbot)
    model.show_ids(["a", "b"])
    with qtbot.waitSignal(model.dataChanged, timeout=10_000):
        model.set_situation(answer.situation, answer.zone)
    with qtbot.assertNotEmitted(model.dataChanged):
        model.set_situation(answer.situation, answer.zone)


@pytest.mark.parametrize(("later", "painted"), [(MINUTE - 1, 0), (MINUTE, 1)])
def test_a_card_that_grows_older_is_painted_again_each_minute(model: ColumnModel, later: int, painted: int) -> None:
    model.show_ids([PLAIN.id])
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _: changed.append(first.row()))
    young = dataclasses.replace(PLAIN, age=0)
    model._faces._take(0, None, [PLAIN.id], {PLAIN.id: young})
    changed.clear()
    model._faces._take(0, None, [PLAIN.id], {PLAIN.id: dataclasses.replace(young, age=later)})
    assert len(changed) == painted


def test_a_card_that_is_gone_is_not_asked_for_again_and_again(
    model: ColumnModel, situation: Situation, qtbot: QtBot
) -> None:
    model.show_ids(["no such card"])
    with qtbot.waitSignal(model.dataChanged, timeout=10_000):
        assert model.face(0) is None
    with qtbot.assertNotEmitted(model.dataChanged, wait=100):
        assert model.face(0) is None


def test_no_more_faces_are_kept_than_are_allowed(
    model: ColumnModel, situation: Situation, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faces_module, "MOST_KEPT", 2)
    ids = list(asked_ids(situation, qtbot).columns[Column.FALLEN])
    assert len(ids) > 2
    model.show_ids(ids)
    with qtbot.waitSignal(model.dataChanged, timeout=10_000):
        for row in range(len(ids)):
            model.face(row)
    assert sum(model.known_face(card) is not None for card in ids) <= 2


def test_nothing_is_dropped_into_the_model_itself(model: ColumnModel) -> None:
    model.show_ids(["a", "b"])
    data = model.mimeData([model.index(0, 0)])
    assert not model.dropMimeData(data, Qt.DropAction.MoveAction, 1, 0, model.index(1, 0))
    assert list(model.ids) == ["a", "b"]
