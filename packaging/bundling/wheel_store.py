"""The wheels of a target, fetched once through pip as this machine has it set up, each compared with its hash."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from environment import python
from places import WORK
from processes import Failure, quietly
from targets import PYTHON, Pin, Target, read_pins

FOLDER = WORK / "wheels"


def fetched(target: Target, names: frozenset[str] | None = None) -> list[Path]:
    """The files of all packages, or of those named, which are there now and are what the pins say."""
    pins = [pin for pin in read_pins(target) if names is None or pin.name in names]
    missing = [pin for pin in pins if not is_there(pin)]
    if missing:
        _fetch(target, missing)
    return [FOLDER / pin.wheel for pin in pins]


def is_there(pin: Pin) -> bool:
    file = FOLDER / pin.wheel
    return file.exists() and hashlib.sha256(file.read_bytes()).hexdigest() == pin.hash


def _fetch(target: Target, pins: list[Pin]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = FOLDER / f"{target.name}.txt"
    lines = [f"{pin.name}=={pin.version} --hash=sha256:{pin.hash}\n" for pin in pins]
    wanted.write_text("".join(lines), encoding="utf-8")
    done = quietly([python(), "-m", "pip", "download", *options(target), "-d", FOLDER, "-r", wanted])
    if done.returncode != 0 or not all(map(is_there, pins)):
        print(done.stdout, file=sys.stderr)
        raise Failure(f"the wheels of {target.name} could not be fetched (see above).")


def options(target: Target) -> list[str]:
    """For any system that is not this one, only what the hashes name."""
    abis = [f"--abi=cp{PYTHON[0]}{PYTHON[1]}", "--abi=abi3", "--abi=none"]
    which = [f"--python-version={PYTHON[0]}.{PYTHON[1]}", "--implementation=cp", *abis]
    platforms = [f"--platform={tag}" for tag in target.tags]
    bare = ["-qq", "--disable-pip-version-check", "--no-input", "--no-deps", "--require-hashes"]
    return [*bare, "--only-binary", ":all:", *which, *platforms]
