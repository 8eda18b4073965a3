"""Three releases of the stand-in, for the trials: an older one, a pre-release, and the release after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from msi_document import Msi
from msi_package import build_msi
from nsis_setup import build_setup
from payload import Payload
from places import ICONS, NAME, WORK
from stand_in import make_stand_in
from windows_facts import SCOPES, Scope, Version
from wine import Wine

HERE = WORK / "windows-trial"
ICON = ICONS / f"{NAME}.ico"
OLDER, BEFORE_NEWER, NEWER = "0.1.0", "0.2.0rc1", "0.2.0"


@dataclass(frozen=True)
class Release:
    payload: Payload
    version: Version

    @cached_property
    def setup(self) -> Path:
        out = HERE / f"setup-{self.version.text}.exe"
        return build_setup(self.payload, self.version, out, HERE / f"nsis-{self.version.text}", icon=ICON)

    @cached_property
    def msi(self) -> Mapping[Scope, Path]:
        return {scope: self.build(scope) for scope in SCOPES}

    def build(self, scope: Scope) -> Path:
        out = HERE / f"{scope}-{self.version.text}.msi"
        return build_msi(Msi(self.payload, self.version, scope, icon=ICON), out, HERE / f"wixl-{self.version.text}")


def make_release(version: str) -> Release:
    payload = make_stand_in(HERE / f"bundle-{version}", version, newer=version != OLDER)
    return Release(payload, Version(version))


def put_documents(wine: Wine) -> dict[Path, bytes]:
    """What a person has: a situation and the program's settings."""
    kept = {
        wine.user / "Documents/Homs.sitboard": b"a situation",
        wine.user / "AppData/Local/situation-board/window.ini": b"[look]\ntheme=dark\n",
    }
    for file, content in kept.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return kept
