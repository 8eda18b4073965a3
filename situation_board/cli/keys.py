"""How the command line learns a key: from files, or typed at a terminal; never as an argument, which others can see."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from situation_board.core.problems import Mistake, Trouble
from situation_board.core.store import read_key_file
from situation_board.core.store.connection import HEADER

LONGEST = 4096
"""Bytes of a passphrase file: more is another file by mistake."""


def key_of(
    path: Path, *, key_file: Path | None, passphrase_file: Path | None, ask: bool, may_be_damaged: bool = False
) -> bytes | None:
    """The key of a file; None when it is plain, when there is none, or when there is nobody to ask.

    A passphrase or the code of a recovery sheet opens it. Raises Mistake when that is wrong, but for a file that may
    be damaged, which may not open with the right one.
    """
    if not _is_protected(path):
        return None
    if key_file is not None:
        return read_key_file(key_file)
    if passphrase_file is None and not (ask and sys.stdin.isatty()):
        return None
    from situation_board.core.protection.passphrase import key_for_damaged, key_of_passphrase

    typed = read_passphrase(passphrase_file) if passphrase_file else _typed(f"Passphrase of {path.name}")
    return key_for_damaged(path, typed) if may_be_damaged else key_of_passphrase(path, typed)


def key_for_new(*, key_file: Path | None, passphrase_file: Path | None) -> bytes | None:
    """The key for a file that is made now; None makes it plain."""
    if passphrase_file is None:
        return read_key_file(key_file) if key_file else None
    from situation_board.core.protection.passphrase import fresh_key

    return fresh_key(read_passphrase(passphrase_file))


def read_passphrase(file: Path) -> str:
    """The text of the file without the end of its last line."""
    try:
        with file.open("rb") as opened:
            content = opened.read(LONGEST + 1)
    except OSError as error:
        raise Trouble(f"The passphrase file {file.name} cannot be read: {error.strerror}.") from error
    try:
        text = content.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise Mistake(f"{file.name} is not a text in UTF-8.", field="passphrase") from error
    if not text or len(content) > LONGEST:
        raise Mistake(f"{file.name} holds no passphrase.", field="passphrase")
    return text


def typed_twice() -> str | None:
    """A new passphrase, asked for at a terminal; None when there is nobody to ask."""
    if not sys.stdin.isatty():
        return None
    first = _typed("New passphrase")
    if first != _typed("Once more"):
        raise Mistake("The two are not the same.", kept="Nothing was changed.", field="passphrase")
    return first


def _typed(words: str) -> str:
    typed: str = click.prompt(words, hide_input=True, err=True, default="", show_default=False)
    return typed


def _is_protected(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(HEADER)) != HEADER
    except OSError:
        return False  # whoever opens it says what is wrong
