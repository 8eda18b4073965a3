"""The reference situation on paper: every row of it, and nothing that was not to be told."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace

import pypdfium2
import pytest

from situation_board.core.snapshot import Sheet, Wanted, take
from situation_board.core.snapshot.sheet import SheetRow
from situation_board.core.store import Store
from situation_board.core.vocabulary import HandlingLabel, SheetKind, SheetProfile
from situation_board.gui.printing.furniture import room_of
from situation_board.gui.printing.pages import pages_of
from situation_board.gui.printing.paper import Paper, PaperSize
from situation_board.gui.printing.rendering import render_pdf
from tests.gui.printed import lonely_headings, outside, overlaps, pdf_texts, plain, squeezed
from tests.gui.test_printing_layout import missing, sayings

pytestmark = pytest.mark.usefixtures("qapp")

PLACES = ("Damascus", "Homs", "Daraa", "Sweida", "Quneitra", "Moadamiya", "Tartus", "Latakia")
TOLD = (
    "more than 370,000",
    "severed",
    "Iran is taking",
    "Hezbollah has pulled out of the outskirts of Damascus",
    "Hezbollah has pulled out of the Homs area",
    "Leave now, while commercial options remain",
    "Do not travel to Syria",
    "Turkey's president",
    "president is in Damascus",
    "Political prisoners were freed",
    "police throwing off their uniforms",
    "Thousands celebrate",
    "suspected stores of chemical weapons",
    "Ghouta",
    "Khan Shaykhun",
    "clear evidence",
    "statue",
    "surrendered",
)
"""A piece of every row of the reference situation that is printed."""


def sheet_of_store(store: Store, wanted: Wanted = Wanted()) -> Sheet:  # noqa: B008 - frozen
    with store.reading() as reading:
        return take(reading, wanted)


def test_every_row_of_the_reference_situation_is_on_the_sheet(filled_store: Store) -> None:
    text = " ".join(pdf_texts(render_pdf(sheet_of_store(filled_store))))
    assert [piece for piece in (*PLACES, *TOLD) if squeezed(piece) not in squeezed(text)] == []


@pytest.mark.parametrize("language", ["en", "ar", "en+ar"])
@pytest.mark.parametrize("paper", [Paper(), Paper(PaperSize.LETTER, landscape=True)])
def test_it_stands_well_on_the_page(filled_store: Store, language: str, paper: Paper) -> None:
    sheet = sheet_of_store(filled_store, Wanted(language=language))
    pages = pages_of(sheet, paper=paper)
    assert list(overlaps(pages)) == []
    assert lonely_headings(pages) == []
    assert outside(pages, room_of(paper)) == []
    assert pages.left_out or missing(sheet, pages) == []


@pytest.mark.parametrize("kind", [kind for kind in SheetKind if kind is not SheetKind.DOSSIER])
def test_every_kind_of_sheet_stands_well_too(filled_store: Store, kind: SheetKind) -> None:
    sheet = sheet_of_store(filled_store, Wanted(kind=kind, numbers=("F-1", "F-2", "F-3", "F-4")))
    pages = pages_of(sheet)
    assert list(overlaps(pages)) == []
    assert lonely_headings(pages) == []
    assert outside(pages, room_of(Paper())) == []


def test_a_dossier_tells_all_of_a_card(filled_store: Store) -> None:
    card = next(row.card for row in _rows(sheet_of_store(filled_store)) if row.place == "Homs")
    sheet = sheet_of_store(filled_store, Wanted(kind=SheetKind.DOSSIER, card=card))
    text = " ".join(pdf_texts(render_pdf(sheet)))
    assert sheet.dossier is not None
    assert [line.said for line in sheet.dossier.lines if squeezed(line.said) not in squeezed(text)] == []


def test_a_capture_form_has_a_frame_for_each_number(filled_store: Store) -> None:
    numbers = tuple(f"H2-{number}" for number in range(40, 46))
    sheet = sheet_of_store(filled_store, Wanted(kind=SheetKind.CAPTURE, numbers=numbers))
    text = " ".join(pdf_texts(render_pdf(sheet)))
    assert [number for number in numbers if number not in text] == []


def test_what_is_withheld_is_nowhere_in_the_file(filled_store: Store) -> None:
    full = sheet_of_store(filled_store)
    redacted = sheet_of_store(filled_store, Wanted(profile=SheetProfile.REDACTED))
    kept = {plain(words) for words in sayings(redacted)}
    gone = [words for row in _rows(full) for words in (row.note or "",) if words and plain(words) not in kept]
    assert gone
    content = render_pdf(redacted)
    everything = squeezed(" ".join(_all_texts(content)))
    assert [words for words in gone if squeezed(words) in everything] == []


def test_a_sheet_for_the_public_says_nothing_of_what_is_not(filled_store: Store) -> None:
    """Everything in the sample is TLP:AMBER by default, so a sheet for all holds none of it."""
    public = sheet_of_store(filled_store, Wanted(label=HandlingLabel.CLEAR))
    everything = squeezed(" ".join(_all_texts(render_pdf(public))))
    assert "TLP:CLEAR" in everything and "TLP:AMBER" not in everything
    assert [piece for piece in TOLD if squeezed(piece) in everything] == []


def _rows(sheet: Sheet) -> list[SheetRow]:
    return [row for column in sheet.columns for row in column.rows]


def _all_texts(content: bytes) -> list[str]:
    """What is shown, the title, the outline, and whatever can be read in the file itself."""
    document = pypdfium2.PdfDocument(content)
    said = [*document.get_metadata_dict().values(), *(item.get_title() for item in document.get_toc())]
    document.close()
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    raw = [content, *(_opened(stream) for stream in streams)]
    return [*pdf_texts(content), *said, *(each.decode("latin-1") for each in raw)]


def _opened(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


def test_a_narrower_sheet_is_another_sheet(filled_store: Store) -> None:
    sheet = sheet_of_store(filled_store)
    assert replace(sheet, events=()).content_sha256 != sheet.content_sha256
