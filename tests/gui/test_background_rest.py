"""A situation whose file is closed for a while: what is asked meanwhile is answered afterwards, and nothing is lost."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from situation_board.core.actions import records
from situation_board.core.ids import new_id
from situation_board.core.protection.changing import change_protection
from situation_board.core.rows import Actor
from situation_board.core.store import Reading, Store
from situation_board.gui.background import Situation
from tests.gui.fixtures import HERE, delete_later_now

KEY = bytes(range(32))


def actors(reading: Reading) -> int:
    return len(reading.rows(Actor))


def test_while_it_rests_the_file_is_open_nowhere_and_nothing_asked_is_lost(
    situation: Situation, filled_file: Path, qtbot: QtBot
) -> None:
    answers: list[object] = []
    before: list[int] = []
    situation.ask(actors, done=before.append, receiver=situation)
    qtbot.waitUntil(lambda: bool(before))
    situation.rest()()
    situation.do(records.add_record, Actor(id=new_id(), name="Scouts"), done=answers.append, receiver=situation)
    situation.ask(actors, done=answers.append, key="actors", receiver=situation)
    change_protection(filled_file, key=None, new_key=KEY)
    assert (situation.is_resting, answers) == (True, [])
    reopen = partial(Store.open, filled_file, key=KEY)
    news: list[frozenset[str]] = []
    situation.changed.connect(news.append)
    situation.go_on(reopen(), reopen=reopen)
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert situation.identity == HERE
    assert situation.is_protected
    assert any("card" in tables for tables in news)
    counted: list[int] = []
    situation.ask(actors, done=counted.append, receiver=situation)
    qtbot.waitUntil(lambda: counted == [before[0] + 1])


def test_what_was_asked_just_before_is_answered_afterwards(
    situation: Situation, filled_file: Path, qtbot: QtBot
) -> None:
    answers: list[int] = []
    for _ in range(20):
        situation.ask(actors, done=answers.append, receiver=situation)
    situation.rest()()
    QApplication.processEvents()
    reopen = partial(Store.open, filled_file)
    situation.go_on(reopen(), reopen=reopen)
    qtbot.waitUntil(lambda: len(answers) == 20)


@pytest.mark.usefixtures("qapp")
def test_it_can_be_closed_while_it_rests(filled_file: Path) -> None:
    situation = Situation(Store.open(filled_file))
    situation.rest()()
    situation.close()
    situation.deleteLater()
    delete_later_now()
    change_protection(filled_file, key=None, new_key=KEY)
