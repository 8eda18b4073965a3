"""The domain's words as the window shows them: captions of fields, terms of vocabularies, times, names."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, Qt

from situation_board.core import times
from situation_board.core.times import Time
from situation_board.core.vocabulary import Column, HandlingLabel, Word


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """A text that is translated where it is shown."""
    return text


CAPTIONS: dict[str, str] = {
    "about": QT_TRANSLATE_NOOP("Fields", "About"),
    "actor": QT_TRANSLATE_NOOP("Fields", "Actor"),
    "actors": QT_TRANSLATE_NOOP("Fields", "Who"),
    "area": QT_TRANSLATE_NOOP("Fields", "Area"),
    "as_of": QT_TRANSLATE_NOOP("Fields", "As of"),
    "assessed_by": QT_TRANSLATE_NOOP("Fields", "Assessed by"),
    "audience": QT_TRANSLATE_NOOP("Fields", "Audience"),
    "basis": QT_TRANSLATE_NOOP("Fields", "Basis"),
    "besieged_by": QT_TRANSLATE_NOOP("Fields", "Besieged by"),
    "checked_with": QT_TRANSLATE_NOOP("Fields", "Checked with"),
    "colour": QT_TRANSLATE_NOOP("Fields", "Colour"),
    "column": QT_TRANSLATE_NOOP("Fields", "Column"),
    "condition": QT_TRANSLATE_NOOP("Fields", "Condition"),
    "confidence": QT_TRANSLATE_NOOP("Fields", "Confidence"),
    "controllers": QT_TRANSLATE_NOOP("Fields", "Held by"),
    "credibility": QT_TRANSLATE_NOOP("Fields", "Credibility"),
    "destination": QT_TRANSLATE_NOOP("Fields", "To"),
    "direction": QT_TRANSLATE_NOOP("Fields", "Direction"),
    "due": QT_TRANSLATE_NOOP("Fields", "Until"),
    "ends": QT_TRANSLATE_NOOP("Fields", "Until"),
    "evacuation_state": QT_TRANSLATE_NOOP("Fields", "State"),
    "excerpt": QT_TRANSLATE_NOOP("Fields", "Excerpt"),
    "file_name": QT_TRANSLATE_NOOP("Fields", "File"),
    "figures": QT_TRANSLATE_NOOP("Fields", "Figures"),
    "first": QT_TRANSLATE_NOOP("Fields", "Speaks of the time from"),
    "flags": QT_TRANSLATE_NOOP("Fields", "Besides"),
    "format": QT_TRANSLATE_NOOP("Fields", "Format"),
    "former": QT_TRANSLATE_NOOP("Fields", "Lost by"),
    "gazetteer": QT_TRANSLATE_NOOP("Fields", "Gazetteer"),
    "headcount": QT_TRANSLATE_NOOP("Fields", "How many"),
    "instruction": QT_TRANSLATE_NOOP("Fields", "Instruction"),
    "issued": QT_TRANSLATE_NOOP("Fields", "Issued"),
    "issuer": QT_TRANSLATE_NOOP("Fields", "Issued by"),
    "kind": QT_TRANSLATE_NOOP("Fields", "Kind"),
    "label": QT_TRANSLATE_NOOP("Fields", "Handling"),
    "last": QT_TRANSLATE_NOOP("Fields", "to"),
    "latitude": QT_TRANSLATE_NOOP("Fields", "Latitude"),
    "level": QT_TRANSLATE_NOOP("Fields", "Level"),
    "lifted": QT_TRANSLATE_NOOP("Fields", "Lifted"),
    "location": QT_TRANSLATE_NOOP("Fields", "Where"),
    "longitude": QT_TRANSLATE_NOOP("Fields", "Longitude"),
    "medium": QT_TRANSLATE_NOOP("Fields", "By"),
    "message": QT_TRANSLATE_NOOP("Fields", "Message"),
    "moving": QT_TRANSLATE_NOOP("Fields", "Moving on it"),
    "name": QT_TRANSLATE_NOOP("Fields", "Name"),
    "names": QT_TRANSLATE_NOOP("Fields", "Other names"),
    "note": QT_TRANSLATE_NOOP("Fields", "Note"),
    "number": QT_TRANSLATE_NOOP("Fields", "Number"),
    "organisation": QT_TRANSLATE_NOOP("Fields", "Whose people"),
    "other": QT_TRANSLATE_NOOP("Fields", "Other actor"),
    "outcome": QT_TRANSLATE_NOOP("Fields", "Came of it"),
    "parent": QT_TRANSLATE_NOOP("Fields", "Part of"),
    "pcode": QT_TRANSLATE_NOOP("Fields", "P-code"),
    "posture": QT_TRANSLATE_NOOP("Fields", "How they work"),
    "precision": QT_TRANSLATE_NOOP("Fields", "Precision"),
    "priority": QT_TRANSLATE_NOOP("Fields", "Priority"),
    "published": QT_TRANSLATE_NOOP("Fields", "Published"),
    "publisher": QT_TRANSLATE_NOOP("Fields", "Carried by"),
    "rated_by": QT_TRANSLATE_NOOP("Fields", "Rated by"),
    "reasoning": QT_TRANSLATE_NOOP("Fields", "Reasoning"),
    "received": QT_TRANSLATE_NOOP("Fields", "Received"),
    "reference": QT_TRANSLATE_NOOP("Fields", "Reference"),
    "reliability": QT_TRANSLATE_NOOP("Fields", "Reliability"),
    "replaces": QT_TRANSLATE_NOOP("Fields", "Replaces"),
    "report": QT_TRANSLATE_NOOP("Fields", "Report"),
    "role": QT_TRANSLATE_NOOP("Fields", "Who (role)"),
    "rows": QT_TRANSLATE_NOOP("Fields", "Rows"),
    "said_at": QT_TRANSLATE_NOOP("Fields", "Said"),
    "sender": QT_TRANSLATE_NOOP("Fields", "From"),
    "shelf_life": QT_TRANSLATE_NOOP("Fields", "Shelf life"),
    "short_name": QT_TRANSLATE_NOOP("Fields", "Short name"),
    "since": QT_TRANSLATE_NOOP("Fields", "Since"),
    "source": QT_TRANSLATE_NOOP("Fields", "Source"),
    "speaker": QT_TRANSLATE_NOOP("Fields", "Who says so"),
    "speaker_role": QT_TRANSLATE_NOOP("Fields", "Office"),
    "stance": QT_TRANSLATE_NOOP("Fields", "For or against"),
    "starts": QT_TRANSLATE_NOOP("Fields", "When"),
    "state": QT_TRANSLATE_NOOP("Fields", "State"),
    "status_note": QT_TRANSLATE_NOOP("Fields", "Status note"),
    "supersedes": QT_TRANSLATE_NOOP("Fields", "Replaces"),
    "text": QT_TRANSLATE_NOOP("Fields", "What"),
    "title": QT_TRANSLATE_NOOP("Fields", "Title"),
    "until": QT_TRANSLATE_NOOP("Fields", "Until"),
    "use": QT_TRANSLATE_NOOP("Fields", "Use"),
    "valid_until": QT_TRANSLATE_NOOP("Fields", "Valid until"),
    "verb": QT_TRANSLATE_NOOP("Fields", "Verb"),
    "via": QT_TRANSLATE_NOOP("Fields", "By way of"),
    "voluntariness": QT_TRANSLATE_NOOP("Fields", "Voluntary"),
    "why": QT_TRANSLATE_NOOP("Fields", "Reason"),
}
OWN_CAPTIONS: dict[tuple[str, str], str] = {
    ("location", "parent"): QT_TRANSLATE_NOOP("Fields", "Lies in"),
    ("claim", "via"): QT_TRANSLATE_NOOP("Fields", "Reached us by"),
    ("link", "kind"): QT_TRANSLATE_NOOP("Fields", "Is to the other"),
    ("source", "actor"): QT_TRANSLATE_NOOP("Fields", "Belongs to"),
    ("event", "location"): QT_TRANSLATE_NOOP("Fields", "Where, from"),
    ("message", "received"): QT_TRANSLATE_NOOP("Fields", "Came in"),
    ("message", "source"): QT_TRANSLATE_NOOP("Fields", "Counts as"),
    ("message", "text"): QT_TRANSLATE_NOOP("Fields", "What it says"),
}
PARTY_CAPTIONS: dict[tuple[Column, str], str] = {
    (Column.ADVANCING, "moving"): QT_TRANSLATE_NOOP("Fields", "Moving on it"),
    (Column.ADVANCING, "controllers"): QT_TRANSLATE_NOOP("Fields", "Held by"),
    (Column.CONTESTED, "moving"): QT_TRANSLATE_NOOP("Fields", "Fighting for it"),
    (Column.CONTESTED, "controllers"): QT_TRANSLATE_NOOP("Fields", "Held by"),
    (Column.FALLEN, "controllers"): QT_TRANSLATE_NOOP("Fields", "Taken by"),
    (Column.FALLEN, "former"): QT_TRANSLATE_NOOP("Fields", "Lost by"),
}
TABLE_WORDS: dict[str, str] = {
    "actor": QT_TRANSLATE_NOOP("Tables", "Actor"),
    "attachment": QT_TRANSLATE_NOOP("Tables", "Attachment"),
    "card": QT_TRANSLATE_NOOP("Tables", "Card"),
    "claim": QT_TRANSLATE_NOOP("Tables", "Claim"),
    "dataset": QT_TRANSLATE_NOOP("Tables", "Imported file"),
    "event": QT_TRANSLATE_NOOP("Tables", "Event"),
    "handover": QT_TRANSLATE_NOOP("Tables", "Shift handover"),
    "link": QT_TRANSLATE_NOOP("Tables", "Link"),
    "location": QT_TRANSLATE_NOOP("Tables", "Location"),
    "message": QT_TRANSLATE_NOOP("Tables", "Message"),
    "presence": QT_TRANSLATE_NOOP("Tables", "Our people"),
    "presence_status": QT_TRANSLATE_NOOP("Tables", "Headcount"),
    "rating": QT_TRANSLATE_NOOP("Tables", "Rating"),
    "report": QT_TRANSLATE_NOOP("Tables", "Report"),
    "route": QT_TRANSLATE_NOOP("Tables", "Route"),
    "route_status": QT_TRANSLATE_NOOP("Tables", "Status of a route"),
    "same_as": QT_TRANSLATE_NOOP("Tables", "Same thing"),
    "saved_search": QT_TRANSLATE_NOOP("Tables", "Saved search"),
    "situation": QT_TRANSLATE_NOOP("Tables", "Situation"),
    "snapshot": QT_TRANSLATE_NOOP("Tables", "Printed sheet"),
    "source": QT_TRANSLATE_NOOP("Tables", "Source"),
    "status": QT_TRANSLATE_NOOP("Tables", "Status"),
    "task": QT_TRANSLATE_NOOP("Tables", "Task"),
    "verification": QT_TRANSLATE_NOOP("Tables", "Verification"),
}


def caption_of(field: str, *, table: str = "", column: Column | None = None) -> str:
    """What a field is called beside its value; parties are called what they are in their column."""
    text = PARTY_CAPTIONS.get((column, field)) if column else None
    text = text or OWN_CAPTIONS.get((table, field)) or CAPTIONS.get(field, field)
    return QCoreApplication.translate("Fields", text)


def table_word(table: str) -> str:
    return QCoreApplication.translate("Tables", TABLE_WORDS.get(table, table))


def words_of(term: object) -> str:
    """A term of a vocabulary in the person's language; handling labels are never translated."""
    if isinstance(term, HandlingLabel):
        return term.value
    if isinstance(term, Word):
        return QCoreApplication.translate("Words", term.words)
    return "" if term is None else str(term)


def graded(term: Word) -> str:
    """A grade: its code and its words, "2 Probably true"."""
    return f"{isolated(term.value)} {words_of(term)}"


def graded_to_choose(term: Word) -> str:
    """As `graded`, without marks before the code, so that typing the code chooses it."""
    return f"{term.value} {words_of(term)}"


def time_words(time: Time | None, zone: ZoneInfo) -> str:
    return isolated(times.in_words(time, zone))


def clock_words(milliseconds: int, zone: ZoneInfo) -> str:
    """A moment of the clock, for what was entered when."""
    minute = milliseconds - milliseconds % times.MINUTE
    return isolated(times.in_words(Time(minute, minute + times.MINUTE, times.Precision.MINUTE), zone))


def beginning_here(text: str, direction: Qt.LayoutDirection) -> str:
    """Text that begins where the window's lines begin, whatever script its first word is in."""
    mark = "\u200f" if direction is Qt.LayoutDirection.RightToLeft else "\u200e"
    return mark + text if text else ""


def lines_beginning_here(text: str, direction: Qt.LayoutDirection) -> str:
    """The same of each line, whose full stop stays at its own end."""
    return "\n".join(beginning_here(isolated(line), direction) for line in text.split("\n"))


def isolated(text: str) -> str:
    """Set apart from the text around it, whichever way either runs."""
    return f"\u2068{text}\u2069" if text else ""


def isolated_lines(text: str) -> str:
    """Running text, each line set apart, so that its full stop stays at its own end."""
    return "\n".join(isolated(line) for line in text.splitlines())


def without_marks(text: str) -> str:
    """Text for the clipboard: other programs may show marks of direction as boxes."""
    return text.translate(dict.fromkeys((0x200E, 0x200F, 0x2068, 0x2069)))
