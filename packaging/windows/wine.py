"""A Windows of its own for each trial: a fresh wine prefix, with time-outs, and what is in its registry."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from processes import Failure

VARIABLES = {
    "WINEDEBUG": "-all",
    "WINEDLLOVERRIDES": "mscoree,mshtml,winemenubuilder.exe=",  # asks for downloads and writes menus otherwise
    "LANG": "C.UTF-8",  # under LANG=C, names that are not ASCII hang
    "LC_ALL": "C.UTF-8",
}
PATIENCE = 180.0  # seconds: nothing here takes five on a quiet machine

Values = dict[str, str | int]
Keys = dict[str, Values]
"""Of one part of the registry, without its root."""


@dataclass(frozen=True)
class Wine:
    """Windows paths go in, Linux paths of the same files come out."""

    prefix: Path

    @property
    def drive(self) -> Path:
        return self.prefix / "drive_c"

    @property
    def user(self) -> Path:
        """The person's own folder."""
        return next(folder for folder in (self.drive / "users").iterdir() if folder.name != "Public")

    def run(self, *command: str | Path, patience: float = PATIENCE) -> int:
        """The exit code. What the program started may go on: see settle."""
        process = self.start(*command)
        try:
            return process.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            self.end(process)
            raise Failure(f"wine did not end within {patience:.0f} s: {' '.join(map(str, command))}") from None

    def start(self, *command: str | Path) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            ["wine", *command],
            env=self.variables(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def end(self, process: subprocess.Popen[bytes]) -> None:
        """A process and what it started, and no other."""
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def variables(self) -> dict[str, str]:
        ours = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
        return {**ours, **VARIABLES, "WINEPREFIX": str(self.prefix)}

    def be(self, version: str) -> None:
        """Which Windows this says it is: win10, win7."""
        self.run("winecfg", "-v", version)
        self.settle()

    def settle(self) -> None:
        """Programs that were left running in the background come to their end."""
        self.server("-w")

    def stop(self) -> None:
        self.server("-k")
        self.server("-w")

    def server(self, option: str) -> None:
        subprocess.run(["wineserver", option], env=self.variables(), timeout=PATIENCE, check=False)

    def windows_path(self, path: Path) -> str:
        inside = path.relative_to(self.drive)
        return "C:\\" + str(inside).replace("/", "\\")

    def linux_path(self, windows: str) -> Path:
        return self.drive / windows.removeprefix("C:\\").replace("\\", "/")

    def registry(self, key: str) -> Keys:
        """A key and all below it, each with its values; empty when there is no such key."""
        file = self.drive / "asked.reg"
        file.unlink(missing_ok=True)
        self.run("reg", "export", key, "C:\\asked.reg", "/y")
        return read_registry(file.read_text(encoding="utf-16")) if file.exists() else {}


@contextmanager
def fresh_windows() -> Iterator[Wine]:
    if shutil.which("wine") is None:
        raise Failure("there is no wine here; Debian's packages are wine and wine64.")
    with tempfile.TemporaryDirectory(prefix="windows-", ignore_cleanup_errors=True) as folder:
        wine = Wine(Path(folder, "prefix"))
        try:
            wine.run("wineboot", "-i")
            wine.be("win10")
            yield wine
        finally:
            wine.stop()


@contextmanager
def running(wine: Wine, program: str) -> Iterator[None]:
    """The stand-in runs for a while; it says when it has begun."""
    process = wine.start(program, "--wait")
    begun = wine.drive / "stand-in-runs"
    try:
        wait_for(begun)
        yield
    finally:
        begun.unlink(missing_ok=True)
        process.wait(timeout=PATIENCE)  # it ends when its sign is gone


def wait_for(file: Path) -> None:
    last = time.monotonic() + PATIENCE
    while not file.exists():
        if time.monotonic() > last:
            raise Failure(f"the stand-in did not start within {PATIENCE:.0f} s")
        time.sleep(0.05)


def read_registry(text: str) -> Keys:
    """Of a .reg file: texts and numbers; other kinds of values are left out."""
    keys: Keys = {}
    values: Values = {}
    for line in text.splitlines():
        if found := re.fullmatch(r"\[HKEY_\w+\\(.+)]", line):
            values = keys.setdefault(found[1], {})
        elif found := re.fullmatch(r'(@|"(?:[^"\\]|\\.)*")="(.*)"', line):
            values[plain(found[1])] = re.sub(r"\\(.)", r"\1", found[2])
        elif found := re.fullmatch(r'("(?:[^"\\]|\\.)*")=dword:([0-9a-f]+)', line):
            values[plain(found[1])] = int(found[2], 16)
    return keys


def unquoted(argument: str) -> list[str]:
    """An argument with spaces that must reach the program without quotes, as NSIS wants /D= and _?=."""
    return argument.split(" ") if argument else []


def plain(name: str) -> str:
    return "" if name == "@" else re.sub(r"\\(.)", r"\1", name[1:-1])
