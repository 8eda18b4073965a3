"""Any sequence of actions, undo and redo: tables equal the log, and every past moment is as it was."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import given, settings

from situation_board.core import history
from situation_board.core.integrity import check
from situation_board.core.problems import Mistake
from situation_board.core.questions.cards import all_card_ids, card_faces, status_order
from situation_board.core.questions.moments import KnownThen, TrueThen
from situation_board.core.rows import Card, Status
from situation_board.core.store import Changes, Reading
from tests.core.random_work import Clock, Laptop, Work, works


@contextmanager
def laptop() -> Iterator[Laptop]:
    with tempfile.TemporaryDirectory() as folder:
        made = Laptop(Path(folder) / "a.sitboard", "A", Clock())
        try:
            yield made
        finally:
            made.close()


@given(works(25))
@settings(deadline=None, max_examples=60)
def test_after_any_work_the_tables_equal_the_log(work: list[Work]) -> None:
    with laptop() as own:
        for step in work:
            own.do(step)
        with own.store.reading() as reading:
            assert check(reading).found == ()


@given(works(20))
@settings(deadline=None, max_examples=60)
def test_the_board_as_it_was_known_at_each_change_is_the_board_that_was_shown_then(work: list[Work]) -> None:
    with laptop() as own:
        shown = []
        for step in work:
            if own.do(step):
                shown.append((own.arrival(), own.board()))
        for arrival, then in shown:
            assert own.board(KnownThen(arrival)) == then


@given(works(20))
@settings(deadline=None, max_examples=60)
def test_what_was_true_then_is_the_latest_status_that_is_not_later_and_not_struck(work: list[Work]) -> None:
    with laptop() as own:
        for step in work:
            own.do(step)
        with own.store.reading() as reading:
            moments = {status.as_of.earliest for status in reading.rows(Status) if status.as_of}
            for moment in moments | {moment - 1 for moment in moments}:
                assert _statuses(reading, moment) == _expected(reading, moment)


def _statuses(reading: Reading, moment: int) -> dict[str, str]:
    faces = card_faces(reading, all_card_ids(reading), moment=TrueThen(moment))
    return {face.id: face.status for face in faces}


def _expected(reading: Reading, moment: int) -> dict[str, str]:
    live = {card.id for card in reading.rows(Card, "voided = 0")}
    latest: dict[str, Status] = {}
    for status in reading.rows(Status, "voided = 0"):
        card = reading.main(status.thing)
        if card in live and status.as_of and status.as_of.earliest <= moment:
            latest[card] = max(latest.get(card, status), status, key=status_order)
    return {card: status.id for card, status in latest.items()}


@given(works(20))
@settings(deadline=None, max_examples=60)
def test_undoing_everything_and_redoing_it_brings_back_each_board(work: list[Work]) -> None:
    with laptop() as own:
        for step in work:
            own.do(step)
        boards = [own.board()]
        while _try(own, history.undo):
            boards.append(own.board())
        for before in reversed(boards[:-1]):
            assert _try(own, history.redo)
            assert own.board() == before
        with own.store.reading() as reading:
            assert check(reading).found == ()


def _try(own: Laptop, action: Callable[[Reading], Changes]) -> bool:
    try:
        own.store.do(action)
    except Mistake:
        return False
    return True
