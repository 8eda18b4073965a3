"""Builds the MSI packages for managed fleets out of the bundle, with wixl."""

from __future__ import annotations

import shutil
from pathlib import Path

from msi_document import ICON, Msi
from processes import Failure, quietly


def build_msi(msi: Msi, out: Path, work: Path) -> Path:
    out.parent.mkdir(parents=True, exist_ok=True)
    work.mkdir(parents=True, exist_ok=True)
    document = work / f"situation-board-{msi.scope}.wxs"
    document.write_text(msi.document(), encoding="utf-8")
    if msi.icon:
        shutil.copyfile(msi.icon, work / ICON)
    made = quietly([wixl(), "-a", "x64", "-o", out.resolve(), document.resolve()], folder=msi.payload.folder)
    if made.returncode != 0 or not out.exists():
        raise Failure(f"wixl could not build {out.name}:\n{made.stdout.strip()}")
    return out


def wixl() -> str:
    found = shutil.which("wixl")
    if not found:
        raise Failure("there is no wixl here; Debian's package is wixl, on Windows MSYS2 has it in msitools.")
    return found
