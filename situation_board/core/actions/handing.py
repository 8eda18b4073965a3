"""Who will look again: a thing is handed to a role, which is a task until somebody has verified it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from situation_board.core.actions.drafting import edit_record, get_row, new_record
from situation_board.core.ids import new_id
from situation_board.core.problems import Mistake
from situation_board.core.questions.details import name_of
from situation_board.core.rows import Task
from situation_board.core.store import Changes, Draft, Reading
from situation_board.core.store.reading import TABLE_OF
from situation_board.core.times import Time
from situation_board.core.vocabulary import TaskKind, TaskState


def ask_to_check(reading: Reading, things: Sequence[str], *, role: str, due: Time | None = None) -> Changes:
    """Hand things to a named role to look at again. What is handed to somebody already goes to the new role."""
    if not things:
        raise Mistake("Nothing is selected.")
    if not role.strip():
        raise Mistake("Who will look?", field="role", do="Name a role, such as “access officer”.")
    drafts: list[Draft] = []
    tasks: list[str] = []
    for thing in dict.fromkeys(reading.main(each) for each in things):
        found, draft = _handed(reading, thing, role.strip(), due)
        drafts += draft
        tasks.append(found)
    return Changes("ask_to_check", drafts, tuple(tasks))


def _handed(reading: Reading, thing: str, role: str, due: Time | None) -> tuple[str, list[Draft]]:
    known = next(iter(open_checks(reading, [thing])), None)
    if known is not None:
        values = {"role": role, **({"due": due} if due else {})}
        return known.id, edit_record(reading, known, values)
    table = TABLE_OF[type(get_row(reading, thing))]
    task = Task(
        id=new_id(),
        text=name_of(reading, table, thing),
        kind=TaskKind.CHECK,
        role=role,
        due=due,
        about=thing,
        state=TaskState.OPEN,
    )
    return task.id, [new_record(reading, task)]


def open_checks(reading: Reading, things: Iterable[str]) -> list[Task]:
    """The open tasks to look at those things again."""
    ids = [each for thing in things for each in reading.aliases(thing)]
    return reading.rows(
        Task,
        "about IN (SELECT value FROM json_each(?)) AND kind = ? AND state = ? AND voided = 0 ORDER BY id",
        json.dumps(ids),
        TaskKind.CHECK.value,
        TaskState.OPEN.value,
    )


def checks_done(reading: Reading, things: Sequence[str], outcome: str) -> list[Draft]:
    """Drafts that settle the tasks to look at those things: somebody has."""
    values = {"state": TaskState.DONE, "outcome": outcome}
    return [draft for task in open_checks(reading, things) for draft in edit_record(reading, task, values)]
