"""The bar of time above the board: live or past, a slider, replay, which kind of past, and the exact time."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from situation_board.core import times
from situation_board.core.problems import Problem
from situation_board.core.questions.moments import KnownThen, Moment
from situation_board.core.questions.stops import Kind
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.errors import announce
from situation_board.gui.look import HALF, SPACE, icon, tones
from situation_board.gui.time.replay import SPEEDS, USUAL_SPEED, Replay
from situation_board.gui.time.slider import TimeSlider
from situation_board.gui.time.track import Track
from situation_board.gui.time.travel import TimeTravel

KINDS: tuple[Kind, ...] = ("true", "known")


class TimeBar(QFrame):
    """`left` is Escape: the keyboard goes elsewhere."""

    left = Signal()

    def __init__(self, travel: TimeTravel, replay: Replay, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._travel, self._replay = travel, replay
        self._zone = ZoneInfo("UTC")
        self._make()
        self._lay_out()
        self._connect()
        self._show_moment(None)

    # --- making

    def _make(self) -> None:
        self.state = QLabel(self)
        self.mark = QLabel(self)
        self.back = self._button("step-back", self.tr("The change before (Alt+Left)"), lambda: self._travel.step(-1))
        self.play = self._button("play", self.tr("Replay the changes (F8)"), self._replay.toggle)
        self.on = self._button("step-on", self.tr("The next change (Alt+Right)"), lambda: self._travel.step(1))
        self.slider = TimeSlider(self)
        self.speed = self._combo(self.tr("How fast the replay goes: changes a second"))
        for speed in SPEEDS:
            self.speed.addItem(f"\u2068{speed:g}/s\u2069", speed)
        self.speed.setCurrentIndex(SPEEDS.index(USUAL_SPEED))
        self.time = QLineEdit(self)
        self.time.setAccessibleName(self.tr("Show the board as at a time"))
        self.time.setPlaceholderText(self.tr("now"))
        self.time.setToolTip(
            self.tr("A time such as 2024-12-08 14:30, 14:30 or yesterday; #12 is after change 12 (F7)")
        )
        self.kind = self._combo(self.tr("Which past: facts by their own time, or what this file knew"))
        self.kind.addItem(self.tr("what was true then"), "true")
        self.kind.addItem(self.tr("what we knew then"), "known")
        self.live = QPushButton(icon("history"), self.tr("Back to live"), self)
        self.live.setToolTip(self.tr("Show the board as it is (Alt+End)"))
        self.error = ErrorLine(self)

    def _button(self, picture: str, tip: str, do: object) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(picture))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(do)
        return button

    def _combo(self, tip: str) -> QComboBox:
        combo = QComboBox(self)
        combo.setToolTip(tip)
        combo.setAccessibleName(tip)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        return combo

    def _lay_out(self) -> None:
        self.time.setFixedWidth(self.time.fontMetrics().horizontalAdvance("#000000 · 2024-12-30 23:59:59") + 2 * SPACE)
        self.state.setMinimumWidth(max(self.fontMetrics().horizontalAdvance(words) for words in self._states()) + HALF)
        row = QHBoxLayout()
        row.setSpacing(HALF)
        for widget in (self.mark, self.state, *self._players(), self.speed):
            row.addWidget(widget)
        row.addWidget(self.slider, 1)
        for widget in (self.time, self.kind, self.live):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, HALF // 2, SPACE, HALF // 2)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.error)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _players(self) -> tuple[QToolButton, ...]:
        """Time runs left to right in every language; so do they."""
        players = (self.back, self.play, self.on)
        return players[::-1] if self.isRightToLeft() else players

    def _states(self) -> tuple[str, str]:
        return self.tr("Live"), self.tr("Past, read-only")

    def _connect(self) -> None:
        self.slider.chosen.connect(self._chosen)
        self.slider.step_wanted.connect(self._step)
        self.slider.first_wanted.connect(self._travel.to_first)
        self.slider.live_wanted.connect(self._travel.back_to_live)
        self.live.clicked.connect(self._travel.back_to_live)
        self.kind.activated.connect(lambda number: self._travel.choose(KINDS[number]))
        self.speed.activated.connect(lambda number: self._replay.set_speed(SPEEDS[number]))
        self.time.returnPressed.connect(self._enter)
        self.time.textEdited.connect(lambda: self.error.clear())
        self._travel.moved.connect(self._show_moment)
        self._travel.drawn.connect(self._show_track)
        self._travel.refused.connect(self._refuse)
        self._replay.changed.connect(self._show_playing)

    # --- by hand

    def _chosen(self, moment: Moment) -> None:
        self._replay.pause()
        self._travel.go(moment)

    def _step(self, step: int) -> None:
        self._replay.pause()
        self._travel.step(step)

    def _enter(self) -> None:
        self._replay.pause()
        typed = self.time.text().partition("·")[0].strip()
        if not typed:
            self._travel.back_to_live()
        elif self.time.isModified():
            self._travel.enter(typed)

    def _refuse(self, problem: Problem) -> None:
        self.error.show_problem(problem)

    def take_focus(self) -> None:
        """To type a time."""
        self.time.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.time.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._show_moment(self._travel.moment)
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # --- what it shows

    def _show_track(self, track: Track) -> None:
        self._zone = track.of.zone
        self.slider.show_track(track, self._travel.moment)
        self.slider.setEnabled(bool(track.stops))
        self.play.setEnabled(bool(track.stops))
        self._show_moment(self._travel.moment)

    def _show_moment(self, moment: Moment) -> None:
        is_past = moment is not None
        self.error.clear()
        self.slider.show_moment(moment)
        self.kind.setCurrentIndex(KINDS.index(self._travel.kind))
        live, past = self._states()
        self.mark.setPixmap(icon("lock" if is_past else "clock").pixmap(16, 16))
        self.state.setText(past if is_past else live)
        self.live.setEnabled(is_past)
        self.on.setEnabled(is_past)
        if not is_past:
            self.time.clear()
        self.update()

    def show_time(self, at: int, moment: Moment) -> None:
        """When the moment is that the board shows, or when it was learnt; screen readers hear it."""
        if moment is None:
            return
        words = moment_words(at, moment, self._zone)
        self.time.setText(words)
        self.time.setCursorPosition(0)
        self.slider.setAccessibleDescription(words)
        announce(self, self.tr("%1, %2").replace("%1", self.kind.currentText()).replace("%2", words))

    def _show_playing(self, is_playing: bool) -> None:
        words = self.tr("Pause (F8)") if is_playing else self.tr("Replay the changes (F8)")
        self.play.setIcon(icon("pause" if is_playing else "play"))
        self.play.setToolTip(words)
        self.play.setAccessibleName(words)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "mark"):
            self._show_moment(self._travel.moment)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._travel.is_past:
            painter = QPainter(self)
            painter.fillRect(self.rect(), tones(self.palette()).past)
            painter.end()


def moment_words(learnt_or_true: int, moment: Moment, zone: ZoneInfo) -> str:
    """As it can be typed: "2024-12-08 14:30", with seconds where there are some; "#12" comes before what we knew."""
    at = times.at(learnt_or_true, zone)
    words = f"{at:%Y-%m-%d %H:%M:%S}" if at.second else f"{at:%Y-%m-%d %H:%M}"
    return f"#{moment.arrival} · {words}" if isinstance(moment, KnownThen) else words
