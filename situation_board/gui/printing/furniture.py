"""What stands on every page: title, number and label above, as-of, hash, page and label below.

The label is in letters of 12 points, at the end of header and footer, in its colour on black (TLP 2.0, FIRST).
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from situation_board.core.snapshot.sheet import Sheet
from situation_board.core.vocabulary import HandlingLabel, SheetKind, SheetState
from situation_board.gui.header import LABEL_COLOURS
from situation_board.gui.printing.blocks import STRONG, paint_rule
from situation_board.gui.printing.fonts import BOLD, SEMI_BOLD, font, metrics
from situation_board.gui.printing.look import Look
from situation_board.gui.printing.paper import MILLIMETRE, POINT, Paper
from situation_board.gui.printing.text import MUTED, Paragraph, Run, Style
from situation_board.gui.printing.words import in_one_piece, on_one_line, say

LABEL_SIZE = 12.0
"""Points: the least that TLP 2.0 asks for."""
HEAD = 22 * POINT
FOOT = 27 * POINT
AIR = 6 * POINT
NOT_ISSUED = (SheetState.DRAFT, SheetState.CLEARED, SheetState.WITHDRAWN, SheetState.CORRECTED)
"""States that are printed across the page as well: such a sheet must not be taken for the one that counts."""


@dataclass(frozen=True)
class Furniture:
    """The frame of all pages of a sheet; knows how many there are."""

    sheet: Sheet
    paper: Paper
    look: Look
    count: int

    def paint(self, painter: QPainter, number: int) -> None:
        """The page of that number, from 1."""
        if self.sheet.kind is SheetKind.STATUS and self.sheet.header.state in NOT_ISSUED:
            self._paint_across(painter)
        inside = self.paper.inside
        self._paint_header(painter, QRectF(inside.left(), inside.top(), inside.width(), HEAD))
        self._paint_footer(painter, QRectF(inside.left(), inside.bottom() - FOOT, inside.width(), FOOT), number)

    def _paint_across(self, painter: QPainter) -> None:
        """Behind everything, so light that it hides nothing."""
        area = self.paper.area
        words = in_one_piece(self.sheet.header.state_words.upper())
        letters = font(round(min(92.0, 430.0 / max(len(words), 4) * 1.5)), BOLD)
        painter.save()
        painter.translate(area.center())
        painter.rotate(-38 if not self.look.rtl else 38)
        painter.setFont(letters)
        painter.setPen(QColor("#f0f2f4"))
        box = QRectF(-area.height() / 2, -area.width() / 4, area.height(), area.width() / 2)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)
        painter.restore()

    def _paint_header(self, painter: QPainter, area: QRectF) -> None:
        header = self.sheet.header
        used = self._paint_chips(painter, area, top=area.top())
        room = area.width() - used - 2 * AIR
        number = f"{self.look.isolated(header.number)}  " if header.number else ""
        about = self.look.voices[0].listed([on_one_line(header.subject), on_one_line(header.state_words)])
        runs = [
            Run(number, Style(10.5, BOLD)),
            Run(on_one_line(header.title), Style(10.5, SEMI_BOLD)),
            Run(f"   {about}", Style(9.5, colour=MUTED)),
        ]
        self._paint_line(painter, runs, area, room, top=area.top() + 2 * POINT)
        paint_rule(painter, area.left(), area.right(), area.bottom() - POINT, width=1.4 * POINT, colour=STRONG)

    def _paint_footer(self, painter: QPainter, area: QRectF, number: int) -> None:
        header, sheet = self.sheet.header, self.sheet
        paint_rule(painter, area.left(), area.right(), area.top() + POINT, width=1.4 * POINT, colour=STRONG)
        used = self._paint_chips(painter, area, top=area.top() + 5 * POINT)
        room = area.width() - used - 2 * AIR
        page = on_one_line(say(sheet, "page %1 of %2", str(number), str(self.count)))
        as_of = on_one_line(say(sheet, "as of %1", header.as_of))
        name = f"{self.look.isolated(header.number)} · " if header.number else ""
        first = [Run(page, Style(9, BOLD)), Run(f"  {name}{as_of}", Style(8.2, colour=MUTED))]
        self._paint_line(painter, first, area, room, top=area.top() + 4 * POINT)
        seal = f"{on_one_line(say(sheet, 'content'))} SHA-256 {self.look.isolated(sheet.content_sha256)}"
        self._paint_line(painter, [Run(seal, Style(6.5, colour=MUTED))], area, room, top=area.top() + 16 * POINT)

    def _paint_line(self, painter: QPainter, runs: list[Run], area: QRectF, room: float, *, top: float) -> None:
        """On one line, at the start; in smaller letters where it is too long, never cut."""
        line = Paragraph(runs, rtl=self.look.rtl)
        wide = line.natural_width()
        if wide > room:
            shrunk = max(room / wide, 0.5) * 0.99
            line = Paragraph([Run(run.text, run.style.scaled(shrunk)) for run in runs], rtl=self.look.rtl)
        left = area.right() - room if self.look.rtl else area.left()
        line.paint(painter, left, top, room)

    # --- chips

    def _paint_chips(self, painter: QPainter, area: QRectF, *, top: float) -> float:
        """The label at the end, before it that it is an exercise. Returns the width they take."""
        label = HandlingLabel(self.sheet.header.label)
        used = self._paint_chip(painter, area, 0.0, top, label.value, LABEL_COLOURS[label])
        if self.sheet.header.exercise:
            words = in_one_piece(self.sheet.header.exercise_words)
            used += AIR + self._paint_stamp(painter, area, used + AIR, top, words)
        return used

    def _place(self, area: QRectF, used: float, top: float, words: str) -> QRectF:
        width = metrics(LABEL_SIZE, BOLD).horizontalAdvance(words) + 12 * POINT
        left = area.left() + used if self.look.rtl else area.right() - used - width
        return QRectF(left, top, width, 17 * POINT)

    def _paint_chip(self, painter: QPainter, area: QRectF, used: float, top: float, words: str, colour: str) -> float:
        place = self._place(area, used, top, words)
        painter.fillRect(place, QColor("#000000"))
        painter.setFont(font(LABEL_SIZE, BOLD))
        painter.setPen(QColor(colour))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), words)
        return place.width()

    def _paint_stamp(self, painter: QPainter, area: QRectF, used: float, top: float, words: str) -> float:
        """Outlined twice like a rubber stamp."""
        place = self._place(area, used, top, words)
        for inset, width in ((0.6, 1.2), (2.4, 0.5)):
            painter.setPen(QPen(QColor(STRONG), width * POINT))
            painter.drawRect(place.adjusted(inset * POINT, inset * POINT, -inset * POINT, -inset * POINT))
        painter.setFont(font(LABEL_SIZE - 1, BOLD))
        painter.setPen(QColor(STRONG))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), words)
        return place.width()


def room_of(paper: Paper) -> QRectF:
    """Where a page's bands stand, between header and footer."""
    inside = paper.inside
    return inside.adjusted(0, HEAD + 2 * MILLIMETRE, 0, -FOOT - 2 * MILLIMETRE)
