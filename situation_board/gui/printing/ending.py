"""The end of a sheet: legend, what is not on it, who made it, what the names on it do not mean."""

from __future__ import annotations

from collections.abc import Sequence

from situation_board.core.snapshot.sheet import LegendLine, Sheet
from situation_board.core.vocabulary import Basis
from situation_board.gui.look import BASIS_ICONS
from situation_board.gui.printing.blocks import Block, Edges, Text
from situation_board.gui.printing.detail import Detail
from situation_board.gui.printing.look import FINE, SMALL, STRONG_SMALL, Look
from situation_board.gui.printing.text import Run
from situation_board.gui.printing.title import facts
from situation_board.gui.printing.words import Voice, on_one_line, say

SIGNS = {
    **{f"basis:{basis.value}": BASIS_ICONS[basis] for basis in Basis},
    "basis:none": BASIS_ICONS[None],
    "basis:not_stated": BASIS_ICONS[None],
    **{f"column:{name}": name for name in ("advancing", "contested", "fallen", "held")},
    "mark:stale": "clock-stale",
    "mark:no_source": "no-source",
    "mark:conflict": "conflict",
    "flag:besieged": "flag-besieged",
    "flag:ceasefire": "flag-ceasefire",
    "flag:handed_over": "flag-handed-over",
    "flag:push_halted": "flag-push-halted",
}


def legend(sheet: Sheet, look: Look) -> list[Block]:
    """All signs in running lines: it is looked up, not read."""
    if not sheet.legend:
        return []
    runs: list[Run] = []
    for each in sheet.legend:
        runs += [*_entry(each, look), look.run("    ", FINE)]
    return [Text([look.paragraph(runs[:-1])], edges=Edges(top=1, bottom=3), rtl=look.rtl)]


def _entry(each: LegendLine, look: Look) -> list[Run]:
    sign = SIGNS.get(each.term, "")
    code = "" if sign else f"{look.isolated(each.sign)}\u00a0"
    return [look.run(code, STRONG_SMALL, sign=sign), look.run(on_one_line(each.words), FINE)]


def left_out(sheet: Sheet, look: Look, detail: Detail) -> list[Block]:
    """What is withheld or not permitted, and what this page had no room for: counted and named."""
    here = detail.left_out(sheet)

    def first(voice: Voice) -> list[Run]:
        return [look.run(" ".join(voice.of(each.text) for each in sheet.left_out), SMALL)]

    def more(voice: Voice) -> list[Run]:
        why = voice.say("Left out so that the sheet is one page")
        return [look.run(f"{why}: ", STRONG_SMALL), look.run("; ".join(each.of(voice) for each in here), SMALL)]

    paragraphs = [*(look.spoken(first) if sheet.left_out else []), *(look.spoken(more) if here else [])]
    if not paragraphs:
        return []
    heading = look.heading(say(sheet, "Not on this sheet"))
    return [heading, Text(paragraphs, rtl=look.rtl, edges=Edges(bottom=4), gap=1)]


def imprint(sheet: Sheet, look: Look) -> list[Block]:
    disclaimer: Sequence[Block] = (
        [Text(look.paragraphs(sheet.disclaimer, FINE), edges=Edges(top=2), rtl=look.rtl)] if sheet.disclaimer else []
    )
    return [*facts(sheet.imprint, look, in_a_row=3, style=SMALL), *disclaimer]
