"""The real libraries for Windows: whether each finds what it asks for, and how large the packages become with them.

Python for Windows cannot be had here, and neither can the compression of MSI packages: what these make is estimated.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterator

import budgets
import freezing
import library_closure
from nsis_setup import build_setup
from payload import Payload, read_payload
from places import WORK
from portable_zip import build_portable
from targets import WINDOWS
from wheel_payload import libraries_taken, put_together, read_wheels
from windows_facts import COMMAND_LINE, PROGRAM, Version

HERE = WORK / "windows-payload"
PYTHON = {"*-setup.exe": 6_000_000, "*.msi": 9_000_000, "*-portable.zip": 10_000_000}
"""Estimated: what Python's part of the bundle for Linux takes, compressed in the same way, and a tenth more."""
LZX_WINDOW = 1 << 21
LZX_IS_WORSE = 1.08
"""Estimated: cabinets are compressed by LZX, which does a little less than LZMA with the same window."""


def faults() -> Iterator[str]:
    wheels = read_wheels()
    yield from library_closure.faults(libraries_taken(wheels))
    payload = read_payload(put_together(wheels, HERE / "bundle"))
    limits = budgets.limits(WINDOWS.name)
    size = size_counted_once(payload)
    tell("the payload for Windows without Python", size)
    yield from budgets.over("the payload for Windows without Python", size, limits["payload_without_python"])
    for kind, packed in sizes(payload):
        whole = packed + PYTHON[kind]
        tell(f"{kind} for Windows, with {PYTHON[kind] / budgets.MB:.0f} MB for Python as estimated", whole)
        yield from budgets.over(f"{kind} for Windows with Python as estimated", whole, limits[kind])


def sizes(payload: Payload) -> Iterator[tuple[str, int]]:
    version = Version("0.0.0")
    yield "*-setup.exe", build_setup(payload, version, HERE / "situation-board-setup.exe", HERE / "nsis").stat().st_size
    yield "*.msi", round(size_in_cabinet(payload) * LZX_IS_WORSE)
    yield "*-portable.zip", build_portable(payload, HERE / "portable.zip", made=int(freezing.FIRST_DAY)).stat().st_size


def size_in_cabinet(payload: Payload) -> int:
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 6, "dict_size": LZX_WINDOW}]
    packer = lzma.LZMACompressor(lzma.FORMAT_RAW, filters=filters)
    return sum(len(packer.compress(payload.path(file).read_bytes())) for file in payload.files) + len(packer.flush())


def size_counted_once(payload: Payload) -> int:
    """The two programs hold the same modules and differ in how Windows starts them: these count once."""
    programs = [(payload.folder / name).stat().st_size for name in (PROGRAM, COMMAND_LINE)]
    return payload.size - min(programs)


def tell(what: str, size: int) -> None:
    print(f"bundle --check: {what}: {size / budgets.MB:.1f} MB", flush=True)
