"""What is to be written, in which form, under which label: as a form that shows only what counts."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QWidget

from situation_board.core.vocabulary import HandlingLabel, SheetProfile
from situation_board.gui.exporting.choices import EXTRACT, FORMS, WHOLE, WORDS, Choice, forms_of, has_tags, what_words
from situation_board.gui.look import SPACE
from situation_board.gui.protection.new_passphrase import NewPassphrase


class ExportForm(QWidget):
    """`changed` when something else would be written, `resized` when a line came or went."""

    changed = Signal()
    resized = Signal()

    def __init__(self, what: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.what = self._box(self.tr("What"), ((what_words(each), each) for each in WORDS))
        self.form = self._box(self.tr("Form"), ())
        self.label = self._box(self.tr("Label"), [(self.tr("The situation's own"), None), *_labels()])
        full = (self.tr("Everything that the label permits"), SheetProfile.FULL)
        redacted = (self.tr("Redacted: districts, days, no texts, no small numbers"), SheetProfile.REDACTED)
        self.profile = self._box(self.tr("Tells"), (full, redacted))
        self.hxl = self._check(self.tr("A row of &HXL tags below the headers"))
        self.attachments = self._check(self.tr("With the bytes of pictures, documents and &issued sheets"))
        self.attachments.setChecked(True)
        self.protect = self._check(self.tr("Under a &passphrase of its own"))
        self.passphrase = NewPassphrase(self)
        self._lay_out()
        self.what.setCurrentIndex(max(self.what.findData(what), 0))
        self._show_what()
        self.what.currentIndexChanged.connect(self._show_what)
        for box in (self.form, self.label, self.profile):
            box.currentIndexChanged.connect(self._tell)
        for check in (self.hxl, self.attachments, self.protect):
            check.toggled.connect(self._tell)
        self.passphrase.resized.connect(self.resized)

    @property
    def choice(self) -> Choice:
        """As chosen; the passphrase is asked for by `checked_passphrase`."""
        return Choice(
            what=str(self.what.currentData()),
            form=str(self.form.currentData()),
            label=_label(self.label.currentData()),
            profile=SheetProfile(self.profile.currentData()),
            hxl=self.hxl.isChecked(),
            with_attachments=self.attachments.isChecked(),
        )

    def checked_passphrase(self) -> str | None:
        """What was typed; None when none is wanted. Raises Mistake, which is said here as well."""
        is_wanted = self.what.currentData() == EXTRACT and self.protect.isChecked()
        return self.passphrase.checked() if is_wanted else None

    def _tell(self) -> None:
        self._show_lines()
        self.changed.emit()

    def _show_what(self) -> None:
        """The forms that it can have; what was chosen stays where it can."""
        chosen = self.form.currentData()
        forms = forms_of(str(self.what.currentData()))
        self.form.blockSignals(True)
        self.form.clear()
        for form in forms:
            self.form.addItem(FORMS[form], form)
        self.form.setCurrentIndex(max(self.form.findData(chosen), 0))
        self.form.blockSignals(False)
        self._tell()

    def _show_lines(self) -> None:
        choice = self.choice
        is_extract = choice.what == EXTRACT
        rows = (
            (self.form, self.form.count() > 1),
            (self.label, choice.what != WHOLE),
            (self.profile, is_extract),
            (self.hxl, has_tags(choice)),
            (self.attachments, choice.what == WHOLE),
            (self.protect, is_extract),
            (self.passphrase, is_extract and self.protect.isChecked()),
        )
        for widget, is_shown in rows:
            self._layout.setRowVisible(widget, is_shown)
        self.resized.emit()

    # --- making

    def _box(self, name: str, items: Iterable[tuple[str, object]]) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        for words, value in items:
            box.addItem(words, value)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(24)
        return box

    def _check(self, words: str) -> QCheckBox:
        return QCheckBox(words, self)

    def _lay_out(self) -> None:
        self._layout = layout = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        layout.addRow(self.tr("&What"), self.what)
        layout.addRow(self.tr("&Form"), self.form)
        layout.addRow(self.tr("&Label"), self.label)
        layout.addRow(self.tr("&Tells"), self.profile)
        for widget in (self.hxl, self.attachments, self.protect):
            layout.addRow("", widget)
        layout.addRow(self.passphrase)


def _labels() -> list[tuple[str, object]]:
    return [(label.value, label.value) for label in HandlingLabel]


def _label(value: object) -> HandlingLabel | None:
    return HandlingLabel(str(value)) if value is not None else None
