"""The publisher's keys of the rows so far, a million of them in little memory."""

from __future__ import annotations

import re

LARGEST = 1 << 27
"""Numbers below are kept as bits: at most 16 MB."""
_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}", re.ASCII)


class SeenKeys:
    """Says whether a key was there before. Most publishers number their rows."""

    def __init__(self) -> None:
        self._bits = bytearray()
        self._others: set[str] = set()

    def is_new(self, key: str) -> bool:
        """Whether the key comes for the first time; from now on it is known."""
        number = int(key) if _NUMBER.fullmatch(key) else LARGEST
        if number < LARGEST:
            return self._is_new_number(number)
        if key in self._others:
            return False
        self._others.add(key)
        return True

    def _is_new_number(self, number: int) -> bool:
        at, bit = number >> 3, 1 << (number & 7)
        if at >= len(self._bits):
            self._bits.extend(bytes(max(at + 1, 2 * len(self._bits)) - len(self._bits)))
        if self._bits[at] & bit:
            return False
        self._bits[at] |= bit
        return True
