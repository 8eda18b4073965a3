"""OASIS Common Alerting Protocol 1.1 and 1.2: alerts, taken in as advisories; exercises and tests are told apart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element

from situation_board.core import times
from situation_board.core.importing.format import Format
from situation_board.core.importing.geometry import Point, Polygon, inside_polygons
from situation_board.core.importing.incoming import Given, GivenEvent, GivenPlace
from situation_board.core.importing.looked import Looked
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.options import Options
from situation_board.core.importing.xml_items import child_text, elements, local_name
from situation_board.core.problems import Mistake
from situation_board.core.times import Precision, Time
from situation_board.core.vocabulary import Audience, EventKind, LocationPrecision

NOT_ACTUAL = frozenset({"exercise", "system", "test", "draft"})
OBLIGATORY = ("identifier", "sender", "sent", "status", "msgType")
ENVELOPES = frozenset({"edxldistribution", "alerts", "feed", "rss", "entry"})
NOTHING = frozenset({"none", "n/a"})


def _recognise(looked: Looked) -> str | None:
    is_cap = any("emergency:cap" in space or "cap" in space.rsplit("/", 1)[-1] for space in looked.xml_spaces)
    if looked.xml_root == "alert":
        is_bare = not looked.xml_spaces and all(f"<{name}>" in looked.file.start for name in OBLIGATORY)
        return "its root element is a CAP alert" if is_cap or is_bare else None
    if looked.xml_root in ENVELOPES and ("emergency:cap" in looked.file.start or is_cap):
        return "is an envelope with CAP alerts"
    return None


def _read(looked: Looked, options: Options, notes: Notes) -> Iterator[Given]:
    with closing(looked.file.open()) as stream:
        for number, alert in enumerate(elements(stream, frozenset({"alert"}), file_name=looked.file.name), start=1):
            notes.read += 1
            yield from _alert(alert, number, notes)
    if not notes.read:
        raise Mistake(
            f"{looked.file.name} only lists alerts, with links to them. Links are not followed.",
            field="file",
            kept="Nothing was imported.",
            do="Open the alert itself, and import its file.",
        )


def _alert(alert: Element, number: int, notes: Notes) -> Iterator[Given]:
    status = (child_text(alert, "status") or "").casefold()
    if status in NOT_ACTUAL:
        notes.reject(number, f"is no actual alert: its status is {status}", column="status")
        return
    kind = (child_text(alert, "msgtype") or "alert").casefold()
    if kind in {"ack", "error"}:
        notes.reject(number, f"is a message between systems ({kind})", column="msgType")
        return
    sent = _time(child_text(alert, "sent"))
    if sent is None:
        notes.reject(number, "does not say when it was sent", column="sent")
        return
    infos = [each for each in alert if local_name(each) == "info"]
    chosen = _in_one_language(infos)
    if not chosen:
        notes.reject(number, "says nothing: it has no info", column="info")
        return
    if len(chosen) < len(infos):
        notes.decide("of an alert in several languages one was taken", 1)
    if len(chosen) > 1:
        notes.decide("alerts with several parts: each is an advisory of its own", 1)
    identifier = child_text(alert, "identifier") or f"{number}"
    for part, info in enumerate(chosen, start=1):
        yield _advisory(alert, info, f"{identifier}:{part}" if part > 1 else identifier, number, sent, kind, notes)


def _advisory(alert: Element, info: Element, key: str, number: int, sent: Time, kind: str, notes: Notes) -> GivenEvent:
    return GivenEvent(
        key=key,
        line=number,
        kind=EventKind.ADVISORY,
        text=child_text(info, "headline") or child_text(info, "event"),
        place=_place(info, notes),
        starts=_time(child_text(info, "onset")) or _time(child_text(info, "effective")) or sent,
        source=child_text(info, "sendername") or _organisation(child_text(alert, "sender")),
        fields=_fields(alert, info, sent, kind, notes),
    )


def _organisation(sender: str | None) -> str | None:
    """Of an e-mail address the part that is no person's."""
    return sender.rpartition("@")[2] or None if sender is not None else None


def _in_one_language(infos: list[Element]) -> list[Element]:
    """The parts in English where there are several languages, else those in the language of the first."""
    languages = [(child_text(info, "language") or "en").casefold() for info in infos]
    english = next((each for each in languages if each.startswith("en")), None)
    wanted = english or next(iter(languages), "")
    return [info for info, language in zip(infos, languages, strict=True) if language == wanted]


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
    replaced = child_text(alert, "references") if kind == "update" else None
    if replaced is not None:
        notes.decide("alerts that update earlier ones: strike these where they were taken in before")
        before = ", ".join(part.split(",")[1] for part in replaced.split()[:20] if part.count(",") == 2)
        fields["note"] = "\n".join(text for text in (fields["note"], f"replaces: {before}") if text)
    if kind == "cancel":
        notes.decide("the alert cancels an earlier one: taken in as lifted")
        fields["lifted"] = sent
    return {name: value for name, value in fields.items() if value is not None}


def _said(text: str | None) -> str | None:
    return None if text is None or text.casefold() in NOTHING else text


def _area(info: Element) -> str | None:
    areas = [child_text(each, "areadesc") for each in info if local_name(each) == "area"]
    return "; ".join(area for area in areas if area) or None


def _place(info: Element, notes: Notes) -> GivenPlace | None:
    """The first area by its description, with a point inside the largest of all shapes. CAP says latitude first."""
    areas = [each for each in info if local_name(each) == "area"]
    name = next((text for each in areas if (text := child_text(each, "areadesc"))), None)
    if len(areas) > 1:
        notes.decide("advisories for several areas: the first is the place, all of them stand in the area")
    try:
        point = inside_polygons(_polygons(areas)) or _centre(areas)
    except ValueError:
        notes.decide("shapes whose coordinates cannot be read: without coordinates")
        point = None
    if name is None and point is None:
        return None
    return GivenPlace(
        name=name,
        latitude=point[1] if point else None,
        longitude=point[0] if point else None,
        precision=LocationPrecision.AREA if point else None,
    )


def _polygons(areas: list[Element]) -> list[Polygon]:
    said = [(each.text or "").split() for area in areas for each in area if local_name(each) == "polygon"]
    return [[[_pair(text) for text in corners]] for corners in said if len(corners) > 2]


def _centre(areas: list[Element]) -> Point | None:
    """The centre of the first circle."""
    circles = [(each.text or "").split() for area in areas for each in area if local_name(each) == "circle"]
    return next((_pair(circle[0]) for circle in circles if circle), None)


def _pair(text: str) -> Point:
    north, east = (float(part) for part in text.split(","))
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise ValueError("coordinates lie outside the earth")
    return east, north


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
