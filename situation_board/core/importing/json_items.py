"""The objects of a JSON file one by one, so that a large file needs no large memory.

Lists stand alone ([{...}, ...]), in an envelope ({"data": [...], ...}), or one object a line (JSON Lines).
"""

from __future__ import annotations

import io
import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from situation_board.core.importing.files import GivenFile
from situation_board.core.importing.json_shapes import headers_in, objects_in, row_of
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.tables import LONGEST_TITLE, MOST_COLUMNS, MOST_TITLES, Table, TableRow, tags_in
from situation_board.core.problems import Mistake

CHUNK = 1 << 18
LARGEST_ITEM = 64 << 20
"""Characters: the boundary of a country in full detail."""
LISTS = ("features", "results", "result", "data", "items", "records", "rows", "value", "objects")
BEGINS = re.compile(r"\{|\[\s*(?:[\[{\"\]]|-?\d+(?:\.\d+)?\s*[,\]]|(?:true|false|null)\b|$)")
WORDS = re.compile(r"[^\W\d_]{2,}\s+[^\W\d_]{2,}")
HALF_A_SIGN = re.compile(r"\\u[dD][89a-fA-F]")
MOST_DIGITS = 400
DEEPEST = 3
"""Objects in one another whose fields become columns."""
BLANK = " \t\r\n\x1e"
"""Between objects stands the sign of GeoJSON text sequences as well (RFC 8142)."""
LOOKED_AT = 200
"""Objects that show which fields there are."""


@dataclass(frozen=True, slots=True)
class Item:
    """One object of the file and its position, from 1."""

    number: int
    value: dict[str, Any]


class JsonText:
    """A text that is read as far as it is needed."""

    def __init__(self, stream: io.TextIOBase, name: str) -> None:
        self._stream = stream
        self.name = name
        self._decoder = json.JSONDecoder(parse_int=_whole_number)
        self.text = ""
        self.at = 0

    def more(self) -> bool:
        chunk = self._stream.read(max(CHUNK, len(self.text) - self.at))
        self.text = self.text[self.at :] + chunk
        self.at = 0
        if len(self.text) > LARGEST_ITEM:
            raise broken(self.name, "one of its objects is larger than what can be read")
        return bool(chunk)

    def peek(self) -> str:
        """The next sign that is no blank; "" at the end."""
        while True:
            while self.at < len(self.text) and self.text[self.at] in BLANK:
                self.at += 1
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.more():
                return ""

    def skip(self, sign: str) -> bool:
        if self.peek() != sign:
            return False
        self.at += 1
        return True

    def value(self) -> Any:
        """The next whole value. A number may go on in what was not read yet."""
        if not self.peek():
            raise broken(self.name, "it ends in the middle")
        while True:
            try:
                value, end = self._decoder.raw_decode(self.text, self.at)
            except ValueError as error:
                if not self.more():
                    raise broken(self.name, f"it is no valid JSON ({error})") from error
                continue
            except RecursionError as error:
                raise broken(self.name, "it is nested too deep") from error
            if end == len(self.text) and not isinstance(value, dict | list | str) and self.more():
                continue
            has_halves = HALF_A_SIGN.search(self.text, self.at, end) is not None
            self.at = end
            return self._mended(value) if has_halves else value

    def _mended(self, value: Any) -> Any:
        try:
            return _whole_signs(value)
        except RecursionError as error:
            raise broken(self.name, "it is nested too deep") from error


def _whole_number(text: str) -> int | float:
    """A number with hundreds of digits is none that anybody counts: it is told as too large where it stands."""
    return int(text) if len(text) < MOST_DIGITS else math.inf


def _whole_signs(value: Any) -> Any:
    """Without halves of signs (lone surrogates), which no file of ours can hold."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_whole_signs(each) for each in value]
    if isinstance(value, dict):
        return {_whole_signs(name): _whole_signs(each) for name, each in value.items()}
    return value


def broken(name: str, why: str) -> Mistake:
    return Mistake(f"{name} is not read: {why}.", field="file", kept="Nothing was imported.")


def is_json(file: GivenFile) -> bool:
    """By its first signs: a text may begin with a bracket as well, such as that round the time of a message."""
    return BEGINS.match(file.start) is not None


def json_items(file: GivenFile, around: dict[str, Any] | None = None) -> Iterator[Item]:
    """The objects of the file's list. Mistake when it is broken; nothing at all when it holds no list of objects.

    `around` is filled with what the envelope says before the first of them.
    """
    with file.open() as stream, io.TextIOWrapper(stream, file.encoding, errors="strict") as text:
        buffer = JsonText(text, file.name)
        try:
            buffer.peek()
            buffer.at += buffer.text[buffer.at :].startswith("\ufeff")
            yield from _items(buffer, {} if around is None else around)
        except UnicodeDecodeError as error:
            raise broken(file.name, "it holds characters that are not of its encoding") from error


def _items(buffer: JsonText, around: dict[str, Any]) -> Iterator[Item]:
    first = buffer.peek()
    if first == "[":
        yield from _listed(buffer, [])
    elif first == "{":
        yield from _in_envelope(buffer, around)


def _listed(buffer: JsonText, headers: list[str]) -> Iterator[Item]:
    """The objects of a list; what is a list itself is one when its columns have names."""
    buffer.skip("[")
    number = 0
    while not buffer.skip("]"):
        value = buffer.value()
        number += 1
        if isinstance(value, dict):
            yield Item(number, value)
        elif isinstance(value, list) and headers:
            yield Item(number, row_of(headers, value))
        if not buffer.skip(",") and buffer.peek() != "]":
            raise broken(buffer.name, "it ends in the middle")


def _in_envelope(buffer: JsonText, plain: dict[str, Any]) -> Iterator[Item]:
    """The first list of objects among the envelope's values; without one the object itself, and those after it."""
    buffer.skip("{")
    while not buffer.skip("}"):
        key = buffer.value()
        if not isinstance(key, str) or not buffer.skip(":"):
            raise broken(buffer.name, "it is no valid JSON")
        if key.casefold() in LISTS and buffer.peek() == "[":
            yield from _listed(buffer, headers_in(plain))
            return
        plain[key] = buffer.value()
        buffer.skip(",")
    nested = _nested(plain) or objects_in(plain) if buffer.peek() != "{" else None
    if nested is not None:
        yield from (Item(at, each) for at, each in enumerate(nested, start=1) if isinstance(each, dict))
        return
    yield Item(1, plain)
    number = 1
    while buffer.peek() == "{":
        number += 1
        yield Item(number, buffer.value())


def _nested(envelope: dict[str, Any]) -> list[Any] | None:
    """The list in an envelope within the envelope: by its name, else the only one of several objects."""
    inner = next((value for key, value in envelope.items() if key.casefold() in LISTS and isinstance(value, dict)), {})
    named = next((value for key, value in inner.items() if key.casefold() in LISTS and isinstance(value, list)), None)
    if named is not None:
        return named
    values = [*inner.values(), *envelope.values()]
    lists = [each for each in values if isinstance(each, list) and len(each) > 1 and isinstance(each[0], dict)]
    return lists[0] if len(lists) == 1 else None


def table_of_json(file: GivenFile) -> Table | None:
    """The objects of a list as a table: their fields are its columns, those of objects inside them too ("place/name").

    None when it holds no list of plain objects.
    """
    headers: dict[str, None] = {}
    around: dict[str, Any] = {}
    for item in islice(json_items(file, around), LOOKED_AT):
        headers.update(dict.fromkeys(_flat(item.value)))
    if len(headers) < 2 or len(headers) > MOST_COLUMNS:
        return None
    names = tuple(headers)

    def rows(notes: Notes) -> Iterator[TableRow]:
        for item in json_items(file):
            flat = _flat(item.value)
            if flat.keys() - headers.keys():
                notes.decide("fields that the first objects do not have were not read")
            yield TableRow(item.number, [_cell(flat.get(name)) for name in names])

    return Table(file.name, names, tags_in(names), 1, rows, _titles(around))


def _titles(around: dict[str, Any]) -> tuple[str, ...]:
    """What an envelope says in few words. A lone object is no envelope: its fields are the row."""
    said = [value for value in around.values() if isinstance(value, str) and _is_title(value)]
    return tuple(said[:MOST_TITLES]) if any(isinstance(value, list | dict) for value in around.values()) else ()


def _is_title(text: str) -> bool:
    """Words; the moment at which a file was made says nothing of its rows."""
    return len(text) <= LONGEST_TITLE and WORDS.search(text) is not None


def _flat(value: dict[str, Any], depth: int = 0) -> dict[str, Any]:
    """The fields of an object, and of those that lie in it."""
    if not any(isinstance(each, dict) for each in value.values()):
        return value
    flat: dict[str, Any] = {}
    for name, each in value.items():
        if isinstance(each, dict) and each and depth < DEEPEST:
            flat |= {f"{name}/{inner}": said for inner, said in _flat(each, depth + 1).items()}
        else:
            flat[name] = each
    return flat


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value
