"""Values of fields in words, and as they are typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from situation_board.core.figures import figure_words
from situation_board.core.rows import Field, Kind, Name
from situation_board.gui.entry.clock import Clock, time_text
from situation_board.gui.entry.understanding import Typed
from situation_board.gui.entry.wording import graded, isolated, isolated_lines, time_words, words_of

GRADED = frozenset({"credibility", "reliability"})
"""Shown with their codes."""
TYPED_KINDS = {Kind.TEXT, Kind.INTEGER, Kind.REAL, Kind.TIME, Kind.THING, Kind.THINGS, Kind.FIGURES}


def value_words(field: Field, value: Any, *, names: Mapping[str, str], clock: Clock) -> str:
    """A value as it is read; empty when there is none."""
    match field.kind:
        case Kind.THING:
            return isolated(names.get(value, value[:8])) if value else ""
        case Kind.THINGS:
            return party_words(value, names, separator=" – " if field.name == "via" else ", ")
        case Kind.TIME:
            return time_words(value, clock.zone) if value else ""
        case Kind.CHOICE if field.name in GRADED and value:
            return graded(value)
        case Kind.CHOICES:
            return ", ".join(words_of(term) for term in value)
        case Kind.NAMES:
            return names_words(value)
        case Kind.FIGURES:
            return "\n".join(figure_words(figure, clock.zone) for figure in value)
        case Kind.FLAG:
            return _translated("yes") if value else ""
        case Kind.REAL:
            return isolated(f"{value:.6f}".rstrip("0").rstrip(".")) if value is not None else ""
        case Kind.INTEGER:
            return isolated(str(value)) if value is not None else ""
        case Kind.TEXT:
            return isolated_lines(value or "")
    return words_of(value)


def party_words(things: tuple[str, ...] | None, names: Mapping[str, str], *, separator: str = ", ") -> str:
    """Actors as people say it: unknown is not nobody."""
    if things is None:
        return ""
    if not things:
        return _translated("nobody")
    return separator.join(isolated(names.get(thing, thing[:8])) for thing in things)


def names_words(names: tuple[Name, ...]) -> str:
    return ", ".join(isolated(name.name) + (f" ({name.language})" if name.language else "") for name in names)


def missing_words(field: Field) -> str:
    """What stands where there is no value."""
    if field.name in GRADED:
        return _translated("unrated")
    if field.kind is Kind.THINGS and field.name != "via":
        return _translated("unknown")
    if field.name == "report":
        return _translated("no source")
    return _translated("not stated")


def _translated(words: str) -> str:
    return QCoreApplication.translate("Values", words)


def typed_of(field: Field, value: Any, *, names: Mapping[str, str], clock: Clock) -> object:
    """A value as its editor takes it."""
    if field.kind not in TYPED_KINDS:
        return value
    if field.kind is Kind.THING:
        things = (value,) if value else ()
        return _typed_things(things, names, ", ")
    if field.kind is Kind.THINGS:
        if value == ():
            return Typed("nobody")
        return _typed_things(value or (), names, ", ")
    if field.kind is Kind.TIME:
        return Typed(time_text(value, clock.zone))
    if field.kind is Kind.FIGURES:
        return Typed("; ".join(figure_words(figure, clock.zone) for figure in value))
    return Typed("" if value is None else str(value))


def _typed_things(things: tuple[str, ...], names: Mapping[str, str], separator: str) -> Typed:
    """Names with the ids that they stand for, so that what is not touched stays what it is."""
    spelled = [(names.get(thing, thing), thing) for thing in things]
    return Typed(separator.join(name for name, _ in spelled), tuple(spelled))
