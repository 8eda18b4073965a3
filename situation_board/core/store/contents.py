"""The bytes of attachments and issued sheets, kept once under their SHA-256; records in the log name them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator

from situation_board.core.problems import Trouble
from situation_board.core.sqlite import Connection


def keep_content(connection: Connection, content: bytes) -> str:
    """Keep bytes; the same ones are kept once. Returns their SHA-256."""
    sha256 = hashlib.sha256(content).hexdigest()
    connection.execute("INSERT OR IGNORE INTO content VALUES (?, ?, ?)", (sha256, len(content), content))
    return sha256


def content_of(connection: Connection, sha256: str) -> bytes | None:
    """The bytes of that SHA-256; None when this file does not have them. Trouble when they are damaged."""
    found = connection.execute("SELECT bytes FROM content WHERE sha256 = ?", (sha256,)).fetchone()
    if found is None:
        return None
    content = bytes(found[0])
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Trouble(
            "The stored bytes are not what was saved: the file is damaged or was changed.",
            kept="Everything else is as it was.",
            do="Take them from a backup or another laptop.",
        )
    return content


def missing_from(connection: Connection, known: Iterable[str]) -> list[str]:
    """Which contents of this file another one that has `known` lacks."""
    sql = "SELECT sha256 FROM content WHERE sha256 NOT IN (SELECT value FROM json_each(?)) ORDER BY 1"
    return [sha256 for (sha256,) in connection.execute(sql, (json.dumps(sorted(known)),))]


def known_contents(connection: Connection) -> set[str]:
    return {sha256 for (sha256,) in connection.execute("SELECT sha256 FROM content")}


def take_in_contents(connection: Connection, contents: Iterable[tuple[str, bytes]]) -> None:
    """Keep what another file has. Trouble when bytes are not what their SHA-256 says; the caller rolls back."""
    for sha256, content in contents:
        if keep_content(connection, content) != sha256:
            raise Trouble(
                "A picture or document in the other file is not what was saved there.",
                kept="Nothing was taken in.",
                do="Ask for the file again; keep this one for somebody who can look at it.",
            )


def damaged_contents(connection: Connection) -> Iterator[str]:
    """The SHA-256 of each content whose bytes are not what was saved."""
    for sha256, content in connection.execute("SELECT sha256, bytes FROM content"):
        if hashlib.sha256(content).hexdigest() != sha256:
            yield sha256
