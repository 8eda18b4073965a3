"""The same one-page sheet by another hand: ReportLab, with the same texts, fonts, chart and code, in three columns."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Table, TableStyle

from situation_board.core.snapshot.sheet import Sheet, SheetRow
from situation_board.gui.printing.fonts import FILES, _font_path

MARGIN = 28
FONTS = {"Sheet": 0, "SheetSemi": 1, "SheetBold": 2, "SheetArabic": 3}


@cache
def load_fonts() -> None:
    for name, number in FONTS.items():
        pdfmetrics.registerFont(TTFont(name, str(_font_path(*FILES[number]))))


def style(size: float, font: str = "Sheet", colour: str = "#15191e") -> ParagraphStyle:
    return ParagraphStyle(
        f"{font}{size}", fontName=font, fontSize=size, leading=size * 1.25, textColor=HexColor(colour)
    )


def sheet_by_reportlab(sheet: Sheet) -> bytes:
    """Arabic is set in its letters but neither joined nor ordered: ReportLab does not do that by itself."""
    load_fonts()
    buffer = io.BytesIO()
    document = BaseDocTemplate(buffer, pagesize=A4, title=sheet.header.title)
    frame = Frame(MARGIN, 60, A4[0] - 2 * MARGIN, A4[1] - 120, leftPadding=0, rightPadding=0)
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=lambda canvas, _: furniture(canvas, sheet)))
    document.build(list(story(sheet)))
    return buffer.getvalue()


def furniture(canvas: Any, sheet: Sheet) -> None:
    for y in (A4[1] - 50, 34):
        canvas.setFillColorRGB(0, 0, 0)
        canvas.rect(A4[0] - MARGIN - 76, y - 4, 76, 17, stroke=0, fill=1)
        canvas.setFillColor(HexColor("#FFC000"))
        canvas.setFont("SheetBold", 12)
        canvas.drawCentredString(A4[0] - MARGIN - 38, y, sheet.header.label.value)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.drawString(MARGIN, y, f"{sheet.header.title} {sheet.header.as_of}")
    canvas.setFont("Sheet", 6.5)
    canvas.drawString(MARGIN, 24, f"SHA-256 {sheet.content_sha256}")


def story(sheet: Sheet) -> Iterator[Any]:
    yield Paragraph(sheet.header.title, style(20, "SheetSemi"))
    code = QrCodeWidget(sheet.seal, barWidth=54, barHeight=54)
    picture = Drawing(54, 54)
    picture.add(code)
    facts = [
        [Paragraph(each.label, style(7)), Paragraph(each.text, style(9, "SheetSemi"))] for each in sheet.header.facts
    ]
    yield Table([[*facts, picture]])
    yield from (Paragraph(f"{each.text} {each.when}", style(9)) for each in sheet.highlights)
    yield from (Paragraph(f"{each.amount} {each.what}", style(17, "SheetSemi")) for each in sheet.key_figures)
    yield from (Paragraph(each.text, style(7)) for each in sheet.footnotes)
    lines = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEABOVE", (0, 0), (-1, 0), 1, HexColor("#15191e"))])
    yield Table([[[*column(each.heading, each.rows)] for each in sheet.columns]], style=lines)
    yield Table([[[*routes_and_chart(sheet)], [*lists(sheet)]]], style=lines)
    yield Paragraph(" ".join(f"{each.sign} {each.words}" for each in sheet.legend), style(7))
    yield Paragraph(sheet.disclaimer, style(7))


def column(heading: str, rows: Sequence[SheetRow]) -> Iterator[Any]:
    yield Paragraph(heading, style(10, "SheetBold"))
    for row in rows:
        yield Paragraph(f"{row.place} {row.level_words} {row.area} {row.number}", style(11, "SheetSemi"))
        yield Paragraph(row.said, style(9))
        yield Paragraph(f"{row.as_of} {row.age} {row.grades} {' '.join(row.marks)}", style(8))
        for claim in row.claims:
            font = "Sheet" if claim.text.isascii() else "SheetArabic"
            yield Paragraph(f"{claim.speaker} {claim.verb}: {claim.text} ({claim.when}, {claim.grade})", style(8, font))


def routes_and_chart(sheet: Sheet) -> Iterator[Any]:
    for route in sheet.routes:
        yield Paragraph(f"{route.name} {route.state_words} {route.as_of}", style(9))
    chart = Drawing(240, 110)
    for number in range(6):
        chart.add(Line(30, 10 + number * 18, 240, 10 + number * 18, strokeColor=HexColor("#d5dade")))
        chart.add(String(0, 8 + number * 18, f"{number * 100_000:,}", fontName="Sheet", fontSize=7))
    for series in sheet.charts[0].series:
        for number, point in enumerate(series.points):
            chart.add(Rect(40 + number * 30, 10, 20, (point.low or 0) / 5_000, fillColor=HexColor("#0072b2")))
            chart.add(String(40 + number * 30, 100, point.words, fontName="Sheet", fontSize=7))
    yield chart


def lists(sheet: Sheet) -> Iterator[Any]:
    for event in sheet.events:
        yield Paragraph(f"{event.kind_words}: {event.text}", style(9))
        yield Paragraph(f"{event.when} {event.place} {event.source} {event.grades}", style(8))
    for advisory in sheet.advisories:
        yield Paragraph(f"{advisory.issuer} {advisory.instruction}", style(9))
    for change in sheet.changes:
        yield Paragraph(f"{change.name} {change.said}", style(9))
