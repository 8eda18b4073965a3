"""What a page is made of: blocks that know how high they are at a width, and can be painted and perhaps divided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from situation_board.gui.printing.paper import POINT
from situation_board.gui.printing.text import Paragraph

HAIRLINE = 0.4 * POINT
RULE = "#a9b1ba"
STRONG = "#15191e"


class Block(Protocol):
    """A piece of a page. One that `keeps` stays with the one after it; headings do."""

    @property
    def keeps(self) -> bool: ...

    def height(self, width: float) -> float: ...

    def paint(self, painter: QPainter, area: QRectF) -> None: ...

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        """A first part that fits into the room, and the rest; None when it cannot be divided there."""
        ...


@dataclass(frozen=True)
class Space:
    """Air."""

    points: float
    keeps: bool = False

    def height(self, width: float) -> float:
        return self.points * POINT

    def paint(self, painter: QPainter, area: QRectF) -> None:
        """Nothing is there to be painted."""

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        return None


@dataclass(frozen=True)
class Edges:
    """Air around a block's paragraphs, in points; `start` is where reading begins."""

    top: float = 0.0
    start: float = 0.0
    bottom: float = 0.0
    end: float = 0.0


NO_EDGES = Edges()
Decoration = Callable[[QPainter, QRectF], None]


class Text:
    """Paragraphs one below the other; `behind` is painted first, on the whole area."""

    def __init__(
        self,
        paragraphs: Sequence[Paragraph],
        *,
        edges: Edges = NO_EDGES,
        gap: float = 0.0,
        rtl: bool = False,
        keeps: bool = False,
        behind: Decoration | None = None,
    ) -> None:
        self.paragraphs = tuple(each for each in paragraphs if each.runs)
        self.edges, self.gap, self.rtl, self.behind = edges, gap, rtl, behind
        self._keeps = keeps
        self._heights: dict[float, float] = {}

    @property
    def keeps(self) -> bool:
        return self._keeps

    @property
    def text(self) -> str:
        return "\n".join(each.text for each in self.paragraphs)

    def height(self, width: float) -> float:
        """Asked again and again for the same width."""
        if width not in self._heights:
            self._heights[width] = self._height(width)
        return self._heights[width]

    def _height(self, width: float) -> float:
        inner = self._inner(width)
        lines = sum(each.height(inner) for each in self.paragraphs)
        gaps = max(len(self.paragraphs) - 1, 0) * self.gap * POINT
        return lines + gaps + (self.edges.top + self.edges.bottom) * POINT

    def paint(self, painter: QPainter, area: QRectF) -> None:
        if self.behind is not None:
            self.behind(painter, area)
        inner = self._inner(area.width())
        before = self.edges.end if self.rtl else self.edges.start
        y = area.top() + self.edges.top * POINT
        for each in self.paragraphs:
            each.paint(painter, area.left() + before * POINT, y, inner)
            y += each.height(inner) + self.gap * POINT

    def _inner(self, width: float) -> float:
        return width - (self.edges.start + self.edges.end) * POINT

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        inner, left = self._inner(width), room - (self.edges.top + self.edges.bottom) * POINT
        for number, each in enumerate(self.paragraphs):
            height = each.height(inner)
            if height > left:
                return self._divided(number, each.split(inner, left))
            left -= height + self.gap * POINT
        return None

    def _divided(self, number: int, parts: tuple[Paragraph, Paragraph] | None) -> tuple[Block, Block] | None:
        before, after = self.paragraphs[:number], self.paragraphs[number + 1 :]
        if parts is not None:
            return self._like((*before, parts[0])), self._like((parts[1], *after))
        if before:
            return self._like(before), self._like(self.paragraphs[number:])
        return None

    def _like(self, paragraphs: Sequence[Paragraph]) -> Text:
        return Text(paragraphs, edges=self.edges, gap=self.gap, rtl=self.rtl, keeps=self._keeps, behind=self.behind)


class Pile:
    """Blocks that belong together: a card, a key figure, a chart with its heading."""

    def __init__(
        self,
        blocks: Sequence[Block],
        *,
        edges: Edges = NO_EDGES,
        rtl: bool = False,
        keeps: bool = False,
        behind: Decoration | None = None,
    ) -> None:
        self.blocks, self.edges, self.rtl, self.behind = tuple(blocks), edges, rtl, behind
        self._keeps = keeps
        self._heights: dict[float, float] = {}

    @property
    def keeps(self) -> bool:
        return self._keeps

    @property
    def text(self) -> str:
        return "\n".join(str(getattr(block, "text", "")) for block in self.blocks)

    def height(self, width: float) -> float:
        """Asked again and again for the same width."""
        if width not in self._heights:
            self._heights[width] = self._height(width)
        return self._heights[width]

    def _height(self, width: float) -> float:
        inner = self._inner(width)
        return sum(block.height(inner) for block in self.blocks) + (self.edges.top + self.edges.bottom) * POINT

    def paint(self, painter: QPainter, area: QRectF) -> None:
        if self.behind is not None:
            self.behind(painter, area)
        inner = self._inner(area.width())
        left = area.left() + (self.edges.end if self.rtl else self.edges.start) * POINT
        y = area.top() + self.edges.top * POINT
        for block in self.blocks:
            height = block.height(inner)
            block.paint(painter, QRectF(left, y, inner, height))
            y += height

    def _inner(self, width: float) -> float:
        return width - (self.edges.start + self.edges.end) * POINT

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        inner, left = self._inner(width), room - (self.edges.top + self.edges.bottom) * POINT
        for number, block in enumerate(self.blocks):
            height = block.height(inner)
            if height > left:
                return self._divided(number, block.split(inner, left))
            left -= height
        return None

    def _divided(self, number: int, parts: tuple[Block, Block] | None) -> tuple[Block, Block] | None:
        before, after = self.blocks[:number], self.blocks[number + 1 :]
        if parts is not None:
            return self._like((*before, parts[0])), self._like((parts[1], *after))
        if before:
            return self._like(before), self._like(self.blocks[number:])
        return None

    def _like(self, blocks: Sequence[Block]) -> Pile:
        return Pile(blocks, edges=self.edges, rtl=self.rtl, keeps=self._keeps, behind=self.behind)


@dataclass(frozen=True)
class Cell:
    """A column of a row: a share of the width, or so many points when it is fixed."""

    block: Text
    share: float = 1.0
    fixed: float | None = None


class Row:
    """Texts beside each other with a hairline below: a line of a table."""

    line = True

    def __init__(
        self, cells: Sequence[Cell], *, gap: float = 5.0, rtl: bool = False, line: bool = True, keeps: bool = False
    ) -> None:
        self.cells, self.gap, self.rtl, self.has_line = tuple(cells), gap, rtl, line and self.line
        self._keeps = keeps

    @property
    def keeps(self) -> bool:
        return self._keeps

    @property
    def text(self) -> str:
        return "\n".join(cell.block.text for cell in self.cells)

    def widths(self, width: float) -> list[float]:
        fixed = sum(cell.fixed or 0.0 for cell in self.cells) * POINT
        shares = sum(cell.share for cell in self.cells if cell.fixed is None)
        left = width - fixed - self.gap * POINT * (len(self.cells) - 1)
        return [left * cell.share / shares if cell.fixed is None else cell.fixed * POINT for cell in self.cells]

    def height(self, width: float) -> float:
        return max(cell.block.height(part) for cell, part in zip(self.cells, self.widths(width), strict=True))

    def paint(self, painter: QPainter, area: QRectF) -> None:
        x = area.left()
        for cell, part in zip(self.cells, self.widths(area.width()), strict=True):
            left = area.right() - (x - area.left()) - part if self.rtl else x
            cell.block.paint(painter, QRectF(left, area.top(), part, area.height()))
            x += part + self.gap * POINT
        if self.has_line:
            paint_rule(painter, area.left(), area.right(), area.bottom())

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        """Each cell where it must be; a cell that fits is not repeated."""
        firsts, rests = [], []
        for cell, part in zip(self.cells, self.widths(width), strict=True):
            whole = cell.block.height(part) <= room
            parts = (cell.block, cell.block._like(())) if whole else cell.block.split(part, room)
            if parts is None:
                return None
            firsts.append(Cell(parts[0], cell.share, cell.fixed))  # type: ignore[arg-type]
            rests.append(Cell(parts[1], cell.share, cell.fixed))  # type: ignore[arg-type]
        made = [Row(cells, gap=self.gap, rtl=self.rtl, line=line) for cells, line in ((firsts, False), (rests, True))]
        return made[0], made[1]


def paint_rule(
    painter: QPainter, left: float, right: float, y: float, *, width: float = HAIRLINE, colour: str = RULE
) -> None:
    pen = QPen(QColor(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawLine(QLineF(left, y, right, y))
