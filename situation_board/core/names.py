"""One normalisation of names: for the gazetteer, for completion while typing, and for full-text search.

Two spellings that a reader would call "the same name, written differently" become one string; two names that
differ by a letter stay apart. Nothing here guesses: likeness is the business of `Gazetteer.suggest`.

An article is dropped where it can be recognised for certain: as a word of its own or before a hyphen
("al-Bab", "Al Bab", "Deir ez-Zor"), and the Arabic ال at the head of a word. Letters that only look like one
("Aleppo", "Aley", "Arbin", "Albab") stay. An assimilated article counts only before its own consonant, so
"as Suwayda" loses it and "Stadt an der Donau" loses nothing.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

ARABIC_ARTICLE = "ال"
PLAIN_ARTICLES = frozenset({"al", "el", ARABIC_ARTICLE})
ASSIMILATED_ARTICLES = frozenset(
    vowel + consonant for vowel in "ae" for consonant in ("s", "sh", "ch", "d", "dh", "n", "r", "t", "th", "z", "zh")
)

SHORTEST_WITH_ARABIC_ARTICLE = len(ARABIC_ARTICLE) + 2

APOSTROPHES = "'`‘’‛′ʻʼʽʾʿˀˁʔʕ"
WITHOUT_DECOMPOSITION = {
    **dict.fromkeys(APOSTROPHES + "ء\u0640", ""),
    **dict.fromkeys("ىیېے", "ي"),
    **dict.fromkeys("ةہھەۃ", "ه"),
    "ٱ": "ا",
    "ک": "ك",
    **dict(zip("ıøđðłħŧə", "ioddlhte", strict=True)),
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
}
"""Letters that Unicode does not take apart by itself, and marks between letters that not everybody writes.

أ إ آ ؤ ئ need no line: Unicode takes their hamza off. Persian and Urdu forms become the Arabic ones.
"""

INVISIBLE_MARKS = frozenset([0x034F, *range(0x180B, 0x180E), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])
MODIFIER_LETTERS = range(0x02B0, 0x0300)

POSSESSIVE = re.compile(r"(?<=\w\w\w)['’]s\b", re.IGNORECASE)
"""Three letters before it, because of "Ra's al-Ayn"."""


@lru_cache(maxsize=20_000)
def normalise(name: str) -> str:
    """The form in which names are compared: "As-Suwaydā’" and "Suwayda" are "suwayda", "دِمَشْق" is "دمشق".

    Empty when nothing of a name is in it. A result normalises to itself.
    """
    return " ".join(_without_articles(_fold(name).split()))


def words_for_search(text: str) -> str:
    """Running text for the full-text index, and what is typed to search it: the same folding, word by word.

    Articles are gone on both sides, so "As-Suwayda" and "Suwayda" find each other; so is the 's of "Syria's".
    """
    return " ".join(_without_articles(_fold(POSSESSIVE.sub("", text)).split()))


def same_name(a: str, b: str) -> bool:
    """Whether two spellings are one name; never true of what has no letter or digit, as that is no name."""
    normal = normalise(a)
    return normal != "" and normal == normalise(b)


def _fold(text: str) -> str:
    # The acute goes first: Unicode would take it apart into a space and a mark, and split "Dar´a" in two.
    apart = unicodedata.normalize("NFKD", text.replace("´", "")).casefold()
    # A second time, because folding the case of some letters brings marks back ("İ").
    folded = unicodedata.normalize("NFKD", apart).translate(_FOLDED)
    return unicodedata.normalize("NFKC", folded)


class _FoldedCharacters(dict[int, str]):
    """Character to what is left of it; filled as characters are met, so that folding is one `translate`."""

    def __missing__(self, code: int) -> str:
        self[code] = _folded_character(chr(code))
        return self[code]


_FOLDED = _FoldedCharacters()


def _folded_character(character: str) -> str:
    if character in WITHOUT_DECOMPOSITION:
        return WITHOUT_DECOMPOSITION[character]
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Cf" or _is_diacritic(character, category):
        return ""
    return character if category[0] in "LNM" else " "


def _is_diacritic(character: str, category: str) -> bool:
    """Marks on letters that stay the same letter without: Latin, Greek, Arabic harakat, Hebrew points.

    Vowel signs of Indic and Thai script and the kana sound marks are part of the word and stay.
    """
    code = ord(character)
    if code in MODIFIER_LETTERS or code in INVISIBLE_MARKS or category == "Me":
        return True
    mark_class = unicodedata.combining(character)
    return mark_class == 1 or 10 <= mark_class <= 36 or mark_class >= 200


def _without_articles(words: list[str]) -> list[str]:
    """From the right, so that an article counts against the word that will in the end stand after it."""
    kept: list[str] = []
    for word in reversed(words):
        bare = _without_arabic_article(word)
        if not (kept and _is_article(bare, before=kept[-1])):
            kept.append(bare)
    kept.reverse()
    return kept


def _without_arabic_article(word: str) -> str:
    while word.startswith(ARABIC_ARTICLE) and len(word) >= SHORTEST_WITH_ARABIC_ARTICLE:
        word = word[len(ARABIC_ARTICLE) :]
    return word


def _is_article(word: str, *, before: str) -> bool:
    return word in PLAIN_ARTICLES or (word in ASSIMILATED_ARTICLES and before.startswith(word[1:]))
