"""The shift handover in one answer: what changed, what is open, due, stale, disputed and unread, and the next sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from situation_board.core import times
from situation_board.core.history import Difference, differences, told
from situation_board.core.history.since import known_at, latest_sheet
from situation_board.core.merging.conflicts import Conflict, conflicts
from situation_board.core.questions.messages import MessageFilter, MessageLine, message_ids, message_lines
from situation_board.core.questions.moments import KnownThen
from situation_board.core.questions.reverify import ToVerify, reverify_queue
from situation_board.core.questions.tasks import TaskLine, task_ids, task_lines
from situation_board.core.rows import Handover
from situation_board.core.store import Reading
from situation_board.core.times import HOUR, Time
from situation_board.core.vocabulary import MessageState, TaskKind
from situation_board.core.what_changed import Stamp, stamp_of, things_in

MOST = 200
"""Lines of each list; how many there are is told."""
LONGEST_LINE = 300
LONGEST_LIST = 99_000
"""Letters that are kept of a whole list."""
USUAL_SHIFT = 12 * HOUR


@dataclass(frozen=True)
class Counted:
    """How many there are of what was shortened."""

    stale: int
    messages: int


@dataclass(frozen=True)
class Handing:
    """Everything that is handed over. Times are in milliseconds since 1970, `arrival` is the last change of this file.

    `outgoing` is who is on duty; `last_sheet` is the number of the sheet that was issued last, `next_sheet` when the
    next one is due, where somebody said so.
    """

    stamp: Stamp
    zone: ZoneInfo
    since: int
    until: int
    arrival: int
    outgoing: str | None
    changes: tuple[Difference, ...]
    open_questions: tuple[TaskLine, ...]
    tasks_due: tuple[TaskLine, ...]
    stale: tuple[ToVerify, ...]
    conflicts: tuple[Conflict, ...]
    messages: tuple[MessageLine, ...]
    counted: Counted
    last_sheet: str | None
    next_sheet: Time | None

    @property
    def sections(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Headings with their lines, in words; a section with nothing in it says so."""
        return tuple((title, tuple(map(_cut, lines)) or ("none",)) for title, lines in _sections(self))

    @property
    def text(self) -> str:
        """The list as both sides see it, kept in the record of the handover."""
        head = [self.stamp.words, f"Shift handover, {self._period} ({self.stamp.zone})"]
        head += [f"Handed over by {self.outgoing}"] if self.outgoing else []
        parts = ["\n".join(head)]
        parts += ["\n".join([title.upper(), *(f"  {line}" for line in lines)]) for title, lines in self.sections]
        text = "\n\n".join(parts) + "\n"
        return text if len(text) <= LONGEST_LIST else f"{text[:LONGEST_LIST]}\n… (cut: the history tells all)\n"

    @property
    def _period(self) -> str:
        since, until = (times.in_words(times.exactly(each), self.zone) for each in (self.since, self.until))
        return f"{since} to {until}"


def handing(reading: Reading, *, since: int | None = None, next_sheet: Time | None = None) -> Handing:
    """What is to be handed over now. Without `since` it is from the last handover on, else the last twelve hours."""
    until = _now_by_the_log(reading)
    start = min(shift_began(reading) if since is None else since, until)
    changes = tuple(differences(reading, _known_at(reading, start), None))
    tasks = task_lines(reading, task_ids(reading))
    unread = message_ids(reading, MessageFilter(state=MessageState.UNTRIAGED))
    queue = reverify_queue(reading, limit=MOST)
    messages = tuple(message_lines(reading, unread[:MOST]))
    sheet = latest_sheet(reading)
    return Handing(
        stamp=stamp_of(reading, _things(changes, tasks, queue.lines, messages)),
        zone=reading.zone,
        since=start,
        until=until,
        arrival=reading.arrival,
        outgoing=reading.identity.person,
        changes=changes,
        open_questions=tuple(line for line in tasks if line.task.kind == TaskKind.QUESTION),
        tasks_due=tuple(line for line in tasks if line.task.kind != TaskKind.QUESTION),
        stale=queue.lines,
        conflicts=tuple(conflicts(reading)),
        messages=messages,
        counted=Counted(queue.count, len(unread)),
        last_sheet=sheet.number if sheet else None,
        next_sheet=next_sheet,
    )


def handovers(reading: Reading) -> list[Handover]:
    """All that were handed over and not struck, the latest first."""
    return reading.rows(Handover, "voided = 0 ORDER BY until_earliest DESC, key DESC")


def shift_began(reading: Reading) -> int:
    """When the last shift was handed over; where none was, twelve hours before now."""
    found = reading.value("SELECT max(until_earliest) FROM handover WHERE voided = 0")
    return int(found) if found is not None else _now_by_the_log(reading) - USUAL_SHIFT


def _now_by_the_log(reading: Reading) -> int:
    """In a situation that is closed, the shift ends when it was last worked on."""
    latest = int(reading.value("SELECT arrived_at FROM log ORDER BY arrival DESC LIMIT 1") or 0)
    return max(reading.now, latest)


def _known_at(reading: Reading, time: int) -> KnownThen:
    """Changes of the very millisecond in which a shift was handed over belong to that shift."""
    return known_at(reading, time + 1)


def _things(
    changes: Iterable[Difference],
    tasks: Iterable[TaskLine],
    stale: Iterable[ToVerify],
    messages: Iterable[MessageLine],
) -> Iterator[tuple[str, str]]:
    yield from things_in(changes)
    yield from (("task", line.id) for line in tasks)
    yield from ((line.table, line.thing) for line in stale)
    yield from (("message", line.id) for line in messages)


# --- in words


def _sections(handing: Handing) -> Iterator[tuple[str, list[str]]]:
    yield "Changes", _first(told(handing.changes).splitlines())
    yield "Open questions", [_task_words(line, handing.zone) for line in handing.open_questions]
    yield "Tasks", [_task_words(line, handing.zone) for line in handing.tasks_due]
    yield _counted("To look at again", handing.counted.stale), [_stale_words(line) for line in handing.stale]
    yield "Conflicts", [_conflict_words(conflict) for conflict in handing.conflicts]
    yield (
        _counted("Messages not dealt with", handing.counted.messages),
        [_message_words(line, handing.zone) for line in handing.messages],
    )
    yield "Next sheet", list(_sheet_words(handing))


def _cut(line: str) -> str:
    return line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE].rstrip()}…"


def _first(lines: list[str]) -> list[str]:
    left = len(lines) - MOST
    return [*lines[:MOST], f"and {left} more lines: the history tells them"] if left > 0 else lines


def _counted(title: str, count: int) -> str:
    return f"{title}  {count}" if count else title


def _task_words(line: TaskLine, zone: ZoneInfo) -> str:
    task = line.task
    due = f"due {times.in_words(task.due, zone)}" if task.due else None
    said = [line.about, task.role, due, "OVERDUE" if line.overdue else None]
    aside = ", ".join(each for each in said if each)
    text = " ".join((task.text or "").split())
    return f"{text} ({aside})" if aside else text


def _stale_words(line: ToVerify) -> str:
    why = ", ".join(each.words for each in line.why)
    asked = f"; asked: {', '.join(line.roles)}" if line.roles else ""
    return f"{line.name} ({line.table.replace('_', ' ')}): {why}{asked}"


def _conflict_words(conflict: Conflict) -> str:
    sides = " / ".join(f"{side.words} ({side.person or side.laptop})" for side in conflict.sides)
    return f"{conflict.name}, {conflict.slot.replace('_', ' ')}: {sides}"


def _message_words(line: MessageLine, zone: ZoneInfo) -> str:
    message = line.message
    head = [line.number, times.in_words(message.received, zone), message.sender]
    priority = message.priority.words.upper() if message.priority and message.priority != "routine" else None
    return f"{', '.join(each for each in (*head, priority) if each)}: {' '.join((message.text or '').split())}"


def _sheet_words(handing: Handing) -> Iterator[str]:
    if handing.next_sheet is not None:
        yield f"due {times.in_words(handing.next_sheet, handing.zone)}"
    if handing.last_sheet is not None:
        yield f"the last one was {handing.last_sheet}"
