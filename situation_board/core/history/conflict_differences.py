"""Conflicts between laptops that were opened or answered between two moments."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from situation_board.core.history.between import Touched
from situation_board.core.history.difference import Difference, Group
from situation_board.core.history.wording import name_of, value_words
from situation_board.core.questions.moments import KnownThen, Moment
from situation_board.core.questions.sameness import ids_by_main
from situation_board.core.rows import FACTS, fields_of
from situation_board.core.store import NEW, Change, Reading
from situation_board.core.store.derived import conflicting_sides
from situation_board.core.store.heads import can_clash
from situation_board.core.store.log import is_known

TELLING = ("column", "state", "reliability", "posture", "credibility", "text", "kind")
"""Of a fact that stands against another, the field that says most."""


def conflict_differences(reading: Reading, touched: Touched, first: Moment, last: Moment) -> Iterator[Difference]:
    """Only what the log told in between can have opened or answered one, or made two things one, or two again."""
    before, after = _arrival(first), _arrival(last)
    if before == after:
        return
    asked = {
        (table, mains.get(subject, subject), slot)
        for table, subject, slot in _slots(reading, touched.subjects | touched.joined_otherwise, touched.joined)
        for mains in (touched.mains_first, touched.mains_last)
    }
    others_first, others_last = (ids_by_main(mains) for mains in (touched.mains_first, touched.mains_last))
    for table, subject, slot in sorted(asked):
        was = _sides(reading, table, subject, slot, others_first, before)
        now = _sides(reading, table, subject, slot, others_last, after)
        if bool(was) == bool(now):
            continue
        yield Difference(
            "new_conflict" if now else "answered_conflict",
            subject,
            name_of(reading, subject),
            slot.partition(":")[0],
            was,
            now,
            table="conflict",
            group=Group.CONFLICTS,
        )


def _arrival(moment: Moment) -> int | None:
    return moment.arrival if isinstance(moment, KnownThen) else None


def _slots(reading: Reading, subjects: frozenset[str], joined: frozenset[str]) -> set[tuple[str, str, str]]:
    """Every slot of those subjects that more than one writer spoke for, or that were joined to others: no other was
    ever in conflict."""
    lines = reading.all(
        """SELECT DISTINCT l."table", l.subject, f.key, l.slot FROM log l, json_each(CASE WHEN l.slot = 'new'
             THEN l.fields ELSE '{"":0}' END) f
           WHERE l.subject IN (SELECT value FROM json_each(?)
             WHERE value IN (SELECT value FROM json_each(?))
             OR (SELECT count(DISTINCT writer) FROM log WHERE subject = value) > 1)""",
        json.dumps(sorted(subjects)),
        json.dumps(sorted(joined)),
    )
    spoken = {(table, subject, key if slot == NEW else slot) for table, subject, key, slot in lines}
    return {(table, subject, slot) for table, subject, slot in spoken if is_known(table) and can_clash(table, slot)}


def _sides(
    reading: Reading, table: str, subject: str, slot: str, others: Mapping[str, list[str]], arrival: int | None
) -> str | None:
    """The values that stood against each other, in words; None when nobody disagreed."""
    subjects = [subject, *others.get(subject, ())] if table == "status" else [subject]
    sides = conflicting_sides(reading.connection, subjects, slot, arrival)
    if len(sides) < 2:
        return None
    return " / ".join(_side_words(reading, change, slot) for change in sides)


def _side_words(reading: Reading, change: Change, slot: str) -> str:
    if change.is_voiding:
        return "struck" if change.fields["voided"] else "restored"
    names = TELLING if change.table in FACTS else (slot,)
    fields = {field.name: field for field in fields_of(change.table)}
    for name in names:
        if name in fields and change.fields.get(name) is not None:
            return value_words(reading, fields[name], change.fields[name]) or ""
    return "not stated"
