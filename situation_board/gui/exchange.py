"""Merging another laptop's file, opening what is none of this situation, and giving a copy away."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from situation_board.core.merging import ANOTHER, Merged, merge
from situation_board.core.problems import Mistake, Problem
from situation_board.gui.background import Errands, Situation
from situation_board.gui.choosing import choose_file
from situation_board.gui.entry.wording import isolated
from situation_board.gui.errors import Offer
from situation_board.gui.file_dialog import FileDialog
from situation_board.gui.files import WholeFile, file_filter, look_at_whole, with_extension
from situation_board.gui.look import SPACE
from situation_board.gui.protection.leaving import open_to_take_out
from situation_board.gui.safekeeping.parts import wrapped

if TYPE_CHECKING:
    from situation_board.gui.main_window import MainWindow

MOST_NAMED = 8
LONGEST_NAME = 120


class Exchange(QObject):
    """`told` says how it went."""

    told = Signal(str)

    def __init__(self, situation: Situation, errands: Errands, window: MainWindow) -> None:
        super().__init__(window)
        self._situation = situation
        self._errands = errands
        self._window = window

    def ask_merge(self) -> None:
        choose_file(self._window, self.tr("Merge another file"), self.preview)

    def preview(self, other: Path, key: bytes | None = None) -> None:
        """Find out what a merge would bring, and ask."""
        self._situation.write(
            lambda store: merge(store, other, key=key, dry_run=True),
            done=lambda merged: self._ask(other, key, merged),
            failed=partial(self._refused, other, key),
            receiver=self,
        )

    def offer_whole(self, path: Path) -> None:
        """Of a whole situation that was exported as JSON: say what it is, and offer what can be done with it."""
        self._errands.run(
            lambda: look_at_whole(path),
            done=lambda whole: self._situation.ask(
                lambda reading: reading.situation.id, done=partial(self._offer, whole), receiver=self
            ),
            failed=self._fail,
            receiver=self,
        )

    def _offer(self, whole: WholeFile, own: str) -> None:
        says = self.tr("{file} is a whole situation as JSON: {name}, {count} changes.").format(
            file=isolated(whole.path.name),
            name=isolated(whole.situation[:LONGEST_NAME]),
            count=isolated(self._window.locale().toString(whole.changes)),
        )
        if whole.id == own:
            says += " " + self.tr("It can be merged into this one, or opened as a file of its own.")
            offers = [Offer(self.tr("&Merge it…"), "link", lambda: self.preview(whole.path))]
        else:
            says += " " + self.tr("It is another situation than this one.")
            offers = []
        self._window.banner.show_notice(says, offers=[*offers, self._opening(whole.path)])

    def _opening(self, path: Path) -> Offer:
        return Offer(self.tr("&Open it…"), "open", lambda: self._window.file_chosen.emit(path))

    def merge(self, other: Path, key: bytes | None) -> None:
        self._situation.write(lambda store: merge(store, other, key=key), done=self._tell, receiver=self)

    def ask_copy(self) -> None:
        """Ask where to, then write a clean single file while work goes on."""
        dialog = FileDialog(self._window, self.tr("Save a copy"), self._situation.path.stem, file_filter())
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.copy_to(with_extension(Path(path))))
        open_to_take_out(dialog)

    def copy_to(self, target: Path) -> None:
        from situation_board.core.safekeeping.backup import write_verified

        words = self.tr("A copy is in {file}; it was opened and compared.").format(file=target)
        self._errands.run(
            lambda: self._situation.beside(lambda store: write_verified(store, target)),
            done=lambda _: self.told.emit(words),
            failed=self._fail,
            receiver=self,
        )

    def _ask(self, other: Path, key: bytes | None, merged: Merged) -> None:
        if merged.new == 0:
            self.told.emit(self.tr("{file}: everything in it is here already.").format(file=other.name))
            return
        dialog = MergeDialog(merged, self._window)
        dialog.accepted.connect(lambda: self.merge(other, key))
        dialog.open()

    def _refused(self, other: Path, key: bytes | None, problem: Problem) -> None:
        if key is None and isinstance(problem, Mistake) and problem.field == "key":
            from situation_board.gui.protection.asking import ask_passphrase

            ask_passphrase(self._window, self._errands, other, lambda key: self.preview(other, key))
        elif isinstance(problem, Mistake) and problem.field == ANOTHER:
            self._window.banner.show_problem(problem, offers=[self._opening(other)])
        else:
            self._fail(problem)

    def _fail(self, problem: Problem) -> None:
        self._situation.failed.emit(problem)

    def _tell(self, merged: Merged) -> None:
        words = self.tr("{file} was merged. New changes: {new}.").format(file=merged.other, new=merged.new)
        if merged.conflicts:
            words += " " + self.tr("New conflicts: {count}. Both answers stand until somebody keeps one.").format(
                count=len(merged.conflicts)
            )
        self.told.emit(words)


class MergeDialog(QDialog):
    """What a merge would bring; nothing is taken in yet."""

    def __init__(self, merged: Merged, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Merge {file}").format(file=merged.other))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(420)
        words = wrapped("\n\n".join(self._paragraphs(merged)), self)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        merge_button = buttons.addButton(self.tr("&Merge"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        layout.setSpacing(2 * SPACE)
        layout.addWidget(words)
        layout.addWidget(buttons)
        merge_button.setDefault(True)  # only now: it counts in the dialog it is in

    def _paragraphs(self, merged: Merged) -> list[str]:
        known = self.tr("New changes: {new}. Here already: {known}.").format(new=merged.new, known=merged.known)
        if not merged.conflicts:
            return [known, self.tr("Nothing in them contradicts what is here.")]
        names = ", ".join(dict.fromkeys(f"\u2068{conflict.name}\u2069" for conflict in merged.conflicts[:MOST_NAMED]))
        return [
            known,
            self.tr("New conflicts: {count} ({names}). Both answers stand until somebody keeps one.").format(
                count=len(merged.conflicts), names=names
            ),
            self.tr("Each change can be undone from the history."),
        ]
