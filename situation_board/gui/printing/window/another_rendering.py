"""On which paper, in which language and how fully an issue is shown again: as it was handed out, or another way."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from situation_board.core.questions.snapshots import Issue
from situation_board.core.snapshot import Sheet
from situation_board.core.snapshot.language import LANGUAGES
from situation_board.core.snapshot.rendering_again import rendered_again
from situation_board.core.store import Reading
from situation_board.core.vocabulary import SheetProfile
from situation_board.gui.look import HALF
from situation_board.gui.printing.paper import PaperSize

AS_ISSUED = ""
translate = QCoreApplication.translate


class AnotherRendering(QWidget):
    """`changed` when another rendering is chosen by a person."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paper = self._choice(self.tr("Paper"), [(PaperSize.A4.value, "A4"), (PaperSize.LETTER.value, "Letter")])
        self.language = self._choice(self.tr("Language"), list(LANGUAGES.items()))
        self.profile = self._choice(
            self.tr("Tells"), [(each.value, translate("Vocabulary", each.words)) for each in SheetProfile]
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(HALF)
        for box in (self.paper, self.language, self.profile):
            row.addWidget(box, 1)

    @property
    def is_as_issued(self) -> bool:
        return not any(box.currentData() for box in (self.paper, self.language, self.profile))

    @property
    def asked(self) -> tuple[str | None, str | None, str | None]:
        """Paper, language and profile; None is as it was issued."""
        paper, language, profile = (box.currentData() or None for box in (self.paper, self.language, self.profile))
        return paper, language, profile

    def reset(self) -> None:
        for box in (self.paper, self.language, self.profile):
            box.blockSignals(True)
            box.setCurrentIndex(0)
            box.blockSignals(False)

    def _choice(self, name: str, values: Sequence[tuple[str, str]]) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.addItem(self.tr("%1: as issued").replace("%1", name), AS_ISSUED)
        for value, words in values:
            box.addItem(words, value)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(10)
        box.currentIndexChanged.connect(self.changed)
        return box


def another(
    reading: Reading, issue: Issue, *, paper: str | None, language: str | None, profile: str | None
) -> tuple[str, Sheet]:
    """The id of the issue, and its sheet that way."""
    told = SheetProfile(profile) if profile else None
    return issue.row.id, rendered_again(reading, issue, paper=paper, language=language, profile=told)
