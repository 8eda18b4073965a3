"""Handing over a shift, beside the work: the list, who hands over, who takes over; those before can be read again."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from situation_board.core.actions.handovers import hand_over, take_over
from situation_board.core.problems import Problem
from situation_board.core.rows import Handover
from situation_board.core.store import Saved
from situation_board.gui.background import Situation
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.privacy_line import PrivacyLine
from situation_board.gui.entry.wording import isolated, time_words
from situation_board.gui.errors import announce
from situation_board.gui.handover.question import HandoverPage, handover_page
from situation_board.gui.look import HALF, SPACE, icon

TYPING_MILLISECONDS = 400
ID = Qt.ItemDataRole.UserRole


class HandoverWindow(QDialog):
    """`duty_wanted` asks to change who is on duty: the two people need not sit at two laptops. `print_wanted` asks for
    the sheet of a handover, as it is now."""

    duty_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, situation: Situation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Shift handover"))
        self._situation = situation
        self._page: HandoverPage | None = None
        self._wanted = ""
        self.kept = self._list_of_kept()
        self.text = self._text_field()
        self.since = self._field(self.tr("when the shift began, such as 06:00"), self.tr("Changes since"))
        self.next_sheet = self._field(self.tr("when it is due, such as 18:00"), self.tr("Next sheet"))
        self.note = self._field(self.tr("anything else for the next shift"), self.tr("Note"))
        self.error = ErrorLine(self)
        self.state = QLabel(self)
        self.state.setWordWrap(True)
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.duty = QPushButton(icon("user"), "", self)
        self.hand_over = QPushButton(icon("check"), "", self)
        self.take_over = QPushButton(icon("check"), "", self)
        self.copy = QPushButton(icon("copy"), self.tr("&Copy as text"), self)
        self.print = QPushButton(icon("print"), self.tr("&Print…"), self)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MILLISECONDS)
        self._typing.timeout.connect(self.look_again)
        self._lay_out()
        self._connect()
        self.resize(820, 620)
        self.look_again()

    def look_again(self) -> None:
        """The list as it is now. What is confirmed is what was shown."""
        self._typing.stop()
        self._situation.ask(
            handover_page,
            since=self.since.text(),
            next_sheet=self.next_sheet.text(),
            done=self._show,
            failed=self._refuse,
            key=(self, "page"),
            receiver=self,
        )

    # --- confirming

    def _hand_over(self) -> None:
        if self._page is None:
            return
        listing = self._page.now
        self._confirm()
        self._situation.do(
            hand_over,
            since=listing.since,
            until=listing.until,
            arrival=listing.arrival,
            listed=listing.text,
            note=self.note.text(),
            done=self._handed_over,
            failed=self._refuse,
            receiver=self,
        )

    def _handed_over(self, saved: Saved) -> None:
        self.note.clear()
        self._wanted = saved.ids[0]
        self.look_again()

    def _take_over(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._confirm()
            self._situation.do(
                take_over, chosen.id, done=lambda _: self.look_again(), failed=self._refuse, receiver=self
            )

    def _confirm(self) -> None:
        """Once: until it is saved and shown, neither button can be pressed again."""
        self.error.clear()
        self.hand_over.setEnabled(False)
        self.take_over.setEnabled(False)

    def _refuse(self, problem: Problem) -> None:
        self.error.show_problem(problem)
        self._show_chosen()

    # --- showing

    def _show(self, page: HandoverPage) -> None:
        self.error.clear()
        self._page = page
        wanted, self._wanted = self._wanted or self._chosen_id(), ""
        with QSignalBlocker(self.kept):
            self.kept.clear()
            self._add_line(self.tr("Now, not yet handed over"), "")
            for handover in page.kept:
                self._add_line(self._line_of(handover), handover.id)
            rows = [row for row in range(self.kept.count()) if self.kept.item(row).data(ID) == wanted]
            self.kept.setCurrentRow(rows[0] if rows else 0)
        self._show_chosen()

    def _show_chosen(self) -> None:
        if self._page is None:
            return
        chosen, person = self._chosen(), self._page.person
        text = self._page.now.text if chosen is None else _kept_text(chosen)
        if text != self.text.toPlainText():
            scrolled = self.text.verticalScrollBar().value()
            self.text.setPlainText(text)
            self.text.verticalScrollBar().setValue(scrolled)
        self.duty.setText(
            self.tr("On duty: {0}").format(isolated(person.replace("&", "&&"))) if person else self.tr("Nobody on duty")
        )
        self.hand_over.setText(self._button_words(self.tr("I &hand over"), person))
        self.take_over.setText(self._button_words(self.tr("I &take over"), person))
        self.hand_over.setEnabled(chosen is None and person is not None)
        self.take_over.setEnabled(self._may_take_over(chosen, person))
        for field in (self.since, self.next_sheet, self.note):
            field.setEnabled(chosen is None)
        self.state.setText(self._state_words(chosen, person))

    def _may_take_over(self, chosen: Handover | None, person: str | None) -> bool:
        if chosen is None or person is None:
            return False
        return chosen.incoming_confirmed is None and chosen.outgoing != person

    def _button_words(self, words: str, person: str | None) -> str:
        return f"{words} ({isolated(person.replace('&', '&&'))})" if person else words

    def _state_words(self, chosen: Handover | None, person: str | None) -> str:
        """What is confirmed, and what is to be done next."""
        if chosen is None:
            next_step = self.tr("Who hands over reads the list and confirms it; then who takes over does so.")
            return next_step if person else self.tr("Say first who is on duty.")
        assert self._page is not None
        zone = self._page.zone
        said = self.tr("Handed over by {0}, {1}.").format(
            isolated(chosen.outgoing or "?"), time_words(chosen.outgoing_confirmed, zone)
        )
        if chosen.incoming_confirmed is not None:
            taken = self.tr("Taken over by {0}, {1}.").format(
                isolated(chosen.incoming or "?"), time_words(chosen.incoming_confirmed, zone)
            )
            return f"{said} {taken}"
        if person is None or person == chosen.outgoing:
            return f"{said} {self.tr('Not yet taken over: change who is on duty, then confirm.')}"
        return f"{said} {self.tr('Not yet taken over.')}"

    def _line_of(self, handover: Handover) -> str:
        assert self._page is not None
        when = time_words(handover.until, self._page.zone)
        who = f"{isolated(handover.outgoing or '?')} → {isolated(handover.incoming or '…')}"
        return f"{when}\n{who}"

    def _add_line(self, words: str, handover: str) -> None:
        line = QListWidgetItem(words, self.kept)
        line.setData(ID, handover)

    def _chosen_id(self) -> str:
        return str(self.kept.currentItem().data(ID)) if self.kept.currentRow() >= 0 else ""

    def _chosen(self) -> Handover | None:
        """The handover that is read; None is the list as it is now."""
        chosen = self._chosen_id()
        return next((each for each in (self._page.kept if self._page else ()) if each.id == chosen), None)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        announce(self, self.tr("Copied"))

    # --- making

    def _list_of_kept(self) -> QListWidget:
        kept = QListWidget(self)
        kept.setAccessibleName(self.tr("Handovers"))
        kept.setMaximumWidth(240)
        kept.currentRowChanged.connect(lambda _: self._show_chosen())
        return kept

    def _text_field(self) -> QPlainTextEdit:
        text = QPlainTextEdit(self)
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setAccessibleName(self.tr("What is handed over"))
        return text

    def _field(self, example: str, name: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setPlaceholderText(example)
        field.setAccessibleName(name)
        return field

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(HALF)
        for field in (self.since, self.next_sheet, self.note):
            form.addRow(field.accessibleName(), field)
        self.warning = PrivacyLine(self)
        self.warning.watch(self.note)
        form.addRow(self.warning)
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(form)
        column.addWidget(self.text, 1)
        halves = QSplitter(Qt.Orientation.Horizontal, self)
        halves.addWidget(self.kept)
        halves.addWidget(right)
        halves.setStretchFactor(1, 1)
        halves.setChildrenCollapsible(False)
        buttons = QHBoxLayout()
        for button in (self.duty, self.hand_over, self.take_over, self.copy, self.print):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        close = QPushButton(self.tr("Close"), self)
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        layout.setSpacing(SPACE)
        layout.addWidget(halves, 1)
        layout.addWidget(self.state)
        layout.addWidget(self.error)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        for field in (self.since, self.next_sheet):
            field.textEdited.connect(lambda: self._typing.start())
            field.returnPressed.connect(self.look_again)
        self.duty.clicked.connect(self.duty_wanted)
        self.hand_over.clicked.connect(self._hand_over)
        self.take_over.clicked.connect(self._take_over)
        self.copy.clicked.connect(self._copy)
        self.print.clicked.connect(self.print_wanted)
        self._situation.changed.connect(self.look_again)


def _kept_text(handover: Handover) -> str:
    note = f"\n\n{handover.note}" if handover.note else ""
    return f"{handover.listed or ''}{note}"
