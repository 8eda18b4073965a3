"""A card is dragged with the mouse, and in the moment in which the board shows it the process is killed."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from situation_board.core.vocabulary import Column
from situation_board.gui.app import make_application
from situation_board.gui.board import BoardWidget

application = make_application()  # before `alone` asks for a screen that is not there

from tests.stories.alone import open_window, wait_until  # noqa: E402
from tests.stories.mouse import Hand, before_card, can_drag, on_card  # noqa: E402


def main(file: Path) -> None:
    assert can_drag()
    window = open_window(file)
    board = window.centre.board
    wait_until(lambda: len(board.models[Column.CONTESTED].ids) == 1 and is_read(board), "the board is shown")
    card = board.models[Column.CONTESTED].card(0)
    board.shown.connect(lambda: die() if card in board.models[Column.FALLEN].ids else None)
    Hand(window).drag(on_card(board.views[Column.CONTESTED], 0), before_card(board.views[Column.FALLEN], 1))
    wait_until(lambda: False, "the end")


def is_read(board: BoardWidget) -> bool:
    return board.models[Column.CONTESTED].face(0) is not None and board.isVisible()


def die() -> None:
    print("dropped", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
