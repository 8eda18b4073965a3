"""Every action in one table: it commits as a whole and tells what it touched, or it leaves no trace."""

from __future__ import annotations

import inspect
from collections.abc import Callable

import pytest

from situation_board.core import history
from situation_board.core.actions import (
    attachments,
    cards,
    facts,
    handing,
    handovers,
    messages,
    presence,
    records,
    situations,
    sources,
    tasks,
)
from situation_board.core.encoding import columns_of
from situation_board.core.integrity import check
from situation_board.core.pictures.cleaning import prepare
from situation_board.core.rows import (
    TABLES,
    Actor,
    Claim,
    Event,
    Link,
    Location,
    Message,
    Presence,
    PresenceStatus,
    Report,
    Route,
    RouteStatus,
    Source,
    Status,
    Task,
)
from situation_board.core.store import Changes, Reading, Saved, Store
from situation_board.core.vocabulary import (
    ClaimVerb,
    Column,
    Credibility,
    EventKind,
    LinkKind,
    MessageState,
    Posture,
    Reliability,
    RouteDirection,
    RouteState,
    RouteUse,
    Stance,
    TaskState,
)
from tests.core.filled import NOW, Filled, ago

Action = Callable[[Reading], Changes]


def on(action: Callable[..., Changes], *args: object, **values: object) -> Action:
    return lambda reading: action(reading, *args, **values)


def actions(filled: Filled) -> dict[str, Action]:
    """One of each thing that a person can do. The name is the action's label in the history."""
    card, actor, place = filled.card, filled.actor, filled.place
    held = Status(id="", thing="", column=Column.HELD)
    claim = Claim(
        id="",
        thing="",
        about=filled.event[0],
        speaker=actor["UN"],
        verb=ClaimVerb.SAID,
        stance=Stance.SUPPORTS,
        text="So it is.",
    )
    event = Event(id="", thing="", kind=EventKind.STATEMENT, text="A word", actors=(actor["UN"],))
    closed = RouteStatus(
        id="",
        thing=filled.route,
        use=RouteUse.ALL,
        direction=RouteDirection.BOTH,
        state=RouteState.SEVERED,
        as_of=ago(1),
    )
    office = Presence(id="", organisation=actor["UN"], location=place["Homs"])
    link = Link(id="l", actor=actor["SNA"], kind=LinkKind.BACKS, other=actor["HTS"])
    return {
        "add_actor": on(records.add_record, Actor(id="a", name="Somebody")),
        "add_link": on(records.add_record, link),
        "add_location": on(records.add_record, Location(id="p", name="Somewhere")),
        "add_route": on(facts.add_route, Route(id="r", via=(place["Homs"], place["Palmyra"])), status=closed),
        "add_source": on(records.add_record, Source(id="s", name="A paper")),
        "add_report": on(records.add_record, Report(id="t", title="A report", source=filled.source)),
        "add_card": on(cards.add_card, location=place["Homs Governorate"], status=held),
        "add_claim": on(facts.add_claim, claim),
        "record_event": on(facts.record_event, event),
        "set_route_status": on(facts.set_route_status, closed),
        "same_as": on(facts.same_as, actor["HTS"], actor["SNA"]),
        "move_card": on(cards.move_cards, [card["Homs"], card["Tartus"]], Column.FALLEN),
        "order_card": on(cards.order_cards, [card["Aleppo"]]),
        "change_controller": on(cards.change_controller, card["Hama"]),
        "edit_status": on(cards.swap_parties, card["Hama"]),
        "edit_card": on(cards.edit_card, card["Homs"], {"note": "a note", "basis": None}),
        "rate_source": on(sources.rate_source, filled.source, Reliability.B, why="compared"),
        "attach": on(attachments.attach_prepared, filled.report, prepare("note.pdf", b"%PDF-1.7")),
        "ask_to_check": on(handing.ask_to_check, [card["Homs"], filled.route], role="access officer"),
        "verify": on(cards.verify, [card["Homs"], card["Hama"]], checked_with="radio"),
        "edit_actor": on(records.edit_thing, actor["UN"], {"note": "a note", "colour": "#336699"}),
        "edit_claim": on(records.edit_thing, filled.claim[0], {"credibility": Credibility.SIX}),
        "edit_event": on(records.edit_thing, filled.event[0], {"text": "Corrected"}),
        "strike_claim": on(records.strike, filled.claim[0], why="withdrawn"),
        "strike_card": on(records.strike, card["Palmyra"]),
        "strike_location": on(records.strike, place["Homs"], why="entered twice"),
        "edit_situation": on(situations.edit_situation, name="Renamed", exercise=True),
        "log_message": on(messages.log_message, Message(id="", text="The bridge is open")),
        "triage": on(messages.triage, [filled.message], MessageState.DONE),
        "edit_message": on(messages.edit_message, filled.message, {"sender": "night desk"}),
        "add_task": on(tasks.add_task, Task(id="", text="Who holds the dam?", about=card["Homs"])),
        "settle_task": on(tasks.settle_tasks, [filled.task], TaskState.DONE, outcome="seen"),
        "add_presence": on(presence.add_presence, office, status=PresenceStatus(id="", thing="", headcount=4)),
        "set_presence_status": on(
            presence.set_presence_status, PresenceStatus(id="", thing=filled.presence, posture=Posture.RESTRICTED)
        ),
        "hand_over": on(handovers.hand_over, since=0, until=NOW, arrival=1, listed="Homs: held"),
        "take_over": on(handovers.take_over, filled.handover),
        "undo": history.undo,
    }


ALL = [
    "add_actor",
    "add_link",
    "add_location",
    "add_route",
    "add_source",
    "add_report",
    "add_card",
    "add_claim",
    "record_event",
    "set_route_status",
    "same_as",
    "move_card",
    "order_card",
    "change_controller",
    "edit_status",
    "edit_card",
    "rate_source",
    "attach",
    "ask_to_check",
    "verify",
    "edit_actor",
    "edit_claim",
    "edit_event",
    "strike_claim",
    "strike_card",
    "strike_location",
    "edit_situation",
    "log_message",
    "triage",
    "edit_message",
    "add_task",
    "settle_task",
    "add_presence",
    "set_presence_status",
    "hand_over",
    "take_over",
    "undo",
]


def content(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """The rows of every folded table."""
    with store.reading() as reading:
        return {table: sorted(reading.all(rows_of(table)), key=repr) for table in TABLES}


def rows_of(table: str) -> str:
    columns = ", ".join(f'"{name}"' for name in columns_of(table))
    return f'SELECT {columns} FROM "{table}"'


def live_rows(store: Store) -> dict[str, int]:
    with store.reading() as reading:
        return {table: reading.value(f'SELECT count(*) FROM "{table}" WHERE voided = 0') for table in TABLES}


def test_the_table_holds_every_action_that_there_is(filled: Filled) -> None:
    assert list(actions(filled)) == ALL
    written = {
        found
        for module in (
            attachments,
            cards,
            facts,
            handing,
            handovers,
            messages,
            presence,
            records,
            situations,
            sources,
            tasks,
        )
        for name, found in inspect.getmembers(module, inspect.isfunction)
        if found.__module__ == module.__name__
        and not name.startswith("_")
        and inspect.signature(found).return_annotation == "Changes"
    }
    assert {found.__name__ for found in written} == {
        "log_message",
        "triage",
        "edit_message",
        "resting_on",
        "add_task",
        "settle_tasks",
        "add_presence",
        "set_presence_status",
        "add_card",
        "move_cards",
        "change_controller",
        "swap_parties",
        "edit_status",
        "edit_card",
        "order_cards",
        "rate_source",
        "attach",
        "attach_prepared",
        "ask_to_check",
        "verify",
        "add_claim",
        "add_route",
        "record_event",
        "set_route_status",
        "same_as",
        "add_record",
        "edit_thing",
        "strike",
        "start_situation",
        "edit_situation",
        "hand_over",
        "take_over",
    }, "a new action: add it to the table above"


@pytest.mark.parametrize("name", ALL)
def test_an_action_commits_as_a_whole_and_tells_what_it_touched(filled_store: Store, filled: Filled, name: str) -> None:
    news: list[Saved] = []
    filled_store.on_news(news.append)
    with filled_store.reading() as reading:
        arrival = reading.arrival
    before = content(filled_store)

    saved = filled_store.do(actions(filled)[name])

    after = content(filled_store)
    assert {table for table in TABLES if before[table] != after[table]} == saved.tables
    assert news == [saved]
    with filled_store.reading() as reading:
        assert reading.all("SELECT DISTINCT action, label FROM log WHERE arrival > ?", arrival) == [
            (saved.change, name)
        ]
        assert saved.arrival == reading.arrival
        assert check(reading).found == ()


@pytest.mark.parametrize("name", ALL)
def test_an_action_that_fails_at_its_end_leaves_no_trace(filled_store: Store, filled: Filled, name: str) -> None:
    action = actions(filled)[name]

    def fails(reading: Reading) -> Changes:
        done = action(reading)
        return Changes(done.label, [*done.drafts, None], done.ids)  # type: ignore[list-item]

    news: list[Saved] = []
    filled_store.on_news(news.append)
    before = content(filled_store)
    with pytest.raises(AttributeError):
        filled_store.do(fails)
    assert content(filled_store) == before
    assert news == []
    with filled_store.reading() as reading:
        assert check(reading).found == ()
    filled_store.do(action)


@pytest.mark.parametrize("name", [name for name in ALL if name != "undo"])
def test_an_action_is_undone_as_a_whole(filled_store: Store, filled: Filled, name: str) -> None:
    """What it made is struck, what it changed is as before."""
    before = live_rows(filled_store)
    filled_store.do(actions(filled)[name])
    filled_store.do(history.undo)
    assert live_rows(filled_store) == before
    with filled_store.reading() as reading:
        assert check(reading).found == ()
