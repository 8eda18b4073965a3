"""Builds the MSI packages for managed fleets out of the bundle, with wixl.

wixl compresses as old archives did (MSZIP). On Windows the files are compressed once more by its own makecab (LZX),
which saves a fifth, and put in the place of wixl's.
"""

from __future__ import annotations

import locale
import shutil
from collections.abc import Iterator
from pathlib import Path

from msi_document import CABINET, ICON, Msi, name_of
from processes import Command, Failure, quietly


def build_msi(msi: Msi, out: Path, work: Path) -> Path:
    out.parent.mkdir(parents=True, exist_ok=True)
    work.mkdir(parents=True, exist_ok=True)
    document = work / f"situation-board-{msi.scope}.wxs"
    document.write_text(msi.document(), encoding="utf-8")
    if msi.icon:
        shutil.copyfile(msi.icon, work / ICON)
    out.unlink(missing_ok=True)
    run([wixl(), "-a", "x64", "-o", out.resolve(), document.resolve()], out, folder=msi.payload.folder)
    if makecab := shutil.which("makecab"):
        put_cabinet(out, smaller_cabinet(msi, makecab, work.resolve()))
    return out


def smaller_cabinet(msi: Msi, makecab: str, work: Path) -> Path:
    directives = work / "cabinet.ddf"
    directives.write_text("".join(f"{line}\n" for line in cabinet_directives(msi, work)), encoding=locale.getencoding())
    run([makecab, "/V1", "/F", directives], work / CABINET, folder=work)
    return work / CABINET


def cabinet_directives(msi: Msi, work: Path) -> Iterator[str]:
    """One cabinet of any size, with the files in the order and under the names of the table of files."""
    yield from (".OPTION EXPLICIT", f'.Set CabinetNameTemplate="{CABINET}"', f'.Set DiskDirectoryTemplate="{work}"')
    yield from (".Set CompressionType=LZX", ".Set CompressionMemory=21", ".Set Cabinet=ON", ".Set Compress=ON")
    yield from (".Set MaxDiskSize=0", ".Set MaxDiskFileCount=0", ".Set MaxCabinetSize=0", ".Set FolderSizeThreshold=0")
    yield from (".Set UniqueFiles=OFF", ".Set RptFileName=NUL", ".Set InfFileName=NUL")
    for file in msi.files_in_order():
        yield f'"{msi.payload.path(file).resolve()}" "{name_of("f", file)}"'


def put_cabinet(package: Path, cabinet: Path) -> None:
    """In the place of the one that is in it."""
    msibuild = shutil.which("msibuild")
    if not msibuild:
        raise Failure("there is no msibuild here; it comes with msitools, as wixl does.")
    run([msibuild, package.resolve(), "-a", CABINET, cabinet.resolve()], package)


def wixl() -> str:
    found = shutil.which("wixl")
    if not found:
        raise Failure("there is no wixl here; Debian's package is wixl, on Windows MSYS2 has it in msitools.")
    return found


def run(command: Command, made: Path, *, folder: Path | None = None) -> None:
    done = quietly(command, folder=folder)
    if done.returncode != 0 or not made.exists():
        raise Failure(f"{made.name} could not be made by {Path(command[0]).name}:\n{done.stdout.strip()[-2000:]}")
