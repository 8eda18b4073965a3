"""Open questions and things to do: asked of a role, settled with what came of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from situation_board.core.actions.drafting import edit_record
from situation_board.core.actions.records import add_record
from situation_board.core.ids import new_id
from situation_board.core.problems import Mistake
from situation_board.core.rows import Task
from situation_board.core.store import Changes, Draft, Reading
from situation_board.core.vocabulary import TaskKind, TaskState


def add_task(reading: Reading, task: Task, *, beside: Sequence[Draft] = ()) -> Changes:
    """A question, something to do, or another look at something. Without a kind it is a question.

    `beside` are drafts of what it newly names, such as the report that gave rise to it.
    """
    new = dataclasses.replace(
        task, id=task.id or new_id(), kind=task.kind or TaskKind.QUESTION, state=task.state or TaskState.OPEN
    )
    return add_record(reading, new, place_drafts=beside)


def settle_tasks(reading: Reading, tasks: Sequence[str], state: TaskState, *, outcome: str | None = None) -> Changes:
    """Tasks are done or dropped, with what came of them, or open again; what came of them before then stays."""
    if not tasks:
        raise Mistake("No task is selected.")
    values = {"state": state, **({"outcome": outcome} if outcome else {})}
    drafts = [draft for each in tasks for draft in edit_record(reading, _task(reading, each), values)]
    return Changes("settle_task", drafts, tuple(tasks))


def _task(reading: Reading, task: str) -> Task:
    found = reading.row(Task, task)
    if found is None or found.voided:
        raise Mistake("There is no such task.", field="task")
    return found
