"""Is the program installed from the folder of wheels where there is no network, and does it work?"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import smoke
import wheelhouse
from environment import python
from places import NAME, WORK
from targets import LINUX, PYTHON

ALONE = ("unshare", "--map-root-user", "--net")
"""A network with nothing in it, not even this machine itself."""


def faults() -> str:
    if sys.platform != "linux" or sys.version_info[:2] != PYTHON:
        print("bundle --check: wheels without network: not tried, this is not Linux with Python {}.{}".format(*PYTHON))
        return ""
    folder = wheelhouse.make(LINUX, into=WORK)
    with tempfile.TemporaryDirectory() as temporary:
        return install_faults(folder, Path(temporary)) or tampering_faults(folder, Path(temporary))


def install_faults(folder: Path, temporary: Path) -> str:
    """What the recipe's steps complain of, in an empty environment."""
    if told := run(temporary, "sha256sum", "--quiet", "--check", wheelhouse.SUMS, where=folder):
        return told
    if told := run(temporary, str(python()), "-m", "venv", str(temporary / "venv")):
        return told
    return install(folder, temporary) or self_check(temporary)


def install(folder: Path, temporary: Path) -> str:
    pip = [str(temporary / "venv/bin/python"), "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    only = ["--no-index", "--find-links", ".", "--require-hashes", "-r", wheelhouse.PINS]
    return run(temporary, *pip, *only, where=folder)


def self_check(temporary: Path) -> str:
    command = [*ALONE, str(temporary / "venv/bin" / NAME), "--self-check"]
    ran = subprocess.run(command, env=environment(temporary), capture_output=True, text=True, check=False)
    try:
        parts = json.loads(ran.stdout)["parts"]
    except (ValueError, KeyError):
        return f"the self-check gives no answer: {ran.stdout}{ran.stderr}"
    return "\n".join(f"self-check: {part['name']}: {part['problem']}" for part in parts if not part["ok"])


def tampering_faults(folder: Path, temporary: Path) -> str:
    """A wheel that was changed on the way must not be installed."""
    wheel = next(folder.glob("click-*.whl"))
    wheel.write_bytes(wheel.read_bytes() + b"\0")
    told = install(folder, temporary)
    again = run(temporary, str(temporary / "venv/bin/python"), "-m", "pip", "uninstall", "-q", "-y", "click")
    refused = install(folder, temporary)
    return "" if refused and not again else f"a changed wheel was installed: {told}{again}"


def run(temporary: Path, *command: str, where: Path | None = None) -> str:
    """What is wrong, or nothing."""
    ran = subprocess.run(
        [*ALONE, *command],
        cwd=where,
        env=environment(temporary),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return "" if ran.returncode == 0 else f"{command[0]} exits with {ran.returncode}: {ran.stdout.strip()}"


def environment(home: Path) -> dict[str, str]:
    return {**smoke.empty_environment(home), "PATH": "/usr/bin:/bin", "QT_QPA_PLATFORM": "offscreen"}
