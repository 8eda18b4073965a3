"""Drafts become changes: stamped with who wrote them where and when, and what of their subject was known."""

from __future__ import annotations

from dataclasses import dataclass

from situation_board.core.sqlite import Connection
from situation_board.core.store.derived import all_ids
from situation_board.core.store.heads import can_clash, standing_heads
from situation_board.core.store.log import NEW, Change, Changes, Draft, digest_of
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
        travelling = (
            *(self.writer, seq, lamport, self.recorded_at, self.identity.laptop, self.identity.person),
            *(self.action, self.changes.label, draft.undoes, draft.table, draft.row, draft.subject, draft.slot),
            *(supersedes, draft.fields),
        )
        return Change(*travelling, sha256=digest_of(travelling))


def supersedes(connection: Connection, draft: Draft) -> tuple[str, ...]:
    """The latest changes of the draft's subject and slot that this file knows."""
    if draft.slot == NEW or not can_clash(draft.table, draft.slot):
        return ()
    subjects = all_ids(connection, draft.subject) if draft.table == "status" else [draft.subject]
    return tuple(change.id for change in standing_heads(connection, subjects, draft.slot))
