"""Are the wheels of each target complete, of the versions that are pinned for all, and for the systems promised?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from environment import REQUIREMENTS
from targets import GLIBC, MACOS, PYTHON, TARGETS, Pin, Target, read_pins

ADVICE = "run packaging/pin.py targets"


@dataclass(frozen=True)
class Released:
    """A package as it is pinned for all systems."""

    name: str
    version: str
    marker: str
    hashes: frozenset[str]


def faults() -> str:
    wanted = read_released()
    return "\n".join(f"{target.pins.name}: {fault}" for target in TARGETS for fault in faults_of(target, wanted))


def read_released(name: str = "bundle.txt") -> list[Released]:
    blocks = re.split(r"\n(?=\S)", (REQUIREMENTS / name).read_text(encoding="utf-8"))
    found = [(re.match(r"([\w.-]+)==([\w.]+)(?: ; (.*?))? \\\n", block), block) for block in blocks]
    return [
        Released(head[1], head[2], head[3] or "", frozenset(re.findall(r"sha256:([0-9a-f]{64})", block)))
        for head, block in found
        if head
    ]


def faults_of(target: Target, released: list[Released]) -> Iterator[str]:
    if not target.pins.exists():
        yield f"is missing: {ADVICE}"
        return
    wanted = {package.name: package for package in released if holds(package.marker, target.variables)}
    pins = {pin.name: pin for pin in read_pins(target)}
    yield from (f"{name} has no wheel: {ADVICE}" for name in sorted(wanted.keys() - pins.keys()))
    yield from (f"{name} is not in bundle.txt: {ADVICE}" for name in sorted(pins.keys() - wanted.keys()))
    for name in sorted(wanted.keys() & pins.keys()):
        yield from differences(pins[name], wanted[name])
        if not fits(pins[name].wheel, target):
            yield f"{pins[name].wheel} is not for this target: {ADVICE}"


def differences(pin: Pin, package: Released) -> Iterator[str]:
    if pin.version != package.version:
        yield f"{pin.name} is {pin.version}, bundle.txt has {package.version}: {ADVICE}"
    elif pin.hash not in package.hashes:
        yield f"{pin.name} has a hash that bundle.txt does not know: {ADVICE}"
    if not pin.wheel.lower().startswith(f"{pin.name.replace('-', '_')}-{pin.version}-"):
        yield f"{pin.wheel} is no wheel of {pin.name} {pin.version}: {ADVICE}"


def holds(marker: str, variables: dict[str, str]) -> bool:
    """Whether a pin is for a system; knows what resolvers write: comparisons joined by `and` and `or`."""
    return not marker or any(
        all(_is_true(part, variables) for part in alternative.split(" and ")) for alternative in marker.split(" or ")
    )


def _is_true(comparison: str, variables: dict[str, str]) -> bool:
    found = re.fullmatch(r"(\w+) (==|!=|<=|>=|<|>) '([^']*)'", comparison.strip())
    if found is None:
        raise ValueError(f"a marker that is not understood: {comparison}")
    ours, sign, theirs = variables[found[1]], found[2], found[3]
    if sign in ("==", "!="):
        return (ours == theirs) == (sign == "==")
    one, other = _numbers(ours), _numbers(theirs)
    return {"<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other}[sign]


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def fits(wheel: str, target: Target) -> bool:
    """Whether a wheel runs on the oldest system of a target, as its tags say."""
    pythons, abis, platforms = wheel.removesuffix(".whl").split("-")[-3:]
    return _fits_python(pythons, abis) and any(_fits_platform(tag, target) for tag in platforms.split("."))


def _fits_python(pythons: str, abis: str) -> bool:
    exact = f"cp{PYTHON[0]}{PYTHON[1]}"
    for python in pythons.split("."):
        number = re.fullmatch(r"(?:cp|py)3(\d*)", python)
        if exact in (python, abis) or (number and int(number[1] or 0) <= PYTHON[1] and abis in ("none", "abi3")):
            return True
    return False


def _fits_platform(tag: str, target: Target) -> bool:
    if tag == "any" or tag in target.tags:
        return True
    mac = re.fullmatch(r"macosx_(\d+)_(\d+)_(\w+)", tag)
    machine = target.name.partition("-")[2]
    if mac and target.name.startswith("macos"):
        return (int(mac[1]), int(mac[2])) <= MACOS and mac[3] in (machine, "universal2")
    linux = re.fullmatch(r"manylinux_2_(\d+)_(\w+)", tag)
    return bool(linux and target.name.startswith("linux") and int(linux[1]) <= GLIBC and linux[2] == machine)
