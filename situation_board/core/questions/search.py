"""One search over everything: places, actors, cards, claims, events, reports, routes, sources, in any spelling."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from situation_board.core.names import words_for_search
from situation_board.core.questions.cards import fts_query
from situation_board.core.questions.details import details
from situation_board.core.rows import TABLES, Card, Kind, Location, Row, fields_of
from situation_board.core.store import Reading

SNIPPET = 100
UNSHOWN = frozenset({"gazetteer", "colour", "rank", "sha256", "media_type"})
MOST_LOOKED_AT = 4
"""Versions and second ids of a thing are found too; so more is asked for than is shown."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found. `snippet` is the text that matched, if it is not the title, and what tells it from others."""

    id: str
    table: str
    title: str
    snippet: str


def search(reading: Reading, text: str, limit: int = 50) -> list[Hit]:
    """What every word of the text occurs in, the best match first; the last word may be unfinished."""
    query = fts_query(text)
    if not query:
        return []
    lines = reading.all(
        """SELECT e.thing, e."table" FROM search_index i JOIN search_entry e ON e.key = i.rowid
           WHERE i.text MATCH ? ORDER BY rank LIMIT ?""",
        query,
        limit * MOST_LOOKED_AT,
    )
    words = words_for_search(text).split()
    hits: dict[str, Hit] = {}
    for row_id, table in lines:
        hit = _hit(reading, table, row_id, words)
        if hit is not None:
            hits.setdefault(hit.id, hit)
    return list(hits.values())[:limit]


def _hit(reading: Reading, table: str, row_id: str, words: Sequence[str]) -> Hit | None:
    row = reading.row(TABLES[table], row_id)
    if row is None:
        return None
    thing = reading.main(getattr(row, "thing", None) or row_id)
    known = details(reading, [(table, thing)]).get(thing)
    if known is None:
        return None
    shown = "" if _position(known.name, words) is not None else _snippet(reading, row, words)
    snippet = f"{shown} ({known.detail})" if shown else known.detail
    return Hit(thing, table, known.name, snippet)


def _snippet(reading: Reading, row: Row, words: Sequence[str]) -> str:
    for text in _texts(reading, row):
        position = _position(text, words)
        if position is not None:
            return _cut(text, position)
    return ""


def _texts(reading: Reading, row: Row) -> Iterator[str]:
    """What the thing is found under, as it was written."""
    if isinstance(row, Card):
        place = reading.row(Location, row.location)
        yield from _texts(reading, place) if place else ()
        for note, reasoning in reading.all("SELECT note, reasoning FROM status WHERE thing = ? AND voided = 0", row.id):
            yield from (text for text in (note, reasoning) if text)
    for field in fields_of(next(table for table, kind in TABLES.items() if kind is type(row))):
        value = getattr(row, field.name)
        if field.kind is Kind.TEXT and field.name not in UNSHOWN and value:
            yield value
        elif field.kind is Kind.NAMES:
            yield from (name.name for name in value)


def _position(text: str, words: Sequence[str]) -> int | None:
    """Where in a text the first word stands that is looked for."""
    position = 0
    for written in text.split():
        position = text.index(written, position)
        if any(part.startswith(tuple(words)) for part in words_for_search(written).split()):
            return position
        position += len(written)
    return None


def _cut(text: str, position: int) -> str:
    """A piece of the text around a position, on one line."""
    start = 0 if position < SNIPPET // 2 else text.rfind(" ", 0, position - SNIPPET // 3) + 1
    end = len(text) if len(text) - start <= SNIPPET else text.rfind(" ", start, start + SNIPPET)
    end = end if end > position else start + SNIPPET
    piece = " ".join(text[start:end].split())
    return f"{'… ' if start else ''}{piece}{' …' if end < len(text) else ''}"
