"""`dev.py bundle`: everything between the sources and the files that are handed out, on the system it runs on."""

from __future__ import annotations

import sys

import budgets
import clean_environment
import contents
import freezing
import icon_files
import linux_package
import macos_package
import sbom
import smoke
import sums
import windows_package
from environment import ROOT
from needed_programs import provide
from places import CONTENTS, DIST, stem, version
from processes import Failure

PACKAGES = {"linux": linux_package, "win32": windows_package, "darwin": macos_package}


def run() -> int:
    """Icons, version, licences, bundle, smoke, packages, budget, list of parts, sums; the first fault ends it."""
    provide(checks=False)
    clean_environment.make_ready()
    package = PACKAGES[sys.platform]
    _say(f"Situation Board {version()}")
    _refuse(icon_files.faults())
    remove_former()
    package.prepare()
    bundle = freezing.freeze()
    _refuse(smoke.faults(bundle))
    _say(f"{bundle.relative_to(ROOT)}  {budgets.size_of(bundle) / budgets.MB:.1f} MB, checked itself")
    made = package.pack(bundle)
    _refuse(budgets.faults(bundle, made))
    made.append(sbom.write(contents.load(CONTENTS)))
    made.append(sums.write(made))
    for file in made:
        _say(f"{file.relative_to(ROOT)}  {file.stat().st_size / budgets.MB:.1f} MB")
    return 0


def remove_former() -> None:
    """What an earlier run left for this system, so that nothing old is handed out."""
    for file in DIST.glob(f"{stem()}*"):
        file.unlink()


def _refuse(faults: str) -> None:
    if faults:
        print(faults, file=sys.stderr)
        raise Failure("nothing may be handed out from this (see above).")


def _say(words: str) -> None:
    print(f"bundle: {words}", flush=True)
