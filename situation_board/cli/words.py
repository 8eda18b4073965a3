"""Values as words for people: terms of vocabularies, times, names, figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from situation_board.core import times
from situation_board.core.figures import figure_words
from situation_board.core.questions.cards import ActorFace, CardFace
from situation_board.core.rows import Field, Kind
from situation_board.core.vocabulary import Column, Credibility, HandlingLabel, Reliability, Word

UNKNOWN, NOBODY = "not stated", "nobody"


def term_words(term: object) -> str:
    """A term as people read it, a grade with its code; one that only a newer program knows as it is.

    Handling labels are never worded.
    """
    if isinstance(term, Reliability | Credibility):
        return f"{term.value} {term.words}"
    if isinstance(term, Word) and not isinstance(term, HandlingLabel):
        return term.words
    return "" if term is None else str(term)


def value_words(field: Field, value: Any, names: Mapping[str, str], zone: ZoneInfo) -> str:
    """A field's value; empty when it is not set."""
    if value is None or value is False or (value == () and field.kind is not Kind.THINGS):
        return ""
    match field.kind:
        case Kind.TIME:
            return times.in_words(value, zone)
        case Kind.THING:
            return names.get(value, value)
        case Kind.THINGS:
            return ", ".join(names.get(each, each) for each in value) or NOBODY
        case Kind.NAMES:
            return ", ".join(f"{each.name} ({each.language})" if each.language else each.name for each in value)
        case Kind.FIGURES:
            return "; ".join(figure_words(each, zone) for each in value)
        case Kind.CHOICES:
            return ", ".join(term_words(each) for each in value)
        case Kind.FLAG:
            return "yes"
        case Kind.REAL:
            return f"{value:g}"
        case _:
            return term_words(value)


def parties_words(face: CardFace) -> str:
    """Who does what to whom on a card: "HTS on Syrian army", "HTS from Syrian army"."""
    actors, others = actors_words(face.actors), actors_words(face.from_actors)
    match face.column:
        case Column.ADVANCING:
            return f"{actors} moving on {others}"
        case Column.CONTESTED:
            return f"{actors} against {others}"
        case Column.FALLEN:
            return f"{actors}, lost by {others}"
        case _:
            return actors


def actors_words(actors: tuple[ActorFace, ...] | None) -> str:
    if actors is None:
        return UNKNOWN
    return ", ".join(actor.short_name for actor in actors) or NOBODY
