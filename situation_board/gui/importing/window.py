"""Taking in a file, beside the board: the report comes first; nothing is kept until Import is pressed."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from situation_board.core.importing.examining import Examined
from situation_board.core.importing.importing import Summary
from situation_board.core.importing.reporting import report_csv
from situation_board.core.importing.seeing import BY_NEED, former_import
from situation_board.core.problems import Problem
from situation_board.core.rows import Dataset
from situation_board.gui.background import Errands, Situation
from situation_board.gui.background.steps import UnderWay
from situation_board.gui.charts.writing import write_whole
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.wording import isolated
from situation_board.gui.errors import announce
from situation_board.gui.file_dialog import FileDialog
from situation_board.gui.importing.asking import Look, asking_of
from situation_board.gui.importing.choices import Choices
from situation_board.gui.importing.columns_page import ColumnsPage
from situation_board.gui.importing.form import ImportForm
from situation_board.gui.importing.going import Going
from situation_board.gui.importing.holders_page import HoldersPage
from situation_board.gui.importing.listed_page import ListedPage
from situation_board.gui.importing.recalled_line import RecalledLine
from situation_board.gui.importing.remembering import Remembered, forget, recall, remember
from situation_board.gui.importing.words import (
    place_headings,
    place_rows,
    places_listed_words,
    rejected_headings,
    rejected_rows,
    rejected_words,
    report_html,
    summary_words,
)
from situation_board.gui.leaving import LEAVING, stop_timers
from situation_board.gui.look import SPACE, fitting, icon
from situation_board.gui.safekeeping.parts import wrapped
from situation_board.gui.settings import Settings

TYPING_MILLISECONDS = 400
MOST_PLACES = 5_000
"""Places that are listed; those that need a person come first."""


class ImportWindow(QDialog):
    """`imported` tells what was saved, and what it replaced."""

    imported = Signal(object)

    def __init__(
        self,
        situation: Situation,
        settings: Settings,
        errands: Errands,
        path: Path,
        parent: QWidget | None = None,
        *,
        large: int,
    ) -> None:
        """A file of `large` bytes or more is read by a process of its own."""
        super().__init__(parent)
        self.path = path
        self._situation, self._settings, self._errands = situation, settings, errands
        self._asking = asking_of(situation, path, large=large)
        self._was_taken_in = False
        self._look: Look | None = None
        self._taken_in_with = Choices()
        self._under_way: UnderWay | None = None
        self._is_saving = False
        self.setWindowTitle(self.tr("Import {0}").format(isolated(path.name)))
        self.resize(fitting(self, 900, 640))
        self.form = ImportForm(self)
        self.error = ErrorLine(self)
        self.report = QTextBrowser(self)
        self.report.setOpenLinks(False)
        self.report.setTabChangesFocus(True)
        option = self.report.document().defaultTextOption()
        option.setTextDirection(self.layoutDirection())
        self.report.document().setDefaultTextOption(option)
        self.report.setAccessibleName(self.tr("Report"))
        self.report.setPlaceholderText(
            self.tr("What the file is and what an import of it would do. Nothing is kept until Import is pressed.")
        )
        self.columns = ColumnsPage(self)
        self.holders = HoldersPage(situation, self)
        self.places = ListedPage(self.tr("Places of the file"), self)
        self.left_out = ListedPage(self.tr("What is not taken in"), self)
        self.recalled = RecalledLine(self)
        self.recalled.taken_back.connect(self._begin_afresh)
        self.former = wrapped("", self)
        self.former.hide()
        self.waits = wrapped("", self)
        self.tabs = QTabWidget(self)
        self.going = Going(self)
        self._make_buttons()
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MILLISECONDS)
        self._typing.timeout.connect(self.look_again)
        self._lay_out()
        for box in (self.form.format, self.form.sheet):
            box.activated.connect(lambda _: self.columns.begin({}))
        self.form.changed.connect(self._typing.start)
        self.columns.changed.connect(self._typing.start)
        self.form.source.textEdited.connect(lambda _: self._ask_former())
        self.look_again()

    # --- looking

    def choices(self) -> Choices:
        return Choices(
            format=self.form.chosen_format(),
            sheet=self.form.chosen_sheet(),
            source=self.form.source.text(),
            date_order=self.form.chosen_order(),
            as_of=self.form.as_of.text(),
            columns=self.columns.said(),
            holders=self.holders.said(),
            keeps_personal_data=self.form.personal.isChecked(),
        )

    def look_again(self) -> None:
        """Read the file through with what was said, and report. Nothing is kept."""
        self._typing.stop()
        if self._is_saving:
            return
        self._stop()
        self._begin(self.tr("Reading"))
        self._under_way = self._situation.walk(
            partial(self._asking.look, choices=self.choices().to_look_with),
            progress=self.going.show_progress,
            done=self._show,
            failed=self._fail_look,
            receiver=self,
            may_be_cut=True,
        )

    def _show(self, look: Look | None) -> None:
        """None when the file was closed meanwhile, as by the lock: then once more, when it is open again."""
        if look is None:
            self.look_again()
            return
        first_time, self._look = self._look is None, look
        self._under_way = None
        seen = look.seen
        if first_time and self._recall(seen.signature):
            self.look_again()
            return
        self.error.clear()
        self.columns.error.clear()
        self.form.show_seen(seen)
        self.columns.show_columns(seen.columns)
        self.holders.show_holders(seen.examined.holders, look.known)
        self.report.setHtml(report_html(seen, self.locale(), mirrored=self.isRightToLeft()))
        self._fill_tabs()
        self._end()
        self._ask_former()
        announce(self, summary_words(seen.examined, self.locale()))

    def _ask_former(self) -> None:
        """What is here already of the same dataset: its publisher belongs to it."""
        if self._look is not None:
            seen, source = self._look.seen, self.form.source.text().strip() or None
            question = partial(former_import, seen=seen, file_name=self.path.name, source=source)
            self._situation.ask(question, done=self._show_former, key=(id(self), "former"), receiver=self)

    def _show_former(self, former: Dataset | None) -> None:
        if former is not None:
            words = self.tr("An import takes the place of {0}, which is here with {1} rows; it will say what differs.")
            number = self.locale().toString(former.rows or 0)
            self.former.setText(words.format(isolated(former.name or ""), isolated(number)))
        self.former.setVisible(former is not None)

    def _fill_tabs(self) -> None:
        assert self._look is not None
        examined, seen = self._look.seen.examined, self._look.seen
        places, locale = place_rows(examined, MOST_PLACES), self.locale()
        self.places.show_list(place_headings(), places, places_listed_words(examined, len(places), locale))
        self.left_out.show_list(rejected_headings(), rejected_rows(examined), rejected_words(examined, locale))
        number = self.locale().toString
        pages = (
            (self.tr("Re&port"), True),
            (self.tr("&Columns"), bool(seen.columns)),
            (self.tr("&Who is meant"), bool(examined.holders)),
            (self.tr("P&laces ({0})").format(number(examined.count(*BY_NEED))), bool(examined.places)),
            (self.tr("&Not taken in ({0})").format(number(examined.rejected_rows + len(examined.cells))), True),
        )
        for at, (words, is_shown) in enumerate(pages):
            self.tabs.setTabText(at, words)
            self.tabs.setTabVisible(at, is_shown)

    def _recall(self, signature: str) -> bool:
        """Whether something was said of a file with these columns before; then it is said again."""
        known = recall(self._settings, signature)
        if known is None:
            return False
        self._say(known)
        self.recalled.show()
        return True

    def _begin_afresh(self) -> None:
        """Nothing is said any more, neither of this file nor of the next one like it."""
        assert self._look is not None
        forget(self._settings, self._look.seen.signature)
        self._say(Remembered())
        self.recalled.hide()
        self.form.source.setFocus()
        self.look_again()

    def _say(self, known: Remembered) -> None:
        self.columns.begin(known.columns)
        at = self.form.date_order.findData(known.date_order)
        self.form.date_order.setCurrentIndex(max(at, 0))
        self.form.source.setText(known.source)

    def _fail_look(self, problem: Problem) -> None:
        self._look = None
        self.import_button.setEnabled(False)
        self.report.setPlaceholderText("")
        self._fail(problem)

    # --- importing

    def start_import(self) -> None:
        if self._look is None or self._is_saving:
            return
        if self._typing.isActive():  # something was said since the report, which comes first
            self.look_again()
            return
        self._is_saving, self._taken_in_with = True, self.choices()
        self.form.clear_errors()
        for line in (self.error, self.holders.error):
            line.clear()
        self._begin(self.tr("Importing"))
        self._under_way = self._situation.walk(
            partial(self._asking.take_in, look=self._look, choices=self._taken_in_with),
            progress=self.going.show_progress,
            done=self._finish,
            failed=self._fail,
            receiver=self,
            writes=True,
        )

    def _finish(self, imported: Summary | None) -> None:
        """None when it was stopped in time."""
        self._under_way = None
        if imported is None:
            self._is_saving = False
            self._end()
            self.error.show_words(self.tr("Stopped. Nothing was imported."))
            if self.property(LEAVING):
                self.close()
            return
        assert self._look is not None
        choices = self._taken_in_with
        if not self._situation.is_protected:  # the settings are plain
            said = Remembered(dict(choices.columns), choices.date_order, choices.source)
            remember(self._settings, self._look.seen.signature, said)
        self._is_saving = False
        self._was_taken_in = True
        self._end()
        self.imported.emit(imported)
        self.close()

    # --- either

    def cancel(self) -> None:
        """Stop what goes on; when nothing does, close."""
        if self._under_way is None:
            self.close()
            return
        if self._is_saving:
            self._under_way.halt()
            self.cancel_button.setEnabled(False)
            return
        self._stop()
        self._end()
        self.error.show_words(self.tr("Stopped. Nothing was imported."))

    def _begin(self, what: str) -> None:
        self.going.begin(what)
        self.waits.hide()
        self.import_button.setEnabled(False)
        self.cancel_button.setEnabled(True)
        self.cancel_button.setText(self.tr("&Stop"))

    def _end(self) -> None:
        self.going.end()
        self.cancel_button.setEnabled(True)
        self.cancel_button.setText(self.tr("Close"))
        examined = self._look.seen.examined if self._look is not None else None
        self.import_button.setEnabled(examined is not None and examined.loadable > 0 and not examined.questions)
        self.save_button.setEnabled(examined is not None)
        self.waits.setText(self._why_not(examined) if examined is not None else "")
        self.waits.show()

    def _why_not(self, examined: Examined) -> str:
        if examined.questions:
            return self.tr("Import waits for the answer that is marked above.")
        return "" if examined.loadable else self.tr("Nothing in this file can be taken in.")

    def _fail(self, problem: Problem) -> None:
        self._under_way, self._is_saving = None, False
        self._end()
        field = getattr(problem, "field", "")
        if field == "holders":
            self.tabs.setCurrentWidget(self.holders)
            self.holders.error.show_problem(problem)
        elif field == "map" and self._look is not None:
            self.tabs.setCurrentWidget(self.columns)
            self.columns.error.show_problem(problem)
        elif not self.form.show_problem(problem):
            self.error.show_problem(problem)

    def _stop(self) -> None:
        if self._under_way is not None:
            self._under_way.stop()
            self._under_way = None

    # --- the report to keep

    def ask_save_report(self) -> None:
        dialog = FileDialog(self, self.tr("Save the report"), "", f"{self.tr('Table')} (*.csv)")
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(f"{self.path.stem} report.csv")
        dialog.fileSelected.connect(lambda path: self.save_report(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_report(self, path: Path) -> None:
        assert self._look is not None
        examined, words = self._look.seen.examined, self.tr("Saved: {0}").format(isolated(str(path)))
        self._errands.run(
            lambda: write_whole(path, report_csv(examined)),
            done=lambda _: announce(self, words),
            failed=self._fail,
            receiver=self,
        )

    # --- making

    def _make_buttons(self) -> None:
        self.save_button = QPushButton(icon("save"), self.tr("Save repor&t…"), self)
        self.import_button = QPushButton(icon("open"), self.tr("&Import"), self)
        self.cancel_button = QPushButton(self.tr("Close"), self)
        self.import_button.clicked.connect(self.start_import)
        self.save_button.clicked.connect(self.ask_save_report)
        self.cancel_button.clicked.connect(self.cancel)
        for button in (self.import_button, self.save_button, self.cancel_button):
            button.setAutoDefault(False)
        for button in (self.import_button, self.save_button):
            button.setEnabled(False)

    def _lay_out(self) -> None:
        for page in (self.report, self.columns, self.holders, self.places, self.left_out):
            self.tabs.addTab(page, "")
        self.tabs.setDocumentMode(True)
        self.tabs.setTabText(0, self.tr("Re&port"))
        for at in range(1, self.tabs.count()):
            self.tabs.setTabVisible(at, False)
        file = QLabel(isolated(str(self.path.name)), self)
        font = file.font()
        font.setBold(True)
        file.setFont(font)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addWidget(self.going, 1)
        buttons.addWidget(self.waits, 1)
        for button in (self.save_button, self.import_button, self.cancel_button):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        layout.setSpacing(SPACE)
        layout.addWidget(file)
        layout.addWidget(self.form)
        layout.addWidget(self.error)
        layout.addWidget(self.recalled)
        layout.addWidget(self.former)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(buttons)
        self.setTabOrder(self.form.personal, self.recalled.afresh)
        self.setTabOrder(self.recalled.afresh, self.tabs)
        self.setTabOrder(self.tabs, self.report)

    def reject(self) -> None:
        """Escape stops first, then closes."""
        self.cancel()

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is under way is stopped; while rows are saved, the window stays until they are swept aside."""
        if self._is_saving:
            self.setProperty(LEAVING, True)
            self.cancel()
            event.ignore()
            return
        stop_timers(self)
        self._stop()
        self._asking.end(was_taken_in=self._was_taken_in)
        event.accept()
        self.deleteLater()
