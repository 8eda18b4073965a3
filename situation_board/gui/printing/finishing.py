"""What Qt's PDF lacks: the same bytes each time, the language, an outline.

Qt writes the time and a random id into each file; both are replaced in place. Language and outline are appended as an
incremental update (ISO 32000-1, 7.5.6): a new catalogue that points at what Qt wrote, so nothing is rewritten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from situation_board.gui.printing.paper import RESOLUTION

TIME = re.compile(rb"\(D:\d{14}[^)]*\)")
XMP_TIME = re.compile(rb'xmp:(?:Create|Modify|Metadata)Date="[^"]*"')
UUID = re.compile(rb"uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
FILE_ID = re.compile(rb"/ID \[ <([0-9a-fA-F]+)> <\1> \]")
START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
CATALOGUE = re.compile(rb"\n(\d+) 0 obj\s*<<\s*/Type /Catalog(.*?)>>\s*endobj", re.DOTALL)
PAGE = re.compile(rb"\n(\d+) 0 obj\s*<<\s*/Type /Page\b(?!s)")


@dataclass(frozen=True)
class Outline:
    """A heading in the reader's side bar: its page from 0, and its height above the page's lower edge, in units."""

    text: str
    page: int
    top: float


def finished(pdf: bytes, *, identity: str, language: str, outline: Sequence[Outline]) -> bytes:
    """The file with an identity that follows from its content. `identity` is the content's hash in hexadecimal."""
    return _appended(_same_each_time(pdf, identity), language, outline)


def _same_each_time(pdf: bytes, identity: str) -> bytes:
    """Replaced by as many bytes each, so that every offset stays true. When it was issued stands on the sheet."""
    pdf = TIME.sub(lambda found: _padded(b"(D:19700101000000Z", len(found.group()) - 1) + b")", pdf)
    pdf = XMP_TIME.sub(lambda found: _without_digits(found.group()), pdf)
    own = f"uuid:{identity[:8]}-{identity[8:12]}-{identity[12:16]}-{identity[16:20]}-{identity[20:32]}".encode()
    pdf = UUID.sub(own, pdf)
    return FILE_ID.sub(lambda found: _file_id(found.group(1), identity), pdf)


def _padded(text: bytes, length: int) -> bytes:
    return text[:length].ljust(length)


def _without_digits(attribute: bytes) -> bytes:
    name, _, value = attribute.partition(b"=")
    fixed = b"1970-01-01T00:00:00+00:00"
    return name + b'="' + fixed[: len(value) - 2].ljust(len(value) - 2) + b'"'


def _file_id(former: bytes, identity: str) -> bytes:
    own = (identity.encode() * 2)[: len(former)]
    return b"/ID [ <" + own + b"> <" + own + b"> ]"


# --- what is appended


def _appended(pdf: bytes, language: str, outline: Sequence[Outline]) -> bytes:
    catalogue, start = _last(CATALOGUE, pdf), START.search(pdf)
    assert catalogue is not None and start is not None, "Qt writes its catalogue in another way"
    root, entries = int(catalogue.group(1)), catalogue.group(2).rstrip()
    size = int(re.search(rb"/Size (\d+)", pdf[int(start.group(1)) :]).group(1))  # type: ignore[union-attr]
    pages = [int(number) for number in PAGE.findall(pdf)]
    objects = {size + number: text for number, text in enumerate(_outline_objects(outline, pages, size))}
    more = b"/Lang (%s) /ViewerPreferences << /DisplayDocTitle true >>" % language.encode()
    if outline:
        more += b" /Outlines %d 0 R" % size
    objects[root] = b"<< /Type /Catalog%s\n%s >>" % (entries, more)
    return pdf.rstrip() + b"\n" + _update(objects, pdf, int(start.group(1)), len(pdf.rstrip()) + 1)


def _last(pattern: re.Pattern[bytes], text: bytes) -> re.Match[bytes] | None:
    found = None
    for found in pattern.finditer(text):  # noqa: B007 - the last one is wanted
        pass
    return found


def _outline_objects(outline: Sequence[Outline], pages: Sequence[int], first: int) -> Iterator[bytes]:
    """The root of the outline, then its entries, each pointing at its neighbours."""
    if not outline:
        return
    count = len(outline)
    yield b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>" % (first + 1, first + count, count)
    for number, each in enumerate(outline, start=1):
        before = b" /Prev %d 0 R" % (first + number - 1) if number > 1 else b""
        after = b" /Next %d 0 R" % (first + number + 1) if number < count else b""
        place = b"[%d 0 R /XYZ 0 %.1f 0]" % (pages[each.page], each.top * 72 / RESOLUTION)
        title = each.text.encode("utf-16-be").hex().upper().encode()
        yield b"<< /Title <FEFF%s> /Parent %d 0 R%s%s /Dest %s >>" % (title, first, before, after, place)


def _update(objects: dict[int, bytes], pdf: bytes, former: int, offset: int) -> bytes:
    """The objects, a table that says where they are, and a trailer that leads on to the former table."""
    body, places = b"", {}
    for number, text in sorted(objects.items()):
        places[number] = offset + len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    table = b"xref\n" + b"".join(
        b"%d 1\n%010d 00000 n \n" % (number, place) for number, place in sorted(places.items())
    )
    trailer = pdf[pdf.rindex(b"trailer") : pdf.rindex(b"startxref")]
    size = max(*places, int(re.search(rb"/Size (\d+)", trailer).group(1)) - 1) + 1  # type: ignore[union-attr]
    trailer = re.sub(rb"/Size \d+", b"/Size %d" % size, trailer)
    trailer = trailer.replace(b"<<", b"<<\n/Prev %d" % former, 1)
    return body + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (offset + len(body))
