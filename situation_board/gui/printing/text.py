"""Text on paper: runs of different weight and colour, small signs between the words, wrapped to a width.

Nothing is ever shortened: a word that is longer than its line is broken. Each paragraph has the direction of its
language; names of the other direction inside it carry the marks that isolate them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any, cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from situation_board.gui.look.icons import paint_drawing
from situation_board.gui.printing.fonts import REGULAR, font, mark_font
from situation_board.gui.printing.paper import POINT
from situation_board.gui.printing.shaping import shaped

INK = "#15191e"
MUTED = "#4c5661"
LEADING = 0.95
"""Of the font's own line height, which is made for screens."""
BREAK = "\u2028"
MARKS = re.compile("([\u061c\u200e\u200f\u202a-\u202e\u2060-\u2069]+)")
"""What tells the direction of text and is not seen."""
SIGN_ROOM = "\u00a0\u00a0\u00a0\u00a0\u00a0"
"""Where a sign is painted; the spaces do not break, so a sign stays with its word."""
SIGN_SIZE = 0.96
"""Of the letters beside it."""


@dataclass(frozen=True)
class Style:
    """How letters look. The size is in points."""

    size: float
    weight: QFont.Weight = REGULAR
    colour: str = INK
    raised: bool = False

    def scaled(self, by: float) -> Style:
        return replace(self, size=self.size * by)


@dataclass(frozen=True)
class Run:
    """Words of one style; `sign` is the icon painted before them."""

    text: str
    style: Style
    sign: str = ""

    @property
    def shown(self) -> str:
        text = shaped(self.text)
        return SIGN_ROOM + text if self.sign else text


def units(text: str) -> int:
    """How long Qt counts a text: in UTF-16."""
    return len(text) if text.isascii() or max(text) < "\U00010000" else len(text.encode("utf-16-le")) // 2


@lru_cache(maxsize=256)
def _format(style: Style) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFont(font(style.size, style.weight))
    made.setForeground(QBrush(QColor(style.colour)))
    if style.raised:
        made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
    return made


@lru_cache(maxsize=8)
def _option(align: Qt.AlignmentFlag, rtl: bool) -> QTextOption:
    sides = Qt.AlignmentFlag
    mirrored = {sides.AlignLeft: sides.AlignRight, sides.AlignRight: sides.AlignLeft}
    option = QTextOption(mirrored.get(align, align) if rtl else align)  # a line of text knows no leading side
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _range(start: int, length: int, how: QTextCharFormat) -> QTextLayout.FormatRange:
    made: Any = QTextLayout.FormatRange()  # its attributes are missing from the types
    made.start, made.length, made.format = start, length, how
    return cast("QTextLayout.FormatRange", made)


def _pieces(text: str) -> list[tuple[str, bool]]:
    """The text between marks of direction, and the marks."""
    if text.isascii() or not MARKS.search(text):
        return [(text, False)]
    return [(piece, bool(MARKS.fullmatch(piece))) for piece in MARKS.split(text) if piece]


@cache
def _mark_format() -> QTextCharFormat:
    """Marks are not seen, and our fonts have none: no font of the system is taken for them, which would be embedded."""
    made = QTextCharFormat()
    made.setFont(mark_font())
    return made


class Paragraph:
    """Runs wrapped to a width. `align` is where its lines stand, leading by default; `hang` indents wrapped lines.

    Runs that are a BREAK begin a new line with a `gap` above it: one layout of many lines is quicker than many of one.
    """

    def __init__(
        self,
        runs: Sequence[Run],
        *,
        rtl: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        hang: float = 0.0,
        gap: float = 0.0,
        leading: float = LEADING,
    ) -> None:
        self.runs = tuple(run for run in runs if run.text or run.sign)
        self.text = "".join(run.shown for run in self.runs)
        self._align, self._hang, self._leading, self._rtl = align, hang, leading, rtl
        self._gap = gap
        self._begins = {0}
        self._signs: list[tuple[int, Style, str]] = []
        self._layout = self._made()
        self._width = -1.0
        self._size = (0.0, 0.0)

    def _made(self) -> QTextLayout:
        first = self.runs[0].style if self.runs else Style(9)
        layout = QTextLayout(self.text, font(first.size, first.weight))
        layout.setTextOption(_option(self._align, self._rtl))
        layout.setFormats(self._formats())
        layout.setCacheEnabled(True)  # shaped once, not again when it is painted
        return layout

    def _formats(self) -> list[QTextLayout.FormatRange]:
        ranges: list[QTextLayout.FormatRange] = []
        start, last = 0, None
        for run in self.runs:
            if run.sign:
                self._signs.append((start, run.style, run.sign))
            for piece, is_mark in _pieces(run.shown):
                length = units(piece)
                style = None if is_mark else run.style
                if ranges and style == last:  # every range that Qt is told of costs
                    ranges[-1].length += length  # type: ignore[attr-defined]
                else:
                    ranges.append(_range(start, length, _format(style) if style else _mark_format()))
                start, last = start + length, style
            if run.text == BREAK:
                self._begins.add(start)
        return ranges

    # --- measuring

    def height(self, width: float) -> float:
        return self._laid_out(width)[1]

    def natural_width(self) -> float:
        """How wide it is when nothing is wrapped."""
        return self._laid_out(1e7)[0]

    def line_count(self, width: float) -> int:
        self._laid_out(width)
        return self._layout.lineCount()

    def _laid_out(self, width: float) -> tuple[float, float]:
        if width != self._width:
            self._width = width
            self._size = self._lay_out(width)
        return self._size

    def _lay_out(self, width: float) -> tuple[float, float]:
        y, widest = 0.0, 0.0
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            begins = line.textStart() in self._begins
            indent = 0.0 if begins else self._hang
            y += self._gap if begins and y else 0.0
            line.setLineWidth(max(width - indent, POINT))
            height = (line.ascent() + line.descent()) * self._leading
            line.setPosition(QPointF(0.0 if self._rtl else indent, y - (line.height() - height) / 2))
            y += height
            widest = max(widest, line.naturalTextWidth() + indent)
        self._layout.endLayout()
        return widest, y

    # --- painting

    def paint(self, painter: QPainter, x: float, y: float, width: float) -> None:
        self._laid_out(width)
        self._layout.draw(painter, QPointF(x, y))
        for start, style, sign in self._signs:
            paint_drawing(painter, sign, self._sign_room(start, style, x, y), QColor(style.colour))

    def _sign_room(self, start: int, style: Style, x: float, y: float) -> QRectF:
        """A square within the room, nearer to what comes before than to the word it belongs to is from it."""
        line = self._layout.lineForTextPosition(start)
        first, last = _x(line, start), _x(line, start + len(SIGN_ROOM))
        side = style.size * POINT * SIGN_SIZE
        left = first if first < last else first - side
        base = line.position().y() + line.ascent()
        return QRectF(x + left, y + base - side * 0.84, side, side)

    # --- dividing

    def split(self, width: float, room: float) -> tuple[Paragraph, Paragraph] | None:
        """As many whole lines as there is room for, and the others; None when not even one or all of them fit."""
        self._laid_out(width)
        y, end = 0.0, 0
        for number in range(self._layout.lineCount()):
            line = self._layout.lineAt(number)
            y += self._gap if line.textStart() in self._begins and y else 0.0
            y += (line.ascent() + line.descent()) * self._leading
            if y > room:
                break
            end = line.textStart() + line.textLength()
        if not end or end >= units(self.text):
            return None
        return self._part(0, end), self._part(end, None)

    def _part(self, start: int, end: int | None) -> Paragraph:
        runs, at = [], 0
        for run in self.runs:
            shown = run.shown.encode("utf-16-le")
            first = max(start - at, 0)
            last = len(shown) // 2 if end is None else min(end - at, len(shown) // 2)
            if first < last:
                piece = shown[2 * first : 2 * last].decode("utf-16-le")
                has_sign = bool(run.sign) and first == 0
                runs.append(Run(piece.removeprefix(SIGN_ROOM) if has_sign else piece, run.style, run.sign * has_sign))
            at += len(shown) // 2
        return Paragraph(runs, rtl=self._rtl, align=self._align, hang=self._hang, gap=self._gap, leading=self._leading)


def _x(line: QTextLine, position: int) -> float:
    found: Any = line.cursorToX(position)  # a number, or that and the position, as PySide pleases
    return float(found[0] if isinstance(found, tuple) else found)
