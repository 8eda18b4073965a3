"""What is left out, how large it may be, and that an archive tells nothing of where and when it was made."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from pathlib import Path

import budgets
import icon_files
import linux_package
import places
import pytest
import smoke
import sums
import trimming

import situation_board


@pytest.mark.parametrize(
    ("name", "is_left_out"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", False),
        ("PySide6\\plugins\\platforms\\qwindows.dll", False),
        ("PySide6/Qt/plugins/platforms/libqoffscreen.so", False),
        ("PySide6/Qt/plugins/imageformats/libqjpeg.so", False),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", True),
        ("PySide6/Qt/plugins/tls/libqopensslbackend.so", True),
        ("PySide6\\opengl32sw.dll", True),
        ("PySide6/Qt/translations/qtbase_ar.qm", True),
        ("resources/translations/situation-board_ar.qm", False),
    ],
)
def test_what_the_program_needs_stays_and_what_opens_networks_goes(name: str, is_left_out: bool) -> None:
    assert trimming.is_left_out(name) is is_left_out


@pytest.mark.skipif(sys.platform != "linux", reason="on other systems nothing of the system is taken along")
def test_of_the_systems_libraries_only_those_come_along_that_small_desktops_lack(tmp_path: Path) -> None:
    entries = [
        ("libxcb-cursor.so.0", "/usr/lib/x86_64-linux-gnu/libxcb-cursor.so.0", "BINARY"),
        ("libglib-2.0.so.0", "/usr/lib/x86_64-linux-gnu/libglib-2.0.so.0", "BINARY"),
        ("numpy/core.so", str(tmp_path / "numpy" / "core.so"), "EXTENSION"),
        ("resources/x", "/anywhere/x", "DATA"),
    ]
    kept = [name for name, _, _ in trimming.trimmed(entries, own=[str(tmp_path)])]
    assert kept == ["libxcb-cursor.so.0", "numpy/core.so", "resources/x"]


def test_the_version_is_that_of_the_program() -> None:
    assert places.version() == situation_board.__version__
    assert places.stem().startswith(f"situation-board-{situation_board.__version__}-")


def test_what_is_larger_than_its_budget_is_named_with_both_figures(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(bytes(2_100_000))
    assert budgets.size_of(tmp_path) == 2_100_000
    assert [*budgets.over("large", 2_100_000, 3)] == []
    assert [*budgets.over("large", 2_100_000, 2)] == ["large has 2.1 MB; packaging/budgets.toml allows 2"]


def test_each_system_has_a_budget_for_its_folder_and_what_is_handed_out() -> None:
    for target in ("linux-x86_64", "windows-x64", "macos-arm64", "macos-x86_64"):
        names = budgets.limits(target)
        assert "folder" in names and len(names) >= 2


def test_the_archive_is_the_same_whoever_makes_it_and_whenever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    archives = []
    for number, umask in enumerate((0o022, 0o077)):
        former = os.umask(umask)
        folder = tmp_path / str(number) / "program"
        (folder / "inside").mkdir(parents=True)
        (folder / "run").write_text("#!/bin/sh\n")
        (folder / "run").chmod(0o700 + number * 0o55)
        (folder / "inside" / "text").write_text("words")
        os.utime(folder / "run", (number, number))
        os.umask(former)
        archive = tmp_path / f"{number}.tar.xz"
        linux_package.write_archive(folder, archive)
        archives.append(archive)
    assert archives[0].read_bytes() == archives[1].read_bytes()
    with tarfile.open(archives[0]) as opened:
        entries = {entry.name: (entry.mode, entry.uid, entry.uname, entry.mtime) for entry in opened}
    nobody = (0, "", 1700000000)
    assert entries == {
        "program": (0o755, *nobody),
        "program/inside": (0o755, *nobody),
        "program/inside/text": (0o644, *nobody),
        "program/run": (0o755, *nobody),
    }


def test_the_sums_are_those_that_sha256sum_checks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sums, "DIST", tmp_path)
    (tmp_path / "b").write_bytes(b"")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert sums.write([tmp_path / "b"]).read_text() == f"{empty}  b\n"


def test_a_program_that_does_not_answer_is_a_fault(tmp_path: Path) -> None:
    program = smoke.program(tmp_path)
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text("#!/bin/sh\necho broken >&2\nexit 1\n")
    program.chmod(0o755)
    if sys.platform != "win32":
        assert "gives no answer (exit code 1): broken" in smoke.faults(tmp_path)


def test_an_icon_that_was_changed_by_hand_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert icon_files.faults() == ""
    for file in icon_files.FOLDER.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / icon_files.ICO).write_bytes(b"another")
    (tmp_path / icon_files.png_name(16)).unlink()
    monkeypatch.setattr(icon_files, "FOLDER", tmp_path)
    assert f"{icon_files.ICO} is not what" in icon_files.faults()
    assert f"{icon_files.png_name(16)} is not what" in icon_files.faults()


STARTED = """
import os, runpy, sys
sys.argv = ["situation-board", "--version"]
sys.path.insert(0, "packaging")
try:
    runpy.run_path("packaging/start.py", run_name="__main__")
except SystemExit:
    print(os.environ.get("LD_LIBRARY_PATH"))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only there the loader uses a variable")
@pytest.mark.parametrize(("former", "handed_on"), [("/of/the/system", "/of/the/system"), (None, "None")])
def test_programs_that_the_frozen_one_starts_do_not_find_its_libraries(former: str | None, handed_on: str) -> None:
    variables = {**os.environ, "LD_LIBRARY_PATH": "/ours"}
    if former is not None:
        variables["LD_LIBRARY_PATH_ORIG"] = former
    command = [sys.executable, "-c", STARTED]
    ran = subprocess.run(
        command, cwd=places.PACKAGING.parent, env=variables, capture_output=True, text=True, check=True
    )
    assert ran.stdout.splitlines()[-1] == handed_on
