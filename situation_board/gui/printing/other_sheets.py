"""The other kinds of sheet: handover, dossier, events list, capture form, re-verify list. Same blocks, same frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from situation_board.core.snapshot.sheet import CaptureForm, DossierLine, RecheckLine, Sheet
from situation_board.core.vocabulary import SheetKind, SheetPart
from situation_board.gui.printing import tables
from situation_board.gui.printing.blocks import Block, Cell, Edges, Pile, Row, Space, Text
from situation_board.gui.printing.cards import card
from situation_board.gui.printing.detail import EVERYTHING
from situation_board.gui.printing.flow import Band, Stack
from situation_board.gui.printing.look import BODY, FINE, QUIET, SMALL, STRONG_BODY, STRONG_SMALL, Look
from situation_board.gui.printing.paper import POINT
from situation_board.gui.printing.title import facts
from situation_board.gui.printing.words import on_one_line, say

WRITING_LINE = 17.0
"""Points between lines to write on by hand."""


def events_list(sheet: Sheet, look: Look) -> list[Band]:
    blocks = [
        *_listed(sheet, SheetPart.ADVISORIES, look, tables.advisories(sheet, look)),
        *_listed(sheet, SheetPart.EVENTS, look, tables.events(sheet, look, EVERYTHING)),
        *_listed(sheet, SheetPart.SOURCES, look, tables.sources(sheet, look, EVERYTHING), counts=False),
    ]
    return [Stack(tuple(blocks))]


def reverify(sheet: Sheet, look: Look) -> list[Band]:
    return [Stack(tuple(_rechecks(sheet, look)))]


def dossier(sheet: Sheet, look: Look) -> list[Band]:
    """The card as it stands, what the place is, then everything that became known of it, the latest first."""
    found = sheet.dossier
    if found is None:
        return []
    blocks: list[Block] = [
        card(found.row, look, EVERYTHING),
        Space(4),
        *facts(found.facts, look),
        Space(2),
        *(dossier_line(sheet, each, look) for each in found.lines),
        Space(6),
        *_listed(sheet, SheetPart.EVENTS, look, tables.events(sheet, look, EVERYTHING)),
        *_listed(sheet, SheetPart.SOURCES, look, tables.sources(sheet, look, EVERYTHING), counts=False),
    ]
    return [Stack(tuple(blocks))]


def _listed(sheet: Sheet, part: SheetPart, look: Look, blocks: Sequence[Block], *, counts: bool = True) -> list[Block]:
    """A part under its heading, where it was asked for; one in which nothing stands says so."""
    heading = next((each for each in sheet.parts if each.part == part), None)
    if heading is None:
        return []
    if not blocks:
        return [look.empty(heading.heading, heading.when_empty), Space(4)]
    return [look.heading(heading.heading, count=len(blocks) if counts else None), *blocks, Space(8)]


def dossier_line(sheet: Sheet, each: DossierLine, look: Look) -> Row:
    """When, what, and who entered it when; what was struck says so."""
    struck = on_one_line(say(sheet, "struck: %1", each.struck)) if each.struck else ""
    about = look.joined(
        [
            look.run(struck, STRONG_SMALL, sign="strike" if struck else ""),
            look.run(on_one_line(each.source or ""), SMALL),
            look.run(on_one_line(say(sheet, "entered %1", each.entered)), QUIET),
        ]
    )
    when = [look.paragraph([look.run(on_one_line(each.when), STRONG_SMALL)])]
    head = [look.run(f"{on_one_line(each.kind_words)}: ", STRONG_BODY), look.run(on_one_line(each.said), BODY)]
    edges = Edges(top=look.points(2), bottom=look.points(3))
    cells = [
        Cell(Text(when, edges=edges, rtl=look.rtl), fixed=92),
        Cell(Text([look.paragraph(head), look.paragraph(about)], edges=edges, rtl=look.rtl)),
    ]
    return Row(cells, gap=8, rtl=look.rtl)


def _rechecks(sheet: Sheet, look: Look) -> list[Block]:
    return [recheck(sheet, each, look) for each in sheet.rechecks]


def recheck(sheet: Sheet, each: RecheckLine, look: Look) -> Row:
    """A box to tick, what to look at again, how overdue it is, and room to write what was found."""
    verified = on_one_line(say(sheet, "verified %1", each.verified)) if each.verified else ""
    about = look.joined(
        [
            look.run(on_one_line(each.overdue), STRONG_SMALL, sign="clock-stale"),
            look.run(on_one_line(say(sheet, "as of %1", each.as_of)), SMALL),
            look.run(verified, SMALL),
            look.run(on_one_line(each.checked or ""), QUIET),
        ]
    )
    number = look.run(f"{each.number}  ", QUIET) if each.number else look.run("", QUIET)
    head = [number, look.run(f"{on_one_line(each.what)}: ", STRONG_BODY), look.run(on_one_line(each.said), BODY)]
    edges = Edges(top=look.points(3), start=tables.SIGN_COLUMN, bottom=look.points(7))
    behind = partial(_paint_tick_box, look.rtl)
    words = Text([look.paragraph(head), look.paragraph(about)], edges=edges, rtl=look.rtl, behind=behind)
    return Row([Cell(words, share=1.5), Cell(Text([], behind=_paint_writing_line))], gap=12, rtl=look.rtl)


def _paint_tick_box(rtl: bool, painter: QPainter, area: QRectF) -> None:
    painter.setPen(QPen(QColor("#15191e"), 0.8 * POINT))
    left = area.right() - 9 * POINT if rtl else area.left()
    painter.drawRect(QRectF(left, area.top() + 4.5 * POINT, 8 * POINT, 8 * POINT))


def _paint_writing_line(painter: QPainter, area: QRectF) -> None:
    pen = QPen(QColor("#7c8792"), 0.6 * POINT, Qt.PenStyle.DotLine)
    painter.setPen(pen)
    y = area.bottom() - 6 * POINT
    painter.drawLine(QLineF(area.left(), y, area.right(), y))


# --- the form for a day without a laptop


def capture(sheet: Sheet, look: Look) -> list[Band]:
    form = sheet.form
    if form is None:
        return []
    how = Text([each for line in form.how for each in look.paragraphs(line, SMALL)], rtl=look.rtl, gap=2)
    return [Stack((how, Space(4), *(entry(number, form, look) for number in form.numbers)))]


def entry(number: str, form: CaptureForm, look: Look) -> Pile:
    """A numbered frame with a line for each prompt; what is chosen is ticked."""
    choices = {each.label: each.text for each in form.choices}
    head = Text([look.paragraph([look.run(number, STRONG_BODY)])], edges=Edges(bottom=2), rtl=look.rtl)
    prompts = [prompt(field, choices.get(field), look) for field in form.fields]
    edges = Edges(top=5, start=7, bottom=7, end=7)
    return Pile([head, *prompts], edges=edges, rtl=look.rtl, behind=_paint_frame)


def prompt(field: str, choices: str | None, look: Look) -> Row:
    label = Text(look.paragraphs(field, FINE), edges=Edges(top=WRITING_LINE - 10), rtl=look.rtl)
    room = Text(look.paragraphs(choices, SMALL), edges=Edges(top=WRITING_LINE - 11), rtl=look.rtl)
    behind = None if choices else _paint_line_to_write_on
    line = Text(room.paragraphs, edges=room.edges if choices else Edges(top=WRITING_LINE), rtl=look.rtl, behind=behind)
    return Row([Cell(label, fixed=92), Cell(line)], gap=6, rtl=look.rtl, line=False)


def _paint_line_to_write_on(painter: QPainter, area: QRectF) -> None:
    painter.setPen(QPen(QColor("#7c8792"), 0.6 * POINT))
    painter.drawLine(QLineF(area.left(), area.bottom(), area.right(), area.bottom()))


def _paint_frame(painter: QPainter, area: QRectF) -> None:
    painter.setPen(QPen(QColor("#15191e"), 0.7 * POINT))
    painter.drawRect(area.adjusted(POINT, POINT, -POINT, -3 * POINT))


OTHER_SHEETS: dict[SheetKind, Callable[[Sheet, Look], list[Band]]] = {
    SheetKind.DOSSIER: dossier,
    SheetKind.EVENTS: events_list,
    SheetKind.CAPTURE: capture,
    SheetKind.REVERIFY: reverify,
}
