"""Taking a value out of the file for good: a name that endangers somebody.

It goes from every change of the log that says it, from the tables and the search index that are made of these, from
lists that were handed over, from issued sheets that print it, from stored pictures and imported rows. A tombstone
stays: who, when, why, and which field - not what. It goes along in merges and takes the value out there as well.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from situation_board.core.ids import new_id
from situation_board.core.problems import Mistake
from situation_board.core.questions.naming import find_one
from situation_board.core.rows import Kind, fields_of
from situation_board.core.store import Changes, Draft, Reading, Saved, Store
from situation_board.core.store.contents import content_of
from situation_board.core.store.datasets import ROWS_IN_PART, DatasetRow, making_of, packed, row_id, rows_of
from situation_board.core.store.log import Change, Json, canonical, changes_where
from situation_board.core.store.tombstones import BLACK, EXPUNGED, PARTS, blacked

Place = tuple[int, int]
"""From which character up to which."""
BYTES = "bytes"
"""The field under which the bytes of a picture, a document or an issued sheet are expunged."""
NOT_WORDS = frozenset({"timezone", "sha256", "content_sha256", "file_sha256", "media_type", "contents", "origin"})
SHORTEST_LOOKED_FOR = 3
"""Characters: what is shorter stands in every second word, and is only taken from where it is said to be."""
NOTHING_CHANGED = "Nothing was changed."


@dataclass(frozen=True)
class Expunged:
    """What was done. `elsewhere` are the ids of things that still say the same words; `has_traces` says that bytes
    may stay in the file until no other program has it open."""

    saved: Saved
    changes: int
    contents: int
    elsewhere: tuple[str, ...]
    has_traces: bool


@dataclass
class _Taken:
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
        found = _what_goes(reading, thing, name, text)
    saved = store.do(_expunge, thing, name, why=why, text=text)
    with store.reading() as reading:
        elsewhere = tuple(dict.fromkeys(_still_saying(reading, found.words)))
    return Expunged(saved, len(found.changes), len(found.contents), elsewhere, store.is_erasing)


def _expunge(reading: Reading, thing: str, name: str, *, why: str, text: str | None) -> Changes:
    if not why.strip():
        raise Mistake("The reason is missing.", field="why", do="Say why, without saying what.")
    found, goes = find_one(reading, thing), _what_goes(reading, thing, name, text)
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


def _what_goes(reading: Reading, thing: str, name: str, text: str | None) -> _Taken:
    found = find_one(reading, thing)
    goes = _Taken()
    if name == BYTES:
        goes.contents.update(_bytes_of(reading, found.table, found.id))
    else:
        _check_is_words(found.table, name, text)
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


def _check_is_words(table: str, name: str, text: str | None) -> None:
    kind = next((field.kind for field in fields_of(table) if field.name == name), None)
    if name != "voided_why" and (kind not in {Kind.TEXT, Kind.NAMES, Kind.FIGURES} or name in NOT_WORDS):
        raise Mistake(
            f"{name} is no field of words of this {table.replace('_', ' ')}.",
            field="field",
            kept=NOTHING_CHANGED,
            do="Expunge text, names, or “bytes” of an attachment or issued sheet; anything else can be edited.",
        )
    if kind is Kind.FIGURES and text is None:
        raise Mistake("Of figures only words can be expunged.", field="text", do="Say which words.")


# --- where the value stands


def _from_changes(reading: Reading, thing: str, name: str, text: str | None, goes: _Taken) -> None:
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


def _bytes_of(reading: Reading, table: str, row: str) -> Iterator[str]:
    columns = {"attachment": ("sha256",), "snapshot": ("content_sha256", "file_sha256")}.get(table, ())
    key = "id" if table == "attachment" else "thing"
    for column in columns:
        lines = reading.all(f'SELECT "{column}" FROM "{table}" WHERE {key} = ? OR id = ?', row, row)
        yield from (sha256 for (sha256,) in lines if sha256 and content_of(reading.connection, sha256) is not None)


def _from_lists(reading: Reading, words: Iterable[str], goes: _Taken) -> None:
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


def _from_imported(reading: Reading, event: str, name: str, text: str | None, goes: _Taken) -> None:
    """An imported row lies in a part of its dataset, in each import that brought it: those parts are packed anew."""
    lines = reading.all(
        "SELECT id, dataset FROM event WHERE (thing = ? OR id = ?) AND dataset IS NOT NULL", event, event
    )
    for row, dataset in lines:
        making = making_of(reading.connection, dataset)
        rows = list(rows_of(reading.connection, dataset))
        changed = [_row_without(each, name, text, goes) if row_id(dataset, each.key) == row else each for each in rows]
        if making is not None and changed != rows:
            parts = [packed(changed[at : at + ROWS_IN_PART]) for at in range(0, len(changed), ROWS_IN_PART)]
            names = [hashlib.sha256(part).hexdigest() for part in parts]
            became = dict(zip(json.loads(making.fields[PARTS]), names, strict=True))
            goes.parts |= {old: new for old, new in became.items() if old != new}
            goes.packed += parts
    goes.contents |= set(goes.parts)


def _row_without(row: DatasetRow, name: str, text: str | None, goes: _Taken) -> DatasetRow:
    """The words are taken out of all fields of a row: publishers say them twice."""
    spans = _spans(row.fields.get(name), name, text)
    words = set(_words_at(row.fields.get(name), name, spans))
    goes.words |= words
    fields = {other: blacked(value, other, spans) for other, value in row.fields.items()}
    for word in words:
        fields = {other: blacked(value, other, _spans(value, other, word)) for other, value in fields.items()}
    return DatasetRow(row.key, row.line, fields)


# --- where else the same words stand


def _still_saying(reading: Reading, words: Iterable[str]) -> Iterator[str]:
    """Things of which the log still says the words: they may be expunged as well."""
    for word in words:
        if len(word) >= SHORTEST_LOOKED_FOR:
            lines = reading.all(
                'SELECT subject FROM log WHERE instr(fields, ?) AND "table" <> ?', canonical(word)[1:-1], EXPUNGED
            )
            imported = reading.all(
                """SELECT thing FROM event WHERE dataset IS NOT NULL AND voided = 0
                   AND instr(coalesce(text, '') || coalesce(note, '') || coalesce(figures, ''), ?)""",
                word,
            )
            yield from (thing for (thing,) in [*lines, *imported])
