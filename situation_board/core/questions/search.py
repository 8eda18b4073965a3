"""One search over everything: places, actors, cards, claims, events, reports, messages, in any spelling.

It is over the live situation, whatever moment is looked at. What is called so comes first. Where few things
are found, the best match follows; where a word is common, ranking all of it would take longer than one types, and the
latest follow.
"""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, islice

from situation_board.core.names import normalise, words_for_search
from situation_board.core.questions.details import details
from situation_board.core.questions.filtering import fts_query
from situation_board.core.questions.search_filter import SearchFilter, entry_conditions
from situation_board.core.questions.search_snippets import position_of, snippet
from situation_board.core.rows import TABLES
from situation_board.core.store import Reading
from situation_board.core.times import ARABIC_DIGITS

MOST_RANKED = 2_000
"""More matches than these are told by recency: ranking takes a microsecond each."""
MOST_OF_ONE_NAME = 20
SHORTEST_BEGINNING = 2
LAST_CHARACTER = "\U0010ffff"
Line = tuple[str, str]


class Order(StrEnum):
    """How results are sorted. BEST is by rank where few are found, else the latest first."""

    BEST = "best"
    RANK = "rank"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found. `snippet` is the text that matched, if it is not the title, and what tells it from others."""

    id: str
    table: str
    title: str
    snippet: str


@dataclass(frozen=True, slots=True)
class Results:
    """The first hits, in which order they are, and whether there are more."""

    hits: tuple[Hit, ...]
    order: Order
    more: bool


def search(reading: Reading, text: str, limit: int = 50) -> list[Hit]:
    """What every word of the text occurs in; the last word may be unfinished."""
    return list(look_for(reading, text, limit=limit).hits)


def look_for(
    reading: Reading,
    text: str,
    *,
    filter: SearchFilter = SearchFilter(),  # noqa: B008 - frozen
    order: Order = Order.BEST,
    limit: int = 50,
) -> Results:
    """As `search`, narrowed by a filter. Without any word it is everything that the filter takes, the latest first."""
    query = fts_query(text)
    if not query and (text.strip() or not filter.asks):
        return Results((), Order.NEWEST, more=False)
    by = _order(reading, query, order)
    conditions, parameters = entry_conditions(reading, filter)
    named = iter(()) if order is Order.NEWEST else _called_so(reading, text, conditions, parameters)
    with closing(_matching(reading, query, by, conditions, parameters)) as matching:
        found = _hits(reading, chain(named, matching), words_for_search(text).split())
        hits = list(islice(found, limit + 1))
    return Results(tuple(hits[:limit]), by, more=len(hits) > limit)


def _order(reading: Reading, query: str, asked: Order) -> Order:
    if not query:
        return Order.NEWEST
    if asked is not Order.BEST:
        return asked
    some = "SELECT count(*) FROM (SELECT 1 FROM search_index WHERE text MATCH ? LIMIT ?)"
    return Order.RANK if reading.value(some, query, MOST_RANKED + 1) <= MOST_RANKED else Order.NEWEST


def _called_so(reading: Reading, text: str, conditions: str, parameters: Sequence[object]) -> Iterator[Line]:
    """What has exactly that name or number, then what has a name that begins so; each with cards first."""
    name = normalise(text)
    spelt = "SELECT DISTINCT thing FROM spelling WHERE normalised = ? LIMIT ?"
    begun = "SELECT DISTINCT thing FROM spelling WHERE normalised > ? AND normalised < ? LIMIT ?"
    exactly = [thing for (thing,) in reading.all(spelt, name, MOST_OF_ONE_NAME)]
    yield from _entries_of(reading, [*exactly, *_numbered(reading, text)], conditions, parameters)
    if len(name) >= SHORTEST_BEGINNING:
        longer = reading.all(begun, name, name + LAST_CHARACTER, MOST_OF_ONE_NAME)
        yield from _entries_of(reading, [thing for (thing,) in longer], conditions, parameters)


def _entries_of(
    reading: Reading, things: Sequence[str], conditions: str, parameters: Sequence[object]
) -> Iterable[Line]:
    """The entries of things, and of the cards at those that are places."""
    if not things:
        return []
    listed = json.dumps(things)
    return reading.all(
        f"""SELECT e.thing, e."table" FROM search_entry e
            WHERE e.thing IN (SELECT value FROM json_each(?)
              UNION ALL SELECT id FROM card WHERE location IN (SELECT value FROM json_each(?))) {conditions}
            ORDER BY e."table" <> 'card', e.key DESC""",
        *(listed, listed, *parameters),
    )


def _numbered(reading: Reading, text: str) -> list[str]:
    """ "#12", as a card's number is written, or "M12", a message's; 12 alone may be either."""
    wanted = re.fullmatch(r"([#m]?)\s*(\d{1,9})", text.strip().translate(ARABIC_DIGITS).lower())
    if wanted is None:
        return []
    tables = {"#": ("card",), "m": ("message",)}.get(wanted[1], ("card", "message"))
    return [
        row
        for table in tables
        for (row,) in reading.all(f'SELECT id FROM "{table}" WHERE number = ? AND voided = 0', int(wanted[2]))
    ]


def _matching(
    reading: Reading, query: str, order: Order, conditions: str, parameters: Sequence[object]
) -> Generator[Line]:
    """Line by line: of a common word only the first are looked at. Entries that came last have the greatest key."""
    if not query:
        sql = f'SELECT e.thing, e."table" FROM search_entry e WHERE 1 {conditions} ORDER BY e.key DESC'
        yield from reading.connection.execute(sql, tuple(parameters))
        return
    by = "rank" if order is Order.RANK else "i.rowid DESC"
    sql = f"""SELECT e.thing, e."table" FROM search_index i JOIN search_entry e ON e.key = i.rowid
        WHERE i.text MATCH ? {conditions} ORDER BY {by}"""
    yield from reading.connection.execute(sql, (query, *parameters))


def _hits(reading: Reading, lines: Iterator[Line], words: Sequence[str]) -> Iterator[Hit]:
    """Each thing once, under its one id."""
    seen: set[str] = set()
    for row_id, table in lines:
        hit = _hit(reading, table, row_id, words)
        if hit is not None and hit.id not in seen:
            seen.add(hit.id)
            yield hit


def _hit(reading: Reading, table: str, row_id: str, words: Sequence[str]) -> Hit | None:
    row = reading.row(TABLES[table], row_id)
    if row is None:
        return None
    thing = reading.main(getattr(row, "thing", None) or row_id)
    known = details(reading, [(table, thing)]).get(thing)
    if known is None:
        return None
    shown = "" if not words or position_of(known.name, words) is not None else snippet(reading, row, words)
    return Hit(thing, table, known.name, f"{shown} ({known.detail})" if shown else known.detail)
