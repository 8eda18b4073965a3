"""The laptop goes to sleep: the window locks before, where the system says so, on a bus of the test's own."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from ctypes import wintypes
from pathlib import Path
from typing import IO

import pytest

from situation_board.core.protection.changing import change_protection
from situation_board.core.protection.passphrase import fresh_key
from situation_board.gui.protection.sleeping import POWER_MESSAGE, SUSPEND, says_suspend

ROOT = Path(__file__).parents[2]
PASSPHRASE = "seven lanterns below the wide river"
"""As the story has it, which is a program of its own: importing it would take the screen from all tests."""


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The variables under which programs take a bus of this test for the system's."""
    daemon = shutil.which("dbus-daemon")
    if daemon is None or sys.platform != "linux":
        pytest.skip("there is no dbus-daemon here")
    address = f"unix:path={tmp_path / 'bus'}"
    running = subprocess.Popen(
        [daemon, "--session", "--nofork", "--print-address=1", f"--address={address}"], stdout=subprocess.PIPE
    )
    assert running.stdout is not None and running.stdout.readline()
    yield {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": address}
    running.terminate()
    running.wait()
    running.stdout.close()


def start(module: str, *arguments: Path, variables: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", f"tests.stories.{module}", *map(str, arguments)],
        cwd=ROOT,
        env=variables,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def hears(stream: IO[str] | None) -> str:
    assert stream is not None
    return stream.readline().strip()


def says(stream: IO[str] | None, word: str) -> None:
    assert stream is not None
    stream.write(f"{word}\n")
    stream.flush()


def test_the_window_is_locked_before_the_laptop_sleeps_and_sleep_waits_for_it(
    filled_file: Path, bus: dict[str, str]
) -> None:
    change_protection(filled_file, key=None, new_key=fresh_key(PASSPHRASE))
    system = start("fake_logind", variables=bus)
    assert hears(system.stdout) == "ready"
    program = start("sleeping_story", filled_file, variables=bus)
    try:
        assert hears(program.stdout) == "open"
        says(system.stdin, "held")
        assert hears(system.stdout) == "True"
        says(system.stdin, "sleep")
        assert hears(program.stdout) == "locked"
        says(system.stdin, "held")
        assert hears(system.stdout) == "False"
        says(system.stdin, "wake")
        assert hears(program.stdout) == "held again"
        assert program.wait(timeout=60) == 0
    finally:
        for process in (program, system):
            process.kill()
            process.communicate()


@pytest.mark.parametrize(
    ("number", "reason", "is_suspend"),
    [(POWER_MESSAGE, SUSPEND, True), (POWER_MESSAGE, 7, False), (15, SUSPEND, False)],
)
def test_the_message_of_a_suspend_is_told_from_others(number: int, reason: int, is_suspend: bool) -> None:
    message = wintypes.MSG()
    message.message, message.wParam = number, reason
    assert says_suspend(ctypes.addressof(message)) is is_suspend
