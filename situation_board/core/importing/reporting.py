"""The report on a file as a table, to keep or to send to who made the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from situation_board.core.exporting.cells import guarded
from situation_board.core.importing.examining import Examined
from situation_board.core.importing.placing import Found

NOT_KNOWN = {Found.AMBIGUOUS, Found.UNLOCATED, Found.NEW}
HEADERS = ("section", "line", "column", "what", "rows")


def report_csv(examined: Examined) -> bytes:
    """All of the report: UTF-8 with a mark, as spreadsheets want it; no cell is a live formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADERS)
    for line in _lines(examined):
        writer.writerow([guarded(str(cell)) for cell in line])
    return text.getvalue().encode("utf-8-sig")


def _lines(examined: Examined) -> Iterator[tuple[object, ...]]:
    yield "file", "", "", f"{examined.format.words}: {examined.why}", examined.rows
    for kind, rows in examined.kinds:
        yield "taken in", "", "", kind, rows
    for figure in examined.figures:
        who = ", ".join(each for each in (figure.category, figure.group) if each)
        said = f"{who}, {figure.metric}, {figure.unit}: {figure.number} (to check, never a total)"
        yield "figures", "", "", said, figure.rows
    for given, placed in examined.places:
        if placed.found in NOT_KNOWN:
            name = ", ".join(text for text in (given.name or given.pcode, *given.areas) if text)
            candidates = f": {'; '.join(placed.candidates)}" if placed.candidates else ""
            yield f"place {placed.found.value}", "", "", f"{name}{candidates}", ""
    for found, count in examined.further_places:
        if found in NOT_KNOWN:
            yield f"place {found.value}", "", "", f"{count} further places", ""
    for decision in examined.decisions:
        yield "decided", "", "", decision.what, decision.rows
    for question in examined.questions:
        yield "open", "", "", question.what, ""
    for rejected in examined.rejected:
        yield "not taken in", rejected.line, rejected.column or "", rejected.why, 1
    further = examined.rejected_rows - len(examined.rejected)
    if further:
        yield "not taken in", "", "", "further rows, which are only counted", further
    for cell in examined.cells:
        yield "cell not taken in", cell.line, cell.column or "", cell.why, ""
