"""Everything that the inspector shows of one thing or of several, read in one go."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from situation_board.core.actions.cards import current_status
from situation_board.core.actions.drafting import find_row, latest_version
from situation_board.core.history import HistoryLine, history
from situation_board.core.merging import Conflict, conflicts
from situation_board.core.problems import Mistake
from situation_board.core.questions.cards import CardFace, card_faces, shelf_life
from situation_board.core.questions.events import event_faces
from situation_board.core.questions.likeness import events_like
from situation_board.core.rows import (
    FACTS,
    TABLES,
    Card,
    Claim,
    Dataset,
    Event,
    Fact,
    Location,
    PresenceStatus,
    Rating,
    Route,
    RouteStatus,
    Row,
    Status,
    Verification,
)
from situation_board.core.series.advisories import AdvisoryState
from situation_board.core.store import Reading
from situation_board.core.store.reading import TABLE_OF
from situation_board.core.vocabulary import EvacuationState
from situation_board.gui.entry.clock import Clock, clock
from situation_board.gui.inspector.evidence import NOTHING_KNOWN, Evidence, evidence_of
from situation_board.gui.inspector.hanging import MOST_LINES, Hanging, hanging_on
from situation_board.gui.inspector.titles import id_to_show, names_of, title_of


@dataclass(frozen=True)
class Entered:
    """Who wrote something down, where and when by that laptop's clock."""

    recorded_at: int
    person: str | None
    laptop: str


@dataclass(frozen=True)
class FactRef:
    """The fact that an action of the history added, and whether it is struck."""

    id: str
    table: str
    voided: bool
    why: str | None


@dataclass(frozen=True)
class RouteSeen:
    route: Route
    title: str
    statuses: tuple[RouteStatus, ...]


@dataclass(frozen=True)
class EventSeen:
    """What is told beside an event: its state, when it was last looked at, and which others may be the same.

    `imported` is the file that it came with.
    """

    state: AdvisoryState | EvacuationState | None
    stale: bool
    verification: Verification | None
    alike: tuple[Event, ...]
    imported: Dataset | None = None


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What any thing has: its row, the names of all it refers to, what is said about it, its history.

    `hangs_more` says that not all of what refers to it is in `hanging`.
    """

    id: str
    table: str
    row: Row
    title: str
    names: Mapping[str, str]
    clock: Clock
    claims: tuple[Claim, ...] = ()
    evidence: Evidence = NOTHING_KNOWN
    conflicts: tuple[Conflict, ...] = ()
    history: tuple[HistoryLine, ...] = ()
    facts: Mapping[str, FactRef] = field(default_factory=dict)
    hanging: tuple[Hanging, ...] = ()
    hangs_more: bool = False
    entered: Entered | None = None
    route: RouteSeen | None = None
    event: EventSeen | None = None
    is_past: bool = False


@dataclass(frozen=True, kw_only=True)
class CardSeen(Seen):
    face: CardFace
    card: Card
    status: Status
    place: Location | None
    areas: tuple[str, ...]
    verification: Verification | None
    shelf_life: int
    events: tuple[Event, ...]
    routes: tuple[RouteSeen, ...]


@dataclass(frozen=True)
class SeveralSeen:
    ids: tuple[str, ...]
    faces: tuple[CardFace, ...]
    others: tuple[str, ...]
    clock: Clock


@dataclass(frozen=True)
class NothingSeen:
    """Nothing is selected, or what was is gone."""

    gone: tuple[str, ...] = ()


Answer = CardSeen | Seen | SeveralSeen | NothingSeen


def look_at(reading: Reading, ids: Sequence[str]) -> Answer:
    """What to show for those ids."""
    if not ids:
        return NothingSeen()
    if len(ids) > 1:
        return _several(reading, ids)
    thing = reading.main(ids[0])
    card = reading.row(Card, thing)
    if card is not None and not card.voided:
        return _card(reading, card)
    row = find_row(reading, thing)
    if row is None:
        return NothingSeen(tuple(ids))
    if isinstance(row, Status | Verification) and reading.row(Card, row.thing):
        return look_at(reading, [row.thing])
    if isinstance(row, RouteStatus | PresenceStatus | Rating):
        return look_at(reading, [row.thing])
    return _thing(reading, row)


def _several(reading: Reading, ids: Sequence[str]) -> SeveralSeen:
    mains = tuple(dict.fromkeys(reading.main(thing) for thing in ids))
    faces = tuple(card_faces(reading, mains))
    cards = {face.id for face in faces}
    names = names_of(reading, [thing for thing in mains if thing not in cards])
    return SeveralSeen(mains, faces, tuple(names.values()), clock(reading))


# --- a card


def _card(reading: Reading, card: Card) -> Answer:
    faces = card_faces(reading, [card.id])
    try:
        status = current_status(reading, card.id)
    except Mistake:
        return _thing(reading, card)
    if not faces:
        return _thing(reading, card)
    ids = reading.aliases(card.id)
    place = reading.row(Location, reading.main(card.location or ""))
    events = _events_at(reading, place)
    routes = tuple(_route(reading, route) for route in _routes_through(reading, place))
    claims = claims_with_struck(reading, ids)
    verification = _latest_verification(reading, ids)
    refers = [*referred(status), *referred(card), *referred(place), *referred(verification)]
    for row in (*claims, *events):
        refers += referred(row)
    column = status.column
    assert column is not None
    return CardSeen(
        id=card.id,
        table="card",
        row=card,
        title=faces[0].place,
        names=names_of(reading, refers),
        clock=clock(reading),
        claims=claims,
        evidence=evidence_of(reading, "card", ids, claims),
        conflicts=_conflicts(reading, [*ids, card.location]),
        history=tuple(history(reading, thing=card.id, limit=MOST_LINES)),
        facts=facts_by_action(reading, ids),
        entered=entered_by(reading, status),
        face=faces[0],
        card=card,
        status=status,
        place=place,
        areas=areas_around(reading, place),
        verification=verification,
        shelf_life=card.shelf_life or shelf_life(reading.situation, column),
        events=events,
        routes=routes,
    )


def areas_around(reading: Reading, place: Location | None) -> tuple[str, ...]:
    """The names of the areas that a place lies in, the nearest first."""
    found: list[str] = []
    seen: set[str] = set()
    while place is not None and place.parent and place.parent not in seen:
        seen.add(place.parent)
        place = reading.row(Location, reading.main(place.parent))
        if place is not None and place.name:
            found.append(place.name)
    return tuple(found)


def _events_at(reading: Reading, place: Location | None) -> tuple[Event, ...]:
    if place is None:
        return ()
    marks = json.dumps(reading.aliases(place.id))
    rows = reading.rows(
        Event,
        "(location IN (SELECT value FROM json_each(?1)) OR destination IN (SELECT value FROM json_each(?1)))"
        " ORDER BY lamport, writer, seq LIMIT ?2",
        marks,
        MOST_LINES * 4,
    )
    latest = {row.thing: row for row in rows}
    return tuple(sorted(latest.values(), key=lambda row: row.starts.earliest if row.starts else 0, reverse=True))


def _routes_through(reading: Reading, place: Location | None) -> list[Route]:
    if place is None:
        return []
    return reading.rows(
        Route,
        """voided = 0 AND id IN (SELECT "row" FROM every_mention WHERE "table" = 'route'
           AND thing IN (SELECT value FROM json_each(?))) LIMIT 50""",
        json.dumps(reading.aliases(place.id)),
    )


def _route(reading: Reading, route: Route) -> RouteSeen:
    return RouteSeen(route, title_of(reading, route), current_route_statuses(reading, route.id))


def current_route_statuses(reading: Reading, route: str) -> tuple[RouteStatus, ...]:
    """The latest status of each use and direction that is not in the future."""
    rows = reading.rows(
        RouteStatus,
        "thing = ? AND voided = 0 AND as_of_earliest <= ? ORDER BY as_of_earliest, lamport, writer, seq",
        route,
        reading.now,
    )
    return tuple({(row.use, row.direction): row for row in rows}.values())


def claims_with_struck(reading: Reading, ids: Sequence[str]) -> tuple[Claim, ...]:
    """What is said about things, each claim in its latest version; struck ones stay, to be shown as such."""
    rows = reading.rows(
        Claim, "about IN (SELECT value FROM json_each(?)) ORDER BY lamport, writer, seq", json.dumps(list(ids))
    )
    latest: dict[str, Claim] = {}
    for row in rows:
        if row.thing not in latest or not row.voided or latest[row.thing].voided:
            latest[row.thing] = row
    return tuple(latest.values())


def _latest_verification(reading: Reading, ids: Sequence[str]) -> Verification | None:
    rows = reading.rows(
        Verification,
        "thing IN (SELECT value FROM json_each(?)) AND voided = 0 ORDER BY as_of_earliest DESC, lamport DESC LIMIT 1",
        json.dumps(list(ids)),
    )
    return rows[0] if rows else None


# --- anything else


def _thing(reading: Reading, row: Row) -> Seen:
    shown = id_to_show(row)
    table = TABLE_OF[type(row)]
    ids = reading.aliases(shown)
    claims = claims_with_struck(reading, ids) if table != "claim" else ()
    event = _event_seen(reading, row, ids) if isinstance(row, Event) else None
    hanging, hangs_more = hanging_on(reading, ids)
    refers = [*referred(row)]
    for other in (*claims, *(event.alike if event else ())):
        refers += referred(other)
    return Seen(
        id=shown,
        table=table,
        row=row,
        title=title_of(reading, row),
        names=names_of(reading, refers),
        clock=clock(reading),
        claims=claims,
        evidence=evidence_of(reading, table, ids, claims),
        conflicts=_conflicts(reading, ids),
        history=tuple(history(reading, thing=shown, limit=MOST_LINES)),
        facts=facts_by_action(reading, ids),
        hanging=hanging,
        hangs_more=hangs_more,
        entered=entered_by(reading, row) if isinstance(row, Fact) else None,
        route=_route(reading, row) if isinstance(row, Route) else None,
        event=event,
    )


def _event_seen(reading: Reading, event: Event, ids: Sequence[str]) -> EventSeen | None:
    """Nothing of an event that was struck."""
    faces = event_faces(reading, [event.thing])
    if not faces:
        return None
    alike = (latest_version(reading, Event, thing) for thing in events_like(reading, event))
    return EventSeen(
        faces[0].state,
        faces[0].stale,
        _latest_verification(reading, ids),
        tuple(each for each in alike if isinstance(each, Event)),
        reading.row(Dataset, faces[0].dataset) if faces[0].dataset else None,
    )


def _conflicts(reading: Reading, ids: Iterable[str | None]) -> tuple[Conflict, ...]:
    return tuple(each for thing in ids if thing for each in conflicts(reading, subject=thing))


def facts_by_action(reading: Reading, ids: Sequence[str]) -> dict[str, FactRef]:
    """Action -> the fact about these things that it added."""
    found: dict[str, FactRef] = {}
    for table in FACTS:
        column = "about" if table == "claim" else "thing"
        for action, row_id, voided, why in reading.all(
            f"""SELECT l.action, f.id, f.voided, f.voided_why FROM "{table}" f
                JOIN log l ON l.writer = f.writer AND l.seq = f.seq
                WHERE f."{column}" IN (SELECT value FROM json_each(?))""",
            json.dumps(list(ids)),
        ):
            found[action] = FactRef(row_id, table, bool(voided), why)
    return found


def entered_by(reading: Reading, fact: Fact) -> Entered:
    laptop = reading.value("SELECT laptop FROM log WHERE writer = ? AND seq = ?", fact.writer, fact.seq)
    return Entered(fact.recorded_at, fact.person, laptop or "")


def referred(row: Row | None) -> list[str]:
    """The ids of everything that a row refers to."""
    if row is None:
        return []
    found: list[str] = []
    for described in TABLES_FIELDS[TABLE_OF[type(row)]]:
        value = getattr(row, described)
        found += value if isinstance(value, tuple) else [value] if value else []
    if isinstance(row, Event):
        found += [figure.source for figure in row.figures if figure.source]
    return found


def _thing_fields() -> dict[str, tuple[str, ...]]:
    from situation_board.core.rows import Kind, fields_of

    return {
        table: tuple(each.name for each in fields_of(table) if each.kind in {Kind.THING, Kind.THINGS})
        for table in TABLES
    }


TABLES_FIELDS = _thing_fields()
"""Table -> its fields that refer to other things."""
