"""Manual order as fractional ranks: strings between which there is always room for another.

A rank is four digits and, where cards were put between cards, a fraction. At an open end the four digits count on by
one, so that seven million cards put on top of each other keep short ranks.
"""

from __future__ import annotations

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
BASE = len(DIGITS)
WIDTH = 4
MIDDLE = BASE**WIDTH // 2


def between(before: str | None, after: str | None) -> str:
    """A rank after `before` and before `after`; None is the open end.

    Compared as plain strings (code points). ValueError when `before` is not less than `after`.
    """
    if before is not None and after is not None:
        return _inside(before, after)
    if before is not None:
        return _counted(_count(before) + 1)
    if after is not None:
        return _counted(_count(after) - 1)
    return _counted(MIDDLE)


def _count(rank: str) -> int:
    value = 0
    for digit in rank[:WIDTH]:
        value = value * BASE + DIGITS.index(digit)
    return value


def _counted(value: int) -> str:
    if not 0 < value < BASE**WIDTH:
        raise ValueError("no room left at the end of the ranks")
    digits = ""
    for _ in range(WIDTH):
        value, digit = divmod(value, BASE)
        digits = DIGITS[digit] + digits
    return digits + DIGITS[1]


def _inside(low: str, high: str) -> str:
    """The shortest string strictly between; no rank ends in the lowest digit, so there is one."""
    if low >= high:
        raise ValueError(f"no rank between {low!r} and {high!r}")
    made = ""
    bounded = True
    while True:
        position = len(made)
        floor = DIGITS.index(low[position]) if position < len(low) else 0
        ceiling = DIGITS.index(high[position]) if bounded and position < len(high) else BASE
        if ceiling - floor > 1:
            return made + DIGITS[(floor + ceiling) // 2]
        made += DIGITS[floor]
        bounded = bounded and floor == ceiling
