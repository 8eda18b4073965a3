"""Drafts become changes: stamped with who wrote them where and when, and what of their subject was known."""

from __future__ import annotations

from dataclasses import dataclass, replace

from situation_board.core.sqlite import Connection
from situation_board.core.store.derived import all_ids
from situation_board.core.store.heads import can_clash, standing_heads
from situation_board.core.store.log import NEW, Change, Changes, Draft
from situation_board.core.store.reading import Identity


@dataclass(frozen=True)
class Stamp:
    """What all changes of one action have in common: who, where, when."""

    writer: str
    action: str
    recorded_at: int
    identity: Identity
    changes: Changes

    def change(self, draft: Draft, lamport: int, seq: int, supersedes: tuple[str, ...]) -> Change:
        change = Change(
            writer=self.writer,
            seq=seq,
            lamport=lamport,
            recorded_at=self.recorded_at,
            laptop=self.identity.laptop,
            person=self.identity.person,
            action=self.action,
            label=self.changes.label,
            undoes=draft.undoes,
            table=draft.table,
            row=draft.row,
            subject=draft.subject,
            slot=draft.slot,
            supersedes=supersedes,
            fields=draft.fields,
        )
        return replace(change, sha256=change.digest())


def supersedes(connection: Connection, draft: Draft) -> tuple[str, ...]:
    """The latest changes of the draft's subject and slot that this file knows."""
    if draft.slot == NEW or not can_clash(draft.table, draft.slot):
        return ()
    subjects = all_ids(connection, draft.subject) if draft.table == "status" else [draft.subject]
    return tuple(change.id for change in standing_heads(connection, subjects, draft.slot))
