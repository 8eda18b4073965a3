"""A file that may not be written to is shown all the same; when it may, work goes on."""

from __future__ import annotations

import sys
from pathlib import Path

from situation_board.core.vocabulary import Column
from tests.stories.alone import open_window, wait_until


def main(file: Path) -> None:
    window = open_window(file)
    board = window.centre.board
    wait_until(lambda: len(board.models[Column.CONTESTED].ids) == 1, "the board is shown")
    homs = list(board.models[Column.CONTESTED].ids)
    wait_until(lambda: window.bar.state_text == "read-only", "the status bar says so")
    window.situation.do(lambda reading: sys.exit("written to"))
    wait_until(lambda: "read-only" in window.centre.banner.text, "it is refused in words")

    file.parent.chmod(0o755)
    file.chmod(0o644)
    wait_until(lambda: window.bar.state_text == "saved", "the status bar says that it is over")
    wait_until(lambda: not board.is_read_only, "cards can be moved again")
    board.mover.move(homs, Column.FALLEN)
    wait_until(lambda: len(board.models[Column.CONTESTED].ids) == 0, "the card is moved")
    window.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
