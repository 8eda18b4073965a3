"""Which cards of the board are asked for."""

from __future__ import annotations

import json
from dataclasses import dataclass

from situation_board.core.names import words_for_search
from situation_board.core.rows import Situation
from situation_board.core.store import Reading
from situation_board.core.times import HOUR
from situation_board.core.vocabulary import Basis, Column

SHELF_LIFE = {Column.ADVANCING: 12, Column.CONTESTED: 24, Column.FALLEN: 72, Column.HELD: 168}
"""Hours until a status is stale, where neither situation nor card say otherwise (domain rule)."""


@dataclass(frozen=True, slots=True)
class CardFilter:
    """Which cards to show; None does not ask. `area` takes all that lies in it, `actor` any part in the status."""

    actor: str | None = None
    area: str | None = None
    basis: Basis | None = None
    stale: bool | None = None
    text: str | None = None
    conflict: bool | None = None
    no_source: bool | None = None

    @property
    def asks(self) -> bool:
        return self != CardFilter()


def filter_sql(reading: Reading, filter: CardFilter, column: Column) -> tuple[str, list[object]]:
    """A filter as SQL conditions on the board's lines `b`, to be added to a WHERE, with their parameters."""
    conditions: list[str] = []
    parameters: list[object] = []

    def ask(sql: str, *values: object) -> None:
        conditions.append(sql)
        parameters.extend(values)

    if filter.actor is not None:
        actors = json.dumps(reading.aliases(filter.actor))
        ask(
            """EXISTS (SELECT 1 FROM every_mention m WHERE m."row" = b.status
                AND m.thing IN (SELECT value FROM json_each(?)))""",
            actors,
        )
    if filter.area is not None:
        ask("b.location IN (SELECT value FROM json_each(?))", json.dumps(places_in(reading, filter.area)))
    if filter.basis is not None:
        ask("(SELECT basis FROM status s WHERE s.id = b.status) = ?", filter.basis.value)
    if filter.conflict is not None:
        ask(f"{_not(filter.conflict)} EXISTS (SELECT 1 FROM conflict c WHERE c.subject = b.card)")
    if filter.no_source is not None:
        ask(f"{_not(filter.no_source)} {without_source('b.status')}")
    if filter.stale is not None:
        life = shelf_life(reading.situation, column)
        ask(f"({_STALE}) = ?", life, reading.now, reading.now, life, reading.now, int(filter.stale))
    if filter.text:
        found = json.dumps(matching_cards(reading, filter.text))
        ask("b.card IN (SELECT value FROM json_each(?))", found)
    return "".join(f" AND {condition}" for condition in conditions), parameters


def without_source(status: str) -> str:
    """SQL saying that the status of that id rests on no report, or on one that was struck."""
    return f"""NOT EXISTS (SELECT 1 FROM status s JOIN report r ON r.id = s.report
        WHERE s.id = {status} AND r.voided = 0)"""


_OWN_LIFE = """CASE WHEN b.card IN (SELECT id FROM card WHERE shelf_life IS NOT NULL)
    THEN (SELECT shelf_life FROM card k WHERE k.id = b.card) ELSE ? END"""
_VERIFIED = f"""SELECT coalesce(a.main, v.thing) FROM verification v LEFT JOIN alias a ON a.thing = v.thing
    LEFT JOIN card k ON k.id = coalesce(a.main, v.thing)
    WHERE v.voided = 0 AND v.as_of_earliest <= ? AND v.as_of_earliest + coalesce(k.shelf_life, ?) * {HOUR} >= ?"""
_STALE = f"NOT (b.as_of_earliest + ({_OWN_LIFE}) * {HOUR} >= ? OR b.card IN ({_VERIFIED}))"
"""Written so that SQLite looks once through the few cards with a life of their own and those verified of late."""


def _not(asked: bool) -> str:
    return "" if asked else "NOT"


def matching_cards(reading: Reading, text: str) -> list[str]:
    """The cards found under a text: place in any spelling, number, note."""
    query = fts_query(text)
    if not query:
        return []
    lines = reading.all(
        """SELECT e.thing FROM search_index i JOIN search_entry e ON e.key = i.rowid
           WHERE i.text MATCH ? AND e."table" = 'card'""",
        query,
    )
    return [reading.main(card) for (card,) in lines]


def fts_query(text: str) -> str:
    """What a person typed as an FTS5 query: every word must occur, the last may be unfinished."""
    words = [f'"{word}"' for word in words_for_search(text).replace('"', " ").split()]
    return " ".join(words) + "*" if words else ""


def places_in(reading: Reading, area: str) -> list[str]:
    """A location and everything that lies in it."""
    lines = reading.all(
        """WITH RECURSIVE inside(id) AS (
             SELECT value FROM json_each(?)
             UNION SELECT l.id FROM location l JOIN inside ON l.parent = inside.id)
           SELECT id FROM inside""",
        json.dumps(reading.aliases(area)),
    )
    return [place for (place,) in lines]


def shelf_life(situation: Situation, column: Column) -> int:
    """Hours after which a status of that column is stale in this situation."""
    own = getattr(situation, f"shelf_life_{column.value}")
    return int(own) if own is not None else SHELF_LIFE[column]


def statuses_with(reading: Reading, actor: str) -> set[str]:
    """The statuses that an actor has any part in. A status is never edited, so they do at any moment."""
    lines = reading.all(
        """SELECT DISTINCT "row" FROM every_mention
           WHERE "table" = 'status' AND thing IN (SELECT value FROM json_each(?))""",
        json.dumps(reading.aliases(actor)),
    )
    return {status for (status,) in lines}
