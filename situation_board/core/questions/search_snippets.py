"""The piece of a thing's text in which the words stand that were looked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from situation_board.core.names import words_for_search
from situation_board.core.rows import Card, Kind, Location, Row, fields_of
from situation_board.core.store import Reading
from situation_board.core.store.reading import TABLE_OF

SNIPPET = 100
UNSHOWN = frozenset({"gazetteer", "colour", "rank", "sha256", "media_type"})
LONGEST_LOOKED_AT = 20_000
"""Letters of a text; what stands far below is found, and shown without a piece of it."""


def snippet(reading: Reading, row: Row, words: Sequence[str]) -> str:
    """ "" when none of the texts has a word that begins so."""
    for text in _texts(reading, row):
        position = position_of(text[:LONGEST_LOOKED_AT], words)
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
    for field in fields_of(TABLE_OF[type(row)]):
        value = getattr(row, field.name)
        if field.kind is Kind.TEXT and field.name not in UNSHOWN and value:
            yield value
        elif field.kind is Kind.NAMES:
            yield from (name.name for name in value)


def position_of(text: str, words: Sequence[str]) -> int | None:
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
