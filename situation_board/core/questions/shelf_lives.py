"""How long what is not a status stays fresh."""

from __future__ import annotations

from situation_board.core.rows import Situation

ADVISORY = 12
"""Hours until an advisory is stale, where the situation says nothing else (domain rule)."""


def shelf_life_of_advisories(situation: Situation) -> int:
    """Hours after which somebody should look again whether an advisory still holds."""
    return situation.shelf_life_advisory if situation.shelf_life_advisory is not None else ADVISORY
