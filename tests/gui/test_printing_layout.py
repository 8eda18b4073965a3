"""Where things stand on paper: nothing is cut or silently missing, nothing overlaps, no heading is left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from situation_board.core.snapshot.sheet import Sheet
from situation_board.gui.printing.detail import ON_ONE_PAGE
from situation_board.gui.printing.flow import Page, Placed
from situation_board.gui.printing.furniture import room_of
from situation_board.gui.printing.pages import Extent, Pages, pages_of
from situation_board.gui.printing.paper import POINT, Paper, PaperSize
from situation_board.gui.printing.text import Paragraph, Run, Style
from tests.gui.printed import lonely_headings, outside, overlaps, plain, texts
from tests.gui.sheets import sheet_of

pytestmark = pytest.mark.usefixtures("qapp")

A4, LETTER = Paper(), Paper(PaperSize.LETTER)
LYING, LYING_LETTER = Paper(landscape=True), Paper(PaperSize.LETTER, landscape=True)
KINDS = [
    (cards, language, long) for cards in (1, 6, 60) for language in ("en", "ar", "en+ar") for long in (False, True)
]
CASES = [(*kind, (A4, LETTER, LYING, LYING_LETTER)[number % 4]) for number, kind in enumerate(KINDS)]


@pytest.mark.parametrize(("cards", "language", "long_names", "paper"), CASES)
def test_blocks_stand_inside_the_page_and_apart(cards: int, language: str, long_names: bool, paper: Paper) -> None:
    pages = pages_of(sheet_of(cards, language=language, long_names=long_names), paper=paper)
    assert outside(pages, room_of(paper)) == []
    assert list(overlaps(pages)) == []
    assert lonely_headings(pages) == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_six_hundred_cards_are_all_there(language: str) -> None:
    sheet = sheet_of(600, language=language)
    pages = pages_of(sheet)
    assert outside(pages, room_of(A4)) == []
    assert list(overlaps(pages)) == []
    assert lonely_headings(pages) == []
    assert missing(sheet, pages) == []


@pytest.mark.parametrize(("language", "long_names"), [("en", False), ("ar", False), ("en+ar", False), ("en", True)])
def test_every_card_claim_event_and_figure_is_on_the_sheet(language: str, long_names: bool) -> None:
    sheet = sheet_of(60, language=language, long_names=long_names)
    assert missing(sheet, pages_of(sheet, extent=Extent.EVERYTHING)) == []


def missing(sheet: Sheet, pages: Pages) -> list[str]:
    """What the sheet says and the pages do not."""
    everything = " ".join(texts(pages))
    return [words for words in sayings(sheet) if plain(words) not in everything]


def sayings(sheet: Sheet) -> list[str]:
    said = [sheet.header.title, sheet.disclaimer, *(each.text for each in (*sheet.header.facts, *sheet.imprint))]
    said += [each.text for each in sheet.highlights] + [each.text for each in sheet.events]
    said += [each.text for each in sheet.left_out] + [each.text for each in sheet.footnotes]
    said += [figure.what for figure in sheet.key_figures]
    rows = [row for column in sheet.columns for row in column.rows]
    said += [words for row in rows for words in (row.place, row.said, row.grades, *row.marks, row.note or "")]
    said += [claim.text for row in rows for claim in row.claims]
    said += [route.name for route in sheet.routes] + [chart.heading for chart in sheet.charts]
    said += [each.instruction for each in sheet.advisories] + [each.said for each in sheet.changes]
    said += [each.name for each in sheet.sources] + [each.words for each in sheet.legend]
    return [line for words in said for line in words.split("\n") if line]


def test_no_line_is_wider_than_its_column() -> None:
    """Not even of a word that is longer than the column."""
    sheet = sheet_of(9, long_names=True)
    paragraph = Paragraph([Run("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch " * 3, Style(9))])
    for width in (30 * POINT, 90 * POINT, 400 * POINT):
        paragraph.height(width)
        assert widest_line(paragraph) <= width + 1
    assert outside(pages_of(sheet), room_of(A4)) == []


def test_what_looks_for_overlaps_finds_them() -> None:
    pages = pages_of(sheet_of(6))
    first, *others = pages.pages[0].placed
    moved = Placed(first.block, first.area.translated(0, 30 * POINT))
    assert list(overlaps(replace(pages, pages=(Page((moved, *others)),))))
    assert outside(replace(pages, pages=(Page((first.moved(0, -80 * POINT),)),)), room_of(A4))


def widest_line(paragraph: Paragraph) -> float:
    layout = paragraph._layout
    return max(layout.lineAt(number).naturalTextWidth() for number in range(layout.lineCount()))


# --- one page, or as many as it takes


def test_a_small_situation_is_one_page_and_nothing_is_left_out() -> None:
    sheet = replace(sheet_of(3), events=sheet_of(1).events[:3])
    pages = pages_of(sheet)
    assert pages.count == 1
    assert pages.left_out == ()
    assert missing(sheet, pages) == []


def test_what_does_not_fit_on_one_page_is_counted_and_named_there() -> None:
    sheet = replace(sheet_of(2), events=sheet_of(1).events * 2)
    pages = pages_of(sheet)
    assert pages.count == 1
    gone = len(sheet.events) - len(pages.detail.events_of(sheet))
    assert gone > 0
    assert any(words.startswith(f"{gone} earlier events (") for words in pages.left_out)
    assert all(plain(words) in texts(pages)[0] for words in pages.left_out)
    assert "Left out so that the sheet is one page" in texts(pages)[0]


def test_everything_is_printed_where_that_is_chosen() -> None:
    sheet = replace(sheet_of(2), events=sheet_of(1).events * 2)
    pages = pages_of(sheet, extent=Extent.EVERYTHING)
    assert pages.count > 1
    assert pages.left_out == ()
    assert missing(sheet, pages) == []


def test_the_board_is_on_the_sheet_whatever_is_left_out() -> None:
    """Places, parties, basis, age and marks are never traded for room."""
    sheet = sheet_of(12)
    for detail in ON_ONE_PAGE:
        rows = [row for column in sheet.columns for row in column.rows]
        assert all(detail.claims_of(row) for row in rows)
        assert detail.events_of(sheet)


def test_a_card_higher_than_a_page_is_divided_and_whole() -> None:
    sheet = sheet_of(4)
    note = " ".join(f"sentence{number}" for number in range(3_000))
    columns = tuple(
        replace(column, rows=tuple(replace(row, note=note) for row in column.rows[:1])) for column in sheet.columns
    )
    pages = pages_of(replace(sheet, columns=columns))
    assert outside(pages, room_of(A4)) == []
    assert list(overlaps(pages)) == []
    everything = " ".join(texts(pages))
    assert all(everything.count(f"sentence{number} ") >= 4 for number in (0, 1_500, 2_998))


def test_columns_go_on_under_their_heading_on_the_next_page() -> None:
    pages = pages_of(sheet_of(60))
    assert "Control changed continued" in texts(pages)[1]


def test_the_same_sheet_is_laid_out_the_same_way() -> None:
    first, second = (pages_of(sheet_of(30)).pages for _ in range(2))
    assert [places(page) for page in first] == [places(page) for page in second]


def places(page: Page) -> list[tuple[float, ...]]:
    areas = [placed.area for placed in page.placed]
    return [(area.left(), area.top(), area.width(), area.height()) for area in areas]
