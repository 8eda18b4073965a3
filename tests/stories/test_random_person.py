"""Whatever is pressed, nothing fails and nothing is lost.

SITBOARD_RANDOM says for how many seconds, SITBOARD_RANDOM_SEED what is pressed.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from situation_board.core.laptop import FOLDER_VARIABLE
from tests.stories.person import situation_board

SECONDS = float(os.environ.get("SITBOARD_RANDOM", "5"))
SEED = os.environ.get("SITBOARD_RANDOM_SEED", "7")
CHECKOUT = Path(__file__).parents[2]


@pytest.mark.timeout(SECONDS + 110)
def test_somebody_presses_anything_at_all(filled_file: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.stories.random_story", str(filled_file), str(SECONDS), SEED]
    environment = {**os.environ, "HOME": str(tmp_path), FOLDER_VARIABLE: str(tmp_path / "settings")}
    ran = subprocess.run(
        command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, timeout=SECONDS + 100, check=False
    )
    pressed = ran.stderr.splitlines()
    last = "\n".join(pressed[-30:])
    assert ran.stdout == "", last
    assert ran.returncode == 0, last
    assert len(pressed) > SECONDS, "hardly anything was pressed"
    assert "Everything is in order" in situation_board("check", filled_file)
