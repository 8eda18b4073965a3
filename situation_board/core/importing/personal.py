"""E-mail addresses and telephone numbers in files of others are left out, and it is said so."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from situation_board.core.importing.incoming import (
    Given,
    GivenControl,
    GivenEvent,
    GivenLocation,
    GivenPlace,
    GivenReport,
    GivenRow,
)
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.options import Options
from situation_board.core.personal_data import personal_data
from situation_board.core.rows import Figure, Kind, Row, fields_of
from situation_board.core.store.reading import TABLE_OF

MAY_HOLD = re.compile(r"@|\d[\d\s().-]{6,}")
"""A quick look: most texts hold neither an address nor a long number."""
MOST_REMEMBERED = 20_000
WITHHELD = "[withheld]"
MOST_IN_A_TEXT = 50
"""A text that holds more of them is a list of people: nothing of it is kept."""
REFERENCES = frozenset({"report", "issuer"})
"""Fields of an event that hold an id."""
DECISION = "e-mail addresses and telephone numbers were left out"


def without_personal_data(given: Given, options: Options, notes: Notes) -> Given:
    """The row without personal data in its running texts, unless a person asked to keep them."""
    if options.keeps_personal_data or not _may_hold(given):
        return given
    match given:
        case GivenEvent():
            cleaned: Given = _clean_event(given)
        case GivenControl() | GivenLocation():
            cleaned = dataclasses.replace(given, note=_cleaned(given.note), place=_clean_place(given.place))
        case GivenRow():
            cleaned = _clean_row(given)
        case GivenReport():
            title, source = _cleaned(given.title), _named(given.source)
            cleaned = dataclasses.replace(given, title=title, source=source, excerpt=_cleaned(given.excerpt))
    if cleaned == given:
        return given
    notes.decide(DECISION)
    return cleaned


def _may_hold(given: Given) -> bool:
    """A quick look at all words of a row."""
    texts: list[Any]
    names: list[str | None]
    match given:
        case GivenEvent():
            texts = [given.text, *given.fields.values(), *[figure.note for figure in given.figures]]
            names = [given.source, *given.actors]
            for place in (given.place, given.destination):
                names += _words_of(place) if place is not None else ()
        case GivenControl() | GivenLocation():
            texts, names = [given.note], _words_of(given.place)
        case GivenRow():
            texts, names = [] if given.row is None else [value for _, value in _texts(given.row)], []
        case GivenReport():
            texts, names = [given.title, given.excerpt], [given.source]
    if any(MAY_HOLD.search(text) is not None for text in texts if isinstance(text, str)):
        return True
    return any(_name_may_hold(name) for name in names if name)


@lru_cache(MOST_REMEMBERED)
def _name_may_hold(name: str) -> bool:
    """Names come again in many rows."""
    return MAY_HOLD.search(name) is not None


def _words_of(place: GivenPlace) -> list[str | None]:
    return [place.name, *place.areas, *(each.name for each in place.names)]


def _clean_event(given: GivenEvent) -> GivenEvent:
    return dataclasses.replace(
        given,
        text=_cleaned(given.text),
        place=_clean_place(given.place) if given.place is not None else None,
        destination=_clean_place(given.destination) if given.destination is not None else None,
        actors=tuple(name for name in map(_named, given.actors) if name),
        source=_named(given.source),
        fields={name: value if name in REFERENCES else _cleaned(value) for name, value in given.fields.items()},
        figures=tuple(_clean_figure(figure) for figure in given.figures),
    )


def _clean_row(given: GivenRow) -> GivenRow:
    """Of a table of ours: a message says where it came from in words of its own."""
    if given.row is None:
        return given
    return dataclasses.replace(
        given, row=dataclasses.replace(given.row, **{n: _cleaned(v) for n, v in _texts(given.row)})
    )


def _texts(row: Row) -> Iterator[tuple[str, Any]]:
    for each in fields_of(TABLE_OF[type(row)]):
        if each.kind is Kind.TEXT:
            yield each.name, getattr(row, each.name)


def _clean_place(place: GivenPlace) -> GivenPlace:
    name, areas = _cleaned(place.name), tuple(map(_cleaned, place.areas))
    names = tuple(each for each in place.names if _cleaned(each.name) == each.name)
    if (name, areas, names) == (place.name, place.areas, place.names):
        return place
    return dataclasses.replace(place, name=name, areas=areas, names=names)


def _named(name: str | None) -> str | None:
    """A name of somebody; None where it was nothing but an address or a number."""
    cleaned: str | None = _cleaned(name)
    return None if cleaned == WITHHELD else cleaned


def _clean_figure(figure: Figure) -> Figure:
    note = _cleaned(figure.note)
    return figure if note == figure.note else dataclasses.replace(figure, note=note)


def _cleaned(value: Any) -> Any:
    if not isinstance(value, str) or not MAY_HOLD.search(value):
        return value
    found = dict.fromkeys(each.text for each in personal_data(value))
    if len(found) > MOST_IN_A_TEXT:
        return WITHHELD
    for text in found:
        value = value.replace(text, WITHHELD)
    return value
