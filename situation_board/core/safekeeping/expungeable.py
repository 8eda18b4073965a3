"""What can be taken out for good, and what that would take: asked before it is done, as nobody can undo it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from situation_board.core.questions.naming import Found, find_one
from situation_board.core.rows import Kind, fields_of
from situation_board.core.safekeeping.expunging import (
    BYTES,
    CONTENT_COLUMNS,
    NOT_WORDS,
    WORDS,
    bytes_of,
    kinds_of,
    still_saying,
    what_goes,
)
from situation_board.core.store import Reading
from situation_board.core.store.log import Json, changes_where
from situation_board.core.store.tombstones import BLACK, EXPUNGED


@dataclass(frozen=True)
class Said:
    """A thing and what its fields of words say now, or said last; the field of its bytes says nothing."""

    id: str
    table: str
    name: str
    fields: dict[str, str]


@dataclass(frozen=True)
class WouldGo:
    """What expunging would take out, before anything is done. `sheets` are the numbers, or else the titles, of the
    sheets that print the words; `elsewhere` the ids of things that say them as well."""

    changes: int
    contents: int
    sheets: tuple[str, ...]
    elsewhere: tuple[str, ...]


def what_it_says(reading: Reading, thing: str) -> Said:
    """Which fields of a thing say or said words that can be taken out."""
    found = find_one(reading, thing)
    names, said = may_expunge(reading, found), dict[str, str]()
    for change in changes_where(reading.connection, '("row" = ? OR subject = ?)', found.id, found.id):
        if change.table != EXPUNGED:
            said |= {name: words for name in names if (words := in_words(change.fields.get(name)))}
    if found.table == "event":
        said = {**_imported_says(reading, found.id), **said}
    if BYTES in names and any(bytes_of(reading, found.table, found.id)):
        said[BYTES] = ""
    return Said(found.id, found.table, found.name, {name: said[name] for name in names if name in said})


def in_words(value: Json) -> str:
    """Each text in a value; "" when there is none, or only what is black already."""
    return " · ".join(text for text in _texts(value) if text.strip(BLACK + " "))


def _texts(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    inside = value if isinstance(value, list) else value.values() if isinstance(value, dict) else ()
    for each in inside:
        yield from _texts(each)


def _imported_says(reading: Reading, event: str) -> dict[str, str]:
    """What the rows say that imports brought of an event."""
    names = [each.name for each in fields_of("event") if each.kind is Kind.TEXT]
    columns = ", ".join(f'"{name}"' for name in names)
    line = reading.one(
        f"SELECT {columns} FROM every_event WHERE (thing = ? OR id = ?) AND dataset IS NOT NULL", event, event
    )
    return {name: text for name, text in zip(names, line or (), strict=False) if in_words(text)}


def what_would_go(reading: Reading, thing: str, name: str, text: str | None = None) -> WouldGo:
    """What `expunge` would do. Raises the Mistake that it would."""
    goes = what_goes(reading, thing, name, text)
    lines = reading.all("SELECT coalesce(number, title), content_sha256 FROM snapshot")
    sheets = dict.fromkeys(sheet for sheet, content in lines if content in goes.contents)
    elsewhere = dict.fromkeys(still_saying(reading, goes.words, apart=goes.changes))
    return WouldGo(len(goes.changes), len(goes.contents), tuple(sheets), tuple(elsewhere))


def may_expunge(reading: Reading, thing: Found) -> tuple[str, ...]:
    """The fields that can be expunged: those of words, and the bytes of what has any."""
    kinds = kinds_of(reading, thing)
    names = [name for name, kind in kinds.items() if kind in WORDS and name not in NOT_WORDS]
    return (*names, "voided_why", *([BYTES] if thing.table in CONTENT_COLUMNS else []))
