"""Programs and libraries of Windows: for which machine they are, and which libraries they ask for."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

X64 = 0x8664
IMPORTS, DELAYED_IMPORTS = 1, 13
"""Numbers of directories in the optional header."""


class NotReadable(ValueError):
    """Not a program or library of Windows, or one that is cut off."""


@dataclass(frozen=True)
class Binary:
    """`imports` are names of libraries in small letters, delayed ones included."""

    machine: int
    imports: frozenset[str]


@dataclass(frozen=True)
class _Section:
    address: int
    size: int
    offset: int


def read_binary(content: bytes) -> Binary:
    try:
        return _read(content)
    except NotReadable:
        raise
    except (struct.error, ValueError) as error:
        raise NotReadable(f"is cut off or damaged: {error}") from None


def _read(content: bytes) -> Binary:
    header = struct.unpack_from("<I", content, 0x3C)[0]
    if content[:2] != b"MZ" or content[header : header + 4] != b"PE\0\0":
        raise NotReadable("is no program of Windows")
    machine, sections = struct.unpack_from("<HH", content, header + 4)
    size_of_optional = struct.unpack_from("<H", content, header + 20)[0]
    optional = header + 24
    if struct.unpack_from("<H", content, optional)[0] != 0x20B:
        return Binary(machine, frozenset())  # 32 bits: told by its machine already
    table = [*_sections(content, optional + size_of_optional, sections)]
    names = [
        *_names(content, optional, table, IMPORTS, 20, 12),
        *_names(content, optional, table, DELAYED_IMPORTS, 32, 4),
    ]
    return Binary(machine, frozenset(name.lower() for name in names))


def _sections(content: bytes, start: int, count: int) -> Iterator[_Section]:
    for number in range(count):
        size, address, raw_size, offset = struct.unpack_from("<IIII", content, start + number * 40 + 8)
        yield _Section(address, max(size, raw_size), offset)


def _names(content: bytes, optional: int, table: list[_Section], which: int, step: int, at: int) -> Iterator[str]:
    """One descriptor after the other, each pointing to a name, until one is all zero."""
    directory = struct.unpack_from("<I", content, optional + 112 + which * 8)[0]
    if not directory:
        return
    descriptor = _offset(directory, table)
    while any(struct.unpack_from(f"{step}B", content, descriptor)):
        name = _offset(struct.unpack_from("<I", content, descriptor + at)[0], table)
        yield content[name : content.index(b"\0", name)].decode("ascii")
        descriptor += step


def _offset(address: int, table: list[_Section]) -> int:
    for section in table:
        if section.address <= address < section.address + section.size:
            return address - section.address + section.offset
    raise NotReadable(f"points to {address:#x}, which is nowhere")
