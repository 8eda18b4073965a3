"""Packs a frozen program for Windows: setup program, MSI packages, archive for a stick; signed where there are secrets.

    python3 packaging/windows/windows_packing.py --bundle FOLDER --out FOLDER

`dev.py bundle` does the same on Windows. By hand it runs on Linux too, with a bundle that was made on Windows.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

PACKAGING = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(PACKAGING / part) for part in ("dev", "bundling", "windows")]

import windows_signing  # noqa: E402 - found by the path above
from freezing import source_date  # noqa: E402
from msi_document import Msi  # noqa: E402
from msi_package import build_msi  # noqa: E402
from nsis_setup import build_setup  # noqa: E402
from payload import Payload, read_payload  # noqa: E402
from places import ICONS, NAME, WORK, version  # noqa: E402
from portable_zip import build_portable  # noqa: E402
from processes import Failure  # noqa: E402
from windows_facts import SCOPES, Version  # noqa: E402

ICON = ICONS / f"{NAME}.ico"
HERE = WORK / "windows"


def pack(bundle: Path, out: Path) -> list[Path]:
    """The files for users. The programs inside are signed before they are packed, the packages after."""
    payload = read_payload(bundle)
    signs = windows_signing.is_possible()
    if signs:
        windows_signing.sign(payload.programs)
    made = [*packages(payload, Version(version()), out, signs=signs)]
    if signs:
        windows_signing.sign(file for file in made if file.suffix != ".zip")
    return made


def packages(payload: Payload, of: Version, out: Path, *, signs: bool) -> Iterator[Path]:
    stem = f"{NAME}-{of.text}-windows-x64"
    command = windows_signing.command_for_one() if signs else None
    yield build_setup(payload, of, out / f"{stem}-setup.exe", HERE, icon=ICON, sign=command)
    for scope in SCOPES:
        yield build_msi(Msi(payload, of, scope, icon=ICON), out / f"{stem}-{scope}.msi", HERE)
    yield build_portable(payload, out / f"{stem}-portable.zip", made=int(source_date()))


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description="Packs a frozen program for Windows.")
    parser.add_argument("--bundle", type=Path, required=True, help="the folder that holds SituationBoard.exe")
    parser.add_argument("--out", type=Path, required=True, help="the folder for what is handed out")
    given = parser.parse_args(arguments)
    for file in pack(given.bundle, given.out):
        print(f"{file}  {file.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Failure as failure:
        sys.exit(str(failure))
