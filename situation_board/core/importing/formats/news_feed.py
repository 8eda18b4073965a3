"""Feeds of reports (RSS, Atom), as ReliefWeb and agencies give them: title, link, day, and the beginning of the text.

Links are kept, never followed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from email.utils import parsedate_to_datetime
from xml.etree.ElementTree import Element

from situation_board.core import times
from situation_board.core.importing.format import Format
from situation_board.core.importing.formats.shared import beginning
from situation_board.core.importing.incoming import Given, GivenReport
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.markup import plain_text
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.options import Options
from situation_board.core.importing.xml_items import child, child_text, elements
from situation_board.core.times import Time

ROOTS = frozenset({"rss", "rdf", "feed"})
ITEMS = frozenset({"item", "entry"})
WHEN = ("pubdate", "published", "date", "updated")
WHO = ("author", "creator", "source")
TEXT = ("description", "summary", "content", "encoded")
UNDATED = "reports that do not say when they were published"


def _recognise(looked: Looked) -> str | None:
    has_items = any(f"<{name}" in looked.file.start for name in ITEMS)
    return "is a feed of reports (RSS or Atom)" if looked.xml_root in ROOTS and has_items else None


def _read(looked: Looked, options: Options, notes: Notes) -> Iterator[Given]:
    with closing(looked.file.open()) as stream:
        for number, item in enumerate(elements(stream, ITEMS, file_name=looked.file.name), start=1):
            notes.read += 1
            title = plain_text(child_text(item, "title"))
            if title is None:
                notes.reject(number, "has no title", column="title")
                continue
            yield _report(item, number, title, notes)


def _report(item: Element, number: int, title: str, notes: Notes) -> GivenReport:
    link = _link(item)
    published = next((when for name in WHEN if (when := _time(child_text(item, name))) is not None), None)
    if published is None:
        notes.decide(UNDATED)
    text = next((said for name in TEXT if (said := plain_text(child_text(item, name)))), None)
    return GivenReport(
        key=child_text(item, "guid") or child_text(item, "id") or link or f"{number}",
        line=number,
        title=title,
        source=next((said for name in WHO if (said := child_text(item, name))), None),
        reference=link,
        published=published,
        excerpt=beginning(text, notes),
    )


def _link(item: Element) -> str | None:
    """RSS writes it as text, Atom as an attribute."""
    found = child(item, "link")
    return child_text(item, "link") or (found.get("href") if found is not None else None)


def _time(text: str | None) -> Time | None:
    if text is None:
        return None
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            when = read(text)
            return times.exactly(times.moment(when)) if when.tzinfo is not None else None
        except (ValueError, OverflowError):
            continue
    return None


FORMAT = Format(name="feed", words="Feed of reports (RSS, Atom)", recognise=_recognise, read=_read)
