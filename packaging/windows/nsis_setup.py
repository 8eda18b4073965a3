"""Builds the setup program for one person out of the bundle, with NSIS."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path, PurePosixPath

from payload import Payload, backslashed
from places import TITLE
from processes import Failure, quietly
from windows_facts import COPYRIGHT, DOCUMENT, OLDEST_BUILD, PROGRAM, PUBLISHER, Version

SCRIPT = Path(__file__).with_name("situation-board.nsi")
TARGETS = ("amd64-unicode", "x86-unicode")
"""Debian's NSIS makes 64-bit setup programs. The one that is released for Windows makes 32-bit ones, which run too."""


def build_setup(
    payload: Payload, version: Version, out: Path, work: Path, *, icon: Path | None = None, sign: str | None = None
) -> Path:
    """`sign` is the command that signs the file named after it: the uninstaller is inside and not to be got at."""
    out.parent.mkdir(parents=True, exist_ok=True)
    work.mkdir(parents=True, exist_ok=True)
    write(work / "install.nsh", [*signing_line(sign), *installing(payload)])
    write(work / "uninstall.nsh", uninstalling(payload))
    made = quietly(command(defines(payload, version, out, work, icon)), folder=SCRIPT.parent)
    if made.returncode != 0 or not out.exists():
        raise Failure(f"NSIS could not build {out.name}:\n{made.stdout.strip()}")
    return out


def command(defined: dict[str, str]) -> list[str | Path]:
    options = [f"-D{name}={value}" for name, value in defined.items()]
    strictly = ["-WX"] if target() == TARGETS[0] else []  # other releases of NSIS warn of other things
    return [makensis(), "-V2", *strictly, "-INPUTCHARSET", "UTF8", *options, SCRIPT]


def defines(payload: Payload, version: Version, out: Path, work: Path, icon: Path | None) -> dict[str, str]:
    kilobytes = -(-payload.size // 1024)
    return {
        "TITLE": TITLE,
        "PUBLISHER": PUBLISHER,
        "COPYRIGHT": COPYRIGHT,
        "DOCUMENT": DOCUMENT,
        "PROGRAM": PROGRAM,
        "VERSION": version.text,
        "VERSION_NUMBERS": version.dotted,
        "OLDEST_BUILD": str(OLDEST_BUILD),
        "SIZE_KB": str(kilobytes),
        "NEEDED_KB": str(kilobytes + 20_000),
        "TARGET": target(),
        "OUT_FILE": str(out.resolve()),
        "WORK": str(work.resolve()),
        **({"ICON": str(icon.resolve())} if icon else {}),
    }


def makensis() -> Path:
    """On Windows it is usually not on the path."""
    usual = [Path(os.environ[name], "NSIS") for name in ("ProgramFiles(x86)", "ProgramFiles") if name in os.environ]
    found = shutil.which("makensis") or shutil.which("makensis", path=os.pathsep.join(map(str, usual)))
    if not found:
        raise Failure("there is no makensis here; Debian's package is nsis, on Windows install NSIS 3.08 or newer.")
    return Path(found)


def target() -> str:
    stubs = stub_folder()
    for name in TARGETS:
        if (stubs / f"lzma_solid-{name}").exists():
            return name
    raise Failure(f"the NSIS in {stubs.parent} can build no Unicode setup program.")


def stub_folder() -> Path:
    """NSIS tells where its parts lie."""
    told = subprocess.run([makensis(), "-HDRINFO"], capture_output=True, text=True, check=False).stdout
    places = [word.partition("=")[2] for word in told.replace("\n", ",").split(",") if word.startswith("NSISDIR=")]
    return Path(places[0] if places else makensis().parent, "Stubs")


def signing_line(sign: str | None) -> Iterator[str]:
    if sign:
        yield f"!uninstfinalize '{sign} \"%1\"' = 0"


def installing(payload: Payload) -> Iterator[str]:
    for folder, files in groupby(payload.files, key=lambda file: file.parent):
        yield f'SetOutPath "{inside(folder)}"'
        yield from (f'File "{payload.path(file).resolve()}"' for file in files)


def uninstalling(payload: Payload) -> Iterator[str]:
    """The program first: what is left after an interruption cannot be started."""
    yield from (f'Delete "{inside(file)}"' for file in reversed(payload.files))
    yield from (f'RMDir "{inside(folder)}"' for folder in payload.folders)


def inside(path: PurePosixPath) -> str:
    relative = backslashed(path)
    return "$INSTDIR" if relative == "." else rf"$INSTDIR\{relative}"


def write(file: Path, lines: Iterable[str]) -> None:
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8-sig")
