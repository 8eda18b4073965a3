"""The lists of a sheet: routes, advisories, events, changes, tasks, sources. One row a line, shape before words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from situation_board.core.snapshot.sheet import (
    AdvisoryLine,
    ChangeLine,
    EventLine,
    RouteLine,
    Sheet,
    SourceLine,
    TaskLine,
)
from situation_board.core.vocabulary import RouteState
from situation_board.gui.charts.marks import paint_glyph
from situation_board.gui.look import BASIS_ICONS
from situation_board.gui.printing.blocks import Block, Decoration, Edges, Text
from situation_board.gui.printing.chart_ink import PAPER_INK
from situation_board.gui.printing.detail import Detail
from situation_board.gui.printing.look import (
    BODY,
    QUIET,
    SMALL,
    STRONG_BODY,
    STRONG_SMALL,
    Look,
    paint_rule_below,
)
from situation_board.gui.printing.paper import POINT
from situation_board.gui.printing.text import Run
from situation_board.gui.printing.words import Voice, aged

SIGN_COLUMN = 15.0
"""Points at the start of a row in which its shape stands."""
SIGN_AIR = 3.0


def line(look: Look, paragraphs: Sequence[object], *, sign: Decoration | None = None) -> Text:
    """A row of a list, with a hairline below and its shape at the start."""
    edges = Edges(top=look.points(2.2), start=SIGN_COLUMN if sign else 0.0, bottom=look.points(3.2), end=0.0)
    behind = partial(_paint_line, sign, look.rtl) if sign else paint_rule_below
    return Text(paragraphs, edges=edges, rtl=look.rtl, gap=look.points(0.5), behind=behind)  # type: ignore[arg-type]


def _paint_line(sign: Decoration, rtl: bool, painter: QPainter, area: QRectF) -> None:
    paint_rule_below(painter, area)
    side = SIGN_COLUMN * POINT
    left = area.right() - side + SIGN_AIR * POINT if rtl else area.left()
    sign(painter, QRectF(left, area.top(), side, area.height()))


# --- routes


def routes(sheet: Sheet, look: Look) -> list[Block]:
    return [route(sheet, each, look) for each in sheet.routes]


def route(sheet: Sheet, each: RouteLine, look: Look) -> Text:
    """The state is told by the shape at the start: whole, narrowed, broken or dotted line."""

    def head(voice: Voice) -> list[Run]:
        strong = [look.run(voice.of(words), STRONG_BODY) for words in (each.name, each.state_words)]
        plain = (voice.of(each.use_words), voice.isolated(voice.once(each.condition)))
        return look.joined([*strong, *(look.run(words, SMALL) for words in plain)])

    def about(voice: Voice) -> list[Run]:
        verified = voice.say("verified %1", each.verified) if each.verified else ""
        sign = BASIS_ICONS.get(each.basis, BASIS_ICONS[None])
        return look.joined(
            [
                look.run(voice.of(each.kind_words), QUIET),
                look.run(voice.of(each.basis_words), SMALL, sign=sign),
                look.run(aged(voice.of(each.as_of), voice.of(each.age)), SMALL),
                look.run(verified, SMALL),
                *_route_marks(each, look, voice),
            ]
        )

    paragraphs = [*look.spoken(head), *look.spoken(about), *look.entered(each.note, SMALL)]
    return line(look, paragraphs, sign=partial(_paint_route, each.state))


def _route_marks(each: RouteLine, look: Look, voice: Voice) -> list[Run]:
    present = ((each.stale, "stale", "clock-stale"), (each.no_source, "no source", "no-source"))
    return [look.run(voice.say(words), STRONG_SMALL, sign=sign) for is_there, words, sign in present if is_there]


def _paint_route(state: RouteState, painter: QPainter, area: QRectF) -> None:
    """A road seen from the side: whole, with a gate, broken with a cross, or dotted."""
    y, left, right = area.top() + 8.2 * POINT, area.left() + POINT, area.left() + 11 * POINT
    middle, half = QPointF((left + right) / 2, y), 2.2 * POINT
    pen = QPen(QColor("#15191e"), 1.5 * POINT)
    if state is RouteState.UNKNOWN:
        pen.setDashPattern([1.0, 1.0])
    painter.setPen(pen)
    if state is RouteState.SEVERED:
        painter.drawLine(QPointF(left, y), QPointF(middle.x() - 1.2 * half, y))
        painter.drawLine(QPointF(middle.x() + 1.2 * half, y), QPointF(right, y))
        painter.drawLine(middle + QPointF(-half / 1.5, -half), middle + QPointF(half / 1.5, half))
        painter.drawLine(middle + QPointF(-half / 1.5, half), middle + QPointF(half / 1.5, -half))
        return
    painter.drawLine(QPointF(left, y), QPointF(right, y))
    if state is RouteState.RESTRICTED:
        painter.drawLine(middle - QPointF(0, 1.4 * half), middle + QPointF(0, 1.4 * half))


# --- advisories and events


def advisories(sheet: Sheet, look: Look) -> list[Block]:
    return [advisory(sheet, each, look) for each in sheet.advisories]


def advisory(sheet: Sheet, each: AdvisoryLine, look: Look) -> Text:
    """Who says what to whom; the level stays in its own words."""

    def head(voice: Voice) -> list[Run]:
        instruction = voice.isolated(voice.once(each.instruction))
        to = f"{voice.arrow}{voice.of(each.audience_words)}" if each.audience_words else ""
        audience = f"{to}: " if instruction or each.level else to
        level = [look.run(f"{voice.isolated(each.level)}. ", STRONG_BODY)] if each.level else []
        issuer = look.run(voice.of(each.issuer), STRONG_BODY)
        return [issuer, look.run(audience, BODY), *level, look.run(instruction, BODY)]

    def about(voice: Voice) -> list[Run]:
        valid = voice.say("until %1", each.valid_until) if each.valid_until else ""
        return look.joined(
            [
                look.run(voice.of(each.area), SMALL),
                look.run(voice.say("issued %1", each.issued), SMALL),
                look.run(voice.of(each.state_words), STRONG_SMALL, sign="clock-stale" if each.stale else ""),
                look.run(valid, SMALL),
                look.run(voice.of(each.source), QUIET),
            ]
        )

    return line(look, [*look.spoken(head), *look.spoken(about)], sign=glyph("advisory"))


def events(sheet: Sheet, look: Look, detail: Detail) -> list[Block]:
    return [event(each, look, detail) for each in detail.events_of(sheet)]


def event(each: EventLine, look: Look, detail: Detail) -> Text:
    """What happened in bold and plain words, its figures, and on what that rests."""

    def head(voice: Voice) -> list[Run]:
        state = f", {voice.of(each.state_words)}" if each.state_words else ""
        return [
            look.run(f"{voice.of(each.kind_words)}{state}: ", STRONG_BODY),
            look.run(voice.isolated(voice.of(each.text)), BODY),
        ]

    def figures(voice: Voice) -> list[Run]:
        return look.joined([look.run(voice.of(words), STRONG_SMALL) for words in each.figures])

    paragraphs = [
        *look.spoken(head),
        *look.spoken(figures),
        *look.spoken(lambda voice: _event_about(each, look, voice)),
        *(look.entered(each.note, SMALL) if detail.event_notes else []),
    ]
    return line(look, paragraphs, sign=glyph(str(each.kind)))


def _event_about(each: EventLine, look: Look, voice: Voice) -> list[Run]:
    where = voice.of(each.place) + (f"{voice.arrow}{voice.of(each.destination)}" if each.destination else "")
    sign = BASIS_ICONS.get(each.basis, BASIS_ICONS[None])
    return look.joined(
        [
            look.run(voice.of(each.when), STRONG_SMALL),
            look.run(where, SMALL),
            look.run(voice.listed(voice.of(name) for name in each.actors or ()), SMALL),
            look.run(voice.of(each.basis_words), SMALL, sign=sign),
            look.run(voice.of(each.source), QUIET),
            look.run(voice.of(each.grades), QUIET),
        ]
    )


def glyph(kind: str) -> Decoration:
    """The shape that this kind of event has in charts too."""
    return partial(_paint_glyph, kind)


def _paint_glyph(kind: str, painter: QPainter, area: QRectF) -> None:
    at = QPointF(area.left() + 6 * POINT, area.top() + 7.6 * POINT)
    painter.save()
    painter.translate(at)
    painter.scale(POINT * 0.75, POINT * 0.75)
    paint_glyph(painter, kind, QPointF(0, 0), 5.5, PAPER_INK)
    painter.restore()


# --- changes, tasks, sources


def changes(sheet: Sheet, look: Look, detail: Detail) -> list[Block]:
    return [change(each, look) for each in detail.changes_of(sheet)]


def change(each: ChangeLine, look: Look) -> Text:
    def runs(voice: Voice) -> list[Run]:
        return [look.run(f"{voice.of(each.name)}: ", STRONG_BODY), look.run(voice.of(each.said), BODY)]

    return line(look, look.spoken(runs))


def tasks(sheet: Sheet, look: Look) -> list[Block]:
    return [task(each, look) for each in sheet.tasks]


def task(each: TaskLine, look: Look) -> Text:
    def about(voice: Voice) -> list[Run]:
        late = [look.run(voice.say("overdue"), STRONG_SMALL, sign="clock-stale")] if each.overdue else []
        due = voice.say("due %1", each.due) if each.due else ""
        words = [look.run(words, SMALL) for words in (due, voice.of(each.role), voice.of(each.about))]
        return look.joined([*late, *words])

    return line(look, [*look.entered(each.what, BODY), *look.spoken(about)], sign=_paint_box)


def _paint_box(painter: QPainter, area: QRectF) -> None:
    """A box to tick."""
    painter.setPen(QPen(QColor("#15191e"), 0.8 * POINT))
    painter.drawRect(QRectF(area.left() + 2 * POINT, area.top() + 4 * POINT, 7 * POINT, 7 * POINT))


def sources(sheet: Sheet, look: Look, detail: Detail) -> list[Block]:
    """In running text: who, of what kind, how reliable, how often the sheet rests on it, and through which reports."""
    if not sheet.sources:
        return []

    def runs(voice: Voice) -> list[Run]:
        return [run for each in sheet.sources for run in (*source(each, look, voice, detail), look.run("   ", SMALL))]

    return [Text(look.spoken(runs), edges=Edges(bottom=look.points(3)), rtl=look.rtl, gap=look.points(2))]


def source(each: SourceLine, look: Look, voice: Voice, detail: Detail) -> list[Run]:
    about = [voice.of(each.kind_words), voice.of(each.reliability), f"×{each.used}"]
    reports = [voice.isolated(report) for report in each.reports] if detail.reports else []
    said = "; ".join([voice.listed(about), *reports])
    return [look.run(f"{voice.of(each.name)} ", STRONG_SMALL), look.run(f"({said})", QUIET)]
