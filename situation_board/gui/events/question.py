"""What the table of events shows: all ids in order first, then the rows that are looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from situation_board.core.figures import figure_words
from situation_board.core.questions.cards import claims_about
from situation_board.core.questions.events import EventFace, EventFilter, event_faces, event_ids, shown_events
from situation_board.core.questions.grades import ClaimGrade, claim_grades
from situation_board.core.questions.moments import Moment
from situation_board.core.rows import Claim, Event
from situation_board.core.store import Reading
from situation_board.core.times import Precision, Time
from situation_board.core.vocabulary import Basis, EventKind, HandlingLabel, Stance
from situation_board.gui.entry.wording import time_words, words_of
from situation_board.gui.events.struck import struck_events, struck_ids
from situation_board.gui.events.words import actors_words, grade_words, kind_words, title_words
from situation_board.gui.inspector.titles import names_of

MOST_WANTED = 500
"""Rows of so many selected events are looked for, so that the selection survives; nobody selects more by hand."""
EVERYTHING = EventFilter()


@dataclass(frozen=True)
class Asked:
    """Which events, and in which order."""

    filter: EventFilter = EVERYTHING
    sort: str = "starts"
    descending: bool = True
    struck: bool = False
    moment: Moment = None


@dataclass(frozen=True)
class Listed:
    """All ids, and how they differ from those before: at `first`, `removed` rows became `inserted` others.

    `rows` says where the wanted ones are now.
    """

    ids: list[str]
    first: int
    removed: int
    inserted: int
    rows: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class EventRow:
    """One line: its cells in words. `why` it was struck, when it was."""

    id: str
    cells: tuple[str, ...]
    kind: EventKind | None
    basis: Basis | None
    label: HandlingLabel | None
    stale: bool = False
    struck: bool = False
    why: str | None = None


def list_events(reading: Reading, asked: Asked, before: Sequence[str], wanted: frozenset[str]) -> Listed:
    """The ids in order, those that were struck last, compared with those that were shown `before`."""
    order = {"filter": asked.filter, "sort": asked.sort, "descending": asked.descending}
    ids = event_ids(reading, moment=asked.moment, **order)  # type: ignore[arg-type]
    if asked.struck and asked.moment is None:
        ids += struck_ids(reading, **order)  # type: ignore[arg-type]
    rows = _rows_of(reading, ids, wanted, asked.moment)
    if ids == before:
        return Listed(ids, 0, 0, 0, rows)
    first = _common(before, ids)
    last = _common(before[first:][::-1], ids[first:][::-1])
    return Listed(ids, first, len(before) - first - last, len(ids) - first - last, rows)


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    """How many stand alike at the beginning of both."""
    return next((row for row, (one, other) in enumerate(zip(a, b, strict=False)) if one != other), min(len(a), len(b)))


def _rows_of(reading: Reading, ids: Sequence[str], wanted: frozenset[str], moment: Moment) -> dict[str, int]:
    """Of events that are the same, all stand in the row of the one that is shown."""
    if not wanted or len(wanted) > MOST_WANTED:
        return {}
    shown_by = shown_events(reading, wanted, moment)
    looked_for = wanted | set(shown_by.values())
    rows = {thing: row for row, thing in enumerate(ids) if thing in looked_for}
    return rows | {thing: rows[shown] for thing, shown in shown_by.items() if shown in rows}


def event_rows(reading: Reading, ids: Sequence[str], moment: Moment = None) -> list[EventRow]:
    """The rows of those events; made for what is visible."""
    faces = {face.id: face for face in event_faces(reading, ids, moment=moment)}
    groups = {each: face.id for face in faces.values() for each in (face.id, *face.also)}
    claims: dict[str, list[Claim]] = {}
    for claim in claims_about(reading, list(groups), moment):
        if claim.about is not None:
            claims.setdefault(groups[claim.about], []).append(claim)
    struck = struck_events(reading, [thing for thing in ids if thing not in faces])
    grades = claim_grades(reading, [claim for said in claims.values() for claim in said], moment)
    rows = {thing: _row(reading, face, claims.get(thing, []), grades) for thing, face in faces.items()}
    rows |= {thing: _struck_row(reading, event) for thing, event in struck.items()}
    return [rows[thing] for thing in ids if thing in rows]


def _row(reading: Reading, face: EventFace, claims: Sequence[Claim], grades: Mapping[str, ClaimGrade]) -> EventRow:
    event, zone = face.event, reading.zone
    figures = "; ".join(figure_words(figure, zone) for figure in face.figures)
    supporting = [grades[claim.thing].grade for claim in claims if claim.stance is Stance.SUPPORTS]
    denying = [grades[claim.thing].grade for claim in claims if claim.stance is Stance.DENIES]
    cells = (
        _when(reading, event),
        kind_words(event.kind, face.state, stale=face.stale),
        face.place or event.area or "",
        face.destination or "",
        actors_words(face.actors, face.issuer),
        figures,
        face.source or "",
        grade_words(event.basis, face.grade, supporting, denying),
        title_words(event, also=len(face.also)),
    )
    return EventRow(face.id, cells, event.kind, event.basis, event.label, stale=face.stale)


def _struck_row(reading: Reading, event: Event) -> EventRow:
    named = [event.location, event.destination, event.source, event.issuer, *(event.actors or ())]
    names = names_of(reading, named)
    actors = None if event.actors is None else tuple(names[actor] for actor in event.actors)
    cells = (
        _when(reading, event),
        words_of(event.kind),
        names.get(event.location or "", event.area or ""),
        names.get(event.destination or "", ""),
        actors_words(actors, names.get(event.issuer or "")),
        "; ".join(figure_words(figure, reading.zone) for figure in event.figures),
        names.get(event.source or "", ""),
        "",
        title_words(event),
    )
    return EventRow(event.thing, cells, event.kind, event.basis, event.label, struck=True, why=event.voided_why)


def _when(reading: Reading, event: Event) -> str:
    """Since when, and until when where that is another time; whole days as one span."""
    start, end = event.starts, event.ends
    if start and end and start != end and {start.precision, end.precision} == {Precision.DAY}:
        start, end = Time(start.earliest, end.latest, Precision.RANGE), None
    end = None if end == start else end
    return " – ".join(time_words(time, reading.zone) for time in (start, end) if time is not None)
