"""The PDF of a sheet: what can be selected in it, what a reader is told of it, and that it is the same each time."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import pypdfium2
import pytest

from situation_board.core.vocabulary import HandlingLabel, SheetState
from situation_board.gui.printing.paper import Paper, PaperSize
from situation_board.gui.printing.rendering import render_pdf, render_png
from situation_board.gui.printing.shaping import shaped
from tests.gui.printed import pdf_texts, plain, squeezed
from tests.gui.sheets import exercise, sheet_of

pytestmark = pytest.mark.usefixtures("qapp")

OURS = {b"IBMPlexSansCond", b"IBMPlexSansArabic", b"IBMPlexSans"}
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءآأإؤئ"


@pytest.mark.parametrize("language", ["en", "ar", "en+ar"])
def test_cards_claims_and_figures_can_be_selected(language: str) -> None:
    sheet = sheet_of(12, language=language)
    found = squeezed(" ".join(pdf_texts(render_pdf(sheet))))
    rows = [row for column in sheet.columns for row in column.rows]
    names = [line for row in rows for line in row.place.split("\n")]
    assert [name for name in names if squeezed(name) not in found] == []
    wordings = {word for row in rows for claim in row.claims for word in claim.text.split()}
    assert [word for word in wordings if squeezed(word) not in found] == []
    assert "370,000" in found


def test_every_page_has_its_label_twice_its_number_and_the_hash() -> None:
    sheet = sheet_of(60)
    pages = pdf_texts(render_pdf(sheet))
    assert len(pages) > 2
    for number, text in enumerate(pages, start=1):
        assert text.count("TLP:AMBER") >= 2
        assert f"page {number} of {len(pages)}" in text
        assert sheet.content_sha256 in text
        assert "H2-7" in text
        assert "as of 8 Dec 2024" in text


@pytest.mark.parametrize("label", list(HandlingLabel))
def test_each_label_is_printed_whole(label: HandlingLabel) -> None:
    sheet = sheet_of(1)
    text = pdf_texts(render_pdf(replace(sheet, header=replace(sheet.header, label=label))))[0]
    assert text.count(label.value) >= 2


def test_an_exercise_says_so_above_and_below_on_every_page() -> None:
    content = render_pdf(exercise(sheet_of(60)))
    assert all(text.count("EXERCISE") == 2 for text in pdf_texts(content))
    assert pypdfium2.PdfDocument(content).get_metadata_value("Title").startswith("EXERCISE · ")
    assert "EXERCISE" not in " ".join(pdf_texts(render_pdf(sheet_of(6))))


def test_what_does_not_count_is_marked_across_every_page() -> None:
    for state in (SheetState.DRAFT, SheetState.WITHDRAWN):
        sheet = sheet_of(20, state=state.value)
        assert all(state.words.upper() in text for text in pdf_texts(render_pdf(sheet)))
    assert "ISSUED" not in " ".join(pdf_texts(render_pdf(sheet_of(20))))


def test_fifty_stays_fifty_in_arabic() -> None:
    text = " ".join(pdf_texts(render_pdf(sheet_of(6, language="ar"))))
    assert "50 more places" in text
    assert "05" not in re.findall(r"\d+", text)
    assert "370,000" in text


def test_a_correction_says_what_it_replaces() -> None:
    sheet = sheet_of(2)
    corrected = replace(sheet.header, number="H2-7 rev 1", replaces="H2-7", correction="the date of Homs")
    text = pdf_texts(render_pdf(replace(sheet, header=corrected)))[0]
    assert "H2-7 rev 1 replaces H2-7: the date of Homs" in text


def test_a_further_rendering_says_what_it_is_one_of() -> None:
    notice = "Another rendering of H2-7, in A4."
    assert notice in pdf_texts(render_pdf(replace(sheet_of(2), notice=notice)))[0]


# --- the file


def test_the_same_sheet_is_the_same_bytes() -> None:
    assert render_pdf(sheet_of(12)) == render_pdf(sheet_of(12))
    assert render_pdf(sheet_of(12)) != render_pdf(sheet_of(13))
    assert render_png(sheet_of(3)) == render_png(sheet_of(3))


def test_nothing_in_the_file_tells_when_or_where_it_was_made() -> None:
    content = render_pdf(sheet_of(3))
    assert set(re.findall(rb"D:(\d{4})", content)) == {b"1970"}
    assert set(re.findall(rb'Date="(\d{4})', content)) == {b"1970"}
    assert b"/home" not in content
    assert b"/Users" not in content


def test_reader_is_told_title_language_and_outline() -> None:
    content = render_pdf(sheet_of(12, language="ar"))
    document = pypdfium2.PdfDocument(content)
    assert document.get_metadata_value("Title").endswith("· TLP:AMBER")
    assert "H2-7" in document.get_metadata_value("Title")
    titles = [item.get_title() for item in document.get_toc()]
    assert titles[:2] == ["أبرز ما جاء", "أرقام رئيسية"]
    pages = [item.get_dest().get_index() for item in document.get_toc()]
    assert pages == sorted(pages)
    assert b"/Lang (ar)" in content
    document.close()


def test_a_strict_reader_finds_every_object_where_the_tables_say() -> None:
    content = render_pdf(sheet_of(12))
    places = [int(place) for place in re.findall(rb"startxref\s+(\d+)", content)]
    assert len(places) == 2  # Qt's table, and ours after it
    assert all(content[place : place + 4] == b"xref" for place in places)
    for number, place in re.findall(rb"\n(\d+) 1\n(\d{10}) 00000 n", content[places[-1] :]):
        assert content[int(place) :].startswith(number + b" 0 obj")


@pytest.mark.parametrize("language", ["en", "ar", "en+ar"])
def test_only_our_own_letters_are_used_and_they_are_embedded(language: str) -> None:
    content = render_pdf(sheet_of(12, language=language))
    assert fonts_of(content)
    assert fonts_of(content) <= OURS
    assert content.count(b"/FontFile2") >= len(fonts_of(content))


def fonts_of(content: bytes) -> set[bytes]:
    return set(re.findall(rb"/FontName /(?:[A-Z]{6}\+)?([A-Za-z]+)", content))


def test_cyrillic_has_our_letters_too() -> None:
    sheet = sheet_of(1)
    content = render_pdf(replace(sheet, header=replace(sheet.header, title="Сирия, декабрь 2024")))
    assert fonts_of(content) <= OURS
    assert "Сирия, декабрь 2024" in pdf_texts(content)[0]


def test_one_page_is_small() -> None:
    for language in ("en", "ar", "en+ar"):
        assert len(render_pdf(sheet_of(7, language=language))) <= 150 * 1024


@pytest.mark.parametrize(
    ("paper", "size"),
    [
        (Paper(), (595, 842)),
        (Paper(landscape=True), (842, 595)),
        (Paper(PaperSize.LETTER), (612, 792)),
        (Paper(PaperSize.LETTER, landscape=True), (792, 612)),
    ],
)
def test_pages_have_the_size_that_was_asked_for(paper: Paper, size: tuple[int, int]) -> None:
    document = pypdfium2.PdfDocument(render_pdf(sheet_of(2), paper=paper))
    assert tuple(round(side) for side in document[0].get_size()) == size
    document.close()


def test_every_pair_of_arabic_letters_can_be_read_back() -> None:
    """Alone, at the beginning and at the end of a word: left to the font, forty pairs would be lost."""
    words = [a + b for a, b in itertools.product(LETTERS, repeat=2)]
    words += [f"ب{a}{b}م" for a, b in itertools.product(LETTERS, repeat=2)]
    sheet = sheet_of(1)
    note = " ".join(words)
    columns = tuple(
        replace(column, rows=tuple(replace(row, note=note) for row in column.rows)) for column in sheet.columns
    )
    found = set(" ".join(pdf_texts(render_pdf(replace(sheet, columns=columns)))).split())
    assert [word for word in words if word not in found] == []


def test_words_are_put_into_the_forms_in_which_they_join() -> None:
    assert shaped("سلام") == "\ufeb3\ufefc\ufee1"
    assert shaped("دار") == "\ufea9\ufe8d\ufead"
    assert plain(shaped("اللاذقية")) == "اللاذقية"
    assert shaped("Homs 50") == "Homs 50"
    assert shaped("گرگان") == "گرگان"  # no such forms: left to the font
