"""The files of the frozen program, as the packages carry them: checked for what Windows cannot hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from processes import Failure
from windows_facts import PROGRAM

LONGEST = 150
"""Characters of a path inside the program's folder: Windows allows 259 for the whole of it."""
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
FORBIDDEN = re.compile(r'[<>:"|?*\\$]|[^ -~]|[. ]$')
"""With the dollar, which NSIS and wixl take for a name of theirs, and letters that wixl drops from its tables."""


@dataclass(frozen=True)
class Payload:
    """A folder and the files in it, in one order on every system; the program itself comes last."""

    folder: Path
    files: tuple[PurePosixPath, ...]

    @property
    def folders(self) -> list[PurePosixPath]:
        """All folders inside, the deepest first."""
        found = {parent for file in self.files for parent in file.parents if parent.name}
        return sorted(found, key=lambda folder: (-len(folder.parts), str(folder)))

    @property
    def size(self) -> int:
        return sum(self.path(file).stat().st_size for file in self.files)

    @property
    def programs(self) -> list[Path]:
        """What a person or another program starts."""
        return [self.path(file) for file in self.files if is_program(file)]

    def path(self, file: PurePosixPath) -> Path:
        return self.folder / file


def read_payload(folder: Path) -> Payload:
    """Everything below the folder. Refused: links, names that Windows cannot write, a folder without the program."""
    files = sorted(relative_files(folder), key=order)
    if PurePosixPath(PROGRAM) not in files:
        raise Failure(f"{folder} holds no {PROGRAM}: run python3 dev.py bundle on Windows first.")
    if faults := [*faults_of(folder, files)]:
        raise Failure(f"{folder} cannot be packed for Windows: {'; '.join(faults)}")
    return Payload(folder, tuple(files))


def order(file: PurePosixPath) -> tuple[bool, bool, str, str]:
    """What can be started comes last."""
    return str(file) == PROGRAM, is_program(file), str(file).lower(), str(file)


def is_program(file: PurePosixPath) -> bool:
    return len(file.parts) == 1 and file.suffix.lower() == ".exe"


def relative_files(folder: Path) -> Iterator[PurePosixPath]:
    return (
        PurePosixPath(path.relative_to(folder).as_posix())
        for path in folder.rglob("*")
        if path.is_symlink() or not path.is_dir()
    )


def faults_of(folder: Path, files: list[PurePosixPath]) -> Iterator[str]:
    for file in files:
        if (folder / file).is_symlink():
            yield f"{file} is a link"
        if len(str(file)) > LONGEST:
            yield f"{file} is longer than {LONGEST} characters"
        if any(RESERVED.match(part) or FORBIDDEN.search(part) for part in file.parts):
            yield f"{file} is a name that Windows or the packers cannot write"
    spellings = Counter(str(file).lower() for file in files)
    yield from (f"{name} is there in two spellings" for name, count in spellings.items() if count > 1)


def backslashed(file: PurePosixPath) -> str:
    return str(PureWindowsPath(file))
