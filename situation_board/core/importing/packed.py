"""A file from outside that is packed: one table, list or page in a zip is read as if it lay beside it.

Nothing is unpacked to disk. What would have to be guessed (which of several) is told, and a person unpacks it.
"""

from __future__ import annotations

import io
import re
import zipfile
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from situation_board.core.importing.files import UNPACKING_ERRORS, GivenFile
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.workbooks import is_workbook
from situation_board.core.problems import Mistake

TEXTS = frozenset(
    {".csv", ".tsv", ".txt", ".tab", ".json", ".geojson", ".jsonl", ".xml", ".cap", ".gpx", ".html", ".md"}
)
WHOLE = frozenset({".xlsx", ".xls", ".xlsm", ".ods", ".zip", ".kmz"})
"""What is held in memory while it is read: a workbook, or one more zip."""
ALONE = frozenset({".xlsb", ".gpkg"})
"""What is read, or refused, only when it lies on its own."""
LARGEST_WHOLE = 256 << 20
PACKAGES = {"word/document.xml": "a document", "ppt/presentation.xml": "a presentation"}
"""What programs for texts pack, by a file that lies in it."""
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
    """The one thing that a zip packs, else the zip itself. Mistake where it is not one."""
    paths = {name: PurePosixPath(name.replace("\\", "/")) for name in file.members}
    if is_workbook(file) or any(path.suffix.lower() in WITH_LAYERS for path in paths.values()):
        return file
    for sign, words in PACKAGES.items():
        if sign in file.members:
            raise Mistake(
                f"{file.name} is {words}: the tables in it cannot be read.",
                field="file",
                do="Copy the table, and paste it; or save it as CSV or XLSX.",
            )
    plain = {name: path for name, path in paths.items() if not _is_beside(path)}
    found = {name: path.suffix.lower() for name, path in plain.items() if path.suffix.lower() in TEXTS | WHOLE | ALONE}
    if len(found) > 1 or not ALONE.isdisjoint(found.values()):
        names = ", ".join(plain[name].name for name in list(found)[:12])
        raise Mistake(f"{file.name} is a zip with: {names}.", field="file", do="Unpack it, and import what you need.")
    for name, suffix in found.items():
        return PackedFile(file, name) if suffix in TEXTS else _whole(file, name)
    return file


def _whole(file: GivenFile, member: str) -> GivenFile:
    """A workbook of a zip, or what one more zip packs. A third zip in these is not looked into."""
    inner = WholeFile(file, member)
    if not inner.is_zip or is_workbook(inner):
        return inner
    if isinstance(file, WholeFile):
        raise Mistake(
            f"{file.name} is a zip in a zip that packs one more: {inner.name}.",
            field="file",
            do="Unpack it, and import what you need.",
        )
    return _inside(inner)


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

    def tell(self, notes: Notes) -> None:
        self._outer.tell(notes)
        left = [name for name in self._outer.members if name != self._member]
        beside = f"; not read: {', '.join(left[:12])}" if left else ""
        notes.decide(f"read out of {self._outer.name}{beside}", 0)


class WholeFile(PackedFile):
    """A workbook or zip in a zip, held in memory. Mistake when it is too large for that."""

    def __init__(self, outer: GivenFile, member: str) -> None:
        super().__init__(outer, member)
        if self.size > LARGEST_WHOLE:
            raise Mistake(
                f"{self.name} in {outer.name} is larger than {LARGEST_WHOLE >> 20} MB.",
                field="file",
                do="Unpack it first.",
            )
        self.content = outer.member(member)

    @cached_property
    def is_zip(self) -> bool:
        return self.content.startswith(b"PK\x03\x04")

    @property
    def is_sqlite(self) -> bool:
        """A database is read where it lies, never out of a zip."""
        return False

    def open(self) -> BinaryIO:
        return io.BytesIO(self.content)

    def archive(self) -> zipfile.ZipFile:
        try:
            return zipfile.ZipFile(self.open())
        except UNPACKING_ERRORS as error:
            raise Mistake(f"{self.name} is a damaged zip file.", field="file", kept="Nothing was imported.") from error
