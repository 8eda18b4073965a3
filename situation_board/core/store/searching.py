"""By which names and words things are found: made anew for what changes touched."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from situation_board.core.names import normalise, words_for_search
from situation_board.core.rows import FACTS, RECORDS, Kind, fields_of
from situation_board.core.schema import base_of
from situation_board.core.sqlite import Connection

NAMED = ("actor", "location", "source", "route")
SEARCHED = (
    *("actor", "location", "source", "report", "card", "claim", "event", "route"),
    *("message", "task", "presence", "attachment", "dataset"),
)
NOT_SEARCHED = frozenset(
    {"colour", "gazetteer", "sha256", "media_type", "contents", "options", "origin", "file_sha256", "format"}
)
INSERT_SPELLING = "INSERT OR IGNORE INTO spelling VALUES (?, ?, ?, ?)"
INSERT_ENTRY = 'INSERT INTO search_entry (thing, "table", title, text) VALUES (?, ?, ?, ?)'

Found = tuple[str, str]
"""Title and text under which a thing is found."""


@dataclass(frozen=True, slots=True)
class NewEntry:
    """How a thing is found that nobody spoke of before its one change."""

    arrival: int
    table: str
    row: str
    found: Found | None


# --- spellings


def derive_spellings(connection: Connection, rows: Iterable[tuple[str, str]]) -> None:
    for table, row in rows:
        if table in NAMED:
            connection.execute("DELETE FROM spelling WHERE thing = ?", (row,))
            connection.executemany(INSERT_SPELLING, spelling_lines(table, row, _spellings(connection, table, row)))


def spelling_lines(table: str, row: str, spellings: Iterable[str]) -> Iterator[tuple[str, str, str, str]]:
    for name in spellings:
        yield normalise(name), row, table, name


def _spellings(connection: Connection, table: str, row: str) -> list[str]:
    names = "names" if table != "route" else "NULL"
    short = "short_name" if table == "actor" else "NULL"
    found = connection.execute(
        f'SELECT name, {short}, {names} FROM "{table}" WHERE id = ? AND voided = 0', (row,)
    ).fetchone()
    if found is None:
        return []
    name, short_name, others = found
    return _each_once(name, short_name, json.loads(others or "[]"))


def spellings_in(table: str, fields: Mapping[str, Any]) -> list[str]:
    """Those that the fields of a row say, as the log keeps them."""
    short_name = fields.get("short_name") if table == "actor" else None
    others = fields.get("names") if table != "route" else None
    return _each_once(fields.get("name"), short_name, others or []) if table in NAMED else []


def _each_once(name: str | None, short_name: str | None, others: Iterable[Sequence[str]]) -> list[str]:
    spellings = [name, short_name, *(other for _, other in others)]
    return list(dict.fromkeys(spelling for spelling in spellings if spelling))


# --- the search index


def derive_search(connection: Connection, entries: Iterable[tuple[str, str]], new: Iterable[NewEntry] = ()) -> None:
    """What changed last gets the greatest key: so the latest of many matches are found without sorting them."""
    coming = {(each.table, each.row): each for each in new}
    order = [(each.arrival, entry) for entry, each in coming.items()]
    for entry in entries:
        order.append((_last_arrival(connection, entry[1]), entry))
        connection.execute("DELETE FROM search_entry WHERE thing = ?", (entry[1],))
    connection.executemany(INSERT_ENTRY, _entry_lines(connection, (entry for _, entry in sorted(order)), coming))


def _entry_lines(
    connection: Connection, entries: Iterable[tuple[str, str]], coming: Mapping[tuple[str, str], NewEntry]
) -> Iterator[tuple[str, str, str, str]]:
    for table, row in entries:
        known = coming.get((table, row))
        found = known.found if known is not None else _found(connection, table, row)
        if found is not None:
            title, text = found
            yield row, table, title, text


def _last_arrival(connection: Connection, row: str) -> int:
    """When this file last learnt something of a row, or of a card by a status."""
    sql = """SELECT max(arrival) FROM (SELECT max(arrival) AS arrival FROM log WHERE "row" = ?
        UNION ALL SELECT max(arrival) FROM log WHERE subject = ?)"""
    (arrival,) = connection.execute(sql, (row, row)).fetchone()
    return int(arrival or 0)


@cache
def _texts(table: str) -> tuple[str, ...]:
    """The fields that are searched."""
    return tuple(f.name for f in fields_of(table) if f.kind is Kind.TEXT and f.name not in NOT_SEARCHED)


def _found(connection: Connection, table: str, row: str) -> Found | None:
    if table == "card":
        return _card_found(connection, row)
    columns = ", ".join(f'"{name}"' for name in _texts(table))
    texts = connection.execute(
        f'SELECT {columns} FROM "{base_of(table)}" WHERE id = ? AND voided = 0', (row,)
    ).fetchone()
    if texts is None or not any(texts):
        return None
    return _found_by(_spellings(connection, table, row) if table in NAMED else [], texts)


def found_in(table: str, fields: Mapping[str, Any]) -> Found | None:
    """The same of the fields of a row, as the log keeps them; not of a card, which is found by its place."""
    texts = [fields.get(name) for name in _texts(table)]
    return _found_by(spellings_in(table, fields), texts) if any(texts) else None


def _found_by(spellings: Sequence[str], texts: Iterable[str | None]) -> Found:
    words = [*spellings, *(text for text in texts if text)]
    return words[0], words_for_search("\n".join(dict.fromkeys(words)))


def _card_found(connection: Connection, card: str) -> Found | None:
    found = connection.execute(
        "SELECT location, note, number FROM card WHERE id = ? AND voided = 0", (card,)
    ).fetchone()
    if found is None:
        return None
    location, note, number = found
    spellings = _spellings(connection, "location", location)
    notes = connection.execute("SELECT note, reasoning FROM status WHERE thing = ? AND voided = 0", (card,))
    texts = [note, f"#{number}" if number else None, *(text for line in notes for text in line)]
    words = [*spellings, *(text for text in texts if text)]
    return (words[0], words_for_search("\n".join(words))) if words else None


assert set(SEARCHED) <= RECORDS.keys() | FACTS.keys()
