"""Importing, in the window: from the menu, by dropping a file on it, from the clipboard; and files for others."""

from __future__ import annotations

import hashlib
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication

from situation_board.core.problems import Mistake
from situation_board.core.schema import EXTENSION
from situation_board.gui.entry.wording import isolated

if TYPE_CHECKING:
    from situation_board.core.importing.importing import Summary
    from situation_board.core.store import Saved
    from situation_board.gui.background import Errands
    from situation_board.gui.exporting.dialog import ExportDialog
    from situation_board.gui.importing.window import ImportWindow
    from situation_board.gui.main_window import MainWindow
    from situation_board.gui.plain_copies import PlainCopies

LARGE = 1_000_000
"""Bytes of a file from which a process of its own is worth its start."""
LETTERS = str.maketrans("0123456789", "ghijklmnop")
"""Digits in a file's name do not tell data sets apart; letters do."""


OF_IMPORTS = ("importing.seeing", "importing.reporting", "importing.apart.channel")
OF_EXPORTS = ("exporting.tables", "exporting.extracting", "exporting.whole")
NEEDED = tuple(f"situation_board.core.{name}" for name in (*OF_IMPORTS, *OF_EXPORTS))
"""What a report on a file and an export are made with, and takes a while to load."""


class Importing(QObject):
    """Each file has a window of its own; one that is open already is raised."""

    def __init__(self, window: MainWindow, errands: Errands) -> None:
        super().__init__(window)
        self._window, self._errands = window, errands
        self._pasted: PlainCopies | None = None
        self._is_made_ready = False
        self.large = LARGE
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        window.closed.connect(self.forget_pasted)

    def make_ready(self) -> None:
        """Load on another thread what will be needed: while a menu is open, a file is chosen or dragged here."""
        if not self._is_made_ready:
            self._is_made_ready = True
            self._errands.run(_load, done=lambda _: None, failed=self._window.show_problem, receiver=self)

    # --- what a person can do

    def ask_import(self) -> None:
        from situation_board.gui.choosing import choose_file

        if self._window.may_write():
            self.make_ready()
            every = self.tr("Files to take in")
            choose_file(self._window, self.tr("Import a file"), self._chosen, filter=f"{every} (*)")

    def show_import(self, path: Path) -> ImportWindow | None:
        """The report on a file; a situation is merged or opened, not imported."""
        from situation_board.core.importing.whole_situation import is_whole_situation
        from situation_board.gui.importing.window import ImportWindow

        window = self._window
        if path.suffix.lower() == EXTENSION:
            window.exchange.preview(path)
            return None
        if is_whole_situation(path):
            window.exchange.offer_whole(path)
            return None
        if not window.may_write():
            return None
        known = (each for each in window.findChildren(ImportWindow) if each.path == path)
        opened = next(known, None)
        if opened is None:
            opened = ImportWindow(window.situation, window.settings, self._errands, path, window, large=self.large)
            opened.imported.connect(self._tell)
        opened.show()
        opened.raise_()
        opened.activateWindow()
        return opened

    def _chosen(self, path: Path) -> None:
        self.show_import(path)

    def paste_table(self) -> ImportWindow | None:
        """Take in the table in the clipboard, as if it were a file of that content."""
        found = table_in(QGuiApplication.clipboard().mimeData())
        if found is None:
            self._window.show_problem(
                Mistake(
                    self.tr("There is no table in the clipboard."),
                    do=self.tr("Copy the rows with their headings from a spreadsheet or a page, and paste again."),
                )
            )
            return None
        if self._pasted is None:
            from situation_board.gui.plain_copies import PlainCopies

            self._pasted = PlainCopies()
        path = self._pasted.path / pasted_name(found)
        path.write_text(found, encoding="utf-8")
        return self.show_import(path)

    def ask_export(self, what: str = "cards") -> ExportDialog:
        """The way back: a file for others."""
        from situation_board.gui.exporting.in_window import ask_export

        return ask_export(self._window, what)

    def forget_pasted(self) -> None:
        """Remove what was pasted from the disk; its report has to be asked for again then."""
        if self._pasted is not None:
            self._pasted.remove()
            self._pasted = None

    # --- what came of it

    def _tell(self, imported: Summary) -> None:
        from situation_board.core.history import undo_action

        window, saved = self._window, imported.saved
        window.activateWindow()
        window.centre.banner.show_notice(
            self._words(imported), undo=lambda: window.situation.do(undo_action, saved.change, done=self._undone)
        )
        if imported.rows:
            docks = window.docks
            docks.come_up(docks.events)
            docks.give_room(docks.events)
            window.events.set_span(imported.first, imported.last)
        elif imported.places:
            window.show_list("location")
        if saved.ids:
            window.show_thing(saved.ids[0])

    def _undone(self, saved: Saved) -> None:
        self._window.centre.banner.dismiss()

    def _words(self, imported: Summary) -> str:
        number = self._window.locale().toString
        counts = (
            (imported.rows, self.tr("{0} rows")),
            (imported.places, self.tr("{0} places")),
            (imported.controls, self.tr("{0} places with who holds them")),
            (imported.reports, self.tr("{0} reports")),
            (imported.others, self.tr("{0} further things of our own tables")),
        )
        said = ", ".join(words.format(isolated(number(count))) for count, words in counts if count)
        text = self.tr("{0} was taken in: {1}.").format(isolated(imported.file_name), said)
        for why, rows in imported.left_out:
            text += " " + self.tr("Left out: {0} {1}.").format(isolated(number(rows)), why)
        replaced = imported.replaced
        if replaced is not None:
            counted = (replaced.added, replaced.changed, replaced.gone, replaced.same)
            words = self.tr("It replaces the former import: {0} new, {1} changed, {2} gone, {3} as before.")
            text += " " + words.format(*(isolated(number(each)) for each in counted))
        if imported.left_behind:
            told = self.tr("{0} claims, verifications, links or tasks are about rows that are gone: {1}.")
            gone = dict.fromkeys(isolated(each.text or each.event[:8]) for each in imported.left_behind)
            text += " " + told.format(isolated(number(len(imported.left_behind))), ", ".join([*gone][:3]))
        return text

    # --- Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Files that are dropped on the window; what is dragged inside it is not for us."""
        if isinstance(event, QDropEvent | QDragEnterEvent) and (paths := files_in(event.mimeData())):
            event.acceptProposedAction()
            self.make_ready()
            if event.type() == QEvent.Type.Drop:
                for path in paths:
                    self.show_import(path)
            return True
        return super().eventFilter(watched, event)


def _load() -> None:
    for name in NEEDED:
        import_module(name)


def files_in(data: QMimeData) -> list[Path]:
    """The files of this laptop that are dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def table_in(data: QMimeData | None) -> str | None:
    """The table as text; with the page's own markup where pictures say what words do not, such as flags."""
    if data is None:
        return None
    markup = data.html() if data.hasHtml() else ""
    if "<table" in markup.lower() and "<img" in markup.lower():
        return markup
    text = data.text() if data.hasText() else ""
    return text if len(text.strip().splitlines()) > 1 else None


def pasted_name(text: str) -> str:
    """The same headings are the same table: pasted again, it replaces the former one."""
    first = text.strip().splitlines()[0]
    letters = hashlib.sha256(first.encode()).hexdigest()[:8].translate(LETTERS)
    return QCoreApplication.translate("Importing", "pasted table {0}").format(letters) + ".txt"
