"""Which wheel of each package goes into the packages for each target; called by packaging/pin.py.

A resolver says which packages a target needs. Which of a release's wheels runs on the oldest system that is promised,
is asked of pip: it fetches nothing but what each wheel says of itself.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "packaging" / "dev"), str(ROOT / "packaging" / "bundling")]

from targets import PYTHON, TARGETS, Pin, Target, as_text  # noqa: E402 - found by the path above

VERSION = ".".join(map(str, PYTHON))


def write_target_pins(programs: Path, bundle: Path, header: str) -> None:
    """`programs` holds pip and uv; `bundle` pins the versions for all systems."""
    for target in TARGETS:
        pins = chosen(programs, target, needed(programs, target, bundle))
        target.pins.write_text(as_text(pins, header), encoding="utf-8", newline="\n")
        print(f"{target.pins.name}: {len(pins)} packages")


def needed(programs: Path, target: Target, bundle: Path) -> str:
    """name==version, a line each."""
    where = ["--python-platform", target.resolver, "--python-version", VERSION, "--extra=bundle"]
    bare = ["--only-binary", ":all:", "--no-header", "--no-annotate", "--quiet", f"--constraints={bundle}"]
    return _told([programs / "uv", "pip", "compile", *where, *bare, "pyproject.toml"])


def chosen(programs: Path, target: Target, needed: str) -> list[Pin]:
    """The wheel of each that pip would install on the target's oldest system."""
    with tempfile.TemporaryDirectory() as folder:
        wanted, report = Path(folder, "wanted.txt"), Path(folder, "report.json")
        wanted.write_text(needed, encoding="utf-8")
        nothing = ["--dry-run", "--ignore-installed", "-qq", "--disable-pip-version-check", "--target", folder]
        for_it = ["--python-version", VERSION, "--implementation", "cp", *for_target(target)]
        _told([programs / "pip", "install", *nothing, *for_it, "--report", report, "-r", wanted])
        told = json.loads(report.read_text(encoding="utf-8"))
    return sorted(map(_pin, told["install"]), key=lambda pin: pin.name)


def for_target(target: Target) -> list[str]:
    """Options of pip for any system that is not this one."""
    abis = [f"--abi=cp{PYTHON[0]}{PYTHON[1]}", "--abi=abi3", "--abi=none"]
    platforms = [f"--platform={tag}" for tag in target.tags]
    return ["--no-deps", "--only-binary", ":all:", *abis, *platforms]


def _pin(told: dict[str, dict[str, object]]) -> Pin:
    found = told["download_info"]
    archive = found["archive_info"]
    assert isinstance(archive, dict)
    wheel = unquote(str(found["url"]).rpartition("/")[2])
    name = str(told["metadata"]["name"]).lower().replace("_", "-").replace(".", "-")
    return Pin(name, wheel.split("-")[1], wheel, archive["hashes"]["sha256"])


def _told(command: list[str | Path]) -> str:
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
