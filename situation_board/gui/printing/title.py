"""The top of the first page: title, facts in a grid, the QR code, and what a reader must be told first."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from situation_board.core.snapshot.sheet import Labelled, Sheet
from situation_board.gui.printing.blocks import STRONG, Block, Cell, Decoration, Edges, Row, Text
from situation_board.gui.printing.look import BODY, FINE, STRONG_BODY, Look
from situation_board.gui.printing.paper import POINT
from situation_board.gui.printing.qr import paint_qr
from situation_board.gui.printing.text import Style
from situation_board.gui.printing.words import on_one_line, say

QR = 54.0
"""Points of the side of the QR code."""
FACTS_IN_A_ROW = 4


def title(sheet: Sheet, look: Look) -> list[Block]:
    header = sheet.header
    number = f" {header.number}" if header.number else ""
    about = "\n".join(line + number for line in header.subject.split("\n"))
    head = [look.title(header.title, about, Edges(bottom=look.points(3)))]
    profile = [look.text(header.profile_words, FINE, edges=Edges(bottom=3))] if header.profile_words else []
    return [
        Titled([*head, *profile, *facts((*header.facts, *header.course), look)], sheet.seal, look),
        *notices(sheet, look),
    ]


def facts(
    labelled: tuple[Labelled, ...], look: Look, *, in_a_row: int = FACTS_IN_A_ROW, style: Style = STRONG_BODY
) -> list[Block]:
    """Label above text, several in a row."""
    rows: list[Block] = []
    for start in range(0, len(labelled), in_a_row):
        part = labelled[start : start + in_a_row]
        cells = [Cell(fact(each, look, style)) for each in part]
        cells += [Cell(Text([]))] * (in_a_row - len(part))
        rows.append(Row(cells, gap=8, rtl=look.rtl, line=False))
    return rows


def fact(each: Labelled, look: Look, style: Style) -> Text:
    label = look.paragraphs(on_one_line(each.label), FINE)
    return Text([*label, *look.paragraphs(each.text, style)], edges=Edges(bottom=look.points(3)), rtl=look.rtl)


def notices(sheet: Sheet, look: Look) -> list[Block]:
    """That it corrects another issue, and of which issue it is a further rendering."""
    header, said = sheet.header, []
    if header.replaces:
        replaced = say(sheet, "%1 replaces %2", header.number or "", header.replaces)
        said.append(f"{on_one_line(replaced)}: {on_one_line(header.correction or '')}")
    if sheet.notice:
        said.append(sheet.notice)
    return [_notice(words, look) for words in said]


def _notice(words: str, look: Look) -> Text:
    edges = Edges(top=3, start=8, bottom=3, end=4)
    return Text(look.paragraphs(words, BODY), edges=edges, rtl=look.rtl, behind=_bar(look.rtl))


def _bar(rtl: bool) -> Decoration:
    def paint(painter: QPainter, area: QRectF) -> None:
        width = 2.4 * POINT
        left = area.right() - width if rtl else area.left()
        painter.fillRect(QRectF(left, area.top() + POINT, width, area.height() - 2 * POINT), QColor(STRONG))

    return paint


@dataclass(frozen=True)
class Titled:
    """Blocks beside the QR code."""

    blocks: list[Text | Block]
    seal: str
    look: Look
    keeps: bool = False

    @property
    def text(self) -> str:
        return "\n".join(str(getattr(block, "text", "")) for block in self.blocks)

    def height(self, width: float) -> float:
        return max(sum(block.height(self._inner(width)) for block in self.blocks), QR * POINT)

    def _inner(self, width: float) -> float:
        return width - (QR + 10) * POINT

    def paint(self, painter: QPainter, area: QRectF) -> None:
        side, rtl = QR * POINT, self.look.rtl
        paint_qr(painter, QRectF(area.left() if rtl else area.right() - side, area.top(), side, side), self.seal)
        left, y = area.left() + (side + 10 * POINT if rtl else 0), area.top()
        for block in self.blocks:
            height = block.height(self._inner(area.width()))
            block.paint(painter, QRectF(left, y, self._inner(area.width()), height))
            y += height

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        return None
