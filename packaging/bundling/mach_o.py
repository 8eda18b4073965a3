"""Reads of a program or library for macOS for which processor and since which system it is, and what it links with."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

THIN = b"\xcf\xfa\xed\xfe"
THIN_32 = b"\xce\xfa\xed\xfe"
FAT, FAT_64 = b"\xca\xfe\xba\xbe", b"\xca\xfe\xba\xbf"
MOST_PROCESSORS = 16  # classes of Java begin like a fat file, and go on with a larger number
PROCESSORS = {0x01000007: "x86_64", 0x0100000C: "arm64"}
VERSION_MIN, BUILD_VERSION = 0x24, 0x32
LINKS = {0x0C, 0x80000018, 0x8000001F, 0x20}
"""LC_LOAD_DYLIB, weak, re-exported, lazy."""


@dataclass(frozen=True)
class Slice:
    """The part of a file for one processor. `oldest` is the first macOS that loads it; None where it does not say."""

    processor: str
    oldest: tuple[int, int] | None
    links: tuple[str, ...]


def is_mach_o(content: bytes) -> bool:
    if content[:4] in (FAT, FAT_64):
        return len(content) >= 8 and 0 < struct.unpack(">I", content[4:8])[0] <= MOST_PROCESSORS
    return content[:4] in (THIN, THIN_32)


def read_slices(content: bytes) -> list[Slice]:
    """ValueError for what only looks like one."""
    try:
        return [_read_slice(part) for part in _parts(content)]
    except struct.error as error:
        raise ValueError("the file is cut off") from error


def _parts(content: bytes) -> Iterator[bytes]:
    if content[:4] in (THIN, THIN_32):
        yield content
        return
    entry = struct.Struct(">IIIII" if content[:4] == FAT else ">IIQQII")
    for number in range(struct.unpack(">I", content[4:8])[0]):
        _, _, start, size, *_ = entry.unpack_from(content, 8 + number * entry.size)
        yield content[start : start + size]


def _read_slice(part: bytes) -> Slice:
    if part[:4] != THIN:
        raise ValueError("a program for 32 bits, or none")
    processor, commands = struct.unpack_from("<I", part, 4)[0], struct.unpack_from("<I", part, 16)[0]
    oldest, links = None, []
    for kind, start in _commands(part, commands):
        if kind == VERSION_MIN:
            oldest = _version(struct.unpack_from("<I", part, start + 8)[0])
        elif kind == BUILD_VERSION:
            oldest = _version(struct.unpack_from("<I", part, start + 12)[0])
        elif kind in LINKS:
            links.append(_text(part, start + struct.unpack_from("<I", part, start + 8)[0]))
    return Slice(PROCESSORS.get(processor, hex(processor)), oldest, tuple(links))


def _commands(part: bytes, count: int) -> Iterator[tuple[int, int]]:
    start = 32
    for _ in range(count):
        kind, size = struct.unpack_from("<II", part, start)
        if size < 8:
            raise ValueError("a command without length")
        yield kind, start
        start += size


def _version(packed: int) -> tuple[int, int]:
    return packed >> 16, packed >> 8 & 0xFF


def _text(part: bytes, start: int) -> str:
    return part[start : part.index(b"\0", start)].decode("utf-8", "replace")
