"""A story where there is no network: not even the machine itself can be reached by it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def without_network() -> list[str]:
    """A network of its own with nothing in it, where the system gives one; Python's sockets are blocked anyway."""
    unshare = shutil.which("unshare")
    command = [unshare or "", "--net", "--map-root-user"]
    works = unshare and subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
    return command if works else []


def test_the_program_works_a_whole_day_without_a_network(filled_file: Path) -> None:
    ran = subprocess.run(
        [*without_network(), sys.executable, "-m", "tests.stories.offline_story", str(filled_file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert filled_file.with_name("copy.sitboard").exists()
