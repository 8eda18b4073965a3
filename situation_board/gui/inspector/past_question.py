"""What the inspector shows at a past moment: the same as `show --at` tells, and nothing that came later."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from situation_board.core.history import HistoryLine, history
from situation_board.core.merging import Conflict, conflicts
from situation_board.core.problems import Mistake
from situation_board.core.questions.cards import CardFace, card_faces, shelf_life, situation_at
from situation_board.core.questions.moments import KnownThen, Moment, now_at
from situation_board.core.questions.records import records
from situation_board.core.questions.show import Group, Shown, show
from situation_board.core.rows import (
    Actor,
    Card,
    Claim,
    Event,
    Fact,
    Location,
    Record,
    Report,
    Route,
    RouteStatus,
    Row,
    Source,
    Status,
    Verification,
)
from situation_board.core.store import Reading
from situation_board.gui.entry.clock import Clock
from situation_board.gui.inspector.evidence import evidence_of
from situation_board.gui.inspector.hanging import MOST_LINES, Hanging
from situation_board.gui.inspector.question import (
    Answer,
    CardSeen,
    FactRef,
    NothingSeen,
    RouteSeen,
    Seen,
    SeveralSeen,
    entered_by,
    facts_by_action,
    referred,
)
from situation_board.gui.inspector.titles import id_to_show, names_of, title_of

AnyRow = TypeVar("AnyRow", bound=Row)


def look_back(reading: Reading, ids: Sequence[str], moment: Moment) -> Answer:
    """What to show for those ids as at a past moment."""
    if not ids:
        return NothingSeen()
    if len(ids) > 1:
        return _several(reading, ids, moment)
    try:
        shown = show(reading, ids[0], moment)
    except Mistake:
        return NothingSeen(tuple(ids))
    if isinstance(shown.row, Status | Verification | RouteStatus):
        return look_back(reading, [shown.row.thing], moment)
    if isinstance(shown.row, Card):
        return _card(reading, shown, shown.row, moment)
    return _thing(reading, shown, moment)


def _clock(reading: Reading, moment: Moment) -> Clock:
    return Clock(now_at(reading, moment), reading.zone)


def _several(reading: Reading, ids: Sequence[str], moment: Moment) -> SeveralSeen:
    mains = tuple(dict.fromkeys(reading.main(thing) for thing in ids))
    faces = tuple(card_faces(reading, mains, moment=moment))
    cards = {face.id for face in faces}
    names = names_of(reading, [thing for thing in mains if thing not in cards])
    return SeveralSeen(mains, faces, tuple(names.values()), _clock(reading, moment))


def _card(reading: Reading, shown: Shown, card: Card, moment: Moment) -> Answer:
    face, status = shown.face, _first(shown.own, Status)
    if face is None or status is None:
        return NothingSeen((shown.id,))
    ids = set(reading.aliases(shown.id))
    place = records(reading, Location, [face.location], moment).get(face.location)
    claims = tuple(claim for claim in _rows(shown.beside, Claim) if claim.about in ids)
    events = tuple(sorted(_rows(shown.beside, Event), key=_start, reverse=True))
    verification = _first(shown.own, Verification)
    refers = [each for row in (status, card, place, verification, *claims, *events) for each in referred(row)]
    column = face.column
    return CardSeen(
        id=shown.id,
        table="card",
        row=card,
        title=face.place,
        names=_names(reading, refers, face, moment),
        clock=_clock(reading, moment),
        claims=claims,
        is_past=True,
        evidence=evidence_of(reading, "card", list(ids), claims, moment),
        conflicts=_conflicts(reading, shown, card.location),
        history=_history(reading, shown.id, moment),
        facts=_facts(reading, list(ids), moment),
        entered=entered_by(reading, status),
        face=face,
        card=card,
        status=status,
        place=place,
        areas=_areas(reading, place, moment),
        verification=verification,
        shelf_life=card.shelf_life or shelf_life(situation_at(reading, moment), column),
        events=events,
        routes=tuple(_route(reading, route, moment) for route in _rows(shown.beside, Route)),
    )


def _thing(reading: Reading, shown: Shown, moment: Moment) -> Seen:
    row, ids = shown.row, reading.aliases(shown.id)
    claims = tuple(claim for claim in _rows(shown.beside, Claim) if claim.about in ids)
    refers = [each for said in (row, *claims) for each in referred(said)]
    return Seen(
        id=id_to_show(row),
        table=shown.table,
        row=row,
        title=title_of(reading, row),
        names=_names(reading, refers, None, moment),
        clock=_clock(reading, moment),
        claims=claims,
        is_past=True,
        evidence=evidence_of(reading, shown.table, ids, claims, moment),
        conflicts=_conflicts(reading, shown),
        history=_history(reading, shown.id, moment),
        facts=_facts(reading, ids, moment),
        hanging=tuple(_hanging(reading, shown, ids)),
        entered=entered_by(reading, row) if isinstance(row, Fact) else None,
        route=_route(reading, row, moment) if isinstance(row, Route) else None,
    )


# --- parts


def _rows(groups: Iterable[Group], row_type: type[AnyRow]) -> list[AnyRow]:
    return [row for group in groups for row in group.rows if isinstance(row, row_type)]


def _first(groups: Iterable[Group], row_type: type[AnyRow]) -> AnyRow | None:
    return next(iter(_rows(groups, row_type)), None)


def _start(event: Event) -> int:
    return event.starts.earliest if event.starts else 0


def _route(reading: Reading, route: Route, moment: Moment) -> RouteSeen:
    statuses = _rows(show(reading, route.id, moment).own, RouteStatus)
    current = {(row.use, row.direction): row for row in reversed(statuses)}
    return RouteSeen(route, title_of(reading, route), tuple(current.values()))


def _areas(reading: Reading, place: Location | None, moment: Moment) -> tuple[str, ...]:
    """The names that the areas around a place had, the nearest first."""
    found: list[str] = []
    seen: set[str] = set()
    while place is not None and place.parent and place.parent not in seen:
        seen.add(place.parent)
        main = reading.main(place.parent)
        place = records(reading, Location, [main], moment).get(main)
        if place is not None and place.name:
            found.append(place.name)
    return tuple(found)


def _names(reading: Reading, ids: Sequence[str], face: CardFace | None, moment: Moment) -> Mapping[str, str]:
    """What things were called then, where that is another name than today's."""
    names = names_of(reading, ids)
    if not isinstance(moment, KnownThen):
        return names
    mains = {reading.main(thing): thing for thing in names}
    for row_type in (Actor, Location, Source, Report):
        for main, row in records(reading, row_type, mains, moment).items():
            names[mains[main]] = _called(row)
    return names


def _called(row: Record) -> str:
    name = row.title if isinstance(row, Report) else getattr(row, "short_name", None) or getattr(row, "name", None)
    return name or row.id[:8]


def _conflicts(reading: Reading, shown: Shown, place: str | None = None) -> tuple[Conflict, ...]:
    """Those of then that are still open; of others only the card tells."""
    found = [each for thing in (shown.id, place) if thing for each in conflicts(reading, subject=thing)]
    return tuple(each for each in found if not shown.face or shown.face.conflicts)


def _history(reading: Reading, thing: str, moment: Moment) -> tuple[HistoryLine, ...]:
    """What was known then has no later lines; what was true then is what all lines together say today."""
    lines = history(reading, thing=thing, limit=MOST_LINES)
    if isinstance(moment, KnownThen):
        lines = [line for line in lines if line.arrival <= moment.arrival]
    return tuple(lines)


def _facts(reading: Reading, ids: Sequence[str], moment: Moment) -> Mapping[str, FactRef]:
    facts = facts_by_action(reading, ids)
    if not isinstance(moment, KnownThen):
        return facts
    struck = {
        fact.id: bool(reading.value("SELECT struck_then(?, ?, ?)", fact.table, fact.id, moment.arrival))
        for fact in facts.values()
    }
    return {action: replace(fact, voided=struck[fact.id]) for action, fact in facts.items()}


def _hanging(reading: Reading, shown: Shown, ids: Sequence[str]) -> Iterable[Hanging]:
    listed = json.dumps(list(ids))
    for group in shown.beside:
        for row in group.rows:
            field = reading.value(_FIELD, row.id, listed)
            yield Hanging(group.table, id_to_show(row), field or "", title_of(reading, row), row.voided)


_FIELD = 'SELECT field FROM mention WHERE "row" = ? AND thing IN (SELECT value FROM json_each(?)) LIMIT 1'
