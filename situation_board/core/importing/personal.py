"""E-mail addresses and telephone numbers in files of others are left out, and it is said so."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from situation_board.core.importing.incoming import Given, GivenControl, GivenEvent, GivenLocation
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.options import Options
from situation_board.core.personal_data import personal_data
from situation_board.core.rows import Figure

MAY_HOLD = re.compile(r"@|\d[\d\s().-]{6,}")
"""A quick look: most texts hold neither an address nor a long number."""
WITHHELD = "[withheld]"
DECISION = "e-mail addresses and telephone numbers were left out"


def without_personal_data(given: Given, options: Options, notes: Notes) -> Given:
    """The row without personal data in its running texts, unless a person asked to keep them."""
    if options.keeps_personal_data:
        return given
    match given:
        case GivenEvent():
            text = _cleaned(given.text)
            fields = {name: _cleaned(value) for name, value in given.fields.items()}
            figures = tuple(_clean_figure(figure) for figure in given.figures)
            if (text, fields, figures) == (given.text, given.fields, given.figures):
                return given
            notes.decide(DECISION)
            return dataclasses.replace(given, text=text, fields=fields, figures=figures)
        case GivenControl() | GivenLocation():
            note = _cleaned(given.note)
            if note == given.note:
                return given
            notes.decide(DECISION)
            return dataclasses.replace(given, note=note)
        case _:
            excerpt = _cleaned(given.excerpt)
            if excerpt == given.excerpt:
                return given
            notes.decide(DECISION)
            return dataclasses.replace(given, excerpt=excerpt)


def _clean_figure(figure: Figure) -> Figure:
    note = _cleaned(figure.note)
    return figure if note == figure.note else dataclasses.replace(figure, note=note)


def _cleaned(value: Any) -> Any:
    if not isinstance(value, str) or not MAY_HOLD.search(value):
        return value
    for found in personal_data(value):
        value = value.replace(found.text, WITHHELD)
    return value
