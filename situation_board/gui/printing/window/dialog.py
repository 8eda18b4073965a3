"""The print window: the pages as they will be, beside what they are chosen by; printer, PDF, pictures, an issue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from situation_board.core.actions.snapshots import draft_sheet, issue_sheet
from situation_board.core.problems import Problem
from situation_board.core.questions.snapshots import Issue
from situation_board.core.snapshot.checking import Doubt, DoubtKind
from situation_board.core.snapshot.sheet import Sheet
from situation_board.core.store import wall_clock
from situation_board.core.vocabulary import SheetKind
from situation_board.gui.background import Errands, Situation
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.wording import isolated
from situation_board.gui.errors import announce
from situation_board.gui.file_dialog import FileDialog
from situation_board.gui.look import SPACE, icon
from situation_board.gui.print_dialog import PrintDialog
from situation_board.gui.printing.pages import Extent, Pages, pages_of
from situation_board.gui.printing.pdf import pdf_bytes
from situation_board.gui.printing.window.choices import choices_from
from situation_board.gui.printing.window.options import PrintOptions
from situation_board.gui.printing.window.preview import PagePreview
from situation_board.gui.printing.window.question import Asked, Drafted, Ready, draft_to_keep, drafted, ready_to_issue
from situation_board.gui.printing.window.saving import file_stem, print_pages, writing_of
from situation_board.gui.protection.leaving import open_to_take_out
from situation_board.gui.settings import Settings

TYPING_MILLISECONDS = 400
MOST_NAMED = 6
OPTIONS_WIDTH = 330


class PrintWindow(QDialog):
    """`issued` tells that there is a further issue. It follows the board until its sheet is issued.

    With `corrects` the sheet that is issued replaces that one, and says what was corrected.
    """

    issued = Signal()
    shown = Signal()

    def __init__(
        self,
        situation: Situation,
        settings: Settings,
        errands: Errands,
        parent: QWidget | None = None,
        *,
        card: str | None = None,
        kind: SheetKind | None = None,
        corrects: Issue | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(
            self.tr("Correct {0}").format(corrects.row.number) if corrects else self.tr("Print a sheet")
        )
        self._corrects = corrects
        self._situation, self._settings, self._errands = situation, settings, errands
        self._card = card
        self._asked: Asked | None = None
        self._draft: Drafted | None = None
        self._issue: bytes | None = None
        self.pages: Pages | None = None
        self.options = PrintOptions(choices_from(settings.printing), has_card=card is not None, parent=self)
        self.preview = PagePreview(self)
        self.error = ErrorLine(self)
        self.page_words = QLabel(self)
        self.notes = QLabel(self)
        self.cleared_by = QLineEdit(self)
        self.correction = QLineEdit(self)
        self.correction.setVisible(corrects is not None)
        self._make_buttons()
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MILLISECONDS)
        self._lay_out()
        self._connect()
        self.resize(self.screen().availableSize().boundedTo(QSize(1180, 900)) * 0.92)
        if kind is not None:
            self.options.kind.setCurrentIndex(max(self.options.kind.findData(kind.value), 0))
        self.look_again()

    # --- asking

    def look_again(self) -> None:
        """The sheet as it would be now."""
        if self._issue is not None:
            return
        self._typing.stop()
        numbers = self._draft.numbers if self._draft else ()
        options = self.options
        self._asked = Asked(
            options.choices,
            card=self._card,
            next_issue=options.next_issue.text(),
            highlights=options.own_highlights,
            numbers=numbers,
        )
        self._situation.ask(
            drafted, self._asked, done=self._show_draft, failed=self._refuse, key=(self, "sheet"), receiver=self
        )

    def _ask_soon(self) -> None:
        self._typing.start()

    def _show_draft(self, found: Drafted) -> None:
        self._draft = found
        self.error.clear()
        self.options.show_proposed(found.sheet)
        self.show_sheet(found.sheet)

    def show_sheet(self, sheet: Sheet) -> None:
        """Its pages, on the paper that is chosen."""
        choices = self.options.choices
        self.pages = pages_of(sheet, paper=choices.paper, extent=Extent(choices.extent))
        self.preview.show_pages(self.pages)
        self._tell()
        self.shown.emit()

    def _lay_out_again(self) -> None:
        if self.pages is not None:
            self.show_sheet(self.pages.sheet)

    def _refuse(self, problem: Problem) -> None:
        self.error.show_problem(problem)

    # --- telling

    def _tell(self) -> None:
        assert self.pages is not None
        count, page = self.pages.count, self.preview.page + 1
        self.page_words.setText(self.tr("Page {0} of {1}").format(page, count))
        self.back.setEnabled(page > 1)
        self.forward.setEnabled(page < count)
        for button in (self.print_button, self.pdf_button, self.png_button):
            button.setEnabled(True)
        is_status = self.pages.sheet.kind is SheetKind.STATUS
        self.issue_button.setEnabled(is_status and self._issue is None)
        self.keep_button.setEnabled(self.issue_button.isEnabled() and self._corrects is None)
        self.cleared_by.setEnabled(self.issue_button.isEnabled())
        self.notes.setText("\n".join(self._notes()))
        self.notes.setVisible(bool(self.notes.text()))

    def _notes(self) -> list[str]:
        """What is not on it, and what somebody should look at before it goes out."""
        assert self.pages is not None
        said = [self.tr("Left out: {0}").format("; ".join(self.pages.left_out))] if self.pages.left_out else []
        found = self._draft.doubts if self._draft and self._issue is None else ()
        if found:
            said.append(self.tr("Before it is issued, look at: {0}").format("; ".join(self._kinds_of(found))))
        return said

    def _kinds_of(self, found: Sequence[Doubt]) -> list[str]:
        """For each kind of doubt where it stands; of many the first, and how many more."""
        by_kind: dict[DoubtKind, list[str]] = defaultdict(list)
        for each in found:
            by_kind[each.kind].append(isolated(each.what.split("\n")[0]))
        said = []
        for kind, names in by_kind.items():
            more = [self.tr("and {0} more").format(len(names) - MOST_NAMED)] if len(names) > MOST_NAMED else []
            said.append(
                f"{QCoreApplication.translate('Vocabulary', kind.words)}: {', '.join([*names[:MOST_NAMED], *more])}"
            )
        return said

    # --- out

    def ask_print(self) -> None:
        if self.pages is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(self.pages.paper.layout())
        printer.setDocName(file_stem(self.pages.sheet))
        dialog = PrintDialog(printer, self)
        dialog.setMinMax(1, self.pages.count)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_on(printer))
        open_to_take_out(dialog)

    def print_on(self, printer: QPrinter) -> None:
        assert self.pages is not None
        self._keep_choices()
        try:
            print_pages(self.pages, printer)
        except Problem as problem:
            self._refuse(problem)

    def ask_save(self, ending: str) -> None:
        if self.pages is None:
            return
        names = {"pdf": self.tr("PDF"), "png": self.tr("Pictures, one for each page")}
        dialog = FileDialog(self, self.tr("Save the sheet"), "", f"{names[ending]} (*.{ending})")
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending)
        dialog.selectFile(f"{file_stem(self.pages.sheet)}.{ending}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.save_to(Path(path)))
        open_to_take_out(dialog)

    def save_to(self, path: Path) -> None:
        """Whole or not at all. Of an issue the PDF is the very one that is kept, on the paper it was issued for."""
        assert self.pages is not None
        self._keep_choices()
        write = writing_of(path, self.pages, self._pdf)
        words = self.tr("Saved: {0}").format(isolated(str(path)))
        self._errands.run(write, done=lambda _: announce(self, words), failed=self._refuse, receiver=self)

    def _pdf(self) -> bytes:
        assert self.pages is not None
        return self._issue if self._issue is not None else pdf_bytes(self.pages)

    def _keep_choices(self) -> None:
        self._settings.printing = self.options.choices.to_settings(words=not self._situation.is_protected)

    # --- issuing

    def issue(self) -> None:
        """Under a number, the very sheet that is shown."""
        if self._draft is None or self._asked is None:
            return
        if self._corrects is not None and not self.correction.text().strip():
            self.error.show_words(self.tr("What changed is missing. Say in one line what the correction changes."))
            self.correction.setFocus()
            return
        self.issue_button.setEnabled(False)
        self._situation.ask(
            ready_to_issue,
            self._asked,
            self._draft.sheet,
            cleared_by=self.cleared_by.text().strip(),
            now=wall_clock(),
            corrects=self._corrects,
            correction=self.correction.text().strip(),
            done=self._issue_pages,
            failed=self._not_issued,
            receiver=self,
        )

    def _issue_pages(self, ready: Ready) -> None:
        choices = self.options.choices
        pages = pages_of(ready.sheet, paper=choices.paper, extent=Extent(choices.extent))
        content = pdf_bytes(pages)
        self._situation.do(
            issue_sheet,
            ready.row,
            content=ready.content,
            pages=content,
            done=lambda _: self._show_issue(ready.sheet, content),
            failed=self._not_issued,
            receiver=self,
        )

    def _not_issued(self, problem: Problem) -> None:
        self._refuse(problem)
        self._tell()

    def _show_issue(self, sheet: Sheet, content: bytes) -> None:
        """From now on this window shows the issue: it does not follow the board any more."""
        self._issue = content
        self._keep_choices()
        self.options.setEnabled(False)
        self.show_sheet(sheet)
        number = sheet.header.number or ""
        self.setWindowTitle(self.tr("Issued: {0}").format(number))
        announce(self, self.tr("{0} was issued.").format(isolated(number)))
        self.issued.emit()

    def keep_draft(self) -> None:
        """As it is shown, in the list of issued sheets, until somebody clears it."""
        if self._draft is None or self._asked is None:
            return
        self._situation.ask(
            draft_to_keep,
            self._asked,
            self._draft.sheet,
            done=self._keep_it,
            failed=self._refuse,
            receiver=self,
        )

    def _keep_it(self, ready: Ready) -> None:
        words = self.tr("The draft is kept. File > Issued sheets clears and issues it.")
        self._situation.do(
            draft_sheet,
            ready.row,
            content=ready.content,
            done=lambda _: announce(self, words),
            failed=self._refuse,
            receiver=self,
        )

    # --- making

    def _make_buttons(self) -> None:
        self.back = self._button("", self.tr("previous page"), lambda: self.preview.turn_to(self.preview.page - 1), "‹")
        self.forward = self._button("", self.tr("next page"), lambda: self.preview.turn_to(self.preview.page + 1), "›")
        self.smaller = self._button("", self.tr("smaller"), lambda: self.preview.step_zoom(-1), "−")
        self.larger = self._button("", self.tr("larger"), lambda: self.preview.step_zoom(1), "+")
        self.print_button = self._button("print", "", self.ask_print, self.tr("&Print…"))
        self.pdf_button = self._button("save", "", lambda: self.ask_save("pdf"), self.tr("Save P&DF…"))
        self.png_button = self._button("save", "", lambda: self.ask_save("png"), self.tr("Save pi&ctures…"))
        self.keep_button = self._button("edit", "", self.keep_draft, self.tr("&Keep draft"))
        self.keep_button.setToolTip(self.tr("To be cleared by somebody else: what is cleared is what goes out."))
        self.issue_button = self._button("check", "", self.issue, self.tr("&Issue"))
        self.issue_button.setToolTip(
            self.tr("Gives it a number and keeps its pages: printed again, they are the same to the last byte.")
        )
        self.close_button = self._button("", "", self.close, self.tr("Close"))
        self.cleared_by.setPlaceholderText(self.tr("cleared by (a role)"))
        self.cleared_by.setAccessibleName(self.tr("Cleared by"))
        self.correction.setPlaceholderText(self.tr("what was corrected, in one line"))
        self.correction.setAccessibleName(self.tr("What was corrected"))

    def _button(self, picture: str, name: str, slot: Callable[[], object], words: str) -> QPushButton:
        button = QPushButton(words, self)
        if picture:
            button.setIcon(icon(picture))
        if name:
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setMaximumWidth(5 * SPACE)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: slot())
        return button

    def _lay_out(self) -> None:
        scroll = QScrollArea(self)
        scroll.setWidget(self.options)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setMinimumWidth(300)
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(self._row(self.back, self.page_words, self.forward, None, self.smaller, self.larger))
        column.addWidget(self.preview, 1)
        halves = QSplitter(Qt.Orientation.Horizontal, self)
        halves.addWidget(scroll)
        halves.addWidget(right)
        halves.setStretchFactor(1, 1)
        halves.setSizes([OPTIONS_WIDTH, 3 * OPTIONS_WIDTH])
        halves.setChildrenCollapsible(False)
        self.notes.setWordWrap(True)
        self.notes.setTextFormat(Qt.TextFormat.PlainText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        layout.setSpacing(SPACE)
        layout.addWidget(halves, 1)
        layout.addWidget(self.notes)
        layout.addWidget(self.error)
        layout.addLayout(
            self._row(
                *(self.print_button, self.pdf_button, self.png_button, None),
                *(self.correction, self.cleared_by, self.keep_button, self.issue_button, self.close_button),
            )
        )
        for button in (self.print_button, self.pdf_button, self.png_button, self.keep_button, self.issue_button):
            button.setEnabled(False)

    def _row(self, *widgets: QWidget | None) -> QHBoxLayout:
        """None is a gap that grows."""
        row = QHBoxLayout()
        for widget in widgets:
            if widget is None:
                row.addStretch(1)
            else:
                row.addWidget(widget)
        return row

    def _connect(self) -> None:
        self.options.changed.connect(self._typing.start)
        self.options.paper_changed.connect(self._lay_out_again)
        self._typing.timeout.connect(self.look_again)
        self.preview.turned.connect(lambda _: self._tell())
        self._situation.changed.connect(self._ask_soon)
        for keys, slot in (
            (QKeySequence.StandardKey.Print, self.ask_print),
            (QKeySequence.StandardKey.Save, lambda: self.ask_save("pdf")),
            (QKeySequence.StandardKey.ZoomIn, lambda: self.preview.step_zoom(1)),
            (QKeySequence.StandardKey.ZoomOut, lambda: self.preview.step_zoom(-1)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
