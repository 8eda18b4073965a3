"""Libraries for Windows: what they ask for is read, and what nothing brings along is found."""

from __future__ import annotations

import struct

import library_closure
import pytest
from pe_file import X64, Binary, NotReadable, read_binary
from wheel_payload import Library, asked_by

ARM64 = 0xAA64
SECTION = 0x1000


def library(name: str, *imports: str, machine: int = X64) -> Library:
    return Library(name, b"", Binary(machine, frozenset(imports)))


def program(*, imports: tuple[str, ...] = (), delayed: tuple[str, ...] = (), machine: int = X64) -> bytes:
    """As small as one can be: headers, and one section that holds both lists and their names."""
    header = struct.pack("<2s58xI", b"MZ", 64) + struct.pack("<4sHH12xHH", b"PE\0\0", machine, 1, 240, 0)
    body, lists = section(imports, delayed)
    directories = bytearray(128)
    struct.pack_into("<I", directories, 8, lists[0])
    struct.pack_into("<I", directories, 13 * 8, lists[1])
    optional = struct.pack("<H110x", 0x20B) + bytes(directories)
    table = struct.pack("<8sIIII16x", b".rdata", len(body), SECTION, len(body), 0x400)
    return (header + optional + table).ljust(0x400, b"\0") + body


def section(imports: tuple[str, ...], delayed: tuple[str, ...]) -> tuple[bytes, tuple[int, int]]:
    first = (len(imports) + 1) * 20
    lists = first + (len(delayed) + 1) * 32
    names = b"".join(name.encode() + b"\0" for name in (*imports, *delayed))
    places = [SECTION + lists + names.index(name.encode()) for name in (*imports, *delayed)]
    ordinary = b"".join(struct.pack("<12xI4x", place) for place in places[: len(imports)]) + bytes(20)
    late = b"".join(struct.pack("<4xI24x", place) for place in places[len(imports) :]) + bytes(32)
    return ordinary + late + names, (SECTION, SECTION + first)


def test_what_a_library_asks_for_is_read_delayed_or_not() -> None:
    content = program(imports=("KERNEL32.dll", "Qt6Core.dll"), delayed=("WINSPOOL.DRV",))
    assert read_binary(content) == Binary(X64, frozenset({"kernel32.dll", "qt6core.dll", "winspool.drv"}))


@pytest.mark.parametrize("length", [0, 1, 63, 64, 80, 200, 400, 0x400, 0x410])
def test_a_library_that_is_cut_off_is_not_read(length: int) -> None:
    content = program(imports=("KERNEL32.dll",), delayed=("WINSPOOL.DRV",))
    with pytest.raises(NotReadable):
        read_binary(content[:length])


def test_something_else_is_no_library() -> None:
    with pytest.raises(NotReadable, match="no program of Windows"):
        read_binary(b"\x7fELF".ljust(200, b"\0"))


def test_a_plugin_whose_library_is_in_no_wheel_is_found() -> None:
    """Of Qt 6.9.3, qpdf.dll wants Qt6Pdf, which PySide6-Essentials does not have."""
    plugin = library("PySide6/plugins/imageformats/qpdf.dll", "qt6pdf.dll", "kernel32.dll", "python3.dll")
    told = [*library_closure.faults([plugin])]
    assert told == ["PySide6/plugins/imageformats/qpdf.dll asks for qt6pdf.dll, which nothing brings along"]
    assert not [*library_closure.faults([plugin, library("PySide6/Qt6Pdf.dll")])]


def test_a_library_for_another_processor_is_found() -> None:
    assert [*library_closure.faults([library("a.dll", machine=ARM64)])] == ["a.dll is for another processor"]


def test_of_two_libraries_with_one_name_the_nearest_is_taken() -> None:
    near, far = library("numpy.libs/msvcp140.dll"), library("PySide6/msvcp140.dll")
    asking = library("numpy/_core/umath.pyd", "msvcp140.dll")
    assert [*asked_by(asking, [far, near])] == [near]
