"""Looking at an attachment: the system's own viewer gets a copy in a folder that is removed afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from situation_board.core.problems import Trouble
from situation_board.core.questions.attachments import attached_bytes
from situation_board.core.rows import Attachment
from situation_board.core.store import Reading
from situation_board.gui.background import Situation
from situation_board.gui.plain_copies import PlainCopies


class Viewer(QObject):
    """`open_file` hands a file to the system.

    The copies go when it is closed, with `parent` at the latest, and what a crash left behind at the next start.
    """

    def __init__(
        self,
        situation: Situation,
        parent: QObject,
        *,
        open_file: Callable[[QUrl], bool] = QDesktopServices.openUrl,
    ) -> None:
        super().__init__(parent)
        self._situation = situation
        self._open_file = open_file
        self._copies: PlainCopies | None = None

    def view(self, attachment: str) -> None:
        """Write a copy elsewhere and open it; what goes wrong is told like any problem of the situation."""
        self._situation.ask(_copied, attachment, self._where(), done=self._open, receiver=self)

    @property
    def folder(self) -> Path | None:
        """Where the copies are; None before anything was looked at."""
        return self._copies.path if self._copies is not None else None

    def close(self) -> None:
        """Remove the copies."""
        if self._copies is not None:
            self._copies.remove()
            self._copies = None

    def _where(self) -> Path:
        if self._copies is None:
            self._copies = PlainCopies()
            self.destroyed.connect(self._copies.remove)
        return self._copies.path

    def _open(self, path: Path) -> None:
        if not self._open_file(QUrl.fromLocalFile(str(path))):
            words = self.tr("No program on this computer opens {0}.").format(path.name)
            self._situation.failed.emit(Trouble(words, do=self.tr("The report keeps it all the same.")))


def _copied(reading: Reading, attachment: str, folder: Path) -> Path:
    """A copy that only this person can read, in a folder of its own, under its own name."""
    row, content = attached_bytes(reading, attachment)
    path = folder / row.id / _safe_name(row)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(content)
    return path


def _safe_name(row: Attachment) -> str:
    """Names come from other laptops, too: no folder, nothing that a file system refuses."""
    plain = "".join("_" if each in '/\\:*?"<>|' or ord(each) < 32 else each for each in row.name or "")
    return plain.strip(". ")[-120:] or "attachment"
