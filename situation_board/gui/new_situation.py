"""The few questions that a new situation asks: what it is called, whose time it keeps, where it is saved."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import available_timezones

from PySide6.QtCore import Qt, QTimeZone, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from situation_board.core.problems import Mistake, Problem
from situation_board.core.schema import EXTENSION
from situation_board.core.times import zone_named
from situation_board.core.vocabulary import HandlingLabel
from situation_board.gui.file_dialog import FileDialog
from situation_board.gui.files import NewSituation, documents_folder, file_filter, new_file, with_extension
from situation_board.gui.look import SPACE, tones
from situation_board.gui.protection.new_passphrase import NewPassphrase

FIELD_WIDTH = 280


class NewSituationDialog(QDialog):
    """Emits `chosen` with a NewSituation; stays open until it is made, so that nothing is typed twice."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, must_protect: bool = False) -> None:
        """`must_protect`: on a laptop at risk there is no situation without a passphrase."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("New situation"))
        self.setMinimumWidth(480)
        self._own_path = False
        self._name = QLineEdit()
        self._name.setPlaceholderText(self.tr("such as: Floods, northern districts"))
        self._name.textEdited.connect(self._propose_path)
        self._zone = _zone_field(self)
        self._label = _label_field()
        self._exercise = QCheckBox(self.tr("This is an e&xercise, not real"))
        self._path = QLineEdit()
        self._path.textEdited.connect(self._keep_path)
        self.protect = QCheckBox(self.tr("&Protect it with a passphrase (recommended)"))
        self.protect.setChecked(True)
        self.protect.setEnabled(not must_protect)
        self.passphrase = NewPassphrase()
        self._plain = QLabel(self.tr("Whoever gets this laptop, or a copy, can read everything in it."))
        self._plain.setWordWrap(True)
        self._plain.hide()
        self.protect.toggled.connect(self._show_passphrase)
        self.passphrase.resized.connect(self.adjustSize)
        self._errors = {field: _ErrorLine() for field in ("name", "timezone", "file")}
        self._buttons = self._make_buttons()
        self._lay_out()
        self._propose_path("")

    def show_problem(self, problem: Problem) -> None:
        """Say it beside the field that it is about."""
        if isinstance(problem, Mistake) and problem.field == "passphrase":
            self.passphrase.show_mistake(problem)
            return
        field = problem.field if isinstance(problem, Mistake) and problem.field in self._errors else "file"
        self._errors[field].say(problem)
        self.adjustSize()
        {"name": self._name, "timezone": self._zone, "file": self._path}[field].setFocus()

    def error_text(self, field: str) -> str:
        """What is said beside a field; "" when nothing is wrong there."""
        return self._errors[field].text()

    def accept(self) -> None:
        for line in self._errors.values():
            line.say(None)
        try:
            self.chosen.emit(self._checked())
        except Mistake as mistake:
            self.show_problem(mistake)

    def _checked(self) -> NewSituation:
        name = self._name.text().strip()
        if not name:
            raise Mistake(self.tr("It needs a name."), field="name")
        zone_named(self._zone.text().strip())
        return NewSituation(
            path=new_file(self._path.text()),
            name=name,
            timezone=self._zone.text().strip(),
            label=HandlingLabel(self._label.currentData()),
            exercise=self._exercise.isChecked(),
            passphrase=self.passphrase.checked() if self.protect.isChecked() else None,
        )

    def _show_passphrase(self, is_protected: bool) -> None:
        self.passphrase.setVisible(is_protected)
        self._plain.setVisible(not is_protected)
        self.adjustSize()

    def _propose_path(self, name: str) -> None:
        if not self._own_path:
            stem = "".join(letter for letter in name if letter.isalnum() or letter in " -_.,").strip(" .")
            self._path.setText(str(documents_folder() / f"{stem or self.tr('situation')}{EXTENSION}"))

    def _keep_path(self) -> None:
        self._own_path = True

    def _browse(self) -> None:
        dialog = FileDialog(self, self.tr("Save the new situation"), self._path.text(), file_filter())
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._take_path)
        dialog.open()

    def _take_path(self, path: str) -> None:
        self._path.setText(str(with_extension(Path(path))))
        self._keep_path()

    def _make_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._create = buttons.addButton(self.tr("&Create"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _lay_out(self) -> None:
        browse = QPushButton(self.tr("&Browse…"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        place = QHBoxLayout()
        place.setSpacing(SPACE)
        place.addWidget(self._path, 1)
        place.addWidget(browse)
        form = QFormLayout()
        form.setSpacing(SPACE)
        form.addRow(self.tr("&Name"), self._name)
        form.addRow("", self._errors["name"])
        form.addRow(self.tr("Time &zone of the place"), self._zone)
        form.addRow("", self._errors["timezone"])
        form.addRow(self.tr("Handling &label"), self._label)
        form.addRow("", self._exercise)
        form.addRow(_label_for(self.tr("Save &as"), self._path), place)
        form.addRow("", self._errors["file"])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        layout.setSpacing(2 * SPACE)
        layout.addLayout(form)
        for widget in (self.protect, self.passphrase, self._plain, self._buttons):
            layout.addWidget(widget)
        self._create.setDefault(True)  # only now: it counts in the dialog it is in


class _ErrorLine(QLabel):
    """What is wrong with the field above; takes no room while nothing is."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.hide()

    def say(self, problem: Problem | None) -> None:
        self.setText(f"⚠ {problem}" if problem else "")
        palette = self.palette()
        palette.setColor(self.foregroundRole(), tones(palette).alarm)
        self.setPalette(palette)
        self.setMinimumHeight(self.heightForWidth(max(self.width(), FIELD_WIDTH)) if problem else 0)
        self.setVisible(problem is not None)


def _label_for(text: str, buddy: QWidget) -> QLabel:
    label = QLabel(text)
    label.setBuddy(buddy)
    return label


def _zone_field(parent: QWidget) -> QLineEdit:
    """Every zone that the program knows, found by any part of its name; the machine's own to begin with."""
    field = QLineEdit(bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace"))
    zones = QCompleter(sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC"), parent)
    zones.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    zones.setFilterMode(Qt.MatchFlag.MatchContains)
    field.setCompleter(zones)
    return field


def _label_field() -> QComboBox:
    """TLP is never translated."""
    field = QComboBox()
    for label in HandlingLabel:
        field.addItem(label.value, label.value)
    field.setCurrentIndex(field.findData(HandlingLabel.AMBER.value))
    return field
