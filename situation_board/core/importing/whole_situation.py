"""Reading the JSON of a whole situation: its log and the bytes that it names, piece by piece.

What comes from outside is hostile: nothing larger than a piece is held, and what is not as it should be is named.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from situation_board.core.importing.files import GivenFile
from situation_board.core.importing.json_items import JsonText, broken
from situation_board.core.open_files import open_to_read
from situation_board.core.problems import Mistake
from situation_board.core.store.log import TRAVELLING, Change

KIND = "situation-board/whole-situation"
FORMAT = 1
PIECE = 768 * 1024
"""Bytes of a content in one piece, a third more as base64."""
LARGEST_CONTENT = 64 * 2**20
LOOKED_AT = 16_384
"""Characters in which a file has to say what it is."""
DEEPEST = 3
TEXTS = ("writer", "laptop", "action", "label", "table", "row", "subject", "slot", "sha256")
TEXTS_OR_NOTHING = ("person", "undoes")
NUMBERS = ("seq", "lamport", "recorded_at", "arrived_at")
LARGEST_NUMBER = 2**63


def is_whole_situation(path: Path) -> bool:
    """Whether a file says that it is the JSON of a whole situation. What is no file, such as a pipe, is not read."""
    if not path.is_file():
        return False
    try:
        with open_to_read(path) as file:
            start = file.read(LOOKED_AT)
    except OSError:
        return False
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and KIND.encode() in start


class WholeSituation:
    """The file is gone through anew for each part that is asked for. Mistake where it is not what it should be."""

    def __init__(self, file: GivenFile) -> None:
        self._file = file

    @cached_property
    def about(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, text in self._sections():
            if name in {"format", "about"}:
                found[name] = text.value()
                if len(found) == 2:
                    break
            else:
                _skip(text, 0)
        if not isinstance(found.get("about"), dict) or found["about"].get("kind") != KIND:
            raise self._broken("it is not the JSON of a whole situation")
        if found.get("format") != FORMAT:
            raise Mistake(
                f"{self._file.name} was written by a newer version of this program.",
                field="file",
                do="Update this program.",
            )
        about: dict[str, Any] = found["about"]
        return about

    @property
    def situation(self) -> str:
        return str(self.about.get("situation"))

    @property
    def counts(self) -> tuple[object, object]:
        """How many changes and contents it says that it holds."""
        return self.about.get("changes"), self.about.get("contents")

    def changes(self) -> Iterator[Change]:
        """The changes in the order of the file, each proved by its SHA-256."""
        expected, number = self.counts[0], 0
        for number, value in self._listed("log"):
            yield self._change(number, value)
        if number != expected:
            raise self._broken(f"it says that it holds {expected} changes and holds {number}")

    def contents(self, known: frozenset[str] | set[str] = frozenset()) -> Iterator[tuple[str, bytes]]:
        """The bytes that are not known yet, each with its SHA-256."""
        count, gathered, sha256 = 0, bytearray(), ""
        for number, value in self._listed("contents"):
            where = f"contents, entry {number}"
            piece, size = self._piece(where, value)
            if value["at"] == 0 and not sha256:
                count, sha256 = count + 1, value["sha256"]
                gathered.clear()
            if value["sha256"] != sha256 or value["at"] != len(gathered) or len(gathered) + len(piece) > size:
                raise self._broken(f"{where}: its pieces do not fit together")
            gathered += piece
            if len(gathered) == size:
                if hashlib.sha256(gathered).hexdigest() != sha256:
                    raise self._broken(f"{where}: the bytes are not what was saved")
                if sha256 not in known:
                    yield sha256, bytes(gathered)
                sha256 = ""
        if sha256 or count != self.counts[1]:
            raise self._broken(f"it says that it holds {self.counts[1]} contents and does not hold them all")

    # --- parts of the file

    def _sections(self) -> Iterator[tuple[str, JsonText]]:
        """The names at the top, each with the text where its value begins; whoever asks reads that value."""
        with self._file.open() as stream, io.TextIOWrapper(stream, "utf-8-sig", errors="strict") as opened:
            text = JsonText(opened, self._file.name)
            try:
                yield from _members(text, self._file.name)
            except UnicodeDecodeError as error:
                raise self._broken("it holds characters that are no UTF-8") from error

    def _listed(self, section: str) -> Iterator[tuple[int, Any]]:
        """The entries of a list at the top, numbered from 1."""
        for name, text in self._sections():
            if name == section:
                for number, _ in enumerate(_entries(text, self._file.name), start=1):
                    yield number, text.value()
                return
            _skip(text, 0)

    def _change(self, number: int, value: Any) -> Change:
        where = f"log, entry {number}"
        if not isinstance(value, dict):
            raise self._broken(f"{where} is no object")
        for name in (*TRAVELLING, "sha256", "arrived_at"):
            if name not in value or not _fits(name, value[name]):
                raise self._broken(f"{where}: “{name}” is missing or not what belongs there")
        told = {name: value[name] for name in TRAVELLING}
        told["supersedes"] = tuple(told["supersedes"])
        change = Change(**told, sha256=value["sha256"], arrived_at=value["arrived_at"])
        if change.digest() != change.sha256:
            raise self._broken(f"{where} is not what its writer wrote")
        return change

    def _piece(self, where: str, value: Any) -> tuple[bytes, int]:
        try:
            piece = base64.b64decode(value["base64"], validate=True)
            sha256, size, at = value["sha256"], value["size"], value["at"]
        except (KeyError, TypeError, ValueError, binascii.Error) as error:
            raise self._broken(f"{where} is no piece of a picture or document") from error
        if not isinstance(sha256, str) or not _is_number(size) or not _is_number(at) or size < 0:
            raise self._broken(f"{where} is no piece of a picture or document")
        if size > LARGEST_CONTENT:
            raise self._broken(f"{where} is larger than what can be attached")
        return piece, size

    def _broken(self, why: str) -> Mistake:
        return broken(self._file.name, why)


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -LARGEST_NUMBER <= value < LARGEST_NUMBER


def _fits(name: str, value: Any) -> bool:
    if name in NUMBERS:
        return _is_number(value)
    if name in TEXTS:
        return isinstance(value, str)
    if name in TEXTS_OR_NOTHING:
        return value is None or isinstance(value, str)
    if name == "supersedes":
        return isinstance(value, list) and all(isinstance(each, str) for each in value)
    return isinstance(value, dict)


def _members(text: JsonText, name: str) -> Iterator[tuple[str, JsonText]]:
    """The names of an object; the value is read by whoever takes the name."""
    if not text.skip("{"):
        raise broken(name, "it is no JSON object")
    while not text.skip("}"):
        key = text.value()
        if not isinstance(key, str) or not text.skip(":"):
            raise broken(name, "it is no valid JSON")
        yield key, text
        _next(text, name, "}")


def _entries(text: JsonText, name: str) -> Iterator[None]:
    """One step an entry of a list; the value is read by whoever takes the step."""
    if not text.skip("["):
        raise broken(name, "a list is missing where one belongs")
    while not text.skip("]"):
        yield
        _next(text, name, "]")


def _next(text: JsonText, name: str, end: str) -> None:
    if not text.skip(",") and text.peek() != end:
        raise broken(name, "it ends in the middle" if not text.peek() else "it is no valid JSON")


def _skip(text: JsonText, depth: int) -> None:
    """Pass over a value; lists and objects of many entries are never held as a whole."""
    sign = text.peek()
    if depth < DEEPEST and sign == "[":
        for _ in _entries(text, text.name):
            _skip(text, depth + 1)
    elif depth < DEEPEST and sign == "{":
        for _ in _members(text, text.name):
            _skip(text, depth + 1)
    else:
        text.value()
