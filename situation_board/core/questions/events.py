"""Events as lists show them: ids first, in any order, then the rows of those that are visible."""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from situation_board.core.evidence.grading import CREDIBILITY_ORDER, Grade
from situation_board.core.questions.filtering import fts_query, places_in
from situation_board.core.questions.grades import ratings_in_force
from situation_board.core.questions.moments import Moment, counts, every, now_at
from situation_board.core.questions.origins import origin_condition
from situation_board.core.questions.records import records
from situation_board.core.questions.sameness import mains_at
from situation_board.core.questions.shelf_lives import shelf_life_of_advisories
from situation_board.core.rows import Actor, Event, Figure, Location, Rating, Situation, Source, Verification
from situation_board.core.series.advisories import AdvisoryState, advisory_state, is_stale, last_seen
from situation_board.core.store import Reading
from situation_board.core.times import Time
from situation_board.core.vocabulary import EvacuationState, EventKind

LATER_VERSION = "(n.lamport, n.writer, n.seq) > (e.lamport, e.writer, e.seq)"


def _name(table: str, column: str) -> str:
    """SQL for the name of what a column refers to, for sorting."""
    main = f"coalesce((SELECT main FROM alias a WHERE a.thing = {column}), {column})"
    return f'(SELECT name FROM "{table}" r WHERE r.id = {main}) COLLATE NOCASE'


SORTS = {
    "starts": "e.starts_earliest",
    "ends": "coalesce(e.ends_latest, e.starts_latest)",
    "kind": "e.kind",
    "text": "e.text COLLATE NOCASE",
    "location": _name("location", "e.location"),
    "destination": _name("location", "e.destination"),
    "actors": _name("actor", "json_extract(e.actors, '$[0]')"),
    "source": _name("source", "e.source"),
    "state": "coalesce(e.evacuation_state, e.level)",
    "basis": "e.basis",
    "grade": f"""coalesce(nullif(instr('{CREDIBILITY_ORDER}', e.credibility), 0), (SELECT min(nullif(
        instr('{CREDIBILITY_ORDER}', c.credibility), 0)) FROM claim c WHERE c.about = e.thing AND c.voided = 0),
        e.basis)""",
    "figure": """(SELECT max(coalesce(json_extract(f.value, '$.high'), json_extract(f.value, '$.low')))
        FROM json_each(e.figures) f)""",
    "recorded": "e.recorded_at",
}
"""What a list of events can be sorted by. What has no value comes last, upwards and downwards."""


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events to show; None does not ask. `area` takes all that lies in it, as origin or destination.

    `since` and `until` take what overlaps that time, in milliseconds; an event without a time overlaps none. `origin`
    takes the rows of an imported file, or what was entered by hand.
    """

    kinds: tuple[EventKind, ...] | None = None
    actor: str | None = None
    area: str | None = None
    source: str | None = None
    since: int | None = None
    until: int | None = None
    text: str | None = None
    has_figures: bool | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class EventFace:
    """An event as a list shows it. `figures` are those that count: of events that are the same, one's only.

    `state` is that of an advisory or evacuation; `stale` asks to look again whether an advisory still holds, `seen`
    is when that was last known; `grade` is the reliability of its source with its own credibility; `also` are the ids
    of the events that are the same; `dataset` is the imported file that brought it. Actors that are not stated are
    None, nobody is ().
    """

    id: str
    event: Event
    place: str | None
    destination: str | None
    actors: tuple[str, ...] | None
    source: str | None
    issuer: str | None
    figures: tuple[Figure, ...]
    state: AdvisoryState | EvacuationState | None
    stale: bool
    seen: Time | None
    grade: Grade
    also: tuple[str, ...]
    dataset: str | None = None


def event_ids(
    reading: Reading,
    *,
    filter: EventFilter = EventFilter(),
    sort: str = "starts",
    descending: bool = False,
    moment: Moment = None,
) -> list[str]:
    """The events that count at a moment, in order. Only ids, so that a million are quick to get.

    Events that are the same are shown by one of them, which is also found by what another of them says.
    """
    where, parameters = _where(reading, filter, moment)
    value, direction = SORTS[sort], "DESC" if descending else "ASC"
    lines = reading.all(
        f"""SELECT e.thing FROM {every(moment)} e WHERE {where}
            ORDER BY ({value}) IS NULL, {value} {direction}, e.lamport {direction}, e.thing {direction}""",
        *parameters,
    )
    ids = [thing for (thing,) in lines]
    shown_by = _repeated(reading, moment)
    if not shown_by:
        return ids
    found = set(ids)
    return list(dict.fromkeys(shown_by.get(thing, thing) for thing in ids if shown_by.get(thing) not in found))


def event_ids_in_turn(reading: Reading, *, moment: Moment = None, step: int) -> Iterator[list[str]]:
    """All of these, some at a time, of which no more are held than their keys."""
    where, parameters = _where(reading, EventFilter(), moment)
    table = every(moment)
    lines = reading.connection.execute(
        f"""SELECT e.key FROM {table} e WHERE {where}
            ORDER BY e.starts_earliest IS NULL, e.starts_earliest, e.lamport, e.thing""",
        parameters,
    )
    keys = array("q", (key for (key,) in lines))
    shown_by = _repeated(reading, moment)
    done = set(versions_at(reading, set(shown_by.values()), moment))
    for at in range(0, len(keys), step):
        things = dict(reading.all(_THINGS_OF_KEYS.format(table=table), json.dumps(list(keys[at : at + step]))))
        some: list[str] = []
        for key in keys[at : at + step]:
            main = shown_by.get(things[key])
            if main is None:
                some.append(things[key])
            elif main not in done:
                done.add(main)
                some.append(main)
        yield some


_THINGS_OF_KEYS = "SELECT key, thing FROM {table} WHERE key IN (SELECT value FROM json_each(?))"


def event_places(reading: Reading, *, filter: EventFilter = EventFilter(), moment: Moment = None) -> set[str]:
    """Where those events lie, lead from or lead to: the main ids of places.

    Places are fewer than events may be: each is asked for one, which an index finds.
    """
    where, parameters = _where(reading, filter, moment)
    mains = mains_at(reading, moment)
    lines = reading.all(
        f"""SELECT id FROM location p WHERE EXISTS (SELECT 1 FROM {every(moment)} e WHERE e.location = p.id AND {where})
            OR EXISTS (SELECT 1 FROM {every(moment)} e WHERE e.destination = p.id AND {where})""",
        *parameters,
        *parameters,
    )
    return {mains.get(place, place) for (place,) in lines}


def shown_events(reading: Reading, events: Iterable[str], moment: Moment = None) -> dict[str, str]:
    """Event -> the one that lists show for it: itself, or of events that are the same the one that counts."""
    shown_by = _repeated(reading, moment)
    return {event: shown_by.get(event, event) for event in events}


def event_faces(reading: Reading, ids: Sequence[str], *, moment: Moment = None) -> list[EventFace]:
    """The rows of those events in that order; those that do not count at the moment are left out.

    Made for what is visible: ask for hundreds, not for all.
    """
    groups = _groups(reading, moment, ids)
    events = versions_at(reading, {each for thing in ids for each in groups.get(thing, (thing,))}, moment)
    shown = [events[thing] for thing in ids if thing in events]
    look = _Look.at(reading, shown, moment)
    imported = datasets_of(reading, shown)
    return [
        replace(
            look.face(event, [events[each] for each in groups.get(event.thing, ()) if each in events]),
            dataset=imported.get(event.id),
        )
        for event in shown
    ]


def datasets_of(reading: Reading, events: Sequence[Event]) -> dict[str, str]:
    """Row -> the imported file that brought it; what was entered by hand is left out."""
    lines = reading.all(
        """SELECT id, dataset FROM every_event WHERE dataset IS NOT NULL AND id IN (SELECT value FROM json_each(?))""",
        json.dumps([event.id for event in events]),
    )
    return dict(lines)


def versions_at(
    reading: Reading, things: Iterable[str], moment: Moment = None, *, also_future: bool = False
) -> dict[str, Event]:
    """The version of each of those events that counts at a moment; struck and future ones are left out."""
    condition, parameters = _counting(reading, moment, also_future=also_future)
    rows = reading.rows(
        Event,
        f"""t.key IN (SELECT e.key FROM {every(moment)} e
              WHERE e.thing IN (SELECT value FROM json_each(?)) AND {condition})""",
        json.dumps(sorted(things)),
        *parameters,
        source=every(moment),
    )
    return {row.thing: row for row in rows}


def _counting(reading: Reading, moment: Moment, *, also_future: bool = False) -> tuple[str, list[object]]:
    """SQL saying that the event row e is the latest version known at a moment, not struck, and has begun.

    A corrected time counts also where the former would have begun earlier: so versions are compared without it.
    """
    known, asked = counts(reading, moment, "event", "e", None)
    later, asked_again = counts(reading, moment, "event", "n", None)
    end_of_time = 2**62
    condition = f"""{known} AND coalesce(e.starts_earliest, 0) <= ?
        AND NOT EXISTS (SELECT 1 FROM {every(moment)} n WHERE n.thing = e.thing AND {LATER_VERSION} AND {later})"""
    return condition, [*asked, end_of_time if also_future else now_at(reading, moment), *asked_again]


def _where(reading: Reading, filter: EventFilter, moment: Moment) -> tuple[str, list[object]]:
    condition, parameters = _counting(reading, moment)
    conditions = [condition]
    for sql, values in _asked(reading, filter):
        conditions.append(sql)
        parameters += values
    return " AND ".join(conditions), parameters


def _asked(reading: Reading, filter: EventFilter) -> Iterator[tuple[str, list[object]]]:
    listed = "IN (SELECT value FROM json_each(?))"
    if filter.kinds is not None:
        yield f"e.kind {listed}", [json.dumps([str(kind) for kind in filter.kinds])]
    if filter.actor is not None:
        mentioned = f"""EXISTS (SELECT 1 FROM every_mention m WHERE m."row" = e.id AND m.field IN ('actors', 'issuer')
            AND m.thing {listed})"""
        yield mentioned, [json.dumps(reading.aliases(filter.actor))]
    if filter.area is not None:
        inside = json.dumps(places_in(reading, filter.area))
        yield f"(e.location {listed} OR e.destination {listed})", [inside, inside]
    if filter.source is not None:
        yield f"e.source {listed}", [json.dumps(reading.aliases(filter.source))]
    if filter.since is not None:
        yield "coalesce(e.ends_latest, e.starts_latest) > ?", [filter.since]
    if filter.until is not None:
        yield "e.starts_earliest < ?", [filter.until]
    if filter.has_figures is not None:
        yield f"e.figures IS {'NOT ' if filter.has_figures else ''}NULL", []
    if filter.origin is not None:
        yield origin_condition(filter.origin, "e")
    if filter.text:
        yield f"e.id {listed}", [json.dumps(_matching(reading, filter.text))]


def _matching(reading: Reading, text: str) -> list[str]:
    query = fts_query(text)
    if not query:
        return []
    lines = reading.all(
        """SELECT s.thing FROM search_index i JOIN search_entry s ON s.key = i.rowid
           WHERE i.text MATCH ? AND s."table" = 'event'""",
        query,
    )
    return [row for (row,) in lines]


# --- events that are the same


def _groups(reading: Reading, moment: Moment, ids: Collection[str] | None = None) -> dict[str, list[str]]:
    """Event -> all events that are the same, main one first; those that are one of a kind are left out."""
    members: dict[str, list[str]] = defaultdict(list)
    for thing, main in sorted(mains_at(reading, moment).items()):
        members[main].append(thing)
    if not members:
        return {}
    listed = [each for main, others in members.items() for each in (main, *others)]
    known = {
        thing
        for (thing,) in reading.all(
            f"SELECT DISTINCT thing FROM {every(moment)} WHERE thing IN (SELECT value FROM json_each(?))",
            json.dumps(listed),
        )
    }
    groups = ([each for each in (main, *others) if each in known] for main, others in members.items())
    return {each: group for group in groups for each in group if ids is None or each in ids}


def _repeated(reading: Reading, moment: Moment) -> dict[str, str]:
    """The events that are shown by another, which is the same."""
    groups = _groups(reading, moment)
    events = versions_at(reading, groups, moment) if groups else {}
    shown_by: dict[str, str] = {}
    for group in groups.values():
        shown, *hidden = [each for each in group if each in events] or [""]
        shown_by.update(dict.fromkeys(hidden, shown))
    return shown_by


# --- faces


@dataclass(frozen=True)
class _Look:
    """What the faces of some events are read from."""

    now: int
    mains: dict[str, str]
    places: dict[str, Location]
    actors: dict[str, Actor]
    sources: dict[str, Source]
    superseded: set[str]
    verified: dict[str, Time]
    ratings: dict[str, Rating]
    advisory_life: int

    @classmethod
    def at(cls, reading: Reading, events: Sequence[Event], moment: Moment) -> _Look:
        mains = mains_at(reading, moment)

        def main_ids(things: Iterable[str | None]) -> set[str]:
            return {mains.get(thing, thing) for thing in things if thing is not None}

        named = [actor for event in events for actor in (*(event.actors or ()), event.issuer)]
        return cls(
            now=now_at(reading, moment),
            mains=mains,
            places=records(reading, Location, main_ids(p for e in events for p in (e.location, e.destination)), moment),
            actors=records(reading, Actor, main_ids(named), moment),
            sources=records(reading, Source, main_ids(event.source for event in events), moment),
            superseded=superseded(reading, [event.thing for event in events], moment),
            verified=_verified(reading, [event.thing for event in events], moment),
            ratings=ratings_in_force(reading, main_ids(event.source for event in events), moment, mains=mains),
            advisory_life=shelf_life_of_advisories(_situation(reading, moment)),
        )

    def face(self, event: Event, same: Sequence[Event]) -> EventFace:
        counting = next((each for each in same if each.figures), event)
        is_advisory = event.kind == EventKind.ADVISORY
        return EventFace(
            id=event.thing,
            event=event,
            place=self._name(self.places, event.location),
            destination=self._name(self.places, event.destination),
            actors=None if event.actors is None else self._actors(event.actors),
            source=self._name(self.sources, event.source),
            issuer=self._name(self.actors, event.issuer),
            figures=counting.figures,
            state=self._state(event),
            stale=is_advisory and self._state(event) == AdvisoryState.IN_FORCE and self._is_stale(event),
            seen=last_seen(event, self.verified.get(event.thing)) if is_advisory else None,
            grade=self._grade(event),
            also=tuple(each.thing for each in same if each.thing != event.thing),
        )

    def _grade(self, event: Event) -> Grade:
        rating = self.ratings.get(self.mains.get(event.source, event.source)) if event.source else None
        return Grade(rating.reliability if rating else None, event.credibility)

    def _state(self, event: Event) -> AdvisoryState | EvacuationState | None:
        if event.kind == EventKind.ADVISORY:
            return advisory_state(event, now=self.now, superseded=self.superseded)
        return event.evacuation_state

    def _is_stale(self, event: Event) -> bool:
        verified_at = self.verified.get(event.thing)
        return is_stale(event, now=self.now, life=self.advisory_life, verified_at=verified_at)

    def _actors(self, actors: Iterable[str]) -> tuple[str, ...]:
        mains = dict.fromkeys(self.mains.get(actor, actor) for actor in actors)
        return tuple(self._name(self.actors, actor) or actor[:8] for actor in mains)

    def _name(self, known: dict[str, Location] | dict[str, Actor] | dict[str, Source], thing: str | None) -> str | None:
        if thing is None:
            return None
        found = known.get(self.mains.get(thing, thing))
        return found.name if found and found.name else thing[:8]


def superseded(reading: Reading, things: Iterable[str], moment: Moment = None) -> set[str]:
    """Which of those advisories a later one replaces at a moment. One that names itself replaces nothing."""
    mains = mains_at(reading, moment)
    groups = _groups(reading, moment)
    asked = {each: thing for thing in things for each in groups.get(thing, (thing,))}
    condition, parameters = _counting(reading, moment)
    lines = reading.all(
        f"""SELECT e.supersedes, e.thing FROM {every(moment)} e
            WHERE e.supersedes IN (SELECT value FROM json_each(?)) AND {condition}""",
        json.dumps(sorted(asked)),
        *parameters,
    )
    return {asked[old] for old, new in lines if mains.get(old, old) != mains.get(new, new)}


def _situation(reading: Reading, moment: Moment) -> Situation:
    found = records(reading, Situation, [reading.situation.id], moment)
    return found.get(reading.situation.id, reading.situation)


def _verified(reading: Reading, things: Iterable[str], moment: Moment) -> dict[str, Time]:
    condition, parameters = counts(reading, moment, "verification", "t", "as_of_earliest")
    rows = reading.rows(
        Verification,
        f"t.thing IN (SELECT value FROM json_each(?)) AND {condition} ORDER BY t.as_of_earliest",
        json.dumps(sorted(things)),
        *parameters,
    )
    return {row.thing: row.as_of for row in rows if row.as_of is not None}
