"""Does every program and library in the wheels for macOS run where we promise that the program runs?"""

from __future__ import annotations

import fnmatch
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import trimming
import wheel_store
from mach_o import is_mach_o, read_slices
from targets import MACOS, MACOS_ARM, MACOS_INTEL, Target

SYSTEM = ("/usr/lib/", "/System/Library/")
"""What every Mac has. Anything else by a whole path lies on the machine of whoever built it."""
NOT_TAKEN = ("*/sqldrivers/*", "*/plugins/designer/*", "*/qmltooling/*", "*/qml/*", "*/Qt/libexec/*")
"""Of Qt: PyInstaller takes them only along with modules that are excluded."""
FEWEST = 40
"""Programs and libraries that the wheels of a target hold at the least: fewer means that they were not found."""


def faults() -> str:
    return "\n".join(fault for target in (MACOS_ARM, MACOS_INTEL) for fault in faults_of(target))


def faults_of(target: Target) -> Iterator[str]:
    wheels = wheel_store.fetched(target)
    programs = [(f"{wheel.name}: {name}", content) for wheel in wheels for name, content in programs_in(wheel)]
    there = frozenset(PurePosixPath(name).name for name, _ in programs)
    for name, content in programs:
        if not is_left_out(name):
            yield from (f"{target.name}: {name}: {fault}" for fault in program_faults(content, target, there))
    if len(programs) < FEWEST:
        yield f"{target.name}: only {len(programs)} programs and libraries were found"


def is_left_out(name: str) -> bool:
    return trimming.is_left_out(name) or any(fnmatch.fnmatch(name, pattern) for pattern in NOT_TAKEN)


def programs_in(wheel: Path) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            with archive.open(name) as file:
                head = file.read(8)
            if is_mach_o(head):
                yield name, archive.read(name)


def program_faults(content: bytes, target: Target, there: frozenset[str]) -> Iterator[str]:
    """`there` are the names of all programs and libraries of the target."""
    processor = target.name.partition("-")[2]
    try:
        fitting = [part for part in read_slices(content) if part.processor == processor]
    except ValueError as error:
        yield f"cannot be read: {error}"
        return
    if not fitting:
        yield f"holds nothing for {processor}"
    for part in fitting:
        if part.oldest is None or part.oldest > MACOS:
            yield f"needs macOS {part.oldest}, promised is {MACOS}"
        yield from (f"links with {link}" for link in part.links if not is_met(link, there))


def is_met(link: str, there: frozenset[str]) -> bool:
    """Whether what is linked with is on every Mac, or comes along."""
    return link.startswith(SYSTEM) or (not link.startswith("/") and PurePosixPath(link).name in there)
