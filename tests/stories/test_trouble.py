"""Stories of machines that fail: the disk is full, the file read-only or gone, the power cut. Nothing is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from situation_board.core.questions.boards import board
from situation_board.core.store import Store
from situation_board.core.vocabulary import Column
from tests.gui.fixtures import OpenWindow
from tests.stories.person import CTRL, Key, Person

STORIES = Path(__file__).parent


def places(file: Path, column: Column) -> list[str]:
    with Store.open(file) as store, store.reading() as reading:
        found = {shown.status: [card.place for card in shown.cards] for shown in board(reading).columns}
    return found[column]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    folder = tmp_path / "stick"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """Not a byte is left."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            pass
    return filler


def test_the_disk_is_full_and_later_it_is_not(
    small_disk: Path, sample_template: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    file = Path(shutil.copy(sample_template, small_disk))
    person = Person(open_window(file), qtbot)
    person.go_to("Homs")
    filler = fill(small_disk)

    person.press(Key.Key_Right, CTRL)
    person.reads_on_board("disk is full")
    person.wait_until(lambda: person.places_in(Column.CONTESTED) == ["Homs"])

    filler.unlink()
    person.press(Key.Key_Right, CTRL)
    person.sees("Homs", Column.FALLEN)
    person.window.close()
    person.wait_until(lambda: not file.with_name(file.name + "-wal").exists())
    assert "Homs" in places(file, Column.FALLEN)


def test_the_stick_is_pulled_and_put_back(open_window: OpenWindow, filled_file: Path, qtbot: QtBot) -> None:
    person = Person(open_window(filled_file), qtbot)
    person.go_to("Homs")
    away = filled_file.with_name("pulled")
    filled_file.rename(away)
    person.reads_in_banner("cannot be reached", "Put it back")
    person.wait_until(lambda: person.window.bar.state_text == "file not reachable")

    person.press(Key.Key_Right, CTRL)
    person.reads_on_board("gone")
    assert person.places_in(Column.CONTESTED) == ["Homs"]

    away.rename(filled_file)
    person.wait_until(lambda: person.window.centre.banner.text == "")
    person.wait_until(lambda: person.window.bar.state_text == "saved")
    person.press(Key.Key_Right, CTRL)
    person.sees("Homs", Column.FALLEN)


def without_rights_of_root() -> list[str]:
    """Root may write to everything, unless it gives that up."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root may write to everything here")
    return ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"]


def run_story(name: str, *arguments: Path, before: list[str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a story in a process of its own."""
    command = [*(before or []), sys.executable, "-m", f"tests.stories.{name}", *map(str, arguments)]
    root = STORIES.parents[1]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=90, check=False)


def test_a_read_only_file_is_shown_and_can_be_worked_on_once_that_is_over(filled_file: Path) -> None:
    filled_file.chmod(0o444)
    filled_file.parent.chmod(0o555)
    try:
        ran = run_story("read_only_story", filled_file, before=without_rights_of_root())
    finally:
        filled_file.parent.chmod(0o755)
    assert ran.returncode == 0, ran.stderr
    assert "Homs" in places(filled_file, Column.FALLEN)


def test_the_power_is_cut_right_after_a_move(filled_file: Path) -> None:
    ran = run_story("killed_story", filled_file)
    assert ran.returncode == -9, ran.stderr
    assert ran.stdout.split() == ["moved"]
    assert "Homs" in places(filled_file, Column.FALLEN)
