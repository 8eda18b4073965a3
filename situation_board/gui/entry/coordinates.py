"""Coordinates as people paste them: both in one text, with or without degrees and letters."""

from __future__ import annotations

import re

from situation_board.core.times import ARABIC_DIGITS

NUMBER = r"([+-]?\d{1,3}(?:\.\d+)?)\s*°?\s*"
PAIR = re.compile(rf"\(?\s*{NUMBER}([NS]?)\s*[,;،\s]\s*{NUMBER}([EW]?)\s*\)?", re.IGNORECASE)


def coordinate_pair(text: str) -> tuple[float, float] | None:
    """Degrees north and east of "33.5, 36.3", "33.5° N 36.3° E", "٣٣٫٥، ٣٦٫٣"; None for anything else."""
    found = PAIR.fullmatch(text.translate(ARABIC_DIGITS).replace("٫", ".").strip())
    if found is None:
        return None
    north, south, east, west = found.groups()
    return _signed(north, south, "S"), _signed(east, west, "W")


def _signed(number: str, letter: str, negative: str) -> float:
    value = float(number)
    return -value if letter.upper() == negative else value
