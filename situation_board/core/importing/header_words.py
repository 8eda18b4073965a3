"""The words of a header, in one spelling: no groups of a form, addresses of vocabularies, marks and articles."""

from __future__ import annotations

import re

from situation_board.core.importing.cells import simple
from situation_board.core.names import normalise

ADDRESS = re.compile(r"https?://", re.IGNORECASE)
GROUPS = re.compile(r"(?![\d./-]+$)[\w.-]+(?:/[\w.-]+)+(?=$|\s*[(\[])")
"""A day is none, however it is written: "31/12/2023"."""
ODK_GROUPS = re.compile(r"(?=\w*_?[\w-]*_)[A-Za-z_]\w*(?:-[A-Za-z_]\w*)+")
"""Names of a form in its groups: "site_info-site_name". A hyphen within a word stands in no such name."""
HUMPS = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
"""Where a word begins that is written together with the one before: "ReportingDate"."""
LONGEST = 300
"""Characters of a header that are looked at; a question of a form is shorter."""


def inner(header: str) -> str:
    """A header without the groups of a form ("site/name") and the address of a vocabulary."""
    if len(header) > LONGEST:
        return header
    if ADDRESS.match(header):
        return re.split(r"[/#?=]", header.rstrip("/#"))[-1]
    group = GROUPS.match(header)
    if group:
        return header[group[0].rindex("/") + 1 :]
    return header.rpartition("-")[2] if ODK_GROUPS.fullmatch(header) else header


def bare(header: str) -> str:
    """The inner header for comparing: lower case, words joined by one underscore."""
    return simple(inner(header))


def words_of(text: str) -> tuple[str, ...]:
    """The words in the one spelling in which names are compared: no case, no accents, no articles."""
    return tuple(normalise(HUMPS.sub(" ", text[:LONGEST].replace("_", " "))).split())


def vocabulary(*texts: str) -> frozenset[str]:
    """Single words, in that spelling."""
    return frozenset(word for text in texts for each in text.split() for word in words_of(each))
