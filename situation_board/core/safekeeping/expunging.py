"""Taking a value out of the file for good: a name that endangers somebody.

It goes from every change of the log that says it, from the tables and the search index that are made of these, from
lists that were handed over, from issued sheets that print it, from stored pictures and imported rows. A tombstone
stays: who, when, why, and which field - not what. It goes along in merges and takes the value out there as well.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from situation_board.core.ids import new_id
from situation_board.core.problems import Mistake
from situation_board.core.questions.naming import Found, find_one
from situation_board.core.rows import TABLES, Kind, fields_of
from situation_board.core.store import Changes, Draft, Reading, Saved, Store
from situation_board.core.store.contents import content_of
from situation_board.core.store.datasets import DatasetRow, packed, parts_of, row_id, unpacked
from situation_board.core.store.log import Change, Json, canonical, changes_where
from situation_board.core.store.tombstones import BLACK, EXPUNGED, blacked

Place = tuple[int, int]
"""From which character up to which."""
BYTES = "bytes"
"""The field under which the bytes of a picture, a document or an issued sheet are expunged."""
NOT_WORDS = frozenset({"timezone", "sha256", "content_sha256", "file_sha256", "media_type", "contents", "origin"})
WORDS = frozenset({Kind.TEXT, Kind.NAMES, Kind.FIGURES})
CONTENT_COLUMNS = {"attachment": ("sha256",), "snapshot": ("content_sha256", "file_sha256")}
SHORTEST_LOOKED_FOR = 3
"""Characters: what is shorter stands in every second word, and is only taken from where it is said to be."""
NOTHING_CHANGED = "Nothing was changed."


@dataclass(frozen=True)
class Expunged:
    """What was done. `elsewhere` are the ids of things that still say the same words; `has_traces` says that bytes
    may stay in the file until no other program has it open. `words` are what went: for looking whether they are gone,
    and for nothing else."""

    saved: Saved
    changes: int
    contents: int
    elsewhere: tuple[str, ...]
    has_traces: bool
    words: frozenset[str] = field(repr=False)


@dataclass
class Taken:
    """What goes: places in changes, contents, parts and what they become with their bytes; and the words themselves."""

    changes: dict[str, dict[str, list[Place]]] = field(default_factory=dict)
    contents: set[str] = field(default_factory=set)
    parts: dict[str, str] = field(default_factory=dict)
    packed: list[bytes] = field(default_factory=list)
    words: set[str] = field(default_factory=set)

    def black_out(self, change: Change, spans: Mapping[str, list[Place]]) -> None:
        for path, places in spans.items():
            self.changes.setdefault(change.id, {}).setdefault(path, []).extend(places)


def expunge(store: Store, thing: str, name: str, *, why: str, text: str | None = None) -> Expunged:
    """Take a field of a thing out of the file; with `text` only those words of it. Nobody can undo it.

    `thing` is what people call it or its id; the field "bytes" is the content of an attachment or an issued sheet.
    """
    with store.reading() as reading:
        found = what_goes(reading, thing, name, text)
    saved = store.do(_expunge, thing, name, why=why, text=text)
    with store.reading() as reading:
        elsewhere = tuple(dict.fromkeys(still_saying(reading, found.words)))
    has_traces, words = store.is_erasing, frozenset(found.words)
    return Expunged(saved, len(found.changes), len(found.contents), elsewhere, has_traces, words)


def _expunge(reading: Reading, thing: str, name: str, *, why: str, text: str | None) -> Changes:
    if not why.strip():
        raise Mistake("The reason is missing.", field="why", do="Say why, without saying what.")
    found, goes = find_one(reading, thing), what_goes(reading, thing, name, text)
    if any(word.casefold() in why.casefold() for word in goes.words):
        raise Mistake("The reason says what is to be expunged.", field="why", do="Say why, without saying what.")
    fields = {
        "table": found.table,
        "field": name,
        "why": why.strip(),
        "changes": goes.changes,
        "contents": sorted(goes.contents),
        "parts": goes.parts,
    }
    draft = Draft(EXPUNGED, new_id(), found.id, "expunge", fields)
    return Changes("expunge", [draft], (found.id,), contents=goes.packed)


def what_goes(reading: Reading, thing: str, name: str, text: str | None) -> Taken:
    found = find_one(reading, thing)
    goes = Taken()
    if name == BYTES:
        goes.contents.update(bytes_of(reading, found.table, found.id))
    else:
        _check_is_words(reading, found, name, text)
        _from_changes(reading, found.id, name, text, goes)
        if found.table == "event":
            _from_imported(reading, found.id, name, text, goes)
    if not (goes.changes or goes.contents):
        raise Mistake(
            f"{found.name}: there is nothing in the field {name} that could be expunged.",
            field="field",
            kept=NOTHING_CHANGED,
            do="Look at it with “show”: its fields are listed there.",
        )
    looked_for = {word for word in goes.words if len(word) >= SHORTEST_LOOKED_FOR}
    _from_lists(reading, looked_for, goes)
    goes.contents |= set(_sheets_printing(reading, looked_for))
    return goes


def _check_is_words(reading: Reading, thing: Found, name: str, text: str | None) -> None:
    kinds = kinds_of(reading, thing)
    if name != "voided_why" and (kinds.get(name) not in WORDS or name in NOT_WORDS):
        raise Mistake(
            f"{name} is no field of words of this {thing.table.replace('_', ' ')}.",
            field="field",
            kept=NOTHING_CHANGED,
            do="Expunge text, names, or “bytes” of an attachment or issued sheet; anything else can be edited.",
        )
    if kinds.get(name) is Kind.FIGURES and text is None:
        raise Mistake("Of figures only words can be expunged.", field="text", do="Say which words.")


def kinds_of(reading: Reading, thing: Found) -> dict[str, Kind]:
    """The fields of a thing, and of what is recorded about it: a card's statuses say words, too."""
    about = {table for (table,) in reading.all('SELECT DISTINCT "table" FROM log WHERE subject = ?', thing.id)}
    tables = [thing.table, *sorted((about & set(TABLES)) - {thing.table})]
    fields = [field for table in reversed(tables) for field in fields_of(table)]
    return {field.name: field.kind for field in fields}


# --- where the value stands


def _from_changes(reading: Reading, thing: str, name: str, text: str | None, goes: Taken) -> None:
    for change in changes_where(reading.connection, '("row" = ? OR subject = ?)', thing, thing):
        if change.table != EXPUNGED:
            spans = _spans(change.fields.get(name), name, text)
            goes.black_out(change, spans)
            goes.words |= set(_words_at(change.fields.get(name), name, spans))


def _spans(value: Json, path: str, text: str | None) -> dict[str, list[Place]]:
    """Where in a value those words stand, or all its words; what is black already stays as it is."""
    if isinstance(value, str):
        found = [(0, len(value))] if text is None else [m.span() for m in re.finditer(re.escape(text), value, re.I)]
        places = [(start, end) for start, end in found if value[start:end].strip(BLACK)]
        return {path: places} if places else {}
    inside = enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
    return {found: places for key, each in inside for found, places in _spans(each, f"{path}/{key}", text).items()}


def _words_at(value: Json, path: str, spans: Mapping[str, list[Place]]) -> Iterator[str]:
    if isinstance(value, str):
        yield from (value[start:end] for start, end in spans.get(path, []))
    inside = enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
    for key, each in inside:
        yield from _words_at(each, f"{path}/{key}", spans)


def bytes_of(reading: Reading, table: str, row: str) -> Iterator[str]:
    columns = CONTENT_COLUMNS.get(table, ())
    key = "id" if table == "attachment" else "thing"
    for column in columns:
        lines = reading.all(f'SELECT "{column}" FROM "{table}" WHERE {key} = ? OR id = ?', row, row)
        yield from (sha256 for (sha256,) in lines if sha256 and content_of(reading.connection, sha256) is not None)


def _from_lists(reading: Reading, words: Iterable[str], goes: Taken) -> None:
    """Lists that were handed over name what people wrote."""
    for change in changes_where(reading.connection, "\"table\" = 'handover'"):
        for word in words:
            goes.black_out(change, _spans(change.fields.get("listed"), "listed", word))


def _sheets_printing(reading: Reading, words: Iterable[str]) -> Iterator[str]:
    """What an issue says, and its pages, when the words are printed on it."""
    for content, pages in reading.all("SELECT content_sha256, file_sha256 FROM snapshot"):
        said = content_of(reading.connection, content)
        if said is not None and _says(said, words):
            yield content
            if pages is not None and content_of(reading.connection, pages) is not None:
                yield pages


def _says(content: bytes, words: Iterable[str]) -> bool:
    try:
        said = json.dumps(json.loads(content), ensure_ascii=False)
    except ValueError:
        said = content.decode("utf-8", "replace")
    return any(_plain(json.dumps(word, ensure_ascii=False)[1:-1]) in _plain(said) for word in words)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _from_imported(reading: Reading, event: str, name: str, text: str | None, goes: Taken) -> None:
    """An imported row lies in a part of its dataset, in each import that brought it: those parts are packed anew."""
    lines = reading.all(
        "SELECT id, dataset FROM every_event WHERE (thing = ? OR id = ?) AND dataset IS NOT NULL", event, event
    )
    for row, dataset in lines:
        for sha256 in parts_of(reading.connection, dataset):
            part = None if sha256 in goes.parts else content_of(reading.connection, sha256)
            if part is not None:
                _from_part(sha256, part, partial(_is_row, row=row, dataset=dataset), name, text, goes)
    goes.contents |= set(goes.parts)


def _is_row(each: DatasetRow, *, row: str, dataset: str) -> bool:
    return row_id(dataset, each.key, each.line) == row


def _from_part(
    sha256: str, part: bytes, is_meant: Callable[[DatasetRow], bool], name: str, text: str | None, goes: Taken
) -> None:
    rows = list(unpacked(part))
    changed = [_row_without(each, name, text, goes) if is_meant(each) else each for each in rows]
    if changed != rows:
        new = packed(changed)
        goes.parts[sha256] = hashlib.sha256(new).hexdigest()
        goes.packed.append(new)


def _row_without(row: DatasetRow, name: str, text: str | None, goes: Taken) -> DatasetRow:
    """The words are taken out of all fields of a row: publishers say them twice."""
    spans = _spans(row.fields.get(name), name, text)
    words = set(_words_at(row.fields.get(name), name, spans))
    goes.words |= words
    fields = {other: blacked(value, other, spans) for other, value in row.fields.items()}
    for word in words:
        fields = {other: blacked(value, other, _spans(value, other, word)) for other, value in fields.items()}
    return DatasetRow(row.key, row.line, fields)


# --- where else the same words stand


def still_saying(reading: Reading, words: Iterable[str], apart: Container[str] = ()) -> Iterator[str]:
    """Things of which the log still says the words, but for those changes: they may be expunged as well."""
    for word in words:
        if len(word) >= SHORTEST_LOOKED_FOR:
            lines = reading.all(
                """SELECT subject, writer || ':' || seq FROM log
                   WHERE instr(lower(fields), lower(?)) AND "table" <> ?""",
                canonical(word)[1:-1],
                EXPUNGED,
            )
            yield from (thing for thing, change in lines if change not in apart)
            yield from _imported_saying(reading, word)


def _imported_saying(reading: Reading, word: str) -> Iterator[str]:
    lines = reading.all(
        """SELECT thing FROM every_event WHERE dataset IS NOT NULL AND voided = 0
           AND instr(lower(coalesce(text, '') || coalesce(note, '') || coalesce(figures, '')), lower(?))""",
        word,
    )
    yield from (thing for (thing,) in lines)
