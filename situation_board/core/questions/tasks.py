"""Open questions and things to do: which are open, which are overdue, whose they are, what they are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from situation_board.core.names import normalise
from situation_board.core.questions.details import names_in
from situation_board.core.questions.moments import Moment, now_at
from situation_board.core.questions.records import all_records, records
from situation_board.core.rows import Task
from situation_board.core.store import Reading
from situation_board.core.vocabulary import TaskState


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """Which tasks; None does not ask. `text` is a part of what is asked, of a role or of an outcome."""

    state: TaskState | None = TaskState.OPEN
    role: str | None = None
    about: str | None = None
    overdue: bool | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task as a list shows it. `about` is the name of what it is about."""

    id: str
    task: Task
    about: str | None
    overdue: bool


def task_ids(reading: Reading, filter: TaskFilter = TaskFilter(), moment: Moment = None) -> list[str]:
    """The ids: what is due first comes first, then what has no date, in the order in which it was asked."""
    now = now_at(reading, moment)
    about = set(reading.aliases(filter.about)) if filter.about else set()
    wanted = [task for task in all_records(reading, Task, moment).values() if _is_wanted(task, filter, about, now)]
    return [task.id for task in sorted(wanted, key=_order)]


def _is_wanted(task: Task, filter: TaskFilter, about: set[str], now: int) -> bool:
    text = normalise(filter.text)
    return (
        (filter.state is None or task.state == filter.state)
        and (filter.role is None or normalise(task.role or "") == normalise(filter.role))
        and (not about or task.about in about)
        and (filter.overdue is None or is_overdue(task, now) == filter.overdue)
        and (not text or any(text in normalise(each or "") for each in (task.text, task.role, task.outcome)))
    )


def _order(task: Task) -> tuple[bool, bool, int, str]:
    return (
        task.state != TaskState.OPEN,
        task.due is None,
        task.due.latest if task.due is not None else 0,
        task.id,
    )


def is_overdue(task: Task, now: int) -> bool:
    """Open although the time until which it was wanted is over. A day is over at its midnight."""
    return task.state == TaskState.OPEN and task.due is not None and task.due.latest <= now


def task_lines(reading: Reading, ids: Sequence[str], moment: Moment = None) -> list[TaskLine]:
    """The lines of those tasks, in that order; what is not there is left out."""
    found = records(reading, Task, ids, moment)
    names = names_in(reading, found.values())
    now = now_at(reading, moment)
    return [_line(found[each], names, now) for each in ids if each in found]


def _line(task: Task, names: Mapping[str, str], now: int) -> TaskLine:
    return TaskLine(task.id, task, names.get(task.about) if task.about else None, is_overdue(task, now))


def overdue_count(reading: Reading) -> int:
    """How many are overdue now."""
    sql = "SELECT count(*) FROM task WHERE state = 'open' AND voided = 0 AND due_latest <= ?"
    return int(reading.value(sql, reading.now))


def roles(reading: Reading) -> list[str]:
    """Who was asked so far, most often asked first."""
    lines = reading.all(
        """SELECT role FROM task WHERE voided = 0 AND role IS NOT NULL
           GROUP BY role ORDER BY count(*) DESC, role LIMIT 100"""
    )
    return [role for (role,) in lines]
