"""Whatever people entered: every sheet is laid out and written, and nothing stands on anything else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from situation_board.core.snapshot.sheet import Sheet, SheetRow
from situation_board.gui.printing.furniture import room_of
from situation_board.gui.printing.pages import pages_of
from situation_board.gui.printing.paper import Paper
from situation_board.gui.printing.rendering import render_pdf
from situation_board.gui.printing.shaping import shaped
from tests.gui.printed import lonely_headings, outside, overlaps, pdf_texts, plain
from tests.gui.sheets import sheet_of

pytestmark = pytest.mark.usefixtures("qapp")

LETTERS = st.characters(codec="utf-8", categories=("L", "M", "N", "P", "S", "Z", "Cc", "Cf"))
TEXTS = st.text(LETTERS, max_size=300)
NAMES = st.one_of(TEXTS, st.text("ابتثجح لا\u0640َّ ", max_size=80), st.text("W", min_size=200, max_size=400))


@settings(max_examples=15)
@given(
    names=st.lists(NAMES, min_size=1, max_size=4),
    notes=st.lists(TEXTS, min_size=1, max_size=3),
    cards=st.integers(0, 12),
    language=st.sampled_from(["en", "ar", "en+ar"]),
    lies=st.booleans(),
)
def test_any_text_has_its_place(names: list[str], notes: list[str], cards: int, language: str, lies: bool) -> None:
    sheet = with_texts(sheet_of(cards, language=language), names, notes)
    paper = Paper(landscape=lies)
    pages = pages_of(sheet, paper=paper)
    assert outside(pages, room_of(paper)) == []
    assert list(overlaps(pages)) == []
    assert lonely_headings(pages) == []
    assert len(pdf_texts(render_pdf(sheet, paper=paper))) == pages.count


def with_texts(sheet: Sheet, names: list[str], notes: list[str]) -> Sheet:
    def changed(row: SheetRow, number: int) -> SheetRow:
        name, note = names[number % len(names)], notes[number % len(notes)]
        claims = tuple(replace(claim, text=note, speaker=name) for claim in row.claims)
        return replace(row, place=name, area=name, said=note, note=note, claims=claims)

    columns = tuple(
        replace(column, rows=tuple(changed(row, number) for number, row in enumerate(column.rows)))
        for column in sheet.columns
    )
    header = replace(sheet.header, title=names[0], as_of=notes[0][:60])
    events = tuple(replace(event, text=notes[0], place=names[0], source=names[-1]) for event in sheet.events)
    return replace(sheet, columns=columns, header=header, events=events)


@given(text=st.text(st.characters(codec="utf-8"), max_size=60))
def test_shaping_changes_nothing_that_is_read(text: str) -> None:
    assert plain(shaped(text)) == plain(text)


def test_a_sheet_in_which_nothing_stands_is_a_page() -> None:
    sheet = sheet_of(0)
    bare = Sheet(
        kind=sheet.kind,
        language="en",
        profile=sheet.profile,
        header=replace(sheet.header, title="", facts=()),
        parts=(),
    )
    assert len(pdf_texts(render_pdf(bare))) == 1
