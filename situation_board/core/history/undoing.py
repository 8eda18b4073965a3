"""Undo and redo as ordinary changes. The stack is read from the log, so it survives a restart and cannot be wrong.

An undo withdraws the changes of an action, a redo lets them stand again; what was before then counts as if nothing had
happened, conflicts with other laptops included.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from situation_board.core.history.lines import action_words, is_undone, roots
from situation_board.core.problems import Mistake
from situation_board.core.rows import Kind, fields_of
from situation_board.core.store import NEW, Changes, Draft, Reading
from situation_board.core.store.heads import can_clash, heads, slot_changes, stands
from situation_board.core.store.log import Change, changes_where, is_known, withdrawal
from situation_board.core.store.tombstones import EXPUNGED

TYPING_PAUSE = 60_000
"""Milliseconds: edits of one field that follow each other within this time are undone as one."""


@dataclass(frozen=True)
class Undoable:
    """What undo or redo would reverse: the actions (several when one field was typed into), the latest first."""

    actions: tuple[str, ...]
    label: str
    words: str

    @property
    def action(self) -> str:
        return self.actions[0]


@dataclass(frozen=True)
class Stack:
    """What this person on this laptop can undo and redo next."""

    undo: Undoable | None
    redo: Undoable | None


@dataclass(frozen=True)
class _Step:
    action: str
    label: str
    recorded_at: int
    undoes: tuple[str, ...]


def stack(reading: Reading) -> Stack:
    """The latest not-undone action of this person on this laptop, and the latest undone one that nothing followed."""
    undo_steps, redo_steps = _next_steps(reading)
    return Stack(_undoable(reading, undo_steps), _undoable(reading, redo_steps))


def undo(reading: Reading) -> Changes:
    """Reverse the latest action of this person on this laptop. Mistake when something newer stands on it."""
    steps, _ = _next_steps(reading)
    if not steps:
        raise Mistake("There is nothing to undo.")
    return _reverse(reading, [step.action for step in steps], "undo")


def redo(reading: Reading) -> Changes:
    """Reverse the latest undo, unless something was done since."""
    _, steps = _next_steps(reading)
    if not steps:
        raise Mistake("There is nothing to redo.")
    return _reverse(reading, [step.action for step in steps], "redo")


def undo_action(reading: Reading, action: str) -> Changes:
    """Reverse any action from the history, also one that was merged in."""
    if not changes_where(reading.connection, "action = ?", action):
        raise Mistake("There is no such action.")
    if is_undone(reading, action):
        raise Mistake("It is undone already.")
    return _reverse(reading, [action], "undo")


# --- the stack


def _next_steps(reading: Reading) -> tuple[list[_Step], list[_Step]]:
    """Walk back through this person's actions; whatever was reversed, here or on another laptop, is passed over.

    An undo that was not redone can be redone as long as no new action follows it. The first new action or redo met
    is what can be undone, with the edits before it that were typed into the same field.
    """
    undo_steps: list[_Step] = []
    redo_steps: list[_Step] = []
    for step in _own_steps(reading):
        if is_undone(reading, step.action):
            continue
        met_new_action = bool(undo_steps) and not undo_steps[-1].undoes
        if met_new_action and not _one_typing(reading, undo_steps[-1], step):
            break
        if step.undoes and not _is_redo(reading, step):
            redo_steps = redo_steps or [step]
        elif not undo_steps or met_new_action:
            undo_steps.append(step)
        elif not step.undoes:
            break
    return undo_steps, redo_steps


def _own_steps(reading: Reading) -> Iterator[_Step]:
    """This person's actions on this laptop, the latest first, read one by one."""
    before = 2**62
    while True:
        found = reading.one(
            "SELECT action, label, recorded_at FROM log WHERE arrival < ? AND laptop = ? AND person IS ?"
            ' AND "table" <> ? ORDER BY arrival DESC LIMIT 1',
            before,
            reading.identity.laptop,
            reading.identity.person,
            EXPUNGED,
        )
        if found is None:
            return
        action, label, recorded_at = found
        undoes = reading.all("SELECT DISTINCT undoes FROM log WHERE action = ? AND undoes IS NOT NULL", action)
        yield _Step(action, label, recorded_at, tuple(undone for (undone,) in undoes))
        before = reading.value("SELECT min(arrival) FROM log WHERE action = ?", action)


def _is_redo(reading: Reading, step: _Step) -> bool:
    """An action that reverses an undo is a redo; one that reverses anything else is an undo."""
    return bool(step.undoes) and _reverses_an_undo(reading, step.undoes[0])


def _reverses_an_undo(reading: Reading, reversed_action: str) -> bool:
    undone = reading.value("SELECT undoes FROM log WHERE action = ? AND undoes IS NOT NULL", reversed_action)
    return undone is not None and not _reverses_an_undo(reading, undone)


def _one_typing(reading: Reading, later: _Step, earlier: _Step) -> bool:
    """Whether two adjacent actions are one edit of one text field, read as one though saved as two."""
    if later.undoes or earlier.undoes or later.recorded_at - earlier.recorded_at > TYPING_PAUSE:
        return False
    edited = {_only_text_edit(reading, step.action) for step in (later, earlier)}
    return len(edited) == 1 and None not in edited


def _only_text_edit(reading: Reading, action: str) -> tuple[str, str] | None:
    lines = reading.all('SELECT "row", slot, "table" FROM log WHERE action = ? LIMIT 2', action)
    if len(lines) != 1:
        return None
    row, slot, table = lines[0]
    texts = {field.name for field in fields_of(table) if field.kind is Kind.TEXT} if is_known(table) else set()
    return (row, slot) if slot in texts else None


def _undoable(reading: Reading, steps: Sequence[_Step]) -> Undoable | None:
    if not steps:
        return None
    root = roots(reading, steps[0].action)[0]
    label = reading.value("SELECT label FROM log WHERE action = ?", root)
    return Undoable(tuple(step.action for step in steps), label, action_words(reading, root))


# --- reversing


def _reverse(reading: Reading, actions: Sequence[str], label: str) -> Changes:
    drafts: list[Draft] = []
    ids: dict[str, None] = {}
    for action in actions:
        changes = changes_where(reading.connection, "action = ?", action)
        if any(change.table == EXPUNGED for change in changes):
            raise Mistake("What was expunged is gone for good; nobody can bring it back.")
        if not all(is_known(change.table) for change in changes):
            raise Mistake("A newer version of this program did this; it cannot be undone here.")
        for change in reversed(changes):
            ids[change.subject] = None
            drafts.append(dataclasses.replace(_reversed(change), undoes=action))
    _check_nothing_newer(reading, [change for action in actions for change in _changes_back_to_root(reading, action)])
    return Changes(label, drafts, tuple(ids))


def _reversed(change: Change) -> Draft:
    if change.is_withdrawing:
        return withdrawal(change, withdrawn=not change.fields["withdrawn"])
    return withdrawal(change)


def _changes_back_to_root(reading: Reading, action: str) -> list[Change]:
    """What is reversed itself, and what that was about in the end."""
    together = dict.fromkeys([action, *roots(reading, action)])
    return [change for one in together for change in changes_where(reading.connection, "action = ?", one)]


def _check_nothing_newer(reading: Reading, changes: Sequence[Change]) -> None:
    actions = {change.action for change in changes}
    for change in changes:
        newer = _newer(reading, change, actions)
        if newer is not None:
            raise Mistake(
                f"This cannot be undone by itself: later {newer.person or newer.laptop or 'somebody'} changed the same"
                f" ({action_words(reading, newer.action)}).",
                kept="Nothing was changed.",
                do="Undo the later change first, from the history, or make a new change.",
            )


def _newer(reading: Reading, change: Change, actions: set[str]) -> Change | None:
    """A change that counts, was made with sight of this one and stands on it."""
    if change.slot == NEW:
        return _use_of(reading, change, actions)
    if change.is_withdrawing:
        latest = slot_changes(reading.connection, [change.subject], change.slot)[-1]
        return latest if latest.action not in actions else None
    if not can_clash(change.table, change.slot):
        return None
    subjects = reading.aliases(change.subject) if change.table == "status" else [change.subject]
    others = slot_changes(reading.connection, subjects, change.slot)
    counting = [
        other
        for other in others
        if other.id == change.id or (other.action not in actions and stands(reading.connection, other))
    ]
    standing = heads(others, counting.__contains__)
    return None if change in standing else next(other for other in standing if other.order > change.order)


def _use_of(reading: Reading, change: Change, actions: set[str]) -> Change | None:
    """Something done later with what this change made: said of it, or referring to it."""
    about = changes_where(
        reading.connection,
        'subject = ? OR "row" IN (SELECT "row" FROM mention WHERE thing = ?)',
        change.row,
        change.row,
    )
    return next((other for other in about if _uses(reading, other, change, actions)), None)


def _uses(reading: Reading, other: Change, change: Change, actions: set[str]) -> bool:
    is_later = other.order > change.order and other.action not in actions and not other.is_withdrawing
    return is_later and stands(reading.connection, other)
