"""Cards as the board shows them: ids first, then the faces of those that are visible."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import cast

from situation_board.core.evidence.grading import Grade, best_code
from situation_board.core.questions.course import Course
from situation_board.core.questions.disputes import conflicts_by_card
from situation_board.core.questions.filtering import (
    SHELF_LIFE,
    CardFilter,
    filter_sql,
    fts_query,
    shelf_life,
)
from situation_board.core.questions.grades import claim_grades
from situation_board.core.questions.moments import KnownThen, Moment, counts, now_at
from situation_board.core.questions.numbers import shared_numbers
from situation_board.core.questions.place_figures import PlaceFigures, latest_figures
from situation_board.core.questions.records import records
from situation_board.core.questions.sameness import ids_by_main, mains_at
from situation_board.core.questions.standing import standing_ids
from situation_board.core.rows import Actor, Card, Claim, Location, Report, Situation, Status, Verification
from situation_board.core.store import Reading
from situation_board.core.store.heads import slot_changes
from situation_board.core.store.log import Change
from situation_board.core.times import HOUR, Time
from situation_board.core.vocabulary import Basis, Column, HandlingLabel, LocationKind, Stance, StatusFlag

__all__ = ["SHELF_LIFE", "CardFilter", "fts_query", "shelf_life"]  # found here as well, with what they are for


@dataclass(frozen=True, slots=True)
class ActorFace:
    """An actor as a card shows it."""

    id: str
    name: str
    short_name: str
    colour: str | None


@dataclass(frozen=True, slots=True)
class CardFace:
    """All that a card shows. Unknown is None, and () of actors is nobody.

    `actors` and `from_actors` read as "who / from whom" in the card's column; `best_for` and `best_against` are the
    best grades among the claims, such as "B2", None when all are unrated; `has_source` is false when the report that
    the status rests on was struck; times are in the situation's zone's UTC; `figures` are the latest told of the place
    itself.
    """

    id: str
    number: str
    location: str
    place: str
    place_kind: LocationKind | None
    area: str | None
    column: Column
    actors: tuple[ActorFace, ...] | None
    from_actors: tuple[ActorFace, ...] | None
    basis: Basis | None
    as_of: Time
    verified_at: Time | None
    age: int
    stale: bool
    claims_for: int
    claims_against: int
    best_for: str | None
    best_against: str | None
    conflicts: int
    has_source: bool
    flags: tuple[StatusFlag, ...]
    note: str | None
    label: HandlingLabel | None
    status: str
    names: tuple[tuple[str | None, str], ...] = field(default=())
    figures: PlaceFigures = field(default=PlaceFigures())


SORTS = {
    "manual": "b.rank, b.card",
    "newest": "b.as_of_earliest DESC, b.card",
    "oldest": "b.as_of_earliest, b.card",
    "place": "b.place, b.card",
}


def card_ids(
    reading: Reading,
    column: Column,
    *,
    filter: CardFilter = CardFilter(),  # noqa: B008 - frozen
    sort: str = "manual",
    moment: Moment = None,
) -> list[str]:
    """The cards of a column in order. Only ids, so that a hundred thousand are quick to get."""
    if moment is None and not has_future(reading):
        return _live_ids(reading, column, filter, sort)
    return standing_ids(reading, moment, filter=filter, sorts={column: sort})[column]


def ids_by_column(
    reading: Reading,
    *,
    filter: CardFilter = CardFilter(),  # noqa: B008 - frozen
    sorts: Mapping[Column, str] = MappingProxyType({}),
    moment: Moment = None,
    course: Course | None = None,
) -> dict[Column, list[str]]:
    """The `card_ids` of every column. Who asks for one past moment after the other reads a course first."""
    if moment is None and not has_future(reading):
        return {column: _live_ids(reading, column, filter, sorts.get(column, "manual")) for column in Column}
    return standing_ids(reading, moment, filter=filter, sorts=sorts, course=course)


def counts_by_column(
    reading: Reading,
    *,
    filter: CardFilter = CardFilter(),  # noqa: B008 - frozen
    moment: Moment = None,
) -> dict[Column, int]:
    """How many cards stand in each column. Counted by the database where it can be."""
    if moment is not None or has_future(reading):
        ids = ids_by_column(reading, filter=filter, moment=moment)
        return {column: len(found) for column, found in ids.items()}
    return {column: _live_count(reading, column, filter) for column in Column}


def _live_count(reading: Reading, column: Column, filter: CardFilter) -> int:
    where, parameters = filter_sql(reading, filter, column)
    return int(reading.value(f'SELECT count(*) FROM board b WHERE b."column" = ? {where}', column.value, *parameters))


def has_future(reading: Reading) -> bool:
    """Whether a status lies in the future: another laptop's clock was ahead. Then the board table does not do."""
    return any(
        reading.value(
            'SELECT 1 FROM board WHERE "column" = ? AND as_of_earliest > ? LIMIT 1', column.value, reading.now
        )
        for column in Column
    )


def _live_ids(reading: Reading, column: Column, filter: CardFilter, sort: str) -> list[str]:
    where, parameters = filter_sql(reading, filter, column)
    # As one JSON text: fetching a hundred thousand lines one by one keeps other threads, the window's too, waiting.
    ids = f'SELECT b.card FROM board b WHERE b."column" = ? {where} ORDER BY {SORTS[sort]}'
    found = reading.value(f"SELECT json_group_array(card) FROM ({ids})", column.value, *parameters)
    return cast("list[str]", json.loads(found))


# --- faces


def card_faces(
    reading: Reading, ids: Sequence[str], *, moment: Moment = None, course: Course | None = None
) -> list[CardFace]:
    """The faces of those cards in that order. Cards that have no status at the moment are left out.

    Made for what is visible: ask for hundreds, not for all. A course that reaches to the moment makes it quicker.
    """
    facts = _facts_of(reading, ids, moment, course)
    return [face for card in ids if (face := _face(facts, card)) is not None]


@dataclass(frozen=True, slots=True)
class _Facts:
    situation: Situation
    now: int
    cards: dict[str, Card]
    places: dict[str, Location]
    actors: dict[str, Actor]
    statuses: dict[str, Status]
    verifications: dict[str, Verification]
    claims: dict[str, list[tuple[Stance, Grade]]]
    struck_reports: frozenset[str]
    conflicts: dict[str, int]
    shared_numbers: dict[str, str]
    figures: dict[str, PlaceFigures]
    mains: dict[str, str]


def _facts_of(reading: Reading, ids: Sequence[str], moment: Moment, course: Course | None) -> _Facts:
    reaching = course if isinstance(moment, KnownThen) and course and course.arrival >= moment.arrival else None
    mains = mains_at(reading, moment)
    others = ids_by_main(mains)
    group = {thing: card for card in ids for thing in (card, *others.get(card, ()))}
    cards = records(reading, Card, ids, moment)
    statuses = _current_statuses(reading, group, moment, reaching)
    locations = [mains.get(card.location, card.location) for card in cards.values() if card.location]
    places = records(reading, Location, locations, moment)
    parents = [mains.get(place.parent, place.parent) for place in places.values() if place.parent]
    places |= records(reading, Location, parents, moment)
    named = {actor for status in statuses.values() for actor in _actors_named(status)}
    actors = records(reading, Actor, {mains.get(actor, actor) for actor in named}, moment)
    return _Facts(
        situation=situation_at(reading, moment),
        now=now_at(reading, moment),
        cards=cards,
        places=places,
        actors=actors,
        statuses=statuses,
        verifications=_verifications(reading, group, moment),
        claims=_claims(reading, group, mains, moment),
        struck_reports=_struck_reports(reading, statuses.values(), moment),
        conflicts=conflicts_by_card(reading, group, moment, disputed=reaching.disputed if reaching else None),
        shared_numbers=shared_numbers(reading, cards, mains, moment),
        figures=latest_figures(reading, locations, mains, moment),
        mains=mains,
    )


def situation_at(reading: Reading, moment: Moment) -> Situation:
    """The situation's settings, as they are or as they were known."""
    found = records(reading, Situation, [reading.situation.id], moment)
    return found.get(reading.situation.id, reading.situation)


def _current_statuses(
    reading: Reading, group: dict[str, str], moment: Moment, course: Course | None
) -> dict[str, Status]:
    """Card -> the status that counts: the greatest (earliest, lamport, writer, seq) not in the future."""
    if course is not None and isinstance(moment, KnownThen):
        now = now_at(reading, moment)
        found = [course.known_status(card, moment.arrival, now) for card in group]
    else:
        found = _chosen_statuses(reading, group, moment)
    rows = reading.rows_by_id(Status, [row_id for row_id in found if row_id is not None])
    latest: dict[str, Status] = {}
    for status in rows.values():
        main = group[status.thing]
        if main not in latest or status_order(latest[main]) < status_order(status):
            latest[main] = status
    return latest


def _chosen_statuses(reading: Reading, group: dict[str, str], moment: Moment) -> list[str | None]:
    condition, parameters = counts(reading, moment, "status", "f", "as_of_earliest")
    chosen = f"""SELECT (SELECT f.id FROM status f WHERE f.thing = c.value AND {condition}
        ORDER BY f.as_of_earliest DESC, f.lamport DESC, f.writer DESC, f.seq DESC LIMIT 1) FROM json_each(?) c"""
    return [row_id for (row_id,) in reading.all(chosen, *parameters, json.dumps(list(group)))]


def status_order(status: Status) -> tuple[int, int, str, int]:
    """What decides which status is current."""
    return (status.as_of.earliest if status.as_of else 0, status.lamport, status.writer, status.seq)


def _actors_named(status: Status) -> tuple[str, ...]:
    return (*(status.controllers or ()), *(status.former or ()), *(status.moving or ()))


def _verifications(reading: Reading, group: dict[str, str], moment: Moment) -> dict[str, Verification]:
    condition, parameters = counts(reading, moment, "verification", "t", "as_of_earliest")
    rows = reading.rows(
        Verification,
        f"t.thing IN (SELECT value FROM json_each(?)) AND {condition} ORDER BY t.as_of_earliest, t.lamport",
        json.dumps(list(group)),
        *parameters,
    )
    return {group[row.thing]: row for row in rows}


def _claims(
    reading: Reading, group: dict[str, str], mains: dict[str, str], moment: Moment
) -> dict[str, list[tuple[Stance, Grade]]]:
    every = claims_about(reading, list(group), moment)
    grades = claim_grades(reading, every, moment, mains=mains)
    claims: dict[str, list[tuple[Stance, Grade]]] = defaultdict(list)
    for claim in every:
        if claim.stance is not None and claim.about is not None:
            claims[group[claim.about]].append((claim.stance, grades[claim.thing].grade))
    return claims


def _struck_reports(reading: Reading, statuses: Iterable[Status], moment: Moment) -> frozenset[str]:
    named = {status.report for status in statuses if status.report is not None}
    return frozenset(report.id for report in records(reading, Report, named, moment).values() if report.voided)


def claims_about(reading: Reading, things: Iterable[str], moment: Moment = None) -> list[Claim]:
    """The claims about those things in the order they were entered, each in its latest version."""
    condition, parameters = counts(reading, moment, "claim", "t", "said_at_earliest")
    rows = reading.rows(
        Claim,
        f"t.about IN (SELECT value FROM json_each(?)) AND {condition} ORDER BY t.lamport, t.writer, t.seq",
        json.dumps(list(things)),
        *parameters,
    )
    return list({row.thing: row for row in rows}.values())


def _face(facts: _Facts, card_id: str) -> CardFace | None:
    card, status = facts.cards.get(card_id), facts.statuses.get(card_id)
    if card is None or card.voided or status is None or status.as_of is None:
        return None
    column = status.column
    if not isinstance(column, Column):  # one that a newer program added: this one has no place to show it
        return None
    place = facts.places.get(facts.mains.get(card.location or "", card.location or ""))
    verified = facts.verifications.get(card_id)
    life = card.shelf_life if card.shelf_life is not None else shelf_life(facts.situation, column)
    seen_at = max(status.as_of.earliest, verified.as_of.earliest if verified and verified.as_of else 0)
    claims = facts.claims.get(card_id, [])
    actors, from_actors = who_and_from(status)
    return CardFace(
        id=card_id,
        number=facts.shared_numbers.get(card_id) or ("" if card.number is None else str(card.number)),
        location=place.id if place else card.location or "",
        place=(place.name if place else None) or "",
        place_kind=place.kind if place else None,
        area=_area(facts, place),
        column=column,
        actors=_actor_faces(facts, actors),
        from_actors=_actor_faces(facts, from_actors),
        basis=status.basis,
        as_of=status.as_of,
        verified_at=verified.as_of if verified else None,
        age=facts.now - seen_at,
        stale=facts.now - seen_at > life * HOUR,
        claims_for=sum(stance == Stance.SUPPORTS for stance, _ in claims),
        claims_against=sum(stance == Stance.DENIES for stance, _ in claims),
        best_for=_best(claims, Stance.SUPPORTS),
        best_against=_best(claims, Stance.DENIES),
        conflicts=facts.conflicts.get(card_id, 0),
        has_source=status.report is not None and status.report not in facts.struck_reports,
        flags=status.flags,
        note=" · ".join(note for note in (status.note, card.note) if note) or None,
        label=card.label,
        status=status.id,
        names=tuple((name.language, name.name) for name in place.names) if place else (),
        figures=facts.figures.get(place.id, PlaceFigures()) if place else PlaceFigures(),
    )


def who_and_from(status: Status) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    """The actors of a status as its column reads: who moves on whom, who took it from whom, who holds it."""
    match status.column:
        case Column.FALLEN:
            return status.controllers, status.former
        case Column.HELD:
            return status.controllers, None
        case _:
            return status.moving, status.controllers


def _area(facts: _Facts, place: Location | None) -> str | None:
    if place is None or place.parent is None:
        return None
    parent = facts.places.get(facts.mains.get(place.parent, place.parent))
    return parent.name if parent else None


def _actor_faces(facts: _Facts, ids: tuple[str, ...] | None) -> tuple[ActorFace, ...] | None:
    if ids is None:
        return None
    mains = dict.fromkeys(facts.mains.get(actor, actor) for actor in ids)
    return tuple(actor_face(facts.actors.get(actor), actor) for actor in mains)


def actor_face(actor: Actor | None, actor_id: str) -> ActorFace:
    """How an actor is shown; one that this file does not know (yet) shows its id."""
    if actor is None:
        return ActorFace(actor_id, actor_id[:8], actor_id[:8], None)
    name = actor.name or actor_id[:8]
    return ActorFace(actor.id, name, actor.short_name or name, actor.colour)


def _best(claims: list[tuple[Stance, Grade]], stance: Stance) -> str | None:
    return best_code(grade for side, grade in claims if side == stance)


# --- all cards


def all_card_ids(reading: Reading, moment: Moment = None) -> list[str]:
    """Every card that ever was, but those that are another's second id."""
    mains = mains_at(reading, moment)
    return [card for (card,) in reading.all("SELECT id FROM card") if card not in mains]


def card_changes(reading: Reading, card: str) -> list[Change]:
    """Every change of a card's status, in order."""
    return slot_changes(reading.connection, reading.aliases(card), "status")
