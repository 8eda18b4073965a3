"""A sheet as bands of blocks, in the order in which it is read: what matters most stands highest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from situation_board.core.snapshot.sheet import Sheet
from situation_board.core.vocabulary import Column, SheetKind, SheetPart
from situation_board.gui.printing import ending, figures, tables
from situation_board.gui.printing.blocks import Block, Space
from situation_board.gui.printing.cards import lane
from situation_board.gui.printing.chart import chart
from situation_board.gui.printing.detail import Detail
from situation_board.gui.printing.flow import Band, Even, Lane, Lanes, Stack
from situation_board.gui.printing.look import Look
from situation_board.gui.printing.other_sheets import OTHER_SHEETS
from situation_board.gui.printing.paper import Paper
from situation_board.gui.printing.title import title

BOARD_TRACKS = 3


def bands(sheet: Sheet, paper: Paper, detail: Detail) -> list[Band]:
    """All of a sheet, from its title to its imprint."""
    look = Look.of(sheet, detail.scale)
    match sheet.kind:
        case SheetKind.STATUS:
            body = list(_status(sheet, paper, look, detail))
        case SheetKind.HANDOVER:
            body = list(_handover(sheet, paper, look, detail))
        case other:
            body = OTHER_SHEETS[other](sheet, look)
    return [Stack(tuple(title(sheet, look))), *body, *_end(sheet, look, detail)]


def _status(sheet: Sheet, paper: Paper, look: Look, detail: Detail) -> Iterator[Band]:
    yield from _top(sheet, look)
    yield from _board(sheet, look, detail)
    yield from _even(_rest(sheet, look, detail), paper, look)


def _handover(sheet: Sheet, paper: Paper, look: Look, detail: Detail) -> Iterator[Band]:
    """What changed comes first, then what is open, then how things stand."""
    yield from _top(sheet, look)
    yield from _even(_changed(sheet, look, detail), paper, look)
    yield from _board(sheet, look, detail)


def _even(parts: Iterable[list[Block]], paper: Paper, look: Look) -> Iterator[Band]:
    blocks = [block for part in parts for block in part]
    if blocks:
        yield Even(tuple(blocks), 3 if paper.landscape else 2, rtl=look.rtl)


def _top(sheet: Sheet, look: Look) -> Iterator[Band]:
    """Highlights, and beside them the key figures."""
    said = _part(sheet, SheetPart.HIGHLIGHTS, look, figures.highlights(sheet, look))
    numbers = _part(sheet, SheetPart.KEY_FIGURES, look, figures.key_figures(sheet, look))
    numbers += figures.footnotes(sheet, look) if numbers else []
    lanes = [Lane((), tuple(blocks), share=share) for blocks, share in ((said, 1.75), (numbers, 1.0)) if blocks]
    if lanes:
        yield Lanes(tuple(lanes), rtl=look.rtl)


def _board(sheet: Sheet, look: Look, detail: Detail) -> Iterator[Band]:
    """The columns beside each other; what is held comes below them."""
    lanes = [lane(sheet, column, look, detail) for column in sheet.columns if column.column is not Column.HELD]
    held = [lane(sheet, each, look, detail) for each in sheet.columns if each.column is Column.HELD and each.rows]
    if lanes:
        yield Lanes(tuple(lanes), rtl=look.rtl, tracks=BOARD_TRACKS, tail=held[0] if held else None)


def _rest(sheet: Sheet, look: Look, detail: Detail) -> Iterator[list[Block]]:
    yield _part(sheet, SheetPart.ROUTES, look, tables.routes(sheet, look))
    for each in detail.charts_of(sheet):
        yield [look.heading(each.heading), *chart(sheet, each, look), Space(5)]
    yield _part(sheet, SheetPart.ADVISORIES, look, tables.advisories(sheet, look))
    yield _part(sheet, SheetPart.EVENTS, look, tables.events(sheet, look, detail), count=len(sheet.events))
    yield from _changed(sheet, look, detail)
    yield _part(sheet, SheetPart.SOURCES, look, tables.sources(sheet, look, detail)) if detail.sources else []


def _changed(sheet: Sheet, look: Look, detail: Detail) -> Iterator[list[Block]]:
    yield _part(sheet, SheetPart.CHANGES, look, tables.changes(sheet, look, detail), count=len(sheet.changes))
    yield _part(sheet, SheetPart.TASKS, look, tables.tasks(sheet, look), count=len(sheet.tasks))


def _part(
    sheet: Sheet, part: SheetPart, look: Look, blocks: Sequence[Block], *, count: int | None = None
) -> list[Block]:
    """A part under its heading; one that was asked for and is empty says so, one that was not is not there."""
    heading = next((each for each in sheet.parts if each.part == part), None)
    if heading is None:
        return []
    if not blocks:
        return [look.empty(heading.heading, heading.when_empty), Space(look.points(3))]
    return [look.heading(heading.heading, count=count or None), *blocks, Space(look.points(6))]


def _end(sheet: Sheet, look: Look, detail: Detail) -> Iterator[Band]:
    heading = next((each for each in sheet.parts if each.part == SheetPart.LEGEND), None)
    signs = ending.legend(sheet, look)
    blocks = [
        *([look.heading(heading.heading), *signs] if heading and signs else []),
        *ending.left_out(sheet, look, detail),
        *ending.imprint(sheet, look),
    ]
    if blocks:
        yield Stack(tuple(blocks))
