"""What a release needs beside its files.

python3 packaging/release.py check v0.1.0     is the tag the version, and has the changelog its section
python3 packaging/release.py notes            that section, to be shown with the files
python3 packaging/release.py sums FOLDER      compare the sums of each machine, and write SHA256SUMS of everything
"""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path

PACKAGING = Path(__file__).resolve().parent
sys.path[:0] = [str(PACKAGING / "dev"), str(PACKAGING / "bundling")]

from environment import ROOT  # noqa: E402 - found by the path above
from places import version  # noqa: E402
from processes import Failure  # noqa: E402

ALL_SUMS = "SHA256SUMS"
LINE = re.compile(r"([0-9a-f]{64})  ([^/\\]+)")


def check(tag: str) -> None:
    if tag != f"v{version()}":
        raise Failure(f"the tag is {tag}, the version is {version()} (situation_board/__init__.py).")
    notes()


def notes(changelog: str | None = None) -> str:
    """The changelog's section of the version that is in the checkout."""
    text = changelog if changelog is not None else (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    head = rf"^## \[{re.escape(version())}\] - \d\d\d\d-\d\d-\d\d$"
    found = re.search(rf"{head}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    if found is None or not found[1].strip():
        raise Failure(f"CHANGELOG.md has no section [{version()}] - year-month-day, or nothing stands in it.")
    return found[1].strip() + "\n"


def sums(folder: Path) -> Path:
    """Every file for users is in it once; a file that is not what its machine said ends it."""
    for told in sorted(folder.glob("*.sha256")):
        _compare(told)
    files = sorted(file for file in folder.iterdir() if file.is_file() and file.suffix != ".sha256")
    files = [file for file in files if file.name != ALL_SUMS]
    if not files:
        raise Failure(f"there is nothing in {folder}.")
    lines = [f"{_sum(file)}  {file.name}\n" for file in files]
    (folder / ALL_SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")
    return folder / ALL_SUMS


def _compare(told: Path) -> None:
    for line in told.read_text(encoding="utf-8").splitlines():
        found = LINE.fullmatch(line)
        if found is None:
            raise Failure(f"{told.name}: no sum: {line}")
        file = told.parent / found[2]
        if not file.is_file() or _sum(file) != found[1]:
            raise Failure(f"{file.name} is not what {told.name} says.")


def _sum(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def main(arguments: list[str]) -> None:
    match arguments:
        case ["check", tag]:
            check(tag)
        case ["notes"]:
            print(notes(), end="")
        case ["sums", folder]:
            print(sums(Path(folder)))
        case _:
            raise Failure(str(__doc__))


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Failure as failure:
        sys.exit(str(failure))
