"""Settings of every released version are understood by the present program."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from situation_board.core.history.since import Bookmark
from situation_board.core.laptop import laptop_id, laptop_identity
from situation_board.gui.board.layout import Density
from situation_board.gui.look import Theme
from situation_board.gui.settings import Settings
from tests.gui.fixtures import OpenWindow, close

STORED = Path(__file__).parents[1] / "old_files"
SITUATION = "0192d0a0-0000-7000-8000-000000000001"


@pytest.fixture
def settings_of_0_1(own_settings: Path) -> Settings:
    """The settings folder as version 0.1 left it."""
    shutil.copytree(STORED / "settings-0.1", own_settings, dirs_exist_ok=True)
    return Settings()


def test_settings_survive_an_upgrade(settings_of_0_1: Settings) -> None:
    settings = settings_of_0_1
    assert settings.theme is Theme.DARK
    assert settings.is_right_to_left is True
    assert settings.language == "ar"
    assert settings.board == {"density": "dense", "sorts": {"fallen": "newest"}, "strip": True}
    assert settings.recent_files == [Path("/home/field/Aleppo.sitboard"), Path("/home/field/Homs, ثلاثاء.sitboard")]
    assert settings.recent_people == ["AB", "field coord."]
    assert settings.printing == {"paper": "a4", "language": "ar"}
    assert settings.import_choices("0123abcd") == {"place": "Admin 2"}
    assert settings.bookmark(SITUATION) == Bookmark(
        SITUATION, 41, "0192d0a0-0000-7000-8000-000000000002", 1_733_650_000
    )
    assert settings.idle_minutes == 7
    assert settings.backup_folder(SITUATION) == Path("/media/stick/backups")


def test_the_laptop_keeps_its_name_in_the_history(settings_of_0_1: Settings) -> None:
    assert laptop_id() == "e4c3007eebd7"
    assert (laptop_identity().laptop, laptop_identity().person) == ("Homs-2 (e4c3)", "field coord.")


def test_a_window_looks_as_it_was_left_and_leaves_the_rest_alone(
    settings_of_0_1: Settings, open_window: OpenWindow, filled_file: Path, qtbot: QtBot
) -> None:
    window = open_window(filled_file)
    assert window.centre.board.density is Density.DENSE
    assert window.centre.board.strip.is_expanded
    assert not window.docks.charts.isHidden()
    close(qtbot, window)
    assert Settings().theme is Theme.DARK
    assert Settings().backup_folder(SITUATION) == Path("/media/stick/backups")
