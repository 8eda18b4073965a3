"""The faces of the cards that are looked at: asked for in blocks in the background, kept for a while."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer

from situation_board.core.questions.cards import CardFace, card_faces
from situation_board.core.questions.moments import Moment
from situation_board.core.store import Reading
from situation_board.gui.background import Situation

MOST_KEPT = 2_000
MOST_WAITING = 256
"""Whoever scrolls past cards does not wait for them: only the latest asked for are fetched."""

BLOCK = 64


class Faces(QObject):
    """Remembers faces by card. A face from before the latest news is shown until the new one is there."""

    def __init__(self, situation: Situation, arrived: Callable[[], None], parent: QObject) -> None:
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

    def refresh(self) -> None:
        """Something changed: ask again for what is looked at."""
        self._edition += 1

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
        if moment == self._moment:
            for card in block:
                self._kept[card] = (edition, found.get(card))
                self._kept.move_to_end(card)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        self._arrived()
        if self._waiting:
            self._timer.start()

    def _give_up(self) -> None:
        """The file cannot be read now. What is missing is asked for again when it is next painted."""
        self._is_asking = False
        self._waiting.clear()


def _faces_by_card(reading: Reading, ids: Sequence[str], moment: Moment) -> dict[str, CardFace]:
    return {face.id: face for face in card_faces(reading, ids, moment=moment)}
