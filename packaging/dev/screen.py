"""A screen to paint on: the real one, a virtual one of our own (Xvfb), or Qt's offscreen platform.

Each context manager gives the variables that a Qt program is to be started with.
"""

from __future__ import annotations

import os
import select
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from processes import Failure, Variables
from system_packages import can_have_virtual_screen

SIZE = "1920x1200x24"
SECONDS_TO_START = 30.0


def is_real() -> bool:
    """Whether a window opened now would be seen."""
    if os.environ.get("QT_QPA_PLATFORM") in ("offscreen", "minimal"):
        return False
    return sys.platform in ("win32", "darwin") or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


@contextmanager
def of_our_own() -> Iterator[Variables]:
    """For tests: on Linux a virtual screen even beside a real one, so that nobody's mouse is moved."""
    if is_real() and (is_chosen() or not can_have_virtual_screen()):
        yield {}
    else:
        with virtual() as variables:
            yield variables


def is_chosen() -> bool:
    return "QT_QPA_PLATFORM" in os.environ


@contextmanager
def virtual() -> Iterator[Variables]:
    with tempfile.TemporaryDirectory(prefix="situation-board-run-") as runtime:
        common = {"XDG_RUNTIME_DIR": os.environ.get("XDG_RUNTIME_DIR") or runtime}
        if is_chosen():
            yield common
        elif can_have_virtual_screen():
            with xvfb() as display:
                yield {**common, "DISPLAY": display, "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": "xcb"}
        else:
            print("dev.py: no screen can be had; Qt paints offscreen.", file=sys.stderr)
            yield {**common, "QT_QPA_PLATFORM": "offscreen"}


@contextmanager
def xvfb() -> Iterator[str]:
    """The name of a new display, for example :99. Xvfb picks a free number itself."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SIZE, "-nolisten", "tcp", "-noreset"]
    with tempfile.TemporaryFile("w+", errors="replace") as complaints, os.fdopen(reading) as answer:
        server = subprocess.Popen(
            command, pass_fds=[writing], stdin=subprocess.DEVNULL, stdout=complaints, stderr=complaints
        )
        os.close(writing)
        try:
            if not select.select([answer], [], [], SECONDS_TO_START)[0] or not (number := answer.readline().strip()):
                complaints.seek(0)
                raise Failure(f"Xvfb does not start: {' '.join(complaints.read().split())}")
            yield f":{number}"
        finally:
            stop(server)


def stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(5)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
