"""The inspector: all about what is selected, edited where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from situation_board.core.actions.handing import ask_to_check
from situation_board.core.actions.records import strike
from situation_board.core.problems import Problem
from situation_board.core.questions.moments import Moment
from situation_board.core.questions.resting import what_rests_on
from situation_board.core.store import Saved
from situation_board.core.vocabulary import Basis
from situation_board.gui.background import Situation
from situation_board.gui.current_report import CurrentReport, filled_for, resting
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.wording import isolated
from situation_board.gui.inspector.around_section import AroundSections
from situation_board.gui.inspector.ask_line import AskLine
from situation_board.gui.inspector.card_pane import CardPane
from situation_board.gui.inspector.editing import lift_advisories, save_fields, verify_things
from situation_board.gui.inspector.empty_pane import EmptyPane
from situation_board.gui.inspector.form import ThingForm
from situation_board.gui.inspector.past_question import look_back
from situation_board.gui.inspector.question import Answer, CardSeen, NothingSeen, Seen, SeveralSeen, look_at
from situation_board.gui.inspector.rows_panel import RowsPanel
from situation_board.gui.inspector.several_pane import SeveralPane
from situation_board.gui.inspector.striking import resting_words, struck_note
from situation_board.gui.inspector.thing_pane import ThingPane
from situation_board.gui.look import HALF, icon


class Inspector(QWidget):
    """`show_things` shows what is selected elsewhere; links inside lead on, and *Back* leads back.

    `shown` names what is shown, `conflict_wanted` asks for the list of conflicts, `event_wanted` to enter an event at
    a place (Typed).
    """

    shown = Signal(list)
    conflict_wanted = Signal(str)
    event_wanted = Signal(object)

    def __init__(
        self, situation: Situation, parent: QWidget | None = None, *, current: CurrentReport | None = None
    ) -> None:
        super().__init__(parent)
        self._situation = situation
        self._current = current
        self._ids: list[str] = []
        self._moment: Moment = None
        self._trail: list[list[str]] = []
        self._panes: dict[str, QWidget] = {}
        self._pane: QWidget | None = None
        self._form: ThingForm | None = None
        self._is_behind = False
        self._shown_id = ""
        self.back = QPushButton(icon("undo"), self.tr("Back"), self)
        self.back.setFlat(True)
        self.back.clicked.connect(self.go_back)
        self.back.hide()
        self.error = ErrorLine(self)
        self.asking = AskLine(self)
        self.scroller = QScrollArea(self)
        self.scroller.setWidgetResizable(True)
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._stage = QWidget(self)
        self._stage_column = QVBoxLayout(self._stage)
        self._stage_column.setContentsMargins(0, 0, 0, 0)
        self.scroller.setWidget(self._stage)
        self._lay_out()
        situation.changed.connect(self._news)
        self._show_answer(NothingSeen())

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.back)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addLayout(top)
        column.addWidget(self.error)
        column.addWidget(self.scroller, 1)
        column.addWidget(self.asking)
        self.setMinimumWidth(260)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    # --- what is shown

    def show_things(self, ids: list[str]) -> None:
        """Show these, as selected elsewhere."""
        if ids != self._ids or self._trail:
            self._trail = []
            self._go(ids)

    def set_moment(self, moment: Moment) -> None:
        """Show what is shown as at a moment; None is now. The past cannot be changed."""
        if moment == self._moment:
            return
        self._close_form()
        self.asking.finish()
        self.error.clear()
        self._moment = moment
        self._news(frozenset())

    def _may_write(self) -> bool:
        """Whether anything can be changed now; where not, that is said."""
        refusal = self._situation.refusal
        if refusal is not None:
            self.error.show_problem(refusal)
        return refusal is None

    def open_thing(self, thing: str) -> None:
        """Follow a link to another thing; *Back* comes back."""
        if self._ids != [thing]:
            self._trail.append(self._ids)
            self._go([thing])

    def go_back(self) -> None:
        if self._trail:
            self._go(self._trail.pop())

    def ids(self) -> list[str]:
        return list(self._ids)

    def pane(self) -> QWidget | None:
        """What is shown at present."""
        return self._pane

    def edit_first(self) -> None:
        """Begin editing, by keyboard."""
        rows = self._rows()
        if rows is not None:
            rows.open_first()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on to the first thing that can be done here."""
        super().focusInEvent(event)
        rows = self._rows()
        if rows is not None:
            rows.focus_first()
        elif self._pane is not None:
            self.focusNextChild()

    def _go(self, ids: Sequence[str]) -> None:
        self.finish_editing()
        self._ids = list(ids)
        self.error.clear()
        self.asking.finish()
        self._close_form()
        self.back.setVisible(bool(self._trail))
        self._ask()
        self.shown.emit(self._ids)

    def finish_editing(self) -> None:
        """Save what stands in open editors."""
        rows = self._rows()
        if rows is not None:
            rows.finish()

    def _rows(self) -> RowsPanel | None:
        return self._pane.rows if isinstance(self._pane, CardPane | ThingPane) else None

    def _news(self, tables: object) -> None:
        """What is hidden asks when it is next shown."""
        if not self.isVisible():
            self._is_behind = True
        elif self._ids:
            self._ask()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_behind:
            self._is_behind = False
            self._ask()

    def _ask(self) -> None:
        if self._moment is None:
            self._situation.ask(look_at, list(self._ids), done=self._show_answer, key=self, receiver=self)
        else:
            asked = (look_back, list(self._ids), self._moment)
            self._situation.ask(*asked, done=self._show_answer, key=self, receiver=self)

    def _show_answer(self, answer: Answer) -> None:
        self._shown_id = answer.id if isinstance(answer, Seen) else ""
        pane = self._pane_for(answer)
        if pane is not self._pane:
            self._put_on_stage(pane)
        match answer, pane:
            case CardSeen(), CardPane():
                pane.show_seen(answer)
            case Seen(), ThingPane():
                pane.show_seen(answer)
            case SeveralSeen(), SeveralPane():
                pane.show_seen(answer)
            case NothingSeen(), EmptyPane():
                pane.show_gone(bool(answer.gone), is_past=self._moment is not None)

    def _pane_for(self, answer: Answer) -> QWidget:
        match answer:
            case CardSeen():
                return self._panes.get("card") or self._card_pane()
            case Seen():
                return self._panes.get(f"thing {answer.table}") or self._thing_pane(answer.table)
            case SeveralSeen():
                return self._panes.get("several") or self._several_pane()
        return self._panes.setdefault("empty", EmptyPane(self._stage))

    def _put_on_stage(self, pane: QWidget) -> None:
        if self._pane is not None:
            self.finish_editing()
            self._pane.hide()
        if self._stage_column.indexOf(pane) < 0:
            self._stage_column.addWidget(pane)
        self._pane = pane
        pane.show()
        self.scroller.verticalScrollBar().setValue(0)

    def _card_pane(self) -> CardPane:
        pane = CardPane(self._situation, self._stage)
        pane.opened.connect(self.open_thing)
        pane.strike_wanted.connect(self.ask_strike)
        pane.verify_wanted.connect(self.ask_verify)
        pane.claim_wanted.connect(lambda stance: self.add("claim", {"about": self._shown_id}, {"stance": stance}))
        pane.basis_wanted.connect(self._set_basis)
        pane.event_wanted.connect(self.event_wanted)
        pane.conflict_wanted.connect(self.conflict_wanted)
        self._connect_around(pane.around)
        pane.rows.refused.connect(self._refused)
        pane.rows.locked.connect(self.error.show_problem)
        pane.rows.current = self._current
        self._panes["card"] = pane
        return pane

    def _thing_pane(self, table: str) -> ThingPane:
        pane = ThingPane(self._situation, table, self._stage)
        pane.opened.connect(self.open_thing)
        pane.strike_wanted.connect(self.ask_strike)
        pane.claim_wanted.connect(lambda stance: self.add("claim", {"about": self._shown_id}, {"stance": stance}))
        pane.verify_wanted.connect(self.ask_verify)
        pane.lift_wanted.connect(self.ask_lift)
        self._connect_around(pane.around)
        pane.status_wanted.connect(lambda: self.add("route_status", {"thing": self._shown_id}, {}))
        pane.basis_wanted.connect(self._set_basis)
        pane.rating_wanted.connect(lambda: self.add("rating", {"thing": self._shown_id}, {}))
        pane.rows.refused.connect(self._refused)
        pane.rows.locked.connect(self.error.show_problem)
        self._panes[f"thing {table}"] = pane
        return pane

    def _connect_around(self, around: AroundSections) -> None:
        around.look_wanted.connect(self.ask_to_look)
        around.people_wanted.connect(lambda place: self.add("presence", {"location": place}, {}))
        around.headcount_wanted.connect(lambda: self.add("presence_status", {"thing": self._shown_id}, {}))
        around.use_wanted.connect(self._use)

    def _set_basis(self, basis: Basis) -> None:
        """What the claims bear becomes the basis, because a person says so."""
        if self._may_write():
            self._situation.do(save_fields, self._shown_id, {"basis": basis}, receiver=self)

    def _use(self) -> None:
        """What is shown becomes the current report."""
        if self._current is not None:
            self._current.use(self._shown_id)

    def _several_pane(self) -> SeveralPane:
        pane = SeveralPane(self._stage)
        pane.opened.connect(self.open_thing)
        pane.verify_wanted.connect(self.ask_verify)
        self._panes["several"] = pane
        return pane

    # --- what can be done

    def ask_verify(self) -> None:
        """Ask with whom it was checked, then note it for everything that is shown."""
        if not self._may_write():
            return
        self.asking.ask(
            self.tr("Unchanged. Checked with whom, or how?"),
            button=self.tr("Verified"),
            placeholder=self.tr("such as: field officer by phone"),
            answered=self._verify,
        )

    def _verify(self, text: str) -> None:
        """It rests on the current report, where there is one, and is as of its time."""
        things = [self._shown_id] if self._shown_id else self._ids
        self._do_asked(*resting(self._current, verify_things, things, text))

    def ask_to_look(self) -> None:
        """Ask who will look at it again; that role gets a task."""
        self.asking.ask(
            self.tr("Ask whom to look at it again? A role, not a name."),
            button=self.tr("Ask"),
            placeholder=self.tr("such as: access officer"),
            answered=lambda role: self._do_asked(ask_to_check, [self._shown_id], role=role),
        )

    def ask_lift(self) -> None:
        """Ask since when the advisory does not hold any more."""
        if not self._may_write():
            return
        self.asking.ask(
            self.tr("Lifted since when? Leave it empty where the time is not stated."),
            button=self.tr("Lifted"),
            placeholder=self.tr("8 Dec, 14:30, now"),
            answered=lambda text: self._do_asked(lift_advisories, [self._shown_id], text),
        )

    def ask_strike(self, thing: str, title: str) -> None:
        """Ask why, then strike. It stays in the history, struck through. What hangs on a report is told before."""
        if not self._may_write():
            return
        question = self.tr("Strike {0}? Say why.").format(isolated(title))
        self._situation.ask(
            what_rests_on,
            thing,
            done=lambda found: self.asking.add_words(question, resting_words(found)),
            key=(self, "resting"),
            receiver=self,
        )
        self.asking.ask(
            question,
            button=self.tr("Strike"),
            placeholder=self.tr("such as: entered twice"),
            answered=lambda text: self._do_asked(strike, thing, why=text or None),
        )

    def _do_asked(self, action: object, *args: object, **kwargs: object) -> None:
        self._situation.do(
            action,  # type: ignore[arg-type]
            *args,
            done=self._asked_is_done,
            failed=self.asking.failed,
            receiver=self,
            **kwargs,
        )

    def _asked_is_done(self, saved: Saved) -> None:
        self.asking.finish()
        if struck_note(saved):
            self.error.show_words(struck_note(saved))

    def add(self, table: str, presets: dict[str, object], suggested: dict[str, object]) -> None:
        """Show a form for something new about what is shown."""
        if not self._may_write():
            return
        self._close_form()
        filled = {**filled_for(self._current, table), **suggested}
        self._form = ThingForm(self._situation, table, self, presets=presets, suggested=filled)
        self._form.closed.connect(self._close_form)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(layout.indexOf(self.scroller), self._form)
        self._form.start()

    def form(self) -> ThingForm | None:
        return self._form

    def _close_form(self) -> None:
        if self._form is not None:
            form, self._form = self._form, None
            form.hide()
            form.deleteLater()

    def _refused(self, typed: str, problem: Problem) -> None:
        """What was typed for a thing that has gone from view was not saved: it is kept here, to copy."""
        words = self.tr("“{0}” was not saved. {1} {2}").format(typed, problem.happened, problem.do)
        self.error.show_words(words)
