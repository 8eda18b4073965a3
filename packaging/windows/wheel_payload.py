"""What the bundle for Windows will hold besides Python itself, put together from the wheels for Windows.

PyInstaller freezes only for the system it runs on, so this follows its rules: the modules that it found when it froze
for this system, the libraries that they ask for, the plugins of the parts of Qt that are used, and not what trimming.py
leaves out. Python's own modules and libraries are not in it.
"""

from __future__ import annotations

import ast
import marshal
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import wheel_store
from environment import REQUIREMENTS, ROOT
from pe_file import Binary, read_binary
from places import NAME, PACKAGING, WORK
from processes import Failure
from targets import WINDOWS
from trimming import MODULES_LEFT_OUT, MODULES_LEFT_OUT_ON_WINDOWS, is_left_out
from windows_facts import COMMAND_LINE, PROGRAM

PLUGINS = ("platforms", "platforminputcontexts", "imageformats", "iconengines", "styles", "printsupport")
"""Of Qt, with the modules that are used; others come with parts that trimming.py leaves out."""
WITH_DATA = ("pyqtgraph", "tzdata", "dateutil")
"""Packages whose other files PyInstaller takes along."""
LOADERS = {
    PROGRAM: "PyInstaller/bootloader/Windows-64bit-intel/runw.exe",
    COMMAND_LINE: "PyInstaller/bootloader/Windows-64bit-intel/run.exe",
}
NOT_IN_BUNDLE = ("pip", "pyinstaller")
LEFT_OUT = frozenset({*MODULES_LEFT_OUT, *MODULES_LEFT_OUT_ON_WINDOWS})


@dataclass(frozen=True)
class Library:
    """A library or module of a wheel, by its place in the bundle."""

    name: str
    content: bytes
    binary: Binary

    @property
    def folder(self) -> str:
        return str(PurePosixPath(self.name).parent)

    @property
    def file(self) -> str:
        return PurePosixPath(self.name).name.lower()


@dataclass(frozen=True)
class Wheels:
    """All that lies in the wheels that the program needs: name -> content."""

    files: dict[str, bytes]
    loaders: dict[str, bytes]

    def libraries(self) -> list[Library]:
        return [
            Library(name, content, read_binary(content))
            for name, content in self.files.items()
            if name.lower().endswith((".pyd", ".dll"))
        ]


def read_wheels() -> Wheels:
    """Fetched by their hashes."""
    pinned = re.findall(r"^([\w.-]+)==", (REQUIREMENTS / "run.txt").read_text(encoding="utf-8"), re.MULTILINE)
    needed = frozenset(pinned) - {*NOT_IN_BUNDLE}
    files: dict[str, bytes] = {}
    for wheel in wheel_store.fetched(WINDOWS, needed):
        files.update(content_of(wheel))
    (maker,) = wheel_store.fetched(WINDOWS, frozenset({"pyinstaller"}))
    loaders = content_of(maker)
    return Wheels(files, {program: loaders[inside] for program, inside in LOADERS.items()})


def content_of(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def modules_taken(wheels: Wheels) -> list[str]:
    """Of the wheels for Windows those that PyInstaller found here, and what stands for a terminal's colours there."""
    found = {name for name, _, _ in ast.literal_eval(modules_found().read_text(encoding="utf-8"))[1]}
    return sorted(
        name
        for name in wheels.files
        if name.endswith(".py") and (module_of(name) in found or name.startswith("colorama/"))
    )


def modules_found() -> Path:
    """PyInstaller's list of them, written when it froze."""
    lists = sorted((WORK / "pyinstaller" / NAME).glob("PYZ-*.toc"))
    if not lists:
        raise Failure("python3 dev.py bundle has to be run first: it finds which modules the program imports.")
    return lists[0]


def module_of(name: str) -> str:
    return re.sub(r"(/__init__)?\.(py|[\w.-]*pyd)$", "", name).replace("/", ".")


def is_module_left_out(name: str) -> bool:
    module = module_of(name)
    return any(module == left_out or module.startswith(f"{left_out}.") for left_out in LEFT_OUT)


def libraries_taken(wheels: Wheels) -> list[Library]:
    """Modules and plugins, and all that these ask for."""
    there = wheels.libraries()
    taken = {library.name: library for library in there if is_root(library.name, parts_of_qt(wheels))}
    waiting = [*taken.values()]
    while waiting:
        for library in asked_by(waiting.pop(), there):
            if library.name not in taken and not is_left_out(library.name):
                taken[library.name] = library
                waiting.append(library)
    return [*taken.values()]


def parts_of_qt(wheels: Wheels) -> frozenset[str]:
    """As the program and the charts import them."""
    sources = [file.read_text(encoding="utf-8") for file in (ROOT / "situation_board").rglob("*.py")]
    sources += [wheels.files[name].decode() for name in modules_taken(wheels) if name.startswith("pyqtgraph/")]
    found = re.findall(r"(?:PySide6\.|from PySide6 import )(Qt\w+)", "\n".join(sources))
    return frozenset(part for part in found if f"PySide6.{part}" not in LEFT_OUT)


def is_root(name: str, qt: frozenset[str]) -> bool:
    path = PurePosixPath(name)
    if is_left_out(name) or is_module_left_out(name):
        return False
    if path.parts[0] != "PySide6":
        return path.suffix == ".pyd"
    if path.match("PySide6/plugins/*/*.dll"):
        return path.parts[2] in PLUGINS
    return path.suffix == ".pyd" and path.stem in qt


def asked_by(library: Library, there: Iterable[Library]) -> Iterator[Library]:
    """Of several with one name, the one nearest to who asks."""
    for name in library.binary.imports:
        found = [each for each in there if each.file == name]
        if found:
            yield min(found, key=lambda each: distance(library, each))


def distance(asking: Library, found: Library) -> int:
    """The same folder, the same package or its .libs folder, PySide6's neighbours, any other."""
    package = asking.name.split("/")[0]
    if found.folder == asking.folder:
        return 0
    if found.name.split("/")[0] in (package, f"{package}.libs"):
        return 1
    return 2 if found.folder in ("PySide6", "shiboken6") else 3


def put_together(wheels: Wheels, folder: Path) -> Path:
    """The folder as the packages would carry it, without Python."""
    shutil.rmtree(folder, ignore_errors=True)
    inside = folder / "_internal"
    for library in libraries_taken(wheels):
        write(inside / library.name, library.content)
    for name, content in data_of(wheels):
        write(inside / name, content)
    archive = modules_archive(wheels)
    for program, loader in wheels.loaders.items():
        write(folder / program, loader + archive)
    return folder


def data_of(wheels: Wheels) -> Iterator[tuple[str, bytes]]:
    printing = (ROOT / "situation_board" / "gui" / "printing" / "fonts.py").read_text(encoding="utf-8")
    fonts = {*re.findall(r'"([^"]+\.ttf)"', printing)}
    for name, content in wheels.files.items():
        if PurePosixPath(name).name in fonts:
            yield f"resources/fonts/{PurePosixPath(name).name}", content
        elif name.split("/")[0] in WITH_DATA and not name.endswith((".py", ".pyd", ".dll")) and not is_left_out(name):
            yield name, content
    for home, place in ((ROOT / "resources", "resources"), (PACKAGING / "licences" / "texts", "licences")):
        for file in home.rglob("*"):
            if file.is_file():
                yield f"{place}/{file.relative_to(home).as_posix()}", file.read_bytes()


def modules_archive(wheels: Wheels) -> bytes:
    """Compiled and compressed one by one, as PyInstaller does it; ours too."""
    sources = {name: wheels.files[name] for name in modules_taken(wheels)}
    sources |= {str(file.relative_to(ROOT)): file.read_bytes() for file in (ROOT / "situation_board").rglob("*.py")}
    return b"".join(
        zlib.compress(marshal.dumps(compile(source, name, "exec", dont_inherit=True, optimize=0)), 6)
        for name, source in sorted(sources.items())
    )


def write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
