"""Does the frozen program work? It is asked itself: --self-check, with nothing of this machine's settings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from places import NAME

PATIENCE = 300  # seconds: a first start reads everything from a cold disk
KEPT = ("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC")
"""Without these no program starts on Windows."""


def program(bundle: Path) -> Path:
    if sys.platform == "darwin":
        return bundle / "Contents" / "MacOS" / NAME
    return bundle / (f"{NAME}.exe" if sys.platform == "win32" else NAME)


def faults(
    bundle: Path, *, home: Path | None = None, before: Sequence[str] = (), variables: Mapping[str, str] | None = None
) -> str:
    """What the self-check of a frozen program finds, run in an empty environment and, unless one is given, an empty
    home, in which nothing may be left behind.

    `before` is a command that the program is started by, such as strace; `variables` are added to the environment.
    """
    with tempfile.TemporaryDirectory(prefix="situation-board-smoke-") as made:
        place = home or Path(made)
        given = {**empty_environment(place), **(variables or {})}
        command = [*before, str(program(bundle)), "--self-check"]
        ran = subprocess.run(
            command, env=given, cwd=place, capture_output=True, encoding="utf-8", errors="replace", timeout=PATIENCE
        )
        left = [str(file.relative_to(made)) for file in sorted(Path(made).rglob("*")) if _is_ours(file)]
    return "\n".join([*filter(None, [_faults_of(ran)]), *(f"self-check: {file} was left behind" for file in left)])


def _is_ours(file: Path) -> bool:
    """Not what the system's libraries keep, such as the list of fonts."""
    return file.is_file() and ".cache" not in file.parts


def empty_environment(home: Path) -> dict[str, str]:
    """Nothing but a home and a place for temporary files."""
    folders = dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "TMPDIR", "TEMP", "TMP"), str(home))
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {**kept, **folders, "LANG": "C.UTF-8"}


def _faults_of(ran: subprocess.CompletedProcess[str]) -> str:
    try:
        answer: dict[str, Any] = json.loads(ran.stdout)
    except ValueError:
        return f"the self-check gives no answer (exit code {ran.returncode}): {ran.stdout[-2000:]}{ran.stderr[-2000:]}"
    failed = [f"self-check: {part['name']}: {part['problem']}" for part in answer["parts"] if not part["ok"]]
    if not answer["frozen"]:
        failed.append("self-check: this is not a frozen program")
    if ran.returncode != 0 and not failed:
        failed.append(f"self-check: exit code {ran.returncode} although all is well: {ran.stderr[-2000:]}")
    return "\n".join(failed)
