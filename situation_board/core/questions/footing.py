"""What a report or a message gives to whatever rests on it: who says so, and the time of the information."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from situation_board.core import times
from situation_board.core.ids import known_id
from situation_board.core.questions.details import first_line, name_of
from situation_board.core.rows import Message, Report
from situation_board.core.store import Reading
from situation_board.core.times import Time
from situation_board.core.vocabulary import HandlingLabel


class TimeOf(StrEnum):
    """Which time of a report its information time is."""

    PUBLISHED = "published"
    RECEIVED = "received"


@dataclass(frozen=True, slots=True)
class Footing:
    """`thing` is the report or message to name; of a message the report is made when something first rests on it.

    `time` is when the information was published, else when it reached us; `time_of` says which. None when neither is
    known.
    """

    thing: str
    title: str
    source: str | None = None
    time: Time | None = None
    time_of: TimeOf | None = None
    is_message: bool = False
    label: HandlingLabel | None = None


def message_report_id(message: str) -> str:
    """The id of the report that stands for a message, the same on every laptop."""
    return known_id("message report", message)


def footing(reading: Reading, thing: str) -> Footing | None:
    """What rests on that report or message gets; None when there is none, or it is struck."""
    message = reading.row(Message, thing)
    if message is not None:
        return None if message.voided else footing_of_message(reading, message)
    report = reading.row(Report, thing)
    return None if report is None or report.voided else _of_report(reading, report)


def footing_of_message(reading: Reading, message: Message) -> Footing:
    """The report that was made of it counts, where there is one: somebody may have added when it was published."""
    report = reading.row(Report, message_report_id(message.id))
    made = _of_report(reading, report) if report is not None and not report.voided else None
    return Footing(
        thing=message.id,
        title=made.title if made else message_title(reading, message),
        source=name_of(reading, "source", message.source) or message.sender,
        time=made.time if made and made.time else message.received,
        time_of=made.time_of if made and made.time else TimeOf.RECEIVED,
        is_message=True,
        label=message.label,
    )


def _of_report(reading: Reading, report: Report) -> Footing:
    return Footing(
        thing=report.id,
        title=report.title or "",
        source=name_of(reading, "source", report.source),
        time=report.published or report.received,
        time_of=TimeOf.PUBLISHED if report.published else TimeOf.RECEIVED if report.received else None,
        label=report.label,
    )


def message_title(reading: Reading, message: Message) -> str:
    """What the report of a message is called: its number, from whom or else what it says, by what, when."""
    sender = message.sender or name_of(reading, "source", message.source)
    medium = message.medium.words if message.medium else None
    when = times.in_words(message.received, reading.zone) if message.received else None
    who = sender or first_line(message.text)[:60]
    number = f"M{message.number}" if message.number is not None else None
    return ", ".join(part for part in (number, who, medium, when) if part)
