"""The inbox: which messages came in, what they say, and what was made of them."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from situation_board.core.names import words_for_search
from situation_board.core.questions.details import name_of
from situation_board.core.questions.filtering import fts_query
from situation_board.core.questions.footing import Footing, footing_of_message, message_report_id
from situation_board.core.questions.moments import KnownThen, Moment, now_at
from situation_board.core.questions.numbers import message_numbers
from situation_board.core.questions.records import all_records, records
from situation_board.core.rows import Message
from situation_board.core.store import Reading
from situation_board.core.vocabulary import MessageState

MADE_TABLES = ("card", "claim", "event", "route", "task", "verification", "presence")
"""What can be made from a message, in the order in which it is told; a move counts as its card."""
COUNTED_AS = {"status": "card", "route_status": "route", "presence_status": "presence"}


@dataclass(frozen=True, slots=True)
class MessageFilter:
    """Which messages; None does not ask for a state, "" not for words. Every word must occur, in any spelling."""

    state: MessageState | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class MessageLine:
    """A message as the inbox shows it.

    `number` is as it is spoken, "M12". `source` is the name of the source that it counts as. `made` says of how many
    things of each table the report of the message is the source now, in order of MADE_TABLES; of the past nothing.
    """

    id: str
    number: str
    message: Message
    source: str | None
    footing: Footing
    made: tuple[tuple[str, int], ...]


def message_ids(reading: Reading, filter: MessageFilter = MessageFilter(), moment: Moment = None) -> list[str]:
    """The ids, what came in last first."""
    found = _found_by_text(reading, filter.text) if words_for_search(filter.text) else None
    if isinstance(moment, KnownThen):
        return [message.id for message in _known_then(reading, filter, found, moment)]
    conditions, parameters = ["voided = 0", "received_earliest <= ?"], list[object]([now_at(reading, moment)])
    if filter.state is not None:
        conditions.append("state = ?")
        parameters.append(filter.state.value)
    if found is not None:
        conditions.append("id IN (SELECT value FROM json_each(?))")
        parameters.append(json.dumps(sorted(found)))
    sql = f"SELECT id FROM message WHERE {' AND '.join(conditions)} ORDER BY received_earliest DESC, id DESC"
    return [message for (message,) in reading.all(sql, *parameters)]


def _known_then(reading: Reading, filter: MessageFilter, found: set[str] | None, moment: KnownThen) -> list[Message]:
    """Search is over what they say now."""
    then = all_records(reading, Message, moment).values()
    wanted = [
        message
        for message in then
        if (filter.state is None or message.state == filter.state) and (found is None or message.id in found)
    ]
    return sorted(wanted, key=lambda each: (each.received.earliest if each.received else 0, each.id), reverse=True)


def _found_by_text(reading: Reading, text: str) -> set[str]:
    """By their words, sender and note, and by number: "M12"."""
    lines = reading.all(
        """SELECT e.thing FROM search_index i JOIN search_entry e ON e.key = i.rowid
           WHERE i.text MATCH ? AND e."table" = 'message'""",
        fts_query(text),
    )
    number = text.strip().lower().removeprefix("m")
    numbered = reading.all("SELECT id FROM message WHERE number = ?", int(number)) if number.isdecimal() else []
    return {message for (message,) in (*lines, *numbered)}


def message_lines(reading: Reading, ids: Sequence[str], moment: Moment = None) -> list[MessageLine]:
    """The lines of those messages, in that order; what is not there is left out."""
    found = records(reading, Message, ids, moment)
    numbers = message_numbers(reading, found.values())
    lines = [_line(reading, found[each], numbers) for each in ids if each in found]
    return lines if moment is None else [dataclasses.replace(line, made=()) for line in lines]


def _line(reading: Reading, message: Message, numbers: dict[str, str]) -> MessageLine:
    return MessageLine(
        id=message.id,
        number=numbers.get(message.id, ""),
        message=message,
        source=name_of(reading, "source", message.source),
        footing=footing_of_message(reading, message),
        made=made_of(reading, message.id),
    )


def made_of(reading: Reading, message: str) -> tuple[tuple[str, int], ...]:
    """How many things of each table rest on the message's report, without what is struck."""
    things: dict[str, set[str]] = {}
    lines = reading.all('SELECT DISTINCT "table", "row" FROM mention WHERE thing = ?', message_report_id(message))
    for table, row in lines:
        thing = _live_thing(reading, table, row)
        if thing is not None:
            things.setdefault(COUNTED_AS.get(table, table), set()).add(thing)
    return tuple((table, len(things[table])) for table in MADE_TABLES if table in things)


def _live_thing(reading: Reading, table: str, row: str) -> str | None:
    column = "thing" if table in {"claim", "event", *COUNTED_AS} else "id"
    found = reading.value(f'SELECT {column} FROM "{table}" WHERE id = ? AND voided = 0', row)
    return None if found is None else str(found)


def untriaged_count(reading: Reading) -> int:
    return int(reading.value("SELECT count(*) FROM message WHERE voided = 0 AND state = 'untriaged'"))


def counts_by_state(reading: Reading) -> dict[MessageState, int]:
    lines = reading.all("SELECT state, count(*) FROM message WHERE voided = 0 GROUP BY state")
    counted: dict[str, int] = dict(lines)
    return {state: counted.get(state.value, 0) for state in MessageState}


def senders(reading: Reading, *, limit: int = 200) -> list[str]:
    """From whom messages came, the latest first, each once."""
    lines: Iterable[tuple[str]] = reading.all(
        """SELECT sender FROM message WHERE voided = 0 AND sender IS NOT NULL
           GROUP BY sender ORDER BY max(received_earliest) DESC LIMIT ?""",
        limit,
    )
    return [sender for (sender,) in lines]
