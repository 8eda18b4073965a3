"""Reports of ReliefWeb, as its API gives them in JSON: title, sources, link, date, and the beginning of the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from situation_board.core import times
from situation_board.core.importing.cells import plain
from situation_board.core.importing.format import Format
from situation_board.core.importing.formats.shared import beginning
from situation_board.core.importing.incoming import Given, GivenReport
from situation_board.core.importing.json_items import json_items
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.markup import plain_text
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.options import Options
from situation_board.core.times import Time


def _recognise(looked: Looked) -> str | None:
    first = looked.first_object
    fields = first.get("fields") if first is not None else None
    is_report = isinstance(fields, dict) and "title" in fields and {"id", "fields"} <= set(first or ())
    return "its objects are reports as ReliefWeb gives them: id, fields with a title" if is_report else None


def _read(looked: Looked, options: Options, notes: Notes) -> Iterator[Given]:
    for item in json_items(looked.file):
        notes.read += 1
        fields = item.value.get("fields")
        title = _text(fields.get("title")) if isinstance(fields, dict) else None
        if not isinstance(fields, dict) or title is None:
            notes.reject(item.number, "has no title", column="title")
            continue
        yield _report(item.number, item.value, fields, title, notes)


def _report(number: int, value: Mapping[str, Any], fields: Mapping[str, Any], title: str, notes: Notes) -> GivenReport:
    body = beginning(plain_text(_text(fields.get("body")) or _text(fields.get("body-html"))), notes)
    published = _published(fields.get("date"))
    if published is None:
        notes.decide("reports that do not say when they were published")
    sources = _names(fields.get("source"))
    return GivenReport(
        key=_text(value.get("id")) or f"{number}",
        line=number,
        title=title,
        source=sources[0] if len(sources) == 1 else None,
        reference=_text(fields.get("url_alias")) or _text(fields.get("url")) or _text(value.get("href")),
        published=published,
        excerpt="\n".join(text for text in (", ".join(sources), body) if text) or None,
    )


def _text(value: Any) -> str | None:
    return plain(value) or None if isinstance(value, str | int) and not isinstance(value, bool) else None


def _names(value: Any) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    return [name for each in listed if isinstance(each, dict) and (name := _text(each.get("name")))]


def _published(value: Any) -> Time | None:
    """When it was published first, else when the service took it in."""
    said = value if isinstance(value, dict) else {}
    text = _text(said.get("original")) or _text(said.get("created"))
    try:
        when = datetime.fromisoformat((text or "").replace("Z", "+00:00"))
    except ValueError:
        return None
    return times.exactly(times.moment(when)) if when.tzinfo is not None else None


FORMAT = Format(name="reliefweb", words="ReliefWeb reports", recognise=_recognise, read=_read, publisher="ReliefWeb")
