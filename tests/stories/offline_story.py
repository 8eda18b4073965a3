"""A day's work with no network at all: open, move, undo, search, copy, close."""

from __future__ import annotations

import sys
from pathlib import Path

from situation_board.core.vocabulary import Column
from tests.guards.guarding import NetworkUsed
from tests.stories.alone import open_window, wait_until


def main(file: Path) -> None:
    window = open_window(file)
    board = window.centre.board
    wait_until(lambda: len(board.models[Column.CONTESTED].ids) == 1, "the board is shown")
    board.mover.move(list(board.models[Column.CONTESTED].ids), Column.FALLEN)
    wait_until(lambda: window.centre.strip.isVisible(), "the move is told")
    wait_until(lambda: window.undoing.undo.isEnabled(), "it can be undone")
    window.undoing.undo.trigger()
    wait_until(lambda: len(board.models[Column.CONTESTED].ids) == 1, "it is undone")
    window.search.setText("homs")
    wait_until(lambda: window.search.results.count() > 0, "something is found")
    window.exchange.copy_to(file.with_name("copy.sitboard"))
    wait_until(lambda: "A copy is in" in window.centre.banner.text, "a copy is made")
    window.close()
    assert not NetworkUsed.attempts


if __name__ == "__main__":
    main(Path(sys.argv[1]))
