"""Entries of the inspector's lists in words: history, events, routes, conflicts, what hangs on a thing."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from situation_board.core.figures import figure_words
from situation_board.core.history import HistoryLine, Part
from situation_board.core.merging import Side
from situation_board.core.rows import Event, RouteStatus, Verification
from situation_board.gui.entry.clock import Clock
from situation_board.gui.entry.wording import (
    caption_of,
    clock_words,
    isolated,
    isolated_lines,
    table_word,
    time_words,
    words_of,
)
from situation_board.gui.inspector.hanging import Hanging
from situation_board.gui.inspector.question import Entered, FactRef, RouteSeen
from situation_board.gui.inspector.section import EntryText
from situation_board.gui.inspector.values import party_words

MOST_PARTS = 4


def history_entry(line: HistoryLine, facts: Mapping[str, FactRef], clock: Clock) -> EntryText:
    """Person, time and words. What was undone or struck is struck through."""
    fact = facts.get(line.action)
    aside = [entered_words(Entered(line.recorded_at, line.person, line.laptop), clock)]
    aside += [_translated("merged in")] if line.merged else []
    aside += [_translated("that laptop's clock is not to be trusted")] if line.suspect_clock else []
    why = _translated("undone") if line.undone else (fact.why or "") if fact else ""
    return EntryText(
        key=fact.id if fact else line.action,
        text=done_words(line),
        aside="\n".join(aside),
        struck=line.undone or bool(fact and fact.voided),
        why=why,
        can_strike=fact is not None,
        can_open=False,
    )


def done_words(line: HistoryLine) -> str:
    """What an action did, each thing once; the first few of many."""
    said = list(dict.fromkeys(_part_words(part) for part in line.parts))
    hidden = len(said) - MOST_PARTS
    if hidden > 1:
        said = [*said[:MOST_PARTS], _translated("and {0} more").format(isolated(str(hidden)))]
    words = "\n".join(said) or line.label.replace("_", " ")
    match line.label:
        case "undo":
            return _translated("Undone: {0}").format(words)
        case "redo":
            return _translated("Done again: {0}").format(words)
    return words


def _part_words(part: Part) -> str:
    if part.did == "edited":
        before, after = (isolated(words or "") or "–" for words in (part.before, part.after))
        what = caption_of(part.field, table=part.table)
        return _translated("{0}: {1} → {2}").format(what, before, after)
    sentence = {
        "added": _translated("{0} added: {1}"),
        "struck": _translated("{0} struck: {1}"),
        "restored": _translated("{0} restored: {1}"),
    }.get(part.did, f"{{0}} {part.did}: {{1}}")
    words = isolated(part.name)
    if part.after and part.after != part.name:
        words = f"{words}, {isolated(part.after)}"
    return sentence.format(table_word(part.table), words)


def entered_words(entered: Entered, clock: Clock) -> str:
    """When by that laptop's clock, and by whom."""
    who = isolated(entered.person) if entered.person else _translated("nobody on duty named")
    where = f" ({isolated(entered.laptop)})" if entered.laptop else ""
    return f"{clock_words(entered.recorded_at, clock.zone)}, {who}{where}"


def verified_words(check: Verification | None, clock: Clock) -> str:
    """When it was last looked at, and with whom."""
    if check is None:
        return _translated("not since it was entered")
    words = time_words(check.as_of, clock.zone)
    if not check.checked_with:
        return words
    return _translated("{0}, with {1}").format(words, isolated(check.checked_with))


def event_entry(event: Event, names: Mapping[str, str], clock: Clock) -> EntryText:
    figures = [figure_words(figure, clock.zone) for figure in event.figures]
    when = time_words(event.starts, clock.zone) if event.starts else _translated("time not stated")
    who = party_words(event.actors, names)
    source = names.get(event.source or "", "")
    aside = [", ".join(part for part in (when, who) if part)]
    aside += [isolated(source)] if source else []
    return EntryText(
        key=event.thing,
        heading=words_of(event.kind),
        text="\n".join([isolated_lines(event.text or ""), *(isolated(figure) for figure in figures)]).strip(),
        aside="\n".join(aside),
        struck=event.voided,
        why=event.voided_why or "",
    )


def route_entry(seen: RouteSeen, clock: Clock) -> EntryText:
    lines = [route_status_words(status, clock) for status in seen.statuses]
    return EntryText(
        key=seen.route.id,
        heading=isolated(seen.title),
        text="\n".join(lines) or _translated("status not stated"),
        can_strike=False,
    )


def route_status_words(status: RouteStatus, clock: Clock) -> str:
    """ "severed (all uses, both ways), 8 Dec 2024"."""
    state = words_of(status.state)
    when = time_words(status.as_of, clock.zone)
    condition = f", {status.condition}" if status.condition else ""
    return f"{state} ({words_of(status.use)}, {words_of(status.direction)}){condition}, {when}"


def route_status_entry(status: RouteStatus, clock: Clock) -> EntryText:
    basis = words_of(status.basis) or _translated("basis not stated")
    return EntryText(
        key=status.id,
        heading=words_of(status.state),
        text=f"{words_of(status.use)}, {words_of(status.direction)}",
        aside=", ".join(
            part for part in (time_words(status.as_of, clock.zone), basis, status.condition, status.note) if part
        ),
        can_open=False,
    )


def hanging_entry(hanging: Hanging) -> EntryText:
    return EntryText(
        key=hanging.thing,
        text=isolated(hanging.title),
        aside=f"{table_word(hanging.table)} · {caption_of(hanging.field, table=hanging.table)}",
        struck=hanging.voided,
        can_strike=False,
    )


def side_entry(conflict: str, side: Side, clock: Clock) -> EntryText:
    """One side of a disagreement; opening it keeps it."""
    entered = Entered(side.recorded_at, side.person, side.laptop)
    return EntryText(
        key=f"{conflict} {side.change}",
        text=isolated_lines(side.words),
        aside=entered_words(entered, clock),
        can_strike=False,
    )


def _translated(words: str) -> str:
    return QCoreApplication.translate("Lines", words)
