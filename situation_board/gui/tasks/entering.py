"""A task as it is typed in: what, who as a role, until when, about what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from situation_board.core.actions.messages import report_to_rest_on
from situation_board.core.actions.tasks import add_task
from situation_board.core.due import parse_due
from situation_board.core.names import normalise
from situation_board.core.problems import Mistake
from situation_board.core.questions.tasks import roles
from situation_board.core.rows import Task
from situation_board.core.store import Changes, Draft, Reading
from situation_board.core.vocabulary import TaskKind
from situation_board.gui.entry.entering import mistakes_about
from situation_board.gui.entry.suggesting import Suggestion
from situation_board.gui.entry.understanding import Typed, understand
from situation_board.gui.inspector.titles import names_of

NOTHING = Typed("")
ABOUT_TABLES = ("card", "route", "actor", "location", "source")
"""What is offered while one types; a task from elsewhere may be about an event, claim or message, too."""


@dataclass(frozen=True)
class SpokenTask:
    """What stands in the inputs of the line; `report` is what gave rise to it."""

    what: str
    who: str = ""
    due: str = ""
    about: Typed = NOTHING
    kind: TaskKind | None = None
    report: str | None = None


def enter_task(reading: Reading, spoken: SpokenTask) -> Changes:
    """One task, with the report that it rests on, as one action. Mistakes name the input."""
    if not spoken.what.strip():
        raise Mistake("What is to be found out or done?", field="what", do="Say it in a few words.")
    with mistakes_about("due"):
        said = spoken.due.strip()
        due = parse_due(said, zone=reading.zone, now=reading.now) if said else None
    with mistakes_about("about"):
        about = _about(reading, spoken.about)
    report, drafts = report_to_rest_on(reading, spoken.report) if spoken.report else (None, list[Draft]())
    task = Task(
        id="",
        text=spoken.what.strip(),
        kind=spoken.kind or kind_of(spoken.what),
        role=spoken.who.strip() or None,
        due=due,
        about=about,
        report=report,
    )
    return add_task(reading, task, beside=drafts)


def kind_of(text: str) -> TaskKind:
    """What ends in a question mark is a question, all else is something to do."""
    return TaskKind.QUESTION if text.strip().endswith(("?", "؟")) else TaskKind.ACTION


def _about(reading: Reading, typed: Typed) -> str | None:
    found: str | None = understand(reading, "task", {"about": typed}).values["about"]
    return found


def role_suggestions(
    reading: Reading, text: str, tables: Sequence[str], *, can_add: bool = False, limit: int = 8
) -> list[Suggestion]:
    """Roles that were asked before, those asked most often first."""
    wanted = normalise(text)
    known = [role for role in roles(reading) if wanted in normalise(role)] if wanted else []
    return [Suggestion("", "role", role, role) for role in known[:limit]]


def typed_name(reading: Reading, thing: str) -> Typed:
    """A thing as it would be typed and picked."""
    name = names_of(reading, [thing])[thing]
    return Typed(name, ((name, thing),))
