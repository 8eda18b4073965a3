"""The print window and the list of issued sheets, used as a person would."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.logging import _QtMessageCapture
from pytestqt.qtbot import QtBot

from situation_board.core.actions import cards
from situation_board.core.questions.snapshots import issues, stored_pages
from situation_board.core.vocabulary import Column, SheetKind, SheetState
from situation_board.gui.main_window import MainWindow
from situation_board.gui.printing.window.choices import Choices, choices_from
from situation_board.gui.printing.window.dialog import PrintWindow
from situation_board.gui.printing.window.issues import IssuesWindow
from situation_board.gui.printing.window.saving import file_stem
from situation_board.gui.settings import Settings
from tests.gui.fixtures import press, show_active, write
from tests.gui.panels import answer, card_at, done
from tests.gui.printed import pdf_texts, print_into, texts
from tests.gui.sheets import exercise


@pytest.fixture
def printing(window: MainWindow, qtbot: QtBot) -> PrintWindow:
    opened = window.printing.show_print()
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    qtbot.waitUntil(lambda: opened.pages is not None)
    return opened


def click(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def choose(printing: PrintWindow, name: str, value: str, qtbot: QtBot) -> None:
    """Like a person: and wait for the pages that follow."""
    box = getattr(printing.options, name)
    with qtbot.waitSignal(printing.shown):
        box.setCurrentIndex(box.findData(value))


def page_texts(printing: PrintWindow) -> str:
    assert printing.pages is not None
    return " ".join(texts(printing.pages))


def test_the_keys_of_the_window_open_both(window: MainWindow, qtbot: QtBot) -> None:
    press(window.centre.board, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(window.findChildren(PrintWindow)) == 1)
    [opened] = window.findChildren(PrintWindow)
    qtbot.waitUntil(lambda: opened.pages is not None)
    opened.close()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    press(window.centre.board, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: len(window.findChildren(IssuesWindow)) == 1)
    [issues_window] = window.findChildren(IssuesWindow)
    qtbot.waitUntil(issues_window.empty.isVisible)


def test_the_sheet_is_shown_page_by_page(printing: PrintWindow) -> None:
    assert "Moadamiya" in page_texts(printing)
    assert printing.pages is not None and printing.pages.count == 2
    assert printing.page_words.text() == "Page 1 of 2"
    assert not printing.back.isEnabled()
    click(printing.forward)
    assert printing.page_words.text() == "Page 2 of 2"
    assert not printing.forward.isEnabled()
    press(printing.preview, Qt.Key.Key_PageUp)
    assert printing.preview.page == 0


def test_the_page_grows_and_shrinks(printing: PrintWindow) -> None:
    before = printing.preview.widget().width()
    click(printing.larger)
    assert printing.preview.widget().width() > before
    click(printing.smaller)
    click(printing.smaller)
    assert printing.preview.widget().width() < before


def test_choices_change_the_sheet(printing: PrintWindow, qtbot: QtBot) -> None:
    choose(printing, "language", "ar", qtbot)
    assert "حمص" in page_texts(printing)
    assert printing.pages is not None and printing.pages.sheet.language == "ar"
    choose(printing, "way", "landscape", qtbot)
    assert printing.pages.paper.landscape
    choose(printing, "language", "en", qtbot)
    choose(printing, "kind", SheetKind.EVENTS.value, qtbot)
    assert printing.pages.sheet.kind is SheetKind.EVENTS
    assert not printing.issue_button.isEnabled()


def test_parts_can_stay_away_and_are_remembered(printing: PrintWindow, qtbot: QtBot, tmp_path: Path) -> None:
    assert printing.options.parts.text() == "all"
    events = next(action for action in printing.options.parts.actions_of() if action.text() == "events")
    with qtbot.waitSignal(printing.shown):
        events.trigger()
    assert printing.options.parts.text() == "11 of 12"
    assert "Turkey's president" not in page_texts(printing)
    printing.save_to(tmp_path / "sheet.pdf")
    assert choices_from(Settings().printing).without == "events"
    choose(printing, "kind", SheetKind.EVENTS.value, qtbot)
    assert printing.options.parts.text() == "2 of 3"


def test_it_follows_the_board(printing: PrintWindow, window: MainWindow, qtbot: QtBot) -> None:
    card = card_at(qtbot, window.situation, "Homs")
    with qtbot.waitSignal(printing.shown, timeout=10_000):
        done(qtbot, window.situation, cards.move_cards, [card], Column.FALLEN)
    assert printing.pages is not None
    fallen = next(column for column in printing.pages.sheet.columns if column.column is Column.FALLEN)
    assert "Homs" in [row.place for row in fallen.rows]


def test_own_highlights_replace_those_proposed(printing: PrintWindow, qtbot: QtBot) -> None:
    assert printing.options.highlights.toPlainText()
    printing.options.highlights.clear()
    with qtbot.waitSignal(printing.shown):
        write(printing.options.highlights, "Homs is what matters")
        qtbot.waitUntil(lambda: "Homs is what matters" in page_texts(printing))
    with qtbot.waitSignal(printing.shown):
        click(printing.options.proposed)
    qtbot.waitUntil(lambda: "Homs is what matters" not in page_texts(printing))


def test_pdf_and_pictures_are_written(printing: PrintWindow, qtbot: QtBot, tmp_path: Path) -> None:
    printing.save_to(tmp_path / "sheet.pdf")
    qtbot.waitUntil((tmp_path / "sheet.pdf").is_file)
    assert "Moadamiya" in " ".join(pdf_texts((tmp_path / "sheet.pdf").read_bytes()))
    printing.save_to(tmp_path / "sheet.png")
    qtbot.waitUntil((tmp_path / "sheet-2.png").is_file)
    assert (tmp_path / "sheet.png").read_bytes().startswith(b"\x89PNG")
    assert printing.pages is not None
    stem = "Syria, December 2024 draft 2024-12-08 TLP-AMBER"
    assert file_stem(printing.pages.sheet) == stem
    assert file_stem(exercise(printing.pages.sheet)) == f"EXERCISE {stem}"


def test_a_printer_gets_the_pages_that_were_chosen(printing: PrintWindow, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printing.print_on(printer)
    assert len(pdf_texts((tmp_path / "printed.pdf").read_bytes())) == 2
    printer.setOutputFileName(str(tmp_path / "second.pdf"))
    printer.setFromTo(2, 2)
    printing.print_on(printer)
    [page] = pdf_texts((tmp_path / "second.pdf").read_bytes())
    assert "page 2 of 2" in page


def test_what_the_dialog_of_the_system_chooses_is_printed_on(
    printing: PrintWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    printing.ask_print()
    assert len(print_into(tmp_path / "printed.pdf", printing, qtbot)) == 2


def test_a_printer_that_fails_is_said(printing: PrintWindow, tmp_path: Path, qtlog: _QtMessageCapture) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no such folder" / "printed.pdf"))
    with qtlog.disabled():  # Qt logs it too
        printing.print_on(printer)
    assert "The printer took no pages." in printing.error.text()


def test_choices_are_remembered(printing: PrintWindow, qtbot: QtBot, tmp_path: Path) -> None:
    choose(printing, "paper_size", "letter", qtbot)
    choose(printing, "language", "en+ar", qtbot)
    printing.save_to(tmp_path / "sheet.pdf")
    kept = choices_from(Settings().printing)
    assert (kept.paper_size, kept.language) == ("letter", "en+ar")


def test_settings_that_make_no_sense_are_not_taken() -> None:
    assert choices_from({"paper_size": "papyrus", "language": 7, "kind": "status", "new": "x"}) == Choices()


def issue(printing: PrintWindow, qtbot: QtBot, role: str = "head of base") -> str:
    write(printing.cleared_by, role)
    with qtbot.waitSignal(printing.issued, timeout=10_000):
        click(printing.issue_button)
    assert printing.pages is not None
    return printing.pages.sheet.header.number or ""


def test_an_issue_gets_a_number_and_its_pages_are_kept(
    printing: PrintWindow, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    number = issue(printing, qtbot)
    assert number.endswith("-1")
    assert "head of base" in page_texts(printing)
    [kept] = answer(qtbot, window.situation, issues)
    assert (kept.row.number, kept.state) == (number, SheetState.ISSUED)
    pages = answer(qtbot, window.situation, lambda reading: stored_pages(reading, kept))
    printing.save_to(tmp_path / "issue.pdf")
    qtbot.waitUntil((tmp_path / "issue.pdf").is_file)
    assert (tmp_path / "issue.pdf").read_bytes() == pages
    assert number in pdf_texts(pages)[0]
    assert not printing.issue_button.isEnabled()


def test_an_issue_does_not_follow_the_board(printing: PrintWindow, window: MainWindow, qtbot: QtBot) -> None:
    number = issue(printing, qtbot)
    before = page_texts(printing)
    done(qtbot, window.situation, cards.move_cards, [card_at(qtbot, window.situation, "Homs")], Column.FALLEN)
    qtbot.waitUntil(lambda: window.situation.is_quiet)
    assert page_texts(printing) == before
    assert number in page_texts(printing)


# --- the list


@pytest.fixture
def issued(printing: PrintWindow, window: MainWindow, qtbot: QtBot) -> IssuesWindow:
    """With one issue, shown."""
    issue(printing, qtbot)
    printing.close()
    opened = window.printing.show_issues()
    show_active(qtbot, opened)
    qtbot.waitUntil(lambda: opened.list.topLevelItemCount() == 1)
    return opened


def test_nothing_can_be_done_before_it_is_known_which_issues_there_are(window: MainWindow, qtbot: QtBot) -> None:
    opened = window.printing.show_issues()
    enabled = [button.text() for button in opened.findChildren(QPushButton) if button.isEnabled()]
    assert enabled == ["Close"]
    qtbot.waitUntil(opened.empty.isVisible)


def test_an_issue_is_listed_shown_and_saved_again(issued: IssuesWindow, qtbot: QtBot, tmp_path: Path) -> None:
    line = issued.list.topLevelItem(0)
    assert line is not None and line.text(0).endswith("-1") and line.text(4) == "issued"
    line.setSelected(True)
    qtbot.waitUntil(lambda: bool(issued._opened))
    [found] = issued._opened.values()
    issued.save_to(tmp_path / "again.pdf", found)
    qtbot.waitUntil((tmp_path / "again.pdf").is_file)
    assert (tmp_path / "again.pdf").read_bytes() == found.pages


def test_two_issues_are_compared(issued: IssuesWindow, window: MainWindow, qtbot: QtBot) -> None:
    done(qtbot, window.situation, cards.move_cards, [card_at(qtbot, window.situation, "Homs")], Column.FALLEN)
    second = window.printing.show_print()
    qtbot.waitUntil(lambda: second.pages is not None)
    issue(second, qtbot)
    second.close()
    qtbot.waitUntil(lambda: issued.list.topLevelItemCount() == 2)
    issued.list.selectAll()
    qtbot.waitUntil(lambda: "Control changed: Homs" in issued.differences.toPlainText())
    said = issued.differences.toPlainText()
    assert said.index("Contested: Homs") < said.index("Control changed: Homs")
    assert "Damascus: " not in said.replace("Damascus – ", "")


def test_a_correction_replaces_the_issue_and_says_what_changed(
    issued: IssuesWindow, window: MainWindow, qtbot: QtBot
) -> None:
    line = issued.list.topLevelItem(0)
    assert line is not None
    line.setSelected(True)
    number = issued.chosen()[0].row.number
    known = window.findChildren(PrintWindow)
    click(issued.correct_button)
    [correcting] = [each for each in window.findChildren(PrintWindow) if each not in known]
    qtbot.waitUntil(lambda: correcting.pages is not None)
    click(correcting.issue_button)
    qtbot.waitUntil(lambda: "What changed is missing" in correcting.error.text())
    write(correcting.correction, "the day of Homs")
    revision = issue(correcting, qtbot)
    assert revision == f"{number} rev 1"
    assert f"{revision} replaces {number}: the day of Homs" in page_texts(correcting)
    qtbot.waitUntil(lambda: issued.list.topLevelItemCount() == 2)
    old = issued.list.topLevelItem(1)
    assert old is not None and revision in old.text(4)


def test_an_issue_is_withdrawn_with_a_reason(issued: IssuesWindow, qtbot: QtBot) -> None:
    line = issued.list.topLevelItem(0)
    assert line is not None
    line.setSelected(True)
    issued.withdraw(issued.chosen()[0], "the wrong day")
    qtbot.waitUntil(lambda: _state(issued) == "withdrawn")
    assert not issued.withdraw_button.isEnabled()


def _state(issued: IssuesWindow) -> str:
    line = issued.list.topLevelItem(0)
    return line.text(4) if line is not None else ""


@pytest.mark.parametrize(("box", "value"), [("language", "ar"), ("profile", "redacted"), ("paper", "letter")])
def test_an_issue_is_shown_and_saved_another_way_and_says_so(
    issued: IssuesWindow, qtbot: QtBot, tmp_path: Path, box: str, value: str
) -> None:
    line = issued.list.topLevelItem(0)
    assert line is not None
    line.setSelected(True)
    qtbot.waitUntil(lambda: bool(issued._opened))
    [found] = issued._opened.values()
    chosen = getattr(issued.rendering, box)
    chosen.setCurrentIndex(chosen.findData(value))
    qtbot.waitUntil(lambda: issued._again is not None)
    issued.save_to(tmp_path / "again.pdf", found)
    qtbot.waitUntil((tmp_path / "again.pdf").is_file)
    text = " ".join(pdf_texts((tmp_path / "again.pdf").read_bytes()))
    assert ("إخراج آخر" if value == "ar" else "not the pages that were handed out") in text
    chosen.setCurrentIndex(0)
    issued.save_to(tmp_path / "as_issued.pdf", found)
    qtbot.waitUntil((tmp_path / "as_issued.pdf").is_file)
    assert (tmp_path / "as_issued.pdf").read_bytes() == found.pages


def test_a_draft_is_kept_cleared_by_a_role_and_goes_out_as_it_was(
    printing: PrintWindow, window: MainWindow, qtbot: QtBot
) -> None:
    click(printing.keep_button)
    qtbot.waitUntil(lambda: bool(answer(qtbot, window.situation, issues)))
    printing.close()
    done(qtbot, window.situation, cards.move_cards, [card_at(qtbot, window.situation, "Homs")], Column.FALLEN)
    kept = window.printing.show_issues()
    qtbot.waitUntil(lambda: _state(kept) == "draft")
    _choose_first(kept)
    assert kept.clear_button.isEnabled() and not kept.issue_button.isEnabled()
    kept.clear_draft(kept.chosen()[0], "head of base")
    qtbot.waitUntil(lambda: _state(kept) == "cleared")
    _choose_first(kept)
    click(kept.issue_button)
    qtbot.waitUntil(lambda: _state(kept) == "issued")
    [out] = answer(qtbot, window.situation, issues)
    text = " ".join(pdf_texts(answer(qtbot, window.situation, lambda reading: stored_pages(reading, out))))
    assert out.row.cleared_by == "head of base" and "head of base" in text
    assert "Control changed: Homs" not in text


def _choose_first(listed: IssuesWindow) -> None:
    line = listed.list.topLevelItem(0)
    assert line is not None
    line.setSelected(True)
