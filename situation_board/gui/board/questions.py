"""What the board asks: which cards stand where, what a filter hides, what to filter by, what a typed name finds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from situation_board.core.names import normalise
from situation_board.core.questions.cards import CardFace, card_faces, counts_by_column, ids_by_column
from situation_board.core.questions.filtering import CardFilter
from situation_board.core.questions.moments import Moment, now_at
from situation_board.core.rows import Situation, Status
from situation_board.core.store import Reading
from situation_board.core.vocabulary import Column


@dataclass(frozen=True)
class BoardIds:
    """The cards of each column in order, with what headings and words need to know of the situation."""

    situation: Situation
    zone: ZoneInfo
    now: int
    arrival: int
    columns: Mapping[Column, list[str]]
    faces: Mapping[Column, list[CardFace]]


@dataclass(frozen=True)
class Counts:
    """How many cards a column has without a filter, and how many of those shown are stale."""

    total: Mapping[Column, int]
    stale: Mapping[Column, int]


@dataclass(frozen=True)
class Choice:
    """Something to filter by."""

    id: str
    name: str


@dataclass(frozen=True)
class Choices:
    actors: tuple[Choice, ...]
    areas: tuple[Choice, ...]


def board_ids(
    reading: Reading, filter: CardFilter, sorts: Mapping[Column, str], moment: Moment = None, *, first_faces: int = 0
) -> BoardIds:
    """With the faces of the first cards of each column, when the board has none yet."""
    columns = ids_by_column(reading, filter=filter, sorts=sorts, moment=moment)
    first = [card for ids in columns.values() for card in ids[:first_faces]]
    faces = card_faces(reading, first, moment=moment) if first else []
    return BoardIds(
        situation=reading.situation,
        zone=reading.zone,
        now=now_at(reading, moment),
        arrival=reading.arrival,
        columns=columns,
        faces={column: [face for face in faces if face.column is column] for column in columns},
    )


def board_counts(reading: Reading, filter: CardFilter, moment: Moment = None) -> Counts:
    none = dict.fromkeys(Column, 0)
    stale = replace(filter, stale=True)
    return Counts(
        total=counts_by_column(reading, moment=moment),
        stale=none if filter.stale is False else counts_by_column(reading, filter=stale, moment=moment),
    )


def filter_choices(reading: Reading) -> Choices:
    """Actors that some status names, and the areas that cards lie in."""
    actors = reading.all(
        """SELECT id, coalesce(short_name, name, id) FROM actor WHERE voided = 0
           AND EXISTS (SELECT 1 FROM mention m WHERE m.thing = actor.id AND m."table" = 'status')
           ORDER BY 2 COLLATE NOCASE"""
    )
    areas = reading.all(
        """WITH RECURSIVE around(id) AS (
             SELECT DISTINCT area FROM board WHERE area IS NOT NULL
             UNION SELECT l.parent FROM location l JOIN around ON l.id = around.id WHERE l.parent IS NOT NULL)
           SELECT id, coalesce(name, id) FROM location WHERE voided = 0 AND id IN (SELECT id FROM around)
           ORDER BY 2 COLLATE NOCASE"""
    )
    return Choices(tuple(Choice(*line) for line in actors), tuple(Choice(*line) for line in areas))


def cards_beginning(reading: Reading, text: str) -> set[str]:
    """The cards whose place, in any spelling and script, begins so, or that have that number."""
    start = normalise(text)
    numbers = _cards_numbered(reading, int(start)) if start.isdecimal() else []
    named = reading.all(
        """SELECT b.card FROM spelling s
           JOIN card k ON k.location = s.thing AND k.voided = 0
           LEFT JOIN alias a ON a.thing = k.id
           JOIN board b ON b.card = coalesce(a.main, k.id)
           WHERE s."table" = 'location' AND s.normalised >= ? AND s.normalised < ?""",
        start,
        start + "\U0010ffff",
    )
    return {card for (card,) in (*numbers, *named)} if start else set()


def _cards_numbered(reading: Reading, number: int) -> list[tuple[str]]:
    found = reading.all("SELECT id FROM card WHERE number = ? AND voided = 0", number)
    return [(reading.main(card),) for (card,) in found]


def last_columns_on_board(reading: Reading, cards: list[str]) -> dict[str, Column]:
    """Where each card stood before it was held; contested where that is not known: someone has to look at it."""
    found: dict[str, Column] = dict.fromkeys(cards, Column.CONTESTED)
    group = {alias: card for card in cards for alias in reading.aliases(card)}
    statuses = reading.rows(
        Status,
        """thing IN (SELECT value FROM json_each(?)) AND voided = 0 AND "column" <> ?
           ORDER BY as_of_earliest, lamport, writer, seq""",
        json.dumps(list(group)),
        Column.HELD.value,
    )
    for status in statuses:
        if status.column is not None:
            found[group[status.thing]] = Column(status.column)
    return found
