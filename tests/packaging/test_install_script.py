"""The script that installs on Linux, on a made folder. With the frozen program it is tried by bundle --check."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from places import PACKAGING

from situation_board.core.portable import FOLDER, MARKER

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="for Linux")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """The program as it was unpacked on a stick, where somebody works with it."""
    folder = tmp_path / "stick" / "situation-board-0.1.0"
    (folder / FOLDER / "situations").mkdir(parents=True)
    (folder / FOLDER / "situations" / "Homs.sitboard").write_text("a situation")
    (folder / MARKER).touch()
    (folder / "situation-board").write_text("#!/bin/sh\n")
    (folder / "desktop" / "icons" / "scalable").mkdir(parents=True)
    (folder / "desktop" / "icons" / "scalable" / "situation-board.svg").touch()
    for name in ("install.sh", "situation-board.desktop", "situation-board-mime.xml"):
        shutil.copy(PACKAGING / "linux" / name, folder if name == "install.sh" else folder / "desktop")
    return folder


def install(folder: Path, home: Path, *arguments: str) -> None:
    variables = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
    subprocess.run(["sh", folder / "install.sh", *arguments], env=variables, check=True, capture_output=True)


def test_what_is_installed_from_a_stick_is_not_portable_and_takes_nobodys_situations(
    stick: Path, tmp_path: Path
) -> None:
    install(stick, tmp_path)
    installed = tmp_path / ".local/opt/situation-board"
    assert (installed / "situation-board").exists()
    assert not (installed / MARKER).exists() and not (installed / FOLDER).exists()
    assert (stick / FOLDER / "situations" / "Homs.sitboard").read_text() == "a situation"


def test_removing_leaves_settings_and_the_stick(stick: Path, tmp_path: Path) -> None:
    settings = tmp_path / ".config/situation-board"
    settings.mkdir(parents=True)
    install(stick, tmp_path)
    install(stick, tmp_path, "--uninstall")
    assert not (tmp_path / ".local/opt/situation-board").exists()
    assert settings.is_dir() and (stick / FOLDER / "situations" / "Homs.sitboard").exists()
