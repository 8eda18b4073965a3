"""One thing with all that hangs on it: its statuses, claims, events, routes, links, and what conflicts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from situation_board.core.problems import Mistake
from situation_board.core.questions.cards import CardFace, card_faces
from situation_board.core.questions.details import details, names_in
from situation_board.core.questions.grades import ClaimGrade, claim_grades
from situation_board.core.questions.mentions import mentions
from situation_board.core.questions.moments import KnownThen, Moment, counts
from situation_board.core.questions.records import records
from situation_board.core.questions.weighing import Weighed, weighed
from situation_board.core.rows import FACTS, TABLES, Card, Claim, Fact, Record, Row
from situation_board.core.store import Reading
from situation_board.core.store.derived import all_ids

TIMES = {
    "status": "as_of_earliest",
    "verification": "as_of_earliest",
    "claim": "said_at_earliest",
    "event": "starts_earliest",
    "route_status": "as_of_earliest",
    "rating": "as_of_earliest",
    "presence_status": "as_of_earliest",
    "snapshot": "as_of_earliest",
}
"""The column by which a fact lies in the future of a moment."""
BESIDE = (
    *("card", "claim", "event", "route", "link", "actor", "location", "source", "report"),
    *("message", "task", "presence", "attachment", "dataset", "same_as"),
)
"""What is looked for among the things that mention another, in the order in which it is shown."""


CLAIMED_ABOUT = frozenset({"card", "event", "route", "actor"})
MOST_MENTIONED = 2_000
"""Of each kind of reference: what a card shows is found among the statuses that mention something."""
MOST = 500
"""Rows of one group: nobody reads more of them in a list, and a party to a war has a hand in everything."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one table that hang on a thing. `more` says that there are so many that some were left out."""

    table: str
    rows: tuple[Row, ...]
    more: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A thing at a moment. `face` and the first of `own` say what holds now of a card; `names` are by id.

    `own` are its facts, the latest first: statuses and verifications of a card, states of a route, versions of a
    claim or event. `beside` is everything that speaks of it. `grades` are those of the claims among all these, and
    `weighed` says what the claims about it bear.
    """

    id: str
    table: str
    name: str
    detail: str
    row: Row
    face: CardFace | None
    own: tuple[Group, ...]
    beside: tuple[Group, ...]
    conflicts: tuple[str, ...]
    names: dict[str, str]
    grades: dict[str, ClaimGrade]
    weighed: Weighed | None


def show(reading: Reading, thing: str, moment: Moment = None) -> Shown:
    """The thing of that id; Mistake when there is none, or was none at the moment."""
    thing = reading.main(thing)
    table, row = _found(reading, thing, moment)
    thing = row.thing if isinstance(row, Fact) and table in {"claim", "event"} else row.id
    own = _own_facts(reading, table, thing, moment)
    faces = card_faces(reading, [thing], moment=moment) if table == "card" else []
    beside = _beside(reading, table, row, thing, moment)
    known = details(reading, [(table, thing)])[thing]
    every = [row, *(each for group in (*own, *beside) for each in group.rows)]
    return Shown(
        id=thing,
        table=table,
        name=known.name,
        detail=known.detail,
        row=row,
        face=faces[0] if faces else None,
        own=own,
        beside=beside,
        conflicts=_conflicts(reading, thing, moment),
        names={**names_in(reading, every), **_fact_names(reading, every)},
        grades=claim_grades(reading, [each for each in every if isinstance(each, Claim)], moment),
        weighed=weighed(reading, thing, moment) if table in CLAIMED_ABOUT else None,
    )


def _found(reading: Reading, thing: str, moment: Moment) -> tuple[str, Row]:
    for table, row_type in TABLES.items():
        if issubclass(row_type, Record):
            row: Row | None = records(reading, row_type, [thing], moment).get(thing)
        else:
            row = _fact(reading, table, thing, moment)
        if row is not None:
            return table, row
    when = "" if moment is None else " at that moment"
    raise Mistake(f"There is nothing with the id {thing}{when}.", field="id")


def _fact(reading: Reading, table: str, thing: str, moment: Moment) -> Row | None:
    """The version of a claim or event that counts, or a single status or verification by its own id."""
    row_type = TABLES[table]
    column = "thing" if table in {"claim", "event"} else "id"
    known = ("AND arrival <= ?", (moment.arrival,)) if isinstance(moment, KnownThen) else ("", ())
    rows = reading.rows(
        row_type,
        f"(t.{column} = ? OR t.id = ?) {known[0]} ORDER BY voided, lamport DESC, writer DESC, seq DESC LIMIT 1",
        thing,
        thing,
        *known[1],
    )
    return rows[0] if rows else None


def _own_facts(reading: Reading, table: str, thing: str, moment: Moment) -> tuple[Group, ...]:
    own = {
        "card": ("status", "verification"),
        "route": ("route_status", "verification"),
        "source": ("rating",),
        "presence": ("presence_status", "verification"),
    }
    tables = own.get(table, (table,) if table in {"claim", "event"} else ("verification",))
    ids = json.dumps(all_ids(reading.connection, thing))
    groups = []
    for each in tables:
        condition, parameters = counts(reading, moment, each, "t", TIMES[each])
        rows = reading.rows(
            TABLES[each],
            f"t.thing IN (SELECT value FROM json_each(?)) AND {condition}"
            f" ORDER BY t.{TIMES[each]} DESC, t.lamport DESC, t.writer DESC, t.seq DESC",
            ids,
            *parameters,
        )
        groups.append(Group(each, tuple(rows)))
    return tuple(group for group in groups if group.rows)


def _beside(reading: Reading, table: str, row: Row, thing: str, moment: Moment) -> tuple[Group, ...]:
    """What mentions it; for a card also what mentions its place."""
    about = [thing]
    if isinstance(row, Card) and row.location is not None:
        about.append(reading.main(row.location))
    mentioned = _mentions(reading, about)
    groups = []
    for each in BESIDE:
        ids = _card_ids(reading, mentioned, moment) if each == "card" else mentioned.get(each, [])
        some = ids[:MOST]
        rows = _cards(reading, some, mentioned, thing, moment) if each == "card" else _rows(reading, each, some, moment)
        others = tuple(found for found in rows if _is_other(found, thing))
        groups.append(Group(each, others, more=len(ids) > MOST))
    return tuple(group for group in groups if group.rows)


def _is_other(row: Row, thing: str) -> bool:
    return row.id != thing and not (isinstance(row, Fact) and row.thing == thing)


def _mentions(reading: Reading, things: Sequence[str]) -> dict[str, list[str]]:
    """Table -> rows that mention one of the things, under any of its ids, the latest first."""
    ids = [each for thing in things for each in all_ids(reading.connection, thing)]
    found: dict[str, dict[str, None]] = {}
    for table, row, _ in mentions(reading, ids, MOST_MENTIONED):
        found.setdefault(table, {})[row] = None
    return {table: [*rows] for table, rows in found.items()}


def _rows(reading: Reading, table: str, ids: Iterable[str], moment: Moment) -> Sequence[Row]:
    """Those rows as they count at the moment: struck ones and older versions are left out."""
    row_type = TABLES[table]
    if issubclass(row_type, Record):
        return [row for row in records(reading, row_type, ids, moment).values() if not row.voided]
    condition, parameters = counts(reading, moment, table, "t", TIMES[table])
    rows = reading.rows(
        row_type,
        f"t.id IN (SELECT value FROM json_each(?)) AND {condition} ORDER BY t.{TIMES[table]}, t.lamport",
        json.dumps(list(ids)),
        *parameters,
    )
    return [row for row in rows if _is_latest(reading, table, row, moment)]


def _is_latest(reading: Reading, table: str, row: Row, moment: Moment) -> bool:
    latest = _fact(reading, table, row.thing, moment) if isinstance(row, Fact) else row
    return latest is not None and latest.id == row.id


def _card_ids(reading: Reading, mentioned: dict[str, list[str]], moment: Moment) -> list[str]:
    """Cards that may show the thing: those of a place, and those of a status that names an actor or a report."""
    statuses = json.dumps(mentioned.get("status", []))
    column, table = ("card", "board") if moment is None else ("thing", "status")
    status = "status" if moment is None else "id"
    named = f'SELECT DISTINCT {column} FROM "{table}" WHERE {status} IN (SELECT value FROM json_each(?)) ORDER BY 1'
    cards = [card for (card,) in reading.all(named, statuses)]
    return list(dict.fromkeys(reading.main(card) for card in (*mentioned.get("card", []), *cards)))


def _cards(
    reading: Reading, ids: Sequence[str], mentioned: dict[str, list[str]], thing: str, moment: Moment
) -> Sequence[Row]:
    """Those whose status at the moment names the thing, or whose place it is."""
    named = set(mentioned.get("status", []))
    shown = {
        face.id for face in card_faces(reading, ids, moment=moment) if face.status in named or face.location == thing
    }
    found = records(reading, Card, sorted(shown), moment)
    return sorted(found.values(), key=lambda card: (card.number or 0, card.id))


def _conflicts(reading: Reading, thing: str, moment: Moment) -> tuple[str, ...]:
    if moment is not None:
        return ()
    return tuple(each for (each,) in reading.all("SELECT id FROM conflict WHERE subject = ? ORDER BY 1", thing))


def _fact_names(reading: Reading, rows: Iterable[Row]) -> dict[str, str]:
    """The names of the cards shown, which are those of their places."""
    cards = [("card", row.id) for row in rows if isinstance(row, Card)]
    return {thing: known.name for thing, known in details(reading, cards).items()}


assert set(TIMES) == set(FACTS)
