"""Starting other programs, and the one error that ends dev.py with a line."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

Command = Sequence[str | Path]
Variables = Mapping[str, str]

WRITES_UTF_8 = {"PYTHONIOENCODING": "utf-8"}  # whatever Windows thinks of a pipe


class Failure(Exception):
    """What cannot go on, in one line, with what to do about it."""


def call(command: Command, variables: Variables | None = None, *, folder: Path | None = None) -> int:
    """Run in the foreground, as if typed; returns the exit code."""
    sys.stdout.flush()
    return subprocess.run(command, env=environ(variables), cwd=folder, check=False).returncode


def quietly(
    command: Command, variables: Variables | None = None, *, folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run unseen, with nothing to read; the output is kept for whoever wants to show it."""
    return subprocess.run(
        command,
        env=environ({**(variables or {}), **WRITES_UTF_8}),
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def environ(variables: Variables | None = None) -> dict[str, str]:
    """This process's variables with others on top; an empty value takes one away."""
    merged = {**os.environ, **(variables or {})}
    return {name: value for name, value in merged.items() if value}
