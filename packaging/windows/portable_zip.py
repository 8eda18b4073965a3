"""The archive for a stick: the program, and beside it the file that makes it keep its settings there."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from payload import Payload
from places import TITLE

MARKER = "portable.toml"
"""As situation_board/core/portable.py knows it."""
MARKER_TEXT = """\
# While this file lies beside the program, settings, new situations and backups are proposed in the folder
# "Situation Board data" here, and nothing is written to the laptop.
"""


def build_portable(payload: Payload, out: Path, *, made: int) -> Path:
    """`made` is the time of all files, so that the same files give the same archive."""
    out.parent.mkdir(parents=True, exist_ok=True)
    unfinished = out.with_name(f".{out.name}.unfinished")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in contents(payload):
            archive.writestr(entry(name, made), content, zipfile.ZIP_DEFLATED, 9)
    unfinished.replace(out)
    return out


def contents(payload: Payload) -> Iterator[tuple[str, bytes]]:
    yield MARKER, MARKER_TEXT.replace("\n", "\r\n").encode()
    for file in payload.files:
        yield str(file), payload.path(file).read_bytes()


def entry(name: str, made: int) -> zipfile.ZipInfo:
    """As if made on Windows, in universal time."""
    info = zipfile.ZipInfo(f"{TITLE}/{name}", time.gmtime(made)[:6])
    info.create_system = 0
    return info
