"""Grades of several claims as the field writes them (NATO Admiralty): "for 2 (best B2) / against 1 (F6)".

Each side keeps its own best grade; there is never one grade made of several. Unrated is its own state.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from situation_board.core.evidence.grading import Grade, best_code
from situation_board.core.rows import Claim
from situation_board.core.snapshot.language import Tongue
from situation_board.core.vocabulary import Stance

SIDES = (("for {count}", Stance.SUPPORTS), ("against {count}", Stance.DENIES))


def sides(claims: Sequence[Claim], grades: Mapping[str, Grade], tongue: Tongue) -> str:
    """Claims for and against, each with its best grade; empty where there are none."""
    said = [_side(tongue, phrase, [grades[c.thing] for c in claims if c.stance == stance]) for phrase, stance in SIDES]
    words = " / ".join(side for side in said if side)
    if words and not any(grades[claim.thing].is_rated for claim in claims):
        words = f"{words} · {tongue.say('unrated')}"
    return words


def _side(tongue: Tongue, phrase: str, grades: Sequence[Grade]) -> str:
    if not grades:
        return ""
    words = tongue.say(phrase, count=tongue.numerals(str(len(grades))))
    found = best_code(grades)
    return words if found is None else f"{words} ({tongue.say('best {grade}', grade=found)})"
