"""The files that the program is shipped with are found wherever it runs from."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from situation_board import __version__
from situation_board.core.problems import Trouble
from situation_board.core.resources import resource_path

CHECKOUT = Path(__file__).resolve().parents[2]


def test_a_checkout_finds_its_resources_folder() -> None:
    assert resource_path() == CHECKOUT / "resources"
    assert resource_path("README.md").read_text(encoding="utf-8").startswith("# Resources")


def test_an_installed_wheel_finds_the_resources_inside_it(installed_wheel: Path) -> None:
    code = "from situation_board.core.resources import resource_path; print(resource_path('README.md'))"
    found = subprocess.run(
        [sys.executable, "-c", code],
        cwd=installed_wheel,
        env={**os.environ, "PYTHONPATH": str(installed_wheel)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(found.stdout.strip()) == installed_wheel / "situation_board" / "resources" / "README.md"


def test_a_frozen_program_finds_the_resources_of_its_bundle(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "resources" / "icons").mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resource_path("icons") == tmp_path / "resources" / "icons"


def test_a_missing_file_is_named() -> None:
    with pytest.raises(Trouble, match=r"missing: .*nowhere\.svg"):
        resource_path("icons", "nowhere.svg")


@pytest.fixture
def installed_wheel(tmp_path: Path) -> Path:
    """A folder with the package unpacked from a wheel that was just built, as an installer unpacks it."""
    wheel = built_wheel(tmp_path)
    assert wheel.name.startswith(f"situation_board-{__version__}-")
    folder = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def built_wheel(folder: Path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)],
        cwd=CHECKOUT,
        check=True,
        capture_output=True,
    )
    [wheel] = folder.glob("*.whl")
    return wheel
