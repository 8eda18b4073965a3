"""What is read of programs for macOS, on small ones made here."""

from __future__ import annotations

import struct
from collections.abc import Sequence

import macos_wheels
import pytest
from mach_o import Slice, is_mach_o, read_slices
from targets import MACOS_ARM, MACOS_INTEL

X86_64, ARM64 = 0x01000007, 0x0100000C


def build_version(major: int, minor: int) -> bytes:
    return struct.pack("<IIIIII", 0x32, 24, 1, major << 16 | minor << 8, 0, 0)


def version_min(major: int, minor: int) -> bytes:
    return struct.pack("<IIII", 0x24, 16, major << 16 | minor << 8, 0)


def link(name: str, kind: int = 0x0C) -> bytes:
    text = name.encode() + b"\0"
    text += b"\0" * (-len(text) % 8)
    return struct.pack("<IIIIII", kind, 24 + len(text), 24, 0, 0, 0) + text


def thin(processor: int, *commands: bytes) -> bytes:
    body = b"".join(commands)
    return b"\xcf\xfa\xed\xfe" + struct.pack("<IIIIIII", processor, 3, 6, len(commands), len(body), 0, 0) + body


def fat(*parts: tuple[int, bytes]) -> bytes:
    head, body, start = struct.pack(">4sI", b"\xca\xfe\xba\xbe", len(parts)), b"", 8 + 20 * len(parts)
    for processor, content in parts:
        head += struct.pack(">IIIII", processor, 0, start + len(body), len(content), 0)
        body += content
    return head + body


LIBRARY = thin(
    ARM64, build_version(11, 0), link("@rpath/QtCore.framework/Versions/A/QtCore"), link("/usr/lib/libc.dylib")
)


def test_a_library_tells_its_processor_its_oldest_system_and_what_it_links_with() -> None:
    links = ("@rpath/QtCore.framework/Versions/A/QtCore", "/usr/lib/libc.dylib")
    assert read_slices(LIBRARY) == [Slice("arm64", (11, 0), links)]
    assert read_slices(thin(X86_64, version_min(10, 13))) == [Slice("x86_64", (10, 13), ())]
    assert read_slices(thin(X86_64)) == [Slice("x86_64", None, ())]


def test_a_library_for_two_processors_tells_of_both() -> None:
    both = fat((X86_64, thin(X86_64, version_min(10, 9))), (ARM64, LIBRARY))
    assert [(part.processor, part.oldest) for part in read_slices(both)] == [("x86_64", (10, 9)), ("arm64", (11, 0))]


@pytest.mark.parametrize(
    ("content", "is_one"),
    [
        (LIBRARY, True),
        (fat((ARM64, LIBRARY)), True),
        (b"\xca\xfe\xba\xbe\0\0\0\x41", False),
        (b"MZ", False),
        (b"", False),
    ],
    ids=["thin", "fat", "a class of Java", "Windows", "empty"],
)
def test_it_is_known_by_its_first_bytes(content: bytes, is_one: bool) -> None:
    assert is_mach_o(content[:8]) is is_one


@pytest.mark.parametrize(
    "content",
    [LIBRARY[:40], LIBRARY[:20], thin(ARM64, b"\0" * 8), b"\xce\xfa\xed\xfe" + LIBRARY[4:], fat((ARM64, b"MZ"))],
    ids=["cut off", "cut off early", "a command without length", "for 32 bits", "another inside"],
)
def test_what_only_looks_like_one_is_told(content: bytes) -> None:
    with pytest.raises(ValueError):
        read_slices(content)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (LIBRARY, []),
        (thin(ARM64, build_version(12, 0)), []),
        (thin(ARM64, build_version(12, 3)), ["needs macOS (12, 3), promised is (12, 0)"]),
        (thin(ARM64, build_version(14, 0)), ["needs macOS (14, 0), promised is (12, 0)"]),
        (thin(ARM64), ["needs macOS None, promised is (12, 0)"]),
        (thin(X86_64, version_min(10, 9)), ["holds nothing for arm64"]),
        (
            thin(ARM64, build_version(11, 0), link("/opt/homebrew/lib/a.dylib")),
            ["links with /opt/homebrew/lib/a.dylib"],
        ),
        (thin(ARM64, build_version(11, 0), link("@rpath/QtPdf")), ["links with @rpath/QtPdf"]),
        (thin(ARM64, build_version(11, 0), link("@rpath/QtPdf", 0x80000018)), ["links with @rpath/QtPdf"]),
    ],
)
def test_what_would_not_run_where_we_promise_is_told(content: bytes, told: list[str]) -> None:
    assert faults(content) == told


def faults(content: bytes, there: Sequence[str] = ("QtCore",)) -> list[str]:
    return [*macos_wheels.program_faults(content, MACOS_ARM, frozenset(there))]


def test_a_library_for_both_is_judged_by_the_half_that_is_used() -> None:
    both = fat((X86_64, thin(X86_64, build_version(14, 0))), (ARM64, LIBRARY))
    assert faults(both) == []
    assert [*macos_wheels.program_faults(both, MACOS_INTEL, frozenset())] == [
        "needs macOS (14, 0), promised is (12, 0)"
    ]
