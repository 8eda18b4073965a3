"""The inbox: the line that logs, the list, and what its keys do."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from situation_board.core.actions.messages import log_message, triage
from situation_board.core.actions.records import strike
from situation_board.core.questions.messages import message_ids, message_lines
from situation_board.core.questions.moments import KnownThen
from situation_board.core.rows import Message
from situation_board.core.store import Reading
from situation_board.core.vocabulary import Medium, MessageState, Priority
from situation_board.gui.inbox.panel import InboxPanel
from situation_board.gui.inspector.thing_pane import ThingPane
from situation_board.gui.main_window import MainWindow
from tests.gui.fixtures import OpenWindow, close, press, write
from tests.gui.panels import PATIENCE, answer, card_at, done, plain, settled, status_of

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def inbox(window: MainWindow, qtbot: QtBot) -> InboxPanel:
    """The inbox of the window with three messages in it, the keyboard on the newest."""
    for text in ("first word", "second word", "third word"):
        done(qtbot, window.situation, log_message, Message(id="", text=text, sender="convoy desk"))
    window.intake.show_inbox()
    inbox = window.intake.inbox
    qtbot.waitUntil(lambda: words(inbox) == ["third word", "second word", "first word"], timeout=PATIENCE)
    qtbot.waitUntil(lambda: inbox.view.hasFocus() and len(inbox.view.selected()) == 1, timeout=PATIENCE)
    return inbox


def words(inbox: InboxPanel) -> list[str]:
    rows = [inbox.model.listed(row) for row in range(len(inbox.model.ids))]
    return [plain(row.cells[4]) if row is not None else "…" for row in rows]


def messages(qtbot: QtBot, window: MainWindow) -> list[Message]:
    """The newest first."""

    def question(reading: Reading) -> list[Message]:
        return [line.message for line in message_lines(reading, message_ids(reading))]

    return answer(qtbot, window.situation, question)


def current_text(inbox: InboxPanel) -> str:
    row = inbox.model.listed(inbox.view.currentIndex().row())
    return plain(row.cells[4]) if row is not None else ""


class TestTheLine:
    def test_ctrl_r_logs_and_stays_for_the_next(self, window: MainWindow, qtbot: QtBot) -> None:
        press(window.centre.board.columns.active, Key.Key_R, CTRL)
        entry = window.intake.inbox.entry
        qtbot.waitUntil(entry.whom.hasFocus, timeout=PATIENCE)
        entry.medium.setCurrentIndex(entry.medium.findData(Medium.RADIO))
        write(QApplication.focusWidget(), "convoy desk")
        press(QApplication.focusWidget(), Key.Key_Return)
        write(QApplication.focusWidget(), "road open")
        press(QApplication.focusWidget(), Key.Key_Return)
        assert entry.whom.hasFocus() and entry.text.toPlainText() == "" and entry.isVisible()
        settled(qtbot, window.situation)
        (logged,) = messages(qtbot, window)
        assert (logged.sender, logged.text, logged.medium) == ("convoy desk", "road open", Medium.RADIO)
        assert entry.medium.currentData() == Medium.RADIO

    def test_what_is_pasted_keeps_its_lines_and_nothing_but_its_text(self, window: MainWindow, qtbot: QtBot) -> None:
        window.intake.log_message()
        text = window.intake.inbox.entry.text
        height = text.height()
        pasted = QMimeData()
        pasted.setText("one\ntwo\nثلاثة")
        pasted.setHtml("<b>one</b>")
        text.insertFromMimeData(pasted)
        assert text.height() > height
        press(text, Key.Key_Return)
        settled(qtbot, window.situation)
        assert messages(qtbot, window)[0].text == "one\ntwo\nثلاثة"

    def test_shift_enter_begins_a_new_line(self, window: MainWindow) -> None:
        window.intake.log_message()
        text = window.intake.inbox.entry.text
        write(text, "one")
        press(text, Key.Key_Return, SHIFT)
        write(text, "two")
        assert text.toPlainText().splitlines() == ["one", "two"]

    def test_a_time_and_priority_are_kept_and_explained(self, window: MainWindow, qtbot: QtBot) -> None:
        window.intake.log_message()
        entry = window.intake.inbox.entry
        entry.text.setPlainText("road cut")
        entry.received.setText("7 Dec 2024 14:30")
        entry.priority.setCurrentIndex(entry.priority.findData(Priority.URGENT))
        qtbot.waitUntil(lambda: "7 Dec 2024 14:30" in plain(entry.fields["received"].hint_words()), timeout=PATIENCE)
        entry.save()
        settled(qtbot, window.situation)
        logged = messages(qtbot, window)[0]
        assert logged.priority is Priority.URGENT
        assert logged.received is not None and logged.received.precision.value == "minute"
        assert entry.priority.currentData() == Priority.ROUTINE

    def test_what_could_not_be_saved_comes_back_with_what_is_wrong(self, window: MainWindow, qtbot: QtBot) -> None:
        window.intake.log_message()
        entry = window.intake.inbox.entry
        entry.whom.setText("convoy desk")
        entry.text.setPlainText("road cut")
        entry.received.setText("soon")
        entry.save()
        qtbot.waitUntil(entry.error.is_shown, timeout=PATIENCE)
        assert (entry.whom.text(), entry.text.toPlainText(), entry.received.text()) == (
            "convoy desk",
            "road cut",
            "soon",
        )
        assert entry.received.hasFocus()
        assert messages(qtbot, window) == []

    def test_an_empty_message_is_not_logged(self, window: MainWindow, qtbot: QtBot) -> None:
        window.intake.log_message()
        entry = window.intake.inbox.entry
        entry.save()
        qtbot.waitUntil(entry.error.is_shown, timeout=PATIENCE)
        assert messages(qtbot, window) == []

    def test_a_phone_number_is_warned_of_and_never_in_the_way(self, window: MainWindow, qtbot: QtBot) -> None:
        window.intake.log_message()
        entry = window.intake.inbox.entry
        entry.text.setPlainText("call +44 20 0000 0000")
        assert "+44 20 0000 0000" in plain(entry.warning.text()) and entry.warning.isVisible()
        entry.save()
        assert not entry.warning.isVisible()
        settled(qtbot, window.situation)
        assert len(messages(qtbot, window)) == 1

    def test_a_sender_who_is_a_source_counts_as_it(self, window: MainWindow, qtbot: QtBot) -> None:
        window.intake.log_message()
        entry = window.intake.inbox.entry
        for sender in ("AFP", "call sign 7"):
            entry.whom.setText(sender)
            entry.text.setPlainText("a word")
            entry.save()
        settled(qtbot, window.situation)
        unknown, known = messages(qtbot, window)
        assert known.source is not None and unknown.source is None

    def test_who_wrote_before_is_offered(self, inbox: InboxPanel, window: MainWindow, qtbot: QtBot) -> None:
        window.intake.log_message()
        whom = inbox.entry.whom
        qtbot.waitUntil(whom.hasFocus, timeout=PATIENCE)
        write(whom, "con")
        qtbot.waitUntil(lambda: [line.name for line in whom.shown_suggestions()] == ["convoy desk"], timeout=PATIENCE)
        press(whom, Key.Key_Down)
        press(whom, Key.Key_Return)
        assert whom.text() == "convoy desk"

    def test_escape_gives_the_keyboard_back(self, window: MainWindow, qtbot: QtBot) -> None:
        view = window.centre.board.columns.active
        view.setFocus()
        press(view, Key.Key_R, CTRL)
        entry = window.intake.inbox.entry
        qtbot.waitUntil(entry.whom.hasFocus, timeout=PATIENCE)
        press(entry.whom, Key.Key_Escape)
        assert not entry.isVisible() and view.hasFocus()


class TestTheList:
    def test_space_marks_as_done_and_goes_on_to_the_next(
        self, inbox: InboxPanel, window: MainWindow, qtbot: QtBot
    ) -> None:
        press(inbox.view, Key.Key_Space)
        qtbot.waitUntil(lambda: words(inbox) == ["second word", "first word"], timeout=PATIENCE)
        qtbot.waitUntil(lambda: current_text(inbox) == "second word", timeout=PATIENCE)
        assert messages(qtbot, window)[0].state is MessageState.DONE

    def test_space_on_what_is_done_takes_it_back(self, inbox: InboxPanel, window: MainWindow, qtbot: QtBot) -> None:
        done(qtbot, window.situation, triage, inbox.view.selected(), MessageState.DONE)
        inbox.show_state(MessageState.DONE)
        qtbot.waitUntil(lambda: words(inbox) == ["third word"], timeout=PATIENCE)
        inbox.take_focus()
        press(inbox.view, Key.Key_Space)
        qtbot.waitUntil(lambda: words(inbox) == [], timeout=PATIENCE)
        assert {each.state for each in messages(qtbot, window)} == {MessageState.UNTRIAGED}

    def test_delete_marks_several_as_not_relevant_in_one_step(
        self, inbox: InboxPanel, window: MainWindow, qtbot: QtBot
    ) -> None:
        press(inbox.view, Key.Key_Down, SHIFT)
        press(inbox.view, Key.Key_Delete)
        qtbot.waitUntil(lambda: words(inbox) == ["first word"], timeout=PATIENCE)
        qtbot.waitUntil(window.undoing.undo.isEnabled, timeout=PATIENCE)
        window.undoing.undo.trigger()
        qtbot.waitUntil(lambda: len(words(inbox)) == 3, timeout=PATIENCE)

    def test_it_is_searched_by_words_and_number(self, inbox: InboxPanel, qtbot: QtBot) -> None:
        inbox.text.setText("second")
        qtbot.waitUntil(lambda: words(inbox) == ["second word"], timeout=PATIENCE)
        inbox.text.setText("M1")
        qtbot.waitUntil(lambda: words(inbox) == ["first word"], timeout=PATIENCE)
        inbox.text.setText("nowhere")
        qtbot.waitUntil(lambda: words(inbox) == [], timeout=PATIENCE)

    def test_all_messages_say_their_state(self, inbox: InboxPanel, window: MainWindow, qtbot: QtBot) -> None:
        press(inbox.view, Key.Key_Space)
        inbox.show_state(None)

        def states() -> list[str]:
            rows = [inbox.model.listed(row) for row in range(len(inbox.model.ids))]
            return [row.cells[6] if row else "" for row in rows]

        qtbot.waitUntil(lambda: states() == ["done", "untriaged", "untriaged"], timeout=PATIENCE)

    def test_escape_goes_to_the_board(self, inbox: InboxPanel, window: MainWindow) -> None:
        press(inbox.view, Key.Key_Escape)
        assert window.centre.board.columns.active.hasFocus()

    def test_the_inspector_shows_the_whole_message(self, inbox: InboxPanel, window: MainWindow, qtbot: QtBot) -> None:
        assert window.inspector.ids() == inbox.view.selected()
        pane = window.inspector.pane
        qtbot.waitUntil(lambda: isinstance(pane(), ThingPane), timeout=PATIENCE)
        shown = pane()
        assert isinstance(shown, ThingPane)
        assert plain(shown.title.name.text()) == "third word" and "M3" in plain(shown.title.number.text())

    def test_a_message_that_is_struck_leaves(self, inbox: InboxPanel, window: MainWindow, qtbot: QtBot) -> None:
        done(qtbot, window.situation, strike, inbox.view.current())
        qtbot.waitUntil(lambda: words(inbox) == ["second word", "first word"], timeout=PATIENCE)

    def test_without_messages_it_says_what_belongs_there(self, window: MainWindow, qtbot: QtBot) -> None:
        window.intake.show_inbox()
        inbox = window.intake.inbox
        qtbot.waitUntil(lambda: "Ctrl+R" in inbox.empty.text(), timeout=PATIENCE)


class TestWhatIsMade:
    def test_a_card_from_a_message_rests_on_its_report_and_is_one_step(
        self, inbox: InboxPanel, window: MainWindow, qtbot: QtBot
    ) -> None:
        press(inbox.view, Key.Key_N, CTRL)
        entry = window.centre.entry
        qtbot.waitUntil(entry.where.hasFocus, timeout=PATIENCE)
        assert "M3, convoy desk" in entry.says_so.text() and entry.when.text()
        write(entry.where, "Depot 1")
        entry.save()
        qtbot.waitUntil(lambda: not entry.isVisible(), timeout=PATIENCE)
        assert inbox.view.hasFocus()
        status = status_of(qtbot, window.situation, card_at(qtbot, window.situation, "Depot 1"))
        assert status.report is not None and status.as_of == messages(qtbot, window)[0].received
        qtbot.waitUntil(window.undoing.undo.isEnabled, timeout=PATIENCE)
        window.undoing.undo.trigger()
        qtbot.waitUntil(lambda: "card" not in made(qtbot, window), timeout=PATIENCE)

    def test_a_card_is_moved_from_a_message_with_its_source_and_time(
        self, inbox: InboxPanel, window: MainWindow, qtbot: QtBot
    ) -> None:
        homs = card_at(qtbot, window.situation, "Homs")
        before = status_of(qtbot, window.situation, homs)
        press(inbox.view, Key.Key_M, CTRL)
        line = inbox.move_line
        write(QApplication.focusWidget(), "Homs")
        line.card.close_list()
        press(line.card, Key.Key_Tab)
        press(QApplication.focusWidget(), Key.Key_F)
        press(QApplication.focusWidget(), Key.Key_Return)
        qtbot.waitUntil(lambda: not line.isVisible(), timeout=PATIENCE)
        after = status_of(qtbot, window.situation, homs)
        assert after.column is not before.column and after.basis is before.basis
        assert after.report is not None
        qtbot.waitUntil(lambda: "M3, convoy desk" in plain(window.centre.strip.text), timeout=PATIENCE)
        qtbot.waitUntil(lambda: made(qtbot, window) == {"card": 1}, timeout=PATIENCE)

    def test_a_place_without_a_card_is_not_moved(self, inbox: InboxPanel, window: MainWindow, qtbot: QtBot) -> None:
        press(inbox.view, Key.Key_M, CTRL)
        line = inbox.move_line
        write(QApplication.focusWidget(), "nowhere")
        line.save()
        qtbot.waitUntil(line.error.is_shown, timeout=PATIENCE)
        assert line.isVisible() and line.card.text() == "nowhere"

    def test_a_task_from_a_message_rests_on_its_report(
        self, inbox: InboxPanel, window: MainWindow, qtbot: QtBot
    ) -> None:
        press(inbox.view, Key.Key_T, CTRL)
        entry = window.centre.task_entry
        qtbot.waitUntil(entry.what.hasFocus, timeout=PATIENCE)
        assert "M3, convoy desk" in plain(entry.rests_on.text())
        write(entry.what, "Ask again?")
        entry.save()
        qtbot.waitUntil(lambda: not entry.isVisible(), timeout=PATIENCE)
        assert made(qtbot, window) == {"task": 1}

    def test_elsewhere_the_same_keys_begin_something_that_rests_on_nothing(
        self, inbox: InboxPanel, window: MainWindow, qtbot: QtBot
    ) -> None:
        press(inbox.view, Key.Key_Escape)
        press(window.centre.board.columns.active, Key.Key_N, CTRL)
        qtbot.waitUntil(window.centre.entry.where.hasFocus, timeout=PATIENCE)
        assert window.centre.entry.says_so.text() == "" and window.centre.entry.when.text() == ""


def made(qtbot: QtBot, window: MainWindow) -> dict[str, int]:
    """What rests on the newest message."""

    def question(reading: Reading) -> dict[str, int]:
        return dict(message_lines(reading, message_ids(reading))[0].made)

    return answer(qtbot, window.situation, question)


class TestTheStatusBar:
    def test_it_says_how_many_wait_only_when_some_do(self, inbox: InboxPanel, window: MainWindow, qtbot: QtBot) -> None:
        qtbot.waitUntil(lambda: "3 messages untriaged" in window.bar.waiting_text, timeout=PATIENCE)
        done(qtbot, window.situation, triage, list(inbox.model.ids)[:2], MessageState.DONE)
        qtbot.waitUntil(lambda: "1 message untriaged" in window.bar.waiting_text, timeout=PATIENCE)
        done(qtbot, window.situation, triage, list(inbox.model.ids)[-1:], MessageState.DONE)
        qtbot.waitUntil(lambda: "untriaged" not in window.bar.waiting_text, timeout=PATIENCE)

    def test_pressing_it_opens_the_inbox_on_them(self, window: MainWindow, qtbot: QtBot) -> None:
        done(qtbot, window.situation, log_message, Message(id="", text="a word"))
        qtbot.waitUntil(lambda: "1 message untriaged" in window.bar.waiting_text, timeout=PATIENCE)
        window.bar.untriaged_asked.emit()
        inbox = window.intake.inbox
        qtbot.waitUntil(lambda: inbox.isVisible() and words(inbox) == ["a word"], timeout=PATIENCE)
        assert inbox.filter().state is MessageState.UNTRIAGED


def test_an_inbox_that_was_open_is_open_again_with_its_messages(
    open_window: OpenWindow, filled_file: Path, qtbot: QtBot
) -> None:
    window = open_window(filled_file)
    done(qtbot, window.situation, log_message, Message(id="", text="a word"))
    window.intake.show_inbox()
    close(qtbot, window)
    again = open_window(filled_file)
    qtbot.waitUntil(lambda: again.docks.inbox.isVisible(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: words(again.intake.inbox) == ["a word"], timeout=PATIENCE)


def test_in_the_past_it_shows_what_had_come_in_by_then_and_takes_nothing(
    inbox: InboxPanel, window: MainWindow, qtbot: QtBot
) -> None:
    known = KnownThen(answer(qtbot, window.situation, lambda reading: reading.arrival))
    done(qtbot, window.situation, triage, list(inbox.model.ids), MessageState.DONE)
    qtbot.waitUntil(lambda: words(inbox) == [], timeout=PATIENCE)
    window.time.travel.go(known)
    qtbot.waitUntil(lambda: words(inbox) == ["third word", "second word", "first word"], timeout=PATIENCE)
    inbox.take_focus()
    press(inbox.view, Key.Key_Space)
    qtbot.waitUntil(inbox.error.is_shown, timeout=PATIENCE)
    window.time.travel.back_to_live()
    qtbot.waitUntil(lambda: words(inbox) == [], timeout=PATIENCE)
