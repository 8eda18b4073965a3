"""Take a name that endangers somebody out of the file for good: what goes, where it stays, why, and a word typed."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLineEdit, QProgressBar, QRadioButton, QWidget

from situation_board.core.problems import Mistake, Problem
from situation_board.core.rows import Kind, fields_of
from situation_board.core.safekeeping.expungeable import Said, what_it_says
from situation_board.core.safekeeping.expunging import BYTES, Expunged
from situation_board.gui.background import Errands, Situation
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.wording import caption_of, isolated, table_word
from situation_board.gui.errors import announce
from situation_board.gui.safekeeping.expunge_words import done_words, preview_words, stays_words
from situation_board.gui.safekeeping.expunging import (
    Outcome,
    Preview,
    Wanted,
    look_for_traces,
    preview,
    renew_backups,
    take_out,
)
from situation_board.gui.safekeeping.parts import button, column_of, headline, row_of, wrapped

WIDTH = 560
LONGEST_SHOWN = 160
TYPING_MILLISECONDS = 300


class ExpungeDialog(QDialog):
    """Of one thing. `folder` is where its backups are."""

    done_for_good = Signal()

    def __init__(
        self,
        situation: Situation,
        errands: Errands,
        thing: str,
        parent: QWidget,
        *,
        field: str | None = None,
        folder: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Take out for good"))
        self.setMinimumWidth(WIDTH)
        self._situation, self._errands, self._thing, self._folder = situation, errands, thing, folder
        self._wished = field
        self._said: Said | None = None
        self._done: Expunged | None = None
        self._is_busy = self._can_go = False
        self.title, self.now = wrapped("", self), wrapped("", self)
        self.field = QComboBox(self)
        self.all_of_it = QRadioButton(self.tr("&All that this field ever said"), self)
        self.some = QRadioButton(self.tr("&Only these words:"), self)
        self.words, self.why, self.confirmation = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self.preview, self.error = wrapped("", self), ErrorLine(self)
        self.bar, self.outcome = QProgressBar(self), wrapped("", self)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MILLISECONDS)
        self._typing.timeout.connect(self._ask_preview)
        self._lay_out()
        self._connect()
        self._enable()
        situation.ask(what_it_says, thing, done=self._show_fields, failed=self._fail, receiver=self)

    # --- what is to go

    @property
    def word_to_type(self) -> str:
        """What has to be typed, as a click is too little for what nobody can undo."""
        return self.tr("for good")

    def wanted(self) -> Wanted:
        text = self.words.text().strip() if self.some.isChecked() else None
        return Wanted(self._thing, self.field.currentData() or "", text)

    def _show_fields(self, said: Said) -> None:
        self._said = said
        self.title.setText(f"{table_word(said.table)}: {isolated(said.name)}")
        for name in said.fields:
            self.field.addItem(self._caption(said.table, name), name)
        self.field.setCurrentIndex(max(0, self.field.findData(self._wished)))
        if not said.fields:
            self._fail(Mistake(self.tr("There are no words in it that could be taken out.")))
            return
        self._show_field()
        self.field.setFocus()

    def _caption(self, table: str, name: str) -> str:
        if name != BYTES:
            return caption_of(name, table=table)
        return self.tr("the picture or document itself") if table == "attachment" else self.tr("the sheet itself")

    def _show_field(self) -> None:
        """Of figures only single words can go; of bytes all goes or nothing."""
        if self._said is None or self.field.currentIndex() < 0:
            return
        name = self.field.currentData()
        kinds = {each.name: each.kind for each in fields_of(self._said.table)}
        is_figures, is_bytes = kinds.get(name) is Kind.FIGURES, name == BYTES
        self.all_of_it.setEnabled(not is_figures)
        self.some.setEnabled(not is_bytes)
        self.some.setChecked(is_figures)
        self.all_of_it.setChecked(not is_figures)
        says = self._said.fields[name]
        self.now.setText(f"\u2068{says[:LONGEST_SHOWN]}{'…' if len(says) > LONGEST_SHOWN else ''}\u2069")
        self._look_again()

    def _look_again(self) -> None:
        self._can_go = False
        self.words.setEnabled(self.some.isChecked())
        self._typing.start()
        self._enable()

    def _ask_preview(self) -> None:
        wanted = self.wanted()
        if wanted.text == "":
            self.preview.setText(self.tr("Type the words that have to go."))
            return
        self._situation.ask(
            preview,
            wanted,
            done=partial(self._show_preview, wanted),
            failed=self._fail,
            key=(self, "preview"),
            receiver=self,
        )

    def _show_preview(self, wanted: Wanted, found: Preview) -> None:
        if wanted != self.wanted() or self._is_busy:
            return
        self._can_go = found.would is not None
        if found.would is not None:
            self.preview.setText(preview_words(found.would, found.elsewhere))
        else:
            self.preview.setText(found.problem.happened if found.problem else "")
        self._enable()

    # --- doing it

    def begin(self) -> None:
        """Take it out. It cannot be stopped and not be undone; the window goes on meanwhile."""
        if not self.take.isEnabled():
            return
        self._set_busy(True)
        self._situation.write(
            partial(take_out, wanted=self.wanted(), why=self.why.text()),
            done=self._look_for_traces,
            failed=self._fail,
            receiver=self,
        )

    def _look_for_traces(self, done: Expunged) -> None:
        self._done = done
        situation, folder = self._situation, self._folder
        self._errands.run(
            lambda: situation.beside(lambda store: look_for_traces(store, done, folder)),
            done=self._show_outcome,
            failed=self._fail,
            receiver=self,
        )

    def try_again(self) -> None:
        """What another program held up."""
        done = self._done
        if done is not None:
            self._set_busy(True)
            self._situation.write(
                lambda store: store.erase(),
                done=lambda _: self._look_for_traces(done),
                failed=self._fail,
                receiver=self,
            )

    def renew(self) -> None:
        """A backup without the words in place of all those from before."""
        situation, folder = self._situation, self._folder
        if folder is not None:
            self._set_busy(True)
            self._errands.run(
                lambda: situation.beside(lambda store: renew_backups(store, folder)),
                done=self._show_renewed,
                failed=self._fail,
                receiver=self,
            )

    def _show_outcome(self, outcome: Outcome) -> None:
        self._set_busy(False)
        self._asking.hide()
        self.take.hide()
        self.outcome.setText(done_words(outcome))
        self.outcome.show()
        self.again.setVisible(outcome.is_erasing)
        self.backups.setVisible(bool(outcome.backups))
        self.close_button.setText(self.tr("&Close"))
        self.close_button.setFocus()
        announce(self, self.outcome.text())
        self.adjustSize()
        self.done_for_good.emit()

    def _show_renewed(self, removed: int) -> None:
        self._set_busy(False)
        self.backups.hide()
        words = self.tr("A new backup was made and verified; older ones that were removed: {0}.").format(removed)
        self.outcome.setText(f"{self.outcome.text()}\n{words}")
        self.close_button.setFocus()

    def _fail(self, problem: Problem) -> None:
        self._set_busy(False)
        self.error.show_problem(problem)
        field = problem.field if isinstance(problem, Mistake) else ""
        if field in ("why", "text"):
            (self.why if field == "why" else self.words).setFocus()

    def reject(self) -> None:
        """Not while it is being done: the outcome is to be heard."""
        if not self._is_busy:
            super().reject()

    # --- laying out

    def _enable(self) -> None:
        is_confirmed = self.confirmation.text().strip().casefold() == self.word_to_type.casefold()
        is_ready = self._can_go and bool(self.why.text().strip()) and is_confirmed
        self.take.setEnabled(is_ready and not self._is_busy)

    def _set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        self.error.clear()
        self.bar.setVisible(is_busy)
        for widget in (self._asking, self.close_button, self.again, self.backups):
            widget.setEnabled(not is_busy)
        self._enable()

    def _connect(self) -> None:
        self.field.currentIndexChanged.connect(lambda _: self._show_field())
        self.some.toggled.connect(lambda _: self._look_again())
        self.words.textChanged.connect(lambda _: self._look_again())
        for line in (self.why, self.confirmation):
            line.textChanged.connect(lambda _: self._enable())

    def _lay_out(self) -> None:
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(self.tr("The file is being built anew"))
        self.take = button(self.tr("&Take out for good"), self.begin, self)
        self.again = button(self.tr("Try a&gain"), self.try_again, self)
        self.backups = button(self.tr("&Back up anew and remove those from before"), self.renew, self)
        self.close_button = button(self.tr("&Cancel"), self.reject, self)
        self._asking = QWidget(self)
        asking = column_of(self._asking, margin=0)
        asking.addWidget(self.title)
        asking.addLayout(self._field_form())
        stays = wrapped(stays_words(self._folder), self._asking)
        for heading, words in ((self.tr("What goes"), self.preview), (self.tr("Where it stays"), stays)):
            asking.addWidget(headline(heading, self._asking))
            asking.addWidget(words)
        asking.addLayout(self._last_form())
        column = column_of(self)
        for widget in (self._asking, self.error, self.bar, self.outcome):
            column.addWidget(widget)
        column.addStretch(1)
        column.addLayout(row_of(None, self.close_button, self.again, self.backups, self.take))
        for later in (self.bar, self.outcome, self.again, self.backups):
            later.hide()

    def _field_form(self) -> QFormLayout:
        form = QFormLayout()
        form.addRow(self.tr("&Field"), self.field)
        form.addRow(self.tr("It says"), self.now)
        form.addRow("", self.all_of_it)
        form.addRow("", row_of(self.some, self.words))
        self.words.setAccessibleName(self.tr("Words that go"))
        return form

    def _last_form(self) -> QFormLayout:
        form = QFormLayout()
        self.why.setPlaceholderText(self.tr("without saying what: it stays in the history"))
        form.addRow(self.tr("&Reason"), self.why)
        words = self.tr("Nobody can undo this. Type “%1” if you are sure:").replace("%1", self.word_to_type)
        form.addRow(wrapped(words, self._asking))
        self.confirmation.setAccessibleName(words)
        form.addRow("", self.confirmation)
        return form
