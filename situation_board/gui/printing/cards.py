"""A card on paper, and the columns of the board."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from situation_board.core.snapshot.sheet import ClaimLine, Party, Sheet, SheetColumn, SheetRow
from situation_board.core.vocabulary import Stance, StatusFlag
from situation_board.gui.look import BASIS_ICONS
from situation_board.gui.look.stripes import NOBODY_STRIPE, UNKNOWN_STRIPE, Stripe, numbered_stripe
from situation_board.gui.printing.blocks import Block, Cell, Decoration, Edges, Pile, Row, Text, paint_rule
from situation_board.gui.printing.detail import Detail
from situation_board.gui.printing.flow import Lane
from situation_board.gui.printing.look import (
    BODY,
    FINE,
    PLACE,
    QUIET,
    SMALL,
    STRONG_SMALL,
    Look,
)
from situation_board.gui.printing.paper import POINT
from situation_board.gui.printing.stripe import paint_paper_stripes
from situation_board.gui.printing.text import Paragraph, Run
from situation_board.gui.printing.words import RIGHT_TO_LEFT, Voice, aged, on_one_line, say, unbroken

STRIPE = 3.4
"""Points that a card's stripe is wide."""
FLAG_SIGNS = {
    StatusFlag.BESIEGED: "flag-besieged",
    StatusFlag.CEASEFIRE: "flag-ceasefire",
    StatusFlag.HANDED_OVER: "flag-handed-over",
    StatusFlag.PUSH_HALTED: "flag-push-halted",
}
MARK_SIGNS = ("clock-stale", "no-source", "clock", "conflict")
"""In the order of a row's marks."""
STANCE_SIGNS = {Stance.SUPPORTS: "check", Stance.DENIES: "close"}


def lane(sheet: Sheet, column: SheetColumn, look: Look, detail: Detail) -> Lane:
    """A column of the board under its heading, which comes back on each page."""
    blocks: tuple[Block, ...] = tuple(card(row, look, detail) for row in column.rows)
    if not blocks:
        blocks = (look.text(column.when_empty, QUIET, edges=Edges(top=4, start=4, bottom=4)),)
    return Lane((heading(column, look),), blocks, (heading(column, look, after=say(sheet, "continued")),))


def heading(column: SheetColumn, look: Look, *, after: str = "") -> Row:
    """`after` says that the column goes on from the page before."""
    return look.band(column.heading, count=len(column.rows), sign=str(column.column.value), after=after)


def card(row: SheetRow, look: Look, detail: Detail) -> Pile:
    """The whole card, from the place to its claims."""
    gap = look.points(0.8)
    body = [
        *_assessment(row, look, gap),
        *claims(row, look, detail, gap),
        *look.entered(row.note, SMALL),
    ]
    text = Text(body, rtl=look.rtl, gap=gap)
    edges = Edges(top=look.points(3.5), start=STRIPE + 4.5, bottom=look.points(4.5), end=2)
    return Pile([place(row, look), text], edges=edges, rtl=look.rtl, behind=background(row, rtl=look.rtl))


def _assessment(row: SheetRow, look: Look, gap: float) -> list[Paragraph]:
    """What is said of it with the shape of its basis, and below that on what it rests."""
    lead = look.run("", BODY, sign=BASIS_ICONS.get(row.basis, BASIS_ICONS[None]))
    if len(look.voices) == 1:
        [voice] = look.voices
        return look.stacked([[lead, look.run(voice.of(row.said), BODY)], evidence(row, look, voice)], gap=gap)
    said = look.paragraphs(row.said, BODY, before=[lead])
    return [*said, *look.spoken(lambda voice: evidence(row, look, voice))]


def place(row: SheetRow, look: Look) -> Row:
    """The place, what kind it is and where; the spoken number at the end."""
    names = Text(look.spoken(lambda voice: place_runs(row, look, voice)), rtl=look.rtl)
    number = Text([look.paragraph([look.run(row.number, QUIET)], end=True)], edges=Edges(top=look.points(2.6)))
    cells = [Cell(names)]
    return Row([*cells, Cell(number, fixed=20)] if row.number else cells, gap=2, rtl=look.rtl, line=False)


def place_runs(row: SheetRow, look: Look, voice: Voice) -> list[Run]:
    about = look.joined([look.run(voice.of(row.level_words), QUIET), look.run(voice.of(row.area), QUIET)])
    return [look.run(voice.of(row.place), PLACE), *([look.run("  ", QUIET), *about] if about else [])]


def evidence(row: SheetRow, look: Look, voice: Voice) -> list[Run]:
    """As of when, how old, when it was last looked at; what a reader must not miss; what speaks for it and against."""
    return look.joined(
        [
            look.run(unbroken(aged(voice.of(row.as_of), voice.of(row.age))), SMALL),
            look.run(voice.say("verified %1", row.verified) if row.verified else "", SMALL),
            *marks(row, look, voice),
            look.run(" / ".join(unbroken(side) for side in voice.of(row.grades).split(" / ")), QUIET),
        ]
    )


def marks(row: SheetRow, look: Look, voice: Voice) -> list[Run]:
    """Stale, no source, no time, conflict, and what else is true there: each a shape and a word."""
    present = (row.stale, row.no_source, row.no_time, bool(row.conflicts))
    signs = [sign for sign, is_there in zip(MARK_SIGNS, present, strict=True) if is_there]
    flags = [FLAG_SIGNS.get(flag, "") for flag in row.flags]
    shown = [*zip(row.marks, signs, strict=False), *zip(row.flag_words, flags, strict=False)]
    return [look.run(voice.of(words), STRONG_SMALL, sign=sign) for words, sign in shown]


def claims(row: SheetRow, look: Look, detail: Detail, gap: float) -> list[Paragraph]:
    """One below the other. In a bilingual sheet the wording stands once, with what is said of it in each language."""
    lines = [claim(each, look, voice) for each in detail.claims_of(row) for voice in look.voices]
    if len(look.voices) == 1:
        return look.stacked(lines, hang=look.points(7), gap=gap)
    ways = [voice.language in RIGHT_TO_LEFT for _ in detail.claims_of(row) for voice in look.voices]
    return [look.paragraph(line, hang=look.points(7), rtl=rtl) for line, rtl in zip(lines, ways, strict=True)]


def claim(line: ClaimLine, look: Look, voice: Voice) -> list[Run]:
    """ "✓ for HTS (leader) said: ... (via AFP, 7 Dec 2024, B2)"; what was said keeps its own direction."""
    via = voice.say("via %1", line.publisher) if line.publisher else ""
    about = voice.listed(voice.isolated(part) for part in (via, voice.of(line.when), voice.of(line.grade)))
    said = f" {voice.isolated(voice.of(line.speaker))} {voice.of(line.verb)}"
    wording = f": {voice.isolated(on_one_line(line.text))}" if voice.number == 0 else ""
    return [
        look.run(voice.of(line.stance_words), STRONG_SMALL, sign=STANCE_SIGNS.get(line.stance, "")),
        look.run(said + wording, SMALL),
        look.run(f"  ({about})", FINE),
    ]


# --- stripes


def background(row: SheetRow, *, rtl: bool) -> Decoration:
    """The stripe of who moves on the place, took it or holds it, and a hairline below."""
    return partial(_paint_background, stripes_of(row.who), rtl)


def stripes_of(parties: Sequence[Party] | None) -> tuple[Stripe, ...]:
    if parties is None:
        return (UNKNOWN_STRIPE,)
    return tuple(numbered_stripe(party.stripe, party.colour) for party in parties) or (NOBODY_STRIPE,)


def _paint_background(stripes: Sequence[Stripe], rtl: bool, painter: QPainter, area: QRectF) -> None:
    paint_rule(painter, area.left(), area.right(), area.bottom())
    left = area.right() - STRIPE * POINT if rtl else area.left()
    place = QRectF(left, area.top() + 2 * POINT, STRIPE * POINT, area.height() - 4 * POINT)
    paint_paper_stripes(painter, place, stripes)
