"""Open questions and things to do: asked of a role, settled with what came of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from situation_board.core.actions.drafting import edit_record
from situation_board.core.actions.records import add_record
from situation_board.core.ids import new_id
from situation_board.core.problems import Mistake
from situation_board.core.questions.details import names_in
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


def ask_to_look(reading: Reading, things: Sequence[str], *, role: str, words: str = "Look again: {name}") -> Changes:
    """Ask a role to look at things again, in one step: a task each, whose text is `words` with the thing's name."""
    if not things:
        raise Mistake("Nothing is selected.")
    if not role.strip():
        raise Mistake("Who will look?", field="role", do="Give a role, not a person's name.")
    drafts: list[Draft] = []
    ids: list[str] = []
    for thing in things:
        task = Task(id="", kind=TaskKind.CHECK, role=role.strip(), about=thing)
        text = words.replace("{name}", names_in(reading, [task])[thing])
        asked = add_task(reading, dataclasses.replace(task, text=text))
        drafts += asked.drafts
        ids += asked.ids
    return Changes("add_task", drafts, tuple(ids))


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
