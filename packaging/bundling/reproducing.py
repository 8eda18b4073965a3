"""The same sources give the same bytes: frozen again from a copy of the checkout that lies elsewhere."""

from __future__ import annotations

import hashlib
import lzma
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import clean_environment
import linux_package
from environment import ROOT
from freezing import source_date
from places import BUNDLE, DIST, NAME, stem, version
from stage import Fault, scratch

SOURCES = ("situation_board", "resources", "packaging", "LICENSE")
FREEZE = "import sys; sys.path[:0] = ['packaging/dev', 'packaging/bundling']; import freezing; freezing.freeze()"
SHOWN = 10


def same_bytes_twice() -> None:
    with scratch() as folder:
        again = _frozen_in(_copy_of_checkout(folder / "another checkout"))
        if different := [*_differences(BUNDLE, again)]:
            raise Fault("other bytes when frozen again:\n" + "\n".join(different[:SHOWN]))
        archive = DIST / f"{stem()}.tar.xz"
        written = linux_package.put_together(again, folder / f"{NAME}-{version()}")
        if _sum_of_packed(archive) != _sum_of_tar(written, folder / "again.tar"):
            raise Fault(f"{archive.name} holds something else than the same bundle put together again")


def _copy_of_checkout(place: Path) -> Path:
    """With the same packages, which are not installed again."""
    place.mkdir()
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, place / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, place)
    python = place / clean_environment.FOLDER.relative_to(ROOT)
    python.parent.mkdir(parents=True)
    python.symlink_to(clean_environment.FOLDER)
    return place


def _frozen_in(checkout: Path) -> Path:
    """The copy has no history that tells its date."""
    date = {"SOURCE_DATE_EPOCH": source_date()}
    done = subprocess.run(
        [sys.executable, "-c", FREEZE],
        cwd=checkout,
        env={**os.environ, **date},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise Fault(f"a copy of the checkout cannot be frozen:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    return checkout / BUNDLE.relative_to(ROOT)


def _differences(one: Path, other: Path) -> Iterator[str]:
    first, second = content(one), content(other)
    yield from (f"only once: {name}" for name in sorted(first.keys() ^ second.keys()))
    yield from (f"differs: {name}" for name in sorted(first.keys() & second.keys()) if first[name] != second[name])


def content(folder: Path) -> dict[str, str]:
    """What lies where: of files the sum and whether they can be run, of links where they lead."""
    return {
        path.relative_to(folder).as_posix(): _told(path)
        for path in folder.rglob("*")
        if path.is_symlink() or not path.is_dir()
    }


def _told(path: Path) -> str:
    if path.is_symlink():
        return f"-> {path.readlink()}"
    mode = "x" if path.stat().st_mode & 0o100 else "-"
    return mode + hashlib.sha256(path.read_bytes()).hexdigest()


def _sum_of_packed(archive: Path) -> str:
    with lzma.open(archive) as packed:
        return hashlib.file_digest(packed, "sha256").hexdigest()


def _sum_of_tar(folder: Path, tar: Path) -> str:
    with tar.open("wb") as file, tarfile.open(fileobj=file, mode="w|", format=tarfile.GNU_FORMAT) as opened:
        linux_package.add_all(folder, opened)
    with tar.open("rb") as written:
        return hashlib.file_digest(written, "sha256").hexdigest()
