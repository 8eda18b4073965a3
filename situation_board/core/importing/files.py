"""Opening a file that somebody else made: what it is by its content, in which encoding, within bearable bounds.

The name of a file proves nothing. Nothing is unpacked to disk; what a zip holds is looked at before it is read.
"""

from __future__ import annotations

import codecs
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO, cast

from situation_board.core.importing.notes import Notes
from situation_board.core.open_files import open_to_read
from situation_board.core.problems import Mistake, Trouble

HEAD = 64 * 1024
CHUNK = 1 << 20
LARGEST_FILE = 8 << 30
LONGEST_LINE = 4 << 20
"""Characters. Whole boundaries stand in one cell of a table; nothing that people publish comes near this."""
LARGEST_UNPACKED = 1 << 30
MOST_MEMBERS = 5_000
GREATEST_RATIO = 200
"""Times smaller than unpacked. Text packs to a tenth; a bomb packs to a thousandth."""
SMALL_MEMBER = 16 << 20
BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
ENCODING_WORDS = {"cp1252": "windows-1252", "cp1256": "windows-1256 (Arabic)", "latin-1": "Latin-1"}
CONTROLS = bytes(sign for sign in range(32) if sign not in b"\t\n\r\f\x1b")
"""Signs that no text holds in number."""
WORD = re.compile(rb"[A-Za-z\x80-\xff]+")
UNMAPPED_IN_1252 = frozenset({0x81, 0x8D, 0x8F, 0x90, 0x9D})
UNPACKING_ERRORS = (
    *(zipfile.BadZipFile, zlib.error, OSError, EOFError),
    *(NotImplementedError, RuntimeError, ValueError, OverflowError),
)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """By which a file that changes while it is read is noticed."""

    size: int
    changed: int


def changed_meanwhile(name: str) -> Trouble:
    """What is said of a file that is not what it was."""
    return Trouble(
        f"{name} was changed while it was read.",
        kept="Nothing was imported.",
        do="Wait until it is complete, and import it again.",
    )


class GivenFile:
    """One file from outside. Mistake when it cannot be what is imported; it is opened for reading only."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.position = 0
        """Bytes read so far by whoever reads its lines: for showing how far it is."""
        self.fingerprint = _fingerprint(path)
        if self.fingerprint.size == 0:
            raise Mistake(f"{path.name} is empty.", field="file")
        if self.fingerprint.size > LARGEST_FILE:
            raise Mistake(f"{path.name} is larger than {LARGEST_FILE >> 30} GB.", field="file", do="Split it.")

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def size(self) -> int:
        return self.fingerprint.size

    @cached_property
    def head(self) -> bytes:
        with self.open() as stream:
            return stream.read(HEAD)

    @property
    def is_zip(self) -> bool:
        return self.head.startswith(b"PK\x03\x04")

    @property
    def is_old_office(self) -> bool:
        """A compound file: XLS and its like."""
        return self.head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

    @property
    def is_sqlite(self) -> bool:
        """GeoPackage is SQLite."""
        return self.head.startswith(b"SQLite format 3\x00")

    @cached_property
    def end(self) -> str:
        """The last characters of a text, for what stands behind its data; "" where it cannot be told."""
        with self.open() as stream:
            if not stream.seekable():
                return ""
            stream.seek(max(0, self.size - HEAD))
            return stream.read(HEAD).decode("utf-8", "replace")

    @cached_property
    def start(self) -> str:
        """The first characters of a text, without blanks in front; empty when it is none."""
        if self.is_zip or self.is_old_office or self.is_sqlite or self.head.startswith(b"%PDF"):
            return ""
        try:
            return self.head.decode(self.encoding, "replace").lstrip("\ufeff \t\r\n\x1e")
        except Mistake:
            return ""

    def open(self) -> BinaryIO:
        try:
            return open_to_read(self.path)
        except OSError as error:
            raise Trouble(
                f"{self.name} cannot be read: {error.strerror}.", do="Look whether the stick is in."
            ) from error

    def tell(self, notes: Notes) -> None:
        """What a person should know of how it was opened; nothing of a file that lies on its own."""

    def check_unchanged(self) -> None:
        """Trouble when the file is not what it was when it was opened."""
        if _fingerprint(self.path) != self.fingerprint:
            raise changed_meanwhile(self.name)

    # --- text

    @cached_property
    def encoding(self) -> str:
        """By its mark, else UTF-8 where all of it is, else the likeliest of the old ones. Reads the whole file once."""
        for bom, encoding in BOMS.items():
            if self.head.startswith(bom):
                return encoding
        wide = _wide_encoding(self.head) if b"\x00" in self.head else None
        if wide is not None:
            return wide
        if sum(self.head.count(sign) for sign in CONTROLS) > len(self.head) * 0.02:
            raise Mistake(f"{self.name} is neither a text nor a table.", field="file", do="Save it as CSV or XLSX.")
        broken = self._first_that_is_not_utf8()
        return "utf-8" if broken is None else old_encoding(broken)

    def _first_that_is_not_utf8(self) -> bytes | None:
        """What stands around the first bytes that are no UTF-8."""
        decoder = codecs.getincrementaldecoder("utf-8")()
        with self.open() as stream:
            while chunk := stream.read(CHUNK):
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError as error:
                    return chunk[max(0, error.start - HEAD) : error.start + HEAD]
        return b"" if decoder.getstate()[0] else None

    def lines(self, notes: Notes) -> Iterator[str]:
        """The lines as they stand, their ends kept: quoted line breaks belong to a cell. Bounded in length."""
        if self.encoding not in {"utf-8", "utf-8-sig"}:
            notes.decide(f"read as {ENCODING_WORDS.get(self.encoding, self.encoding)}: the file is no UTF-8", 0)
        with self.open() as stream, io.TextIOWrapper(stream, self.encoding, errors="replace", newline="") as text:
            number = 0
            while line := text.readline(LONGEST_LINE):
                number += 1
                if number % 1024 == 0:
                    self.position = stream.tell()
                if len(line) >= LONGEST_LINE:
                    raise Mistake(
                        f"{self.name}, line {number} is longer than {LONGEST_LINE:,} characters: this is no table.",
                        field="file",
                        kept="Nothing was imported.",
                    )
                if "\x00" in line:
                    notes.decide("NUL characters were taken out")
                    line = line.replace("\x00", "")
                if "\ufffd" in line:
                    notes.decide("characters that cannot be read in this encoding were replaced by \ufffd")
                yield line

    # --- zip

    @cached_property
    def members(self) -> dict[str, zipfile.ZipInfo]:
        """What a zip holds, by name. Mistake when it is no zip, a bomb, or names places outside itself."""
        with self.archive() as archive:
            infos = [info for info in archive.infolist() if info.filename and not info.is_dir()]
        if len(infos) > MOST_MEMBERS:
            raise _no_zip_of_ours(self.name, f"it holds more than {MOST_MEMBERS:,} files")
        if sum(info.file_size for info in infos) > LARGEST_UNPACKED:
            raise _no_zip_of_ours(self.name, f"unpacked it is larger than {LARGEST_UNPACKED >> 20} MB")
        for info in infos:
            _check_member(self.name, info)
        return {info.filename: info for info in infos}

    def member(self, name: str) -> bytes:
        """The bytes of one file of the zip, never more than it says that it has."""
        info = self.members[name]
        try:
            with self.archive() as archive, archive.open(info) as stream:
                content = stream.read(info.file_size + 1)
        except UNPACKING_ERRORS as error:
            raise Mistake(f"{self.name}: {name} cannot be unpacked, the file is damaged.", field="file") from error
        if len(content) != info.file_size:
            raise _no_zip_of_ours(self.name, f"{name} is not as large as it says")
        return content

    def open_member(self, name: str) -> BinaryIO:
        """The same as it is unpacked bit by bit, for what is too large to be held."""
        return cast(BinaryIO, io.BufferedReader(Unpacking(self, name, self.members[name].file_size)))

    def archive(self) -> zipfile.ZipFile:
        """The zip itself. Mistake when it is damaged."""
        try:
            return zipfile.ZipFile(self.path)
        except UNPACKING_ERRORS as error:
            raise Mistake(f"{self.name} is a damaged zip file.", field="file", kept="Nothing was imported.") from error


class Unpacking(io.RawIOBase):
    """The bytes of a member while it is unpacked, never more than it says that it has."""

    def __init__(self, outer: GivenFile, member: str, size: int) -> None:
        self._name = f"{outer.name}: {member}"
        self._left = size
        self._read = 0
        try:
            self._archive = outer.archive()
            self._stream = self._archive.open(member)
        except (*UNPACKING_ERRORS, KeyError) as error:
            raise self._damaged() from error

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._read

    def readinto(self, buffer: Any) -> int:
        try:
            chunk = self._stream.read(min(len(buffer), self._left))
        except UNPACKING_ERRORS as error:
            raise self._damaged() from error
        buffer[: len(chunk)] = chunk
        self._left -= len(chunk)
        self._read += len(chunk)
        return len(chunk)

    def close(self) -> None:
        if not self.closed:
            for each in (getattr(self, "_stream", None), getattr(self, "_archive", None)):
                if each is not None:
                    each.close()
        super().close()

    def _damaged(self) -> Mistake:
        return Mistake(f"{self._name} cannot be unpacked, it is damaged.", field="file", kept="Nothing was imported.")


def _fingerprint(path: Path) -> Fingerprint:
    try:
        found = path.stat()
    except OSError as error:
        raise Mistake(f"There is no file {path}.", field="file") from error
    if not path.is_file():
        raise Mistake(f"{path} is no file.", field="file")
    return Fingerprint(found.st_size, found.st_mtime_ns)


def _wide_encoding(head: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of Latin text is zero."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > half * 0.3 and even < half * 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.3 and odd < half * 0.05 else None


def old_encoding(sample: bytes) -> str:
    """The likeliest encoding of a text that is not UTF-8."""
    if _is_arabic(sample):
        return "cp1256"
    from charset_normalizer import from_bytes

    likely = from_bytes(sample, cp_isolation=["cp1252", "cp1256", "cp1251", "cp1253", "cp1254"]).best()
    found = likely.encoding if likely is not None else "cp1252"
    if found == "cp1252" and UNMAPPED_IN_1252 & set(sample):
        return "latin-1"
    return found


def _is_arabic(sample: bytes) -> bool:
    """Whether the letters beyond ASCII stand together in words, and nearly all are Arabic ones of windows-1256.

    In European words such letters stand alone among others.
    """
    words = [word for word in WORD.findall(sample) if any(byte > 0x7F for byte in word)]
    high = bytes(byte for word in words for byte in word if byte > 0x7F)
    dense = sum(len(word) > 1 and sum(byte > 0x7F for byte in word) > len(word) / 2 for word in words)
    arabic = sum("\u0621" <= letter <= "\u0652" for letter in high.decode("cp1256"))
    return len(high) > 3 and dense > len(words) * 0.7 and arabic > len(high) * 0.85


def _check_member(archive: str, info: zipfile.ZipInfo) -> None:
    name = info.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or (len(name) > 1 and name[1] == ":"):
        raise _no_zip_of_ours(archive, f"it names a place outside itself: {info.filename}")
    if info.flag_bits & 1:
        raise Mistake(f"{archive} is locked with a password.", field="file", do="Unpack it first.")
    if info.file_size > SMALL_MEMBER and info.file_size > GREATEST_RATIO * max(info.compress_size, 1):
        raise _no_zip_of_ours(archive, f"{info.filename} would grow to {info.file_size >> 20} MB")


def _no_zip_of_ours(name: str, why: str) -> Mistake:
    return Mistake(f"{name} is not read: {why}.", field="file", kept="Nothing was imported.")
