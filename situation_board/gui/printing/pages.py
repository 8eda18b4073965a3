"""A sheet laid out on pages: painted from here into a PDF, a picture, a printer or the preview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from situation_board.core.snapshot.sheet import Sheet
from situation_board.core.vocabulary import SheetKind
from situation_board.gui.printing.composing import bands
from situation_board.gui.printing.detail import EVERYTHING, ON_ONE_PAGE, SCALES, Detail
from situation_board.gui.printing.flow import Page, paginate
from situation_board.gui.printing.furniture import Furniture, room_of
from situation_board.gui.printing.look import Look
from situation_board.gui.printing.paper import A4, Paper
from situation_board.gui.printing.words import voices

WORTH_TRYING = 3
"""Pages of everything; what takes more of them comes nowhere near one."""

SPARSE = 0.35


class Extent(StrEnum):
    """One page where that is honestly possible, or everything on as many as it takes."""

    ONE_PAGE = "one"
    EVERYTHING = "all"


@dataclass(frozen=True)
class Pages:
    """What stands on each page. `left_out` is what had no room on one page, counted and named."""

    sheet: Sheet
    paper: Paper
    detail: Detail
    pages: tuple[Page, ...]

    @property
    def count(self) -> int:
        return len(self.pages)

    @property
    def left_out(self) -> tuple[str, ...]:
        voice = voices(self.sheet.languages)[0]
        return tuple(omission.of(voice) for omission in self.detail.left_out(self.sheet))

    def paint(self, painter: QPainter, number: int) -> None:
        """The page of that number, from 0, in units of paper from its corner."""
        look = Look.of(self.sheet)
        Furniture(self.sheet, self.paper, look, self.count).paint(painter, number + 1)
        for placed in self.pages[number].placed:
            placed.block.paint(painter, placed.area)


def pages_of(sheet: Sheet, *, paper: Paper = A4, extent: Extent = Extent.ONE_PAGE) -> Pages:
    """Lay a sheet out. Letters shrink a little before anything is left out; too much for a page takes several."""
    whole = _laid_out(sheet, paper, EVERYTHING, most=None)
    if 1 < len(whole) <= WORTH_TRYING:
        found = _on_one_page(sheet, paper, _steps(sheet, extent))
        if found is not None:
            return found
        if _is_sparse(whole[-1], room_of(paper)):
            return _with_a_page_less(sheet, paper, whole)
    return Pages(sheet, paper, EVERYTHING, tuple(whole))


def _on_one_page(sheet: Sheet, paper: Paper, steps: Sequence[Detail]) -> Pages | None:
    """The first step that is one page. Looked for by halves, because each takes less room than the one before."""
    found, first, last = None, 0, len(steps) - 1
    at = last
    while first <= last:
        pages = _laid_out(sheet, paper, steps[at], most=1)
        if len(pages) == 1:
            found, last = Pages(sheet, paper, steps[at], tuple(pages)), at - 1
        elif at == len(steps) - 1:
            return None
        else:
            first = at + 1
        at = (first + last) // 2
    return found


def _is_sparse(page: Page, room: QRectF) -> bool:
    """Whether so little stands on a page that smaller letters may save it."""
    return max(placed.area.bottom() for placed in page.placed) - room.top() < SPARSE * room.height()


def _with_a_page_less(sheet: Sheet, paper: Paper, whole: Sequence[Page]) -> Pages:
    for scale in SCALES:
        pages = _laid_out(sheet, paper, Detail(scale=scale), most=len(whole) - 1)
        if len(pages) < len(whole):
            return Pages(sheet, paper, Detail(scale=scale), tuple(pages))
    return Pages(sheet, paper, EVERYTHING, tuple(whole))


def _steps(sheet: Sheet, extent: Extent) -> Sequence[Detail]:
    """What is worth trying when everything takes a second page. Only a status sheet may leave anything out."""
    may_leave_out = extent is Extent.ONE_PAGE and sheet.kind is SheetKind.STATUS
    return [detail for detail in ON_ONE_PAGE if may_leave_out or detail.leaves_all_in]


def _laid_out(sheet: Sheet, paper: Paper, detail: Detail, *, most: int | None) -> list[Page]:
    room = room_of(paper)
    return paginate(bands(sheet, paper, detail), lambda number: room, most=most)
