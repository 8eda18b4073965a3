"""What is handed out for macOS, made from the frozen program: a disk image with the application in it."""

from __future__ import annotations

import plistlib
import sys
from pathlib import Path

import clean_environment
import icon_files
import macos_properties
import macos_signing
from places import DIST, PACKAGING, TITLE, WORK, stem, version
from processes import Failure, quietly

SETTINGS = PACKAGING / "macos" / "dmg_settings.py"


def prepare() -> None:
    """Write into places.WORK what packaging/situation-board.spec reads."""
    WORK.mkdir(parents=True, exist_ok=True)
    (WORK / "Info.plist").write_bytes(plistlib.dumps(macos_properties.with_version(version())))


def pack(bundle: Path) -> list[Path]:
    """The files for users, in places.DIST; signed and looked through by Apple where the secrets are there."""
    is_signed = macos_signing.is_possible()
    if is_signed:
        macos_signing.sign_application(bundle)
    image = make_image(bundle)
    if is_signed:
        macos_signing.sign_image(image)
    else:
        print("bundle: not signed: macOS asks before it starts the program (packaging/README.md)", flush=True)
    return [image]


def make_image(application: Path, *, into: Path = DIST) -> Path:
    image = into / f"{stem()}.dmg"
    image.unlink(missing_ok=True)
    given = [f"application={application}", f"icon={icon_files.FOLDER / icon_files.ICNS}"]
    defined = [part for one in given for part in ("-D", one)]
    done = quietly([clean_environment.python(), "-m", "dmgbuild", "-s", SETTINGS, *defined, TITLE, image])
    if done.returncode != 0 or not image.exists():
        print(done.stdout, file=sys.stderr)
        raise Failure("the disk image could not be made (see above).")
    return image
