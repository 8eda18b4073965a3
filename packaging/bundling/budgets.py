"""Whether what was made is as small as packaging/budgets.toml wants it."""

from __future__ import annotations

import fnmatch
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from places import PACKAGING, target

MB = 1_000_000


def limits(of: str) -> dict[str, float]:
    """The budget of a target, such as linux-x86_64; empty when it has none."""
    told = tomllib.loads((PACKAGING / "budgets.toml").read_text(encoding="utf-8"))
    return dict(told.get(of, {}))


def faults(bundle: Path, made: Iterable[Path]) -> str:
    return "\n".join(_faults(bundle, [*made]))


def _faults(bundle: Path, made: list[Path]) -> Iterator[str]:
    for name, most in limits(target()).items():
        if name == "folder":
            yield from over(str(bundle.name), size_of(bundle), most)
        for file in fnmatch.filter((file.name for file in made), name):
            size = next(each.stat().st_size for each in made if each.name == file)
            yield from over(file, size, most)


def over(name: str, size: int, most: float) -> Iterator[str]:
    """The fault, if it is one; `most` is in MB."""
    if size > most * MB:
        yield f"{name} has {size / MB:.1f} MB; packaging/budgets.toml allows {most}"


def size_of(folder: Path) -> int:
    """Links count as what they are: nothing."""
    return sum(file.lstat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
