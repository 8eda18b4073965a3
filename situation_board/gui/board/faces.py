"""The faces of the cards that are looked at: asked for in blocks in the background, kept for a while."""

from __future__ import annotations

import dataclasses
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, QTimer

from situation_board.core.questions.cards import CardFace, card_faces
from situation_board.core.questions.moments import Moment
from situation_board.core.store import Reading
from situation_board.core.times import MINUTE
from situation_board.gui.background import Situation

MOST_KEPT = 2_000
MOST_WAITING = 256
"""Whoever scrolls past cards does not wait for them: only the latest asked for are fetched."""

BLOCK = 64


class Faces(QObject):
    """Remembers faces by card. A face from before the latest news is shown until the new one is there."""

    def __init__(self, situation: Situation, arrived: Callable[[Sequence[str]], None], parent: QObject) -> None:
        """`arrived` hears which cards have another face than before."""
        super().__init__(parent)
        self._situation = situation
        self._arrived = arrived
        self._kept: OrderedDict[str, tuple[int, CardFace | None]] = OrderedDict()
        self._waiting: OrderedDict[str, None] = OrderedDict()
        self._edition = 0
        self._is_asking = False
        self._moment: Moment = None
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._ask)

    def face(self, card: str) -> CardFace | None:
        """The face as far as it is known; one that is missing or old is asked for."""
        edition, face = self._kept.get(card, (-1, None))
        if edition == self._edition:
            self._kept.move_to_end(card)
        else:
            self._want(card)
        return face

    def known(self, card: str) -> CardFace | None:
        """The face if it is at hand; nothing is asked."""
        return self._kept.get(card, (0, None))[1]

    def give(self, faces: Sequence[CardFace]) -> None:
        """Faces that came with the ids, so that the first paint need not ask for them."""
        for face in faces:
            self._kept[face.id] = (self._edition, face)

    def refresh(self, looked_at: Iterable[str] = ()) -> None:
        """Something changed: ask again for what is looked at now, and for the rest when it is."""
        self._edition += 1
        for card in looked_at:
            self._want(card)

    def set_moment(self, moment: Moment) -> None:
        self._moment = moment
        self._kept.clear()
        self.refresh()

    def _want(self, card: str) -> None:
        self._waiting[card] = None
        self._waiting.move_to_end(card)
        while len(self._waiting) > MOST_WAITING:
            self._waiting.popitem(last=False)
        if not self._is_asking and not self._timer.isActive():
            self._timer.start()

    def _ask(self) -> None:
        block = [self._waiting.popitem()[0] for _ in range(min(BLOCK, len(self._waiting)))]
        if not block:
            return
        self._is_asking = True
        edition, moment = self._edition, self._moment
        self._situation.ask(
            _faces_by_card,
            block,
            moment,
            done=lambda found: self._take(edition, moment, block, found),
            failed=lambda _: self._give_up(),
            receiver=self,
            looked_at=True,
        )

    def _take(self, edition: int, moment: Moment, block: Sequence[str], found: dict[str, CardFace]) -> None:
        self._is_asking = False
        changed = (
            [card for card in block if self._keep(card, edition, found.get(card))] if moment == self._moment else []
        )
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        if changed:
            self._arrived(changed)
        if self._waiting:
            self._timer.start()

    def _keep(self, card: str, edition: int, face: CardFace | None) -> bool:
        """Whether it is another face than before. One that looks the same stays, and with it how it is laid out."""
        before = self._kept.get(card)
        is_another = before is None or not _looks_the_same(before[1], face)
        self._kept[card] = (edition, face if is_another or before is None else before[1])
        self._kept.move_to_end(card)
        return is_another

    def _give_up(self) -> None:
        """The file cannot be read now. What is missing is asked for again when it is next painted."""
        self._is_asking = False
        self._waiting.clear()


def _looks_the_same(before: CardFace | None, face: CardFace | None) -> bool:
    """Ages are told in minutes at the most."""
    if before is None or face is None:
        return before is face
    return before.age // MINUTE == face.age // MINUTE and before == dataclasses.replace(face, age=before.age)


def _faces_by_card(reading: Reading, ids: Sequence[str], moment: Moment) -> dict[str, CardFace]:
    return {face.id: face for face in card_faces(reading, ids, moment=moment)}
