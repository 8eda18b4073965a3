"""How long a passphrase would hold: a rough guess at the low end, made on this laptop and told to nobody."""

from __future__ import annotations

import itertools
import math
import re
from dataclasses import dataclass
from enum import StrEnum

WEAK, FAIR = 40.0, 60.0
"""Bits. One try costs an attacker about 64 MiB and a tenth of a second: 40 bits hold for years against one machine
and for days against a thousand; 60 bits hold against what states have.
"""
BITS_A_WORD = 13.0  # one of eight thousand that a person thinks of
BITS_COMMON, BITS_YEAR, BITS_FOLLOWING = 6.0, 6.5, 1.0
SHORTEST_WORD, LONGEST_WORD = 4, 12
VOWELS = frozenset("aeiouyàáâäãåèéêëìíîïòóôöõùúûü")
ROWS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qwertzuiop", "01234567890")
COMMON = (
    *("password", "passwort", "passphrase", "motdepasse", "contraseña", "secret", "letmein", "welcome", "admin"),
    *("login", "hello", "dragon", "monkey", "master", "iloveyou", "football", "sunshine", "princess", "changeme"),
    *("situation", "board", "syria", "damascus", "aleppo", "laptop", "office", "field", "mission", "team", "summer"),
    *("winter", "spring", "autumn", "january", "february", "march", "april", "august", "october", "december"),
)
_PARTS = re.compile(
    rf"(?P<common>{'|'.join(COMMON)})|(?P<year>19\d\d|20\d\d)|(?P<letters>[^\W\d_]+)|(?P<other>.)", re.S
)


class Level(StrEnum):
    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"


@dataclass(frozen=True)
class Strength:
    """`bits`: how often the number of tries doubles; at the low end, as people choose less freely than they think."""

    bits: float

    @property
    def level(self) -> Level:
        return Level.WEAK if self.bits < WEAK else Level.FAIR if self.bits < FAIR else Level.STRONG


def strength(passphrase: str) -> Strength:
    """What a passphrase is worth: its words, years and single signs; what repeats or follows counts next to nothing."""
    text = " ".join(passphrase.split())
    known: set[str] = set()
    each = math.log2(_alphabet(text))
    bits = 0.0
    for found in _PARTS.finditer(text.casefold()):
        part = found.group()
        bits += BITS_FOLLOWING if part in known and len(part) > 1 else _bits(found.lastgroup or "", part, each)
        known.add(part)
    return Strength(min(bits, _one_by_one(text, each)))


def _bits(kind: str, part: str, each: float) -> float:
    """`each`: what a single sign is worth, out of all that the passphrase draws from."""
    if kind == "common":
        return BITS_COMMON
    if kind == "year":
        return BITS_YEAR
    if kind == "letters" and _is_word(part):
        return min(BITS_A_WORD + max(0, len(part) - LONGEST_WORD), _one_by_one(part, each))
    return 0.0 if part == " " else _one_by_one(part, each)


def _is_word(letters: str) -> bool:
    """Whether a person could have thought of it; of other scripts than Latin that is taken for granted."""
    if len(letters) < SHORTEST_WORD:
        return False
    share = sum(letter in VOWELS for letter in letters) / len(letters)
    return 0.2 <= share <= 0.7 or not letters.isascii()


def _one_by_one(text: str, each: float) -> float:
    """But one that repeats the one before it, or stands next to it on the keyboard, counts next to nothing."""
    pairs = itertools.pairwise(" " + text.casefold())
    return sum(BITS_FOLLOWING if _follows(before, letter) else each for before, letter in pairs)


def _follows(before: str, letter: str) -> bool:
    pair = before + letter
    return before == letter or any(pair in row or pair[::-1] in row for row in ROWS)


def _alphabet(text: str) -> int:
    kinds = (
        (26, any("a" <= letter <= "z" for letter in text)),
        (26, any("A" <= letter <= "Z" for letter in text)),
        (10, any(letter.isdigit() for letter in text)),
        (30, any(not letter.isalpha() and not letter.isdigit() for letter in text)),
        (30, any(letter.isalpha() and not letter.isascii() for letter in text)),
    )
    return max(2, sum(size for size, is_there in kinds if is_there))
