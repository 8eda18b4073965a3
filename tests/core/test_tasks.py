"""Tasks and open questions: asked of a role, listed by when they are due, settled with what came of them."""

from __future__ import annotations

import pytest

from situation_board.core import history
from situation_board.core.actions import tasks
from situation_board.core.problems import Mistake
from situation_board.core.questions.moments import KnownThen
from situation_board.core.questions.tasks import TaskFilter, TaskLine, overdue_count, roles, task_ids, task_lines
from situation_board.core.rows import Task
from situation_board.core.store import Store
from situation_board.core.times import Time
from situation_board.core.vocabulary import TaskKind, TaskState
from tests.core.filled import Filled, ago
from tests.core.random_work import Clock


def add(store: Store, text: str, **values: object) -> str:
    return store.do(tasks.add_task, Task(id="", text=text, **values)).ids[0]  # type: ignore[arg-type]


def texts(store: Store, **asked: object) -> list[str]:
    with store.reading() as reading:
        ids = task_ids(reading, TaskFilter(**asked))  # type: ignore[arg-type]
        return [line.task.text or "" for line in task_lines(reading, ids)]


def line(store: Store, task: str) -> TaskLine:
    with store.reading() as reading:
        return task_lines(reading, [task])[0]


def test_what_nobody_says_is_a_question_and_open(filled_store: Store, filled: Filled) -> None:
    task = line(filled_store, add(filled_store, "Who holds the dam?")).task
    assert (task.kind, task.state) == (TaskKind.QUESTION, TaskState.OPEN)


def test_a_task_says_what_is_to_be_done(filled_store: Store, filled: Filled) -> None:
    with pytest.raises(Mistake):
        add(filled_store, "  ")


def test_what_is_due_first_stands_first_and_what_has_no_date_last(filled_store: Store, filled: Filled) -> None:
    add(filled_store, "some day")
    add(filled_store, "later", due=ago(-5))
    add(filled_store, "overdue", due=ago(2))
    add(filled_store, "soon", due=ago(-1))
    assert texts(filled_store) == ["overdue", "soon", "later", "some day", "Ask the depot"]
    assert texts(filled_store, overdue=True) == ["overdue"]
    assert texts(filled_store, overdue=False) == ["soon", "later", "some day", "Ask the depot"]


def test_a_day_is_over_at_its_midnight(filled_store: Store, filled: Filled, clock: Clock) -> None:
    end = ago(-3)
    task = add(filled_store, "today", due=Time(ago(20).earliest, end.earliest, end.precision))
    assert not line(filled_store, task).overdue
    clock.now = end.earliest
    assert line(filled_store, task).overdue
    with filled_store.reading() as reading:
        assert overdue_count(reading) == 1


def test_settled_tasks_keep_what_came_of_them_and_are_not_overdue(filled_store: Store, filled: Filled) -> None:
    both = [add(filled_store, "Ask the dam", due=ago(1)), add(filled_store, "Ask the mill", due=ago(1))]
    filled_store.do(tasks.settle_tasks, both, TaskState.DONE, outcome="both work")
    assert texts(filled_store) == ["Ask the depot"]
    found = line(filled_store, both[0])
    assert (found.task.outcome, found.overdue) == ("both work", False)
    filled_store.do(tasks.settle_tasks, both[:1], TaskState.OPEN)
    assert line(filled_store, both[0]).task.outcome == "both work"
    filled_store.do(history.undo)
    filled_store.do(history.undo)
    assert texts(filled_store, overdue=True) == ["Ask the dam", "Ask the mill"]


def test_tasks_are_found_by_role_thing_and_words(filled_store: Store, filled: Filled) -> None:
    add(filled_store, "Is the road open?", role="access officer", about=filled.route)
    add(filled_store, "Count again", role="Night Desk", about=filled.card["Homs"])
    assert texts(filled_store, role="night desk") == ["Count again", "Ask the depot"]
    assert texts(filled_store, about=filled.route) == ["Is the road open?"]
    assert texts(filled_store, text="count") == ["Count again"]
    assert texts(filled_store, text="access") == ["Is the road open?"]
    with filled_store.reading() as reading:
        assert roles(reading) == ["Night Desk", "access officer", "night desk"]


def test_a_line_names_what_it_is_about(filled_store: Store, filled: Filled) -> None:
    about = [filled.card["Homs"], filled.route, filled.event[0], filled.claim[0], filled.message, filled.source]
    named = [line(filled_store, add(filled_store, "Look", about=thing)).about for thing in about]
    assert named == [
        "Homs",
        "M5",
        "People leave the north-west",
        "We are inside the city.",
        "Road cut at the bridge",
        "The Wire",
    ]


def test_what_is_not_there_is_not_settled(filled_store: Store, filled: Filled) -> None:
    with pytest.raises(Mistake, match="no such task"):
        filled_store.do(tasks.settle_tasks, ["nothing"], TaskState.DONE)
    with pytest.raises(Mistake, match="selected"):
        filled_store.do(tasks.settle_tasks, [], TaskState.DONE)


def test_the_past_shows_tasks_as_they_were_known(filled_store: Store, filled: Filled) -> None:
    task = add(filled_store, "Ask the dam", due=ago(-1))
    with filled_store.reading() as reading:
        known = KnownThen(reading.arrival)
    filled_store.do(tasks.settle_tasks, [task], TaskState.DROPPED, outcome="nobody there")
    add(filled_store, "Later")
    with filled_store.reading() as reading:
        assert task_ids(reading, moment=known) == [task, filled.task]
        assert task_lines(reading, [task], known)[0].task.outcome is None
