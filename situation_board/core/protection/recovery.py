"""The recovery sheet: the key of the file itself, in groups of digits that can be written down and typed again.

It opens the file, and copies made until the passphrase is next changed. packaging/decisions/0023 says why there is no
second key in the file.
"""

from __future__ import annotations

import hashlib

from situation_board.core.problems import Mistake

LINES, KEY_BYTES = 4, 32
BYTES_A_LINE = KEY_BYTES // LINES
GROUP, DIGITS_A_LINE = 4, 20
ALIKE = str.maketrans("OoIiLl", "001111")
"""Letters that no code has -> the digits that were meant."""


def lines_on_paper(key: bytes) -> list[str]:
    """Four lines of five groups; the last group of each line tells whether the line was typed as it was printed."""
    parts = [key[start : start + BYTES_A_LINE] for start in range(0, KEY_BYTES, BYTES_A_LINE)]
    return [_spaced((part + _check(number, part)).hex().upper()) for number, part in enumerate(parts, start=1)]


def key_on_paper(text: str) -> bytes | None:
    """The key that such lines give; None when the text is no such code. Mistake names the line that is not right."""
    digits = "".join(text.replace("-", " ").split()).translate(ALIKE)
    if len(digits) != LINES * DIGITS_A_LINE:
        return None
    try:
        found = bytes.fromhex(digits)
    except ValueError:
        return None
    length = DIGITS_A_LINE // 2
    lines = [found[start : start + length] for start in range(0, len(found), length)]
    return b"".join(_part(number, line) for number, line in enumerate(lines, start=1))


def _part(number: int, line: bytes) -> bytes:
    part, check = line[:BYTES_A_LINE], line[BYTES_A_LINE:]
    if check != _check(number, part):
        raise Mistake(f"Line {number} of the recovery code is not as it was printed.", field="passphrase")
    return part


def _check(number: int, part: bytes) -> bytes:
    return hashlib.sha256(bytes([number]) + part).digest()[:2]


def _spaced(digits: str) -> str:
    return " ".join(digits[start : start + GROUP] for start in range(0, len(digits), GROUP))
