"""Open questions and actions on paper, the most urgent first."""

from __future__ import annotations

from situation_board.core.questions.details import details
from situation_board.core.questions.records import all_records
from situation_board.core.rows import Task
from situation_board.core.snapshot.sheet import TaskLine
from situation_board.core.snapshot.view import View
from situation_board.core.store.reading import TABLE_OF
from situation_board.core.vocabulary import HandlingLabel, TaskState

FAR = 2**62
ABOUT = ("card", "event", "route", "actor", "location", "claim", "source")


def tasks(view: View) -> tuple[TaskLine, ...]:
    """What is still to be found out or done."""
    found = [task for task in all_records(view.reading, Task, view.moment).values() if task.state == TaskState.OPEN]
    labels = view.labels(TABLE_OF[Task], [task.id for task in found])
    ordered = sorted(found, key=lambda task: (task.due.latest if task.due else FAR, task.text or "", task.id))
    return tuple(_line(view, task, labels.get(task.id, view.usual)) for task in ordered)


def _line(view: View, task: Task, label: HandlingLabel) -> TaskLine:
    return TaskLine(
        what=view.free(task.text) or view.language.say("text withheld"),
        role=task.role,
        due=view.time(task.due) if task.due else None,
        about=view.free(_about(view, task.about)),
        overdue=task.due is not None and task.due.latest <= view.now,
        label=label,
    )


def _about(view: View, thing: str | None) -> str | None:
    """What it is about, where that may be told: our own people are off sheets."""
    if thing is None:
        return None
    known = details(view.reading, [(table, view.main(thing)) for table in ABOUT])
    return next((detail.name for detail in known.values() if detail.name), None)
