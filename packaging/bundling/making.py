"""`dev.py bundle`: everything between the sources and the files that are handed out, on the system it runs on."""

from __future__ import annotations

import shutil
import sys

import clean_environment
import freezing
import icon_files
import linux_package
import macos_package
import smoke
import windows_package
from environment import ROOT
from needed_programs import provide
from places import LICENCES, version
from processes import Failure

PACKAGES = {"linux": linux_package, "win32": windows_package, "darwin": macos_package}


def run() -> int:
    """Icons, version, licences, bundle, smoke, packages, budget, SBOM, sums; the first that fails ends it."""
    provide(checks=False)
    clean_environment.make_ready()
    package = PACKAGES[sys.platform]
    _say(f"Situation Board {version()}")
    _refuse(icon_files.faults())
    _collect_licences()
    package.prepare()
    bundle = freezing.freeze()
    _say(f"frozen into {bundle.relative_to(ROOT)}")
    _refuse(smoke.faults(bundle))
    made = package.pack(bundle)
    for file in made:
        _say(f"{file.relative_to(ROOT)}  {file.stat().st_size / 1e6:.1f} MB")
    return 0


def _collect_licences() -> None:
    shutil.rmtree(LICENCES, ignore_errors=True)
    LICENCES.mkdir(parents=True)
    shutil.copy(ROOT / "LICENSE", LICENCES)


def _refuse(faults: str) -> None:
    if faults:
        print(faults, file=sys.stderr)
        raise Failure("no bundle was made (see above).")


def _say(words: str) -> None:
    print(f"bundle: {words}", flush=True)
