"""What a printed sheet takes: beside ReportLab with the same content, and beside LibreOffice where it is installed."""

from __future__ import annotations

import html
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from tests.speed.measuring import Line, against, alternating, milliseconds
from tests.speed.settings import Settings

PART = "Sheets"
TASK = Path(__file__).with_name("sheet_task.py")
MOST_KIBIBYTES = 150
MOST_SECONDS = 0.5
TIMES_FASTER = 10


def sheets(settings: Settings) -> Iterator[Line]:
    """One page warm and as a whole process, its size, and 600 cards."""
    application = _application()
    yield from _warm(settings)
    yield from _whole_process(settings)
    yield from _many_cards(settings)
    application.quit()  # type: ignore[attr-defined]


def _application() -> object:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    return QGuiApplication.instance() or QGuiApplication([])


def _warm(settings: Settings) -> Iterator[Line]:
    from situation_board.gui.printing.rendering import render_pdf
    from tests.gui.sheets import sheet_of
    from tests.speed.sheet_by_reportlab import sheet_by_reportlab

    sheet = sheet_of(7)
    runs: dict[str, Callable[[], object]] = {
        "ours": lambda: render_pdf(sheet),
        "ReportLab": lambda: sheet_by_reportlab(sheet),
    }
    times = alternating(runs, times=3 * settings.times)
    yield against(PART, "a sheet of 7 cards, warm", times, ours="ours", floor="ReportLab", goal=1.5)
    kibibytes = len(render_pdf(sheet)) / 1024
    floor = f"ReportLab {len(sheet_by_reportlab(sheet)) / 1024:.0f} KiB"
    reached = kibibytes <= MOST_KIBIBYTES
    yield Line(PART, f"its size, at most {MOST_KIBIBYTES} KiB", None, f"{kibibytes:.0f} KiB", floor, reached=reached)


def _whole_process(settings: Settings) -> Iterator[Line]:
    """From the start of the program to the file."""
    file = settings.folder / "sheet.pdf"
    runs: dict[str, Callable[[], object]] = {
        "ours": lambda: _run(sys.executable, str(TASK), "ours", str(file)),
        "ReportLab": lambda: _run(sys.executable, str(TASK), "reportlab", str(file)),
    }
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is not None:
        page = _as_a_page(settings.folder)
        convert = ("--headless", "--convert-to", "pdf", "--outdir", str(settings.folder), str(page))
        runs["LibreOffice"] = lambda: _run(office, *convert)
    times = alternating(runs, times=settings.times)
    yield against(PART, "a sheet of 7 cards, whole process", times, ours="ours", floor="ReportLab")
    if office is None:
        yield Line(PART, "LibreOffice", None, "is not installed: not measured", "")
        return
    goal = 1 / TIMES_FASTER
    yield against(PART, "a sheet of 7 cards, whole process", times, ours="ours", floor="LibreOffice", goal=goal)


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _as_a_page(folder: Path) -> Path:
    """The same texts as a web page of three columns, which LibreOffice opens."""
    from situation_board.gui.printing.pages import Extent, pages_of
    from tests.gui.printed import texts
    from tests.gui.sheets import sheet_of

    paragraphs = texts(pages_of(sheet_of(7), extent=Extent.EVERYTHING))
    body = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
    path = folder / "sheet.html"
    path.write_text(f'<meta charset="utf-8"><div style="column-count:3">{body}</div>', encoding="utf-8")
    return path


def _many_cards(settings: Settings) -> Iterator[Line]:
    """Read from the situation is another bench's; this is laying out and writing."""
    from situation_board.gui.printing.rendering import render_pdf
    from tests.gui.sheets import sheet_of

    sheet = sheet_of(600)
    seconds = median(alternating({"ours": lambda: render_pdf(sheet)}, times=settings.times)["ours"])
    size = f"{len(render_pdf(sheet)) / 1024:.0f} KiB"
    reached = seconds <= MOST_SECONDS
    what = f"600 cards with all claims, at most {MOST_SECONDS * 1000:.0f} ms"
    yield Line(PART, what, None, f"{milliseconds(seconds)}, {size}", "", reached=reached)
