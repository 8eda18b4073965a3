"""A sheet as JSON of which there is only one form, and back. Its SHA-256 is printed on the sheet."""

from __future__ import annotations

import dataclasses
import hashlib
import types
import typing
from functools import cache
from typing import Any

from situation_board.core.problems import Trouble
from situation_board.core.snapshot.sheet import FORMAT, Sheet
from situation_board.core.store.log import canonical
from situation_board.core.vocabulary import Word

NO_CONTENT = frozenset({"notice"})
"""What is said of a rendering, not of the situation."""


def to_json(sheet: Sheet) -> dict[str, Any]:
    """The whole sheet as plain values."""
    return typing.cast("dict[str, Any]", _plain(sheet))


def to_text(sheet: Sheet) -> str:
    """The canonical text that is stored with an issue, and whose hash is printed: all but the notice of a rendering."""
    return canonical({name: value for name, value in to_json(sheet).items() if name not in NO_CONTENT})


def from_json(value: dict[str, Any]) -> Sheet:
    """A sheet from its plain values. Trouble when a newer program wrote it; fields unknown here are passed over."""
    if value.get("format", 0) > FORMAT:
        raise Trouble(
            "This sheet was made by a newer version of the program.",
            kept="What was issued is kept as it was printed.",
            do="Print the stored pages, or update the program.",
        )
    return typing.cast(Sheet, _built(Sheet, value))


def content_sha256(sheet: Sheet) -> str:
    """The hash of what the sheet says, whatever it is painted on."""
    return hashlib.sha256(to_text(sheet).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Word):
        return value.value
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    return value


@cache
def _hints(row_type: type) -> dict[str, Any]:
    hints = typing.get_type_hints(row_type)
    return {field.name: hints[field.name] for field in dataclasses.fields(row_type)}


def _built(hint: Any, value: Any) -> Any:
    """A value of that type; None stays None, and a word that only a newer program knows stays as it is."""
    if value is None:
        return None
    origin = typing.get_origin(hint)
    if origin is types.UnionType:
        return _built(next(each for each in typing.get_args(hint) if each is not types.NoneType), value)
    if origin is tuple:
        return tuple(_built(typing.get_args(hint)[0], each) for each in value)
    if dataclasses.is_dataclass(hint):
        hints = _hints(typing.cast(type, hint))
        return hint(**{name: _built(hints[name], each) for name, each in value.items() if name in hints})  # type: ignore[operator]
    if isinstance(hint, type) and issubclass(hint, Word):
        return next((term for term in hint if term.value == value), value)
    return value
