"""Proving the open file, by a process of its own: it reads and computes for as long as that takes."""

from __future__ import annotations

from collections.abc import Generator

from PySide6.QtCore import QCoreApplication

from situation_board.core.importing.apart.messages import CheckFile, situation_file
from situation_board.core.integrity import Findings, Look
from situation_board.core.problems import Trouble
from situation_board.core.steps import EndHere
from situation_board.gui.background import Situation
from situation_board.gui.background.child import ChildEnded
from situation_board.gui.background.steps import Read


class Checking:
    """One check. Whoever begins it says when it is over."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self._child = situation.child()

    def steps(self, _: Read) -> Generator[Look | None, None, Findings | None]:
        """None when it was stopped."""
        asked = self._child.ask(CheckFile(self._situation.beside(situation_file)))
        try:
            while True:
                yield next(asked)
        except StopIteration as end:
            found: Findings | None = end.value
            return found
        except EndHere:  # it may be in the middle of what cannot be stopped; nothing is lost with its process
            asked.close()
            return None
        except ChildEnded as ended:
            raise Trouble(
                _translated("What looked through the file was ended, by the system or by a fault."),
                kept=_translated("Nothing was changed."),
                do=_translated("Close other programs if memory may be short, and check again."),
            ) from ended

    def end(self) -> None:
        self._situation.let_go(self._child)


def _translated(words: str) -> str:
    return QCoreApplication.translate("Checking", words)
