"""Words in cells that mean something to the program: a kind of place or event, a total, a remark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from situation_board.core.importing.cells import Cell, is_missing, plain, said
from situation_board.core.names import normalise
from situation_board.core.vocabulary import EventKind, LocationKind

MOST_REMEMBERED = 20_000
TOTALS = frozenset(
    normalise(text)
    for text in (
        *(
            "sum",
            "all",
            "overall",
            "gesamt",
            "insgesamt",
            "summe",
            "всього",
            "усього",
            "разом",
            "итого",
            "всего",
            "toplam",
        ),
        *("المجموع", "الإجمالي", "المجموع الكلي", "الإجمالي العام", "total general", "total général", "suma"),
    )
)
TOTAL = re.compile(r"(?:.*\s)?(?:grand |sub[ -]?)?totals?(?:\s.*)?", re.IGNORECASE)
NOTE = re.compile(r"(?:\*|sources?\b|notes?\b|n\.?b\b|disclaimer|prepared by|data as of|المصدر|ملاحظة)", re.IGNORECASE)
LONGEST_NAME = 100
"""Characters: what is longer and stands alone in its row is a remark."""
LEVEL = re.compile(r"adm\d")
KINDS_OF_LEVELS = (
    *(LocationKind.COUNTRY, LocationKind.GOVERNORATE, LocationKind.DISTRICT, LocationKind.SUB_DISTRICT, None),
)
PLACE_KINDS = {normalise(kind.words): kind for kind in LocationKind} | {kind.value: kind for kind in LocationKind}


@lru_cache(MOST_REMEMBERED)
def is_word_for_total(text: str) -> bool:
    """Whether the name of an area says that the row adds others up."""
    return TOTAL.fullmatch(text) is not None or normalise(text) in TOTALS


@lru_cache(MOST_REMEMBERED)
def kind_of_place(said: str) -> LocationKind | None:
    """By our words, or by its level ("adm1")."""
    word = normalise(said)
    return KINDS_OF_LEVELS[min(int(word[-1]), 4)] if LEVEL.fullmatch(word) else PLACE_KINDS.get(word)


@lru_cache(MOST_REMEMBERED)
def kind_of_event(said: str) -> EventKind | None:
    """By our words."""
    word = normalise(said).replace(" ", "_")
    return EventKind(word) if word in set(EventKind) else None


def is_note(cells: Sequence[Cell]) -> bool:
    """A remark stands alone in its row, and in the first of several columns."""
    if len(cells) < 3 or any(said(cell) is not None for cell in cells[1:]) or is_missing(cells[0]):
        return False
    text = plain(cells[0])
    return len(text) > LONGEST_NAME or NOTE.match(text) is not None
