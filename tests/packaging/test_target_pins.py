"""The check of the wheels of each target finds what is missing, older, for another system or newer than promised."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
import target_pins
from targets import LINUX, MACOS_ARM, MACOS_INTEL, TARGETS, WINDOWS, Pin, Target, as_text, read_pins


def test_the_pins_of_every_target_are_in_order() -> None:
    assert target_pins.faults() == ""
    assert {pin.name for target in TARGETS for pin in read_pins(target)} >= {"pyside6-essentials", "pefile", "dmgbuild"}


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Target:
    """The pins of one target in a folder of the test, to be damaged."""
    monkeypatch.setattr("targets.REQUIREMENTS", tmp_path)
    (tmp_path / MACOS_ARM.pins.name).write_text(as_text(PINS, "# made\n"), encoding="utf-8")
    return MACOS_ARM


PINS = read_pins(MACOS_ARM)
NUMPY = next(pin for pin in PINS if pin.name == "numpy")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"version": "1.0"}, "numpy is 1.0, bundle.txt has"),
        ({"hash": "0" * 64}, "numpy has a hash that bundle.txt does not know"),
        ({"wheel": NUMPY.wheel.replace("macosx_11_0", "macosx_14_0")}, "is not for this target"),
        ({"wheel": NUMPY.wheel.replace("arm64", "x86_64")}, "is not for this target"),
        ({"wheel": NUMPY.wheel.replace("cp311", "cp312")}, "is not for this target"),
        ({"wheel": NUMPY.wheel.replace("numpy", "numpi")}, "is no wheel of numpy"),
        ({"name": "numpi"}, "numpy has no wheel"),
        ({"name": "numpi"}, "numpi is not in bundle.txt"),
    ],
)
def test_a_wrong_wheel_is_told(target: Target, change: dict[str, str], told: str) -> None:
    wrong = [dataclasses.replace(pin, **change) if pin == NUMPY else pin for pin in PINS]
    target.pins.write_text(as_text(wrong, "# made\n"), encoding="utf-8")
    assert any(told in fault for fault in target_pins.faults_of(target, target_pins.read_released()))


def test_a_target_without_pins_is_told(target: Target) -> None:
    target.pins.unlink()
    assert [*target_pins.faults_of(target, [])] == [f"is missing: {target_pins.ADVICE}"]


@pytest.mark.parametrize(
    ("marker", "systems"),
    [
        ("", {LINUX, WINDOWS, MACOS_ARM, MACOS_INTEL}),
        ("sys_platform == 'win32'", {WINDOWS}),
        ("sys_platform != 'win32' and os_name == 'posix'", {LINUX, MACOS_ARM, MACOS_INTEL}),
        ("sys_platform == 'darwin' or platform_system == 'Windows'", {WINDOWS, MACOS_ARM, MACOS_INTEL}),
        ("python_full_version >= '3.12'", set()),
        ("python_full_version < '3.12' and sys_platform == 'linux'", {LINUX}),
    ],
)
def test_markers_are_understood(marker: str, systems: set[Target]) -> None:
    names = {target.name for target in TARGETS if target_pins.holds(marker, target.variables)}
    assert names == {target.name for target in systems}


def test_a_marker_that_nobody_foresaw_is_not_guessed_at() -> None:
    with pytest.raises(ValueError, match="not understood"):
        target_pins.holds("extra == 'test' ~ 3", LINUX.variables)


@pytest.mark.parametrize(
    ("wheel", "target", "does"),
    [
        ("a-1-py3-none-any.whl", LINUX, True),
        ("a-1-py2.py3-none-any.whl", WINDOWS, True),
        ("a-1-cp39-abi3-manylinux_2_28_x86_64.whl", LINUX, True),
        ("a-1-cp39-abi3-manylinux_2_34_x86_64.whl", LINUX, False),
        ("a-1-cp313-abi3-manylinux_2_28_x86_64.whl", LINUX, False),
        ("a-1-cp311-cp311-manylinux_2_28_aarch64.whl", LINUX, False),
        ("a-1-cp311-cp311-win_amd64.whl", WINDOWS, True),
        ("a-1-cp311-cp311-win32.whl", WINDOWS, False),
        ("a-1-cp311-cp311-macosx_12_0_universal2.whl", MACOS_INTEL, True),
        ("a-1-cp311-cp311-macosx_12_3_universal2.whl", MACOS_INTEL, False),
        ("a-1-cp311-cp311-macosx_11_0_arm64.whl", MACOS_INTEL, False),
        ("a-1-py3-none-macosx_10_13_universal2.whl", MACOS_ARM, True),
    ],
)
def test_tags_say_whether_a_wheel_is_for_a_target(wheel: str, target: Target, does: bool) -> None:
    assert target_pins.fits(wheel, target) is does


def test_what_is_written_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("targets.REQUIREMENTS", tmp_path)
    pins = [Pin("a-b", "1.0", "a_b-1.0-py3-none-any.whl", "0" * 64), Pin("c", "2", "c-2-py3-none-any.whl", "f" * 64)]
    WINDOWS.pins.write_text(as_text(pins, "# made\n"), encoding="utf-8")
    assert read_pins(WINDOWS) == pins
