"""The table of cards, as the board shows them."""

from __future__ import annotations

from collections.abc import Sequence

from situation_board.core.exporting.cells import Cell, joined, time_cell
from situation_board.core.exporting.kinds import areas_cell
from situation_board.core.exporting.table import PLACE, Columns, Rows
from situation_board.core.questions.boards import board
from situation_board.core.questions.cards import ActorFace, CardFace
from situation_board.core.questions.moments import Moment
from situation_board.core.rows import Card, Location, Status
from situation_board.core.store import Reading

CARDS: Columns = (
    *(("id", "#meta+id"), ("number", "#meta+number"), *PLACE, ("area", "#adm+name")),
    *(("column", "#status"), ("actors", "#org+actor"), ("from_actors", "#org+actor+former")),
    *(("basis", "#meta+basis"), ("as_of", "#date+reported"), ("as_of_precision", "#date+precision")),
    *(("verified_at", "#date+verified"), ("stale", "#meta+stale"), ("claims_for", "#meta+claims+for")),
    *(("claims_against", "#meta+claims+against"), ("note", "#description")),
    *(("place_kind", "#loc+type"), ("place_areas", "#adm+name+all"), ("place_id", "#loc+id")),
    *(("status_id", "#status+id"), ("card_note", "#description+card"), ("status_note", "#description+status")),
    *(("own_label", "#meta+label+own"), ("shelf_life", "#meta+shelf+life")),
)


def card_rows(reading: Reading, moment: Moment) -> Rows:
    faces = [face for column in board(reading, moment=moment).columns for face in column.cards]
    places = reading.rows_by_id(Location, [face.location for face in faces])
    cards = reading.rows_by_id(Card, [face.id for face in faces])
    statuses = reading.rows_by_id(Status, [face.status for face in faces])
    for face in faces:
        own = _own(cards.get(face.id), statuses.get(face.status))
        yield (*_card(face, places.get(face.location), reading), *own)


def _own(card: Card | None, status: Status | None) -> tuple[Cell, ...]:
    """What the card says by itself, and its status."""
    note = status.note if status is not None else None
    if card is None:
        return (None, note, None, None)
    return (card.note, note, card.label and str(card.label), card.shelf_life)


def _card(face: CardFace, place: Location | None, reading: Reading) -> tuple[Cell, ...]:
    where = (None, None, None) if place is None else (place.pcode, place.latitude, place.longitude)
    kind = place.kind.value if place is not None and place.kind else None
    return (
        *(face.id, face.number, face.place, *where, face.area, face.column.value),
        *(_actors(face.actors), _actors(face.from_actors), face.basis.value if face.basis else None),
        *(time_cell(face.as_of, reading.zone), face.as_of.precision.value, time_cell(face.verified_at, reading.zone)),
        *(face.stale, face.claims_for, face.claims_against, face.note),
        *(kind, areas_cell(reading, place) if place is not None else None, face.location, face.status),
    )


def _actors(actors: Sequence[ActorFace] | None) -> str | None:
    return None if actors is None else joined(actor.name for actor in actors) or "nobody"
