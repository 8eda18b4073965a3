"""What came in: logging it, triage, and whatever is made from it with its report attached."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from situation_board.core import times
from situation_board.core.actions.drafting import edit_record, new_or_restored, not_in_future
from situation_board.core.actions.records import add_record, edit_thing
from situation_board.core.ids import new_id
from situation_board.core.problems import Mistake
from situation_board.core.questions.footing import footing, message_report_id, message_title
from situation_board.core.rows import Message, Report
from situation_board.core.store import Changes, Draft, Reading
from situation_board.core.vocabulary import MessageState


def log_message(reading: Reading, message: Message, *, beside: Sequence[Draft] = ()) -> Changes:
    """Write down what came in. Id, number, state and - where nobody says it - the time, which is now, are set here.

    `beside` are drafts of what it newly names, such as its source.
    """
    logged = dataclasses.replace(
        message,
        id=message.id or new_id(),
        received=message.received or times.exactly(reading.now),
        number=_next_number(reading),
        state=message.state or MessageState.UNTRIAGED,
    )
    not_in_future(reading, logged.received, "received")
    added = add_record(reading, logged, place_drafts=beside)
    return dataclasses.replace(added, label="log_message")


def _next_number(reading: Reading) -> int:
    return int(reading.value("SELECT max(number) FROM message") or 0) + 1


def edit_message(reading: Reading, message: str, values: Mapping[str, Any], *, beside: Sequence[Draft] = ()) -> Changes:
    """Change fields of a message. Its report follows in what it still has as the message had it.

    `beside` are drafts of what the values newly refer to.
    """
    row = get_message(reading, message)
    changes = edit_thing(reading, message, values, beside=beside)
    report = reading.row(Report, message_report_id(row.id))
    if report is None or report.voided or not changes.drafts:
        return changes
    followed = {
        ON_REPORT[name]: value
        for name, value in values.items()
        if name in ON_REPORT and getattr(report, ON_REPORT[name]) == getattr(row, name)
    }
    made = [draft.row for draft in beside]
    return dataclasses.replace(changes, drafts=[*changes.drafts, *edit_record(reading, report, followed, beside=made)])


ON_REPORT = {"source": "source", "received": "received", "text": "excerpt", "label": "label"}
"""Fields of a message, and those of its report that say the same."""


def triage(reading: Reading, messages: Sequence[str], state: MessageState) -> Changes:
    """Messages are dealt with, not relevant, or to be looked at again; one step to undo however many."""
    if not messages:
        raise Mistake("No message is selected.")
    drafts = [
        draft for each in messages for draft in edit_record(reading, get_message(reading, each), {"state": state})
    ]
    return Changes("triage", drafts, tuple(messages))


def get_message(reading: Reading, message: str) -> Message:
    found = reading.row(Message, message)
    if found is None or found.voided:
        raise Mistake("There is no such message.", field="message")
    return found


def report_of_message(reading: Reading, message: str) -> tuple[str, list[Draft]]:
    """The report that a message came to be, and the drafts that make it where it is not there yet.

    Its id follows from the message's, so that two laptops that work on one message make one report.
    """
    row = get_message(reading, message)
    report_id = message_report_id(row.id)
    known = reading.row(Report, report_id)
    if known is not None and not known.voided:
        return report_id, []
    report = Report(
        id=report_id,
        source=row.source,
        title=message_title(reading, row),
        received=row.received,
        excerpt=row.text,
        label=row.label,
        message=row.id,
    )
    return report_id, new_or_restored(reading, report)


def report_to_rest_on(reading: Reading, thing: str) -> tuple[str, list[Draft]]:
    """The report behind a report or message, and the drafts that make it. Mistake when there is neither."""
    if reading.row(Message, thing) is not None:
        return report_of_message(reading, thing)
    report = reading.row(Report, thing)
    if report is None or report.voided:
        raise Mistake("The report that this rests on is not there any more.", do="Clear it, or choose another.")
    return report.id, []


def resting_on(reading: Reading, thing: str, action: Callable[..., Changes], *args: Any, **values: Any) -> Changes:
    """Do an action of cards or routes that rests on a report or message: as one step with the report that is made.

    It is as of the information time unless `as_of` says otherwise. A report that is known raises no basis by itself.
    """
    found = footing(reading, thing)
    report, drafts = report_to_rest_on(reading, thing)
    time = values.pop("as_of", None) or (found.time if found else None)
    return action(reading, *args, as_of=time, report=report, beside=drafts, **values)
