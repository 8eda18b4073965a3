"""The attachments of a report: added from a file or dropped here, looked at in the system's viewer, struck."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from situation_board.core.actions.attachments import LARGEST, attach_prepared, prepared_file
from situation_board.core.pictures.cleaning import Prepared
from situation_board.core.pictures.kinds import KINDS, PDF
from situation_board.core.problems import Problem
from situation_board.core.rows import Attachment
from situation_board.core.store import Reading
from situation_board.gui.attachments.viewing import Viewer
from situation_board.gui.background import Situation
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.wording import isolated
from situation_board.gui.file_dialog import FileDialog
from situation_board.gui.inspector.section import EntryText, Section
from situation_board.gui.look import HALF


class AttachmentsSection(QWidget):
    """`strike_wanted` asks for striking one: its bytes stay in the file, as everything does."""

    strike_wanted = Signal(str, str)

    def __init__(self, situation: Situation, parent: QWidget | None = None, *, viewer: Viewer | None = None) -> None:
        super().__init__(parent)
        self._situation = situation
        self._report = ""
        self._viewer = viewer
        self.setAcceptDrops(True)
        self.list = Section(
            self.tr("Attachments"),
            self,
            empty=self.tr("Pictures and PDF documents stand here, up to {0} each: drop them, or press +.").format(
                size_words(LARGEST)
            ),
            add=self.tr("Attach a picture or document…"),
        )
        self.clean = QCheckBox(self.tr("Take camera data and position out of pictures"), self)
        self.clean.setChecked(True)
        self.clean.setToolTip(self.tr("The file on the disk stays as it is; a PDF is kept as it is in any case"))
        self.error = ErrorLine(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addWidget(self.list)
        column.addWidget(self.clean)
        column.addWidget(self.error)
        self.list.added.connect(self.choose)
        self.list.opened.connect(self.view)
        self.list.strike_wanted.connect(self.strike_wanted)

    def show_attachments(self, report: str, attachments: Sequence[Attachment]) -> None:
        if report != self._report:
            self.error.clear()
        self._report = report
        self.list.show_entries([attachment_entry(each) for each in attachments])

    # --- what can be done

    def choose(self) -> None:
        """Ask for files."""
        endings = " ".join(f"*{ending}" for kind in KINDS.values() for ending in kind.endings)
        dialog = FileDialog(self.window(), self.tr("Attach"))
        dialog.setNameFilter(self.tr("Pictures and PDF documents ({0})").format(endings))
        dialog.setFileMode(FileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda paths: self.attach_files([Path(path) for path in paths]))
        dialog.open()

    def attach_files(self, paths: Sequence[Path]) -> None:
        """Read and attach each; what cannot be taken is told below, the others are attached."""
        self.error.clear()
        report, keep = self._report, not self.clean.isChecked()
        for path in paths:
            self._situation.ask(
                _prepared,
                path,
                keep,
                done=lambda prepared: self._attach(report, prepared),
                failed=self._failed,
                receiver=self,
            )

    def view(self, attachment: str) -> None:
        if self._viewer is None:
            self._viewer = Viewer(self._situation, self)
        self._viewer.view(attachment)

    def _attach(self, report: str, prepared: Prepared) -> None:
        self._situation.do(attach_prepared, report, prepared, failed=self._failed, receiver=self)

    def _failed(self, problem: Problem) -> None:
        self.error.show_problem(problem)

    # --- Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._report and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files and self._report:
            event.acceptProposedAction()
            self.attach_files(files)


def _prepared(reading: Reading, path: Path, keep_camera_data: bool) -> Prepared:
    """Asked like a question, so that reading the file keeps nobody waiting."""
    return prepared_file(path, keep_camera_data=keep_camera_data)


def attachment_entry(attachment: Attachment) -> EntryText:
    """Its name, what it is, how large, and whether camera data are in it."""
    if attachment.cleaned:
        inside = _translated("camera data and position taken out")
    elif attachment.media_type == PDF:
        inside = _translated("kept as it is, with whatever is written in it")
    else:
        inside = _translated("with camera data as it came")
    return EntryText(
        key=attachment.id,
        text=isolated(attachment.name or ""),
        aside=", ".join((kind_words(attachment.media_type), size_words(attachment.size or 0), inside)),
        struck=attachment.voided,
        why=attachment.voided_why or "",
    )


def kind_words(media_type: str | None) -> str:
    if media_type == PDF:
        return _translated("PDF document")
    return _translated("{0} picture").format((media_type or "").rpartition("/")[2].upper())


def size_words(size: int) -> str:
    if size < 2**20:
        return isolated(f"{max(size // 1024, 1)} KB")
    return isolated(f"{size / 2**20:.1f} MB")


def _translated(words: str) -> str:
    return QCoreApplication.translate("Attachments", words)
