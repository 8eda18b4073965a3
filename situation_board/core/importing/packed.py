"""A file from outside that is packed: one table, list or page in a zip is read as if it lay beside it.

Nothing is unpacked to disk. What would have to be guessed (which of several) is told, and a person unpacks it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from situation_board.core.importing.files import GivenFile
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.workbooks import is_workbook
from situation_board.core.problems import Mistake

TEXTS = frozenset(
    {".csv", ".tsv", ".txt", ".tab", ".json", ".geojson", ".jsonl", ".xml", ".cap", ".gpx", ".html", ".md"}
)
OTHERS = frozenset({".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".gpkg", ".zip"})
"""What is read when it lies on its own, but not out of a zip."""
WITH_LAYERS = frozenset({".dbf", ".shp", ".kml"})
BESIDE = re.compile(r"(?:read[ _-]?me|licen[cs]e|footnotes?|metadata|codebook|copyright|terms|notes?)\b", re.IGNORECASE)
UNREADABLE = {
    b"\x1f\x8b": "packed (gzip)",
    b"7z\xbc\xaf": "packed (7-Zip)",
    b"Rar!": "packed (RAR)",
    b"BZh": "packed (bzip2)",
    b"\xfd7zXZ": "packed (xz)",
    b"(\xb5/\xfd": "packed (zstd)",
}
PICTURES = {b"%PDF": "a PDF", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture"}


def opened(path: Path) -> GivenFile:
    """The file, or what it packs where that is one thing. Mistake when it is something that cannot hold a table."""
    file = GivenFile(path)
    for sign, words in UNREADABLE.items():
        if file.head.startswith(sign):
            raise Mistake(f"{file.name} is {words}.", field="file", do="Unpack it, and import what was in it.")
    for sign, words in PICTURES.items():
        if file.head.startswith(sign):
            raise Mistake(
                f"{file.name} is {words}: the tables in it cannot be read.",
                field="file",
                do="Ask its publisher for the table as CSV or XLSX.",
            )
    return _inside(file) if file.is_zip else file


def _inside(file: GivenFile) -> GivenFile:
    paths = [PurePosixPath(name.replace("\\", "/")) for name in file.members]
    if is_workbook(file) or any(path.suffix.lower() in WITH_LAYERS for path in paths):
        return file
    plain = {name: path for name, path in zip(file.members, paths, strict=True) if not _is_beside(path)}
    found = [name for name, path in plain.items() if path.suffix.lower() in TEXTS]
    others = [path.name for path in plain.values() if path.suffix.lower() in OTHERS]
    if len(found) + len(others) > 1 or others:
        names = ", ".join([*(PurePosixPath(name).name for name in found), *others][:12])
        raise Mistake(f"{file.name} is a zip with: {names}.", field="file", do="Unpack it, and import what you need.")
    return PackedFile(file, found[0]) if found else file


def _is_beside(path: PurePosixPath) -> bool:
    """What is no data: of the system that packed it, or words about the data."""
    return "__MACOSX" in path.parts or path.name.startswith(".") or BESIDE.match(path.name) is not None


class PackedFile(GivenFile):
    """A text in a zip. It changes when the zip does."""

    def __init__(self, outer: GivenFile, member: str) -> None:
        self._outer = outer
        self._member = member
        self.path = outer.path
        self.position = 0
        self.fingerprint = outer.fingerprint
        if self.size == 0:
            raise Mistake(f"{self.name} is empty.", field="file")

    @property
    def name(self) -> str:
        return PurePosixPath(self._member.replace("\\", "/")).name

    @property
    def size(self) -> int:
        return self._outer.members[self._member].file_size

    @cached_property
    def is_zip(self) -> bool:
        """Its content is looked at as a text only."""
        return False

    def open(self) -> BinaryIO:
        return self._outer.open_member(self._member)

    def lines(self, notes: Notes) -> Iterator[str]:
        left = [name for name in self._outer.members if name != self._member]
        beside = f"; not read: {', '.join(left[:12])}" if left else ""
        notes.decide(f"read out of {self._outer.name}{beside}", 0)
        yield from super().lines(notes)
