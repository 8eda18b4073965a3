"""Which libraries the bundle wants from the system it runs on: those that it names, and no others."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterator
from pathlib import Path

from linux_package import is_elf, oldest_glibc
from places import BUNDLE
from processes import quietly
from stage import Fault

NEWEST_GLIBC = (2, 36)
"""Of Debian 12. What was built on a newer system does not start on one of 2022."""

OF_THE_SYSTEM = (
    # The C library, and the compiler's
    *("ld-linux*", "libc.so.6", "libdl.so.2", "libm.so.6", "libpthread.so.0", "libresolv.so.2", "librt.so.1"),
    *("libutil.so.1", "libgcc_s.so.1", "libstdc++.so.6", "libcrypt.so.1"),
    # Every desktop
    *("libEGL.so.1", "libGL.so.1", "libGLX.so.0", "libOpenGL.so.0", "libX11.so.6", "libX11-xcb.so.1", "libxcb.so.1"),
    *("libdbus-1.so.3", "libfontconfig.so.1", "libfreetype.so.6", "libglib-2.0.so.0", "libgthread-2.0.so.0"),
    *("libz.so.1", "libzstd.so.1", "libgssapi_krb5.so.2", "libuuid.so.1", "libgobject-2.0.so.0"),
)
OF_A_FEATURE = ("libwayland-*.so.*", "libcups.so.2", "libdrm.so.2", "libgbm.so.1", "libvulkan.so.1")
"""Wanted by plugins alone, which stay away without them: a Wayland desktop has the one, a printer the other."""


def closure() -> None:
    wanted = {name for file in BUNDLE.rglob("*") if is_elf(file) for name in needed(file)}
    there = {file.name for file in BUNDLE.rglob("*")}
    strangers = [
        name
        for name in sorted(wanted - there)
        if not any(fnmatch.fnmatch(name, pattern) for pattern in (*OF_THE_SYSTEM, *OF_A_FEATURE))
    ]
    if strangers:
        raise Fault(f"wanted from the system, and not promised to be there: {', '.join(strangers)}")
    oldest = oldest_glibc(BUNDLE)
    if tuple(map(int, oldest.split("."))) > NEWEST_GLIBC:
        raise Fault(f"needs glibc {oldest}; build it on an older system")


def needed(file: Path) -> Iterator[str]:
    told = quietly(["objdump", "-p", file])
    return (found[1] for found in re.finditer(r"^\s+NEEDED\s+(\S+)$", told.stdout, re.MULTILINE))
