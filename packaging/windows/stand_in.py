"""A small program and some files in place of the bundle, which only a Windows machine can make.

They are chosen for what goes wrong with packages: spaces, signs that NSIS and MSI read otherwise, a folder in a folder,
an empty file. The newer program changes a file, brings one and lacks one.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from payload import Payload, read_payload
from processes import Failure, quietly
from windows_facts import COMMAND_LINE, PROGRAM

COMPILER = "x86_64-w64-mingw32-gcc"
SOURCE = Path(__file__).with_name("stand_in.c")
FILES = {
    "_internal/base_library.zip": 60_000,
    "_internal/PySide6/Qt6Core.dll": 200_000,
    "_internal/PySide6/plugins/platforms/qwindows.dll": 30_000,
    "_internal/resources/help/with spaces & (signs) 100% [a].txt": 900,
    "_internal/resources/.hidden": 10,
    "_internal/resources/empty.txt": 0,
    "_internal/1-begins-with-a-digit.txt": 50,
    "LICENSE": 11_000,
}
CHANGED = "_internal/PySide6/Qt6Core.dll"
ONLY_OLD = "_internal/old/deeper/gone.dll"
ONLY_NEW = "_internal/new/deeper/come.dll"


def make_stand_in(folder: Path, version: str, *, newer: bool = False) -> Payload:
    shutil.rmtree(folder, ignore_errors=True)
    sizes = {**FILES, (ONLY_NEW if newer else ONLY_OLD): 5_000}
    for name, size in sizes.items():
        seed = f"{name} {newer}" if name == CHANGED else name
        write(folder / name, random.Random(seed).randbytes(size))
    compile_program(folder / PROGRAM, version)
    shutil.copy(folder / PROGRAM, folder / COMMAND_LINE)
    return read_payload(folder)


def write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def compile_program(file: Path, version: str) -> None:
    """The version goes in, so that the program of another version is another file."""
    options = ["-municode", "-mwindows", "-s", "-Os", "-Wl,--no-insert-timestamp", f'-DVERSION="{version}"']
    done = quietly([COMPILER, *options, "-o", file, SOURCE])
    if done.returncode != 0:
        raise Failure(f"the stand-in could not be compiled:\n{done.stdout.strip()}")
