"""Highlights, and key figures in large type with what they do and do not mean below."""

from __future__ import annotations

import re

from situation_board.core.snapshot.sheet import Highlight, KeyFigure, Sheet
from situation_board.gui.printing.blocks import Block, Edges, Text
from situation_board.gui.printing.look import (
    AMOUNT,
    BODY,
    FINE,
    RAISED,
    SMALL,
    STRONG_BODY,
    STRONG_SMALL,
    Look,
    paint_rule_below,
)
from situation_board.gui.printing.text import Run
from situation_board.gui.printing.words import Voice, unbroken

NUMBER = re.compile(r"[0-9٠-٩۰-۹][0-9٠-٩۰-۹,.٬٫\u202f\u00a0 -]*")


def highlights(sheet: Sheet, look: Look) -> list[Block]:
    return [highlight(sheet, number, each, look) for number, each in enumerate(sheet.highlights, start=1)]


def highlight(sheet: Sheet, number: int, each: Highlight, look: Look) -> Text:
    """Numbered, with its date; one that rests on an unrated claim says so."""

    def runs(voice: Voice) -> list[Run]:
        unrated = voice.say("unrated") if each.unrated else ""
        about = look.joined([look.run(unbroken(voice.of(each.when)), STRONG_SMALL), look.run(unrated, SMALL)])
        text = [look.run(f"{number}  ", STRONG_BODY), look.run(voice.of(each.text), BODY)]
        return [*text, look.run("  ", BODY), *about]

    edges = Edges(top=look.points(1.6), bottom=look.points(1.6))
    return Text(look.spoken(runs, hang=look.points(9)), edges=edges, rtl=look.rtl)


def key_figures(sheet: Sheet, look: Look) -> list[Block]:
    return [key_figure(sheet, each, look) for each in sheet.key_figures]


def key_figure(sheet: Sheet, each: KeyFigure, look: Look) -> Text:
    def about(voice: Voice) -> list[Run]:
        clash = voice.say("clashes with another number") if each.clashes else ""
        parts = (voice.of(each.metric_words), voice.of(each.when), voice.of(each.source))
        words = [look.run(part, SMALL) for part in parts]
        return look.joined([*words, look.run(clash, STRONG_SMALL, sign="conflict" if clash else "")])

    paragraphs = [
        *look.spoken(lambda voice: [*amount(voice.of(each.amount), look), look.run(f" {each.footnote}", RAISED)]),
        *look.spoken(lambda voice: [look.run(voice.of(each.what), STRONG_BODY)]),
        *look.spoken(about),
    ]
    edges = Edges(top=look.points(1), bottom=look.points(4))
    return Text(paragraphs, edges=edges, rtl=look.rtl, behind=paint_rule_below)


def amount(words: str, look: Look) -> list[Run]:
    """The number large, what limits it ("more than") in letters that are read with it."""
    found = NUMBER.search(words)
    if found is None:
        return [look.run(words, STRONG_BODY)]
    number = found.group().rstrip(" ")
    return [
        look.run(words[: found.start()], STRONG_BODY),
        look.run(number, AMOUNT),
        look.run(words[found.start() + len(number) :], STRONG_BODY),
    ]


def footnotes(sheet: Sheet, look: Look) -> list[Block]:
    if not sheet.footnotes:
        return []
    paragraphs = [
        paragraph
        for each in sheet.footnotes
        for paragraph in look.paragraphs(each.text, FINE, before=[look.run(f"{each.number}  ", FINE)])
    ]
    return [
        Text(paragraphs, edges=Edges(top=look.points(2), bottom=look.points(2)), rtl=look.rtl, gap=look.points(0.6))
    ]
