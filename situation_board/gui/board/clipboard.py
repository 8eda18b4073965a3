"""Cards as text for the clipboard. Whatever leaves the program says how it may be handled, and as of when."""

from __future__ import annotations

from collections.abc import Sequence

from situation_board.core import times
from situation_board.core.questions.cards import CardFace, card_faces
from situation_board.core.questions.moments import Moment, now_at
from situation_board.core.rows import Situation
from situation_board.core.store import Reading
from situation_board.core.vocabulary import HandlingLabel
from situation_board.gui.board.words import card_sentences, plain


def cards_as_text(reading: Reading, ids: Sequence[str], moment: Moment = None) -> str:
    faces = card_faces(reading, ids, moment=moment)
    situation = reading.situation
    as_of = times.in_words(times.exactly(now_at(reading, moment)), reading.zone)
    head = [strictest_label(faces, situation).value, *(["EXERCISE"] if situation.exercise else [])]
    first = " · ".join([*head, situation.name or "", f"{as_of} ({reading.zone.key})"])
    lines = [". ".join(card_sentences(face, reading.zone, situation)) for face in faces]
    return plain("\n".join([first, *lines])) + "\n"


def strictest_label(faces: Sequence[CardFace], situation: Situation) -> HandlingLabel:
    """A text takes over the strictest label of what is in it; unlabelled is the situation's."""
    usual = HandlingLabel(situation.label or HandlingLabel.AMBER)
    labels = {HandlingLabel(face.label or usual) for face in faces} or {usual}
    return next(label for label in HandlingLabel if label in labels)
