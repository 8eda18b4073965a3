"""What an assessment must say: whose it is, why, and how sure they are."""

from __future__ import annotations

from collections.abc import Collection

from situation_board.core.problems import Mistake
from situation_board.core.rows import Status
from situation_board.core.vocabulary import Basis

ASKED = {
    "assessed_by": "An assessment needs somebody who stands for it.",
    "reasoning": "An assessment needs its reasoning.",
    "confidence": "An assessment needs a confidence.",
}
DO = {
    "assessed_by": "Give the role of who assessed it.",
    "reasoning": "Give it in one line.",
    "confidence": "Low, moderate or high?",
}


def check_assessed(status: Status, said: Collection[str] = ("basis",)) -> None:
    """Mistake, naming the field, when the basis is *assessed* and role, reasoning or confidence is missing.

    `said` are the fields that a person has just given: with the basis all three are asked for, else only what was
    given must not be empty, so that what is missing after a move can be filled in field by field.
    """
    if status.basis != Basis.ASSESSED:
        return
    for field, words in ASKED.items():
        if ("basis" in said or field in said) and not getattr(status, field):
            raise Mistake(words, field=field, do=DO[field], kept="The basis stays as it was.")
