"""Starting the frozen program in places where it may do little: without a network, from folders that are read-only,
before a screen of its own. Linux only: it is done with namespaces, which root may make, and elsewhere each user.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import screen
import smoke
import system_packages

PATIENCE = 60.0  # seconds, on a machine that does much else
TURN = 0.1

READ_ONLY = """
set -e
mount --make-rprivate /
while [ "$1" != -- ]; do
    how=$1; place=$2; shift 2
    mount --bind "$place" "$place"
    if [ "$how" = read-only ]; then locked="$locked
$place"; fi
done
shift
printf '%s\\n' "$locked" | while IFS= read -r place; do
    if [ -n "$place" ]; then mount -o remount,ro,bind "$place"; fi
done
exec "$@"
"""


def alone(*, read_only: Sequence[Path] = (), writable: Sequence[Path] = (), with_network: bool = False) -> list[str]:
    """What to put before a command, so that it has no network and cannot write to those folders.

    `writable` are folders inside them to which it can write all the same.
    """
    as_root = [] if system_packages.is_root() else ["--user", "--map-root-user"]
    network = [] if with_network else ["--net"]
    places = [*(("read-only", place) for place in read_only), *(("writable", place) for place in writable)]
    given = [word for how, place in places for word in (how, str(place))]
    return ["unshare", "--mount", *network, *as_root, "sh", "-c", READ_ONLY, "alone", *given, "--"]


@dataclass
class Window:
    """The frozen program with its window open."""

    process: subprocess.Popen[str]
    pid: int


@dataclass(frozen=True)
class Stage:
    """A screen of our own, and a program to start before it."""

    program: Path
    variables: Mapping[str, str]
    before: Sequence[str]

    @contextmanager
    def opened(self, *arguments: str | Path) -> Iterator[Window]:
        """Start it and wait for its window; at the end it is asked to go, and must go in order."""
        process = self._started(*arguments)
        window: Window | None = None
        try:
            window = Window(process, self._pid_of_window(process))
            yield window
            os.kill(window.pid, signal.SIGTERM)
            _, said = process.communicate(timeout=PATIENCE)
        except BaseException:
            process.kill()
            process.communicate()
            raise
        if process.returncode != 0 or _complaints(said):
            raise Fault(f"the window ended with {process.returncode} and said: {said.strip()[-1500:]}")

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Start it and wait until it ends by itself."""
        process = self._started(*arguments)
        try:
            out, err = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired as late:
            process.kill()
            raise Fault(f"{' '.join(map(str, arguments))} did not end in {PATIENCE:.0f} s") from late
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def windows(self) -> list[str]:
        """What stands above each window that is shown."""
        found = self._ask("search", "--onlyvisible", "--class", "situation-board").split()
        return [self._ask("getwindowname", each).strip() for each in found]

    def wait_until(self, is_so: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + PATIENCE
        while not is_so():
            if time.monotonic() > end:
                raise Fault(f"not within {PATIENCE:.0f} s: {what}")
            time.sleep(TURN)

    def _started(self, *arguments: str | Path) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*self.before, str(self.program), *map(str, arguments)],
            env=dict(self.variables),
            cwd=self.variables["HOME"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
        )

    def _pid_of_window(self, process: subprocess.Popen[str]) -> int:
        def is_shown() -> bool:
            if process.poll() is not None:
                _, said = process.communicate()
                raise Fault(f"it ended with {process.returncode} before its window was shown: {said.strip()[-1500:]}")
            return bool(self.windows())

        self.wait_until(is_shown, "the window is shown")
        found = self._ask("search", "--onlyvisible", "--class", "situation-board").split()
        return int(self._ask("getwindowpid", found[0]))

    def _ask(self, *question: str) -> str:
        asked = subprocess.run(
            ["xdotool", *question], env={**os.environ, **self.variables}, capture_output=True, text=True, check=False
        )
        return asked.stdout


class Fault(Exception):
    """What a check finds."""


@contextmanager
def stage(bundle: Path, home: Path, *, before: Sequence[str] = (), **variables: str) -> Iterator[Stage]:
    """An empty environment before a screen of our own. XDG_RUNTIME_DIR is short: sockets have short names."""
    with screen.xvfb() as display, tempfile.TemporaryDirectory(prefix="sb-") as runtime:
        shown = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "XDG_RUNTIME_DIR": runtime, "TMPDIR": runtime}
        yield Stage(smoke.program(bundle), {**smoke.empty_environment(home), **shown, **variables}, before)


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for one check."""
    folder = Path(tempfile.mkdtemp(prefix="situation-board-check-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def told(check: Callable[[], object]) -> Callable[[], str]:
    """A check that raises Fault, as a step wants it."""

    def find_faults() -> str:
        try:
            check()
        except Fault as fault:
            return str(fault)
        return ""

    return find_faults


def _complaints(said: str) -> bool:
    """Whether it said more than Qt says of a screen without a desktop."""
    harmless = ("Detected locale", "Qt depends on a UTF-8", "If this causes problems", "for more information")
    return any(line.strip() and not line.startswith(harmless) for line in said.splitlines())
