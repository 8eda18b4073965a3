"""Claims, events, verifications, states of routes, our people and ratings: new, struck or corrected in between.

A claim or event with a corrected version is one thing that changed; of what is told again and again of one thing,
such as a rating, what counted at the two moments is compared.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass

from situation_board.core.history.between import TIMES, Touched
from situation_board.core.history.difference import Difference, Group
from situation_board.core.history.wording import field_words, name_of
from situation_board.core.questions.events import versions_at
from situation_board.core.questions.moments import Moment, counts
from situation_board.core.rows import (
    Claim,
    Event,
    Fact,
    PresenceStatus,
    Rating,
    RouteStatus,
    Verification,
    fields_of,
)
from situation_board.core.snapshot_row import Snapshot
from situation_board.core.store import Reading
from situation_board.core.store.reading import TABLE_OF
from situation_board.core.vocabulary import Stance

Known = Mapping[Hashable, Fact]


@dataclass(frozen=True)
class _Kind:
    """How a table of facts is compared: what its rows speak for, what they say when new, which fields are told."""

    row_type: type[Fact]
    group: Group
    slot: Callable[[Fact], Hashable]
    said: Callable[[Reading, Fact], str]
    told: tuple[str, ...]
    name: Callable[[Reading, Fact], str]

    @property
    def table(self) -> str:
        return TABLE_OF[self.row_type]


def fact_differences(reading: Reading, touched: Touched, first: Moment, last: Moment) -> Iterator[Difference]:
    for kind in KINDS:
        things = touched.things.get(kind.table, set())
        before, after = (_counting(reading, kind, things, moment) for moment in (first, last))
        for slot in sorted(before.keys() | after.keys(), key=str):
            yield from _difference(reading, kind, before.get(slot), after.get(slot))


# --- what counted


def _counting(reading: Reading, kind: _Kind, things: set[str], moment: Moment) -> Known:
    if kind.row_type is Event:
        found: dict[Hashable, Fact] = {}
        found.update(versions_at(reading, things, moment))
        return found
    condition, parameters = counts(reading, moment, kind.table, "t", TIMES[kind.table])
    first = "" if kind.row_type is Claim else f"t.{TIMES[kind.table]}, "
    rows = reading.rows(
        kind.row_type,
        f"t.thing IN (SELECT value FROM json_each(?)) AND {condition} ORDER BY {first}t.lamport, t.writer, t.seq",
        json.dumps(sorted(things)),
        *parameters,
    )
    return {kind.slot(row): row for row in rows}


# --- what is different


def _difference(reading: Reading, kind: _Kind, before: Fact | None, after: Fact | None) -> Iterator[Difference]:
    if before is None and after is not None:
        yield _whole(reading, kind, "new", after)
    elif after is None and before is not None:
        yield _whole(reading, kind, "struck", before)
    elif before is not None and after is not None and before.id != after.id:
        yield from _versions(reading, kind, before, after)


def _versions(reading: Reading, kind: _Kind, before: Fact, after: Fact) -> Iterator[Difference]:
    if isinstance(before, Verification):
        is_newer = _order(before) < _order(after)
        yield _whole(reading, kind, "new", after) if is_newer else _whole(reading, kind, "struck", before)
        return
    for field in kind.told:
        if getattr(before, field) != getattr(after, field):
            yield Difference(
                "regraded_claim" if (kind.table, field) == ("claim", "credibility") else f"changed_{kind.table}",
                _shown(after),
                kind.name(reading, after),
                field,
                field_words(reading, before, field),
                field_words(reading, after, field),
                table=kind.table,
                group=kind.group,
            )


def _whole(reading: Reading, kind: _Kind, what: str, fact: Fact) -> Difference:
    said = kind.said(reading, fact)
    return Difference(
        f"{what}_{kind.table}",
        _shown(fact),
        name_of(reading, _about(fact)),
        None,
        None if what == "new" else said,
        said if what == "new" else None,
        table=kind.table,
        group=kind.group,
        why=None if what == "new" else _why(reading, kind.table, fact),
    )


def _why(reading: Reading, table: str, fact: Fact) -> str | None:
    """The reason of the strike, where it still is struck."""
    why = reading.value(f'SELECT voided_why FROM "{table}" WHERE id = ? AND voided = 1', fact.id)
    return None if why is None else str(why)


def _shown(fact: Fact) -> str:
    """What a window shows for it: a claim or event itself, else the thing that it is about."""
    return fact.thing


def _about(fact: Fact) -> str:
    return fact.about if isinstance(fact, Claim) and fact.about else fact.thing


def _order(fact: Fact) -> tuple[int, int, str, int]:
    as_of = getattr(fact, "as_of", None)
    return (as_of.earliest if as_of else 0, fact.lamport, fact.writer, fact.seq)


# --- in words


def _claim_said(reading: Reading, fact: Fact) -> str:
    """ "HTS announced: We are inside the city. (supports, 2 Probably true)"."""
    grade = field_words(reading, fact, "credibility") or "unrated"
    return f"{_claim_name(reading, fact)} ({field_words(reading, fact, 'stance') or Stance.SUPPORTS}, {grade})"


def _claim_name(reading: Reading, fact: Fact) -> str:
    assert isinstance(fact, Claim)
    speaker = field_words(reading, fact, "speaker") or field_words(reading, fact, "publisher")
    return f"{' '.join(each for each in (speaker, field_words(reading, fact, 'verb')) if each)}: {fact.text}"


def _claim_of(reading: Reading, fact: Fact) -> str:
    return f"{name_of(reading, _about(fact))}, {_claim_name(reading, fact)}"


def _event_said(reading: Reading, fact: Fact) -> str:
    assert isinstance(fact, Event)
    said = [field_words(reading, fact, name) for name in ("kind", "location", "figures")]
    return ", ".join(each for each in said if each)


def _route_said(reading: Reading, fact: Fact) -> str:
    said = [field_words(reading, fact, name) for name in ("state", "condition", "basis")]
    return f"{', '.join(each for each in said if each)} ({_route_slot(reading, fact)})"


def _route_slot(reading: Reading, fact: Fact) -> str:
    return ", ".join(each for name in ("use", "direction") if (each := field_words(reading, fact, name)))


def _rating_said(reading: Reading, fact: Fact) -> str:
    return f"{field_words(reading, fact, 'reliability') or 'unrated'}: {field_words(reading, fact, 'why')}"


def _presence_said(reading: Reading, fact: Fact) -> str:
    said = [field_words(reading, fact, name) for name in ("headcount", "posture")]
    return ", ".join(each for each in said if each) or "not stated"


def _sheet_said(reading: Reading, fact: Fact) -> str:
    return field_words(reading, fact, "state") or "draft"


def _thing(fact: Fact) -> Hashable:
    return fact.thing


def _thing_name(reading: Reading, fact: Fact) -> str:
    return name_of(reading, fact.thing)


def _use_and_direction(fact: Fact) -> Hashable:
    assert isinstance(fact, RouteStatus)
    return (fact.thing, str(fact.use), str(fact.direction))


def _route_name(reading: Reading, fact: Fact) -> str:
    return f"{name_of(reading, fact.thing)} ({_route_slot(reading, fact)})"


def _all(table: str, *leaving: str) -> tuple[str, ...]:
    return tuple(field.name for field in fields_of(table) if field.name not in leaving)


KINDS = (
    _Kind(Claim, Group.CLAIMS, _thing, _claim_said, _all("claim"), _claim_of),
    _Kind(
        Verification,
        Group.VERIFICATIONS,
        _thing,
        lambda reading, fact: f"checked with {field_words(reading, fact, 'checked_with')}",
        (),
        _thing_name,
    ),
    _Kind(Event, Group.EVENTS, _thing, _event_said, _all("event"), _thing_name),
    _Kind(
        RouteStatus,
        Group.ROUTES,
        _use_and_direction,
        _route_said,
        _all("route_status", "use", "direction", "report"),
        _route_name,
    ),
    _Kind(
        PresenceStatus, Group.PRESENCE, _thing, _presence_said, ("headcount", "posture", "as_of", "note"), _thing_name
    ),
    _Kind(Rating, Group.RATINGS, _thing, _rating_said, ("reliability", "why", "as_of"), _thing_name),
    _Kind(Snapshot, Group.SHEETS, _thing, _sheet_said, ("state", "number"), _thing_name),
)
