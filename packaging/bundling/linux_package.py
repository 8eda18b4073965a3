"""What is handed out for Linux: one archive with the frozen program and a way to install it."""

from __future__ import annotations

import lzma
import re
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path

from freezing import source_date
from icon_files import DRAWING, FOLDER, PNG_SIZES, png_name
from places import DIST, NAME, PACKAGING, WORK, stem, target, version

FILES = PACKAGING / "linux"
DICTIONARY = 1 << 26  # bytes: as much as an old laptop can spare to unpack
GLIBC = re.compile(rb"\0GLIBC_(\d+)\.(\d+)(?:\.\d+)?\0")


def prepare() -> None:
    """packaging/situation-board.spec reads nothing that is made for Linux."""


def pack(bundle: Path) -> list[Path]:
    """The archive in dist/. The same bundle gives the same bytes."""
    folder = put_together(bundle, WORK / "linux" / f"{NAME}-{version()}")
    archive = DIST / f"{stem()}.tar.xz"
    write_archive(folder, archive)
    return [archive]


def put_together(bundle: Path, folder: Path) -> Path:
    """The folder that users get: the program, and beside it how to install it."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(bundle, folder, symlinks=True)
    desktop = folder / "desktop"
    desktop.mkdir()
    for name in ("situation-board.desktop", "situation-board-mime.xml"):
        shutil.copyfile(FILES / name, desktop / name)
    for size in PNG_SIZES:
        icon = desktop / "icons" / f"{size}x{size}" / f"{NAME}.png"
        icon.parent.mkdir(parents=True)
        shutil.copyfile(FOLDER / png_name(size), icon)
    (desktop / "icons" / "scalable").mkdir()
    shutil.copyfile(DRAWING, desktop / "icons" / "scalable" / f"{NAME}.svg")
    shutil.copy(FILES / "install.sh", folder)
    readme = (FILES / "README.txt").read_text(encoding="utf-8")
    (folder / "README.txt").write_text(readme.replace("@GLIBC@", oldest_glibc(bundle)), encoding="utf-8")
    return folder


def oldest_glibc(bundle: Path) -> str:
    """The oldest release of glibc that has everything which the bundle's libraries ask for."""
    asked = {
        (int(major), int(minor))
        for file in bundle.rglob("*")
        if is_elf(file)
        for major, minor in GLIBC.findall(file.read_bytes())
    }
    return ".".join(map(str, max(asked)))


def is_elf(file: Path) -> bool:
    if not file.is_file() or file.is_symlink():
        return False
    with file.open("rb") as opened:
        return opened.read(4) == b"\x7fELF"


def write_archive(folder: Path, archive: Path) -> None:
    """Machine code is turned about before it is compressed, which saves a tenth."""
    unfinished = archive.with_name(f".{archive.name}.unfinished")
    with (
        lzma.open(unfinished, "wb", check=lzma.CHECK_SHA256, filters=filters()) as compressed,
        tarfile.open(fileobj=compressed, mode="w|", format=tarfile.GNU_FORMAT) as tar,
    ):
        add_all(folder, tar)
    unfinished.replace(archive)


def add_all(folder: Path, tar: tarfile.TarFile) -> None:
    for path in in_order(folder):
        name = path.relative_to(folder.parent).as_posix()
        tar.add(path, name, recursive=False, filter=of_nobody)


def filters() -> list[dict[str, int]]:
    best = {"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": DICTIONARY}
    return [{"id": lzma.FILTER_X86}, best] if target() == "linux-x86_64" else [best]


def in_order(folder: Path) -> Iterator[Path]:
    yield folder
    yield from sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).parts)


def of_nobody(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Without who made it when, and with the rights that a program has."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mtime = int(source_date())
    entry.mode = 0o755 if entry.isdir() or entry.mode & 0o100 else 0o644
    return entry
