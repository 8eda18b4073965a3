"""What a board was left like, as far as it is understood: people edit settings, and other versions wrote them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from situation_board.core.questions.cards import SORTS
from situation_board.core.vocabulary import Column
from situation_board.gui.board.layout import Density


def remembered_density(state: Mapping[str, Any]) -> Density:
    return next((density for density in Density if density.value == state.get("density")), Density.COMFORTABLE)


def remembered_sorts(state: Mapping[str, Any]) -> dict[Column, str]:
    sorts = state.get("sorts")
    if not isinstance(sorts, Mapping):
        return {}
    known = {column: sorts.get(column.value) for column in Column}
    return {column: sort for column, sort in known.items() if isinstance(sort, str) and sort in SORTS}
