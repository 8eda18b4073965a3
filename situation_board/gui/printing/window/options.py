"""The choices of the print window, as a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from situation_board.core.snapshot.language import LANGUAGES
from situation_board.core.snapshot.sheet import Sheet
from situation_board.core.vocabulary import HandlingLabel, SheetKind, SheetProfile
from situation_board.gui.look import HALF, SPACE
from situation_board.gui.printing.pages import Extent
from situation_board.gui.printing.paper import PaperSize
from situation_board.gui.printing.window.choices import ANY, Choices
from situation_board.gui.printing.window.parts import PartsButton

translate = QCoreApplication.translate


class PrintOptions(QWidget):
    """`changed` when another sheet is asked for, `paper_changed` when only its pages are others."""

    changed = Signal()
    paper_changed = Signal()

    def __init__(self, choices: Choices, *, has_card: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = choices
        self.kind = self._choice(self.tr("Sheet"), _kinds(has_card), choices.kind)
        self.profile = self._choice(self.tr("Tells"), _profiles(), choices.profile)
        self.label = self._choice(self.tr("Label"), _labels(), choices.label)
        self.language = self._choice(self.tr("Language"), list(LANGUAGES.items()), choices.language)
        self.digits = self._choice(self.tr("Arabic digits"), _digits(), choices.digits)
        self.months = self._choice(self.tr("Arabic months"), _months(), choices.months)
        self.paper_size = self._choice(self.tr("Paper"), _sizes(), choices.paper_size, paper=True)
        self.way = self._choice(self.tr("Lies"), _ways(), choices.way, paper=True)
        self.extent = self._choice(self.tr("Pages"), _extents(), choices.extent, paper=True)
        self.parts = PartsButton(choices.without, self)
        self.parts.changed.connect(self.changed)
        self.kind.currentIndexChanged.connect(self._show_parts)
        self._show_parts()
        self.next_issue = self._field(self.tr("Next issue"), "", self.tr("such as 18:00"))
        self.prepared_by = self._field(self.tr("Prepared by"), choices.prepared_by, self.tr("a role"))
        self.contact = self._field(self.tr("Contact"), choices.contact, self.tr("an office, a channel"))
        self.distribution = self._field(self.tr("Distribution"), choices.distribution, "")
        self.highlights = self._highlights_field()
        self.proposed = QPushButton(self.tr("As &proposed"), self)
        self.proposed.setAutoDefault(False)
        self.proposed.clicked.connect(self._propose)
        self._lay_out()
        self._edited = False

    @property
    def choices(self) -> Choices:
        chosen = {name: str(getattr(self, name).currentData()) for name in CHOSEN}
        written = {name: getattr(self, name).text().strip() for name in WRITTEN}
        return replace(self._kept, **chosen, **written, without=self.parts.without)

    @property
    def own_highlights(self) -> tuple[str, ...] | None:
        """One a line; None while they are as proposed."""
        if not self._edited:
            return None
        return tuple(line.strip() for line in self.highlights.toPlainText().splitlines() if line.strip())

    def show_proposed(self, sheet: Sheet) -> None:
        """The sheet's own highlights, until somebody writes others."""
        if not self._edited:
            self.highlights.blockSignals(True)
            self.highlights.setPlainText("\n".join(each.text.replace("\n", " / ") for each in sheet.highlights))
            self.highlights.blockSignals(False)

    def _show_parts(self) -> None:
        self.parts.show_kind(SheetKind(self.kind.currentData()))

    def _propose(self) -> None:
        self._edited = False
        self.changed.emit()

    def _write(self) -> None:
        self._edited = True
        self.changed.emit()

    # --- making

    def _choice(self, name: str, values: Sequence[tuple[str, str]], chosen: str, *, paper: bool = False) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        for value, words in values:
            box.addItem(words, value)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(14)
        box.setCurrentIndex(max(box.findData(chosen), 0))
        box.currentIndexChanged.connect(self.paper_changed if paper else self.changed)
        return box

    def _field(self, name: str, text: str, example: str) -> QLineEdit:
        field = QLineEdit(text, self)
        field.setAccessibleName(name)
        field.setPlaceholderText(example)
        field.editingFinished.connect(self.changed)
        return field

    def _highlights_field(self) -> QPlainTextEdit:
        field = QPlainTextEdit(self)
        field.setTabChangesFocus(True)
        field.setAccessibleName(self.tr("Highlights"))
        field.setMinimumHeight(90)
        field.textChanged.connect(self._write)
        return field

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setSpacing(HALF)
        for name in ("kind", "parts", *CHOSEN[1:], "next_issue", *WRITTEN):
            widget = getattr(self, name)
            form.addRow(widget.accessibleName(), widget)
        form.addRow(self.tr("Highlights, one a line"), self.proposed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addLayout(form)
        layout.addWidget(self.highlights, 1)


CHOSEN = ("kind", "profile", "label", "language", "digits", "months", "paper_size", "way", "extent")
WRITTEN = ("prepared_by", "contact", "distribution")


def _kinds(has_card: bool) -> list[tuple[str, str]]:
    shown = [kind for kind in SheetKind if has_card or kind is not SheetKind.DOSSIER]
    return [(kind.value, translate("Vocabulary", kind.words)) for kind in shown]


def _profiles() -> list[tuple[str, str]]:
    return [
        (SheetProfile.FULL.value, translate("Printing", "everything")),
        (
            SheetProfile.REDACTED.value,
            translate("Printing", "less: without notes, names of small places, small numbers"),
        ),
    ]


def _labels() -> list[tuple[str, str]]:
    parts = (ANY, translate("Printing", "as strict as its parts"))
    return [parts, *((label.value, label.value) for label in HandlingLabel)]


def _digits() -> list[tuple[str, str]]:
    return [("western", "0123"), ("arabic", "٠١٢٣")]


def _months() -> list[tuple[str, str]]:
    return [("levantine", "كانون الأول"), ("standard", "ديسمبر")]


def _sizes() -> list[tuple[str, str]]:
    return [(PaperSize.A4.value, "A4"), (PaperSize.LETTER.value, "Letter")]


def _ways() -> list[tuple[str, str]]:
    return [("portrait", translate("Printing", "upright")), ("landscape", translate("Printing", "across"))]


def _extents() -> list[tuple[str, str]]:
    return [
        (Extent.ONE_PAGE.value, translate("Printing", "one, where that is possible")),
        (Extent.EVERYTHING.value, translate("Printing", "as many as everything takes")),
    ]
