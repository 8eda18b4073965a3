"""A portable program keeps what it remembers beside itself; an installed one never in its own folder."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from situation_board.core import laptop
from situation_board.core.laptop import laptop_id, set_person, settings_folder
from situation_board.core.portable import FOLDER, MARKER, as_kept, from_kept, portable_folder
from situation_board.core.resources import resource_path

Freeze = Callable[[Path], Path]


@pytest.fixture
def freeze(monkeypatch: pytest.MonkeyPatch) -> Freeze:
    """Run as the frozen program at that path does."""

    def frozen(program: Path) -> Path:
        program.parent.mkdir(parents=True, exist_ok=True)
        program.touch()
        monkeypatch.setattr(sys, "frozen", True, raising=False)
        monkeypatch.setattr(sys, "executable", str(program))
        monkeypatch.delenv(laptop.FOLDER_VARIABLE)
        return program.parent

    return frozen


def test_a_program_with_the_marker_beside_it_keeps_everything_beside_it(freeze: Freeze, tmp_path: Path) -> None:
    folder = freeze(tmp_path / "stick" / "situation-board")
    (folder / MARKER).touch()
    set_person("field coord.")
    made = laptop_id()
    assert settings_folder() == folder / FOLDER / "settings"
    assert {path.name for path in settings_folder().iterdir()} == {laptop.DUTY_FILE, laptop.ID_FILE}
    assert laptop_id() == made


def test_a_program_without_the_marker_keeps_nothing_in_its_folder(freeze: Freeze, tmp_path: Path) -> None:
    folder = freeze(tmp_path / "Programs" / "situation-board")
    assert portable_folder() is None
    assert not settings_folder().is_relative_to(folder)


def test_on_a_mac_the_marker_lies_beside_the_application(freeze: Freeze, tmp_path: Path) -> None:
    freeze(tmp_path / "Situation Board.app" / "Contents" / "MacOS" / "situation-board")
    (tmp_path / MARKER).touch()
    assert portable_folder() == tmp_path / FOLDER


def test_a_link_to_the_program_is_followed(freeze: Freeze, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = freeze(tmp_path / "stick" / "situation-board")
    (folder / MARKER).touch()
    link = tmp_path / "link"
    link.symlink_to(folder / "situation-board")
    monkeypatch.setattr(sys, "executable", str(link))
    assert portable_folder() == folder / FOLDER


def test_the_variable_counts_before_the_marker(freeze: Freeze, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (freeze(tmp_path / "stick" / "situation-board") / MARKER).touch()
    monkeypatch.setenv(laptop.FOLDER_VARIABLE, str(tmp_path / "elsewhere"))
    assert settings_folder() == tmp_path / "elsewhere"


def test_the_marker_may_name_the_folder(freeze: Freeze, tmp_path: Path) -> None:
    folder = freeze(tmp_path / "situation-board")
    (folder / MARKER).write_text('\ufefffolder = "بيانات"  # what we call it\n', encoding="utf-8")
    assert portable_folder() == folder / "بيانات"


@pytest.mark.parametrize(
    "text",
    ['folder = ".."', 'folder = "../elsewhere"', 'folder = "/etc"', 'folder = "C:x"', "folder = 7", "folder =", "\x00"],
)
def test_a_marker_that_leads_elsewhere_or_is_damaged_still_keeps_all_beside_the_program(
    text: str, freeze: Freeze, tmp_path: Path
) -> None:
    folder = freeze(tmp_path / "situation-board")
    (folder / MARKER).write_text(text, encoding="utf-8")
    assert portable_folder() == folder / FOLDER


def test_what_lies_on_the_stick_is_found_under_another_name_of_the_stick(
    freeze: Freeze, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = freeze(tmp_path / "E" / "situation-board")
    (folder / MARKER).touch()
    inside, elsewhere = folder / FOLDER / "situations" / "Homs.sitboard", tmp_path / "laptop" / "Homs.sitboard"
    kept = [as_kept(inside), as_kept(elsewhere)]
    other = tmp_path / "F"
    folder.rename(other)
    monkeypatch.setattr(sys, "executable", str(other / "situation-board"))
    assert [from_kept(text) for text in kept] == [other / FOLDER / "situations" / "Homs.sitboard", elsewhere]


def test_an_installed_program_remembers_whole_paths(freeze: Freeze, tmp_path: Path) -> None:
    folder = freeze(tmp_path / "Programs" / "situation-board")
    for path in (folder / "Homs.sitboard", tmp_path / "Homs.sitboard"):
        assert as_kept(path) == str(path)
        assert from_kept(as_kept(path)) == path


def test_help_names_the_marker_and_the_places_as_they_are(freeze: Freeze, tmp_path: Path) -> None:
    page = resource_path("help", "16-installation.md").read_text(encoding="utf-8")
    assert f"`{MARKER}`" in page and f"**{FOLDER}**" in page and f"`{laptop.ID_FILE}`" in page
    freeze(tmp_path / "situation-board")
    if sys.platform == "linux":
        assert f"`~/{settings_folder().relative_to(Path.home())}`" in page
