"""OASIS Common Alerting Protocol 1.1 and 1.2: alerts, taken in as advisories; exercises and tests are told apart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element

from situation_board.core import times
from situation_board.core.importing.format import Format
from situation_board.core.importing.incoming import Given, GivenEvent, GivenPlace
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.options import Options
from situation_board.core.importing.xml_items import child, child_text, elements, local_name
from situation_board.core.times import Precision, Time
from situation_board.core.vocabulary import Audience, EventKind, LocationPrecision

NOT_ACTUAL = frozenset({"exercise", "system", "test", "draft"})
NOTHING = frozenset({"none", "n/a"})


def _recognise(looked: Looked) -> str | None:
    if looked.xml_root not in {"alert", "feed", "rss"}:
        return None
    is_cap = any("emergency:cap" in space or "cap" in space.rsplit("/", 1)[-1] for space in looked.xml_spaces)
    return "its root element is a CAP alert" if looked.xml_root == "alert" and is_cap else None


def _read(looked: Looked, options: Options, notes: Notes) -> Iterator[Given]:
    with closing(looked.file.open()) as stream:
        for number, alert in enumerate(elements(stream, frozenset({"alert"}), file_name=looked.file.name), start=1):
            notes.read += 1
            yield from _alert(alert, number, notes)


def _alert(alert: Element, number: int, notes: Notes) -> Iterator[Given]:
    status = (child_text(alert, "status") or "").casefold()
    if status in NOT_ACTUAL:
        notes.reject(number, f"is no actual alert: its status is {status}", column="status")
        return
    kind = (child_text(alert, "msgtype") or "alert").casefold()
    if kind in {"ack", "error"}:
        notes.reject(number, f"is a message between systems ({kind})", column="msgType")
        return
    infos = [each for each in alert if local_name(each) == "info"]
    info = _preferred(infos)
    if info is None:
        notes.reject(number, "says nothing: it has no info", column="info")
        return
    if len(infos) > 1:
        notes.decide("of an alert in several languages one was taken", 1)
    sent = _time(child_text(alert, "sent"))
    if sent is None:
        notes.reject(number, "does not say when it was sent", column="sent")
        return
    yield GivenEvent(
        key=child_text(alert, "identifier") or f"{number}",
        line=number,
        kind=EventKind.ADVISORY,
        text=child_text(info, "headline") or child_text(info, "event"),
        place=_place(info),
        starts=_time(child_text(info, "onset")) or _time(child_text(info, "effective")) or sent,
        source=child_text(info, "sendername") or child_text(alert, "sender"),
        fields=_fields(alert, info, sent, kind, notes),
    )


def _preferred(infos: list[Element]) -> Element | None:
    """English where there are several languages, else the first."""
    english = (each for each in infos if (child_text(each, "language") or "en").casefold().startswith("en"))
    return next(english, infos[0] if infos else None)


def _fields(alert: Element, info: Element, sent: Time, kind: str, notes: Notes) -> dict[str, Any]:
    words = [f"{name}: {said}" for name in ("urgency", "severity", "certainty") if (said := child_text(info, name))]
    fields: dict[str, Any] = {
        "issued": sent,
        "audience": Audience.PUBLIC,
        "area": _area(info),
        "level": ", ".join(words) or None,
        "instruction": _said(child_text(info, "instruction")),
        "valid_until": _time(child_text(info, "expires")),
        "note": _said(child_text(info, "description")),
    }
    if (child_text(info, "urgency") or "").casefold() == "past":
        notes.decide("the urgency is Past: no current warning, so taken in as lifted")
        fields["lifted"] = sent
    if kind == "cancel":
        notes.decide("the alert cancels an earlier one: taken in as lifted")
        fields["lifted"] = sent
    return {name: value for name, value in fields.items() if value is not None}


def _said(text: str | None) -> str | None:
    return None if text is None or text.casefold() in NOTHING else text


def _area(info: Element) -> str | None:
    areas = [child_text(each, "areadesc") for each in info if local_name(each) == "area"]
    return "; ".join(area for area in areas if area) or None


def _place(info: Element) -> GivenPlace | None:
    """The area by its description; a circle gives its centre (latitude comes first in CAP)."""
    area = child(info, "area")
    if area is None:
        return None
    name = child_text(area, "areadesc")
    circle = (child_text(area, "circle") or "").split()
    try:
        north, east = (float(part) for part in circle[0].split(",")) if circle else (None, None)
    except ValueError:
        north = east = None
    if north is None or east is None or not (-90 <= north <= 90 and -180 <= east <= 180):
        north = east = None
    if name is None and north is None:
        return None
    return GivenPlace(
        name=name, latitude=north, longitude=east, precision=LocationPrecision.AREA if north is not None else None
    )


def _time(text: str | None) -> Time | None:
    if text is None:
        return None
    try:
        when = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    if when.tzinfo is None:
        return None
    milliseconds = times.moment(when)
    return Time(milliseconds, milliseconds, Precision.SECOND)


FORMAT = Format(name="cap", words="Common Alerting Protocol", recognise=_recognise, read=_read)
