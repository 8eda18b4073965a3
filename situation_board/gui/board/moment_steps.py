"""From one moment to the next: what is asked follows the hand, and no step waits for those that it passed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject

from situation_board.core.problems import Problem
from situation_board.core.questions.cards import CardFilter
from situation_board.core.questions.course import Course
from situation_board.core.questions.moments import Moment
from situation_board.core.vocabulary import Column
from situation_board.gui.background import Situation
from situation_board.gui.board.questions import BoardIds, Part, board_ids

Asked = tuple[CardFilter, Mapping[Column, str], Mapping[Column, Part]]


class MomentSteps(QObject):
    """One question is under way at a time; when it is answered the latest moment that is wanted is asked for.

    A question that were dropped for each newer one would never be answered while the hand moves.
    """

    def __init__(
        self, situation: Situation, asked: Callable[[], Asked], arrived: Callable[[BoardIds], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.wanted: Moment = None
        self.course: Course | None = None
        self._situation = situation
        self._asked = asked
        self._arrived = arrived
        self._under_way = False

    def go(self, moment: Moment) -> None:
        self.wanted = moment
        if not self._under_way:
            self._ask()

    def _ask(self) -> None:
        self._under_way = True
        filter, sorts, seen = self._asked()
        self._situation.ask(
            board_ids,
            filter,
            sorts,
            self.wanted,
            seen=seen,
            course=self.course,
            done=self._take,
            failed=self._give_up,
            receiver=self,
            looked_at=True,
        )

    def _take(self, answer: BoardIds) -> None:
        self._under_way = False
        self.course = answer.course or self.course
        self._arrived(answer)
        if answer.moment != self.wanted:
            self._ask()

    def _give_up(self, problem: Problem) -> None:
        """The file cannot be read now: the next step asks again."""
        self._under_way = False
        self._situation.failed.emit(problem)
