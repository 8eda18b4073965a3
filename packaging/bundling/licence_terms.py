"""Licences as SPDX writes them: whether an expression is allowed, by what packages say of themselves.

"A OR B" is allowed when one of them is, "A AND B" when both are; AND binds closer. Lists of names would take the one
or refuse the other.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from email.message import Message

PREFIX = "License :: "
LONGEST = 100  # letters: more is the licence itself and not its name


def is_allowed(expression: str, allowed: Collection[str]) -> bool:
    tokens = re.findall(r"[()]|[^\s()]+", expression)
    result, rest = _any_of(tokens, allowed)
    return result and not rest


def _any_of(tokens: list[str], allowed: Collection[str]) -> tuple[bool, list[str]]:
    result, rest = _all_of(tokens, allowed)
    while rest[:1] == ["OR"]:
        another, rest = _all_of(rest[1:], allowed)
        result = result or another
    return result, rest


def _all_of(tokens: list[str], allowed: Collection[str]) -> tuple[bool, list[str]]:
    result, rest = _one(tokens, allowed)
    while rest[:1] == ["AND"]:
        another, rest = _one(rest[1:], allowed)
        result = result and another
    return result, rest


def _one(tokens: list[str], allowed: Collection[str]) -> tuple[bool, list[str]]:
    if tokens[:1] == ["("]:
        result, rest = _any_of(tokens[1:], allowed)
        return result and rest[:1] == [")"], rest[1:]
    if tokens[1:2] == ["WITH"]:
        return " ".join(tokens[:3]) in allowed, tokens[3:]
    return tokens[:1] != [] and tokens[0] in allowed, tokens[1:]


def expression_of(metadata: Message, words: Mapping[str, str]) -> str:
    """What a package's metadata says, in SPDX's words; "" when it says nothing that is understood."""
    if expression := metadata.get("License-Expression"):
        return str(expression)
    said = str(metadata.get("License") or "").strip()
    classifiers = [str(each).removeprefix(PREFIX) for each in metadata.get_all("Classifier", [])]
    named = [words[each] for each in (said, *classifiers) if each in words]
    if named:
        return named[0]
    return said if said and len(said) < LONGEST and "\n" not in said else ""
