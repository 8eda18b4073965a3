"""Where laptops disagree: both values stand until a person answers with a further change."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass

from situation_board.core.actions.cards import current_status
from situation_board.core.actions.drafting import new_fact
from situation_board.core.history.lines import parts
from situation_board.core.history.wording import name_of
from situation_board.core.ids import new_id
from situation_board.core.problems import Mistake
from situation_board.core.rows import TABLES, Fact, Record, Status
from situation_board.core.store import Changes, Draft, Reading
from situation_board.core.store.heads import value
from situation_board.core.store.log import Change, Json, changes_where


@dataclass(frozen=True)
class Side:
    """One of the values that exclude each other, and who gave it. `change` is the change's id."""

    change: str
    value: Json
    words: str
    laptop: str
    person: str | None
    recorded_at: int


@dataclass(frozen=True)
class Conflict:
    """Values of one slot of one thing, written without sight of each other."""

    id: str
    subject: str
    table: str
    name: str
    slot: str
    sides: tuple[Side, ...]


def conflicts(reading: Reading, *, subject: str | None = None) -> list[Conflict]:
    """The open conflicts, of one thing or of all."""
    where, parameters = ("subject = ?", (reading.main(subject),)) if subject else ("1", ())
    lines = reading.all(
        f"SELECT id, subject, slot, heads FROM conflict WHERE {where} ORDER BY subject, slot", *parameters
    )
    return [_conflict(reading, *line) for line in lines]


def _conflict(reading: Reading, conflict_id: str, subject: str, slot: str, heads: str) -> Conflict:
    changes = sorted((_change(reading, head) for head in json.loads(heads)), key=lambda change: change.order)
    sides = tuple(_side(reading, change, slot) for change in changes)
    return Conflict(conflict_id, subject, changes[0].table, name_of(reading, subject), slot, sides)


def _change(reading: Reading, change_id: str) -> Change:
    writer, _, seq = change_id.rpartition(":")
    return changes_where(reading.connection, "writer = ? AND seq = ?", writer, int(seq))[0]


def _side(reading: Reading, change: Change, slot: str) -> Side:
    said = parts(reading, [dataclasses.replace(change, slot=slot, supersedes=())])
    words = "; ".join(part.after or part.did for part in said)
    return Side(change.id, value(change, slot), words, change.laptop, change.person, change.recorded_at)


def get_conflict(reading: Reading, conflict_id: str) -> Conflict:
    """The conflict of an id or a unique beginning of one."""
    lines = reading.all("SELECT id, subject, slot, heads FROM conflict WHERE id LIKE ? || '%'", conflict_id)
    if len(lines) != 1:
        raise Mistake(
            f"There is no open conflict {conflict_id}." if not lines else f"{conflict_id} begins several conflicts.",
            field="conflict",
            candidates=[line[0] for line in lines],
        )
    return _conflict(reading, *lines[0])


def resolve(reading: Reading, conflict_id: str, *, keep: str) -> Changes:
    """Answer a conflict by saying again the value to keep. `keep` is a side's change id, or its value in words.

    The answer is a change like any other, made with sight of both sides: it can be undone, and then the conflict is
    open again.
    """
    conflict = get_conflict(reading, conflict_id)
    side = _kept(conflict, keep)
    change = _change(reading, side.change)
    return Changes("resolve", _answer(reading, conflict, change), (conflict.subject,))


def _kept(conflict: Conflict, keep: str) -> Side:
    wanted = keep.strip().casefold()
    found = [side for side in conflict.sides if wanted in _ways_to_say(conflict, side)]
    if len(found) != 1:
        raise Mistake(
            f"“{keep}” does not say which value to keep.",
            field="keep",
            candidates=[f"{side.change}: {side.words}" for side in conflict.sides],
        )
    return found[0]


def _ways_to_say(conflict: Conflict, side: Side) -> set[str]:
    said = side.value.get("column") if conflict.table == "status" else side.value
    return {side.change, side.words.casefold(), str(said).casefold()}


def _answer(reading: Reading, conflict: Conflict, kept: Change) -> list[Draft]:
    if kept.is_voiding:
        return [Draft(kept.table, kept.row, kept.subject, kept.slot, dict(kept.fields))]
    row = reading.row(TABLES[kept.table], kept.row)
    assert row is not None
    if isinstance(row, Record):
        return _said_again(row, kept, conflict.slot)
    assert isinstance(row, Fact)
    again = dataclasses.replace(row, id=new_id(), voided=False, voided_why=None)
    if isinstance(again, Status):
        again = _not_before_the_others(reading, again)
    return [new_fact(reading, again)]


def _said_again(row: Record, kept: Change, slot: str) -> list[Draft]:
    return [Draft(kept.table, row.id, row.id, slot, {slot: kept.fields[slot]})]


def _not_before_the_others(reading: Reading, kept: Status) -> Status:
    """The answer is about the place as it is: a kept status must not lose to the other by an older time."""
    current = current_status(reading, kept.thing)
    if kept.as_of and current.as_of and current.as_of.earliest > kept.as_of.earliest:
        return dataclasses.replace(kept, as_of=current.as_of)
    return kept
