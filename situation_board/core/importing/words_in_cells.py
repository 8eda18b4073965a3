"""Words in cells that mean something to the program: a kind of place or event, a total. Each is looked up once."""

from __future__ import annotations

import re
from functools import lru_cache

from situation_board.core.names import normalise
from situation_board.core.vocabulary import EventKind, LocationKind

MOST_REMEMBERED = 20_000
TOTALS = frozenset({"sum", "all", "المجموع", "الاجمالي", "مجموع"})
TOTAL = re.compile(r"(?:.*\s)?(?:grand |sub ?)?total(?:\s.*)?", re.IGNORECASE)
LEVEL = re.compile(r"adm\d")
KINDS_OF_LEVELS = (
    *(LocationKind.COUNTRY, LocationKind.GOVERNORATE, LocationKind.DISTRICT, LocationKind.SUB_DISTRICT, None),
)
PLACE_KINDS = {normalise(kind.words): kind for kind in LocationKind} | {kind.value: kind for kind in LocationKind}


@lru_cache(MOST_REMEMBERED)
def is_word_for_total(text: str) -> bool:
    """Whether the first words of a row say that it adds others up."""
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
