"""The board at a moment in the plainest way: every card's face is made, then filtered and sorted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from situation_board.core.names import normalise
from situation_board.core.questions.cards import CardFace, CardFilter, all_card_ids, card_faces
from situation_board.core.questions.filtering import matching_cards, places_in, statuses_with
from situation_board.core.questions.moments import Moment
from situation_board.core.questions.records import records
from situation_board.core.rows import Card
from situation_board.core.store import Reading
from situation_board.core.vocabulary import Column


def slow_ids(
    reading: Reading, *, filter: CardFilter, sorts: Mapping[Column, str], moment: Moment
) -> dict[Column, list[str]]:
    """The cards of every column in order."""
    wanted = _wanted(reading, filter)
    faces = [face for face in card_faces(reading, all_card_ids(reading, moment), moment=moment) if wanted(face)]
    found: dict[Column, list[str]] = {}
    for column in Column:
        standing = [face for face in faces if face.column == column]
        ordered = sorted(standing, key=_sort_key(reading, standing, sorts.get(column, "manual"), moment))
        found[column] = [face.id for face in ordered]
    return found


def slow_counts(reading: Reading, *, filter: CardFilter, moment: Moment) -> tuple[dict[Column, int], ...]:
    """How many stand in each column, and how many of those that the filter lets through are stale."""
    wanted = _wanted(reading, filter)
    faces = card_faces(reading, all_card_ids(reading, moment), moment=moment)
    total = {column: sum(face.column == column for face in faces) for column in Column}
    stale = {column: sum(face.column == column and face.stale and wanted(face) for face in faces) for column in Column}
    return total, stale


def _wanted(reading: Reading, filter: CardFilter) -> Callable[[CardFace], bool]:
    inside = None if filter.area is None else set(places_in(reading, filter.area))
    texts = None if not filter.text else set(matching_cards(reading, filter.text))
    statuses = None if filter.actor is None else statuses_with(reading, filter.actor)

    def wanted(face: CardFace) -> bool:
        return (
            (inside is None or face.location in inside)
            and (texts is None or face.id in texts)
            and (statuses is None or face.status in statuses)
            and (filter.basis is None or face.basis == filter.basis)
            and (filter.stale is None or face.stale == filter.stale)
            and (filter.conflict is None or bool(face.conflicts) == filter.conflict)
            and (filter.no_source is None or face.has_source != filter.no_source)
        )

    return wanted


def _sort_key(reading: Reading, faces: list[CardFace], sort: str, moment: Moment) -> Callable[[CardFace], Any]:
    if sort == "place":
        return lambda face: (normalise(face.place), face.id)
    if sort in {"newest", "oldest"}:
        sign = -1 if sort == "newest" else 1
        return lambda face: (sign * face.as_of.earliest, face.id)
    cards = records(reading, Card, [face.id for face in faces], moment)
    return lambda face: (cards[face.id].rank or "", face.id)
