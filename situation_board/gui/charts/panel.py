"""The panel of charts: what to show, the chart or its table, the legend, and why series are not added."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage, QShowEvent
from PySide6.QtWidgets import QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from situation_board.core.questions.event_cards import cards_with_events
from situation_board.core.questions.events import EventFilter
from situation_board.core.questions.moments import Moment
from situation_board.gui.background import Errands, Situation
from situation_board.gui.charts.asking import Answer, Subject, chart_choices
from situation_board.gui.charts.bar import ChartBar
from situation_board.gui.charts.drawing import Drawing, drawn_answer
from situation_board.gui.charts.finding import Found
from situation_board.gui.charts.legend import Legend
from situation_board.gui.charts.lines import description
from situation_board.gui.charts.numbers_table import NumbersTable
from situation_board.gui.charts.picture import picture
from situation_board.gui.charts.read_out import ReadOut
from situation_board.gui.charts.saving import save_chart
from situation_board.gui.charts.view import ZOOM, ChartView
from situation_board.gui.charts.why_line import WhyLine
from situation_board.gui.charts.words import piece_lines, spots_lines, subject_words
from situation_board.gui.file_dialog import FileDialog
from situation_board.gui.look import HALF, SPACE, palette
from situation_board.gui.protection.leaving import open_to_take_out

DRAWN_TABLES = frozenset(
    {"situation", "event", "location", "source", "actor", "report", "same_as", "dataset", "verification"}
)
LEGEND_WIDTH = 260
SOON = 250
"""Milliseconds after which a window of time that rests is looked at more closely."""


class ChartPanel(QWidget):
    """`left` is Escape: the keyboard goes elsewhere.

    `span_selected` brings the earliest and latest moment of a span, in milliseconds, or None and None.

    `cards_lit` are the cards whose places have events in that span; `told` says how saving went.
    """

    span_selected = Signal(object, object)
    cards_lit = Signal(list)
    told = Signal(str)
    shown = Signal()
    left = Signal()

    def __init__(self, situation: Situation, errands: Errands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._situation, self._errands = situation, errands
        self._moment: Moment = None
        self._answer: Answer | None = None
        self._whole = Drawing((), (), ())
        self._is_current = self._has_choices = False
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self.bar = ChartBar(self)
        self.view = ChartView(self)
        self.read_out = ReadOut(self.view)
        self.legend = Legend(self)
        self.table = NumbersTable(self)
        self.why = WhyLine(self)
        self._empty = self._make_empty()
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.view)

    # --- what is shown

    @property
    def answer(self) -> Answer | None:
        return self._answer

    @property
    def drawing(self) -> Drawing:
        """What is drawn: the series that are switched on, and the marks."""
        return self._whole.only(self.legend.shown())

    def set_moment(self, moment: Moment) -> None:
        """Show what was true, or known, at a moment; None is now."""
        self._moment = moment
        self._look_again()

    def select_span(self, earliest: int | None, latest: int | None) -> None:
        """Choose a span as if it were dragged."""
        self.view.set_span(None if earliest is None or latest is None else (float(earliest), float(latest)))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_current:
            self._ask()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "legend"):
            self.legend.paint_samples()

    def _news(self, tables: frozenset[str]) -> None:
        if tables & DRAWN_TABLES:
            self._has_choices = False
            self._look_again()

    def _look_again(self) -> None:
        """A hidden panel asks when it is next shown."""
        self._is_current = False
        if self.isVisible():
            self._ask()

    def _ask(self) -> None:
        self._is_current = True
        subject = self._subject()
        self._situation.ask(drawn_answer, subject, done=self._show, key=(id(self), "chart"), receiver=self)
        if not self._has_choices:
            self._has_choices = True
            self._situation.ask(chart_choices, done=self.bar.show_choices, key=(id(self), "choices"), receiver=self)

    def _subject(self) -> Subject:
        """Where marks are too many to be told, those in sight are asked for."""
        subject = self.bar.subject(self._moment)
        answer = self._answer
        if answer is None or answer.subject.whole != subject:
            return subject
        first, last = self.view.window_of_time
        if all(first <= crowd.begin and crowd.end <= last for crowd in answer.chart.crowds):
            return subject
        return replace(subject, window=(round(first), round(last)))

    def _look_closer(self) -> None:
        if self._answer is not None and self._subject() != self._answer.subject:
            self._ask()

    def _show(self, found: tuple[Answer, Drawing]) -> None:
        answer, drawing = found
        is_other = self._answer is None or self._answer.subject.whole != answer.subject.whole or self._answer.is_empty
        self._answer, self._whole = answer, drawing
        self.legend.show_series(self._whole)
        self.legend.setVisible(bool(self._whole.series))
        self._redraw()
        if is_other:
            self.view.show_whole()
        self.why.show_reasons(answer)
        self._light_cards()
        self._show_page()
        self.shown.emit()

    def _redraw(self) -> None:
        if self._answer is None:
            return
        drawing = self.drawing
        self.view.show_drawing(self._answer, drawing)
        if self.bar.table.isChecked():
            self.table.show_answer(self._answer, drawing)
        self.why.show_counts(
            shown=len(drawing.series),
            total=len(self._whole.series),
            untimed=len(drawing.untimed),
            left_out=self._answer.chart.left_out,
        )
        self.view.setAccessibleName(subject_words(self._answer.subject.kind))
        self.view.setAccessibleDescription(description(self._answer, drawing))

    def _show_table(self, is_wanted: bool) -> None:
        """Filled when it is looked at: it may be long."""
        if is_wanted and self._answer is not None:
            self.table.show_answer(self._answer, self.drawing)
        self._show_page()

    def _show_page(self) -> None:
        is_empty = self._answer is not None and self._answer.is_empty
        page = self._empty if is_empty else self.table if self.bar.table.isChecked() else self.view
        self._pages.setCurrentWidget(page)
        self.bar.enable(is_empty=is_empty, is_chart=page is self.view)

    # --- pointing and choosing

    def _read_out(self, found: Found | None) -> None:
        if found is None or self._answer is None:
            self.read_out.hide()
        elif found.drawn is not None and found.piece is not None:
            self.read_out.say(piece_lines(self._answer, found.drawn, found.piece), found.at)
        else:
            self.read_out.say(spots_lines(self._answer, found.spots), found.at)

    def _span_changed(self, earliest: int | None, latest: int | None) -> None:
        self.why.show_span(self._answer, earliest, latest)
        self.span_selected.emit(earliest, latest)
        if earliest is None:
            self.cards_lit.emit([])
        self._light_cards()

    def _light_cards(self) -> None:
        """Also anew when events come, go or are corrected while a span is chosen."""
        if self.view.span is None:
            return
        since, until = (round(end) for end in self.view.span)
        self._situation.ask(
            cards_with_events,
            EventFilter(since=since, until=until),
            self._moment,
            done=self._show_lit,
            key=(id(self), "cards"),
            receiver=self,
        )

    def _show_lit(self, cards: list[str]) -> None:
        """Unless the span was left meanwhile."""
        if self.view.span is not None:
            self.cards_lit.emit(cards)

    # --- taking it along

    def copy_picture(self) -> None:
        """As a picture with all that must go with it, its label too."""
        if self._answer is not None:
            answer, drawing, window = self._answer, self.drawing, self.view.window_of_time
            self._errands.run(
                lambda: picture(answer, drawing, palette(dark=False), window=window),
                done=self._to_clipboard,
                failed=self._situation.failed.emit,
                receiver=self,
            )

    def _to_clipboard(self, image: QImage) -> None:
        QGuiApplication.clipboard().setImage(image)
        self.told.emit(self.tr("The picture of the chart is in the clipboard."))

    def ask_save(self, ending: str) -> None:
        """Ask where to, then write what is drawn."""
        names = {
            ".png": self.tr("Picture (*.png)"),
            ".svg": self.tr("Drawing (*.svg)"),
            ".csv": self.tr("Table (*.csv)"),
        }
        name = f"{self._situation.path.stem} {self.bar.subject(None).kind}{ending}"
        dialog = FileDialog(self, self.tr("Save the chart"), name, names[ending])
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending[1:])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.save_to(Path(path)))
        open_to_take_out(dialog)

    def save_to(self, path: Path) -> None:
        """What is drawn now, in the window of time that is in sight."""
        if self._answer is None:
            return
        answer, drawing, window = self._answer, self.drawing, self.view.window_of_time
        words = self.tr("The chart is in {file}.").format(file=path)
        self._errands.run(
            lambda: save_chart(path, answer, drawing, window),
            done=lambda _: self.told.emit(words),
            failed=self._situation.failed.emit,
            receiver=self,
        )

    # --- making

    def _make_empty(self) -> QLabel:
        words = self.tr(
            "Figures of displaced, returned and evacuated people are drawn here, each source's own series, above a "
            "timeline of evacuations, withdrawals and advisories.\n\nAdd an event with its figures (Ctrl+E) and it "
            "appears: say how many, since when, and who says so. Another area or source, above, may have some."
        )
        label = QLabel(words)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setWordWrap(True)
        label.setContentsMargins(16 * SPACE, SPACE, 16 * SPACE, SPACE)
        label.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return label

    def _lay_out(self) -> None:
        self._pages = QStackedWidget()
        for page in (self.view, self.table, self._empty):
            self._pages.addWidget(page)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.addWidget(self._pages)
        self._split.addWidget(self.legend)
        self._split.setStretchFactor(0, 1)
        self._split.setSizes([3 * LEGEND_WIDTH, LEGEND_WIDTH])
        self._split.setCollapsible(0, False)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(HALF, HALF, HALF, HALF)
        rows.setSpacing(HALF)
        rows.addWidget(self.bar)
        rows.addWidget(self._split, 1)
        rows.addWidget(self.why)

    def _connect(self) -> None:
        bar, view = self.bar, self.view
        self._situation.changed.connect(self._news)
        self.legend.toggled.connect(self._redraw)
        view.pointed.connect(self._read_out)
        view.span_changed.connect(self._span_changed)
        view.left.connect(self.left)
        view.window_changed.connect(self._soon.start)
        self._soon.timeout.connect(self._look_closer)
        bar.asked.connect(self._look_again)
        bar.table.toggled.connect(self._show_table)
        bar.nearer.triggered.connect(lambda: view.zoom(ZOOM))
        bar.farther.triggered.connect(lambda: view.zoom(1 / ZOOM))
        bar.whole.triggered.connect(view.show_whole)
        bar.copy.triggered.connect(self.copy_picture)
        bar.save_wanted.connect(self.ask_save)
        self.why.details_wanted.connect(self._show_reasons)
        self.why.span_left.connect(lambda: view.set_span(None))

    def _show_reasons(self) -> None:
        self.bar.table.setChecked(True)
        self.table.setCurrentWidget(self.table.reasons)
        self.table.reasons.setFocus()
