"""The legend: each series with its sample, switched off and on by a click or the space bar."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from situation_board.core.series.keys import SeriesKey
from situation_board.gui.charts.drawing import Drawing, Drawn, most_told
from situation_board.gui.charts.painting import paint_sample
from situation_board.gui.charts.styles import Ink
from situation_board.gui.charts.words import isolated
from situation_board.gui.look import HALF

SAMPLE = QSize(28, 16)
KEY = Qt.ItemDataRole.UserRole


class Legend(QListWidget):
    """`toggled` when a series is switched. What somebody chose stays chosen while the series are there."""

    toggled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen: dict[SeriesKey, bool] = {}
        self._series: tuple[Drawn, ...] = ()
        self.setAccessibleName(self.tr("Series"))
        self.setToolTip(self.tr("Space or a click shows or hides a series"))
        self.setIconSize(SAMPLE)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setWordWrap(True)
        self.setSpacing(HALF // 2)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.itemChanged.connect(self._changed)

    def show_series(self, drawing: Drawing) -> None:
        self._series = drawing.series
        usual = most_told(drawing.series)
        blocker = QSignalBlocker(self)
        row = self.currentRow()
        self.clear()
        for drawn in drawing.series:
            self.addItem(self._item(drawn, self._chosen.get(drawn.key, drawn.key in usual)))
        self.setCurrentRow(min(max(row, 0), self.count() - 1))
        blocker.unblock()

    def shown(self) -> set[SeriesKey]:
        items = (self.item(row) for row in range(self.count()))
        return {item.data(KEY) for item in items if item.checkState() is Qt.CheckState.Checked}

    def paint_samples(self) -> None:
        """Again, after the palette changed."""
        blocker = QSignalBlocker(self)
        for row, drawn in enumerate(self._series):
            self.item(row).setIcon(self._sample(drawn))
        blocker.unblock()

    def _item(self, drawn: Drawn, is_shown: bool) -> QListWidgetItem:
        item = QListWidgetItem(self._sample(drawn), isolated(drawn.name))
        item.setToolTip(drawn.name)
        item.setData(KEY, drawn.key)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if is_shown else Qt.CheckState.Unchecked)
        return item

    def _sample(self, drawn: Drawn) -> QIcon:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(SAMPLE * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        area = QRectF(0, 0, SAMPLE.width(), SAMPLE.height())
        paint_sample(painter, area, drawn.form, Ink.of(self.palette()).style(drawn.number))
        painter.end()
        return QIcon(pixmap)

    def _changed(self, item: QListWidgetItem) -> None:
        self._chosen[item.data(KEY)] = item.checkState() is Qt.CheckState.Checked
        self.toggled.emit()
