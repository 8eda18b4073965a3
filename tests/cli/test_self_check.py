"""`--self-check` tells whether an installation works, and leaves no trace of itself."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import PySide6
import pytest

from situation_board.cli.json_forms import SELF_CHECK
from situation_board.core.laptop import FOLDER_VARIABLE
from tests.cli.conftest import Command

CHECKOUT = Path(__file__).resolve().parents[2]
PARTS = ["sample", "window", "store", "chart", "sheet", "workbook", "importing", "passphrase", "resources"]


def checked(home: Path, *, checkout: Path = CHECKOUT) -> subprocess.CompletedProcess[str]:
    """Run for a person whose folders are all in `home`."""
    home.mkdir()
    (home / "temporary").mkdir()
    kept = {name: value for name, value in os.environ.items() if name not in (FOLDER_VARIABLE, "QT_QPA_PLATFORM")}
    folders = {"HOME": home, "USERPROFILE": home, "APPDATA": home, "LOCALAPPDATA": home, "TMPDIR": home / "temporary"}
    of_home = {name: str(folder) for name, folder in folders.items()}
    path = os.pathsep.join([str(checkout), kept.pop("PYTHONPATH", "")])
    return subprocess.run(
        [sys.executable, "-m", "situation_board", "--self-check"],
        cwd=checkout,
        env={**kept, **of_home, "TEMP": of_home["TMPDIR"], "TMP": of_home["TMPDIR"], "PYTHONPATH": path},
        capture_output=True,
        encoding="utf-8",
        timeout=100,
    )


def keys_of(answer: dict[str, Any]) -> set[str]:
    return {*answer, *(key for part in answer["parts"] for key in part)}


def test_a_sound_installation_is_said_to_be_sound_and_nothing_is_left_behind(tmp_path: Path) -> None:
    ran = checked(tmp_path / "home")
    answer = json.loads(ran.stdout)
    assert [part["name"] for part in answer["parts"]] == PARTS
    assert {part["problem"] for part in answer["parts"]} == {None}
    assert (answer["ok"], ran.returncode, answer["screen"]) == (True, 0, "offscreen")
    assert keys_of(answer) == set(re.findall(r'"(\w+)"', SELF_CHECK))
    ours = [file for file in (tmp_path / "home").rglob("*") if "situation" in str(file.relative_to(tmp_path))]
    assert ours == []
    assert [*(tmp_path / "home" / "temporary").iterdir()] == []


@pytest.mark.parametrize(
    ("taken_away", "failing"), [("resources/help", "resources"), ("resources/gazetteer", "sample")]
)
def test_what_is_missing_is_said_and_the_exit_code_is_that_of_trouble(
    tmp_path: Path, taken_away: str, failing: str
) -> None:
    broken = tmp_path / "broken"
    for folder in ("situation_board", "resources"):
        shutil.copytree(CHECKOUT / folder, broken / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.rmtree(broken / taken_away)
    ran = checked(tmp_path / "home", checkout=broken)
    answer = json.loads(ran.stdout)
    problems = {part["name"]: part["problem"] for part in answer["parts"] if not part["ok"]}
    assert answer["ok"] is False
    assert str(broken / taken_away) in problems[failing]
    assert ran.returncode in ({3} if len(problems) == 1 else {3, 4})


@pytest.mark.skipif(sys.platform == "win32", reason="a folder's name cannot hold these signs there")
def test_qt_is_found_in_a_folder_with_any_signs_in_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = tmp_path / 'O\'Brien, "50%" \\ محمد'
    odd.mkdir()
    for name in ("PySide6", "shiboken6"):
        (odd / name).symlink_to(Path(PySide6.__file__).parents[1] / name)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(odd), os.environ.get("PYTHONPATH", "")]))
    ran = checked(tmp_path / "home")
    assert ran.returncode == 0, ran.stderr


def test_the_help_tells_of_it(command: Command) -> None:
    assert "--self-check" in command("--help").out
