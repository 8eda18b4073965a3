"""What the board asks: which cards stand where, what a filter hides, what to filter by, what a typed name finds."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from zoneinfo import ZoneInfo

from situation_board.core.names import normalise
from situation_board.core.questions.cards import CardFace, card_faces, counts_by_column, ids_by_column, situation_at
from situation_board.core.questions.course import Course, read_course
from situation_board.core.questions.filtering import CardFilter
from situation_board.core.questions.moments import Moment, now_at, time_of
from situation_board.core.questions.standing import standing_counts
from situation_board.core.rows import Situation, Status
from situation_board.core.store import Reading
from situation_board.core.vocabulary import Column


@dataclass(frozen=True)
class BoardIds:
    """The cards of each column in order, with what headings and words need to know of the situation.

    `at` is when the moment was, or when what was known then was learnt.
    """

    situation: Situation
    zone: ZoneInfo
    now: int
    arrival: int
    columns: Mapping[Column, list[str]]
    faces: Mapping[Column, list[CardFace]]
    moment: Moment = None
    at: int = 0
    course: Course | None = None


@dataclass(frozen=True)
class Part:
    """What is looked at of a column: so many cards from its top one on, or from that row where it went away."""

    top: str | None
    row: int
    count: int

    def of(self, ids: Sequence[str]) -> Sequence[str]:
        row = self.row
        if self.top is not None and (row >= len(ids) or ids[row] != self.top) and self.top in ids:
            row = ids.index(self.top)
        first = max(0, min(row, len(ids) - self.count))
        return ids[first : first + self.count]


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
    reading: Reading,
    filter: CardFilter,
    sorts: Mapping[Column, str],
    moment: Moment = None,
    *,
    seen: Mapping[Column, Part] = MappingProxyType({}),
    course: Course | None = None,
) -> BoardIds:
    """With the faces of what is looked at, so that nobody sees cards without them.

    A past moment brings the course of the board along: with it the next past moments are quick.
    """
    if moment is not None and (course is None or course.arrival != reading.arrival):
        course = read_course(reading)
    columns = ids_by_column(reading, filter=filter, sorts=sorts, moment=moment, course=course)
    looked_at = [card for column, part in seen.items() for card in part.of(columns[column])]
    faces = card_faces(reading, looked_at, moment=moment, course=course) if looked_at else []
    return BoardIds(
        situation=situation_at(reading, moment),
        zone=reading.zone,
        now=now_at(reading, moment),
        arrival=reading.arrival,
        columns=columns,
        faces={column: [face for face in faces if face.column is column] for column in columns},
        moment=moment,
        at=time_of(reading, moment),
        course=course,
    )


def board_counts(
    reading: Reading, filter: CardFilter, moment: Moment = None, *, course: Course | None = None
) -> Counts:
    if moment is not None:
        standing = standing_counts(reading, moment, filter=filter, course=course)
        return Counts(standing.total, standing.stale)
    none = dict.fromkeys(Column, 0)
    stale = replace(filter, stale=True)
    return Counts(
        total=counts_by_column(reading),
        stale=none if filter.stale is False else counts_by_column(reading, filter=stale),
    )


def filter_choices(reading: Reading) -> Choices:
    """Actors that some status names, and the areas that cards lie in."""
    actors = reading.all(
        """SELECT id, coalesce(short_name, name, id) FROM actor WHERE voided = 0
           AND EXISTS (SELECT 1 FROM every_mention m WHERE m.thing = actor.id AND m."table" = 'status')
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
