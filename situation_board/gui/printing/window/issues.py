"""The sheets that were issued or drafted: looked at, saved and printed again, compared, withdrawn."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QInputDialog,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from situation_board.core import times
from situation_board.core.actions.snapshots import clear_sheet, issue_sheet, withdraw_sheet
from situation_board.core.problems import Problem
from situation_board.core.questions.snapshots import Issue, issues, stored_pages
from situation_board.core.snapshot.issuing import stored_sheet
from situation_board.core.snapshot.sheet import Sheet
from situation_board.core.store import Reading, wall_clock
from situation_board.core.vocabulary import SheetState
from situation_board.gui.background import Errands, Situation
from situation_board.gui.charts.writing import write_whole
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.wording import isolated
from situation_board.gui.errors import announce
from situation_board.gui.file_dialog import FileDialog
from situation_board.gui.look import SPACE, icon
from situation_board.gui.printing.pages import Pages, pages_of
from situation_board.gui.printing.paper import Paper, PaperSize
from situation_board.gui.printing.pdf import pdf_bytes
from situation_board.gui.printing.window.another_rendering import AnotherRendering, another
from situation_board.gui.printing.window.preview import PagePreview
from situation_board.gui.printing.window.question import Ready, ready_from_draft
from situation_board.gui.printing.window.saving import file_stem
from situation_board.gui.protection.leaving import open_to_take_out

ISSUE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Listed:
    """All sheets that this file knows, the latest first."""

    issues: tuple[Issue, ...]
    zone: ZoneInfo


def listed(reading: Reading) -> Listed:
    return Listed(tuple(issues(reading)), reading.zone)


@dataclass(frozen=True)
class Opened:
    """An issue with all that it says; `pages` None where only its number is known here, or it is a draft."""

    issue: Issue
    sheet: Sheet
    pages: bytes | None


def opened(reading: Reading, issue: Issue) -> Opened:
    pages = stored_pages(reading, issue) if issue.has_pages else None
    return Opened(issue, stored_sheet(reading, issue), pages)


class IssuesWindow(QDialog):
    """One chosen is shown, two chosen are compared. `correct_wanted` asks for a sheet that replaces an issue."""

    correct_wanted = Signal(object)

    def __init__(self, situation: Situation, errands: Errands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Issued sheets"))
        self._situation, self._errands = situation, errands
        self._opened: dict[str, Opened] = {}
        self.list = self._make_list()
        self.preview = PagePreview(self)
        self.rendering = AnotherRendering(self)
        self._rendered: list[str] = []
        self._again: Pages | None = None
        self.differences = QPlainTextEdit(self)
        self.differences.setReadOnly(True)
        self.differences.setAccessibleName(self.tr("What is different"))
        self.empty = QLabel(self.tr("No sheet was issued yet. File > Print a sheet makes one."), self)
        self.error = ErrorLine(self)
        self.save_button = QPushButton(icon("save"), self.tr("&Save PDF…"), self)
        self.correct_button = QPushButton(icon("edit"), self.tr("&Correct…"), self)
        self.withdraw_button = QPushButton(icon("strike"), self.tr("&Withdraw…"), self)
        self.clear_button = QPushButton(icon("check"), self.tr("C&lear…"), self)
        self.issue_button = QPushButton(icon("check"), self.tr("&Issue"), self)
        self._buttons = (
            *(self.save_button, self.clear_button, self.issue_button),
            *(self.correct_button, self.withdraw_button),
        )
        self._lay_out()
        self.rendering.changed.connect(self._render_again)
        self.clear_button.clicked.connect(self._ask_clear)
        self.issue_button.clicked.connect(self.issue_draft)
        self.list.itemSelectionChanged.connect(self._show_chosen)
        self.save_button.clicked.connect(self._ask_save)
        self.correct_button.clicked.connect(lambda: self.correct_wanted.emit(self.chosen()[0]))
        self.withdraw_button.clicked.connect(self._ask_withdraw)
        situation.changed.connect(self.look_again)
        self.resize(self.screen().availableSize().boundedTo(QSize(1180, 800)) * 0.92)
        for part in (*self._buttons, self.rendering):
            part.setEnabled(False)  # until it is known what there is
        self.look_again()

    def look_again(self) -> None:
        self._situation.ask(listed, done=self._show, failed=self.error.show_problem, key=(self, "list"), receiver=self)

    def _show(self, found: Listed) -> None:
        chosen = {issue.row.id for issue in self.chosen()}
        self.list.blockSignals(True)
        self.list.clear()
        for issue in found.issues:
            line = QTreeWidgetItem(self.list, self._texts(issue, found.zone))
            line.setData(0, ISSUE, issue)
            line.setSelected(issue.row.id in chosen)
        self.list.blockSignals(False)
        self.empty.setVisible(not found.issues)
        self.list.setVisible(bool(found.issues))
        self.hint.setVisible(len(found.issues) > 1)
        self._show_chosen()

    def _texts(self, issue: Issue, zone: ZoneInfo) -> list[str]:
        row = issue.row
        state = QCoreApplication.translate("Vocabulary", issue.state.words)
        if issue.replaced_by:
            state = self.tr("replaced by {0}").format(isolated(issue.replaced_by))
        as_of = isolated(times.in_words(row.as_of, zone))
        return [row.number or "", row.title or "", as_of, str(row.label or ""), state]

    def chosen(self) -> list[Issue]:
        """The later one first."""
        return [line.data(0, ISSUE) for line in self.list.selectedItems()]

    # --- showing

    def _show_chosen(self) -> None:
        chosen = self.chosen()
        self.error.clear()
        chosen_ids = [issue.row.id for issue in chosen]
        one = chosen[0] if len(chosen) == 1 else None
        self.save_button.setEnabled(one is not None and one.has_pages)
        has_gone_out = one is not None and one.state in {SheetState.ISSUED, SheetState.CORRECTED}
        self.correct_button.setEnabled(has_gone_out)
        self.withdraw_button.setEnabled(has_gone_out)
        self.clear_button.setEnabled(one is not None and one.state is SheetState.DRAFT)
        self.issue_button.setEnabled(one is not None and one.state is SheetState.CLEARED)
        self.rendering.setEnabled(one is not None and one.row.number is not None)
        if chosen_ids != self._rendered:
            self._rendered = chosen_ids
            self.rendering.reset()
            self._again = None
        for issue in chosen[:2]:
            if issue.row.id not in self._opened:
                self._situation.ask(
                    opened,
                    issue,
                    done=self._keep,
                    failed=self.error.show_problem,
                    key=(self, issue.row.id),
                    receiver=self,
                )
        self._show_opened()

    def _keep(self, found: Opened) -> None:
        self._opened[found.issue.row.id] = found
        self._show_opened()

    def _show_opened(self) -> None:
        found = [self._opened[issue.row.id] for issue in self.chosen() if issue.row.id in self._opened]
        self.differences.setVisible(len(found) == 2)
        self.preview.setVisible(len(found) < 2)
        if len(found) == 1 and self._again is None:
            self.preview.show_pages(pages_again(found[0]))
        elif len(found) == 2:
            self.differences.setPlainText(self._compared(found[1], found[0]))

    def _render_again(self) -> None:
        """The chosen issue another way; back to the very pages when all is as it was issued."""
        self.error.clear()
        self._again = None
        if self.rendering.is_as_issued:
            self._show_opened()
            return
        paper, language, profile = self.rendering.asked
        self._situation.ask(
            another,
            self.chosen()[0],
            paper=paper,
            language=language,
            profile=profile,
            done=self._show_again,
            failed=self._not_again,
            key=(self, "again"),
            receiver=self,
        )

    def _show_again(self, found: tuple[str, Sheet]) -> None:
        issue_id, sheet = found
        chosen = self.chosen()
        if [issue.row.id for issue in chosen] != [issue_id] or self.rendering.is_as_issued:
            return
        self._again = pages_of(sheet, paper=paper_of(self.rendering.asked[0] or chosen[0].row.paper))
        self.preview.show_pages(self._again)

    def _not_again(self, problem: Problem) -> None:
        self.rendering.reset()
        self._show_opened()
        self._refuse(problem)

    def _compared(self, earlier: Opened, later: Opened) -> str:
        """Line by line what is no longer said, and what is said now."""
        names = (earlier.sheet.header.number or "?", later.sheet.header.number or "?")
        lines = list(difflib.ndiff(lines_of(earlier.sheet), lines_of(later.sheet)))
        gone = [line[2:] for line in lines if line.startswith("- ")]
        new = [line[2:] for line in lines if line.startswith("+ ")]
        return "\n".join(
            [
                self.tr("Only in {0}:").format(isolated(names[0])),
                *(gone or [self.tr("nothing")]),
                "",
                self.tr("Only in {0}:").format(isolated(names[1])),
                *(new or [self.tr("nothing")]),
            ]
        )

    # --- out

    def _ask_save(self) -> None:
        issue = self.chosen()[0]
        found = self._opened.get(issue.row.id)
        if found is None:
            return
        dialog = FileDialog(self, self.tr("Save the pages that were handed out"), "", "PDF (*.pdf)")
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{file_stem(found.sheet)}.pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.save_to(Path(path), found))
        open_to_take_out(dialog)

    def save_to(self, path: Path, found: Opened) -> None:
        """The very bytes that were handed out, or the other rendering that is shown."""
        content = pdf_bytes(self._again) if self._again is not None else found.pages
        assert content is not None
        words = self.tr("Saved: {0}").format(isolated(str(path)))
        self._errands.run(
            lambda: write_whole(path, content),
            done=lambda _: announce(self, words),
            failed=self.error.show_problem,
            receiver=self,
        )

    def _ask_clear(self) -> None:
        draft = self.chosen()[0]
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Clear the draft"))
        dialog.setLabelText(
            self.tr("Who clears it, as a role, such as head of office? What is cleared is what goes out.")
        )
        dialog.textValueSelected.connect(lambda by: self.clear_draft(draft, by))
        dialog.open()

    def clear_draft(self, draft: Issue, by: str) -> None:
        self._situation.do(
            clear_sheet, draft.sheet, by=by, done=lambda _: self.look_again(), failed=self._refuse, receiver=self
        )

    def issue_draft(self) -> None:
        """What was cleared goes out under a number, as it is."""
        self.issue_button.setEnabled(False)
        self._situation.ask(
            ready_from_draft,
            self.chosen()[0],
            now=wall_clock(),
            done=self._issue_pages,
            failed=self._refuse,
            receiver=self,
        )

    def _issue_pages(self, ready: Ready) -> None:
        words = self.tr("{0} was issued.").format(isolated(ready.sheet.header.number or ""))
        self._situation.do(
            issue_sheet,
            ready.row,
            content=ready.content,
            pages=pdf_bytes(pages_of(ready.sheet, paper=paper_of(ready.row.paper))),
            done=lambda _: announce(self, words),
            failed=self._refuse,
            receiver=self,
        )

    def _ask_withdraw(self) -> None:
        issue = self.chosen()[0]
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Withdraw {0}").format(issue.row.number or ""))
        dialog.setLabelText(self.tr("What was wrong with it? Its number and pages are kept."))
        dialog.textValueSelected.connect(lambda why: self.withdraw(issue, why))
        dialog.open()

    def withdraw(self, issue: Issue, why: str) -> None:
        self._situation.do(
            withdraw_sheet, issue.sheet, why=why, done=lambda _: self.look_again(), failed=self._refuse, receiver=self
        )

    def _refuse(self, problem: Problem) -> None:
        self.error.show_problem(problem)

    # --- making

    def _make_list(self) -> QTreeWidget:
        made = QTreeWidget(self)
        made.setRootIsDecorated(False)
        made.setHeaderLabels(
            [self.tr("Number"), self.tr("Title"), self.tr("As of"), self.tr("Label"), self.tr("State")]
        )
        made.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        made.setAccessibleName(self.tr("Issued sheets"))
        header = made.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setStretchLastSection(False)
        return made

    def _lay_out(self) -> None:
        halves = QSplitter(Qt.Orientation.Horizontal, self)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        self.empty.setWordWrap(True)
        column.addWidget(self.empty, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.list, 1)
        self.hint = QLabel(self.tr("Choose two to compare them."), left)
        column.addWidget(self.hint)
        halves.addWidget(left)
        shown = QWidget(self)
        beside = QVBoxLayout(shown)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.rendering)
        beside.addWidget(self.preview, 1)
        halves.addWidget(shown)
        halves.addWidget(self.differences)
        halves.setChildrenCollapsible(False)
        halves.setStretchFactor(1, 1)
        halves.setStretchFactor(2, 1)
        halves.setSizes([440, 620, 620])
        buttons = QHBoxLayout()
        close = QPushButton(self.tr("Close"), self)
        close.clicked.connect(self.close)
        for button in self._buttons:
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(close)
        for button in (*self._buttons, close):
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        layout.setSpacing(SPACE)
        layout.addWidget(halves, 1)
        layout.addWidget(self.error)
        layout.addLayout(buttons)


def pages_again(found: Opened) -> Pages:
    """As it was laid out for the paper it was issued for."""
    return pages_of(found.sheet, paper=paper_of(found.issue.row.paper))


def paper_of(known: str | None) -> Paper:
    return Paper(PaperSize(known) if known in set(PaperSize) else PaperSize.A4)


def lines_of(sheet: Sheet) -> list[str]:
    """What a sheet says, in lines that can be compared."""
    said = [each.text for each in sheet.highlights]
    said += [f"{figure.amount} {figure.what} ({figure.when}, {figure.source})" for figure in sheet.key_figures]
    for column in sheet.columns:
        for row in column.rows:
            said.append(f"{column.heading}: {row.place}: {row.said} ({row.as_of}; {row.grades})")
            said += [f"{row.place}: {claim.speaker} {claim.verb}: {claim.text}" for claim in row.claims]
    said += [f"{route.name}: {route.state_words} ({route.as_of})" for route in sheet.routes]
    said += [f"{each.issuer}: {each.instruction} ({each.state_words})" for each in sheet.advisories]
    said += [f"{event.kind_words}: {event.text} ({event.when})" for event in sheet.events]
    return [line.replace("\n", " / ") for line in said]
