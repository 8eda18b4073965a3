"""The line below a chart: why series are not added, what is not seen, and which span is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from situation_board.core import times
from situation_board.core.questions.charts import LeftOut
from situation_board.core.times import Precision, Time
from situation_board.gui.board.labels import ElidedLabel
from situation_board.gui.charts.asking import Answer
from situation_board.gui.charts.words import isolated
from situation_board.gui.look import HALF, icon

MOST_IN_TOOLTIP = 8
NOTHING = LeftOut()


class WhyLine(QWidget):
    """`details_wanted` asks for all reasons, `span_left` to choose no span."""

    details_wanted = Signal()
    span_left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts = self._first = ""
        self._reasons: tuple[str, ...] = ()
        self.label = ElidedLabel(self)
        self.details = self._button(self.tr("All reasons"), self.tr("Show all reasons as a table"))
        self.details.clicked.connect(self.details_wanted)
        self.span = self._button("", self.tr("Choose no span (Esc)"))
        self.span.setIcon(icon("close"))
        self.span.clicked.connect(self.span_left)
        row = QHBoxLayout(self)
        row.setContentsMargins(HALF, 0, 0, 0)
        row.setSpacing(HALF)
        row.addWidget(self.label, 1)
        row.addWidget(self.details)
        row.addWidget(self.span)
        self.span.hide()
        self.details.hide()

    def show_reasons(self, answer: Answer) -> None:
        self._reasons = tuple(f"{reason.a} | {reason.b}: {reason.why}" for reason in answer.reasons)
        first = self.tr("Not added: {why}").format(why=answer.reasons[0].why) if answer.reasons else ""
        count = f"{len(answer.reasons)}{'+' if answer.has_more_reasons else ''}"
        self._first = first
        self.details.setText(self.tr("All reasons ({count})").format(count=count))
        self.details.setVisible(bool(first))
        self._say()

    def show_counts(self, *, shown: int, total: int, untimed: int, left_out: LeftOut = NOTHING) -> None:
        """What is not seen is said, and how to see it."""
        parts = []
        if shown < total + left_out.series:
            words = self.tr("{shown} of {total} series shown")
            parts.append(words.format(shown=f"{shown:,}", total=f"{total + left_out.series:,}"))
        if left_out.series:
            parts.append(
                self.tr("{count} more series: choose an area or a source").format(count=f"{left_out.series:,}")
            )
        if left_out.crowded:
            parts.append(self.tr("{count} marks only counted: zoom in").format(count=f"{left_out.crowded:,}"))
        if left_out.untimed:
            parts.append(self.tr("{count} marks without a time left out").format(count=f"{left_out.untimed:,}"))
        if untimed:
            parts.append(self.tr("{count} without a time: see the table").format(count=untimed))
        self._counts = " · ".join(parts)
        self._say()

    def show_span(self, answer: Answer | None, earliest: int | None, latest: int | None) -> None:
        """The chosen span stands on the button that leaves it."""
        self.span.setVisible(answer is not None and earliest is not None)
        if answer is None or earliest is None or latest is None:
            return
        ends = (Time(end, end, Precision.MINUTE) for end in (earliest, latest))
        words = " – ".join(times.in_words(end, answer.zone) for end in ends)
        self.span.setText(isolated(words))

    def _say(self) -> None:
        self.label.set_text(" · ".join(part for part in (self._counts, self._first) if part))
        shown = [self._counts, *self._reasons[:MOST_IN_TOOLTIP]]
        more = len(self._reasons) - MOST_IN_TOOLTIP
        shown += [self.tr("and {count} more").format(count=more)] if more > 0 else []
        self.label.setToolTip("\n".join(line for line in shown if line))

    def _button(self, words: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(words)
        button.setToolTip(name)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        return button
