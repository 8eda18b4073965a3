"""Long work in steps: progress, ends that are told, and what is cut short when the file is closed for a while."""

from __future__ import annotations

import threading
from collections.abc import Generator

import pytest
from pytestqt.qtbot import QtBot

from situation_board.core.importing.apart.messages import Stopped
from situation_board.core.steps import EndHere
from situation_board.gui.background import Errands, Situation
from situation_board.gui.background.child import Child, ChildEnded
from situation_board.gui.background.steps import Read, Write


def no_end(read: Read, write: Write) -> Generator[int | None, None, str]:
    """Ends only when it is told to."""
    number = 0
    while True:
        number += 1
        yield number if number % 2 else None


def no_end_to_be_cut(read: Read) -> Generator[int | None, None, str]:
    while True:
        yield 1


def too_late(read: Read, write: Write) -> Generator[int, None, str]:
    """What was told to end had come to its end."""
    while True:
        try:
            yield 1
        except EndHere:
            return "saved"


@pytest.mark.parametrize(("steps", "told"), [(no_end, None), (too_late, "saved")])
def test_who_halts_it_hears_what_it_came_to(
    situation: Situation, qtbot: QtBot, steps: object, told: str | None
) -> None:
    heard: list[object] = []
    reached: list[object] = []
    under_way = situation.walk(steps, progress=reached.append, done=heard.append, writes=True)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: bool(reached))
    under_way.halt()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [told]
    assert None not in reached


def test_what_may_be_cut_does_not_keep_the_file_open(situation: Situation, qtbot: QtBot) -> None:
    heard: list[object] = []
    reached: list[object] = []
    situation.walk(no_end_to_be_cut, progress=reached.append, done=heard.append, may_be_cut=True)
    qtbot.waitUntil(lambda: bool(reached))
    situation.rest()()
    qtbot.waitUntil(lambda: heard == [None])


ENDLESS = "WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number) SELECT count(*) FROM number"


def no_end_to_one_query(read: Read) -> Generator[int | None, None, str]:
    yield 1
    with read() as reading:
        return str(reading.value(ENDLESS))


def test_a_query_without_end_keeps_no_file_open_and_is_no_failure(situation: Situation, qtbot: QtBot) -> None:
    heard: list[object] = []
    failed: list[object] = []
    reached: list[object] = []
    situation.walk(
        no_end_to_one_query, progress=reached.append, done=heard.append, failed=failed.append, may_be_cut=True
    )
    qtbot.waitUntil(lambda: bool(reached))
    situation.rest()()
    qtbot.waitUntil(lambda: heard == [None])
    assert failed == []


def test_a_query_without_end_does_not_keep_a_window_from_closing(situation: Situation, qtbot: QtBot) -> None:
    heard: list[object] = []
    reached: list[object] = []
    situation.walk(no_end_to_one_query, progress=reached.append, done=heard.append, failed=heard.append)
    qtbot.waitUntil(lambda: bool(reached))
    situation.close()
    assert heard == []


def wait_for(name: str) -> None:
    for thread in threading.enumerate():
        if thread.name == f"situation-board {name}":
            thread.join()


def test_what_is_asked_after_closing_is_not_begun(situation: Situation) -> None:
    begun: list[str] = []

    def steps(read: Read) -> Generator[None, None, None]:
        begun.append("steps")
        yield

    situation.close()
    situation.walk(steps, progress=print, done=print)
    wait_for("steps")
    assert begun == []


def test_no_errand_is_run_after_closing(errands: Errands) -> None:
    begun: list[str] = []
    errands.close()
    errands.run(lambda: begun.append("errand"), done=print, failed=print)
    wait_for("errand")
    assert begun == []


class TestProcess:
    def test_dropped_in_the_middle_it_answers_nobody_else(self, qtbot: QtBot) -> None:
        child = Child()
        asking = child.ask(Stopped())  # which it does not understand, and says nothing to
        assert next(asking) is None
        first = child.process_id
        asking.close()
        assert first is not None and child.process_id is None
        child.end()

    def test_that_does_not_stop_in_time_is_killed(self, qtbot: QtBot) -> None:
        child = Child()
        asking = child.ask(Stopped(), patience=0.2)
        assert next(asking) is None
        with pytest.raises(ChildEnded):
            asking.throw(EndHere())
        assert child.process_id is None

    def test_another_question_waits_for_its_turn_until_the_process_is_killed(self, qtbot: QtBot) -> None:
        child = Child()
        asking = child.ask(Stopped())
        assert next(asking) is None
        waiting = threading.Thread(target=child.end)
        waiting.start()
        child.kill()
        with pytest.raises(ChildEnded):
            for _ in asking:
                pass
        waiting.join(20)
        assert child.process_id is None
