"""How a sheet looks: the sizes of its letters, and paragraphs in the direction of their language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from situation_board.core.snapshot.sheet import Sheet
from situation_board.gui.printing.blocks import HAIRLINE, NO_EDGES, STRONG, Cell, Edges, Row, Text, paint_rule
from situation_board.gui.printing.fonts import BOLD, SEMI_BOLD
from situation_board.gui.printing.paper import POINT
from situation_board.gui.printing.text import BREAK, MUTED, Paragraph, Run, Style
from situation_board.gui.printing.words import RIGHT_TO_LEFT, Voice, isolated, voices

SHADE = "#e9ecef"
"""Behind headings: light enough for any printer."""
SEPARATOR = " · "

TITLE = Style(20, SEMI_BOLD)
SUBTITLE = Style(12, colour=MUTED)
HEADING = Style(10, BOLD)
PLACE = Style(11, SEMI_BOLD)
AMOUNT = Style(17, SEMI_BOLD)
BODY = Style(9)
STRONG_BODY = Style(9, SEMI_BOLD)
SMALL = Style(8)
STRONG_SMALL = Style(8, SEMI_BOLD)
QUIET = Style(8, colour=MUTED)
FINE = Style(7, colour=MUTED)
RAISED = Style(11, SEMI_BOLD, raised=True)
SMALLEST = 6.5
"""Points below which nothing is printed, however much there is."""


@lru_cache(maxsize=256)
def _sized(style: Style, scale: float) -> Style:
    return replace(style, size=max(style.size * scale, min(style.size, SMALLEST)))


@dataclass(frozen=True)
class Look:
    """The look of one sheet at one scale of letters."""

    languages: tuple[str, ...]
    scale: float = 1.0

    @classmethod
    def of(cls, sheet: Sheet, scale: float = 1.0) -> Look:
        return cls(sheet.languages, scale)

    @property
    def rtl(self) -> bool:
        """Whether the page is read from the right: the first language decides."""
        return self.languages[0] in RIGHT_TO_LEFT

    def sized(self, style: Style) -> Style:
        return _sized(style, self.scale)

    def points(self, points: float) -> float:
        """A distance, which shrinks with the letters."""
        return points * self.scale

    @property
    def voices(self) -> tuple[Voice, ...]:
        return voices(self.languages)

    def isolated(self, text: str) -> str:
        """A value inside a sentence, kept apart where it runs in the other direction."""
        return isolated(text, self.languages[0])

    # --- paragraphs

    def run(self, text: str, style: Style, *, sign: str = "") -> Run:
        return Run(text.replace("\n", " / ") if text else "", self.sized(style), sign)

    def paragraph(
        self, runs: Sequence[Run], *, hang: float = 0.0, end: bool = False, rtl: bool | None = None
    ) -> Paragraph:
        """One paragraph in the direction of the page, unless said otherwise; `end` sets it at the end of its lines."""
        direction = self.rtl if rtl is None else rtl
        align = Qt.AlignmentFlag.AlignRight if end else Qt.AlignmentFlag.AlignLeft
        return Paragraph(runs, rtl=direction, align=align, hang=hang * POINT)

    def paragraphs(self, text: str | None, style: Style, *, before: Sequence[Run] = ()) -> list[Paragraph]:
        """A text, a paragraph for each of its lines; `before` leads the first one."""
        lines = (text or "").split("\n")
        made = []
        for number, line in enumerate(lines):
            runs = [*(before if number == 0 else ()), self.run(line, style)]
            if any(run.text or run.sign for run in runs):
                made.append(self.paragraph(runs, rtl=self._is_rtl(number, len(lines))))
        return made

    def entered(self, text: str | None, style: Style) -> list[Paragraph]:
        """What somebody entered, which keeps the direction of its own language."""
        return self.paragraphs("\n".join(self.isolated(line) for line in (text or "").split("\n")), style)

    def spoken(self, runs: Callable[[Voice], Sequence[Run]], *, hang: float = 0.0) -> list[Paragraph]:
        """A paragraph in each language; where both say the same, once."""
        made: dict[str, Paragraph] = {}
        for voice in self.voices:
            paragraph = self.paragraph(runs(voice), hang=hang, rtl=voice.language in RIGHT_TO_LEFT)
            if paragraph.runs:
                made.setdefault(paragraph.text, paragraph)
        return list(made.values())

    def stacked(self, lines: Sequence[Sequence[Run]], *, hang: float = 0.0, gap: float = 0.0) -> list[Paragraph]:
        """Lines one below the other, in the direction of the page, as one paragraph."""
        runs: list[Run] = []
        for line in lines:
            runs += [Run(BREAK, line[0].style), *line] if runs and line else line
        if not runs:
            return []
        return [Paragraph(runs, rtl=self.rtl, hang=hang * POINT, gap=gap * POINT)]

    def _is_rtl(self, line: int, lines: int) -> bool:
        """A bilingual text has a line for each language, in that language's direction."""
        if lines > 1 and lines == len(self.languages):
            return self.languages[line] in RIGHT_TO_LEFT
        return self.rtl

    def text(
        self,
        text: str | None,
        style: Style,
        *,
        edges: Edges = NO_EDGES,
        gap: float = 0.0,
        keeps: bool = False,
    ) -> Text:
        return Text(self.paragraphs(text, style), edges=edges, gap=gap, rtl=self.rtl, keeps=keeps)

    def joined(self, parts: Sequence[Run | None]) -> list[Run]:
        """Runs with a dot between them."""
        made: list[Run] = []
        for part in parts:
            if part is None or not (part.text or part.sign):
                continue
            if made and not part.sign and part.style == made[-1].style:
                made[-1] = Run(made[-1].text + SEPARATOR + part.text, part.style, made[-1].sign)
                continue
            if made:
                made[-1] = Run(made[-1].text + SEPARATOR, made[-1].style, made[-1].sign)
            made.append(part)
        return made

    # --- headings

    def heading(self, text: str, *, count: int | None = None) -> Row:
        """The heading of a part: a strong rule above, bold words in each language, how many at the end."""
        return Heading(self._heading_cells(text, Edges(top=3.0, bottom=2.5), count), rtl=self.rtl, keeps=True)

    def empty(self, text: str, when_empty: str) -> Text:
        """A part in which nothing stands, in a line: what was looked for, and that it is not there."""

        def runs(voice: Voice) -> list[Run]:
            return [self.run(f"{voice.of(text)}  ", HEADING), self.run(voice.of(when_empty), QUIET)]

        edges = Edges(top=3.0, bottom=2.5)
        return Text(self.spoken(runs), edges=edges, rtl=self.rtl, behind=paint_rule_above)

    def band(self, text: str, *, count: int, sign: str, after: str = "") -> Row:
        """The heading of a column of the board: shape, words and how many on a light ground."""
        cells = self._heading_cells(text, Edges(top=2.6, start=4, bottom=2.6, end=4), count, sign, after)
        return BandHeading(cells, rtl=self.rtl, keeps=True)

    def _heading_cells(self, text: str, edges: Edges, count: int | None, sign: str = "", after: str = "") -> list[Cell]:
        """Of a bilingual sheet the other language stands at the end of the line."""
        cells = []
        for number, line in enumerate(text.split("\n")):
            lead = [Run("", self.sized(HEADING), sign)] if sign and not number else []
            more = [self.run(f"  {self.voices[number].of(after)}", QUIET)] if after else []
            cells.append(self._cell([*lead, self.run(line, HEADING), *more], edges, end=number > 0))
        if count is not None:
            total = self._cell([self.run(str(count), HEADING)], edges, end=True)
            cells.append(replace(total, fixed=6.0 * len(str(count)) + edges.start + edges.end + 4))
        return cells

    def _cell(self, runs: Sequence[Run], edges: Edges, *, end: bool = False) -> Cell:
        """As wide a share of the line as its words need."""
        paragraph = self.paragraph(runs, end=end)
        return Cell(Text([paragraph], edges=edges, rtl=self.rtl), share=paragraph.natural_width() + POINT)

    def title(self, text: str, about: str, edges: Edges) -> Row:
        """What it is of and what it is, a line in each language beside each other: each begins where it is read."""
        is_one = "\n" not in text
        cells = []
        for voice in self.voices:
            name = "" if is_one and voice.number else voice.of(text)
            runs = [
                self.run(name, TITLE),
                self.run("   " if name else "", SUBTITLE),
                self.run(voice.of(about), SUBTITLE),
            ]
            cells.append(self._cell(runs, edges, end=voice.number > 0))
        return Row(cells, gap=10, rtl=self.rtl, line=False)


class Heading(Row):
    """Words under a strong rule. `bookmark` is what the outline of a PDF calls what it heads."""

    line = False

    @property
    def bookmark(self) -> str:
        return "".join(run.text for paragraph in self.cells[0].block.paragraphs for run in paragraph.runs)

    def paint(self, painter: QPainter, area: QRectF) -> None:
        paint_rule_above(painter, area)
        super().paint(painter, area)


class BandHeading(Heading):
    """Words on a light ground."""

    def paint(self, painter: QPainter, area: QRectF) -> None:
        painter.fillRect(area, QColor(SHADE))
        Row.paint(self, painter, area)


def paint_rule_above(painter: QPainter, area: QRectF) -> None:
    paint_rule(painter, area.left(), area.right(), area.top() + POINT / 2, width=POINT, colour=STRONG)


def paint_rule_below(painter: QPainter, area: QRectF) -> None:
    paint_rule(painter, area.left(), area.right(), area.bottom(), width=HAIRLINE)
