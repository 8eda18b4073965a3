"""What the list of tasks shows of each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from situation_board.core.questions.moments import Moment
from situation_board.core.questions.tasks import TaskLine, task_lines
from situation_board.core.store import Reading
from situation_board.core.vocabulary import TaskKind, TaskState
from situation_board.gui.entry.wording import QT_TRANSLATE_NOOP, isolated, isolated_lines, time_words, words_of
from situation_board.gui.ids_model import ListedRow

HEADINGS = (
    QT_TRANSLATE_NOOP("Tasks", "Until"),
    QT_TRANSLATE_NOOP("Tasks", "Who"),
    QT_TRANSLATE_NOOP("Tasks", "About"),
    QT_TRANSLATE_NOOP("Tasks", "What"),
    QT_TRANSLATE_NOOP("Tasks", "Kind"),
    QT_TRANSLATE_NOOP("Tasks", "State"),
)
WIDTHS = (35, 20, 18, 0, 20, 20)
STATE_ICONS = {TaskState.OPEN: "", TaskState.DONE: "check", TaskState.DROPPED: "strike"}
KIND_ICONS = {TaskKind.QUESTION: "help", TaskKind.ACTION: "task", TaskKind.CHECK: "verify"}


def headings() -> list[str]:
    return [_translated(words) for words in HEADINGS]


def task_rows(reading: Reading, ids: Sequence[str], moment: Moment = None) -> list[ListedRow]:
    """The lines of those tasks, in that order."""
    return [_row(reading, line) for line in task_lines(reading, ids, moment)]


def _row(reading: Reading, line: TaskLine) -> ListedRow:
    task = line.task
    state = task.state or TaskState.OPEN
    due = time_words(task.due, reading.zone) if task.due else ""
    outcome = f": {isolated(task.outcome)}" if task.outcome else ""
    cells = (
        _translated("overdue: {0}").format(due) if line.overdue else due,
        isolated(task.role or ""),
        isolated(line.about or ""),
        isolated(" ".join((task.text or "").split())),
        words_of(task.kind),
        words_of(state) + outcome,
    )
    kind_icon = KIND_ICONS.get(task.kind, "") if task.kind else ""
    return ListedRow(
        id=line.id,
        cells=cells,
        icons=("clock-stale" if line.overdue else "", "", "", "", kind_icon, STATE_ICONS[state]),
        tip=isolated_lines("\n".join(part for part in (task.text, task.outcome) if part)),
        is_loud=line.overdue,
        is_quiet=state is not TaskState.OPEN,
        what=state,
    )


def _translated(words: str) -> str:
    return QCoreApplication.translate("Tasks", words)
