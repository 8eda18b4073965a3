"""The sample situation: Syria, the night of 7-8 December 2024, entered as a person would have entered it.

It is drawn from one news report. What that report does not say stays empty, and nothing in it is graded. The situation
is closed at that night, so its ages do not grow. Its things have the same ids on every laptop: two samples merge.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from situation_board.core import times
from situation_board.core.actions import situations
from situation_board.core.gazetteer import Gazetteer
from situation_board.core.sample.actors import enter_actors
from situation_board.core.sample.cards import enter_cards
from situation_board.core.sample.events import enter_events
from situation_board.core.sample.places import enter_places
from situation_board.core.sample.scribe import Scribe, sample_id
from situation_board.core.sample.sources import enter_sources
from situation_board.core.store import Clock, Identity, Store
from situation_board.core.store.new_files import appearing

NAME = "Syria, December 2024"
TIMEZONE = "Asia/Damascus"
NIGHT = date(2024, 12, 8)

__all__ = ["NAME", "NIGHT", "TIMEZONE", "create_sample", "sample_id"]


def create_sample(path: Path, *, identity: Identity, key: bytes | None = None, now: Clock | None = None) -> Store:
    """A new file with the sample in it. It appears under its name only when it is whole."""
    with appearing(path) as unfinished:
        _enter_everything(unfinished, identity, key, now)
    return Store.open(path, identity=identity, key=key, now=now)


def _enter_everything(path: Path, identity: Identity, key: bytes | None, now: Clock | None) -> None:
    night = times.day(NIGHT, times.zone_named(TIMEZONE))
    start = partial(
        situations.start_situation, name=NAME, timezone=TIMEZONE, closed_at=night, id=sample_id("situation")
    )
    with Store.create(path, start, identity=identity, key=key, now=now) as store, Gazetteer() as gazetteer:
        scribe = Scribe(store, gazetteer, night)
        for enter in (enter_actors, enter_sources, enter_cards, enter_events, enter_places):
            enter(scribe)
