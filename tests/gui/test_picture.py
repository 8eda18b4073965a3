"""The picture of the board that is made without a screen."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from situation_board.core.problems import Mistake, Trouble
from situation_board.gui.demo import save_board_picture

ALONE = """
import sys
from pathlib import Path
from situation_board.gui.demo import save_board_picture
save_board_picture(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def colours_in(image: QImage) -> int:
    """How many colours there are on a coarse grid: a window that painted nothing has few."""
    return len({image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)})


def test_it_is_sharp_and_shows_the_board(filled_file: Path, tmp_path: Path, qapp: QApplication) -> None:
    picture = tmp_path / "board.png"
    save_board_picture(filled_file, picture)
    image = QImage(str(picture))
    assert (image.width(), image.height()) == (2880, 1800)
    assert colours_in(image) > 100
    assert [path.name for path in filled_file.parent.glob("*.sitboard*")] == [filled_file.name]


def test_it_is_the_same_each_time(filled_file: Path, tmp_path: Path, qapp: QApplication) -> None:
    pictures = [tmp_path / "first.png", tmp_path / "second.png"]
    for picture in pictures:
        save_board_picture(filled_file, picture)
    assert QImage(str(pictures[0])) == QImage(str(pictures[1]))


def test_a_process_without_a_screen_can_make_it(
    filled_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    picture = tmp_path / "board.png"
    subprocess.run([sys.executable, "-c", ALONE, str(filled_file), str(picture)], timeout=60, check=True)
    assert picture.stat().st_size > 50_000


def test_what_cannot_be_read_or_written_is_said(filled_file: Path, tmp_path: Path, qapp: QApplication) -> None:
    with pytest.raises(Mistake):
        save_board_picture(tmp_path / "nothing.sitboard", tmp_path / "board.png")
    with pytest.raises(Trouble):
        save_board_picture(filled_file, tmp_path / "nowhere" / "board.png")
