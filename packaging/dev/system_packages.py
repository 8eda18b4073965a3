"""What Qt needs from Linux: found by trying to load it, installed when we may, else named in one line.

The tables are what `readelf -d` says of Qt 6.9's libraries and of its xcb and offscreen plugins.
"""

from __future__ import annotations

import ctypes
import functools
import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from processes import Failure, quietly

TO_START = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
FOR_A_SCREEN = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
FOR_A_VIRTUAL_SCREEN = {"Xvfb": "xvfb", "xdotool": "xdotool"}
FONT = "fonts-dejavu-core"  # small, and has Arabic
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


def make_ready(*, virtual_screen: bool = True) -> None:
    """Everything if it can be had; what only a screen needs may stay away, because Qt paints without one."""
    wanted = [*missing(virtual_screen=virtual_screen)]
    if not wanted:
        return
    try:
        provide(wanted, "Qt lacks system packages")
    except Failure as failure:
        if [*missing_libraries(TO_START)]:
            raise
        print(f"dev.py: {failure}", file=sys.stderr)


def missing(*, virtual_screen: bool = True) -> Iterator[str]:
    if is_linux():
        yield from missing_libraries({**TO_START, **FOR_A_SCREEN})
        if virtual_screen:
            yield from missing_programs(FOR_A_VIRTUAL_SCREEN)
        if not has_font():
            yield FONT


def is_linux() -> bool:
    return sys.platform == "linux"


def is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def can_have_virtual_screen() -> bool:
    return is_linux() and shutil.which("Xvfb") is not None and not any(missing_libraries(FOR_A_SCREEN))


def missing_libraries(libraries: Mapping[str, str]) -> Iterator[str]:
    return (package for library, package in libraries.items() if not can_load(library))


def missing_programs(programs: Mapping[str, str]) -> Iterator[str]:
    return (package for program, package in programs.items() if shutil.which(program) is None)


def can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_font() -> bool:
    folders = (Path(folder).expanduser() for folder in FONT_FOLDERS)
    return any(file.suffix in (".ttf", ".otf", ".ttc") for folder in folders for file in folder.rglob("*.?t?"))


def provide(packages: Sequence[str], why: str) -> None:
    """Install as root on Debian and its kin; else say in one line what to type."""
    if shutil.which("apt-get") is None:
        raise Failure(f"{why}; under Debian's names: {' '.join(packages)}")
    if not is_root():
        raise Failure(f"{why}; this helps: sudo apt-get install {' '.join(packages)}")
    print(f"setup: {why}; installing {' '.join(packages)}", flush=True)
    update()
    apt_get("install", "--no-install-recommends", *packages)


@functools.cache
def update() -> None:
    apt_get("update")


def apt_get(*arguments: str) -> None:
    done = quietly(["apt-get", "-qq", "-y", *arguments], {"DEBIAN_FRONTEND": "noninteractive"})
    if done.returncode != 0:
        print(done.stdout, file=sys.stderr)
        raise Failure(f"apt-get {' '.join(arguments)} failed (see above).")
