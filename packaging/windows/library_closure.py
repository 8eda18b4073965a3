"""Whether every library that one of the payload asks for is there: in it, in Python, or in every Windows."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Iterator

from pe_file import X64
from wheel_payload import Library

OF_PYTHON = ("python3.dll", "python311.dll", "vcruntime140.dll", "vcruntime140_1.dll")
"""PyInstaller takes them along with Python, into the folder where all look."""
OF_WINDOWS = (
    # The system, its settings and rights
    *("kernel32.dll", "ntdll.dll", "advapi32.dll", "userenv.dll", "authz.dll", "version.dll", "setupapi.dll"),
    *("netapi32.dll", "secur32.dll", "wtsapi32.dll", "bcryptprimitives.dll", "crypt32.dll", "api-ms-win-*.dll"),
    # Windows, letters, pictures
    *("user32.dll", "gdi32.dll", "shell32.dll", "shlwapi.dll", "comdlg32.dll", "ole32.dll", "oleaut32.dll"),
    *("imm32.dll", "uxtheme.dll", "dwmapi.dll", "dwrite.dll", "d2d1.dll", "d3d9.dll", "d3d11.dll", "d3d12.dll"),
    *("dxgi.dll", "winmm.dll", "uiautomationcore.dll", "winspool.drv"),
    # Sockets: local ones are among them
    *("ws2_32.dll", "dnsapi.dll", "iphlpapi.dll", "winhttp.dll", "mpr.dll"),
)
"""Found in Windows 10 of 2018 and newer without anything installed."""


def faults(libraries: Iterable[Library]) -> Iterator[str]:
    there = [*libraries]
    names = {library.file for library in there}
    for library in sorted(there, key=lambda each: each.name):
        if library.binary.machine != X64:
            yield f"{library.name} is for another processor"
        for asked in sorted(library.binary.imports - names):
            if not is_elsewhere(asked):
                yield f"{library.name} asks for {asked}, which nothing brings along"


def is_elsewhere(name: str) -> bool:
    return name in OF_PYTHON or any(fnmatch.fnmatch(name, pattern) for pattern in OF_WINDOWS)
