"""Arabic letters in the forms in which they join, so that they can be read back out of a PDF.

Left to itself a font joins some pairs of letters into one shape of its own, which a PDF cannot name: searching for a
word with such a pair finds nothing. With each letter in its Unicode presentation form (FE80-FEFC), which every reader
folds back into the plain letter (NFKC), nothing is lost; lam-alif, the one pair that must be joined, has forms of its
own. Words with letters that have no such form (Persian, Kurdish) are left to the font.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[\u0621-\u063a\u0640-\u065f\u0670-\u06d3]+")
MARK = re.compile(r"[\u064b-\u065f\u0670]")
LAM = "\u0644"
KINDS = ("isolated", "final", "initial", "medial")


def _forms() -> dict[str, dict[str, str]]:
    """Letter, or lam with alif -> kind -> presentation form, read from Unicode's own table."""
    found: dict[str, dict[str, str]] = {}
    for code in range(0xFE80, 0xFEFD):
        kind, *letters = unicodedata.decomposition(chr(code)).split()
        plain = "".join(chr(int(letter, 16)) for letter in letters)
        found.setdefault(plain, {})[kind.strip("<>")] = chr(code)
    return found


TATWEEL = "\u0640"
"""The line that lengthens a word: it joins to both sides and is always the same."""
FORMS = {**_forms(), TATWEEL: dict.fromkeys(KINDS, TATWEEL)}


def shaped(text: str) -> str:
    """The text with its Arabic words in presentation forms."""
    return text if text.isascii() else WORD.sub(lambda word: _shaped_word(word.group()), text)


@lru_cache(maxsize=20_000)
def _shaped_word(word: str) -> str:
    letters = _letters(word)
    if any(letter not in FORMS for letter, _ in letters):
        return word
    made, joins_before = [], False
    for number, (letter, marks) in enumerate(letters):
        forms = FORMS[letter]
        follows = number + 1 < len(letters) and "final" in FORMS[letters[number + 1][0]]
        joins_after = follows and "initial" in forms
        made.append(forms[_kind(joins_before and "final" in forms, joins_after)] + marks)
        joins_before = joins_after
    return "".join(made)


def _kind(before: bool, after: bool) -> str:
    return KINDS[before + 2 * after]


def _letters(word: str) -> list[tuple[str, str]]:
    """Letters with the marks on them; lam and the alif after it are one."""
    letters: list[tuple[str, str]] = []
    for character in word:
        if MARK.match(character) and letters:
            letters[-1] = (letters[-1][0], letters[-1][1] + character)
        elif letters and letters[-1][0] == LAM and LAM + character in FORMS:
            letters[-1] = (LAM + character, letters[-1][1])
        else:
            letters.append((character, ""))
    return letters
