"""Numbers in words: "twenty-five" is one; "dozens" states none, and is kept as it was said."""

from __future__ import annotations

import re

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {
    **{word: value for value, word in enumerate(_ONES)},
    **{word: value * 10 for value, word in enumerate(_TENS, start=2)},
    "a": 1,
    "an": 1,
}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "dozen": 12}
VAGUE = re.compile(
    r"(?:(?:several|many|some|a few|few|scores of|tens of|dozens of|hundreds of|thousands of|over a)\s+)*"
    r"(?:several|many|few|a few|a number|some|scores|tens|dozens|hundreds|thousands|numerous|multiple|unspecified|"
    r"عشرات|مئات|آلاف|عشرات الآلاف|عدة|عدد)(?:\s+of)?",
    re.IGNORECASE,
)
LONGEST = 80
"""Characters of a number in words."""


def number_in_words(text: str) -> int | None:
    """The number that English words say; None when they say none."""
    words = re.split(r"[\s-]+", text.casefold())
    if len(text) > LONGEST or not any(word in _SMALL or word in _SCALES for word in words):
        return None
    total, part, has_part = 0, 0, False
    for word in words:
        if word in _SMALL:
            part += _SMALL[word]
            has_part = True
        elif word in _SCALES and has_part:
            part *= _SCALES[word]
            if _SCALES[word] >= 1_000:
                total, part, has_part = total + part, 0, False
        elif word != "and":
            return None
    return total + part


def is_vague(text: str) -> bool:
    """Whether words speak of a number without saying one: "dozens", "hundreds of", "several"."""
    return len(text) <= LONGEST and VAGUE.fullmatch(text.strip()) is not None
