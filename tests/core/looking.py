"""Ways to look at a store, for tests of what the board shows; and what another laptop would send."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from situation_board.core.encoding import values_of
from situation_board.core.ids import new_id
from situation_board.core.questions.boards import Board, board
from situation_board.core.questions.cards import CardFace, card_faces
from situation_board.core.questions.moments import Moment
from situation_board.core.rows import Status
from situation_board.core.store import Change, Store
from situation_board.core.vocabulary import Basis, Column
from tests.core.filled import NOW, ago


def shown(store: Store, moment: Moment = None) -> Board:
    with store.reading() as reading:
        return board(reading, moment=moment)


def columns(store: Store, moment: Moment = None) -> dict[str, list[str]]:
    return {column.status.value: [face.place for face in column.cards] for column in shown(store, moment).columns}


def face(store: Store, card: str, moment: Moment = None) -> CardFace:
    with store.reading() as reading:
        [found] = card_faces(reading, [card], moment=moment)
        return found


def names(actors: Any) -> list[str] | None:
    return None if actors is None else [actor.short_name for actor in actors]


def from_elsewhere(status: Status, *, seq: int = 1, seen: tuple[str, ...] = (), lamport: int = 9_000) -> Change:
    """A status as another laptop made it, in sight of the changes named."""
    logged = {name: value for name, value in values_of(status).items() if value not in (None, [])}
    made = Change(
        writer="e" * 32,
        seq=seq,
        lamport=lamport + seq,
        recorded_at=NOW,
        laptop="elsewhere",
        person="night shift",
        action=f"{seq:032}",
        label="move_card",
        undoes=None,
        table="status",
        row=status.id,
        subject=status.thing,
        slot="status",
        supersedes=seen,
        fields=logged,
    )
    return replace(made, sha256=made.digest())


def move_elsewhere(store: Store, card: str, column: Column, seen: tuple[str, ...] = ()) -> None:
    """Take in a move that another laptop made in sight of the changes named."""
    status = Status(id=new_id(), thing=card, column=column, as_of=ago(1), basis=Basis.REPORTED)
    store.take_in([from_elsewhere(status, seen=seen)])


def latest_move(store: Store, card: str) -> str:
    """The id of the latest change of a card's status."""
    with store.reading() as reading:
        writer, seq = reading.all(
            "SELECT writer, seq FROM log WHERE subject = ? AND slot = 'status' ORDER BY lamport DESC", card
        )[0]
    return f"{writer}:{seq}"
