"""A card is moved, and in the moment in which the window shows it the process is killed."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from situation_board.core.vocabulary import Column
from tests.stories.alone import open_window, wait_until


def die() -> None:
    print("moved", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)


def main(file: Path) -> None:
    board = open_window(file).centre.board
    wait_until(lambda: len(board.models[Column.CONTESTED].ids) == 1, "the board is shown")
    board.moved.connect(die)
    board.mover.move(list(board.models[Column.CONTESTED].ids), Column.FALLEN)
    wait_until(lambda: False, "the end")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
