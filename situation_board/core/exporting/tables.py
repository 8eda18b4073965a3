"""What goes into a file for others, as one table: a row a card, or a row a figure of an event.

Only what may be told under the label is read, and all that is derived is made anew from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from situation_board.core import times
from situation_board.core.problems import Mistake
from situation_board.core.questions.boards import board
from situation_board.core.questions.cards import ActorFace, CardFace
from situation_board.core.questions.events import EventFace, event_faces, event_ids
from situation_board.core.questions.moments import Moment, now_at
from situation_board.core.rows import Figure, Location
from situation_board.core.snapshot.permitted import permitted
from situation_board.core.store import Reading
from situation_board.core.times import Time
from situation_board.core.vocabulary import HandlingLabel

Cell = str | int | float | bool | None
MOST_ROWS = 1_000_000
"""More does not fit into a sheet of a workbook."""
PLACE = (("place", "#loc+name"), ("pcode", "#loc+code"), ("latitude", "#geo+lat"), ("longitude", "#geo+lon"))
ABOUT = (
    ("label", "#meta+label"),
    ("as_of_file", "#meta+date"),
    ("situation", "#meta+source"),
    ("exercise", "#meta+exercise"),
)
CARDS = (
    *(("id", "#meta+id"), ("number", "#meta+number"), *PLACE, ("area", "#adm+name")),
    *(("column", "#status"), ("actors", "#org+actor"), ("from_actors", "#org+actor+former")),
    *(("basis", "#meta+basis"), ("as_of", "#date+reported"), ("as_of_precision", "#date+precision")),
    *(("verified_at", "#date+verified"), ("stale", "#meta+stale"), ("claims_for", "#meta+claims+for")),
    *(("claims_against", "#meta+claims+against"), ("note", "#description")),
)
EVENTS = (
    *(("id", "#event+id"), ("kind", "#event+type"), ("text", "#description"), *PLACE),
    *(("destination", "#loc+destination+name"), ("actors", "#org+actor"), ("starts", "#date+start")),
    *(("starts_precision", "#date+start+precision"), ("ends", "#date+end"), ("category", "#affected+category")),
    *(("group", "#affected+group"), ("quantifier", "#meta+quantifier"), ("low", "#affected+min")),
    *(("high", "#affected+max"), ("unit", "#meta+unit"), ("metric", "#meta+metric"), ("role", "#meta+role")),
    *(("source", "#meta+origin"), ("grade", "#meta+grade"), ("basis", "#meta+basis")),
)


@dataclass(frozen=True, slots=True)
class ExportTable:
    """`columns` are names with their HXL tags; each row ends in what every file carries."""

    what: str
    title: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.columns)


def export_table(
    reading: Reading, what: str, *, label: HandlingLabel | None = None, moment: Moment = None
) -> ExportTable:
    """The cards or events that may be told under the label, else under the situation's own. Mistake for anything else.

    What is stricter is not there, as if nobody had ever entered it.
    """
    if what not in WHAT:
        raise Mistake(f"“{what}” cannot be exported.", field="what", do=f"One of: {', '.join(WHAT)}.")
    told = label or reading.situation.label or HandlingLabel.AMBER
    with permitted(reading, told) as open_to_others:
        columns, rows = WHAT[what](open_to_others, moment)
        about = _about(open_to_others, told, moment)
    if len(rows) > MOST_ROWS:
        raise Mistake(f"There are more than {MOST_ROWS:,} rows.", kept="Nothing was written.")
    title = reading.situation.name or "situation"
    return ExportTable(what, title, (*columns, *ABOUT), tuple((*row, *about) for row in rows))


def _about(reading: Reading, label: HandlingLabel, moment: Moment) -> tuple[Cell, ...]:
    as_of = _at(times.exactly(now_at(reading, moment)), reading)
    situation = reading.situation
    return (label.value, as_of, situation.name, "EXERCISE" if situation.exercise else "no")


def _cards(reading: Reading, moment: Moment) -> tuple[Any, list[tuple[Cell, ...]]]:
    faces = [face for column in board(reading, moment=moment).columns for face in column.cards]
    places = reading.rows_by_id(Location, [face.location for face in faces])
    return CARDS, [_card(face, places.get(face.location), reading) for face in faces]


def _card(face: CardFace, place: Location | None, reading: Reading) -> tuple[Cell, ...]:
    return (
        *(face.id, face.number, face.place, *_where(place), face.area, face.column.value),
        *(_actors(face.actors), _actors(face.from_actors), face.basis.value if face.basis else None),
        *(_at(face.as_of, reading), face.as_of.precision.value, _at(face.verified_at, reading)),
        *(face.stale, face.claims_for, face.claims_against, face.note),
    )


def _events(reading: Reading, moment: Moment) -> tuple[Any, list[tuple[Cell, ...]]]:
    faces = event_faces(reading, event_ids(reading, moment=moment), moment=moment)
    wanted = {reading.main(face.event.location) for face in faces if face.event.location}
    places = reading.rows_by_id(Location, sorted(wanted))
    rows: list[tuple[Cell, ...]] = []
    for face in faces:
        place = places.get(reading.main(face.event.location)) if face.event.location else None
        rows += [_event(face, figure, place, reading) for figure in face.figures or (None,)]
    return EVENTS, rows


def _event(face: EventFace, figure: Figure | None, place: Location | None, reading: Reading) -> tuple[Cell, ...]:
    event = face.event
    return (
        *(face.id, event.kind.value if event.kind else None, event.text, face.place, *_where(place)),
        *(face.destination, None if face.actors is None else "; ".join(face.actors) or "nobody"),
        *(_at(event.starts, reading), event.starts.precision.value if event.starts else None),
        *(_at(event.ends, reading), *_figure(figure)),
        *(face.source, face.grade.code, event.basis.value if event.basis else None),
    )


def _figure(figure: Figure | None) -> tuple[Cell, ...]:
    if figure is None:
        return (None,) * 8
    group = figure.group.value if figure.group else None
    ends = (figure.quantifier.value, figure.low, figure.high)
    return (figure.category.value, group, *ends, figure.unit.value, figure.metric.value, figure.role.value)


def _where(place: Location | None) -> tuple[Cell, ...]:
    return (None, None, None) if place is None else (place.pcode, place.latitude, place.longitude)


def _actors(actors: Sequence[ActorFace] | None) -> str | None:
    return None if actors is None else "; ".join(actor.name for actor in actors) or "nobody"


def _at(time: Time | None, reading: Reading) -> str | None:
    """ISO 8601; a day where only the day is known."""
    said = times.to_json(time, reading.zone)
    return None if said is None else said.get("at")


WHAT = {"cards": _cards, "events": _events}
