"""From a passphrase to the key of a file: Argon2id over the salt that the file begins with."""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from situation_board.core.open_files import open_to_read
from situation_board.core.problems import Mistake, Problem, Trouble
from situation_board.core.protection.recovery import key_on_paper
from situation_board.core.store.connection import HEADER, check_file, connect, explained
from situation_board.core.store.copying import is_writable

SALT_BYTES, KEY_BYTES = 16, 32
PAGE_BYTES = 4096
SHORTEST = 8
"""Characters: below, every passphrase can be tried in an afternoon."""


@dataclass(frozen=True)
class Cost:
    """What trying one passphrase costs: passes over so many KiB of memory, in so many lanes."""

    passes: int
    memory: int
    lanes: int


COSTS = (Cost(passes=3, memory=65_536, lanes=4),)
"""Newest last. The file does not say which one it was made with: all are tried, so none is ever taken away.

The first is the second recommended option of RFC 9106, for machines with little memory.
"""


def fresh_key(passphrase: str) -> bytes:
    """A key for a file that is made anew, with the salt it is made over: what `Store.create` takes."""
    check_new(passphrase)
    salt = secrets.token_bytes(SALT_BYTES)
    return _derived(passphrase, salt, COSTS[-1]) + salt


def key_of_passphrase(path: Path, passphrase: str) -> bytes:
    """The key that opens this file; the code of its recovery sheet counts as a passphrase.

    Takes a quarter of a second and 64 MiB. Raises Mistake when it does not open the file.
    """
    salt = _salt_of(path)
    on_paper = key_on_paper(passphrase)
    candidates = [on_paper] if on_paper else (_derived(passphrase, salt, cost) for cost in reversed(COSTS))
    for candidate in candidates:
        if opens(path, candidate):
            return candidate + salt
    raise Mistake(
        f"Wrong passphrase, or {path.name} is damaged{_what_size_tells(path)}.",
        field="passphrase",
        kept="Nothing was changed.",
        do="Look at the keyboard's language and at Caps Lock.",
    )


def key_for_damaged(path: Path, passphrase: str) -> bytes:
    """The key that a passphrase gives for a file that may not open any more; whether it is right, nobody can say."""
    try:
        return key_of_passphrase(path, passphrase)
    except Problem:
        salt = _salt_of(path)
        return (key_on_paper(passphrase) or _derived(passphrase, salt, COSTS[-1])) + salt


def opens(path: Path, key: bytes) -> bool:
    """Whether the first page can be read with that key."""
    try:
        connect(path, key, query_only=True, immutable=not is_writable(path)).close()
    except Trouble as trouble:
        if getattr(trouble.__cause__, "sqlite_errorname", "") == "SQLITE_NOTADB":
            return False
        raise
    return True


def is_protected(path: Path) -> bool:
    """Whether a file that is there does not begin like an open one."""
    with explained(path), open_to_read(path) as file:
        return file.read(len(HEADER)) != HEADER


def check_new(passphrase: str) -> None:
    if len(passphrase.strip()) < SHORTEST:
        raise Mistake(
            f"The passphrase is too short: it needs {SHORTEST} characters at least.",
            field="passphrase",
            do="Take five or six words that have nothing to do with each other.",
        )


def _salt_of(path: Path) -> bytes:
    check_file(path, key=b"")
    if not is_protected(path):
        raise Mistake(f"{path.name} is not protected: it opens without a passphrase.", field="passphrase")
    with explained(path), open_to_read(path) as file:
        salt = file.read(SALT_BYTES)
    if len(salt) < SALT_BYTES:
        raise Mistake(f"{path.name} is not a situation: it is too short.", field="file")
    return salt


def _what_size_tells(path: Path) -> str:
    """An encrypted file has no other mark of its own; but it is made of whole pages."""
    with explained(path):
        is_cut = path.stat().st_size % PAGE_BYTES != 0
    return " (its length says that a part is missing, or that it is no situation)" if is_cut else ""


def _derived(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """The same letters typed on two systems are one passphrase: NFC, as RFC 8265 has it."""
    from argon2.low_level import ARGON2_VERSION, Type, hash_secret_raw

    return hash_secret_raw(
        unicodedata.normalize("NFC", passphrase).encode("utf-8"),
        salt,
        time_cost=cost.passes,
        memory_cost=cost.memory,
        parallelism=cost.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
        version=ARGON2_VERSION,
    )
