"""The systems that the program is handed out for, and what is promised of each.

Exactly one wheel of each package goes into a package for a target; packaging/requirements/<target>.txt names it and its
hash. Chosen for the oldest system that is promised: of numpy there are wheels for macOS 14 that a runner with a newer
system would take without asking, and the program would not start on macOS 12.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from environment import REQUIREMENTS

PYTHON = (3, 11)
"""What is frozen into the program on every system, so that it is what the tests ran on."""
GLIBC = 28
"""Of Linux, 2.28: Debian 10, RHEL 8."""
MACOS = (12, 0)


@dataclass(frozen=True, eq=False)
class Target:
    """`tags` are the platforms as wheels name them, best first; `variables` are what markers of pins ask for."""

    name: str
    resolver: str
    tags: tuple[str, ...]
    variables: dict[str, str]

    @property
    def pins(self) -> Path:
        return REQUIREMENTS / f"{self.name}.txt"


@dataclass(frozen=True)
class Pin:
    """One package as a target takes it."""

    name: str
    version: str
    wheel: str
    hash: str


def _variables(sys_platform: str, platform_system: str, os_name: str) -> dict[str, str]:
    return {
        "sys_platform": sys_platform,
        "platform_system": platform_system,
        "os_name": os_name,
        "python_full_version": ".".join(map(str, PYTHON)),
        "python_version": ".".join(map(str, PYTHON)),
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
    }


def _linux(machine: str) -> tuple[str, ...]:
    newer = [f"manylinux_2_{minor}_{machine}" for minor in range(GLIBC, 4, -1)]
    old = {17: "manylinux2014", 12: "manylinux2010", 5: "manylinux1"}
    return (*newer, *(f"{name}_{machine}" for name in old.values()))


LINUX, WINDOWS, MACOS_ARM, MACOS_INTEL = TARGETS = (
    Target("linux-x86_64", "x86_64-manylinux_2_28", _linux("x86_64"), _variables("linux", "Linux", "posix")),
    Target("windows-x64", "x86_64-pc-windows-msvc", ("win_amd64",), _variables("win32", "Windows", "nt")),
    Target("macos-arm64", "aarch64-apple-darwin", ("macosx_12_0_arm64",), _variables("darwin", "Darwin", "posix")),
    Target("macos-x86_64", "x86_64-apple-darwin", ("macosx_12_0_x86_64",), _variables("darwin", "Darwin", "posix")),
)
"""pip itself knows which older systems' wheels run on the one that is named; for Linux it wants each named."""


def read_pins(target: Target) -> list[Pin]:
    """What packaging/pin.py wrote."""
    text = target.pins.read_text(encoding="utf-8")
    found = re.findall(r"^# (\S+\.whl)\n(\S+)==(\S+) \\\n    --hash=sha256:([0-9a-f]{64})$", text, re.MULTILINE)
    return [Pin(name, version, wheel, hash) for wheel, name, version, hash in found]


def as_text(pins: list[Pin], header: str) -> str:
    return header + "".join(
        f"# {pin.wheel}\n{pin.name}=={pin.version} \\\n    --hash=sha256:{pin.hash}\n" for pin in pins
    )
