"""Events in the order of how well they are supported."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from situation_board.core.actions.facts import add_claim, record_event
from situation_board.core.actions.records import add_record
from situation_board.core.actions.situations import start_situation
from situation_board.core.questions.events import event_ids
from situation_board.core.rows import Claim, Event, Source
from situation_board.core.store import Identity, Store
from situation_board.core.vocabulary import ClaimVerb, Credibility, EventKind, Stance

START = partial(start_situation, name="Test", timezone="Asia/Damascus")


def test_the_best_supported_come_first_and_those_nobody_graded_last(tmp_path: Path) -> None:
    with Store.create(tmp_path / "a.sitboard", START, identity=Identity("here", None)) as store:
        source = store.do(add_record, Source(id="s", name="AFP")).ids[0]
        events = [store.do(record_event, Event(id="", thing="", kind=EventKind.INCIDENT)).ids[0] for _ in range(3)]
        for event, credibility in zip(events[1:], (Credibility.FOUR, Credibility.TWO), strict=True):
            claim = Claim(
                id="",
                thing="",
                about=event,
                publisher=source,
                verb=ClaimVerb.REPORTED,
                stance=Stance.SUPPORTS,
                text="so it was",
                credibility=credibility,
            )
            store.do(add_claim, claim)
        with store.reading() as reading:
            assert event_ids(reading, sort="grade") == [events[2], events[1], events[0]]
            assert event_ids(reading, sort="grade", descending=True) == [events[1], events[2], events[0]]
