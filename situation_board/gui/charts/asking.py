"""What a chart asks the store: the series with all that is said about them, in one answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from zoneinfo import ZoneInfo

from situation_board.core import times
from situation_board.core.events_json import unique_names
from situation_board.core.evidence.grading import Grade, best_code
from situation_board.core.questions.cards import claims_about
from situation_board.core.questions.charts import Chart, Limits, SeriesFilter, Span
from situation_board.core.questions.events import EventFace, event_faces
from situation_board.core.questions.grades import claim_grades
from situation_board.core.questions.moments import KnownThen, Moment, now_at
from situation_board.core.questions.origins import BY_HAND, ImportedFile, imported_files
from situation_board.core.questions.series_rows import series
from situation_board.core.series.building import Series
from situation_board.core.series.keys import SeriesKey, SeriesKind
from situation_board.core.series.reasons import not_added
from situation_board.core.store import Reading
from situation_board.core.times import Time
from situation_board.core.vocabulary import HandlingLabel, Stance

MOST_REASONS = 200
MOST_EVENTS = 500
"""Events of which the wording is fetched; of more, only the numbers and grades are read out."""
LIMITS = Limits(series=150, points=7_000, marks=300)
"""More than anybody tells apart. Of more, series are chosen by area or source, and marks by zooming in."""


class ChartKind(StrEnum):
    """What a chart is about."""

    DISPLACEMENT = "displacement"
    EVACUATION = "evacuation"
    CASUALTIES = "casualties"
    ALL = "all"


KINDS: dict[ChartKind, tuple[SeriesKind, ...] | None] = {
    ChartKind.DISPLACEMENT: (SeriesKind.DISPLACEMENT, SeriesKind.RETURN),
    ChartKind.EVACUATION: (SeriesKind.EVACUATION,),
    ChartKind.CASUALTIES: (SeriesKind.CASUALTY,),
    ChartKind.ALL: None,
}


@dataclass(frozen=True)
class Subject:
    """What is asked for. None is any area, source and origin, now. In the `window` of time in sight marks are told
    first."""

    kind: ChartKind = ChartKind.DISPLACEMENT
    area: str | None = None
    source: str | None = None
    moment: Moment = None
    window: Span | None = None
    origin: str | None = None

    @property
    def whole(self) -> Subject:
        """The same, in all of time."""
        return replace(self, window=None)


@dataclass(frozen=True)
class Reason:
    """Why two series are not added: their names, and the reason in words."""

    a: str
    b: str
    why: str


@dataclass(frozen=True)
class Grades:
    """An event's own grade, and the best of the claims for it and of those against it; None is unrated."""

    own: str | None = None
    supporting: str | None = None
    denying: str | None = None


@dataclass(frozen=True)
class Answer:
    """All that a chart says. `faces` are the events of points and marks; `area`, `source` and `origin` what was asked
    for."""

    subject: Subject
    chart: Chart
    names: dict[SeriesKey, str]
    reasons: tuple[Reason, ...]
    has_more_reasons: bool
    faces: dict[str, EventFace]
    grades: dict[str, Grades]
    zone: ZoneInfo
    now: int
    as_of: Time
    title: str
    label: HandlingLabel
    is_exercise: bool
    area: str | None
    source: str | None
    origin: str | None

    @property
    def is_empty(self) -> bool:
        return not self.chart.series and not self.chart.marks and not self.chart.left_out


DISPLACEMENT = Subject()


def chart_answer(reading: Reading, subject: Subject = DISPLACEMENT) -> Answer:
    """What is to be drawn, and everything that is said beside it."""
    asked = SeriesFilter(
        kinds=KINDS[subject.kind],
        area=subject.area,
        source=subject.source,
        together=subject.area is not None,
        origin=subject.origin,
    )
    chart = series(reading, filter=asked, moment=subject.moment, limits=replace(LIMITS, span=subject.window))
    names = unique_names(chart)
    reasons = _reasons(chart, names)
    faces = _faces(reading, chart, subject.moment)
    now = now_at(reading, subject.moment)
    situation = reading.situation
    return Answer(
        subject=subject,
        chart=chart,
        names=names,
        reasons=reasons[:MOST_REASONS],
        has_more_reasons=len(reasons) > MOST_REASONS,
        faces=faces,
        grades=_grades(reading, faces, _events(chart.series), subject.moment),
        zone=reading.zone,
        now=now,
        as_of=_as_of(reading, now, subject.moment),
        title=situation.name or "",
        label=_label(reading, chart, faces),
        is_exercise=bool(situation.exercise),
        area=_name(reading, "location", subject.area),
        source=_name(reading, "source", subject.source),
        origin=subject.origin if subject.origin == BY_HAND else _name(reading, "dataset", subject.origin),
    )


def _reasons(chart: Chart, names: dict[SeriesKey, str]) -> tuple[Reason, ...]:
    """One more than is kept, to know that there are more."""
    pairs = islice(not_added(chart.series, chart.known), MOST_REASONS + 1)
    return tuple(Reason(names[pair.a.key], names[pair.b.key], pair.why) for pair in pairs)


def _faces(reading: Reading, chart: Chart, moment: Moment) -> dict[str, EventFace]:
    faces = {mark.face.id: mark.face for mark in chart.marks}
    wanted = list(islice((event for event in _events(chart.series) if event not in faces), MOST_EVENTS))
    return faces | {face.id: face for face in event_faces(reading, wanted, moment=moment)}


def _events(series: tuple[Series, ...]) -> dict[str, None]:
    return {event: None for one in series for point in one.points for event in point.events}


def _grades(
    reading: Reading, faces: Mapping[str, EventFace], others: Iterable[str], moment: Moment
) -> dict[str, Grades]:
    """Of the events that are graded at all: their own grade, and the best of the claims for and against."""
    events = {**dict.fromkeys(others), **faces}
    claims = claims_about(reading, events, moment)
    graded = claim_grades(reading, claims, moment)
    sides: dict[tuple[str, Stance], list[Grade]] = {}
    for claim in claims:
        if claim.about is not None and claim.stance is not None:
            sides.setdefault((claim.about, claim.stance), []).append(graded[claim.thing].grade)
    best = {side: best_code(grades) for side, grades in sides.items()}
    found = {
        event: Grades(
            own=face.grade.code if face else None,
            supporting=best.get((event, Stance.SUPPORTS)),
            denying=best.get((event, Stance.DENIES)),
        )
        for event, face in events.items()
    }
    return {event: grades for event, grades in found.items() if grades != Grades()}


def _as_of(reading: Reading, now: int, moment: Moment) -> Time:
    """A closed situation is as of the time at which it was closed, at the precision at which that is known."""
    closed = reading.situation.closed_at
    is_then = closed is not None and closed.earliest == now and (moment is None or isinstance(moment, KnownThen))
    return closed if closed is not None and is_then else times.exactly(now)


def _label(reading: Reading, chart: Chart, faces: dict[str, EventFace]) -> HandlingLabel:
    """The strictest label of what is drawn. Of a sum that names no events, the strictest that any event has."""
    usual = HandlingLabel(reading.situation.label or HandlingLabel.AMBER)
    known = not chart.left_out and all(
        point.events and faces.keys() >= set(point.events) for one in chart.series for point in one.points
    )
    found = {face.event.label for face in faces.values()} if known else _labels_of_events(reading)
    labels = {usual, *(HandlingLabel(label) for label in found if label)}
    return next(label for label in HandlingLabel if label in labels)


def _labels_of_events(reading: Reading) -> set[str]:
    lines = reading.all(
        "SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM event WHERE label = value AND voided = 0)",
        json.dumps([label.value for label in HandlingLabel]),
    )
    return {label for (label,) in lines}


def _name(reading: Reading, table: str, thing: str | None) -> str | None:
    if thing is None:
        return None
    found = reading.value(f'SELECT name FROM "{table}" WHERE id = ?', reading.main(thing))
    return str(found or thing[:8])


# --- what can be asked for


@dataclass(frozen=True)
class Choice:
    id: str
    name: str


@dataclass(frozen=True)
class Choices:
    areas: tuple[Choice, ...]
    sources: tuple[Choice, ...]
    files: tuple[ImportedFile, ...] = ()


def chart_choices(reading: Reading) -> Choices:
    """The areas that events lie in, and the sources of anything that is drawn. A look for each: events may be many."""
    areas = reading.all(
        """SELECT id, coalesce(name, id), kind FROM location a WHERE voided = 0
             AND kind IN ('country', 'governorate', 'district', 'sub_district') AND EXISTS (
               WITH RECURSIVE inside(id) AS (
                 SELECT a.id UNION SELECT l.id FROM location l JOIN inside ON l.parent = inside.id)
               SELECT 1 FROM inside i WHERE EXISTS (SELECT 1 FROM event WHERE location = i.id AND voided = 0)
                 OR EXISTS (SELECT 1 FROM event WHERE destination = i.id AND voided = 0))
           ORDER BY 2 COLLATE NOCASE"""
    )
    sources = reading.all(
        """SELECT id, coalesce(name, id) FROM source s WHERE voided = 0
             AND (EXISTS (SELECT 1 FROM series WHERE source = s.id) OR EXISTS (SELECT 1 FROM mark WHERE source = s.id))
           ORDER BY 2 COLLATE NOCASE"""
    )
    named = (Choice(place, f"{name} ({str(kind).replace('_', '-')})") for place, name, kind in areas)
    return Choices(tuple(named), tuple(Choice(*line) for line in sources), tuple(imported_files(reading)))
